"""What the owner sent → the same texts without closing, signature and footer.

A footer is what the last lines of letters to several people have in
common. That alone would also cut the body of a form letter; so the
lines must begin as a signature does, or stand below letters of more
than some weeks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.arrays import ArrowExtensionArray

from netmerge.columns.chunks import arrow
from netmerge.columns.codes import encode
from netmerge.columns.hashes import mixed
from netmerge.columns.types import Flags, Ints
from netmerge.schema import TEXT
from netmerge.text.folding import fold
from netmerge.words import CLOSINGS

PEOPLE = 3
"""Lines below letters to so many people are a footer."""

LINES = 12
"""Lines of a signature at most."""

SPELL = 60
"""Days within which the same lines to several people may be a form letter."""

_DISCLAIMERS = "disclaimers"
_SENTENCE = 5
"""Words; a line of so many that ends like a sentence says something."""
_LONGEST_LINE = 1000

_BRACKETS = re.compile(r"\([^()]{0,60}\)|\[[^\[\]]{0,60}\]")
_CONTACT = re.compile(r"\+?\(?\d(?:[\s()./-]{0,3}\d){6}|\S@\S|\bwww\.|https?://|\s[|•·]\s")
_POSTSCRIPT = re.compile(r"\W{0,5}p\W{0,3}s\b", re.IGNORECASE)
_ENDS = re.compile(r"[.!?…。！？؟][\s)\"'”»]{0,5}\Z")
_ASKS = re.compile(r"[!?！？؟]\s{0,5}\Z")


def without_signatures(
    texts: pd.Series[str],
    person: Ints,
    day: Ints,
    sent: Flags,
    names: Iterable[str],
) -> pd.Series[str]:
    """The texts, those `sent` without what ends them and is no message.

    `person` and `day` (messages,) tell to whom and when each was sent;
    `names` are the owner's. What came in stays as it is.
    """
    codes, distinct = encode(texts)
    code = np.asarray(pc.fill_null(codes, -1)).astype(np.int64)
    ours = np.flatnonzero(sent & (code >= 0))
    if not len(ours):
        return texts
    wanted, text = np.unique(code[ours], return_inverse=True)
    written = distinct.take(pa.array(wanted))
    hand = _Hand(tuple(names))
    footers = _footers(written, text, person[ours], day[ours], hand)
    # a text of one line that disclaims nothing has no signature
    may_have = np.asarray(pc.match_substring_regex(written, _may_be_signed()), bool)
    letters = zip(written.to_pylist(), footers.tolist(), may_have.tolist(), strict=True)
    cut = [hand.cut(text_, lines) if signed else text_ for text_, lines, signed in letters]
    bare = pc.replace_substring_regex(pa.array(cut, TEXT), hand.inline, r"\1")
    result = np.array(arrow(texts).to_pylist(), object)
    result[ours] = np.array(bare.to_pylist(), object)[text]
    return pd.Series(ArrowExtensionArray(pa.array(result, TEXT)), index=texts.index)


@dataclass(frozen=True)
class _Hand:
    """How the owner signs, by their names."""

    names: tuple[str, ...]

    def cut(self, text: str, footer: int) -> str:
        """A text without its last `footer` lines (blank ones not counted), and
        its signature.
        """
        lines = text.split("\n")
        written = [number for number, line in enumerate(lines) if line.strip()]
        end = written[-footer] if footer else len(lines)
        above = [number for number in written if number < end]
        for number in above[-LINES:]:
            below = [lines[after] for after in above if after > number]
            if self.opens(lines[number]) and not any(map(self.says, below)):
                end = number
                break
        return "\n".join(lines[:end]).strip()

    def opens(self, line: str) -> bool:
        """Whether a line is a closing or the owner's name."""
        plain = fold(_BRACKETS.sub(" ", line[:_LONGEST_LINE]))
        if not plain or len(plain) > _LONGEST_LINE:
            return False
        if re.fullmatch(self._closing, f"{plain} ") is not None:
            return True
        if _disclaims(line) and len(plain.split()) > _SENTENCE:
            return True
        is_short = len(plain.split()) <= 10 and not _ENDS.search(line)
        return is_short and any(plain.startswith(f"{name} ") for name in self._whole)

    def says(self, line: str) -> bool:
        """Whether a line below a signature says something."""
        if _POSTSCRIPT.match(line):
            return True
        if _CONTACT.search(line[:_LONGEST_LINE]) or _disclaims(line):
            return False
        words = len(line.split())
        asks = _ASKS.search(line) is not None and words >= 2
        return asks or words >= 2 * _SENTENCE or (words >= _SENTENCE and bool(_ENDS.search(line)))

    def begins(self, line: str) -> bool:
        """Whether a line that several letters share may be the first of a footer."""
        return self.opens(line) or bool(_CONTACT.search(line[:_LONGEST_LINE])) or _disclaims(line)

    @cached_property
    def inline(self) -> str:
        """A closing at the end of a text, after a sentence (RE2)."""
        phrases = "|".join(_written())
        names = "|".join(map(re.escape, sorted(self._signed_as, key=len, reverse=True)))
        signed = f"(?:(?:{names})[\\s.!]*)?" if names else ""
        return rf"(?i)([.!?…。！？)])[\s—–-]+(?:(?:{phrases})[\s,.!]+){signed}$"

    @cached_property
    def _whole(self) -> tuple[str, ...]:
        return tuple({fold(name) for name in self.names if " " in fold(name)})

    @cached_property
    def _signed_as(self) -> frozenset[str]:
        """Names, given names and initials."""
        words = [name.split() for name in self.names if name.split()]
        given = {parts[0] for parts in words}
        initials = {"".join(part[0] for part in parts) for parts in words}
        return frozenset({*self.names, *given, *initials, *(one[0] for one in given)}) - {""}

    @cached_property
    def _closing(self) -> str:
        """Closings and names, one after the other, each followed by a blank."""
        every = {*_phrases(), *map(fold, self._signed_as), "and", "und", "et"} - {""}
        longest_first = sorted(every, key=lambda phrase: (-len(phrase), phrase))
        return f"(?:(?:{'|'.join(map(re.escape, longest_first))}) )+"


def _footers(
    texts: pa.Array,
    text: Ints,
    person: Ints,
    day: Ints,
    hand: _Hand,
) -> Ints:
    """(texts,) how many of the last lines of each are a footer, blank ones not
    counted.

    `text`, `person` and `day` are those of each message.
    """
    # (texts, LINES) codes of lines, the last one first, -1 for none
    codes, distinct = _last_lines(texts)
    often = np.bincount(codes[codes >= 0], minlength=len(distinct)) >= PEOPLE
    opens, greets = np.zeros((2, len(distinct)), bool)
    opens[often] = [hand.begins(distinct[line]) for line in np.flatnonzero(often)]
    greets[:] = [_greets(line) for line in distinct]
    found = np.zeros(len(texts), np.int64)
    suffix = np.zeros(len(texts), np.uint64)
    for number in range(LINES):
        line = codes[:, number]
        suffix = mixed(suffix ^ mixed(line))
        there = line[text] >= 0
        told = pd.DataFrame({"suffix": suffix[text], "person": person, "day": day})[there]
        groups = told.groupby("suffix", sort=False)
        shared = groups["person"].transform("nunique") >= PEOPLE
        if not shared.any():
            break
        long = groups["day"].transform("max") - groups["day"].transform("min") > SPELL
        usual = np.zeros(len(texts), bool)
        usual[text[there][shared]] = True
        lasting = np.zeros(len(texts), bool)
        lasting[text[there][shared & long]] = True
        above = codes[:, number + 1] if number + 1 < LINES else np.full(len(texts), -1)
        lasting &= (above >= 0) & ~greets[above]
        found[usual & (opens[line] | lasting)] = number + 1
    return found


def _last_lines(texts: pa.Array) -> tuple[Ints, list[str]]:
    """(texts, LINES) the last lines of each, blank ones left out, as codes; and
    what they say.
    """
    lists = pc.split_pattern(texts, "\n")
    line = pc.utf8_trim_whitespace(pc.list_flatten(lists))
    text = np.asarray(pc.list_parent_indices(lists))
    written = np.asarray(pc.not_equal(line, ""), bool)
    codes, distinct = encode(line.filter(pa.array(written)))
    text = text[written]
    ends = np.cumsum(np.bincount(text, minlength=len(texts)))
    place = ends[text] - 1 - np.arange(len(text))  # from the last one, 0
    kept = place < LINES
    table = np.full((len(texts), LINES), -1)
    table[text[kept], place[kept]] = np.asarray(codes)[kept]
    return table, distinct.to_pylist()


def _greets(line: str) -> bool:
    """Whether a line may be the greeting of a letter: `Dear Anna,`."""
    return len(line.split()) <= 4 and not _ENDS.search(line)


@cache
def _phrases() -> frozenset[str]:
    """All closings, folded."""
    return frozenset(map(fold, _of_languages()))


def _written() -> list[str]:
    """All closings as they are written, as patterns, the longest first."""
    return [re.escape(phrase) for phrase in sorted(_of_languages(), key=len, reverse=True)]


def _of_languages() -> set[str]:
    languages = CLOSINGS.content
    return {
        phrase
        for language, entry in languages.items()
        if language != _DISCLAIMERS
        for phrase in entry.phrases
    }


def _disclaims(line: str) -> bool:
    """Whether a line holds words of a disclaimer."""
    plain = f" {fold(line[:_LONGEST_LINE])} "
    return any(f" {words} " in plain for words in _disclaimers())


@cache
def _may_be_signed() -> str:
    """Texts of several lines, or with words of a disclaimer (RE2)."""
    phrases = CLOSINGS.content[_DISCLAIMERS].phrases
    return rf"(?i)\n|{'|'.join(map(re.escape, phrases))}"


@cache
def _disclaimers() -> tuple[str, ...]:
    return tuple(map(fold, CLOSINGS.content[_DISCLAIMERS].phrases))
