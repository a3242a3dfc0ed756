"""E-mail addresses off scanned cards in; the addresses of other records that they stand for out."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from netmerge.clean.emails import normalise, repair
from netmerge.clean.ocr import ocr_key
from netmerge.columns.types import Flags
from netmerge.merging.members import Members
from netmerge.merging.values import Values, distinct


def unreadable(members: Members) -> Values:
    """What scanned cards give as e-mail that is no valid address: john©acme,com."""
    rows = np.flatnonzero(members.scanned)
    if not len(rows):
        return Values(rows, rows, pa.array([], pa.string()))
    written = members.list_values(members.raw("emails"))
    written = written.where(members.scanned[written.row])
    return written.where(
        np.array([normalise(text) is None for text in written.text.to_pylist()], dtype=bool)
    )


def reread(addresses: Values, members: Members, valid: Flags) -> Values:
    """Scanned addresses replaced by the address of another record that they are, but for what a
    scanner confuses.

    Among addresses of a contact that look alike to a scanner a typed one stands for the scanned
    ones, and one that needs no repair for one that does. A valid address that looks like no other
    stays; one that is not becomes null.
    """
    scanned = members.scanned[addresses.row]
    spellings = distinct(addresses).best.contact
    mixed = np.bincount(addresses.contact[scanned], minlength=members.contacts) > 0
    several = np.bincount(spellings, minlength=members.contacts) > 1
    open_contact = (mixed & several)[addresses.contact] | ~valid
    places = np.flatnonzero(open_contact)
    if not len(places):
        return addresses
    subset = addresses.take(places)
    read = _true_addresses(subset, scanned[places].tolist(), valid[places].tolist())
    index = np.arange(len(addresses))
    index[places] = len(addresses) + np.arange(len(places))
    text = pa.concat_arrays([addresses.text, pa.array(read, pa.string())]).take(pa.array(index))
    return Values(addresses.contact, addresses.row, text)


def _true_addresses(addresses: Values, scanned: list[bool], valid: list[bool]) -> list[str | None]:
    texts = addresses.text.to_pylist()
    repaired = [repair(text) or text for text in texts]
    looks = [
        (number, ocr_key(text))
        for number, text in zip(addresses.contact.tolist(), repaired, strict=True)
    ]
    best: dict[tuple[int, str], tuple[tuple[bool, bool], str]] = {}
    for look, text, mended, was_scanned, is_valid in zip(
        looks, texts, repaired, scanned, valid, strict=True
    ):
        doubt = (was_scanned, mended != text)
        if is_valid and (look not in best or doubt < best[look][0]):
            best[look] = (doubt, text)
    return [
        (best[look][1] if look in best else None) if was_scanned else text
        for look, text, was_scanned in zip(looks, texts, scanned, strict=True)
    ]
