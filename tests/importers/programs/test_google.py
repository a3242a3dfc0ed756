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
