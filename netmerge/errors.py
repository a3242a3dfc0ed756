"""What goes wrong on purpose → one tree of errors; anything else is a bug.

Each says what, where and what to do next.

NetmergeError ├── ReadError          an input that cannot be read at all (path,
line) ├── SchemaError        a table without the columns that are needed
(missing, available) ├── SettingsError      an option, date, region or mapping
that makes no sense ├── DataError          a packaged file that is broken, or
lacks a value (file, keys) ├── MatchError         a record or decision that is
not there, or a name that several have ├── OwnerUnknownError       whose network it is
could only be guessed (where, candidates) ├── WriteError         an output that
cannot be written (path) └── MissingExtraError  an optional library is needed
(extra)
"""

from __future__ import annotations

from collections.abc import Sequence

_LIKE = 75
"""Of 100: from there on two texts may be meant for one."""


class NetmergeError(Exception):
    """Base of all errors of netmerge: `message` says what and where, `hint`
    what to do next.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class ReadError(NetmergeError):
    """An input that cannot be read; `path` names it, `line` (from 1) the place,
    if known.
    """

    def __init__(self, path: str, problem: str, hint: str = "", line: int | None = None) -> None:
        place = path if line is None else f"{path} line {line}"
        super().__init__(f"{place}: {problem}", hint)
        self.path = path
        self.line = line


class SchemaError(NetmergeError):
    """A table that lacks the columns a stage needs; carries what is missing and
    what is there.
    """

    def __init__(
        self, problem: str, missing: Sequence[str] = (), available: Sequence[str] = ()
    ) -> None:
        hint = f"The table has: {', '.join(available)}." if available else ""
        super().__init__(problem, hint)
        self.missing = tuple(missing)
        self.available = tuple(available)


class SettingsError(NetmergeError):
    """A setting (a date, a region, a column mapping) that makes no sense."""


class DataError(NetmergeError):
    """A file of the package that is wrong: `file` names it, `keys` the value in
    it.
    """

    def __init__(self, file: str, problem: str, keys: Sequence[str] = ()) -> None:
        place = f"netmerge/{file}, {'.'.join(keys)}" if keys else f"netmerge/{file}"
        super().__init__(
            f"{place}: {problem}", "Install netmerge again, or undo what was changed in the file."
        )
        self.file = file
        self.keys = tuple(keys)


class MatchError(NetmergeError):
    """A record or decision that is not there, or a name that is not one person's."""


class OwnerUnknownError(NetmergeError):
    """Whose network this is could only be guessed, so that nothing counts as
    written by the owner.

    `where` says on which channels, as a sentence does ("on LinkedIn"),
    `candidates` who it might be, likeliest first.
    """

    def __init__(self, where: str, candidates: Sequence[str]) -> None:
        super().__init__(
            f"Who you are {where} could only be guessed, so nothing there counts as yours.",
            "Say it with --me: your e-mail address, LinkedIn profile or name, several times "
            f"if there are several. Those who may be meant: {'; '.join(candidates)}.",
        )
        self.where = where
        self.candidates = tuple(candidates)


class WriteError(NetmergeError):
    """An output that cannot be written; `path` names it."""

    def __init__(self, path: str, problem: str, hint: str = "") -> None:
        super().__init__(f"{path}: {problem}", hint)
        self.path = path


class BookError(NetmergeError):
    """A book that is not there, is damaged, is of a newer version, or cannot do what
    is asked; `path` names it.
    """

    def __init__(self, path: str, problem: str, hint: str = "") -> None:
        super().__init__(f"{path}: {problem}", hint)
        self.path = path


class MissingExtraError(NetmergeError):
    """An optional library is needed; `extra` is the name to install."""

    def __init__(self, purpose: str, extra: str) -> None:
        super().__init__(
            f"{purpose} needs an optional library.", f"Run: pip install 'netmerge[{extra}]'"
        )
        self.extra = extra


def nearest(text: str, known: Sequence[str], most: int = 3) -> list[int]:
    """The places in `known` of what is most like `text`, best first; none where
    nothing is.
    """
    from rapidfuzz import process, utils

    found = process.extract(
        text,
        known,
        processor=utils.default_process,
        limit=most,
        score_cutoff=_LIKE,
    )
    return [int(place) for _, _, place in found]


def did_you_mean(candidates: Sequence[str]) -> str:
    """A hint that asks for one of these; "" where there is none."""
    return f"Did you mean {'; '.join(candidates)}?" if candidates else ""


def require_known(what: str, word: str, known: Sequence[str]) -> None:
    """Raise SettingsError, with what there is and what was probably meant, for a
    word not known.
    """
    if word in known:
        return
    asked = did_you_mean([known[place] for place in nearest(word, known)])
    listed = f"The {what}s are: {', '.join(known)}."
    raise SettingsError(f"There is no {what} {word!r}.", f"{asked} {listed}".strip())
