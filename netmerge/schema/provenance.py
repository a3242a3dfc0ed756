"""PROVENANCE: a row for each value of a contact and record that holds it."""

from netmerge.schema.table import INTEGER, TEXT, Column, Table

PROVENANCE = Table(
    "provenance",
    {
        "contact_id": Column(TEXT, "as in contacts"),
        "field": Column(TEXT, "column of contacts"),
        "value": Column(TEXT, "as it stands in the contact"),
        "record_id": Column(INTEGER, "a record that holds this value"),
    },
)
