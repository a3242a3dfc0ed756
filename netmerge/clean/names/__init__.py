"""Names as written in; the name as one would write it, in its parts, out."""
