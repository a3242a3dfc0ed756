"""What is peculiar to Outlook's CSV; the whole tables stand in fixtures/outlook."""

import pytest

from netmerge.importers import read_all
from netmerge.importers.programs import outlook
from tests.fixtures.cases import document
from tests.importers.sources import source_of


@pytest.mark.parametrize(
    "name", ["outlook-com.csv", "desktop.csv", "from-google.csv", "linkedin-2012.csv"]
)
def test_every_header_of_outlook_s_is_claimed(name):
    assert outlook.claims(source_of(document("outlook", name)))


def test_an_empty_birthday_is_none_and_not_a_leftover():
    record = read_all([document("outlook", "outlook-com.csv")]).records.iloc[1]
    assert record[["birthday", "anniversary", "extra"]].isna().all()


def test_further_lines_of_a_street_are_one_street():
    record = read_all([document("outlook", "desktop.csv")]).records.iloc[0]
    assert (record["street"], record["address_type"]) == ("Gartenweg 3, Hinterhaus", "work")


def test_the_second_address_is_kept():
    record = read_all([document("outlook", "outlook-com.csv")]).records.iloc[0]
    assert [(found["type"], found["city"]) for found in record["other_addresses"]] == [
        ("home", "London")
    ]
