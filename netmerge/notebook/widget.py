"""A review session → a cell of a notebook in which it is answered, by buttons or keys.

anywidget is the extra `notebook`. What the cell shows is text, never markup, and it
asks for nothing elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import methodcaller
from typing import Any

import pandas as pd

from netmerge.data import TextFile
from netmerge.errors import MissingExtraError, NetmergeError
from netmerge.review import Session
from netmerge.review.session import WORDS

SCRIPT = TextFile("notebook/review.js")
SKIP = "skip"
_DONE_BY: dict[str, Callable[[Session], None]] = {
    SKIP: Session.skip,
    **{word: methodcaller("answer", word) for word in WORDS},
}
"""What the words of buttons do with the question."""
_COLUMNS = ("record_a", "record_b", "decision")


def review_widget(session: Session) -> Any:
    """The questions of a session in a cell, one after the other: same, different,
    skip and undo, or the keys s, d, k and u.

    Each answer is in the book at once. `.decisions` is what was answered in the
    cell, as a table (record_a, record_b, decision); `.finish()` reckons anew who is
    who and gives the network. Raises MissingExtraError without the extra `notebook`.
    """
    try:
        import anywidget
        import traitlets
    except ImportError:
        raise MissingExtraError("The review in a cell", "notebook") from None

    class ReviewWidget(anywidget.AnyWidget):
        """The cell: `shown` is what stands in it."""

        _esm = SCRIPT.content
        shown = traitlets.Dict().tag(sync=True)

        def __init__(self) -> None:
            super().__init__()
            self._done: list[tuple[str, str, str | None]] = []
            self.on_msg(self._told)
            self.shown = told(session)

        @property
        def decisions(self) -> pd.DataFrame:
            """What was answered in the cell and not undone."""
            answered = [row for row in self._done if row[2] is not None]
            return pd.DataFrame(answered, columns=list(_COLUMNS))

        def finish(self) -> Any:
            """Reckon anew who is who, if any answer came; the network then."""
            return session.finish()

        def _told(self, _: Any, message: Any, __: Any) -> None:
            """What a button or key says; anything else is passed over."""
            word = message.get("answer") if isinstance(message, dict) else None
            try:
                self._answer(word)
            except NetmergeError as error:  # else it stands in a log that nobody opens
                self.shown = {**told(session), "problem": str(error)}
            else:
                self.shown = told(session)

        def _answer(self, word: Any) -> None:
            asked = session.question
            if word == "undo":
                if session.undo() and self._done:
                    self._done.pop()
            elif asked is not None and isinstance(word, str) and word in _DONE_BY:
                _DONE_BY[word](session)
                said = None if word == SKIP else word
                self._done.append((asked.records_a[0], asked.records_b[0], said))

    return ReviewWidget()


def told(session: Session) -> dict[str, Any]:
    """What the cell shows of a session, as texts and numbers."""
    progress = {"answered": session.answered, "left": session.left}
    asked = session.question
    if asked is None:
        return progress
    lines = [
        {"what": line.what, "a": list(line.a), "b": list(line.b), "agreement": line.agreement}
        for line in asked.lines
    ]
    chance = f"{100 * asked.probability:.0f} % one person"
    return {
        **progress,
        "lines": lines,
        "reason": f"{chance}: {asked.reason}",
        "outcome": asked.outcome,
    }
