"""Contacts → a CSV that Outlook imports, with the header of its desktop program.

UTF-8 with a byte order mark, by which Outlook and Excel tell it from the
encoding of that Windows, and CRLF. Two columns that only Outlook.com has,
Nickname and Personal Web Page, are added; the desktop program passes over them.
What fits no column stands under the notes, as one note more, so that nothing is
lost.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

import pandas as pd

from netmerge.export.entries import (
    NOT_HELD,
    WHOLE_DAY,
    Detail,
    Entry,
    Typed,
    address_text,
    addresses,
    entries,
    extra,
    further,
    name_parts,
    notes,
    pages,
    texts,
    typed,
)
from netmerge.export.sheet import HEADERS, write_sheet
from netmerge.export.writer import Writer
from netmerge.vcard.values import NOTE_BREAK

FURTHER = "Further details"
"""Heading of the note that holds what fits no column."""
_SIDES = ("Business", "Home", "Other")
_PLACE = {
    "Street": "street",
    "Street 2": "extended",
    "City": "city",
    "State": "region",
    "Postal Code": "postcode",
    "Country/Region": "country",
    "Address PO Box": "po_box",
}
_EMAILS = ("E-mail", "E-mail 2", "E-mail 3")
_PHONES = {
    frozenset({"fax", "work"}): ("Business Fax",),
    frozenset({"fax", "home"}): ("Home Fax",),
    frozenset({"fax"}): ("Other Fax",),
    frozenset({"pager"}): ("Pager",),
    frozenset({"cell"}): ("Mobile Phone",),
    frozenset({"assistant"}): ("Assistant's Phone",),
    frozenset({"textphone"}): ("TTY/TDD Phone",),
    frozenset({"telex"}): ("Telex",),
    frozenset({"work"}): ("Business Phone", "Business Phone 2"),
    frozenset({"home"}): ("Home Phone", "Home Phone 2"),
    frozenset({"main"}): ("Primary Phone",),
}
"""Columns for a number that is of all these types; the first that fits counts."""
_ANY_PHONE = ("Other Phone", "Primary Phone")
_PARTS_CATEGORIES = str.maketrans(",;\n", "   ")


def to_outlook_csv(contacts: pd.DataFrame, path: str | Path) -> None:
    """Write contacts (schema.CONTACTS) as Outlook CSV, whole or not at all.
    Raises WriteError.

    Three e-mail addresses, three postal addresses and the numbers for which
    there is a column of their type have places of their own; whatever is more
    than that stands in the notes. Pictures are left out: Outlook takes none
    from a CSV.
    """
    header = HEADERS.content["outlook"]
    rows = (_cells(entry, header.kept) for entry in entries(contacts))
    write_sheet(path, header.columns, rows, encoding="utf-8-sig", line_end="\r\n")


OUTLOOK = Writer(
    "outlook",
    ".csv",
    to_outlook_csv,
    NOT_HELD | {"email_types": "its three addresses have no types; those of further ones are told"},
)


def _cells(entry: Entry, kept: Collection[str]) -> dict[str, str]:
    """A contact as the cells of its row."""
    beyond = extra(entry)
    own = {name: text for name, text in beyond.items() if name in kept and isinstance(text, str)}
    cells = _names(entry) | own
    rest = [
        *_emails(entry, cells),
        *_phones(entry, cells),
        *_pages(entry, cells),
        *_addresses(entry, cells),
        *_days(entry, cells),
        *further(entry, {name: found for name, found in beyond.items() if name not in own}),
    ]
    cells["Notes"] = _with_rest(notes(entry), rest)
    return cells


def _names(entry: Entry) -> dict[str, str]:
    parts = name_parts(entry)
    return {
        "Title": parts["prefix"],
        "First Name": parts["given_name"],
        "Middle Name": parts["middle_name"],
        "Last Name": parts["family_name"],
        "Suffix": parts["suffix"],
        "Nickname": parts["nickname"],
        "Company": entry["company"] or "",
        "Department": entry["department"] or "",
        "Job Title": entry["title"] or "",
        "Categories": ";".join(map(_category, texts(entry, "categories"))),
    }


def _category(text: str) -> str:
    """A category without the signs that part categories."""
    return " ".join(text.translate(_PARTS_CATEGORIES).split())


def _emails(entry: Entry, cells: dict[str, str]) -> Iterator[Detail]:
    """Fill in the addresses; give those that are left."""
    emails = typed(entry, "emails")
    for column, email in zip(_EMAILS, emails, strict=False):
        cells |= {f"{column} Address": email.value, f"{column} Type": "SMTP"}
    yield from _typed_details("E-mail", emails[len(_EMAILS) :])


def _phones(entry: Entry, cells: dict[str, str]) -> Iterator[Detail]:
    """Fill in the numbers; give those that are left.

    Each goes where its type has a column free, then into the others.
    """
    left = [
        phone
        for phone in typed(entry, "phones")
        if not _fill(cells, _columns(phone.types), phone.value)
    ]
    left = [
        phone for phone in left if "fax" in phone.types or not _fill(cells, _ANY_PHONE, phone.value)
    ]
    yield from _typed_details("Phone", left)


def _columns(types: Sequence[str]) -> tuple[str, ...]:
    """The columns for a number of these types."""
    words = frozenset(types) - {"pref", ""}
    return next((columns for wanted, columns in _PHONES.items() if wanted <= words), ())


def _fill(cells: dict[str, str], columns: Iterable[str], text: str) -> bool:
    """Put a text into the first of the columns that is free; whether there was
    one.
    """
    free = next((column for column in columns if column not in cells), None)
    if free:
        cells[free] = text
    return free is not None


def _pages(entry: Entry, cells: dict[str, str]) -> Iterator[Detail]:
    for page in pages(entry):
        if not _fill(cells, ("Web Page", "Personal Web Page"), page):
            yield Detail("Web page", page)


def _addresses(entry: Entry, cells: dict[str, str]) -> Iterator[Detail]:
    """Fill in the addresses; give those that are left.

    Each goes on the side of its type, or on one that is free.
    """
    sides = {"work": "Business", "home": "Home"}
    free = list(_SIDES)
    for address in addresses(entry):
        words = (address["type"] or "").split(",")
        wanted = next((sides[word] for word in words if word in sides), "Other")
        side = wanted if wanted in free else next(reversed(free), None)
        if side is None:
            yield Detail("Address", address_text(address))
            continue
        free.remove(side)
        cells |= {
            f"{side} {column}": address[part] for column, part in _PLACE.items() if address[part]
        }


def _days(entry: Entry, cells: dict[str, str]) -> Iterator[Detail]:
    """Fill in the days that have a year, as Outlook's have; give the others.

    The ISO form is understood whatever the country that Windows is set to.
    """
    for column in ("Birthday", "Anniversary"):
        day = entry[column.lower()]
        if day and len(day) == WHOLE_DAY and not day.startswith("-"):
            cells[column] = day
        elif day:
            yield Detail(column, day)


def _typed_details(label: str, values: Iterable[Typed]) -> Iterator[Detail]:
    for value, types in values:
        words = ", ".join(word for word in types if word and word != "pref")
        yield Detail(f"{label} ({words})" if words else label, value)


def _with_rest(text: str, rest: Sequence[Detail]) -> str:
    """The notes, and under them what fits no column."""
    if not rest:
        return text
    lines = [f"{FURTHER}:", *(f"{label}: {value}" for label, value in rest)]
    return NOTE_BREAK.join(filter(None, [text, "\n".join(lines)]))
