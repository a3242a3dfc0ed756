"""`netmerge export`: the contacts of a run for another program."""

import re
import shlex
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


PAGE = Path(__file__).parents[2] / "docs" / "giving-back.md"


@pytest.fixture
def network(tmp_path, run, monkeypatch):
    """A folder in which there is a run `network` with its book."""
    monkeypatch.chdir(tmp_path)
    Path("people.csv").write_text("Name,Email\nAna Silva,ana@a.example\nBo Lund,bo@b.example\n")
    assert run("merge", "people.csv", "--out", "network", "--quiet").exit_code == 0
    return Path("network")


def test_the_commands_of_the_page_do_what_it_says(run, network):
    commands = re.findall(r"^netmerge (export .+)$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert len(commands) == 7
    run("set", "Bo Lund", "city=Lund", "--book", network)
    for place, command in enumerate(commands):
        words = shlex.split(command.partition(" > ")[0])
        done = run(*words)
        assert done.exit_code == 0, done.stderr
        if place == 2:
            run("set", "Ana Silva", "title=Captain", "--book", network)
        if "--only changed" in command and "--since" not in command:
            assert done.stdout == "Ana Silva\n"
            assert "1 contact written" in done.stderr
        if "--only new" in command:
            assert "nothing is written" in done.stderr


def test_a_second_whole_export_says_what_doubles(run, network):
    command = ("export", network, "--format", "google", "-o", "g.csv")
    assert "double" not in run(*command).stderr
    done = run(*command)
    assert "The last export gave 2 contacts in this format: delete those" in done.stderr
    assert done.stdout == ""


def test_what_was_edited_in_the_folder_is_not_left_out(run, network):
    people = network / "contacts.csv"
    people.write_text(people.read_text("utf-8").replace("Ana Silva", "Anna Silva"), "utf-8")
    command = ("--format", "google", "-o", "g.csv")
    done = run("export", network, *command)
    assert done.exit_code == 2
    assert "--corrections" in done.stderr
    assert run("export", "--book", network, *command).exit_code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("network", "--book", "network"),
        ("network", "--since", "2026-01-01"),
        ("network", "--only", "changed"),
        ("network", "--split", "0"),
        ("network", "--label", " "),
        ("network", "-o", "network/contacts.csv"),
        ("network", "-o", "network/netmerge.db"),
    ],
)
def test_what_makes_no_sense_is_refused(run, network, words):
    before = run("log", "--book", network).stdout
    done = run("export", "--format", "google", "-o", "g.csv", *words)
    assert done.exit_code == 2
    assert "Traceback" not in done.stderr
    assert run("log", "--book", network).stdout == before


def test_a_folder_without_a_book_can_be_split_and_labelled(run, saved):
    words = ("--format", "google", "-o", saved / "g.csv")
    assert run("export", saved, *words, "--split", "1", "--label", "netmerge").exit_code == 0
    assert "netmerge" in (saved / "g.csv").read_text("utf-8")
    assert run("export", saved, *words, "--only", "new").exit_code == 2
