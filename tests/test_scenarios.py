"""What the README promises, on the made-up network: one test a promise, one test a person."""

import csv
import datetime as dt
from collections import defaultdict
from pathlib import Path

import pandas as pd
import pytest

import netmerge as nm

NETWORK = Path(__file__).parent.parent / "fixtures" / "network"
INPUTS = sorted(path for path in NETWORK.iterdir() if path.is_file())
TODAY = dt.date(2026, 11, 1)


def expected(name):
    with (NETWORK / "expected" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


PEOPLE = {row["person_id"]: row for row in expected("contacts.csv")}
ROWS = {
    (row["file"], row["member"], int(row["position"])): row["person_id"]
    for row in expected("records.csv")
}


@pytest.fixture(scope="module")
def net():
    return nm.reconcile(*INPUTS, today=TODAY)


@pytest.fixture(scope="module")
def contact_of(net):
    """(file, member, position) of each record to its contact_id, None where it is in no contact."""
    return placed(net)


def placed(net):
    contacts = net.contact_of_record.loc[net.records["record_id"].tolist()]
    return dict(
        zip(
            places(net.records), [None if pd.isna(name) else name for name in contacts], strict=True
        )
    )


def places(table):
    return list(
        zip(table["file"], table["member"].fillna(""), table["position"].astype(int), strict=True)
    )


@pytest.fixture(scope="module")
def found(net, contact_of):
    """person_id to the contacts that hold a row of theirs, as dictionaries, the one with most
    rows first.
    """
    contacts = {row["contact_id"]: row for row in net.contacts.astype(object).to_dict("records")}
    rows = defaultdict(lambda: defaultdict(int))
    for place, person in ROWS.items():
        if person:
            rows[person][contact_of[place]] += 1
    return {
        person: [contacts[name] for name in sorted(names, key=lambda name: -names[name]) if name]
        for person, names in rows.items()
    }


def values(cell):
    return set(cell.split(" ; ")) - {""}


def test_every_row_and_card_is_accounted_for_once(net):
    known = set(ROWS)
    aside = [place for place in places(net.rejects) if place in known]
    assert sorted(places(net.records) + aside) == sorted(ROWS)


def test_rows_without_a_person_become_no_contact(contact_of):
    assert [place for place, person in ROWS.items() if not person and contact_of.get(place)] == []


def test_no_two_people_are_merged(contact_of):
    people = defaultdict(set)
    for place, person in ROWS.items():
        if person and contact_of.get(place):
            people[contact_of[place]].add(person)
    assert [sorted(names) for names in people.values() if len(names) > 1] == []


@pytest.mark.parametrize("person", PEOPLE)
def test_all_rows_of_a_person_become_one_contact(person, found):
    assert len(found[person]) == 1, PEOPLE[person]["story"]


@pytest.mark.parametrize("person", PEOPLE)
def test_the_contact_says_what_is_known_of_the_person(person, found):
    wanted, contact = PEOPLE[person], found[person][0]
    for column in ("full_name", "company", "title"):
        if wanted[column]:
            assert contact[column] == wanted[column], wanted["story"]
    for column in ("emails", "phones"):
        assert values(wanted[column]) <= set(
            contact[column] if contact[column] is not None else []
        ), wanted["story"]


@pytest.mark.parametrize("person", PEOPLE)
def test_the_last_personal_note_has_its_day(person, found):
    notes = {
        str(contact["last_personal_note"])[:10] for contact in found[person] if is_there(contact)
    }
    assert notes == values(PEOPLE[person]["last_personal_note"]), PEOPLE[person]["story"]


def is_there(contact):
    return isinstance(contact["last_personal_note"], dt.date)


@pytest.mark.parametrize("person", [name for name, row in PEOPLE.items() if row["circle"]])
def test_the_circle_is_the_one_of_the_evidence(person, found):
    assert found[person][0]["circle"] == PEOPLE[person]["circle"]


def as_groups(net):
    groups = defaultdict(set)
    for place, contact in placed(net).items():
        groups[contact].add(place)
    return {frozenset(places) for contact, places in groups.items() if contact}


def test_the_order_of_the_inputs_changes_no_contact(net):
    other = nm.reconcile(*reversed(INPUTS), today=TODAY)
    assert as_groups(other) == as_groups(net)
    assert set(other.contacts["contact_id"]) == set(net.contacts["contact_id"])


def test_the_same_file_twice_changes_no_contact(net, tmp_path):
    copy = tmp_path / "copy of iphone.vcf"
    copy.write_bytes((NETWORK / "iphone.vcf").read_bytes())
    again = nm.reconcile(*INPUTS, copy, today=TODAY)
    assert again.contacts["contact_id"].tolist() == net.contacts["contact_id"].tolist()
    assert as_groups(again) == as_groups(net)


def files(folder):
    """The files of a run but for its book, which tells when it was made."""
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.name != "netmerge.db"}


def test_two_runs_write_the_same_bytes(tmp_path):
    from click.testing import CliRunner

    from netmerge.cli import main

    for name in ("one", "two"):
        arguments = [
            "merge",
            *map(str, INPUTS),
            "--out",
            str(tmp_path / name),
            "--today",
            str(TODAY),
            "--vcf",
        ]
        result = CliRunner().invoke(main, arguments, catch_exceptions=False)
        assert result.exit_code == 0, result.output
    written = files(tmp_path / "one")
    assert written == files(tmp_path / "two")
    names = ["contacts", "due", "interactions", "records", "rejects", "review", "sources"]
    assert sorted(written) == sorted([f"{name}.csv" for name in names] + ["contacts.vcf"])


def test_the_due_list_by_silence_puts_the_longest_first(net):
    days = net.due(today=TODAY, by="silence")["days_since"].dropna().tolist()
    assert days
    assert days == sorted(days, reverse=True)
