"""vCard files (.vcf) of versions 2.1, 3.0 and 4.0 → records, and the cards that
are none.

`cards` reads a file card by card: `tokens` cuts it into properties, `fields`
and `extra` make columns of them, `members` gives the names of groups to those
who are in them.
"""

from __future__ import annotations

from collections import deque
from itertools import islice

import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import one_chunk
from netmerge.errors import ReadError
from netmerge.importers.contract import (
    Authority,
    Imported,
    Inspection,
    Traits,
    rejects_of,
    source_row,
)
from netmerge.importers.files.marks import check_inside
from netmerge.importers.files.source import Source
from netmerge.importers.programs.vcard.cards import Cards, utf8
from netmerge.importers.programs.vcard.members import add_groups
from netmerge.importers.programs.vcard.tokens import first_card, tidy
from netmerge.schema import to_pandas
from netmerge.settings import Settings

NAME = "vcard"
TRAITS = Traits(authority=Authority.ADDRESS_BOOK, entry_a_file=True)
SUFFIXES = frozenset({".vcf", ".vcard"})


def claims(source: Source) -> bool:
    """Whether the source is a vCard file.

    A card is the first thing in it, whatever its name; in one that is named as
    cards it may stand further down. A card in the note of a table makes no
    address book of the table.
    """
    head = tidy(utf8(source.head())[0])
    start = first_card(head)
    if start is None:
        return False
    return source.suffix in SUFFIXES or not head[:start].strip()


def read(source: Source, settings: Settings) -> Imported:
    """Records of all cards of the source, and rejects for those that could not be
    read.

    Raises ReadError if the file holds no card, or more than MAX_CARDS, or if
    most of it stands outside of any card.
    """
    cards = Cards(source, NAME)
    batches = list(cards.batches())
    if not cards.position:
        raise ReadError(
            source.label,
            "holds no vCard (no line BEGIN:VCARD).",
            "Export the contacts again as vCard.",
        )
    check_inside(source, "a card", cards.outside, cards.data)
    table = add_groups(pa.concat_tables(batches))
    is_empty = pc.equal(table["status"], "empty")
    empty = pc.sum(is_empty).as_py() or 0
    row = source_row(
        source,
        NAME,
        "contacts",
        read=table.num_rows - empty,
        empty=empty,
        rejected=len(cards.rejects),
        dates=one_chunk(table["as_of"]),
        encoding=cards.charsets.default if cards.charsets.has_legacy else cards.encoding,
        note=f"lines outside of any card: {cards.outside}" if cards.outside else "",
    )
    rejects = rejects_of(source, cards.rejects)
    return Imported(records=to_pandas(table), rejects=rejects, sources=row)


def describe(source: Source, settings: Settings) -> Inspection:
    """What the source is taken for, how many cards it holds, and the first three."""
    cards = Cards(source, NAME)
    rows = cards.rows()
    first = list(islice(rows, 3))
    samples = to_pandas(cards.table(first))
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
