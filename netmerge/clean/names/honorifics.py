"""Words around a name → whether each is a title, a credential, a pronoun …"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from netmerge.words import CONJUNCTIONS, GENERATIONS, HONORIFICS

_MARKS = str.maketrans("", "", ".'’,;®™")
_ALSO = ("&", "+", "u.")
_NUMERALS = ("i", "v", "x")
_SURNAME = 2
"""Characters of the longest usual surname in Chinese characters."""
_SLASHED = re.compile(r"[\s/,|&+]+")


def plain(token: str) -> str:
    """A word as the lists have it: lower case, without full stops."""
    return token.translate(_MARKS).lower()


@cache
def words_around() -> frozenset[str]:
    """All words of the lists of what stands around a name, as `plain` has them; a word
    without a full stop that is not among them is none of those things.
    """
    known = HONORIFICS.content
    words = GENERATIONS.content.every.union(
        known.titles,
        known.titles_behind,
        known.credentials,
        known.capital_credentials,
        known.former,
        known.pronouns,
    )
    return frozenset(map(plain, words))


def is_title(token: str, previous: str | None = None) -> bool:
    """Whether a word before a name is a title, or goes on with one: Dr. rer. nat."""
    known, word = HONORIFICS.content, plain(token)
    is_dotted = "." in token
    if previous is not None and is_dotted and word in known.title_continues:
        # Dr. C. Holm has an initial, Pfr. i. R. Holm (retired) has none.
        inside = previous.islower() and len(plain(previous)) == 1
        if inside or len(word) > 1 or token.islower():
            return True
    is_name_too = word in known.dotted_titles
    return word in known.titles and (is_dotted or not is_name_too)


def titles_behind(tokens: Sequence[str]) -> int:
    """How many of the last words are titles: 2 of Meier Anna Dr. med."""
    start = len(tokens)
    while start > 1 and _may_be_behind(tokens[start - 1]):
        start -= 1
    while start < len(tokens) and not _is_behind(tokens[start]):  # it begins with a title
        start += 1
    return len(tokens) - start


def are_titles_behind(tokens: Sequence[str]) -> bool:
    """Whether all of the words are titles that stand behind a name: Prof. Dr."""
    return bool(tokens) and titles_behind(["", *tokens]) == len(tokens)


def east_asian_title(name: str) -> str:
    """The title behind a name in Chinese, Japanese or Korean; "" without one."""
    longest_first = _east_asian_titles()
    if not name.endswith(longest_first):
        return ""
    doubtful = HONORIFICS.content.uncertain_east_asian_titles
    for title in longest_first:
        before = name.removesuffix(title).replace(" ", "")
        is_certain = title not in doubtful or len(before) > _SURNAME
        if name.endswith(title) and before and is_certain:
            return title
    return ""


@cache
def _east_asian_titles() -> tuple[str, ...]:
    known = HONORIFICS.content
    certain = known.east_asian_titles | known.japanese_titles
    every = certain | known.uncertain_east_asian_titles
    return tuple(sorted(every, key=len, reverse=True))


def are_two_titles(title: str, following: Sequence[str]) -> bool:
    """Whether a title and the two words after it are those of a couple: Mr. and
    Mrs.
    """
    conjunction, other = following
    is_and = conjunction in _ALSO or plain(conjunction) in CONJUNCTIONS.content.words
    return is_and and is_title(other) and plain(other) != plain(title)


def of_a_couple(titles: Sequence[str]) -> bool:
    """Whether titles are those of a couple."""
    places = range(len(titles) - 2)
    return any(are_two_titles(titles[place], titles[place + 1 : place + 3]) for place in places)


def without_titles(name: str) -> str:
    """A whole name without the titles before it: Dr. med. Ada Berg → Ada Berg."""
    tokens = name.split()
    title: str | None = None
    while len(tokens) > 1 and is_title(tokens[0], title):
        title = tokens.pop(0)
    return " ".join(tokens)


def is_generation(token: str, doubtful: bool = True) -> bool:
    """Whether a word after a name is of the kind of Jr. and III.

    `doubtful` allows those that may be names or initials too: V, VI.
    """
    known, word = GENERATIONS.content, plain(token)
    if word in known.dotted:
        return token.endswith(".")
    if word.startswith(_NUMERALS) and not token.isupper():  # no numeral
        return False
    return word in known.every and (doubtful or word not in known.names_too)


def is_credential(token: str, doubtful: bool = True) -> bool:
    """Whether a word after a name is a degree or certificate.

    `doubtful` allows those that may be surnames too: MA, DO.
    """
    parts = [part for part in _SLASHED.split(token) if part]
    each = (_is_one_credential(part, doubtful) for part in parts)
    return bool(parts) and all(each)


def _is_one_credential(token: str, doubtful: bool) -> bool:
    known, bare = HONORIFICS.content, token.translate(_MARKS)
    if bare in known.capital_credentials:
        return doubtful or len(bare) > 2
    if bare.upper() in known.capital_credentials:
        return False
    return bare.lower() in known.credentials


def _is_behind(token: str) -> bool:
    known, word = HONORIFICS.content, plain(token)
    is_abbreviated = token.endswith(".") and token.count(".") == 1
    return word in known.titles_behind or (
        is_abbreviated and word in known.titles and not is_generation(token)
    )


def _may_be_behind(token: str) -> bool:
    """Whether a word is a title behind a name, or goes on with one."""
    goes_on = "." in token and plain(token) in HONORIFICS.content.title_continues
    return goes_on or _is_behind(token)


def is_former(token: str) -> bool:
    """Whether a word announces a former name: née, geb."""
    return plain(token) in HONORIFICS.content.former


def are_pronouns(text: str) -> bool:
    """Whether the text is only pronouns: she/her, They / Them, er/ihm."""
    known = HONORIFICS.content
    lowered = text.lower().strip(" .")
    parts = frozenset(_SLASHED.split(lowered)) - {""}
    if not parts or not parts <= known.pronouns:
        return False
    return "/" in text or not known.pronouns_alone.isdisjoint(parts)


def all_after(tokens: Sequence[str]) -> bool:
    """Whether all of the words are such as follow a name."""
    each = (is_generation(token) or is_credential(token) for token in tokens)
    return bool(tokens) and all(each)
