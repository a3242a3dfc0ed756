"""BALANCE: a row for each person with whom something was given or received."""

from netmerge.schema.table import DATE, TEXT, TEXTS, Column, Table

BALANCE = Table(
    "balance",
    {
        "contact_id": Column(TEXT, "as in contacts"),
        "full_name": Column(TEXT, "as in contacts"),
        "given": Column(
            TEXTS,
            "what the owner gave them, with its day: recommendation, endorsement, "
            "introduction, and whatever they logged",
        ),
        "received": Column(TEXTS, "what the owner has of them, likewise"),
        "last": Column(DATE, "the owner's day of the last of all these"),
    },
)
