"""What the user says once for a whole run in; checked values out."""

from __future__ import annotations

import datetime as dt

from netmerge.errors import SettingsError


def as_date(today: dt.date | str | None) -> dt.date:
    """A day given as date or ISO text; the current date if none is given, the library's only look
    at a clock.
    """
    if today is None:
        return dt.date.today()
    try:
        return dt.date.fromisoformat(today) if isinstance(today, str) else today
    except ValueError:
        raise SettingsError(f"{today!r} is not a day.", "Write it as in 2026-11-01.") from None


def as_region(region: str | None) -> str | None:
    """A country's two letters in capitals. Raises SettingsError for what has no telephone numbers."""
    import phonenumbers

    if region is not None and region.upper() not in phonenumbers.SUPPORTED_REGIONS:
        raise SettingsError(
            f"{region!r} is not a region.", "Give the two letters of a country, such as GB or US."
        )
    return region.upper() if region else None
