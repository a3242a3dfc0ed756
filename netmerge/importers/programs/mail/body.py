"""The bytes of an e-mail's body → its text. Attachments are skipped, never
decoded.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator

from netmerge.importers.files.encoding import decode
from netmerge.importers.programs.mail.headers import Fields, parse_header, split_header, unbase64
from netmerge.importers.programs.mail.html import html_text
from netmerge.importers.programs.mail.replies import own_words

MAX_PARTS = 100
MAX_DEPTH = 8
MAX_PART = 1 << 18
"""Bytes of a text that are looked at; a longer one is no letter."""

_PARAMETER = re.compile(
    r"""
    ; \s{0,20} (boundary|charset|name)        # a name may hold what looks like the others
    \s{0,20} = \s{0,20}
    (?: "([^"]{0,500})" | ([^\s;"]{1,500}) )  # quoted or bare
    """,
    re.IGNORECASE | re.VERBOSE,
)


def body_text(fields: Fields, body: bytes) -> str:
    """What was written in a message, without quoted replies and signatures.

    Its plain text, else its HTML as text.
    """
    html = ""
    for number, (kind, charset, content) in enumerate(_texts(fields, body, 0)):
        if kind == "text/plain":
            text, _ = decode(content, charset)
            if own := own_words(text):
                return own
        elif not html:
            html, _ = decode(content, charset)
        if number == MAX_PARTS:
            break
    return own_words(html_text(html)) if html else ""


def _texts(fields: Fields, body: bytes, depth: int) -> Iterator[tuple[str, str | None, bytes]]:
    """Kind, charset and decoded bytes of each part that is text and no
    attachment.
    """
    declared = fields.get("content-type", ["text/plain"])[0]
    kind = declared.partition(";")[0].strip().lower() or "text/plain"
    found = _PARAMETER.findall(declared[:4096])
    parameters = {name.lower(): quoted or bare for name, quoted, bare in found}
    if kind.startswith("multipart/"):
        boundary = parameters.get("boundary")
        if boundary and depth < MAX_DEPTH:
            for part in _parts(body, boundary.encode("utf-8", "replace")):
                split = split_header(part)
                if split:
                    header, inner = split
                    yield from _texts(parse_header(header), inner, depth + 1)
        return
    disposition = fields.get("content-disposition", [""])[0].lower()
    if kind not in ("text/plain", "text/html") or disposition.startswith("attachment"):
        return
    encoding = fields.get("content-transfer-encoding", [""])[0].strip().lower()
    yield kind, parameters.get("charset"), _decoded(body[:MAX_PART], encoding)


def _decoded(content: bytes, encoding: str) -> bytes:
    if encoding == "base64":
        return unbase64(content)
    return binascii.a2b_qp(content) if encoding == "quoted-printable" else content


def _parts(body: bytes, boundary: bytes) -> Iterator[bytes]:
    """The parts of a multipart body, at most MAX_PARTS."""
    mark = b"--" + boundary
    start = 0 if body.startswith(mark) else body.find(b"\n" + mark) + 1
    if not start and not body.startswith(mark):
        return
    for _ in range(MAX_PARTS):
        line_end = body.find(b"\n", start)
        if line_end < 0 or body.startswith(b"--", start + len(mark)):
            return
        stop = body.find(b"\n" + mark, line_end)
        yield body[line_end + 1 : stop if stop >= 0 else len(body)]
        if stop < 0:
            return
        start = stop + 1
