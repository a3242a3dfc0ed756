"""Values as written → normalised values, and keys for comparing."""
