"""The shapes of the word lists for messages that say nothing of their own (see
netmerge.words).
"""

from __future__ import annotations

from dataclasses import dataclass

Words = frozenset[str]


@dataclass(frozen=True)
class Formula:
    """The words of which one kind of formula is made.

    One of the `anchors` is in it, or one of the `topics` where the
    writer does not speak of himself.
    """

    anchors: Words = frozenset()
    topics: Words = frozenset()
    beside: Words = frozenset()


@dataclass(frozen=True)
class Formulas:
    """What people and machines write without saying anything of their own, in one
    language.

    `small` words may stand in each of its formulas; with one of
    `speaker` the writer speaks of himself. Words grow on behind those
    that stand `before`. `joined`: the words are pieces of which a message
    is made without blanks.
    """

    small: Words = frozenset()
    speaker: Words = frozenset()
    before: Words = frozenset()
    joined: bool = False
    wishes: Formula = Formula()
    thanks: Formula = Formula()
    service: Formula = Formula()
    away: Formula = Formula()
    auto: Formula = Formula()
    machine: Formula = Formula()
    device: Formula = Formula()
    things: Formula = Formula()


@dataclass(frozen=True)
class Papers:
    """Words of what offices and programs write, such words of scripts without blanks,
    those of who speaks of himself, greetings to nobody and names of departments.
    """

    words: Words
    pieces: Words
    speaker: Words
    speaker_pieces: Words
    to_nobody: Words
    departments: Words
