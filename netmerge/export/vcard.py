"""Contacts → vCards 3.0, in the form that Apple, Google, Outlook and Nextcloud
all take, or 4.0.

UTF-8 without a byte order mark, CRLF, lines folded at 75 octets (RFC 2425 and
2426). Labels of one's own stand in Apple's way, `item1.TEL` with
`item1.X-ABLabel`, which Google reads too.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pandas as pd

from netmerge.columns.chunks import arrow
from netmerge.errors import require_known
from netmerge.export.files import make_folder, replacing
from netmerge.export.writer import Writer
from netmerge.schema import CONTACTS
from netmerge.vcard.beyond import FIELD, PRODID, beyond
from netmerge.vcard.contact import Contact
from netmerge.vcard.lines import Line, fold, label_line
from netmerge.vcard.properties import KEPT, NAMED, NOT_HELD, PROPERTIES
from netmerge.vcard.version4 import as_version_4

if TYPE_CHECKING:
    from vobject.base import Component


VERSIONS = ("3.0", "4.0")


def to_vcard(
    contacts: pd.DataFrame,
    path: str | Path,
    one_per_contact: bool = False,
    version: str = VERSIONS[0],
) -> None:
    """Write contacts (schema.CONTACTS) to the file `path`, or one file each into
    the folder `path`.

    Outlook's desktop program takes only the first card of a file, hence
    `one_per_contact`; those files are named by contact_id. `version` is 3.0,
    which every program takes, or 4.0. An existing file is replaced once the
    new one is whole. Raises WriteError if that cannot be done, SettingsError
    for another version.
    """
    require_known("version of vCard", version, VERSIONS)
    if one_per_contact:
        folder = make_folder(path)
        with replacing(
            [folder / card_name(contact_id) for contact_id in contacts["contact_id"]]
        ) as temporaries:
            for temporary, card in zip(temporaries, cards(contacts, version), strict=True):
                temporary.write_bytes(card)
    else:
        with replacing([path]) as (temporary,), temporary.open("wb") as file:
            file.writelines(cards(contacts, version))


VCARD = Writer("vcard", ".vcf", to_vcard, NOT_HELD, by_uid=True)


def card_name(contact_id: str) -> str:
    """The file of one card: the id, in which what could lead out of a folder,
    or be hidden in it, is written as in a web address.
    """
    quoted = quote(contact_id, safe=" @+,=")
    return f"{quoted.replace('.', '%2E', 1) if quoted.startswith('.') else quoted}.vcf"


def cards(contacts: pd.DataFrame, version: str = VERSIONS[0]) -> Iterator[bytes]:
    """Each contact as the bytes of its card, in the order of the table."""
    columns = [arrow(contacts[name]).to_pylist() for name in CONTACTS.columns]
    for values in zip(*columns, strict=True):
        contact = Contact(dict(zip(CONTACTS.columns, values, strict=True)))
        yield b"".join(map(fold, _content(contact, version)))


def vobject_cards(contacts: pd.DataFrame) -> Iterator[Component]:
    """Each contact as a card of the vobject library.

    For scripts that speak CardDAV or change cards before sending.
    """
    import vobject

    for card in cards(contacts):
        yield vobject.readOne(card.decode("utf-8"))


def _content(contact: Contact, version: str) -> Iterator[str]:
    """The lines of a contact's card, not yet folded."""
    yield from ("BEGIN:VCARD", f"VERSION:{version}", f"PRODID:{PRODID}")
    lines = card_lines(contact)
    if version != VERSIONS[0]:
        lines = as_version_4(contact, lines)
    shared: dict[str, str] = {}
    groups = 0
    for line in lines:
        group = shared.get(line.group, "")
        if (line.label or line.group) and not group:
            groups += 1
            group = f"item{groups}"
            if line.group:
                shared[line.group] = group
        yield f"{group}.{line.head}:{line.value}" if group else f"{line.head}:{line.value}"
        if line.label:
            yield label_line(group, line.label)
    yield "END:VCARD"


def card_lines(contact: Contact) -> Iterator[Line]:
    """The properties of a contact, in the order of the table."""
    for entry in PROPERTIES:
        if entry.write:
            yield from entry.write(contact)
        elif entry.name == FIELD:
            yield from beyond(contact, NAMED, KEPT)
