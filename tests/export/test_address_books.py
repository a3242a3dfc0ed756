"""Google's and Outlook's CSV hold to one law: what is written, read and cleaned again are the
same canonical values.
"""

import csv
import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import netmerge as nm
from netmerge.clean.companies import display
from netmerge.clean.record_keys import with_keys
from netmerge.clean.records import clean_records
from netmerge.errors import WriteError
from netmerge.export import to_google_csv, to_outlook_csv
from netmerge.export.outlook import FURTHER
from netmerge.importers import read_all
from netmerge.merging import merge_records
from netmerge.schema import CONTACTS, RECORDS

ODD = [
    "=1+1",
    "=cmd|'/C calc'!A0",
    "+x(1)",
    "-y",
    "'=z",
    "''@(",
    "@home",
    "a, b; c",
    'say "so"',
    "a\\b",
    "e | f",
    "#1",
]
WORDS = st.one_of(
    st.sampled_from(ODD),
    st.text(st.characters(categories=["L", "Nd", "Po", "Sm"]), min_size=1, max_size=12),
).map(lambda text: display(text) or "Acme")
LETTERS = st.characters(codec="latin-1", categories=["Lu", "Ll"])
NAMES = st.one_of(
    st.sampled_from(["Zoë", "Ana-María", "O'Neil", "van der Berg", "明", "Юрий", "Smith"]),
    st.text(LETTERS, min_size=3, max_size=8).map(str.capitalize),
)
EMAILS = st.builds(
    "{}@{}.example".format,
    st.from_regex(r"[a-z][a-z0-9.+]{0,5}[a-z]", fullmatch=True),
    st.sampled_from("abc"),
)
PHONES = st.one_of(
    st.integers(0, 999).map("+4420794600{:03}".format).map(lambda number: number[:13]),
    st.integers(0, 99).map("+447700900{:03}".format),
    st.integers(0, 99).map("+14155550{:03};ext=12".format),
    st.integers(100, 99999).map(str),
)
TYPES = st.sampled_from(
    [None, "home", "work", "cell", "fax,work", "fax", "pager", "other", "main", "work,pref", "boat"]
)
URLS = st.sampled_from(
    ["https://a.example/x?y=1&z=2", "http://b.example", "www.c.example/~d", "https://e.example/f,g"]
)
DAYS = st.sampled_from([None, "1989-03-24", "2000-02-29", "--03-07", "1989-03", "1989"])
PLACES = st.fixed_dictionaries(
    {
        "type": st.sampled_from([None, "home", "work", "other"]),
        "street": st.sampled_from(["1 High St", "Gartenweg 3", "中山路 5"]),
        "city": st.sampled_from([None, "Köln", "Hull"]),
        "region": st.sampled_from([None, "NRW"]),
        "postcode": st.sampled_from([None, "SE99 1AA"]),
        "country": st.sampled_from([None, "Deutschland"]),
        "po_box": st.sampled_from([None, "17"]),
        "extended": st.just(None),
    }
)
NOTES = st.one_of(st.sampled_from(["met at the fair,\nstand 4", "- milk (2 l)\n- bread"]), WORDS)


def several(values, most=5):
    return st.lists(values, max_size=most, unique_by=str)


RECORD = st.fixed_dictionaries(
    {
        "given_name": NAMES,
        "middle_name": st.one_of(st.none(), NAMES),
        "family_name": NAMES,
        "prefix": st.sampled_from([None, "Dr.", "Prof. Dr."]),
        "suffix": st.sampled_from([None, "Jr.", "PhD, MBA"]),
        "emails": several(EMAILS),
        "phones": several(st.tuples(PHONES, TYPES), 9),
        "company": st.one_of(st.none(), WORDS),
        "title": st.one_of(st.none(), WORDS),
        "linkedin_url": st.sampled_from([None, "https://www.linkedin.com/in/ana-silva"]),
        "urls": several(URLS, 4),
        "birthday": DAYS,
        "notes": several(NOTES, 3),
        "categories": several(
            st.sampled_from(["Friends", "Chess club", "Sailing, racing", "a;b"]), 3
        ),
        "addresses": several(PLACES, 4),
    }
)
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


def canonical(records):
    """The contact of each record, in the order of the records."""
    cleaned = clean_records(records, "GB")
    contacts, _ = merge_records(records, cleaned, np.arange(len(records)))
    order = np.argsort([record_ids[0] for record_ids in contacts["record_ids"]])
    return contacts.iloc[order].reset_index(drop=True)


def records_of(rows):
    made = []
    for row in rows:
        first, *others = [*row["addresses"], *([] if row["addresses"] else [{}])]
        columns = {
            name: value for name, value in row.items() if name not in ("phones", "addresses")
        }
        columns |= {
            "phones": [number for number, _ in row["phones"]],
            "phone_types": [t for _, t in row["phones"]],
        }
        columns |= {name: value for name, value in first.items() if name != "type"}
        columns |= {"address_type": first.get("type"), "other_addresses": others}
        made.append(
            columns | {"kind": "person", "status": "read", "source": "vcard", "file": "a.vcf"}
        )
    names = dict.fromkeys(name for row in made for name in row)
    columns = {name: [row.get(name) for row in made] for name in names}
    return with_keys(
        RECORDS.frame(
            columns | {"record_id": range(len(made)), "position": range(1, len(made) + 1)}
        )
    )


def reread(write, contacts, folder, name="book.csv"):
    write(contacts, folder / name)
    imported = nm.read(folder / name)
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
