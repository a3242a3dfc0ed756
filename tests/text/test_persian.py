"""Days of the Persian calendar, beside those of ours (by published tables of the new year)."""

import pytest

from netmerge.text.persian import persian_day


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("1403/01/01", "2024-03-20"),
        ("1399/12/30", "2021-03-20"),
        ("1400-1-1", "2021-03-21"),
        ("1366/01/01", "1987-03-21"),
        ("۱۳۵۷/۱۱/۲۲", "1979-02-11"),
        ("1379.6.31", "2000-09-21"),
        ("1380/07/31", "1380/07/31"),
        ("1380/13/01", "1380/13/01"),
        ("1984-08-03", "1984-08-03"),
        ("5 مهر", "5 مهر"),
    ],
)
def test_a_persian_day(written, day):
    assert persian_day(written) == day
