"""The due list: whom to write to, section by section, and only those who are wanted."""

from __future__ import annotations

from urllib.parse import urlencode

import pyarrow.compute as pc

from netmerge.columns.chunks import one_chunk
from netmerge.columns.flags import flags
from netmerge.due import choose
from netmerge.settings import CIRCLES, ORDERS, SECTIONS
from netmerge.text.folding import fold, fold_array
from netmerge.web.page import Asked, Page, Part, View
from netmerge.web.pages.rows import dicts
from netmerge.web.site import Site

SIZE = 50
"""People on a page."""


def show(site: Site, asked: Asked) -> View:
    """The people of a section, circle and company, as many as a page holds."""
    everyone = site.desk.due
    wanted = {name: asked.query.get(name) or None for name in ("section", "circle")}
    order = asked.query.get("by") or ORDERS[0]
    chosen = choose(everyone, circle=wanted["circle"], by=order)
    company = fold(asked.query.get("company", ""))
    if company:
        names = pc.fill_null(fold_array(one_chunk(chosen["company"])), "")
        chosen = chosen[flags(pc.match_substring(names, company))]
    found = chosen["section"].value_counts()
    sections = [(name, int(found[name])) for name in SECTIONS if name in found.index]
    total = len(chosen)
    chosen = choose(chosen, section=wanted["section"])
    part = Part(len(chosen), asked.number("page", 1), SIZE)
    kept = {**wanted, "company": asked.query.get("company"), "by": asked.query.get("by")}
    values = {
        "people": [one | {"occasion": None} for one in dicts(chosen.iloc[part.slice])],
        "part": part,
        "sections": sections,
        "total": total,
        "circles": CIRCLES,
        "asked": {name: value or "" for name, value in kept.items()},
        "link": lambda **other: _link({**kept, **other}),
    }
    return View("due.html", "Whom to write to", values)


def _link(asked: dict[str, str | None]) -> str:
    """The address of this page with some of what is asked."""
    told = {name: value for name, value in asked.items() if value}
    return f"/due?{urlencode(told)}" if told else "/due"


PAGE = Page("/due", "Due", show)
