"""aliases.toml → names of columns by the field that they go to, and words of
types, checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Annotated

from netmerge.data import TomlFile, one_of
from netmerge.schema import RECORDS

PLURALS = {
    "emails": "email",
    "phones": "phone",
    "urls": "url",
    "categories": "category",
    "notes": "note",
    "handles": "handle:im",
    "identifiers": "identifier",
    "other_companies": "company",
    "other_titles": "title",
    "email_types": "email_label",
    "phone_types": "phone_label",
    "address_type": "address_label",
}
"""The field of a value of each column of RECORDS that holds several."""

_OF_PARTS = frozenset(
    {
        *("name", "file_as", "phonetic_given_name", "phonetic_middle_name", "phonetic_family_name"),
        *("title_or_prefix", "address", "house_number", "handle_label", "area"),
        *("birth_year", "birth_month", "birth_day", "created"),
        *("birthday_or_anniversary", "family_name_or_nickname"),
        *("place_of_phone", "number", "second_family_name"),
    }
)
"""Fields that are no column of RECORDS, but go into one, whole or with others."""

Languages = dict[str, tuple[str, ...]]
"""Names of columns by language."""


@cache
def known_fields() -> frozenset[str]:
    """The fields that records are made of."""
    columns = (PLURALS.get(column, column) for column in RECORDS.columns)
    return frozenset(column.partition(":")[0] for column in columns) | _OF_PARTS


def _is_field(text: str) -> str:
    """A check: a field, with a type after a colon or without."""
    return "" if text.partition(":")[0] in known_fields() else "there is no such field."


@dataclass(frozen=True)
class Names:
    """All of aliases.toml: names of columns by field, words by the type that
    they give, words that say nothing, columns that are the owner's own, words for
    people in some role, and what directories call short.
    """

    fields: dict[Annotated[str, _is_field], Languages]
    kinds: dict[
        Annotated[str, one_of("work", "home", "other", "cell", "fax", "pager", "main")],
        tuple[str, ...],
    ]
    noise: tuple[str, ...]
    never: tuple[str, ...]
    roles: tuple[str, ...]
    directory: dict[str, Annotated[str, _is_field]]
    directory_of: tuple[str, ...]


ALIASES = TomlFile("importers/tables/aliases.toml", Names)
