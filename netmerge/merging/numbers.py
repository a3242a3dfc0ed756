"""Telephone numbers → national ones as the international ones that they are."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pyarrow.compute as pc

from netmerge.columns.flags import flags
from netmerge.merging.values import Values

_SHORTEST = 7
"""Digits after the trunk zero below which a number may be an
extension or a short code of anybody's.
"""
_LONGEST_COUNTRY_CODE = 3
"""Digits (ITU-T E.164)."""


def internationalised(numbers: Values, contacts: int) -> Values:
    """The numbers of `contacts` contacts, with 0171 7240172 as
    +491717240172 where the contact has that one as well.

    Cleaning reads a national number by the region of most numbers;
    a contact of another country shows its own. A number that could
    be two of the contact's stays as it is.
    """
    international = flags(pc.starts_with(numbers.text, "+"))
    known = np.bincount(numbers.contact[international], minlength=contacts) > 0
    national = np.flatnonzero(~international & known[numbers.contact])
    if not len(national):
        return numbers
    concerned = np.zeros(contacts, dtype=bool)
    concerned[numbers.contact[national]] = True
    whole: dict[int, set[str]] = defaultdict(set)
    beside = numbers.where(international & concerned[numbers.contact])
    for contact, text in beside.pairs():
        whole[contact].add(text.partition(";")[0])
    written = numbers.take(national)
    read = [_international(text, whole[contact]) for contact, text in written.pairs()]
    return numbers.replaced(national, read)


def _international(text: str, whole: set[str]) -> str:
    number, sign, extension = text.partition(";")
    digits = "".join(filter(str.isdecimal, number)).lstrip("0")
    longest = 1 + _LONGEST_COUNTRY_CODE + len(digits)
    alike = [known for known in whole if known.endswith(digits)]
    fitting = [known for known in alike if len(known) <= longest]
    if len(digits) < _SHORTEST or len(fitting) != 1:
        return text
    return fitting[0] + sign + extension
