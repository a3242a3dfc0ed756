"""What the machine does to a run: streams that are full or closed, links that lead nowhere, names
that are no text, too little memory.
"""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

FULL = Path("/dev/full")
PYTHON = [sys.executable, "-m", "netmerge"]
PEOPLE = "First Name,Last Name,Email\nIda,Holm,ida@example.org\nOtto,Brandt,otto@example.org\n"


@pytest.fixture
def people(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE, "utf-8")
    return path


def merged(run, people, folder):
    assert run("merge", people, "--out", folder, "--today", "2026-11-01").exit_code == 0
    return folder


@pytest.mark.skipif(not FULL.exists(), reason="there is no full device")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    "arguments",
    [
        ["merge", "people.csv", "--out", "run"],
        ["merge", "people.csv", "--dry-run", "--format", "json"],
        ["inspect", "people.csv"],
        ["due", "people.csv", "--format", "csv"],
        ["explain", "Ida Holm", "Otto Brandt", "people.csv"],
        ["--help"],
    ],
    ids=" ".join,
)
def test_a_full_stdout_is_one_line_and_exit_code_2(tmp_path, people, arguments, unbuffered):
    with FULL.open("w") as full:
        done = subprocess.run(
            [*PYTHON, *arguments],
            cwd=people.parent,
            stdout=full,
            stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONUNBUFFERED": unbuffered},
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("Error: Standard output cannot be written: ")
    assert (tmp_path / "run").is_dir() == ("run" in arguments)


@pytest.mark.skipif(not FULL.exists(), reason="there is no full device")
def test_where_stderr_is_full_too_the_exit_code_still_tells(people):
    with FULL.open("w") as full:
        for arguments in (["merge", "nothing.csv", "--dry-run"], ["sing"], ["inspect", people]):
            done = subprocess.run([*PYTHON, *arguments], stdout=full, stderr=full, check=False)
            assert done.returncode == 2


def test_whoever_reads_may_close_the_pipe(people):
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [*PYTHON, "inspect", people], stdout=writer, stderr=subprocess.PIPE, check=False
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell is needed")
def test_closed_streams_get_nothing_into_the_files(people, tmp_path):
    command = f"{sys.executable} -m netmerge merge {people} --out"
    for folder, closed in (("a", ""), ("b", "<&- >&- 2>&-"), ("c", ">&-")):
        subprocess.run(f"{command} {tmp_path}/{folder} {closed}", shell=True, check=True)
    first = {path.name: path.read_bytes() for path in (tmp_path / "a").glob("*.csv")}
    for folder in "bc":
        found = {path.name: path.read_bytes() for path in (tmp_path / folder).glob("*.csv")}
        assert found == first


@pytest.mark.parametrize("name", ["alone", "one", "folder/inside"])
def test_a_link_that_leads_to_itself_is_one_line(run, tmp_path, people, name):
    (tmp_path / "folder").mkdir()
    path = tmp_path / name
    path.symlink_to("two" if name == "one" else path.name)
    (tmp_path / "two").symlink_to("one")
    for command in (
        ["merge", path, "--dry-run"],
        ["inspect", path],
        ["due", path],
        ["explain", "Ida", "Otto", path],
        ["export", path, "--format", "google", "-o", tmp_path / "g.csv"],
        ["merge", people, "--out", path],
        ["merge", people, "--out", path / "run"],
    ):
        result = run(*command)
        assert result.exit_code == 2, command
        assert result.stderr.startswith("Error: ")
        assert result.stderr.count("\n") == 1


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are text there")
@pytest.mark.parametrize("name", [b"caf\xe9.csv", b"\xff\xfe.csv", b"M\xfcller/M\xfcller.csv"])
def test_a_name_that_is_no_text_is_shown_by_its_bytes(run, tmp_path, name):
    path = tmp_path / "in" / os.fsdecode(name)
    path.parent.mkdir(parents=True)
    path.write_text(PEOPLE, "utf-8")
    shown = os.fsencode(path.name).decode("utf-8", "backslashreplace")
    out = tmp_path / os.fsdecode(b"out\xff")
    for given in (path, tmp_path / "in"):
        assert run("merge", given, "--out", out, "--force").exit_code == 0
        assert shown in (out / "records.csv").read_text("utf-8")
        assert run("inspect", given).exit_code == 0
        assert run("due", out).exit_code == 0
    for style in ("google", "outlook", "vcard", "csv", "jsonl", "parquet"):
        target = tmp_path / os.fsdecode(b"to\xe9." + style.encode())
        assert run("export", out, "--format", style, "-o", target).exit_code == 0
        assert target.stat().st_size


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the bound is Linux's")
@pytest.mark.parametrize("megabytes", [200, 250, 300])
def test_too_little_memory_is_one_line(people, megabytes):
    def bound():
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))

    done = subprocess.run(
        [*PYTHON, "merge", people, "--dry-run"],
        capture_output=True,
        preexec_fn=bound,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("Error: There is not enough memory")
    assert done.stderr.count("\n") == 1


def test_memory_that_ends_in_the_middle_is_one_line(run, monkeypatch):
    def reconcile(*_inputs, **_settings):
        raise MemoryError

    monkeypatch.setattr("netmerge.cli.merge.reconcile", reconcile)
    result = run("merge", "x", "--dry-run")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)


@pytest.mark.parametrize("odd", ["\x1b[31mx", "a\u202eb", "a\u200bb", "\x9b2J", "a\ufeffb\u2066"])
def test_what_the_user_typed_is_shown_and_not_obeyed(run, tmp_path, people, odd):
    folder = merged(run, people, tmp_path / "run")
    for command in (
        [odd],
        ["merge", people, "--dry-run", f"--{odd}"],
        ["merge", people, "--dry-run", "--format", odd],
        ["merge", people, "--dry-run", "--today", odd],
        ["merge", people, "--dry-run", "--region", odd],
        ["merge", people, "--dry-run", "--map", f"{odd}=email"],
        ["merge", people, "--dry-run", "--map", f"Email={odd}"],
        ["merge", odd, "--dry-run"],
        ["explain", odd, "Ida Holm", people],
        ["explain", "Ida", "Otto", people, "--me", odd],
        ["due", people, "--section", odd],
        ["due", people, "--limit", odd],
        ["export", folder, "--format", odd, "-o", "x"],
        ["export", folder, "--format", "csv", "-o", "x", odd],
        ["export", folder, "--format", "csv", "-o", tmp_path / odd],
        ["inspect", odd],
    ):
        result = run(*command)
        assert not set(odd) & set("\x1b\u202e\u200b\x9b\ufeff\u2066") & set(result.output), command


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("👩\u200d🚀 ❤\ufe0f\u200d🔥", "👩\u200d🚀 ❤\ufe0f\u200d🔥"),
        ("Ida\u200cHolm\u200d", "Ida\\u200cHolm\\u200d"),
        ("Ida\U000e0041", "Ida\\udb40\\udc41"),
    ],
)
def test_joiners_are_shown_but_where_they_are_part_of_the_writing(text, shown):
    from netmerge.cli.text import printable

    assert printable(text) == shown
