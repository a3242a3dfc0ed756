"""MISSING: a row for each person of cards and telephones who is no connection."""

from netmerge.schema.table import DATE, TEXT, Column, Table

MISSING = Table(
    "missing",
    {
        "contact_id": Column(TEXT, "as in contacts"),
        "full_name": Column(TEXT, "as in contacts"),
        "company": Column(TEXT, "as in contacts"),
        "last_met": Column(DATE, "the owner's day of the last card or meeting, where one is known"),
        "search_url": Column(
            TEXT, "a search for the name (and company) among LinkedIn's members; never opened here"
        ),
    },
)
