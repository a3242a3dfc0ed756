"""A name and an address in one cell, in whichever column it stands."""

import pytest

from netmerge.importers import read_all


@pytest.fixture
def record(tmp_path):
    def read(header, cell):
        path = tmp_path / "list.csv"
        quoted = cell.replace('"', '""')
        path.write_text(f'{header}\n"{quoted}",x\n', encoding="utf-8")
        (found,) = read_all([path]).records.itertuples()
        return found.full_name, list(found.emails) if found.emails is not None else None

    return read


CELLS = {
    "Nia Ude <nia@ude.example>": "Nia Ude",
    '"Ude, Nia" <nia@ude.example>': "Ude, Nia",
    "'Nia Ude' <nia@ude.example>": "Nia Ude",
    "Nia Ude<nia@ude.example>": "Nia Ude",
    "Нина Удальцова <nia@ude.example>": "Нина Удальцова",
    "nia@ude.example": None,
    "<nia@ude.example>": None,
}


@pytest.mark.parametrize(("cell", "name"), CELLS.items())
def test_an_address_in_the_name_is_the_address(record, cell, name):
    full_name, emails = record("Name,Company", cell)
    assert (full_name if isinstance(full_name, str) else None) == name
    assert emails == ["nia@ude.example"]


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        *CELLS.items(),
        ("nia@ude.example (Nia Ude)", "Nia Ude"),
        ('"Nia Ude" nia@ude.example', "Nia Ude"),
    ],
)
def test_a_name_beside_the_address_is_the_name(record, cell, name):
    full_name, _ = record("Email,Company", cell)
    assert (full_name if isinstance(full_name, str) else None) == name


def test_what_has_a_name_and_an_address_keeps_both(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Name,Email\nNia @ Ude Mills,nia@ude.example\nBo Ro,Robert <bo@ro.example>\n")
    records = read_all([path]).records
    assert records["full_name"].tolist() == ["Nia @ Ude Mills", "Bo Ro"]


def test_names_beside_several_addresses_of_a_cell_are_kept(tmp_path):
    cell = '"Tunde <tunde@oduya.example>, Ayo <ayo@oduya.example>"'
    path = tmp_path / "a.csv"
    path.write_text(f"Name,Emails\nThe Oduyas,{cell}\nIda,Ida <ida@holm.example>; i@holm.example\n")
    found = read_all([path]).records
    assert found["extra"][0] == f'{{"Emails": {cell}}}'
    assert found["extra"].isna().tolist() == [False, True]
