"""The recipes for importers in CONTRIBUTING.md are all that is needed."""

import re
from pathlib import Path
from types import ModuleType

import pytest

from netmerge.importers import inspect, read_all, reading
from netmerge.importers.registry import importers

CONTRIBUTING = Path(__file__).parents[2] / "CONTRIBUTING.md"


@pytest.fixture
def follow(monkeypatch):
    """Make the module of a recipe, and the line of the list."""

    def importer(heading):
        text = CONTRIBUTING.read_text("utf-8")
        recipe = text[text.index(f"## {heading}\n") :]
        code = re.search(r"^```python\n(.*?)^```", recipe, re.MULTILINE | re.DOTALL)[1]
        module = ModuleType("recipe")
        exec(compile(code, "recipe.py", "exec"), module.__dict__)
        known = importers()
        monkeypatch.setattr(reading, "importers", lambda: (module, *known))

    return importer


def test_a_table(follow, tmp_path):
    follow("How to add an importer of a table")
    path = tmp_path / "export.csv"
    path.write_text("Rolodesk ID,Name,Shop\n1,Ann Lee,Acme\n2,Bob Li,Zeta\n")
    records = read_all([path]).records
    assert records["company"].tolist() == ["Acme", "Zeta"]
    assert records["source"].tolist() == ["rolodesk"] * 2
    assert records["duplicate_free"].all()
    assert inspect(path).columns["Shop"] == "company"


def test_conversations(follow, tmp_path):
    follow("How to add an importer of conversations")
    path = tmp_path / "log.pigeon"
    path.write_text(
        "2026-10-01T12:00Z > ann@lee.example: Are you in?\n"
        "2026-10-01T13:00Z < ann@lee.example: I am.\n"
        "coo\n"
        "yesterday > ann@lee.example: And now?\n"
    )
    imported = read_all([path])
    told = imported.interactions
    assert told["direction"].tolist() == ["out", "in"]
    assert told["text"].tolist() == ["Are you in?", "I am."]
    assert told["channel"].tolist() == ["pigeonhole"] * 2
    assert list(told["recipient_handles"].iloc[0]) == ["mailto:ann@lee.example"]
    assert told["sender_handle"].iloc[1] == "mailto:ann@lee.example"
    assert imported.rejects["position"].tolist() == [3, 4]
    assert imported.sources["channel_phrase"].tolist() == ["on Pigeonhole"]
    assert inspect(path).rows == 4
