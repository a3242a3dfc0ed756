"""Readers of real files: each importer says whether a source is its own and reads it into tables."""
