"""What was done to the book, the latest first, and undoing it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from netmerge.book import Book
from netmerge.book.book import REMADE
from netmerge.errors import SettingsError
from netmerge.web.page import Asked, Moved, Page, Part, View
from netmerge.web.pages.rows import dicts, events
from netmerge.web.site import Site

SIZE = 50
"""Events on a page."""


def show(site: Site, asked: Asked) -> View:
    """The events, as many as a page holds."""
    log = site.desk.book.log()
    part = Part(len(log), asked.number("page", 1), SIZE)
    shown = log.iloc[part.slice]
    told = events(shown, site.desk)
    values = {"events": told, "part": part, "joins": _joins(site, shown["event"].to_list())}
    return View("log.html", "What was done", values)


def _joins(site: Site, numbers: list[int]) -> dict[int, list[str]]:
    """By event, in words, who was joined or parted by it and on which evidence."""
    found: dict[int, list[str]] = {}
    for row in dicts(site.desk.book.joins(numbers)):
        text = f"{site.desk.name_of(row['contact_id'])}: {row['text']}"
        found.setdefault(row["event"], []).append(text)
    return found


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
