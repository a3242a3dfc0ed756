"""Each case of fixtures/linkedin is an archive of one era; zipped it says the same."""

import shutil
import zipfile

import pandas as pd
import pytest

from netmerge import ReadError
from netmerge.importers import read_all
from tests.fixtures.cases import FIXTURES

ERAS = sorted((FIXTURES / "linkedin").iterdir())


@pytest.mark.parametrize("era", ERAS, ids=lambda era: era.name)
def test_a_zip_and_a_zip_in_a_zip_give_what_the_folder_gives(era, tmp_path):
    folder = tmp_path / "archive"
    shutil.copytree(era / "input", folder)
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


def test_an_archive_of_a_member_without_connections_is_read(tmp_path):
    connections = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    (tmp_path / "Connections.csv").write_text(connections)
    (tmp_path / "messages.csv").write_text(
        "CONVERSATION ID,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,CONTENT\n"
        "c1,Robin Reyes,https://www.linkedin.com/in/robinreyes,Ida Holm,"
        "https://www.linkedin.com/in/idaholm,2026-10-01 10:00:00 UTC,Did the boat ever dry?\n"
    )
    read = read_all([tmp_path])
    assert (len(read.records), len(read.interactions)) == (0, 1)
    with pytest.raises(ReadError, match="has no rows"):
        read_all([tmp_path / "Connections.csv"])
