"""Files → what each is taken for, and, once that is agreed to, the book."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from netmerge.book import Book
from netmerge.errors import SettingsError
from netmerge.web.drops import columns_of
from netmerge.web.page import Asked, Moved, Page, View
from netmerge.web.pages.rows import dicts
from netmerge.web.site import Site

MOST_CHANGES = 200
"""Changes that are listed."""


def show(site: Site, _: Asked) -> View:
    """Where files may be dropped, what those that were are taken for, or what changed."""
    drops = site.drops
    if drops.taken:
        values = {"taken": drops.taken, "columns_of": columns_of}
        return View("taken.html", "What the files are taken for", values)
    kept = drops.kept
    changes = dicts(kept.changes.head(MOST_CHANGES)) if kept else []
    values = {"kept": kept, "changes": changes, "total": len(kept.changes) if kept else 0}
    return View("take.html", "Import", values)


def receive(site: Site, asked: Asked) -> Moved:
    """Look at the files that were sent."""
    files = [(one.name, one.content) for one in asked.files if one.name]
    if not files:
        raise SettingsError("There is no file.", "Choose one, or drop some on the page.")
    site.errands.check_free()
    paths = site.drops.receive(files)
    site.errands.begin("Looking at the files", partial(site.drops.look, paths))
    return Moved("/working?then=/import")


def keep(site: Site, asked: Asked) -> Moved:
    """Put them into the book."""
    if not any(one.inspection for one in site.drops.taken):
        raise SettingsError("No file is waiting.", "Drop some first.")
    me = tuple(filter(None, (part.strip() for part in asked.text("me").split(";"))))
    site.errands.begin("Importing", partial(_keep, site, me), writes=True)
    return Moved("/working?then=/import")


def discard(site: Site, _: Asked) -> Moved:
    """Take the files away."""
    site.errands.check_free()
    site.drops.discard()
    return Moved("/import")


def _keep(site: Site, me: tuple[str, ...], book: Book, say: Callable[[str], None]) -> None:
    site.drops.keep(book, say, me)
    site.deciding.drop()


PAGE = Page(
    "/import", "Import", show, {"files": receive, "keep": keep, "discard": discard}, files=True
)
