"""Mailboxes (what stands before an @) → whether they are a function's: info."""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from netmerge.text.folding import fold
from netmerge.words import ROLE_MAILBOXES

_SIGNS = "[^a-z0-9]"


def are_roles(mailboxes: pa.Array) -> pa.BooleanArray:
    """Which of these (in lower case) say nothing about whose the address is."""
    plain = pc.replace_substring_regex(mailboxes, _SIGNS, "")
    return pc.is_in(plain, pa.array(sorted(ROLE_MAILBOXES.content.every)))


def is_of_organisation(mailbox: str) -> bool:
    """Whether this is a function's for certain, and nobody's own."""
    return re.sub(_SIGNS, "", fold(mailbox)) in ROLE_MAILBOXES.content.roles
