"""What a source is, is said by its importer, whoever wrote it, and asked by nobody by name."""

import ast
import datetime as dt
from pathlib import Path
from types import SimpleNamespace

import pytest

import netmerge as nm
from netmerge.importers import reading
from netmerge.importers.contract import Authority, Channel, Imported, Traits, source_row
from netmerge.importers.conversations import Entry, Gathering, Person
from netmerge.importers.registry import importers
from netmerge.importers.tables.people import Dialect, describe_people, header_of, read_people
from netmerge.schema import RECORDS
from tests.fixtures.cases import document

PACKAGE = Path(nm.__file__).parent
STAGES = ("clean", "matching", "merging", "interactions", "due")
KINDS = frozenset(
    {
        *("linkedin-imported", "vcard", "google", "outlook", "thunderbird", "yahoo"),
        *("camcard", "eight", "covve", "hubspot", "apollo", "mail", "calendar", "whatsapp"),
        *("facebook", "sms", "log", "ldif", "telegram", "instagram", "address-list"),
    }
)


@pytest.fixture
def rolodesk(monkeypatch):
    """An importer of another package, with the traits that it declares, if any."""

    def install(traits=None):
        dialect = Dialect("rolodesk")
        fake = SimpleNamespace(
            NAME="rolodesk",
            claims=lambda source: "Rolodesk ID" in header_of(source),
            read=lambda source, settings: read_people(source, settings, dialect),
            describe=lambda source, settings: describe_people(source, settings, dialect),
            **({"TRAITS": traits} if traits else {}),
        )
        known = importers()
        monkeypatch.setattr(reading, "importers", lambda: (fake, *known))

    return install


def table(path, *rows):
    path.write_text("\n".join(["Rolodesk ID,Name,Email,Company", *rows]) + "\n", "utf-8")
    return path


@pytest.fixture
def card_and_entry(tmp_path):
    """A damaged card, and the address book's entry of the same person."""
    card = table(tmp_path / "a.csv", "1,John Morris,john.rnorris@gmail.com,Acme Looms")
    entry = tmp_path / "b.vcf"
    entry.write_text(
        "BEGIN:VCARD\nVERSION:3.0\nFN:John Morris\nEMAIL:john.morris@gmail.com\nEND:VCARD\n"
    )
    return card, entry


def test_a_damaged_address_of_a_scanner_that_nobody_knows_is_repaired(rolodesk, card_and_entry):
    rolodesk(Traits(scanned=True))
    (contact,) = nm.reconcile(*card_and_entry, today="2026-11-01").contacts.itertuples()
    assert list(contact.emails) == ["john.morris@gmail.com"]


def test_a_typed_address_is_what_it_is(rolodesk, card_and_entry):
    rolodesk()
    (contact,) = nm.reconcile(*card_and_entry, today="2026-11-01").contacts.itertuples()
    assert set(contact.emails) == {"john.morris@gmail.com", "john.rnorris@gmail.com"}


def test_an_address_that_no_mail_could_reach_is_matched_as_what_it_stands_for(
    rolodesk, card_and_entry
):
    table(card_and_entry[0], '1,John Morris,"john.rnorris©gmai1,com",Acme Looms')
    for traits, is_told in ((None, False), (Traits(scanned=True), True)):
        rolodesk(traits)
        (reason,) = nm.reconcile(*card_and_entry, today="2026-11-01").links.pairs["reason"]
        assert ("e-mail" in reason) == is_told


def test_two_rows_of_a_source_that_lists_nobody_twice_are_two_people(rolodesk, tmp_path):
    row = "Ottoline Quennell,ottoline@quennell.example,Acme Looms"
    path = table(tmp_path / "a.csv", f"1,{row}", f"2,{row}")
    rolodesk()
    assert len(nm.reconcile(path, today="2026-11-01").contacts) == 1
    rolodesk(Traits(duplicate_free=True))
    assert len(nm.reconcile(path, today="2026-11-01").contacts) == 2


def test_the_word_of_a_source_of_more_authority_goes_first(rolodesk, tmp_path):
    address = "ottoline@quennell.example"
    path = table(tmp_path / "a.csv", f"1,Ottoline Quennell,{address},Acme Looms")
    entry = tmp_path / "b.vcf"
    entry.write_text(
        f"BEGIN:VCARD\nVERSION:3.0\nFN:Ottoline Quennell\nEMAIL:{address}\nORG:Zeta Mills\n"
        "END:VCARD\n"
    )
    for authority, company in ((Authority.PERSON, "Acme Looms"), (Authority.SCAN, "Zeta Mills")):
        rolodesk(Traits(authority=authority))
        contacts = nm.reconcile(path, entry, today="2026-11-01").contacts
        assert contacts["company"].tolist() == [company]


def test_a_channel_is_called_as_its_importer_calls_it(monkeypatch, tmp_path):
    traits = Traits(channel=Channel("pigeon", "by pigeon"))

    def read(source, _):
        gathering = Gathering(source, "pigeons", traits)
        for day, text in enumerate(("Will you come to the loft?", "Mind the hawk on the tower!")):
            entry = Entry(day + 1, direction="out", text=text, conversation="loft")
            entry.date = dt.datetime(2026, 10, 1 + day, 12, tzinfo=dt.UTC)
            entry.sender_handle = "mailto:me@x.example"
            entry.to([Person("Ann Lee", "mailto:ann@lee.example")])
            gathering.add(entry)
        return gathering.imported()

    fake = SimpleNamespace(
        NAME="pigeons", claims=lambda source: source.suffix == ".coo", read=read, TRAITS=traits
    )
    known = importers()
    monkeypatch.setattr(reading, "importers", lambda: (fake, *known))
    (tmp_path / "a.coo").write_text("coo")
    (tmp_path / "b.csv").write_text("Name,Email\nAnn Lee,ann@lee.example\n")
    network = nm.reconcile(tmp_path / "a.coo", tmp_path / "b.csv", today="2026-11-01")
    assert "You last wrote by pigeon on 2026-10-02" in network.due()["reason"].iloc[0]


def test_calls_tell_of_no_writing():
    calls = document("sms", "calls-20260401.xml")
    sources = nm.read(calls).sources
    assert (sources["channel"][0], sources["tells_of_writing"][0]) == ("phone", False)


def test_a_customer_database_is_no_scanner_and_an_unknown_scanner_is_one():
    scanned = {
        name: bool(nm.read(document(importer, name)).records["scanned"].all())
        for importer, name in (
            ("cards", "hubspot.csv"),
            ("cards", "apollo.csv"),
            ("cards", "camcard.csv"),
            ("cards", "eight.csv"),
            ("contacts", "abbyy-scan.csv"),
            ("contacts", "people.csv"),
        )
    }
    assert scanned == {
        "hubspot.csv": False,
        "apollo.csv": False,
        "camcard.csv": True,
        "eight.csv": True,
        "abbyy-scan.csv": True,
        "people.csv": False,
    }


def test_what_one_source_says_of_itself_goes_before_what_its_importer_says(tmp_path, monkeypatch):
    def read(source, _):
        traits = Traits(scanned=True) if source.name == "a.rdk" else None
        row = source_row(source, "rolodesk", "contacts", read=1, traits=traits)
        told = {"source": ["rolodesk"], "kind": ["person"], "status": ["read"]}
        place = {"file": [source.file], "position": [1], "full_name": [source.name]}
        return Imported(records=RECORDS.frame(told | place), sources=row)

    fake = SimpleNamespace(
        NAME="rolodesk",
        claims=lambda source: source.suffix == ".rdk",
        read=read,
        TRAITS=Traits(duplicate_free=True, authority=Authority.PERSON),
    )
    monkeypatch.setattr(reading, "importers", lambda: (fake,))
    for name in ("a.rdk", "b.rdk"):
        (tmp_path / name).write_text(name)
    records = nm.read(tmp_path / "a.rdk", tmp_path / "b.rdk").records
    columns = ["scanned", "duplicate_free", "self_written", "authority"]
    assert records[columns].to_numpy().tolist() == [
        [True, False, False, 1],
        [False, True, False, 4],
    ]


@pytest.mark.parametrize("room", STAGES)
def test_no_stage_asks_for_a_kind_of_source_by_name(room):
    found = [
        f"{path.name}:{node.lineno} {node.value}"
        for path in (PACKAGE / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and node.value in KINDS
    ]
    assert found == []
