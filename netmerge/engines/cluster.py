"""The address of a Spark cluster, or nothing for this machine → a session, in which all
that goes between machines is encrypted.
"""

from __future__ import annotations

import os
import re
import socket
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from netmerge.engines.engine import Options
from netmerge.errors import MatchError, MissingExtraError, SettingsError

_SETTINGS = {
    # nobody else reads what goes between machines, or lies on their disks
    "spark.authenticate": "true",
    "spark.network.crypto.enabled": "true",
    "spark.io.encryption.enabled": "true",
    "spark.ui.enabled": "false",
    # Spark 4 asks for the size of a batch after each row, which takes time in its square
    "spark.sql.execution.arrow.maxBytesPerBatch": str((1 << 31) - 1),
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "OFF",
    "spark.sql.session.timeZone": "UTC",
}
_HERE = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
SAME = "Install the same everywhere; PYSPARK_PYTHON names the Python of the workers."

_PATIENCE = 10.0
"""Seconds in which the master of a cluster answers."""

_MEMORY = re.compile(r"\A\s*(\d+)\s*([kmgt])i?b?\s*", re.IGNORECASE)


def is_here(master: str | None) -> bool:
    """Whether a master is this process, so that no other machine sees anything."""
    return master is None or master == "local" or master.startswith("local[")


def session(options: Options, scratch: Path) -> Any:
    """A new session of Spark, which leaves what it spills in `scratch`.

    Raises MissingExtraError where pyspark is not installed, SettingsError where Spark
    does not start, or the cluster does not take it.
    """
    asked = _asked(options, scratch)
    if not is_here(options.master):
        _knock(str(options.master))
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise MissingExtraError("Spark's engine", "spark") from error
    if SparkSession.getActiveSession() is not None:
        raise SettingsError("Spark runs in this process already.", "Stop its session first.")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    if is_here(options.master):
        os.environ.setdefault("SPARK_LOCAL_IP", _HERE["spark.driver.host"])
    builder: Any = SparkSession.builder
    for name, value in asked.items():
        builder = builder.config(name, value)
    with refused(options), unwarned(), _off_the_screen(scratch / "spark.log"):
        return builder.getOrCreate()


def _asked(options: Options, scratch: Path) -> dict[str, str]:
    here = is_here(options.master)
    master = options.master or f"local[{options.workers or '*'}]"
    asked = {"spark.app.name": "netmerge", "spark.master": master, **_SETTINGS}
    asked |= {"spark.local.dir": str(scratch), "spark.sql.warehouse.dir": str(scratch)}
    if here:
        asked |= _HERE
    elif options.workers:
        asked["spark.cores.max"] = str(options.workers)
    if options.memory:
        of = "driver" if here else "executor"
        asked[f"spark.{of}.memory"] = _heap(options.memory)
    return asked


def _knock(master: str) -> None:
    """Raise SettingsError for a master who does not answer; Spark tries for a minute."""
    hosts = master.removeprefix("spark://")
    if hosts == master:
        raise SettingsError(f"--master {master} is none.", "Give spark://HOST:PORT.")
    for each in hosts.split(","):
        host, _, port = each.rpartition(":")
        with suppress(OSError, ValueError), socket.create_connection((host, int(port)), _PATIENCE):
            return
    raise SettingsError(f"No Spark answers at {master}.", "Look whether the cluster is up.")


def _heap(memory: str) -> str:
    """A size as Java understands it."""
    found = _MEMORY.fullmatch(memory)
    if not found:
        raise SettingsError(f"Spark cannot work with {memory} of memory.", "Say 2GB, or 800MB.")
    return found[1] + found[2].lower()


@contextmanager
def _off_the_screen(log: Path) -> Iterator[None]:
    """What Java says goes into a file: it takes the standard error of this process as
    that is when it starts.
    """
    screen = os.dup(2)
    with log.open("ab") as file:
        os.dup2(file.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(screen, 2)
        os.close(screen)


@contextmanager
def unwarned() -> Iterator[None]:
    """Without the warning of pyspark that it does not know all of pandas 3, which it is
    not given.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".*pandas.*", FutureWarning)
        yield


@contextmanager
def refused(options: Options) -> Iterator[None]:
    """A session that does not start is an error that says what to do."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        said = _first_line(error)
        if "JAVA_GATEWAY" in said or "Java gateway" in said:
            raise SettingsError("Spark needs Java 17 or later.", "Install it.") from error
        raise SettingsError(
            f"Spark at {options.master or 'this machine'} does not take the run ({said}).",
            "Look whether the cluster is up and has spark.authenticate, and whether its "
            "spark.authenticate.secret stands in the spark-defaults.conf of SPARK_CONF_DIR.",
        ) from error


@contextmanager
def failing() -> Iterator[None]:
    """What Spark gives up is an error that says what to do; what goes wrong in our own
    functions keeps its traceback.
    """
    from py4j.protocol import Py4JError
    from pyspark.errors import AnalysisException, PySparkException, PythonException

    try:
        with unwarned():
            yield
    except (AnalysisException, PythonException):
        raise
    except (PySparkException, Py4JError) as error:
        raise MatchError(
            f"Spark gave the work up ({_first_line(error)}).",
            "Look whether the cluster is up, and run it again as it was, to go on.",
        ) from error


@contextmanager
def equipped() -> Iterator[None]:
    """Workers whose Python is another, or has no netmerge, are an error that says so."""
    from pyspark.errors import PythonException

    try:
        yield
    except PythonException as error:
        said = str(error)
        if "No module named" not in said and "PYTHON_VERSION_MISMATCH" not in said:
            raise
        raise SettingsError("Spark's workers have another Python, or no netmerge.", SAME) from error


def _first_line(error: Exception) -> str:
    java = getattr(error, "java_exception", None)
    said = str(java.getMessage() if java is not None else error).strip()
    return said.partition("\n")[0]
