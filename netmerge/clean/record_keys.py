"""Records → a key of each: which entry of the world it is, whatever
that entry says today.

A fingerprint changes with every edit; a key outlives a new export,
a new employer and a new place in the file. It is the kind of
source, and what that source knows the entry by: `vcard:uid:6f2e…`,
`linkedin:profile:ada-lovelace`, `google:email:ada@gmail.com`,
`camcard:phone:442079460011`, `contacts:name:ada lovelace`,
`contacts:content:1f0c…`. What two records of one file hold is
neither's own, and the next word is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.clean.emails import domains, local_parts
from netmerge.clean.fingerprints import fingerprints
from netmerge.columns import runs
from netmerge.columns.chunks import one_chunk
from netmerge.columns.codes import numbered, unique_map
from netmerge.columns.flags import flags
from netmerge.columns.joining import joined
from netmerge.columns.ragged import (
    Flat,
    flatten,
    parallel,
    scatter,
    select,
    with_items,
)
from netmerge.columns.threads import together
from netmerge.columns.types import Flags, Hashes, Ints
from netmerge.errors import SchemaError
from netmerge.schema import RECORDS
from netmerge.text.mailboxes import are_roles
from netmerge.text.urls import linkedin_slugs
from netmerge.words import DOMAINS

WORDS = ("uid", "profile", "email", "phone", "name", "content")
"""What a key may go by, from the one that lasts longest down."""

_LONGEST = 80
"""Characters of a value; a longer one is told by its digest."""
_FEWEST_DIGITS = 6
_SERIAL = r"^[0-9 ./-]+$"
"""A running number: every list has a 17, so that it tells an entry
only together with the name.
"""
_UNDATED = -(2**31) + 1


@dataclass(frozen=True)
class _Entries:
    """What tells the records' sources apart: codes, one a record,
    -1 for no name.
    """

    kind: Ints
    file: Ints
    name: Ints


def with_keys(records: pd.DataFrame) -> pd.DataFrame:
    """RECORDS with `record_key`, in which no two records of the
    table agree.

    A `record_key` that is there is kept. Raises SchemaError where
    only some records have one, or two the same.
    """
    given = one_chunk(records["record_key"])
    if given.null_count == len(given):
        return RECORDS.frame({**records, "record_key": record_keys(records)})
    if given.null_count:
        raise SchemaError(f"record_key is empty in {given.null_count:,} of {len(given):,} records.")
    distinct = len(given.unique())
    if distinct < len(given):
        problem = f"record_key tells only {distinct:,} of {len(given):,} records apart."
        raise SchemaError(f"{problem} Each needs its own.")
    return records


def record_keys(records: pd.DataFrame, within: Ints | None = None) -> pa.Array:
    """The key of each record of RECORDS, a text; the order of the
    records decides none of them.

    `within` gives each record a number: those of each are keyed by
    themselves, as if there were no others.

    In one run a newer export of a source and an older one hold the
    same entries: the newest has the key, the others have it with
    `#2`, `#3` … behind, and so have identical rows of one file.
    """
    source = one_chunk(records["source"])
    names = _names(records)
    apart = np.zeros(len(source), dtype=np.int64) if within is None else within
    kind = _joint(numbered(source) + 1, apart)
    member = numbered(records["member"]) + 1  # 0 for a file by itself
    file = _joint(kind, _joint(numbered(records["file"]), member))
    entries = _Entries(kind, file, numbered(names))
    keys = pa.nulls(len(source), pa.string())
    for word, own in _candidates(records, names, entries):
        # rows that have no key yet, and the first value that is their own
        rows, first = np.unique(own.row, return_index=True)
        open_ = flags(keys.is_null())[rows]
        if open_.any():
            value = scatter(_short(own.items.take(first[open_])), rows[open_], len(keys))
            keys = pc.coalesce(keys, _key(source, word, value))
        if not keys.null_count:
            break
    unknown = np.flatnonzero(keys.is_null())
    content = [f"{number:016x}" for number in fingerprints(records.iloc[unknown]).tolist()]
    last = scatter(pa.array(content, pa.string()), unknown, len(keys))
    return _told_apart(pc.coalesce(keys, _key(source, WORDS[-1], last)), apart, records)


def standing(keys: pa.Array) -> Ints:
    """How long each key lasts: the place of its word in WORDS,
    after these for a user's own key.
    """
    word = pc.struct_field(pc.extract_regex(keys, r"^[^:]*:(?P<word>[a-z]+):"), "word")
    place = pc.index_in(word, value_set=pa.array(WORDS))
    return np.asarray(pc.fill_null(place, len(WORDS)), dtype=np.int64)


def _candidates(
    records: pd.DataFrame, names: pa.Array, entries: _Entries
) -> Iterator[tuple[str, Flat]]:
    """What records may go by, the word and the values that are
    their own, best first.

    A private address and a mobile outlive an employer, so that they
    come before the others.
    """
    yield "uid", _own(_single(_uids(records, names)), entries)
    profiles = _squeezed(linkedin_slugs(records["linkedin_url"]))
    yield "profile", _own(_single(profiles), entries)
    reached = together(
        emails=lambda: _own(_addresses(records), entries, by_name=True),
        phones=lambda: _own(_numbers(records), entries, by_name=True),
    )
    emails, phones = reached["emails"], reached["phones"]
    private = pc.is_in(domains(emails.items), value_set=pa.array(sorted(DOMAINS.content.free)))
    mobile = pc.match_substring(parallel(phones, records["phone_types"]), "cell")
    yield "email", select(emails, _where(private))
    yield "phone", select(phones, _where(mobile))
    yield "email", emails
    yield "phone", phones
    yield "name", _own(_single(names), entries)


def _names(records: pd.DataFrame) -> pa.Array:
    """The name of each record as written, but for case and blanks."""
    parts = [one_chunk(records[name]) for name in ("given_name", "middle_name", "family_name")]
    whole = pc.coalesce(one_chunk(records["full_name"]), joined(parts, " ", len(records)))
    return pc.utf8_lower(_squeezed(whole))


def _uids(records: pd.DataFrame, names: pa.Array) -> pa.Array:
    """The sources' own identifiers; a running number with the name
    behind it, null without.
    """
    uids = _squeezed(one_chunk(records["uid"]))
    serial = pc.match_substring_regex(uids, _SERIAL)
    return pc.if_else(serial, pc.binary_join_element_wise(uids, names, " "), uids)


def _addresses(records: pd.DataFrame) -> Flat:
    """E-mail addresses, but for those of a role: whoever holds the
    post next is another.
    """
    flat = flatten(records["emails"])
    lowered = pc.utf8_lower(_squeezed(flat.items))
    role = are_roles(local_parts(lowered))
    personal = pc.and_not(pc.match_substring(lowered, "@"), role)
    return select(with_items(flat, lowered), _where(personal))


def _numbers(records: pd.DataFrame) -> Flat:
    """The digits of telephone numbers."""
    flat = flatten(records["phones"])
    digits = pc.replace_substring_regex(flat.items, "[^0-9]", "")
    enough = pc.greater_equal(pc.binary_length(digits), _FEWEST_DIGITS)
    return select(with_items(flat, digits), _where(enough))


def _single(values: pa.Array) -> Flat:
    """A text column as flat values, at most one a row."""
    rows = _where(pc.and_kleene(values.is_valid(), pc.not_equal(values, "")))
    return Flat(values.take(rows), rows, np.zeros(len(rows), np.int64), len(values))


def _own(
    flat: Flat,
    entries: _Entries,
    *,
    by_name: bool = False,
) -> Flat:
    """The values that no other record of their file holds.

    With `by_name`, nor a record of another name in another file of
    the kind: what a household or a firm shares is nobody's own. An
    older export of the same source may hold it too.
    """
    code = numbered(flat.items)  # (values,) a number for each distinct text
    holder = flat.row * (int(code.max(initial=0)) + 1) + code
    once = np.flatnonzero(~_repeated(holder))  # a record may say a thing twice
    row, code = flat.row[once], code[once]
    alone = _sizes(_joint(entries.file[row], code)) == 1
    if by_name:
        alone &= _names_of(_joint(entries.kind[row], code), entries.name[row]) <= 1
    return select(flat, once[alone])


def _joint(one: Ints, other: Ints) -> Ints:
    """A number for each distinct pair of codes, from 0."""
    codes, _ = pd.factorize(one * (int(other.max(initial=0)) + 1) + other)
    return codes.astype(np.int64)


def _sizes(group: Ints) -> Ints:
    """For each entry how many entries its group has."""
    return np.bincount(group)[group]


def _names_of(group: Ints, name: Ints) -> Ints:
    """For each entry how many different names its group goes by; -1
    is none.
    """
    named = np.flatnonzero(name >= 0)
    first = named[~_repeated(_joint(group[named], name[named]))]
    names = np.bincount(group[first], minlength=int(group.max(initial=0)) + 1)
    return names[group]


def _repeated(numbers: Ints) -> Flags:
    """For each number whether it stood there before."""
    return pd.Series(numbers).duplicated().to_numpy()


def _key(
    source: pa.Array,
    word: str,
    value: pa.Array,
) -> pa.Array:
    return pc.binary_join_element_wise(source, word, value, ":")


def _short(values: pa.Array) -> pa.Array:
    """Values as they stand in a key: not too long, without the
    sign of repetition.
    """
    plain = pc.replace_substring(values, "#", "%23")
    long = pc.greater(pc.utf8_length(plain), _LONGEST)
    digests = unique_map(plain.filter(long), _digest)
    return pc.replace_with_mask(plain, long, digests)


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=16).hexdigest()


def _squeezed(texts: pa.Array) -> pa.Array:
    return pc.utf8_trim_whitespace(pc.replace_substring_regex(texts, r"[\s\pC]+", " "))


def _told_apart(keys: pa.Array, apart: Ints, records: pd.DataFrame) -> pa.Array:
    """Keys with `#2`, `#3` … behind those that an earlier one of
    several records has.
    """
    code = _joint(numbered(keys), apart)
    several = np.flatnonzero(np.bincount(code)[code] > 1)
    order = np.lexsort((*_newest_first(records.iloc[several]), code[several]))
    number = np.empty(len(several), dtype=np.int64)  # (several,) from 1 within a key
    number[order] = runs.places(code[several[order]]) + 1
    again = np.zeros(len(keys), dtype=bool)
    again[several] = number > 1
    behind = pa.array(number[number > 1]).cast(pa.string())
    numbers = pc.binary_join_element_wise(keys.filter(pa.array(again)), behind, "#")
    return pc.replace_with_mask(keys, pa.array(again), numbers)


def _newest_first(records: pd.DataFrame) -> tuple[Ints, Ints, Hashes, Ints]:
    """Sort keys, the last one first: the day, then what records
    say, then where they stand.
    """
    as_of = pc.cast(one_chunk(records["as_of"]), pa.int32())
    day = np.asarray(pc.fill_null(as_of, _UNDATED), dtype=np.int64)
    files = [one_chunk(records[name]) for name in ("file", "member")]
    label = pc.fill_null(joined(files, "\x1f", len(records)), "")
    file = np.asarray(pc.rank(label, tiebreaker="dense"), dtype=np.int64)
    position = records["position"].to_numpy(dtype=np.int64, na_value=0)
    return position, file, fingerprints(records), -day


def _where(found: pa.Array) -> Ints:
    return np.flatnonzero(flags(found))
