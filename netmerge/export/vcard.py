"""Contacts in; vCards 3.0 out, in the form that Apple, Google, Outlook and Nextcloud all take.

UTF-8 without a byte order mark, CRLF, lines folded at 75 octets (RFC 2425 and 2426). Labels of one's own stand in
Apple's way, `item1.TEL` with `item1.X-ABLabel`, which Google reads too.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from netmerge.export.files import make_folder, replacing
from netmerge.schema import CONTACTS, arrow
from netmerge.vcard.handles import ADDRESSED, SERVICES, handle
from netmerge.vcard.heads import NAMES, Head, parse_head, quote
from netmerge.vcard.values import NOTE_BREAK

if TYPE_CHECKING:
    from vobject.base import Component

PRODID = "-//netmerge//netmerge//EN"
MAX_PHOTO = 224 << 10
"""Bytes; iCloud takes no larger picture, so a larger one is left out and stays in the other outputs."""
_LINE = 75
"""Octets of a line without its CRLF (RFC 2425, 5.8.1)."""
_TYPES = frozenset("home work cell fax pager pref voice main other internet iphone msg video car isdn pcs text".split())  # noqa: SIM905
_PLACES = frozenset({"home", "work", "pref", "other", "postal", "parcel", "dom", "intl"})
_RELATIONS = "assistant brother child father friend manager mother other parent partner sister spouse"
_APPLE_LABELS = {"anniversary": "Anniversary", "home": "Home", "homepage": "HomePage", "work": "Work"} | {
    relation: relation.capitalize() for relation in _RELATIONS.split()
}
"""Labels that Apple translates, as the reader gives them and as Apple writes them between `_$!<` and `>!$_`."""
_ADDRESS = ("po_box", "extended", "street", "city", "region", "postcode", "country")
_SEVERAL = frozenset({"IMPP", "X-SOCIALPROFILE", "X-ABDATE"})
"""Properties of which a card may have more than the columns tell; of any other one the columns hold all."""
_CHATS = frozenset("aim gadugadu groupwise gtalk icq im jabber msn qq sip skype xmpp yahoo".split())  # noqa: SIM905
_PICTURES = {b"\xff\xd8\xff": "JPEG", b"\x89PNG": "PNG", b"GIF8": "GIF", b"RIFF": "WEBP", b"BM": "BMP"}
_OURS = {
    "other_names": "X-NETMERGE-OTHER-NAME",
    "history": "X-NETMERGE-HISTORY",
    "identifiers": "X-NETMERGE-IDENTIFIER",
    "circle": "X-NETMERGE-CIRCLE",
    "connected_on": "X-NETMERGE-CONNECTED-ON",
    "met_on": "X-NETMERGE-MET-ON",
    "last_personal_note": "X-NETMERGE-LAST-PERSONAL-NOTE",
}
"""Columns for which vCard has no property."""
_FIELD = "X-NETMERGE-FIELD"
"""Any other column of a source; its label is the column's name."""
_ESCAPES = str.maketrans({"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n", "\r": None})
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def to_vcard(contacts: pd.DataFrame, path: str | Path, one_per_contact: bool = False) -> None:
    """Write contacts (schema.CONTACTS) to the file `path`, or one file each into the folder `path`.

    Outlook's desktop program takes only the first card of a file, hence `one_per_contact`; those files are named by
    contact_id. An existing file is replaced once the new one is whole. Raises WriteError if that cannot be done.
    """
    if one_per_contact:
        folder = make_folder(path)
        with replacing([folder / f"{contact_id}.vcf" for contact_id in contacts["contact_id"]]) as temporaries:
            for temporary, card in zip(temporaries, cards(contacts), strict=True):
                temporary.write_bytes(card)
    else:
        with replacing([path]) as (temporary,), temporary.open("wb") as file:
            file.writelines(cards(contacts))


def cards(contacts: pd.DataFrame) -> Iterator[bytes]:
    """Each contact as the bytes of its card, in the order of the table."""
    columns = [arrow(contacts[name]).to_pylist() for name in CONTACTS.columns]
    for values in zip(*columns, strict=True):
        yield _Card(dict(zip(CONTACTS.columns, values, strict=True))).render()


def vobject_cards(contacts: pd.DataFrame) -> Iterator[Component]:
    """Each contact as a card of the vobject library, for scripts that speak CardDAV or change cards before sending."""
    import vobject

    for card in cards(contacts):
        yield vobject.readOne(card.decode("utf-8"))


class _Card:
    """Collects the lines of one contact's card; `render` gives them."""

    def __init__(self, contact: Mapping[str, Any]) -> None:
        self.contact = contact
        self.extra: dict[str, Any] = json.loads(contact["extra"] or "{}")
        self.lines: list[bytes] = []
        self.groups = 0

    def render(self) -> bytes:
        self.add("BEGIN", "VCARD")
        self.add("VERSION", "3.0")
        self.add("PRODID", PRODID)
        self._names()
        self._reach()
        self._work()
        self._pages()
        self._days()
        self._words()
        self._ours()
        self._rest()
        self._photo()
        self.add("END", "VCARD")
        return b"".join(self.lines)

    def add(self, head: str, value: str, label: str = "") -> None:
        """Append a line, with a label as a group of two lines. `value` is escaped already."""
        if label:
            self.groups += 1
            head = f"item{self.groups}.{head}"
        self.lines.append(fold(f"{head}:{value}"))
        if label:
            known = _APPLE_LABELS.get(label)
            text = f"_$!<{known}>!$_" if known else escape(label)
            self.lines.append(fold(f"item{self.groups}.X-ABLabel:{text}"))

    def text(self, column: str) -> str:
        return self.contact[column] or ""

    def texts(self, column: str) -> list[str]:
        return [text for text in self.contact[column] or () if text]

    def _names(self) -> None:
        suffix = ", ".join(filter(None, (self.text("suffix"), *self.texts("credentials"))))
        names = [self.text(name) for name in ("family_name", "given_name", "middle_name", "prefix")]
        self.add("N", ";".join(map(escape, [*names, suffix])))
        self.add("FN", escape(self._full_name()))
        if nicknames := self.texts("nicknames"):
            self.add("NICKNAME", ",".join(map(escape, nicknames)))
        if self.contact["kind"] == "organisation":
            self.add("X-ABShowAs", "COMPANY")

    def _full_name(self) -> str:
        """FN must be there: the name, or the best of what else there is."""
        parts = (self.text(name) for name in ("given_name", "family_name"))
        found = [self.text("full_name"), " ".join(filter(None, parts)), self.text("company")]
        return next(filter(None, [*found, *self.texts("emails"), *self.texts("phones")]), "?")

    def _reach(self) -> None:
        for name, values, types in (("EMAIL", "emails", "email_types"), ("TEL", "phones", "phone_types")):
            numbers = self.contact[values] or []
            words = self.contact[types] or [None] * len(numbers)
            for place, (number, given) in enumerate(zip(numbers, words, strict=False)):
                params, label = _types(given, _TYPES, place)
                self.add(name + params, escape(number), label)
        for place, address in enumerate(self.contact["addresses"] or ()):
            params, label = _types(address["type"], _PLACES, place)
            self.add("ADR" + params, ";".join(escape(address[part] or "") for part in _ADDRESS), label)

    def _work(self) -> None:
        if self.text("company") or self.text("department"):
            units = [self.text("department")] if self.text("department") else []
            self.add("ORG", ";".join(map(escape, [self.text("company"), *units])))
        if title := self.text("title"):
            self.add("TITLE", escape(title))

    def _pages(self) -> None:
        if linkedin := self.text("linkedin_url"):
            self.add("X-SOCIALPROFILE;TYPE=linkedin", escape(linkedin))
            self.add("URL", escape(linkedin))
        labels = {url: head for key, url in self._texts_of_extra() if (head := parse_head(key)) and head.name == "URL"}
        for url in self.texts("urls"):
            head = labels.get(url, Head("URL"))
            self.add(_head(head), escape(url), head.param("X-ABLABEL") or "")
        told = {
            handle(head, text)
            for key, text in self._texts_of_extra()
            if (head := parse_head(key)) and (head.name in ADDRESSED or head.name in SERVICES)
        }
        for account in self.texts("handles"):
            service, _, name = account.partition(":")
            if account in told:
                continue
            if service in _CHATS:
                self.add(f"IMPP;X-SERVICE-TYPE={quote(service)}", escape(f"{service}:{name}"))
            else:
                self.add(f"X-SOCIALPROFILE;TYPE={quote(service)};X-USER={quote(name)}", escape(f"x-apple:{name}"))

    def _days(self) -> None:
        if day := self.text("birthday"):
            self.add(*_day("BDAY", day))
        if day := self.text("anniversary"):
            self.add(*_day("X-ABDATE", day), "anniversary")

    def _words(self) -> None:
        if categories := self.texts("categories"):
            self.add("CATEGORIES", ",".join(map(escape, categories)))
        if notes := self.texts("notes"):
            self.add("NOTE", escape(NOTE_BREAK.join(notes)))

    def _ours(self) -> None:
        for place, uid in enumerate(self.texts("uids") or [self.text("contact_id")]):
            self.add("X-NETMERGE-UID" if place else "UID", escape(uid))
        for column, name in _OURS.items():
            value = self.contact[column]
            for one in value if isinstance(value, list) else [value] if value else []:
                self.add(name, escape(str(one)))

    def _rest(self) -> None:
        """What vCards and other sources held beyond the columns."""
        heads = (line.partition(b":")[0].partition(b";")[0] for line in self.lines)
        written = {head.rpartition(b".")[2].decode().upper() for head in heads} - _SEVERAL
        groups: dict[str, str] = {}
        for key, text in self._texts_of_extra():
            head = parse_head(key)
            if head is None or not (head.name in NAMES or head.name.startswith("X-")):
                self.add(_FIELD, escape(text), key)
            elif head.name.startswith("X-NETMERGE-") or head.name in written:
                continue
            else:
                if head.group and head.group not in groups:
                    self.groups += 1
                    groups[head.group] = f"item{self.groups}."
                value = _one_line(text) if head.name.startswith("X-") else escape(text)
                self.add(groups.get(head.group, "") + _head(head), value, head.param("X-ABLABEL") or "")

    def _photo(self) -> None:
        photo = self.contact["photo"]
        if photo and len(photo) <= MAX_PHOTO:
            kind = next((name for magic, name in _PICTURES.items() if photo.startswith(magic)), "JPEG")
            self.add(f"PHOTO;ENCODING=b;TYPE={kind}", base64.b64encode(photo).decode("ascii"))

    def _texts_of_extra(self) -> Iterator[tuple[str, str]]:
        for key, found in self.extra.items():
            for text in found if isinstance(found, list) else [found]:
                yield key, text if isinstance(text, str) else json.dumps(text, ensure_ascii=False)


def escape(text: str) -> str:
    """A text as a property's value: backslash, comma, semicolon and newline escaped, other controls left out."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).translate(_ESCAPES)


def fold(line: str) -> bytes:
    """A content line in UTF-8 with CRLF, in pieces of at most 75 octets, none of which ends within a character."""
    data = line.encode("utf-8", "replace")
    if len(data) <= _LINE:
        return data + b"\r\n"
    pieces: list[bytes] = []
    start, room = 0, _LINE
    while len(data) - start > room:
        end = start + room
        while data[end] & 0xC0 == 0x80:  # a byte within a character
            end -= 1
        pieces.append(data[start:end])
        start, room = end, _LINE - 1
    return b"\r\n ".join([*pieces, data[start:]]) + b"\r\n"


def _types(words: str | None, known: frozenset[str], place: int) -> tuple[str, str]:
    """Types as parameters, and what is no type of vCard's as a label; only the first value, the best, is `pref`."""
    given = [word for word in (words or "").split(",") if word and (word.lower() != "pref" or place == 0)]
    label = " ".join(word for word in given if word.lower() not in known)
    return "".join(f";TYPE={word.upper()}" for word in given if word.lower() in known), label


def _day(name: str, day: str) -> tuple[str, str]:
    """A day as a line's head and value; without a year as Apple and Nextcloud have it, under 1604."""
    if day.startswith("--"):
        return f"{name};X-APPLE-OMIT-YEAR=1604", f"1604{day[1:]}"
    return name, day


def _head(head: Head) -> str:
    """A property's head without its group and label."""
    types = [("TYPE", ",".join(head.types))] if head.types else []
    coding = [("ENCODING", "b")] if head.encoding == "B" else []
    params = [*types, *((name, value) for name, value in head.params if name != "X-ABLABEL"), *coding]
    return head.name + "".join(f";{name}={quote(value) if name != 'TYPE' else value}" for name, value in params)


def _one_line(text: str) -> str:
    """A value whose escapes are its own: only newlines may not stand in it."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n"))
