"""What no column holds, and values that lost → one JSON object a contact."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from netmerge.columns.ragged import scatter
from netmerge.merging.members import Members
from netmerge.merging.values import Values
from netmerge.text.objects import json_object


def extra(members: Members, leftovers: Mapping[str, Values]) -> pa.Array:
    """The `extra` column: the records' own, and under the name of
    its field each value that found no other place.

    A key with several distinct values has a list, in the order of
    the members. What one record alone has to say is passed on as it
    stands.
    """
    own = members.values(members.raw("extra"))
    left = {name: values for name, values in sorted(leftovers.items()) if len(values)}
    contested = np.bincount(own.contact, minlength=members.contacts) > 1
    for values in left.values():
        contested[values.contact] = True
    merged = {int(number): _Object() for number in np.flatnonzero(contested)}
    written = own.where(contested[own.contact])
    for number, text in written.pairs():
        merged[number].add_all(json_object(text, "extra").items())
    for name, values in left.items():
        for number, text in values.pairs():
            merged[number].add_all([(name, text)])
    alone = own.where(~contested[own.contact])
    together = np.fromiter(merged, dtype=np.int64, count=len(merged))
    objects = pa.array([item.text() for item in merged.values()], pa.string())
    numbers = np.concatenate([alone.contact, together])
    texts = pa.concat_arrays([alone.text, objects])
    return scatter(texts, numbers, members.contacts)


class _Object:
    """A JSON object that gathers the distinct values of each key."""

    def __init__(self) -> None:
        self.values: dict[str, list[Any]] = {}

    def add_all(self, items: Iterable[tuple[str, Any]]) -> None:
        """Add values; a list is taken value by value."""
        for key, value in items:
            known = self.values.setdefault(key, [])
            told = value if isinstance(value, list) else [value]
            known.extend(one for one in told if one not in known)

    def text(self) -> str:
        """The object as JSON: a single value bare, several as a
        list.
        """
        plain = {key: told[0] if len(told) == 1 else told for key, told in self.values.items()}
        return json.dumps(plain, sort_keys=True, ensure_ascii=False)
