"""netmerge report: of exports, a run's folder and a book the same page, over nothing of the
user's.
"""

import shutil
import sqlite3

import pytest
from click.testing import CliRunner

import netmerge as nm
from netmerge.cli import main
from tests.book.test_decisions import CARD

CARDS = "Name,Phone,Email\nAda Byron,+44 20 7946 0011,ada@looms.example\nBo Lund,,bo@l.example\n"
ON = ("--today", "2026-11-01", "--zone", "UTC")


def run(*arguments, **environment):
    return CliRunner().invoke(main, [str(one) for one in arguments], env=environment)


@pytest.fixture(scope="module")
def merged(tmp_path_factory):
    """A folder with cards, and the folders of a run with a book and without one."""
    place = tmp_path_factory.mktemp("merged")
    (place / "cards.csv").write_text(CARDS, "utf-8")
    for name, options in (("book", ()), ("files", ("--no-book",))):
        found = run("merge", place / "cards.csv", "--out", place / name, *options, *ON)
        assert found.exit_code == 0
    return place


def test_exports_a_folder_and_a_book_give_the_same_page(merged, tmp_path):
    pages = set()
    for given in ([merged / "cards.csv"], [merged / "files"], [merged / "book"], []):
        out = tmp_path / f"{len(pages)}.html"
        found = run("report", *given, "--out", out, *ON, NETMERGE_BOOK=str(merged / "book"))
        assert found.exit_code == 0, found.output
        pages.add(out.read_bytes())
        out.unlink()
    assert len(pages) == 1
    assert b"Ada Byron" in pages.pop()


def test_a_page_replaces_a_page_and_nothing_else(merged, tmp_path):
    folder, cards, out = merged / "book", merged / "cards.csv", merged / "book" / "report.html"
    for _ in range(2):
        assert run("report", merged / "files", "--out", out, *ON).exit_code == 0
    for name in ("due.csv", "netmerge.db"):
        found = run("report", folder, "--out", folder / name, "--force", *ON)
        assert (found.exit_code, "would write over the input" in found.output) == (2, True)
    for given in ((cards,), (merged,)):
        found = run("report", *given, "--out", cards, "--force", *ON)
        assert (found.exit_code, "would write over the input" in found.output) == (2, True)
    letter = tmp_path / "letter.html"
    letter.write_text("<p>Dear Ada</p>", "utf-8")
    found = run("report", merged / "files", "--out", letter, *ON)
    assert (found.exit_code, letter.read_text("utf-8")) == (2, "<p>Dear Ada</p>")
    assert "no report" in found.output
    assert run("report", merged / "files", "--out", letter, "--force", *ON).exit_code == 0
    assert cards.read_text("utf-8") == CARDS


def test_a_book_is_looked_at_with_the_options_that_it_was_read_with(merged, tmp_path):
    found = run("report", merged / "book", "--out", tmp_path / "r.html", "--region", "GB")
    assert (found.exit_code, "is a book" in found.output) == (2, True)
    assert not (tmp_path / "r.html").exists()


def test_who_is_on_no_list_is_not_on_the_page(merged, tmp_path):
    folder = shutil.copytree(merged / "book", tmp_path / "book")
    assert run("never", "Bo Lund", "--book", folder).exit_code == 0
    assert run("report", folder, "--out", tmp_path / "r.html", *ON).exit_code == 0
    assert "Bo Lund" not in (tmp_path / "r.html").read_text("utf-8")


@pytest.fixture
def asking(tmp_path):
    """A book with one question, and a page of it."""
    for given in ("Jan", "Johan"):
        mail = f"{given}@vermeulen.example".lower()
        row = f"{given} Vermeulen", "Vermeulen", given, given, mail, "Vermeulen NV"
        (tmp_path / f"{given}.vcf").write_text(CARD.format(*row), "utf-8")
    with nm.Book(tmp_path / "book") as book:
        book.add(tmp_path / "Jan.vcf", tmp_path / "Johan.vcf", today="2026-11-01")
        yield book, lambda: page_of(book, tmp_path / "report.html")


def page_of(book, path):
    book.report(path, "2026-11-01")
    return path.read_text("utf-8")


def test_questions_are_kept_so_that_nothing_is_matched_for_a_page(asking, monkeypatch):
    book, page = asking
    with monkeypatch.context() as patch:
        patch.setattr(nm.Book, "network", None)
        as_kept = page()
    with sqlite3.connect(book.path) as file:  # as an earlier version left it
        file.execute("DELETE FROM snapshots WHERE name = 'questions'")
    assert "1 pair wants a look" in as_kept
    assert as_kept == page()


def test_an_answer_takes_its_question_off_the_page(asking):
    book, page = asking
    first = book.network().review.iloc[0]
    book.answer([first["record_a"]], [first["record_b"]], "different")
    assert "No pair wants a look" in page()
    book.settle()
    assert "No pair wants a look" in page()
