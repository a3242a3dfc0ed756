"""Small files of one program are read in one, and give what each gives by itself."""

import zipfile
from types import SimpleNamespace

import pandas as pd
import pytest

from netmerge import importers
from netmerge.errors import ReadError
from netmerge.importers import read_all, reading
from netmerge.importers.files.source import open_sources
from netmerge.importers.programs import vcard
from netmerge.importers.together import runs_of

GROUP = "X-ADDRESSBOOKSERVER-KIND:group\nX-ADDRESSBOOKSERVER-MEMBER:urn:uuid:{}"
PHOTO = b"\x89PNG\0"


def card(*lines):
    return "\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""]).encode()


OTHERS = {
    "ann.vcf": card("FN:Ann Lee", "UID:ann", "REV:2025-03-01T08:00:00Z"),
    "ann.png": PHOTO,
    "bo.vcf": card("FN:Bo Dahl", "UID:bo") + card("FN:Choir", GROUP.format("bo")),
    "cy.vcf": card("FN:Tennis", GROUP.format("ann")),
    "damaged.vcf": card("NOTE;ENCODING=BASE64:!") + card("FN:Dee Fox") + b"FN:Lost\nEND:VCARD\n",
    "empty.vcf": card("NOTE:"),
    "jorg.vcf": card("FN:Jörg Käfer").decode().encode("cp1252"),
    "pyotr.vcf": "BEGIN:VCARD\nVERSION:3.0\nFN:Пётр Сомов\nEND:VCARD\n".encode("utf-16"),
    "same.vcf": card("FN:Ann Lee", "UID:ann", "REV:2025-03-01T08:00:00Z"),
    "table.csv": b"First Name,Last Name,Email\nIda,Moen,ida@moen.example\n",
    "zoe.vcf": b"a stray line\n" + card("FN:Zoe Lind", "TEL:+46701234567"),
}  # fmt: skip


@pytest.fixture
def zipped(tmp_path):
    def write(members):
        path = tmp_path / "phone.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in members.items():
                archive.writestr(name, content)
        return path

    return write


@pytest.fixture
def parts(monkeypatch):
    """How many sources each set of tables was of."""
    counts = []
    checked = reading.checked

    def count(found, importer, source, sources=1):
        counts.append(sources)
        return checked(found, importer, source, sources)

    monkeypatch.setattr(reading, "checked", count)
    return counts


def told(table, *without):
    return table.drop(columns=list(without)).astype(object).to_dict("list")


def test_thousands_of_cards_a_file_each_make_few_tables(zipped, parts):
    """Pictures and copies between them part nothing: a set of tables for each took ten seconds
    for a thousand.
    """
    members = {"same.vcf": card("FN:Per 0"), "a.csv": b"Name,Email\nIda Moen,ida@moen.example\n"}
    for number in range(100):
        members[f"{number:02}.vcf"] = card(f"FN:Per {number}")
        members[f"{number:02}.png"] = PHOTO + bytes([number])
    read = read_all([zipped(members)])
    assert sorted(parts) == [1, 100]
    assert len(read.records) == 101
    assert read.sources["member"].tolist() == sorted(members)
    assert read.sources["note"].dropna().tolist()[-1] == "same content as phone.zip: 00.vcf"


def test_each_gives_what_it_gives_by_itself(zipped, parts, tmp_path):
    path = zipped(OTHERS)
    whole = read_all([path])
    assert sorted(parts) == [1, 1, 7]
    alone = []
    for name, content in OTHERS.items():
        if name in {"ann.png", "same.vcf", "empty.vcf"}:
            continue
        (tmp_path / name).write_bytes(content)
        alone.append(read_all([tmp_path / name]))
    for name in ("records", "rejects", "sources"):
        table = getattr(whole, name)
        table = table[~table["member"].isin(["ann.png", "same.vcf", "empty.vcf"])]
        stacked = pd.concat([getattr(one, name) for one in alone])
        of_run = {"file", "member", "record_id", "as_of"} & set(table.columns)
        assert told(table.assign(file=table["member"]), *of_run) == told(stacked, *of_run)
        assert table["member"].tolist() == stacked["file"].tolist()
    by_name = whole.records.set_index("full_name")["categories"]
    assert by_name["Bo Dahl"] == ["Choir"]
    assert pd.isna(by_name["Ann Lee"])  # who plays tennis, another file says


def test_where_nothing_can_be_read_the_first_file_is_named(zipped):
    bad = {"a.vcf": OTHERS["empty.vcf"], "b.vcf": card("NOTE;ENCODING=BASE64:!")}
    with pytest.raises(ReadError, match=r"^phone\.zip: a\.vcf: all that it holds is empty"):
        read_all([zipped(bad)])


def test_an_input_that_gives_nothing_is_named_with_its_own_reason(tmp_path, monkeypatch):
    """Of a program that does not write each entry to a file of its own."""
    plain = SimpleNamespace(
        NAME="plain", claims=vcard.claims, read=vcard.read, read_together=vcard.read_together
    )
    monkeypatch.setattr(reading, "importers", lambda: (plain, *importers.importers()))
    broken = b"BEGIN:VCARD\nVERSION:3.0\n\x01\x02\nEND:VCARD\n"
    contents = {"a.vcf": OTHERS["damaged.vcf"], "b.vcf": OTHERS["ann.vcf"], "c.vcf": broken}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ReadError, match=r"^c\.vcf: nothing in it could be read \(line 1:"):
        read_all([tmp_path / name for name in contents])


def test_large_files_are_read_by_themselves(tmp_path):
    sizes = {"a": 10, "b": 10, "c": 1 << 20, "d": 10, "e": 10}
    for name, size in sizes.items():
        (tmp_path / f"{name}.vcf").write_bytes(b"x" * size)
    claimed = [(source, vcard) for source in open_sources([tmp_path])]
    runs = [places for _, places in runs_of(claimed, range(len(claimed)))]
    assert runs == [[0, 1], [2], [3, 4]]
