"""A network and its questions → what a notebook shows of them, everything escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd

from netmerge.columns.plain import dicts
from netmerge.export.html import table_html
from netmerge.report.templates import telephone
from netmerge.text.plurals import many

FIRST = 5
"""People and questions of a network at a glance."""
MOST_CARDS = 20
"""Questions that stand as cards; how many more there are is told."""
_SOURCES = ("file", "member", "source", "read", "empty", "rejected")
_DUE = ("full_name", "section", "circle", "reason")
_SIDE = {
    "name": "",
    "company": "",
    "title": "",
    "emails": "",
    "phones": "",
    "city": "",
    "profile": "",
    "source": "from ",
}
"""What a side of a question shows, and the word before it."""
_LONGEST = 160
"""Characters of a value on a card."""
_CARD = "border:1px solid #8888;border-radius:6px;padding:6px 12px;margin:0 0 8px;max-width:60em"
_COLUMNS = "display:grid;grid-template-columns:1fr 1fr;gap:16px"


class Questions(pd.DataFrame):
    """Questions (REVIEW): a table like any other, which a notebook shows as cards
    with both sides beside each other.
    """

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame  # of a part of its columns no card can be made

    def _repr_html_(self) -> str:
        return questions_html(self, MOST_CARDS)


def network_html(
    read: Mapping[str, pd.DataFrame],
    due: pd.DataFrame,
    questions: pd.DataFrame,
    sources: pd.DataFrame,
) -> str:
    """A network at a glance: how much was `read` (contacts, records and rejects),
    the first who wait for a note (DUE), the first questions (REVIEW), then the
    sources (SOURCES).
    """
    told = (
        f"<b>{many(len(read['contacts']), 'contact')}</b> from "
        f"{many(len(read['records']), 'record')}; {many(len(questions), 'pair')} to review, "
        f"{many(len(read['rejects']), 'row')} rejected"
    )
    people = table_html(due[list(_DUE)], "Write to these first", rows=FIRST)
    used = sources[sources["holds"].isin(["contacts", "interactions"])]
    files = table_html(used[list(_SOURCES)], "Sources")
    asked = questions_html(questions, FIRST) if len(questions) else ""
    return f"<div><p>{told}</p>{people}{asked}{files}</div>"


def questions_html(questions: pd.DataFrame, most: int) -> str:
    """The first questions (REVIEW) as cards, the two sides beside each other."""
    cards = "".join(map(_card, dicts(questions.head(most))))
    rest = len(questions) - most
    more = f"<p>… and {rest:,} more</p>" if rest > 0 else ""
    return f"<p><b>{many(len(questions), 'question')}</b></p>{cards}{more}"


def _card(question: Mapping[str, Any]) -> str:
    sides = "".join(f"<div>{_side(question, side)}</div>" for side in "ab")
    decision = question["decision"]
    said = f"<b>{escape(decision)}</b>, " if decision else ""
    chance = f"{said}{100 * question['match_probability']:.0f} % one person"
    reason = escape(_cut(question["reason"] or ""))
    return (
        f'<div style="{_CARD}"><div style="{_COLUMNS}">{sides}</div>'
        f"<small>{chance}: {reason}</small></div>"
    )


def _side(question: Mapping[str, Any], side: str) -> str:
    """What is known of one side, a line each; what the other says otherwise is
    marked.
    """
    other = "b" if side == "a" else "a"
    lines = []
    for name, before in _SIDE.items():
        values, opposite = (_values(question[f"{name}_{one}"]) for one in (side, other))
        if not values:
            continue
        read = map(telephone, values) if name == "phones" else values
        shown = escape(f"{before}{_cut(', '.join(read))}")
        common = {one.casefold() for one in values} & {one.casefold() for one in opposite}
        differs = name != "source" and opposite and not common
        mark = " ≠" if differs else ""
        strong = f"<b>{shown}</b>" if name == "name" else shown
        lines.append(f'<div dir="auto">{strong}{mark}</div>')
    return "".join(lines)


def _values(value: str | Sequence[str] | None) -> list[str]:
    """The values of a side, each on one line."""
    texts = [value] if isinstance(value, str) else list(value or ())
    return [" ".join(text.split()) for text in texts if text and text.strip()]


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
