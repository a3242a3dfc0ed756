"""Paths → everything that they hold, as one Imported; or what each of them is
taken for.

An importer is a module with `NAME`, `claims(source)`, `read(source, settings)`
and `describe(source, settings)`, and `TRAITS` where its sources are not the
usual ones. The first one that claims a source reads it: those of one program
stand before those that read any table.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, islice
from pathlib import Path

from netmerge.columns.chunks import arrow
from netmerge.errors import SettingsError
from netmerge.importers.contract import (
    Imported,
    Importer,
    Inspection,
    set_aside,
    traits_of,
)
from netmerge.importers.dating import dated
from netmerge.importers.days import on_days
from netmerge.importers.files.encoding import is_guess
from netmerge.importers.files.source import Source, first_copies, open_sources
from netmerge.importers.fruitless import SAME, Claimed, check_fruitful, check_known
from netmerge.importers.programs import any_table, calendar, mail, vcard
from netmerge.importers.registry import importers
from netmerge.importers.returned import checked
from netmerge.importers.tables.header import column_key
from netmerge.importers.tables.people import header_of
from netmerge.schema import SOURCES
from netmerge.settings import Settings

_UNKNOWN = "not a kind of file that holds contacts"
_MOST_NAMES = 100
"""Columns named in a message."""


def read_all(
    inputs: Sequence[str | os.PathLike[str]], settings: Settings | None = None
) -> Imported:
    """Read any mix of files, folders and archives, in the order given;
    `record_id` counts the records from 0.

    A file whose bytes were read already is noted in `sources` and not read
    again. Raises ReadError, naming the file and the cure, for an input that is
    missing, empty, broken or unknown, or out of which nothing at all is read;
    SettingsError if there is none; SchemaError, naming importer and column, if
    a table that an importer returned cannot be used.
    """
    settings = settings or Settings()
    if not inputs:
        raise SettingsError("No input is given.", "Name at least one file or folder.")
    claimed = _claimed(inputs, settings)
    known = [(source, importer) for source, importer in claimed if importer]
    copies = first_copies([source for source, _ in known])
    parts: list[Imported] = []
    for (source, importer), original in zip(known, copies, strict=True):
        if original:
            why = f"{SAME} {original.label}"
            parts.append(set_aside([source], why, importer.NAME))
        else:
            parts.append(_read(source, importer, settings))
    check_fruitful(known, parts)
    return dated(Imported.concat(list(_with_unknown(claimed, parts))))


def inspect(path: str | os.PathLike[str], settings: Settings | None = None) -> Inspection:
    """What an input is taken for, how its columns are mapped, its encoding,
    its rows and the first three of them.

    An archive or folder has one inspection for each of its `members`. Raises
    ReadError as `read_all` does.
    """
    settings = settings or Settings()
    claimed = _claimed([path], settings)
    parts = tuple(
        _described(source, importer, settings)
        if importer
        else Inspection(source.file, source.member, note=f"set aside: {_UNKNOWN}")
        for source, importer in claimed
    )
    if len(parts) == 1 and claimed[0][0].member is None:
        return parts[0]
    kinds = dict.fromkeys(part.source for part in parts if part.source)
    return Inspection(
        Path(path).name or str(path),
        source=", ".join(kinds),
        holds="contacts",
        rows=sum(part.rows for part in parts if part.holds == "contacts"),
        members=parts,
    )


def _described(source: Source, importer: Importer, settings: Settings) -> Inspection:
    """What an importer says of a source, and that its encoding is but a guess."""
    found = importer.describe(source, settings)
    encoding = source.encoding if source.encoding and found.encoding else found.encoding
    note = _with_guess(found.note, encoding, source)
    return replace(found, encoding=encoding, note=note)


def find_importer(source: Source, settings: Settings) -> Importer | None:
    """The first importer that claims a source; a table whose columns only the
    user knows is read as contacts.

    What looks like an e-mail or a calendar, but is named as cards and holds
    some, is read for its cards.
    """
    if source.size == 0:
        return None
    found = next((importer for importer in importers() if importer.claims(source)), None)
    as_cards = source.suffix in vcard.SUFFIXES
    if found in (mail, calendar) and as_cards and vcard.claims(source):
        return vcard
    own = settings.columns or settings.aliases  # of which `claims` alone knows nothing
    if found is None and own and any_table.claims(source, settings):
        return any_table
    return found


def _claimed(inputs: Sequence[str | os.PathLike[str]], settings: Settings) -> Claimed:
    """Who reads each source of the inputs. Raises ReadError, and SettingsError
    for a column.
    """
    sources = [source.said_to_be(settings.encoding) for source in open_sources(inputs)]
    claimed = [(source, find_importer(source, settings)) for source in sources]
    check_known(claimed)
    _check_columns([source for source, importer in claimed if importer], settings)
    return claimed


def _with_unknown(claimed: Claimed, parts: Sequence[Imported]) -> Iterator[Imported]:
    """What was read, and between it the sources that nobody reads, many in one:
    of an archive there may be thousands.
    """
    read = iter(parts)
    for is_known, group in groupby(claimed, key=lambda pair: pair[1] is not None):
        sources = [source for source, _ in group]
        if is_known:
            yield from islice(read, len(sources))
        else:
            yield set_aside(sources, _UNKNOWN)


def _read(source: Source, importer: Importer, settings: Settings) -> Imported:
    """What an importer reads, checked, its interactions on the owner's days, its
    traits noted of the source and of each record.
    """
    found = checked(importer.read(source, settings), importer.NAME, source)
    noted = _with_encoding(on_days(found, settings.zone), source)
    return noted.with_traits(traits_of(importer))


def _with_encoding(found: Imported, source: Source) -> Imported:
    """The same, the encoding that the user said noted of its source, or that it is
    a guess.
    """
    note, known = (arrow(found.sources[name])[0].as_py() for name in ("note", "encoding"))
    encoding = source.encoding or known
    noted = _with_guess(note, encoding, source) or None
    if (noted, encoding) == (note, known):
        return found
    told = {"encoding": [encoding], "note": [noted]}
    return replace(found, sources=SOURCES.frame({**found.sources, **told}))


def _with_guess(note: str | None, encoding: str | None, source: Source) -> str:
    """A note, and that the encoding of a source is but a guess."""
    is_guessed = bool(encoding) and not source.encoding and is_guess(encoding or "")
    told = f"its encoding, {encoding}, is a guess (--encoding says another)" if is_guessed else ""
    return "; ".join(filter(None, [note, told]))


def _check_columns(sources: Sequence[Source], settings: Settings) -> None:
    """Raise SettingsError for a column that the user gave a meaning and that
    no input has: it is misspelt.
    """
    if not settings.columns:
        return
    names = dict.fromkeys(name for source in sources for name in header_of(source, settings))
    known = {column_key(name) for name in names}
    unknown = [column for column in settings.columns if column_key(column) not in known]
    if unknown:
        more = " …" if len(names) > _MOST_NAMES else ""
        listed = ", ".join(islice(names, _MOST_NAMES)) + more
        hint = f"The columns are: {listed}." if names else "Only tables (CSV, Excel) have columns."
        raise SettingsError(f'No input has the column "{unknown[0]}" of --map.', hint)
