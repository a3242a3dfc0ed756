"""Google's and Outlook's CSV hold to one law: what is written, read and cleaned again are the
same canonical values.
"""

import csv
import json

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmerge.errors import WriteError
from netmerge.export import to_google_csv, to_outlook_csv
from netmerge.export.outlook import FURTHER
from netmerge.importers import read_all
from netmerge.schema import CONTACTS, RECORDS
from tests.export.drawn import RECORD, canonical, records_of

NAME_COLUMNS = (
    "full_name",
    "given_name",
    "middle_name",
    "family_name",
    "prefix",
    "suffix",
    "credentials",
)
SAME = (*NAME_COLUMNS, "company", "title", "linkedin_url")


def reread(write, contacts, folder, name="book.csv"):
    write(contacts, folder / name)
    imported = read_all([folder / name])
    assert len(imported.rejects) == 0
    return imported.records


def value(row, name):
    found = row[name]
    return list(found) if pd.api.types.is_list_like(found) else None if pd.isna(found) else found


def values(row, name):
    return value(row, name) or []


def places(row):
    return [
        {part: text for part, text in place.items() if part != "type"}
        for place in values(row, "addresses")
    ]


@given(st.lists(RECORD, min_size=1, max_size=8))
@settings(max_examples=25)
def test_google_gives_back_the_same_canonical_values(tmp_path_factory, rows):
    before = canonical(records_of(rows))
    after = canonical(reread(to_google_csv, before, tmp_path_factory.mktemp("google")))
    assert len(after) == len(before)
    for was, now in zip(before.to_dict("records"), after.to_dict("records"), strict=True):
        for name in (*SAME, "emails", "phones", "urls", "notes", "categories", "addresses"):
            assert value(now, name) == value(was, name), name
        if value(was, "birthday") not in ("1989", "1989-03"):
            assert value(now, "birthday") == value(was, "birthday")
        else:
            assert value(was, "birthday") in json.loads(now["extra"]).values()


@given(st.lists(RECORD, min_size=1, max_size=8))
@settings(max_examples=25)
def test_outlook_gives_back_the_same_canonical_values_and_notes_the_rest(tmp_path_factory, rows):
    before = canonical(records_of(rows))
    after = canonical(reread(to_outlook_csv, before, tmp_path_factory.mktemp("outlook")))
    assert len(after) == len(before)
    for was, now in zip(before.to_dict("records"), after.to_dict("records"), strict=True):
        rest = next((note for note in values(now, "notes") if note.startswith(FURTHER)), "")
        for name in SAME:
            assert value(now, name) == value(was, name), name
        assert values(now, "emails") == values(was, "emails")[:3]
        assert [note for note in values(now, "notes") if note != rest] == values(was, "notes")
        named = {
            " ".join(text.replace(",", " ").replace(";", " ").split())
            for text in values(was, "categories")
        }
        assert set(values(now, "categories")) == named
        assert set(values(now, "phones")) <= set(values(was, "phones"))
        assert all(place in places(was) for place in places(now))
        assert len(places(now)) == min(3, len(places(was)))
        left = [
            text
            for name in ("emails", "urls")
            for text in values(was, name)
            if text not in values(now, name)
        ]
        left += [
            text.replace(";ext=", " x")
            for text in values(was, "phones")
            if text not in values(now, "phones")
        ]
        left += [value(was, "birthday") or ""] if value(now, "birthday") is None else []
        assert [text for text in left if text not in rest] == []


@pytest.mark.parametrize("write", [to_google_csv, to_outlook_csv])
def test_writing_what_was_read_again_changes_nothing(tmp_path, write):
    rows = [
        {"full_name": "Ana Silva", "emails": ["ana@a.example"], "kind": "person", "source": "vcard"}
    ]
    rows[0] |= {
        "extra": json.dumps({"Lead Status": "hot"}),
        "handles": ["skype:ana"],
        "notes": ["one", "two"],
    }
    rows[0] |= {"identifiers": ["driver_licence:D 112233"]}
    records = RECORDS.frame(
        {name: [row[name] for row in rows] for name in rows[0]}
        | {"record_id": [0], "record_key": ["vcard:name:ana silva"]}
    )
    once = canonical(reread(write, canonical(records), tmp_path, "once.csv"))
    reread(write, once, tmp_path, "twice.csv")
    assert (tmp_path / "once.csv").read_bytes() == (tmp_path / "twice.csv").read_bytes()


@pytest.mark.parametrize("write", [to_google_csv, to_outlook_csv])
@pytest.mark.parametrize(
    "company", ['=HYPERLINK("x")', "+cmd|'/C calc'!A0", "-1+SUM(A1)", "@SUM(A1)", "＝x(1)"]
)
def test_a_cell_that_a_spreadsheet_could_run_is_made_harmless(tmp_path, write, company):
    write(contacts({"company": company}), tmp_path / "book.csv")
    assert cells(tmp_path / "book.csv", "Company", "Organization Name") == f"'{company}"


@pytest.mark.parametrize("write", [to_google_csv, to_outlook_csv])
@pytest.mark.parametrize("note", ["@ana", "- milk\n- bread", "+1 for tea", "=)", "(see =A1)"])
def test_other_cells_are_not_touched_since_a_program_reads_them(tmp_path, write, note):
    write(contacts({"notes": [note], "phones": ["+442079460011"]}), tmp_path / "book.csv")
    assert cells(tmp_path / "book.csv", "Notes") == note
    assert cells(tmp_path / "book.csv", "Phone 1 - Value", "Other Phone") == "+442079460011"


@pytest.mark.parametrize("write", [to_google_csv, to_outlook_csv])
def test_a_contact_without_parts_of_a_name_goes_by_its_whole_name(tmp_path, write):
    write(
        contacts({"full_name": "Lind & Sons", "kind": "organisation", "company": "Lind & Sons"}),
        tmp_path / "b.csv",
    )
    record = read_all([tmp_path / "b.csv"]).records.iloc[0]
    assert (record["given_name"], record["company"], record["kind"]) == (
        "Lind & Sons",
        "Lind & Sons",
        "organisation",
    )


@pytest.mark.parametrize("write", [to_google_csv, to_outlook_csv])
def test_a_group_is_no_row(tmp_path, write):
    write(
        contacts(
            {"full_name": "Book club", "kind": "group"}, {"full_name": "Ana", "kind": "person"}
        ),
        tmp_path / "b",
    )
    assert len(read_rows(tmp_path / "b")) == 1


@pytest.mark.parametrize("write", [to_google_csv, to_outlook_csv])
def test_a_place_that_cannot_be_written_is_an_error_and_leaves_nothing(tmp_path, write):
    with pytest.raises(WriteError):
        write(contacts({"full_name": "Ana"}), tmp_path / "none" / "book.csv")
    assert list(tmp_path.iterdir()) == []


def contacts(*rows):
    names = dict.fromkeys(name for row in rows for name in row)
    return CONTACTS.frame({name: [row.get(name) for row in rows] for name in names})


def read_rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def cells(path, *names):
    """The first of these cells of the first row that there is."""
    row = read_rows(path)[0]
    return next(row[name] for name in names if name in row)
