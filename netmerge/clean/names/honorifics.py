"""Words around a name in; whether each is a title, generation, credential or pronoun out
(words/honorifics.toml).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from netmerge.words import GENERATIONS, HONORIFICS

_MARKS = str.maketrans("", "", ".'’,;®™")
_SLASHED = re.compile(r"[\s/,|&+]+")


def plain(token: str) -> str:
    """A word as the data file has it: lower case, full stops and apostrophes gone."""
    return token.translate(_MARKS).lower()


def is_title(token: str, previous: str | None = None) -> bool:
    """Whether a word before a name is a title, or goes on with the one before it (Dr. rer. nat.)."""
    word = plain(token)
    if previous is not None and word in HONORIFICS.content.title_continues and "." in token:
        return True
    if word not in HONORIFICS.content.titles:
        return False
    return "." in token or word not in HONORIFICS.content.dotted_titles


def is_generation(token: str) -> bool:
    """Whether a word after a name says which of several people of that name: Jr., III."""
    word = plain(token)
    return word in GENERATIONS.content.every and (token.isupper() or not word.startswith("i"))


def is_credential(token: str, doubtful: bool = True) -> bool:
    """Whether a word after a name is a degree or certificate; `doubtful` allows MA, DO … that may
    be surnames too.
    """
    parts = [part for part in _SLASHED.split(token) if part]
    return bool(parts) and all(_is_one_credential(part, doubtful) for part in parts)


def _is_one_credential(token: str, doubtful: bool) -> bool:
    bare = token.translate(_MARKS)
    if bare in HONORIFICS.content.capital_credentials:
        return doubtful or len(bare) > 2
    in_list = bare.lower() in HONORIFICS.content.credentials
    return in_list and bare.upper() not in HONORIFICS.content.capital_credentials


def is_former(token: str) -> bool:
    """Whether a word announces a former name: née, geb."""
    return plain(token) in HONORIFICS.content.former


def are_pronouns(text: str) -> bool:
    """Whether the text is only pronouns: she/her, They / Them, er/ihm."""
    parts = [part for part in _SLASHED.split(text.lower().strip(" .")) if part]
    if not parts or not all(part in HONORIFICS.content.pronouns for part in parts):
        return False
    return "/" in text or not HONORIFICS.content.pronouns_alone.isdisjoint(parts)


def all_after(tokens: Sequence[str]) -> bool:
    """Whether all of the words are such as follow a name."""
    return bool(tokens) and all(is_generation(token) or is_credential(token) for token in tokens)
