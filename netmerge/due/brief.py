"""A contact, their row of the due list and what happened → what to know before
writing to them, on one screen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from netmerge.columns.chunks import arrow
from netmerge.columns.flags import equals
from netmerge.columns.ragged import flatten
from netmerge.columns.types import Flags
from netmerge.due.balance import balance
from netmerge.due.happened import Happened, happened
from netmerge.due.introductions import introductions
from netmerge.due.oneself import among
from netmerge.due.where_met import where_met
from netmerge.schema import DATE
from netmerge.settings import CHANNELS_BY_HANDLE

MOST_LINES, WIDTH = 24, 80
"""Of a screen: lines, and characters of each."""
_NOTES, _FAVOURS, _EARLIER = 3, 2, 1


@dataclass(frozen=True)
class Brief:
    """What to know before writing to somebody; nothing in it is made up.

    `known`: how the owner knows them, in sentences. `wrote` and `heard`: the
    last notes of the owner and the last messages of theirs, each as day,
    channel and first words, latest first. `given`, `received`: with the day
    of each. `earlier`: employment that another export told. `write_to`: the
    addresses, the channel last used first.
    """

    contact_id: str
    who: str
    known: tuple[str, ...]
    wrote: tuple[tuple[dt.date, str, str], ...]
    heard: tuple[tuple[dt.date, str, str], ...]
    given: tuple[str, ...]
    received: tuple[str, ...]
    earlier: tuple[str, ...]
    write_to: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """All of it in at most 24 lines of 80 characters."""
        told = [
            self.who,
            *self.known,
            *_section("You wrote", self.wrote, "No personal note of yours on file."),
            *_section("They wrote", self.heard, "No message of theirs to you alone on file."),
            *_listed("You gave", self.given),
            *_listed("They gave", self.received),
            *_listed("Earlier", self.earlier),
            *_listed("Write to", self.write_to, len(self.write_to)),
        ]
        return tuple(map(in_width, told[:MOST_LINES]))

    def __str__(self) -> str:
        return "\n".join(self.lines)


def brief(
    who: str,
    contacts: pd.DataFrame,
    due: pd.DataFrame,
    interactions: pd.DataFrame,
    today: dt.date,
) -> Brief:
    """The brief on the contact of this contact_id, as of a day.

    `contacts` of CONTACTS, `due` of DUE, in which not everybody stands,
    `interactions` of HAPPENED.
    """
    contact = row_of(contacts, who)
    if contact is None:
        raise KeyError(who)
    theirs = _concerning(interactions, who)
    what = happened(theirs, pa.array([who]), today)
    favours = balance(contacts, theirs, today)
    favours = favours[equals(favours["contact_id"], who)]
    return Brief(
        contact_id=who,
        who=who_is(contact),
        known=_known(
            contact,
            row_of(due, who),
            _introduced_by(theirs, who, contacts, today),
            where_met(contacts[equals(contacts["contact_id"], who)], interactions)[0].as_py(),
        ),
        wrote=_last(what, what.note),
        heard=_last(what, what.said),
        given=_first_list(favours, "given"),
        received=_first_list(favours, "received"),
        earlier=tuple(contact["history"] or ()),
        write_to=_write_to(contact, what),
    )


def row_of(table: pd.DataFrame, who: str) -> dict[str, Any] | None:
    """The row of a contact as plain values, without a picture."""
    found = table[equals(table["contact_id"], who)].head(1)
    columns = {name: arrow(found[name]) for name in found.columns if name != "photo"}
    return {name: column.to_pylist()[0] for name, column in columns.items()} if len(found) else None


def _concerning(interactions: pd.DataFrame, who: str) -> pd.DataFrame:
    """The interactions with somebody, and those of several in which they stand."""
    present = flatten(interactions["present"])
    stands = among(present.row[equals(present.items, who)], len(interactions))
    found: pd.DataFrame = interactions[equals(interactions["contact_id"], who) | stands]
    return found


def _introduced_by(
    interactions: pd.DataFrame, who: str, contacts: pd.DataFrame, today: dt.date
) -> str | None:
    """Which contact introduced somebody to the owner."""
    made = introductions(interactions, today)
    by = made.loc[(made["other"] == who) & ~made["by_me"].to_numpy(dtype=bool), "one"]
    found = contacts.loc[contacts["contact_id"].isin(by), "full_name"].dropna()
    return str(found.iloc[0]) if len(found) else None


def who_is(contact: Mapping[str, Any]) -> str:
    """Name, work and city of a contact (a row of CONTACTS)."""
    name = contact["full_name"] or contact["contact_id"]
    work = " at ".join(filter(None, [contact["title"], contact["company"]]))
    return ", ".join(filter(None, [name, work, contact["city"]]))


def _known(
    contact: Mapping[str, Any],
    due: Mapping[str, Any] | None,
    introduced: str | None,
    event: str | None,
) -> tuple[str, ...]:
    """How the owner knows somebody, and where they stand, in sentences."""
    days = {"met": contact["met_on"], "connected": contact["connected_on"]}
    at = {"met": f" ({event})" if event else ""}
    told = [f"{what} on {day}{at.get(what, '')}" for what, day in days.items() if day]
    told += [f"introduced by {introduced}"] if introduced else []
    how = due["how_known"] if due else None
    beyond = [how] if how and how not in {*days, "introduced"} else []
    first = "; ".join([*beyond, *told])
    circle = f"{contact['circle']} ({contact['circle_basis']}). {contact['circle_reason']}"
    where = [f"{due['section'].capitalize()}: {due['reason']}"] if due else []
    return (f"How you know them: {first or 'only connected'}.", f"Circle: {circle}", *where)


def _last(what: Happened, which: Flags) -> tuple[tuple[dt.date, str, str], ...]:
    """The last few of these: day, channel and first words, latest first."""
    places = np.flatnonzero(which)[::-1][:_NOTES]
    days = pa.array(what.day[places], pa.int32()).cast(DATE).to_pylist()
    taken = pa.array(places)
    channels, texts = what.channel.take(taken).to_pylist(), what.text.take(taken).to_pylist()
    return tuple(
        (day, channel or "", text or "")
        for day, channel, text in zip(days, channels, texts, strict=True)
    )


def _write_to(contact: Mapping[str, Any], what: Happened) -> tuple[str, ...]:
    """The ways to write to somebody, that of the last message first."""
    emails, phones = contact["emails"] or (), contact["phones"] or ()
    ways = {
        "linkedin": [contact["linkedin_url"]],
        "mailto": list(emails[:1]),
        "tel": list(phones[:1]),
    }
    written = np.flatnonzero(what.note | what.heard | what.letter)
    last = what.channel[int(written[-1])].as_py() if len(written) else None
    order = sorted(ways, key=lambda way: last not in CHANNELS_BY_HANDLE[way])
    return tuple(address for way in order for address in ways[way] if address)


def _first_list(table: pd.DataFrame, column: str) -> tuple[str, ...]:
    values = arrow(table[column]).to_pylist()
    return tuple(values[0] or ()) if values else ()


def _section(title: str, notes: Sequence[tuple[dt.date, str, str]], none: str) -> list[str]:
    if not notes:
        return [none]
    return [f"{title}:", *(f"  {day} {channel}: {text}" for day, channel, text in notes)]


def _listed(title: str, values: Sequence[str], most: int = _FAVOURS) -> list[str]:
    shown = [f"{title}: {value}" for value in values[:most]]
    more = len(values) - most
    return [*shown[:-1], f"{shown[-1]} (and {more} more)"] if more > 0 and shown else shown


def in_width(line: str) -> str:
    """A line cut to the width of a screen, its indent kept."""
    plain = " ".join(line.split())
    indent = " " * (len(line) - len(line.lstrip(" ")))
    whole = indent + plain
    return whole if len(whole) <= WIDTH else whole[: WIDTH - 1].rstrip() + "…"
