"""Explanations, models and tables of unlinkable records in, Altair charts out; Altair is the
extra `charts`.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import numpy as np

from netmerge.errors import MissingExtraError
from netmerge.matching.comparisons.comparison import CANNOT_BE_COMPARED
from netmerge.matching.model.model import Model
from netmerge.matching.model.weights import Weights

if TYPE_CHECKING:
    import pandas as pd

FOR, AGAINST, TOTAL, BY_VALUE = "#2a7f62", "#c8553d", "#3d405b", "#8fc9b3"
"""Colours of evidence for and against, of sums, and of evidence that depends on the value."""

COMMON, RARE = 1 / 100, 1 / 10_000
"""Shares of records with a value, between which the weight of sharing it is drawn."""

FAINT = 0.05
"""Bits below which a step is left out of a waterfall."""


def waterfall(title: str, table: pd.DataFrame, prior_weight: float, probability: float) -> Any:
    """How the match weight of a pair adds up: the prior, each comparison's bits, the sum.

    `table` is that of an Explanation, `prior_weight` in bits, `probability` that of the whole.
    """
    alt = _altair()
    steps = _steps(table, prior_weight)
    order = [step["step"] for step in steps]
    base = alt.Chart(alt.Data(values=steps)).encode(
        y=alt.Y(
            "step:N",
            sort=order,
            title=None,
            axis=alt.Axis(labelLimit=280, ticks=False, domain=False),
        ),
        tooltip=[alt.Tooltip(f"{name}:N", title=title) for name, title in _TOOLTIPS.items()],
    )
    bits = alt.X(
        "start:Q", title="log2 odds of being one person (bits)", scale=_with_room(alt, steps)
    )
    kinds = alt.Scale(domain=["for", "against", "sum"], range=[FOR, AGAINST, TOTAL])
    bars = base.mark_bar(height=16, cornerRadius=2).encode(
        x=bits, x2="end:Q", color=alt.Color("kind:N", scale=kinds, title=None, legend=None)
    )
    texts = base.mark_text(align="left", dx=5, fontSize=11).encode(
        x=alt.X("right:Q"), text="bits:N"
    )
    zero = alt.Chart(alt.Data(values=[{"x": 0}])).mark_rule(color="#999").encode(x="x:Q")
    silent = table.loc[table["level"] == CANNOT_BE_COMPARED, "comparison"]
    said = [f"match probability {_probability(probability)}"]
    said += textwrap.wrap(f"nothing to compare: {', '.join(silent)}", 90) if len(silent) else []
    return (zero + bars + texts).properties(
        width=460,
        height=alt.Step(24),
        title=alt.Title(title, subtitle=said, anchor="start", subtitleColor="#666"),
    )


_TOOLTIPS = {
    "step": "comparison",
    "value_a": "one",
    "value_b": "other",
    "bits": "bits",
    "chances": "chances",
}


def _steps(table: pd.DataFrame, prior_weight: float) -> list[dict[str, Any]]:
    """The bars of a waterfall: where each starts and ends, and what is written beside it."""
    steps = [_step("prior: any two records", 0.0, prior_weight, kind="sum")]
    reached = prior_weight
    for row in table.to_dict("records"):
        if abs(row["weight"]) >= FAINT:
            told = {
                "value_a": row.get("value_a"),
                "value_b": row.get("value_b"),
                "chances": _chances(row),
            }
            steps.append(
                _step(
                    f"{row['comparison']}: {row['level']}", reached, reached + row["weight"], **told
                )
            )
        reached += row["weight"]
    return [*steps, _step("sum", 0.0, reached, kind="sum")]


def _step(
    name: str, start: float, end: float, kind: str | None = None, **told: Any
) -> dict[str, Any]:
    told = {key: value if isinstance(value, str) else "" for key, value in told.items()}
    way = kind or ("for" if end > start else "against")
    place = {"start": start, "end": end, "right": max(start, end)}
    return {
        "step": name,
        **place,
        "kind": way,
        "bits": f"{end - start:+.1f}".replace("-", "−"),
        **told,
    }


def _chances(row: dict[Any, Any]) -> str:
    """How often one person's records, and two strangers', stand at this level."""
    other = row["term_frequency"] if row["term_frequency"] == row["term_frequency"] else row["u"]
    return "" if row["m"] != row["m"] else f"m {row['m']:.3g}, u {other:.2g}"


def _probability(probability: float) -> str:
    return (
        "above 0.9999"
        if probability > 0.9999
        else "below 0.0001"
        if probability < 0.0001
        else f"{probability:.4f}"
    )


_BY_VALUE = "by how rare the shared value is, from 1 in 100 to 1 in 10,000"


def weights_chart(model: Model) -> Any:
    """What each level of each comparison is worth, in bits.

    Where the weight goes by how common the shared value is, the bar reaches from a value that one
    record in a hundred has to one that one in ten thousand has.
    """
    alt = _altair()
    levels = [line for weights in model.weights for line in _levels(weights)]
    kinds = ["for one person", "against", _BY_VALUE]
    base = alt.Chart().encode(
        y=alt.Y(
            "level:N",
            sort=alt.EncodingSortField("place"),
            title=None,
            axis=alt.Axis(labelLimit=200, ticks=False),
        ),
        tooltip=["comparison:N", "level:N", "m:Q", "u:N", "bits:N"],
    )
    bars = base.mark_bar(height=12, cornerRadius=2).encode(
        x=alt.X("start:Q", title="match weight (bits)", scale=_with_room(alt, levels)),
        x2="end:Q",
        color=alt.Color(
            "kind:N",
            scale=alt.Scale(domain=kinds, range=[FOR, AGAINST, BY_VALUE]),
            legend=alt.Legend(title=None, orient="top", labelLimit=400),
        ),
    )
    texts = base.mark_text(align="left", dx=4, fontSize=10, color="#444").encode(
        x="right:Q", text="bits:N"
    )
    rows = alt.Row(
        "comparison:N",
        sort=[weights.name for weights in model.weights],
        title=None,
        header=alt.Header(labelAngle=0, labelAlign="left", labelFontWeight="bold", labelPadding=8),
    )
    chart = alt.layer(bars, texts, data=alt.Data(values=levels)).properties(
        width=420, height=alt.Step(17)
    )
    return (
        chart.facet(row=rows, spacing=8)
        .resolve_scale(y="independent")
        .properties(
            title=alt.Title("What each agreement and disagreement is worth", anchor="start")
        )
    )


def _levels(weights: Weights) -> list[dict[str, Any]]:
    """One comparison's levels as lines of the chart's data."""
    lines = []
    for place, level in enumerate(weights.levels, start=1):
        by_value, m = bool(weights.by_value[place]), float(weights.m[place])
        ends = [
            float(np.log2(m / u))
            for u in ((COMMON, RARE) if by_value else (float(weights.u[place]),))
        ]
        start, end = (ends[0], ends[1]) if by_value else (0.0, ends[0])
        kind = _BY_VALUE if by_value else "for one person" if end > 0 else "against"
        bits = " to ".join(f"{bits:+.1f}".replace("-", "−") for bits in ends)
        lines.append(
            {
                "comparison": weights.name,
                "level": level,
                "place": place,
                "start": start,
                "end": end,
                "right": max(start, end, 0.0),
                "kind": kind,
                "bits": bits,
                "m": round(m, 5),
                "u": "share of the value" if by_value else f"{float(weights.u[place]):.2g}",
            }
        )
    return lines


def unlinkable_chart(table: pd.DataFrame, merged_from: float) -> Any:
    """The share of records that could not be linked, by the threshold; `merged_from` marks the
    one that is used.
    """
    alt = _altair()
    values = [
        {str(name): float(value) for name, value in row.items()}
        | {"chance": _probability(row["match_probability"])}
        for row in table.to_dict("records")
    ]
    curve = (
        alt.Chart(alt.Data(values=values))
        .mark_line(color=FOR, point=alt.OverlayMarkDef(color=FOR, size=25))
        .encode(
            x=alt.X("threshold:Q", title="threshold: log2 odds of being one person (bits)"),
            y=alt.Y("share:Q", title="records that could not be linked", axis=alt.Axis(format="%")),
            tooltip=[
                alt.Tooltip("chance:N", title="match probability"),
                alt.Tooltip("records:Q", title="records", format=",.0f"),
                alt.Tooltip("share:Q", format=".1%"),
            ],
        )
    )
    used = alt.Chart(alt.Data(values=[{"threshold": merged_from, "text": "merged from here"}]))
    rule = used.mark_rule(color=AGAINST, strokeDash=[4, 3]).encode(x="threshold:Q")
    text = used.mark_text(align="left", dx=5, color=AGAINST).encode(
        x="threshold:Q", y=alt.value(8), text="text:N"
    )
    title = alt.Title(
        "Records that say too little to be linked even to a copy of themselves", anchor="start"
    )
    return (curve + rule + text).properties(width=460, height=260, title=title)


def _with_room(alt: Any, lines: list[dict[str, Any]]) -> Any:
    """A scale that leaves room for what is written to the right of the bars."""
    places = [line[name] for line in lines for name in ("start", "end")] + [0.0]
    low, high = min(places), max(places)
    return alt.Scale(domain=[low, high + 0.15 * (high - low)], nice=True)


def _altair() -> Any:
    try:
        import altair as alt
    except ImportError:
        raise MissingExtraError("A chart", "charts") from None
    return alt
