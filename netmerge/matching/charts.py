"""Explanations, models, unlinkable records → Altair charts; Altair is the extra
`charts`.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import numpy as np

from netmerge.drawing import BLUE, INK, SKY, SOFT, VERMILION, Drawing, altair
from netmerge.matching.comparisons.comparison import CANNOT_BE_COMPARED
from netmerge.matching.model.model import Model
from netmerge.matching.model.weights import Weights

if TYPE_CHECKING:
    import pandas as pd

FOR, AGAINST, TOTAL, BY_VALUE = BLUE, VERMILION, INK, SKY
"""Colours of evidence for and against, of sums, of evidence that
depends on the value.
"""

COMMON, RARE = 1 / 100, 1 / 10_000
"""Shares of records with a value, between which the weight of
sharing it is drawn.
"""

FAINT = 0.05
"""Bits below which a step is left out of a waterfall."""

SURE = 0.9999
"""A match probability beyond which, and beyond its counterpart at
0, no digits are given.
"""

_TOOLTIPS = {
    "step": "comparison",
    "value_a": "one",
    "value_b": "other",
    "bits": "bits",
    "chances": "chances",
}
_RARITY = "by how rare the shared value is, from 1 in 100 to 1 in 10,000"


def waterfall(title: str, table: pd.DataFrame, prior_weight: float, probability: float) -> Drawing:
    """How the match weight of a pair adds up: the prior, each
    comparison's bits, the sum.

    `table` is that of an Explanation, `prior_weight` in bits,
    `probability` that of the whole.
    """
    alt = altair()
    steps = _steps(table, prior_weight)
    y = alt.Y(
        "step:N",
        sort=[step["step"] for step in steps],
        title=None,
        axis=alt.Axis(labelLimit=280, ticks=False, domain=False),
    )
    tooltip = [alt.Tooltip(f"{name}:N", title=told) for name, told in _TOOLTIPS.items()]
    data = alt.Data(values=steps)
    base = alt.Chart(data).encode(y=y, tooltip=tooltip)
    room = _with_room(alt, steps)
    bits = alt.X("start:Q", title="log2 odds of being one person (bits)", scale=room)
    kinds = alt.Scale(domain=["for", "against", "sum"], range=[FOR, AGAINST, TOTAL])
    color = alt.Color("kind:N", scale=kinds, title=None, legend=None)
    bars = base.mark_bar(height=16, cornerRadius=2).encode(x=bits, x2="end:Q", color=color)
    right = alt.X("right:Q")
    texts = base.mark_text(align="left", dx=5, fontSize=11).encode(x=right, text="bits:N")
    zero = alt.Chart(alt.Data(values=[{"x": 0}])).mark_rule(color=SOFT).encode(x="x:Q")
    subtitle = _subtitle(table, probability)
    chart = zero + bars + texts
    heading = alt.Title(title, subtitle=subtitle)
    chart = chart.properties(width=460, height=alt.Step(24), title=heading)
    return Drawing(chart, f"{title}; {subtitle[0]}")


def _subtitle(table: pd.DataFrame, probability: float) -> list[str]:
    said = [f"match probability {_probability(probability)}"]
    silent = table.loc[table["level"] == CANNOT_BE_COMPARED, "comparison"]
    if len(silent):
        said += textwrap.wrap(f"nothing to compare: {', '.join(silent)}", 90)
    return said


def _steps(table: pd.DataFrame, prior_weight: float) -> list[dict[str, Any]]:
    """The bars of a waterfall: where each starts and ends, and
    what is written beside it.
    """
    steps = [_step("prior: any two records", 0.0, prior_weight, kind="sum")]
    reached = prior_weight
    for row in table.to_dict("records"):
        end = reached + row["weight"]
        if abs(row["weight"]) >= FAINT:
            told = {name: row.get(name) for name in ("value_a", "value_b")}
            told["chances"] = _chances(row)
            steps.append(_step(f"{row['comparison']}: {row['level']}", reached, end, **told))
        reached = end
    return [*steps, _step("sum", 0.0, reached, kind="sum")]


def _step(
    name: str, start: float, end: float, kind: str | None = None, **told: Any
) -> dict[str, Any]:
    texts = {key: value if isinstance(value, str) else "" for key, value in told.items()}
    return {
        "step": name,
        "start": start,
        "end": end,
        "right": max(start, end),
        "kind": kind or ("for" if end > start else "against"),
        "bits": _in_bits(end - start),
        **texts,
    }


def _in_bits(weight: float) -> str:
    return f"{weight:+.1f}".replace("-", "−")


def _chances(row: dict[Any, Any]) -> str:
    """How often one person's records, and two strangers', stand at this level."""
    if np.isnan(row["m"]):
        return ""
    u = row["u"] if np.isnan(row["term_frequency"]) else row["term_frequency"]
    return f"m {row['m']:.3g}, u {u:.2g}"


def _probability(probability: float) -> str:
    if probability > SURE:
        return f"above {SURE}"
    if probability < 1 - SURE:
        return f"below {1 - SURE:.4f}"
    return f"{probability:.4f}"


def weights_chart(model: Model) -> Drawing:
    """What each level of each comparison is worth, in bits.

    Where the weight goes by how common the shared value is, the
    bar reaches from a value that one record in a hundred has to
    one that one in ten thousand has.
    """
    alt = altair()
    levels = [line for weights in model.weights for line in _levels(weights)]
    y = alt.Y(
        "level:N",
        sort=alt.EncodingSortField("place"),
        title=None,
        axis=alt.Axis(labelLimit=200, ticks=False),
    )
    tooltip = ["comparison:N", "level:N", "m:Q", "u:N", "bits:N"]
    base = alt.Chart().encode(y=y, tooltip=tooltip)
    kinds = ["for one person", "against", _RARITY]
    bits = alt.X("start:Q", title="match weight (bits)", scale=_with_room(alt, levels))
    color = alt.Color(
        "kind:N",
        scale=alt.Scale(domain=kinds, range=[FOR, AGAINST, BY_VALUE]),
        legend=alt.Legend(title=None, orient="top", labelLimit=400),
    )
    bars = base.mark_bar(height=12, cornerRadius=2).encode(x=bits, x2="end:Q", color=color)
    small = base.mark_text(align="left", dx=4, fontSize=10, color=SOFT)
    texts = small.encode(x="right:Q", text="bits:N")
    rows = alt.Row(
        "comparison:N",
        sort=[weights.name for weights in model.weights],
        title=None,
        header=alt.Header(
            labelAngle=0,
            labelAlign="left",
            labelFontWeight="bold",
            labelPadding=8,
        ),
    )
    chart = alt.layer(bars, texts, data=alt.Data(values=levels))
    chart = chart.properties(width=420, height=alt.Step(17))
    told = "What each agreement and disagreement is worth"
    facets = chart.facet(row=rows, spacing=8)
    return Drawing(facets.resolve_scale(y="independent").properties(title=told), told)


def _levels(weights: Weights) -> list[dict[str, Any]]:
    """One comparison's levels as lines of the chart's data."""
    lines = []
    for place, level in enumerate(weights.levels, start=1):
        m, u = float(weights.m[place]), float(weights.u[place])
        by_value = bool(weights.by_value[place])
        ends = [float(np.log2(m / share)) for share in ((COMMON, RARE) if by_value else (u,))]
        start, end = ends if by_value else (0.0, ends[0])
        lines.append(
            {
                "comparison": weights.name,
                "level": level,
                "place": place,
                "start": start,
                "end": end,
                "right": max(start, end, 0.0),
                "kind": _RARITY if by_value else "for one person" if end > 0 else "against",
                "bits": " to ".join(map(_in_bits, ends)),
                "m": round(m, 5),
                "u": "share of the value" if by_value else f"{u:.2g}",
            }
        )
    return lines


def unlinkable_chart(table: pd.DataFrame, merged_from: float) -> Drawing:
    """The share of records that could not be linked, by the threshold.

    `merged_from` marks the one that is used.
    """
    alt = altair()
    points = table.astype("float64").assign(
        chance=[_probability(chance) for chance in table["match_probability"]]
    )
    x = alt.X("threshold:Q", title="threshold: log2 odds of being one person (bits)")
    percent = alt.Axis(format="%")
    y = alt.Y("share:Q", title="records that could not be linked", axis=percent)
    tooltip = [
        alt.Tooltip("chance:N", title="match probability"),
        alt.Tooltip("records:Q", title="records", format=",.0f"),
        alt.Tooltip("share:Q", format=".1%"),
    ]
    dots = alt.OverlayMarkDef(color=FOR, size=25)
    base = alt.Chart(alt.Data(values=points.to_dict("records")))
    curve = base.mark_line(color=FOR, point=dots).encode(x=x, y=y, tooltip=tooltip)
    told = {"threshold": merged_from, "text": "merged from here"}
    used = alt.Chart(alt.Data(values=[told]))
    rule = used.mark_rule(color=AGAINST, strokeDash=[4, 3]).encode(x="threshold:Q")
    beside = used.mark_text(align="left", dx=5, color=AGAINST)
    text = beside.encode(x="threshold:Q", y=alt.value(8), text="text:N")
    said = "Records that say too little to be linked even to a copy of themselves"
    chart = (curve + rule + text).properties(width=460, height=260, title=said)
    return Drawing(chart, said)


def _with_room(alt: Any, lines: list[dict[str, Any]]) -> Any:
    """A scale that leaves room for what is written to the right of the bars."""
    places = [line[name] for line in lines for name in ("start", "end")]
    low, high = min(0.0, *places), max(0.0, *places)
    return alt.Scale(domain=[low, high + 0.15 * (high - low)], nice=True)
