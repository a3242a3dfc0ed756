"""E-mail addresses as written in; valid, lower-case addresses out, and repaired ones as match keys."""

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
_ORDINARY = re.compile(
    r"[a-z0-9_][a-z0-9._+-]{0,63}@[a-z0-9-]{1,63}\.(?:[a-z0-9-]{1,63}\.){0,3}[a-z]{2,24}"
)
_LOCAL = re.compile(r"[\w!#$%&'*+/=?^`{|}~-][\w.!#$%&'*+/=?^`{|}~-]{0,63}")
_LABEL = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?")
_PREFIX = re.compile(r"(?:mailto|smtp|e-?mails?|mail|e-post|correo|e)\s?:\s?", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,;<>()\[\]\"|]+")
_EDGES = ".,;:'\"<>()[]{}*•·-/\\"


def parse(text: str) -> tuple[str, ...]:
    """The valid addresses in a cell, lower case, in their order, each once; () if there are none.

    Takes `mailto:` and `E:` prefixes, `Name <a@b.c>`, spaces inside, full-width signs, trailing
    dots, several at once.
    """
    lowered = text.strip().lower()
    if ("@" not in lowered and "＠" not in lowered) or len(text) > _LONGEST:
        return ()
    plain = _PREFIX.sub("", unicodedata.normalize("NFKC", lowered).partition("?subject=")[0])
    pieces = (_valid(piece) for piece in _BETWEEN.split(plain) if "@" in piece)
    found = tuple(dict.fromkeys(address for address in pieces if address))
    if found or plain.count("@") != 1:
        return found
    joined = _valid("".join(plain.split()))
    return (joined,) if joined else ()


def parse_array(distinct: pa.Array) -> pa.ListArray:
    """`parse` over distinct cells."""
    lowered = pc.utf8_lower(pc.utf8_trim_whitespace(distinct))
    ordinary = np.asarray(
        pc.match_substring_regex(lowered, f"^(?:{_ORDINARY.pattern})$"), dtype=bool
    )
    ordinary &= ~np.asarray(pc.match_substring_regex(lowered, r"\.\.|-\."), dtype=bool)
    others = distinct.filter(pa.array(~ordinary))
    return interleave(
        ordinary, lowered.filter(pa.array(ordinary)), lists_of(map(parse, others.to_pylist()))
    )


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
    """The address a scanner most likely had before it, as a match key, or None if nothing can be
    made of it.

    Puts back the @ (©, ®, (at)), the dot (`,com`), the ending (.corn, .c0m) and webmail domains
    (gmai1, grnail); what needs no repair comes out as `normalise` has it. Never to be shown as
    the person's address.
    """
    if not text or len(text) > _LONGEST:
        return None
    plain = unicodedata.normalize("NFC", text).lower()
    if "@" not in plain:
        for sign in MISREADINGS.content.at_signs.signs:
            if sign in plain:
                plain = plain.replace(sign, "@", 1)
                break
    plain = _PREFIX.sub("", unicodedata.normalize("NFKC", plain))
    local, at, domain = "".join(plain.split()).strip(_EDGES).partition("@")
    if not at:
        return None
    domain = domain.replace(",", ".").replace("@", "").strip(_EDGES)
    return _valid(f"{local.replace(',', '.').strip(_EDGES)}@{repair_domain(domain)}")


def _valid(piece: str) -> str | None:
    local, _, domain = piece.strip(_EDGES).rpartition("@")
    labels = domain.split(".")
    if not _LOCAL.fullmatch(local) or len(labels) < 2 or len(domain) > 253:
        return None
    if (
        not all(_LABEL.fullmatch(label) for label in labels)
        or labels[-1].isdigit()
        or len(labels[-1]) < 2
    ):
        return None
    return f"{local}@{domain}"
