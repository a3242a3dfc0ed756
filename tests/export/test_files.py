"""Files are written whole or not at all."""

import os
import subprocess
import sys

import pytest

from netmerge.errors import WriteError
from netmerge.export.files import make_folder, replacing, write_bytes


def test_new_content_takes_the_place_of_the_old(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("old")
    with replacing([path]) as (temporary,):
        temporary.write_text("new")
        assert path.read_text() == "old"
        assert temporary.parent == path.parent
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


def test_failure_leaves_all_files_as_they_were(tmp_path):
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text("old")

    def write_half():
        with replacing([old, new]) as (first, _):
            first.write_text("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_half()
    assert list(tmp_path.iterdir()) == [old]
    assert old.read_text() == "old"


def test_kill_in_the_middle_leaves_the_old_file_whole(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("old")
    code = f"""
import os, signal
from netmerge.export.files import replacing
with replacing([{str(path)!r}]) as (temporary,):
    temporary.write_text("half")
    os.kill(os.getpid(), signal.SIGKILL)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode != 0
    assert path.read_text() == "old"


def test_mode_of_an_existing_file_is_kept(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("old")
    path.chmod(0o600)
    write_bytes(path, b"new")
    assert path.stat().st_mode & 0o777 == 0o600


def test_link_stays_a_link(tmp_path):
    target, link = tmp_path / "target.txt", tmp_path / "link.txt"
    target.write_text("old")
    link.symlink_to(target)
    write_bytes(link, b"new")
    assert link.is_symlink()
    assert target.read_text() == "new"


def test_file_in_the_place_of_a_folder_is_an_error_that_names_it(tmp_path):
    (tmp_path / "out").write_text("")
    with pytest.raises(WriteError, match="deeper: cannot be written"):
        make_folder(tmp_path / "out" / "deeper")


def test_missing_folder_is_an_error_and_nothing_is_left(tmp_path):
    with (
        pytest.raises(WriteError, match=os.fspath(tmp_path / "none")),
        replacing([tmp_path / "none" / "a.txt"]),
    ):
        pass
    assert not list(tmp_path.iterdir())


def test_write_bytes_makes_the_folder(tmp_path):
    write_bytes(tmp_path / "cards" / "a.vcf", b"x")
    assert (tmp_path / "cards" / "a.vcf").read_bytes() == b"x"
