"""The table of properties leaves no column of contacts out, neither on writing nor on reading."""

import json
import time

from netmerge.export.vcard import card_lines, cards
from netmerge.importers.programs.vcard.record import _HANDLERS
from netmerge.schema import CONTACTS
from netmerge.vcard.contact import Contact
from netmerge.vcard.lines import fold
from netmerge.vcard.properties import NOT_HELD, PROPERTIES

SOMEBODY = {
    "contact_id": "c0",
    "full_name": "Ana Lima",
    "emails": ["a@b.example"],
    "phones": ["+4420"],
}


def written(row):
    return list(card_lines(Contact(dict.fromkeys(CONTACTS.columns) | row)))


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
    lines = written(SOMEBODY)
    assert all(fold(f"{line.head}:{line.value}") in card for line in lines)


def test_a_contact_of_very_many_properties_is_written_in_time_linear_in_them():
    many = 9_000
    keys = {f"IMPP;X-SERVICE-TYPE=GTalk;X-A={n}": f"xmpp:{n}" for n in range(many)}
    keys |= {"URL;X-ABLABEL=blog": [f"https://{n}.example" for n in range(many)]}
    row = SOMEBODY | {"extra": json.dumps(keys | {"history": [str(n) for n in range(many)]})}
    row |= {"handles": [f"gtalk:{n}" for n in range(many)], "urls": keys["URL;X-ABLABEL=blog"]}
    start = time.process_time()
    assert len(written(row)) > 3 * many
    assert time.process_time() - start < 3
