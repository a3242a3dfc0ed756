"""The commands on real files, through the whole library: what a stranger would try first."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PHONE = """BEGIN:VCARD
VERSION:3.0
FN:Ana Silva
N:Silva;Ana;;;
EMAIL:ana.silva@harbour.example
TEL;TYPE=CELL:+44 7700 900123
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Bo Lund
TEL;TYPE=CELL:+44 7700 900456
END:VCARD
"""
CARDS = """First Name,Last Name,Email,Phone,Company
Ana,Silva,ana.silva@harbour.example,+447700900123,Harbour Ltd
Carla,Nunes,carla@nunes.example,,Nunes & Co
"""
OUTPUTS = [
    "contacts.csv",
    "due.csv",
    "interactions.csv",
    "records.csv",
    "rejects.csv",
    "review.csv",
    "sources.csv",
]


@pytest.fixture
def inputs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("phone.vcf").write_text(PHONE)
    Path("cards.csv").write_text(CARDS)
    return ["phone.vcf", "cards.csv"]


def test_merge_writes_the_files_and_tells_what_came_of_it(run, inputs):
    result = run("merge", *inputs, "--out", "network", "--today", "2026-11-01", "--vcf")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "4 records became 3 contacts" in result.stdout
    assert sorted(path.name for path in Path("network").iterdir()) == sorted(
        [*OUTPUTS, "contacts.vcf", "netmerge.db"]
    )


TALK = """CONVERSATION ID,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,CONTENT,FOLDER
a,Bo Lund,https://www.linkedin.com/in/bo,Ida Roe,https://www.linkedin.com/in/ida,\
2026-05-01 10:00:00 UTC,"The heron is back at the pond, come and see it",INBOX
"""


def test_where_the_owner_could_only_be_guessed_merge_says_so_and_due_ends(run, inputs):
    Path("messages.csv").write_text(TALK.replace("\\\n", ""))
    merged = run("merge", *inputs, "messages.csv", "--out", "network", columns=400)
    assert merged.exit_code == 0
    due = run("due", *inputs, "messages.csv")
    assert (due.exit_code, due.stdout) == (2, "")
    assert due.stderr.startswith("Error: Who you are on LinkedIn could only be guessed")
    assert "Bo Lund (linkedin.com/in/bo); Ida Roe (linkedin.com/in/ida)." in due.stderr
    assert due.stderr.removeprefix("Error: ").strip() in " ".join(merged.stdout.split())
    saved = run("due", "network")
    assert (saved.exit_code, saved.stdout, saved.stderr) == (2, "", due.stderr)
    assert run("due", *inputs, "messages.csv", "--me", "Ida Roe").exit_code == 0


def test_days_are_those_of_the_zone(run, inputs):
    Path("a.eml").write_text(
        "From: Ida <ida@x.example>\nTo: Ana Silva <ana.silva@harbour.example>\n"
        "Date: Sun, 1 Nov 2026 01:30:00 +0000\n\nThe heron is back at the pond, Ana.\n"
    )
    asked = ("due", *inputs, "a.eml", "--me", "ida@x.example", "--format", "json")
    for zone, days in (("America/Los_Angeles", 0), ("UTC", None)):
        result = run(*asked, "--today", "2026-10-31", "--zone", zone)
        ana = next(one for one in json.loads(result.stdout) if one["full_name"] == "Ana Silva")
        assert ana["days_since"] == days


def test_the_same_inputs_give_the_same_bytes(run, inputs):
    for out in ("one", "two"):
        run("merge", *inputs, "--out", out, "--today", "2026-11-01", "--quiet")
    assert all(
        (Path("one") / name).read_bytes() == (Path("two") / name).read_bytes() for name in OUTPUTS
    )


def test_a_dry_run_leaves_the_folder_as_it_was(run, inputs):
    before = sorted(Path().rglob("*"))
    summary = json.loads(run("merge", *inputs, "--dry-run", "--format", "json").stdout)
    assert summary["contacts"] == 3
    assert summary["written"] == []
    assert sorted(Path().rglob("*")) == before


def test_due_of_the_inputs_is_due_of_their_run(run, inputs):
    run("merge", *inputs, "--out", "network", "--today", "2026-11-01")
    for style in ("csv", "json"):
        saved = run("due", "network", "--today", "2026-11-01", "--format", style)
        assert saved.exit_code == 0
        assert (
            saved.stdout == run("due", *inputs, "--today", "2026-11-01", "--format", style).stdout
        )
    as_then = run("due", "network", "--today", "2026-11-01", "--format", "csv")
    assert as_then.stdout == Path("network/due.csv").read_text("utf-8")


def test_a_list_of_a_run_is_reckoned_as_of_today(run, inputs):
    run("merge", *inputs, "--out", "network", "--today", "2026-11-01")
    later = ("--today", "2027-12-01", "--format", "csv")
    assert run("due", "network", *later).stdout == run("due", *inputs, *later).stdout
    refused = run("due", "network", "--me", "Bo Lund")
    assert refused.exit_code == 2
    assert "give the exports themselves" in refused.stderr


def test_explain_says_why_two_entries_were_merged_and_two_others_not(run, inputs):
    merged = run("explain", 0, 2, *inputs)
    assert "Merged." in merged.stdout.split("\n")
    assert "e-mail" in merged.stdout
    assert "Not merged." in run("explain", "Bo Lund", "carla@nunes.example", *inputs).stdout.split(
        "\n"
    )


@pytest.mark.parametrize(
    "command",
    [
        ("merge", "out", "--dry-run"),
        ("due", "out", "phone.vcf"),
        ("explain", "Ann Lee", "Bo Lund", "out", "phone.vcf"),
    ],
)
def test_the_files_of_an_earlier_run_are_no_exports(run, inputs, command):
    assert run("merge", *inputs, "--out", "out", "--today", "2026-11-01").exit_code == 0
    result = run(*command)
    assert result.exit_code == 2
    assert (
        result.stderr
        == "Error: out holds the files of an earlier run. Give the exports that it was made of.\n"
    )


@pytest.mark.usefixtures("inputs")
def test_inspect_says_how_a_file_would_be_read(run):
    output = run("inspect", "cards.csv").stdout
    assert output.startswith("cards.csv: contacts, contacts, 2 rows, utf-8\n")
    assert "given_name" in output
    assert "Carla" in output


def write_bad_inputs():
    Path("empty.csv").write_bytes(b"")
    Path("letter.txt").write_text("Dear Ana")
    Path("broken.zip").write_bytes(b"PK\x03\x04 and no more")
    Path("binary.csv").write_bytes(bytes(range(256)) * 8)
    Path("nothing").mkdir()
    Path("rowless.csv").write_text("First Name,Last Name,Email\n")


@pytest.mark.parametrize(
    "bad",
    [
        "missing.csv",
        "empty.csv",
        "letter.txt",
        "broken.zip",
        "binary.csv",
        "nothing",
        "rowless.csv",
    ],
)
def test_bad_input_is_one_line_with_the_file_and_the_cure_and_nothing_is_written(run, inputs, bad):
    write_bad_inputs()
    result = run("merge", *inputs, bad, "--out", "network")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"Error: {bad}")
    assert result.stderr.count("\n") == 1
    assert result.stderr.count(". ") >= 1
    assert not Path("network").exists()


@pytest.mark.parametrize(
    "options",
    [["--region", "UK"], ["--me", "nobody@"], ["--map", "Email=nonsense"], ["--out", "cards.csv"]],
)
def test_options_that_make_no_sense_are_one_line(run, inputs, options):
    result = run("merge", *inputs, "--out", "network", *options)
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1
    assert not Path("network").exists()


@pytest.mark.usefixtures("inputs")
def test_a_terminal_that_lacks_letters_shows_every_name():
    Path("cards.csv").write_text("First Name,Last Name,Email\nŁucja,王,l@w.example\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "netmerge", "due", "cards.csv"],
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\\u0141ucja" in done.stdout
