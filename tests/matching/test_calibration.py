"""Match probabilities mean what they say, on a made-up population."""

import numpy as np
import pytest

import netmerge as nm
from benchmarks import population
from netmerge.matching.scores import pairwise

COLUMNS = {
    "first_name": "given_name",
    "last_name": "family_name",
    "email": "emails",
    "phone": "phones",
    "linkedin": "linkedin_url",
}


def syllables(count, random):
    """Names put together from syllables, some common and some rare, so that the test needs no
    list of names.
    """
    onsets, ends = (
        ("b", "d", "f", "gr", "h", "k", "l", "m", "n", "r", "st", "v"),
        ("a", "el", "in", "o", "ur", "ez"),
    )
    parts = [onset + end for onset in onsets for end in ends]
    given = np.array([(a + b).capitalize() for a in parts[::5] for b in parts[::3]], dtype=object)
    family = np.array(
        [(a + b + c).capitalize() for a in parts[::4] for b in parts[::6] for c in parts[::7]],
        dtype=object,
    )
    for names in (given, family):
        random.shuffle(names)
    country = random.integers(0, len(population.PREFIXES), size=count)
    return (
        given[population._skewed(count, len(given), random)],
        family[population._skewed(count, len(family), random)],
        country,
    )


@pytest.fixture(scope="module")
def matched():
    """The links of a population of 3,000 rows, and who each row is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(population, "_names", syllables)
        made = population.make(3_000, seed=11)
    return nm.match(made.rows.rename(columns=COLUMNS)), made.person


def judged(matched, least, most=1.0):
    """Whether each pair that was given a probability in this range is one person."""
    links, person = matched
    pairs = links.pairs[links.pairs["match_probability"].between(least, most)]
    return person[pairs["record_a"]] == person[pairs["record_b"]]


def test_of_pairs_given_nine_in_ten_or_more_nine_in_ten_are_right(matched):
    assert judged(matched, 0.9).mean() >= 0.9
    assert len(judged(matched, 0.9)) > 500


@pytest.mark.parametrize(("least", "most"), [(0.5, 0.9), (0.9, 0.99), (0.99, 1.0)])
def test_a_probability_is_no_promise_beyond_what_is_kept(matched, least, most):
    right = judged(matched, least, most)
    assert right.mean() >= least


def test_what_is_merged_is_right_and_most_of_what_could_be(matched):
    links, person = matched
    score = pairwise(np.asarray(person), links.clusters)
    assert score.precision >= 0.95
    assert score.recall >= 0.85


def test_review_is_short(matched):
    links, _ = matched
    assert (links.pairs["lane"] == "review").sum() <= 0.03 * len(np.unique(links.clusters)) + 1
