"""What parts of a list say → what all of it says, as keys that are the same in
every part; and what all of it says → what that is for a part.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import numpy as np

from netmerge.columns.coded import Coded, Listed
from netmerge.columns.hashes import of_texts
from netmerge.columns.numbers import look_up
from netmerge.columns.types import Ints, Texts
from netmerge.matching.attributes import Attributes, Occurrences
from netmerge.matching.frequencies import Counts, Frequencies, as_listed
from netmerge.matching.names import NumberedNames

Arrays = Mapping[str, Any]
"""NumPy arrays by name."""

_ONE_EACH = ("title", "birthday", "street", "city", "postcode", "profile")
_SEVERAL = ("emails", "phones", "organisations", "identifiers")
_OF_RECORDS = ("kind", "entry_id", "entry_file")
_OF_NAMES = ("sound", "initial", "initial_only", "known")

OF_THE_LIST = ("population", "declared", "turned_share", "entries")
"""The frequencies that are no value's and no record's."""

VALUES = {
    "names": ("given_share", "family_share", "bearers", "family_bearers"),
    "emails": ("email_count", "email_rarity", "email_several", "email_of_a_desk"),
    "email_local_part": ("email_local_share",),
    "phones": ("phone_count", "phone_rarity", "phone_shared", "mobile"),
    "organisations": ("organisation_count", "organisation_share"),
    "identifiers": ("identifier_count", "identifier_rarity"),
    "title": ("title_share",),
    "birthday": ("birthday_share",),
    "street": ("street_share",),
    "postcode": ("postcode_share",),
    "city": ("city_share",),
}
"""Fields of `Attributes`, with the frequencies that there are of their texts."""


def keys_of(said: Attributes) -> dict[str, Any]:
    """What a part of a list says, with a key (the hash of the text) for each value."""
    names = said.names
    found: dict[str, Any] = {name: getattr(said, name) for name in _OF_RECORDS}
    found |= {f"names.{name}": getattr(names, name) for name in _OF_NAMES}
    found |= {name: getattr(said, name).hashed() for name in _ONE_EACH}
    for name in _SEVERAL:
        found |= _entries(name, getattr(said, name))
    for name, column in said.columns.items():
        found |= _entries(f"columns.{name}", as_listed(column))
    emails = said.emails.codes
    return found | {
        "exclusive": np.where(said.exclusive >= 0, said.entry_file, -1),
        "generation": names.generations[0],
        "ordinal": names.generations[1],
        "given": look_up(names.hashed, names.given),
        "family": look_up(names.hashed, names.family),
        "names.keys": names.hashed,
        "names.groups": names.groups,
        "nicknames.rows": names.nicknames.rows,
        "nicknames.keys": names.hashed[names.nicknames.codes],
        "emails.local": look_up(said.email_local_part.hashed(), emails),
        "emails.domain": look_up(said.email_domain.hashed(), emails),
        "phone_cell": said.phone_cell,
        "phone_line": said.phone_line,
    }


def _entries(name: str, column: Listed) -> dict[str, Ints]:
    return {f"{name}.rows": column.rows, f"{name}.keys": of_texts(column.texts)[column.codes]}


def occurrences(parts: Sequence[Arrays], columns: Sequence[str]) -> Occurrences:
    """What a whole list says, from what its parts do, in their order.

    Its `texts` are the keys, ascending. `columns` are those that comparisons ask for.
    """
    whole = _Whole(parts)
    emails, local, domain = whole.addresses()
    exclusive = whole.one("exclusive")
    of_fields: dict[str, Any] = {name: whole.column(name) for name in _OF_RECORDS}
    of_fields |= {name: whole.one(name) for name in _ONE_EACH}
    of_fields |= {name: whole.several(name) for name in _SEVERAL if name != "emails"}
    return Occurrences(
        records=whole.records,
        exclusive=exclusive.codes,
        names=whole.names(),
        emails=emails,
        email_local_part=local,
        email_domain=domain,
        phone_cell=whole.column("phone_cell"),
        phone_line=whole.column("phone_line"),
        columns={name: whole.several(f"columns.{name}") for name in columns},
        **of_fields,
    )


class _Whole:
    """The parts, one column at a time."""

    def __init__(self, parts: Sequence[Arrays]) -> None:
        self.parts = parts
        sizes = [len(part["kind"]) for part in parts]
        self.starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        self.records = int(self.starts[-1])

    def column(self, name: str) -> Any:
        return np.concatenate([part[name] for part in self.parts])

    def rows(self, name: str) -> Ints:
        starts = self.starts[: len(self.parts)]
        each = zip(self.parts, starts, strict=True)
        return np.concatenate([part[f"{name}.rows"] + start for part, start in each])

    def one(self, name: str) -> Coded:
        return _coded(self.column(name))

    def several(self, name: str) -> Listed:
        coded = _coded(self.column(f"{name}.keys"))
        return Listed(self.rows(name), coded.codes, coded.texts)

    def addresses(self) -> tuple[Listed, Coded, Coded]:
        """The addresses, and of each its local part and its domain."""
        keys = self.column("emails.keys")
        known, first, codes = np.unique(keys, return_index=True, return_inverse=True)
        local, domain = (_coded(self.column(f"emails.{name}")[first]) for name in LOCAL_DOMAIN)
        return Listed(self.rows("emails"), codes, _as_texts(known)), local, domain

    def names(self) -> NumberedNames:
        keys, first = np.unique(self.column("names.keys"), return_index=True)

        def places(name: str) -> Ints:
            wanted = self.column(name)
            return np.where(wanted >= 0, np.searchsorted(keys, wanted), -1)

        nicknames = places("nicknames.keys")
        return NumberedNames(
            texts=_as_texts(keys),
            given=places("given"),
            family=places("family"),
            nicknames=Listed(self.rows("nicknames"), nicknames, _as_texts(keys)),
            generations=(self.column("generation"), self.column("ordinal")),
            hashed=keys,
            groups=self._groups()[first],
            **{name: self.column(f"names.{name}")[first] for name in _OF_NAMES},
        )

    def _groups(self) -> Ints:
        tables = [part["names.groups"] for part in self.parts]
        width = max(table.shape[1] for table in tables)
        wide = [
            np.pad(table, ((0, 0), (0, width - table.shape[1])), constant_values=-1)
            for table in tables
        ]
        return np.concatenate(wide)


LOCAL_DOMAIN = ("local", "domain")


def _coded(keys: Ints) -> Coded:
    """Keys, -1 for none, as codes of the distinct ones, which ascend."""
    held = keys >= 0
    codes = np.full(len(keys), -1, dtype=np.int64)
    known, codes[held] = np.unique(keys[held], return_inverse=True)
    return Coded(codes, _as_texts(known))


def _as_texts(keys: Ints) -> Texts:
    """Keys in the place of the texts that they stand for."""
    return cast("Texts", keys)


def common(said: Occurrences, counted: Frequencies) -> dict[str, Any]:
    """The frequencies of a list as arrays: by name, and the keys that they go by."""
    found = {name: np.asarray(getattr(counted, name)) for name in OF_THE_LIST}
    found["together"] = counted.together
    for field, names in VALUES.items():
        found[f"{field}.keys"] = getattr(said, field).texts
        found |= {name: getattr(counted, name) for name in names}
    for name, counts in counted.column_counts.items():
        found[f"columns.{name}.keys"] = said.columns[name].texts
        found[f"columns.{name}.of_values"] = counts.of_values
        found[f"columns.{name}.holders"] = np.asarray(counts.holders)
    return found


def of_part(said: Attributes, rows: Ints, all_: Arrays) -> Frequencies:
    """The frequencies that the values of some records have in the whole list.

    `rows` are the numbers of the records, `all_` is what `common` made.
    """
    values: dict[str, Any] = {}
    for field, names in VALUES.items():
        texts = getattr(said, field).texts
        hashed = said.names.hashed if field == "names" else of_texts(texts)
        known = all_[f"{field}.keys"]
        values |= {name: _looked_up(all_[name], known, hashed) for name in names}
    columns = {}
    for name, column in said.columns.items():
        known = all_[f"columns.{name}.keys"]
        of_values = _looked_up(all_[f"columns.{name}.of_values"], known, of_texts(column.texts))
        columns[name] = Counts(of_values, int(all_[f"columns.{name}.holders"]))
    return Frequencies(
        population=int(all_["population"]),
        declared=np.asarray(all_["declared"]),
        entries=np.asarray(all_["entries"]),
        turned_share=float(all_["turned_share"]),
        together=np.asarray(all_["together"][rows]),
        column_counts=columns,
        **values,
    )


def _looked_up(values: Any, known: Ints, keys: Ints) -> Any:
    """The values of some keys, where `known` has the keys of all, ascending; 0 for a
    text that no record has.
    """
    if not len(known):
        return np.zeros(len(keys), dtype=values.dtype)
    place = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    return np.where(known[place] == keys, values[place], values.dtype.type(0))
