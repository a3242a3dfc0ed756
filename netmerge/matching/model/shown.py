"""A model → an HTML table for a notebook: what each level of each comparison is worth."""

from __future__ import annotations

from html import escape

import numpy as np

from netmerge.matching.model.weights import Weights


def model_html(heading: str, weights: tuple[Weights, ...]) -> str:
    """A line for each comparison, with its strongest levels for and against one
    person; below a fold all levels. Weights in bits.
    """
    heads = ("comparison", "most for one person", "most against")
    short = [_short(one) for one in weights]
    whole = [line for one in weights for line in _levels(one)]
    levels = _table(("comparison", "level", "m", "u", "bits"), whole)
    fold = f"<details><summary>All levels</summary>{levels}</details>"
    return f"<p><b>{escape(heading)}</b></p>{_table(heads, short)}{fold}"


def _short(weights: Weights) -> tuple[str, ...]:
    bits = np.log2(weights.m[1:] / weights.u[1:])
    bits = np.where(weights.by_value[1:], np.inf, bits)  # a rare value is worth most
    best, worst = int(np.argmax(bits)), int(np.argmin(bits))
    return (weights.name, _worth(weights, best + 1), _worth(weights, worst + 1))


def _worth(weights: Weights, place: int) -> str:
    return f"{weights.levels[place - 1]} ({_bits(weights, place)})"


def _levels(weights: Weights) -> list[tuple[str, ...]]:
    return [
        (
            weights.name,
            level,
            f"{weights.m[place]:.3g}",
            "of the value" if weights.by_value[place] else f"{weights.u[place]:.2g}",
            _bits(weights, place),
        )
        for place, level in enumerate(weights.levels, start=1)
    ]


def _bits(weights: Weights, place: int) -> str:
    if weights.by_value[place]:
        return "the rarer the more"
    return f"{float(np.log2(weights.m[place] / weights.u[place])):+.2f}"


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join(f"<tr>{_row(row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _row(cells: tuple[str, ...]) -> str:
    return "".join(f"<td>{escape(cell)}</td>" for cell in cells)
