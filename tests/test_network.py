"""The verbs of a network in the library, on a few people."""

import json

import pytest

import netmerge as nm


@pytest.fixture(scope="module")
def net(tmp_path_factory):
    path = tmp_path_factory.mktemp("network") / "people.csv"
    path.write_text("Name,Email\nAnn Lee,ann@x.example\nBo Lund,bo@y.example\n")
    return nm.reconcile(path, today="2026-11-01")


def test_circle_and_band_choose_from_the_due_list(net):
    assert net.due()["full_name"].tolist() == ["Ann Lee", "Bo Lund"]
    assert len(net.due(circle="other", band="no evidence")) == 2
    assert net.due(circle="friends").empty
    assert net.due(band="dormant").empty


@pytest.mark.parametrize(
    ("chosen", "meant", "all_of_them"),
    [
        ({"circle": "friend"}, "friends", "The circles are: family, friends, co-workers"),
        ({"band": "Over-due"}, "overdue", "The bands are: ok, due, overdue, dormant, no evidence."),
    ],
)
def test_an_unknown_circle_or_band_is_an_error(net, chosen, meant, all_of_them):
    with pytest.raises(nm.SettingsError) as caught:
        net.due(**chosen)
    assert caught.value.hint.startswith(f"Did you mean {meant}")
    assert all_of_them in caught.value.hint


def test_the_limit_is_how_many_at_most(net):
    assert net.due(limit=1)["full_name"].tolist() == ["Ann Lee"]
    assert net.due(limit=0).empty
    with pytest.raises(nm.SettingsError, match="limit is -1"):
        net.due(limit=-1)


def test_the_summary_is_plain_values(net):
    summary = net.summary()
    assert (summary["records"], summary["contacts"], summary["rejected"]) == (2, 2, 0)
    assert summary["sources"][0]["file"] == "people.csv"
    assert summary["region"]["code"] is None
    assert summary["waiting"] == []
    assert json.loads(json.dumps(summary, default=str))["today"] == "2026-11-01"
