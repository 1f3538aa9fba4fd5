"""The version of the toolkit, once."""

VERSION = "0.1.0"
