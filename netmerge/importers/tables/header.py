"""The header of a contact table, in any of many languages → the field of each
column.

The aliases stand in aliases.toml. What a word means may hang on its neighbours
("Title" beside "Job Title" is what stands before the name; "Name" beside
"Vorname" is the family name): `map_columns` decides that for a whole header.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from netmerge.errors import SettingsError
from netmerge.importers.tables.aliases import ALIASES, PLURALS
from netmerge.schema import ADDRESS_PARTS
from netmerge.settings import Aliases

LONGEST = 200
"""Characters of a column's name that are looked at."""

_FEWEST = 2
"""Names of columns that make a header of what may be a row."""

_BRACKETED = re.compile(r"(\([^()]{1,40}\))\s?(.{1,60})")
"""What stands in brackets within a name: Address (Home) Street."""
_NUMBER = re.compile(r"\d{1,3}")
_LAST_NUMBER = re.compile(r"\d{1,3}\W{0,3}$")
_TYPED = frozenset({"email", "phone", "url", "email_label", "phone_label"})
OF_ADDRESS = frozenset({*ADDRESS_PARTS, "address", "house_number", "address_label"})
_PHONE_KINDS = frozenset({"cell", "fax", "pager", "main"})
_KEPT = frozenset({"", "-", "extra", "ignore"})
_ENGLISH = "en"
_LOOK_AFTER = frozenset({"person", "contact"})
_PLACE_IS_PHONE = frozenset({"it", "es"})
_AREA_IS_DEPARTMENT = frozenset({"es", "pt"})
NAMES = frozenset({"name", "full_name", "given_name", "family_name", "nickname", "file_as"})
REACH = frozenset({"email", "phone", "linkedin_url"})


@dataclass(frozen=True)
class Use:
    """What a column holds: a field of aliases.toml, the type of its values
    (home, work, cell …), and its numbers.

    `number` counts repeats of a field (Mobile2, E-mail 2 Address, Address 2 -
    Street) from 1; `line` is the number that ends a column's name, which in a
    postal address counts lines (Business Street 2), 0 if there is none.
    """

    field: str
    type: str = ""
    number: int = 1
    line: int = 0

    def __str__(self) -> str:
        return f"{self.field}:{self.type}" if self.type else self.field


def is_alias(name: str, own: Aliases = ()) -> bool:
    """Whether a column of this name is known to hold something of a contact."""
    return look_up(name, own) is not None


@lru_cache(maxsize=4096)
def look_up(name: str, own: Aliases = ()) -> Use | None:
    """What a column of this name holds, by itself; None if its name is not known.

    The user's `own` names outrank those of aliases.toml.
    """
    name = unicodedata.normalize("NFKC", name[:LONGEST])
    key = _key(name)
    found = None if key in _never() and key not in _aliases(own) else _find(key, 3, own)
    if found is None and "(" in name:
        found = _find(_key(_BRACKETED.sub(r"\2 \1", name)), 3, own)
    # "Attendee #" counts people and names none; "Customer number" is no telephone.
    is_count = "#" in name and found is not None and found.partition(":")[0] in NAMES
    if found is None or is_count or (found == "number" and key not in _aliases(own)):
        return None
    number = _NUMBER.search(name)
    last = _LAST_NUMBER.search(name)
    count = int(number.group()) if number and number.group() != "0" else 1
    line = count if last and last.start() == (number.start() if number else -1) else 0
    field, _, type_ = found.partition(":")
    if field in OF_ADDRESS and line:
        return Use(field, type_, 1, line)
    return Use(field, type_, count, line)


def map_columns(
    header: Sequence[str],
    given: Mapping[str, str] | None = None,
    known: Mapping[str, Use | None] | None = None,
    created_is_meeting: bool = False,
    own: Aliases = (),
) -> dict[str, Use | None]:
    """What each column of a header holds; None for a column that is kept in
    `extra`.

    `given` is the user's own word (column name to field, `FIELD:TYPE` for a
    type, `extra` for no field), which outranks all; `known` holds columns
    whose meaning a source fixes, `own` the user's names of columns.
    `created_is_meeting` is for scanned cards, where the day of entry is the
    day of meeting. Raises SettingsError for a field that does not exist.
    """
    wanted = {column_key(column): parse_field(field) for column, field in (given or {}).items()}
    short = _of_directory(header)
    uses: dict[str, Use | None] = {}
    for name in header:
        key = column_key(name)
        if key in wanted:
            use = wanted[key]
            uses[name] = replace(use, number=_count(use, uses)) if use else None
        else:
            uses[name] = known[name] if known and name in known else look_up(name, own)
            uses[name] = uses[name] or short.get(name)
    language = language_of(header)
    return _settle(_of_the_contact(uses, own), created_is_meeting, language)


def heads_people(cells: Sequence[str]) -> bool:
    """Whether a row of a table is the header of a table of people: most of its
    cells are names of columns, among them how to reach somebody or both parts of
    a name.
    """
    names = [cell for cell in cells if cell]
    if len(names) < _FEWEST or len(set(map(column_key, names))) < len(names):
        return False
    uses = [use for name in names if (use := look_up(name))]
    held = {use.field for use in uses}
    is_reached = bool(held & REACH and held & (NAMES | {"name"}))
    tells = is_reached or {"given_name", "family_name"} <= held
    return tells and 2 * len(uses) >= len(names)


def parse_field(text: str) -> Use | None:
    """A field as the user names it (`phone`, `phones`, `phone:cell`); None
    where the column is to have none.
    """
    name, _, type_ = text.strip().lower().partition(":")
    if name in _KEPT:
        return None
    name = PLURALS.get(name, name)
    field, _, default = name.partition(":")
    if field not in fields():
        raise SettingsError(
            f'There is no field "{text}".', f"Fields: {', '.join(sorted(fields()))}, extra."
        )
    return Use(field, type_.strip() or default)


@cache
def fields() -> frozenset[str]:
    """The fields to which columns can go."""
    return frozenset(name.partition(":")[0] for name in ALIASES.content.fields)


@cache
def label_type(label: str) -> str | None:
    """The type that a label or type cell names ("* Work", "Mobil", "Home
    Fax"), lower case; None if it names none.
    """
    preferred = label.startswith("*")
    text = label.lstrip("* ").strip()
    key = _key(text)
    found = _find(key, 3, ()) or ""
    kinds = [kind for kind in (_kinds().get(key), found.partition(":")[2]) if kind]
    types = kinds[0] if kinds else text.lower()
    if types in ("smtp", "ex", "internet"):
        types = ""
    return ",".join(filter(None, [types, "pref" if preferred else ""])) or None


def _settle(
    uses: dict[str, Use | None], created_is_meeting: bool, language: str | None
) -> dict[str, Use | None]:
    """Decide what hangs on a column's neighbours."""
    held = {use.field for use in uses.values() if use}
    family = "nickname" if "family_name" in held else "family_name"
    held |= {family} if "family_name_or_nickname" in held else set()
    name = "full_name"
    if "given_name" in held and "family_name" not in held:
        name = "family_name"
    elif "family_name" in held and "given_name" not in held:
        name = "given_name"
    titles = [column for column, use in uses.items() if use and use.field == "title_or_prefix"]
    has_title = "title" in held or len(titles) > 1
    meant: dict[str, str | None] = {
        "name": name,
        "title_or_prefix": "prefix" if has_title else "title",
        "created": "met_on" if created_is_meeting and "met_on" not in held else None,
        "area": "department" if language in _AREA_IS_DEPARTMENT else None,
        "number": None if held & REACH else "phone",
        "place_of_phone": "phone" if _are_places_of_phones(uses, language) else None,
        "family_name_or_nickname": family,
        "birthday_or_anniversary": "anniversary" if "birthday" in held else "birthday",
    }
    if "family_name" in held and not held & (NAMES - {"family_name", "nickname"} | {"name"}):
        meant["nickname"] = "given_name"  # by which Dutch clubs call their members
    if {"birth_year", "birth_month"} <= held:
        meant["birthday"] = meant["birthday_or_anniversary"] = "birth_day"
    settled: dict[str, Use | None] = {}
    for column, use in (uses | _who_look_after(uses)).items():
        field = meant.get(use.field, use.field) if use else None
        settled[column] = replace(use, field=field) if use and field else None
        if use and field in NAMES and field != "full_name":
            settled[column] = replace(use, field=field, type="")
    # Outlook's "Titre" and "Titre1" (French): what stands before the name, and the
    # job.
    for column in titles[1:]:
        use = settled[column]
        if use and ("title" not in held or _LAST_NUMBER.search(column)):
            settled[column] = replace(use, field="title", number=1)
    return settled


def _of_directory(header: Sequence[str]) -> dict[str, Use]:
    """The columns of a directory that it calls too short to be known elsewhere: l, co."""
    names = {name: _key(name) for name in header}
    if not set(map(_key, ALIASES.content.directory_of)) & set(names.values()):
        return {}
    short = {_key(name): field for name, field in ALIASES.content.directory.items()}
    return {name: Use(short[key]) for name, key in names.items() if key in short}


def _are_places_of_phones(uses: Mapping[str, Use | None], language: str | None) -> bool:
    """Whether columns called Work and Home are telephones: beside others, in the
    languages of Outlook that call them so, or where there are several.
    """
    places = sum(use is not None and use.field == "place_of_phone" for use in uses.values())
    beside = any(use is not None and use.field == "phone" for use in uses.values())
    return beside and (language in _PLACE_IS_PHONE or places > 1)


def _who_look_after(uses: Mapping[str, Use | None]) -> dict[str, None]:
    """Columns such as "Person" beside "Name": who looks after the contact, and
    nobody's name here.
    """
    named = [column for column, use in uses.items() if use and use.field in NAMES | {"name"}]
    of_others = [column for column in named if _key(column) in _LOOK_AFTER]
    return dict.fromkeys(of_others if len(of_others) < len(named) else of_others[1:])


def _of_the_contact(uses: Mapping[str, Use | None], own: Aliases) -> dict[str, Use | None]:
    """Without the columns that speak of somebody else: "Member email" beside
    "Email".
    """
    roles = {name for name, use in uses.items() if use and _has_role(name, own)}
    plain = {_said(use.field) for name, use in uses.items() if use and name not in roles}
    of_others = {name for name in roles if (use := uses[name]) and _said(use.field) in plain - {""}}
    return {name: None if name in of_others else use for name, use in uses.items()}


def _said(field: str) -> str:
    """What a field tells of a person: any of its names, or how to reach it; other
    fields tell nothing of whom they mean.
    """
    if field in NAMES:
        return "name"
    return field if field in REACH else ""


def _has_role(name: str, own: Aliases) -> bool:
    """Whether a column's name is known only with a word for people in some role."""
    key = _key(unicodedata.normalize("NFKC", name[:LONGEST]))
    if key in _aliases(own):
        return False
    return any(key.startswith(role) or key.endswith(role) for role in _roles())


@cache
def _never() -> frozenset[str]:
    return frozenset(map(_key, ALIASES.content.never))


@cache
def _roles() -> tuple[str, ...]:
    return tuple(map(_key, ALIASES.content.roles))


def language_of(header: Sequence[str]) -> str | None:
    """The language other than English of which a header has most names that are
    not English too; None where there are fewer than two, or more that only
    English has.
    """
    counts: Counter[str] = Counter()
    for name in header:
        key = _key(unicodedata.normalize("NFKC", name[:LONGEST]))
        known = _languages().get(key, frozenset())
        counts.update({_ENGLISH} if _ENGLISH in known else known)
    english = counts.pop(_ENGLISH, 0)
    if not counts:
        return None
    language = max(counts, key=lambda found: (counts[found], found))
    return language if counts[language] >= max(2, english) else None


@cache
def _languages() -> Mapping[str, frozenset[str]]:
    """The languages of each alias's key."""
    found: dict[str, set[str]] = {}
    for languages in ALIASES.content.fields.values():
        for language, names in languages.items():
            for name in names:
                found.setdefault(_key(name), set()).add(language)
    return {key: frozenset(of) for key, of in found.items()}


def _count(use: Use, uses: Mapping[str, Use | None]) -> int:
    """The number of one more column for a field that the user gives to several."""
    return 1 + sum(
        other is not None and (other.field, other.type) == (use.field, use.type)
        for other in uses.values()
    )


def column_key(name: str) -> str:
    """A column's name for comparing with the user's: without case and superfluous
    blanks.
    """
    plain = unicodedata.normalize("NFKC", name[:LONGEST])
    return " ".join(plain.casefold().split())


def _key(name: str) -> str:
    """Letters alone, without case and accents."""
    if name.isascii():
        return "".join(filter(str.isalpha, name[:LONGEST].lower()))
    decomposed = unicodedata.normalize(
        "NFKD", unicodedata.normalize("NFKD", name[:LONGEST]).casefold()
    )
    return "".join(filter(str.isalpha, decomposed))


def _find(key: str, affixes: int, own: Aliases) -> str | None:
    """The field of a key, if need be without words at its ends that give a type
    or nothing.
    """
    found = _aliases(own).get(key)
    if found or not affixes:
        return found
    for word, kind in _affixes().items():
        if word not in key:
            continue
        for rest in (key.removeprefix(word), key.removesuffix(word)):
            if len(rest) in (0, len(key)):
                continue
            inner = _find(rest, affixes - 1, own)
            if inner and (typed := _with_kind(inner, kind)):
                return typed
    return None


def _with_kind(found: str, kind: str) -> str | None:
    """A field with one more type, None where that makes no sense."""
    if not kind:
        return found
    field, _, type_ = found.partition(":")
    if kind == "main" and (field == "email" or field in OF_ADDRESS):
        return found
    if field not in _TYPED | OF_ADDRESS or (kind in _PHONE_KINDS and not field.startswith("phone")):
        return None
    types = [type_] if type_ else []
    if kind not in types:
        types.append(kind)
    return f"{field}:{','.join(types)}"


@cache
def _aliases(own: Aliases) -> Mapping[str, str]:
    """Each alias's key and its field; the fields' own names are aliases too."""
    aliases = {_key(name): str(parse_field(field) or field) for name, field in own}
    for name, field in PLURALS.items():
        aliases.setdefault(_key(name), field)
    for field, languages in ALIASES.content.fields.items():
        aliases.setdefault(_key(field.partition(":")[0]), field.partition(":")[0])
        for names in languages.values():
            for name in names:
                aliases.setdefault(_key(name), field)
    return aliases


@cache
def _kinds() -> Mapping[str, str]:
    return {_key(word): kind for kind, words in ALIASES.content.kinds.items() for word in words}


@cache
def _affixes() -> Mapping[str, str]:
    """Words at the ends of a column's name, the longest first, with the type
    that they give ("" for none).
    """
    silent = (*ALIASES.content.noise, *ALIASES.content.roles)
    noise = {_key(word): "" for word in silent}
    words = dict(_kinds()) | noise
    return {word: words[word] for word in sorted(words, key=lambda word: (-len(word), word))}
