"""How texts begin, on one line."""

import pyarrow as pa
import pytest

from netmerge.text.lines import beginning, on_one_line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Dear Ida,\r\n\r\nthe  boat\tlies", "Dear Ida, the boat lies"),
        ("one\u2028two\u0085three", "one two three"),
        ("  \n ", None),
        ("", None),
        (None, None),
        ("x" * 50, "x" * 30),
        ("x" * 29 + " yes", "x" * 29),
    ],
)
def test_a_text_stands_on_one_line(text, line):
    once = on_one_line(pa.array([text], pa.string()), 30)
    assert once.to_pylist() == [line]
    assert on_one_line(once, 30).to_pylist() == [line]


def test_what_goes_on_ends_with_an_ellipsis():
    texts = pa.array(
        [
            "Is the loft\nopen?",
            "Is the loft open",
            "Is the loft open now?",
            "日本語の手紙を書きました、元気ですか",
        ]
    )
    assert beginning(texts, 16).to_pylist() == [
        "Is the loft open…",
        "Is the loft open",
        "Is the loft open…",
        "日本語の手紙を書きました、元気で…",
    ]
