"""What the user says once for a run, checked."""

import datetime as dt
import time

import pytest

from netmerge.errors import SettingsError
from netmerge.settings import OWN_ALIASES, resolve


def test_what_was_given_is_put_into_one_form():
    settings = resolve(today="2026-11-01", region="gb", me=" Me@Example.org ", columns={"a": "b"})
    assert settings.today == dt.date(2026, 11, 1)
    assert settings.region == "GB"
    assert settings.me == ("me@example.org",)
    assert settings.columns == {"a": "b"}


def test_what_was_not_given_is_today_or_open():
    settings = resolve()
    assert settings.today == dt.date.today()
    assert settings.region is None
    assert settings.me == ()


def test_today_is_the_day_of_the_zone():
    now = dt.datetime.now(dt.UTC)
    east, west = resolve(zone="Pacific/Kiritimati"), resolve(zone="Pacific/Niue")
    assert east.today > west.today
    assert abs((east.today - now.date()).days) <= 1


def test_the_machine_s_own_zone_is_asked_for_each_moment(monkeypatch):
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    zone = resolve().zone
    offsets = [dt.datetime(2026, month, 1, 12, tzinfo=zone).utcoffset() for month in (1, 7)]
    moment = dt.datetime(2026, 7, 1, 22, 30, tzinfo=dt.UTC).astimezone(zone)
    monkeypatch.undo()
    time.tzset()
    assert offsets == [dt.timedelta(hours=1), dt.timedelta(hours=2)]
    assert (moment.day, moment.hour) == (2, 0)
    assert zone == resolve().zone


def test_the_owner_may_be_told_in_several_words():
    given = ["Robin@Example.org", " Robin  Hill ", "www.linkedin.com/in/robin", "+44 7700 900123"]
    assert resolve(me=given).me == (
        *("robin@example.org", "Robin Hill", "www.linkedin.com/in/robin", "+44 7700 900123"),
    )
    assert resolve(me=["Robin", "Robin"]).me == ("Robin",)


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"today": "31 Feb 2024"}, "not a day"),
        ({"region": "XX"}, "not a region"),
        ({"zone": "Europe/Berln"}, "Did you mean Europe/Berlin"),
        ({"zone": "Mars"}, "no time zone"),
        ({"zone": "../../etc/passwd"}, "no time zone"),
        ({"zone": ""}, "no time zone"),
        ({"me": "robin@"}, "no e-mail address"),
        ({"me": ["Robin Hill", "@example.org"]}, "no e-mail address"),
        ({"me": "https://example.org/robin"}, "no e-mail address"),
        ({"me": " "}, "no e-mail address"),
        ({"today": "0001-01-01"}, "to reckon from"),
        ({"today": "9999-12-31"}, "to reckon from"),
        ({"encoding": "unicode_escape"}, "is no encoding"),
    ],
)
def test_what_makes_no_sense_is_an_error(given, problem):
    with pytest.raises(SettingsError, match=problem):
        resolve(**given)


def test_the_file_of_own_names_is_read_when_the_settings_are_made(tmp_path, monkeypatch):
    own = tmp_path / "aliases.toml"
    own.write_text('phone = ["Reach me", "Ring"]\n"phone:fax" = ["Mobile"]\n')
    monkeypatch.setenv(OWN_ALIASES, str(own))
    settings = resolve()
    own.unlink()
    assert settings.aliases == (("Reach me", "phone"), ("Ring", "phone"), ("Mobile", "phone:fax"))


@pytest.mark.parametrize(
    ("content", "problem"), [("phone = [", "cannot be read"), ("phone = 3", "no list of names")]
)
def test_a_file_of_own_names_that_makes_no_sense_is_an_error(
    tmp_path, monkeypatch, content, problem
):
    own = tmp_path / "aliases.toml"
    own.write_text(content)
    monkeypatch.setenv(OWN_ALIASES, str(own))
    with pytest.raises(SettingsError, match=problem):
        resolve()
