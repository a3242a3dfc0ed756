"""The first rows of a table without a header → where its data begin, and what
its columns hold, by what stands in them.

An address, a number or a link is known by its looks. Of the other columns that
is the name whose words stand before the @ of the row's address, or are given
names; a company's stand behind the @, or are those of its legal form. What is
in doubt has no field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from netmerge.importers.tables.header import Use
from netmerge.importers.tables.sniff import DELIMITERS, MAX_COLUMNS, Head, Layout
from netmerge.text.folding import fold
from netmerge.words import COMPANIES, NICKNAMES, TITLES

_EMAIL = re.compile(r"[^\s@<>]{1,64}@[^\s@<>]{1,250}")
_PHONE = re.compile(r"(?:tel\.?:?\s{0,3})?[+(]?\d[\d\s().+/\N{EN DASH}-]{5,30}", re.IGNORECASE)
_DAY = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}(?:[T ].{0,30})?")
_LINK = re.compile(r"(?:https?://|www\.)\S{3,500}", re.IGNORECASE)
_PROFILE = re.compile(r"linkedin\.com/(?:in|pub)/", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")

_MOST = 0.8
"""The share of a column's cells that must look alike."""
_BARE_NUMBER = 9
"""Digits of a telephone number that is written without any sign: fewer may be a
postcode, or count rows.
"""
_MANY_WORDS = 5
"""Longer texts are no names of companies."""
_HALF, _SOME = 0.5, 0.3
"""Shares of cells that speak for a title, and for a company."""
_NO_LEGAL_FORM = frozenset({"da", "as", "an", "in", "co", "me"})
"""Which are names or words too."""


@dataclass(frozen=True)
class Headless:
    """A table without a header: its layout, with a name for each column, and
    what each holds.
    """

    layout: Layout
    uses: dict[str, Use | None]


def headless(head: Head) -> Headless | None:
    """What a table without a header holds; None if it has one, or if no column
    tells how to reach somebody.
    """
    found = [one for delimiter in DELIMITERS if (one := _under(head, delimiter))]
    if not found:
        return None
    return max(found, key=lambda one: sum(use is not None for use in one.uses.values()))


def _under(head: Head, delimiter: str) -> Headless | None:
    rows = head.rows(delimiter)
    width = max((len(row.cells) for row in rows), default=0)
    if not 0 < width <= MAX_COLUMNS:
        return None
    table = [row.cells + [""] * (width - len(row.cells)) for row in rows]
    columns = [_Column(list(cells)) for cells in zip(*table, strict=True)]
    kinds = [column.kind() for column in columns]
    emails = [column for column, kind in zip(columns, kinds, strict=True) if kind == "email"]
    texts = [number for number, kind in enumerate(kinds) if kind == "text"]
    # A first row that is no data under an address or a number is a header after all.
    first = [column.is_alike(table[0][number]) for number, column in enumerate(columns)]
    is_reached = bool(emails) or ("phone" in kinds and bool(texts))
    if not is_reached or not all(first) or _has_header(columns, kinds):
        return None
    fields = [kind if kind not in {"text", "other"} else "" for kind in kinds]
    for number, field in _texts(columns, texts, emails[0] if emails else None).items():
        fields[number] = field
    names = tuple(f"Column {number}" for number in range(1, width + 1))
    layout = head.without_header(delimiter, names, rows[0].line)
    return Headless(layout, dict(zip(names, _uses(fields), strict=True)))


def _has_header(columns: Sequence[_Column], kinds: Sequence[str]) -> bool:
    """Whether the first row has nothing where all others have an address or a
    number: then nothing tells it from a header.
    """
    typed = [column for column, kind in zip(columns, kinds, strict=True) if kind in _TYPED]
    return not any(column.cells[0] for column in typed) and len(typed[0].cells) > 1


def _uses(fields: Sequence[str]) -> list[Use | None]:
    counts: dict[str, int] = {}
    uses: list[Use | None] = []
    for field in fields:
        counts[field] = counts.get(field, 0) + 1
        uses.append(Use(field, "", counts[field]) if field else None)
    return uses


class _Column:
    """The first cells of one column."""

    def __init__(self, cells: list[str]) -> None:
        self.cells = cells
        self.filled = [cell for cell in cells if cell]
        self.words = [frozenset(fold(cell[:200]).split()) for cell in cells]

    def kind(self) -> str:
        """email, phone, linkedin_url, url, text, or other for what is none."""
        if not self.filled:
            return "other"
        for kind, test in _TESTS.items():
            if self._share(test) >= _MOST:
                return kind
        return "other"

    def _share(self, test: Callable[[str], bool]) -> float:
        return sum(map(test, self.filled)) / len(self.filled)

    def is_alike(self, cell: str) -> bool:
        """Whether a cell is empty or, in a column of addresses, numbers or links,
        one of them.
        """
        kind = self.kind()
        return not cell or kind not in _TYPED or _TESTS[kind](cell)

    def share_in(self, texts: Sequence[str]) -> float:
        """The share of rows with a word of three letters or more that stands in the
        row's text.
        """
        pairs = [pair for pair in zip(self.words, texts, strict=True) if pair[0] and pair[1]]
        told = [any(len(word) > 2 and word in text for word in words) for words, text in pairs]
        return sum(told) / len(told) if told else 0.0

    def share_of(self, known: frozenset[str]) -> float:
        """The share of cells with one of some words."""
        told = [bool(words & known) for words in self.words if words]
        return sum(told) / len(told) if told else 0.0

    def share_of_company(self) -> float:
        """The share of cells that end as a company's name does."""
        native = [any(form in cell for form in _native_forms()) for cell in self.filled]
        return max(self.share_of(_legal_forms()), sum(native) / max(1, len(native)))

    def length(self) -> float:
        """Words of a cell, as a rule."""
        counts = sorted(len(words) for words in self.words if words)
        return float(counts[len(counts) // 2]) if counts else 0.0


def _texts(columns: list[_Column], texts: list[int], emails: _Column | None) -> dict[int, str]:
    """The field of each column of texts that has one."""
    written = emails.cells if emails else [""] * len(columns[0].cells)
    parts = [_plain(cell).lower().partition("@") for cell in written]
    local = [before for before, _, _ in parts]
    domain = [behind for _, _, behind in parts]
    short = [number for number in texts if columns[number].length() <= _MANY_WORDS]
    # A name stands first more often than not.
    of_person = {
        number: _of_person(columns[number], local) + 0.5 * (number == texts[0]) for number in short
    }
    if not of_person or max(of_person.values()) <= 0:
        return {}
    found = _names(columns, of_person)
    left = [number for number in short if number not in found]
    titles = [number for number in left if columns[number].share_of(_title_words()) >= _HALF]
    found |= dict.fromkeys(titles, "title")
    of_company = {
        number: columns[number].share_of_company() + columns[number].share_in(domain)
        for number in left
        if number not in titles
    }
    best = max(of_company, key=lambda number: of_company[number], default=None)
    if best is not None and (of_company[best] >= _SOME or len(of_company) == 1):
        found[best] = "company"
    return found


def _of_person(column: _Column, local: Sequence[str]) -> float:
    """How much the cells of a column look like names, those of their addresses'
    owners.
    """
    for_it = 2 * column.share_in(local) + 2 * column.share_of(_given_names())
    against = 3 * column.share_of_company() + 2 * column.share_of(_title_words())
    return for_it - against


def _names(columns: list[_Column], of_person: dict[int, float]) -> dict[int, str]:
    """The column of whole names, or those of given and of family names."""
    best = max(of_person, key=lambda number: of_person[number])
    if columns[best].length() > 1:
        return {best: "full_name"}
    beside = [
        number
        for number in (best - 1, best + 1)
        if number in of_person and columns[number].length() == 1 and of_person[number] >= 0
    ]
    if not beside:
        return {best: "full_name"}
    other = max(beside, key=lambda number: of_person[number])
    first, second = sorted((best, other))
    known = _given_names()
    is_turned = columns[second].share_of(known) > columns[first].share_of(known)
    given, family = (second, first) if is_turned else (first, second)
    return {given: "given_name", family: "family_name"}


def _plain(cell: str) -> str:
    """The address of `Ann Lee <ann@lee.example>`."""
    return cell.rpartition("<")[2].rstrip(">")


def _is_email(cell: str) -> bool:
    address = _plain(cell).strip(" .,;\"'")
    return bool(_EMAIL.fullmatch(address)) and "." in address.rpartition("@")[2].strip(".")


def _is_phone(cell: str) -> bool:
    digits = sum(map(str.isdigit, cell))
    is_marked = digits < len(cell.strip()) or cell.startswith("0") or digits >= _BARE_NUMBER
    looks = _PHONE.fullmatch(cell) and not _DAY.fullmatch(cell)
    return bool(looks) and is_marked and 6 <= digits <= 17


def _is_text(cell: str) -> bool:
    return bool(_LETTER.search(cell)) and "@" not in cell and not _LINK.fullmatch(cell)


_TESTS: Mapping[str, Callable[[str], bool]] = {
    "email": _is_email,
    "phone": _is_phone,
    "linkedin_url": lambda cell: bool(_PROFILE.search(cell[:200])),
    "url": lambda cell: bool(_LINK.fullmatch(cell)),
    "text": _is_text,
}
_TYPED = frozenset(_TESTS) - {"text"}


@cache
def _given_names() -> frozenset[str]:
    rows = (names.split() for _, names in NICKNAMES.rows)
    return frozenset(fold(name) for names in rows for name in names)


@cache
def _legal_forms() -> frozenset[str]:
    words = COMPANIES.content
    return frozenset(map(fold, words.legal_forms)) - _NO_LEGAL_FORM


@cache
def _native_forms() -> frozenset[str]:
    return COMPANIES.content.native_forms


@cache
def _title_words() -> frozenset[str]:
    words = TITLES.content
    meanings = {word for text in words.abbreviations.values() for word in text.split()}
    return frozenset(meanings | words.abbreviations.keys()) - words.small_words
