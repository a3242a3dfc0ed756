"""`netmerge explain`: the sum of the evidence."""

import pytest

pytestmark = pytest.mark.usefixtures("network")


def test_every_comparison_the_prior_and_the_sum_are_shown(run):
    result = run("explain", "Bo", "ana@example.org", "x")
    assert result.exit_code == 0
    assert result.stdout.split("\n") == [
        "comparison    first      second    level                          m / u  weight",
        "name          Ana Silva  A. Silva  initial and family name  0.9 / 0.002   +6.50",
        "match weight                       sum of these                           +6.50",
        "prior                              any two records                       -10.25",
        "total                              probability 6.90%                      -3.75",
        "",
        "Not merged.",
        "Brought together by: family name and initial.",
        "Says nothing here: email.",
        "",
    ]


def test_the_pair_that_holds_a_contact_together_is_named(run, network):
    network.explanation.bridge = (0, 2, 0.75)
    assert (
        "Held together by the records 0 and 2 (75.00%)."
        in run("explain", "Bo", "ana@example.org", "x").stdout
    )
    network.explanation.bridge = (1, 0, 0.75)
    assert "Held together" not in run("explain", "Bo", "ana@example.org", "x").stdout


def test_a_narrow_terminal_folds_the_values(run):
    lines = run("explain", "Bo", "ana@example.org", "x", columns=60).stdout.split("\n")
    assert max(map(len, lines)) <= 60
    assert lines[1:3] == [
        "name          Ana Silva  A. Silva  initial and         +6.50",
        "                                   family name",
    ]


def test_both_are_asked_for_as_they_were_given(run, network):
    run("explain", "Bo", "c3", "x")
    assert network.explained == ("Bo", "c3")
