"""REJECTS: a row for each row or card of a source that could not be read."""

from netmerge.schema.place import LINE, PLACE
from netmerge.schema.table import TEXT, Column, Table

REJECTS = Table(
    "rejects",
    PLACE
    | LINE
    | {
        "reason": Column(TEXT, "why it could not be read"),
        "raw": Column(TEXT, "the row or card as it stood"),
    },
)
