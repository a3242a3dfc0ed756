"""The made-up network is complete and consistent: what is expected of it covers every row and
card of its files.
"""

import csv
import io
import re
import runpy
import zipfile
from pathlib import Path

import pytest

FIXTURES = Path(__file__).parent.parent / "fixtures"
NETWORK = FIXTURES / "network"
ARCHIVE = NETWORK / "Basic_LinkedInDataExport_11-01-2026.zip"
HEADERS = {
    "eight.csv": "会社名",
    "Connections.csv": "First Name",
}  # where prose stands above the header
ENCODINGS = {"eight.csv": "cp932"}


def expected(name):
    with (NETWORK / "expected" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows_of(name, content):
    """How many rows or cards stand in a file, counted without netmerge."""
    text = content.decode(ENCODINGS.get(name, "utf-8-sig"))
    if name.endswith(".vcf"):
        return text.count("BEGIN:VCARD")
    rows = [row for row in csv.reader(io.StringIO(text)) if row]
    header = next(i for i, row in enumerate(rows) if row[0].startswith(HEADERS.get(name, row[0])))
    return len(rows) - header - 1


def test_the_archive_is_the_folder_packed():
    folder = FIXTURES / "linkedin-archive"
    plain = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    with zipfile.ZipFile(ARCHIVE) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == plain


def test_packing_gives_the_same_bytes_each_time(tmp_path):
    build = runpy.run_path(str(FIXTURES / "build_archive.py"))["build"]
    assert build(tmp_path / "a.zip").read_bytes() == build(tmp_path / "b.zip").read_bytes()


def contact_files():
    with zipfile.ZipFile(ARCHIVE) as archive:
        inner = [
            (ARCHIVE.name, name, archive.read(name))
            for name in ("Connections.csv", "ImportedContacts.csv")
        ]
    plain = [path for path in sorted(NETWORK.iterdir()) if path.suffix in (".csv", ".vcf")]
    return inner + [(path.name, "", path.read_bytes()) for path in plain]


@pytest.mark.parametrize(
    ("file", "member", "content"), contact_files(), ids=lambda part: str(part)[:30]
)
def test_every_row_and_card_is_expected_once(file, member, content):
    positions = [
        int(r["position"])
        for r in expected("records.csv")
        if (r["file"], r["member"]) == (file, member)
    ]
    assert positions == list(range(1, rows_of(member or file, content) + 1))


def test_every_person_of_the_records_has_a_story():
    people = {row["person_id"] for row in expected("records.csv")} - {""}
    contacts = expected("contacts.csv")
    assert [row["person_id"] for row in contacts if not row["story"]] == []
    assert sorted(row["person_id"] for row in contacts) == sorted(people)


def test_nobody_here_could_be_written_to():
    texts = [path.read_bytes() for path in FIXTURES.joinpath("linkedin-archive").rglob("*.csv")]
    texts += [path.read_bytes() for path in NETWORK.iterdir() if path.suffix in (".csv", ".vcf")]
    found = {
        address for text in texts for address in re.findall(rb"[\w.]+@([\w-]+(?:\.[\w-]+)+)", text)
    }
    assert found
    assert {domain for domain in found if not domain.endswith((b".example", b".exarnple"))} == set()
