"""NEW_BY_DAY: a row for each day on which somebody became a new tie."""

from netmerge.schema.table import DATE, INTEGER, TEXT, Column, Table

NEW_BY_DAY = Table(
    "new ties by day",
    {
        "day": Column(DATE, "day of the first card or connection of each"),
        "event": Column(TEXT, "the longest event of the calendar on that day, where cards are"),
        "cards": Column(INTEGER, "people whose card was scanned"),
        "connections": Column(INTEGER, "people who were connected with, without a card"),
        "written_to": Column(INTEGER, "of all these, those with a personal note"),
        "oldest": Column(INTEGER, "days for which the others wait; null where there is nobody"),
    },
)
