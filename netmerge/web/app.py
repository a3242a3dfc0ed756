"""A site → what answers requests: the pages, each read and filled, their forms done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from netmerge.data import TextFile
from netmerge.errors import NetmergeError
from netmerge.report.templates import STYLE, rendered
from netmerge.web import working
from netmerge.web.forms import KEY, asked
from netmerge.web.page import Act, Asked, GoneError, Moved, Page, View
from netmerge.web.pages import PAGES
from netmerge.web.pages.rows import Event, events
from netmerge.web.security import Guard, Keys
from netmerge.web.site import Site

_FILES = {
    "style.css": (STYLE, "text/css"),
    "page.css": (TextFile("web/static/page.css"), "text/css"),
    "page.js": (TextFile("web/static/page.js"), "text/javascript"),
}
"""What pages need beside themselves, and of what kind it is."""

_LATEST = 20
"""Events among which the one is that a page tells of."""

_MANY_FILES = "Put them into one zip, or drop them in several goes."

Endpoint = Callable[[Request], Awaitable[Response]]


def create(site: Site, keys: Keys) -> Guard:
    """The app, behind its guard."""
    routes = [Route("/static/{name}", _static, methods=["GET"])]
    for page in (*PAGES, working.PAGE):
        routes.append(Route(page.path, _shown(site, keys, page), methods=["GET"]))
        if page.acts or page.beside:
            routes.append(Route(page.path, _done(site, keys, page), methods=["POST"]))
    handlers: Any = {
        NetmergeError: partial(_problem, site, keys),
        HTTPException: partial(_problem, site, keys),
        ClientDisconnect: _broken_off,
        Exception: partial(_problem, site, keys),
    }
    return Guard(Starlette(routes=routes, exception_handlers=handlers), keys)


def _shown(site: Site, keys: Keys, page: Page) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        what = Asked(dict(request.query_params), who=request.path_params.get("who", ""))

        def answer() -> Response:
            site.desk.book.check_in_place()
            return _filled(site, keys, request, page.show(site, what), page)

        return await site.desk.ask(answer)

    return endpoint


def _done(site: Site, keys: Keys, page: Page) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        async with asked(request, keys, files=page.files) as what:
            moved = await _did(site, page, what)
        return RedirectResponse(moved.address, 303)

    return endpoint


async def _did(site: Site, page: Page, what: Asked) -> Moved:
    """Do what the button of a form says, where it is done."""
    word = what.text("do")
    act: Act | None = page.beside.get(word)
    if act is not None:
        site.errands.check_free()
        return await site.errands.ask(partial(act, site, what))
    act = page.acts.get(word)
    if act is None:
        raise HTTPException(400, "The form does not say what to do.")
    site.errands.check_free(of_writers=True)
    return await site.desk.ask(partial(_then_warm, site, act, what))


def _then_warm(site: Site, act: Act, what: Asked) -> Moved:
    """Do it, and reckon what the page that follows shows."""
    site.desk.book.check_in_place()
    moved = act(site, what)
    site.desk.warm()
    return moved


def _filled(
    site: Site, keys: Keys, request: Request, view: View, page: Page | None = None
) -> Response:
    """A view as a page."""
    path = request.url.path
    query = "&".join(
        part for part in request.url.query.split("&") if part and not part.startswith("done=")
    )
    values = {
        "title": view.title,
        "pages": [one for one in PAGES if one.name],
        "here": page.path if page else "",
        "desk": site.desk,
        "back": f"{path}?{query}" if query else path,
        "key_field": KEY,
        "key": keys.form,
        "done": _event_told(site, request),
        "errand": site.errands.under_way,
        "shown_question": site.deciding.shown,
        **view.values,
    }
    html = rendered(f"web/templates/{view.template}", **values)
    return HTMLResponse(html, view.status)


def _event_told(site: Site, request: Request) -> Event | None:
    """The event that the address speaks of, if it was one of the last."""
    number = request.query_params.get("done", "")
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        return None
    told = events(site.desk.book.log(limit=_LATEST), site.desk)
    return next((event for event in told if event.number == int(number)), None)


async def _static(request: Request) -> Response:
    found = _FILES.get(request.path_params["name"])
    if found is None:
        raise HTTPException(404, "There is no such file.")
    file, kind = found
    return Response(file.content, media_type=kind)


async def _broken_off(*_: object) -> Response:
    """What nobody reads: whoever was sending something went away."""
    return PlainTextResponse("", 400)


async def _problem(site: Site, keys: Keys, request: Request, error: Exception) -> Response:
    """What went wrong, in words, as the command line says it."""
    status, message, hint = 500, "Something is wrong with netmerge itself.", ""
    if isinstance(error, GoneError):
        status, message, hint = 404, error.message, error.hint
    elif isinstance(error, NetmergeError):
        status, message, hint = 400, error.message, error.hint
    elif isinstance(error, HTTPException):
        status, message = error.status_code, error.detail
        hint = _MANY_FILES if "Too many files" in message else ""
    view = View("problem.html", "That did not work", {"message": message, "hint": hint}, status)
    if status == 500:
        return PlainTextResponse(f"{message}\n", status)
    return await site.desk.ask(partial(_filled, site, keys, request, view))
