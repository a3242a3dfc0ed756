"""The lines of a vCard 3.0 → those of a 4.0 that says the same (RFC 6350).

Addresses of any kind are URIs, in which nothing is escaped; days have no
hyphens; what is preferred has a number; kinds, members and relatives have
properties of their own. What 4.0 has no property for stands where netmerge
keeps the columns of other sources.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from netmerge.vcard.beyond import FIELD, MEMBER, RELATIVE, is_address
from netmerge.vcard.contact import Beyond, Contact
from netmerge.vcard.heads import Head, parse_head, quote
from netmerge.vcard.lines import Line, clean, escape
from netmerge.vcard.values import unescape

THINGS = frozenset({"application", "device", "location"})
"""Kinds of things (RFC 6350, 6473, 6869), which netmerge holds for organisations."""
_GONE = frozenset({"AGENT", "CLASS", "LABEL", "MAILER", "NAME", "PROFILE", "SORT-STRING"})
"""Properties that 4.0 has no more."""
_URIS = frozenset(
    {
        "URL",
        "IMPP",
        "SOURCE",
        "FBURL",
        "CALURI",
        "CALADRURI",
        "LOGO",
        "SOUND",
        "KEY",
        "SOCIALPROFILE",
    }
)
"""Properties whose values are URIs."""
_RELATIONS = frozenset(
    {"acquaintance", "agent", "child", "co-resident", "co-worker", "colleague", "contact", "crush"}
    | {"date", "emergency", "friend", "kin", "me", "met", "muse", "neighbor", "parent", "sibling"}
    | {"spouse", "sweetheart"}
)
_MEDIA = {"PHOTO": "image", "LOGO": "image", "SOUND": "audio"}
_NUMBER = re.compile(r"\+\d{3,15}(?:;ext=\d{1,15})?")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,30}:")
_PLACE = re.compile(r"(-?\d{1,3}(?:\.\d{1,12})?)[;,] ?(-?\d{1,3}(?:\.\d{1,12})?)")
_DAY = re.compile(r"(\d{4}|-)-(\d\d)-(\d\d)|\d{4}(?:-\d\d)?")
_DATE = re.compile(r"(?:\d{4}|--\d\d|---)[\d-]{0,6}(?:T[\d:Z+-]{1,20})?")
_KIND_FIELD = "KIND"


def as_version_4(contact: Contact, lines: Iterator[Line]) -> Iterator[Line]:
    """The lines of a contact's card, given those of its 3.0."""
    names = _names_in_scripts(contact)
    sort_as = _sort_as(contact)
    told = {one.key for one in names} | ({_KIND_FIELD} if _thing(contact) else set())
    for line in lines:
        head = parse_head(line.head)
        if head is None or (head.name == FIELD and line.label in told):
            continue
        if head.name == "N":
            yield from _names(line, names, sort_as)
        elif head.name == "SORT-STRING" and sort_as:
            continue
        else:
            yield _LINES.get(head.name, _any)(contact, head, line)


def _any(contact: Contact, head: Head, line: Line) -> Line:  # noqa: ARG001  # as the others
    """A line whose value is the same; its types are as 4.0 has them."""
    if head.name in _GONE:
        label = f";X-ABLABEL={quote(line.label)}" if line.label else ""
        return Line(FIELD, line.value, line.head + label)
    if head.name.startswith("X-"):
        return line
    if head.encoding == "B":
        return _embedded(head, line)
    value = _unescaped(line.value) if head.name in _URIS else line.value
    return line._replace(head=_written(head), value=value)


def _written(head: Head, *params: str) -> str:
    """Name, types and parameters; what is preferred as a number."""
    types = [word for word in head.types if word not in {"pref", "internet"}]
    pieces = [head.name]
    if types:
        pieces.append("TYPE=" + ",".join(map(quote, types)))
    if "pref" in head.types and not head.param("PREF"):
        pieces.append("PREF=1")
    pieces += params
    pieces += [f"{name}={quote(text)}" for name, text in head.params if name != "VALUE"]
    return ";".join(pieces)


def _unescaped(value: str) -> str:
    """A value as a URI has it: commas and semicolons stand for themselves."""
    return value.replace("\\,", ",").replace("\\;", ";") if "\\\\" not in value else value


def _phone(contact: Contact, head: Head, line: Line) -> Line:  # noqa: ARG001
    number = unescape(line.value)
    if _NUMBER.fullmatch(number):
        return line._replace(head=_written(head, "VALUE=uri"), value=f"tel:{number}")
    return line._replace(head=_written(head))


def _uid(contact: Contact, head: Head, line: Line) -> Line:  # noqa: ARG001
    if _SCHEME.match(line.value):
        return line._replace(value=_unescaped(line.value))
    return line._replace(head=_written(head, "VALUE=text"))


def _embedded(head: Head, line: Line) -> Line:
    """A picture, sound or key as a data URI."""
    kind = _MEDIA.get(head.name)
    word = next(iter(head.types), "").lower()
    media = f"{kind}/{word}" if kind and word.isalnum() else "application/octet-stream"
    bare = replace(head, types=(), encoding="")
    return line._replace(head=_written(bare), value=f"data:{media};base64,{line.value}")


def _day(name: str, column: str) -> Callable[[Contact, Head, Line], Line]:
    def write(contact: Contact, head: Head, line: Line) -> Line:
        if head.name == "X-ABDATE" and line.label.lower() != "anniversary":
            return line
        day = contact.text(column)
        found = _DAY.fullmatch(day)
        if not found:
            return Line(f"{name};VALUE=text", escape(day))
        year, month, of_month = found.groups()
        value = f"{year}{month}{of_month}".replace("-", "--") if month else day
        return Line(name, value)

    return write


def _death(contact: Contact, head: Head, line: Line) -> Line:  # noqa: ARG001
    params = () if _DATE.fullmatch(line.value) else ("VALUE=text",)
    return line._replace(head=_written(head, *params))


def _kind(contact: Contact, head: Head, line: Line) -> Line:
    """Organisations, groups and things, as what they are."""
    if head.name == "X-ABSHOWAS":
        return Line("KIND", _thing(contact) or "org")
    return Line("KIND", line.value)


def _thing(contact: Contact) -> str:
    """What thing an organisation is by the card that it came from; "" for none."""
    told = [text.lower() for text in contact.extra.get(_KIND_FIELD, [])]
    is_thing = contact.row["kind"] == "organisation" and len(told) == 1 and told[0] in THINGS
    return told[0] if is_thing else ""


def _member(contact: Contact, head: Head, line: Line) -> Line:  # noqa: ARG001
    is_of_group = contact.row["kind"] == "group" and is_address(line.value) and not line.label
    return Line("MEMBER", line.value) if is_of_group and not line.group else line


def _relative(contact: Contact, head: Head, line: Line) -> Line:  # noqa: ARG001
    """A relative by name, if the relation is one that 4.0 knows."""
    if line.group or head.types or head.params or line.label not in {"", *_RELATIONS}:
        return line
    type_ = f";TYPE={line.label}" if line.label else ""
    return Line(f"RELATED{type_};VALUE=text", escape(unescape(line.value)))


def _related(contact: Contact, head: Head, line: Line) -> Line:  # noqa: ARG001
    if is_address(line.value):
        return line._replace(head=_written(head), value=_unescaped(line.value))
    return line._replace(head=_written(head, "VALUE=text"))


def _place(contact: Contact, head: Head, line: Line) -> Line:  # noqa: ARG001
    value = _unescaped(line.value)
    found = _PLACE.fullmatch(value)
    if found:
        value = f"geo:{found[1]},{found[2]}"
    return line._replace(head=_written(head), value=value)


def _names_in_scripts(contact: Contact) -> list[Beyond]:
    """The forms of a name that a card gave in several scripts (ALTID)."""
    found = [one for one in contact.beyond if one.head and one.head.name == "N"]
    numbers = {one.head.param("ALTID") for one in found if one.head}
    return found if len(found) > 1 and len(numbers) == 1 and None not in numbers else []


def _names(line: Line, names: Sequence[Beyond], sort_as: str) -> Iterator[Line]:
    """N, and its forms in other scripts beside it; one of them must be N's own."""
    sorting = (f"SORT-AS={quote(sort_as)}",) if sort_as else ()
    own = [one for one in names if one.text == unescape(line.value)]
    if not own:
        yield line._replace(head=";".join((line.head, *sorting)))
        for one in names:
            yield Line(FIELD, escape(one.text), clean(one.key))
        return
    for one in (*own[:1], *(one for one in names if one is not own[0])):
        parts = map(escape, one.text.split(";"))
        head = one.head or Head("N")
        own_sorting = sorting if one is own[0] else ()
        yield Line(_written(head, *own_sorting), ";".join(parts))


def _sort_as(contact: Contact) -> str:
    """By what the name is sorted, if a card gave one text for it."""
    told = contact.extra.get("SORT-STRING", [])
    is_plain = len(told) == 1 and told[0] == clean(told[0]) and "\n" not in told[0]
    return told[0] if is_plain and 0 < len(told[0]) < 200 else ""


_LINES: dict[str, Callable[[Contact, Head, Line], Line]] = {
    "TEL": _phone,
    "UID": _uid,
    "BDAY": _day("BDAY", "birthday"),
    "X-ABDATE": _day("ANNIVERSARY", "anniversary"),
    "DEATHDATE": _death,
    "X-ABSHOWAS": _kind,
    "X-ADDRESSBOOKSERVER-KIND": _kind,
    MEMBER: _member,
    RELATIVE: _relative,
    "RELATED": _related,
    "GEO": _place,
}
"""How the properties are written of which 4.0 has another form."""
