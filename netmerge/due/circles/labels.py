"""Labels and groups of contacts, each read as a whole → circles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.codes import unique_map
from netmerge.columns.ragged import flatten
from netmerge.due.circles.evidence import SAID, Evidence, shown
from netmerge.schema import TEXT
from netmerge.settings import CIRCLES
from netmerge.text.folding import UNSPACED, fold, fold_words, nfc
from netmerge.words import CIRCLE_WORDS, CONJUNCTIONS, FORMER, HOBBIES, SERVICES, TRADES

Names = Callable[[str], str | None]
"""The circle of a label that is a name the owner knows, such as their school."""

LONGEST_LABEL = 200
_LONGEST_PHRASE = 4
_SHORTEST_PREFIX = 3
"""Letters of an activity in a compound: Kegelverein, but no Kursverein of `ku`."""
_SHORTEST_ENDING, _SHORTEST_HOBBY = 4, 6
"""Letters of a circle and of a hobby at the end of a compound."""
_SHORTEST_STEM, _LONGEST_ENDING = 5, 3
"""Letters of a word, and of what may follow it in another form."""
_FIRST_OF_OTHER_SCRIPTS = "\u0590"
"""From here on folding makes too many words alike: عمل (work), عملاء (clients)."""
_BETWEEN = re.compile(r"[\s!-/:-@\[-`{-~‐-―·•،、。・＆]+")
_AND = re.compile(r"[&+/,;]")
_ORGANISATION = "professional organisation"


def by_label(contacts: pd.DataFrame, names: Names) -> Evidence:
    """What the labels of contacts say, a closer circle before a wider one, other
    last.

    `names` tells circles of labels that are names.
    """
    labels = flatten(contacts["categories"])
    meant = unique_map(
        labels.items, lambda label: names(label[:LONGEST_LABEL]) or circle_of_label(label)
    )
    why = unique_map(labels.items, lambda label: f'Labelled "{shown(label)}".')
    rank = pc.index_in(meant, value_set=pa.array(_ORDER, TEXT))
    order = np.argsort(np.asarray(pc.fill_null(rank, len(_ORDER))), kind="stable")
    first = pa.array(order)
    return Evidence.found(
        labels.row[order], meant.take(first), SAID, why.take(first), len(contacts)
    )


_ORDER = ("family", "friends", "alumni", _ORGANISATION, "co-workers", "other")
"""Of several circles the first is meant: `Work` is the most general of them."""


@dataclass
class _Meant:
    """What the words of a label speak of."""

    circles: set[str] = field(default_factory=set)
    firm: set[str] = field(default_factory=set)
    hobby: bool = False
    trade: bool = False
    client: bool = False
    company: bool = False

    def take_all(self, kinds: Iterable[str]) -> None:
        """Note what one word or phrase speaks of; the circle of a company of people
        (club, team) is not firm: it depends on what they do.
        """
        told = list(kinds)
        self.firm |= set() if "company" in told else set(CIRCLES) & set(told)
        for kind in told:
            self._take(kind)

    def _take(self, kind: str) -> None:
        if kind in CIRCLES:
            self.circles.add(kind)
        else:
            setattr(self, kind, True)


def circle_of_label(label: str) -> str | None:
    """The circle that a label names, read as a whole; None if it names none.

    What people do together makes friends of a club or team; a trade or a
    client is `other`, whosever it is; of several circles the closest is
    meant.
    """
    text = nfc(label[:LONGEST_LABEL]).casefold()
    words = words_of(text)
    meant = _Meant()
    place = 0
    while place < len(words):
        size, kinds = _kinds_at(words, place)
        meant.take_all(kinds)
        place += size
    for kinds in _kinds_unspaced(text):
        meant.take_all(kinds)
    both = bool(_AND.search(text)) or bool(set(words) & CONJUNCTIONS.content.words)
    return _decided(meant, set(words), both)


def words_of(text: str) -> list[str]:
    """The words of a text for comparing: folded, as written in scripts that fold
    badly.
    """
    words: list[str] = []
    for word in _BETWEEN.split(text):
        words += _folded(word)
    return words


@lru_cache(maxsize=65536)
def _folded(word: str) -> tuple[str, ...]:
    plain = fold(word) if word < _FIRST_OF_OTHER_SCRIPTS else word
    return tuple(plain.split())


def _decided(meant: _Meant, words: set[str], both: bool) -> str | None:
    circles = set(meant.circles)
    if len(circles) > 1 and words & _former_words():
        circles.discard("alumni")  # former colleagues
    if {"co-workers", "alumni"} <= circles:
        circles.discard("co-workers")  # colegas de faculdade
    if "family" in circles and "alumni" in circles and not both:
        return "other"  # parents of the same school
    if both and circles:
        return next(circle for circle in _ORDER if circle in circles)
    if meant.trade or meant.client:
        return _of_a_trade(meant, circles)
    if meant.hobby:
        kept = meant.firm & circles if meant.company else circles
        return next((circle for circle in _ORDER if circle in kept), "friends")
    if {"family", "friends"} <= circles:
        return "friends"  # friends of the family
    return next((circle for circle in _ORDER if circle in circles), None)


def _of_a_trade(meant: _Meant, circles: set[str]) -> str:
    """The circle of those known by their trade: other, unless it only says which
    friends, or which association.
    """
    if "friends" in circles:
        return "friends"
    if _ORGANISATION in circles and not meant.client:
        return _ORGANISATION
    return "other"


@cache
def _former_words() -> frozenset[str]:
    return fold_words(FORMER.content.words) - {""}


def _kinds_at(words: Sequence[str], place: int) -> tuple[int, Iterable[str]]:
    """How many words the phrase at a place has, and what it speaks of."""
    vocabulary = _vocabulary()
    for size in range(min(_LONGEST_PHRASE, len(words) - place), 0, -1):
        kinds = vocabulary.get(" ".join(words[place : place + size]))
        if kinds:
            return size, kinds
    word = words[place]
    return 1, _kinds_of_form(word) or _kinds_of_compound(word)


def _kinds_of_compound(word: str) -> list[str]:
    """What a long word speaks of that ends as a company of people does:
    Kegelverein, tennisvrienden.
    """
    for cut in range(_SHORTEST_PREFIX, len(word) - 2):
        ending = _ending_kinds(word[cut:])
        if not ending:
            continue
        found = [kind for kind in _front_kinds(word[:cut]) if kind in ("hobby", "trade")]
        if found or set(ending) - {"company"}:
            return [*found, *ending]
    begins = any(
        "hobby" in _vocabulary().get(word[:cut], ()) for cut in range(_SHORTEST_HOBBY, len(word))
    )
    return ["hobby"] if begins else []


def _ending_kinds(ending: str) -> tuple[str, ...]:
    """What the end of a compound speaks of; short words stand in too many others
    (transport, Facebook).
    """
    kinds = _vocabulary().get(ending, ())
    if "company" in kinds:
        return kinds
    least = _SHORTEST_HOBBY if "hobby" in kinds else _SHORTEST_ENDING
    return kinds if len(ending) >= least else ()


def _kinds_of_form(word: str) -> tuple[str, ...]:
    """What a word speaks of that is another form of one in the lists: vänner,
    vännerna.
    """
    vocabulary = _vocabulary()
    if word.endswith("s") and len(word) > _SHORTEST_ENDING and word[:-1] in vocabulary:
        return vocabulary[word[:-1]]
    for cut in range(len(word) - 1, max(_SHORTEST_STEM, len(word) - _LONGEST_ENDING) - 1, -1):
        if word[:cut] in vocabulary:
            return vocabulary[word[:cut]]
    return ()


def _front_kinds(front: str) -> tuple[str, ...]:
    """What the beginning of a compound speaks of, with what joins it or
    without.
    """
    vocabulary = _vocabulary()
    for joint in ("", "s", "n", "e", "en", "er", "es"):
        bare = front.removesuffix(joint) if joint else front
        if len(bare) >= _SHORTEST_PREFIX and bare in vocabulary:
            return vocabulary[bare]
    return ()


def _kinds_unspaced(text: str) -> list[tuple[str, ...]]:
    """What a text speaks of in scripts without blanks between words."""
    if not any(letter >= UNSPACED for letter in text):
        return []
    found: list[str] = []
    for phrase in _unspaced():  # the longest first: 学生 is no word of 大学生
        if phrase in text and not any(phrase in longer for longer in found):
            found.append(phrase)
    return [_vocabulary()[phrase] for phrase in found]


@cache
def _unspaced() -> tuple[str, ...]:
    found = [phrase for phrase in _vocabulary() if phrase[0] >= UNSPACED]
    return tuple(sorted(found, key=lambda phrase: (-len(phrase), phrase)))


@cache
def _vocabulary() -> dict[str, tuple[str, ...]]:
    """What each word or phrase speaks of: circles, hobby, trade, client, company."""
    found: dict[str, tuple[str, ...]] = {}

    def put(phrases: Iterable[str], kind: str) -> None:
        for phrase in phrases:
            key = " ".join(words_of(nfc(phrase).casefold()))
            kinds = found.get(key, ())
            is_second_circle = kind in CIRCLES and bool(set(CIRCLES) & set(kinds))
            if key and kind not in kinds and not is_second_circle:
                found[key] = (*kinds, kind)

    for circle, entry in CIRCLE_WORDS.content.items():
        put(entry.words, circle)
    known = frozenset(found)
    put(HOBBIES.content.companies, "company")
    put((word for word in _free(HOBBIES.content.activities, known)), "hobby")
    trades = TRADES.content.trades | TRADES.content.neighbours | SERVICES.content.names
    put((word for word in _free(trades, known)), "trade")
    put((word for word in _free(TRADES.content.clients, known)), "client")
    return found


def _free(phrases: Iterable[str], known: frozenset[str]) -> list[str]:
    """Phrases that name no circle."""
    return [one for one in phrases if " ".join(words_of(nfc(one).casefold())) not in known]
