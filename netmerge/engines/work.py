"""A folder in which a run keeps its stages, so that it can go on after it was stopped."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from netmerge.errors import SettingsError

DONE = "_SUCCESS"
"""A file that stands in the folder of a stage when it is whole."""

_RUN = "run.digest"
_OWN = {_RUN, "stages", "scratch"}


class Work:
    """The stages of one run: of these inputs, and of these settings."""

    def __init__(self, folder: Path, digest: str, say: Callable[[str], None]) -> None:
        """Open the folder, for the user alone. Raises SettingsError for one that holds
        another run, or something else.
        """
        self.folder, self.say = folder, say
        there = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
        mark = folder / _RUN
        if there - _OWN or (there and not mark.is_file()):
            raise SettingsError(f"--work {folder} holds other files.", "Give an empty folder.")
        begun = any(folder.glob(f"stages/*/{DONE}"))
        if begun and mark.read_text("utf-8") != digest:
            raise SettingsError(
                f"--work {folder} belongs to a run of other inputs or other settings.",
                "Give another folder, or remove this one.",
            )
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        mark.write_text(digest, "utf-8")
        shutil.rmtree(folder / "scratch", ignore_errors=True)
        self.scratch = folder / "scratch"
        self.scratch.mkdir()

    def stage(self, name: str, make: Callable[[Path], None]) -> Path:
        """The folder of a stage, which is made unless it is whole already."""
        path = self.path(name)
        if (path / DONE).is_file():
            self.say(f"{name}: done before")
            return path
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir(parents=True)
        self.say(name)
        make(path)
        (path / DONE).touch()
        return path

    def path(self, name: str) -> Path:
        """Where a stage stands."""
        return self.folder / "stages" / name

    def empty(self) -> None:
        """Remove what the run kept, and the folder where nothing else is left."""
        shutil.rmtree(self.folder / "stages", ignore_errors=True)
        shutil.rmtree(self.scratch, ignore_errors=True)
        (self.folder / _RUN).unlink(missing_ok=True)
        self.folder.rmdir()


@contextmanager
def in_place_of(path: Path) -> Iterator[Path]:
    """A file to write to, which takes the place of `path` when it is whole: the same work
    may be done twice at once, where one of a cluster's machines seemed lost.
    """
    written = path.with_name(f".{path.name}.{uuid4().hex}")
    yield written
    written.replace(path)


def save(folder: Path, arrays: dict[str, Any]) -> None:
    """Write NumPy arrays into a folder, one file each."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, array in arrays.items():
        with in_place_of(folder / f"{name}.npy") as path, path.open("wb") as file:
            np.save(file, array, allow_pickle=False)


def load(folder: Path) -> dict[str, Any]:
    """The arrays of a folder, read as they are asked for."""
    return {path.stem: array(path) for path in sorted(folder.glob("*.npy"))}


def array(path: Path) -> Any:
    """An array that is read as it is asked for."""
    return np.load(path, mmap_mode=None if path.stat().st_size < SMALL else "r")


SMALL = 4096
"""Bytes of a file that is read at once; an array of nothing cannot be mapped."""


def write_mapped(table: pa.Table, path: Path) -> None:
    """Write a table so that rows of it can be taken without reading the others."""
    whole = table.combine_chunks()
    with (
        in_place_of(path) as written,
        pa.OSFile(str(written), "wb") as file,
        pa.ipc.new_file(file, whole.schema) as writer,
    ):
        writer.write_table(whole)


def mapped(path: Path) -> pa.Table:
    """A table that `write_mapped` wrote."""
    return pa.ipc.open_file(pa.memory_map(str(path))).read_all()


def write_parquet(table: pa.Table, path: Path, rows: int) -> None:
    """Write a table as Parquet, in groups of so many rows."""
    with in_place_of(path) as written:
        pq.write_table(table, written, row_group_size=rows, compression="zstd", compression_level=1)
