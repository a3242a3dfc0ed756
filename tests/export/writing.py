"""A contact with a value in each column → which columns a writer leaves without a trace."""

import datetime as dt

import pyarrow as pa

from netmerge.schema import ADDRESS, CONTACTS, DATE, FLAG, INTEGER, NUMBER, TEXT, TEXTS

SOMEBODY = {
    "contact_id": "c0123456789",
    "full_name": "Ana Lima",
    "emails": ["ana@b.example"],
    "phones": ["+442079460011"],
    "kind": "person",
    "uids": ["urn:uuid:1"],
}
OF_COLUMN = {
    "kind": "organisation",
    "birthday": "1990-01-02",
    "anniversary": "2011-06-18",
    "email_types": ["work"],
    "phone_types": ["cell"],
    "handles": ["skype:marker"],
    "identifiers": ["passport:MARKER"],
    "extra": '{"Shoe size": "41"}',
    "photo": b"\x89PNG",
}
OF_TYPE = {
    TEXT: "Marker",
    TEXTS: ["Marker"],
    INTEGER: 4321,
    NUMBER: 43.25,
    FLAG: True,
    DATE: dt.date(2021, 3, 4),
    pa.large_binary(): b"Marker",
    pa.list_(INTEGER): [4321],
    pa.list_(ADDRESS): [dict.fromkeys((part.name for part in ADDRESS), "Marker")],
}
"""Values that none of SOMEBODY's are."""


def without_trace(writer, folder, table=CONTACTS):
    """Columns whose value changes no byte of what is written."""
    plain = written(writer, folder, table, SOMEBODY)
    values = {
        name: OF_COLUMN.get(name, OF_TYPE[column.type]) for name, column in table.columns.items()
    }
    return {
        name
        for name, value in values.items()
        if written(writer, folder, table, SOMEBODY | {name: value}) == plain
    }


def written(writer, folder, table, row):
    """The bytes of one contact."""
    path = folder / f"one{writer.suffix}"
    writer.write(table.frame({name: [value] for name, value in row.items()}), path)
    return path.read_bytes()
