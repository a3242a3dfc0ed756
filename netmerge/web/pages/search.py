"""A part of a name, company, address, number or note → the people who hold it."""

from __future__ import annotations

from netmerge.web.page import Asked, Page, View
from netmerge.web.pages.rows import dicts
from netmerge.web.site import Site

MOST = 50
"""People that are shown."""

LONGEST = 200
"""Characters that are looked for."""

_SHOWN = ("contact_id", "full_name", "title", "company", "city", "circle", "circle_basis", "emails")


def show(site: Site, asked: Asked) -> View:
    """Who is found; with `part` only the list, for the search as one types."""
    text = asked.query.get("q", "").strip()[:LONGEST]
    book, contacts = site.desk.book, site.desk.contacts
    found = book.search(text) if text else contacts.head(0)
    shown = found[list(_SHOWN)].head(MOST)
    values = {"text": text, "people": dicts(shown), "found": len(found), "most": MOST}
    values["everyone"] = len(contacts)
    template = "found.html" if asked.query.get("part") else "search.html"
    return View(template, f"Search: {text}" if text else "Search", values)


PAGE = Page("/search", "Search", show)
