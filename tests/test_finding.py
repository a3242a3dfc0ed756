"""Who is meant by a name, an e-mail address or an id."""

from types import SimpleNamespace

import pandas as pd
import pytest

from netmerge.errors import MatchError
from netmerge.finding import find, one, record_ids
from netmerge.schema import CLEANED, CONTACTS, RECORDS


@pytest.fixture(scope="module")
def known():
    """Three records in two contacts of one name; the third record knows its contact by another."""
    names = ["Ana Silva", "Ana Silva", "Añita Sílva"]
    records = {"record_id": [0, 1, 2], "file": ["a.zip", "a.zip", "b.vcf"], "position": [1, 2, 1]}
    contacts = {
        "contact_id": ["c3", "c7"],
        "full_name": ["Ana Silva", "Ana Silva"],
        "emails": [["ana@example.org", "as@example.org"], None],
        "record_ids": [[0, 2], [1]],
    }
    return SimpleNamespace(
        records=RECORDS.frame(
            {
                **records,
                "member": ["x.csv", "x.csv", None],
                "full_name": names,
                "record_key": ["linkedin:profile:a", "linkedin:profile:b", "vcard:uid:x"],
            }
        ),
        cleaned=CLEANED.frame(
            {"record_id": [0, 1, 2], "full_name": names, "emails": [["ana@example.org"], [], []]}
        ),
        contacts=CONTACTS.frame(contacts),
        contact_of_record=pd.Series(["c3", "c7", "c3"], index=[0, 1, 2], dtype="string[pyarrow]"),
    )


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("c7", ["c7"]),
        (" AS@example.org ", ["c3"]),
        ("ana silva", ["c3", "c7"]),
        ("Anita Silva", ["c3"]),
        ("2", [2]),
        (" vcard:uid:x ", [2]),
        ("3", []),
        ("Zoe", []),
        ("", []),
        ("-", []),
    ],
)
def test_ids_addresses_and_names_are_found(known, text, meant):
    assert find(known, text) == meant


def test_a_contact_is_all_of_its_records(known):
    assert record_ids(known, "c3") == [0, 2]
    assert record_ids(known, "1") == record_ids(known, 1) == [1]


def test_an_unknown_name_is_an_error(known):
    with pytest.raises(MatchError) as caught:
        one(known, "Zoe")
    assert str(caught.value) == (
        "Nobody here has the name, e-mail address or id 'Zoe'. contacts.csv lists everybody."
    )


@pytest.mark.parametrize(
    ("written", "meant"),
    [("Anna Silva", "0 Ana Silva (x.csv 1)"), ("ana@exmaple.org", "0 Ana Silva (x.csv 1)")],
)
def test_a_misspelt_name_or_address_brings_the_likeliest_records(known, written, meant):
    with pytest.raises(MatchError) as caught:
        one(known, written)
    assert caught.value.hint.startswith(f"Did you mean {meant}")


def test_an_ambiguous_name_lists_who_may_be_meant(known):
    with pytest.raises(MatchError) as caught:
        one(known, "Ana Silva")
    assert caught.value.message == (
        "'Ana Silva' may be any of 2: c3 Ana Silva, ana@example.org; c7 Ana Silva."
    )
