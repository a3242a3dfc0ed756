"""The contacts of a book, and what a program was given of them before → what to give
it now, and what it must forget first so that nobody is there twice.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from netmerge.book import events, history
from netmerge.book.said import present_ids
from netmerge.book.store import Store
from netmerge.clean.fingerprints import of_columns
from netmerge.columns.chunks import arrow
from netmerge.errors import SettingsError, require_known
from netmerge.export import writers
from netmerge.export.parts import labelled, part_paths, write_parts
from netmerge.importers.files.source import readable
from netmerge.schema import CONTACTS, TEXTS
from netmerge.text.plurals import many

CHANGED, NEW = "changed", "new"
ONLY = (CHANGED, NEW)
"""Which contacts are written where not all are."""

EXPORTED = "export"

Row = tuple[str, str, int, str, str]
"""A row of the table `exports`, without its span."""


@dataclass(frozen=True)
class Given:
    """What is given to a program.

    `contacts` (CONTACTS) are those to be written. `stale` are the names of contacts
    that the program has already, as they were: it must forget them first, or they
    are there twice. `gone` are those whom the book no longer has, each with what
    became of them. `before` is how many contacts it was given before, and `rows` what
    the book is to know of it.
    """

    contacts: pd.DataFrame
    stale: tuple[str, ...]
    gone: tuple[str, ...]
    before: int
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Choice:
    """Whom to write in which format (`style`): all, or with `only` those that are new
    or changed, or new alone, since the last export in that format or since a day.
    """

    style: str
    only: str | None = None
    since: dt.date | None = None


@dataclass(frozen=True)
class Files:
    """Where to write: into several files with so many contacts at `most`, under a
    label, as cards of a version.
    """

    path: Path
    most: int | None = None
    label: str | None = None
    version: str | None = None


@dataclass(frozen=True)
class Exported:
    """What was written: the files, how many contacts are in them, and `stale`, `gone`
    and `before` as of Given.
    """

    paths: tuple[Path, ...]
    contacts: int
    stale: tuple[str, ...]
    gone: tuple[str, ...]
    before: int


def export(store: Store, contacts: pd.DataFrame, choice: Choice, files: Files) -> Exported:
    """Write contacts (CONTACTS) for another program, and keep what it was given; no
    file is written where of those chosen there is nobody.

    Raises SettingsError and WriteError, and then the book is as it was.
    """
    found = to_give(store, contacts, choice)
    count = len(found.contacts)
    paths: list[Path] = []
    if count or choice.only is None:
        paths = part_paths(files.path, count, files.most)
        shown = labelled(found.contacts, files.label)
        write_parts(choice.style, shown, paths, files.version)
    name = readable(files.path.name)
    cause = f"{choice.style}: {many(count, 'contact')} to {name}"
    event = events.begin(store, EXPORTED, cause)
    events.replace(store, "exports", found.rows, event)
    if not events.changed(store, event):
        events.forget(store, event)
    return Exported(tuple(paths), count, found.stale, found.gone, found.before)


def to_give(store: Store, contacts: pd.DataFrame, choice: Choice) -> Given:
    """What to give to a program of some contacts (CONTACTS).

    Raises SettingsError for a format or a choice that there is not, and where it is
    not known what the program has.
    """
    style, only, since = choice.style, choice.only, choice.since
    require_known("format", style, list(writers()))
    if only is not None:
        require_known("choice", only, ONLY)
    elif since is not None:
        raise SettingsError("Since when is for what changed.", "Give --only changed too.")
    every = events.present(store, "exports")
    known = {row[1]: row for row in every if row[0] == style}
    if only and since is None and not known:
        raise SettingsError(
            f"Nothing was exported as {style} yet, so that nobody knows what changed.",
            "Export all contacts once, or say since when: --since 2026-10-01.",
        )
    if writers()[style].by_uid:
        contacts = _with_uids(contacts, known)
    now = _rows(style, contacts)
    fresh, changed = _moved(store, now, known, since)
    elsewhere = [row for row in every if row[0] != style]
    if only is None:
        return Given(contacts, (), (), len(known), (*elsewhere, *now))
    wanted = fresh | changed if only == CHANGED else fresh
    rows = [row for row in now if row[1] in wanted]
    there = {row[1] for row in now}
    lost = [row for name, row in known.items() if name not in there and only == CHANGED]
    told = {row[1] for row in (*rows, *lost)}
    still = [row for name, row in known.items() if name not in told]
    return Given(
        contacts=contacts[contacts["contact_id"].isin(wanted)].reset_index(drop=True),
        stale=tuple(sorted(known.get(row[1], row)[4] for row in rows if row[1] in changed)),
        gone=_gone(store, lost, {row[1]: row[4] for row in now}),
        before=len(known),
        rows=(*elsewhere, *still, *rows),
    )


def _gone(store: Store, lost: list[Row], names: dict[str, str]) -> tuple[str, ...]:
    """Who is no longer there, and whose contact they are part of now."""
    now = present_ids(store)
    told = []
    for _, contact, _, _, name in lost:
        joined = names.get(now.get(contact, ""))
        told.append(f"{name} (now with {joined})" if joined and joined != name else name)
    return tuple(sorted(told))


def _moved(
    store: Store, now: list[Row], known: dict[str, Row], since: dt.date | None
) -> tuple[set[str], set[str]]:
    """The contacts (contact_id) that a program does not have, and those that it has
    otherwise.
    """
    if since is None:
        fresh = {row[1] for row in now if row[1] not in known}
        changed = {row[1] for row in now if row[1] in known and row[2] != known[row[1]][2]}
        return fresh, changed
    event = history.before(store, since)
    earlier = {name for (name,) in store.rows(_THERE, (event, event))}
    touched = {name for (name,) in store.rows(_TOUCHED, (event,))}
    ids = present_ids(store)
    touched |= {ids[name] for name in touched if name in ids}
    return {row[1] for row in now if row[1] not in earlier}, touched & earlier


_THERE = "SELECT DISTINCT contact_id FROM members WHERE since <= ? AND (until IS NULL OR until > ?)"
_TOUCHED = " UNION ".join(
    f"SELECT contact_id FROM {table} WHERE since > ?1 OR until > ?1"
    for table in ("members", "said")
)
"""The contacts that there were after an event, and those that changed since."""


def _rows(style: str, contacts: pd.DataFrame) -> list[Row]:
    """What a format holds of each contact."""
    held = [name for name in CONTACTS.columns if name not in writers()[style].not_held]
    numbers = of_columns(contacts, held).view(np.int64).tolist()
    ids = contacts["contact_id"].to_list()
    uids = [uids[0] if uids else name for name, uids in _uids(contacts)]
    names = [name if isinstance(name, str) else "" for name in contacts["full_name"]]
    shown = [name or contact for name, contact in zip(names, ids, strict=True)]
    return list(zip([style] * len(ids), ids, numbers, uids, shown, strict=True))


def _uids(contacts: pd.DataFrame) -> list[tuple[str, list[str]]]:
    lists = [values or [] for values in arrow(contacts["uids"]).to_pylist()]
    return list(zip(contacts["contact_id"].to_list(), lists, strict=True))


def _with_uids(contacts: pd.DataFrame, known: dict[str, Row]) -> pd.DataFrame:
    """The contacts, each with the UID first that its card had, if it had one, and no
    other card has one like it.
    """
    taken = {known[name][3] for name in contacts["contact_id"] if name in known}
    lists = []
    for name, uids in _uids(contacts):
        if name in known:
            first = [known[name][3]]
        else:
            first = [uid for uid in uids if uid not in taken][:1] or [name]
            taken.add(first[0])
        lists.append([*first, *(uid for uid in uids if uid not in first)])
    return CONTACTS.frame({**contacts, "uids": pa.array(lists, TEXTS)})
