"""Texts → a small HTML table for a notebook, everything escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape


def html_table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], caption: str = "", more: str = ""
) -> str:
    """A table of texts, each in its own direction; `more` stands below it."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join(f"<tr>{_row(values)}</tr>" for values in rows)
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    below = f"<p>{escape(more)}</p>" if more else ""
    return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{below}"


def folded(title: str, content: str) -> str:
    """HTML that is seen once its title is clicked."""
    return f"<details><summary>{escape(title)}</summary>{content}</details>"


def _row(values: Iterable[str]) -> str:
    return "".join(f'<td dir="auto">{escape(value)}</td>' for value in values)
