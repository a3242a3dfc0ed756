"""`netmerge inspect`: what a file is taken for."""

import pandas as pd
import pytest

from netmerge.importers.contract import Inspection

CARDS = Inspection(
    file="cards.csv",
    source="camcard",
    holds="contacts",
    encoding="utf-8",
    rows=1412,
    columns={"Name": "full_name", "Company": "company", "Hobby": None},
    samples=pd.DataFrame(
        {
            "Name": ["Ana Silva", "Bo\x1b[2J", None],
            "Company": ["Acme", "", "Lund AB"],
            "Hobby": ["chess", None, None],
        }
    ),
    note="The first 2 lines are prose.",
)


@pytest.fixture
def taken_for(monkeypatch):
    def given(inspection):
        monkeypatch.setattr(
            "netmerge.importers.inspect", lambda *_arguments: inspection, raising=False
        )

    return given


def test_the_kind_the_columns_and_three_rows_are_shown(run, taken_for):
    taken_for(CARDS)
    assert run("inspect", "cards.csv").stdout.split("\n") == [
        "cards.csv: camcard, contacts, 1,412 rows, utf-8",
        "The first 2 lines are prose.",
        "column   field      row 1      row 2        row 3",
        "Name     full_name  Ana Silva  Bo\\u001b[2J",
        "Company  company    Acme                    Lund AB",
        "Hobby    -          chess",
        "",
    ]


def test_samples_give_way_on_a_narrow_terminal(run, taken_for):
    taken_for(CARDS)
    assert "row 3" not in run("inspect", "cards.csv", columns=40).stdout


def test_an_archive_is_shown_member_by_member(run, taken_for):
    members = (
        Inspection(file="a.zip", member="b.csv", source="linkedin", holds="contacts", rows=1),
        Inspection(file="a.zip", member="c.csv", note="set aside: no contacts"),
        Inspection(file="a.zip", member="d.csv", note="set aside: no contacts"),
    )
    taken_for(Inspection(file="a.zip", source="linkedin", holds="contacts", members=members))
    assert run("inspect", "a.zip").stdout.split("\n\n") == [
        "a.zip: linkedin, contacts",
        "b.csv: linkedin, contacts, 1 row",
        "Set aside: c.csv, d.csv (no contacts).\n",
    ]
