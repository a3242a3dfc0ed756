"""Properties without a column → the `extra` of a record, which a writer can write
back.

The key is the property's head as it stood, `NAME;TYPE=work;PARAM=value`, the
value its text. A group's label becomes a parameter, X-ABLABEL, since labels of
several merged cards would clash by their group names.
"""

from __future__ import annotations

import binascii
import json
from collections import Counter

from netmerge.importers.programs.vcard.tokens import Card
from netmerge.vcard import values
from netmerge.vcard.charsets import Charsets
from netmerge.vcard.heads import Head, Property, quote
from netmerge.vcard.labels import as_label

_SILENT = frozenset({"VALUE", "PREF", "ALTID", "PID", "INDEX", "CONTEXT", "X-APPLE-OMIT-YEAR"})
"""Parameters that say how a value is written and not what it is."""


class Extra:
    """The `extra` of one card, and the labels of its groups."""

    def __init__(self, card: Card, charsets: Charsets) -> None:
        self._charsets = charsets
        self._found: dict[str, list[str]] = {"unreadable": card.strays} if card.strays else {}
        self._labels: dict[str, str] = {}
        self._members: Counter[str] = Counter()
        for property_ in card.properties:
            head = property_.head
            if head.group and head.name == "X-ABLABEL":
                self._labels[head.group] = as_label(values.text(property_, charsets))
            elif head.group:
                self._members[head.group] += 1

    def label(self, head: Head) -> str:
        """The label (X-ABLabel) of the group that a property is in; "" if it has
        none.
        """
        return self._labels.get(head.group, "") if head.group else ""

    def labels_nothing(self, head: Head) -> bool:
        """Whether a label stands alone in its group."""
        return not self._members[head.group]

    def keep(self, property_: Property) -> None:
        """Keep a property that has no column of its own."""
        head = property_.head
        if head.encoding == "B" and (data := values.binary(property_)):
            packed = binascii.b2a_base64(data, newline=False).decode("ascii")
            self.keep_text(head, packed, ("ENCODING", "b"))
        elif head.name.startswith("X-"):
            self.keep_text(head, values.raw_text(property_, self._charsets))
        else:
            self.keep_text(head, values.text(property_, self._charsets))

    def keep_rest(self, property_: Property, types_told: bool = False) -> None:
        """Keep a property beside its column if it says more than the column can
        tell.

        `types_told` is for columns with a parallel column of types and labels.
        """
        head = property_.head
        if not head.types and not head.params and not head.group:
            return
        more = any(name not in _SILENT for name, _ in head.params)
        if not types_told:
            more = more or bool(set(head.types) - {"pref"} or self.label(head))
        if more:
            self.keep(property_)

    def keep_text(self, head: Head, value: str, *params: tuple[str, str]) -> None:
        """Keep a text under a property's head, with further parameters."""
        if value:
            plain = not (head.group or head.types or head.params or params)
            self.add(head.name if plain else self._key(head, params), value)

    def add(self, key: str, value: str) -> None:
        """Keep a text under a key."""
        self._found.setdefault(key, []).append(value)

    def json(self) -> str | None:
        """The JSON object of schema.RECORDS: each key with its text, or the
        list of its texts.
        """
        if not self._found:
            return None
        flat = {key: found[0] if len(found) == 1 else found for key, found in self._found.items()}
        return json.dumps(flat, ensure_ascii=False, sort_keys=True)

    def _key(self, head: Head, more: tuple[tuple[str, str], ...]) -> str:
        """The head as it stood; a group of one property needs no name."""
        params = [("TYPE", ",".join(head.types))] if head.types else []
        params += [(name, value) for name, value in head.params if name != "VALUE"]
        params += more
        if label := self.label(head):
            params.append(("X-ABLABEL", label))
        group = f"{head.group}." if self._members[head.group] > 1 else ""
        written = (f";{name}={quote(value)}" for name, value in params)
        return group + head.name + "".join(written)
