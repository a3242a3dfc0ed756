"""A network that lasts between runs: one SQLite file."""

from netmerge.book.book import Book
from netmerge.book.changes import changes_between

__all__ = ["Book", "changes_between"]
