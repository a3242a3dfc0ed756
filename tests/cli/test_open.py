"""`netmerge open`: which book, which address, and what is said without the extra."""

import sys

import pytest


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


@pytest.mark.parametrize("port", ["-1", "65536", "x"])
def test_a_port_that_there_is_not_is_refused(run, tmp_path, port):
    assert run("open", tmp_path, "--port", port).exit_code == 2
