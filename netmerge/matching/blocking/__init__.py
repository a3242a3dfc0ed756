"""Attributes in, candidate pairs out."""
