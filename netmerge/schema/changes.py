"""CHANGES: a row for each thing that became different between two states of a
network.
"""

from netmerge.schema.table import DATE, TEXT, Column, Table

CHANGES = Table(
    "changes",
    {
        "contact_id": Column(TEXT, "as in contacts"),
        "full_name": Column(TEXT, "as in contacts"),
        "what": Column(TEXT, "new, gone, employer, title, e-mail or name"),
        "before": Column(TEXT, "what was said; null of who is new or gone"),
        "after": Column(TEXT, "what is said now; null of who is new or gone"),
        "before_day": Column(DATE, "the last day on which that is known to have been so"),
        "after_day": Column(DATE, "the first day on which this is known to be so"),
    },
)
