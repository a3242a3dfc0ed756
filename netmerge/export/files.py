"""Paths → files that are either written whole or left as they were."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from netmerge.errors import WriteError


@contextmanager
def replacing(paths: Sequence[str | Path]) -> Iterator[list[Path]]:
    """Give a temporary file beside each path to write to.

    They take the paths' places once the block is through. All temporaries are
    flushed to disk before the first is renamed, so that whatever happens each
    path holds its old or its new content whole. Where the block fails, nothing
    is changed and the temporaries are removed. Raises WriteError for a file or
    folder that cannot be written.
    """
    targets = [Path(os.path.realpath(path)) for path in paths]
    temporaries: list[Path] = []
    try:
        temporaries.extend(_reserve(target) for target in targets)
        with _as_write_error(targets[0].parent if targets else Path()):
            yield temporaries
        for temporary, target in zip(temporaries, targets, strict=True):
            with _as_write_error(target):
                _flush(temporary)
        for temporary, target in zip(temporaries, targets, strict=True):
            with _as_write_error(target):
                temporary.replace(target)
        for folder in dict.fromkeys(target.parent for target in targets):
            _flush_folder(folder)
    finally:
        for temporary in temporaries:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


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
    with _as_write_error(folder):
        folder.mkdir(parents=True, exist_ok=True)
    return folder


def _reserve(target: Path) -> Path:
    if target.is_dir():
        raise WriteError(str(target), "is a folder.", "Give the name of a file.")
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    with _as_write_error(target):
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o777)
    return temporary


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """Make the renames last; where folders cannot be opened (Windows) the system
    sees to it.
    """
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _as_write_error(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        problem = f"cannot be written: {error.strerror or error}."
        raise WriteError(str(path), problem, "Choose another place, or make room.") from error
