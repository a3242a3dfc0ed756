"""What programs write into tables that people would not: rows about the list, links with
their address behind them, FALSE, a firm before the name.
"""

import pytest

from netmerge.importers import read_all


@pytest.fixture
def read(tmp_path):
    """What a CSV of these lines gives."""

    def read(*lines, name="a.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes("\n".join(lines).encode(encoding))
        return read_all([path])

    return read


@pytest.mark.parametrize(
    "footer",
    [
        "Total: 2;;",
        "Summe;2;",
        ";;Anzahl Mitglieder: 2",
        "Gedruckt am 13.01.2026;;",
        "Imprimé le 13 janvier 2026;;",
        "Exported from Rolodesk on 2026-01-13;;",
        "Seite 1 von 3;;",
        "Página 1 de 2;;",
        "Страница 1 из 2;;",
        "(2 rows affected);;",
        "合計 2;;",
    ],
)
def test_a_row_about_the_list_is_nobody(read, footer):
    found = read("Name;E-Mail;Tel", "Ida Holm;ida@holm.example;", footer, "Bo Ray;bo@ray.example;1")
    assert found.records["full_name"].tolist() == ["Ida Holm", "Bo Ray"]
    assert found.records["position"].tolist() == [1, 3]
    assert found.rejects[["position", "line"]].to_numpy().tolist() == [[2, 3]]
    assert found.rejects["raw"][0] == footer.strip(";").replace(";", " ")


@pytest.mark.parametrize(
    "name", ["Page Turner", "Total Wine", "Jimmy Page 2", "Stand 12", "Sum 41", "Printed Matter"]
)
def test_somebody_who_is_called_nearly_so_is_somebody(read, name):
    assert read("Name;E-Mail;Tel", f"{name};;").records["full_name"].tolist() == [name]


@pytest.mark.parametrize(
    "last",
    [
        ["Klassenlehrerin: Frau Weber;;"],
        ["Osztályfőnök: Pál tanár úr;;"],
        ["Class teacher: Mrs Hill;;", "Parents' rep.: n.n.;;", "Total: 2;;"],
        [";;", "Trainer: Karl", "Kassierin: Jana Vogt"],
    ],
)
def test_who_is_named_by_an_office_below_a_list_is_none_of_it(read, last):
    people = ["Ida Holm;ida@holm.example;1", "Coach: Ann Lee;;", "Bo Ray;bo@ray.example;1"]
    found = read("Name;E-Mail;Tel", *people, *last)
    assert len(found.records.query("status == 'read'")) == 3
    assert len(found.rejects) == sum(":" in row for row in last)


def test_a_link_of_access_is_its_address(read):
    found = read(
        "Name,E-Mail,Webseite",
        "Ida Holm,ida@holm.example#mailto:ida@holm.example#,holm.example#http://holm.example/#",
        "Bo Ray,Bo#mailto:bo@ray.example#,",
        "C# Club,c@club.example,https://club.example/#top",
    ).records
    assert found["emails"].explode().tolist() == [
        "ida@holm.example",
        "Bo <bo@ray.example>",
        "c@club.example",
    ]
    assert found["urls"].explode().dropna().tolist() == [
        "http://holm.example/",
        "https://club.example/#top",
    ]
    assert found["full_name"].tolist()[2] == "C# Club"


def test_what_odoo_writes(read):
    found = read(
        "Display Name,Related Company/Name,Phone,Email",
        '"Lake, Inc., Ida Holm","Lake, Inc.",FALSE,ida@lake.example',
        '"Holm, Bo",Lake,False,bo@lake.example',
    ).records
    assert found["full_name"].tolist() == ["Ida Holm", "Holm, Bo"]
    assert not found["phones"].notna().any()
    assert found["company"].tolist() == ["Lake, Inc.", "Lake"]


def test_signs_of_filemaker_within_cells_part_lines(read):
    found = read(
        '"Vorname","Telefon","Notiz"\r"Zoë","+49 171 5550127\x1d030 5550128","eins\x0bzwei"\r',
        name="a.mer",
        encoding="mac_roman",
    ).records
    assert found["given_name"].tolist() == ["Zoë"]
    assert list(found["phones"][0]) == ["+49 171 5550127", "030 5550128"]
    assert list(found["notes"][0]) == ["eins\nzwei"]


def test_a_header_in_two_rows_of_which_each_has_names(read):
    found = read(
        "Stand heute;;;;Seite eins",
        "Nr.;Name;;Kontakt;;Geburtsdatum",
        ";Nachname;Vorname;E-Mail;Tel.",
        "1;Holm;Ida;ida@holm.example;030 5550127;06.05.1980",
    ).records
    assert found["family_name"].tolist() == ["Holm"]
    assert found["birthday"].tolist() == ["1980-05-06"]
    assert found["extra"].tolist() == ['{"Nr.": "1"}']


def test_persian_years_under_a_persian_header(read):
    found = read("نام,موبایل,تاریخ تولد", "سارا کریمی,09121234567,۱۳۶۳/۰۵/۱۲").records
    assert found["birthday"].tolist() == ["1984-08-03"]
    assert found["extra"].isna().all()


@pytest.mark.parametrize("header", ["Name,Number", "Sıra,Ad,Numara", "姓名,号码"])
def test_a_name_and_a_number_are_a_list_of_telephones(read, header):
    cells = ["1", "Ida Holm", "+4530123456"][-header.count(",") - 1 :]
    found = read(header, ",".join(cells)).records
    assert list(found["phones"][0]) == ["+4530123456"]


def test_a_number_beside_a_way_to_reach_somebody_is_none(read):
    found = read("Number,Name,Email", "4530123456,Ida Holm,ida@holm.example").records
    assert found["phones"].isna().all()
