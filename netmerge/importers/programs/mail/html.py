"""HTML of a message → its text, without what was quoted from the message before.

A scanner of tags and no more: it is linear in the text, whatever the text
holds, and nothing in it is fetched.
"""

from __future__ import annotations

import re
from html import unescape

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})([^<>]{0,4000})>")
_SILENT = frozenset({"script", "style", "head", "title", "template"})
_BREAKS = frozenset(
    {"p", "div", "br", "tr", "li", "ul", "ol", "table", "hr", "h1", "h2", "h3", "h4", "h5", "h6"}
)
_QUOTE = re.compile(
    r"""
    (?: class|id ) \s? = \s? ["']? [^"'<>]{0,200}?
    (?:
        gmail_quote | gmail_attr | gmail_extra | gmail_signature
        | moz-cite-prefix                               # Thunderbird
        | yahoo_quoted
        | divRplyFwdMsg | appendonsend | OLK_SRC_BODY   # Outlook
        | protonmail_quote
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""What mail programs call the element in which, or after which, the earlier
message stands.
"""
_BLANKS = re.compile(r"[ \t\r\f\v\u00a0]{1,10000}")


def html_text(html: str) -> str:
    """The text, a line for each block."""
    html = html.replace("\n", " ")  # where lines end in the source means nothing
    lower = html.lower()
    pieces: list[str] = []
    unclosed: set[str] = set()
    place, quoted = 0, 0
    while (start := html.find("<", place)) >= 0:
        if not quoted:
            pieces.append(html[place:start])
        if html.startswith("<!--", start):
            end = html.find("-->", start)
            place = len(html) if end < 0 else end + 3
            continue
        tag = _TAG.match(html, start)
        if not tag:
            pieces += [] if quoted else ["<"]
            place = start + 1
            continue
        closing, name, attributes = tag[1], tag[2].lower(), tag[3]
        place = tag.end()
        if name in _SILENT and not closing and name not in unclosed:
            end = lower.find(f"</{name}", place)
            place = max(place, end)
            unclosed |= {name} if end < 0 else set()
        elif name == "blockquote":
            quoted = max(0, quoted + (-1 if closing else 1))
        elif not quoted and not closing and _QUOTE.search(attributes):
            break
        if name in _BREAKS and not quoted:
            pieces.append("\n")
    else:
        pieces += [] if quoted else [html[place:]]
    return _squeezed(unescape("".join(pieces)))


def _squeezed(text: str) -> str:
    lines = (_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
