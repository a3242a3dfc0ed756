"""Names in a column whose header says that the family's stands first, and particles in one of
their own.
"""

import pytest

from netmerge.clean.records import clean_records
from netmerge.importers import inspect, read_all


@pytest.fixture
def parts(tmp_path):
    """The given and family name of the only person of a table, as cleaned."""

    def parts(header, name):
        path = tmp_path / "list.csv"
        path.write_text(f"{header}\n{name};a@holm.example;0123456789\n", encoding="utf-8")
        cleaned = clean_records(read_all([path]).records, None)
        return tuple(cleaned[["given_name", "family_name"]].fillna("").iloc[0])

    return parts


@pytest.mark.parametrize(
    ("header", "name", "given", "family"),
    [
        ("Név;E-mail cím;Telefonszám", "Bódi Csenge", "Csenge", "Bódi"),
        ("Név;E-mail cím;Telefonszám", "ifj. Pál Zsombor", "Zsombor", "Pál"),
        ("Név;E-mail cím;Telefonszám", "Dr. Pintér Gergő", "Gergő", "Pintér"),
        ("Név;E-mail cím;Telefonszám", "Kis-Juhász Anna Mária", "Anna Mária", "Kis-Juhász"),
        ("Cognome e nome;E-mail;Telefono", "Lo Presti Gaia", "Gaia", "Lo Presti"),
        ("Cognome e nome;E-mail;Telefono", "D'Amico Ennio", "Ennio", "D'Amico"),
        ("Nom et prénom;Courriel;Téléphone", "Thomas Martin", "Martin", "Thomas"),
        ("Apellidos y nombre;Correo;Teléfono", "Ferrer Bosch Nuria", "Nuria", "Ferrer Bosch"),
        ("Nazwisko i imię;E-mail;Telefon", "Bąk Gniewko", "Gniewko", "Bąk"),
        ("ФИО;Почта;Телефон", "Белов Святослав", "Святослав", "Белов"),
        ("Achternaam, voornaam;E-mail;Mobiel", "van den Heuvel Sjors", "Sjors", "van den Heuvel"),
        ("Surname and first name;Email;Phone", "Ó Briain Fiadh", "Fiadh", "Ó Briain"),
        ("Sukunimi ja etunimi;Sähköposti;Puhelin", "Niemi Aava", "Aava", "Niemi"),
    ],
)
def test_the_header_tells_the_order_of_names(parts, header, name, given, family):
    assert parts(header, name) == (given, family)


@pytest.mark.parametrize(
    ("header", "name", "given", "family"),
    [
        ("Nom et prénom;Courriel;Téléphone", "Clémence Roussel", "Clémence", "Roussel"),
        ("Cognome e nome;E-mail;Telefono", "Vidal, Ona", "Ona", "Vidal"),
        ("ФИО;Почта;Телефон", "Белова Злата Игоревна", "Злата", "Белова"),
    ],
)
def test_a_name_that_tells_its_own_order_is_believed(parts, header, name, given, family):
    assert parts(header, name) == (given, family)


def test_inspect_tells_that_the_family_name_is_taken_to_stand_first(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Cognome e nome,E-mail\nLo Presti Gaia,gaia@presti.example\n", encoding="utf-8")
    assert inspect(path).columns["Cognome e nome"] == "full_name:family_first"


@pytest.mark.parametrize("column", ["Tussenv.", "Voorvoegsel", "Voorvoegsel(s)", "Tussenvoegsels"])
def test_particles_in_a_column_of_their_own_are_the_family_names(tmp_path, column):
    path = tmp_path / "list.csv"
    path.write_text(f"Achternaam,{column},Roepnaam\nHeuvel,van den,Sjors\n", encoding="utf-8")
    name = clean_records(read_all([path]).records, None).iloc[0]
    assert [name["full_name"], name["family_name"]] == ["Sjors van den Heuvel", "van den Heuvel"]
