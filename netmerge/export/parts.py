"""Contacts → the files of a format that another program takes, one or several, under
a label by which they are found there again.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow as pa

from netmerge.columns.chunks import arrow
from netmerge.errors import SettingsError
from netmerge.export.registry import write_as
from netmerge.export.vcard import to_vcard
from netmerge.schema import CONTACTS, TEXTS


def labelled(contacts: pd.DataFrame, label: str | None) -> pd.DataFrame:
    """Contacts (CONTACTS) with one more category, if there is any. Raises
    SettingsError for a label that is blank or has several lines.
    """
    if label is None:
        return contacts
    text = label.strip()
    if not text or not text.isprintable():
        raise SettingsError(f"{label!r} is no label.", "Give a word or two, such as netmerge.")
    lists = arrow(contacts["categories"]).to_pylist()
    with_label = [[*(one or ()), *([] if text in (one or ()) else [text])] for one in lists]
    return CONTACTS.frame({**contacts, "categories": pa.array(with_label, TEXTS)})


def part_paths(path: str | Path, contacts: int, most: int | None) -> list[Path]:
    """The files for so many contacts, of which each takes `most`: FILE-1, FILE-2 …
    where one does not do.

    Raises SettingsError where a file of that name is there which is none of them:
    whoever takes all would take contacts of an earlier export too.
    """
    file = Path(path)
    if most is None:
        return [file]
    count = -(-contacts // most) or 1
    named = [_part(file, number) for number in range(1, count + 1)]
    paths = [file] if count == 1 else named
    following = _part(file, 1 if count == 1 else count + 1)
    left = following if following.exists() else file if count > 1 and file.exists() else None
    if left is not None:
        problem = f"{left} is of an earlier export, and would be none of this one."
        raise SettingsError(problem, "Remove it, or choose another name.")
    return paths


def write_parts(
    style: str, contacts: pd.DataFrame, paths: list[Path], version: str | None = None
) -> None:
    """Write contacts in a format, as many into each file as into the others, but the
    last; `version` is that of cards. Raises WriteError and SettingsError.
    """
    most = -(-len(contacts) // len(paths)) if len(paths) > 1 else len(contacts)
    for place, path in enumerate(paths):
        part = contacts.iloc[place * most : (place + 1) * most].reset_index(drop=True)
        if version is None:
            write_as(style, part, path)
        else:
            to_vcard(part, path, version=version)


def _part(path: Path, number: int) -> Path:
    return path.with_name(f"{path.stem}-{number}{path.suffix}")
