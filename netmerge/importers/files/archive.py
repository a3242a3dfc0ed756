"""A zip file → its members, as names and bytes, within bounds.

Nothing is ever written to disk. An archive that breaks a bound or plays a
trick (absolute or `..` paths, links, encryption, bombs) is refused whole.
"""

from __future__ import annotations

import io
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from netmerge.errors import ReadError

MAX_MEMBERS = 10_000
MAX_MEMBER_BYTES = 1 << 30
MAX_TOTAL_BYTES = 2 << 30
MAX_RATIO = 200
"""Text compresses to a fifth or a tenth, deflate's limit is 1032; only members
over RATIO_FREE_BYTES are held to it.
"""
RATIO_FREE_BYTES = 32 << 20
_STREAMED = ".mbox"
"""Mailboxes are read message by message, of any size: Gmail's Takeout packs 10 GB
of it into one.
"""
MAX_DEPTH = 3
"""LinkedIn serves some archives as `.zip.zip`; deeper than this is a trick."""

_OFFICE = frozenset({"[Content_Types].xml", "mimetype"})
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError),
    *(NotImplementedError, OSError, RuntimeError, ValueError),
)
"""What reading a broken zip file may raise."""
_DOWNLOAD_AGAIN = "Download it again, or unzip it yourself and give the folder."


@dataclass(frozen=True)
class Archive:
    """An opened zip file; the members of archives inside it are its own.
    `members` maps names to their places.
    """

    label: str
    members: Mapping[str, tuple[zipfile.ZipFile, zipfile.ZipInfo]]

    @property
    def names(self) -> list[str]:
        """Names of the members, sorted."""
        return sorted(self.members)

    def size(self, name: str) -> int:
        """Length of a member in bytes, unpacked."""
        return self.members[name][1].file_size

    def blocks(self, name: str, size: int) -> Iterator[bytes]:
        """A member, so many bytes at a time. Raises ReadError if it is damaged."""
        archive, info = self.members[name]
        try:
            with archive.open(info) as stream:
                while block := stream.read(size):
                    yield block
        except _BROKEN as error:
            raise _damaged(f"{self.label}: {name}", error) from error

    def read(self, name: str, size: int | None = None) -> bytes:
        """A member's first `size` bytes, or all of it. Raises ReadError if it is
        damaged.
        """
        archive, info = self.members[name]
        return _read(f"{self.label}: {name}", archive, info, size)


def is_archive(path: Path) -> bool:
    """Whether the file is to be read as a zip archive: by its name, or by its
    first bytes. Office files are not.
    """
    if path.suffix.lower() == ".zip":
        return True
    try:
        with path.open("rb") as stream:
            if stream.read(4) != b"PK\x03\x04":
                return False
        with zipfile.ZipFile(path) as archive:
            return _OFFICE.isdisjoint(archive.namelist())
    except _BROKEN:
        return False


def open_archive(path: Path) -> Archive:
    """Open a zip file and the zip files in it. Raises ReadError if it is
    broken, encrypted or breaks a bound.
    """
    budget = _Budget(path.name)
    members: dict[str, tuple[zipfile.ZipFile, zipfile.ZipInfo]] = {}
    for name, archive, info in _walk(path.name, path, "", budget, depth=1):
        if name in members:
            problem = f'holds two files named "{name}".'
            raise ReadError(path.name, problem, "Unzip it yourself and give the folder.")
        members[name] = (archive, info)
    return Archive(path.name, members)


class _Budget:
    """What may still be unpacked, over an archive and all archives in it."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.members = MAX_MEMBERS
        self.bytes = MAX_TOTAL_BYTES

    def spend(self, info: zipfile.ZipInfo) -> None:
        self.members -= 1
        packed = max(info.compress_size, 1)
        if self.members < 0:
            self._refuse(f"holds more than {MAX_MEMBERS} files")
        if not _name(info).lower().endswith(_STREAMED):
            self._spend_bytes(info)
        if info.file_size > RATIO_FREE_BYTES and info.file_size / packed > MAX_RATIO:
            ratio = info.file_size // packed
            self._refuse(f'unpacks "{info.filename}" to {ratio} times its size, like a zip bomb')

    def _spend_bytes(self, info: zipfile.ZipInfo) -> None:
        self.bytes -= info.file_size
        if info.file_size > MAX_MEMBER_BYTES:
            size, most = info.file_size >> 20, MAX_MEMBER_BYTES >> 20
            self._refuse(f'holds "{_name(info)}" of {size:,} MB, where {most:,} are read')
        if self.bytes < 0:
            self._refuse(f"unpacks to more than {MAX_TOTAL_BYTES >> 20:,} MB")

    def _refuse(self, problem: str) -> None:
        hint = "If you trust it, unzip it yourself and give the files you need."
        raise ReadError(self.label, f"{problem}.", hint)


def _walk(
    label: str, file: Path | io.BytesIO, prefix: str, budget: _Budget, depth: int
) -> Iterator[tuple[str, zipfile.ZipFile, zipfile.ZipInfo]]:
    archive = _open(label, file)
    infos = [info for info in archive.infolist() if not info.is_dir()]
    for info in infos:
        _check(label, info)
        budget.spend(info)
    for info in infos:
        name = _name(info)
        if not name.lower().endswith(".zip"):
            yield prefix + name, archive, info
            continue
        if depth == MAX_DEPTH:
            problem = f'holds archives more than {MAX_DEPTH} deep ("{name}").'
            raise ReadError(label, problem, "Unzip it yourself.")
        inner = io.BytesIO(_read(f"{label}: {name}", archive, info, None))
        # A lone archive in an archive is only wrapping: its members keep their
        # own
        # names.
        inner_prefix = prefix if len(infos) == 1 else f"{prefix}{name}/"
        yield from _walk(f"{label}: {name}", inner, inner_prefix, budget, depth + 1)


def _open(label: str, file: Path | io.BytesIO) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except _BROKEN as error:
        raise ReadError(
            label, f"is not a zip file, or a broken one ({error}).", _DOWNLOAD_AGAIN
        ) from error


def _read(label: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo, size: int | None) -> bytes:
    try:
        with archive.open(info) as stream:
            return stream.read() if size is None else stream.read(size)
    except _BROKEN as error:
        raise _damaged(label, error) from error


def _damaged(label: str, error: Exception) -> ReadError:
    return ReadError(label, f"is damaged inside the archive ({error}).", _DOWNLOAD_AGAIN)


def _name(info: zipfile.ZipInfo) -> str:
    return info.filename.replace("\\", "/")


def _check(label: str, info: zipfile.ZipInfo) -> None:
    name = _name(info)
    if info.flag_bits & 0x1:
        raise ReadError(label, "is encrypted.", "Unzip it with its password and give the folder.")
    if name.startswith("/") or name[1:2] == ":" or ".." in PurePosixPath(name).parts:
        problem = f'holds the path "{name}", which points outside of it.'
        raise ReadError(label, problem, "Do not trust this archive.")
    if stat.S_ISLNK(info.external_attr >> 16):
        problem = f'holds the link "{name}", not a file.'
        raise ReadError(label, problem, "Unzip it yourself and give the files.")
