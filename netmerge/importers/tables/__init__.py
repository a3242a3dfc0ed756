"""Delimited files and workbooks in; records out: layout, rows, header, dialect."""
