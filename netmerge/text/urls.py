"""Web addresses as written in; LinkedIn slugs and host names out."""

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
    r"(?:[a-z]{1,10}:/{0,2})?(?:[a-z0-9-]{1,20}\.){0,2}linkedin\.[a-z]{2,3}/+", re.IGNORECASE
)
_PROFILE = re.compile(
    r"(?:(?:mwlite|comm)/+)?(in|pub)/+([^/?#\s]+)(?:/+([^?#\s]*))?", re.IGNORECASE
)
_PUB_PART = re.compile(r"[0-9a-f]{1,3}", re.IGNORECASE)
_HOST = re.compile(
    r"\A(?:[a-z][a-z0-9+.-]{0,20}://)?(?:[^/?#@\s]{0,255}@)?([^/?#@:\s]{1,255})(?::[0-9]{1,5})?(?=[/?#]|$)"
)
_ORDINARY = Plain(
    r"(?:https?://)?(?:[a-z]{2,3}\.)?linkedin\.com/in/[a-z0-9-]{1,200}/?",
    lambda urls: pc.replace_substring_regex(urls, "^(?:https?://)?[^/]*/in/|/$", ""),
)
_LABEL = re.compile(r"[^\W_](?:[\w-]*[^\W_])?")


def linkedin_slug(url: str | None) -> str | None:
    """The profile's own part of a LinkedIn address: decoded, NFC, lower case; None if the address
    names no profile.

    Takes addresses without scheme, of country and mobile subdomains, with tails and queries. An
    old public address /pub/jane-doe/1b/2c3/4d5 is the profile jane-doe-4d52c31b (LinkedIn's own
    redirection of 2014).
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
        parts = [part for part in tail.split("/") if part][:3]
        if len(parts) == 3 and all(_PUB_PART.fullmatch(part) for part in parts):
            slug = f"{slug}-{parts[2]:0>3}{parts[1]:0>3}{parts[0]}".lower()
    return slug or None


def linkedin_slugs(values: Any) -> pa.Array:
    """`linkedin_slug` over a text column (Arrow array or pandas Series)."""
    return unique_map(values, linkedin_slug, quick=_ORDINARY)


def _decoded(slug: str) -> str:
    for _ in range(2):  # some exporters encode what is encoded already
        if "%" not in slug:
            break
        slug = unquote(slug)
    return unicodedata.normalize("NFC", slug.strip().strip("/").lower()).strip()


def host(url: str | None) -> str | None:
    """The host name of a web address in lower case without `www.`; None where there is none."""
    if not url or len(url) > _LONGEST:
        return None
    address = url.strip().lower().replace("\\:", ":")
    found = _HOST.match(address)
    if not found or address.startswith(("mailto:", "tel:")):
        return None
    labels = unicodedata.normalize("NFKC", found[1]).rstrip(".").removeprefix("www.").split(".")
    if len(labels) < 2 or not all(len(label) < 64 and _LABEL.fullmatch(label) for label in labels):
        return None
    return None if labels[-1].isdigit() else ".".join(labels)
