"""What a run asks of an engine beside the stages: to carry parts of a list to where
they are worked on, to sort, to add up, and to bring together what belongs together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from netmerge.columns.types import Ints
from netmerge.engines.ordered import Group
from netmerge.engines.work import Work

ALIKE = "-[0-9]+$"
"""What follows in the id of a contact, where another one came out alike (a pattern)."""


@dataclass(frozen=True)
class Options:
    """How much a run may take: memory ("1GB"), processes; where nothing is said, as the
    engine thinks best. `master` is the address of a Spark cluster, nothing for this
    machine.
    """

    memory: str | None = None
    workers: int | None = None
    master: str | None = None


class Engine(Protocol):
    """An engine over a work folder, open as long as its context is."""

    work: Work

    def __enter__(self) -> Engine:
        """Start what has to run all the time."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop it."""

    def alone(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """What a function gives on this machine, where the inputs are."""

    def run(self, function: Callable[..., Any], arguments: Iterable[tuple[Any, ...]]) -> list[Any]:
        """The results of a function for each tuple of arguments, in their order."""

    def order(self, clean: Path, out: Path) -> None:
        """Those of the people who are matched, in order of what they say, so that nothing
        depends on the order of the inputs: into files whose names ascend.
        """

    def add_up(self, words: Sequence[Path], out: Path) -> None:
        """How parts use words → how the list does, those words that tell something."""

    def distinct(self, pairs: Sequence[Path], out: Path) -> None:
        """Each pair once."""

    def members(
        self, ordered: Sequence[Group], clean: Path, clusters: Ints, span: int, out: Path
    ) -> None:
        """All people with their clusters, in a folder for each part of whole clusters: the
        one with the smallest `span` numbers of clusters, the next, …
        """

    def alike(self, called: Sequence[Path]) -> list[tuple[int, str, str]]:
        """The contacts that have an id which others came to as well: their part, the id,
        and the record key by which they are called.
        """
