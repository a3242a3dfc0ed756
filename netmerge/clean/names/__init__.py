"""Names as written → the name as one would write it, in its parts."""
