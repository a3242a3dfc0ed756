"""What holds of every importer of the list, on the files of all fixtures."""

import pytest

from netmerge.errors import NetmergeError, ReadError
from netmerge.importers import IMPORTERS, find_importer, importers
from netmerge.importers.contract import Traits
from netmerge.importers.files import source as files
from netmerge.importers.files.source import Source, open_sources
from netmerge.importers.returned import checked
from tests.fixtures.cases import cases
from tests.importers.sources import PLAIN

OWN = [importer for importer in importers() if importer.__name__ in IMPORTERS]
SOURCES = {case.parent.name: [] for case in cases()}
for _case in cases():
    SOURCES[_case.parent.name] += open_sources([_case / "input"])
EVERYONES = [source for sources in SOURCES.values() for source in sources]

each_importer = pytest.mark.parametrize("importer", OWN, ids=lambda importer: importer.NAME)


def own_files(importer):
    """The files of its cases that the importer claims."""
    return [source for source in SOURCES[importer.NAME] if importer.claims(source)]


def is_refused(importer, source):
    """Whether a source is an error that names it, or set aside with a note."""
    try:
        row = importer.read(source, PLAIN).sources.iloc[0]
    except ReadError as error:
        return source.name in error.message
    return row["holds"] == "nothing" and bool(row["note"])


def test_each_has_its_own_name_and_cases():
    assert len({importer.NAME for importer in OWN}) == len(OWN) == len(IMPORTERS)
    assert {importer.NAME for importer in OWN} == SOURCES.keys()


@each_importer
def test_it_says_what_its_sources_are(importer):
    assert isinstance(importer.TRAITS, Traits)


@each_importer
def test_it_claims_by_name_and_head_alone(importer, monkeypatch):
    def whole(*_):
        raise AssertionError("the file was read whole")

    asked = []

    def head(source, size=files.HEAD_BYTES):
        asked.append(size)
        return source._read(size)

    for name in ("read_bytes", "blocks"):
        monkeypatch.setattr(Source, name, whole)
    monkeypatch.setattr(Source, "head", head)
    assert any(importer.claims(source) for source in SOURCES[importer.NAME])
    for source in EVERYONES:
        importer.claims(source)
    assert max(asked) <= files.HEAD_BYTES


@each_importer
def test_nobody_claims_an_empty_file_and_it_refuses_to_read_one(importer, tmp_path):
    for source in own_files(importer):
        path = tmp_path / source.name
        path.touch()
        (tmp_path / "other.txt").write_text("beside it")
        empty = next(found for found in open_sources([tmp_path]) if found.name == source.name)
        assert find_importer(empty, PLAIN) is None
        assert is_refused(importer, empty)
        path.unlink()


@each_importer
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_file_cut_short_is_read_or_refused(importer, share, tmp_path):
    for number, source in enumerate(own_files(importer)):
        content = source.read_bytes()
        path = tmp_path / f"{number}-{source.name}"
        path.write_bytes(content[: int(len(content) * share)])
        (cut,) = open_sources([path])
        try:
            found = importer.read(cut, PLAIN)
        except NetmergeError as error:
            assert path.name in error.message  # noqa: PT017
        else:
            checked(found, importer.NAME, cut)


@each_importer
def test_it_refuses_a_picture(importer, tmp_path):
    path = tmp_path / "picture.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    (source,) = open_sources([path])
    assert not importer.claims(source)
    assert is_refused(importer, source)


@each_importer
def test_what_it_gives_can_be_used_and_says_what_each_row_is(importer):
    for source in own_files(importer):
        found = checked(importer.read(source, PLAIN), importer.NAME, source)
        row = found.sources.iloc[0]
        assert row["rows"] == row["read"] + row["empty"] + row["rejected"]
        assert row["rejected"] == len(found.rejects)
        if row["holds"] == "contacts":
            assert row["read"] + row["empty"] == len(found.records)


@each_importer
def test_what_it_describes_is_what_it_reads(importer):
    for source in own_files(importer):
        row = importer.read(source, PLAIN).sources.iloc[0]
        told = importer.describe(source, PLAIN)
        assert (told.file, told.holds) == (source.file, row["holds"])
        assert told.rows == (0 if row["holds"] == "nothing" else row["rows"]), source.label
