"""Moments on the days of a zone, and back."""

import datetime as dt
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmerge.text.zones import from_the_wall, local_days

UTC = pa.timestamp("us", tz="UTC")
MOMENTS = pa.array(
    [dt.datetime(2026, 11, 1, 1, 30, tzinfo=dt.UTC), None, dt.datetime(2026, 10, 31, 19)], UTC
)
ZONES = (
    *("UTC", "America/Los_Angeles", "Pacific/Auckland", "Asia/Kathmandu"),
    *("Australia/Lord_Howe", "America/Sao_Paulo", "Pacific/Apia", "Europe/London"),
)


@pytest.mark.parametrize(
    ("zone", "days"),
    [
        ("UTC", [dt.date(2026, 11, 1), None, dt.date(2026, 10, 31)]),
        ("America/Los_Angeles", [dt.date(2026, 10, 31), None, dt.date(2026, 10, 31)]),
        ("Pacific/Auckland", [dt.date(2026, 11, 1), None, dt.date(2026, 11, 1)]),
    ],
)
def test_a_moment_is_of_the_day_of_those_who_live_there(zone, days):
    assert local_days(MOMENTS, ZoneInfo(zone)).to_pylist() == days


moments = st.datetimes(dt.datetime(1971, 1, 1), dt.datetime(2090, 1, 1))


@given(st.lists(moments, min_size=1), st.sampled_from(ZONES))
def test_days_are_those_that_the_standard_library_gives(told, zone):
    there = ZoneInfo(zone)
    found = local_days(pa.array(told, UTC), there).to_pylist()
    assert found == [one.replace(tzinfo=dt.UTC).astimezone(there).date() for one in told]


@given(st.lists(moments, min_size=1), st.sampled_from(ZONES))
def test_what_a_clock_shows_is_the_moment_at_which_it_does(told, zone):
    there = ZoneInfo(zone)
    found = from_the_wall(pa.array(told, UTC), there).to_pylist()
    assert found == [one.replace(tzinfo=there).astimezone(dt.UTC) for one in told]


@pytest.mark.parametrize("zone", ZONES)
def test_a_midnight_keeps_its_day_in_every_zone(zone):
    nights = [dt.datetime(2010, 1, 1) + dt.timedelta(days=n) for n in range(6000)]
    if zone == "Pacific/Apia":
        nights.remove(dt.datetime(2011, 12, 30))  # which they had not
    there = ZoneInfo(zone)
    walls = from_the_wall(pa.array(nights, UTC), there)
    assert local_days(walls, there).to_pylist() == [night.date() for night in nights]


def test_the_edges_of_the_calendar_stop_nothing():
    edges = pa.array([dt.datetime(1, 1, 1), dt.datetime(9999, 12, 31, 23, 59)], UTC)
    for zone in map(ZoneInfo, ZONES):
        assert len(local_days(edges, zone)) == len(from_the_wall(edges, zone)) == 2
