"""Packaged files: each is read once, and what does not fit its shape is named with file and key."""

from dataclasses import dataclass
from typing import Annotated

import pytest

from netmerge import data
from netmerge.data import CsvFile, TomlFile, exactly, one_of
from netmerge.errors import DataError


@dataclass(frozen=True)
class Boat:
    oars: int
    length: float
    sails: frozenset[str] = frozenset()


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Writes a data file into a folder that stands for the package's."""
    monkeypatch.setattr(data.resources, "files", lambda _: tmp_path)
    return lambda name, text: (tmp_path / name).write_text(text, "utf-8")


def refused(shape):
    with pytest.raises(DataError) as caught:
        _ = TomlFile("boats.toml", shape).content
    assert str(caught.value).startswith("netmerge/boats.toml")
    return caught.value


def test_values_come_in_their_shape(write):
    write(
        "boats.toml",
        '[gig]\noars = 4\nlength = 6\nsails = "jib  main\\n"\n[skiff]\noars = 2\nlength = 4.5',
    )
    boats = TomlFile("boats.toml", dict[str, Boat]).content
    assert boats == {"gig": Boat(4, 6, frozenset({"jib", "main"})), "skiff": Boat(2, 4.5)}


def test_words_stand_in_a_text_or_in_a_list_of_phrases(write):
    write("boats.toml", 'rowed = "skiff gig"\nsailed = ["tall ship", "dory"]')
    found = TomlFile("boats.toml", dict[str, frozenset[str]]).content
    assert found == {"rowed": {"skiff", "gig"}, "sailed": {"tall ship", "dory"}}


def test_a_file_is_read_once(write, tmp_path):
    write("boats.toml", "oars = 2")
    boats = TomlFile("boats.toml", dict[str, int])
    assert boats.content == {"oars": 2}
    (tmp_path / "boats.toml").unlink()
    assert boats.content == {"oars": 2}


@pytest.mark.usefixtures("write")
def test_a_missing_file_is_named():
    assert "the file cannot be read" in str(refused(dict[str, int]))


@pytest.mark.usefixtures("write")
def test_a_file_in_another_encoding_is_named(tmp_path):
    (tmp_path / "boats.toml").write_bytes('name = "Zoë"'.encode("latin-1"))
    assert "the file cannot be read" in str(refused(dict[str, str]))


def test_broken_toml_is_named_with_its_line(write):
    write("boats.toml", "fine = 1\noars = [1,\n\nsails = 2")
    error = refused(dict[str, int])
    assert "this is not TOML (" in str(error)
    assert "line 4" in str(error)


@pytest.mark.parametrize(
    ("text", "shape", "keys", "problem"),
    [
        ("[gig]\nlength = 6", dict[str, Boat], "gig.oars", "nothing stands there."),
        ("oars = 2\nlength = 6\nmast = 1", Boat, "mast", "this key is not known."),
        ("oars = 2.5\nlength = 6", Boat, "oars", "int is needed, not '2.5'."),
        ("oars = true\nlength = 6", Boat, "oars", "int is needed, not 'True'."),
        ("oars = 2\nlength = 'long'", Boat, "length", "int or float is needed, not 'long'."),
        ("gig = 1", dict[str, Boat], "gig", "dict is needed, not '1'."),
        ("oars = [1, 'two']", dict[str, tuple[int, ...]], "oars.1", "int is needed, not 'two'."),
        ("oars = 1", dict[str, tuple[int, ...]], "oars", "list is needed, not '1'."),
        ("pair = [1]", dict[str, tuple[int, int]], "pair", "2 are needed, not 1."),
        ("sails = ['jib', 3]", dict[str, frozenset[str]], "sails.1", "str is needed, not '3'."),
        (
            "days = [1, 2]",
            dict[str, Annotated[tuple[int, ...], exactly(7)]],
            "days",
            "7 are needed, not 2.",
        ),
        (
            "tub = 1",
            dict[Annotated[str, one_of("gig", "skiff")], int],
            "tub",
            "it is none of gig, skiff.",
        ),
    ],
)
def test_what_does_not_fit_is_named_down_to_the_item(write, text, shape, keys, problem):
    write("boats.toml", text)
    error = refused(shape)
    assert ".".join(error.keys) == keys
    assert error.message == f"netmerge/boats.toml, {keys}: {problem}"


def test_rows_of_a_csv_file_come_without_comments(write):
    write("boats.csv", "# made up\nname,oars\n\nAda,2\n# more\nBo,4\n")
    assert CsvFile("boats.csv", ("name", "oars")).rows == (("Ada", "2"), ("Bo", "4"))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("name\nAda\n", ", oars: there is no such column."),
        ("# nothing yet\n", ", name: there is no such column."),
        ("name,oars,mast\nAda,2,1\n", ", mast: this column is not known."),
        ("oars,name\n2,Ada\n", ": the columns are not in order: name, oars."),
        ("# made up\nname,oars\nAda,2\nBo\n", ": line 4 has 1 cells, the header 2."),
    ],
)
def test_a_csv_file_of_other_columns_is_named(write, text, problem):
    write("boats.csv", text)
    with pytest.raises(DataError) as caught:
        _ = CsvFile("boats.csv", ("name", "oars")).rows
    assert caught.value.message == f"netmerge/boats.csv{problem}"
