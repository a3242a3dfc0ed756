"""Completion for shells, the pager, the version, no colour."""

import os
import re
from pathlib import Path

import click
import pytest
from click.shell_completion import BashComplete, FishComplete, ZshComplete

import netmerge as nm
from netmerge.cli import main
from tests.book.conftest import connections

PAGE = Path(__file__).parents[2] / "docs" / "cli.md"
PEOPLE = [
    ("Ada", "Byron", "ada@b.example", "", ""),
    ("Ada", "O'Neil", "n@n.example", "", ""),
    ("Bo", "Lund", "bo@l.example", "", ""),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with a book."""
    path = tmp_path_factory.mktemp("comfort")
    (path / "a.csv").write_text(connections(*PEOPLE), "utf-8")
    with nm.Book(path) as book:
        book.add(path / "a.csv")
    return path


@pytest.fixture
def complete(monkeypatch, folder):
    """What a shell offers for a line with the cursor at its end."""
    monkeypatch.setenv("NETMERGE_BOOK", str(folder))

    def offered(*words, shell=ZshComplete, raw=None):
        monkeypatch.setenv("_NETMERGE_COMPLETE", f"{shell.name}_complete")
        monkeypatch.setenv("COMP_WORDS", raw or " ".join(words))
        asked = shell(main, {}, "netmerge", "_NETMERGE_COMPLETE")
        items = asked.get_completions(list(words[:-1]), words[-1])
        return [item.value for item in items if item.type == "plain"] or [
            item.type for item in items
        ]

    return offered


COMMANDS = [
    *("show", "note", "snooze", "never", "circle", "set", "split"),
    *("same", "different", "brief", "why"),
]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_on_a_contact_completes_its_name(complete, command):
    assert complete(command, "ada") == ["Ada Byron", "Ada O'Neil"]
    assert complete(command, "x") == []


def test_names_are_quoted_where_the_shell_does_not(complete):
    assert complete("show", "Ada B", shell=FishComplete) == ["Ada Byron"]
    assert complete("show", "Ada", shell=BashComplete) == ["'Ada Byron'", "'Ada O'\"'\"'Neil'"]
    assert complete("show", "Ada B", shell=BashComplete, raw='show "Ada B') == ["Ada Byron"]


def test_the_book_is_the_one_that_was_named(complete, tmp_path, folder):
    assert complete("show", "--book", str(tmp_path), "a") == []
    assert complete("show", "--book", str(folder / "netmerge.db"), "bo") == ["Bo Lund"]
    (tmp_path / "netmerge.db").write_bytes(b"no book")
    assert complete("show", "--book", str(tmp_path), "a") == []


def test_signs_of_a_pattern_stand_for_themselves(complete):
    assert complete("show", "%") == complete("show", "_") == complete("show", "\\") == []


@pytest.mark.parametrize("words", [("merge", "p"), ("add", ""), ("brief", "Ada Byron", "n")])
def test_inputs_complete_as_files(complete, words):
    assert complete(*words) == ["file"]


def test_commands_and_options_complete(complete):
    assert "split" in complete("sp")
    assert "--only" in complete("export", "--on")


def test_the_page_tells_how_for_each_shell():
    told = re.findall(r"_NETMERGE_COMPLETE=(\w+)_source netmerge", PAGE.read_text("utf-8"))
    assert told == ["bash", "zsh", "fish"]


@pytest.fixture
def terminal(monkeypatch):
    """A terminal of ten lines; what was shown in its pager."""
    shown = []
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True)
    monkeypatch.setattr("shutil.get_terminal_size", lambda: os.terminal_size((80, 10)))
    monkeypatch.setattr(click, "echo_via_pager", shown.append)
    return shown


def test_what_is_longer_than_the_screen_is_paged(run, folder, terminal):
    done = run("show", "Ada Byron", "--book", folder)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "ada@b.example" in terminal[0]
    done = run("search", "Lund", "--book", folder)
    assert "Bo Lund" in done.stdout
    assert len(terminal) == 1


def test_an_error_is_not_paged(run, folder, terminal):
    done = run("show", "Nobody at all", "--book", folder)
    assert done.exit_code == 2
    assert "Nobody here" in done.stderr
    assert terminal == []


def test_no_colour_where_none_is_wanted(run, folder, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("FORCE_COLOR", "1")
    done = run("log", "--book", folder)
    assert not re.search(r"\x1b\[[0-9;]*3\d", done.stdout)


def test_the_version_has_a_short_option(run):
    assert run("-V").stdout == run("--version").stdout
