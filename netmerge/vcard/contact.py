"""A row of CONTACTS → its texts, and `extra` taken apart, as a card's writer
wants them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any, NamedTuple

from netmerge.text.objects import json_object
from netmerge.vcard.heads import Head
from netmerge.vcard.labels import as_label, one_word, parted_label
from netmerge.vcard.lines import clean, writable


class Beyond(NamedTuple):
    """A text of `extra`: its key, the head that the key is (None if it is none),
    and the text.
    """

    key: str
    head: Head | None
    text: str


class Contact:
    """One contact to write."""

    def __init__(self, row: Mapping[str, Any]) -> None:
        self.row = row

    def text(self, column: str) -> str:
        """The column's text in the form in which it is read back, "" if there is
        none.
        """
        return clean(self.row[column] or "")

    def texts(self, column: str) -> list[str]:
        """The texts of a list column, each once."""
        return _distinct(text for text in self.row[column] or () if text)

    def values(self, column: str) -> list[str]:
        """The values of a column of any kind as texts, each once."""
        value = self.row[column]
        given = value if isinstance(value, list) else [value]
        return _distinct(str(one) for one in given if one)

    def newest(self, column: str) -> list[str]:
        """The value of a column that each run finds anew.

        Where it found none, what an earlier card said, which is in `extra`
        under the column's name.
        """
        return self.values(column) or _distinct(self.extra.get(column, []))

    @cached_property
    def extra(self) -> dict[str, list[str]]:
        """The texts under each key of `extra`; what is no text, as JSON."""
        found = json_object(self.row["extra"], "extra")
        return {key: _as_texts(value) for key, value in found.items()}

    @cached_property
    def beyond(self) -> list[Beyond]:
        """The texts of `extra` with the heads that their keys are.

        The name of a group of one is left out.
        """
        return list(self._beyond())

    def parted_labels(self, name: str) -> dict[str, str]:
        """Labels as written whose commas and semicolons the types of a column
        have not, by what those have.
        """
        heads = (one.head for one in self.beyond if one.head and one.head.name == name)
        labels = (as_label(head.param("X-ABLABEL") or "") for head in heads)
        return {one_word(label).casefold(): label for label in labels if parted_label(label)}

    def _beyond(self) -> Iterator[Beyond]:
        heads = {key: writable(key) for key in self.extra}
        members = Counter(head.group for head in heads.values() if head)
        for key, head in heads.items():
            if head and head.group and members[head.group] == 1:
                alone = key.removeprefix(f"{head.group}.")
                yield from (
                    Beyond(alone, replace(head, group=""), text) for text in self.extra[key]
                )
            else:
                yield from (Beyond(key, head, text) for text in self.extra[key])


def _distinct(texts: Iterable[str]) -> list[str]:
    """Texts in the form in which they are read back, each once."""
    cleaned = dict.fromkeys(map(clean, texts))
    return [text for text in cleaned if text]


def _as_texts(value: Any) -> list[str]:
    """The texts of a key of `extra`: what is no text, as JSON."""
    found = value if isinstance(value, list) else [value]
    return [_as_text(one) for one in found]


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
