"""The owner's word on circles and cadences: a file, and what is given beside it."""

import pytest

from netmerge.due import circles, read_own_word
from netmerge.errors import SettingsError
from netmerge.interactions import Owner
from netmerge.schema import RECORDS
from netmerge.settings import resolve

PEOPLE = (
    {"contact_id": "c1", "full_name": "Ada Vale", "emails": ["ada@vale.example"]},
    {"contact_id": "c2", "full_name": "Bo Kerr", "categories": ["Friends"]},
    {"contact_id": "c3", "full_name": "Cy Dunn", "other_names": ["Cyril Dunn"]},
    {"contact_id": "c4", "full_name": "Di Ford"},
    {"contact_id": "c5", "full_name": "Di Ford"},
)


@pytest.fixture
def said(contacts, tmp_path):
    """Circle, basis and days by contact_id, and the notices, of a file's text."""

    def build(text=None, cadence=None):
        path = tmp_path / "circles.csv"
        path.write_text(text or "name,circle\n", "utf-8")
        settings = resolve(circles=path, cadence=cadence)
        word = read_own_word(settings.circles, settings.cadence)
        people = contacts(*PEOPLE)
        found = circles(people, RECORDS.frame({"record_id": [0]}), Owner(), None, word)
        rows = found.table[["circle", "circle_basis", "cadence_days"]].itertuples(index=False)
        return dict(zip(people["contact_id"], map(tuple, rows), strict=True)), found.notices

    return build


@pytest.mark.parametrize(
    "text",
    [
        "name,circle\nAda Vale,Family\ncyril dunn,alumni\n",
        "E-Mail;Name;Circle\nADA@vale.example;;family\n;Cy Dunn;alumni\n",
        "\ufeffid\tcircle\nc1\tfamily\nc3\talumni\n",
    ],
)
def test_a_file_tells_circles_by_name_address_or_id(said, text):
    found, notices = said(text)
    assert found["c1"] == ("family", "said", 60)
    assert found["c3"] == ("alumni", "said", 365)
    assert found["c2"] == ("friends", "said", 60)
    assert not notices


def test_the_file_outranks_labels_and_its_last_line_the_earlier_ones(said):
    found, _ = said("name,circle\nBo Kerr,other\nBo Kerr,co-workers\n")
    assert found["c2"] == ("co-workers", "said", 180)


def test_a_run_s_own_file_tells_what_was_edited_in_it(said):
    head = "contact_id,full_name,circle,circle_basis\n"
    rows = ("c1,Ada Vale,friends,guessed", "c4,Di Ford,other,guessed", "c9,X,other,said")
    found, notices = said(head + "\n".join(rows))
    assert found["c1"][:2] == ("friends", "said")
    assert found["c4"][:2] == ("other", "guessed")
    assert not notices


def test_whom_a_line_does_not_single_out_is_said(said):
    found, notices = said("name,circle\nDi Ford,family\nEve Roe,family\n")
    assert found["c4"][0] == found["c5"][0] == "other"
    assert notices == (
        "Line 2 of the circles: Di Ford may be any of 2 contacts.",
        "Line 3 of the circles: Eve Roe is nobody in these inputs.",
    )


def test_cadences_are_given_by_circle_and_by_contact(said):
    found, notices = said(
        "name,cadence\nCy Dunn,6w\n", {"other": "90d", "Friends": 30, "Ada Vale": "1y", "Nobody": 5}
    )
    days = {who: told[2] for who, told in found.items()}
    assert days == {"c1": 365, "c2": 30, "c3": 42, "c4": 90, "c5": 90}
    assert notices == ("The cadence given: Nobody is nobody in these inputs.",)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("name,circle\nAda Vale,familiy\n", "line 2: there is no circle 'familiy'. Did you mean"),
        ("name,cadence\nAda Vale,soon\n", 'line 2: "soon" is no time. Give days'),
        ("name,city\nAda Vale,Ely\n", "the columns are name, city. Give a CSV"),
        ("circle\nfamily\n", "the columns are circle. Give a CSV"),
    ],
)
def test_what_the_file_cannot_mean_is_told_with_its_line(said, text, problem):
    with pytest.raises(SettingsError) as caught:
        said(text)
    assert problem in str(caught.value)


@pytest.mark.parametrize("time", ["0", "-3d", "3 moons", "", "99999y"])
def test_a_time_that_is_none_is_an_error(time):
    with pytest.raises(SettingsError, match="is no time"):
        resolve(cadence={"friends": time})
