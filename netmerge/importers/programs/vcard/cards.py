"""The bytes of a vCard file → rows of RECORDS, a batch at a time, and its
rejects.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

import pyarrow as pa

from netmerge.errors import ReadError
from netmerge.importers.contract import Reject
from netmerge.importers.files.encoding import MIXED, guess, recoded
from netmerge.importers.files.source import Source
from netmerge.importers.files.twice import TWICE
from netmerge.importers.programs.vcard.record import record
from netmerge.importers.programs.vcard.tokens import (
    MAX_CARDS,
    Card,
    CardError,
    Tokeniser,
    first_card,
    split_cards,
    tidy,
)
from netmerge.importers.tables.lists import BATCH, Repeats
from netmerge.vcard.charsets import Charsets

_MAX_RAW = 1 << 16
"""Bytes of a reject that are kept."""
_NAMES = ("full_name", "given_name", "family_name", "nickname", "company")
_REACH = ("emails", "phones", "linkedin_url", "handles", "urls", "street", "city")


@dataclass
class Cards:
    """The cards of one source, one after the other; what went wrong is gathered
    on the way.

    `position` counts the cards so far, `empty` those that say nothing, `outside`
    the lines that belong to none.
    """

    source: Source
    data: bytes = field(init=False, repr=False)
    encoding: str = field(init=False)
    rejects: list[Reject] = field(init=False, default_factory=list)
    position: int = field(init=False, default=0)
    empty: int = field(init=False, default=0)
    outside: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        data, self.encoding = utf8(self.source.read_bytes())
        self.data = tidy(data)
        self.charsets = Charsets(self.data, _legacy)
        self.tokeniser = Tokeniser(self.charsets)

    def __len__(self) -> int:
        """How many rows the cards so far gave."""
        return self.position - len(self.rejects)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Columns of one card after the other; cards that cannot be read go to
        `rejects`.
        """
        above = self.data[: first_card(self.data)]
        self.outside += sum(map(bool, map(bytes.strip, above.split(b"\n"))))
        for line, raw in split_cards(self.data):
            self.position += 1
            if self.position > MAX_CARDS:
                problem = f"holds more than {MAX_CARDS:,} cards."
                raise ReadError(self.source.label, problem, "Split it.", line)
            try:
                card = self.tokeniser.card(raw)
                row = self._row(card)
            except CardError as error:
                self._reject(line, f"{error}.", raw)
                continue
            row["position"], row["line"] = self.position, line
            row["file"], row["member"] = self.source.file, self.source.member
            self.empty += row["status"] == "empty"
            yield row
            if card.after:
                self._after(line, card.after)

    def _row(self, card: Card) -> dict[str, Any]:
        """A card's columns, with its status. Raises CardError if nothing of it
        can be read.
        """
        row = record(card, self.charsets)
        is_empty = not any(row.get(name) for name in (*_NAMES, *_REACH))
        if is_empty and card.strays:
            raise CardError(
                "none of its lines that can be read says a name or a way to reach anybody"
            )
        row["status"] = "empty" if is_empty else "read"
        return row

    def _after(self, line: int, after: dict[int, str]) -> None:
        """Lines between cards: a card that lacks its BEGIN is a reject, other
        lines are counted.
        """
        if any(text.strip().upper() == "END:VCARD" for text in after.values()):
            self.position += 1
            raw = "\n".join(after.values()).encode()
            self._reject(line + min(after), "the card has no BEGIN:VCARD.", raw)
        else:
            self.outside += len(after)

    def _reject(self, line: int, reason: str, raw: bytes) -> None:
        text = self.charsets.text(raw[:_MAX_RAW], None).strip()
        sentence = reason[:1].upper() + reason[1:]
        self.rejects.append(Reject(self.position, line, sentence, text))


def records(every: Sequence[Cards], kind: str, size: int = BATCH) -> pa.Table:
    """The cards of sources of a kind, one source after the other, as a table of
    RECORDS.

    It is made of at most `size` cards at a time, and of those of many small
    sources at once: a table costs as much as a hundred cards.
    """
    repeats, first = Repeats(), every[0].source
    rows = chain.from_iterable(cards.rows() for cards in every)
    batch = list(islice(rows, size))
    tables = [repeats.records(batch, first, kind)]
    while len(batch) == size and (batch := list(islice(rows, size))):
        tables.append(repeats.records(batch, first, kind))
    return pa.concat_tables(tables)


def utf8(data: bytes) -> tuple[bytes, str]:
    """UTF-16, UTF-32 and UTF-8 written twice as UTF-8, anything else as it is, and the
    encoding.

    Which legacy encoding a file is in is told value by value.
    """
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in data[:64]:
        encoding = guess(data[: 1 << 16])
        if encoding.startswith(("utf-16", "utf-32")):
            return recoded(data, encoding), encoding
    if guess(data[: 1 << 16]) == TWICE:
        return recoded(data, TWICE), TWICE
    return data, "utf-8"


def _legacy(sample: bytes) -> str:
    """The encoding of a sample that is not UTF-8."""
    found = guess(sample)
    return "cp1252" if found.startswith("utf-") or found == MIXED else found
