"""The summary of a run, as plain values → text for a person."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from netmerge.cli.tables import Column, show, show_set_aside, show_table


def show_summary(summary: dict[str, Any]) -> None:
    """Print a summary for a person."""
    _show_sources(summary["sources"])
    show()
    show(_result(summary), bold=True)
    for warning in summary["warnings"]:
        show(warning, bold=True)
    for sentence in summary["held"]:
        show(sentence)
    if summary["left_out"]:
        show(_left_out(summary["left_out"]))
    show(summary["owner"]["how"])
    show(_region(**summary["region"]))
    if summary["as_written"]:
        show(_as_written(summary["as_written"]))
    show(summary["coverage"])
    _show_people(summary)


def _show_people(summary: dict[str, Any]) -> None:
    """Print whom to write to first, who has waited longest, and what is not
    known.
    """
    noted, contacts = summary["noted"], summary["contacts"]
    show(f"{noted:,} of {_count(contacts, 'contact')} have a personal note on file.")
    known = [f"{count:,} {how}" for how, count in summary["how_known"].items()]
    if known:
        show(f"How you know them: {', '.join(known)}.")
    for sentence in summary["wanted"]:
        show(sentence)
    if summary["first"]:
        show()
        show("Write to these first", bold=True)
        show_due(summary["first"])
    if summary["waiting"]:
        show()
        show("Waiting longest for a personal note from you", bold=True)
        show_due(summary["waiting"])


def show_due(people: list[dict[str, Any]]) -> None:
    """Print contacts of a due list, a dict each."""
    shown = {
        "full_name": Column("contact", fit="cut", least=14),
        "section": Column("section", spare=1),
        "cadence_days": Column("every", right=True, spare=2),
        "reason": Column("why", fit="fold", least=16),
    }
    named = [
        person | {"full_name": person["full_name"] or person["contact_id"]} for person in people
    ]
    show_table(list(shown.values()), [[person[name] for name in shown] for person in named])


def show_sections(counts: dict[str, int], command: str) -> None:
    """Print how many stand in each section, and the command that shows them."""
    show()
    columns = [
        Column("section"),
        Column("people", right=True),
        Column("to see them", fit="fold", least=16, spare=1),
    ]
    told = [
        (section, count, f'{command} --section "{section}"') for section, count in counts.items()
    ]
    show_table(columns, told)


def _show_sources(sources: list[dict[str, Any]]) -> None:
    counts = ("rows", "read", "empty", "rejected")
    columns = [
        Column("source", fit="cut", least=25),
        Column("kind", spare=2),
        Column("holds"),
        *(Column(count, right=True, spare=int(count == "rows")) for count in counts),
    ]
    used = [source for source in sources if source["holds"] != "nothing"]
    lines: list[list[Any]] = []
    for file, parts in groupby(used, key=lambda source: source["file"]):
        for number, part in enumerate(parts):
            if part["member"] and not number:
                lines.append([file, *[None] * (len(columns) - 1)])
            name = f"  {part['member']}" if part["member"] else file
            lines.append([name, part["source"], part["holds"], *(part[count] for count in counts)])
    show_table(columns, lines)
    for source in used:
        if source["note"]:
            show(f"{source['member'] or source['file']}: {source['note']}")
    show_set_aside(
        (source["member"] or source["file"], source["note"])
        for source in sources
        if source["holds"] == "nothing"
    )


def _result(summary: dict[str, Any]) -> str:
    records = _count(summary["records"], "record")
    merged = f"{records} became {_count(summary['contacts'], 'contact')}"
    pairs = summary["review_pairs"]
    look = f"{_count(pairs, 'pair')} want{'s' if pairs == 1 else ''} a look"
    if not pairs:
        look = "no pair wants a look"
    aside = [f"{summary[kind]:,} {kind}" for kind in ("empty", "rejected") if summary[kind]]
    return "; ".join([merged, *aside, look]) + "."


def _as_written(counts: dict[str, int]) -> str:
    """Of how many contacts something is kept as it was written."""
    told = {"e-mail": "e-mail address", "number": "number", "name": "name"}
    named = [f"{told[kind]} of {_count(count, 'contact')}" for kind, count in counts.items()]
    return f"Kept as written too, in extra, being none or put right: {', '.join(named)}."


def _left_out(counts: dict[str, int]) -> str:
    """What too many records share for all of their pairs to be compared."""
    most_first = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    named = [f"{count:,} of {what}" for what, count in most_first]
    return f"Not compared by what too many share, pairs or values: {'; '.join(named)}."


def _region(code: str | None, how: str) -> str:
    """Which country's telephone numbers may stand without their code, and how
    that is known.
    """
    if not code:
        return how
    reason = how.removeprefix(f"{code}: ").rstrip(".")
    return f"Phone region {code}, {reason}."


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
