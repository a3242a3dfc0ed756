"""Paths in; files as the importers read them out: inside archives and folders too, of whatever
encoding.
"""
