"""What stands before a property's colon → its group, name and parameters, however
written.
"""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass
from typing import NamedTuple

from netmerge.vcard.charsets import Charsets

MAX_HEAD = 4096
"""Characters; whatever is longer is no head."""
_NAME = re.compile(r"[A-Za-z0-9_-]{1,100}|[Xx]-[\w .+/-]{1,100}")
_OF_STANDARDS = """
    ADR AGENT ANNIVERSARY BDAY BEGIN BIRTHPLACE CALADRURI CALURI
    CATEGORIES CLASS CLIENTPIDMAP CREATED DEATHDATE DEATHPLACE EMAIL END
    EXPERTISE FBURL FN GENDER GEO GRAMGENDER HOBBY IMPP INTEREST KEY KIND
    LABEL LANG LANGUAGE LOGO MAILER MEMBER N NAME NICKNAME NOTE ORG
    ORG-DIRECTORY PHOTO PRODID PROFILE PRONOUNS RELATED REV ROLE
    SOCIALPROFILE SORT-STRING SOUND SOURCE TEL TITLE TZ UID URL VERSION XML
"""
NAMES = frozenset(_OF_STANDARDS.split())
"""Names of RFC 2426, 6350, 6474, 6715 and 9554 and of vCard 2.1."""
_CUSTOM = re.compile(
    r"X-CUSTOM\((?:CHARSET=([\w-]{1,40}),)?(ENCODING=QUOTED-PRINTABLE,)?(.{1,500})\)", re.IGNORECASE
)
"""Android's labels:
`TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=42=6F=61=74):…`.
"""
_ENCODINGS = {
    "quoted-printable": "Q",
    "q": "Q",
    "base64": "B",
    "b": "B",
    "8bit": "",
    "7bit": "",
    "binary": "",
}
_CARET = {"^n": "\n", "^^": "^", "^'": '"'}


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before a property's colon.

    `name` is upper case, `types` lower; `encoding` is "", "Q" or "B". `quoted`
    says that a parameter stands in double quotes, within which a colon ends
    nothing.
    """

    name: str
    group: str = ""
    types: tuple[str, ...] = ()
    params: tuple[tuple[str, str], ...] = ()
    charset: str | None = None
    encoding: str = ""
    quoted: bool = False

    def param(self, name: str) -> str | None:
        """Value of a parameter other than TYPE, CHARSET and ENCODING."""
        return next((value for key, value in self.params if key == name), None)


class Property(NamedTuple):
    """One content line, unfolded and in Unicode.

    Its value is still escaped or in quoted-printable or base64.
    """

    head: Head
    value: str


def colon_of(line: str) -> int:
    """Place of the colon that ends the head, -1 if there is none.

    It is the first one outside of double quotes; quotes that never close mean
    nothing.
    """
    colon = end_of_head(line)
    return colon if colon >= 0 else line.find(":", 0, MAX_HEAD)


def end_of_head(line: str) -> int:
    """Place of the first colon outside of double quotes, -1 if the head goes on."""
    colon = line.find(":", 0, MAX_HEAD)
    quote = line.find('"', 0, max(colon, 0))
    if quote < 0:
        return colon
    inside, escaped = False, False
    for place, character in enumerate(line[:MAX_HEAD]):
        if character == '"' and not escaped:
            inside = not inside
        elif character == ":" and not inside:
            return place
        escaped = character == "\\" and not escaped
    return -1


def parse_head(text: str) -> Head | None:
    """Group, name and parameters in every form that occurs; None if the name is
    no name.
    """
    if '"' in text:
        first, *rest = _split_quoted(text, ";")
    else:
        first, *rest = text.split(";")
    first = first.strip()
    group, name = "", first
    if first[:2].upper() != "X-":
        group, _, name = first.rpartition(".")
    if not _NAME.fullmatch(name) or len(group) > 100:
        return None
    types: list[str] = []
    params: list[tuple[str, str]] = []
    charset, encoding = None, ""
    for piece in rest:
        if custom := _CUSTOM.fullmatch(piece.strip()):
            types.append(_custom_label(*custom.groups()))
            continue
        key, equals, value = piece.partition("=")
        key, value = key.strip().upper(), value.strip()
        if not equals:
            key, value = _bare(key)
        if key == "TYPE":
            types += [part for one in _split_quoted(value, ",") for part in _types(one)]
        elif key == "CHARSET":
            charset = _unquote(value)
        elif key == "ENCODING":
            encoding = _ENCODINGS.get(_unquote(value).lower(), encoding)
        elif key:
            params.append((key, _unquote(value)))
    return Head(
        name.upper(),
        group,
        tuple(dict.fromkeys(types)),
        tuple(params),
        charset,
        encoding,
        '"' in text,
    )


def quote(value: str) -> str:
    """A parameter's value as a head has it; double quotes and newlines as in RFC
    6868.
    """
    value = value.replace("^", "^^").replace('"', "^'").replace("\n", "^n")
    return f'"{value}"' if any(character in value for character in ";:,") else value


def _bare(word: str) -> tuple[str, str]:
    """A parameter without a name, as vCard 2.1 has them: `TEL;HOME`,
    `PHOTO;BASE64`, `LOGO;URL`.
    """
    if word.lower() in _ENCODINGS:
        return "ENCODING", word
    if word in {"INLINE", "URL", "URI", "CID", "CONTENT-ID"}:
        return "VALUE", word
    return "TYPE", word


def _custom_label(charset: str | None, encoded: str | None, label: str) -> str:
    if encoded:
        raw = binascii.a2b_qp(label.encode("utf-8", "replace"))
        label = Charsets(b"").text(raw, charset)
    return " ".join(label.replace(",", " ").split())


def _types(text: str) -> list[str]:
    words = _unquote(text).lower().split(",")
    return [word.strip() for word in words if word.strip()]


def _unquote(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1]
    text = text.replace('\\"', '"')
    if "^" not in text:
        return text
    return re.sub(r"\^[n^']", lambda caret: _CARET[caret[0]], text)


def _split_quoted(text: str, separator: str) -> list[str]:
    """Split outside of double quotes. Quotes that never close mean nothing."""
    if '"' not in text:
        return text.split(separator)
    parts: list[str] = []
    start, inside, escaped = 0, False, False
    for place, character in enumerate(text):
        if character == '"' and not escaped:
            inside = not inside
        elif character == separator and not inside:
            parts.append(text[start:place])
            start = place + 1
        escaped = character == "\\" and not escaped
    if inside:
        return text.split(separator)
    return [*parts, text[start:]]
