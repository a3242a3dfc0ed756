"""A real Spark cluster on this machine, out of the pip package: one master and its workers, who
speak with nobody that does not know their secret.
"""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

PATIENCE = 120
"""Seconds until the workers are there."""

SMALL = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""Java that starts fast and takes little."""

ROOT = Path(__file__).parents[2]


class Cluster:
    """Where the master is, and the folder with the user's settings of Spark."""

    def __init__(self, folder: Path, workers: int) -> None:
        import pyspark

        self.settings, self._folder = folder / "conf", folder
        self._home = Path(pyspark.__file__).parent
        port, *ports = _free_ports(2 + 2 * workers)
        self.address = f"spark://127.0.0.1:{port}"
        self._write_settings()
        self._started = [self._start("master.Master", port, ports[0])]
        for number in range(workers):
            own = ports[1 + 2 * number : 3 + 2 * number]
            options = ("--cores", "1", "--memory", "1g", self.address)
            self._started.append(self._start("worker.Worker", *own, *options))
        self._wait(workers)

    def _write_settings(self) -> None:
        told = {
            "spark.authenticate": "true",
            "spark.authenticate.secret": secrets.token_hex(),
            "spark.network.crypto.enabled": "true",
            "spark.executor.memory": "600m",
            "spark.driver.extraJavaOptions": SMALL,
            "spark.executor.extraJavaOptions": SMALL,
            "spark.sql.codegen.wholeStage": "false",
            "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        }
        self.settings.mkdir(parents=True)
        lines = (f"{name} {value}\n" for name, value in told.items())
        (self.settings / "spark-defaults.conf").write_text("".join(lines), "utf-8")

    def _start(self, what: str, port: int, web: int, *more: str) -> subprocess.Popen[bytes]:
        own = {
            "SPARK_HOME": str(self._home),
            "SPARK_CONF_DIR": str(self.settings),
            "SPARK_WORKER_DIR": str(self._folder / "workers"),
            "SPARK_LOCAL_DIRS": str(self._folder / "local"),
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_DAEMON_JAVA_OPTS": SMALL,
            "PYSPARK_PYTHON": sys.executable,
            "PYTHONPATH": str(ROOT),
        }
        program = [self._home / "bin" / "spark-class", f"org.apache.spark.deploy.{what}"]
        where = ["--host", "127.0.0.1", "--port", str(port), "--webui-port", str(web)]
        with (self._folder / f"{port}.log").open("wb") as log:
            return subprocess.Popen(
                [*program, *where, *more],
                env=os.environ | own,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def _wait(self, workers: int) -> None:
        log = self._folder / f"{self.address.rpartition(':')[2]}.log"
        until = time.monotonic() + PATIENCE
        while log.read_text("utf-8").count("Registering worker") < workers:
            assert time.monotonic() < until, log.read_text("utf-8")
            time.sleep(0.1)

    def kill_worker(self) -> None:
        """End a worker and all that it started, without a word."""
        self._end(self._started.pop(), signal.SIGKILL)

    def _end(self, process: subprocess.Popen[bytes], how: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, how)
        process.wait()

    def stop(self) -> None:
        """End all, the workers first."""
        while self._started:
            self._end(self._started.pop(), signal.SIGTERM)


def _free_ports(number: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


@contextmanager
def cluster(folder: Path, workers: int = 2):
    """A cluster, as long as the context lasts."""
    started = Cluster(folder, workers)
    try:
        yield started
    finally:
        started.stop()
