"""Features → candidate pairs."""
