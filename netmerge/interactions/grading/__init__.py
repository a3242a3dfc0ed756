"""Interactions → the grade of each, and why: personal notes told from all that is none."""
