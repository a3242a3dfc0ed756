"""Cleaned names in, coded names out: one vocabulary for given and family names, so that swapped
ones can meet.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.clean.companies import company_keys
from netmerge.clean.names.parts import nickname_groups
from netmerge.clean.names.sounds import sounds
from netmerge.columns.chunks import arrow
from netmerge.columns.coded import (
    Coded,
    Listed,
    as_coded,
    as_listed,
    coded,
    distinct,
    each,
    factorise,
    join,
    listed,
    one_vocabulary,
    pick,
    recoded,
    split,
    take,
    without_blanks,
)
from netmerge.columns.types import Flags, Ints, Texts
from netmerge.text.folding import fold, fold_array, fold_words
from netmerge.words import GENERATIONS, PARTICLES, RELATIVES

_UNLIKE_LATIN = (
    "[\u0590-\u06ff\u0750-\u077f\u0900-\u0dff\u0e00-\u0fff\u1000-\u109f\u1100-\u139f\u1780-\u17ff"
    "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
"""Scripts whose transliteration leaves out vowels or picks one reading of many: Hebrew, Arabic,
Indic, Thai, Khmer, Ethiopic, Chinese, Japanese, Korean. Two spellings in them can be compared,
one of them with a Latin one cannot.
"""

_SYLLABIC = "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
"""Chinese, Japanese and Korean signs: another syllable is another name, however alike they are in
Latin letters.
"""

_COUPLE = (
    r"(?:^|\s)(?:[&+](?:\s|$)|(?:and|und|u\.|et|og|och|en|ve|oraz|y|e|i)\s+\p{Lu})"
    r"|\p{L}\s*/\s*\p{Lu}"
)
"""An "and" before a name, where given names stand, or a slash: a card of two people (Tom & Gina,
Tom/Gina).
"""

_SLUG_TAIL = re.compile(r"-[0-9a-f]*[0-9][0-9a-f]*$")


@dataclass(frozen=True)
class Names:
    """`given` and `family` hold one code a record (-1 is none) into `texts`; matrices are padded
    with -1.

    `other_given` (nicknames, middle names) and `other_family` (maiden names, names in another
    script) have one row a record; `middle` is the first middle name, `other_script` marks records
    whose name stands in a script that cannot be compared with Latin letters, `syllabic` those
    whose signs are syllables, `couple` cards of two people, and `generations` code Jr. and Sr.,
    and I, II, III.

    These describe each text: `compact` (without blanks), `sound` (the same for what sounds
    alike), `first_token`, `second_token`, `tokens`, `groups` (of nicknames), `stem` (but for an
    ending in o or a), `ends_in_vowel` (it has such an ending) and `feminine` (it is an a),
    `known` (a given name of the groups as it is), `bearers` (how many family names go with it as
    a given name), `family_bearers` (the reverse), `initial` and `initial_only`.

    `variants` holds, in order, each pair of texts with a group in common, as the one times their
    number plus the other; `declared` the same of a family name and two given names that a record
    has for one person ("Chidi (Charles) Eze").
    """

    texts: Texts
    given: Ints
    family: Ints
    other_given: Ints
    other_family: Ints
    other_script: Flags
    syllabic: Flags
    couple: Flags
    generations: tuple[Ints, Ints]
    middle: Ints
    compact: Texts
    sound: Ints
    first_token: Ints
    second_token: Ints
    tokens: Ints
    groups: Ints
    stem: Ints
    feminine: Flags
    ends_in_vowel: Flags
    known: Flags
    bearers: Ints
    family_bearers: Ints
    variants: Ints
    declared: Ints
    initial: Ints
    initial_only: Flags

    @property
    def several(self) -> Flags:
        """Texts of more than one word that counts."""
        return np.asarray(self.tokens[:, 1:2].max(axis=1, initial=-1) >= 0)

    @property
    def lacking(self) -> Flags:
        """Records without a full name in letters that can be compared with Latin ones."""
        return np.asarray((self.given < 0) | (self.family < 0) | self.other_script)


def build_names(cleaned: pd.DataFrame, family: Coded, profile: Coded) -> Names:
    """Code the names of all cleaned records; `profile` (LinkedIn slug) mends a common defect of
    `family`.

    A family name cut to its initial (LinkedIn's "Amado C.") is completed from a slug that agrees
    with it, and "Mum" is nobody's given name.
    """
    records = len(cleaned)
    given = _without_kin(coded(cleaned["given_name"], fold_array), family)
    family = _completed(given, family, profile)
    every_middle = as_listed(coded(cleaned["middle_name"], fold_array))
    middle = split(every_middle, _long_words)
    nicknames = listed(cleaned["nicknames"], fold_array)
    columns = one_vocabulary(
        as_listed(given),
        as_listed(family),
        split(every_middle, lambda text: text.split()[:1]),
        join(nicknames, middle),
        join(
            split(
                listed(cleaned["other_names"], fold_array),
                lambda text: [text, *_long_words(text)[-1:]],
            ),
            middle,
        ),
        nicknames,
    )
    texts = columns[0].texts
    words = [text.split() for text in texts]
    compact = np.array(["".join(parts) for parts in words], dtype=object)
    groups = _groups(texts)
    return Names(
        texts=texts,
        given=as_coded(columns[0], records).codes,
        family=as_coded(columns[1], records).codes,
        other_given=columns[3].matrix(records)[0],
        other_family=columns[4].matrix(records)[0],
        other_script=_found(_UNLIKE_LATIN, cleaned, ("given_name", "family_name")),
        syllabic=_found(_SYLLABIC, cleaned, ("given_name", "family_name")),
        couple=_found(_COUPLE, cleaned, ("given_name", "middle_name")),
        generations=_generations(cleaned),
        middle=as_coded(columns[2], records).codes,
        compact=compact,
        sound=recoded(sounds(pa.array(compact, pa.string()))).codes,
        first_token=factorise([parts[0] for parts in words]).codes,
        second_token=factorise([parts[1] if len(parts) > 1 else None for parts in words]).codes,
        tokens=_matrix([_that_count(parts) for parts in words]),
        groups=groups,
        stem=factorise(
            [text[:-1] if text[-1] in "ao" and len(text) > 3 else text for text in compact]
        ).codes,
        feminine=np.array([text[-1] == "a" for text in compact], dtype=bool),
        ends_in_vowel=np.array([text[-1] in "ao" for text in compact], dtype=bool),
        known=np.array([parts[0] in nickname_groups() for parts in words], dtype=bool),
        bearers=_bearers(
            as_coded(columns[0], records).codes, as_coded(columns[1], records).codes, len(texts)
        ),
        family_bearers=_bearers(
            as_coded(columns[1], records).codes, as_coded(columns[0], records).codes, len(texts)
        ),
        variants=_variants(groups),
        declared=_declared(
            as_coded(columns[0], records).codes, as_coded(columns[1], records).codes, columns[5]
        ),
        initial=np.array([ord(text[0]) for text in texts], dtype=np.int64),
        initial_only=np.array([len(text) == 1 for text in texts], dtype=bool),
    )


def _generations(cleaned: pd.DataFrame) -> tuple[Ints, Ints]:
    """Which of several people of one name: as the suffix has it (Jr., Sr., II), and the number.

    I is a number where it stands in the place of a middle name and no full stop says that it is
    an initial: it then contradicts II and III, but neither Jr. nor Sr.
    """
    suffix = cleaned["suffix"]
    known, numbered = _generation_words()
    written = coded(suffix, each(lambda text: (known | numbered).get(fold(text))))
    numbers = coded(suffix, each(lambda text: numbered.get(fold(text))))
    first = coded(cleaned["middle_name"], each(lambda text: "i" if text == "I" else None))
    ordinals = as_coded(join(as_listed(numbers), as_listed(first)), len(cleaned))
    return written.codes, ordinals.codes


@cache
def _generation_words() -> tuple[dict[str, str], dict[str, str]]:
    """Folded words for junior and senior, and for the numbers, with what they are to mean."""
    words = GENERATIONS.content
    known = {fold(word): "younger" for word in words.younger}
    known |= {fold(word): "elder" for word in words.elder}
    numbered = {"i": "i"}
    for number, spellings in zip(("ii", "iii", "iv"), words.numbers, strict=True):
        numbered |= {fold(word): number for word in spellings}
    return known, numbered


def _that_count(words: list[str]) -> list[str]:
    """The words of a name that tell it from others: no particles, no initials."""
    particles = PARTICLES.content.no_names
    return [word for word in words if len(word) > 2 and word not in particles]


def _long_words(text: str) -> list[str]:
    return [word for word in text.split() if len(word) > 1]


def _found(pattern: str, cleaned: pd.DataFrame, columns: tuple[str, str]) -> Flags:
    """Records with a pattern in either of two columns."""
    found = [pc.match_substring_regex(arrow(cleaned[name]), pattern) for name in columns]
    one, other = (np.asarray(pc.fill_null(flags, False), dtype=bool) for flags in found)
    return np.asarray(one | other)


def _without_kin(given: Coded, family: Coded) -> Coded:
    """Given names without the words for relatives: any of them where there is no family name,
    else the plain ones.
    """
    never_names = fold_words(RELATIVES.content.never_names)
    every = fold_words(RELATIVES.content.every)
    texts = [
        *given.texts,
        *_without_words(given, never_names),
        *_without_words(given, every),
    ]
    merged = factorise(texts)
    place = np.where(family.codes < 0, 2, 1) * len(given.texts)
    return Coded(
        take(merged.codes, np.where(given.codes >= 0, given.codes + place, -1)), merged.texts
    )


def _without_words(column: Coded, unwanted: Set[str]) -> list[str]:
    return [
        " ".join(word for word in text.split() if word not in unwanted) for text in column.texts
    ]


def company_in_family(family: Coded, company: Coded) -> Coded:
    """The companies that stand in the place of a family name (a phone's "Anna Acme Foods"), -1
    elsewhere.

    It is the record's own company; or, where the record has none, several words that no fewer
    records have as their company than as their family name.
    """
    keys = family.under(company_keys)
    both = one_vocabulary(
        as_listed(keys.under(without_blanks)), as_listed(company.under(without_blanks))
    )
    records = len(family.codes)
    named, employed = (as_coded(column, records) for column in both)
    several = np.array([" " in text for text in family.texts], dtype=bool)
    elsewhere = pick(employed.counts >= named.counts, named.codes, False) & (employed.codes < 0)
    misplaced = (named.codes >= 0) & (
        (named.codes == employed.codes) | (elsewhere & pick(several, family.codes, False))
    )
    return Coded(np.where(misplaced, keys.codes, -1), keys.texts)


def _completed(given: Coded, family: Coded, profile: Coded) -> Coded:
    """A family name cut to its initial is taken from a slug that starts with the given name and
    goes on with it.
    """
    short = np.array([len(text) == 1 for text in family.texts], dtype=bool)
    rows = np.flatnonzero((family.codes >= 0) & (given.codes >= 0) & (profile.codes >= 0))
    rows = rows[short[family.codes[rows]]]
    texts: list[str | None] = list(family.texts)
    codes = family.codes.copy()
    for row in rows:  # a few per cent of a LinkedIn export
        slug = fold(_SLUG_TAIL.sub("", profile.texts[profile.codes[row]])).split()
        first = given.texts[given.codes[row]].split()
        rest = slug[len(first) :]
        if (
            rest
            and slug[: len(first)] == first
            and rest[0][0] == family.texts[family.codes[row]]
            and len(rest[0]) > 1
        ):
            codes[row] = len(texts)
            texts.append(" ".join(rest))
    merged = factorise(texts)
    return Coded(take(merged.codes, codes), merged.texts)


def _groups(texts: Texts) -> Ints:
    """Groups of each text's first word; of one that stands in none, those of the names that sound
    like it (Peggie).
    """
    known, alike = nickname_groups(), _groups_by_sound()
    firsts = [text.split()[0] for text in texts]
    others = [first for first in dict.fromkeys(firsts) if first not in known]
    heard = zip(others, sounds(pa.array(others, pa.string())).to_pylist(), strict=True)
    groups = dict(known) | {first: alike[sound] for first, sound in heard if sound in alike}
    return _matrix([sorted(groups.get(first, ())) for first in firsts])


@cache
def _groups_by_sound() -> dict[str, frozenset[int]]:
    known = nickname_groups()
    heard = sounds(pa.array(list(known), pa.string())).to_pylist()
    groups: dict[str, frozenset[int]] = {}
    for sound, numbers in zip(heard, known.values(), strict=True):
        groups[sound] = groups.get(sound, frozenset()) | numbers
    return groups


def _variants(groups: Ints) -> Ints:
    """Pairs of texts that share a group, the lower first."""
    texts, place = np.nonzero(groups >= 0)
    members = pd.DataFrame({"text": texts, "group": groups[texts, place]})
    pairs = members.merge(members, on="group")
    low, high = pairs["text_x"].to_numpy(), pairs["text_y"].to_numpy()
    return distinct((low * len(groups) + high)[low < high])


def _bearers(names: Ints, others: Ints, texts: int) -> Ints:
    """How many others go with each name: so many people bear it, at the least."""
    both = (names >= 0) & (others >= 0)
    whole = distinct(names[both] * texts + others[both])
    return np.bincount(whole // max(texts, 1), minlength=texts)


def _declared(given: Ints, family: Ints, nicknames: Listed) -> Ints:
    """What records say of a family name and two given names, in order: see `in_one_family`."""
    names, others = given[nicknames.rows], family[nicknames.rows]
    said = (names >= 0) & (others >= 0)
    return distinct(
        in_one_family(others[said], names[said], nicknames.codes[said], len(nicknames.texts))
    )


def in_one_family(family: Ints, one: Ints, other: Ints, texts: int) -> Ints:
    """A number for a family name and two given names in either order."""
    return (family * texts + np.minimum(one, other)) * texts + np.maximum(one, other)


def _matrix(lists: list[list[int]] | list[list[str]]) -> Ints:
    """Lists of a few entries as padded rows of codes; text is coded, numbers are taken as they are."""
    sizes = np.array([len(entries) for entries in lists], dtype=np.int64)
    flat: list[int | str] = [entry for entries in lists for entry in entries]
    codes = (
        np.array(flat, dtype=np.int64)
        if flat and isinstance(flat[0], int)
        else factorise(flat).codes
    )  # type: ignore[arg-type]
    width = max(int(sizes.max(initial=0)), 1)
    table = np.full((len(lists), width), -1, dtype=np.int64)
    rows = np.repeat(np.arange(len(lists)), sizes)
    table[rows, np.arange(len(flat)) - np.repeat(np.cumsum(sizes) - sizes, sizes)] = codes
    return table
