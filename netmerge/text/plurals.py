"""A number and a noun → how both are said."""

from __future__ import annotations


def many(number: int, noun: str, plural: str = "") -> str:
    """A number with what it counts, in the plural where there is not one."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
