"""Any table of contacts: which files are taken for one, and how cells become values."""

import json

import pytest

from netmerge.errors import ReadError
from netmerge.importers import find_importer, inspect, read_all
from netmerge.importers.programs import any_table as contacts
from netmerge.settings import Settings
from tests.importers.sources import PLAIN, source_of


@pytest.fixture
def read(tmp_path):
    def records(content, **columns):
        path = tmp_path / "list.csv"
        path.write_text(content, "utf-8")
        return read_all([path], Settings(columns=columns)).records

    return records


@pytest.mark.parametrize(
    "content",
    [
        "id,name,price,colour\n1,Lamp,5,red\n",
        "date,amount\n2020-01-01,5\n",
        "Ann,Lee,a@x.example\nBo,Fox,b@x.example\n",
        "just a text\nof two lines\n",
        "",
    ],
)
def test_a_table_without_names_and_addresses_is_not_claimed(tmp_path, content):
    assert not contacts.claims(source_of(tmp_path / "x.csv", content or "\n"))


def test_a_file_of_another_kind_is_not_claimed(tmp_path):
    assert not contacts.claims(source_of(tmp_path / "x.html", "Name,Email\nAnn,a@x.example\n"))


def test_columns_that_only_the_user_knows_are_read_by_the_user_s_word(read, tmp_path):
    records = read("kol1;kol2\nAnn Lee;a@x.example\n", kol1="full_name", kol2="email")
    assert records["full_name"].tolist() == ["Ann Lee"]
    assert list(records["emails"][0]) == ["a@x.example"]
    assert find_importer(source_of(tmp_path / "list.csv"), PLAIN) is None


def test_a_list_of_one_column_is_read(read):
    assert [list(found) for found in read("Email\na@x.example\nb@x.example\n")["emails"]] == [
        ["a@x.example"],
        ["b@x.example"],
    ]


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("a@x.example ; b@x.example", ["a@x.example", "b@x.example"]),
        ("a@x.example, b@x.example", ["a@x.example", "b@x.example"]),
        ("a@x.example ::: b@x.example", ["a@x.example", "b@x.example"]),
        ("a@x,example", ["a@x,example"]),
        ("a @ x.example", ["a @ x.example"]),
    ],
)
def test_a_cell_of_several_addresses_is_parted_and_one_misread_is_not(read, cell, values):
    assert list(read(f'Name,Email\nAnn,"{cell}"\n')["emails"][0]) == values


def test_a_row_without_a_name_has_the_one_before_its_address(read):
    rows = ["Ann Lee <ann@lee.example>", '"""Poe, Bo"" <bo@poe.example>"', "cy@x.example"]
    names = read("\n".join(["Email", *rows]) + "\n")["full_name"]
    assert names.fillna("").tolist() == ["Ann Lee", "Poe, Bo", ""]
    assert read("Name,Email\nAnn Lee,Boss <ann@lee.example>\n")["full_name"][0] == "Ann Lee"


def test_official_numbers_keep_their_kind_and_their_writing(read):
    records = read(
        "Name,Email,Passport,SSN\nAnn,a@x.example,K123 4567; L7654321,294-66-9999\n"
        "Bo,b@x.example,,\n"
    )
    assert list(records["identifiers"][0]) == [
        "passport:K123 4567",
        "passport:L7654321",
        "ssn:294-66-9999",
    ]
    assert records["identifiers"].isna().tolist() == [False, True]


def test_official_numbers_that_netmerge_has_written_are_read_as_such(read):
    records = read(
        "full_name,emails,identifiers\nAnn,a@x.example,passport:K1234567; ssn:294-66-9999\n"
    )
    assert list(records["identifiers"][0]) == ["passport:K1234567", "ssn:294-66-9999"]


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("+44 20 7946 0000; 07700 900000", ["+44 20 7946 0000", "07700 900000"]),
        ("+442079460000;ext=12 ; 07700 900000", ["+442079460000;ext=12", "07700 900000"]),
        ("030 / 12 34, ext 5", ["030 / 12 34, ext 5"]),
    ],
)
def test_a_cell_of_several_numbers_is_parted(read, cell, values):
    assert list(read(f'Name,Phone\nAnn,"{cell}"\n')["phones"][0]) == values


def test_a_profile_among_web_pages_is_the_linkedin_profile(read):
    record = read('Name,Website\nAnn,"http://x.example, https://linkedin.com/in/ann"\n').iloc[0]
    assert (record["linkedin_url"], list(record["urls"])) == (
        "https://linkedin.com/in/ann",
        ["http://x.example"],
    )


def test_a_cell_kept_from_running_as_a_formula_reads_as_it_was(read):
    records = read("Name,Phone,Notes\nAnn,'+442079460000,'=1+1\nBo,1,'tis\n")
    assert [list(found) for found in records["phones"]] == [["+442079460000"], ["1"]]
    assert [list(found) for found in records["notes"]] == [["=1+1"], ["'tis"]]


def test_nothing_of_a_row_is_lost(read):
    record = read(
        "Name,Full Name,Email,Birthday,Shoe size,Suburb,City\n"
        'Ann,Ann Lee,a@x.example,soon,"4 ""wide""",Hampstead,London\n'
    ).iloc[0]
    assert (record["full_name"], record["city"]) == ("Ann", "Hampstead")
    assert json.loads(record["extra"]) == {
        "Full Name": "Ann Lee",
        "Birthday": "soon",
        "Shoe size": '4 "wide"',
        "City": "London",
    }


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("Ann Lee,Acme,ann@x.example", "person"),
        (",Acme,ann.lee@x.example", "person"),
        (",Acme,", "organisation"),
        (",Acme,info@x.example", "organisation"),
        (",,sales@x.example", "organisation"),
        ("acme,Acme,", "organisation"),
        ("TAXI,,", "organisation"),
        ("Ann Taxi,,", "person"),
    ],
)
def test_companies_and_services_are_told_from_people(read, row, kind):
    assert read(f"Name,Company,Email\n{row}\nBo,,\n")["kind"][0] == kind


def test_a_row_that_names_nobody_is_empty_and_counted(tmp_path):
    (tmp_path / "x.csv").write_text("Name,Email,Notes\nAnn,,\n,,just a note\n,,\n")
    imported = read_all([tmp_path / "x.csv"])
    assert imported.records["status"].tolist() == ["read", "empty", "empty"]
    assert imported.sources[["rows", "read", "empty", "rejected"]].iloc[0].tolist() == [3, 1, 2, 0]


def test_rejected_rows_leave_the_others_their_positions(tmp_path):
    (tmp_path / "x.csv").write_text("Name,Email\nAnn,a@x.example\nLee, Bo,b@x.example\nCy,\n")
    imported = read_all([tmp_path / "x.csv"])
    assert imported.records["position"].tolist() == [1, 3]
    assert imported.rejects[["file", "position", "line"]].iloc[0].tolist() == ["x.csv", 2, 3]


def test_a_header_without_rows_is_an_error(tmp_path):
    (tmp_path / "x.csv").write_text("Name,Email\n")
    with pytest.raises(ReadError, match=r"x\.csv"):
        read_all([tmp_path / "x.csv"])


def test_inspect_tells_how_the_columns_are_mapped(tmp_path):
    (tmp_path / "x.csv").write_text("Name;Handy;Shoe size\n" + "Ann;1;38\n" * 5)
    found = inspect(tmp_path / "x.csv")
    assert found.columns == {"Name": "full_name", "Handy": "phone:cell", "Shoe size": None}
    assert (found.source, found.rows, found.encoding, len(found.samples)) == (
        "contacts",
        5,
        "utf-8",
        3,
    )
    assert found.note == "delimiter: semicolon; kept in extra, without a field: Shoe size"


@pytest.mark.parametrize("between", ["---;---;---", "|------|------|", "=====;;", "***;...;___"])
def test_a_drawn_line_is_a_blank_row(tmp_path, between):
    path = tmp_path / "people.csv"
    mark = "|" if "|" in between else ";"
    path.write_text(
        mark.join(["Name", "Phone", "Email"])
        + f"\n{between}\n"
        + mark.join(["Ada Byron", "", "ada@looms.example"])
        + "\n",
        "utf-8",
    )
    found = read_all([path]).records
    assert found["status"].tolist() == ["empty", "read"]
