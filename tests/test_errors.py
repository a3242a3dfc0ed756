"""Errors that offer what was probably meant."""

import pytest

from netmerge.errors import SettingsError, did_you_mean, nearest, require_known

CIRCLES = ("family", "friends", "co-workers", "other")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("friend", ["friends"]),
        ("Friends", ["friends"]),
        ("coworkers", ["co-workers"]),
        ("famly", ["family"]),
        ("x", []),
        ("", []),
    ],
)
def test_the_nearest_come_first_and_what_is_far_not_at_all(written, meant):
    assert [CIRCLES[place] for place in nearest(written, CIRCLES)] == meant


def test_there_are_no_more_than_a_few():
    assert nearest("ann", ["ann"] * 9) == [0, 1, 2]


def test_what_was_meant_is_asked():
    assert did_you_mean(["Ann Lee", "Ann Li"]) == "Did you mean Ann Lee; Ann Li?"
    assert did_you_mean([]) == ""


def test_an_unknown_word_is_told_what_there_is():
    require_known("circle", "friends", CIRCLES)
    with pytest.raises(SettingsError) as caught:
        require_known("circle", "friend", CIRCLES)
    assert caught.value.message == "There is no circle 'friend'."
    assert caught.value.hint == (
        "Did you mean friends? The circles are: family, friends, co-workers, other."
    )
    with pytest.raises(SettingsError) as caught:
        require_known("circle", "x", CIRCLES)
    assert caught.value.hint == "The circles are: family, friends, co-workers, other."
