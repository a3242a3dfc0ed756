"""Templates: whatever was typed is text, and only what may be opened is a link."""

import sys

import pytest

from netmerge.errors import DataError, MissingExtraError
from netmerge.report import templates

TYPED = "<script>alert(1)</script>\"'&"


def person(**values):
    known = dict.fromkeys(
        (
            *("contact_id", "full_name", "title", "company", "circle", "circle_basis", "reason"),
            *("occasion", "first_words", "who_wrote_last", "linkedin_url", "email", "phone"),
        )
    )
    return known | values


def filled(text, **values):
    head = '{% import "report/macros.html" as m %}'
    return templates.environment().from_string(head + text).render(values)


def test_nothing_that_was_typed_turns_its_line_round():
    name = "Lars \u202egnp.exe\u2066 Holm"
    page = filled(
        "{{ m.person(one) }}", one=person(full_name=name, first_words=f"Hi {name}", reason=name)
    )
    assert page.count("Lars gnp.exe Holm") == 3
    assert "\u202e" not in page


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("--04-15", "15 April"),
        ("--1231", "31 December"),
        ("1980-02-03", "1980-02-03"),
        ("--13-01",) * 2,
    ],
)
def test_a_day_without_its_year_is_one_that_people_read(text, read):
    assert templates.day(text) == read


def test_what_was_typed_is_text_wherever_it_stands():
    one = person(**dict.fromkeys(person(), TYPED))
    page = filled("{{ m.person(one) }}{{ m.name(one, '/p') }}{{ m.badge(c) }}", one=one, c=TYPED)
    columns = [("full_name", "name", ""), ("title", "title", "number")]
    page += filled("{{ m.table(c, columns, [one]) }}", one=one, c=TYPED, columns=columns)
    assert "<script" not in page
    assert "alert(1)" in page


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("https://www.linkedin.com/in/ada", True),
        ("MAILTO:ada@example.org", True),
        ("tel:+442079460011", True),
        ("javascript:alert(1)", False),
        (" data:text/html,x", False),
        ("vbscript:x", False),
        ("//elsewhere.example", False),
    ],
)
def test_only_what_may_be_opened_is_a_link(address, leads):
    assert ("<a " in filled("{{ m.link(address) }}", address=address)) == leads


def test_a_value_that_is_missing_is_an_error_and_not_a_gap():
    from jinja2 import UndefinedError

    with pytest.raises(UndefinedError):
        filled("{{ nobody }}")


def test_a_template_that_is_not_there_is_named():
    with pytest.raises(DataError, match="netmerge/report/none\\.html"):
        templates.rendered("report/none.html")


def test_without_jinja2_it_says_what_to_install(monkeypatch):
    templates.environment.cache_clear()
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(MissingExtraError, match="netmerge\\[report\\]"):
        templates.environment()


def test_the_stylesheet_asks_for_nothing_elsewhere():
    style = templates.STYLE.content
    assert not [word for word in ("url(", "@import", "http") if word in style]


def test_cells_are_short_and_read_as_one_writes():
    cells = [templates.cell(value) for value in (None, 1234, 0.5, ["a", "b"], "x" * 999)]
    assert cells[:4] == ["", "1,234", "0.50", "a, b"]
    assert len(cells[4]) == 300


def test_telephone_numbers_are_shown_as_one_reads_them():
    shown = [templates.telephone(one) for one in ("+442079460140;ext=12", "0170 123", "+1", "Bo")]
    assert shown == ["+44 20 7946 0140 ext. 12", "0170 123", "+1", "Bo"]
