"""The text of a message → what its sender wrote in it, without quotations and
signature.

Line by line, in time linear in the text. The words that mail programs put above
a quotation stand in data/replies.toml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from netmerge.data import TomlFile

MAX_LINES = 5_000
_LONGEST_ATTRIBUTION = 400
_ATTRIBUTION_LINES = 3
_HEADER_LINES = 4

_RULE = re.compile(
    r"""
    [\s>]{0,20} [-_*=]{3,80}
    (?: \s{0,5} \S.{0,100}?\S \s{0,5} [-_*=]{2,80} )?  # words in the middle, and the rest
    \s*
    """,
    re.VERBOSE,
)
_HEADER = re.compile(
    r"""
    \s{0,20} \*{0,2}                     # at times in bold
    ([^\W\d_] [\w\ \u00a0]{0,30}?)
    \s{0,3} : \*{0,2} \s{0,20} (?= \S )
    """,
    re.VERBOSE,
)
"""A line such as `From: Anna`, or its like in another language."""
_TELLS = re.compile(r"\d|@")
"""What a line that tells who wrote and when has: a day or an address."""


@dataclass(frozen=True)
class Words:
    """What mail programs write around a quotation, as data/replies.toml tells it."""

    wrote: tuple[str, ...]
    separators: tuple[str, ...]
    openings: tuple[str, ...]
    first_heads: tuple[str, ...]
    other_heads: tuple[str, ...]
    devices: tuple[str, ...]


WORDS = TomlFile("importers/programs/mail/data/replies.toml", Words)


def own_words(text: str) -> str:
    """What was written in this message itself."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n", MAX_LINES)[:MAX_LINES]
    kept: list[str] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        if line.lstrip().startswith(">"):
            number += 1
            continue
        if line.rstrip("\r") in ("-- ", "--") or _begins_old_message(lines, number):
            break
        length = _attribution(lines, number)
        if length and not _is_quoted(lines, number + length):
            break  # everything below is the earlier message, without marks
        if not length:
            kept.append(line.rstrip())
        number += max(length, 1)
    return "\n".join(_without_advertising(kept)).strip()


def _begins_old_message(lines: list[str], number: int) -> bool:
    """A rule with words such as Original Message, or the header that Outlook puts
    above.
    """
    line = lines[number]
    words = _words()
    if _RULE.fullmatch(line[:200]):
        folded = line.casefold()
        if any(phrase in folded for phrase in words["separators"]):
            return True
    if line.strip(" \t*_-:").casefold() in words["openings"]:
        return True
    first = _HEADER.match(line[:200])
    if not first or first[1].casefold() not in words["first_heads"]:
        return False
    heads = (_HEADER.match(below[:200]) for below in lines[number + 1 : number + 1 + _HEADER_LINES])
    return any(head[1].casefold() in words["other_heads"] for head in heads if head)


def _attribution(lines: list[str], number: int) -> int:
    """How many lines from here on make `On 3 May 2020, Anna <a@x.example>
    wrote:`, if any do.
    """
    joined = ""
    for length in range(1, _ATTRIBUTION_LINES + 1):
        line = lines[number + length - 1 : number + length]
        if not line or not line[0].strip() or len(joined) + len(line[0]) > _LONGEST_ATTRIBUTION:
            return 0
        joined += " " + line[0].strip()
        if joined.endswith((":", "：")):
            folded = joined.casefold()
            is_told = any(verb in folded for verb in _words()["wrote"])
            return length if is_told and _TELLS.search(folded) else 0
    return 0


def _is_quoted(lines: list[str], number: int) -> bool:
    """Whether the next line that is not blank is quoted, or there is none."""
    following = next((line for line in lines[number:] if line.strip()), ">")
    return following.lstrip().startswith(">")


def _without_advertising(lines: list[str]) -> list[str]:
    """The lines without last ones such as `Sent from my iPhone`, or a rule."""
    devices = _words()["devices"]
    end = len(lines)
    while end:
        last = lines[end - 1]
        is_rule = not last.strip(" \t_-*=")
        if not is_rule and not last.strip().casefold().startswith(devices):
            break
        end -= 1
    return lines[:end]


@cache
def _words() -> dict[str, tuple[str, ...]]:
    """The lists by name, without case."""
    return {name: tuple(map(str.casefold, words)) for name, words in vars(WORDS.content).items()}
