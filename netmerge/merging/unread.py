"""Addresses and numbers as written → those of which no column holds all, for
`extra`.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.clean import emails, phones
from netmerge.columns.codes import encode
from netmerge.columns.flags import flags
from netmerge.merging.choices import Fields
from netmerge.merging.members import Members
from netmerge.merging.values import Values, distinct

UNREAD = {
    "e-mail": "email as written",
    "number": "phone as written",
    "name": "name as written",
}
"""What may be kept as it was written → its key in `extra`."""


def unread(members: Members) -> Fields:
    """What stood as an e-mail address or a telephone number and is none, or more
    than one can tell: jane@acme, "after 5".
    """
    return Fields(
        leftovers={
            UNREAD["e-mail"]: _left(members, "emails", emails.is_ordinary, emails.left_over),
            UNREAD["number"]: _left(members, "phones", phones.is_ordinary, phones.left_over),
        }
    )


def _left(
    members: Members,
    column: str,
    is_ordinary: Callable[[pa.Array], pa.Array],
    left_over: Callable[[str], str | None],
) -> Values:
    """What is left over of each value that a column of the records has."""
    written = members.list_values(members.raw(column))
    codes, texts = encode(written.text)
    odd = ~flags(is_ordinary(texts))
    left: list[str | None] = [None] * len(texts)
    for place in np.flatnonzero(odd).tolist():
        left[place] = left_over(texts[place].as_py())
    found = pa.array(left, pa.string()).take(pa.array(codes))
    kept = Values(written.contact, written.row, found).where(flags(pc.is_valid(found)))
    return distinct(kept).best
