"""A network made by hand, and the command line run on it: what commands print is tested without
reading files.
"""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace

import pandas as pd
import pyarrow as pa
import pytest
from click.testing import CliRunner, Result

from netmerge.cli import main
from netmerge.network import Network
from netmerge.schema import CLEANED, CONTACTS, DUE, RECORDS, REJECTS, SOURCES

HOSTILE = "\x1b[31mEve\x9b2J \u202eevil\u2069 [bold]:smile:[/bold]"
LONG = "Maximiliana Theodora von und zu Hohenlohe-Waldenburg-Schillingsfürst"


def due_list() -> pd.DataFrame:
    day = dt.date
    return DUE.frame(
        {
            "contact_id": ["c1", "c2", "c3", "c4", "c5", "c6"],
            "full_name": [LONG, HOSTILE, "Ana Silva", "王小明", None, "Bo Lund"],
            "band": ["dormant", "overdue", "due", "ok", "no evidence", "no evidence"],
            "days_since": pa.array([2000, 500, 200, 3, None, None], pa.int64()),
            "last_personal_note": pa.array(
                [
                    day(2021, 5, 11),
                    day(2025, 6, 19),
                    day(2026, 4, 15),
                    day(2026, 10, 29),
                    None,
                    None,
                ],
                pa.date32(),
            ),
            "channel": ["linkedin", "linkedin", "email", "email", None, None],
            "cadence_days": pa.array([365, 365, 180, 30, 365, 365], pa.int64()),
            "lateness": [4.5, 0.4, 0.1, 0.0, None, None],
            "circle": [
                "professional organisation",
                "friends",
                "family",
                "family",
                "other",
                "other",
            ],
            "reason": ["personal", "personal", "personal", "personal", "none", "none"],
            "section": [
                "worth reviving",
                "gone quiet",
                "gone quiet",
                "in order",
                "not known",
                "not known",
            ],
            "coverage": [None, None, None, None, "not covered", "not covered"],
            "phone": [None, None, None, None, "+442079460555", None],
            "silence_rank": pa.array([1, 2, 3, 4, None, None], pa.int64()),
        }
    )


def sources() -> pd.DataFrame:
    return SOURCES.frame(
        {
            "file": ["export.zip", "export.zip", "export.zip", "export.zip", "phone.vcf"],
            "member": [
                "Connections.csv",
                "messages.csv",
                "Ads Clicked.csv",
                "Rich Media.csv",
                None,
            ],
            "source": ["linkedin", "linkedin", None, None, "vcard"],
            "holds": ["contacts", "interactions", "nothing", "nothing", "contacts"],
            "rows": [4, 1200, None, None, 3],
            "read": [4, 1200, None, None, 1],
            "empty": [0, 0, None, None, 1],
            "rejected": [0, 0, None, None, 1],
            "note": [None, None, "not about people", "not about people", "1 card has no end"],
        }
    )


def explanation() -> SimpleNamespace:
    return SimpleNamespace(
        table=pd.DataFrame(
            {
                "comparison": ["name", "email"],
                "value_a": ["Ana Silva", "ana@example.org"],
                "value_b": ["A. Silva", None],
                "level": ["initial and family name", "missing"],
                "m": [0.9, None],
                "u": [0.01, None],
                "term_frequency": [0.002, None],
                "weight": [6.5, 0.0],
            }
        ),
        prior_weight=-10.25,
        match_weight=6.5,
        probability=0.069,
        verdict="not merged",
        blocking=["family name and initial"],
        record_a=0,
        record_b=1,
        bridge=None,
    )


@dataclass
class FakeNetwork:
    """As much of a network as the command line uses."""

    today: dt.date = dt.date(2026, 11, 1)
    region: str | None = "GB"
    region_reason: str = "GB: 5 of the 6 different international numbers are from there."
    coverage: str = "What was written is known only from: LinkedIn messages up to 2026-10-31."
    owner: SimpleNamespace = field(
        default_factory=lambda: SimpleNamespace(
            names=("Alex Reyes",), how="The owner is Alex Reyes: named in the profile."
        )
    )

    links: SimpleNamespace = field(default_factory=lambda: SimpleNamespace(warnings=(), bounds={}))
    model: SimpleNamespace = field(default_factory=lambda: SimpleNamespace(held=()))
    notices: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.explanation = explanation()
        self.sources = sources()
        self.rejects = REJECTS.frame(
            {"file": ["phone.vcf"], "position": [3], "reason": ["no END:VCARD"]}
        )
        self.review = pd.DataFrame({"record_a": [0], "record_b": [1]})
        self.records = RECORDS.frame(
            {
                "record_id": [0, 1, 2],
                "file": ["export.zip", "export.zip", "phone.vcf"],
                "member": ["Connections.csv", "Connections.csv", None],
                "position": [1, 2, 1],
                "status": ["read", "read", "empty"],
                "full_name": ["Ana Silva", "Ana Silva", None],
            }
        )
        self.cleaned = CLEANED.frame(
            {
                "record_id": [0, 1, 2],
                "full_name": ["Ana Silva", None, None],
                "emails": [[], ["bo@example.org"], []],
            }
        )
        self.contacts = CONTACTS.frame(
            {
                "contact_id": ["c3", "c7"],
                "full_name": ["Ana Silva", "Ana Silva"],
                "emails": [["ana@example.org"], []],
                "record_ids": [[0], [1]],
            }
        )
        self.written: list[object] = []

    due_list = property(lambda _: due_list())
    summary = Network.summary

    def due(self):
        return due_list()

    def explain(self, first, second):
        self.explained = (first, second)
        return self.explanation

    @contextmanager
    def writing(self, directory, vcf=False):
        self.written.append((directory, vcf))
        yield [directory / "contacts.csv"]


@pytest.fixture
def network(monkeypatch):
    """Every command gets this network, whatever its inputs; `network.asked` holds what it was
    asked to read.
    """
    made = FakeNetwork()

    def reconcile(inputs, **settings):
        made.asked = (inputs, settings)
        return made

    def into_book(inputs, _, write, **settings):
        made.asked = (inputs, settings)
        with write(made):
            return made

    monkeypatch.setattr("netmerge.cli.merge._into_book", into_book)
    for place in ("merge", "options"):
        monkeypatch.setattr(f"netmerge.cli.{place}.reconcile", reconcile)
    return made


@pytest.fixture
def run():
    """Run `netmerge` with arguments, on a terminal or pipe of so many columns."""

    def call(*arguments: object, columns: int = 80) -> Result:
        return CliRunner(env={"COLUMNS": str(columns)}).invoke(
            main, [str(argument) for argument in arguments]
        )

    return call
