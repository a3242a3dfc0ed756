"""The bytes of a vCard file → its cards: properties, unfolded, their values still
encoded.

Everything here takes time linear in the size of the file, whatever the file
holds. vobject's own line pattern is exponential (`TEL` + 28 × `;A` + `!` takes
it 8 s) and its objects cost 200 µs a card, so it is given neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from netmerge.importers.programs.vcard.folding import joined, whole_head, without_indent
from netmerge.vcard.charsets import Charsets
from netmerge.vcard.heads import NAMES, Head, Property, colon_of, parse_head

MAX_CARD_BYTES = 64 << 20
MAX_CARD_LINES = 1_000_000
"""As many as a card of that size has where it is folded as usual; shorter lines
cost ten times as much.
"""
MAX_LINE = 32 << 20
"""Characters; an unfolded photo is one line."""
MAX_PROPERTIES = 10_000
MAX_DEPTH = 8
MAX_CARDS = 5_000_000
_MAX_HEADS = 4096

_VCARD = re.compile(rb":[ \t]{0,9}[Vv][Cc][Aa][Rr][Dd][ \t]{0,99}(?:\n|\Z)")
"""What follows BEGIN. A colon is sought, since base64 has none: photos are passed
over at the speed of memory.
"""
_FREE_TEXT = frozenset({"NOTE", "LABEL", "ADR"})
_PROSE = frozenset({"NOTE", "LABEL", "AGENT"})
_COMMENTS = ("#", "//", "<!--")
"""Beginnings of lines that people write between properties; in a note they are
its text.
"""
_ONE_LINE = frozenset({"FN", "ORG", "TITLE"})
_BINARY = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})
_CUSTOM_BREAK = re.compile(r"=\n(?=[=\w]{0,80}[=)])")
"""A soft break within the label that Android puts into a head."""
_MAX_INDENT = 300
_FOLD_WIDTH = 72
"""Programs that fold anywhere fill their lines to 75 or 76 octets; a shorter line
was folded at a blank (vCard 2.1).
"""


class CardError(Exception):
    """A card that breaks a bound or holds nothing readable; the message is the
    reason.
    """


@dataclass(slots=True)
class Card:
    """One card: its properties in order without BEGIN, END and VERSION, its
    version, and what fits nowhere.

    `strays` are lines of the card that are no property, `after` those between
    its END and the next BEGIN, by their number in the card from 0.
    """

    version: str = ""
    properties: list[Property] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    after: dict[int, str] = field(default_factory=dict)


def tidy(data: bytes) -> bytes:
    """Bytes with LF as the only line end (CR, CRLF and CRCRLF occur), without NUL
    and BOM.
    """
    for wrong, right in (
        (b"\xef\xbb\xbf", b""),
        (b"\0", b""),
        (b"\r\r\n", b"\n"),
        (b"\r\n", b"\n"),
        (b"\r", b"\n"),
    ):
        if wrong in data:
            data = data.replace(wrong, right)
    return data


def first_card(data: bytes) -> int | None:
    """Where the first card begins, None if there is none."""
    return next(_starts(data), None)


def split_cards(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Line (from 1) and bytes of each card.

    A card goes from its BEGIN to the next one's: a missing END costs no other
    card.
    """
    line, previous, last = 1, 0, None
    for start in _starts(data):
        if last is not None:
            yield last[0], data[last[1] : start]
        line += data.count(b"\n", previous, start)
        previous, last = start, (line, start)
    if last is not None:
        yield last[0], data[last[1] :]


def _starts(data: bytes) -> Iterator[int]:
    """Where each card begins, the blanks before it taken along."""
    margin: bytes | None = None  # the blanks before the card above
    for match in _VCARD.finditer(data):
        before = data[max(0, match.start() - 14) : match.start()]
        word = before.rstrip(b" \t")
        start = match.start() - len(before) + len(word) - 5
        if word[-5:].upper() == b"BEGIN" and _begins_card(data, start):
            above = data[max(0, start - _MAX_INDENT) : start]
            text = above.rstrip(b" \t")
            indent = above[len(text) :]
            if _is_folded(indent, text, margin):
                continue
            margin = indent
            yield start - len(indent)


def _is_folded(indent: bytes, above: bytes, margin: bytes | None) -> bool:
    """Whether an indented BEGIN:VCARD is the rest of the line above it.

    It is not where the card above stands as far in, or has ended.
    """
    if margin is None or len(indent) <= len(margin):
        return False
    last = above.rstrip(b"\n").rpartition(b"\n")[2]
    end = last.strip() if margin else last.rstrip()
    return end.upper() != b"END:VCARD"


def _begins_card(data: bytes, start: int) -> bool:
    """Whether BEGIN:VCARD begins a line, or follows an END, and does not open a
    nested AGENT.
    """
    before = data[max(0, start - _MAX_INDENT) : start]
    if before[-9:].upper() == b"END:VCARD":
        return True
    above = before.rstrip(b" \t")
    if above and not above.endswith(b"\n"):
        return False
    head = above.rstrip().rpartition(b"\n")[2].upper()
    return not (head.endswith(b":") and b"AGENT" in head)


class Tokeniser:
    """Reads the cards of one file. Heads repeat from card to card: each is parsed
    once.
    """

    def __init__(self, charsets: Charsets) -> None:
        self._charsets = charsets
        self._heads: dict[str, Head] = {}

    def card(self, raw: bytes) -> Card:
        """The properties of one card. Raises CardError if it breaks a bound or
        has no property.
        """
        if len(raw) > MAX_CARD_BYTES:
            raise CardError(f"the card is larger than {MAX_CARD_BYTES >> 20} MB")
        if raw.count(b"\n") > MAX_CARD_LINES:
            raise CardError(f"the card has more than {MAX_CARD_LINES:,} lines")
        try:
            text, disguised = raw.decode("utf-8"), False
        except UnicodeDecodeError:
            # One character a byte, until its CHARSET is known.
            text, disguised = raw.decode("latin-1"), True
        if text[:1] in " \t":
            text = without_indent(text)
        if "X-CUSTOM(" in text:
            text = _CUSTOM_BREAK.sub("", text)
        card = Card()
        for head, pieces in self._lines(text, card):
            value = pieces[0] if len(pieces) == 1 else joined(head, pieces)
            if len(value) > MAX_LINE:
                raise CardError(f"{head.name} is longer than {MAX_LINE >> 20} million characters")
            if disguised or head.charset:
                value = self._reveal(value, head.charset, disguised)
            if head.name == "VERSION":
                card.version = value.strip()
            else:
                card.properties.append(Property(head, value))
        if card.strays and not card.properties:
            raise CardError("no line of the card is a property (NAME:value)")
        if disguised:
            card.strays = [self._reveal(line, None, disguised) for line in card.strays]
        return card

    def _reveal(self, value: str, charset: str | None, disguised: bool) -> str:
        if value.isascii() and "\x1b" not in value:
            return value
        return self._charsets.text(value.encode("latin-1" if disguised else "utf-8"), charset)

    def _lines(self, text: str, card: Card) -> list[tuple[Head, list[str]]]:
        """Logical lines as head and pieces of value.

        They are unfolded, soft line breaks (`=` at the end of quoted-printable)
        are joined, and nested cards are set apart. `depth` is that of nesting,
        1 within the card itself.
        """
        found: list[tuple[Head, list[str]]] = []
        head, pieces = _NOTHING, [""]
        soft, depth, width = False, 0, 0
        version_2 = "\nVERSION:2.1" in text  # a line of it, no text that says so
        folded = text.split("\n")
        lines = enumerate(folded)
        for place, line in lines:
            if soft and line[:4].upper() != "END:":
                soft = line.endswith("=")
                pieces.append(line[:-1] if soft else line)
                continue
            if line[:1] in {" ", "\t"}:
                keep = version_2 and width < _FOLD_WIDTH and not head.encoding
                soft = head.encoding == "Q" and line.endswith("=")
                pieces.append(line[0 if keep else 1 : -1 if soft else None])
                width = len(line.encode()) if version_2 else 0
                continue
            key, colon, value = line.partition(":")
            known = self._heads.get(key) if colon else None
            if known is None and self._unfolds(folded, place, head):
                continue
            known = known or self._parse(line, head)
            if known is None:
                _append_stray(line, head, pieces, card)
                continue
            if known.quoted:
                value = line[colon_of(line) + 1 :]
            step = _step(known.name, value) if known.name in _MARKS else 0
            depth += step
            if depth <= 0:  # the card's own END
                break
            if (depth > 1 and known.name != "AGENT") or step < 0:
                head, pieces = _AGENT, _agent(found, line, depth)
                continue
            head, width = known, len(line)
            soft = head.encoding == "Q" and value.endswith("=")
            pieces = [value[:-1] if soft else value]
            found.append((head, pieces))
        rest = [line for _, line in lines]  # below its END
        first = len(folded) - len(rest)
        card.after = {number: line for number, line in enumerate(rest, first) if line.strip()}
        if len(found) > MAX_PROPERTIES:
            raise CardError(f"the card has more than {MAX_PROPERTIES:,} properties")
        return found[1:]  # without BEGIN

    def _unfolds(self, folded: list[str], place: int, current: Head) -> bool:
        """Whether the head of a line goes on below it.

        If so, it is put as a whole before its value, in the last of the lines
        that it was folded into; the others are left empty.
        """
        whole, last = whole_head(folded, place)
        head = self._parse(whole, current) if whole else None
        if head is None or (current.encoding and not _is_known(head)):
            return False
        folded[place + 1 : last + 1] = [""] * (last - place - 1) + [whole]
        return True

    def _parse(self, line: str, current: Head) -> Head | None:
        """The head of a line; None if the line is no property but part of
        something else.
        """
        colon = colon_of(line)
        head = parse_head(line[:colon]) if colon > 0 else None
        if head is None:
            return None
        known = _is_known(head)
        if not known and (current.name in _FREE_TEXT or line.startswith("//", colon + 1)):
            return None
        if known and not head.quoted:
            if len(self._heads) >= _MAX_HEADS:
                self._heads.clear()
            self._heads[line[:colon]] = head
        return head


def _is_known(head: Head) -> bool:
    return head.name in NAMES or head.name.startswith("X-")


_NOTHING = Head("")
_AGENT = Head("AGENT")
_MARKS = frozenset({"BEGIN", "END", "AGENT"})


def _step(name: str, value: str) -> int:
    """How a line changes the depth of nesting: 1 where it opens a card, -1
    where it closes one.
    """
    value = value.strip().upper()
    if name == "AGENT":
        return value == "BEGIN:VCARD"
    return (1 if name == "BEGIN" else -1) * (value == "VCARD")


def _agent(found: list[tuple[Head, list[str]]], line: str, depth: int) -> list[str]:
    """Keep a line of a nested card as it stands, in the value of the AGENT that
    it belongs to.
    """
    if depth > MAX_DEPTH:
        raise CardError(f"cards are nested more than {MAX_DEPTH} deep")
    if found[-1][0].name != "AGENT":
        found.append((_AGENT, []))
    found[-1][1].append("\n" + line)
    return found[-1][1]


def _append_stray(line: str, head: Head, pieces: list[str], card: Card) -> None:
    """A line that is no property: what was not folded belongs to the property
    above it.
    """
    text = line.strip()
    if not text:
        return
    if head.encoding == "B" or (head.name in _BINARY and " " not in text):
        pieces.append(text)
    elif text.startswith(_COMMENTS) and head.name not in _PROSE:
        card.strays.append(text)
    elif head.encoding == "Q":
        pieces.append("=0A" + line)
    elif head is _AGENT:
        pieces.append("\n" + line)
    elif text.partition(";")[0].upper() in NAMES:
        card.strays.append(text)  # a property without its colon
    elif head.name in _FREE_TEXT or head.name.startswith("X-"):
        pieces.append("\\n" + line)
    elif head.name in _ONE_LINE:
        pieces.append(" " + text)
    else:
        card.strays.append(text)
