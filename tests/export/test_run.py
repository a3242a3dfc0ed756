"""The files of a run, and what records.csv says became of each row."""

import csv

import numpy as np
import pandas as pd
import pytest

from netmerge.errors import WriteError
from netmerge.export import read_csv, rows_table
from netmerge.export.run import VCARDS, staged_run
from netmerge.merging import merge_records
from netmerge.schema import (
    DUE,
    FILES,
    HAPPENED,
    INTERACTIONS,
    RECORDS,
    REJECTS,
    REVIEW,
    SOURCES,
)
from tests.merging.people import tables


def write_run(tables, folder, **how):
    with staged_run(tables, folder, **how) as paths:
        return paths


@pytest.fixture
def run():
    rows = [
        {
            "file": "b.zip",
            "member": "Connections.csv",
            "position": 1,
            "full_name": "Ann Other",
            "emails": ["a@x.org"],
        },
        {
            "file": "b.zip",
            "member": "Connections.csv",
            "position": 3,
            "full_name": "Bo",
            "raw_photo": b"x",
        },
        {
            "file": "a.vcf",
            "position": 1,
            "full_name": "Ann Other",
            "emails": ["a@x.org"],
            "notes": ["=1+1"],
        },
        {"file": "a.vcf", "position": 3, "status": "empty"},
        {"file": "a.vcf", "position": 4, "full_name": "Cy"},
        {"file": "a.vcf", "position": 5, "full_name": "Cyril"},
    ]
    records, cleaned = tables(rows)
    contacts, shared = merge_records(records, cleaned, np.array([0, 1, 0, -1, 2, 2]))
    pairs = contacts[["contact_id", "record_ids"]].explode("record_ids")
    contact = pd.Series(
        pairs["contact_id"].to_numpy(), index=pairs["record_ids"].to_numpy(dtype=np.int64)
    )
    rejected = {
        "file": ["b.zip", "b.zip", "a.vcf"],
        "member": ["Connections.csv", "messages.csv", None],
        "position": [2, 1, 2],
        "line": [5, 2, 9],
        "reason": ["too many cells", "no date", "no END"],
        "raw": ["x,y", "z", "BEGIN:VCARD"],
    }
    sources = {
        "file": ["b.zip", "b.zip", "a.vcf"],
        "member": ["Connections.csv", "messages.csv", None],
        "source": ["linkedin", "linkedin", "vcard"],
        "holds": ["contacts", "interactions", "contacts"],
    }
    message = INTERACTIONS.frame({"file": ["b.zip"], "member": ["messages.csv"], "position": [2]})
    review = {
        "record_a": [records["record_key"][0]],
        "record_b": [records["record_key"][1]],
        "match_probability": [0.12345678],
        "match_weight": [-1.23456],
    }
    return {
        "contacts.csv": contacts,
        "records.csv": rows_table(
            records,
            REJECTS.frame(rejected),
            SOURCES.frame(sources),
            pd.DataFrame(review),
            contact.reindex(records["record_id"].to_numpy()),
            shared,
        ),
        "review.csv": REVIEW.frame(review),
        "due.csv": DUE.empty(),
        "interactions.csv": HAPPENED.frame(message),
        "rejects.csv": REJECTS.frame(rejected),
        "sources.csv": SOURCES.frame(sources),
    }


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_file_is_written_under_its_name(run, tmp_path):
    paths = write_run(run, tmp_path / "out", vcf=True)
    assert [path.name for path in paths] == [*FILES, VCARDS]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted([*FILES, VCARDS])


def test_vcards_are_written_only_when_asked_for(run, tmp_path):
    assert VCARDS not in [path.name for path in write_run(run, tmp_path)]


def test_each_card_has_a_file_of_its_own_where_that_is_asked_for(run, tmp_path):
    paths = write_run(run, tmp_path, vcf="one-per-contact")
    assert [path.name for path in paths] == [
        *FILES,
        "contacts",
    ]
    cards = {f"{contact_id}.vcf" for contact_id in run["contacts.csv"]["contact_id"]}
    assert {path.name for path in (tmp_path / "contacts").iterdir()} == cards


def test_every_row_of_a_contact_source_stands_once_in_input_order(run, tmp_path):
    write_run(run, tmp_path)
    rows = read(tmp_path / "records.csv")
    assert list(rows[0])[:7] == [
        "file",
        "member",
        "position",
        "source",
        "status",
        "contact_id",
        "reason",
    ]
    assert [(row["file"], row["position"], row["status"]) for row in rows] == [
        ("b.zip", "1", "merged"),
        ("b.zip", "2", "rejected"),
        ("b.zip", "3", "single"),
        ("a.vcf", "1", "merged"),
        ("a.vcf", "2", "rejected"),
        ("a.vcf", "3", "empty"),
        ("a.vcf", "4", "merged"),
        ("a.vcf", "5", "merged"),
    ]
    assert rows[1]["source"] == "linkedin"
    assert [bool(row["contact_id"]) for row in rows] == [
        True,
        False,
        True,
        True,
        False,
        False,
        True,
        True,
    ]


def test_reasons_are_in_words(run, tmp_path):
    write_run(run, tmp_path)
    assert [row["reason"] for row in read(tmp_path / "records.csv")] == [
        "one person with 1 other record: shares e-mail, name; 1 uncertain pair in review.csv",
        "too many cells",
        "no other record is held to be this person; 1 uncertain pair in review.csv",
        "one person with 1 other record: shares e-mail, name",
        "no END",
        "no name and no way to reach anybody",
        "one person with 1 other record: by the sum of the evidence",
        "one person with 1 other record: by the sum of the evidence",
    ]


def test_contacts_come_without_pictures_and_record_numbers(run, tmp_path):
    write_run(run, tmp_path)
    rows = read(tmp_path / "contacts.csv")
    fixed = ["contact_id", "full_name", "given_name", "family_name", "emails", "phones", "company"]
    fixed += ["title", "linkedin_url", "circle", "last_personal_note"]
    assert list(rows[0])[:11] == fixed
    assert not {"photo", "record_ids"} & set(rows[0])
    assert rows[0]["notes"] == "'=1+1"


def test_rejects_of_all_sources_and_rounded_weights(run, tmp_path):
    write_run(run, tmp_path)
    assert [row["reason"] for row in read(tmp_path / "rejects.csv")] == [
        "too many cells",
        "no date",
        "no END",
    ]
    assert read(tmp_path / "review.csv")[0]["match_probability"] == "0.123457"
    assert read(tmp_path / "interactions.csv")[0]["member"] == "messages.csv"
    assert read(tmp_path / "due.csv") == []


def test_the_same_run_gives_the_same_bytes(run, tmp_path):
    first = [path.read_bytes() for path in write_run(run, tmp_path / "a", vcf=True)]
    assert first == [path.read_bytes() for path in write_run(run, tmp_path / "b", vcf=True)]


def test_failure_changes_no_file(run, tmp_path):
    write_run(run, tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    (tmp_path / "contacts.vcf").mkdir()
    with pytest.raises(WriteError):
        write_run(run, tmp_path, vcf=True)
    (tmp_path / "contacts.vcf").rmdir()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_run_without_anything_is_written(tmp_path):
    _, shared = merge_records(*tables([]), np.array([], dtype=np.int64))
    nobody = pd.Series(dtype="string")
    rows = rows_table(
        RECORDS.empty(), REJECTS.empty(), SOURCES.empty(), REVIEW.empty(), nobody, shared
    )
    nothing = {name: file.table.empty() for name, file in FILES.items()} | {"records.csv": rows}
    write_run(nothing, tmp_path, vcf="one-per-contact")
    assert read(tmp_path / "records.csv") == []
    assert {path.name for path in tmp_path.iterdir()} == set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_a_file_shows_what_the_schema_says_in_its_types(run, tmp_path, name):
    write_run(run, tmp_path)
    written = read_csv(tmp_path / name, FILES[name].table)
    types = {column: FILES[name].table.columns[column].type for column in FILES[name].columns}
    assert {column: written[column].dtype.pyarrow_dtype for column in written} == types
    assert list(written.columns) == list(FILES[name].columns)
