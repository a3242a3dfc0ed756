"""Tables for notebooks: small, and safe."""

import pandas as pd

from netmerge.export.html import table_html


def test_markup_in_values_is_shown_not_run():
    html = table_html(pd.DataFrame({"full_name": ["<script>alert(1)</script>"]}), caption="A & B")
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "<caption>A &amp; B</caption>" in html


def test_long_tables_and_cells_are_cut_and_say_so():
    html = table_html(pd.DataFrame({"note": ["x" * 200] * 12}), rows=2)
    assert html.count("<tr>") == 3
    assert "x" * 79 + "…" in html
    assert "… and 10 more" in html


def test_lists_numbers_and_missing_values_are_readable():
    html = table_html(
        pd.DataFrame({"emails": [["a@x.org", "b@x.org"], None], "lateness": [1.234, None]})
    )
    assert '<td dir="auto">a@x.org, b@x.org</td><td dir="auto">1.23</td>' in html
    assert '<td dir="auto"></td><td dir="auto"></td>' in html
