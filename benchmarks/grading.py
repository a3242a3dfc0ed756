"""How long it takes to grade messages: `python -m benchmarks.grading [MESSAGES]`.

The messages are made up, the same each time: letters of sentences out of a
stock, stock phrases, form letters and taps, sent to and by 500 people. Given
are processor seconds: of all grading, and of finding what stands in two files.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from random import Random

import numpy as np
import pandas as pd

from netmerge.interactions import Owner, grade, orient
from netmerge.interactions.duplicates import repeats
from netmerge.schema import INTERACTIONS

MESSAGES = 100_000
PEOPLE = 500
ME = Owner(names=("Robin Owner",), handles=("linkedin:robin",))
_WORDS = (
    *("the", "harbour", "lamp", "heron", "plum", "choir", "ladder", "ferry", "garden", "winter"),
    *("letter", "sister", "oven", "roof", "bread", "island", "tide", "engine", "school", "kite"),
    *("dog", "morning", "bridge", "summer", "violin", "market", "river"),
)
_STOCK = ("Thanks!", "Happy birthday, {}!", "Congrats on the new role, {}!", "See you then", "Ok")


def messages(count: int) -> pd.DataFrame:
    """So many INTERACTIONS on one channel, a tenth of them in two files."""
    chance = Random(5)  # noqa: S311
    people = [f"Person{n} Family{n % 90}" for n in range(PEOPLE)]
    start = dt.datetime(2015, 1, 1, tzinfo=dt.UTC)
    rows = []
    for position in range(count):
        person = chance.choice(people)
        rows.append((position + 1, start + dt.timedelta(minutes=37 * position), person))
    texts = [_text(chance, person) for _, _, person in rows]
    out = [chance.random() < 0.5 for _ in rows]
    again = count // 10
    rows[-again:] = rows[:again]
    texts[-again:] = texts[:again]
    out[-again:] = out[:again]
    handles = [f"linkedin:{person.lower().replace(' ', '-')}" for _, _, person in rows]
    return INTERACTIONS.frame(
        {
            "file": ["a.zip"] * (count - again) + ["b.zip"] * again,
            "position": [position for position, _, _ in rows],
            "kind": ["message"] * count,
            "date": [date for _, date, _ in rows],
            "channel": ["linkedin"] * count,
            "direction": ["out" if sent else "in" for sent in out],
            "sender_name": [
                "Robin Owner" if sent else who for sent, (_, _, who) in zip(out, rows, strict=True)
            ],
            "sender_handle": [
                "linkedin:robin" if sent else who for sent, who in zip(out, handles, strict=True)
            ],
            "recipient_names": [
                [who] if sent else ["Robin Owner"]
                for sent, (_, _, who) in zip(out, rows, strict=True)
            ],
            "recipient_handles": [
                [who] if sent else ["linkedin:robin"]
                for sent, who in zip(out, handles, strict=True)
            ],
            "text": texts,
            "conversation": handles,
            "draft": [False] * count,
            "sponsored": [False] * count,
        }
    )


def _text(chance: Random, person: str) -> str:
    name = person.partition(" ")[0]
    kind = chance.random()
    if kind < 0.3:
        return chance.choice(_STOCK).format(name)
    if kind < 0.35:
        return (
            f"Dear {name}, the {chance.choice(_WORDS)} fair is on the first Sunday of May, do come!"
        )
    sentences = (
        " ".join(chance.choice(_WORDS) for _ in range(chance.randint(4, 12))).capitalize() + "."
        for _ in range(chance.randint(1, 4))
    )
    return " ".join(sentences)


def main() -> None:
    """Print the processor seconds."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else MESSAGES
    told = messages(count)
    mine = np.asarray(told["sender_handle"] == "linkedin:robin", bool)
    start = time.process_time()
    repeats(told, mine)
    twice = time.process_time() - start
    oriented = orient(told, ME)
    start = time.process_time()
    graded = grade(oriented, ME)
    took = time.process_time() - start
    print(f"{count:,} messages graded in {took:.2f} s, duplicates found in {twice:.2f} s (CPU)")
    print(graded["grade"].value_counts().to_string())


if __name__ == "__main__":
    main()
