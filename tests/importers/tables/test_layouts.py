"""Tables that are laid out otherwise than a CSV: a value a line, rows in quotation marks,
other signs between cells.
"""

import pytest

from netmerge.importers import inspect, read_all


@pytest.fixture
def read(tmp_path):
    """What a file of this name and text gives."""

    def read(text, name="people.txt"):
        path = tmp_path / name
        path.write_bytes(text.encode())
        return read_all([path])

    return read


def people(found):
    """The name, addresses and numbers of each record."""
    columns = found.records[["full_name", "given_name", "family_name", "emails", "phones"]]
    return [
        (
            " ".join(row[["full_name", "given_name", "family_name"]].dropna()),
            *(list(row[name]) if row[name] is not None else [] for name in ("emails", "phones")),
        )
        for _, row in columns.astype(object).where(columns.notna(), None).iterrows()
    ]


OLE = "Mail: ole@bang.example"
LABELLED = [
    f"Name: Mette Krag\nTelefon: 040 555010\nMail: mette@krag.example\n\nName: Ole Bang\n{OLE}\n",
    f"""Liste der Gruppe
================

Name: Mette Krag
Tel.: 040 555010
Mail: mette@krag.example
---
Name: Ole Bang
{OLE}
""",
    f"""FirstName:  Mette
LastName:  Krag
PhoneNumber:  040 555010
MailAddress:  mette@krag.example
\fFirstName:  Ole
LastName:  Bang
{OLE}
\f""",
    f"Mette Krag\nTelefon: 040 555010\nMail: mette@krag.example\n\nOle Bang\n{OLE}",
    f"""- **Name:** Mette Krag
- **Phone:** 040 555010
- **Email:** mette@krag.example
- **Name:** Ole Bang
- **{OLE.replace(":", ":**")}
""",
    """name=Mette Krag
phone=040 555010
email=mette@krag.example

name=Ole Bang
email=ole@bang.example
""",
    """氏名：Mette Krag
電話：040 555010
メール：mette@krag.example

氏名：Ole Bang
メール：ole@bang.example
""",
    "Mette Krag\nTelefon: 040 555010\nmette@krag.example\n\nOle Bang\nole@bang.example\n",
    """Nom,Mette Krag
Téléphone,040 555010
Courriel,mette@krag.example
,
Nom,Ole Bang
Courriel,ole@bang.example
""",
    """Nome\tMette Krag
Telefone\t040 555010
E-mail\tmette@krag.example

Nome\tOle Bang
E-mail\tole@bang.example
""",
]


@pytest.mark.parametrize("text", LABELLED)
def test_a_value_a_line_behind_its_label(read, text):
    found = read(text)
    mette, ole = people(found)
    assert mette == ("Mette Krag", ["mette@krag.example"], ["040 555010"])
    assert ole == ("Ole Bang", ["ole@bang.example"], [])
    assert found.records["source"].tolist() == ["contacts", "contacts"]


def test_lines_without_a_label_go_on_with_the_value_above_and_none_is_lost(read):
    found = read(
        "Nombre: Ana Gil\nNotas: llama tarde\n   y nunca el lunes\nCargo: Jefa\n"
        "\nCorreo: ana@gil.example\nClave: 7\n\nNombre: Leo Paz\nMóvil: 612 555 010\n"
        "\nActualizado ayer\n"
    )
    assert found.records["line"].tolist() == [1, 9]
    assert list(found.records["notes"][0]) == ["llama tarde\ny nunca el lunes"]
    assert list(found.records["emails"][0]) == ["ana@gil.example"]
    assert "Clave" in found.records["extra"][0]
    assert found.rejects[["position", "line", "raw"]].to_numpy().tolist() == [
        [3, 12, "Actualizado ayer"]
    ]


def test_a_table_that_begins_with_names_of_columns_is_a_table(read):
    found = read("Name,Email\nPhone Booth,phone@booth.example\nNotes Lee,n@lee.example\n")
    assert [name for name, *_ in people(found)] == ["Phone Booth", "Notes Lee"]


def test_a_table_with_such_lines_in_its_notes_is_a_table(read):
    notes = "Home Fax: 040 555010\nE-mail: mette@old.example\nPhone: 040 555011"
    found = read(
        f'Title of a list\n\nName,Title,Phone,Notes\nMette Krag,Cook,,"{notes}"\n', "a.csv"
    )
    assert found.records["full_name"].tolist() == ["Mette Krag"]


def test_inspect_tells_the_labels(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(LABELLED[0])
    assert inspect(path).columns == {"Name": "full_name", "Telefon": "phone", "Mail": "email"}


@pytest.mark.parametrize("behind", ["", ";;;"])
def test_rows_that_stand_in_one_pair_of_quotation_marks(read, behind):
    lines = [
        '"First Name,Last Name,Email,Notes"',
        '"Gwen,Ash,gwen@ash.example,""tea, and cake"""',
        '"Rory,Blunt,rory@blunt.example,"',
    ]
    found = read("".join(f"{line}{behind}\r\n" for line in lines), "a.csv")
    assert [name for name, *_ in people(found)] == ["Gwen Ash", "Rory Blunt"]
    assert list(found.records["notes"][0]) == ["tea, and cake"]
    assert found.records["line"].tolist() == [2, 3]


def test_a_table_of_one_quoted_column_stays_as_it_is(read):
    found = read('"Email"\n"ann@lee.example"\n"bo@ray.example"\n', "a.csv")
    assert found.records["emails"].explode().tolist() == ["ann@lee.example", "bo@ray.example"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "First Name^Last Name^Email\nIda^Holm^ida@holm.example\n"),
        ("a.md", "# List\n\n| Name | Email |\n|---|:-:|\n| Ida Holm | ida@holm.example |\n"),
        ("a.txt", "Name~Email\nIda Holm~ida@holm.example\n"),
        ("a.psv", "Name|Email\nIda Holm|ida@holm.example\n"),
    ],
)
def test_other_signs_between_cells_and_other_endings(read, name, text):
    found = read(text, name).records
    assert people(read(text, name))[-1][:2] == ("Ida Holm", ["ida@holm.example"])
    assert (found["status"] == "read").sum() == 1


def test_a_title_right_above_the_first_name_is_nobodys(read):
    found = read("Agenda\nNombre: Xosé\nApellidos: Rei\nMóvil: 612 55 50 32\n")
    assert people(found) == [("Xosé Rei", [], ["612 55 50 32"])]
    assert found.rejects["raw"].tolist() == ["Agenda"]
