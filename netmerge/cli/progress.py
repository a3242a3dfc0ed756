"""Names of stages → a moving line on stderr, on a terminal, once a run has
taken a second.
"""

from __future__ import annotations

import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING

from netmerge.cli.text import printable

if TYPE_CHECKING:
    from rich.status import Status

PATIENCE = 1.0
"""Seconds. So long a flow of thought stays uninterrupted (Nielsen 1993), and
needs no word.
"""


class Progress:
    """A context in which calling it with a stage's name shows that name.

    It is silent with `quiet` and off a terminal.
    """

    def __init__(self, quiet: bool = False) -> None:
        self._shown = not quiet and sys.stderr.isatty()
        self._stage = "reading"
        self._status: Status | None = None
        self._timer = threading.Timer(PATIENCE, self._start)
        self._timer.daemon = True

    def __enter__(self) -> Progress:
        if self._shown:
            self._timer.start()
        return self

    def __call__(self, stage: str) -> None:
        """Show the name of the stage that begins."""
        self._stage = printable(stage)
        if self._status:
            self._status.update(self._line())

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._shown:
            self._timer.cancel()
            self._timer.join()
        if self._status:
            self._status.stop()

    def _start(self) -> None:
        from rich.console import Console

        self._status = Console(stderr=True).status(self._line())
        self._status.start()

    def _line(self) -> str:
        from rich.markup import escape

        return escape(f"{self._stage} …")
