"""A LinkedIn data archive, or any CSV of it → records, interactions and facts
about the owner.

`kinds` says which file a CSV is and what its columns hold, `sheet` reads it,
and a module for each sort of file makes tables of it: `connections`,
`messages`, `invitations`, `recommendations`, `owner`.

Files are known by their exact base names, ignoring case, and where these may
have changed by their headers; columns always by their names. What holds no
contacts is set aside with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from netmerge.errors import ReadError
from netmerge.importers.aside import set_aside
from netmerge.importers.contract import (
    ALL_DAYS,
    Authority,
    Channel,
    Imported,
    Inspection,
    Traits,
)
from netmerge.importers.files.source import Source
from netmerge.importers.programs.linkedin.connections import (
    contact_uses,
    read_connections,
    read_imported_contacts,
)
from netmerge.importers.programs.linkedin.invitations import read_invitations
from netmerge.importers.programs.linkedin.kinds import (
    Kind,
    base_name,
    is_column,
    kind_by_header,
    kind_by_name,
    why_set_aside,
)
from netmerge.importers.programs.linkedin.messages import read_messages
from netmerge.importers.programs.linkedin.owner import read_owner
from netmerge.importers.programs.linkedin.recommendations import read_recommendations
from netmerge.importers.programs.linkedin.sheet import Sheet, open_sheet
from netmerge.importers.tables.table import read_header
from netmerge.settings import Settings

NAME = "linkedin"
TRAITS = Traits(
    duplicate_free=True,
    self_written=True,
    authority=Authority.PERSON,
    channel=Channel(
        "linkedin", "on LinkedIn", by_handle=True, reached_by="linkedin", covers=ALL_DAYS
    ),
)

_TEXT_FILES = frozenset({".csv", ".tsv", ".txt"})

_VITAL = ("connections", "messages", "invitations")
"""Files without which an archive is worth little: that they cannot be read is an
error.
"""

_CONTACTS: Mapping[str, Callable[[Sheet, Settings], Imported]] = {
    "connections": read_connections,
    "imported_contacts": read_imported_contacts,
}
_OTHERS: Mapping[str, Callable[[Sheet], Imported]] = {
    "messages": read_messages,
    "invitations": read_invitations,
    "endorsements_received": read_recommendations,
    "endorsements_given": read_recommendations,
    "recommendations_received": read_recommendations,
    "recommendations_given": read_recommendations,
}


def claims(source: Source) -> bool:
    """Whether this is a file of a LinkedIn archive, or lies in one and holds no
    contacts.
    """
    if source.suffix not in _TEXT_FILES:
        return False
    if _why_set_aside(source) or _kind(source, Settings()):
        return True
    # What else a downloaded archive holds is LinkedIn's; an unzipped folder may
    # hold files of the
    # user's own.
    is_downloaded = source.in_linkedin_archive and source.archive is not None
    return is_downloaded and base_name(source.name) != "contacts.csv"


def read(source: Source, settings: Settings) -> Imported:
    """Read one file of the archive.

    Raises ReadError where contacts, messages or invitations cannot be read at
    all, as after a change of the header; a lesser file that cannot be read is
    set aside with the reason.
    """
    why = _why_set_aside(source)
    kind = None if why else _kind(source, settings)
    if kind is None:
        return _aside(source, why or "not a file of the archive that holds contacts")
    if source.in_linkedin_archive and source.size == 0 and kind.holds != "contacts":
        return _aside(source, "is empty")
    if kind.name in _VITAL or not source.in_linkedin_archive:
        return _read(open_sheet(source, kind, settings), settings)
    try:
        return _read(open_sheet(source, kind, settings), settings)
    except ReadError as error:
        return _aside(source, str(error).removeprefix(f"{source.label}: "))


def describe(source: Source, settings: Settings) -> Inspection:
    """What the file is taken for, how its columns are mapped, and its first three
    rows.
    """
    why = _why_set_aside(source)
    kind = None if why else _kind(source, settings)
    if kind is None:
        why = why or "not a file of the archive that holds contacts"
        return Inspection(source.file, source.member, NAME, note=f"set aside: {why}")
    sheet = open_sheet(source, kind, settings)
    columns: Mapping[str, object] = sheet.fields
    if kind.holds == "contacts":
        columns = contact_uses(sheet, settings)
    held = {name: columns.get(name) for name in sheet.table.header}
    return Inspection(
        source.file,
        source.member,
        source=kind.source,
        holds=kind.holds,
        encoding=sheet.table.encoding,
        rows=len(sheet) + len(sheet.table.rejects),
        columns={name: str(use) if use else None for name, use in held.items()},
        samples=sheet.samples(3),
    )


def _read(sheet: Sheet, settings: Settings) -> Imported:
    if sheet.kind.name in _CONTACTS:
        return _CONTACTS[sheet.kind.name](sheet, settings)
    return _OTHERS.get(sheet.kind.name, read_owner)(sheet)


def _why_set_aside(source: Source) -> str | None:
    return why_set_aside(source.name, always=not source.in_linkedin_archive)


def _kind(source: Source, settings: Settings) -> Kind | None:
    """The file of the archive that this is: by its name within an archive, else
    by its header.
    """
    named = kind_by_name(source.name)
    if named and source.in_linkedin_archive:
        return named
    header = read_header(source, is_column)
    if named and not named.marks and named.is_readable(header, settings.columns):
        return named
    return kind_by_header(header, settings.columns)


def _aside(source: Source, why: str) -> Imported:
    return set_aside([source], [why], [NAME])
