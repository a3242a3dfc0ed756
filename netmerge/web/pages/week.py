"""The week: how many ties are new and kept, and four people to write to, each with what
to know before.
"""

from __future__ import annotations

import datetime as dt

from netmerge.due import AIM
from netmerge.web.page import Asked, Page, View
from netmerge.web.pages.rows import dicts
from netmerge.web.site import Site

COUNTS = (("new", "new"), ("kept", "kept"), ("met", "met"), ("called", "called"))


def show(site: Site, _: Asked) -> View:
    """Counts of this week and the eleven before, and whom to write to."""
    desk = site.desk
    if desk.contacts.empty:
        happened = len(desk.book.told(desk.today)[1])
        return View("empty.html", "Welcome", {"happened": happened})
    week = desk.week
    weeks = dicts(week.weeks)
    monday = desk.today - dt.timedelta(desk.today.weekday())
    hidden = desk.book.hidden(desk.today)
    people = [one for one in dicts(week.suggestions) if one["contact_id"] not in hidden]
    values = {
        "weeks": weeks,
        "now": weeks[-1],
        "first_day": monday,
        "last_day": monday + dt.timedelta(6),
        "aim": AIM,
        "counts": COUNTS,
        "people": [(one, desk.brief(one["contact_id"])) for one in people],
    }
    return View("week.html", "This week", values)


PAGE = Page("/", "Week", show)
