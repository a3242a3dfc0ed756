"""Commands on a book: next month's exports, what the owner says, what was done."""

import json
import sqlite3
from itertools import chain

import pandas as pd
import pytest

from tests.book.conftest import ADA, ALAN, GRACE, connections
from tests.book.test_decisions import CARD, PHONE, TABLET


@pytest.fixture
def export(tmp_path):
    """A LinkedIn list of connections with these people."""

    def written(name, *people):
        path = tmp_path / name
        path.write_text(connections(*people), "utf-8")
        return path

    return written


@pytest.fixture
def folder(tmp_path, export, run):
    """A run's folder with Ada and Grace in it."""
    path = tmp_path / "network"
    done = run("merge", export("Connections.csv", ADA, GRACE), "--out", path, "--quiet")
    assert done.exit_code == 0, done.output
    return path


def test_merge_leaves_a_book_beside_its_files(folder):
    assert {"netmerge.db", "contacts.csv", "due.csv"} <= {path.name for path in folder.iterdir()}


def test_merge_without_a_book_leaves_none(tmp_path, export, run):
    out = tmp_path / "out"
    run("merge", export("a.csv", ADA), "--out", out, "--no-book")
    assert not (out / "netmerge.db").exists()


def test_next_month_s_merge_keeps_ids_and_knows_what_changed(folder, export, run):
    before = (folder / "contacts.csv").read_text("utf-8")
    moved = (*ADA[:3], "Looms AG", "Director")
    done = run("merge", export("Connections (2).csv", moved, ALAN), "--out", folder, "--quiet")
    assert done.exit_code == 0, done.output
    after = (folder / "contacts.csv").read_text("utf-8")
    ada = next(line for line in before.splitlines() if "Ada" in line).split(",")[0]
    assert ada in after
    told = run("changes", "--book", folder, "--format", "json")
    found = {(row["full_name"], row["what"]) for row in json.loads(told.stdout)}
    assert found == {
        ("Ada Byron", "employer"),
        ("Ada Byron", "title"),
        ("Alan Mathison", "new"),
        ("Grace Amazing", "gone"),
    }
    assert "1 new employer, 1 new title, 1 new, 1 gone." in run("changes", "--book", folder).stdout


def test_two_exports_are_compared_without_a_book(export, run):
    old = export("october.csv", ADA)
    new = export("november.csv", (*ADA[:3], "Looms AG", ADA[4]))
    done = run("changes", old, new, "--format", "json")
    (row,) = json.loads(done.stdout)
    assert (row["what"], row["before"], row["after"]) == ("employer", "Engines Ltd", "Looms AG")


def test_one_export_alone_has_no_changes(export, run):
    done = run("changes", export("a.csv", ADA))
    assert done.exit_code == 2
    assert "Give OLD and NEW" in done.stderr


def test_the_log_calls_contacts_by_their_names(folder, run):
    run("circle", "Ada Byron", "friends", "--book", folder)
    assert "Ada Byron: friends" in run("log", "--book", folder).stdout


def test_what_was_added_before_is_said_to_be_nothing_new(folder, export, run):
    done = run("add", export("again.csv", ADA, GRACE), "--book", folder)
    assert "Nothing new" in done.stdout


def test_a_book_that_cannot_be_filled_is_not_left_behind(tmp_path, run):
    empty = tmp_path / "empty.csv"
    empty.write_text("")
    done = run("merge", empty, "--out", tmp_path / "out")
    assert done.exit_code == 2
    assert not list(tmp_path.glob("out/*"))


def test_words_are_said_by_name_and_taken_back(folder, run):
    for words in (
        ("note", "Ada Byron", "postcard", "--on", "2026-10-20", "--channel", "letter"),
        ("circle", "Ada Byron", "friends"),
        ("set", "Grace Amazing", "company=Compilers", "title=Director"),
        ("snooze", "grace@navy.example", "30d"),
        ("never", "Grace Amazing"),
    ):
        done = run(*words, "--book", folder)
        assert done.exit_code == 0, done.output
    told = run("show", "Grace Amazing", "--book", folder, "--format", "json").stdout
    contact = json.loads(told)["contact"]
    assert (contact["company"], contact["title"]) == ("Compilers", "Director")
    log = json.loads(run("log", "--book", folder, "--format", "json").stdout)
    asked = [row["command"] for row in log]
    assert asked == ["never", "snooze", "set", "set", "circle", "note", "merge"]
    done = run("undo", "--book", folder)
    assert "never in the due list" in done.stderr


def test_same_and_different_change_who_is_who(folder, run):
    run("same", "Ada Byron", "Grace Amazing", "--book", folder)
    assert "1 contacts" in run("doctor", "--book", folder).stdout
    run("undo", "--book", folder)
    assert "2 contacts" in run("doctor", "--book", folder).stdout


@pytest.mark.parametrize(
    "words",
    [
        ("note", "Nobody", "hello"),
        ("snooze", "Ada Byron", "soon"),
        ("set", "Ada Byron", "shoe_size=42"),
        ("undo", "99"),
        ("same", "Ada Byron", "Ada Byron"),
    ],
)
def test_what_makes_no_sense_is_one_line_and_changes_nothing(folder, run, words):
    before = run("log", "--book", folder).stdout
    done = run(*words, "--book", folder)
    assert done.exit_code == 2
    assert len(done.stderr.splitlines()) == 1
    assert run("log", "--book", folder).stdout == before


def test_search_finds_a_part_of_anything(folder, run):
    for part in ("navy", "admir", "grace@navy", "gráce"):
        done = run("search", part, "--book", folder)
        assert "Grace Amazing" in done.stdout, part
    assert run("search", "zzz", "--book", folder).stdout == "Nobody.\n"


def test_a_backup_is_a_book(folder, tmp_path, run):
    copy = tmp_path / "copy.db"
    run("backup", copy, "--book", folder)
    assert "is sound: 2 contacts" in run("doctor", "--book", copy).stdout


def test_the_book_opens_in_any_sqlite_tool(folder):
    with sqlite3.connect(folder / "netmerge.db") as tool:
        rows = tool.execute("SELECT full_name FROM contacts ORDER BY 1").fetchall()
    tool.close()
    assert list(chain.from_iterable(rows)) == ["Ada Byron", "Grace Amazing"]


def test_a_book_that_is_nowhere_is_said_to_be_missing(tmp_path, run):
    done = run("log", "--book", tmp_path)
    assert done.exit_code == 2
    assert "There is no book" in done.stderr


def answered(path, word):
    """Fill in all of a review.csv; how many questions it had."""
    table = pd.read_csv(path, dtype=str)
    table.assign(decision=word).to_csv(path, index=False)
    return len(table)


@pytest.fixture
def doubtful(tmp_path):
    """Two address books, in which one and the same people may stand."""
    paths = tmp_path / "phone.vcf", tmp_path / "tablet.vcf"
    for path, people in zip(paths, (PHONE, TABLET), strict=True):
        path.write_text("".join(CARD.format(*row) for row in people), "utf-8")
    return paths


@pytest.mark.parametrize("word", ["same", "different"])
def test_review_csv_of_the_folder_is_given_back_and_written_anew(tmp_path, doubtful, run, word):
    out = tmp_path / "network"
    asking = ("--out", out, "--review", "all", "--quiet")
    run("merge", *doubtful, *asking)
    assert answered(out / "review.csv", word)
    done = run("merge", *doubtful, *asking, "--decisions", out / "review.csv")
    assert done.exit_code == 0, done.output
    assert len(pd.read_csv(out / "review.csv")) == 0
    there = len(pd.read_csv(out / "contacts.csv"))
    assert there == len(PHONE) * (1 if word == "same" else 2)
    run("merge", *doubtful, *asking)
    assert len(pd.read_csv(out / "contacts.csv")) == there
    assert len(pd.read_csv(out / "review.csv")) == 0


def test_decisions_are_taken_without_a_book_too(tmp_path, doubtful, run):
    out = tmp_path / "network"
    asking = ("--out", out, "--review", "all", "--quiet", "--no-book")
    run("merge", *doubtful, *asking)
    answered(out / "review.csv", "same")
    run("merge", *doubtful, *asking, "--decisions", out / "review.csv")
    assert len(pd.read_csv(out / "contacts.csv")) == len(PHONE)


def test_add_takes_decisions_and_tells_what_no_longer_applies(tmp_path, folder, doubtful, run):
    given = tmp_path / "words.csv"
    given.write_text("record_a,record_b,decision\nvcard:uid:p1,vcard:uid:gone,same\n", "utf-8")
    done = run("add", *doubtful, "--book", folder, "--decisions", given)
    assert done.exit_code == 0, done.output
    assert "no longer applies" in done.stdout


@pytest.mark.parametrize("command", ["merge", "add"])
def test_a_wrong_word_in_decisions_is_one_line_and_changes_nothing(
    tmp_path, folder, doubtful, run, command
):
    given = tmp_path / "words.csv"
    given.write_text("record_a,record_b,decision\na,b,perhaps\n", "utf-8")
    before = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    where = ("--out", folder) if command == "merge" else ("--book", folder)
    done = run(command, *doubtful, *where, "--decisions", given)
    assert done.exit_code == 2
    (line,) = done.stderr.splitlines()
    assert "words.csv" in line
    assert "perhaps" in line
    assert {path.name: path.read_bytes() for path in folder.glob("*.csv")} == before


def test_contacts_csv_of_the_folder_is_given_back_edited(folder, export, run):
    sheet = folder / "contacts.csv"
    sheet.write_text(sheet.read_text("utf-8").replace("Engines Ltd", "Looms AG"), "utf-8")
    again = export("Connections (3).csv", ADA, GRACE, ALAN)
    done = run("merge", again, "--out", folder, "--corrections", sheet, "--quiet")
    assert done.exit_code == 0, done.output
    assert "Looms AG" in sheet.read_text("utf-8")
    run("merge", export("Connections (4).csv", ADA, GRACE), "--out", folder, "--quiet")
    assert "Looms AG" in sheet.read_text("utf-8")


@pytest.mark.parametrize("other", ["--no-book", "--no-text", "--dry-run"])
def test_corrections_want_a_book(folder, export, run, other):
    sheet = folder / "contacts.csv"
    done = run("merge", export("b.csv", ADA), "--out", folder, "--corrections", sheet, other)
    assert done.exit_code == 2
    assert "kept in a book" in done.stderr


def test_of_several_of_one_name_one_is_asked_at_a_terminal(tmp_path, run, monkeypatch):
    other = ("Ada", "Byron", "byron@other.example", "Elsewhere", "Cook")
    more = connections(other).splitlines()[1].replace("ada-byron", "ada-2")
    (tmp_path / "people.csv").write_text(connections(ADA, GRACE) + more, "utf-8")
    assert run("add", tmp_path / "people.csv", "--book", tmp_path).exit_code == 0
    for word in ("same", "different"):
        done = run(word, "Ada Byron", "Grace Amazing", "--book", tmp_path)
        assert (done.exit_code, "may be any of 2" in done.stderr) == (2, True)
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True)
    monkeypatch.setattr("click.prompt", lambda *_, **__: 2)
    done = run("same", "Ada Byron", "Grace Amazing", "--book", tmp_path)
    assert done.exit_code == 0, done.stderr
    assert "  2  c" in done.stderr
