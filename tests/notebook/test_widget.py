"""The review in a cell: what is answered there is in the book, and what was typed is text."""

import json
import shutil
import sys

import pytest

import netmerge as nm
from netmerge.notebook.widget import SCRIPT, told
from tests.book.test_decisions import CARD, PHONE, TABLET

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
HOSTILE = "<script>window.ran = 1</script>"


@pytest.fixture
def book(tmp_path):
    paths = [tmp_path / "phone.vcf", tmp_path / "tablet.vcf"]
    for path, people in zip(paths, (PHONE, TABLET), strict=True):
        path.write_text("".join(CARD.format(*row) for row in people), "utf-8")
    with nm.Book(tmp_path / "book") as book:
        book.add(*paths, today="2026-11-01")
        yield book


def say(widget, word):
    widget._handle_custom_msg({"answer": word}, [])


def test_answers_of_a_cell_are_in_the_book_and_can_be_undone(book):
    session = nm.Session(book, n="all")
    assert session.left > 1
    widget = nm.review_widget(session)
    first = session.question.records_a[0], session.question.records_b[0]
    for word in ("skip", "undo", "same", "no such word", None):
        say(widget, word)
    assert widget.decisions.to_numpy().tolist() == [[*first, "same"]]
    assert book.decisions["decision"].tolist()[:1] == ["same"]
    assert widget.shown["answered"] == 1
    say(widget, "undo")
    say(widget, "undo")
    assert widget.decisions.empty
    assert book.decisions.empty
    say(widget, "different")
    assert len(widget.finish().contacts) == len(book.contacts)


def test_at_the_end_a_cell_says_so(book):
    session = nm.Session(book, n=1)
    widget = nm.review_widget(session)
    say(widget, "different")
    say(widget, "same")
    assert widget.shown == {"answered": 1, "left": 0}
    assert len(widget.decisions) == 1


def test_what_cannot_be_kept_is_said_in_the_cell(book):
    widget = nm.review_widget(nm.Session(book, n=1))
    book.path.rename(book.path.with_name("moved.db"))
    say(widget, "same")
    assert "no longer here" in widget.shown["problem"]
    assert widget.decisions.empty
    book.path.with_name("moved.db").rename(book.path)
    say(widget, "same")
    assert "problem" not in widget.shown


def test_without_the_extra_it_says_what_to_install(book, monkeypatch):
    session = nm.Session(book, n=1)
    monkeypatch.setitem(sys.modules, "anywidget", None)
    with pytest.raises(nm.MissingExtraError, match=r"netmerge\[notebook\]"):
        nm.review_widget(session)


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="not here: chromium (apt-get install chromium)")
def test_the_cell_is_answered_by_keys_and_runs_nothing_that_was_typed(book):
    sync_api = pytest.importorskip("playwright.sync_api")
    shown = told(nm.Session(book, n=1)) | {"reason": HOSTILE}
    typed = json.dumps(shown).replace("<", "\\u003c")
    model = f"{{get: () => ({typed}), on: () => 0, send: (said) => sent.push(said.answer)}}"
    module = SCRIPT.content.replace("export default { render };", "")
    call = f"globalThis.sent = []; render({{el: document.body, model: {model}}});"
    html = f'<!DOCTYPE html><body><script type="module">{module}{call}</script>'
    with sync_api.sync_playwright() as playwright:
        options = {"executable_path": CHROMIUM, "args": ["--no-sandbox", "--disable-gpu"]}
        browser = playwright.chromium.launch(**options)
        page = browser.new_page()
        page.set_content(html)
        page.wait_for_selector("button", timeout=10_000)
        assert HOSTILE in page.inner_text("[role=group]")
        page.focus("[role=group]")
        for key in ("s", "d", "k", "u", "x"):
            page.keyboard.press(key)
        page.get_by_role("button", name="Skip").click()
        assert page.evaluate("sent") == ["same", "different", "skip", "undo", "skip"]
        assert page.evaluate("window.ran") is None
        browser.close()
