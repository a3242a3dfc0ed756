"""Paths that the user gives → `Source`s, one a readable file, in archives and
folders too.

Nothing is unpacked to disk, and nothing is read here but names and sizes: a
source gives its bytes when asked.
"""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import os
import re
import stat
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path, PurePosixPath

from netmerge.errors import ReadError
from netmerge.importers.files.archive import Archive, is_archive, open_archive
from netmerge.importers.files.encoding import is_unicode, recoded

MAX_BYTES = 1 << 30
"""Largest file that is read, in bytes: a larger one would cost all memory."""

MAX_FILES = 10_000
"""Most files of a folder: more is somebody's disk and not their exports."""

HEAD_BYTES = 1 << 16
"""How much of a file an importer looks at to say whether it is its own."""

_EXPORT_DATE = re.compile(r"linkedindataexport_(\d{2})-(\d{2})-(\d{4})", re.IGNORECASE)
_WITHOUT_ENCODING = frozenset(
    {".csv", ".tsv", ".tab", ".txt", ".vcf", ".vcard", ".ldif", ".ldi", ""}
)
"""Endings of files that do not say in which encoding they are, as mail, XML and
JSON do.
"""
_JUNK = frozenset({"thumbs.db", "desktop.ini", "__macosx"})

LINKEDIN_FILES = frozenset(
    {
        "connections.csv",
        "messages.csv",
        "invitations.csv",
        "profile.csv",
        "positions.csv",
        "education.csv",
        "email addresses.csv",
        "registration.csv",
    }
)
"""Base names of which an unzipped LinkedIn archive holds several."""


@dataclass(frozen=True)
class Source:
    """One readable file: a plain file, or one member of an archive or of an
    unzipped LinkedIn archive.

    `file` is the name by which the user knows the input, `member` the path
    inside it (None for a plain file), and `exported_on` the day of the export
    where a file or folder name tells it. `given` is the input as the user gave
    it, `root` the file or folder that `file` names, `path` the file on disk
    that holds the bytes. `encoding` is that of a text that is no Unicode, where
    the user says it: its bytes are given as UTF-8. `in_linkedin_archive` tells
    whether other files of a LinkedIn archive lie beside it, so that its name can
    be trusted.
    """

    file: str
    member: str | None
    exported_on: dt.date | None
    given: Path
    root: Path
    path: Path
    archive: Archive | None = field(default=None, repr=False, compare=False)
    in_linkedin_archive: bool = False
    encoding: str | None = None

    @property
    def name(self) -> str:
        """Base name of the innermost file, such as `Connections.csv`."""
        return PurePosixPath(self.member or self.root.name).name

    @property
    def suffix(self) -> str:
        """Lower-case extension of `name` with its dot, "" if there is none."""
        return PurePosixPath(self.name).suffix.lower()

    @property
    def label(self) -> str:
        """The source as messages name it: `cards.csv`, or `export.zip:
        Connections.csv`.
        """
        return self.file if self.member is None else f"{self.file}: {self.member}"

    @property
    def size(self) -> int:
        """Length in bytes, from the folder's or the archive's listing. Raises
        ReadError for a file that is gone.
        """
        if self.archive is not None:
            return self.archive.size(self.member or "")
        try:
            return self.path.stat().st_size
        except OSError as error:
            raise self._unreadable(error) from error

    def head(self, size: int = HEAD_BYTES) -> bytes:
        """The first `size` bytes. Raises ReadError if the file cannot be read."""
        return self._read(size)

    def read_bytes(self) -> bytes:
        """The whole content. Raises ReadError if it cannot be read or is larger
        than MAX_BYTES.
        """
        if self.size > MAX_BYTES:
            raise ReadError(
                self.label, f"is larger than {MAX_BYTES >> 20} MB.", "Split it into smaller files."
            )
        return self._read(None)

    def blocks(self, size: int) -> Iterator[bytes]:
        """The whole content, so many bytes at a time, whatever its encoding. Raises
        ReadError if it cannot be read.
        """
        if self.archive is not None:
            yield from self.archive.blocks(self.member or "", size)
            return
        read = 0
        try:
            with self.path.open("rb") as stream:
                whole = os.fstat(stream.fileno()).st_size
                while block := stream.read(size):
                    read += len(block)
                    yield block
        except OSError as error:
            raise self._unreadable(error) from error
        self._check_whole(read, whole)

    def said_to_be(self, encoding: str | None) -> Source:
        """The same in an encoding that the user says, if it is a text that says
        nothing of that itself, and can hardly be Unicode.
        """
        if encoding is None or self.size == 0 or self.suffix not in _WITHOUT_ENCODING:
            return self
        head = self._bytes(HEAD_BYTES)
        if is_unicode(head) or head.startswith((b"PK\x03\x04", b"From ")):
            return self
        return replace(self, encoding=encoding)

    def _read(self, size: int | None) -> bytes:
        data = self._bytes(size)
        return data if self.encoding is None else recoded(data, self.encoding)

    def _bytes(self, size: int | None) -> bytes:
        if self.archive is not None:
            return self.archive.read(self.member or "", size)
        try:
            with self.path.open("rb") as stream:
                if size is not None:
                    return stream.read(size)
                whole = os.fstat(stream.fileno()).st_size
                data = stream.read()
        except OSError as error:
            raise self._unreadable(error) from error
        self._check_whole(len(data), whole)
        return data

    def _check_whole(self, read: int, whole: int) -> None:
        """Raise ReadError for a file that has become shorter while it was read."""
        if read < whole:
            problem = f"was cut short while it was read ({read:,} of {whole:,} bytes)."
            raise ReadError(self.label, problem, "Give it again when nothing writes to it.")

    def _unreadable(self, error: OSError) -> ReadError:
        return _not_opened(self.label, error)


def open_sources(inputs: Sequence[str | os.PathLike[str]]) -> list[Source]:
    """Expand files, folders and zip archives to the sources they hold, in the
    order given, folders sorted.

    A zip, or a folder that is an unzipped LinkedIn archive, is one `file` with
    members; any other folder stands for its files. Where two inputs share a
    base name, `file` is the shortest end of the path that tells them apart.
    Raises ReadError for an input that is missing, empty, not a regular file,
    or an archive broken or not safe to read.
    """
    found = [source for name in inputs for source in _expand(Path(name))]
    names = _distinct_names([source.root for source in found])
    return [replace(source, file=readable(names[source.root])) for source in found]


def readable(name: str) -> str:
    r"""A name as text that a table can hold: bytes of it that are no UTF-8 are
    written as `\xNN`.
    """
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def first_copies(sources: Sequence[Source]) -> list[Source | None]:
    """For each source the earlier one with the same bytes, None if it is the
    first. Only equal sizes are compared.
    """
    by_size: dict[int, list[int]] = defaultdict(list)
    for index, source in enumerate(sources):
        by_size[source.size].append(index)
    firsts: list[Source | None] = [None] * len(sources)
    for group in by_size.values():
        if len(group) < 2:
            continue
        seen: dict[bytes, int] = {}
        for index in group:
            first = seen.setdefault(_digest(sources[index]), index)
            firsts[index] = None if first == index else sources[first]
    return firsts


def _digest(source: Source) -> bytes:
    found = hashlib.blake2b()
    for block in source.blocks(1 << 20):
        found.update(block)
    return found.digest()


def _expand(path: Path) -> list[Source]:
    """The sources of one input; their `file` is the bare base name as yet."""
    found = _looked_at(path)
    given = _absolute(path)
    if stat.S_ISDIR(found.st_mode):
        return _expand_folder(path, given)
    if not stat.S_ISREG(found.st_mode):
        hint = "Save it to a file first and give that."
        raise ReadError(str(path), "is not a regular file.", hint)
    if found.st_size == 0:
        raise ReadError(str(path), "is empty (0 bytes).", "Export or download it again.")
    return _file(given)


def _expand_folder(path: Path, given: Path) -> list[Source]:
    found = list(islice(_folder(given), MAX_FILES + 1))
    if len(found) > MAX_FILES:
        hint = "Give the folder of the exports only."
        raise ReadError(str(path), f"holds more than {MAX_FILES} files.", hint)
    if not found:
        hint = "Give a folder that holds exports, or a file."
        raise ReadError(str(path), "is a folder without files.", hint)
    return [replace(source, given=given) for source in found]


def _looked_at(path: Path) -> os.stat_result:
    """What the system says of an input. Raises ReadError."""
    try:
        return path.stat()
    except PermissionError as error:
        raise _not_opened(str(path), error) from error
    except OSError as error:
        if error.errno == errno.ELOOP:
            problem, hint = "is a link that leads to itself.", "Give the file that was meant."
            raise ReadError(str(path), problem, hint) from error
        raise _missing(path) from error  # or its name is too long
    except ValueError as error:  # a NUL in the name
        raise _missing(path) from error


def _missing(path: Path) -> ReadError:
    problem = "there is no such file or folder."
    return ReadError(str(path), problem, "Check the spelling of the path.")


def _not_opened(name: str, error: OSError) -> ReadError:
    problem = f"cannot be opened ({error.strerror})."
    return ReadError(name, problem, "Check that it is there and that you may read it.")


def _file(path: Path) -> list[Source]:
    exported_on = _export_date(path)
    if not is_archive(path):
        return [Source(path.name, None, exported_on, path, path, path)]
    archive = open_archive(path)
    members = [name for name in archive.names if not _is_junk(name)]
    if not members:
        raise ReadError(path.name, "is an archive without files.", "Download the export again.")
    dates = [exported_on or _export_date(Path(name)) for name in members]
    linkedin = _is_linkedin([PurePosixPath(name).name for name in members], *dates)
    return [
        Source(path.name, name, date, path, path, path, archive, linkedin)
        for name, date in zip(members, dates, strict=True)
    ]


def _folder(folder: Path) -> Iterator[Source]:
    exported_on = _export_date(folder)
    if _is_linkedin([path.name for path in _entries(folder)], exported_on):
        for path in _files_below(folder):
            member = readable(path.relative_to(folder).as_posix())
            yield Source(
                folder.name, member, exported_on, folder, folder, path, in_linkedin_archive=True
            )
        return
    for path in _entries(folder):
        if path.is_dir():
            yield from _folder(path)
        elif path.is_file():
            yield from _file(path)


def _files_below(folder: Path) -> Iterator[Path]:
    for path in _entries(folder):
        if path.is_dir():
            yield from _files_below(path)
        elif path.is_file():
            yield path


def _entries(folder: Path) -> list[Path]:
    """What a folder holds, sorted; a link to a folder is not followed, it may
    lead round in a circle.
    """
    try:
        found = [path for path in sorted(folder.iterdir()) if not _is_junk(path.name)]
        return [path for path in found if not (path.is_symlink() and path.is_dir())]
    except OSError as error:
        raise _not_opened(str(folder), error) from error


def _is_linkedin(names: Sequence[str], *dates: dt.date | None) -> bool:
    known = sum(name.lower() in LINKEDIN_FILES for name in names)
    return known >= 2 or (known == 1 and any(dates))


def _is_junk(name: str) -> bool:
    """Files that operating systems leave behind, not part of any export."""
    parts = PurePosixPath(name).parts
    return any(part.startswith(".") or part.lower() in _JUNK for part in parts)


def _export_date(path: Path) -> dt.date | None:
    """The day in `Basic_LinkedInDataExport_MM-DD-YYYY`, from the file's own
    name or the folder it lies in.
    """
    for part in reversed(path.parts[-2:]):
        match = _EXPORT_DATE.search(part)
        if match:
            month, day, year = map(int, match.groups())
            try:
                return dt.date(year, month, day)
            except ValueError:
                return None
    return None


def _absolute(path: Path) -> Path:
    """The path from the root without `..`; links are not followed, so that the
    name stays the one the user knows.
    """
    return Path(os.path.normpath(path.absolute()))


def _distinct_names(paths: Sequence[Path]) -> dict[Path, str]:
    """For each path the shortest end of it, at least the base name, that no other
    path has.
    """
    by_name: dict[str, list[Path]] = defaultdict(list)
    for path in dict.fromkeys(paths):
        by_name[path.name].append(path)
    names: dict[Path, str] = {}
    for group in by_name.values():
        depth = 1
        while len({path.parts[-depth:] for path in group}) < len(group):
            depth += 1
        names.update((path, PurePosixPath(*path.parts[-depth:]).as_posix()) for path in group)
    return names
