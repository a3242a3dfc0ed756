"""Cleaned names → coded names, in one vocabulary, so that swapped given and
family names can meet.

Each record is read by itself. What is said of a text (its sound, its words) is
a hash or a number that does not depend on which other texts there are.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.chunks import NO_TEXT, arrow
from netmerge.columns.coded import (
    Coded,
    Listed,
    coded,
    concatenated,
    each,
    listed,
    one_vocabulary,
)
from netmerge.columns.flags import flags
from netmerge.columns.hashes import combined
from netmerge.columns.numbers import look_up
from netmerge.columns.types import Flags, Ints, Texts
from netmerge.matching import name_texts
from netmerge.matching.readings import readings
from netmerge.text.folding import fold, fold_array, fold_words
from netmerge.text.mailboxes import are_roles
from netmerge.words import CONJUNCTIONS, GENERATIONS, HOUSEHOLDS, RELATIVES

_UNLIKE_LATIN = (
    "[\u0590-\u06ff\u0750-\u077f\u0900-\u0dff\u0e00-\u0fff\u1000-\u109f\u1100-\u139f\u1780-\u17ff"
    "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
"""Scripts whose transliteration leaves out vowels or picks one reading of many:
Hebrew, Arabic, Indic, Thai, Khmer, Ethiopic, Chinese, Japanese, Korean. Two
spellings in them can be compared, one of them with a Latin one cannot.
"""

_SYLLABIC = "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
"""Chinese, Japanese and Korean signs.

Another syllable is another name, however alike the two are in Latin letters.
"""

_SLUG_TAIL = re.compile(r"-[0-9a-f]*[0-9][0-9a-f]*$")


@dataclass(frozen=True, kw_only=True)
class NumberedNames:
    """The names of records as numbers: what is counted and decided over all of
    them, for which no text is looked at.

    `nicknames` are what a record has besides its given name for the same person.
    `generations` are hashes of Jr. and Sr., and of I, II, III.
    """

    texts: Texts  # (texts,), folded

    given: Ints  # (records,), code of a text, -1 for none
    family: Ints
    nicknames: Listed
    generations: tuple[Ints, Ints]  # (records,) each

    hashed: Ints  # (texts,), the hash of the text itself
    sound: Ints  # the same for texts that sound alike
    groups: Ints  # (texts, groups), of nicknames, padded with -1
    known: Flags  # a given name of the groups as it is
    initial: Ints  # code point of the first letter
    initial_only: Flags  # the text is but an initial

    @property
    def whole(self) -> Flags:
        """Records with a given and a family name."""
        return np.asarray((self.given >= 0) & (self.family >= 0))


@dataclass(frozen=True, kw_only=True)
class Names(NumberedNames):
    """The names of records, and what is known of each text that stands among
    them.

    `other_given` holds nicknames and middle names, `other_family` maiden names
    and names in another script, both what signs are read as, `middle` the first
    middle name. `other_script` marks records whose name stands in a script that
    cannot be compared with Latin letters, `syllabic` those whose signs are
    syllables, `couple` cards of two people.
    """

    middle: Ints
    other_given: Ints  # (records, at most 8), codes, padded with -1
    other_family: Ints
    other_script: Flags  # (records,)
    syllabic: Flags
    couple: Flags

    compact: Texts  # (texts,), the text without blanks
    letters: Ints  # how many letters that has
    beginning: Ints  # of the first three letters
    ending: Ints  # of the last three
    stem: Ints  # of the text but for an ending in o or a
    ends_in_vowel: Flags  # it has such an ending
    feminine: Flags  # it is an a
    first_token: Ints  # of the first word
    tokens: Ints  # (texts, words), of the words that count, padded with -1
    bare: Texts  # the text without blanks and particles
    words: Ints  # (texts, words), of texts of several words codes of `word_texts`, padded with -1
    word_texts: Texts  # (words,)
    variants: Ints  # each pair of texts of one group, as low * texts + high, ascending
    forms: Ints  # those of two names of their own, in the same way

    @property
    def several(self) -> Flags:
        """Texts of more than one word that counts."""
        return np.asarray(self.tokens[:, 1:2].max(axis=1, initial=-1) >= 0)

    @property
    def told_by_consonants(self) -> Flags:
        """Records whose names stand in a script of which only those are sure."""
        return np.asarray(self.other_script & ~self.syllabic)

    @cached_property
    def consonants(self) -> Ints:
        """The same for texts with the same kinds of consonants, -1 for too few.

        Asked for only where some names stand in such a script.
        """
        return name_texts.consonants_of(self.compact)

    @cached_property
    def function(self) -> Flags:
        """Records named for a function, a desk: IT Helpdesk, Customer Service."""
        a_role = flags(are_roles(pa.array(self.compact, pa.string())))
        result = np.zeros(len(self.given), dtype=bool)
        one = look_up(a_role, self.given, missing=False)
        other = look_up(a_role, self.family, missing=False)
        rows = np.flatnonzero(self.whole & (one | other))
        whole = self.compact[self.given[rows]] + self.compact[self.family[rows]]
        together = flags(are_roles(pa.array(whole, pa.string())))
        result[rows] = (one & other)[rows] | together
        return result

    @property
    def lacking(self) -> Flags:
        """Records without a full name in letters that Latin ones compare with."""
        return np.asarray(~self.whole | self.other_script)


def read_names(cleaned: pd.DataFrame, family: Coded, profile: Coded) -> Names:
    """Code the names of cleaned records; `profile` (LinkedIn slug) mends a
    common defect of `family`.

    A family name cut to its initial (LinkedIn's "Amado C.") is completed from a
    slug that agrees with it, and "Mum" is nobody's given name.
    """
    records = len(cleaned)
    given = _without_kin(coded(cleaned["given_name"], fold_array), family)
    family = _completed(given, family, profile)
    every_middle = coded(cleaned["middle_name"], fold_array).listed()
    middle = every_middle.split(_long_words)
    nicknames = listed(cleaned["nicknames"], fold_array)
    further = listed(cleaned["other_names"], fold_array).split(_with_last_word)
    columns = one_vocabulary(
        given.listed(),
        family.listed(),
        every_middle.split(_first_word),
        concatenated(nicknames, middle, readings(cleaned["given_name"])),
        concatenated(further, middle, readings(cleaned["family_name"])),
        nicknames,
    )
    return Names(
        given=columns[0].first(records).codes,
        family=columns[1].first(records).codes,
        middle=columns[2].first(records).codes,
        other_given=columns[3].table(records)[0],
        other_family=columns[4].table(records)[0],
        nicknames=columns[5],
        generations=_generations(cleaned),
        other_script=_found(_UNLIKE_LATIN, cleaned, "given_name", "family_name"),
        syllabic=_found(_SYLLABIC, cleaned, "given_name", "family_name"),
        couple=_of_several(cleaned),
        **name_texts.described(columns[0].texts),
    )


def in_one_family(family: Ints, one: Ints, other: Ints) -> Ints:
    """A hash for a family name and two given names in either order."""
    return combined(family, np.minimum(one, other), np.maximum(one, other))


def _generations(cleaned: pd.DataFrame) -> tuple[Ints, Ints]:
    """Which of several people of one name: as the suffix has it (Jr., Sr., II),
    and the number.

    I is a number where it stands in the place of a middle name and no full stop
    says that it is an initial: it then contradicts II and III, but neither Jr.
    nor Sr. So is V or X behind a family name.
    """
    known, numbered = _generation_words()
    every = known | numbered
    suffix = cleaned["suffix"]
    meaning = each(lambda text: every.get(fold(text).replace(" ", "")))  # d.Ä. is one word
    written = coded(suffix, meaning)
    numbers = coded(suffix, each(lambda text: numbered.get(fold(text))))
    the_first = each(lambda text: "i" if text == "I" else None)
    first = coded(cleaned["middle_name"], the_first)
    behind = coded(cleaned["family_name"], _numeral_behind).under(each(numbered.get))
    ordinals = concatenated(numbers.listed(), first.listed(), behind.listed())
    return written.hashed(), ordinals.first(len(cleaned)).hashed()


@cache
def _generation_words() -> tuple[dict[str, str], dict[str, str]]:
    """Folded words for junior and senior, and for numbers, by what they mean."""
    words = GENERATIONS.content
    known = {fold(word): "younger" for word in words.younger | words.younger_dotted}
    known |= {fold(word): "elder" for word in words.elder | words.elder_dotted}
    numbered = {"i": "i"}
    for number, spellings in enumerate(words.numbers, start=2):
        numbered |= {fold(word): str(number) for word in spellings}
    return known, numbered


def _numeral_behind(families: pa.Array) -> pa.Array:
    """The word behind family names that is a number or an initial: X, of Montfort X."""
    numerals = "|".join(sorted(word.upper() for word in GENERATIONS.content.names_too))
    behind = pc.match_substring_regex(families, rf"\s(?:{numerals})$")
    last = pc.replace_substring_regex(families, r"^.*\s", "")
    return pc.if_else(behind, pc.utf8_lower(last), NO_TEXT)


def _long_words(text: str) -> list[str]:
    return [word for word in text.split() if len(word) > 1]


def _first_word(text: str) -> list[str]:
    return text.split()[:1]


def _with_last_word(text: str) -> list[str]:
    return [text, *_long_words(text)[-1:]]


def _of_several(cleaned: pd.DataFrame) -> Flags:
    """Cards of a couple or of a whole household."""
    of_two = _found(_couple(), cleaned, "prefix", "given_name", "middle_name")
    either = "|".join(sorted(CONJUNCTIONS.content.words))
    of_two |= _found(rf"^(?:{either}|u\.)\s+\p{{Lu}}", cleaned, "family_name")
    words = "|".join(sorted(HOUSEHOLDS.content.words))
    households = _found(rf"(?i)^(?:{words})\.?$", cleaned, "given_name", "family_name")
    return of_two | households


@cache
def _couple() -> str:
    """A pattern of an "and" before a name, or a slash: a card of two people
    (Tom & Gina).
    """
    either = "|".join(sorted(CONJUNCTIONS.content.words))
    between = "|".join(sorted(CONJUNCTIONS.content.between_names))
    words = rf"(?:{either}|u\.)(?:\s+\p{{Lu}}|$)|(?:{between})\s+\p{{Lu}}"
    return rf"(?:^|\s)(?:[&+](?:\s|$)|{words})|\p{{L}}\s*/\s*\p{{Lu}}"


def _found(pattern: str, cleaned: pd.DataFrame, *columns: str) -> Flags:
    """Records with a pattern in any of some columns."""
    result = np.zeros(len(cleaned), dtype=bool)
    for name in columns:
        result |= flags(pc.match_substring_regex(arrow(cleaned[name]), pattern))
    return result


def _without_kin(given: Coded, family: Coded) -> Coded:
    """Given names without the words for relatives.

    Any of them where there is no family name, else those that are nobody's name.
    """
    never_names = fold_words(RELATIVES.content.never_names)
    every = fold_words(RELATIVES.content.every)
    with_family = coded(_without_words(given, never_names))
    alone = coded(_without_words(given, every))
    with_family = Coded(look_up(with_family.codes, given.codes), with_family.texts)
    alone = Coded(look_up(alone.codes, given.codes), alone.texts)
    named = family.codes >= 0
    chosen = with_family.without(~named).listed(), alone.without(named).listed()
    return concatenated(*chosen).first(len(given.codes))


def _without_words(column: Coded, unwanted: Set[str]) -> list[str]:
    """The texts without some words."""

    def kept(text: str) -> str:
        words = text.split()
        if unwanted.isdisjoint(words):
            return text
        return " ".join(word for word in words if word not in unwanted)

    return [kept(text) for text in column.texts]


def _completed(given: Coded, family: Coded, profile: Coded) -> Coded:
    """Family names, those cut to their initial taken from the profile's slug.

    It must start with the given name and go on with the initial.
    """
    short = np.array([len(text) == 1 for text in family.texts], dtype=bool)
    cut = look_up(short, family.codes, missing=False)
    texts: list[str] = list(family.texts)
    codes = family.codes.copy()
    # A few per cent of a LinkedIn export.
    told = (given.codes >= 0) & (profile.codes >= 0)
    for row in np.flatnonzero(cut & told):
        slug = profile.texts[profile.codes[row]]
        initial = family.texts[family.codes[row]]
        rest = _after_given_name(slug, given.texts[given.codes[row]])
        if rest and len(rest[0]) > 1 and rest[0][0] == initial:
            codes[row] = len(texts)
            texts.append(" ".join(rest))
    of_texts = coded(texts)
    return Coded(look_up(of_texts.codes, codes), of_texts.texts)


def _after_given_name(slug: str, given: str) -> list[str]:
    """What follows the given name in a profile's slug, if that begins with it."""
    slug_words = fold(_SLUG_TAIL.sub("", slug)).split()
    first = given.split()
    begins = slug_words[: len(first)] == first
    return slug_words[len(first) :] if begins else []
