"""vCard files (.vcf) of versions 2.1, 3.0 and 4.0 in; records, and the cards that could not be
read, out.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import one_chunk
from netmerge.errors import ReadError
from netmerge.importers.contract import (
    Authority,
    Imported,
    Inspection,
    ReadSettings,
    Traits,
    place,
    source_row,
)
from netmerge.importers.files.encoding import MIXED, guess, recoded
from netmerge.importers.files.source import Source
from netmerge.importers.programs.vcard.members import add_groups
from netmerge.importers.programs.vcard.record import record
from netmerge.importers.programs.vcard.tokens import (
    MAX_CARDS,
    CardError,
    Tokeniser,
    begins_with_card,
    split_cards,
    tidy,
)
from netmerge.importers.tables.lists import Repeats
from netmerge.schema import RECORDS, REJECTS, to_pandas
from netmerge.vcard.charsets import Charsets

NAME = "vcard"
TRAITS = Traits(authority=Authority.ADDRESS_BOOK, entry_a_file=True)
SUFFIXES = frozenset({".vcf", ".vcard"})

_BATCH = 10_000
"""Cards turned into Arrow at a time: Python's objects for a whole file would take ten times its
size.
"""
_MAX_RAW = 1 << 16
_REACH = ("emails", "phones", "linkedin_url", "handles", "urls", "street", "city")
_NAMES = ("full_name", "given_name", "family_name", "nickname", "company")


def claims(source: Source) -> bool:
    """Whether the source is a vCard file: a card begins in its first bytes, whatever its name."""
    head, _ = _utf8(source.head())
    return begins_with_card(tidy(head))


def read(source: Source, settings: ReadSettings) -> Imported:  # noqa: ARG001  # vCards have no columns to map
    """Records of all cards of the source, and rejects for those that could not be read.

    Raises ReadError if the file holds no card, or more than MAX_CARDS.
    """
    cards = _Cards(source)
    batches = list(cards.batches())
    if not cards.position:
        raise ReadError(
            source.label,
            "holds no vCard (no line BEGIN:VCARD).",
            "Export the contacts again as vCard.",
        )
    table = add_groups(pa.concat_tables(batches))
    empty = pc.sum(pc.equal(table["status"], "empty")).as_py() or 0
    return Imported(
        records=to_pandas(table),
        rejects=REJECTS.frame(
            place(source, pa.array([reject.position for reject in cards.rejects], pa.int64()))
            | {
                name: [getattr(reject, name) for reject in cards.rejects]
                for name in ("line", "reason", "raw")
            }
        ),
        sources=source_row(
            source,
            NAME,
            "contacts",
            read=table.num_rows - empty,
            empty=empty,
            rejected=len(cards.rejects),
            dates=one_chunk(table["as_of"]),
            encoding=cards.charsets.default if cards.charsets.has_legacy else cards.encoding,
            note=f"lines outside of any card: {cards.outside}" if cards.outside else "",
        ),
    )


def describe(source: Source, settings: ReadSettings) -> Inspection:  # noqa: ARG001
    """What the source is taken for, how many cards it holds, and the first three."""
    cards = _Cards(source)
    rows = cards.rows()
    samples = to_pandas(cards.table(list(islice(rows, 3))))
    deque(rows, maxlen=0)  # what stands between cards may be cards without a BEGIN
    return Inspection(
        file=source.file,
        member=source.member,
        source=NAME,
        holds="contacts",
        encoding=cards.encoding,
        rows=cards.position,
        samples=samples.dropna(axis="columns", how="all"),
    )


@dataclass(frozen=True)
class _Reject:
    position: int
    line: int
    reason: str
    raw: str


@dataclass
class _Cards:
    """The cards of one source, read one after the other; what went wrong is gathered on the way."""

    source: Source
    data: bytes = field(init=False, repr=False)
    encoding: str = field(init=False)
    rejects: list[_Reject] = field(init=False, default_factory=list)
    position: int = field(init=False, default=0)
    outside: int = field(init=False, default=0)
    repeats: Repeats = field(init=False, default_factory=Repeats)

    def __post_init__(self) -> None:
        data, self.encoding = _utf8(self.source.read_bytes())
        self.data = tidy(data)
        self.charsets = Charsets(self.data, _legacy)
        self.tokeniser = Tokeniser(self.charsets)

    def batches(self, size: int = _BATCH) -> Iterator[pa.Table]:
        """Tables of RECORDS, of at most `size` cards each; at least one table, even of no card."""
        rows = self.rows()
        batch = list(islice(rows, size))
        yield self.table(batch)
        while len(batch) == size and (batch := list(islice(rows, size))):
            yield self.table(batch)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Columns of one card after the other; cards that cannot be read go to `rejects`."""
        for line, raw in split_cards(self.data):
            self.position += 1
            if self.position > MAX_CARDS:
                raise ReadError(
                    self.source.label, f"holds more than {MAX_CARDS:,} cards.", "Split it.", line
                )
            try:
                card = self.tokeniser.card(raw)
                row = record(card, self.charsets)
                is_empty = not any(row.get(name) for name in (*_NAMES, *_REACH))
                if is_empty and card.strays:
                    raise CardError(
                        "none of its lines that can be read says a name or a way to reach anybody"
                    )
            except CardError as error:
                self._reject(line, f"{error}.", raw)
                continue
            row["position"], row["line"] = self.position, line
            row["status"] = "empty" if is_empty else "read"
            yield row
            if card.after:
                self._after(line, card.after)

    def _after(self, line: int, after: dict[int, str]) -> None:
        """Lines between cards: a card that lacks its BEGIN is a reject, other lines are counted."""
        if any(text.strip().upper() == "END:VCARD" for text in after.values()):
            self.position += 1
            self._reject(
                line + min(after),
                "the card has no BEGIN:VCARD.",
                "\n".join(after.values()).encode(),
            )
        else:
            self.outside += len(after)

    def _reject(self, line: int, reason: str, raw: bytes) -> None:
        text = self.charsets.text(raw[:_MAX_RAW], None).strip()
        self.rejects.append(_Reject(self.position, line, reason[:1].upper() + reason[1:], text))

    def table(self, rows: list[dict[str, Any]]) -> pa.Table:
        """Such rows as a table of RECORDS."""
        same = {"file": self.source.file, "member": self.source.member, "source": NAME}
        columns = []
        for name, column in RECORDS.columns.items():
            is_day = pa.types.is_date32(column.type)
            values = [same[name]] * len(rows) if name in same else [row.get(name) for row in rows]
            array = self.repeats.array(name, values, pa.string() if is_day else column.type)
            columns.append(array.cast(column.type) if is_day else array)
        return pa.table(columns, names=list(RECORDS.columns))


def _legacy(sample: bytes) -> str:
    """The encoding of a sample that is not UTF-8."""
    found = guess(sample)
    return "cp1252" if found.startswith("utf-") or found == MIXED else found


def _utf8(data: bytes) -> tuple[bytes, str]:
    """UTF-16 and UTF-32 as UTF-8, anything else as it is: legacy encodings are told value by value."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in data[:64]:
        encoding = guess(data[: 1 << 16])
        if encoding.startswith(("utf-16", "utf-32")):
            return recoded(data, encoding), encoding
    return data, "utf-8"
