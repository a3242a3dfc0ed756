"""E-mail addresses off scanned cards → those of other records that they stand
for.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from netmerge.clean.emails import normalise, repair
from netmerge.clean.ocr import ocr_key
from netmerge.columns.types import Flags
from netmerge.merging.members import Members
from netmerge.merging.values import Values, distinct


def unreadable(members: Members) -> Values:
    """What scanned cards give as e-mail that is no valid address:
    john©acme,com.
    """
    rows = np.flatnonzero(members.scanned)
    if not len(rows):
        return Values(rows, rows, pa.array([], pa.string()))
    written = members.list_values(members.raw("emails"))
    written = written.where(members.scanned[written.row])
    broken = [normalise(text) is None for text in written.text.to_pylist()]
    return written.where(np.array(broken, dtype=bool))


def reread(
    addresses: Values,
    members: Members,
    valid: Flags,
) -> Values:
    """Scanned addresses replaced by the address of another record
    that they are, but for what a scanner confuses.

    Among addresses of a contact that look alike to a scanner a
    typed one stands for the scanned ones, and one that needs no
    repair for one that does. A valid address that looks like no
    other stays; one that is not becomes null.
    """
    scanned = members.scanned[addresses.row]
    of_scans = addresses.contact[scanned]
    spellings = distinct(addresses).best.contact
    mixed = np.bincount(of_scans, minlength=members.contacts) > 0
    several = np.bincount(spellings, minlength=members.contacts) > 1
    in_question = (mixed & several)[addresses.contact] | ~valid
    places = np.flatnonzero(in_question)
    if not len(places):
        return addresses
    subset = addresses.take(places)
    read = _true_addresses(subset, scanned[places].tolist(), valid[places].tolist())
    return addresses.replaced(places, read)


def _true_addresses(
    addresses: Values,
    scanned: list[bool],
    valid: list[bool],
) -> list[str | None]:
    texts = addresses.text.to_pylist()
    repaired = [repair(text) or text for text in texts]
    looks = list(zip(addresses.contact.tolist(), map(ocr_key, repaired), strict=True))
    best: dict[tuple[int, str], tuple[tuple[bool, bool], str]] = {}
    every = zip(looks, texts, repaired, scanned, valid, strict=True)
    for look, text, mended, was_scanned, is_valid in every:
        doubt = (was_scanned, mended != text)
        if is_valid and (look not in best or doubt < best[look][0]):
            best[look] = (doubt, text)
    return [
        (best[look][1] if look in best else None) if was_scanned else text
        for look, text, was_scanned in zip(looks, texts, scanned, strict=True)
    ]
