"""`netmerge export`: the contacts of a run for another program."""

from pathlib import Path

import pandas as pd
import pytest

from netmerge.export import to_csv
from netmerge.importers import read_all
from netmerge.schema import CONTACTS

ANA = {
    "contact_id": ["c1"],
    "full_name": ["Ana Silva"],
    "given_name": ["Ana"],
    "family_name": ["Silva"],
}
ANA |= {
    "emails": [["ana@a.example", "a@b.example"]],
    "phones": [["+442079460011"]],
    "kind": ["person"],
}


@pytest.fixture
def saved(tmp_path):
    """The folder of an earlier run."""
    to_csv(CONTACTS.frame(ANA).drop(columns=["photo", "record_ids"]), tmp_path / "contacts.csv")
    return tmp_path


@pytest.mark.parametrize(
    ("style", "name"), [("google", "a.csv"), ("outlook", "a.csv"), ("vcard", "a.vcf")]
)
def test_an_address_book_is_written_that_reads_back(run, saved, style, name):
    result = run("export", saved, "--format", style, "-o", saved / name)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "1 contact written" in result.stderr
    imported = read_all([saved / name])
    assert imported.sources["source"].tolist() == [style]
    assert list(imported.records["emails"][0]) == ANA["emails"][0]


def test_parquet_holds_the_table_as_it_was(run, saved):
    run("export", saved, "--format", "parquet", "-o", saved / "a.parquet")
    found = pd.read_parquet(saved / "a.parquet", dtype_backend="pyarrow")
    pd.testing.assert_frame_equal(found, CONTACTS.frame(ANA))


def test_json_lines_hold_an_object_for_each(run, saved):
    run("export", saved, "--format", "jsonl", "-o", saved / "a.jsonl")
    assert (
        (saved / "a.jsonl").read_text().startswith('{"contact_id": "c1", "full_name": "Ana Silva"')
    )


def test_a_folder_without_a_run_is_an_error(run, tmp_path):
    assert run("export", tmp_path, "--format", "google", "-o", tmp_path / "a.csv").exit_code == 2
    (tmp_path / "contacts.csv").write_text("Name,Phone\nAna,1\n")
    result = run("export", tmp_path, "--format", "google", "-o", tmp_path / "a.csv")
    assert result.exit_code == 2
    assert "not written by netmerge merge" in result.stderr
    assert not (tmp_path / "a.csv").exists()


def test_what_is_read_is_never_written_over(run, saved):
    before = Path(saved / "contacts.csv").read_bytes()
    assert run("export", saved, "--format", "google", "-o", saved / "contacts.csv").exit_code == 2
    assert (saved / "contacts.csv").read_bytes() == before
