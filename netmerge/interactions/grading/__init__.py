"""Interactions in; the grade of each, and why, out."""
