"""Names are looked at only where a word of theirs may begin a relative's."""

import pyarrow as pa

from netmerge.columns.flags import flags
from netmerge.due.circles import relatives


def test_no_relative_is_passed_over():
    words = relatives._words()
    alone = words.called | words.certain | words.after
    before = words.before | words.likely_before
    phrases = [phrase.title() for phrase in sorted(alone | before)]
    names = [text for phrase in phrases for text in (phrase, f"{phrase} Ines", f"Ayşe {phrase}")]
    looked_at = flags(relatives._may_tell(pa.array(names)))
    passed = [name for name, asked in zip(names, looked_at, strict=True) if not asked]
    assert not [name for name in passed if relatives._kind(name)]


def test_latin_names_without_such_a_word_are_passed_over():
    names = pa.array(["Ines Ålund", "Tomás Vega", "Ines (Mum)", "Vera - sister", "Lena's mum"])
    assert flags(relatives._may_tell(names)).tolist() == [False, False, True, True, True]
