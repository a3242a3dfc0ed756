"""`netmerge explain`: two names, addresses or ids → whether they are one person,
and why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from netmerge.cli.options import inputs_argument, network_of, reading_options

if TYPE_CHECKING:
    import pandas as pd

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
      netmerge explain "Ana Silva" ana@example.org network
    """  # noqa: D301
    network = network_of(inputs, **settings)
    _show(network.explain(first, second))


def _show(explanation: Explanation) -> None:
    from netmerge.cli.tables import show

    table = explanation.table
    tells = table["weight"].abs() >= _VISIBLE
    _show_sum(explanation, table[tells])
    show()
    show(f"{explanation.verdict.capitalize()}.", bold=True)
    if explanation.bridge:
        _show_bridge(explanation, *explanation.bridge)
    if explanation.blocking:
        show(f"Brought together by: {'; '.join(explanation.blocking)}.")
    else:
        show("No blocking rule brought them together; they were never compared.")
    silent = "; ".join(table.loc[~tells, "comparison"])
    if silent:
        show(f"Says nothing here: {silent}.")


def _show_sum(explanation: Explanation, telling: pd.DataFrame) -> None:
    """A line for each comparison that tells something, and the lines that sum
    them up.
    """
    from netmerge.cli.tables import Column, rows, show_table

    columns = [
        Column("comparison", fit="fold", least=12),
        Column("first", fit="fold", least=16),
        Column("second", fit="fold", least=16),
        Column("level", fit="fold", least=14),
        Column("m / u", right=True, spare=1),
        Column("weight", right=True),
    ]
    lines: list[list[str | None]] = [
        [
            name,
            first,
            second,
            level,
            _odds(m, u if frequency is None else frequency),
            f"{weight:+.2f}",
        ]
        for name, first, second, level, m, u, frequency, weight in rows(telling, _COLUMNS)
    ]
    probability = f"probability {_percent(explanation.probability)}"
    match, prior = explanation.match_weight, explanation.prior_weight
    sums = [
        ("match weight", "sum of these", match),
        ("prior", "any two records", prior),
        ("total", probability, match + prior),
    ]
    lines += [[name, None, None, what, None, f"{bits:+.2f}"] for name, what, bits in sums]
    show_table(columns, lines)


def _show_bridge(explanation: Explanation, one: int, other: int, probability: float) -> None:
    """The pair of records that holds two together, if it is another pair than
    themselves.
    """
    from netmerge.cli.tables import show

    if {one, other} != {explanation.record_a, explanation.record_b}:
        share = _percent(probability)
        show(f"Held together by the records {one} and {other} ({share}).")


def _odds(m: float | None, u: float | None) -> str:
    return "" if m is None or u is None else f"{m:.2g} / {u:.2g}"


def _percent(probability: float) -> str:
    """A probability that never claims a certainty it has not."""
    return f"{min(max(probability, 0.0001), 0.9999):.2%}"
