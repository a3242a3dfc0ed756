"""The table of properties leaves no column of contacts out, neither on writing nor on reading."""

import dataclasses
import datetime as dt
import json
import time

import pyarrow as pa
import pytest

from netmerge.export.vcard import card_lines, cards
from netmerge.importers.programs.vcard.record import _HANDLERS
from netmerge.schema import ADDRESS, CONTACTS, FLAG, INTEGER, NUMBER, TEXT, Column
from netmerge.vcard.contact import Contact
from netmerge.vcard.lines import fold
from netmerge.vcard.properties import NOT_HELD, PROPERTIES

SOMEBODY = {
    "contact_id": "c0",
    "full_name": "Ana Lima",
    "emails": ["a@b.example"],
    "phones": ["+4420"],
}
ONE_OF = {
    "kind": "organisation",
    "birthday": "1990-01-02",
    "anniversary": "2011-06-18",
    "email_types": ["work"],
}
ONE_OF |= {"phone_types": ["cell"], "extra": '{"Shoe size": "41"}', "photo": b"\x89PNG"}
BY_TYPE = {
    TEXT: "Marker",
    INTEGER: 4321,
    NUMBER: 43.25,
    FLAG: True,
    pa.date32(): dt.date(2021, 3, 4),
    pa.large_binary(): b"Marker",
    pa.list_(TEXT): ["Marker"],
    pa.list_(INTEGER): [4321],
    pa.list_(ADDRESS): [dict.fromkeys((field.name for field in ADDRESS), "Marker")],
}


def unwritten(table):
    """Columns that change nothing in the bytes of a card, and are not in the list of what none
    can hold.
    """
    plain = written(table, SOMEBODY)
    values = {
        name: ONE_OF.get(name, BY_TYPE.get(column.type)) for name, column in table.columns.items()
    }
    told = {
        name for name, value in values.items() if written(table, SOMEBODY | {name: value}) != plain
    }
    return sorted(table.columns.keys() - told - NOT_HELD.keys())


def written(table, row):
    contact = Contact(dict.fromkeys(table.columns) | row)
    return list(card_lines(contact))


def test_every_column_of_contacts_is_written_or_the_format_cannot_hold_it():
    missing = unwritten(CONTACTS)
    assert not missing, (
        f"the vCard writer (netmerge/vcard/properties.py) holds nothing of contacts.{missing}"
    )


@pytest.mark.parametrize("kind", [TEXT, INTEGER, FLAG, pa.date32(), pa.list_(TEXT)], ids=str)
def test_a_new_column_that_nobody_writes_is_found(kind):
    more = dataclasses.replace(CONTACTS, columns=CONTACTS.columns | {"shoe_size": Column(kind, "")})
    assert unwritten(more) == ["shoe_size"]


def test_what_the_table_speaks_of_is_there():
    of_table = {column for entry in PROPERTIES for column in entry.columns}
    assert of_table | NOT_HELD.keys() == CONTACTS.columns.keys()
    assert not of_table & NOT_HELD.keys()
    assert all(NOT_HELD.values())


def test_every_property_that_is_written_is_read():
    names = [name for entry in PROPERTIES for name in (entry.name, *entry.aliases)]
    assert len(names) == len(set(names))
    assert set(names) <= _HANDLERS.keys()


def test_the_bytes_are_those_of_the_table():
    frame = CONTACTS.frame({name: [value] for name, value in SOMEBODY.items()})
    (card,) = cards(frame)
    lines = written(CONTACTS, SOMEBODY)
    assert all(fold(f"{line.head}:{line.value}") in card for line in lines)


def test_a_contact_of_very_many_properties_is_written_in_time_linear_in_them():
    many = 9_000
    keys = {f"IMPP;X-SERVICE-TYPE=GTalk;X-A={n}": f"xmpp:{n}" for n in range(many)}
    keys |= {"URL;X-ABLABEL=blog": [f"https://{n}.example" for n in range(many)]}
    row = SOMEBODY | {"extra": json.dumps(keys | {"history": [str(n) for n in range(many)]})}
    row |= {"handles": [f"gtalk:{n}" for n in range(many)], "urls": keys["URL;X-ABLABEL=blog"]}
    start = time.process_time()
    assert len(written(CONTACTS, row)) > 3 * many
    assert time.process_time() - start < 3
