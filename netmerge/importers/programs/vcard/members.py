"""Records of one file → the same records, the names of their groups among their
categories.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

_MEMBERS = ("MEMBER", "X-ADDRESSBOOKSERVER-MEMBER")


def add_groups(records: pa.Table) -> pa.Table:
    """Give each member of a group card (KIND:group) the group's name as a
    category.

    Groups name their members by UID (`urn:uuid:…`) or by e-mail address
    (`mailto:…`), Evolution's lists as their own addresses. The group's own
    record stays.
    """
    groups = _groups(records)
    if not groups:
        return records
    categories = records["categories"].to_pylist()
    identities = zip(records["uid"].to_pylist(), records["emails"].to_pylist(), strict=True)
    for row, (uid, emails) in enumerate(identities):
        keys = [_key(identity) for identity in (uid, *(emails or ())) if identity]
        names = dict.fromkeys(name for key in keys for name in groups.get(key, ()))
        if names:
            categories[row] = list(dict.fromkeys([*(categories[row] or ()), *names]))
    place = records.schema.get_field_index("categories")
    column = pa.array(categories, records.schema.field(place).type)
    return records.set_column(place, "categories", column)


def _groups(records: pa.Table) -> dict[str, list[str]]:
    """Names of the groups that each member, known by its UID or address,
    belongs to.
    """
    found: dict[str, list[str]] = {}
    is_group = pc.equal(records["kind"], "group")
    groups = records.filter(is_group).select(["full_name", "emails", "extra"])
    for group in groups.to_pylist():
        name = group["full_name"]
        extra = json.loads(group["extra"] or "{}")
        for member in (*(group["emails"] or ()), *_members(extra)):
            if name:
                found.setdefault(_key(member), []).append(name)
    return found


def _members(extra: dict[str, str | list[str]]) -> Iterator[str]:
    """UIDs and addresses of the members of a group card."""
    for head, members in extra.items():
        if head.partition(";")[0] in _MEMBERS:
            yield from members if isinstance(members, list) else [members]


def _key(identity: str) -> str:
    """A UID or an address, without what says which of them it is."""
    bare = identity.strip().lower()
    return bare.removeprefix("urn:uuid:").removeprefix("mailto:")
