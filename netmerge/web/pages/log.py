"""What was done to the book, the latest first, and undoing it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from netmerge.book import Book
from netmerge.book.book import REMADE
from netmerge.errors import SettingsError
from netmerge.web.page import Asked, Moved, Page, Part, View
from netmerge.web.pages.rows import events
from netmerge.web.site import Site

SIZE = 50
"""Events on a page."""


def show(site: Site, asked: Asked) -> View:
    """The events, as many as a page holds."""
    log = site.desk.book.log()
    part = Part(len(log), asked.number("page", 1), SIZE)
    told = events(log.iloc[part.slice], site.desk)
    return View("log.html", "What was done", {"events": told, "part": part})


def undo(site: Site, asked: Asked) -> Moved:
    """Undo an event; where the network is another then, beside the pages."""
    text = asked.needed("event", "event")
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise SettingsError("That is no event.", "Undo one of those listed.")
    number, book = int(text), site.desk.book
    log = book.log()
    commands = log.loc[log["event"] == number, "command"]
    if len(commands) and commands.iloc[0] in REMADE:
        work = partial(_undo, site, number)
        site.errands.begin(f"Undoing event {number}", work, writes=True)
        return Moved("/working")
    book.undo(number)
    return Moved(asked.back("/log"))


def _undo(site: Site, number: int, book: Book, say: Callable[[str], None]) -> None:
    say("Reckoning anew who is who")
    book.undo(number)
    site.deciding.drop()


PAGE = Page("/log", "Log", show, {"undo": undo})
