"""vCard files (.vcf) of versions 2.1, 3.0 and 4.0 → records, and the cards that
are none.

`cards` reads a file card by card: `tokens` cuts it into properties, `fields`
and `extra` make columns of them, `members` gives the names of groups to those
who are in them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from itertools import accumulate, islice

from netmerge.columns.chunks import one_chunk
from netmerge.errors import ReadError
from netmerge.importers.contract import (
    Authority,
    Imported,
    Inspection,
    Traits,
    rejects_of_all,
    source_rows,
)
from netmerge.importers.files.marks import check_inside
from netmerge.importers.files.source import Source
from netmerge.importers.programs.vcard.cards import Cards, records, utf8
from netmerge.importers.programs.vcard.members import add_groups
from netmerge.importers.programs.vcard.tokens import first_card, tidy
from netmerge.importers.tables.lists import Repeats
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
    return read_together([source], settings)


def read_together(sources: Sequence[Source], settings: Settings) -> Imported:
    """The same of several sources: of phones that write each card to a file of its
    own there are thousands. Raises ReadError as `read` does.
    """
    every = [Cards(source) for source in sources]
    table = add_groups(records(every, NAME))
    for cards in every:
        _check(cards)
    days = one_chunk(table["as_of"])
    ends = accumulate(map(len, every))
    rows = source_rows(
        sources,
        NAME,
        "contacts",
        read=[len(cards) - cards.empty for cards in every],
        empty=[cards.empty for cards in every],
        rejected=[len(cards.rejects) for cards in every],
        dates=[
            days.slice(end - len(cards), len(cards)) for cards, end in zip(every, ends, strict=True)
        ],
        encodings=[_encoding(cards) for cards in every],
        notes=[_note(cards) for cards in every],
    )
    rejects = [(cards.source, reject) for cards in every for reject in cards.rejects]
    return Imported(records=to_pandas(table), rejects=rejects_of_all(rejects), sources=rows)


def describe(source: Source, settings: Settings) -> Inspection:
    """What the source is taken for, how many cards it holds, and the first three."""
    cards = Cards(source)
    rows = cards.rows()
    first = list(islice(rows, 3))
    samples = to_pandas(Repeats().records(first, source, NAME))
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


def _check(cards: Cards) -> None:
    """Raise ReadError for a source that holds no card, or mostly something else."""
    if not cards.position:
        raise ReadError(
            cards.source.label,
            "holds no vCard (no line BEGIN:VCARD).",
            "Export the contacts again as vCard.",
        )
    check_inside(cards.source, "a card", cards.outside, cards.data)


def _encoding(cards: Cards) -> str:
    return cards.charsets.default if cards.charsets.has_legacy else cards.encoding


def _note(cards: Cards) -> str:
    return f"lines outside of any card: {cards.outside}" if cards.outside else ""
