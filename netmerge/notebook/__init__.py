"""A review session → a cell of a notebook."""

from netmerge.notebook.widget import review_widget

__all__ = ["review_widget"]
