"""A CSV of scanned cards (CamCard, Eight, Covve) or of a CRM (HubSpot, Apollo) → records.

Each record is of the source that the header betrays. Cards of an app that is not known by its
header are read by `contacts`; the day of a scan is the day of meeting in both.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from netmerge.importers.contract import Imported, Inspection
from netmerge.importers.files.source import Source
from netmerge.importers.tables.people import Dialect, describe_people, header_of, read_people
from netmerge.settings import Settings

NAME = "cards"

_EIGHT_FLAGS = ("Eightでつながっている人", "再データ化中の名刺", "'?'を含んだデータ")
_CAMCARD = Dialect("camcard", cards=True)
_DIALECTS = {
    dialect.name: dialect
    for dialect in (
        _CAMCARD,
        Dialect("eight", dict.fromkeys(_EIGHT_FLAGS), cards=True, tags=True),
        Dialect("covve", cards=True),
        Dialect("hubspot"),
        Dialect("apollo"),
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
    return _dialect(set(header_of(source))) is not None


def read(source: Source, settings: Settings) -> Imported:
    """Read a CSV of cards."""
    return read_people(source, settings, _dialect(set(header_of(source))) or _CAMCARD)


def describe(source: Source, settings: Settings) -> Inspection:
    """How a CSV of cards would be read."""
    return describe_people(source, settings, _dialect(set(header_of(source))) or _CAMCARD)


def _dialect(header: AbstractSet[str]) -> Dialect | None:
    return next((_DIALECTS[name] for name, sign in _SIGNS if sign <= header), None)
