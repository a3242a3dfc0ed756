"""Paths → files that are all written whole or all left as they were, for their
owner alone.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from netmerge.errors import WriteError
from netmerge.export.staging import TEMPORARY, Staging, alone, flush_folder

FILE_MODE, FOLDER_MODE = 0o600, 0o700
"""Contacts are nobody else's business, whatever the umask says."""


class Replacement:
    """A set of files that are to take the places of others: the `temporaries` to
    write to, one for each target, in the order of these.
    """

    def __init__(
        self, folder: Path, targets: Sequence[Path], without: Sequence[str | Path]
    ) -> None:
        self._folder, self._targets, self._without = folder, targets, without
        self._staging: Staging | None = None
        self._is_ready = False
        self.temporaries: list[Path] = []

    def ready(self) -> None:
        """Flush what was written to disk, and draft the list of renames: what can
        fail has failed then. Raises WriteError.
        """
        if self._is_ready:
            return
        for temporary, target in zip(self.temporaries, self._targets, strict=True):
            with writing(target):
                _flush(temporary)
        gone = [path for path in map(Path, self._without) if path.exists()]
        if len(self._targets) + len(gone) > 1:
            with writing(self._folder):
                self._staging = Staging.make(self._folder, self.temporaries, self._targets, gone)
        self._is_ready = True

    def reserve(self) -> None:
        """Make the temporaries. Raises WriteError."""
        self.temporaries.extend(_reserve(target) for target in self._targets)

    def place(self) -> None:
        """Put all in their places. Raises WriteError."""
        self.ready()
        if self._staging is not None:
            with writing(self._folder):
                self._begin(self._staging)
            self.temporaries.clear()  # whatever happens now, they are not to be lost
            _finish(self._folder, self._staging)
        for temporary, target in zip(self.temporaries, self._targets, strict=False):
            with writing(target):
                temporary.replace(target)
        for parent in dict.fromkeys(target.parent for target in self._targets):
            flush_folder(parent)

    @staticmethod
    def _begin(staging: Staging) -> None:
        """Begin, again where it failed: a book may hold the new set already."""
        try:
            staging.begin()
        except OSError:
            staging.begin()

    def drop(self) -> None:
        """Take away what has no place."""
        if self._staging is not None:
            self._staging.drop()
        for temporary in self.temporaries:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


@contextmanager
def replacement(
    paths: Sequence[str | Path], without: Sequence[str | Path] = ()
) -> Iterator[Replacement]:
    """Give temporary files beside some paths, as `replacing` does; `ready` of what is
    given is for whoever does something else before they take their places.
    """
    targets = [Path(os.path.realpath(path)) for path in paths]
    if not targets:
        yield Replacement(Path(), (), ())
        return
    folder = _home(paths[0])
    parents = list(dict.fromkeys(target.parent for target in targets))
    made = Replacement(folder, targets, without)
    with alone(folder, parents):
        try:
            made.reserve()
            yield made
            made.place()
        finally:
            made.drop()


@contextmanager
def replacing(
    paths: Sequence[str | Path], without: Sequence[str | Path] = ()
) -> Iterator[list[Path]]:
    """Give a temporary file beside each path to write to.

    They take the paths' places once the block is through, and the files
    `without` which the set is to be are gone then. All temporaries are flushed
    to disk before the first is renamed, and where there are several a list of
    them too (`Staging`): whatever happens, the set is the old one, or the new
    one as soon as the folder is written to or read again. Where the block
    fails, nothing is changed and the temporaries are removed. Another process
    that writes to the folder is waited for. Raises WriteError for a file or
    folder that cannot be written.
    """
    folder = _home(paths[0]) if paths else Path()
    with replacement(paths, without) as made, writing(folder):
        yield list(made.temporaries)


def write_bytes(path: str | Path, content: bytes) -> None:
    """Write a file whole or not at all, making its folder if need be. Raises
    WriteError.
    """
    make_folder(Path(path).parent)
    with replacing([path]) as (temporary,):
        temporary.write_bytes(content)


def make_folder(path: str | Path) -> Path:
    """The folder at `path`, made with its parents if it is not there. Raises
    WriteError.
    """
    folder = Path(path)
    with writing(folder):
        missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
        for parent in reversed(missing):
            parent.mkdir(FOLDER_MODE, exist_ok=True)
            parent.chmod(FOLDER_MODE)
        folder.mkdir(exist_ok=True)  # an error where it is a file
    return folder


def _home(path: str | Path) -> Path:
    """The folder of a set, by the name of its first file."""
    return Path(os.path.realpath(Path(path).parent))


def _reserve(target: Path) -> Path:
    if target.is_dir():
        raise WriteError(str(target), "is a folder.", "Give the name of a file.")
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}{TEMPORARY}")
    with writing(target):
        descriptor = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE_MODE)
        try:
            os.close(descriptor)
            temporary.chmod(FILE_MODE)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
    return temporary


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _finish(folder: Path, staging: Staging) -> None:
    try:
        with suppress(OSError):  # what is of a moment only is over when it is tried again
            staging.finish()
        staging.finish()
    except OSError as error:
        problem = f"is written, but not all of it is in its place: {error.strerror or error}."
        hint = "Run it again: netmerge completes it when it next uses the folder."
        raise WriteError(str(folder), problem, hint) from error


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """What goes wrong with a file or folder while it is written, as a WriteError."""
    try:
        yield
    except OSError as error:
        problem = f"cannot be written: {error.strerror or error}."
        raise WriteError(str(path), problem, "Choose another place, or make room.") from error
