"""What joins the parts: the whole assessment, its trace, its export."""
