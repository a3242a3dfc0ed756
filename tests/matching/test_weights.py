"""Weights files are held to the comparisons: what is wrong is an error that names file and key."""

import copy
import re
import tomllib
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

import netmerge as nm
from netmerge.errors import DataError, SettingsError
from netmerge.matching import weights
from netmerge.matching.comparisons import COMPARISONS
from netmerge.matching.weights import priors

SHIPPED = tomllib.loads((Path(nm.__file__).parent / weights.WEIGHTS.path).read_text("utf-8"))

TITLE = '[title]\nm = [0.5, 0.2, 0.3]\nu = ["value", 0.1, 0.8]\n'
STREET = '[street]\nm = [0.60, 0.13, 0.03, 0.24]\nu = ["value", 0.0005, 0.0015, 0.99]\n'

WRONG = {
    "a section of nobody": ('["e-male"]\nm = [1]\n', "e-male", "e-mail?"),
    "a number in place of a section": ("title = 3\n", "title", "a section is needed"),
    "an unknown key": (TITLE + "huosehold = [1, 1, 1]\n", "title.huosehold", "mean household?"),
    "no m": ('[title]\nu = ["value", 0.1, 0.8]\n', "title.m", "missing"),
    "no u": ("[title]\nm = [0.5, 0.2, 0.3]\n", "title.u", "missing"),
    "a level too few": (
        '[title]\nm = [0.5, 0.5]\nu = ["value", 0.1, 0.8]\n',
        "title.m",
        "3 levels (same, similar, different), and 2 entries",
    ),
    "a number for a list": ("[title]\nm = 1\nu = [1]\n", "title.m", "a list is needed"),
    "m that adds up to more": (
        TITLE.replace("0.3]", "0.4]"),
        "title.m",
        "add up to 1.1, not to 1",
    ),
    "m that adds up to less": (TITLE.replace("0.5", "0.4"), "title.m", "add up to 0.9"),
    "u that adds up to more": (TITLE.replace("0.8", "0.97"), "title.u", "add up to 1.07"),
    "households that add up to less": (
        STREET + "household = [0.1, 0.1, 0.1, 0.1]\n",
        "street.household",
        "add up to 0.4",
    ),
    "a probability of 0": (TITLE.replace("0.2", "0").replace("0.3", "0.5"), "title.m", "above 0"),
    "a probability above 1": (TITLE.replace("0.5", "1.5"), "title.m", '"same" a number above 0'),
    "a negative one": (TITLE.replace("0.2", "-0.2"), "title.m", '"similar" a number above 0'),
    "no number": (TITLE.replace("0.2", "nan"), "title.m", "not nan"),
    "a truth for a probability": (TITLE.replace("0.2", "true"), "title.m", "not True"),
    "a word that m cannot have": (TITLE.replace("0.5", '"value"'), "title.m", "not 'value'"),
    "a word that u cannot have": (TITLE.replace('"value"', '"m"'), "title.u", "not 'm'"),
    "a word that households cannot have": (
        STREET + 'household = ["value", "m", "m", "m"]\n',
        "street.household",
        "above 0 and up to 1 or 'u' or 'm' is needed, not 'value'",
    ),
    "what is fixed": (TITLE + 'fixed = "yes"\n', "title.fixed", "true or false"),
    "a strength of 0": (TITLE + "strength = 0\n", "title.strength", "a number above 0"),
    "a strength too few": ("strength = { m = 60, u = 2000 }\n", "strength.share", "missing"),
    "a strength of nothing": (
        "strength = { m = 60, u = 2000, share = 10, k = 1 }\n",
        "strength.k",
        "there is no such key",
    ),
    "a class of pairs too few": (
        "[per_record]\nmatch = 1\nhousehold = 1\ncolleague = 1\n",
        "per_record.namesake",
        "missing",
    ),
    "no matches at all": (
        "[per_record]\nmatch = 0\nhousehold = 1\ncolleague = 1\nnamesake = 1\n",
        "per_record.match",
        "a number above 0",
    ),
}
each_wrong = pytest.mark.parametrize(("text", "key", "problem"), WRONG.values(), ids=WRONG)


@each_wrong
def test_a_users_file_that_is_wrong_is_named_with_the_key(text, key, problem, tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(text)
    with pytest.raises(SettingsError) as caught:
        priors(path=path)
    assert caught.value.message.startswith(f"{path}, {key}: ")
    assert problem in caught.value.message


def shipped(sections, monkeypatch):
    """Stand-in for the file that comes with netmerge."""
    file = SimpleNamespace(path=weights.WEIGHTS.path, content=sections)
    monkeypatch.setattr(weights, "WEIGHTS", file)


@each_wrong
def test_so_is_the_shipped_one(text, key, problem, monkeypatch):
    changed = copy.deepcopy(SHIPPED) | tomllib.loads(text)
    shipped(changed, monkeypatch)
    with pytest.raises(DataError) as caught:
        priors()
    assert caught.value.file == weights.WEIGHTS.path
    assert caught.value.keys == tuple(key.split("."))
    assert problem in caught.value.message


@pytest.mark.parametrize("name", ["strength", "per_record", *(each.name for each in COMPARISONS)])
def test_the_shipped_one_lacks_no_section(name, monkeypatch):
    lacking = {key: section for key, section in SHIPPED.items() if key != name}
    shipped(lacking, monkeypatch)
    with pytest.raises(DataError, match="the section is missing") as caught:
        priors()
    assert caught.value.keys == (name,)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, "the file cannot be read (No such file or directory)"),
        (b"[title", "this is not TOML"),
        (b"\xff\xfe", "this is not TOML"),
    ],
)
def test_a_file_that_is_none_is_named(content, problem, tmp_path):
    path = tmp_path / "mine.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SettingsError) as caught:
        nm.match(pd.DataFrame({"full_name": ["Ana Silvestre"]}), weights=path)
    assert caught.value.message.startswith(f"{path}: {problem}")


def by_name(found):
    return {each.name: each for each in found.weights}


def test_a_section_of_the_users_stands_for_ours_and_the_others_stay(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(TITLE)
    usual, found = priors(), priors(path=path)
    assert by_name(found)["title"].m.tolist() == [1.0, 0.5, 0.2, 0.3]
    assert by_name(found)["street"].m.tolist() == by_name(usual)["street"].m.tolist()
    assert found.strength == usual.strength


def test_the_shipped_file_given_as_the_users_own_changes_nothing():
    table = pd.DataFrame(
        {"full_name": ["Ana Silvestre", "Ana Silvestre", "Bo Lund"], "city": ["Porto"] * 3}
    )
    path = Path(nm.__file__).parent / weights.WEIGHTS.path
    one, other = nm.match(table), nm.match(table, weights=path)
    pd.testing.assert_frame_equal(one.pairs, other.pairs)


def test_what_is_believed_of_a_match_is_the_users_to_say(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(
        "[per_record]\nmatch = 0.006\nhousehold = 0.2\ncolleague = 4\nnamesake = 0.02\n"
    )
    strangers = ["Ana Silvestre", "Bo Lund", "Cy Mair", "Dora Noll", "Eli Quennell", "Fay Orr"]
    table = pd.DataFrame({"full_name": strangers})
    usual, found = nm.match(table), nm.match(table, weights=str(path))
    assert found.model.prior_weight < usual.model.prior_weight - 3


def test_the_words_of_the_file_become_numbers():
    email, company = by_name(priors())["e-mail"], by_name(priors())["company"]
    assert email.by_value.tolist() == [False, True, True, False, True, False, False, False]
    household = email.tables[1]
    assert household[2] == email.m[2], '"m": as often as one person\'s records'
    assert np.flatnonzero(company.by_colleagues).tolist() == [1]
    namesake = company.tables[3]
    assert namesake[2:].tolist() == company.u[2:].tolist(), '"u": as often as strangers'


def test_a_whole_run_fails_on_a_wrong_file_before_it_reads_anything(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text("[shoe]\n")
    with pytest.raises(SettingsError, match="no comparison has that name"):
        nm.reconcile(tmp_path / "not there.csv", weights=path)


PAGE = (Path(__file__).parents[2] / "docs" / "matching.md").read_text("utf-8")
TOLD = re.findall(r"^\| ([\w -]+): ([\w ]+) \| (0\.\d\d) \|", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("name", "level", "prior"), TOLD)
def test_the_page_tells_the_numbers_of_the_file(name, level, prior):
    weights = by_name(priors())[name]
    assert f"{weights.m[1 + weights.levels.index(level)]:.2f}" == prior


def test_the_page_tells_some():
    assert len(TOLD) == 8
