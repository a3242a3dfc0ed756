"""Web addresses as written → LinkedIn slugs, and host names."""

from __future__ import annotations

import re
import unicodedata
from typing import Any
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.codes import unique_map
from netmerge.text.folding import Plain

_LONGEST = 2000
_LINKEDIN = re.compile(
    r"""
    (?: [a-z]{1,10} :/{0,2} )?     # https://
    (?: [a-z0-9-]{1,20}\. ){0,2}   # www., fr., m.
    linkedin\.[a-z]{2,3}/+
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PROFILE = re.compile(
    r"""
    (?: (?:mwlite|comm)/+ )?       # LinkedIn's pages for telephones and its e-mails
    (in|pub)/+
    ([^/?\#\s]+)                   # the slug
    (?: /+([^?\#\s]*) )?           # the tail of an old public address
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PUB_PART = re.compile(r"[0-9a-f]{1,3}", re.IGNORECASE)
_HOST = re.compile(
    r"""
    \A
    (?: [a-z][a-z0-9+.-]{0,20}:// )?   # the scheme
    (?: [^/?\#@\s]{0,255}@ )?          # a user
    ([^/?\#@:\s]{1,255})               # the host
    (?: :[0-9]{1,5} )?                 # the port
    (?= [/?\#] | $ )
    """,
    re.VERBOSE,
)
_ORDINARY = Plain(
    r"(?:https?://)?(?:[a-z]{2,3}\.)?linkedin\.com/in/[a-z0-9-]{1,200}/?",
    lambda urls: pc.replace_substring_regex(urls, "^(?:https?://)?[^/]*/in/|/$", ""),
)
_LABEL = re.compile(r"[^\W_](?:[\w-]*[^\W_])?")


def linkedin_slug(url: str | None) -> str | None:
    """The profile's own part of a LinkedIn address; None if it names none.

    Decoded, in lower case. Takes addresses without scheme, of country and
    mobile subdomains, with tails and queries. An old public address
    /pub/jane-doe/1b/2c3/4d5 is the profile jane-doe-4d52c31b (LinkedIn's
    own redirection of 2014).
    """
    if not url or len(url) > _LONGEST:
        return None
    address = url.strip().replace("\\:", ":")
    start = _LINKEDIN.match(address)
    profile = _PROFILE.match(address, start.end()) if start else None
    if not profile:
        return None
    kind, slug, tail = profile.groups()
    slug = _decoded(slug)
    if kind.lower() == "pub" and tail:
        slug += _moved_to(tail)
    return slug or None


def _moved_to(tail: str) -> str:
    """What LinkedIn put at a slug's end for the tail of an old address."""
    parts = [part for part in tail.split("/") if part][:3]
    if len(parts) < 3 or not all(_PUB_PART.fullmatch(part) for part in parts):
        return ""
    first, second, third = (part.lower() for part in parts)
    return f"-{third:0>3}{second:0>3}{first}"


def linkedin_slugs(values: Any) -> pa.Array:
    """`linkedin_slug` over a text column (Arrow array or pandas Series)."""
    return unique_map(values, linkedin_slug, quick=_ORDINARY)


def _decoded(slug: str) -> str:
    for _ in range(2):  # some exporters encode what is encoded already
        if "%" in slug:
            slug = unquote(slug)
    bare = slug.strip().strip("/").lower()
    return unicodedata.normalize("NFC", bare).strip()


def host(url: str | None) -> str | None:
    """The host name of a web address in lower case, without `www.`."""
    if not url or len(url) > _LONGEST:
        return None
    address = url.strip().lower().replace("\\:", ":")
    found = _HOST.match(address)
    if not found or address.startswith(("mailto:", "tel:")):
        return None
    name = unicodedata.normalize("NFKC", found[1]).rstrip(".").removeprefix("www.")
    labels = name.split(".")
    if len(labels) < 2 or labels[-1].isdigit() or not all(map(_is_label, labels)):
        return None
    return name


def _is_label(text: str) -> bool:
    return len(text) < 64 and _LABEL.fullmatch(text) is not None
