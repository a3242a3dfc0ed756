"""`netmerge split`: groups are shown, and who is who is said at a terminal or by an option."""

import click
import pytest

import netmerge as nm
from netmerge.cli.split import parsed
from tests.book.test_split import FATHER, SON


@pytest.fixture
def folder(tmp_path, run):
    """A run's folder in whose book a father and his son are one contact."""
    for name, cards in (("a.vcf", FATHER[0] + SON[0]), ("b.vcf", FATHER[1] + SON[1])):
        (tmp_path / name).write_text(cards, "utf-8")
    out = tmp_path / "network"
    run("merge", tmp_path / "a.vcf", tmp_path / "b.vcf", "--out", out, "--quiet")
    assert contacts(out) == 1
    return out


def contacts(folder):
    with nm.Book(folder) as book:
        return len(book.contacts)


def test_elsewhere_the_groups_are_shown_and_how_to_part_them(folder, run):
    done = run("split", "Walter Huber", "--book", folder)
    assert done.exit_code == 0, done.output
    assert "4 entries in 2 groups" in done.stdout
    assert "Between " in done.stdout
    assert "--people '1 2 / 3 4'" in done.stdout
    assert max(map(len, done.stdout.splitlines()[:-2])) <= 80
    assert contacts(folder) == 1


def test_an_option_says_who_is_who(folder, run):
    with nm.Book(folder) as book:
        book.note("Walter Huber", "a card")
    done = run("split", "Walter Huber", "--people", "3,4", "--book", folder)
    assert done.exit_code == 0, done.output
    assert "2 people: Walter Huber (c" in done.stderr
    assert "What you said and noted stays with c" in done.stderr
    assert contacts(folder) == 2
    assert run("undo", "--book", folder).exit_code == 0
    assert contacts(folder) == 1


@pytest.mark.parametrize(("keys", "left"), [("\n", 2), ("q\n", 1), ("1 3 / 2\n", 3)])
def test_at_a_terminal_one_is_asked(folder, run, monkeypatch, keys, left):
    answers = iter([keys.strip()])
    monkeypatch.setattr("netmerge.cli.split._on_a_terminal", lambda: True)
    asked = "netmerge.cli.split.click.prompt"
    monkeypatch.setattr(asked, lambda _, default: next(answers) or default)
    done = run("split", "Walter Huber", "--book", folder)
    assert done.exit_code == 0, done.output
    assert contacts(folder) == left


@pytest.mark.parametrize("people", ["1 2 / 9", "a / b", "0", "-1", "²", "1;2"])
def test_what_is_no_number_of_an_entry_is_refused(people):
    with pytest.raises(click.BadParameter, match="go from 1 to 4"):
        parsed(people, 4)


def test_people_are_parted_by_a_slash():
    assert parsed("1 2/3,4 / ", 4) == [[1, 2], [3, 4]]


def test_one_person_is_not_taken_apart(folder, run):
    done = run("split", "Walter Huber", "--people", "1 2 3 4", "--book", folder)
    assert done.exit_code == 2
    assert "nothing is taken apart" in done.stderr
