"""The bytes of a file in; nothing out, unless an importer or the cleaning breaks a promise that
it makes of any file.

The promises: nothing but netmerge's own errors is raised; every row or card is read, empty or
rejected, once; tables are of their schema; looking into a file and reading it agree; the time is
bounded.
"""

import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from netmerge.clean.records import clean_records
from netmerge.errors import NetmergeError
from netmerge.importers import Imported, importers, inspect, read_all
from netmerge.importers.files.source import open_sources
from netmerge.schema import CLEANED, INTERACTIONS, OWNER_FACTS, RECORDS, REJECTS, SOURCES
from netmerge.settings import Settings

CORPUS = Path(__file__).parent / "corpus"
"""What fixtures lack: an archive, odd programs' files, and files that once broke a promise."""
FIXTURES = Path(__file__).parents[2] / "fixtures"
LARGEST_SEED = 8192
_EXPECTED = re.compile(r"expected|README|\.py$")
SECONDS = 5.0
"""CPU time that a file of at most 256 KB may take: two hundred times what a good one does."""

IMPORTERS = {module.NAME: module for module in importers()}
PLAIN = Settings()


def seeds(name: str) -> list[Path]:
    """The small files that a target begins with: its fixtures and its corpus; every importer's
    for other targets.
    """
    if name not in IMPORTERS:
        return [path for one in sorted(IMPORTERS) for path in seeds(one)] + _files(CORPUS / name)
    return _files(FIXTURES / name) + _files(CORPUS / name)


def _files(folder: Path) -> list[Path]:
    found = (
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.stat().st_size <= LARGEST_SEED
    )
    return [path for path in found if not _EXPECTED.search(path.relative_to(folder).as_posix())]


def check_importer(name: str, file: str, data: bytes) -> None:
    """Hold one importer, whether it claims the file or not, to what is promised of any bytes."""
    with written(file, data) as path, bounded():
        try:
            source = open_sources([path])[0]
            IMPORTERS[name].claims(source)
            imported = IMPORTERS[name].read(source, PLAIN)
        except NetmergeError:
            return
        check_tables(imported)


def check_all(file: str, data: bytes) -> None:
    """Hold the whole way in, from a path to the tables, to the same; what `inspect` counts is
    what is read.
    """
    with written(file, data) as path, bounded():
        try:
            inspection = inspect(path)
        except NetmergeError:
            inspection = None
        try:
            imported = read_all([path])
        except NetmergeError:
            return
        assert inspection is not None, "what can be read can be looked into"
        assert imported.records["record_id"].tolist() == list(range(len(imported.records)))
        check_tables(imported)
        contacts = imported.sources["holds"] == "contacts"
        assert inspection.rows == imported.sources["rows"][contacts].sum() or not contacts.any()


def check_cleaning(file: str, data: bytes) -> None:
    """Hold the cleaning of whatever was read to one clean row for each record."""
    with written(file, data) as path, bounded():
        try:
            imported = read_all([path])
        except NetmergeError:
            return
        for region in (None, "GB"):
            cleaned = CLEANED.validate(clean_records(imported.records, region))
            assert cleaned["record_id"].tolist() == imported.records["record_id"].tolist()


def check_tables(imported: Imported) -> None:
    """Hold the tables of one import to their schemas and to one another."""
    for table, frame in (
        (RECORDS, imported.records),
        (INTERACTIONS, imported.interactions),
        (REJECTS, imported.rejects),
        (OWNER_FACTS, imported.owner_facts),
        (SOURCES, imported.sources),
    ):
        table.validate(frame)
    assert imported.records["status"].isin(["read", "empty"]).all()
    assert imported.rejects["reason"].notna().all()
    for row in imported.sources.itertuples():
        assert row.rows == row.read + row.empty + row.rejected
        mine = [
            _of(frame, row) for frame in (imported.records, imported.interactions, imported.rejects)
        ]
        records, interactions, rejects = mine
        assert len(rejects) == row.rejected
        if row.holds == "contacts":
            assert (len(records), int((records["status"] == "empty").sum())) == (
                row.read + row.empty,
                row.empty,
            )
            places = sorted([*records["position"], *rejects["position"]])
            assert places == list(range(1, row.rows + 1)), "each row has its place"
        elif row.holds == "interactions":
            assert (len(records), interactions["position"].nunique()) == (0, row.read)
            places = [*interactions["position"].unique(), *rejects["position"]]
            assert len(set(places)) == len(places), "no row is both read and rejected"


def _of(frame: pd.DataFrame, row: tuple) -> pd.DataFrame:
    same_member = frame["member"].isna() if pd.isna(row.member) else frame["member"] == row.member
    return frame[(frame["file"] == row.file) & same_member.fillna(False)]


@contextmanager
def written(file: str, data: bytes) -> Iterator[Path]:
    """A file of this name and content, for as long as it is looked at."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / file
        path.write_bytes(data)
        yield path


@contextmanager
def bounded() -> Iterator[None]:
    """Fail if the block takes more CPU time than any file may."""
    start = time.process_time()
    yield
    spent = time.process_time() - start
    assert spent < SECONDS, f"took {spent:.1f} s"
