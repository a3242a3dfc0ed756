"""A name, an address or an id that is nobody's any more → who that was, and since when
they are gone.
"""

from __future__ import annotations

from collections.abc import Mapping

from netmerge.book.store import Store
from netmerge.errors import MatchError
from netmerge.text.folding import fold

_GONE = (
    "SELECT contact_id, full_name, given_name, family_name, lower(emails), "
    "(SELECT date(at) FROM events WHERE id = members.until) "
    "FROM members JOIN versions ON version_id = versions.id WHERE contact_id NOT IN "
    "(SELECT contact_id FROM members WHERE until IS NULL) ORDER BY members.until DESC"
)
"""The entries of contacts of whom no entry counts any more, the last first."""


def departed(store: Store, text: str, ids: Mapping[str, str]) -> MatchError | None:
    """That a text speaks of somebody who is gone; None where it speaks of nobody who
    was ever there. `ids` leads from an id that was given up to the one that took it.
    """
    wanted = ids.get(text.strip(), text.strip())
    name, address = fold(wanted), f'"{wanted.lower()}"'
    for contact, whole, given, family, emails, day in store.rows(_GONE):
        called = whole or " ".join(filter(None, (given, family)))
        is_named = bool(name) and fold(called) == name
        has_address = "@" in wanted and address in (emails or "")
        if contact == wanted or is_named or has_address:
            who = called or contact
            problem = f"{text!r} was {who} ({contact}), who is gone since {day}."
            hint = "No export that counts holds them; one that does brings them back."
            return MatchError(problem, hint)
    return None
