"""Values as written → normalised values and keys for comparing, by functions of one value."""
