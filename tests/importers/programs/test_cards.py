"""What is peculiar to scanned cards; the whole tables stand in fixtures/cards."""

import datetime as dt

import pytest

from netmerge.importers import read_all
from tests.fixtures.cases import document


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("camcard.csv", "camcard"),
        ("camcard-taiwan.csv", "camcard"),
        ("eight.csv", "eight"),
        ("covve.csv", "covve"),
        ("hubspot.csv", "hubspot"),
        ("apollo.csv", "apollo"),
    ],
)
def test_the_program_is_told_by_its_header(name, source):
    assert set(read_all([document("cards", name)]).records["source"]) == {source}


def test_the_day_of_the_scan_is_the_day_of_meeting():
    record = read_all([document("cards", "camcard.csv")]).records.iloc[0]
    assert record["met_on"] == record["as_of"] == dt.date(2024, 5, 2)


def test_the_day_of_entry_in_a_customer_database_is_no_meeting():
    assert read_all([document("cards", "hubspot.csv")]).records["met_on"].isna().all()


@pytest.mark.parametrize(
    "header", ["Name,Email,Date Added,Card Image", "氏名,メール,登録日,名刺画像"]
)
def test_cards_of_an_unknown_program_are_cards_too(tmp_path, header):
    (tmp_path / "export.csv").write_text(f"{header}\nAnn,a@x.example,2024-05-06,1.jpg\n", "utf-8")
    record = read_all([tmp_path / "export.csv"]).records.iloc[0]
    assert (record["source"], record["met_on"]) == ("contacts", dt.date(2024, 5, 6))


@pytest.mark.parametrize(
    ("name", "is_scanned"),
    [
        ("business_cards.csv", True),
        ("WorldCard.csv", True),
        ("Scans 2024.csv", True),
        ("名片.csv", True),
        ("vcards.csv", False),
        ("Scandinavia.csv", False),
        ("discarded.csv", False),
        ("Democracy.csv", False),
    ],
)
def test_scanned_cards_are_known_by_whole_words(tmp_path, name, is_scanned):
    (tmp_path / name).write_text("Name,Email\nAnn,a@x.example\n", "utf-8")
    assert read_all([tmp_path / name]).records["scanned"].tolist() == [is_scanned]


def test_eight_s_header_recurs_and_its_tags_are_categories():
    records = read_all([document("cards", "eight.csv")]).records
    assert records["line"].tolist() == [8, 10]
    assert [list(found) for found in records["categories"]] == [["展示会"], ["展示会", "重要"]]
