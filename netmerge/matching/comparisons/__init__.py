"""Candidate pairs in, comparison levels out."""
