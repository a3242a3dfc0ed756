"""Work that takes its time (questions, imports, reckoning anew) → done beside the
pages, one after the other, by a connection to the book of its own.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from netmerge.book import Book
from netmerge.errors import NetmergeError, SettingsError

T = TypeVar("T")
Work = Callable[[Book, Callable[[str], None]], object]

_log = logging.getLogger(__name__)


@dataclass
class Errand:
    """What is being done: in words, whether it changes the book, at which stage, since
    when (seconds of the clock); at the end the `error` that stopped it.
    """

    words: str
    writes: bool = False
    stage: str = ""
    begun: float = field(default_factory=time.monotonic)
    is_done: bool = False
    error: Exception | None = None

    @property
    def seconds(self) -> int:
        """How long it has taken so far."""
        return int(time.monotonic() - self.begun)

    @property
    def problem(self) -> str:
        """What stopped it, in words; "" where nothing did."""
        if self.error is None or isinstance(self.error, NetmergeError):
            return str(self.error or "")
        return "Something is wrong with netmerge itself; the terminal shows what."

    def say(self, stage: str) -> None:
        """Tell the stage that begins."""
        self.stage = stage


class Errands:
    """One thread with the same book, where at most one errand is under way."""

    def __init__(self, path: str | Path | None) -> None:
        self._path = path
        self._book: Book | None = None
        self._thread = ThreadPoolExecutor(1, "netmerge-errands")
        self._lock = threading.Lock()
        self.last: Errand | None = None

    @property
    def under_way(self) -> Errand | None:
        """What is being done now."""
        last = self.last
        return last if last is not None and not last.is_done else None

    def begin(self, words: str, work: Work, *, writes: bool = False) -> Errand:
        """Begin an errand: `work` gets the book, and a function that takes the names
        of stages. Raises SettingsError where another one is under way.
        """
        with self._lock:
            self.check_free()
            errand = Errand(words, writes)
            self.last = errand
        self._thread.submit(self._do, errand, work)
        return errand

    def check_free(self, *, of_writers: bool = False) -> None:
        """Raise SettingsError while there is an errand, or one that changes the book."""
        busy = self.under_way
        if busy is not None and (busy.writes or not of_writers):
            raise SettingsError(f"{busy.words}: this is under way.", "Try again when it is done.")

    async def ask(self, work: Callable[[], T]) -> T:
        """Do something short with what belongs to the thread."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def finish(self, work: Callable[[], Any]) -> None:
        """Do the last thing, when all errands are done, and close the book."""
        self._thread.submit(work).result()
        self._thread.submit(self._close).result()
        self._thread.shutdown()

    def _do(self, errand: Errand, work: Work) -> None:
        try:
            if self._book is None:
                self._book = Book(self._path)
            work(self._book, errand.say)
        except Exception as error:
            errand.error = error
            if not isinstance(error, NetmergeError):
                _log.exception("%s stopped.", errand.words)
        finally:
            errand.is_done = True

    def _close(self) -> None:
        if self._book is not None:
            self._book.close()
