"""A network that lasts between runs: one SQLite file."""

from netmerge.book.book import Book, changes_between
from netmerge.book.exports import Exported

__all__ = ["Book", "Exported", "changes_between"]
