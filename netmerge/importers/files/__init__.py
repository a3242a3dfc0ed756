"""Paths → files as importers read them, inside archives and folders too, of any
encoding.
"""
