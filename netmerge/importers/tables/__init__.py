"""Delimited files and workbooks → records."""
