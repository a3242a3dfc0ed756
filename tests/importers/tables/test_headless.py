"""Tables without a header, by what stands in their columns."""

import pytest

import netmerge as nm
from netmerge.errors import ReadError
from netmerge.importers import find_importer, inspect, read_all
from netmerge.settings import Settings
from tests.importers.sources import PLAIN, source_of

FIELDS = {
    "name first": (
        "Vera Kolb,vera@kolb.example,+49 171 5550101,Kolb AG\nUdo Ritz,u@ritz.example,,Ritz AG\n",
        ["full_name", "email", "phone", "company"],
    ),
    "address first": (
        "vera@kolb.example;Vera Kolb\nudo@ritz.example;Udo Ritz\n",
        ["email", "full_name"],
    ),
    "two names": (
        "Vera\tKolb\t0171 5550101\nUdo\tRitz\t0171 5550102\n",
        ["given_name", "family_name", "phone"],
    ),
    "names turned round": (
        "Kolb,Anna,anna.kolb@x.example\nRitz,Peter,p.ritz@x.example\n",
        ["family_name", "given_name", "email"],
    ),
    "company first": (
        "Kolb AG,Vera Kolb,vera@x.example\nRitz GmbH,Udo Ritz,udo@x.example\n",
        ["company", "full_name", "email"],
    ),
    "a title": (
        "Vera Kolb,Sales Manager,Kolb AG,vera@kolb.example\nUdo Ritz,Director,,u@ritz.example\n",
        ["full_name", "title", "company", "email"],
    ),
    "numbers of rows": (
        "1,Vera Kolb,vera@kolb.example,1980-05-06\n2,Udo Ritz,udo@ritz.example,1981-05-06\n",
        [None, "full_name", "email", None],
    ),
    "pages": (
        "Vera Kolb,https://www.linkedin.com/in/verak,https://kolb.example,vera@kolb.example\n",
        ["full_name", "linkedin_url", "url", "email"],
    ),
    "addresses alone": ("vera@kolb.example\nUdo Ritz <udo@ritz.example>\n", ["email"]),
    "signs of Japan": (
        "北野花,hana@kitano.example,株式会社北野\n山田太郎,t@yamada.example,山田商事有限会社\n",
        ["full_name", "email", "company"],
    ),
    "Excel's own line": ("sep=;\nVera Kolb;vera@kolb.example\n", ["full_name", "email"]),
    "two numbers": (
        "Vera Kolb,+49 171 5550101,+49 30 5550102\nUdo Ritz,+49 171 5550103,\n",
        ["full_name", "phone", "phone"],
    ),
}


@pytest.mark.parametrize(("text", "fields"), FIELDS.values(), ids=FIELDS)
def test_columns_are_known_by_their_cells(tmp_path, text, fields):
    source = source_of(tmp_path / "list.csv", text)
    assert find_importer(source, PLAIN).NAME == "headless"
    assert list(inspect(source.path).columns.values()) == fields


def test_no_row_is_taken_for_a_header(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(FIELDS["name first"][0])
    found = read_all([path])
    assert found.records["full_name"].tolist() == ["Vera Kolb", "Udo Ritz"]
    assert found.records["line"].tolist() == [1, 2]
    assert "without a header" in found.sources["note"].iloc[0]


@pytest.mark.parametrize(
    "text",
    [
        "Zorg,Blarg\nVera Kolb,vera@kolb.example\nUdo Ritz,udo@ritz.example\n",
        "Zorg,\nVera Kolb,vera@kolb.example\nUdo Ritz,udo@ritz.example\n",
        "just words\nand more of them\n",
        "1,2,3\n4,5,6\n",
        "2026-01-02,17\n2026-01-03,18\n",
        "Write to vera@kolb.example today\nor to nobody\n",
    ],
)
def test_a_header_that_nobody_knows_and_what_are_no_contacts_are_refused(tmp_path, text):
    path = tmp_path / "list.csv"
    path.write_text(text)
    with pytest.raises(ReadError, match="is not a contact export"):
        read_all([path])


def test_a_known_header_outranks_the_cells(tmp_path):
    source = source_of(tmp_path / "list.csv", "Company,Email\nVera Kolb,vera@kolb.example\n")
    assert find_importer(source, PLAIN).NAME == "contacts"


def test_the_user_has_the_last_word(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Vera Kolb,blue,vera@kolb.example\nUdo Ritz,red,udo@ritz.example\n")
    found = read_all([path], Settings(columns={"Column 2": "category"}))
    assert [list(labels) for labels in found.records["categories"]] == [["blue"], ["red"]]


def test_rows_of_other_widths_are_read(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Vera Kolb,vera@kolb.example\nUdo Ritz,udo@ritz.example,+49 171 5550103,x\n")
    assert len(read_all([path]).records) == 2


def test_people_without_a_header_are_merged(tmp_path):
    path = tmp_path / "list.txt"
    path.write_text('"Kolb, Vera" <vera@kolb.example>\nUdo Ritz <udo@ritz.example>\nx@y.example\n')
    contacts = nm.reconcile(path, today="2026-11-01").contacts
    assert set(contacts["full_name"].dropna()) == {"Vera Kolb", "Udo Ritz"}
