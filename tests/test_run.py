"""The folder of a run says whom to write to, as of any day, as the exports do."""

import datetime as dt

import pandas as pd
import pytest
from click.testing import CliRunner

import netmerge as nm
from netmerge.cli import main
from tests.test_scenarios import INPUTS

TODAY = dt.date(2026, 11, 1)


@pytest.fixture(scope="module")
def net():
    return nm.reconcile(*INPUTS, today=TODAY)


@pytest.fixture(scope="module")
def folder(net, tmp_path_factory):
    path = tmp_path_factory.mktemp("run")
    net.write(path)
    return path


@pytest.mark.parametrize("days", [0, 1, 40, 400, -30, -900])
def test_any_day_gives_what_the_exports_give(net, folder, days):
    day = TODAY + dt.timedelta(days=days)
    pd.testing.assert_frame_equal(nm.open_run(folder, today=day).due(), net.due(day))
    pd.testing.assert_frame_equal(
        nm.open_run(folder).due(day, by="silence"), net.due(day, by="silence")
    )


def test_the_week_is_that_of_the_exports(net, folder):
    for days in (0, 30, -400):
        day = TODAY + dt.timedelta(days=days)
        saved, told = nm.open_run(folder, today=day).week(), net.week(day)
        for name in ("weeks", "proof", "suggestions"):
            pd.testing.assert_frame_equal(getattr(saved, name), getattr(told, name))


def test_the_new_are_those_of_the_exports(net, folder):
    for days in (0, -400):
        day = TODAY + dt.timedelta(days=days)
        saved, told = nm.open_run(folder, today=day).new(), net.new(day)
        pd.testing.assert_frame_equal(saved.days, told.days)
        pd.testing.assert_frame_equal(saved.people, told.people)


def test_without_text_it_is_the_same_but_for_the_words(net, tmp_path):
    net.without_text().write(tmp_path)
    untold, told = nm.open_run(tmp_path, today=TODAY).due(), net.due()
    assert untold["first_words"].isna().all()
    words = ["first_words", "reason"]
    pd.testing.assert_frame_equal(untold.drop(columns=words), told.drop(columns=words))


def test_the_command_line_reckons_a_folder_anew(folder):
    def listed(*arguments):
        result = CliRunner().invoke(main, ["due", *map(str, arguments), "--format", "csv"])
        assert result.exit_code == 0, result.output
        return result.stdout

    later = ["--today", "2027-03-01"]
    assert listed(folder, *later) == listed(*INPUTS, *later)
    assert listed(folder, *later) != listed(folder, "--today", "2026-11-01")


def test_a_folder_takes_no_options_of_reading(folder):
    result = CliRunner().invoke(main, ["due", str(folder), "--region", "GB"])
    assert result.exit_code == 2
    assert "read with the options of its day" in result.stderr
