"""Records as imported → the same rows cleaned (schema.CLEANED)."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge import schema
from netmerge.clean import companies, emails, identifiers, numbering, phones
from netmerge.clean.fingerprints import fingerprints
from netmerge.clean.names.columns import clean_names
from netmerge.clean.names.misread import mended_columns
from netmerge.clean.names.parts import Written
from netmerge.clean.phone_labels import clean_types
from netmerge.columns.codes import encode, unique_map
from netmerge.columns.ragged import (
    Flat,
    expand,
    first_given,
    first_of_each,
    flatten,
    parallel,
    regroup,
    select,
    with_items,
)
from netmerge.columns.threads import together
from netmerge.columns.types import Ints
from netmerge.errors import SettingsError
from netmerge.text import urls
from netmerge.text.dates import parse_partial
from netmerge.text.folding import TIDY, strip_decoration

_LINKEDIN_HOST = "linkedin.com"

Parse = Callable[[pa.Array], pa.ListArray]
"""Distinct texts → the values in each."""


def clean_records(records: pd.DataFrame, region: str | None) -> pd.DataFrame:
    """A table of RECORDS, cleaned: CLEANED, with the same rows in the same order.

    `region` (ISO 3166 code such as GB) says how telephone numbers without a
    country code are read; with None they stay as their digits. Raises
    SettingsError for a region that has no telephone numbers.
    """
    if region is not None and not numbering.is_region(region):
        problem = f"{region} is no region with telephone numbers."
        raise SettingsError(problem, "Give an ISO 3166 code such as GB.")
    parts = together(
        names=lambda: _names(records),
        phones=lambda: _phones(records, region),
        fingerprint=lambda: {"fingerprint": fingerprints(records)},
        emails=lambda: _emails(records),
        employment=lambda: _employment(records),
        web=lambda: _web(records),
        identifiers=lambda: {"identifiers": _identifiers(records)},
        address=lambda: _address(records),
        birthday=lambda: _birthday(records),
    )
    columns = {name: records[name] for name in ("record_id", "kind")}
    columns = reduce(or_, parts.values(), columns)
    return schema.CLEANED.frame(columns | mended_columns(columns))


def _names(records: pd.DataFrame) -> dict[str, pa.Array]:
    return clean_names({name: records[name] for name in Written._fields})


def _emails(records: pd.DataFrame) -> dict[str, pa.Array]:
    flat, addresses, source = _parsed(records["emails"], emails.parse_array)
    types = parallel(flat, records["email_types"]).take(pa.array(source))
    kept = first_of_each(addresses)
    return {
        "emails": regroup(select(addresses, kept)),
        "email_types": regroup(select(with_items(addresses, types), kept)),
    }


def _phones(records: pd.DataFrame, region: str | None) -> dict[str, pa.Array]:
    def parse(distinct: pa.Array) -> pa.ListArray:
        return phones.parse_array(distinct, region)

    flat, numbers, source = _parsed(records["phones"], parse)
    written = parallel(flat, records["phone_types"])
    given = unique_map(written, clean_types).take(pa.array(source))
    own = numbers.items.field("type")  # what the cell says beside the number
    types = pc.coalesce(given, own)
    values = with_items(numbers, numbers.items.field("value"))
    kept = first_of_each(values)
    kinds = with_items(values, numbers.items.field("kind"))
    return {
        "phones": regroup(select(values, kept)),
        "phone_types": regroup(select(with_items(values, types), kept)),
        "phone_kinds": regroup(select(kinds, kept)),
    }


def _employment(records: pd.DataFrame) -> dict[str, pa.Array]:
    names = ("company", "department", "title")
    columns = {name: _displayed(records[name]) for name in names}
    columns["company_key"] = companies.company_keys(columns["company"])
    for name in ("other_companies", "other_titles"):
        flat = flatten(records[name])
        columns[name] = _regrouped(flat, _displayed(flat.items))
    return columns


def _displayed(values: Any) -> pa.Array:
    return unique_map(values, companies.display, quick=TIDY)


def _web(records: pd.DataFrame) -> dict[str, pa.Array]:
    """The LinkedIn slug, and the hosts of the other addresses.

    The slug may also stand among the others.
    """
    others = flatten(records["urls"])
    own = urls.linkedin_slugs(records["linkedin_url"])
    found = first_given(with_items(others, urls.linkedin_slugs(others.items)))
    hosts = unique_map(others.items, _website)
    linkedin = pc.coalesce(own, found)
    return {"linkedin": linkedin, "websites": _regrouped(others, hosts)}


def _identifiers(records: pd.DataFrame) -> pa.ListArray:
    flat = flatten(records["identifiers"])
    return _regrouped(flat, unique_map(flat.items, identifiers.normalised))


def _address(records: pd.DataFrame) -> dict[str, pa.Array]:
    columns = {
        name: unique_map(records[name], _tidy, quick=TIDY)
        for name in ("street", "city", "region", "country")
    }
    columns["postcode"] = unique_map(records["postcode"], _postcode)
    return columns


def _birthday(records: pd.DataFrame) -> dict[str, pa.Array]:
    parsed = parse_partial(records["birthday"], birthdays=True)
    return {"birthday": parsed.values}  # noqa: PD011 (not a pandas object)


def _website(url: str) -> str | None:
    """The host of an address that is not LinkedIn's."""
    host = urls.host(url)
    return None if host and f".{host}".endswith(f".{_LINKEDIN_HOST}") else host


def _tidy(text: str) -> str | None:
    return strip_decoration(text).strip(" ,;") or None


def _postcode(text: str) -> str | None:
    return _tidy(text.upper())


def _parsed(column: Any, parse: Parse) -> tuple[Flat, Flat, Ints]:
    """A list column flat, its values parsed, and from which value each came.

    A value is parsed into none, one or several.
    """
    flat = flatten(column)
    codes, distinct = encode(flat.items)
    return flat, *expand(flat, parse(distinct).take(codes))


def _regrouped(flat: Flat, items: pa.Array) -> pa.ListArray:
    """Lists of the new values, nulls and repetitions left out."""
    changed = with_items(flat, items)
    return regroup(select(changed, first_of_each(changed)))
