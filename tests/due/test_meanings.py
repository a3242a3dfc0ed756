"""What the words of a message amount to."""

import pytest


@pytest.mark.parametrize(
    ("what", "text", "says"),
    [
        ("they", "The loft is full of swallows again.", "words"),
        ("they", "Is the loft open?", "question"),
        ("they", "Thank you!", "stock"),
        ("they", "Perfect, see you on Friday at the pier", "closing"),
        ("they", "Happy birthday!", "stock"),
        ("they", None, "words"),
        ("they", "🎉", None),
        ("from group", "Who brings the tent?", "words"),
        ("canned", "Happy birthday!", "wish"),
        ("canned", "Works for me", "words"),
        ("note", "Happy to see the loft again", "words"),
        ("call", None, None),
    ],
)
def test_words_amount_to_one_thing(happened, what, text, says):
    assert happened(("ida", 3, what, text))["says"].fillna("").to_list() == [says or ""]
