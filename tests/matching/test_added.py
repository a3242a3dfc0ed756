"""A comparison of a caller's, or of another package: it counts, it is shown, nothing is patched."""

import re
import sys
import textwrap
from enum import IntEnum
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import netmerge as nm
from netmerge import matching
from netmerge.errors import SettingsError
from netmerge.matching import comparisons
from netmerge.matching.comparisons import Compared, Comparison

TABLE = pd.DataFrame(
    {
        "full_name": ["Ana Silvestre", "Ana Silvestre", "Bo Lund", "Cy Mair"],
        "anniversary": ["2010-06-05", "2010-06-05", "1999-01-01", None],
        "categories": [["Rowing", "Choir"], ["choir"], ["chess"], None],
    }
)


class Anniversary(IntEnum):
    SAME = 1
    DIFFERENT = 2


def compare(pairs):
    days = pairs.features.columns["anniversary"].codes
    a, b = days[pairs.left], days[pairs.right]
    levels = np.where((a < 0) | (b < 0), 0, np.where(a == b, 1, 2)).astype(np.int8)
    return Compared(levels, np.full(len(pairs), np.nan))


WEIGHTS = {"m": [0.9, 0.1], "u": [0.001, 0.999]}


def anniversary(**more):
    return Comparison(
        **{
            "name": "anniversary",
            "levels": Anniversary,
            "compare": compare,
            "needs": (),
            "shows": ("anniversary",),
            "columns": ("anniversary",),
            "weights": WEIGHTS,
        }
        | more
    )


def test_what_a_caller_compares_counts_and_is_shown():
    usual, found = nm.match(TABLE), nm.match(TABLE, comparisons=[anniversary()])
    shown = matching.explain(found, 0, 1).table
    line = shown.set_index("comparison").loc["anniversary"]
    assert line[["value_a", "value_b", "level"]].tolist() == ["2010-06-05", "2010-06-05", "same"]
    assert line["weight"] > 5
    gained = found.pairs["match_weight"].iloc[0] - usual.pairs["match_weight"].iloc[0]
    assert gained == pytest.approx(line["weight"], abs=1.0)
    assert found.pairs["reason"].iloc[0].endswith("anniversary same")
    assert len(matching.unlinkable(found).table)
    assert "anniversary" not in {weights.name for weights in nm.match(TABLE).model.weights}


def test_a_whole_run_takes_it_too(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("First Name,Last Name,Anniversary\nAna,Silvestre,2010-06-05\n" * 2)
    net = nm.reconcile(path, comparisons=[anniversary()], today="2026-11-01")
    assert net.model.weights[-1].name == "anniversary"


def test_a_column_of_lists_comes_as_lists_of_folded_values():
    seen = {}

    def noting(pairs):
        seen["column"] = pairs.features.columns["categories"]
        return compare_nothing(pairs)

    given = anniversary(columns=("categories",), shows=("categories",), compare=noting)
    nm.match(TABLE, comparisons=[given])
    texts = seen["column"].texts[seen["column"].codes].tolist()
    assert sorted(texts) == ["chess", "choir", "choir", "rowing"]


def compare_nothing(pairs):
    return Compared(np.zeros(len(pairs), dtype=np.int8), np.full(len(pairs), np.nan))


def test_its_weights_may_come_from_a_file_and_outrank_its_own(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text("[anniversary]\nfixed = true\nm = [0.6, 0.4]\nu = [0.1, 0.9]\n")
    for given in (anniversary(), anniversary(weights=None)):
        found = nm.match(TABLE, comparisons=[given], weights=path)
        assert found.model.weights[-1].m.tolist() == [1.0, 0.6, 0.4]


def test_without_weights_it_is_refused():
    with pytest.raises(SettingsError, match='"anniversary" has no weights'):
        nm.match(TABLE, comparisons=[anniversary(weights=None)])


def test_its_own_weights_are_checked():
    wrong = anniversary(weights={"m": [0.9, 0.2], "u": [0.001, 0.999]})
    with pytest.raises(SettingsError, match=r"own weights, anniversary\.m: .* add up to 1\.1"):
        nm.match(TABLE, comparisons=[wrong])


WRONG = {
    "a level too high": (lambda pairs: np.full(pairs, 3), np.zeros, "it gives 3, which is none"),
    "a level below 0": (lambda pairs: np.full(pairs, -1), np.zeros, "it gives -1, which is none"),
    "too few levels": (lambda _: np.zeros(0), np.zeros, "a level and a frequency a pair"),
    "too few frequencies": (np.zeros, lambda _: np.zeros(0), "a level and a frequency a pair"),
}


@pytest.mark.parametrize(("levels", "frequency", "problem"), WRONG.values(), ids=WRONG)
def test_what_it_finds_is_checked(levels, frequency, problem):
    def wrong(pairs):
        return Compared(levels(len(pairs)).astype(np.int8), frequency(len(pairs)) + 0.5)

    with pytest.raises(SettingsError, match=f'The comparison "anniversary": .*{problem}'):
        nm.match(TABLE, comparisons=[anniversary(compare=wrong)])


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """Another package with an entry point of the group, as pip would install it."""
    (tmp_path / "anniversaries.py").write_text(
        textwrap.dedent("""
            from enum import IntEnum

            import numpy as np

            from netmerge.matching.comparisons import Compared, Comparison


            class Anniversary(IntEnum):
                SAME = 1
                DIFFERENT = 2


            def compare(pairs):
                levels = np.zeros(len(pairs), dtype=np.int8)
                return Compared(levels, np.full(len(pairs), np.nan))


            ANNIVERSARY = Comparison(
                "anniversary", Anniversary, compare, (), ("anniversary",),
                weights={"m": [0.9, 0.1], "u": [0.001, 0.999]},
            )
        """)
    )
    told = tmp_path / "anniversaries-1.0.dist-info"
    told.mkdir()
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: anniversaries\nVersion: 1.0\n")
    (told / "entry_points.txt").write_text(
        "[netmerge.comparisons]\nanniversary = anniversaries:ANNIVERSARY\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    comparisons._of_other_packages.cache_clear()
    yield
    comparisons._of_other_packages.cache_clear()
    sys.modules.pop("anniversaries", None)


@pytest.mark.usefixtures("installed")
def test_a_comparison_of_another_package_is_found():
    assert nm.match(TABLE).model.weights[-1].name == "anniversary"
    with pytest.raises(SettingsError, match='"anniversary": another comparison has that name'):
        nm.match(TABLE, comparisons=[anniversary()])


CONTRIBUTING = Path(__file__).parents[2] / "CONTRIBUTING.md"


def test_the_recipe_for_a_comparison_is_all_that_is_needed(tmp_path):
    text = CONTRIBUTING.read_text("utf-8")
    recipe = text[text.index("## How to add a comparison") :]
    code, section = (
        re.search(rf"^```{language}\n(.*?)^```", recipe, re.MULTILINE | re.DOTALL)[1]
        for language in ("python", "toml")
    )
    (tmp_path / "weights.toml").write_text(section)
    named = {"__name__": "anniversary"}
    exec(compile(code, "anniversary.py", "exec"), named)
    given = {"comparisons": [named["ANNIVERSARY"]], "weights": tmp_path / "weights.toml"}
    found, usual = nm.match(TABLE, **given), nm.match(TABLE)
    assert found.pairs["reason"].iloc[0].endswith("anniversary same")
    assert found.pairs["match_weight"].iloc[0] > usual.pairs["match_weight"].iloc[0] + 5
