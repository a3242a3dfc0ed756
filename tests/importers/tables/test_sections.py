"""Several tables of people in one file, each under a header of its own: none is left out."""

import pytest

from netmerge.importers import read_all
from netmerge.importers.tables.header import heads_people

BOARD = ("Name;E-Mail", "Ute Falk;ute@falk.example", "Jan Reh;jan@reh.example")
MEMBERS = ("Nachname;Vorname;Handy;E-Mail", "Holm;Ida;0170 5550123;ida@holm.example")


@pytest.fixture
def read(tmp_path):
    """What a CSV of these lines gives."""

    def read(*lines):
        path = tmp_path / "verein.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return read_all([path])

    return read


def names(found):
    """The name, whole or in parts, of each record."""
    table = found.records[["full_name", "given_name", "family_name"]]
    return [" ".join(row.dropna()) for _, row in table.iterrows()]


@pytest.mark.parametrize(("first", "second"), [(BOARD, MEMBERS), (MEMBERS, BOARD)])
@pytest.mark.parametrize("between", [(), ("",), ("", "Mitglieder"), (";;;", "Mitglieder;;;")])
def test_tables_one_below_another_are_all_read(read, first, second, between):
    found = read(*first, *between, *second)
    apart = names(read(*first)) + names(read(*second))
    assert [name for name in names(found) if name] == apart
    assert set(found.records["emails"].explode().dropna()) >= {"jan@reh.example"}
    assert found.records["position"].tolist() == list(range(1, len(found.records) + 1))
    assert not len(found.rejects)


def test_the_source_says_that_there_are_several(read):
    note = read(*BOARD, "", *MEMBERS).sources["note"].iloc[0]
    assert note.startswith("2 tables, one below another")


def test_lines_and_rejects_are_those_of_the_file(read):
    found = read(
        "Stand 2026", *BOARD, "", *MEMBERS, "a;b;c;d;e", "Berg;Mia;0170 5550124;m@b.example"
    )
    assert found.records["line"].tolist() == [3, 4, 7, 9]
    assert found.rejects[["position", "line"]].to_numpy().tolist() == [[4, 8]]


def test_a_header_in_two_rows_is_one(read):
    found = read("Name;Firma;E-Mail", "Vorname;Nachname;E-Mail", "Ida;Holm;ida@holm.example")
    assert names(found) == ["Ida Holm"]


@pytest.mark.parametrize(
    ("cells", "is_one"),
    [
        (("First Name", "Last Name", "Shoe size"), True),
        (("Name", "Email"), True),
        (("Mobile", "Work"), False),
        (("Company", "Title", "City"), False),
        (("Email", "Email", "Name"), False),
        (("Ida Holm", "Manager", "Note"), False),
    ],
)
def test_what_is_the_header_of_a_table_of_people(cells, is_one):
    assert heads_people(cells) is is_one


def test_a_row_of_words_that_name_columns_is_a_row(read):
    found = read("Name;Firma;Position", "Ida Holm;Firma;Position", "Name;Firma;E-Mail AG")
    assert len(found.records) == 2
