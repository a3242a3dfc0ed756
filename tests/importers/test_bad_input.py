"""An input that cannot be read gives one error that names the file and the cure; a bad row among
good ones a reject.
"""

import zipfile
from random import Random

import pytest

from netmerge.errors import ReadError, SettingsError
from netmerge.importers import inspect, read_all
from netmerge.settings import Settings

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
GOOD = "Ann,Lee,https://www.linkedin.com/in/annlee,,Acme,Boss,01 Jan 2020\n"
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Ann Lee\nEND:VCARD\n"


def error_of(path):
    with pytest.raises(ReadError) as caught:
        read_all([path])
    assert path.name in caught.value.message
    assert caught.value.hint
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("empty.csv", b"", "is empty"),
        ("blank.csv", b"\n \n", "only blanks"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "PNG picture"),
        ("numbers.csv", bytes(range(7)) * 500, "binary"),
        ("prose.txt", b"Dear all,\nplease find attached.\n", 'begins with "Dear all,"'),
        ("page.csv", b"<!DOCTYPE html><html><body>Sign in</body></html>", "not a contact export"),
        ("other.csv", b"Sample,Value\n1,2\n", "not a contact export"),
        ("broken.zip", b"PK\x03\x04 and no more", "broken"),
        ("page.zip", b"<html>Session expired</html>", "not a zip file"),
        ("cards.xls", b"\xd0\xcf\x11\xe0" + bytes(600), "old Office document"),
        ("no_card.vcf", b"FN:Ann Lee\n", "not a contact export"),
        ("header.csv", HEADER.encode(), "no rows"),
        ("names.csv", b"First Name,Last Name,Email Address\n", "has no rows"),
        ("commas.csv", b"Name,Email\n,\n,\n", "empty rows or cards (2)"),
        ("nobody.vcf", b"BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n", "empty rows or cards (1)"),
        ("endless.csv", b"Name,Email\nAnn " + b"x" * 20_000_000 + b",a@x.org\n", "line 2"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_cure(tmp_path, name, content, problem):
    path = tmp_path / name
    path.write_bytes(content)
    assert problem in error_of(path)


def test_a_missing_file_is_named(tmp_path):
    assert "no such file" in error_of(tmp_path / "missing.csv")
    assert "no such file" in error_of(tmp_path / ("x" * 5000))


def test_no_input_at_all_is_an_error():
    with pytest.raises(SettingsError, match="No input"):
        read_all([])


def test_a_folder_without_files_or_without_contacts_is_an_error(tmp_path):
    assert "without files" in error_of(tmp_path)
    (tmp_path / "read me.txt").write_text("hello")
    assert "holds no contacts, only read me.txt" in error_of(tmp_path)


def test_an_archive_without_contacts_is_an_error(tmp_path):
    path = tmp_path / "photos.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.png", b"\x89PNG")
    assert "holds no contacts, only a.png" in error_of(path)


def test_facts_about_the_owner_alone_are_no_contacts(tmp_path):
    (tmp_path / "Email Addresses.csv").write_text(
        "Email Address,Confirmed,Primary,Updated On\na@b.example,Yes,Yes,\n"
    )
    assert "no contacts" in error_of(tmp_path / "Email Addresses.csv")


def test_what_is_not_known_in_a_folder_of_contacts_is_set_aside(tmp_path):
    (tmp_path / "a.vcf").write_text(CARD)
    (tmp_path / "notes.txt").write_text("hello")
    (tmp_path / "empty.csv").write_bytes(b"")
    imported = read_all([tmp_path])
    assert imported.sources[["file", "holds"]].to_numpy().tolist() == [
        ["a.vcf", "contacts"],
        ["empty.csv", "nothing"],
        ["notes.txt", "nothing"],
    ]


def test_an_unknown_file_given_by_itself_is_an_error_beside_good_ones_too(tmp_path):
    good, bad = tmp_path / "a.vcf", tmp_path / "b.csv"
    good.write_text(CARD)
    bad.write_text("Sample,Value\n1,2\n")
    with pytest.raises(ReadError, match=r"b\.csv"):
        read_all([good, bad])


@pytest.mark.parametrize(
    "header",
    [
        "Forename,Surname,URL,Email Address,Company,Position,Connected On",
        "Name,URL,Email Address,Company,Position,Connected On",
        "given,family,since",
    ],
)
def test_a_changed_header_in_an_archive_fails_loudly(tmp_path, header):
    path = tmp_path / "Basic_LinkedInDataExport_01-02-2030.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "Connections.csv", f"{header}\n{','.join(['x'] * (header.count(',') + 1))}\n"
        )
        archive.writestr("Profile.csv", "First Name,Last Name,Maiden Name,Headline\nRobin,Vale,,\n")
    text = error_of(path)
    assert "Connections.csv: its columns are not those of a connections file" in text
    assert "First Name, Last Name" in text
    assert "--map" in text


def test_the_user_can_name_the_changed_columns(tmp_path):
    path = tmp_path / "Basic_LinkedInDataExport_01-02-2030.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "Connections.csv", "Forename*,Surname*,Profile,Since\nAnn,Lee,,02 Jan 2020\n"
        )
    columns = {"Forename*": "given_name", "Surname*": "family_name", "Since": "connected_on"}
    record = read_all([path], Settings(columns=columns)).records.iloc[0]
    assert (record["given_name"], record["family_name"], str(record["connected_on"])) == (
        "Ann",
        "Lee",
        "2020-01-02",
    )


def test_a_table_that_only_the_user_understands_is_read_as_contacts(tmp_path):
    path = tmp_path / "odd.csv"
    path.write_text("Wer,Draht\nAnn Lee,+44 20 7946 0000\nBob Li,+44 20 7946 0001\n")
    assert "not a contact export" in error_of(path)
    records = read_all([path], Settings(columns={"Wer": "full_name", "Draht": "phone"})).records
    assert records["full_name"].tolist() == ["Ann Lee", "Bob Li"]


def test_a_bad_row_is_rejected_with_its_place_and_the_rest_is_read(tmp_path):
    path = tmp_path / "Connections.csv"
    path.write_text(
        f"{HEADER}{GOOD}too,many,cells,in,this,row,01 Jan 2020,and,more\n\n"
        f"{GOOD.replace('Ann', 'Bob')}"
    )
    imported = read_all([path])
    assert imported.records["position"].tolist() == [1, 3]
    assert imported.records["line"].tolist() == [2, 5]
    (reject,) = imported.rejects.to_dict("records")
    assert (reject["file"], reject["position"], reject["line"]) == ("Connections.csv", 2, 3)
    assert "9 cells" in reject["reason"]
    assert reject["raw"] == "too,many,cells,in,this,row,01 Jan 2020,and,more"
    row = imported.sources.iloc[0]
    assert (row["rows"], row["read"], row["empty"], row["rejected"]) == (3, 2, 0, 1)


def test_a_file_of_bad_rows_only_is_an_error(tmp_path):
    path = tmp_path / "Connections.csv"
    path.write_text(HEADER + "too,many,cells,in,this,row,01 Jan 2020,and,more\n" * 3)
    assert "none of its rows can be read" in error_of(path)


def test_a_file_of_hidden_members_only_is_an_error(tmp_path):
    path = tmp_path / "Connections.csv"
    path.write_text(HEADER + ",,,,,,01 Jan 2020\n" * 3)
    assert "none of its 3 rows" in error_of(path)


def test_random_bytes_of_any_name_raise_nothing_but_our_errors(tmp_path):
    random = Random(7)
    for name in ("a.csv", "a.vcf", "a.zip", "Connections.csv", "messages.csv"):
        for size in (1, 3, 100, 5000):
            path = tmp_path / name
            path.write_bytes(random.randbytes(size))
            with pytest.raises(ReadError):
                read_all([path])


def test_inspect_says_what_an_archive_holds(tmp_path):
    path = tmp_path / "Basic_LinkedInDataExport_01-02-2030.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Connections.csv", HEADER + GOOD * 4)
        archive.writestr("Company Follows.csv", "Organization,Followed On\nAcme,x\n")
        archive.writestr("photo.png", b"\x89PNG")
    inspection = inspect(path)
    assert (inspection.file, inspection.source, inspection.rows) == (path.name, "linkedin", 4)
    follows, connections, photo = inspection.members
    assert (connections.holds, connections.rows, connections.encoding) == ("contacts", 4, "utf-8")
    assert connections.columns["Last Name"] == "family_name"
    assert connections.columns["Connected On"] == "connected_on"
    assert len(connections.samples) == 3
    assert "follows" in follows.note
    assert "set aside" in photo.note


def test_a_meaning_given_to_a_column_that_no_input_has_is_an_error_that_names_the_columns(tmp_path):
    table, cards = tmp_path / "members.csv", tmp_path / "a.vcf"
    table.write_text("Name,Reach me\nAnn Lee,0131 496 0000\n")
    cards.write_text(CARD)
    with pytest.raises(SettingsError) as caught:
        read_all([cards, table], Settings(columns={"Reach  ME": "phone", "Reach us": "phone"}))
    assert '"Reach us"' in caught.value.message
    assert "Name, Reach me" in caught.value.hint
    with pytest.raises(SettingsError, match="Only tables"):
        inspect(cards, Settings(columns={"Reach me": "phone"}))


def test_an_empty_or_broken_card_among_a_phones_files_costs_no_other(tmp_path):
    files = {
        "a.vcf": CARD,
        "b.vcf": "BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n",
        "c.vcf": "BEGIN:VCARD\nnonsense\nEND:VCARD\n",
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content)
    imported = read_all([tmp_path / name for name in files])
    assert imported.records["status"].tolist() == ["read", "empty"]
    assert imported.rejects["file"].tolist() == ["c.vcf"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.ods", b"PK\x03\x04mimetype"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1"),
        ("a.xls", b"<html><body><table><tr><td>Name</td></tr></table></body></html>"),
        ("a.numbers", b"PK\x03\x04Index"),
    ],
)
def test_other_workbooks_are_told_how_to_be_saved(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ReadError) as error:
        read_all([path])
    assert "save it as .xlsx or as CSV" in str(error.value)
