"""What is seen of the results of matching in a session: a line each."""

import pandas as pd
import pytest

import netmerge as nm
from netmerge import matching

PEOPLE = pd.DataFrame(
    {
        "given_name": ["Ana", "Ana", "Bo", None],
        "family_name": ["Silvestre", "Silvestre", "Lund", None],
        "emails": [["ana@s.example"], ["ana@s.example"], ["bo@l.example"], None],
        "title": ["Nurse", None, None, None],
        "status": ["read", "read", "read", "empty"],
    }
)


@pytest.fixture(scope="module")
def links():
    return nm.match(PEOPLE)


@pytest.fixture(scope="module")
def explanation(links):
    return matching.explain(links, 0, 1)


def test_links_tell_pairs_clusters_and_the_records_in_them(links):
    assert repr(links) == "<Links: 1 pairs, 2 clusters of 3 records>"


def test_a_model_tells_its_comparisons_and_the_share_of_matches(links):
    model = links.model
    shown = f"{model.shares[0]:.2g} of {model.pairs:,.0f} pairs"
    assert repr(model) == f"<Model: {len(model.weights)} comparisons, {shown} a match>"


def test_an_explanation_tells_its_sum_and_its_verdict_and_no_name(explanation):
    shown = repr(explanation)
    begins = f"<Explanation of 0 and 1: merged, probability {explanation.probability:.3f}, prior "
    assert shown.startswith(begins)
    assert shown.endswith(" bits>")
    assert "Silvestre" not in shown


def test_the_unlinkable_tell_their_share(links):
    found = matching.unlinkable(links)
    share = f"{found.share:.1%}"
    assert (
        repr(found) == f"<Unlinkable: {share} of the records stay below {found.threshold:.1f} bits>"
    )


def test_each_is_one_line_also_where_there_is_nothing(links, explanation):
    empty = nm.match(PEOPLE.head(0))
    shown = [links, links.model, explanation, empty, empty.model, matching.unlinkable(empty)]
    assert not [repr(value) for value in shown if "\n" in repr(value) or len(repr(value)) > 120]
    assert repr(empty) == "<Links: 0 pairs, 0 clusters of 0 records>"
