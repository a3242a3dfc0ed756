"""`netmerge explain`: two names, addresses or ids → whether they are one person, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from netmerge.cli.options import inputs_argument, reading_options, reconcile

if TYPE_CHECKING:
    from netmerge.matching import Explanation

_VISIBLE = 0.005  # of a weight with two decimals
_COLUMNS = ("comparison", "value_a", "value_b", "level", "m", "u", "term_frequency", "weight")


@click.command("explain")
@click.argument("first", metavar="FIRST")
@click.argument("second", metavar="SECOND")
@inputs_argument
@reading_options
def explain_command(first: str, second: str, inputs: tuple[str, ...], **settings: Any) -> None:
    """Show why two records were, or were not, held to be one person.

    FIRST and SECOND are each a name, an e-mail address, a record key or
    an id, as they stand in contacts.csv, records.csv and review.csv. A
    match weight is the binary logarithm of how much
    likelier the two values are for one person (m) than for two (u): 1
    doubles the odds, -1 halves them; they add up.

    \b
    Examples:
      netmerge explain "Ana Silva" ana@example.org phone.vcf cards.csv
      netmerge explain 17 204 exports/
    """  # noqa: D301
    network = reconcile(inputs, **settings)
    _show(network.explain(first, second))


def _show(explanation: Explanation) -> None:
    from netmerge.cli.tables import Column, rows, show, show_table

    table = explanation.table
    tells = table["weight"].abs() >= _VISIBLE
    columns = [
        Column("comparison", fit="fold", least=12),
        Column("first", fit="fold", least=16),
        Column("second", fit="fold", least=16),
        Column("level", fit="fold", least=14),
        Column("m / u", right=True, spare=1),
        Column("weight", right=True),
    ]
    lines = [
        [
            comparison,
            first,
            second,
            level,
            _odds(m, u if frequency is None else frequency),
            f"{weight:+.2f}",
        ]
        for comparison, first, second, level, m, u, frequency, weight in rows(
            table[tells], _COLUMNS
        )
    ]
    total = explanation.match_weight + explanation.prior_weight
    lines.append(
        ["match weight", None, None, "sum of these", None, f"{explanation.match_weight:+.2f}"]
    )
    lines.append(["prior", None, None, "any two records", None, f"{explanation.prior_weight:+.2f}"])
    lines.append(
        [
            "total",
            None,
            None,
            f"probability {_percent(explanation.probability)}",
            None,
            f"{total:+.2f}",
        ]
    )
    show_table(columns, lines)
    show()
    show(f"{explanation.verdict.capitalize()}.", bold=True)
    if explanation.bridge and set(explanation.bridge[:2]) != {
        explanation.record_a,
        explanation.record_b,
    }:
        one, other, probability = explanation.bridge
        show(f"Held together by the records {one} and {other} ({_percent(probability)}).")
    met = "; ".join(explanation.blocking)
    show(
        f"Brought together by: {met}."
        if met
        else "No blocking rule brought them together; they were never compared."
    )
    silent = "; ".join(table.loc[~tells, "comparison"])
    if silent:
        show(f"Says nothing here: {silent}.")


def _odds(m: float | None, u: float | None) -> str:
    return "" if m is None or u is None else f"{m:.2g} / {u:.2g}"


def _percent(probability: float) -> str:
    """A probability that never claims a certainty it has not."""
    return f"{min(max(probability, 0.0001), 0.9999):.2%}"
