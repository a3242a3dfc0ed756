"""The text of an LDIF file → its entries, each the values of its attributes.

A line that begins with a blank goes on with the one above, `::` says that a
value is in base64, `:<` that it lies elsewhere (RFC 2849). Nothing is fetched.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from netmerge.importers.conversations import clean
from netmerge.importers.files.encoding import decode

MAX_VALUE = 1 << 24
"""Characters of one value."""
MAX_VALUES = 10_000
"""Values of one entry: a larger one is no contact, nor a list of some."""
_ATTRIBUTE = re.compile(r"([A-Za-z0-9.-]{1,100})((?:;[A-Za-z0-9-]{1,60}){0,9})(:[:<]?)")
_MOST_ABOVE = 200
"""Lines of comments above the first entry."""
_VERSION = re.compile(r"version:\s{0,9}\d", re.IGNORECASE)
_BINARY = frozenset({"jpegphoto", "thumbnailphoto", "photo"})


class EntryError(ValueError):
    """An entry that cannot be read; the message says why."""


@dataclass
class Entry:
    """One entry: its name `dn`, and the values of each attribute in the order of
    the file.

    Attributes are in lower case, without their options. `pictures` are bytes.
    """

    line: int
    dn: str = ""
    values: dict[str, list[str]] = field(default_factory=dict)
    pictures: list[bytes] = field(default_factory=list)

    def texts(self, attribute: str) -> list[str]:
        """The values of an attribute."""
        return self.values.get(attribute, [])


def is_ldif(head: str) -> bool:
    """Whether a text begins as LDIF does: with an entry's name, below comments
    and a version.
    """
    for line in head.split("\n", _MOST_ABOVE)[:_MOST_ABOVE]:
        text = line.rstrip()
        if text and not text.startswith(("#", " ")) and not _VERSION.match(text):
            return text[:4].lower() in {"dn: ", "dn::", "dn:"}
    return False


def split_entries(text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines of each entry, unfolded and without comments, and the number of
    the first.

    An entry ends at a blank line, or where another one's name begins.
    """
    first, lines, is_comment = 1, list[list[str]](), False
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith(" ") and line.strip() and (lines or is_comment):
            if not is_comment:
                lines[-1].append(line[1:])
            continue
        is_comment = line.startswith("#")
        begins = line[:3].lower() == "dn:" and any(map(_names_entry, lines))
        if lines and (begins or not line.strip()):
            yield from _whole(first, lines)
            lines = []
        if line.strip() and not is_comment:
            first = first if lines else number
            lines.append([line])
    yield from _whole(first, lines)


def _names_entry(pieces: list[str]) -> bool:
    return pieces[0][:3].lower() == "dn:"


def _whole(first: int, lines: list[list[str]]) -> Iterator[tuple[int, list[str]]]:
    joined = ["".join(pieces) for pieces in lines]
    if any(map(_tells, joined)):
        yield first, joined


def _tells(line: str) -> bool:
    return not _VERSION.match(line)


def parse_entry(number: int, lines: list[str]) -> Entry:
    """An entry of its lines. Raises EntryError for what is none, or a change of
    one.
    """
    entry = Entry(number)
    for place, line in enumerate(filter(_tells, lines)):
        found = _ATTRIBUTE.match(line)
        if not found:
            raise EntryError(f'"{line[:60]}" is no attribute of an entry')
        name, _, sign = found.groups()
        written = line[found.end() :].strip()
        if len(written) > MAX_VALUE or place > MAX_VALUES:
            raise EntryError(f'"{name}" is longer than an attribute of a contact can be')
        _add(entry, name.lower(), sign, written)
    if not entry.dn:
        raise EntryError("the entry has no name (dn)")
    change = entry.texts("changetype")
    if change and change[0].lower() != "add":
        raise EntryError("it is a change of an entry and no entry")
    return entry


def _add(entry: Entry, name: str, sign: str, written: str) -> None:
    if sign == "::" and name in _BINARY:
        entry.pictures.append(_bytes(written, name))
        return
    value = written
    if sign == "::":
        value = _text(_bytes(written, name), written)
    value = clean(value).strip()
    if name == "dn":
        entry.dn = entry.dn or value
    elif value:
        entry.values.setdefault(name, []).append(value)


def _bytes(written: str, name: str) -> bytes:
    try:
        return base64.b64decode(written.replace(" ", ""), validate=True)
    except (ValueError, binascii.Error):
        raise EntryError(f'the value of "{name}" is not in base64, as it should be') from None


def _text(data: bytes, written: str) -> str:
    """Bytes as the text that they are; what is none (a key, a number of some
    program's) stays as it is written.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text, _ = decode(data)
    is_text = all(character.isprintable() or character in "\r\n\t" for character in text)
    return text if is_text and "\ufffd" not in text else written
