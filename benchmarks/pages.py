"""A book → how long each page of it takes on the server, in milliseconds: of the clock when it is
first asked for, again, and after a note was logged; of the processor when asked for again, which
tells more where the machine does other things.

    python -m benchmarks.pages BOOK [--today 2026-11-01]

A copy of the book is used. Questions are looked for once, which is timed apart.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import re
import shutil
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

import httpx

from netmerge.book.store import book_path
from netmerge.web.app import create
from netmerge.web.deciding import Deciding
from netmerge.web.desk import Desk
from netmerge.web.drops import Drops
from netmerge.web.errands import Errands
from netmerge.web.security import Keys
from netmerge.web.site import Site

PATHS = (
    *("/", "/due", "/due?circle=friends", "/due?company=ag&page=3", "/due?by=silence&page=50"),
    *("/search?q=maria", "/search?q=zzyzx", "/search?q=4477", "/import", "/log", "/review"),
)


def main() -> None:
    """Measure and print a line for each page."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("book", type=Path, help="the folder of a run, or a book")
    arguments.add_argument("--today", type=dt.date.fromisoformat, default=dt.date(2026, 11, 1))
    arguments.add_argument("--no-questions", action="store_true", help="leave the review out")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(book_path(asked.book), folder))
        site = Site(Desk(path, asked.today), Errands(path), Deciding(), Drops())
        try:
            asyncio.run(_measure(site, questions=not asked.no_questions))
        finally:
            site.errands.finish(site.deciding.drop)
            site.desk.close()


async def _measure(site: Site, *, questions: bool) -> None:
    keys = Keys(8000)
    transport = httpx.ASGITransport(app=create(site, keys))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
        await client.get("/", params={"token": keys.token})
        first = await _took(client, "/due")
        found = await client.get("/due")
        person = re.search(r"/people/c\w+", found.text)
        paths = [*PATHS, *([person[0]] if person else [])]
        once = {path: await _took(client, path) for path in paths}
        again, processor = {}, {}
        for path in paths:
            began = time.process_time()
            again[path] = await _took(client, path)
            processor[path] = 1000 * (time.process_time() - began)
        await _said(client, keys, paths[-1])
        after = {}
        for path in paths:
            after[path] = await _took(client, path)
        if questions:
            began = time.perf_counter()
            await client.post("/review", data={"key": keys.form, "do": "begin"})
            while site.errands.under_way:
                await asyncio.sleep(0.1)
            print(f"looking for questions: {time.perf_counter() - began:.1f} s, beside the pages")
            once["/review"] = again["/review"] = await _took(client, "/review")
    print(f"the first page of all: {first:.0f} ms")
    print(f"{'page':28} {'first':>7} {'again':>7} {'processor':>10} {'after a note':>13}  (ms)")
    for path in paths:
        clock = f"{once[path]:7.0f} {again[path]:7.0f}"
        print(f"{path:28} {clock} {processor[path]:10.0f} {after[path]:13.0f}")


async def _said(client: httpx.AsyncClient, keys: Keys, person: str) -> None:
    """Log a note, and tell how long that takes."""
    began = time.perf_counter()
    body = urlencode({"key": keys.form, "do": "note", "text": "measured"})
    kind = {"content-type": "application/x-www-form-urlencoded"}
    answer = await client.post(person, content=body, headers=kind)
    print(f"logging a note: {1000 * (time.perf_counter() - began):.0f} ms, {answer.status_code}")


async def _took(client: httpx.AsyncClient, path: str) -> float:
    began = time.perf_counter()
    answer = await client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path}: {answer.status_code}")
    return 1000 * (time.perf_counter() - began)


if __name__ == "__main__":
    main()
