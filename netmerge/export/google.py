"""Contacts → a CSV that Google Contacts imports, with its own header since 2024.

UTF-8 without a byte order mark, lines ended by LF, as Google writes it. What it
has no column for is a custom field.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from netmerge.export.entries import (
    NOT_HELD,
    WHOLE_DAY,
    Detail,
    Entry,
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

MOST = 50
"""Numbered columns of a kind: more would be taken by no program.

Further values share the last one, as several values of a cell do at Google's.
"""
_PLACE = {
    "Street": "street",
    "City": "city",
    "PO Box": "po_box",
    "Region": "region",
    "Postal Code": "postcode",
    "Country": "country",
    "Extended Address": "extended",
}
_PAIR = ("Label", "Value")
_NUMBERED = {
    "E-mail": _PAIR,
    "Phone": _PAIR,
    "Address": ("Label", "Formatted", *_PLACE),
    "Relation": _PAIR,
    "Website": _PAIR,
    "Event": _PAIR,
    "Custom Field": _PAIR,
}
"""Kinds of columns, in Google's order, and the parts of each.

Of each there are as many as some contact needs.
"""
_ALWAYS = ("E-mail", "Phone", "Address")
_OWN = re.compile(r"(Relation|Event|Custom Field) \d{1,4} - (Label|Value)")
"""Columns of Google's for which netmerge has none, under which they stand in
`extra`.
"""
_BETWEEN = " ::: "
_EVERYBODY = "* myContacts"
_WORDS = {
    "home": "Home",
    "work": "Work",
    "other": "Other",
    "main": "Main",
    "cell": "Mobile",
    "fax": "Fax",
    "pager": "Pager",
}
"""Types in the order in which Google's labels have them: Work Fax."""

Row = dict[str, list[dict[str, str]]]
"""The values of a contact by kind of column, each by its parts."""


def to_google_csv(contacts: pd.DataFrame, path: str | Path) -> None:
    """Write contacts (schema.CONTACTS) as Google Contacts CSV, whole or not at
    all.

    Raises WriteError. A birthday that is not a day, accounts, other names,
    earlier employment, days of connecting and meeting, and columns of other
    programs become custom fields. Pictures are left out: Google takes none from
    a CSV.
    """
    most = Counter(dict.fromkeys(_ALWAYS, 1))
    for entry in entries(contacts):
        most |= Counter({kind: len(values) for kind, values in _row(entry).items()})
    numbered = [
        name for kind in _NUMBERED for number in range(most[kind]) for name in _names(kind, number)
    ]
    write_sheet(
        path, [*HEADERS.content["google"].columns, *numbered], map(_cells, entries(contacts))
    )


GOOGLE = Writer("google", ".csv", to_google_csv, NOT_HELD)


def _names(kind: str, number: int) -> list[str]:
    return [f"{kind} {number + 1} - {part}" for part in _NUMBERED[kind]]


def _cells(entry: Entry) -> dict[str, str]:
    """A contact as the cells of its row."""
    cells = _fixed(entry)
    for kind, values in _row(entry).items():
        for number, value in enumerate(values):
            cells |= {f"{kind} {number + 1} - {part}": text for part, text in value.items()}
    return cells


def _fixed(entry: Entry) -> dict[str, str]:
    parts, beyond = name_parts(entry), extra(entry)
    labels = [_single(label) for label in texts(entry, "categories")]
    return {
        "First Name": parts["given_name"],
        "Middle Name": parts["middle_name"],
        "Last Name": parts["family_name"],
        "Name Prefix": parts["prefix"],
        "Name Suffix": parts["suffix"],
        "Nickname": parts["nickname"],
        "Organization Name": _single(entry["company"] or ""),
        "Organization Title": _single(entry["title"] or ""),
        "Organization Department": entry["department"] or "",
        "Birthday": entry["birthday"] if _is_day(entry["birthday"]) else "",
        "Notes": notes(entry),
        "Labels": _BETWEEN.join([*labels, _EVERYBODY]),
    } | {name: beyond[name] for name in _kept(beyond)}


def _row(entry: Entry) -> Row:
    own, beyond = _google_columns(extra(entry))
    anniversary = _given("Anniversary", entry["anniversary"])
    postal = addresses(entry)
    custom = [] if _is_day(entry["birthday"]) else _given("Birthday", entry["birthday"])
    custom += [Detail("Address", address_text(address)) for address in postal[MOST:]]
    custom += [*further(entry, beyond), *own["Custom Field"]]
    pairs = {
        "E-mail": [Detail(_label(types), value) for value, types in typed(entry, "emails")],
        "Phone": [Detail(_label(types), value) for value, types in typed(entry, "phones")],
        "Relation": own["Relation"],
        "Website": [Detail("", page) for page in pages(entry)],
        "Event": [*anniversary, *(event for event in own["Event"] if event not in anniversary)],
        "Custom Field": custom,
    }
    row = {
        kind: [dict(zip(_PAIR, pair, strict=True)) for pair in _bounded(values)]
        for kind, values in pairs.items()
    }
    row["Address"] = [
        {"Label": _label((address["type"] or "").split(","))}
        | {column: address[part] or "" for column, part in _PLACE.items()}
        for address in postal[:MOST]
    ]
    return row


def _given(label: str, text: str | None) -> list[Detail]:
    return [Detail(label, text)] if text else []


def _bounded(pairs: list[Detail]) -> Iterator[Detail]:
    """At most MOST of them; those beyond share the last one."""
    yield from pairs[: MOST - 1]
    if len(pairs) >= MOST:
        last = pairs[MOST - 1 :]
        yield Detail(last[0].label, _BETWEEN.join(pair.value for pair in last))


def _google_columns(beyond: Mapping[str, Any]) -> tuple[dict[str, list[Detail]], dict[str, Any]]:
    """Out of what the sources said beyond the columns: Google's own by kind, and
    the rest.
    """
    own: dict[str, list[Detail]] = {"Relation": [], "Event": [], "Custom Field": []}
    kept = _kept(beyond)
    rest = {key: value for key, value in beyond.items() if key not in kept}
    for key, value in beyond.items():
        found = _OWN.fullmatch(key)
        label = key.replace(" - Value", " - Label")
        if (
            found
            and found[2] == "Value"
            and isinstance(value, str)
            and isinstance(beyond.get(label, ""), str)
        ):
            own[found[1]].append(Detail(rest.pop(label, ""), rest.pop(key)))
    return own, rest


def _label(types: list[str] | tuple[str, ...]) -> str:
    """Types as one of Google's labels, a star before it for the preferred value."""
    words = [label for word, label in _WORDS.items() if word in types]
    words += [
        word.lstrip("* ")
        for word in types
        if word not in _WORDS and word not in ("pref", "internet")
    ]
    return " ".join(filter(None, [*(["*"] if "pref" in types else []), *words]))


def _is_day(text: str | None) -> bool:
    """Whether a birthday has a day and a month.

    Google takes one without its year, and nothing vaguer.
    """
    return text is not None and (text.startswith("--") or len(text) == WHOLE_DAY)


def _single(text: str) -> str:
    """A text that Google does not take for several values."""
    return re.sub(r"\s:::\s", " : ", text)


def _kept(beyond: Mapping[str, Any]) -> list[str]:
    """Which of the columns that every file of Google's has stand in `extra`."""
    return [name for name in HEADERS.content["google"].kept if isinstance(beyond.get(name), str)]
