"""What a scanner read of a name and an address, put right by each other."""

import json

import pytest

from tests.merging.people import SCANNED, merged_row


@pytest.mark.parametrize(
    ("given", "address", "shown", "right"),
    [
        ("Marcus", "rnarcus.holm@lake.example", "Marcus", "marcus.holm@lake.example"),
        ("Wilma", "vvilma@lake.example", "Wilma", "wilma@lake.example"),
        ("Albcrt", "albertholm@lake.example", "Albert", "albertholm@lake.example"),
        ("OUVER", "oliver.holm@lake.example", "OUVER", "oliver.holm@lake.example"),
        ("Marcus", "m.holm@lake.example", "Marcus", "m.holm@lake.example"),
        ("Karl", "kari@lake.example", "Karl", "kari@lake.example"),
    ],
)
def test_a_name_and_an_address_of_a_scan_put_each_other_right(given, address, shown, right):
    contact = merged_row(
        SCANNED
        | {"full_name": f"{given} Holm", "given_name": given, "family_name": "Holm"}
        | {"emails": [address], "email_types": ["work"]}
    )
    assert contact["full_name"].split()[0].casefold() == shown.casefold()
    assert contact["emails"] == [right]
    assert contact["email_types"] == ["work"]
    read = json.loads(contact.get("extra") or "{}")
    expected = {}
    if address != right:
        expected["email as scanned"] = address
    if given != shown:
        expected["given name as scanned"] = given
    assert read == expected


def test_what_was_typed_stays():
    name = {"full_name": "Marcus Holm", "given_name": "Marcus", "family_name": "Holm"}
    contact = merged_row(name | {"emails": ["rnarcus.holm@lake.example"]})
    assert contact["emails"] == ["rnarcus.holm@lake.example"]


@pytest.mark.parametrize("sign", ["©", "®"])
def test_a_broken_address_that_spells_both_names_is_theirs(sign):
    name = {"full_name": "Ida Holm", "given_name": "Ida", "family_name": "Holm"}
    read = f"ida.holm{sign}lake.example"
    contact = merged_row(SCANNED | name | {"raw_emails": [read]})
    assert contact["emails"] == ["ida.holm@lake.example"]
    assert read in contact["extra"]
    other = merged_row(SCANNED | name | {"raw_emails": [f"office{sign}lake.example"]})
    assert not other.get("emails")
