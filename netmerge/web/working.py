"""Work under way → a page that says so, and leads on when it is done."""

from __future__ import annotations

from netmerge.web.page import Asked, Page, View, is_local
from netmerge.web.site import Site


def show(site: Site, asked: Asked) -> View:
    """At which stage the work is; where it is done, what comes next."""
    then = asked.query.get("then", "")
    errand = site.errands.last
    problem = errand.problem if errand else ""
    values = {"then": then if is_local(then) else "/", "problem": problem}
    return View("working.html", errand.words if errand else "Nothing to do", values)


PAGE = Page("/working", "", show)
