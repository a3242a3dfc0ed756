"""A contact → the lines of one property after the other: a function each."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from itertools import zip_longest

from netmerge.schema import ADDRESS_PARTS
from netmerge.vcard.contact import Contact
from netmerge.vcard.handles import ACCOUNTS, account_line, handle
from netmerge.vcard.heads import Head
from netmerge.vcard.labels import PLACES, TYPES, type_words
from netmerge.vcard.lines import Line, clean, escape, head_line
from netmerge.vcard.values import NOTE_BREAK

Write = Callable[[Contact], Iterator[Line]]
"""The lines of a contact's card that stand for some of its columns."""

MAX_PHOTO = 224 << 10
"""Bytes; iCloud takes no larger picture: it is left out and stays in the other
outputs.
"""
_PICTURES = {
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG": "PNG",
    b"GIF8": "GIF",
    b"RIFF": "WEBP",
    b"BM": "BMP",
}
_NAME = ("family_name", "given_name", "middle_name", "prefix")
_NO_YEAR = "1604"
"""A leap year before Apple's calendars begin: the year of a day whose year is not
known.
"""


def name(contact: Contact) -> Iterator[Line]:
    """N, with the credentials behind the suffix."""
    behind = [contact.text("suffix"), *contact.texts("credentials")]
    suffix = ", ".join(filter(None, behind))
    parts = map(escape, [*map(contact.text, _NAME), suffix])
    yield Line("N", ";".join(parts))


def full_name(contact: Contact) -> Iterator[Line]:
    """FN must be there: the name, or the company's.

    It is empty where there is neither: an address would be taken for a name.
    """
    parts = map(contact.text, ("given_name", "family_name"))
    found = [contact.text("full_name"), " ".join(filter(None, parts))]
    found.append(contact.text("company"))
    best = next(filter(None, found), "")
    yield Line("FN", escape(best))


def nameless(contact: Contact) -> Iterator[Line]:
    """That FN is no name: it is empty, or the company's."""
    if is_nameless(contact):
        yield Line("X-NETMERGE-NAMELESS", "TRUE")


def is_nameless(contact: Contact) -> bool:
    """Whether the contact has no name to put into FN."""
    return not any(map(contact.text, ("full_name", "given_name", "family_name")))


def shown_as(contact: Contact) -> Iterator[Line]:
    """An organisation in Apple's way."""
    if contact.row["kind"] == "organisation":
        yield Line("X-ABShowAs", "COMPANY")


def group(contact: Contact) -> Iterator[Line]:
    """A label that is no person, in Apple's way."""
    if contact.row["kind"] == "group":
        yield Line("X-ADDRESSBOOKSERVER-KIND", "group")


def person(contact: Contact) -> Iterator[Line]:
    """A person who is called as the company is: the card would be taken for the
    company's.
    """
    full = contact.text("full_name").casefold()
    is_called_so = full and full == contact.text("company").casefold()
    if contact.row["kind"] == "person" and is_called_so:
        yield Line("X-NETMERGE-KIND", "person")


def typed(head: str, values: str, types: str) -> Write:
    """Values of one column with the types that stand parallel to them in another."""

    def write(contact: Contact) -> Iterator[Line]:
        numbers = contact.row[values] or []
        labels = contact.parted_labels(head)
        words = (contact.row[types] or [])[: len(numbers)]
        for place, (number, given) in enumerate(zip_longest(numbers, words)):
            params, label = type_words(given, TYPES, place == 0)
            if text := escape(number or ""):
                yield Line(head + params, text, labels.get(label.casefold(), label))

    return write


def addresses(contact: Contact) -> Iterator[Line]:
    """Each postal address."""
    known = (address for address in contact.row["addresses"] or () if address)
    for place, address in enumerate(known):
        params, label = type_words(address["type"], PLACES, place == 0)
        parts = [escape(address[part] or "") for part in ADDRESS_PARTS]
        if any(parts):
            yield Line("ADR" + params, ";".join(parts), label)


def employer(contact: Contact) -> Iterator[Line]:
    """ORG: the company and, where it is known, the department."""
    parts = [contact.text("company"), contact.text("department")]
    if any(parts):
        yield Line("ORG", ";".join(map(escape, parts if parts[1] else parts[:1])))


def text(head: str, column: str) -> Write:
    """A column of one text."""

    def write(contact: Contact) -> Iterator[Line]:
        if value := escape(contact.row[column] or ""):
            yield Line(head, value)

    return write


def commas(head: str, column: str) -> Write:
    """A list column whose texts stand in one line."""

    def write(contact: Contact) -> Iterator[Line]:
        if values := contact.texts(column):
            yield Line(head, ",".join(map(escape, values)))

    return write


def notes(contact: Contact) -> Iterator[Line]:
    """All notes in one NOTE, since phones show only one."""
    if values := contact.texts("notes"):
        yield Line("NOTE", escape(NOTE_BREAK.join(values)))


def day(head: str, column: str, label: str = "") -> Write:
    """A day; one without a year as Apple and Nextcloud have it, under 1604."""

    def write(contact: Contact) -> Iterator[Line]:
        value = contact.text(column)
        if value.startswith("--"):
            with_year = escape(_NO_YEAR + value[1:])
            yield Line(f"{head};X-APPLE-OMIT-YEAR={_NO_YEAR}", with_year, label)
        elif value:
            yield Line(head, escape(value), label)

    return write


def pages(contact: Contact) -> Iterator[Line]:
    """Web addresses, with the labels that their sources gave them."""
    labelled: dict[str, Head] = {}
    for one in contact.beyond:
        if one.head and one.head.name == "URL":
            labelled[clean(one.text)] = one.head
    for url in contact.texts("urls"):
        head = labelled.get(url) or Head("URL")
        yield head_line(head, escape(url), head.group)


def uid(contact: Contact) -> Iterator[Line]:
    """UID: the first of the sources' own identifiers, else the contact's."""
    known = contact.texts("uids") or [contact.text("contact_id")]
    yield Line("UID", escape(known[0]))


def further_uids(contact: Contact) -> Iterator[Line]:
    """The identifiers after the first: a card has one UID."""
    yield from (Line("X-NETMERGE-UID", escape(one)) for one in contact.texts("uids")[1:])


def own(head: str, column: str) -> Write:
    """A column that vCard has no property for: each of its values in a line."""

    def write(contact: Contact) -> Iterator[Line]:
        yield from (Line(head, escape(one)) for one in contact.values(column))

    return write


def found_anew(head: str, column: str) -> Write:
    """A column that each run finds anew: its value, else that of an earlier card."""

    def write(contact: Contact) -> Iterator[Line]:
        yield from (Line(head, escape(one)) for one in contact.newest(column))

    return write


def linkedin(contact: Contact) -> Iterator[Line]:
    """The LinkedIn profile as social profile and as web address: some programs
    read only one.
    """
    if address := escape(contact.text("linkedin_url")):
        yield Line("X-SOCIALPROFILE;TYPE=linkedin", address)
        yield Line("URL", address)


def accounts(contact: Contact) -> Iterator[Line]:
    """Chat and social accounts; if `extra` has the property that one came from,
    that property.
    """
    written: dict[str, list[Line]] = {}
    for one in contact.beyond:
        if one.head and one.head.name in ACCOUNTS:
            line = head_line(one.head, escape(one.text), one.head.group)
            account = handle(one.head, one.text).casefold()
            written.setdefault(account, []).append(line)
    for account in contact.texts("handles"):
        yield from written.get(account.casefold()) or [Line(*account_line(account))]


def photo(contact: Contact) -> Iterator[Line]:
    """The picture, if no program refuses it for its size."""
    picture = contact.row["photo"]
    if picture and len(picture) <= MAX_PHOTO:
        kinds = (kind for magic, kind in _PICTURES.items() if picture.startswith(magic))
        data = base64.b64encode(picture).decode("ascii")
        yield Line(f"PHOTO;ENCODING=b;TYPE={next(kinds, 'JPEG')}", data)
