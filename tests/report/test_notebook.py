"""What a notebook shows: pictures and cards that need no network, and nothing that was typed run
as markup.
"""

import re
import sys

import pandas as pd
import pytest

import netmerge as nm
from netmerge.drawing import GREEN, Drawing, altair
from netmerge.errors import MissingExtraError
from netmerge.report.notebook import Questions, network_html, questions_html
from netmerge.schema import REVIEW

CONNECTIONS = """First Name,Last Name,URL,Email Address,Company,Position,Connected On
Ada,Byron,https://www.linkedin.com/in/ada-b,,Looms,Weaver,02 Mar 2021
Karim,<script>alert(1)</script>,https://www.linkedin.com/in/karim,,"</script><b>",x,01 Oct 2026
"""
CARDS = """Name,Phone,Email,Company
Ada Byron,+44 20 7946 0011,ada@looms.example,Looms Ltd
Ada Byron,,byron@mills.example,Mills
Bo Lund,+44 20 7946 0022,,<i>Fjord</i>
"""
PLOTS = (
    *("plot_due", "plot_weeks", "plot_circles", "plot_sources"),
    *("plot_connections", "plot_acquaintance", "weights_chart"),
)


@pytest.fixture(scope="module")
def network(tmp_path_factory):
    folder = tmp_path_factory.mktemp("inputs")
    (folder / "Connections.csv").write_text(CONNECTIONS, "utf-8")
    (folder / "cards.csv").write_text(CARDS, "utf-8")
    inputs = (folder / "Connections.csv", folder / "cards.csv")
    return nm.reconcile(*inputs, today="2026-11-01", zone="UTC", me=["Robin Orr"], review="all")


@pytest.mark.parametrize("name", PLOTS)
def test_a_picture_shows_itself_without_a_network_and_says_what_is_seen(network, name):
    drawing = getattr(network, name)()
    shown = drawing._repr_mimebundle_(include=None, exclude=None)
    assert shown["text/plain"] == drawing.told
    svg = shown["image/svg+xml"]
    assert not re.search(r"<script|<image|<foreignObject|url\(|@import| on\w+=", svg)
    assert set(re.findall(r"https?://[^\"' ]+", svg)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
    assert not re.search(r"\b(role|aria-\w+)=", svg)
    title = drawing.to_dict()["title"]
    assert drawing.told == (" ".join(title) if isinstance(title, list) else title)


def test_a_pair_is_drawn_with_its_verdict(network):
    drawing = network.explain("Ada Byron", "Bo Lund").chart()
    assert drawing.svg().startswith("<svg")
    assert "match probability" in drawing.told


def test_what_was_typed_into_a_picture_is_text():
    alt = altair()
    row = {"name": '<script>"x" role="img"</script>', "n": 1}
    chart = alt.Chart(alt.Data(values=[row])).mark_bar().encode(x="n:Q", y="name:N", href="name:N")
    svg = Drawing(chart, "x").svg()
    assert "<script" not in svg


def test_a_picture_is_kept_as_a_file(network, tmp_path):
    network.plot_due().save(tmp_path / "due.svg")
    assert (tmp_path / "due.svg").read_text("utf-8").startswith("<svg")
    network.plot_due().save(tmp_path / "due.json")
    assert "vega-lite" in (tmp_path / "due.json").read_text("utf-8")


def test_without_the_extra_a_picture_says_what_to_install(network, monkeypatch):
    drawing = network.plot_due()
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(MissingExtraError, match=r"netmerge\[charts\]"):
        drawing.svg()


def test_a_theme_may_be_overruled_by_the_chart():
    alt = altair()
    bar = alt.Chart(alt.Data(values=[{"n": 1}])).mark_bar(color=GREEN).encode(x="n:Q")
    assert GREEN in Drawing(bar, "one").svg()


def asked():
    typed = {"record_a": "a", "record_b": "b", "name_a": "<b>Ada", "match_probability": 0.5}
    of_sides = {"company_a": "Looms", "company_b": "Mills", "city_a": "Ulm", "city_b": "ulm"}
    of_sides |= {"phones_a": ["+49731", "+49732"], "phones_b": ["+49732"]}
    return REVIEW.frame({name: [value] * 3 for name, value in (typed | of_sides).items()})


def test_a_network_shows_people_then_questions_then_sources(network):
    read = dict.fromkeys(("contacts", "records", "rejects"), network.contacts)
    html = network_html(read, network.due_list, asked(), network.sources)
    told = ("3 contacts</b>", "Write to these", "3 questions", "Sources")
    places = [html.index(text) for text in told]
    assert places == sorted(places)
    assert "<script" not in html
    assert "<script" not in network._repr_html_()


def test_questions_are_cards_and_a_table_like_any_other(network):
    assert isinstance(network.review, Questions)
    assert type(network.review[["name_a"]]) is pd.DataFrame
    assert type(network.review.head(1)) is pd.DataFrame
    html = Questions(asked())._repr_html_()
    assert html.count("grid-template-columns") == 3
    assert "Looms ≠" in html
    assert "Ulm ≠" not in html
    assert "+49732 ≠" not in html
    assert "&lt;b&gt;Ada" in html
    assert "… and 1 more" in questions_html(asked(), 2)


def test_an_explanation_has_its_verdict_on_top_and_folds_what_is_silent(network):
    html = network.explain("Ada Byron", "Bo Lund")._repr_html_()
    assert html.startswith("<p><b>")
    open_part, _, fold = html.partition("<details>")
    assert "given name" in open_part
    assert "+0.00" not in open_part
    assert "+0.00" in fold
    assert "<i>Fjord" not in html


def test_a_model_shows_its_strongest_levels_and_folds_the_rest(network):
    html = network.model._repr_html_()
    assert html.index("most for one person") < html.index("<details>") < html.index("All levels")


def test_flat_contacts_have_first_values_and_no_lists(network):
    flat = network.flat().set_index("full_name")
    assert flat.loc["Bo Lund", "phone"] == "+442079460022"
    assert pd.isna(flat.loc["Bo Lund", "email"])
    names = list(network.flat().columns)
    assert names[names.index("emails") - 1] == "email"
    assert not {"photo", "record_ids"} & set(names)
    assert not flat.map(lambda value: isinstance(value, list | tuple)).to_numpy().any()
