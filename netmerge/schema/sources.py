"""SOURCES: a row for each input, or each file inside one, that was looked at."""

from netmerge.schema.place import FILE
from netmerge.schema.table import DATE, INTEGER, TEXT, TEXTS, Column, Table
from netmerge.schema.traits import CHANNEL, TRAITS

SOURCES = Table(
    "sources",
    FILE
    | {
        "source": Column(TEXT, "kind of source, as in records"),
        "holds": Column(
            TEXT,
            "contacts, interactions, owner, or nothing (set aside, with the note saying why)",
        ),
        "rows": Column(INTEGER, "data rows or cards in all"),
        "read": Column(INTEGER, "of these, read"),
        "empty": Column(INTEGER, "of these, empty"),
        "rejected": Column(INTEGER, "of these, rejected"),
        "covers_from": Column(DATE, "day of the first dated row"),
        "covers_to": Column(DATE, "day of the last dated row"),
        "as_of": Column(
            DATE, "day that its input is of: the last of which any file or entry in it tells"
        ),
        "owner_may_be": Column(
            TEXTS, "who the owner may be, where that could only be guessed on its channel"
        ),
        "encoding": Column(TEXT, "how its bytes were read as text; null where that is not told"),
        "note": Column(TEXT, "what a person should know: set aside because …, unmapped columns …"),
    }
    | TRAITS
    | CHANNEL,
)
