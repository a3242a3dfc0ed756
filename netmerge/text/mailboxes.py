"""Mailboxes (what stands before an @) → whether they are a function's (info), or a
household's (familie.bos).
"""

from __future__ import annotations

import re
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from netmerge.text.folding import fold, fold_words
from netmerge.words import HOUSEHOLDS, ROLE_MAILBOXES

_SIGNS = "[^a-z0-9]"

_PLAIN = 6
"""Letters of a word for a household that is known without a sign beside it: familybos,
bosfamily.
"""


def are_roles(mailboxes: pa.Array) -> pa.BooleanArray:
    """Which of these (in lower case) say nothing about whose the address is."""
    plain = pc.replace_substring_regex(mailboxes, _SIGNS, "")
    return pc.is_in(plain, pa.array(sorted(ROLE_MAILBOXES.content.every)))


def are_households(mailboxes: pa.Array) -> pa.BooleanArray:
    """Which of these (in lower case) are a family's: familie.bos, bosfamily."""
    return pc.match_substring_regex(mailboxes, _household())


@cache
def _household() -> str:
    """A pattern of a word for a household at the beginning or the end of a mailbox."""
    words = sorted(word for word in fold_words(HOUSEHOLDS.content.words) if word.isascii())
    any_word = "|".join(words)
    plain = "|".join(word for word in words if len(word) >= _PLAIN)
    return rf"^(?:{any_word})[._+-]|[._+-](?:{any_word})[0-9]*$|^(?:{plain})|(?:{plain})[0-9]*$"


def is_of_organisation(mailbox: str) -> bool:
    """Whether this is a function's for certain, and nobody's own."""
    return re.sub(_SIGNS, "", fold(mailbox)) in ROLE_MAILBOXES.content.roles
