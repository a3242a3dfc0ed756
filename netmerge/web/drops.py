"""Files that were dropped on the page → what each is taken for, before anything is
kept.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pandas as pd

from netmerge.book import Book
from netmerge.columns.chunks import arrow
from netmerge.errors import NetmergeError
from netmerge.importers import inspect
from netmerge.importers.contract import Inspection
from netmerge.schema import CHANGES
from netmerge.settings import resolve

MOST_FILES = 50
LONGEST_NAME, LONGEST_ENDING = 60, 12
"""Characters of a file's name: in any script they fit into what a system takes."""

_UNNAMED = "file"
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"|?*\u200b-\u200f\u2028-\u202e\u2066-\u2069]')


@dataclass(frozen=True)
class Taken:
    """A file, and what it is taken for; `problem` says why it cannot be read."""

    path: Path
    inspection: Inspection | None
    problem: str = ""

    @property
    def name(self) -> str:
        """How it is called."""
        return self.path.name

    @property
    def parts(self) -> tuple[Inspection, ...]:
        """What it is made of: the members of an archive, else itself."""
        if self.inspection is None:
            return ()
        return self.inspection.members or (self.inspection,)


@dataclass(frozen=True)
class Kept:
    """What became of files that were kept: how many people there are, whether that
    brought anything, what changed (CHANGES), and what could not be done, in words.
    """

    contacts: int
    is_new: bool
    changes: pd.DataFrame
    notices: tuple[str, ...]


class Drops:
    """Files that wait for a decision, in a folder that their owner alone may read."""

    def __init__(self) -> None:
        self.folder: Path | None = None
        self.taken: tuple[Taken, ...] = ()
        self.kept: Kept | None = None

    def receive(self, files: Sequence[tuple[str, BinaryIO]]) -> list[Path]:
        """Write files, by their names and contents, into the folder in place of those
        that waited.
        """
        self.discard()
        self.folder = Path(tempfile.mkdtemp(prefix="netmerge-"))
        paths = []
        for number, (name, content) in enumerate(files):
            place = self.folder / str(number)
            place.mkdir()
            path = place / safe_name(name)
            with path.open("wb") as file:
                shutil.copyfileobj(content, file)
            paths.append(path)
        return paths

    def look(self, paths: Sequence[Path], _: Book, say: Callable[[str], None]) -> None:
        """Find out what each file is taken for."""
        found = []
        for path in paths:
            say(f"Looking at {path.name}")
            try:
                found.append(Taken(path, inspect(path, resolve())))
            except NetmergeError as error:
                told = str(error).replace(str(path), path.name)
                found.append(Taken(path, None, told))
        self.taken = tuple(found)

    def keep(self, book: Book, say: Callable[[str], None], me: Sequence[str] = ()) -> None:
        """Put what can be read into the book. Raises what `Book.add` does, and the files
        then still wait.
        """
        paths = [one.path for one in self.taken if one.inspection is not None]
        before = len(book.log())
        asked = {"me": list(me)} if me else {}
        network = book.add(*paths, progress=say, **asked)
        is_new = len(book.log()) > before
        changes = book.changes() if is_new and before else CHANGES.empty()
        notices = (*network.links.warnings, *network.notices)
        self.discard()
        self.kept = Kept(len(network.contacts), is_new, changes, notices)

    def discard(self) -> None:
        """Take the files away."""
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
        self.folder, self.taken, self.kept = None, (), None


def safe_name(name: str) -> str:
    """The last part of a file's name, as any system takes it, its ending kept."""
    last = re.split(r"[/\\]", name)[-1].encode("utf-8", "ignore").decode()
    plain = _NOT_IN_NAMES.sub("_", last).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    if dot and len(ending) <= LONGEST_ENDING:
        return f"{stem[: LONGEST_NAME - len(ending)]}.{ending}"
    return plain[:LONGEST_NAME] or _UNNAMED


def columns_of(inspection: Inspection) -> list[tuple[str, str, str]]:
    """The columns of a table: name, field that it goes to, value of the first row."""
    samples = inspection.samples
    return [
        (name, field or "", _first(samples, name)) for name, field in inspection.columns.items()
    ]


def _first(samples: pd.DataFrame, name: str) -> str:
    if name not in samples.columns or samples.empty:
        return ""
    value = arrow(samples[name].head(1)).to_pylist()[0]
    return "" if value is None else str(value)
