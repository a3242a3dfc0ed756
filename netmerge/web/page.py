"""What is asked of a page, and what it answers, in plain values: pages know nothing of
how they are served.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from urllib.parse import urlencode

from netmerge.errors import NetmergeError, SettingsError
from netmerge.web.site import Site

_LOCAL = re.compile(r"/(?![/\\])[^\x00-\x20\\]{0,2000}")
"""An address of these pages: it cannot lead to another site."""

LONGEST_NUMBER = 9
"""Digits of a number in an address."""


def is_local(address: str) -> bool:
    """Whether an address is one of these pages."""
    return _LOCAL.fullmatch(address) is not None


class GoneError(NetmergeError):
    """There is no such page, or nobody of whom it could speak."""


@dataclass(frozen=True)
class Sent:
    """A file as it was sent: the name that its sender gave it, and its content."""

    name: str
    content: BinaryIO


@dataclass(frozen=True)
class Asked:
    """A request: what stands in its address (`query`, and of whom it is, `who`), and
    in its form, with the files that were sent.
    """

    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    who: str = ""
    files: tuple[Sent, ...] = ()

    def text(self, name: str) -> str:
        """A value of the form without blanks around it; "" where there is none."""
        return self.form.get(name, "").strip()

    def needed(self, name: str, what: str) -> str:
        """A value of the form. Raises SettingsError where nothing stands in it."""
        if text := self.text(name):
            return text
        raise SettingsError(f"There is no {what}.", "Fill it in.")

    def number(self, name: str, default: int) -> int:
        """A whole number of the query, above 0; the default for anything else."""
        text = self.query.get(name, "")
        known = text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER
        return max(int(text), 1) if known else default

    def back(self, default: str) -> str:
        """Where the form wants to lead, if it is one of these pages."""
        wanted = self.text("back")
        return wanted if is_local(wanted) else default


@dataclass(frozen=True)
class View:
    """A page: its template, its title and what is put in."""

    template: str
    title: str
    values: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200


@dataclass(frozen=True)
class Moved:
    """The page to go to when something was done, and the event that it was."""

    to: str
    event: int | None = None

    @property
    def address(self) -> str:
        """The address, with the event that is told there."""
        bare = re.sub(r"([?&])done=\d*(&|$)", r"\1", self.to).rstrip("?&")
        if self.event is None:
            return bare
        return f"{bare}{'&' if '?' in bare else '?'}{urlencode({'done': self.event})}"


Show = Callable[[Site, Asked], View]
Act = Callable[[Site, Asked], Moved]


@dataclass(frozen=True)
class Page:
    """A page: its address, how it goes by in the navigation ("" for one that is
    reached by others), what it shows, and what its forms do, by the word of their
    button: `acts` at the desk, `beside` where errands are done. `files` may be sent
    to it.
    """

    path: str
    name: str
    show: Show
    acts: Mapping[str, Act] = field(default_factory=dict)
    beside: Mapping[str, Act] = field(default_factory=dict)
    files: bool = False


@dataclass(frozen=True)
class Part:
    """So many of a list as a page shows."""

    rows: int
    page: int
    size: int

    @property
    def pages(self) -> int:
        """How many pages the list has, at least one."""
        return max(-(-self.rows // self.size), 1)

    @property
    def at(self) -> int:
        """The page that is shown, from 1."""
        return min(self.page, self.pages)

    @property
    def slice(self) -> slice:
        """Its rows."""
        return slice((self.at - 1) * self.size, self.at * self.size)
