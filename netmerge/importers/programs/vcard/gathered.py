"""What the properties of one card say, value by value → the columns of its
record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import itemgetter
from typing import Any

from netmerge.importers.programs.vcard.extra import Extra
from netmerge.importers.programs.vcard.tokens import Card
from netmerge.importers.tables.organisations import ORGANISATION, PERSON, is_organisation
from netmerge.vcard import values
from netmerge.vcard.charsets import Charsets
from netmerge.vcard.heads import Head, Property
from netmerge.vcard.labels import TYPES, one_word

UNRANKED = 101
"""The rank of what no PREF speaks of: 4.0's own are 1 to 100, the preferred one
1.
"""
_RANK = itemgetter(0)
IN_ORDER = ("prefix", "given_name", "middle_name", "family_name", "suffix")
_PARTS = ("family_name", "given_name", "middle_name")
_INITIAL = re.compile(r"[0-9 ().,#+-]*+[A-Za-z]?[0-9 ().,#+-]*+")


class Gathered:
    """The columns of one record, as far as they are known; `finish` puts them
    together.

    `fields` are columns of one value, `lists` those of several, each once.
    E-mails, phones, addresses and organisations wait with their rank until the
    last of them is seen.
    """

    def __init__(self, card: Card, charsets: Charsets) -> None:
        self.charsets = charsets
        self.version = card.version
        self.extra = Extra(card, charsets)
        self.fields: dict[str, Any] = {}
        self.lists: dict[str, dict[str, None]] = {}
        self.emails: list[tuple[int, str, str]] = []
        self.phones: list[tuple[int, str, str]] = []
        self.addresses: list[tuple[int, dict[str, str | None]]] = []
        self.organisations: list[tuple[int, str, str]] = []
        self.own_department = ""
        self.phonetic: dict[str, str] = {}
        self.nicknames: dict[str, None] = {}
        self.further_names: list[str] = []
        self.is_company = False
        self.is_nameless = False
        self.name_rank = UNRANKED + 1

    def text(self, property_: Property) -> str:
        """The value as one text."""
        return values.text(property_, self.charsets)

    def components(self, property_: Property) -> list[str]:
        """The components of a value, each as one text."""
        components = values.components(property_, self.charsets)
        return [values.plain(component) for component in components]

    def types(self, head: Head) -> str:
        """TYPE parameters and the label, joined by a comma; 4.0's PREF=1 is
        `pref`.
        """
        label = self.extra.label(head)
        if not label and not head.params:
            return ",".join(head.types)
        words = list(head.types)
        if head.param("PREF") == "1" and "pref" not in words:
            words.append("pref")
        told = [part.strip().lower() for part in label.split(";")]
        if len(told) > 1 and TYPES.issuperset(told):  # some programs write types there: WORK;VOICE
            words += [word for word in told if word not in words]
        elif label and label not in words:
            words.append(one_word(label))
        return ",".join(words)

    def listed(self, property_: Property) -> list[str]:
        """The texts of a value that lists several."""
        found = values.listed(property_, self.charsets)
        return [
            one for text in found for one in map(str.strip, text.split(values.KDE_BREAK)) if one
        ]

    def keep(self, property_: Property) -> None:
        """Keep a property that has no column, or whose column is taken."""
        self.extra.keep(property_)

    def set(self, column: str, property_: Property, value: str) -> None:
        """Fill a column that takes one text; a second, different text is kept in
        extra.
        """
        if not value:
            return
        if self.fields.setdefault(column, value) == value:
            self.extra.keep_rest(property_)
        else:
            self.extra.keep_text(property_.head, value)

    def add(self, column: str, value: str) -> None:
        """Append to a column that takes several texts, each once."""
        self.lists.setdefault(column, {})[value] = None

    def finish(self) -> dict[str, Any]:
        """All columns that have a value."""
        fields = self.fields
        self._finish_names()
        fields.update((column, list(texts)) for column, texts in self.lists.items())
        if self.emails:
            fields["emails"], fields["email_types"] = _best_first(self.emails)
        if self.phones:
            fields["phones"], fields["phone_types"] = _best_first(self.phones)
        if self.organisations:
            self._finish_organisations()
        if self.own_department and not fields.get("department"):
            fields["department"] = self.own_department
        elif self.own_department:
            self.extra.add("X-DEPARTMENT", self.own_department)
        if self.addresses:
            self._finish_addresses()
        if self.phonetic and "phonetic_name" not in fields:
            parts = ("FIRST", "MIDDLE", "LAST")
            fields["phonetic_name"] = _words(
                self.phonetic.get(f"X-PHONETIC-{part}-NAME") for part in parts
            )
        fields["kind"] = self._kind()
        if self.is_nameless:
            fields.pop("full_name", None)
        elif "full_name" not in fields and (name := self._name() or self._company_name()):
            fields["full_name"] = name
        fields["extra"] = self.extra.json()
        return fields

    def _finish_names(self) -> None:
        """Nicknames in one text; a further N is another name if no FN says it."""
        if self.nicknames:
            self.fields["nickname"] = ", ".join(self.nicknames)
        self._drop_initials()
        if not self.further_names:
            return
        told = [self.fields.get("full_name", ""), self._name(), *self.lists.get("other_names", ())]
        known = set(map(_letters, told))
        for name in self.further_names:
            if name and _letters(name) not in known:
                self.add("other_names", name)

    def _drop_initials(self) -> None:
        """Keep an N of digits and initials beside the whole name in FN, which it
        would spoil.
        """
        fields = self.fields
        if not _INITIAL.fullmatch(fields.get("family_name", "")):  # nearly all of them
            return
        parts = [fields.get(column, "") for column in _PARTS]
        words = fields.get("full_name", "").split()
        is_whole = len(words) > 1 and all(len(word) > 2 and word.isalpha() for word in words)
        if is_whole and any(parts) and all(map(_INITIAL.fullmatch, parts)):
            for column in _PARTS:
                fields.pop(column, None)
            self.extra.add("N", ";".join(parts))

    def _finish_organisations(self) -> None:
        best, *others = sorted(self.organisations, key=_RANK)
        _, company, units = best
        self.fields["company"] = company or None
        self.fields["department"] = units or None
        for _, company, units in others:
            self.fields.setdefault("other_companies", []).append(company)
            if units:
                self.extra.add("ORG", f"{company};{units}")

    def _finish_addresses(self) -> None:
        ranked = sorted(self.addresses, key=_RANK)
        best, *others = (address for _, address in ranked)
        self.fields["address_type"] = best.pop("type")
        self.fields.update(best)
        self.fields["other_addresses"] = others or None

    def _name(self) -> str:
        return _words(self.fields.get(part) for part in IN_ORDER)

    def _company_name(self) -> str:
        company = self.fields.get("company") or ""
        return company if self.fields["kind"] == ORGANISATION else ""

    def _kind(self) -> str:
        fields = self.fields
        if "kind" in fields:
            return str(fields["kind"])
        if self.is_nameless and not self.is_company:
            return PERSON
        names = (self._name(), fields.get("full_name", ""))
        company, emails = fields.get("company") or "", fields.get("emails") or ()
        is_company = self.is_company or is_organisation(names, company, emails)
        return ORGANISATION if is_company else PERSON


def _letters(name: str) -> str:
    """What a name is written with, in whatever order its parts stand."""
    return "".join(sorted(name.casefold().replace(" ", "")))


def _words(texts: Iterable[str | None]) -> str:
    return " ".join(filter(None, texts))


def _best_first(found: list[tuple[int, str, str]]) -> tuple[list[str], list[str | None]]:
    """Values with their types, each once, by their rank and then as they stand."""
    if len(found) > 1:
        found = sorted(dict.fromkeys(found), key=_RANK)
    return [value for _, value, _ in found], [types or None for _, _, types in found]
