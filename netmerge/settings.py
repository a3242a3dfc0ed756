"""What the user says once for a whole run → one frozen Settings, checked."""

from __future__ import annotations

import codecs
import datetime as dt
import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, available_timezones

from netmerge.errors import SettingsError, did_you_mean, nearest

OWN_ALIASES = "NETMERGE_ALIASES"
"""Environment variable that names the user's own file of column names."""

BOOK_FILE = "netmerge.db"
"""The book in the folder of a run."""

REMINDER = "netmerge-"
"""With this begin the identifiers of the reminders that netmerge writes."""

OWN_BOOK = "NETMERGE_BOOK"
"""Environment variable that names the book where no command does."""

_NO_FILES = frozenset(
    {
        *("idna", "punycode", "mbcs", "oem", "undefined"),
        *("unicode-escape", "raw-unicode-escape"),
    }
)
"""What Python calls encodings, and no file is in."""

_LITTLE_ENDIAN = {"utf-16": "utf-16-le", "utf-32": "utf-32-le"}
"""What these mean where no mark tells, as to browsers; to Python they are an error
then.
"""

Aliases = tuple[tuple[str, str], ...]
"""Names of columns, each with the field that it goes to."""

CIRCLES = ("family", "friends", "co-workers", "alumni", "professional organisation", "other")
"""The circles that a contact may be of, closest first."""

SAME, DIFFERENT = "same", "different"
"""What the owner may say of two records."""

CHANNELS_BY_HANDLE = {"linkedin": ("linkedin",), "mailto": ("email",), "tel": ("sms", "whatsapp")}
"""The channels on which one writes to whom one knows by each kind of handle: a
number has text messages and a messenger.
"""

ON_THE_WALL = ("whatsapp",)
"""Channels of which a file tells what the clock on the wall showed, in no time zone."""

BANDS = ("ok", "due", "overdue", "dormant", "no evidence")
"""How late a note may be."""


SECTIONS = (
    *("answer first", "new", "gone quiet", "worth reviving"),
    *("only connected", "not known", "in order"),
)
"""The parts of the due list, in its order."""

HOW_KNOWN = (
    *("met", "spoke", "wrote both ways", "you wrote", "they wrote"),
    *("worked together", "introduced", "only connected"),
)
"""How the owner knows somebody: the first of these that holds."""

ORDERS = ("section", "silence")
"""How the due list may be sorted."""


class MachineZone(dt.tzinfo):
    """The time zone of the machine, with its summer time, as the system tells it."""

    def utcoffset(self, moment: dt.datetime | None) -> dt.timedelta:
        """How far its clocks are ahead of UTC."""
        there = (moment or dt.datetime.now()).replace(tzinfo=None)
        return there.astimezone().utcoffset() or dt.timedelta(0)

    def dst(self, moment: dt.datetime | None) -> dt.timedelta | None:
        """Not told."""

    def tzname(self, moment: dt.datetime | None) -> str:
        """What the system calls it at that time."""
        return (moment or dt.datetime.now()).replace(tzinfo=None).astimezone().tzname() or ""

    def fromutc(self, moment: dt.datetime) -> dt.datetime:
        """The time that its clocks show at a moment, given as UTC."""
        return moment.replace(tzinfo=dt.UTC).astimezone().replace(tzinfo=self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, MachineZone)

    def __hash__(self) -> int:
        return hash(MachineZone)


_TIME = re.compile(r"(\d{1,5})\s*(|d|days?|w|weeks?|m|months?|y|years?)")
_DAYS_OF = {
    **dict.fromkeys(("", "d", "day", "days"), 1),
    **dict.fromkeys(("w", "week", "weeks"), 7),
    **dict.fromkeys(("m", "month", "months"), 30),
    **dict.fromkeys(("y", "year", "years"), 365),
}
_LONGEST_CADENCE = 36_500
_FIRST_DAY, _LAST_DAY = dt.date(1900, 1, 1), dt.date(2999, 12, 31)
"""Years are added to days and taken off: calendars end on both sides."""


@dataclass(frozen=True)
class Settings:
    """What the user says once for a whole run; `resolve` makes it of what was
    given.

    `today` is the day to reckon from, `zone` the time zone whose days are
    the owner's. `region` is the country whose
    phone numbers may stand without their code (ISO 3166, "GB"), None
    where it is to be guessed. `me` is who the owner is: addresses, LinkedIn
    profiles, numbers and names.
    `columns` maps a file's column to a field of RECORDS (--map
    COLUMN=FIELD); a column that no file has is an error. `circles` is a
    file with the owner's word on circles, `cadence` that on how many days a
    tie may stay quiet, by circle or by contact, `grades` a file with that on
    single messages, by their keys. `aliases` are
    the user's own names of columns, for any file. `encoding` is that of
    texts that are no Unicode (Python's name), None where it is to be guessed.
    `review` is how many questions are asked, None for those that are worth it.
    """

    today: dt.date = field(default_factory=dt.date.today)
    region: str | None = None
    me: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    circles: Path | None = None
    grades: Path | None = None
    cadence: Mapping[str, int] = field(default_factory=dict)
    aliases: Aliases = ()
    encoding: str | None = None
    zone: dt.tzinfo = field(default_factory=MachineZone)
    review: int | Literal["all"] | None = None


def resolve(
    *,
    today: dt.date | str | None = None,
    region: str | None = None,
    me: str | Sequence[str] | None = None,
    columns: Mapping[str, str] | None = None,
    zone: dt.tzinfo | str | None = None,
    circles: str | Path | None = None,
    grades: str | Path | None = None,
    cadence: Mapping[str, int | str] | None = None,
    encoding: str | None = None,
    review: int | Literal["all"] | None = None,
) -> Settings:
    """Check what was given; take the rest from the clock and the environment.

    Here alone the library looks at either. Raises SettingsError for
    what makes no sense.
    """
    there = as_zone(zone)
    return Settings(
        today=as_date(today, there),
        zone=there,
        region=as_region(region),
        me=as_owner(me),
        columns=dict(columns or {}),
        circles=Path(circles) if circles else None,
        grades=Path(grades) if grades else None,
        cadence={_circle_or(name): as_days(days) for name, days in (cadence or {}).items()},
        aliases=own_aliases(os.environ.get(OWN_ALIASES)),
        encoding=as_encoding(encoding),
        review=as_questions(review),
    )


def as_encoding(encoding: str | None) -> str | None:
    """An encoding of texts by Python's name. Raises SettingsError."""
    if encoding is None:
        return None
    try:
        codec = codecs.lookup(encoding.strip())
    except (LookupError, ValueError):
        codec = None
    # To Python rot13 and zlib are codecs too; idna and its like read no bytes of files.
    if codec is None or not codec._is_text_encoding or codec.name in _NO_FILES:
        cure = "Name one such as cp1252, cp1251, gb18030, big5, shift_jis or mac_roman."
        raise SettingsError(f"{encoding!r} is no encoding.", cure)
    return _LITTLE_ENDIAN.get(codec.name, codec.name)


def as_questions(number: int | str | None) -> int | Literal["all"] | None:
    """How many questions to ask: a number, "all", or None. Raises SettingsError."""
    if number is None:
        return None
    text = str(number).strip().lower()
    if text == "all":
        return "all"
    if not (text.isascii() and text.isdigit()):
        raise SettingsError(
            f"{number!r} is not a number of questions.", "Give a number from 0 on, or all."
        )
    return int(text[:18])


def book_named() -> Path:
    """The book where none is named: that of NETMERGE_BOOK, else the one in the
    user's data folder.
    """
    from platformdirs import user_data_path

    named = os.environ.get(OWN_BOOK)
    return Path(named) if named else user_data_path("netmerge", appauthor=False)


def as_date(today: dt.date | str | None, zone: dt.tzinfo | None = None) -> dt.date:
    """A day given as date or ISO text; the current date in a zone if none is
    given. Raises SettingsError for what is none, or ages away.
    """
    if today is None:
        return dt.datetime.now(zone or MachineZone()).date()
    try:
        day = dt.date.fromisoformat(today) if isinstance(today, str) else today
    except ValueError:
        raise SettingsError(f"{today!r} is not a day.", "Write it as in 2026-11-01.") from None
    if not _FIRST_DAY <= day <= _LAST_DAY:
        problem = f"{day} is not a day to reckon from or to."
        raise SettingsError(problem, f"Give one from {_FIRST_DAY} to {_LAST_DAY}.")
    return day


def as_zone(zone: dt.tzinfo | str | None) -> dt.tzinfo:
    """A time zone by its name; the machine's own if none is given. Raises
    SettingsError.
    """
    if zone is None or isinstance(zone, dt.tzinfo):
        return zone or MachineZone()
    try:
        return ZoneInfo(zone.strip())
    except (ValueError, KeyError, OSError):
        known = sorted(available_timezones())
    asked = did_you_mean([known[place] for place in nearest(zone, known)])
    cure = "Name one of the world's time zones, such as Europe/Berlin or America/Los_Angeles."
    raise SettingsError(f"{zone!r} is no time zone.", asked or cure)


def _circle_or(name: str) -> str:
    """A circle's name as it is written here, or whatever else as it stands."""
    circle = " ".join(name.casefold().split())
    return circle if circle in CIRCLES else name


def as_days(text: int | str) -> int:
    """A number of days, or a time such as 90d, 12w, 6m or 1y. Raises
    SettingsError.
    """
    found = _TIME.fullmatch(str(text).strip().lower())
    days = int(found[1]) * _DAYS_OF[found[2]] if found else 0
    if not 1 <= days <= _LONGEST_CADENCE:
        raise SettingsError(f'"{text}" is no time.', "Give days, weeks, months or years: 90d, 6m.")
    return days


def as_region(region: str | None) -> str | None:
    """A country's two letters in capitals. Raises SettingsError."""
    import phonenumbers

    if region is not None and region.upper() not in phonenumbers.SUPPORTED_REGIONS:
        raise SettingsError(
            f"{region!r} is not a region.", "Give the two letters of a country, such as GB or US."
        )
    return region.upper() if region else None


def as_owner(me: str | Sequence[str] | None) -> tuple[str, ...]:
    """Who the owner is, in one or several words: addresses in small letters,
    LinkedIn profiles, telephone numbers and names. Raises SettingsError.
    """
    given = [me] if isinstance(me, str) else list(me or ())
    return tuple(dict.fromkeys(map(_as_one_of_the_owner, given)))


def _as_one_of_the_owner(me: str) -> str:
    """An address in small letters; whatever else as it stands, if it tells
    anybody.
    """
    plain = " ".join(str(me).split())
    local, at, domain = plain.partition("@")
    is_address = local and "." in domain.strip(".") and " " not in plain and "@" not in domain
    is_web = "/" in plain
    is_profile = "linkedin." in plain.lower() and ("/in/" in plain or "/pub/" in plain)
    is_told = any(map(str.isalnum, plain))
    if not is_told or (is_web and not is_profile) or (at and not is_web and not is_address):
        raise SettingsError(
            f'"{me}" is no e-mail address, LinkedIn profile, number or name.',
            "Give the owner's own, such as me@example.org, linkedin.com/in/me or 'Robin Hill'.",
        )
    return plain.lower() if is_address else plain


def own_aliases(path: str | None) -> Aliases:
    """The names of columns in the user's own file, if there is one.

    Whether there are such fields is known to the importers, who ask
    when they first look one up.
    """
    if not path:
        return ()
    cure = f'{OWN_ALIASES} names a TOML file with lines such as phone = ["Reach me", "Ring"].'
    try:
        own = tomllib.loads(Path(path).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path}: the aliases cannot be read ({error}).", cure) from error
    for name, names in own.items():
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise SettingsError(f'{path}: "{name}" is no list of names.', cure)
    return tuple((name, field) for field, names in own.items() for name in names)
