import pytest

from netmerge import data
from netmerge.errors import DataError


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Writes a data file into a folder that stands for the package's."""
    monkeypatch.setattr(data.resources, "files", lambda _: tmp_path)
    caches = (data.words, data.csv_rows, data._checked, data._parsed)
    for cached in caches:
        cached.cache_clear()
    yield lambda name, text: (tmp_path / name).write_text(text, "utf-8")
    for cached in caches:
        cached.cache_clear()


def refused(function, *arguments):
    with pytest.raises(DataError) as caught:
        function(*arguments)
    return caught.value


def test_values_come_with_the_shape_that_was_asked_for(write):
    write("boats.toml", 'rowed = "skiff gig\\n dory"\n[sails]\nmain = ["canvas", "cotton"]\n')
    assert data.toml_value(dict[str, list[str]], "boats.toml", "sails") == {
        "main": ["canvas", "cotton"]
    }
    assert data.toml_value(list[str], "boats.toml", "sails", "main") == ["canvas", "cotton"]
    assert data.words("boats.toml", "rowed") == {"skiff", "gig", "dory"}


def test_a_file_is_read_once(write, tmp_path):
    write("boats.toml", "oars = 2")
    assert data.toml_value(int, "boats.toml", "oars") == 2
    (tmp_path / "boats.toml").unlink()
    assert data.toml_value(dict[str, int], "boats.toml") == {"oars": 2}


@pytest.mark.usefixtures("write")
def test_a_missing_file_is_named():
    error = refused(data.toml_value, dict, "gone.toml")
    assert error.file == "gone.toml"
    assert "netmerge/gone.toml: the file cannot be read" in str(error)


@pytest.mark.usefixtures("write")
def test_a_file_in_another_encoding_is_named(tmp_path):
    (tmp_path / "latin.toml").write_bytes('name = "Zoë"'.encode("latin-1"))
    assert refused(data.toml_value, str, "latin.toml", "name").file == "latin.toml"


def test_broken_toml_is_named_with_its_line(write):
    write("broken.toml", "fine = 1\noars = [1,\n\nsails = 2")
    error = refused(data.words, "broken.toml", "oars")
    assert str(error).startswith("netmerge/broken.toml: this is not TOML (")
    assert "line 4" in str(error)


@pytest.mark.parametrize("keys", [("sail",), ("sails", "jib"), ("sails", "main", "cloth")])
def test_a_missing_key_is_named_as_far_as_the_way_goes(write, keys):
    write("boats.toml", '[sails]\nmain = "canvas"\n')
    error = refused(data.words, "boats.toml", *keys)
    assert error.keys == keys
    assert f"netmerge/boats.toml, {'.'.join(keys)}: " in str(error)


def test_a_value_of_another_type_is_named_down_to_the_item(write):
    write("boats.toml", '[sails]\nmain = ["canvas", 3]\n')
    error = refused(data.toml_value, dict[str, list[str]], "boats.toml", "sails")
    assert error.keys == ("sails", "main", "1")
    assert "str is needed" in str(error)


def test_columns_of_a_csv_file_come_in_the_order_asked_for(write):
    write("boats.csv", "# made up\nname,oars,kind\n\nAda,2,skiff\n# more\nBo,4,gig\n")
    assert data.csv_rows("boats.csv", "kind", "name") == [("skiff", "Ada"), ("gig", "Bo")]


def test_a_missing_column_is_named(write):
    write("boats.csv", "name,oars\nAda,2\n")
    error = refused(data.csv_rows, "boats.csv", "name", "sails")
    assert (error.file, error.keys) == ("boats.csv", ("sails",))
    assert refused(data.csv_rows, "gone.csv", "name").file == "gone.csv"


def test_a_row_of_another_length_is_named_by_its_line(write):
    write("boats.csv", "# made up\nname,oars\nAda,2\nBo\n")
    assert "line 4 has 1 cells" in str(refused(data.csv_rows, "boats.csv", "name"))


def test_an_empty_csv_file_lacks_its_columns(write):
    write("boats.csv", "# nothing yet\n")
    assert refused(data.csv_rows, "boats.csv", "name").keys == ("name",)
