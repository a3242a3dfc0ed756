"""Every packaged file is declared once, with a shape that refuses what it does not know."""

import importlib
import pkgutil
import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

import netmerge
from netmerge import data, words
from netmerge.data import CsvFile, TomlFile
from netmerge.errors import DataError
from netmerge.matching import weights

PACKAGE = Path(netmerge.__file__).parent
ROOT = PACKAGE.parent
FILES = sorted(
    str(path.relative_to(PACKAGE))
    for path in PACKAGE.rglob("*")
    if path.suffix in (".toml", ".csv")
)


def declarations():
    """All declared files, each as often as it is declared."""
    found = {}
    for module in pkgutil.walk_packages([str(PACKAGE)], "netmerge."):
        if module.name != "netmerge.__main__":
            values = vars(importlib.import_module(module.name)).values()
            found |= {id(value): value for value in values if isinstance(value, TomlFile | CsvFile)}
    return list(found.values())


DECLARED = {file.path: file for file in declarations()}


def read(file, text, monkeypatch):
    """Read a file as if it held this text."""
    monkeypatch.setattr(data, "_text", lambda _: text)
    fresh = replace(file)
    if fresh.path == weights.WEIGHTS.path:
        monkeypatch.setattr(weights, "WEIGHTS", fresh)
        return weights.priors()
    return fresh.rows if isinstance(fresh, CsvFile) else fresh.content


def test_each_file_is_declared_once_and_nothing_else_is():
    assert sorted(file.path for file in declarations()) == FILES


@pytest.mark.parametrize("path", FILES)
def test_a_file_fits_its_shape(path, monkeypatch):
    read(DECLARED[path], (PACKAGE / path).read_text("utf-8"), monkeypatch)


@pytest.mark.parametrize("path", FILES)
def test_a_key_that_is_not_known_is_named_with_its_file(path, monkeypatch):
    text = (PACKAGE / path).read_text("utf-8")
    if path.endswith(".csv"):
        lines = text.splitlines()
        text = "\n".join(line if line.startswith("#") else f"{line},unheard_of" for line in lines)
    else:
        text = f"unheard_of = 1\n{text}"
    with pytest.raises(DataError) as caught:
        read(DECLARED[path], text, monkeypatch)
    assert (caught.value.file, caught.value.keys) == (path, ("unheard_of",))


@pytest.mark.parametrize("path", FILES)
def test_the_head_of_a_file_tells_its_origin(path):
    head = re.match(r"(?:#.*\n)+", (PACKAGE / path).read_text("utf-8"))
    assert head
    assert re.search("Origin(:| of the rows)", head[0])


def test_the_lists_of_a_kind_hold_each_word_once():
    for file in (words.RELATIVES, words.ROLE_MAILBOXES, words.PARTICLES, words.GENERATIONS):
        lists = tomllib.loads((PACKAGE / file.path).read_text("utf-8"))
        told = [text.split() if isinstance(text, str) else text for text in lists.values()]
        every = [word for words in told for word in words]
        assert len(every) == len(set(every)), file.path


def test_the_page_on_cleaning_lists_the_word_files():
    page = (ROOT / "docs" / "cleaning.md").read_text("utf-8")
    told = re.findall(r"^\| (\w+\.(?:toml|csv)) \|", page, re.MULTILINE)
    assert sorted(told) == [Path(path).name for path in FILES if path.startswith("words/")]


def test_the_recipe_for_a_word_list(monkeypatch):
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    recipe = page.partition("## How to add a word list")[2].partition("\n## ")[0]
    text, code = re.findall(r"^```(?:toml|python)\n(.*?)^```", recipe, re.MULTILINE | re.DOTALL)
    names = {"__name__": "netmerge.words"}
    exec(code, names)
    farewells = read(names["FAREWELLS"], text, monkeypatch)
    assert farewells.plain == {"bye", "cheers", "tschüss"}
    assert farewells.phrases == {"kind regards", "viele grüße"}
    with pytest.raises(DataError, match=r"words/farewells.toml, unheard_of: "):
        read(names["FAREWELLS"], f"unheard_of = 1\n{text}", monkeypatch)
