"""Requests → those that come from the owner's own browser and from these pages; any
other is refused in words before a page knows of it.

Other users of the machine reach the port too, and so do other sites, through the
owner's browser. Who opened the address with its token holds a cookie; a name that
was made to lead here (DNS rebinding) is told by the Host header, another site by
Origin and Sec-Fetch-Site. Every form carries a key of its own beside (see
`netmerge.web.forms`).
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from netmerge.importers.files.source import MAX_BYTES

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MOST_BYTES = 1 << 20
"""Of what a form sends."""

UPLOADS = "/import"
"""Where files may be sent, which may be as large as an importer reads."""

LONGEST_TOKEN = 200
"""Characters; none of ours is longer."""

_POLICY = "; ".join(
    (
        "default-src 'none'",
        *("style-src 'self'", "script-src 'self'", "img-src 'self' data:", "connect-src 'self'"),
        *("form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"),
    )
)
HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
"""With every answer."""

_OPEN_AGAIN = (
    "Open the address that `netmerge open` printed: it holds the token by which netmerge "
    "knows its owner. It is another one each time netmerge is started."
)


_AT_HOME = (["same-origin"], ["none"])
"""Sec-Fetch-Site where no other site asks: these pages, or the owner themselves."""

_ENTRANCE = (
    '<!doctype html><html lang="en"><title>netmerge</title><link rel="icon" href="data:,">'
    '<meta http-equiv="refresh" content="0; url=/"><p><a href="/">Open netmerge</a></p></html>'
)


def _secret() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True)
class Keys:
    """What tells the owner's browser: the port, the `token` of the address, the
    `cookie` that is given for it, and the key of every `form`.
    """

    port: int
    token: str = field(default_factory=_secret)
    cookie: str = field(default_factory=_secret)
    form: str = field(default_factory=_secret)

    @property
    def address(self) -> str:
        """The address that its owner opens."""
        return f"http://127.0.0.1:{self.port}/?token={self.token}"

    @property
    def hosts(self) -> frozenset[str]:
        """The names by which it may be called."""
        return frozenset({f"127.0.0.1:{self.port}", f"localhost:{self.port}"})

    @property
    def name_of_cookie(self) -> str:
        """Cookies know no port: each server has a name of its own."""
        return f"netmerge-{self.port}"


@dataclass(frozen=True)
class Refusal:
    """Why a request is not answered, in words."""

    status: int
    words: str


class _TooLongError(Exception):
    """More was sent than may be."""


@dataclass(frozen=True)
class Guard:
    """The app behind it sees only what may be answered."""

    app: App
    keys: Keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        headers = _Headers(scope["headers"])
        refusal = self._foreign(scope, headers) or _too_large(scope, headers)
        if refusal is None and self._brings_the_token(scope):
            await self._welcome(headers, send)
            return
        refusal = refusal or self._unknown(scope, headers)
        if refusal is not None:
            await _refuse(send, refusal)
            return
        await _bounded(self.app, scope, receive, send)

    def _foreign(self, scope: Scope, headers: _Headers) -> Refusal | None:
        """Why a request is not one of these pages to themselves."""
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return Refusal(405, f"{scope['method']} is not understood here.")
        if headers.all("host") not in [[host] for host in self.keys.hosts]:
            return Refusal(403, f"This is not asked of 127.0.0.1:{self.keys.port}. {_OPEN_AGAIN}")
        fetched = headers.all("sec-fetch-site")
        if fetched and fetched not in _AT_HOME and not self._brings_the_token(scope):
            words = "Another page asked for this. Type or paste the address into the browser."
            return Refusal(403, f"{words} {_OPEN_AGAIN}")
        if scope["method"] != "POST":
            return None
        return self._sent_from_elsewhere(headers.all("origin"), fetched)

    def _sent_from_elsewhere(self, origin: list[str], fetched: list[str]) -> Refusal | None:
        ours = [[f"http://{host}"] for host in self.keys.hosts]
        if origin == ["null"]:
            # so a browser says that asks without a referrer; what it fetched it knows
            ours = [["null"]] if fetched == ["same-origin"] else []
        if origin and origin not in ours:
            return Refusal(403, "Only netmerge's own pages may change anything.")
        if fetched and fetched != ["same-origin"]:
            return Refusal(403, "Only netmerge's own pages may change anything.")
        return None

    def _unknown(self, scope: Scope, headers: _Headers) -> Refusal | None:
        """Why it is not the owner's browser that asks."""
        try:
            cookies = [SimpleCookie(text) for text in headers.all("cookie")]
        except CookieError:
            cookies = []
        name = self.keys.name_of_cookie
        held = [jar[name].value for jar in cookies if name in jar]
        if any(_equal(value, self.keys.cookie) for value in held):
            return None
        what = "The token is another one." if _token(scope) else "There is no token."
        return Refusal(403, f"{what} {_OPEN_AGAIN}")

    def _brings_the_token(self, scope: Scope) -> bool:
        is_entrance = scope["method"] == "GET" and scope["path"] == "/"
        return is_entrance and _equal(_token(scope), self.keys.token)

    async def _welcome(self, headers: _Headers, send: Send) -> None:
        """Give the cookie, and lead to the first page without the token."""
        name, value = self.keys.name_of_cookie, self.keys.cookie
        told = {"set-cookie": f"{name}={value}; Path=/; HttpOnly; SameSite=Strict"}
        if headers.all("sec-fetch-site") in ([], *_AT_HOME):
            await _answer(send, 303, "Welcome.", told | {"location": "/"})
            return
        # who comes from elsewhere (a file, a link in a terminal's window) would not
        # bring the cookie along: a page of ours leads on
        await _answer(send, 200, _ENTRANCE, told | {"content-type": "text/html; charset=utf-8"})


class _Headers:
    """The headers of a request, by their names."""

    def __init__(self, raw: Iterable[tuple[bytes, bytes]]) -> None:
        self._raw = [(name.decode("latin-1").lower(), value) for name, value in raw]

    def all(self, name: str) -> list[str]:
        """Every value of a header, in order."""
        return [value.decode("latin-1") for known, value in self._raw if known == name]


def _token(scope: Scope) -> str:
    """The token of a request's address; "" where there is none."""
    query: str = scope["query_string"].decode("latin-1")
    try:
        found = parse_qs(query, max_num_fields=100).get("token", [""])
    except ValueError:
        return ""
    return found[0]


def _equal(one: str, other: str) -> bool:
    """Whether two secrets are one, found out in the same time whatever they are."""
    return len(one) <= LONGEST_TOKEN and hmac.compare_digest(one.encode(), other.encode())


def _limit(scope: Scope) -> int:
    return MAX_BYTES + MOST_BYTES if scope["path"] == UPLOADS else MOST_BYTES


def _too_large(scope: Scope, headers: _Headers) -> Refusal | None:
    """Why a request's body cannot be taken, as far as its head tells."""
    told = headers.all("content-length")
    if not all(length.isascii() and length.isdecimal() for length in told):
        return Refusal(400, "The request does not say how long it is.")
    limit = _limit(scope)
    if any(int(length[:20]) > limit for length in told):
        return Refusal(413, _too_long(limit))
    return None


def _too_long(limit: int) -> str:
    return f"That is too long: {limit >> 20:,} MB at most are taken here."


async def _bounded(app: App, scope: Scope, receive: Receive, send: Send) -> None:
    """Have an app answer, and stop reading what is longer than it may be."""
    taken, limit, is_too_long = 0, _limit(scope), False

    async def receive_some() -> Message:
        nonlocal taken, is_too_long
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > limit:
            is_too_long = True
            raise _TooLongError
        return message

    async def send_with_headers(message: Message) -> None:
        if is_too_long:
            return  # what the app makes of its broken request is of no use
        if message["type"] == "http.response.start":
            own = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
            message = {**message, "headers": [*message.get("headers", ()), *own]}
        await send(message)

    try:
        await app(scope, receive_some, send_with_headers)
    except _TooLongError:
        await _refuse(send, Refusal(413, _too_long(limit)))


async def _refuse(send: Send, refusal: Refusal) -> None:
    await _answer(send, refusal.status, refusal.words)


async def _answer(
    send: Send, status: int, words: str, headers: MutableMapping[str, str] | None = None
) -> None:
    """Plain text, with the headers of every answer."""
    body = f"{words}\n".encode()
    told = {"content-type": "text/plain; charset=utf-8", "content-length": str(len(body))}
    every = {**HEADERS, **told, **(headers or {})}
    raw = [(name.encode(), value.encode("latin-1")) for name, value in every.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": body})
