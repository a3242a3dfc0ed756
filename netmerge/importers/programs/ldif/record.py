"""One entry of LDIF → the columns of its record that have a value."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from netmerge.data import TomlFile
from netmerge.importers.programs.ldif.entries import Entry
from netmerge.importers.tables.organisations import ORGANISATION, PERSON, is_organisation
from netmerge.schema import ADDRESS_PARTS
from netmerge.text.dates import parse_partial
from netmerge.vcard.values import date

_SINGLE = (
    *("given_name", "family_name", "middle_name", "prefix", "suffix"),
    *("nickname", "department", "uid"),
)
_REACH = (
    *("full_name", "given_name", "family_name", "nickname", "company"),
    *("emails", "phones", "urls", "handles", "street"),
)
"""An entry without any of these is empty."""
_ADDRESS_KINDS = ("smtp:", "mailto:")
"""What Active Directory writes before an address that mail goes to."""


@dataclass(frozen=True)
class Left:
    """Attributes that are not kept."""

    silent: frozenset[str]


@dataclass(frozen=True)
class Attributes:
    """All of attributes.toml: attributes by field, classes of entries by kind."""

    fields: dict[str, frozenset[str]]
    fields_of_address: dict[str, frozenset[str]]
    kinds: dict[str, frozenset[str]]
    left: Left


ATTRIBUTES = TomlFile("importers/programs/ldif/data/attributes.toml", Attributes)


def record(entry: Entry) -> dict[str, Any]:
    """The record of one entry: columns of RECORDS; `photo` is bytes, `extra`
    JSON.
    """
    held: dict[str, list[tuple[str, str]]] = {}
    extra: dict[str, list[str]] = {"dn": [entry.dn]}
    for name, values in entry.values.items():
        field = _fields().get(name)
        if field:
            held.setdefault(field, []).extend((name, value) for value in values)
        elif name not in ATTRIBUTES.content.left.silent:
            extra[name] = values
    row = _Row(held, extra)
    kind = _kind(entry)
    row.read()
    if entry.pictures:
        row.columns["photo"] = max(entry.pictures, key=len)
    row.columns["kind"] = kind or row.kind()
    row.columns["status"] = "read" if any(map(row.columns.get, _REACH)) else "empty"
    flat = {key: told[0] if len(told) == 1 else told for key, told in row.extra.items()}
    row.columns["extra"] = json.dumps(flat, ensure_ascii=False, sort_keys=True)
    return row.columns


def members(entry: Entry) -> Iterator[str]:
    """The names of the entries that a group holds."""
    for name, field in _fields().items():
        if field == "member":
            yield from entry.texts(name)


def _kind(entry: Entry) -> str | None:
    """What an entry is by its classes; None for a person, or what may be one."""
    classes = {name.lower() for name in entry.texts("objectclass")}
    found = (kind for kind, names in ATTRIBUTES.content.kinds.items() if classes & names)
    is_person = classes & {"person", "inetorgperson", "organizationalperson", "user", "contact"}
    is_machine = "computer" in classes
    return None if is_person and not is_machine else next(found, None)


@cache
def _fields() -> dict[str, str]:
    """The field of each attribute that has one."""
    content = ATTRIBUTES.content
    every = content.fields | content.fields_of_address
    return {name: field for field, names in every.items() for name in names}


class _Row:
    """The columns of one record in the making, and what has none."""

    def __init__(self, held: dict[str, list[tuple[str, str]]], extra: dict[str, list[str]]) -> None:
        self._held = held
        self.extra = extra
        self.columns: dict[str, Any] = {}

    def read(self) -> None:
        """Fill the columns."""
        self._names()
        self._work()
        self._reach()
        self._addresses()
        self._days()
        if notes := self._values("note"):
            self.columns["notes"] = notes
        for name, value in self._held.get("photo", ()):  # an address: nothing is fetched
            self._keep(name, value)
        for name, value in self._held.get("member", ()):
            self._keep(name, value)

    def kind(self) -> str:
        """Person or organisation, by names, company and first e-mail."""
        given = self.columns
        names = (given.get("full_name", ""), given.get("given_name", ""))
        emails = given.get("emails") or []
        return ORGANISATION if is_organisation(names, given.get("company", ""), emails) else PERSON

    def _values(self, field: str) -> list[str]:
        """The distinct values of a field."""
        return list(dict.fromkeys(value for _, value in self._held.get(field, ())))

    def _keep(self, name: str, value: str) -> None:
        self.extra.setdefault(name, []).append(value)

    def _names(self) -> None:
        for column in _SINGLE:
            first = None
            for name, value in self._held.get(column, ()):
                first = first or value
                if value != first:
                    self._keep(name, value)
            if first:
                self.columns[column] = first
        if names := self._values("full_name"):
            self.columns["full_name"] = names[0]
            self.columns["other_names"] = names[1:] or None

    def _work(self) -> None:
        for field, others in (("company", "other_companies"), ("title", "other_titles")):
            if values := self._values(field):
                self.columns[field] = values[0]
                self.columns[others] = values[1:] or None

    def _reach(self) -> None:
        emails: dict[str, None] = {}
        for name, value in self._held.get("email", ()):
            address = _address(value)
            if "@" in address or name != "proxyaddresses":
                emails[address] = None
            else:
                self._keep(name, value)
        phones: dict[str, str] = {}
        for field, values in self._held.items():
            if field.startswith("phone:"):
                for _, value in values:
                    phones.setdefault(value, field.removeprefix("phone:"))
            elif field.startswith("handle:"):
                service = field.removeprefix("handle:")
                accounts = [f"{service}:{value}" for _, value in values]
                self.columns.setdefault("handles", []).extend(accounts)
        # What stands behind the address of a labeledURI is its label.
        urls = list(dict.fromkeys(value.split()[0] for value in self._values("url")))
        self.columns["emails"], self.columns["urls"] = list(emails) or None, urls or None
        if emails:
            self.columns["email_types"] = [None] * len(emails)
        if phones:
            self.columns["phones"] = list(phones)
            self.columns["phone_types"] = list(phones.values())

    def _addresses(self) -> None:
        found = []
        for type_ in ("work", "home"):
            parts = {part: self._values(f"{type_} {part}") for part in (*ADDRESS_PARTS, "postal")}
            # RFC 4517: the lines of a postal address are parted by dollar signs.
            lines = [line.replace("$", ", ") for line in parts.pop("postal")]
            parts["street"] = parts["street"] or lines
            address = {part: ", ".join(values) or None for part, values in parts.items()}
            if any(address.values()):
                found.append(address | {"type": type_})
        if found:
            first, *others = found
            self.columns["address_type"] = first.pop("type")
            self.columns |= first
            self.columns["other_addresses"] = others or None

    def _days(self) -> None:
        parts = [(self._values(f"birth_{part}") or [""])[0] for part in ("year", "month", "day")]
        year, month, day = parts
        is_known = month.isdecimal() and day.isdecimal()
        whole = f"{year or '-'}-{month:0>2}-{day:0>2}" if is_known else year
        # Some write the whole day where Mozilla has that of the month.
        written = day if len(day) > 2 else ""
        for text in (*self._values("birthday"), whole, written):
            if text and (birthday := date(text) or _partial(text)):
                self.columns["birthday"] = birthday
                break
        else:
            for part in ("birthday", "birth_day", "birth_month", "birth_year"):
                for name, value in self._held.get(part, ()):
                    self._keep(name, value)
        for name, value in self._held.get("as_of", ()):
            changed = date(value[:8]) if value[:8].isdecimal() else None
            if changed and len(changed) == len("2026-11-01") and value.endswith("Z"):
                self.columns["as_of"] = changed
            elif value != "0Z":
                self._keep(name, value)


def _partial(text: str) -> str | None:
    parsed: str | None = parse_partial([text], birthdays=True).values[0].as_py()
    return parsed


def _address(value: str) -> str:
    """An e-mail address without what its directory writes before it."""
    for kind in _ADDRESS_KINDS:
        if value[: len(kind)].lower() == kind:
            return value[len(kind) :].strip()
    return value
