"""One question after the other: are these two entries one person?"""

from __future__ import annotations

from netmerge.errors import SettingsError
from netmerge.web.page import Asked, Moved, Page, View
from netmerge.web.site import Site


def show(site: Site, asked: Asked) -> View:
    """The question that is to be decided, or how to begin."""
    shown = site.deciding.shown
    values = {"shown": shown, "late": "late" in asked.query}
    if shown is None:
        counted = {"contacts": len(site.desk.contacts)}
        return View("begin.html", "Who is one person?", values | counted)
    if shown.question is None:
        return View("decided.html", "Who is one person?", values)
    return View("review.html", "One person?", values | {"asked": shown.question})


def begin(site: Site, _: Asked) -> Moved:
    """Look for questions, which takes a while."""
    site.errands.begin("Looking for questions", site.deciding.open)
    return Moved("/working?then=/review")


def settle(site: Site, _: Asked) -> Moved:
    """Have the contacts follow the answers."""
    site.errands.begin("Reckoning anew who is who", site.deciding.settle, writes=True)
    return Moved("/working?then=/review")


def same(site: Site, asked: Asked) -> Moved:
    """Say that they are one person, and what comes first of them."""
    first = {
        name.removeprefix("first-"): value
        for name, value in asked.form.items()
        if name.startswith("first-")
    }
    return _next(in_time=site.deciding.answer(_number(asked), "same", first))


def different(site: Site, asked: Asked) -> Moved:
    """Say that they are two people."""
    return _next(in_time=site.deciding.answer(_number(asked), "different", {}))


def skip(site: Site, asked: Asked) -> Moved:
    """Leave it for another time."""
    return _next(in_time=site.deciding.skip(_number(asked)))


def back(site: Site, _: Asked) -> Moved:
    """Take the last answer back."""
    site.deciding.undo()
    return Moved("/review")


def _next(*, in_time: bool) -> Moved:
    """The next question; with a word where this one was decided before, in another tab
    or by a first click.
    """
    return Moved("/review" if in_time else "/review?late=1")


def _number(asked: Asked) -> int:
    text = asked.text("number")
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise SettingsError("That is no question.", "Answer the one that is shown.")
    return int(text)


ANSWERS = {"same": same, "different": different, "skip": skip, "back": back}
"""What is done where the questions are."""

PAGE = Page("/review", "Review", show, {"begin": begin, "settle": settle}, beside=ANSWERS)
