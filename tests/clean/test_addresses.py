"""A whole address in one cell: street, city and postcode in the orders of several countries."""

import pytest

from netmerge.clean.addresses import LONGEST, taken_apart

WHOLE = {
    "77 Ferris Street, Cedar Bluff IA 52772": ("77 Ferris Street", "Cedar Bluff", "52772"),
    "77 Ferris Street Cedar Bluff IA 52772": ("77 Ferris Street", "Cedar Bluff", "52772"),
    "77 E Ferris St, Cedar Bluff, IA, 52772-1201": ("77 E Ferris St", "Cedar Bluff", "52772-1201"),
    "4 Oak Ave St Albans VT 05478": ("4 Oak Ave", "St Albans", "05478"),
    "7 Park Place Drive Apt 4B Orono ME 04473": ("7 Park Place Drive", "Orono", "04473"),
    "7 Park Place Drive #12 Orono ME 04473": ("7 Park Place Drive", "Orono", "04473"),
    "Flat 3, 12 Mill Lane, Ripon HG4 1QR, UK": ("12 Mill Lane", "Ripon", "HG4 1QR"),
    "12 Mill Lane Ripon HG4 1QR": ("12 Mill Lane", "Ripon", "HG4 1QR"),
    "9 Rideau Crescent, Ottawa ON K1A 0B1": ("9 Rideau Crescent", "Ottawa", "K1A 0B1"),
    "5 Wharf Street, Hobart TAS 7000": ("5 Wharf Street", "Hobart", "7000"),
    "Lindenstr. 7a, 04109 Leipzig": ("Lindenstr. 7a", "Leipzig", "04109"),
    "Lindenstraße 7a 04109 Leipzig": ("Lindenstraße 7a", "Leipzig", "04109"),
    "Lindengasse 7, A-1070 Wien, Österreich": ("Lindengasse 7", "Wien", "1070"),
    "3 rue du Lac, 74000 Annecy": ("3 rue du Lac", "Annecy", "74000"),
    "3 rue du Lac 74000 Annecy, France": ("3 rue du Lac", "Annecy", "74000"),
    "Calle Sol, 5, 41003 Sevilla": ("Calle Sol 5", "Sevilla", "41003"),
    "Via Po 10, 10123 Torino (TO)": ("Via Po 10", "Torino", "10123"),
    "Kade 12, 3511 AB Utrecht": ("Kade 12", "Utrecht", "3511 AB"),
    "Kade 12 3511 AB Utrecht": ("Kade 12", "Utrecht", "3511 AB"),
    "ul. Polna 5/7, 31-105 Kraków": ("ul. Polna 5/7", "Kraków", "31-105"),
    "Nádražní 12, 602 00 Brno": ("Nádražní 12", "Brno", "602 00"),
    "Rua Nova 100, 4050-421 Porto": ("Rua Nova 100", "Porto", "4050-421"),
    "6720 Szeged, Kis utca 5": ("Kis utca 5", "Szeged", "6720"),
    "7 High Street\nDerby\nDE1 2GH": ("7 High Street", "Derby", "DE1 2GH"),
    "1450 Ring Rd, Ames": ("1450 Ring Rd", "Ames", ""),
}


@pytest.mark.parametrize(("cell", "parts"), WHOLE.items())
def test_a_whole_address_is_taken_apart(cell, parts):
    assert taken_apart(cell) == parts


@pytest.mark.parametrize(
    "cell", ["12345 Long Road", "12 Mill Lane", "Mill Lane 12", "St Mary's Rd 4", "Mill Lane", ""]
)
def test_a_street_alone_stays_whole(cell):
    assert taken_apart(cell) == (cell, "", "")


def test_a_house_and_a_flat_are_no_cities():
    assert taken_apart("Heron House, 12 Mill Lane").city == ""
    assert taken_apart("12 Mill Lane, Apt 4, Ripon").city == "Ripon"


@pytest.mark.parametrize("cell", [",;|", "9" * 5000, "12 " * 2000, "A1 " * 400, ", 1234" * 300])
def test_what_is_no_address_is_no_trouble(cell):
    assert len(taken_apart(cell).city) <= LONGEST
