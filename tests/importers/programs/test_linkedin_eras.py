"""Each folder of fixtures/linkedin is an archive of one era; the tables beside it say what must
come out of it.
"""

import csv
import io
import shutil
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from netmerge.importers import read_all
from netmerge.schema.traits import CHANNEL, TRAITS

ERAS = sorted((Path(__file__).parents[3] / "fixtures" / "linkedin").iterdir())
TABLES = ("records", "interactions", "owner_facts", "sources")


def rendered(table: pd.DataFrame) -> str:
    """The table as CSV as a person reads it: lists joined by ` ; `, a missing entry as `-`, empty
    columns left out.
    """
    own = ["record_id", "file", "encoding", *TRAITS]
    own += CHANNEL if "channel_phrase" in table else []
    table = table.drop(columns=own, errors="ignore").dropna(axis="columns", how="all")
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(
        [cell(value) for value in row] for row in table.itertuples(index=False, name=None)
    )
    return buffer.getvalue()


def cell(value: object) -> str:
    if isinstance(value, str):
        return value
    if pd.api.types.is_list_like(value):
        return " ; ".join("-" if item is None else str(item) for item in value)
    return "" if pd.isna(value) else str(value)


@pytest.mark.parametrize("era", ERAS, ids=lambda era: era.name)
def test_an_archive_gives_the_tables_beside_it(era):
    imported = read_all([era / "archive"])
    for name in TABLES:
        expected = era / "expected" / f"{name}.csv"
        table = getattr(imported, name)
        assert rendered(table) == (
            expected.read_text("utf-8") if expected.exists() else rendered(table.iloc[:0])
        ), name
    assert not len(imported.rejects)


@pytest.mark.parametrize("era", ERAS, ids=lambda era: era.name)
def test_a_zip_and_a_zip_in_a_zip_give_what_the_folder_gives(era, tmp_path):
    folder = tmp_path / "archive"
    shutil.copytree(era / "archive", folder)
    once = tmp_path / "archive.zip"
    with zipfile.ZipFile(once, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*.csv")):
            archive.write(path, path.relative_to(folder).as_posix())
    twice = tmp_path / "archive.zip.zip"
    with zipfile.ZipFile(twice, "w") as archive:
        archive.write(once, once.name)
    unpacked = read_all([folder])
    for path in (once, twice):
        zipped = read_all([path])
        for name in ("records", "interactions"):
            assert len(getattr(zipped, name)) == len(getattr(unpacked, name))
            columns = getattr(zipped, name).columns.difference(["file", "member"])
            pd.testing.assert_frame_equal(
                getattr(zipped, name)[columns], getattr(unpacked, name)[columns]
            )
