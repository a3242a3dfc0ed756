"""Cleaned records → addresses, and what each tells of a name, a firm."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.clean import emails
from netmerge.columns.chunks import NO_TEXT
from netmerge.columns.coded import Coded, Listed, coded, concatenated, each, listed
from netmerge.columns.flags import flags
from netmerge.columns.hashes import of_texts
from netmerge.columns.numbers import look_up
from netmerge.columns.types import Flags, Ints, Texts
from netmerge.matching.name_texts import SHORT_FORM, known_given
from netmerge.matching.names import Names
from netmerge.text.folding import fold_array
from netmerge.text.mailboxes import are_households, are_roles
from netmerge.words import DOMAINS

BOTH_NAMES = slice(0, 5)
"""The forms of a name in an address that have something of both names."""

WITH_FAMILY = [0, 1, 2, 4, 6]
"""Those that have the whole family name."""

GIVEN_ALONE, FAMILY_ALONE = 5, 6
"""Those that have the one or the other."""

_MIDDLE_INITIAL = r"(\p{L}{2,}[._-])\p{L}[._-](\p{L}{2,})"


@dataclass(frozen=True)
class Mailboxes:
    """What each address says by itself."""

    letters: Ints  # (addresses,), the hash of the letters before the @, -1 for none
    core: Ints  # (addresses,), of all but a middle initial and a number at the end
    digits: Flags  # there were digits too
    local: Coded  # the part before the @, -1 for a role's
    role: Flags  # it is a role's (info@), or a household's (familie.bos@)
    domain: Coded  # an organisation's domain, -1 for a mail provider's
    called: Ints  # (addresses,), which of `known_given()` it begins with, -1 for none


def addresses(records: pd.DataFrame, cleaned: pd.DataFrame) -> Listed:
    """Addresses, and for scanned cards also what a damaged one probably was."""
    written = listed(cleaned["emails"])
    scanned = np.flatnonzero(flags(records["scanned"]))
    repaired = listed(records["emails"].iloc[scanned], each(emails.repair))
    rows = scanned[repaired.rows]
    return concatenated(written, Listed(rows, repaired.codes, repaired.texts))


def mailboxes(texts: Texts) -> Mailboxes:
    """Read addresses one by one."""
    written = pa.array(texts, pa.string())
    local = coded(emails.local_parts(written))
    letters, core = local.under(_letters), local.under(_core)
    parts = pa.array(local.texts, pa.string())
    with_digits = flags(pc.match_substring_regex(parts, "[0-9]"))
    roles = flags(are_roles(parts)) | flags(are_households(parts))
    return Mailboxes(
        letters=look_up(of_texts(letters.texts), letters.codes),
        core=look_up(of_texts(core.texts), core.codes),
        digits=look_up(with_digits, local.codes, missing=False),
        local=local.under(_without_roles),
        role=look_up(roles, local.codes, missing=False),
        domain=coded(_own_domains(written)),
        called=look_up(_called(parts), local.codes),
    )


def _called(locals_: pa.Array) -> Ints:
    """The known given name that is the first word of local parts, by its number."""
    first = pc.replace_substring_regex(locals_, "[^a-z].*$", "")
    found = pc.index_in(first, pa.array(known_given().texts, pa.string()))
    return np.asarray(found.fill_null(-1), dtype=np.int64)


def _letters(locals_: pa.Array) -> pa.Array:
    """The letters of local parts."""
    plain = pc.if_else(pc.string_is_ascii(locals_), locals_, NO_TEXT)
    latin = pc.coalesce(plain, fold_array(locals_))
    return pc.replace_substring_regex(latin, "[^a-z]+", "")


def _core(locals_: pa.Array) -> pa.Array:
    """Local parts but for signs, an initial between two words and a number at the end."""
    rest = pc.replace_substring_regex(locals_, _MIDDLE_INITIAL, r"\1\2")
    return pc.replace_substring_regex(rest, r"[0-9]+$|[._-]", "")


def _without_roles(locals_: pa.Array) -> pa.Array:
    return pc.if_else(are_roles(locals_), NO_TEXT, locals_)


def _own_domains(written: pa.Array) -> pa.Array:
    """Domains of organisations, null for a mail provider's.

    In those, each person has an address.
    """
    found = emails.domains(written)
    free = pc.is_in(found, pa.array(sorted(DOMAINS.content.free)))
    return pc.if_else(free, NO_TEXT, found)


def name_forms(names: Names) -> Ints:
    """For each record, the forms in which its name may stand in an address, as
    hashes of their letters (records by 7).

    Columns: annabell, bellanna, abell, annab, bella, anna, bell. Records
    without both names have none (-1).
    """
    named = np.flatnonzero(names.whole)
    width = len(names.texts) + 1
    both = names.given[named] * width + names.family[named]
    of_named, whole = pd.factorize(both)
    compact = pa.array(names.compact, pa.string())
    given = compact.take(pa.array(whole // width))
    family = compact.take(pa.array(whole % width))
    g = pc.utf8_slice_codeunits(given, 0, 1)
    f = pc.utf8_slice_codeunits(family, 0, 1)
    forms = (
        (given, family),
        (family, given),
        (g, family),
        (given, f),
        (family, g),
        (given,),
        (family,),
    )
    # (distinct whole names, 7)
    hashes = np.stack([_hashed(form) for form in forms], axis=1)
    table = np.full((len(names.given), len(forms)), -1, dtype=np.int64)
    table[named] = hashes[of_named]
    return table


def _hashed(parts: tuple[pa.Array, ...]) -> Ints:
    """The hash of each row's texts, written as one."""
    whole = pc.binary_join_element_wise(*parts, "")
    texts = whole.to_numpy(zero_copy_only=False)
    return of_texts(np.asarray(texts, dtype=object))


def spelled(forms: Ints, letters: Ints, domains: Coded, table: Ints) -> npt.NDArray[np.int32]:
    """For each record and form of its name, the domain of its address that
    spells it so (records by 7).

    A code of `domains`; -1 where no address does, and one beyond all domains
    where it is a mail provider's. `letters` and `domains` are those of the
    addresses, `table` has the addresses of each record.
    """
    result = np.full(forms.shape, -1, dtype=np.int32)
    provider = len(domains.texts)
    for one in table.T:
        domain = look_up(domains.codes, one)
        domain = np.where(domain >= 0, domain, provider)
        spells = (look_up(letters, one)[:, None] == forms) & (forms >= 0)
        np.copyto(result, domain[:, None], where=spells, casting="same_kind")
    return result


def called_in_addresses(names: Names, called: Ints, table: Ints) -> Ints:
    """The given name with which the address of each record begins, where it is
    a form of the record's own (records by 2): christine of Chris at christine@,
    or goes on as that begins: melvin of Mel, of M.

    `called` is that of the addresses, `table` has the addresses of each record;
    only the two rarest count.
    """
    found: Ints = look_up(called, table[:, :2])
    rows, places = np.nonzero((found >= 0) & (names.given >= 0)[:, None])
    width = int(found.max(initial=0)) + 1
    inverse, both = pd.factorize(names.given[rows] * width + found[rows, places])
    given, spelt = np.divmod(both, width)  # each pair of names once
    own, groups = names.groups[given], known_given().groups[spelt]
    shared = (own[:, :, None] == groups[:, None, :]) & (own >= 0)[:, :, None]
    kept = (shared.any(axis=(1, 2)) | _begins(names, given, spelt))[inverse]
    result = np.full(found.shape, -1, dtype=np.int64)
    result[rows[kept], places[kept]] = found[rows[kept], places[kept]]
    return result


def _begins(names: Names, given: Ints, spelt: Ints) -> Flags:
    """Which given names are the beginning of another, known one."""
    short = names.compact[given].astype(str)
    whole = np.array(known_given().texts)[spelt]
    begins = np.char.startswith(whole, short)
    enough = (names.letters[given] >= SHORT_FORM) | names.initial_only[given]
    return np.asarray(begins & enough)
