"""clean_records: the same rows in the same order, every field cleaned, types beside values."""

import random

import pytest

from netmerge import schema
from netmerge.clean.records import clean_records
from netmerge.columns.chunks import arrow
from netmerge.errors import SettingsError

ROWS = {
    "kind": ["person", "person", "organisation", "person"],
    "full_name": [None, "Dr. Wei (William) Zhang, PhD", "Acme, Inc.", None],
    "given_name": ["JANE", None, None, None],
    "family_name": ["O'BRIEN", None, None, None],
    "emails": [
        ["E: Jane@Acme.com", "jane@acme.com", "nonsense"],
        None,
        ["info@acme.com; sales@acme.com"],
        [],
    ],
    "email_types": [["work", "home", "other"], None, ["work"], None],
    "phones": [
        ["020 7946 0018 x12", "Fax: +44 20 7946 0019"],
        ["n/a"],
        ["020 7946 0018 / 020 7946 0019"],
        None,
    ],
    "phone_types": [["work,voice", None], None, ["main"], None],
    "company": ["Acme, Inc. ", None, "Acme", "🚀"],
    "title": [" Sr. Engineer |", None, None, None],
    "other_companies": [["Old Co", "Old Co ", "🚀"], None, None, None],
    "linkedin_url": ["https://www.linkedin.com/in/Jane", None, None, "https://www.linkedin.com/in"],
    "urls": [
        ["http://www.acme.com/a", "acme.com/b"],
        ["http://x.org", "http://uk.linkedin.com/in/wei-z"],
        None,
        ["not a page"],
    ],
    "birthday": ["1989-03-24", "--03-07", "1604-05-01", "someday"],
    "postcode": [" sw1a  1aa", None, None, None],
    "city": ["London,", None, None, None],
}


@pytest.fixture(scope="module")
def records():
    return schema.RECORDS.frame({"record_id": [7, 8, 9, 10]} | ROWS)


@pytest.fixture(scope="module")
def cleaned(records):
    return clean_records(records, "GB")


def column(frame, name):
    return arrow(frame[name]).to_pylist()


def test_same_rows_in_the_same_order(cleaned):
    schema.CLEANED.validate(cleaned)
    assert column(cleaned, "record_id") == [7, 8, 9, 10]
    assert column(cleaned, "kind") == ROWS["kind"]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("full_name", ["Jane O'Brien", "Wei Zhang", "Acme, Inc.", None]),
        ("prefix", [None, "Dr.", None, None]),
        ("credentials", [None, ["PhD"], None, None]),
        ("nicknames", [None, ["William"], None, None]),
        ("emails", [["jane@acme.com"], None, ["info@acme.com", "sales@acme.com"], None]),
        ("email_types", [["work"], None, ["work", "work"], None]),
        (
            "phones",
            [
                ["+442079460018;ext=12", "+442079460019"],
                None,
                ["+442079460018", "+442079460019"],
                None,
            ],
        ),
        ("phone_types", [["work", "fax"], None, ["work", "work"], None]),
        ("company", ["Acme, Inc.", None, "Acme", None]),
        ("title", ["Sr. Engineer", None, None, None]),
        ("other_companies", [["Old Co"], None, None, None]),
        ("linkedin", ["jane", "wei-z", None, None]),
        ("websites", [["acme.com"], ["x.org"], None, None]),
        ("birthday", ["1989-03-24", "--03-07", "--05-01", None]),
        ("postcode", ["SW1A 1AA", None, None, None]),
        ("city", ["London", None, None, None]),
    ],
)
def test_every_field_is_cleaned(cleaned, name, values):
    assert column(cleaned, name) == values


def test_the_records_themselves_are_untouched(records):
    before = records.copy(deep=True)
    clean_records(records, None)
    assert records.equals(before)


def test_without_a_region_national_numbers_stay_digits(records):
    assert column(clean_records(records, None), "phones")[0] == [
        "02079460018;ext=12",
        "+442079460019",
    ]


def test_an_unknown_region_is_an_error(records):
    with pytest.raises(SettingsError, match="XX"):
        clean_records(records, "XX")


def test_no_records_are_cleaned_to_none():
    assert len(clean_records(schema.RECORDS.empty(), "US")) == 0


def test_a_slice_is_cleaned_as_the_whole_is(records, cleaned):
    part = clean_records(records.iloc[1:3].reset_index(drop=True), "GB")
    assert part.equals(cleaned.iloc[1:3].reset_index(drop=True))


def test_rows_do_not_depend_on_each_other(records, cleaned):
    order = list(range(len(records)))
    random.Random(4).shuffle(order)
    shuffled = clean_records(records.iloc[order].reset_index(drop=True), "GB")
    assert shuffled.equals(cleaned.iloc[order].reset_index(drop=True))
