"""A network → what was read, made and found, as plain values."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import pandas as pd
import pyarrow.compute as pc

from netmerge import due as dues
from netmerge.columns.chunks import one_chunk
from netmerge.columns.plain import dicts
from netmerge.interactions import Owner
from netmerge.matching import Links, Model
from netmerge.merging.unread import UNREAD
from netmerge.settings import HOW_KNOWN

WAITING = 5
"""Contacts in a summary: enough for a week."""

TO_WRITE_TO = ("answer first", "new", "gone quiet", "worth reviving")
"""The sections of those to whom a note is due."""

_OF_A_SOURCE = (
    *("file", "member", "source", "holds", "rows", "read", "empty", "rejected"),
    *("covers_from", "covers_to", "encoding", "note"),
)
_OF_A_CONTACT = (
    *("contact_id", "full_name", "section", "band", "days_since"),
    *("last_personal_note", "channel", "cadence_days", "circle", "reason"),
)


class Summarised(Protocol):
    """What a summary is made of: see `Network`."""

    @property
    def today(self) -> dt.date: ...  # noqa: D102
    @property
    def due_list(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def sources(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def records(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def rejects(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def contacts(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def review(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def links(self) -> Links: ...  # noqa: D102
    @property
    def model(self) -> Model: ...  # noqa: D102
    @property
    def owner(self) -> Owner: ...  # noqa: D102
    @property
    def region(self) -> str | None: ...  # noqa: D102
    @property
    def region_reason(self) -> str: ...  # noqa: D102
    @property
    def coverage(self) -> str: ...  # noqa: D102
    @property
    def notices(self) -> tuple[str, ...]: ...  # noqa: D102


def summary(network: Summarised) -> dict[str, Any]:
    """What was read, made and found, with the keys that `Network.summary` tells."""
    everyone = network.due_list
    wanting = everyone[everyone["section"].isin(TO_WRITE_TO)]
    known = dues.choose(everyone, by="silence")
    known = known[known["days_since"].notna()]
    return {
        "today": network.today,
        "sources": dicts(network.sources, _OF_A_SOURCE),
        "records": len(network.records),
        "empty": int((network.records["status"] == "empty").sum()),
        "rejected": len(network.rejects),
        "contacts": len(network.contacts),
        "review_pairs": len(network.review),
        "warnings": [*network.links.warnings, *network.notices],
        "held": list(network.model.held),
        "left_out": dict(network.links.bounds),
        "owner": {"names": list(network.owner.names), "how": network.owner.how},
        "region": {"code": network.region, "how": network.region_reason},
        "coverage": network.coverage,
        "first": dicts(wanting.head(WAITING), _OF_A_CONTACT),
        "waiting": dicts(known.head(WAITING), _OF_A_CONTACT),
        "noted": len(known),
        "how_known": _counts(everyone["how_known"], HOW_KNOWN),
        "wanted": dues.exports_wanted(everyone),
        "as_written": _as_written(network.contacts["extra"]),
    }


def _as_written(extra: pd.Series[str]) -> Mapping[str, int]:
    """How many contacts have in `extra` what was written and could not be read as it
    stood, by kind; without the kinds that nobody has.
    """
    column = one_chunk(extra)
    found = {}
    for kind, key in UNREAD.items():
        holds = pc.match_substring(column, f"{json.dumps(key)}: ")
        found[kind] = pc.sum(holds).as_py() or 0
    return {kind: count for kind, count in found.items() if count}


def _counts(column: pd.Series[str], words: Sequence[str]) -> Mapping[str, int]:
    """How often each word stands in a column, in the order of the words."""
    found = column.value_counts()
    return {word: int(found[word]) for word in words if word in found.index}
