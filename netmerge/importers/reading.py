"""Paths → everything that they hold, as one Imported; or what each of them is
taken for.

An importer is a module with `NAME`, `claims(source)`, `read(source, settings)`
and `describe(source, settings)`, and `TRAITS` where its sources are not the
usual ones. The first one that claims a source reads it: those of one program
stand before those that read any table.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np

from netmerge.columns.chunks import arrow
from netmerge.errors import SettingsError
from netmerge.importers.aside import set_aside
from netmerge.importers.contract import (
    Imported,
    Importer,
    Inspection,
    traits_of,
)
from netmerge.importers.dating import dated
from netmerge.importers.days import on_days
from netmerge.importers.files.encoding import is_guess
from netmerge.importers.files.source import Source, first_copies, open_sources
from netmerge.importers.fruitless import Claimed, check_fruitful, check_known
from netmerge.importers.programs import any_table, calendar, mail, vcard
from netmerge.importers.registry import importers
from netmerge.importers.returned import checked
from netmerge.importers.tables.header import column_key
from netmerge.importers.tables.people import header_of
from netmerge.importers.together import reads_together, runs_of
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
    known = [place for place, (_, importer) in enumerate(claimed) if importer]
    originals = first_copies([claimed[place][0] for place in known])
    copies = {place: one for place, one in zip(known, originals, strict=True) if one}
    runs = list(runs_of(claimed, [place for place in known if place not in copies]))
    read: list[tuple[list[Source], Importer, Imported]] = []
    for importer, places in runs:
        sources = [claimed[place][0] for place in places]
        read.append((sources, importer, _read(sources, importer, settings)))
    check_fruitful(read, [claimed[place][0] for place in copies])
    parts = [part for _, _, part in read]
    order = [place for _, places in runs for place in places]
    aside = [place for place in range(len(claimed)) if place in copies or not claimed[place][1]]
    whole = Imported.concat([*parts, _aside(claimed, aside, copies)])
    as_given = np.argsort([*order, *aside])
    return dated(replace(whole, sources=whole.sources.iloc[as_given].reset_index(drop=True)))


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


def _aside(claimed: Claimed, places: Sequence[int], copies: Mapping[int, Source]) -> Imported:
    """The sources that are not read, in one: of an archive there may be thousands."""
    whys = [
        f"same content as {copies[place].label}" if place in copies else _UNKNOWN
        for place in places
    ]
    importers_of = (claimed[place][1] for place in places)
    kinds = [importer.NAME if importer else None for importer in importers_of]
    return set_aside([claimed[place][0] for place in places], whys, kinds)


def _read(sources: Sequence[Source], importer: Importer, settings: Settings) -> Imported:
    """What an importer reads in one, checked, its interactions on the owner's days,
    its traits noted of the sources and of each record.
    """
    together = reads_together(importer)
    if together and len(sources) > 1:
        read = together(sources, settings)
    else:
        read = importer.read(sources[0], settings)
    found = checked(read, importer.NAME, sources[0], len(sources))
    noted = _with_encoding(on_days(found, settings.zone), sources)
    return noted.with_traits(traits_of(importer))


def _with_encoding(found: Imported, sources: Sequence[Source]) -> Imported:
    """The same, the encoding that the user said noted of its sources, or that it is
    a guess.
    """
    told = [arrow(found.sources[name]).to_pylist() for name in ("note", "encoding")]
    notes, known = told
    encodings = [source.encoding or own for source, own in zip(sources, known, strict=True)]
    each = zip(notes, encodings, sources, strict=True)
    noted = [_with_guess(note, encoding, source) or None for note, encoding, source in each]
    if [noted, encodings] == told:
        return found
    columns = {**found.sources, "encoding": encodings, "note": noted}
    return replace(found, sources=SOURCES.frame(columns))


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
