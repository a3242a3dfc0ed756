"""WEEKS, what the owner did for ties week by week; PROOF, of what that is made."""

from netmerge.schema.table import DATE, INTEGER, TEXT, Column, Table

_WEEK = {"week": Column(TEXT, "week of ISO 8601 by the owner's days: 2026-W44")}

WEEKS = Table(
    "weeks",
    {
        **_WEEK,
        "new": Column(INTEGER, "people of whom the first card or connection is of this week"),
        "kept": Column(INTEGER, "different people to whom the owner wrote a personal note"),
        "met": Column(INTEGER, "different people met, in meetings of at most ten"),
        "called": Column(INTEGER, "different people spoken to on the telephone"),
    },
)

PROOF = Table(
    "proof",
    {
        **_WEEK,
        "what": Column(TEXT, "new, kept, met or called, as in weeks"),
        "day": Column(DATE, "the owner's day of it"),
        "contact_id": Column(TEXT, "as in contacts"),
        "full_name": Column(TEXT, "as in contacts"),
        "channel": Column(TEXT, "where it was; null of a new one"),
        "first_words": Column(TEXT, "how the note begins"),
    },
)
