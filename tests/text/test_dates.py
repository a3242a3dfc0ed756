"""Every source's dates, read without clock or locale."""

from datetime import UTC, date, datetime, timedelta, timezone

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmerge.text.dates import is_day_first, parse_dates, parse_moments, parse_partial


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("06 Nov 2020", date(2020, 11, 6)),
        ("6/23/18, 9:12 AM", date(2018, 6, 23)),
        ("06/24/2016, 12:00 AM", date(2016, 6, 24)),
        ("4-Feb-26", date(2026, 2, 4)),
        ("2026-02-23 19:40:00", date(2026, 2, 23)),
        ("2023/01/05 10:20:30 UTC", date(2023, 1, 5)),
        ("24/03/1989", date(1989, 3, 24)),
        ("01.02.2020", date(2020, 2, 1)),
        ("6 de noviembre de 2020", date(2020, 11, 6)),
        ("6. März 2021", date(2021, 3, 6)),
        ("1er août 2019", date(2019, 8, 1)),
        ("3 settembre 2019", date(2019, 9, 3)),
        ("7 de fevereiro de 2020", date(2020, 2, 7)),
        ("Monday, November 2, 2020", date(2020, 11, 2)),
        ("2020年11月6日", date(2020, 11, 6)),
        ("19940925", date(1994, 9, 25)),
        ("29 Feb 2024", date(2024, 2, 29)),
    ],
)
def test_days(text, day):
    parsed = parse_dates(pa.array([text]))
    assert parsed.values.to_pylist() == [day]
    assert parsed.failed.to_pylist() == [False]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "3 kwietnia 1980",
            "3. dubna 1980",
            "3 апреля 1980 г.",
            "3 квітня 1980 р.",
            "3 Nisan 1980",
        ),
        *("3 aprilie 1980", "3. huhtikuuta 1980", "3. travnja 1980.", "1980. április 3."),
        *("1980 m. balandžio 3 d.", "3 أبريل 1980", "3 באפריל 1980", "3 Απριλίου 1980"),
        *("3 april 1980", "den 3. april 1980", "Do, 3. April 1980", "jeudi 3 avril 1980"),
        *("3.IV.1980", "03 IV 1980", "3-IV-80", "1980.04.03.", "3. 4. 1980.", "1980. 4. 3."),
        *("昭和55年4月3日", "S55.4.3", "民國69年4月3日", "3 เมษายน 2523", "03.04.2523"),
        *("ngày 3 tháng 4 năm 1980", "3 tháng 4, 1980", "٣.٤.١٩٨٠"),
    ],
)
def test_a_day_is_one_in_whatever_language_and_calendar(text):
    assert parse_dates(pa.array([text])).values.to_pylist() == [date(1980, 4, 3)]


@pytest.mark.parametrize("text", ["3.XIV.1980", "X 1980", "昭和55年14月3日", "2500", "S55", "V"])
def test_what_only_looks_so_is_no_day(text):
    assert parse_dates(pa.array([text])).failed.to_pylist() == [True]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2023-01-05 10:20:30 UTC", datetime(2023, 1, 5, 10, 20, 30, tzinfo=UTC)),
        ("6/23/18, 9:12 AM", datetime(2018, 6, 23, 9, 12, tzinfo=UTC)),
        ("6/23/18, 12:05 PM", datetime(2018, 6, 23, 12, 5, tzinfo=UTC)),
        ("06/24/2016, 12:00 AM", datetime(2016, 6, 24, tzinfo=UTC)),
        (
            "2020-01-01T10:00:00+02:00",
            datetime(2020, 1, 1, 10, tzinfo=timezone(timedelta(hours=2))),
        ),
        ("2020-01-01T10:00:00.5Z", datetime(2020, 1, 1, 10, tzinfo=UTC)),
        ("06 Nov 2020", datetime(2020, 11, 6, tzinfo=UTC)),
    ],
)
def test_moments(text, moment):
    assert parse_moments(pa.array([text])).values.to_pylist() == [moment]


@pytest.mark.parametrize(
    ("text", "partial"),
    [
        ("Jun 2024", "2024-06"),
        ("2024-06", "2024-06"),
        ("1989", "1989"),
        ("19940925", "1994-09-25"),
        ("--03-07", "--03-07"),
        ("--0307", "--03-07"),
        ("--02-29", "--02-29"),
        ("1604-03-24", "--03-24"),
        ("0000-03-24", "--03-24"),
        ("March 24", "--03-24"),
        ("24 Mar", "--03-24"),
        ("3/24/45", "1945-03-24"),
        ("1944-24-01", "1944-01-24"),
        ("1944/31/12", "1944-12-31"),
        ("19442401", "1944-01-24"),
        ("93/09/14", "1993-09-14"),
        ("62-01-05", "1962-01-05"),
        ("1944-24-13", None),
        ("1944-31-02", None),
        ("1944-24-00", None),
        ("32/31/32", None),
    ],
)
def test_partial_dates_are_as_exact_as_the_source(text, partial):
    assert parse_partial(pa.array([text]), birthdays=True).values.to_pylist() == [partial]


@pytest.mark.parametrize(
    "text", ["31 Feb 2024", "2020-13-01", "2020-01-01 25:00:00", "6/23/18, 13:12 PM", "soon"]
)
def test_what_is_no_date_is_a_failure(text):
    parsed = parse_moments(pa.array([text]))
    assert parsed.values.null_count == 1
    assert parsed.failed.to_pylist() == [True]


def test_an_empty_cell_is_no_failure():
    assert parse_dates(pa.array([None, "", " "])).failed.to_pylist() == [False, False, False]


@pytest.mark.parametrize(
    ("column", "day_first"),
    [
        (["03/04/2020", "24/04/2020"], True),
        (["03/04/2020", "04/24/2020"], False),
        (["03/04/2020"], None),
        ([], None),
    ],
)
def test_the_column_decides_whether_the_day_comes_first(column, day_first):
    assert is_day_first(pa.array(column, pa.string())) is day_first


def test_an_ambiguous_date_follows_its_column():
    assert parse_dates(pa.array(["03/04/2020", "24/04/2020"])).values.to_pylist()[0] == date(
        2020, 4, 3
    )
    assert parse_dates(pa.array(["03/04/2020"])).values.to_pylist() == [date(2020, 3, 4)]
    assert parse_dates(pa.array(["03/04/2020"]), day_first=True).values.to_pylist() == [
        date(2020, 4, 3)
    ]


@given(st.lists(st.datetimes(datetime(1970, 1, 1), datetime(2060, 1, 1)), max_size=20))
def test_iso_moments_are_read_back(moments):
    whole = [moment.replace(microsecond=0, tzinfo=UTC) for moment in moments]
    column = pa.array([moment.isoformat() for moment in whole], pa.string())
    assert parse_moments(column).values.to_pylist() == whole
