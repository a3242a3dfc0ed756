"""What is peculiar to Google's CSV; the whole tables stand in fixtures/google."""

import pytest

from netmerge.importers import read_all
from netmerge.importers.programs import google
from tests.fixtures.cases import document
from tests.importers.sources import source_of


@pytest.mark.parametrize("name", ["2019.csv", "2024.csv"])
def test_both_generations_are_claimed(name):
    assert google.claims(source_of(document("google", name)))


@pytest.mark.parametrize(
    "name", ["outlook/outlook-com.csv", "outlook/from-google.csv", "cards/covve.csv"]
)
def test_other_programs_files_are_not(name):
    assert not google.claims(source_of(document(*name.split("/"))))


def test_a_nameless_row_keeps_its_address():
    nameless = read_all([document("google", "2024.csv")]).records.iloc[1]
    assert (nameless["kind"], list(nameless["emails"])) == (
        "person",
        ["bobby.jay@solstice.example"],
    )


def test_the_label_that_everybody_has_is_no_category(tmp_path):
    rows = ["First Name,Labels,E-mail 1 - Label,E-mail 1 - Value"]
    rows += [
        "Ann,* myContacts,*,a@x.example",
        "Bo,Chess ::: * myContacts ::: * starred,Home,b@x.example",
    ]
    (tmp_path / "google.csv").write_text("\n".join(rows))
    categories = read_all([tmp_path / "google.csv"]).records["categories"]
    assert categories.isna().tolist() == [True, False]
    assert list(categories[1]) == ["Chess", "starred"]


def test_a_label_of_one_cell_holds_for_each_of_its_values(tmp_path):
    header = "First Name,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value\n"
    (tmp_path / "google.csv").write_text(
        header + "Ann,,* Work,a@x.example ::: b@x.example,Work Fax,1 ::: 2\n"
    )
    record = read_all([tmp_path / "google.csv"]).records.iloc[0]
    assert list(record["email_types"]) == ["work,pref", "work,pref"]
    assert list(record["phone_types"]) == ["fax,work", "fax,work"]


SEVERAL = (
    "First Name,Last Name,Nickname,Organization Department,Birthday,Labels,"
    "E-mail 1 - Label,E-mail 1 - Value,Address 1 - Label,Address 1 - Formatted,"
    "Address 1 - Street,Address 1 - City,Address 1 - PO Box,Address 1 - Country,"
    "IM 1 - Service,IM 1 - Value\n"
    "Ines,Duarte,Nena ::: Inesita,Yarn ::: Felt,1980-05-06 ::: 1980-05-07,* myContacts,"
    "Home,i@duarte.example,Home,Rua Nova 4 Porto ::: Cais 9 Gaia,"
    "Rua Nova 4 ::: Cais 9,Porto ::: Gaia, ::: 77,PT,Skype ::: AIM,ines.d ::: inesd\n"
)


@pytest.fixture
def several(tmp_path):
    (found,) = read_all([source_of(tmp_path / "google.csv", SEVERAL).path]).records.itertuples()
    return found


def test_addresses_that_google_joins_are_two(several):
    assert (several.street, several.city, several.country) == ("Rua Nova 4", "Porto", "PT")
    (other,) = several.other_addresses
    assert (other["type"], other["street"], other["city"]) == ("home", "Cais 9", "Gaia")
    assert (other["po_box"], other["country"]) == ("77", None)
    assert "Cais 9 Gaia" in several.extra


def test_of_what_a_contact_has_once_the_first_is_it_and_nothing_is_lost(several):
    assert (several.birthday, several.department) == ("1980-05-06", "Yarn")
    assert "1980-05-07" in several.extra
    assert "Felt" in several.extra


def test_nicknames_and_accounts_that_google_joins_are_several(several):
    assert several.nickname == "Nena, Inesita"
    assert list(several.handles) == ["skype:ines.d", "aim:inesd"]
