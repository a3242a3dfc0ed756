"""Hostile text: every regular expression and every cleaner stays linear, and nothing raises."""

import importlib
import pkgutil
import re
import time
from collections import deque

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import netmerge.clean
from netmerge import schema
from netmerge.clean import companies, emails, phones
from netmerge.clean.names import parts as names
from netmerge.clean.records import clean_records
from netmerge.text import dates, urls
from netmerge.text import folding as text

MODULES = [
    importlib.import_module(f"netmerge.clean.{module.name}")
    for module in pkgutil.iter_modules(netmerge.clean.__path__)
]
PATTERNS = {
    f"{module.__name__}.{name}": value
    for module in MODULES
    for name, value in vars(module).items()
    if isinstance(value, re.Pattern)
}
SIZE = 100_000
ATTACKS = [
    "a",
    " ",
    "(",
    "@",
    ".",
    "'",
    "a.",
    "a@",
    "0 ",
    "(a",
    " - ",
    "王",
    "a-",
    "O0",
    "linkedin.",
    "\u200d",
    "🚀",
]


def seconds(function):
    start = time.process_time()
    function()
    return time.process_time() - start


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_patterns_are_linear(name):
    pattern = PATTERNS[name]
    for attack in ATTACKS:
        hostile = (attack * SIZE)[:SIZE] + "!"
        assert (
            seconds(
                lambda line=hostile: (
                    pattern.fullmatch(line),
                    deque(pattern.finditer(line), maxlen=0),
                )
            )
            < 1
        )


CLEANERS = [
    text.fold,
    text.strip_decoration,
    urls.linkedin_slug,
    urls.host,
    emails.parse,
    emails.repair,
    phones.take_apart,
    companies.display,
    companies.company_key,
    companies.title_key,
    lambda value: names.clean_name(names.Written(full_name=value)),
    lambda value: names.clean_name(names.Written(given_name=value, family_name=value)),
    lambda value: dates.parse_partial(pa.array([value])),
]


@pytest.mark.parametrize("cleaner", CLEANERS)
@pytest.mark.parametrize("size", [900, SIZE])
def test_cleaners_take_any_length(cleaner, size):
    for attack in ATTACKS:
        assert seconds(lambda line=(attack * size)[:size]: cleaner(line)) < 1


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@settings(max_examples=30)
@given(st.lists(ANY_TEXT, min_size=1, max_size=8))
def test_no_text_breaks_the_cleaning(values):
    columns = schema.RECORDS.columns.items()
    texts = {name: values for name, column in columns if column.type == schema.TEXT}
    lists = {
        name: [[value, *values] for value in values]
        for name, column in columns
        if column.type == schema.TEXTS
    }
    assert len(clean_records(schema.RECORDS.frame({**texts, **lists}), "AR")) == len(values)
