"""Contacts and their records → who is on no list: the owner, the dead, services,
machines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from functools import cache

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.clean.names.nicknames import nickname_groups
from netmerge.columns.chunks import one_chunk
from netmerge.columns.codes import unique_map
from netmerge.columns.flags import flags
from netmerge.columns.ragged import Flat, flatten, select
from netmerge.columns.types import Flags
from netmerge.due.names import names_of
from netmerge.due.oneself import among, is_owner
from netmerge.interactions.owner import Owner
from netmerge.schema import TEXT
from netmerge.text.folding import fold, fold_array, fold_words
from netmerge.text.mailboxes import is_of_organisation
from netmerge.words import LEFT_OUT, MACHINES, SERVICES, TRADES

_NOBODY = ["organisation", "group"]
_CROSS = re.compile("[†✝✞]")
_SIGNS = r"[(\[†✝✞]"
"""Of a death, or of a remark."""
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,100})[)\]]")
_LONGEST_NAME = 200
_ARTICLE = 2
_SHORT_NUMBER = 4
"""Digits; so short are emergency calls and the services of a carrier."""


def left_out(
    contacts: pd.DataFrame,
    records: pd.DataFrame | None = None,
    owner: Owner | None = None,
) -> Flags:
    """(contacts,) who is nobody to write to.

    Organisations and groups; the owner; whom a label, a remark in
    brackets after the name or the whole name calls dead or blocked, or
    who has a day of death; names of services alone; who can be reached
    at an address of a machine only. `records` give the names as they
    were written.
    """
    nobody = flags(contacts["kind"].isin(_NOBODY))
    names = names_of(contacts, records)
    everybody = len(contacts)
    folded = fold_array(names.items)  # (names,)
    nobody |= _any(_telling(names, folded), _says_nobody, everybody)
    nobody |= _services_alone(contacts)
    nobody |= _any(flatten(contacts["categories"]), _labels_nobody, everybody)
    nobody |= _dead(contacts)
    nobody |= _machines(contacts) | _short_numbers(contacts)
    return nobody if owner is None else nobody | is_owner(contacts, names, folded, owner)


def _any(values: Flat, says: Callable[[str], bool], rows: int) -> Flags:
    """(rows,) which have a value of which a function says so."""
    found = flags(unique_map(values.items, says, pa.bool_()))
    return among(values.row[found], rows)


def _telling(names: Flat, folded: pa.Array) -> Flat:
    """The few names that can say that there is nobody to write to.

    They have a remark or a sign, or begin as the words for it do.
    """
    signs = pc.match_substring_regex(names.items, _SIGNS)
    first = pc.struct_field(pc.extract_regex(folded, "^(?P<first>[^ ]+)"), "first")
    known = pc.is_in(first, value_set=pa.array(sorted(_first_words(_gone())), TEXT))
    numbers = pc.match_substring_regex(first, r"^\p{Nd}+$")
    return select(names, np.flatnonzero(flags(signs) | flags(known) | flags(numbers)))


@cache
def _first_words(phrases: frozenset[str]) -> frozenset[str]:
    return frozenset(phrase.partition(" ")[0] for phrase in phrases)


def _says_nobody(name: str) -> bool:
    """Whether a name, or a remark in brackets in it, says that there is nobody to
    write to.
    """
    if _CROSS.search(name[:_LONGEST_NAME]):
        return True
    remarks = _IN_BRACKETS.findall(name[:_LONGEST_NAME])
    if any(_holds(fold(remark), _gone()) for remark in remarks):
        return True
    whole = fold(name[:_LONGEST_NAME])
    return _made_of(whole, _gone())


def _services_alone(contacts: pd.DataFrame) -> Flags:
    """Contacts whose name is a service's or a trade's.

    A person under whom a second entry of that kind was merged stays one.
    """
    folded = fold_array(contacts["full_name"])
    first = pc.struct_field(pc.extract_regex(folded, "^(?P<first>[^ ]+)"), "first")
    begins = pc.is_in(first, value_set=pa.array(sorted(_first_words(_services())), TEXT))
    begins = pc.or_kleene(begins, pc.match_substring_regex(first, r"^\p{Nd}+$"))
    rows = np.flatnonzero(flags(begins))
    whole = folded.take(pa.array(rows))
    services = unique_map(whole, lambda name: _made_of(name, _services()), pa.bool_())
    found = flags(pc.match_substring_regex(folded, _branded()))
    found[rows] |= flags(services)
    house = pc.extract_regex(
        folded, f"^(?:{_alternatives(SERVICES.content.houses)}) (?P<next>[^ ]+)"
    )
    named = pc.is_in(pc.struct_field(house, "next"), value_set=_given_names())
    # only a person has a profile or a post: Kino Whitfield, Head of Sales
    at_work = flags(contacts["linkedin_url"].notna()) | flags(contacts["title"].notna())
    return found | (flags(house.is_valid()) & ~flags(named) & ~at_work)


def _dead(contacts: pd.DataFrame) -> Flags:
    """Who has a day of death, in whatever column or property a source had it."""
    extra = one_chunk(contacts["extra"])
    words = "|".join(sorted(re.escape(word) for word in _death_words()))
    few = pc.match_substring_regex(_spaced(pc.utf8_lower(extra)), words)
    told = pc.if_else(few, extra, pa.scalar(None, TEXT))
    return flags(unique_map(told, _tells_death, pa.bool_()))


def _spaced(texts: pa.Array) -> pa.Array:
    """Without accents, and a blank for what parts the words of columns and
    properties.
    """
    plain = pc.replace_substring_regex(pc.utf8_normalize(texts, "NFKD"), r"\p{Mn}", "")
    return pc.replace_substring_regex(plain, r"[-_./]", " ")


def _tells_death(extra: str) -> bool:
    """Whether `extra` has a day of death, or a yes in its place."""
    try:
        found = json.loads(extra)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and any(
        _is_of_death(key) and _says_yes(value) for key, value in found.items()
    )


def _is_of_death(key: str) -> bool:
    """Whether a column, or the name or the label of a property, is that of a day
    of death: `item1.X-ABDATE;X-ABLABEL=died`.
    """
    pieces = re.split(r"[;=]", key[:_LONGEST_NAME])
    words = (fold(re.sub(r"[-_./]", " ", piece)).removeprefix("x ") for piece in pieces)
    known = _death_words()
    return any(word in known or word.partition(" ")[2] in known for word in words)


def _says_yes(value: object) -> bool:
    text = str(value[0] if isinstance(value, list) and value else value)
    return bool(text) and fold(text) not in LEFT_OUT.content.no


@cache
def _death_words() -> frozenset[str]:
    return fold_words(LEFT_OUT.content.day_of_death)


def _labels_nobody(label: str) -> bool:
    return _holds(fold(label[:_LONGEST_NAME]), _gone())


def _holds(words: str, phrases: frozenset[str]) -> bool:
    """Whether folded words hold one of some phrases, as whole words."""
    parts = words.split()
    return any(" ".join(parts[i:j]) in phrases for i, j in _pieces(len(parts)))


def _made_of(words: str, phrases: frozenset[str]) -> bool:
    """Whether folded words are phrases one after the other, and nothing else but
    numbers.
    """
    parts = words.split()
    # reached[i]: the first i words are made of phrases
    reached = [True] + [False] * len(parts)
    any_phrase = False
    for i, j in _pieces(len(parts)):
        piece = " ".join(parts[i:j])
        is_phrase = piece in phrases
        if reached[i] and (is_phrase or piece.isdigit()):
            reached[j] = True
            any_phrase |= is_phrase
    return reached[-1] and any_phrase


def _pieces(words: int, longest: int = 4) -> Iterable[tuple[int, int]]:
    """Begin and end of each run of a few words, by their begin."""
    for i in range(words):
        for j in range(i + 1, min(i + longest, words) + 1):
            yield i, j


@cache
def _gone() -> frozenset[str]:
    return fold_words(LEFT_OUT.content.dead | LEFT_OUT.content.blocked) - {""}


@cache
def _services() -> frozenset[str]:
    """Services, and trades: one alone is nobody, with a given name a person."""
    return fold_words(SERVICES.content.names | TRADES.content.trades) - {""}


@cache
def _branded() -> str:
    """A pattern for the end or the beginning of a name that makes a service of it, or
    the whole: O2 Hotline, Kundenservice Telekom.
    """
    words = _alternatives(SERVICES.content.with_a_brand)
    return f"(?:^| )(?:{words})$|^(?:{words}) "


def _alternatives(phrases: frozenset[str]) -> str:
    return "|".join(sorted(fold_words(phrases) - {""}))


@cache
def _given_names() -> pa.Array:
    """Given names and their short forms, as far as there is a list of them; those
    of two letters are articles too (Osteria Al Molo).
    """
    return pa.array(sorted(name for name in nickname_groups() if len(name) > _ARTICLE), TEXT)


def _machines(contacts: pd.DataFrame) -> Flags:
    """Contacts that have addresses of machines, and nothing else to be reached
    by.

    Without a name an address of a function (support@) is one too.
    """
    everybody = len(contacts)
    profile = flags(pc.is_valid(one_chunk(contacts["linkedin_url"])))
    otherwise = profile | among(flatten(contacts["phones"]).row, everybody)
    unnamed = flags(pc.is_null(one_chunk(contacts["full_name"])))
    every = flatten(contacts["emails"])
    emails = select(every, np.flatnonzero(~otherwise[every.row]))
    machine = _of_machines(emails.items)
    nameless = unnamed[emails.row]
    functions = unique_map(emails.items.filter(pa.array(nameless)), _is_function, pa.bool_())
    human = ~machine
    human[nameless] &= ~flags(functions)
    return among(emails.row, everybody) & ~among(emails.row[human], everybody)


def _of_machines(addresses: pa.Array) -> Flags:
    """(addresses,) from which a machine or a list writes: noreply@, reply+ab12@."""
    words = MACHINES.content
    lower = pc.utf8_lower(addresses)
    local = pc.replace_substring_regex(lower, "(?s)@?[^@]*$", "")
    first = pc.replace_substring_regex(local, "(?s)[+=.].*$", "")
    joined = pc.replace_substring_regex(first, "[^a-z]+", "")
    begun = pc.replace_substring_regex(first, "(?s)[-_].*$", "")
    beginnings = pa.array(sorted(words.beginnings), TEXT)
    found = flags(pc.is_in(joined, value_set=beginnings))
    found |= flags(pc.is_in(begun, value_set=beginnings))
    found |= flags(pc.match_substring_regex(joined, "(?:noreply|donotreply)$"))
    domain = pc.replace_substring_regex(lower, "(?s)^.*@", "")
    above = pc.replace_substring_regex(domain, r"(?s)\.?[^.]*$", "")
    parts = flatten(pc.split_pattern(above, "."))
    known = flags(pc.is_in(parts.items, value_set=pa.array(sorted(words.domains), TEXT)))
    return found | among(parts.row[known], len(addresses))


def _is_function(address: str) -> bool:
    local = address.rpartition("@")[0].partition("+")[0]
    return is_of_organisation(local)


def _short_numbers(contacts: pd.DataFrame) -> Flags:
    """Contacts without a whole name who have nothing but a number of a few
    digits.
    """
    phones = flatten(contacts["phones"])
    digits = pc.utf8_length(pc.replace_substring_regex(phones.items, r"\D", ""))
    is_long = flags(pc.greater(digits, _SHORT_NUMBER))
    long = np.bincount(phones.row[is_long], minlength=len(contacts))
    phoned = np.bincount(phones.row, minlength=len(contacts))
    mailed = np.bincount(flatten(contacts["emails"]).row, minlength=len(contacts))
    whole_name = flags(pc.match_substring(fold_array(contacts["full_name"]), " "))
    only: Flags = (phoned > 0) & (long == 0) & (mailed == 0) & ~whole_name
    return only
