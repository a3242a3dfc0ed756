"""The pages, one a module, in the order of the navigation."""

from netmerge.web.page import Page
from netmerge.web.pages import due, log, person, review, search, take, week

PAGES: tuple[Page, ...] = (
    week.PAGE,
    due.PAGE,
    review.PAGE,
    search.PAGE,
    take.PAGE,
    log.PAGE,
    person.PAGE,
)
