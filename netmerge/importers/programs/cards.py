"""A CSV of scanned cards (CamCard, Eight, Covve) or of a CRM (HubSpot, Apollo) →
records.

Each record is of the source that the header betrays. Cards of an app that is
not known by its header are read by `contacts`; the day of a scan is the day of
meeting in both.
"""

from __future__ import annotations

from netmerge.importers.contract import Imported, Inspection, Traits
from netmerge.importers.files.source import Source
from netmerge.importers.tables.people import (
    SCANNED_CARDS,
    Dialect,
    describe_people,
    header_of,
    read_people,
)
from netmerge.settings import Settings

NAME = "cards"
TRAITS = Traits()

_EIGHT_FLAGS = ("Eightでつながっている人", "再データ化中の名刺", "'?'を含んだデータ")
_APOLLO_OF_COMPANIES = ("Facebook Url", "Twitter Url")
_CAMCARD = Dialect("camcard", traits=SCANNED_CARDS)
_DIALECTS = {
    dialect.name: dialect
    for dialect in (
        _CAMCARD,
        Dialect("eight", dict.fromkeys(_EIGHT_FLAGS), tags=True, traits=SCANNED_CARDS),
        Dialect("covve", traits=SCANNED_CARDS),
        Dialect("hubspot"),
        Dialect("apollo", dict.fromkeys(_APOLLO_OF_COMPANIES)),
    )
}
_SIGNS = (
    ("camcard", {"Created Time", "Name", "First Name", "Last Name"}),
    ("camcard", {"創建日期", "姓名", "公司1"}),
    ("camcard", {"創建日期", "姓名", "公司"}),
    ("camcard", {"创建日期", "姓名", "公司"}),
    ("camcard", {"创建时间", "姓名", "公司"}),
    ("camcard", {"创建日期", "姓名", "公司1"}),
    ("eight", {"会社名", "名刺交換日"}),
    ("covve", {"Full Name", "Date Added", "Last Contact"}),
    ("hubspot", {"Record ID", "First Name", "Last Name"}),
    ("hubspot", {"Record ID", "Email"}),
    ("apollo", {"First Name", "Person Linkedin Url"}),
)
"""Columns that tell a program, as far as their headers are known."""


def claims(source: Source) -> bool:
    """Whether the header is that of a program known here."""
    return _known(source) is not None


def read(source: Source, settings: Settings) -> Imported:
    """Read a CSV of cards."""
    return read_people(source, settings, _known(source) or _CAMCARD)


def describe(source: Source, settings: Settings) -> Inspection:
    """How a CSV of cards would be read."""
    return describe_people(source, settings, _known(source) or _CAMCARD)


def _known(source: Source) -> Dialect | None:
    """The program that wrote a table, if its header tells."""
    header = set(header_of(source))
    names = (name for name, sign in _SIGNS if sign <= header)
    name = next(names, None)
    return _DIALECTS[name] if name else None
