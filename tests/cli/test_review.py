"""`netmerge review`: keys at a terminal, a list elsewhere."""

import pytest

import netmerge as nm
from tests.book.test_decisions import CARD, PHONE, TABLET


@pytest.fixture
def folder(tmp_path, run):
    """A run's folder with doubtful contacts in its book."""
    for name, people in (("phone.vcf", PHONE), ("tablet.vcf", TABLET)):
        (tmp_path / name).write_text("".join(CARD.format(*row) for row in people), "utf-8")
    out = tmp_path / "network"
    run("merge", tmp_path / "phone.vcf", tmp_path / "tablet.vcf", "--out", out, "--quiet")
    return out


@pytest.fixture
def keys(monkeypatch):
    """Press these keys at a terminal, one after the other."""

    def press(text):
        pressed = iter(text)
        monkeypatch.setattr("netmerge.cli.review._on_a_terminal", lambda: True)
        monkeypatch.setattr("click.getchar", lambda: next(pressed, "q"))

    return press


def contacts(folder):
    with nm.Book(folder) as book:
        return len(book.contacts)


def test_keys_answer_skip_and_undo(folder, run, keys):
    keys("dzkus" + "d" * 9)
    done = run("review", "--all", "--book", folder)
    assert done.exit_code == 0, done.output
    assert "3 answered, 0 left." not in done.output
    assert "4 answered, 0 left." in done.output
    assert contacts(folder) == 2 * len(PHONE) - 1


def test_quitting_keeps_what_was_answered(folder, run, keys):
    keys("dq")
    assert "1 answered, 3 left." in run("review", "--all", "--book", folder).output
    keys("q")
    assert "0 answered, 3 left." in run("review", "--all", "--book", folder).output
    assert contacts(folder) == len(PHONE) + 1


def test_two_columns_fit_a_terminal(folder, run, keys):
    keys("q")
    done = run("review", "--all", "--book", folder)
    assert max(map(len, done.output.splitlines())) <= 80
    assert "different" in done.output


def test_elsewhere_the_questions_are_listed_and_nothing_changes(folder, run):
    before = run("log", "--book", folder).stdout
    done = run("review", "--all", "--book", folder)
    assert done.exit_code == 0, done.output
    assert "4 questions. Answer at a terminal, or by --decisions with review.csv." in done.stdout
    assert run("log", "--book", folder).stdout == before


def test_a_limit_is_kept(folder, run):
    assert "2 questions." in run("review", "--limit", "2", "--book", folder).stdout
