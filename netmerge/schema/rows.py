"""ROWS: what became of each row or card of the sources of contacts, in input
order.
"""

from netmerge.schema.place import PLACE
from netmerge.schema.table import INTEGER, TEXT, Column, Table

ROWS = Table(
    "rows",
    PLACE
    | {
        "source": Column(TEXT, "kind of source: linkedin, vcard, google, outlook, camcard, …"),
        "status": Column(
            TEXT, "merged (its contact has several records), single, empty or rejected"
        ),
        "contact_id": Column(TEXT, "as in contacts; null for what is empty or rejected"),
        "reason": Column(TEXT, "why it stands where it stands, in words"),
        "record_id": Column(INTEGER, "number of the record in this run; null for what is rejected"),
        "record_key": Column(
            TEXT,
            "what review.csv and decisions call the record by, in every run; null for what is "
            "rejected",
        ),
    },
)
