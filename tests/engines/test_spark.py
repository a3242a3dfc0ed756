"""Spark's engine on a real cluster: the answer of the others, though parts of it are killed."""

import os
import shutil
import signal
from functools import partial
from multiprocessing import get_context

import pandas as pd
import pytest

from netmerge.engines import spark
from netmerge.engines.engine import Options
from netmerge.engines.run import run
from netmerge.settings import resolve
from tests.engines.cluster import cluster
from tests.engines.test_duckdb import read

SETTINGS = resolve(region="GB")
PEOPLE = 1_500
"""People of a partition of Spark, of whom there are four."""


@pytest.fixture
def own_cluster(tmp_path, monkeypatch):
    """Two workers, and the user's settings of Spark for them."""
    if os.environ.get("NETMERGE_SPARK") != "required":
        pytest.importorskip("pyspark")
        if shutil.which("java") is None:
            pytest.skip("no Java")
    with cluster(tmp_path / "cluster") as started:
        monkeypatch.setenv("SPARK_CONF_DIR", str(started.settings))
        monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        monkeypatch.setattr(spark, "PARTITION", PEOPLE)
        yield started


def _until(last, how, stage):
    if stage == last:
        how()


def _killed(inputs, out, work):
    """A run on this machine that is killed as soon as it has keys."""
    spark.PARTITION = PEOPLE
    end = partial(os.kill, os.getpid(), signal.SIGKILL)
    run(
        inputs,
        out,
        work,
        SETTINGS,
        options=Options(workers=2),
        engine="spark",
        say=partial(_until, "pairs", end),
    )


@pytest.mark.spark
def test_a_cluster_gives_the_same_answer_though_its_parts_are_killed(inputs, tmp_path, own_cluster):
    """A run is killed after it has keys; when it goes on, so is one of two workers."""
    out, work = tmp_path / "out", tmp_path / "work"
    run(inputs, tmp_path / "expected", tmp_path / "w", SETTINGS, options=Options(workers=1))
    first = get_context("spawn").Process(target=_killed, args=(inputs, out, work))
    first.start()
    first.join()
    assert (first.exitcode, out.exists()) == (-signal.SIGKILL, False)

    said = []

    def say(stage):
        said.append(stage)
        _until("weights", own_cluster.kill_worker, stage)

    asked = Options(master=own_cluster.address)
    run(inputs, out, work, SETTINGS, options=asked, engine="spark", say=say)
    stages = ("read", "clean", "order", "people", "frequencies", "keys")
    assert said[:7] == ["workers", *(f"{stage}: done before" for stage in stages)]
    assert (said[7:], work.exists()) == (["pairs", "weights", "members", "contacts"], False)
    for folder, key in (("records", "record_id"), ("contacts", "contact_id"), ("review", None)):
        tables = (read(place / folder) for place in (tmp_path / "expected", out))
        if key:
            tables = (table.sort_values(key).reset_index(drop=True) for table in tables)
        pd.testing.assert_frame_equal(*tables)
    models = [(place / "model.json").read_bytes() for place in (tmp_path / "expected", out)]
    assert models[0] == models[1]
