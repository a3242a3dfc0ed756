"""OWNER_FACTS: a row for each thing that a source says of the owner."""

from netmerge.schema.place import FILE
from netmerge.schema.table import TEXT, Column, Table

OWNER_FACTS = Table(
    "owner_facts",
    FILE
    | {
        "fact": Column(TEXT, "name, email, phone, url, company or school"),
        "value": Column(TEXT, "the name, address, number … as written"),
        "start": Column(TEXT, "company and school: ISO date, possibly partial"),
        "end": Column(TEXT, "as start; null while it lasts"),
    },
)
