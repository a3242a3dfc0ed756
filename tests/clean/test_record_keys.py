"""Which entry of the world a record is: what keys go by and outlive; none is there twice."""

import datetime as dt
from hashlib import blake2b

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmerge.clean.record_keys import WORDS, record_keys, standing, with_keys
from netmerge.errors import SchemaError
from netmerge.schema import RECORDS

PLAIN = {"source": "google", "kind": "person", "status": "read", "file": "google.csv"}


def table(*rows):
    made = [
        PLAIN | {"record_id": number, "position": number + 1} | row
        for number, row in enumerate(rows)
    ]
    names = dict.fromkeys(name for row in made for name in row)
    return RECORDS.frame({name: [row.get(name) for row in made] for name in names}, rows=0)


def keys(*rows):
    return record_keys(table(*rows)).to_pylist()


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ({"uid": "urn:uuid:6F2e", "emails": ["a@gmail.com"]}, "google:uid:urn:uuid:6F2e"),
        ({"linkedin_url": "https://www.linkedin.com/in/Ada-L/"}, "google:profile:ada-l"),
        ({"emails": [" Ada@Firm.example"], "full_name": "Ada"}, "google:email:ada@firm.example"),
        ({"phones": ["+44 20 7946-0011"], "full_name": "Ada"}, "google:phone:442079460011"),
        ({"full_name": " Ada  LOVELACE"}, "google:name:ada lovelace"),
        ({"given_name": "Ada", "family_name": "Lovelace"}, "google:name:ada lovelace"),
        ({"emails": ["info@firm.example"], "full_name": "Firm"}, "google:name:firm"),
        ({"phones": ["112"], "full_name": "Firm"}, "google:name:firm"),
        ({"uid": "x" * 81}, "google:uid:" + blake2b(b"x" * 81, digest_size=16).hexdigest()),
        ({"uid": "a\n b#2"}, "google:uid:a b%232"),
    ],
)
def test_what_a_key_goes_by(row, key):
    assert keys(row) == [key]


def test_a_record_that_says_nothing_of_its_own_goes_by_its_content():
    (first, second) = keys({"company": "Firm"}, {"company": "Firm", "title": "CTO"})
    assert first.startswith("google:content:")
    assert second.startswith("google:content:")
    assert first != second


def test_what_outlives_an_employer_comes_before_what_does_not():
    before = {"emails": ["ada@firm.example", "ada@gmail.com"], "phones": ["+442079460011"]}
    after = before | {"emails": ["ada@other.example", "ada@gmail.com"]}
    assert keys(before) == keys(after) == ["google:email:ada@gmail.com"]
    mobile = {"phones": ["020 7946 0011", "07700 900123"], "phone_types": ["work", "cell,pref"]}
    assert keys(mobile | {"emails": ["ada@firm.example"]}) == ["google:phone:07700900123"]


def test_a_value_that_two_records_of_a_file_hold_is_neither_s_own():
    home = {"emails": ["home@gmail.com"]}
    assert keys(home | {"full_name": "Ada"}, home | {"full_name": "Bo"}) == [
        "google:name:ada",
        "google:name:bo",
    ]
    assert keys({"uid": "1a", "full_name": "Ada"}, {"uid": "1a", "full_name": "Bo"}) == [
        "google:name:ada",
        "google:name:bo",
    ]
    twice = {"emails": ["ada@gmail.com", "ADA@gmail.com"]}
    assert keys(twice) == ["google:email:ada@gmail.com"]


def test_a_mailbox_of_two_names_in_two_files_is_neither_s_own():
    home = {"emails": ["home@gmail.com"]}
    ada, bo = home | {"full_name": "Ada"}, home | {"full_name": "Bo", "file": "b.csv"}
    assert keys(ada, bo) == ["google:name:ada", "google:name:bo"]
    assert keys(ada, bo | {"full_name": "ADA"}) == [
        "google:email:home@gmail.com",
        "google:email:home@gmail.com#2",
    ]
    assert keys(ada, bo | {"source": "outlook"})[0] == "google:email:home@gmail.com"


def test_a_running_number_tells_an_entry_only_together_with_the_name():
    ada, bo = {"uid": "17", "full_name": "Ada"}, {"uid": "17", "full_name": "Bo", "file": "b.csv"}
    assert keys(ada) == ["google:uid:17 ada"]
    assert keys(ada, bo) == ["google:uid:17 ada", "google:uid:17 bo"]
    assert keys({"uid": "17", "emails": ["ada@gmail.com"]}) == ["google:email:ada@gmail.com"]


def test_the_newest_export_has_the_key_and_older_ones_a_number_behind():
    old = {"uid": "6f2e", "title": "CTO", "as_of": dt.date(2025, 1, 1), "file": "a.vcf"}
    new = {"uid": "6f2e", "title": "CEO", "as_of": dt.date(2026, 1, 1), "file": "z.vcf"}
    undated = {"uid": "6f2e", "file": "b.vcf"}
    assert keys(old, undated, new) == [
        "google:uid:6f2e#2",
        "google:uid:6f2e#3",
        "google:uid:6f2e",
    ]
    assert keys(new) == keys(old) == ["google:uid:6f2e"]


def test_identical_rows_of_one_file_are_numbered():
    found = keys({"company": "Firm"}, {"company": "Firm"}, {"company": "Firm"})
    assert found == [found[0], f"{found[0]}#2", f"{found[0]}#3"]


CHANGES = {
    "file": "google (1).csv",
    "member": "contacts.csv",
    "position": 40,
    "as_of": dt.date(2026, 11, 1),
    "company": "Other Ltd",
    "title": "Head of Sales",
    "notes": ["met again"],
    "city": "Leeds",
}


@pytest.mark.parametrize(
    "row",
    [
        {"uid": "6f2e"},
        {"linkedin_url": "https://www.linkedin.com/in/ada"},
        {"emails": ["ada@gmail.com"]},
        {"phones": ["+442079460011"]},
        {"full_name": "Ada Lovelace"},
    ],
)
@pytest.mark.parametrize("column", CHANGES)
def test_a_key_outlives_an_edit_and_a_new_export(row, column):
    assert keys(row) == keys(row | {column: CHANGES[column]})


_ROW = st.fixed_dictionaries(
    {"file": st.sampled_from(["a.csv", "b.csv"]), "source": st.sampled_from(["google", "vcard"])},
    optional={
        "uid": st.sampled_from(["1", "x", "x#2"]),
        "full_name": st.sampled_from(["Ada", "ada", "Bo", "#2"]),
        "emails": st.lists(
            st.sampled_from(["a@gmail.com", "A@gmail.com", "b@x.example", "info@x.example"])
        ),
        "phones": st.lists(st.sampled_from(["+44 7700 900123", "447700900123", "1"])),
        "as_of": st.sampled_from([dt.date(2025, 1, 1), dt.date(2026, 1, 1)]),
    },
)


@given(st.lists(_ROW, max_size=8), st.randoms(use_true_random=False))
def test_no_key_is_there_twice_and_the_order_of_the_records_decides_none(rows, random):
    placed = [row | {"position": place} for place, row in enumerate(rows)]
    found = keys(*placed)
    assert None not in found
    assert len(set(found)) == len(rows)
    shuffled = list(zip(placed, found, strict=True))
    random.shuffle(shuffled)
    assert keys(*(row for row, _ in shuffled)) == [key for _, key in shuffled]


def test_keys_that_are_there_are_kept_and_must_tell_records_apart():
    given_keys = with_keys(table({"record_key": "mine:1"}, {"record_key": "mine:2"}))
    assert given_keys["record_key"].tolist() == ["mine:1", "mine:2"]
    with pytest.raises(SchemaError, match="only 1 of 2 records apart"):
        with_keys(table({"record_key": "mine:1"}, {"record_key": "mine:1"}))
    with pytest.raises(SchemaError, match="empty in 1 of 2 records"):
        with_keys(table({"record_key": "mine:1"}, {"full_name": "Ada"}))


def test_standing_is_the_place_of_the_word():
    told = pd.array([f"vcard:{word}:x" for word in WORDS] + ["mine"], dtype="string[pyarrow]")
    assert standing(told.__arrow_array__()).tolist() == list(range(len(WORDS) + 1))


def test_records_that_are_keyed_by_themselves_know_nothing_of_the_others():
    shared = {"emails": ["ada@gmail.com"], "full_name": "Ada"}
    here = [shared, shared | {"full_name": "Bea"}]
    there = [shared, {"company": "Firm"}, {"company": "Firm"}]
    both = record_keys(table(*here, *there), within=np.array([0, 0, 1, 1, 1])).to_pylist()
    assert both == keys(*here) + keys(*there)
