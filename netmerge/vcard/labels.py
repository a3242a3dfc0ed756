"""Words for the type of an address or number ⇄ parameters and labels."""

from __future__ import annotations

import re

from netmerge.text.folding import squeeze
from netmerge.vcard.values import tidy

TYPES = frozenset(
    {"home", "work", "cell", "fax", "pager", "pref", "voice", "main", "other", "internet"}
    | {"iphone", "msg", "video", "car", "isdn", "pcs", "text"}
)
"""Types of e-mail addresses and telephone numbers; any other word is a label."""
PLACES = frozenset({"home", "work", "pref", "other", "postal", "parcel", "dom", "intl"})
"""Types of postal addresses."""
_RELATIONS = (
    *("assistant", "brother", "child", "father", "friend", "manager"),
    *("mother", "other", "parent", "partner", "sister", "spouse"),
)
_OWN_WORDS = {
    "anniversary": "Anniversary",
    "home": "Home",
    "homepage": "HomePage",
    "work": "Work",
} | {relation: relation.capitalize() for relation in _RELATIONS}
"""Labels that Apple translates, as read and as Apple writes them between `_$!<`
and `>!$_`.
"""
_OWN_WORD = re.compile(r"_\$!<(.{0,100})>!\$_")
_BETWEEN = re.compile(r"[,;]")


def as_label(value: str) -> str:
    """What an X-ABLabel says: `_$!<Home>!$_` is Apple's word for home, anything
    else the user's.
    """
    while built_in := _OWN_WORD.fullmatch(value):
        value = built_in[1].lower()
    return value


def parted_label(label: str) -> bool:
    """Whether a label holds what parts the types of a column, and so is none of
    them.
    """
    return bool(_BETWEEN.search(label)) and not TYPES.issuperset(
        part.strip().lower() for part in _BETWEEN.split(label)
    )


def one_word(label: str) -> str:
    """A label as one of the types in a column: without commas and semicolons."""
    return squeeze(_BETWEEN.sub(" ", label))


def label_text(label: str) -> str:
    """A label as X-ABLabel has it, not yet escaped."""
    known = _OWN_WORDS.get(label)
    return f"_$!<{known}>!$_" if known else label


def type_words(words: str | None, known: frozenset[str], is_best: bool) -> tuple[str, str]:
    """Types as parameters, and what is no type of vCard's as a label.

    Only the best value of a card is `pref`: of several a telephone would take
    any.
    """
    parts = map(tidy, _BETWEEN.split(words or ""))
    given = dict.fromkeys(" ".join(part.split()) for part in parts)
    types = dict.fromkeys(word.upper() for word in given if word.lower() in known)
    if not is_best:
        types.pop("PREF", None)
    label = " ".join(word for word in given if word and word.lower() not in known)
    return "".join(f";TYPE={word}" for word in types), as_label(label)
