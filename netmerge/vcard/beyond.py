"""What a contact's sources said beyond its columns → the lines that hold it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from netmerge.vcard.contact import Beyond, Contact
from netmerge.vcard.handles import ACCOUNTS, handle
from netmerge.vcard.heads import Head
from netmerge.vcard.labels import as_label, one_word, parted_label
from netmerge.vcard.lines import Line, clean, escape, head_line

FIELD = "X-NETMERGE-FIELD"
"""A source's column, or a property that would be read into one; its label is the
key in `extra`.
"""
PRODID = "-//netmerge//netmerge//EN"
_NUMBER = re.compile(r"(\d{1,18})")
_FRAME = frozenset({"BEGIN", "END", "VERSION", "AGENT", "PROFILE", "X-ABLABEL", FIELD})
"""Properties that mean something to the card as a whole."""
MEMBER, RELATIVE = "X-ADDRESSBOOKSERVER-MEMBER", "X-ABRELATEDNAMES"
_SCHEME = re.compile(r"(?:urn|https?|mailto|tel|data|file):", re.IGNORECASE)


def beyond(contact: Contact, named: frozenset[str], columns: frozenset[str]) -> Iterator[Line]:
    """Each text of `extra` under its own head, or else in a FIELD that bears its
    key as a label.

    `named` are the properties that fill columns: one more of them would be read
    into these. `columns` are the keys whose texts may stand in properties of
    their own. The programs that made the earlier cards (PRODID) are forgotten,
    and that a card is one (PROFILE).
    """
    found = columns & contact.extra.keys()
    told = {column: frozenset(contact.newest(column)) for column in found}
    written = _Written(contact)
    for one in sorted(map(_as_apple_has_it, contact.beyond), key=_place):
        is_told = clean(one.text) in told.get(one.key, ())
        is_of_a_program = one.key.partition(";")[0] in {"PRODID", "PROFILE"}
        if not (is_told or is_of_a_program or written.has(one)):
            yield _line(one, named)


def _line(one: Beyond, named: frozenset[str]) -> Line:
    head = one.head
    if head is None or not _keeps_its_name(one, named):
        return Line(FIELD, escape(one.text), as_label(clean(one.key)) or "extra")
    value = clean(one.text) if head.name.startswith("X-") else escape(one.text)
    return head_line(head, value, head.group)


def _as_apple_has_it(one: Beyond) -> Beyond:
    """A member of a group, and the name of a relative, under the names that they
    have in a vCard 3.0.
    """
    if one.key == "MEMBER":
        return Beyond(MEMBER, Head(MEMBER), one.text)
    head = one.head
    if head is None or head.name != "RELATED" or is_address(one.text) or head.params:
        return one
    label = (("X-ABLABEL", one_word(" ".join(head.types))),) if head.types else ()
    told = f";X-ABLABEL={label[0][1]}" if label else ""
    return Beyond(RELATIVE + told, Head(RELATIVE, params=label), one.text)


def is_address(text: str) -> bool:
    """Whether a relative is given by the address of an entry: urn:uuid:…"""
    return bool(_SCHEME.match(text))


def _place(one: Beyond) -> tuple[bool, list[str | int]]:
    """By their keys; those of a group last and by its number, since groups are
    numbered anew.
    """
    is_grouped = bool(one.head and one.head.group)
    key = one.key if one.head else as_label(clean(one.key))
    pieces: list[str | int] = [*_NUMBER.split(key)] if is_grouped else [key]
    pieces[1::2] = map(int, pieces[1::2])
    return is_grouped, pieces


class _Written:
    """What of `extra` the columns' own properties tell, whose heads they took."""

    def __init__(self, contact: Contact) -> None:
        self._pages = frozenset(contact.texts("urls"))
        self._accounts = frozenset(map(str.casefold, contact.texts("handles")))
        self._labels = {
            "EMAIL": _words(contact, "email_types"),
            "TEL": _words(contact, "phone_types"),
        }

    def has(self, one: Beyond) -> bool:
        """Whether a property was written under this head, of a page, an
        account, or a number with its label.
        """
        head = one.head
        if head is None:
            return False
        if head.name == "URL":
            return clean(one.text) in self._pages
        if head.name in self._labels and _is_label_alone(head):
            label = one_word(as_label(head.param("X-ABLABEL") or ""))
            return label.casefold() in self._labels[head.name]
        return head.name in ACCOUNTS and handle(head, one.text).casefold() in self._accounts


def _words(contact: Contact, column: str) -> frozenset[str]:
    types = contact.row[column] or ()
    return frozenset(word.casefold() for given in types for word in (given or "").split(","))


def _is_label_alone(head: Head) -> bool:
    """Whether a head says no more than a label that the types cannot tell whole."""
    names = {name for name, _ in head.params}
    return names == {"X-ABLABEL"} and parted_label(as_label(head.param("X-ABLABEL") or ""))


def _keeps_its_name(one: Beyond, named: frozenset[str]) -> bool:
    """Whether a property is read back into `extra`, with the same text."""
    head = one.head
    if head is None or head.name in _FRAME:
        return False
    if head.name == "X-ABDATE":
        return (head.param("X-ABLABEL") or "").lower() not in {"", "anniversary"}
    if head.name == "PHOTO":
        return "://" in one.text[:40] and not head.encoding
    is_one_line = "\n" not in one.text or not head.name.startswith("X-")
    return head.name not in named and is_one_line
