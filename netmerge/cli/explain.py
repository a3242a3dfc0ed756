"""Two names, e-mails or ids in, the evidence for and against their being one person out:
`netmerge explain`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from netmerge.cli.options import inputs_argument, reading_options, reconcile
from netmerge.errors import MatchError, did_you_mean, nearest

if TYPE_CHECKING:
    from netmerge.matching import Explanation
    from netmerge.network import Network

_CANDIDATES = 8
_VISIBLE = 0.005  # of a weight with two decimals
_COLUMNS = ("comparison", "value_a", "value_b", "level", "m", "u", "term_frequency", "weight")


@click.command("explain")
@click.argument("first", metavar="FIRST")
@click.argument("second", metavar="SECOND")
@inputs_argument
@reading_options
def explain_command(first: str, second: str, inputs: tuple[str, ...], **settings: Any) -> None:
    """Show why two records were, or were not, held to be one person.

    FIRST and SECOND are each a name, an e-mail address, a record key or an id, as they stand in contacts.csv,
    records.csv and review.csv. A match weight is the binary logarithm of how much likelier the two values are for
    one person (m) than for two (u): 1 doubles the odds, -1 halves them; they add up.

    \b
    Examples:
      netmerge explain "Ana Silva" ana@example.org phone.vcf cards.csv
      netmerge explain 17 204 exports/
    """  # noqa: D301
    network = reconcile(inputs, **settings)
    _show(network.explain(_one(network, first), _one(network, second)))


def _one(network: Network, text: str) -> int | str:
    """The one record or contact that `text` names; MatchError, with those it may be, where there
    is not just one.
    """
    found = network.find(text)
    if not found:
        near = [_described(network, candidate) for candidate in _near(network, text)]
        hint = did_you_mean(near) or "contacts.csv lists everybody."
        raise MatchError(f"Nobody here has the name, e-mail address or id {text!r}.", hint)
    if len(found) > 1:
        listed = "; ".join(_described(network, candidate) for candidate in found[:_CANDIDATES])
        more = f"; and {len(found) - _CANDIDATES} more" if len(found) > _CANDIDATES else ""
        raise MatchError(
            f"{text!r} may be any of {len(found)}: {listed}{more}.",
            "Give the id or the e-mail address.",
        )
    return found[0]


def _near(network: Network, text: str) -> list[int]:
    """The records whose names or addresses are most like a text that fits nobody, best first."""
    import pandas as pd

    cleaned = network.cleaned.set_index("record_id")
    texts = pd.concat([cleaned["full_name"], cleaned["emails"].explode()]).dropna()
    best = nearest(text, texts.to_list())
    return list(dict.fromkeys(int(texts.index[place]) for place in best))


def _described(network: Network, candidate: int | str) -> str:
    """A record or contact as an error names it: id, name, and where it stands or how to reach it."""
    from netmerge.cli.tables import rows

    if isinstance(candidate, str):
        contact = network.contacts[network.contacts["contact_id"] == candidate]
        name, emails = rows(contact, ["full_name", "emails"])[0]
        return ", ".join(filter(None, [f"{candidate} {name or '(no name)'}", *(emails or [])[:1]]))
    record = network.records[network.records["record_id"] == candidate]
    name, given, family, file, member, position = rows(
        record, ["full_name", "given_name", "family_name", "file", "member", "position"]
    )[0]
    known = name or " ".join(filter(None, [given, family])) or "(no name)"
    return f"{candidate} {known} ({member or file} {position})"


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
