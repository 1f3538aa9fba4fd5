"""Pure functions on arrays: the formulas of the design, without knowledge of workbooks or policies."""
