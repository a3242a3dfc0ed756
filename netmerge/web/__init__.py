"""A book → pages on this machine alone, to look at and to decide."""
