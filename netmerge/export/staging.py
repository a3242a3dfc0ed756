"""Files written beside their places → all of them in place, now or when next the
folder is used.

Several renames are not one: what is killed between two leaves a folder half of
the old run and half of the new. So the list of renames is written first. A
folder that has one is completed by whoever comes next; temporaries without a
list are removed.
"""

from __future__ import annotations

import json
import logging
import os
import re
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

try:
    import fcntl
except ImportError:  # Windows, where two runs into one folder are not kept apart
    fcntl = None  # type: ignore[assignment]

TEMPORARY = ".netmerge-tmp"
_LIST = re.compile(r"\.netmerge\.[0-9a-f]{8}\.list")
_LEFT = re.compile(rf"\..{{1,250}}\.[0-9a-f]{{8}}{re.escape(TEMPORARY)}", re.DOTALL)
_LONGEST_LIST = 1 << 28
"""Bytes."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Staging:
    """The list `path` of a folder: `moves` are pairs of a temporary and the place
    that it takes, `gone` files that are not part of the new set. A `draft` of the
    list is none yet.
    """

    path: Path
    moves: tuple[tuple[Path, Path], ...]
    gone: tuple[Path, ...]
    draft: Path | None = None

    @classmethod
    def make(
        cls,
        folder: Path,
        temporaries: Sequence[Path],
        targets: Sequence[Path],
        gone: Sequence[Path] = (),
    ) -> Staging:
        """Write the draft of the list, so that all is there but for a name. Raises
        OSError.

        What lies outside of the folder, where a name in it is a link, is renamed
        by this process or not at all.
        """
        moves = list(zip(temporaries, targets, strict=True))
        told = [
            [_inside(folder, temporary), _inside(folder, target)]
            for temporary, target in moves
            if target.is_relative_to(folder)
        ]
        content = json.dumps({"moves": told, "gone": [_inside(folder, path) for path in gone]})
        path = folder / f".netmerge.{secrets.token_hex(4)}.list"
        draft = folder / f".list.{secrets.token_hex(4)}{TEMPORARY}"
        try:
            descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            for parent in dict.fromkeys(target.parent for target in targets):
                flush_folder(parent)
        except BaseException:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            raise
        return cls(path, tuple(moves), tuple(gone), draft)

    @classmethod
    def read(cls, path: Path) -> Staging:
        """The list that somebody left. Raises ValueError for what is none, or
        points outside of its folder.
        """
        with path.open("rb") as file:
            told = json.loads(file.read(_LONGEST_LIST))
        folder = path.parent
        moves = []
        for temporary, target in told["moves"]:
            source, place = _within(folder, temporary), _within(folder, target)
            if not _LEFT.fullmatch(source.name) or source.parent != place.parent:
                raise ValueError(temporary)
            moves.append((source, place))
        return cls(path, tuple(moves), tuple(_within(folder, name) for name in told["gone"]))

    def begin(self) -> None:
        """Give the draft its name. From then on the new set is there. Raises OSError."""
        if self.draft is not None:
            self.draft.replace(self.path)
            flush_folder(self.path.parent)

    def drop(self) -> None:
        """Take the draft away, if it is one still."""
        if self.draft is not None:
            with suppress(OSError):
                self.draft.unlink(missing_ok=True)

    def finish(self) -> None:
        """Rename what is not renamed yet, and take the list away. Raises OSError,
        and may be tried again.
        """
        for temporary, target in self.moves:
            if temporary.exists():
                temporary.replace(target)
        for path in self.gone:
            path.unlink(missing_ok=True)
        for parent in dict.fromkeys(target.parent for _, target in self.moves):
            flush_folder(parent)
        self.path.unlink(missing_ok=True)


@contextmanager
def alone(folder: Path, below: Sequence[Path] = ()) -> Iterator[None]:
    """Hold a folder, with some `below` it, for this process, waiting for
    another one that writes to it; what an earlier one left is completed or
    removed first.
    """
    descriptor = _held(folder)
    try:
        _settle(folder, below)
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


def settled(folder: str | Path) -> None:
    """Complete what was being written to a folder when it was last left, before
    it is read.
    """
    path = Path(os.path.realpath(folder))
    if any(_LIST.fullmatch(name) for name in _names(path)):
        with suppress(OSError), alone(path):
            pass


def _held(folder: Path) -> int | None:
    """A lock on a folder; None where there is no such thing."""
    if fcntl is None:
        return None
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        _log.warning("Another netmerge writes to %s: waiting for it.", folder)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    except OSError:  # a file system without locks
        os.close(descriptor)
        return None
    return descriptor


def _settle(folder: Path, below: Sequence[Path]) -> None:
    for name in _names(folder):
        if _LIST.fullmatch(name):
            with suppress(OSError, ValueError, KeyError, TypeError):
                Staging.read(folder / name).finish()
    if any(_LIST.fullmatch(name) for name in _names(folder)):
        return  # its temporaries are still to be renamed
    for place in dict.fromkeys((folder, *below)):
        left = (place / name for name in _names(place) if _LEFT.fullmatch(name))
        for path in left if place.is_relative_to(folder) else ():
            with suppress(OSError):
                path.unlink()


def _names(folder: Path) -> list[str]:
    try:
        return [path.name for path in folder.iterdir()]
    except OSError:
        return []


def _inside(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()


def _within(folder: Path, name: str) -> Path:
    """A path of a list. Raises ValueError for one that leads out of the folder."""
    parts = PurePosixPath(name).parts
    path = folder.joinpath(*parts)
    real = Path(os.path.realpath(path.parent))
    if not parts or ".." in parts or not real.is_relative_to(folder):
        raise ValueError(name)
    return path


def flush_folder(folder: Path) -> None:
    """Make the renames last; where folders cannot be opened (Windows) the system
    sees to it.
    """
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
