"""An input is of the last day of which anything in it tells."""

import datetime as dt
import zipfile

import netmerge as nm


def test_entries_and_files_tell_the_day(tmp_path):
    plain = tmp_path / "plain.csv"
    plain.write_text("Name,Email\nCy Moss,cy@z.example\n")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("people.csv", "Name,Email,Met on\nAnn Lee,ann@x.example,2026-10-20\n")
        archive.writestr("others.csv", "Name,Email\nBo Lund,bo@y.example\n")
    sources = nm.read(tmp_path / "all.zip", plain).sources
    told = sources.dropna(subset=["as_of"])
    assert sorted(told["member"]) == ["others.csv", "people.csv"]
    assert set(told["as_of"]) == {dt.date(2026, 10, 20)}
    assert sources["as_of"].isna().sum() == 1
