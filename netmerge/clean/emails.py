"""E-mail addresses as written → valid ones, and repaired ones as match keys."""

from __future__ import annotations

import re
import unicodedata

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.clean.ocr import repair_domain
from netmerge.columns.ragged import interleave, lists_of
from netmerge.words import MISREADINGS

_LONGEST = 1000
_LONGEST_DOMAIN = 253  # RFC 1035
_ORDINARY = (
    r"^[a-z0-9_][a-z0-9._+-]{0,63}@"
    r"[a-z0-9-]{1,63}\.(?:[a-z0-9-]{1,63}\.){0,3}[a-z]{2,24}$"
)
"""Addresses as they should be, but for what _NOT_ORDINARY finds."""
_NOT_ORDINARY = r"\.\.|-\."
_LOCAL = re.compile(r"[\w!#$%&'*+/=?^`{|}~-][\w.!#$%&'*+/=?^`{|}~-]{0,63}")
_LABEL = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?")
_PREFIX = re.compile(
    r"(?<![\w@.]) (?: mailto | smtp | e-?mails? | mail | e-post | correo | e ) \s?:\s?",
    re.IGNORECASE | re.VERBOSE,
)
_BETWEEN = re.compile(r"[\s,;<>()\[\]\"|]+")
_TELLING = re.compile(r"\w\.\w|\d|\w[/=]\w\w")
"""What a word that stands for nothing has not: a dot between letters, a digit, the
parts of a directory's name (Ida Holm/Oslo/Acme).
"""
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_EDGES = ".,;:'\"<>()[]{}*•·-/\\"


def parse(text: str) -> tuple[str, ...]:
    """The valid addresses in a cell, lower case, in their order, each once.

    Takes `mailto:` and `E:` prefixes, `Name <a@b.c>`, blanks inside,
    full-width signs, trailing dots, several at once.
    """
    lowered = text.strip().lower()
    if len(text) > _LONGEST or not ("@" in lowered or "＠" in lowered):
        return ()
    plain = _PREFIX.sub("", _narrow(lowered).partition("?subject=")[0])
    valid = filter(None, map(_valid, _pieces(plain)))
    found = tuple(dict.fromkeys(valid))
    if found or plain.count("@") != 1:
        return found
    joined = _valid("".join(plain.split()))  # j o h n @ x . com
    return (joined,) if joined else ()


def _narrow(text: str) -> str:
    """The text in characters of usual width, without invisible ones."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


def parse_array(distinct: pa.Array) -> pa.ListArray:
    """`parse` over distinct cells."""
    lowered = pc.utf8_lower(pc.utf8_trim_whitespace(distinct))
    ordinary = is_ordinary(lowered)
    others = distinct.filter(pc.invert(ordinary)).to_pylist()
    parsed = lists_of(map(parse, others))
    return interleave(np.asarray(ordinary, dtype=bool), lowered.filter(ordinary), parsed)


def is_ordinary(lowered: pa.Array) -> pa.Array:
    """Which cells, in lower case, are one address and nothing else, for certain."""
    matches = pc.match_substring_regex(lowered, _ORDINARY)
    odd = pc.match_substring_regex(lowered, _NOT_ORDINARY)
    return pc.and_not(matches, odd)


def left_over(text: str) -> str | None:
    """What of a cell is meant for an address and is none (jane@acme, john(at)acme.
    example), None for nothing.

    Where no address is found, the cell as written; but for a word that says
    that there is none: n/a.
    """
    found = parse(text)
    if not found:
        is_address = any(sign in text.lower() for sign in _signs())
        return text.strip() if is_address or _TELLING.search(text) else None
    plain = _PREFIX.sub("", _narrow(text.lower()))
    left = [piece for piece in _pieces(plain) if _valid(piece) not in found]
    shown = (piece.strip(_EDGES) for piece in left)
    return " ".join(piece for piece in shown if piece != "@") or None


def _signs() -> tuple[str, ...]:
    return ("@", "＠", *MISREADINGS.content.at_signs.signs)


def normalise(text: str | None) -> str | None:
    """The first valid address in a cell, or None."""
    return next(iter(parse(text)), None) if text else None


def local_parts(addresses: pa.Array) -> pa.Array:
    """Local parts of normalised addresses, without a +tag."""
    whole = pc.replace_substring_regex(addresses, "@[^@]*$", "")
    untagged = pc.replace_substring_regex(whole, r"[+].*$", "")
    return pc.if_else(pc.equal(untagged, ""), whole, untagged)


def domains(addresses: pa.Array) -> pa.Array:
    """What stands behind the @ of normalised addresses."""
    return pc.replace_substring_regex(addresses, "^.*@", "")


def repair(text: str | None) -> str | None:
    """The address that a scanner most likely had before it, as a match key.

    Puts back the @ (©, ®, (at)), the dot (`,com`), the ending (.corn, .c0m)
    and webmail domains (gmai1, grnail); what needs no repair comes out as
    `normalise` has it. Never to be shown as the person's address.
    """
    if not text or len(text) > _LONGEST:
        return None
    signed = _with_at_sign(unicodedata.normalize("NFC", text).lower())
    plain = _PREFIX.sub("", unicodedata.normalize("NFKC", signed))
    bare = "".join(plain.split()).strip(_EDGES)
    local, at, domain = bare.partition("@")
    if not at:
        return None
    local = local.replace(",", ".").strip(_EDGES)
    domain = domain.replace(",", ".").replace("@", "").strip(_EDGES)
    return _valid(f"{local}@{repair_domain(domain)}")


def _pieces(plain: str) -> list[str]:
    """What may be an address each; at a slash only where there are more than one."""
    pieces: list[str] = []
    for piece in _BETWEEN.split(plain):
        pieces += piece.split("/") if piece.count("@") > 1 else [piece]
    return [piece for piece in pieces if "@" in piece]


def _with_at_sign(text: str) -> str:
    """The text with an @ in place of the first sign that may have been one."""
    if "@" in text:
        return text
    signs = MISREADINGS.content.at_signs.signs
    misread = next((sign for sign in signs if sign in text), "@")
    return text.replace(misread, "@", 1)


def _valid(piece: str) -> str | None:
    """The piece without punctuation at its edges, if it is an address."""
    local, _, domain = piece.strip(_EDGES).rpartition("@")
    *names, ending = domain.split(".")
    if not _LOCAL.fullmatch(local) or not names or len(domain) > _LONGEST_DOMAIN:
        return None
    if not all(map(_LABEL.fullmatch, (*names, ending))):
        return None
    return None if ending.isdigit() or len(ending) < 2 else f"{local}@{domain}"
