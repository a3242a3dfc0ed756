"""A template of the package and values → HTML: the one place where pages are filled.

Everything that is put into a template is escaped; jinja2 is the extra `report`.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from netmerge.clean.numbering import grouped
from netmerge.data import TextFile
from netmerge.errors import MissingExtraError
from netmerge.text.plurals import many

if TYPE_CHECKING:
    from jinja2 import Environment

STYLE = TextFile("report/style.css")
"""The stylesheet of every page."""

_LEADS_SOMEWHERE = ("https://", "http://", "mailto:", "tel:")
_BEGINS = 24
"""Characters by which a quotation is known."""
_LONGEST_ADDRESS = 2000
"""Characters of an address that programs open."""

_TURNS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
"""What turns the direction of a text round: here each stands in its own anyway."""

_YEARLESS = re.compile(r"--(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])")

_LONGEST_CELL = 300
"""Characters; what is longer is cut: a page is to be looked at."""


def rendered(name: str, /, **values: Any) -> str:
    """A template, named from the package's folder ("report/page.html"), filled.

    Raises MissingExtraError without the extra `report`, and DataError for a
    template that there is not.
    """
    return environment().get_template(name).render(values)


@cache
def environment() -> Environment:
    """The templates of the package, everything put into them escaped, and a value
    that is missing an error. Raises MissingExtraError.
    """
    try:
        from jinja2 import Environment, FunctionLoader, StrictUndefined
    except ImportError:
        raise MissingExtraError("A page", "report") from None
    made = Environment(
        loader=FunctionLoader(lambda name: TextFile(name).content),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for function in (begins, cell, count, day, href, many, sentence, telephone):
        made.filters[function.__name__] = function
    return made


def begins(text: str) -> str:
    """How a text begins, to see whether another one quotes it."""
    return text[:_BEGINS]


def count(number: int) -> str:
    """A number with its thousands apart."""
    return f"{number:,}"


def sentence(text: str) -> str:
    """A text as a sentence: "new job" → "New job."."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}." if text else ""


def day(text: str) -> str:
    """A day without its year as one reads it: --04-15 is 15 April; any other as it is."""
    found = _YEARLESS.fullmatch(text)
    return f"{int(found[2])} {calendar.month_name[int(found[1])]}" if found else text


def telephone(number: str) -> str:
    """A number as one reads it: +44 20 7946 0140 ext. 12."""
    plain, _, extension = number.partition(";ext=")
    shown = grouped(plain) if plain.startswith("+") else plain
    return f"{shown} ext. {extension}" if extension else shown


def href(address: str) -> str:
    """An address that a click may open, "" for any other: no script is one, and
    nothing so long that it is none.
    """
    wanted = address.strip() if len(address) <= _LONGEST_ADDRESS else ""
    return wanted if wanted.lower().startswith(_LEADS_SOMEWHERE) else ""


def cell(value: Any) -> str:
    """A value of a table as text; lists joined, days as ISO writes them, nothing in it
    that turns the line round in which it stands.
    """
    if value is None:
        return ""
    if isinstance(value, bool | str | dt.date):
        text = _TURNS.sub("", str(value))
    elif isinstance(value, int):
        text = count(value)
    elif isinstance(value, float):
        text = f"{value:.2f}"
    else:
        text = ", ".join(map(cell, value))
    return text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…"
