"""Members in; the columns of contacts that need no rule of their own out: unions, first values,
earliest days.
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
from netmerge.columns.types import Flags
from netmerge.merging.members import Members
from netmerge.merging.values import Distinct, Holding, Keys, Values, distinct, join, name_keys
from netmerge.text.folding import fold, nfc
from netmerge.text.urls import linkedin_slug

PROFILE = "https://www.linkedin.com/in/"


@dataclass(frozen=True)
class Fields:
    """Some columns of contacts: the columns, who holds their values, and values that found no
    place in them.
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


def as_union(name: str, told_apart: Distinct, contacts: int) -> Fields:
    """A list column of all distinct values."""
    return Fields({name: told_apart.lists(contacts)}, [told_apart.holding(name)])


def as_choice(name: str, told_apart: Distinct, contacts: int) -> Fields:
    """A column of each contact's first distinct value; the others are left over."""
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
    """The columns that are plain unions, and the first values of what a person has one of."""
    merged = Fields()
    for name, keys in _UNIONS.items():
        merged |= as_union(
            name, distinct(members.list_values(members.raw(name)), keys), members.contacts
        )
    for name, keys in _CLEAN_UNIONS.items():
        merged |= as_union(
            name, distinct(members.list_values(members.clean(name)), keys), members.contacts
        )
    merged |= _uids(members)
    for name in ("prefix", "suffix"):
        merged |= as_choice(
            name, distinct(members.values(members.clean(name)), name_keys), members.contacts
        )
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
    number = pc.cast(day.text, pa.int32()).to_numpy(zero_copy_only=False)
    told_apart = Distinct(day, np.arange(len(day)), day).ranked(number)
    column = told_apart.firsts(members.contacts)
    same = pc.equal(told_apart.best.text, column.take(pa.array(told_apart.best.contact)))
    held = told_apart.best.where(same.to_numpy(zero_copy_only=False))
    return Fields({name: column}, [Holding(name, held.row, held.contact, column)])


def _birthdays(name: str, column: pa.Array, members: Members) -> Fields:
    """The most complete date, then the one in more records; what says less is in it, what
    contradicts is left over.
    """
    told_apart = distinct(members.values(column))
    texts = told_apart.best.text.to_pylist()
    told_apart = told_apart.ranked(
        np.array([_vagueness(text) for text in texts], dtype=int), -told_apart.counts()
    )
    chosen = as_choice(name, told_apart, members.contacts)
    others = chosen.leftovers[name]
    best = chosen.columns[name].take(pa.array(others.contact)).to_pylist()
    contrary = np.array(
        [
            not _says_as_much(whole, part)
            for whole, part in zip(best, others.text.to_pylist(), strict=True)
        ],
        dtype=bool,
    )
    return Fields(chosen.columns, chosen.holdings, {name: others.where(contrary)})


def _vagueness(day: str) -> int:
    """0 for a whole date, then a day without its year, a month, a year."""
    if day.startswith("--"):
        return 1
    return {10: 0, 7: 2, 4: 3}.get(len(day), 4)


def _says_as_much(whole: str, part: str) -> bool:
    return whole.startswith(part) or (part.startswith("--") and whole.endswith(part[1:]))


def _web(members: Members) -> Fields:
    """One LinkedIn address; further ones and those that name no profile go to the other web
    addresses.
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
    further = profile.leftovers["linkedin_url"]
    further = Values(
        further.contact, further.row, pc.binary_join_element_wise(PROFILE, further.text, "")
    )
    other = pc.if_else(members.clean("linkedin").is_valid(), NO_TEXT, written)
    pages = join(members.list_values(members.raw("urls")), members.values(other), further).sorted()
    shown = column.take(pa.array(pages.contact))
    told_apart = distinct(pages.where(~_same_profile(pages.text, shown)), _page_keys)
    return Fields({"linkedin_url": column}, holdings) | as_union(
        "urls", told_apart, members.contacts
    )


def _same_profile(pages: pa.Array, profile: pa.Array) -> Flags:
    """Which of the pages are the contact's LinkedIn profile once more."""
    linkedin = pc.match_substring(pages, "linkedin.", ignore_case=True).to_numpy(
        zero_copy_only=False
    )
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
    """A person if one of the records is held to be one, else an organisation, else a group."""
    kinds = members.values(members.clean("kind"))
    order = pc.fill_null(
        pc.index_in(kinds.text, value_set=pa.array(["person", "organisation", "group"])), 3
    )
    told_apart = Distinct(kinds, np.arange(len(kinds)), kinds).ranked(
        order.to_numpy(zero_copy_only=False)
    )
    return Fields({"kind": told_apart.firsts(members.contacts)})


def _uids(members: Members) -> Fields:
    """In the order of the alphabet: the first is the UID of the contact's card, and an edit of one
    record, which makes it the freshest, must not give the card another.
    """
    uids = join(members.values(members.raw("uid")), members.list_values(members.raw("uids")))
    return as_union("uids", _by_alphabet(uids), members.contacts)


def _sources(members: Members) -> Fields:
    kinds = _by_alphabet(members.values(members.raw("source")))
    return Fields({"sources": kinds.lists(members.contacts)})


def _by_alphabet(values: Values) -> Distinct:
    told_apart = distinct(values)
    place = pc.rank(told_apart.best.text, tiebreaker="dense").to_numpy(zero_copy_only=False)
    return told_apart.ranked(place)


def _photo(members: Members) -> Fields:
    """The largest picture, in bytes."""
    photos = members.values(members.raw("photo"))
    size = pc.binary_length(photos.text).to_numpy(zero_copy_only=False).astype(np.int64)
    return Fields(
        {
            "photo": Distinct(photos, np.arange(len(photos)), photos)
            .ranked(-size)
            .firsts(members.contacts)
        }
    )
