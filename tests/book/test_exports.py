"""What other programs are given: with UIDs that last, once each, and whom to delete first."""

import pytest

import netmerge as nm
from netmerge.book.migrations import MIGRATIONS
from netmerge.book.store import APPLICATION
from netmerge.importers import read_all
from tests.book.conftest import ADA, ALAN, GRACE, TODAY, connections

CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:{}\nUID:{}\nEMAIL:{}\nEND:VCARD\n"


@pytest.fixture
def given(book, tmp_path):
    """Export, and read what was written: what was told, and the records by their names."""

    def export(style="google", **asked):
        path = tmp_path / f"given.{'vcf' if style == 'vcard' else 'csv'}"
        done = book.export(style, path, **asked)
        records = read_all(done.paths).records if done.paths else None
        if records is None:
            return done, {}
        names = records["full_name"].fillna(records["given_name"] + " " + records["family_name"])
        return done, dict(zip(names, records.to_dict("records"), strict=True))

    return export


def test_only_what_is_new_or_changed_is_given_again(book, write, given):
    book.add(write("a.csv", connections(ADA, GRACE)), today=TODAY)
    done, written = given()
    assert (done.contacts, done.stale, done.before) == (2, (), 0)
    assert set(written) == {"Ada Byron", "Grace Amazing"}
    done, written = given(only="changed")
    assert (done.paths, done.contacts, written) == ((), 0, {})
    book.set("Ada Byron", "full_name", "Ada King")
    book.note("Grace Amazing", "a postcard", on="2026-10-30")
    book.add(write("b.vcf", CARD.format("Alan Mathison", "7", "alan@park.example")), today=TODAY)
    done, written = given(only="new")
    assert (set(written), done.stale) == ({"Alan Mathison"}, ())
    done, written = given(only="changed")
    assert (set(written), done.stale) == ({"Ada Byron"}, ("Ada Byron",))
    assert given(only="changed")[0].contacts == 0


def test_each_format_is_given_what_it_lacks(book, write, given):
    book.add(write("a.csv", connections(ADA)), today=TODAY)
    given("google")
    with pytest.raises(nm.SettingsError, match="Nothing was exported as outlook yet"):
        given("outlook", only="changed")
    given("outlook")
    book.set("Ada Byron", "title", "Countess")
    assert given("google", only="changed")[0].contacts == 1
    assert given("outlook", only="changed")[0].stale == ("Ada Byron",)


def test_who_is_gone_or_joined_is_told(book, write, given):
    book.add(write("Connections.csv", connections(ADA, GRACE, ALAN)), today=TODAY)
    given()
    book.same("Ada Byron", "Alan Mathison")
    book.add(write("Connections (1).csv", connections(ADA, ALAN)), today=TODAY)
    done, written = given(only="changed")
    assert len(written) == 1
    assert len(done.gone) == 2
    assert "Grace Amazing" in done.gone
    assert any("(now with A" in name for name in {*done.gone} - {"Grace Amazing"})
    assert given(only="changed")[0].gone == ()


def test_since_a_day_needs_no_earlier_export(book, write, given):
    book.add(write("a.csv", connections(ADA)), today=TODAY)
    done, written = given(only="changed", since="2020-01-01")
    assert (set(written), done.stale) == ({"Ada Byron"}, ())
    assert given(only="changed", since="2999-01-01")[0].contacts == 0
    with pytest.raises(nm.SettingsError, match="--only changed"):
        given(since="2020-01-01")


def test_a_card_keeps_its_uid_whatever_joins_the_contact(book, write, given):
    book.add(write("z.vcf", CARD.format("Ada Byron", "zz", "ada@byron.example")), today=TODAY)
    book.add(write("c.csv", connections(GRACE)), today=TODAY)
    _, first = given("vcard")
    assert first["Ada Byron"]["uid"] == "zz"
    for name, uid, email in (
        ("Ada Byron", "aa", "ada@byron.example"),
        ("Grace Amazing", "bb", "grace@navy.example"),
    ):
        book.add(write(f"{uid}.vcf", CARD.format(name, uid, email)), today=TODAY)
    assert len(book.contacts) == 2
    done, then = given("vcard", only="changed")
    assert {name: row["uid"] for name, row in then.items()} == {
        name: row["uid"] for name, row in first.items()
    }
    assert list(then["Ada Byron"]["uids"]) == ["aa"]
    assert len(done.stale) == 2
    book.split("Ada Byron", [["vcard:uid:zz"]])
    _, parted = given("vcard")
    assert len(parted) == 2  # of one name
    uids = [row["uid"] for row in read_all(given("vcard")[0].paths).records.to_dict("records")]
    assert len(set(uids)) == 3


def test_an_export_is_an_event_and_undone(book, write, given):
    book.add(write("a.csv", connections(ADA)), today=TODAY)
    given()
    assert book.log()["cause"].iloc[0] == "google: 1 contact to given.csv"
    given()
    assert len(book.log()) == 2
    book.undo()
    with pytest.raises(nm.SettingsError):
        given(only="new")


def test_a_file_that_cannot_be_written_leaves_the_book_as_it_was(book, write, tmp_path):
    book.add(write("a.csv", connections(ADA)), today=TODAY)
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(nm.WriteError):
        book.export("google", tmp_path / "folder.csv")
    assert len(book.log()) == 1


def test_a_book_of_the_first_version_learns_of_exports(path, write, tmp_path):
    import sqlite3
    from contextlib import closing

    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as first:
        for statement in MIGRATIONS[0]:
            first.execute(statement)
        first.execute(f"PRAGMA application_id = {APPLICATION}")
        first.execute("PRAGMA user_version = 1")
        first.commit()
    with nm.Book(path) as book:
        book.add(write("a.csv", connections(ADA)), today=TODAY)
        assert book.export("google", tmp_path / "g.csv").contacts == 1
