"""A contacts.csv that was edited and is given back."""

import csv

import pytest

import netmerge as nm
from netmerge.columns.chunks import arrow
from netmerge.export import to_csv
from tests.book.conftest import ADA, ALAN, GRACE, TODAY, connections


@pytest.fixture
def sheet(book, write, tmp_path):
    """Edit contacts.csv as a spreadsheet saves it; its path."""
    book.add(write("a.csv", connections(ADA, GRACE)), today=TODAY)
    book.set("Ada Byron", "phones", "+442079460111 ; +442079460222")
    path = tmp_path / "contacts.csv"

    def edited(change, sign=","):
        to_csv(book.contacts, path)
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            change(row)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0], delimiter=sign)
            writer.writeheader()
            writer.writerows(rows)
        return path

    return edited


def of(book, name):
    return book.contacts[book.contacts["full_name"] == name].iloc[0]


@pytest.mark.parametrize(
    ("column", "text", "value"),
    [
        ("company", "Looms AG", "Looms AG"),
        ("title", "", None),
        ("full_name", "Augusta Ada Byron", "Augusta Ada Byron"),
        ("circle", "friends", "friends"),
        ("cadence_days", "45", 45),
        ("emails", "new@byron.example ; ada@byron.example", ["new@byron.example", ADA[2]]),
        ("notes", "one \\; two ; three", ["one ; two", "three"]),
        ("birthday", "1815-12-10", "1815-12-10"),
    ],
)
def test_a_changed_cell_holds_from_then_on(book, write, sheet, column, text, value):
    name = "Ada Byron"
    path = sheet(lambda row: row["full_name"] == name and row.update({column: text}))
    again = write("b.csv", connections(ADA, GRACE, ALAN))
    book.add(again, today=TODAY, corrections=path)
    book.add(write("c.csv", connections(ADA)), today=TODAY)
    found = arrow(book.contacts[column]).to_pylist()
    assert value in found


def test_types_stay_with_their_addresses(book, write, sheet):
    path = sheet(lambda row: row.update(emails="x@y.example"))
    made = book.add(write("b.csv", connections(ADA)), today=TODAY, corrections=path)
    row = made.contacts.iloc[0]
    assert len(row["emails"]) == len(row["email_types"]) == 1


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_what_a_spreadsheet_changes_by_itself_is_no_word_of_the_owner(book, write, sheet, sign):
    def resaved(row):
        row["connected_on"] = "01/03/2021"
        row["phones"] = row["phones"] and "442079460111 ; 442079460222"

    book.add(write("b.csv", connections(ADA)), today=TODAY, corrections=sheet(resaved, sign))
    assert [row[1] for row in book.show("Ada Byron")["said"]] == [
        '["+442079460111", "+442079460222"]'
    ]


def test_an_untouched_file_changes_nothing(book, write, sheet):
    path = sheet(lambda row: row.update())
    before = len(book.log())
    book.add(write("again.csv", connections(ADA, GRACE)), today=TODAY, corrections=path)
    assert len(book.log()) == before


def test_a_correction_stands_against_newer_news_which_are_told(book, write, sheet):
    path = sheet(lambda row: row["full_name"] == "Ada Byron" and row.update(company="Looms AG"))
    moved = (*ADA[:3], "Mills KG", ADA[4])
    made = book.add(write("b.csv", connections(moved, GRACE)), today=TODAY, corrections=path)
    assert of(book, "Ada Byron")["company"] == "Looms AG"
    assert made.notices == (
        "Ada Byron: your word on company stands; the exports now say Mills KG.",
    )


def test_rows_of_nobody_and_columns_that_follow_are_told(book, write, sheet):
    path = sheet(lambda row: row.update(contact_id="c0", sources="elsewhere"))
    made = book.add(write("b.csv", connections(ADA)), today=TODAY, corrections=path)
    assert "2 rows speak of no contact that there is (c0, c0)" in made.notices[0]
    path = sheet(lambda row: row.update(sources="elsewhere"))
    made = book.add(write("b.csv", connections(ADA)), today=TODAY, corrections=path)
    assert "sources cannot be corrected" in made.notices[0]


@pytest.mark.parametrize(("column", "text"), [("circle", "pals"), ("cadence_days", "soon")])
def test_a_value_that_a_column_cannot_hold_names_file_and_row(book, write, sheet, column, text):
    path = sheet(lambda row: row["full_name"] == "Ada Byron" and row.update({column: text}))
    before = len(book.log())
    with pytest.raises(nm.SettingsError, match=rf"contacts\.csv row \d: .*{text}"):
        book.add(write("b.csv", connections(ADA)), today=TODAY, corrections=path)
    assert len(book.log()) == before


def test_a_file_without_ids_is_refused(book, write):
    with pytest.raises(nm.SchemaError, match=r"names\.csv: there is no column contact_id"):
        book.add(write("a.csv", connections(ADA)), corrections=write("names.csv", "name\nAda\n"))


def test_a_new_book_takes_corrections_too(tmp_path, write):
    file = write("a.csv", connections(ADA))
    alone = nm.reconcile(file, today=TODAY)
    table = alone.contacts.assign(company="Looms AG")
    with nm.Book(tmp_path / "new") as book:
        made = book.add(file, today=TODAY, corrections=table)
        assert made.contacts["company"].tolist() == ["Looms AG"]
        assert book.contacts["company"].tolist() == ["Looms AG"]


MOVED = (ADA[0], ADA[1], "ada@looms.example", "Looms AG", "")


def test_an_old_table_given_again_does_not_undo_newer_exports(book, write, sheet):
    path = sheet(lambda row: row["full_name"] == "Ada Byron" and row.update(nicknames="Lady A"))
    moved = write("a (1).csv", connections(MOVED, GRACE))
    book.add(moved, today=TODAY)
    made = book.add(moved, today=TODAY, corrections=path)
    row = of(book, "Ada Byron")
    assert (row["company"], list(row["nicknames"])) == ("Looms AG", ["Lady A"])
    assert "ada@looms.example" in list(row["emails"])
    assert not isinstance(row["title"], str)
    (told,) = made.notices
    assert "cells say what the book said before newer exports, which stand" in told
    assert "Ada Byron: company is Looms AG now" in told
    assert "netmerge set" in told
    assert len(book.show("Ada Byron")["said"]) == 2  # the telephones and the nickname


def test_the_newest_table_is_taken_whatever_was_shown_before(book, write, sheet):
    book.add(write("a (1).csv", connections(MOVED, GRACE)), today=TODAY)
    path = sheet(lambda row: row["full_name"] == "Ada Byron" and row.update(company="Third AG"))
    assert of(book, "Ada Byron")["company"] == "Looms AG"  # before it is given back
    made = book.add(write("b.csv", connections(ALAN)), today=TODAY, corrections=path)
    assert of(book, "Ada Byron")["company"] == "Third AG"
    assert made.notices == ()
    book.set("Ada Byron", "company", "Engines Ltd")
    assert of(book, "Ada Byron")["company"] == "Engines Ltd"
