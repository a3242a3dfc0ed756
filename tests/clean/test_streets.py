"""Streets for comparing: one spelling for each, and what a whole address in one cell holds."""

import pytest

from netmerge.clean.streets import house_number, postcode_in, street_key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("1515 Adela Ln.", "1515 adela lane"),
        ("1515 ADELA LANE", "1515 adela lane"),
        ("123 E Main St", "123 east main street"),
        ("St Mary's Rd 4", "st marys road 4"),
        ("Hauptstr. 7a", "haupt strasse 7a"),
        ("Hauptstraße 7a", "haupt strasse 7a"),
        ("Suite 900, 1450 N City Rd", "1450 north city road"),
        ("Calle Mayor, 5, 28013 Madrid", "calle mayor 5"),
        ("12 rue Cler 75007 Paris", "12 rue cler"),
        ("Heritage House, 12 Mill Lane", "12 mill lane"),
        ("123 Main Street, Las Vegas NV 89132", "123 main street"),
        ("13", None),
        ("— ,", None),
    ],
)
def test_a_street_has_one_key(text, key):
    assert street_key(text) == key


@pytest.mark.parametrize(
    ("text", "postcode"),
    [
        ("123 Main Street, Las Vegas NV 89132", "89132"),
        ("3 Lock Cottages, Oxford OX1 2JD", "OX1 2JD"),
        ("705 Sheppard Ave, Toronto M1S 1T4", "M1S 1T4"),
        ("12345 Long Road", None),
        ("1450 City Rd, Arlington", None),
    ],
)
def test_a_postcode_is_found_behind_the_street(text, postcode):
    assert postcode_in(text) == postcode


@pytest.mark.parametrize(
    ("key", "number"), [("12 mill lane", "12"), ("haupt strasse 7a", "7a"), ("mill lane", "")]
)
def test_a_house_number_stands_at_either_end(key, number):
    assert house_number(key) == number
