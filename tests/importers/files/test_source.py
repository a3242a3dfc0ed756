"""What inputs are expanded to: their names, their members, their days."""

import datetime as dt
import zipfile

import pytest

from netmerge.errors import ReadError
from netmerge.importers import read_all
from netmerge.importers.files import archive as archives
from netmerge.importers.files.source import first_copies, open_sources

CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:{}\nEND:VCARD\n"
CONNECTIONS = "First Name,Last Name,Email Address,Company,Position,Connected On\n"


def card(path, name="Ann Lee"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(CARD.format(name), "utf-8")
    return path


def zipped(path, members, **options):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content, **options)
    return path


def places(inputs):
    return [(source.file, source.member) for source in open_sources(inputs)]


def test_a_file_is_known_by_its_base_name(tmp_path):
    assert places([card(tmp_path / "phone.vcf")]) == [("phone.vcf", None)]


def test_files_of_one_name_are_told_apart_by_the_shortest_end_of_their_paths(tmp_path):
    inputs = [
        card(tmp_path / "x" / "old" / "a.vcf"),
        card(tmp_path / "x" / "new" / "a.vcf"),
        card(tmp_path / "b.vcf"),
    ]
    assert places(inputs) == [("old/a.vcf", None), ("new/a.vcf", None), ("b.vcf", None)]


def test_names_do_not_hang_on_the_order_of_the_inputs(tmp_path):
    inputs = [card(tmp_path / "old" / "a.vcf"), card(tmp_path / "new" / "a.vcf")]
    assert sorted(places(inputs)) == sorted(places(inputs[::-1]))


def test_a_folder_stands_for_its_files_sorted_and_without_the_system_s_own(tmp_path):
    for name in ("b.vcf", "a/z.vcf", ".DS_Store", "__MACOSX/b.vcf", "a/._z.vcf", "Thumbs.db"):
        card(tmp_path / name)
    assert places([tmp_path]) == [("z.vcf", None), ("b.vcf", None)]


def test_a_link_to_a_folder_is_not_followed(tmp_path):
    card(tmp_path / "a.vcf")
    (tmp_path / "round").symlink_to(tmp_path, target_is_directory=True)
    assert places([tmp_path]) == [("a.vcf", None)]


def test_an_unzipped_linkedin_archive_is_one_file_with_members(tmp_path):
    folder = tmp_path / "exports" / "Basic_LinkedInDataExport_02-13-2025"
    for name in ("Connections.csv", "messages.csv", "Jobs/Job Applications.csv"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(CONNECTIONS)
    card(tmp_path / "exports" / "phone.vcf")
    sources = open_sources([tmp_path / "exports"])
    assert [(source.file, source.member) for source in sources] == [
        (folder.name, "Connections.csv"),
        (folder.name, "Jobs/Job Applications.csv"),
        (folder.name, "messages.csv"),
        ("phone.vcf", None),
    ]
    assert [source.exported_on for source in sources] == [dt.date(2025, 2, 13)] * 3 + [None]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("Basic_LinkedInDataExport_02-13-2025.zip", dt.date(2025, 2, 13)),
        ("Complete_LinkedInDataExport_12-01-2023.zip.zip", dt.date(2023, 12, 1)),
        ("Basic_LinkedInDataExport_02-13-2025 (1).zip", dt.date(2025, 2, 13)),
        ("Basic_LinkedInDataExport_13-02-2025.zip", None),
        ("export.zip", None),
    ],
)
def test_the_day_of_an_export_is_in_its_name(tmp_path, name, day):
    path = zipped(tmp_path / name, {"Connections.csv": CONNECTIONS})
    assert [source.exported_on for source in open_sources([path])] == [day]


def test_an_archive_in_an_archive_is_only_wrapping_where_it_is_alone(tmp_path):
    inner = zipped(tmp_path / "inner.zip", {"a.vcf": CARD}).read_bytes()
    assert places([zipped(tmp_path / "outer.zip", {"inner.zip": inner})]) == [
        ("outer.zip", "a.vcf")
    ]
    two = zipped(tmp_path / "two.zip", {"inner.zip": inner, "b.vcf": CARD})
    assert places([two]) == [("two.zip", "b.vcf"), ("two.zip", "inner.zip/a.vcf")]


def test_a_zip_without_its_extension_is_still_a_zip_and_an_office_file_is_none(tmp_path):
    assert places([zipped(tmp_path / "download", {"a.vcf": CARD})]) == [("download", "a.vcf")]
    assert places([zipped(tmp_path / "cards.xlsx", {"[Content_Types].xml": "<x/>"})]) == [
        ("cards.xlsx", None)
    ]


def test_a_member_gives_its_bytes_and_its_head(tmp_path):
    (source,) = open_sources([zipped(tmp_path / "a.zip", {"x/Phone.VCF": "0123456789"})])
    assert (source.name, source.suffix, source.label, source.size) == (
        "Phone.VCF",
        ".vcf",
        "a.zip: x/Phone.VCF",
        10,
    )
    assert (source.head(4), source.read_bytes()) == (b"0123", b"0123456789")


def test_copies_are_found_by_their_bytes(tmp_path):
    sources = open_sources(
        [card(tmp_path / "a.vcf"), card(tmp_path / "b.vcf", "Bob Li"), card(tmp_path / "c.vcf")]
    )
    assert first_copies(sources) == [None, None, sources[0]]


def test_a_copy_is_noted_and_read_once(tmp_path):
    path = card(tmp_path / "a.vcf")
    imported = read_all([path, path, card(tmp_path / "b.vcf")])
    assert len(imported.records) == 1
    assert imported.sources["holds"].tolist() == ["contacts", "nothing", "nothing"]
    assert imported.sources["note"].tolist()[1:] == [
        "same content as a.vcf",
        "same content as a.vcf",
    ]


# -------------------------------------------------------------------------------------------------
# hostile archives


def refusal(path):
    with pytest.raises(ReadError) as caught:
        open_sources([path])
    assert path.name in str(caught.value)
    assert caught.value.hint
    return str(caught.value)


@pytest.mark.parametrize(
    "name", ["../a.csv", "/etc/a.csv", "x/../../a.csv", "C:/a.csv", "..\\a.csv"]
)
def test_a_path_out_of_the_archive_is_refused(tmp_path, name):
    assert "points outside" in refusal(zipped(tmp_path / "a.zip", {name: "x"}))


def test_a_link_in_an_archive_is_refused(tmp_path):
    info = zipfile.ZipInfo("Connections.csv")
    info.external_attr = 0o120777 << 16
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    assert "link" in refusal(path)


def test_an_encrypted_archive_is_refused_with_the_cure(tmp_path):
    path = zipped(tmp_path / "a.zip", {"Connections.csv": CONNECTIONS})
    content = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    path.write_bytes(content)
    assert "password" in refusal(path)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = zipped(tmp_path / "a.zip", {"Connections.csv": bytes(archives.RATIO_FREE_BYTES + 1)})
    assert "bomb" in refusal(path)


def test_an_archive_of_too_many_files_or_bytes_is_refused(tmp_path, monkeypatch):
    path = zipped(tmp_path / "a.zip", {f"{number}.csv": "x" * 100 for number in range(11)})
    monkeypatch.setattr(archives, "MAX_TOTAL_BYTES", 1000)
    assert "MB" in refusal(path)
    monkeypatch.setattr(archives, "MAX_MEMBERS", 10)
    assert "more than 10 files" in refusal(path)


def test_archives_nested_too_deep_are_refused(tmp_path):
    path = zipped(tmp_path / "0.zip", {"a.vcf": CARD})
    for depth in range(1, 4):
        path = zipped(tmp_path / f"{depth}.zip", {"inner.zip": path.read_bytes()})
    assert "deep" in refusal(path)


def test_two_members_of_one_name_are_refused(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.vcf", CARD)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.vcf", CARD)
    assert "two files" in refusal(path)


def test_a_member_that_is_damaged_is_named(tmp_path):
    path = zipped(tmp_path / "a.zip", {"Connections.csv": CONNECTIONS * 9})
    content = bytearray(path.read_bytes())
    content[60] ^= 0xFF
    path.write_bytes(content)
    (source,) = open_sources([path])
    with pytest.raises(ReadError, match=r"a\.zip: Connections\.csv: is damaged"):
        source.read_bytes()


def test_what_was_read_is_shown_at_a_glance(tmp_path):
    path = tmp_path / "a<b>.csv"
    path.write_text("Name,Email\nAnn Lee,ann@x.example\n")
    imported = read_all([path])
    assert repr(imported) == "<Imported records: 1, interactions: 0, rejects: 0>"
    assert "a&lt;b&gt;.csv" in imported._repr_html_()
    assert "<p>records: 1" in imported._repr_html_()
