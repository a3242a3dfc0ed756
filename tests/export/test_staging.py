"""A set of files is the old one or the new one, wherever its writing is cut off."""

import json
import os
import stat
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from netmerge.errors import WriteError
from netmerge.export.files import make_folder, replacing, write_bytes
from netmerge.export.staging import settled

NAMES = ("a.csv", "b.csv", "cards/c.vcf")
OPERATIONS = ((Path, "replace"), (Path, "unlink"), (os, "fsync"), (os, "open"))


def paths(folder):
    return [folder / name for name in NAMES]


def write(folder, content):
    (folder / "cards").mkdir(exist_ok=True)
    with replacing(paths(folder), without=[folder / "old.vcf"]) as temporaries:
        for temporary in temporaries:
            temporary.write_text(content)


def held(folder):
    old = (folder / "old.vcf").exists()
    return {path.read_text() for path in paths(folder)} | ({"old"} if old else set())


def before(folder):
    write(folder, "old")
    (folder / "old.vcf").write_text("old")
    (folder / "mine.txt").write_text("mine")


def failing(monkeypatch, at, fail):
    """Let the operation number `at` fail, of those that change a disk."""
    count = iter(range(10_000))
    for owner, name in OPERATIONS:
        original = getattr(owner, name)

        def guarded(*args, original=original, **options):
            if next(count) == at:
                fail()
            return original(*args, **options)

        monkeypatch.setattr(owner, name, guarded)


def io_error():
    raise OSError(5, "Input/output error")


@pytest.mark.parametrize("at", range(30))
def test_a_kill_anywhere_leaves_one_set_whole(tmp_path, monkeypatch, at):
    before(tmp_path)
    child = os.fork()
    if not child:
        try:
            failing(monkeypatch, at, lambda: os._exit(9))
            write(tmp_path, "new")
        finally:
            os._exit(0)
    was_killed = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    settled(tmp_path)
    assert held(tmp_path) in (({"old"}, {"new"}) if was_killed else ({"new"},))
    write(tmp_path, "newer")
    assert held(tmp_path) == {"newer"}
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")}
    assert left == {*NAMES, "cards", "mine.txt"}


@pytest.mark.parametrize("at", range(30))
def test_an_error_anywhere_leaves_one_set_whole(tmp_path, at):
    before(tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        failing(patch, at, io_error)
        wrote = False
        with suppress(WriteError):
            write(tmp_path, "new")
            wrote = True
    settled(tmp_path)
    assert held(tmp_path) in ({"old"}, {"new"})
    if wrote:
        assert held(tmp_path) == {"new"}


@pytest.mark.parametrize(
    "told",
    [
        {"moves": [[".x.00000000.netmerge-tmp", "../victim"]], "gone": []},
        {"moves": [], "gone": ["../victim"]},
        {"moves": [], "gone": ["/etc/victim"]},
        {"moves": [["victim", "a.csv"]], "gone": []},
        {"moves": 5},
        [],
    ],
)
def test_a_list_that_leads_out_of_its_folder_is_not_followed(tmp_path, told):
    folder = tmp_path / "out"
    folder.mkdir()
    (tmp_path / "victim").write_text("mine")
    (folder / "victim").write_text("mine")
    (folder / ".x.00000000.netmerge-tmp").write_text("theirs")
    (folder / ".netmerge.00000000.list").write_text(json.dumps(told))
    settled(folder)
    assert (tmp_path / "victim").read_text() == "mine" == (folder / "victim").read_text()


def test_another_process_that_writes_is_waited_for(tmp_path):
    code = f"""
import time
from netmerge.export.files import replacing
with replacing([{str(tmp_path / "a.csv")!r}]) as (temporary,):
    print("holds", flush=True)
    time.sleep(1)
    temporary.write_text("first")
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as other:
        other.stdout.readline()
        start = time.monotonic()
        write_bytes(tmp_path / "a.csv", b"second")
        assert time.monotonic() - start > 0.5
    assert (tmp_path / "a.csv").read_text() == "second"


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o777])
def test_files_and_folders_are_their_owner_s_alone(tmp_path, umask):
    before_umask = os.umask(umask)
    try:
        folder = make_folder(tmp_path / "deep" / "out")
        seen = []
        (folder / "a.csv").write_text("old")
        (folder / "a.csv").chmod(0o644)
        with replacing([folder / "a.csv", folder / "b.csv"]) as temporaries:
            seen = [path.stat().st_mode for path in temporaries]
            for path in temporaries:
                path.write_text("x")
    finally:
        os.umask(before_umask)
    modes = [*seen, *((folder / name).stat().st_mode for name in ("a.csv", "b.csv"))]
    assert {stat.S_IMODE(mode) for mode in modes} == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in (folder, folder.parent)} == {0o700}
