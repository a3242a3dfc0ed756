"""Questions about the contacts of a book → answers that it keeps."""

from netmerge.review.question import Line, Question
from netmerge.review.session import Session

__all__ = ["Line", "Question", "Session"]
