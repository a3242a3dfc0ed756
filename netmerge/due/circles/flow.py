"""All evidence, in its order → the circle of each contact, how sure that is, and
why.
"""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd
import pyarrow as pa
from pandas.arrays import ArrowExtensionArray

from netmerge.due.circles.employers import by_employer, named
from netmerge.due.circles.evidence import GUESSED, Evidence, together
from netmerge.due.circles.groups import by_group
from netmerge.due.circles.homes import by_home
from netmerge.due.circles.labels import by_label
from netmerge.due.circles.relations import by_relation
from netmerge.due.circles.relatives import by_name
from netmerge.due.names import names_of
from netmerge.due.oneself import is_owner
from netmerge.interactions.owner import Owner
from netmerge.schema import TEXT
from netmerge.settings import CIRCLES
from netmerge.text.folding import fold_array

_NOTHING = "Nothing tells of another circle."


def circles(
    contacts: pd.DataFrame,
    records: pd.DataFrame,
    owner: Owner,
    interactions: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The circle of each contact (one of CIRCLES), parallel to `contacts`.

    Columns `circle`, `circle_basis` (said, shown or guessed) and
    `circle_reason`. The first evidence that tells anything decides: what
    cards say of relations; labels, each read as a whole; what people are
    called; the owner's family name with their telephone or street; an
    employer of the owner's, a school of theirs, an employer that is itself a
    chamber or association; with whom they stand in group mails and chats
    (`interactions` of HAPPENED). Without any, `other`.
    """
    names = names_of(contacts, records)
    own = is_owner(contacts, names, fold_array(names.items), owner)
    everybody = len(contacts)
    nothing = pa.array([_NOTHING] * everybody, TEXT)
    rest = Evidence(
        np.full(everybody, CIRCLES.index("other")), pa.array([GUESSED] * everybody, TEXT), nothing
    )
    known = together(
        [
            by_relation(contacts, names, own, owner),
            by_label(contacts, partial(named, owner)),
            by_name(contacts, names),
            by_home(contacts, own, owner),
            *by_employer(contacts, records, owner),
        ]
    )
    if interactions is not None:
        known = together([known, by_group(contacts, interactions, known, own)])
    found = together([known, rest])
    chosen = pa.array(CIRCLES, TEXT).take(pa.array(found.circle))
    told = {"circle": chosen, "circle_basis": found.basis, "circle_reason": found.reason}
    return pd.DataFrame(
        {name: ArrowExtensionArray(column) for name, column in told.items()}, index=contacts.index
    )
