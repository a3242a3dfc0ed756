"""Records of files → the same records, the names of the groups of their file among
their categories.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

_MEMBERS = ("MEMBER", "X-ADDRESSBOOKSERVER-MEMBER")
_Identity = tuple[str, str | None, str]


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
    known_by = (records[name].to_pylist() for name in ("file", "member", "uid", "emails"))
    for row, (file, member, uid, emails) in enumerate(zip(*known_by, strict=True)):
        told = (identity for identity in (uid, *(emails or ())) if identity)
        keys = [(file, member, _key(identity)) for identity in told]
        names = dict.fromkeys(name for key in keys for name in groups.get(key, ()))
        if names:
            categories[row] = list(dict.fromkeys([*(categories[row] or ()), *names]))
    place = records.schema.get_field_index("categories")
    column = pa.array(categories, records.schema.field(place).type)
    return records.set_column(place, "categories", column)


def _groups(records: pa.Table) -> dict[_Identity, list[str]]:
    """Names of the groups that each member, known by its file and its UID or
    address, belongs to.
    """
    found: dict[_Identity, list[str]] = {}
    is_group = pc.equal(records["kind"], "group")
    groups = records.filter(is_group).select(["file", "member", "full_name", "emails", "extra"])
    for group in groups.to_pylist():
        name = group["full_name"]
        extra = json.loads(group["extra"] or "{}")
        for member in (*(group["emails"] or ()), *_members(extra)):
            if name:
                identity = group["file"], group["member"], _key(member)
                found.setdefault(identity, []).append(name)
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
