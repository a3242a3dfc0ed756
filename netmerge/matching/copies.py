"""Rows of the same content → those that are compared, and those that follow them.

Rows that say the same, and how somebody is reached or known, are one person's:
one of them is compared. Of others ("Mum") two are compared as any two rows are,
and what becomes of the two becomes of all. A hundred copies would be more than
blocking lets meet.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from netmerge.columns import runs
from netmerge.columns.types import Flags, Hashes, Ints

IN_DOUBT = 2
"""Copies that are compared of a row that does not say enough to be one person's.
"""


@dataclass(frozen=True)
class Copies:
    """Rows of a table that say the same as others.

    `compared` are places among the rows that were given, ascending. `others`
    are the places left out, with the first and the last compared of their
    copies, which may be the same one.
    """

    compared: Ints  # (rows to compare,)
    others: Ints  # (copies left out,)
    first: Ints  # (copies left out,), a place that is compared
    last: Ints

    def compared_for(self, rows: int) -> Ints:
        """For each of so many places the one that is compared for it, mostly
        itself.
        """
        result = np.arange(rows)
        result[self.others] = self.first
        return result

    def followed(self, clusters: Ints) -> Ints:
        """The cluster of each place, where only those of compared ones are known.

        A copy joins those that were compared if they are in one cluster; it
        stays by itself, as they do, if not: they say too little.
        """
        result = clusters.copy()
        first, last = clusters[self.first], clusters[self.last]
        result[self.others] = np.where(first == last, first, self.others)
        return result


def copies(content: Hashes, telling: Flags, single: Flags) -> Copies:
    """Find rows of the same content, each of which is given as a number.

    `telling` marks rows that say how somebody is reached or known. `single`
    marks those that are compared in any case: that the owner decided on, or of
    an export that lists nobody twice.
    """
    order = np.lexsort((single, content))
    place = runs.places(content[order])
    least = np.where(telling, 1, IN_DOUBT)  # copies that are compared
    left_out = (place >= least[order]) & ~single[order]
    begins = np.flatnonzero(left_out) - place[left_out]
    last_compared = begins + least[order][left_out] - 1
    return Copies(
        compared=np.sort(order[~left_out]),
        others=order[left_out],
        first=order[begins],
        last=order[last_compared],
    )
