"""All evidence, in its order → the circle of each contact, how sure that is, and
why.
"""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
from pandas.arrays import ArrowExtensionArray

from netmerge.due.cadence import cadence_days
from netmerge.due.circles.employers import by_employer, named
from netmerge.due.circles.evidence import GUESSED, Evidence, edited, together
from netmerge.due.circles.groups import by_group
from netmerge.due.circles.homes import by_home
from netmerge.due.circles.labels import by_label
from netmerge.due.circles.relations import by_relation
from netmerge.due.circles.relatives import by_name
from netmerge.due.names import names_of
from netmerge.due.oneself import is_owner
from netmerge.due.own_word import OwnWord, apply
from netmerge.interactions.owner import Owner
from netmerge.schema import TEXT
from netmerge.settings import CIRCLES
from netmerge.text.folding import fold_array

_NOTHING = "Nothing tells of another circle."


class Circles(NamedTuple):
    """Columns of CONTACTS (circle, circle_basis, circle_reason, cadence_days),
    and in sentences of whom the owner's word speaks in vain.
    """

    table: pd.DataFrame
    notices: tuple[str, ...]


def circles(
    contacts: pd.DataFrame,
    records: pd.DataFrame,
    owner: Owner,
    interactions: pd.DataFrame | None = None,
    word: OwnWord | None = None,
    kept: OwnWord | None = None,
) -> Circles:
    """The circle of each contact (one of CIRCLES), how sure that is (said, shown
    or guessed) and why, and how many days it may stay quiet; parallel to
    `contacts`.

    The first evidence that tells anything decides: the owner's `word`; what
    cards say of relations; labels, each read as a whole; what people are
    called; the owner's family name with their telephone or street; an
    employer of the owner's, a school of theirs, an employer that is itself a
    chamber or association; with whom they stand in group mails and chats
    (`interactions` of HAPPENED). Without any, `other`.

    What is `kept` in a book of the owner's word is laid over this table whenever it
    is shown; here it only tells of the others in a group.
    """
    names = names_of(contacts, records)
    own = is_owner(contacts, names, fold_array(names.items), owner)
    given = apply(word or OwnWord(), contacts, names)
    known = together(
        [
            given.told,
            by_relation(contacts, names, own, owner),
            by_label(contacts, partial(named, owner)),
            by_name(contacts, names),
            by_home(contacts, own, owner),
            *by_employer(contacts, records, owner),
        ]
    )
    if interactions is not None:
        in_groups = known
        if kept is not None and kept.says:
            in_groups = together([apply(kept, contacts, names).told, known])
        known = together([known, by_group(contacts, interactions, in_groups, own)])
    found = edited(together([known, _rest(len(contacts))]), given.edited)
    chosen = pa.array(CIRCLES, TEXT).take(pa.array(found.circle))
    usual = cadence_days(chosen, word.of_circles if word else None)
    told = {
        "circle": chosen,
        "circle_basis": found.basis,
        "circle_reason": found.reason,
        "cadence_days": pa.array(np.where(given.days > 0, given.days, usual)),
    }
    columns = {name: ArrowExtensionArray(column) for name, column in told.items()}
    return Circles(pd.DataFrame(columns, index=contacts.index), given.notices)


def _rest(contacts: int) -> Evidence:
    """What is to be said where nothing tells."""
    return Evidence(
        np.full(contacts, CIRCLES.index("other")),
        pa.array([GUESSED] * contacts, TEXT),
        pa.array([_NOTHING] * contacts, TEXT),
    )
