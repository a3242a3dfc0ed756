"""`netmerge open`: which book, which address, and what is said without the extra."""

import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.web.conftest import made

__all__ = ["made"]


def test_without_the_extra_one_line_says_what_to_install(run, monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "starlette", None)
    result = run("open", tmp_path)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "pip install 'netmerge[web]'" in result.stderr


def test_where_there_is_no_book_that_is_said(run, tmp_path):
    result = run("open", tmp_path / "nowhere", "--no-browser")
    assert result.exit_code == 2
    assert "There is no book." in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_no_other_user_sees_the_token_in_how_the_browser_is_called(run, monkeypatch, tmp_path):
    """Arguments of processes are everybody's to see; a file is its owner's alone."""
    address, seen = "http://127.0.0.1:1/?token=secret", []

    def launch(path):
        file = Path(path)
        seen.append((path, file.read_text("utf-8"), file.stat().st_mode & 0o777))

    monkeypatch.setattr("click.launch", launch)
    monkeypatch.setattr("netmerge.web.server.serve", lambda _, opened, *__, **___: opened(address))
    assert address in run("open", tmp_path).stdout
    ((path, text, mode),) = seen
    assert "secret" not in path
    assert f"url={address}" in text
    assert mode == 0o600
    assert not Path(path).exists()


def test_the_server_answers_on_this_machine_alone_until_it_is_interrupted(made):
    """The one test of the server as it runs."""
    command = [sys.executable, "-m", "netmerge", "open", str(made), "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            address = re.search(r"http://127\.0\.0\.1:(\d+)/\S+", process.stdout.readline())
            with pytest.raises(urllib.error.HTTPError, match="403"):
                urllib.request.urlopen(f"http://127.0.0.1:{address[1]}/")
            jar = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
            assert b"This week" in jar.open(address[0]).read()
            for other in ("127.0.0.2", "::1"):
                with pytest.raises(OSError, match=r".*"):
                    socket.create_connection((other, int(address[1])), 2).close()
            process.send_signal(signal.SIGINT)
            assert process.wait(30) == 0
        finally:
            process.kill()


@pytest.mark.parametrize("port", ["-1", "65536", "x"])
def test_a_port_that_there_is_not_is_refused(run, tmp_path, port):
    assert run("open", tmp_path, "--port", port).exit_code == 2
