"""A folder that a run is to be written to → what in it must not be written over."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from netmerge.export.earlier import is_run
from netmerge.export.run import CARDS, VCARDS, WORKBOOK, Vcf, is_our_card
from netmerge.export.xlsx import is_our_workbook
from netmerge.schema import FILES
from netmerge.settings import BOOK_FILE

_OF_A_RUN = (*FILES, VCARDS, WORKBOOK, BOOK_FILE)
_LONGEST_HEADER = 1 << 16
"""Bytes."""


def overwritten(
    inputs: Sequence[str | Path], directory: str | Path, vcf: Vcf, *, xlsx: bool = False
) -> str | Path | None:
    """The first input that a run in this folder would write over, None if there
    is none.

    An input is known by what it is, not by its name: through links, hard links
    and other spellings, too.
    """
    outputs = [path for path in _outputs(Path(directory), vcf, xlsx) if path.exists()]
    for name in inputs:
        given = Path(name)
        for path in outputs:
            if _is_same(given, path) or (given.is_dir() and _is_below(path, given)):
                return name
    return None


def foreign(directory: str | Path, vcf: Vcf, *, xlsx: bool = False) -> Path | None:
    """The first file in the places of a run's that no run wrote, None if there is
    none. A pipe or a device is never a run's; that a folder is in the way, whoever
    writes says.
    """
    there = (path for path in _outputs(Path(directory), vcf, xlsx) if path.exists())
    files = (path for path in there if not path.is_dir())
    return next((path for path in files if not path.is_file() or not _is_ours(path)), None)


def read_by(inputs: Sequence[str | Path], path: str | Path) -> str | Path | None:
    """The input that a file is, or that reads it: a folder of exports, or of a run
    with its own files and book; None if there is none.
    """
    target = Path(path)
    for name in inputs:
        given = Path(name)
        if _is_same(given, target):
            return name
        folder = given.is_dir() and target.exists() and _is_below(target, given)
        if folder and (not is_run(given) or target.name in _OF_A_RUN):
            return name
    return None


def real(path: str | Path) -> Path:
    """A path without links; of a link to itself the path as far as it leads."""
    return Path(os.path.realpath(path))


def _outputs(folder: Path, vcf: Vcf, xlsx: bool) -> Iterator[Path]:
    yield from (folder / name for name in FILES)
    if xlsx:
        yield folder / WORKBOOK
    if vcf is True:
        yield folder / VCARDS
    elif vcf:
        yield from sorted((folder / CARDS).glob("*.vcf"))


def _is_same(one: Path, other: Path) -> bool:
    with suppress(OSError, ValueError):
        return one.samefile(other)
    return False


def _is_below(path: Path, folder: Path) -> bool:
    return real(path).is_relative_to(real(folder))


def _is_ours(path: Path) -> bool:
    """Whether a run wrote a file, or nothing stands in it."""
    if path.suffix == Path(WORKBOOK).suffix:
        return is_our_workbook(path)
    try:
        with path.open("rb") as file:
            head = file.read(_LONGEST_HEADER)
    except OSError:
        return False
    if not head.strip():
        return True
    if path.suffix == ".vcf":
        return is_our_card(path)
    first, *_ = head.decode("utf-8-sig", "replace").splitlines()
    names = first.replace('"', "").split(",")
    known = FILES[path.name].columns
    return names[0] == known[0] and 2 * sum(name in known for name in names) > len(names)
