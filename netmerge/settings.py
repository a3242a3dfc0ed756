"""What the user says once for a whole run → one frozen Settings, checked."""

from __future__ import annotations

import datetime as dt
import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from netmerge.errors import SettingsError

OWN_ALIASES = "NETMERGE_ALIASES"
"""Environment variable that names the user's own file of column names."""

Aliases = tuple[tuple[str, str], ...]
"""Names of columns, each with the field that it goes to."""

CIRCLES = ("family", "friends", "co-workers", "alumni", "professional organisation", "other")
"""The circles that a contact may be of, closest first."""

BANDS = ("ok", "due", "overdue", "dormant", "no evidence")
"""How late a note may be."""


SECTIONS = (
    *("answer first", "new", "gone quiet", "worth reviving"),
    *("only connected", "not known", "in order"),
)
"""The parts of the due list, in its order."""

ORDERS = ("section", "silence")
"""How the due list may be sorted."""


@dataclass(frozen=True)
class Settings:
    """What the user says once for a whole run; `resolve` makes it of what was
    given.

    `today` is the day to reckon from. `region` is the country whose
    phone numbers may stand without their code (ISO 3166, "GB"), None
    where it is to be guessed. `me` is who the owner is: addresses, LinkedIn
    profiles, numbers and names.
    `columns` maps a file's column to a field of RECORDS (--map
    COLUMN=FIELD); a column that no file has is an error. `aliases` are
    the user's own names of columns, for any file.
    """

    today: dt.date = field(default_factory=dt.date.today)
    region: str | None = None
    me: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    aliases: Aliases = ()


def resolve(
    *,
    today: dt.date | str | None = None,
    region: str | None = None,
    me: str | Sequence[str] | None = None,
    columns: Mapping[str, str] | None = None,
) -> Settings:
    """Check what was given; take the rest from the clock and the environment.

    Here alone the library looks at either. Raises SettingsError for
    what makes no sense.
    """
    return Settings(
        today=as_date(today),
        region=as_region(region),
        me=as_owner(me),
        columns=dict(columns or {}),
        aliases=own_aliases(os.environ.get(OWN_ALIASES)),
    )


def as_date(today: dt.date | str | None) -> dt.date:
    """A day given as date or ISO text; the current date if none is given."""
    if today is None:
        return dt.date.today()
    try:
        return dt.date.fromisoformat(today) if isinstance(today, str) else today
    except ValueError:
        raise SettingsError(f"{today!r} is not a day.", "Write it as in 2026-11-01.") from None


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
