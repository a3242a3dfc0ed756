"""Values as written in; normalised values and keys for comparing out: pure functions over
distinct values.
"""
