"""A network that lasts between runs: one SQLite file."""

from netmerge.book.book import Book

__all__ = ["Book"]
