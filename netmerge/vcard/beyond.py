"""What a contact's sources said beyond its columns → the lines that hold it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from netmerge.vcard.contact import Beyond, Contact
from netmerge.vcard.handles import ACCOUNTS, handle
from netmerge.vcard.labels import as_label
from netmerge.vcard.lines import Line, clean, escape, head_line

FIELD = "X-NETMERGE-FIELD"
"""A source's column, or a property that would be read into one; its label is the
key in `extra`.
"""
PRODID = "-//netmerge//netmerge//EN"
_NUMBER = re.compile(r"(\d{1,18})")
_FRAME = frozenset({"BEGIN", "END", "VERSION", "AGENT", "X-ABLABEL", FIELD})
"""Properties that mean something to the card as a whole."""


def beyond(contact: Contact, named: frozenset[str], columns: frozenset[str]) -> Iterator[Line]:
    """Each text of `extra` under its own head, or else in a FIELD that bears its
    key as a label.

    `named` are the properties that fill columns: one more of them would be read
    into these. `columns` are the keys whose texts may stand in properties of
    their own. The programs that made the earlier cards (PRODID) are forgotten.
    """
    found = columns & contact.extra.keys()
    told = {column: frozenset(contact.newest(column)) for column in found}
    pages = frozenset(contact.texts("urls"))
    accounts = frozenset(map(str.casefold, contact.texts("handles")))
    for one in sorted(contact.beyond, key=_place):
        is_told = clean(one.text) in told.get(one.key, ())
        is_of_a_program = one.key.partition(";")[0] == "PRODID"
        if not (is_told or is_of_a_program or _is_written(one, pages, accounts)):
            yield _line(one, named)


def _line(one: Beyond, named: frozenset[str]) -> Line:
    head = one.head
    if head is None or not _keeps_its_name(one, named):
        return Line(FIELD, escape(one.text), as_label(clean(one.key)) or "extra")
    value = clean(one.text) if head.name.startswith("X-") else escape(one.text)
    return head_line(head, value, head.group)


def _place(one: Beyond) -> tuple[bool, list[str | int]]:
    """By their keys; those of a group last and by its number, since groups are
    numbered anew.
    """
    is_grouped = bool(one.head and one.head.group)
    key = one.key if one.head else as_label(clean(one.key))
    pieces: list[str | int] = [*_NUMBER.split(key)] if is_grouped else [key]
    pieces[1::2] = map(int, pieces[1::2])
    return is_grouped, pieces


def _is_written(one: Beyond, pages: frozenset[str], accounts: frozenset[str]) -> bool:
    """Whether a column's property was written under this head, of a page or an
    account.
    """
    if one.head is None:
        return False
    if one.head.name == "URL":
        return clean(one.text) in pages
    return one.head.name in ACCOUNTS and handle(one.head, one.text).casefold() in accounts


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
