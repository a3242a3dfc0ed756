"""Moments and a time zone → the days of those who live there, and back."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.types import Ints

_SECOND = 1_000_000  # microseconds
_DAY = 86_400 * _SECOND
_QUARTER = 900 * _SECOND
"""Clocks are put forward and back at full quarters of an hour, UTC."""


def local_days(moments: pa.Array, zone: dt.tzinfo) -> pa.Array:
    """The day (date32) in a zone of each moment (UTC); null for null."""
    micros, known = _micros(moments)
    days = (micros + _offsets(micros, zone)) // _DAY
    return pa.array(days.astype("datetime64[D]"), pa.date32(), mask=~known)


def from_the_wall(moments: pa.Array, zone: dt.tzinfo) -> pa.Array:
    """The moments (UTC) at which the clocks of a zone show these, given as if
    they were UTC.
    """
    micros, known = _micros(moments)
    east = _offsets(micros, zone, wall=True)
    return pa.array(micros - east, pa.int64(), mask=~known).cast(moments.type)


def _micros(moments: pa.Array) -> tuple[Ints, np.ndarray]:
    """Microseconds since 1970, and which are known."""
    whole = moments.cast(pa.timestamp("us", tz="UTC")).cast(pa.int64())
    return np.asarray(pc.fill_null(whole, 0)), np.asarray(moments.is_valid())


def _offsets(micros: Ints, zone: dt.tzinfo, *, wall: bool = False) -> Ints:
    """Microseconds that the zone is ahead of UTC at each moment, or where the
    moments are what its clocks show.

    The zone is asked once a day, more often only on days on which its clocks
    change.
    """
    days, day = np.unique(micros // _DAY, return_inverse=True)
    at_first = _asked(days * _DAY, zone, wall)
    at_last = _asked((days + 1) * _DAY - _QUARTER, zone, wall)
    offsets = at_first[day]
    changes = np.flatnonzero((at_first != at_last)[day])
    quarters, quarter = np.unique(micros[changes] // _QUARTER, return_inverse=True)
    offsets[changes] = _asked(quarters * _QUARTER, zone, wall)[quarter]
    return offsets


def _asked(micros: Ints, zone: dt.tzinfo, wall: bool) -> Ints:
    """What the zone itself says at these (distinct) moments; 0 at the edges of
    the calendar.
    """
    return np.array([_offset(one, zone, wall) for one in micros.tolist()], np.int64)


def _offset(micros: int, zone: dt.tzinfo, wall: bool) -> int:
    try:
        moment = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(microseconds=micros)
        shown = moment.replace(tzinfo=zone) if wall else moment.astimezone(zone)
        ahead = shown.utcoffset()
    except (OverflowError, ValueError, OSError):
        return 0
    return round(ahead.total_seconds()) * _SECOND if ahead else 0
