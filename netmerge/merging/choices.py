"""Members → the columns of contacts that need no rule of their own.

Unions, first values, earliest days.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.clean.identifiers import normalised
from netmerge.columns import runs
from netmerge.columns.chunks import NO_TEXT
from netmerge.columns.codes import unique_map
from netmerge.columns.flags import flags
from netmerge.columns.types import Flags
from netmerge.merging.members import Members
from netmerge.merging.values import (
    Distinct,
    Holding,
    Keys,
    Values,
    distinct,
    each_by_itself,
    join,
    name_keys,
)
from netmerge.text.folding import fold, nfc
from netmerge.text.urls import linkedin_slug

PROFILE = "https://www.linkedin.com/in/"
_KINDS = ("person", "organisation", "group")


@dataclass(frozen=True)
class Fields:
    """Some columns of contacts: the columns, who holds their
    values, and values that found no place in them.
    """

    columns: dict[str, pa.Array] = field(default_factory=dict)
    holdings: list[Holding] = field(default_factory=list)
    leftovers: dict[str, Values] = field(default_factory=dict)

    def __or__(self, other: Fields) -> Fields:
        return Fields(
            self.columns | other.columns,
            self.holdings + other.holdings,
            self.leftovers | other.leftovers,
        )


def as_union(
    name: str,
    told_apart: Distinct,
    contacts: int,
) -> Fields:
    """A list column of all distinct values."""
    return Fields({name: told_apart.lists(contacts)}, [told_apart.holding(name)])


def as_choice(
    name: str,
    told_apart: Distinct,
    contacts: int,
) -> Fields:
    """A column of each contact's first distinct value; the others
    are left over.
    """
    return Fields(
        {name: told_apart.firsts(contacts)},
        chosen_holding(name, told_apart),
        {name: told_apart.others()},
    )


def chosen_holding(name: str, told_apart: Distinct) -> list[Holding]:
    """Who holds the first distinct value of each contact."""
    first = runs.begins(told_apart.best.contact)
    return [told_apart.holding(name).where(first[told_apart.group])]


def simple_fields(members: Members) -> Fields:
    """The columns that are plain unions, and the first values of
    what a person has one of.
    """
    merged = Fields()
    for name, keys in _UNIONS.items():
        written = members.list_values(members.raw(name))
        merged |= as_union(name, distinct(written, keys), members.contacts)
    for name, keys in _CLEAN_UNIONS.items():
        cleaned = members.list_values(members.clean(name))
        merged |= as_union(name, distinct(cleaned, keys), members.contacts)
    merged |= _uids(members)
    for name in ("prefix", "suffix"):
        said = members.values(members.clean(name))
        merged |= as_choice(name, distinct(said, name_keys), members.contacts)
    phonetic = distinct(members.values(members.raw("phonetic_name")))
    merged |= Fields(leftovers={"phonetic_name": phonetic.best})
    for name in ("connected_on", "met_on"):
        merged |= _earliest(name, members)
    return (
        merged
        | _birthdays("birthday", members.clean("birthday"), members)
        | _birthdays("anniversary", members.raw("anniversary"), members)
        | _web(members)
        | _kind(members)
        | _sources(members)
        | _photo(members)
    )


def _credential_keys(texts: pa.Array) -> pa.Array:
    return unique_map(texts, lambda text: fold(text).replace(" ", "") or text)


def _handle_keys(texts: pa.Array) -> pa.Array:
    return unique_map(texts, lambda text: nfc(text).casefold())


def _identifier_keys(texts: pa.Array) -> pa.Array:
    return unique_map(texts, lambda text: normalised(text) or text)


_UNIONS: dict[str, Keys | None] = {
    "handles": _handle_keys,
    "identifiers": _identifier_keys,
    "categories": name_keys,
    "notes": None,
}
_CLEAN_UNIONS: dict[str, Keys | None] = {"credentials": _credential_keys, "nicknames": name_keys}


def _earliest(name: str, members: Members) -> Fields:
    day = members.values(members.raw(name))
    number = np.asarray(pc.cast(day.text, pa.int32()))  # (days,) since 1970
    told_apart = each_by_itself(day).ranked(number)
    column = told_apart.firsts(members.contacts)
    same = pc.equal(told_apart.best.text, column.take(told_apart.best.contact))
    held = told_apart.best.where(flags(same))
    return Fields({name: column}, [Holding(name, held.row, held.contact, column)])


def _birthdays(
    name: str,
    column: pa.Array,
    members: Members,
) -> Fields:
    """The most complete date, then the one in more records; what
    says less is in it, what contradicts is left over.
    """
    told_apart = distinct(members.values(column))
    texts = told_apart.best.text.to_pylist()
    vague = np.array([_vagueness(text) for text in texts], dtype=np.int64)
    told_apart = told_apart.ranked(vague, -told_apart.counts())
    chosen = as_choice(name, told_apart, members.contacts)
    others = chosen.leftovers[name]
    best = chosen.columns[name].take(others.contact).to_pylist()
    pairs = zip(best, others.text.to_pylist(), strict=True)
    contrary = [not _says_as_much(whole, part) for whole, part in pairs]
    left = others.where(np.array(contrary, dtype=bool))
    return Fields(chosen.columns, chosen.holdings, {name: left})


def _vagueness(day: str) -> int:
    """0 for a whole date, then a day without its year, a month, a
    year.
    """
    if day.startswith("--"):
        return 1
    return {10: 0, 7: 2, 4: 3}.get(len(day), 4)


def _says_as_much(whole: str, part: str) -> bool:
    return whole.startswith(part) or (part.startswith("--") and whole.endswith(part[1:]))


def _web(members: Members) -> Fields:
    """One LinkedIn address; further ones and those that name no
    profile go to the other web addresses.
    """
    slugs = distinct(members.values(members.clean("linkedin")))
    slugs = slugs.ranked(-slugs.counts())
    profile = as_choice("linkedin_url", slugs, members.contacts)
    column = pc.binary_join_element_wise(PROFILE, profile.columns["linkedin_url"], "")
    holdings = [
        Holding("linkedin_url", held.row, slugs.best.contact[held.group], column)
        for held in profile.holdings
    ]
    written = members.raw("linkedin_url")
    left = profile.leftovers["linkedin_url"]
    addresses = pc.binary_join_element_wise(PROFILE, left.text, "")
    further = Values(left.contact, left.row, addresses)
    other = pc.if_else(members.clean("linkedin").is_valid(), NO_TEXT, written)
    urls = members.list_values(members.raw("urls"))
    pages = join(urls, members.values(other), further).sorted()
    shown = column.take(pages.contact)
    others = pages.where(~_same_profile(pages.text, shown))
    told_apart = distinct(others, _page_keys)
    union = as_union("urls", told_apart, members.contacts)
    return Fields({"linkedin_url": column}, holdings) | union


def _same_profile(pages: pa.Array, profile: pa.Array) -> Flags:
    """Which of the pages are the contact's LinkedIn profile once
    more.
    """
    linkedin = flags(pc.match_substring(pages, "linkedin.", ignore_case=True))
    same = np.zeros(len(pages), dtype=bool)
    for place in np.flatnonzero(linkedin):
        slug = linkedin_slug(pages[place].as_py())
        same[place] = slug is not None and profile[place].as_py() == PROFILE + slug
    return same


def _page_keys(urls: pa.Array) -> pa.Array:
    return unique_map(urls, _page_key)


def _page_key(url: str) -> str:
    plain = nfc(url).strip().rstrip("/")
    scheme, found, rest = plain.partition("://")
    address = rest if found and scheme.lower() in {"http", "https"} else plain
    host, slash, path = address.partition("/")
    return host.casefold().removeprefix("www.") + slash + path


def _kind(members: Members) -> Fields:
    """A person if one of the records is held to be one, else an
    organisation, else a group.
    """
    kinds = members.values(members.clean("kind"))
    place = pc.index_in(kinds.text, value_set=pa.array(_KINDS))
    order = np.asarray(pc.fill_null(place, len(_KINDS)))
    told_apart = each_by_itself(kinds).ranked(order)
    return Fields({"kind": told_apart.firsts(members.contacts)})


def _uids(members: Members) -> Fields:
    """In the order of the alphabet: the first is the UID of the
    contact's card, and an edit of one record, which makes it the
    freshest, must not give the card another.
    """
    own = members.values(members.raw("uid"))
    further = members.list_values(members.raw("uids"))
    uids = _by_alphabet(join(own, further))
    return as_union("uids", uids, members.contacts)


def _sources(members: Members) -> Fields:
    kinds = _by_alphabet(members.values(members.raw("source")))
    return Fields({"sources": kinds.lists(members.contacts)})


def _by_alphabet(values: Values) -> Distinct:
    told_apart = distinct(values)
    place = pc.rank(told_apart.best.text, tiebreaker="dense")
    return told_apart.ranked(np.asarray(place))


def _photo(members: Members) -> Fields:
    """The largest picture, in bytes."""
    photos = members.values(members.raw("photo"))
    size = np.asarray(pc.binary_length(photos.text), dtype=np.int64)
    largest = each_by_itself(photos).ranked(-size)
    return Fields({"photo": largest.firsts(members.contacts)})
