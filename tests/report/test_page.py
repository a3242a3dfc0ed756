"""The page: all that is to be looked at, nothing fetched, nothing run, whatever people typed."""

import datetime as dt
import re
import stat
import sys
from html.parser import HTMLParser

import pandas as pd
import pytest

import netmerge as nm
from netmerge.columns.plain import dicts
from netmerge.report import figures, page, templates, words
from netmerge.run import Run
from netmerge.schema import CONTACTS, DUE, HAPPENED, SOURCES
from netmerge.settings import Settings

TODAY = "2026-11-01"
CONNECTIONS = """First Name,Last Name,URL,Email Address,Company,Position,Connected On
Ada,Byron,https://www.linkedin.com/in/ada-b,,Looms,Weaver,02 Mar 2021
נועה,לוי,https://www.linkedin.com/in/noa,,,,05 Mar 2021
Karim,<script>alert(1)</script>,https://www.linkedin.com/in/karim,,"</script><b>",x,01 Oct 2026
"""
CARDS = """Name,Phone,Email,Company
Ada Byron,+44 20 7946 0011,ada@looms.example,Looms Ltd
Bo Lund,+44 20 7946 0022,javascript:alert(1),"a ""quoted"" firm"
"""


@pytest.fixture(scope="module")
def network(tmp_path_factory):
    folder = tmp_path_factory.mktemp("inputs")
    (folder / "Connections.csv").write_text(CONNECTIONS, "utf-8")
    (folder / "cards.csv").write_text(CARDS, "utf-8")
    return nm.reconcile(
        folder / "Connections.csv", folder / "cards.csv", today=TODAY, zone="UTC", me=["Robin Orr"]
    )


@pytest.fixture(scope="module")
def html(network, tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "report.html"
    network.report(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    return path.read_text("utf-8")


class Tags(HTMLParser):
    """All tags with their attributes."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def test_the_page_runs_nothing_and_asks_for_nothing(html):
    tags = Tags(html).found
    assert {tag for tag, _ in tags} & {"script", "iframe", "object", "link", "img", "base"} == set()
    fetched = [
        value
        for tag, attributes in tags
        for name, value in attributes.items()
        if name in ("src", "srcset", "data", "action", "xlink:href", "background")
        or name.startswith("on")
        or (name == "href" and tag != "a")
    ]
    assert fetched == []
    assert re.findall(r"url\(|@import", html) == []
    leads = [attributes["href"] for tag, attributes in tags if tag == "a"]
    assert all(re.match(r"#|https://www\.linkedin\.com/|mailto:|tel:", href) for href in leads)
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    assert ("meta", {"http-equiv": "Content-Security-Policy", "content": policy}) in tags


def test_the_page_can_be_read_aloud(html):
    tags = Tags(html).found
    names = [tag for tag, _ in tags]
    assert {"main", "nav", "header", "footer"} <= set(names)
    assert names.count("h1") == 1
    ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for tag, attributes in tags:
        if tag == "svg":
            assert attributes.get("aria-label") or attributes.get("aria-hidden") == "true"
        if tag == "section":
            assert attributes["aria-labelledby"] in ids
        if tag == "th":
            assert attributes["scope"] in ("col", "row")
    assert names.count("table") == names.count("caption")
    inner = [attributes["href"][1:] for tag, attributes in tags if tag == "a"]
    assert {place for place in inner if place in ids} >= {"week", "coverage", "questions"}


def test_names_stand_in_their_own_direction(html):
    assert "<bdi>נועה לוי</bdi>" in html


def test_the_same_network_gives_the_same_page(network, html, tmp_path):
    network.report(tmp_path / "again.html")
    assert (tmp_path / "again.html").read_text("utf-8") == html


def test_an_empty_network_has_a_page_too(tmp_path):
    nothing = (CONTACTS.empty(), HAPPENED.empty(), SOURCES.empty())
    Run(*nothing, Settings(today=dt.date(2026, 11, 1))).report(tmp_path / "report.html")
    text = (tmp_path / "report.html").read_text("utf-8")
    assert "Nobody to write to." in text
    assert "No pair wants a look." in text


def test_without_the_extra_it_says_what_to_install_and_writes_nothing(
    network, tmp_path, monkeypatch
):
    templates.environment.cache_clear()
    for name in ("jinja2", "markupsafe"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(nm.MissingExtraError, match=r"netmerge\[report\]"):
        network.report(tmp_path / "report.html")
    assert list(tmp_path.iterdir()) == []


def test_lists_are_short_however_much_people_typed():
    row = {"full_name": "x" * 100_000, "section": "new", "circle": "friends", "reason": "y"}
    many = DUE.frame({name: [value] * 40 for name, value in row.items()}, rows=40)
    lists = page._lists(many)
    groups = {title: groups for _, title, _, groups in lists}
    assert (len(groups["New"][0].shown), groups["New"][0].all) == (page.MOST, 40)
    assert len(groups["New"][0].shown[0]["full_name"]) == page.MOST_WORDS


def test_an_address_is_shown_whole_or_not_at_all():
    long = DUE.frame({"full_name": ["Ada"], "email": ["a" * 500 + "@b.example"], "reason": ["r"]})
    assert page._people(long)[0]["email"] is None


def due_of(**columns):
    count = len(next(iter(columns.values())))
    return DUE.frame(columns | {"contact_id": [f"c{k}" for k in range(count)]}, rows=count)


def test_each_silence_stands_in_one_bar():
    days = [0, 30, 31, 91, 365, 366, 1826, 1827, None]
    found = figures.silence(due_of(days_since=days))
    assert [count for _, count in found.counts] == [2, 2, 0, 1, 1, 1, 1]
    assert (found.noted, found.over_a_year, found.without) == (8, 3, 1)


def test_months_without_a_connection_are_told_and_later_ones_are_not():
    day = dt.date
    people = CONTACTS.frame(
        {
            "contact_id": ["c0", "c1", "c2", "c3"],
            "connected_on": [day(2025, 11, 30), day(2026, 2, 1), None, day(2027, 1, 1)],
        }
    )
    due = due_of(how_known=["wrote both ways", "only connected", "met", "met"])
    found = figures.connections(people, due, day(2026, 11, 1))
    assert [count for _, count in found.months] == [1, 0, 0, 1]
    assert [(one.year, one.connected, one.known) for one in found.years] == [
        (2025, 1, 1),
        (2026, 1, 0),
    ]
    told = words.told_of_years(found.years)
    assert told.startswith("With 1 of 2 connections (50%)")


def test_what_one_source_alone_knows_is_counted():
    people = CONTACTS.frame({"sources": [["vcard"], ["linkedin", "vcard"], ["vcard"], None]})
    found = [(one.source, one.people, one.alone) for one in figures.origins(people)]
    assert found == [("vcard", 3, 2), ("linkedin", 1, 0)]


def test_circles_tell_how_they_are_known():
    due = due_of(
        circle=["friends", "friends", "other"], circle_basis=["said", "guessed", "guessed"]
    )
    found = [(one.name, one.people, one.by_basis) for one in figures.circles(due)]
    assert found == [("friends", 2, {"said": 1, "guessed": 1}), ("other", 1, {"guessed": 1})]


def test_rows_are_plain_values_with_nothing_for_what_is_absent():
    table = pd.DataFrame({"a": [1, 2], "b": ["x", None]})
    assert dicts(table) == [{"a": 1, "b": "x"}, {"a": 2, "b": None}]
    assert dicts(table, ["b"]) == [{"b": "x"}, {"b": None}]
    assert dicts(table[[]]) == []
