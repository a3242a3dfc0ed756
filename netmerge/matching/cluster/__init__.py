"""Weighed pairs in, clusters out."""
