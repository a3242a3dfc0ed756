"""The command line as a whole: errors, exit codes, start-up."""

import errno
import os
import pty
import signal
import subprocess
import sys
import time

import pytest

from netmerge.errors import ReadError

PYTHON = [sys.executable, "-m", "netmerge"]


def fail_with(error, monkeypatch):
    def reconcile(*_inputs, **_settings):
        raise error

    monkeypatch.setattr("netmerge.cli.merge.reconcile", reconcile)


def test_an_error_of_netmerge_is_one_line_on_stderr_and_exit_code_2(run, monkeypatch):
    fail_with(ReadError("cards.csv", "it is empty.", "Export it again.", line=3), monkeypatch)
    result = run("merge", "cards.csv", "--dry-run")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "Error: cards.csv line 3: it is empty. Export it again.\n"


def test_a_hostile_file_name_in_an_error_does_not_reach_the_terminal_raw(run, monkeypatch):
    fail_with(ReadError("a\x1b[2J\nb\u202e.csv", "it is empty."), monkeypatch)
    result = run("merge", "x", "--dry-run")
    assert result.stderr == "Error: a\\u001b[2J\\u000ab\\u202e.csv: it is empty.\n"


def test_any_other_error_keeps_its_traceback(run, monkeypatch):
    fail_with(ZeroDivisionError("a bug"), monkeypatch)
    assert isinstance(run("merge", "x", "--dry-run").exception, ZeroDivisionError)


@pytest.mark.parametrize("code", [errno.EIO, errno.ENAMETOOLONG, errno.EMFILE])
def test_what_the_system_refuses_is_one_line(run, monkeypatch, code):
    fail_with(OSError(code, os.strerror(code), "a\x1b[2J/b"), monkeypatch)
    result = run("merge", "x", "--dry-run")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        f"Error: a\\u001b[2J/b: {os.strerror(code)}. "
        "See that the place is there, may be used, and has room.\n"
    )


def test_a_folder_whose_name_is_too_long_is_one_line(run, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Name,Email\nIda Holm,ida@lake.example\n")
    result = run("merge", path, "--out", tmp_path / ("x" * 300))
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)


def test_an_interruption_is_quiet_and_exits_with_130(run, monkeypatch):
    fail_with(KeyboardInterrupt(), monkeypatch)
    result = run("merge", "x", "--dry-run")
    assert (result.exit_code, result.output) == (130, "")


@pytest.mark.parametrize(
    "arguments",
    [
        ["merge"],
        ["merge", "x"],
        ["merge", "x", "--dry-run", "--today", "31/12/2026"],
        ["merge", "x", "--dry-run", "--map", "Handy"],
        ["merge", "x", "--dry-run", "--map", "=phones"],
        ["due", "x", "--limit", "0"],
        ["due", "x", "--band", "late"],
        ["explain", "Ana"],
        ["sing"],
    ],
)
def test_a_command_line_that_makes_no_sense_exits_with_2(run, arguments):
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Error: " in result.stderr


def test_help_imports_no_table_library():
    code = (
        "import sys; from netmerge.cli import main; main(['--help'], standalone_mode=False);"
        "heavy = {'pandas', 'pyarrow', 'numpy', 'rich', 'starlette', 'jinja2'} & set(sys.modules);"
        "sys.exit(', '.join(heavy) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_version_is_the_package_s(run):
    from importlib.metadata import version

    assert version("netmerge") in run("--version").output


def test_a_reader_that_closes_the_pipe_is_no_error():
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [*PYTHON, "merge", "--help"], stdout=writer, stderr=subprocess.PIPE, check=False
    )
    os.close(writer)
    assert done.stderr == b""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_progress_appears_on_a_terminal_after_a_second_and_never_in_a_pipe():
    code = (
        "import time; from netmerge.cli.progress import Progress\n"
        "with Progress() as p: p('matching'); time.sleep(%s)"
    )

    def shown(seconds):
        leader, follower = pty.openpty()
        subprocess.run([sys.executable, "-c", code % seconds], stderr=follower, check=True)
        os.close(follower)
        os.set_blocking(leader, False)
        try:
            return os.read(leader, 10_000)
        except (BlockingIOError, OSError):
            return b""
        finally:
            os.close(leader)

    assert b"matching" in shown(1.6)
    assert shown(0.1) == b""
    piped = subprocess.run([sys.executable, "-c", code % 1.2], capture_output=True, check=True)
    assert (piped.stdout, piped.stderr) == (b"", b"")


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise")
def test_control_c_while_a_run_works_is_quiet(tmp_path):
    pipe = tmp_path / "never.csv"
    code = (
        "import signal, time, netmerge.cli.merge as merge;"
        # a job in the background would ignore the signal
        "signal.signal(signal.SIGINT, signal.default_int_handler);"
        "merge.reconcile = lambda *a, **k: time.sleep(30);"
        "from netmerge.cli import main; print('ready', flush=True);"
        f"main(['merge', {str(pipe)!r}, '--dry-run'])"
    )
    running = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    running.stdout.readline()
    time.sleep(0.2)
    running.send_signal(signal.SIGINT)
    _, errors = running.communicate(timeout=10)
    assert (running.returncode, errors) == (130, b"")
