"""A book → its pages, served to this machine's owner until they have had enough."""

from __future__ import annotations

import datetime as dt
import logging
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from netmerge.errors import MissingExtraError, SettingsError

if TYPE_CHECKING:
    from netmerge.web.site import Site

LOOPBACK = "127.0.0.1"
"""The only address that is listened at: no other machine reaches it."""

PATIENCE = 2
"""Seconds that a request has to end when the server does."""


def serve(
    path: str | Path | None,
    opened: Callable[[str], None],
    told: Callable[[str], None],
    *,
    today: dt.date | None = None,
    port: int = 0,
    create: bool = False,
) -> None:
    """Serve the pages of a book until interrupted; `opened` is called with their
    address once they can be opened, `told` with what takes a moment at the end.

    `port` 0 is any that is free. What was decided is reckoned in at the end. Raises
    MissingExtraError, BookError, and SettingsError for a port that is taken.
    """
    try:
        import jinja2  # noqa: F401
        import python_multipart  # noqa: F401
        import starlette  # noqa: F401
        import uvicorn
    except ImportError:
        raise MissingExtraError("netmerge open", "web") from None
    from netmerge.web.app import create as create_app
    from netmerge.web.deciding import Deciding
    from netmerge.web.desk import Desk
    from netmerge.web.drops import Drops
    from netmerge.web.errands import Errands
    from netmerge.web.security import Keys
    from netmerge.web.site import Site

    with ExitStack() as ending:
        desk = Desk(path, today, create=create)
        ending.callback(desk.close)
        listening = ending.enter_context(_listening(port))
        site = Site(desk, Errands(path), Deciding(), Drops())
        ending.callback(site.drops.discard)
        ending.callback(_finish, site, told)
        keys = Keys(listening.getsockname()[1])
        config = uvicorn.Config(
            create_app(site, keys),
            lifespan="off",
            log_level=logging.WARNING,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=PATIENCE,
        )
        desk.warm_soon()
        opened(keys.address)
        with suppress(KeyboardInterrupt), _ended_by_a_signal():
            uvicorn.Server(config).run(sockets=[listening])


def _finish(site: Site, told: Callable[[str], None]) -> None:
    """End what is under way, and have the contacts follow what was decided."""
    shown = site.deciding.shown
    if busy := site.errands.under_way:
        told(f"{busy.words}: this is still under way.")
    elif shown and shown.answered:
        told("Applying what you decided to the contacts: this takes a moment.")
    site.errands.finish(site.deciding.settle)


@contextmanager
def _ended_by_a_signal() -> Iterator[None]:
    """Have a signal to end do what Ctrl-C does, so that what was decided is reckoned
    in; in the main thread, which alone gets any.
    """

    def end(*_: object) -> None:
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _listening(port: int) -> socket.socket:
    """A socket at a port of this machine alone."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        made.bind((LOOPBACK, port))
    except (OSError, OverflowError) as error:
        made.close()
        hint = "Give another --port, or none."
        raise SettingsError(f"Port {port} cannot be used: {error}.", hint) from error
    made.listen(100)
    return made
