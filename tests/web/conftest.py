"""A small book, and its pages as a browser asks for them."""

import datetime as dt
import re
import shutil
import time
import warnings

import pytest

import netmerge as nm
from netmerge.web.app import create
from netmerge.web.deciding import Deciding
from netmerge.web.desk import Desk
from netmerge.web.drops import Drops
from netmerge.web.errands import Errands
from netmerge.web.security import Keys
from netmerge.web.site import Site
from tests.book.test_decisions import CARD, PHONE, TABLET

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the client that it would rather have is not everywhere
    from starlette.testclient import TestClient

TODAY = dt.date(2026, 11, 1)
PORT = 8123
LOG = """date,who,channel,text,gave
2023-02-03,bjorn@akesson.example,email,"Björn, the boat is in the water again.",a chart
2024-05-06,mar@ortiz.example,email,"Mar, how was the crossing to Santander?",
2026-10-28,kamau@third.example,email,"Wanjiru, the seeds have come up.",
"""


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """The folder of a book of two address books and a log, made once."""
    folder = tmp_path_factory.mktemp("made")
    paths = [folder / name for name in ("phone.vcf", "tablet.vcf", "notes.csv")]
    for path, people in zip(paths[:2], (PHONE, TABLET), strict=True):
        path.write_text("".join(CARD.format(*row) for row in people), "utf-8")
    paths[2].write_text(LOG, "utf-8")
    with nm.Book(folder / "network") as book:
        book.add(*paths, today=TODAY)
    return folder / "network"


@pytest.fixture
def folder(made, tmp_path):
    """A copy of the book, to be changed."""
    return shutil.copytree(made, tmp_path / "network")


class Browser:
    """The owner's browser: it holds the cookie, and sends forms as pages have them."""

    def __init__(self, folder, port=PORT):
        self.folder, self.is_closed = folder, False
        self.desk = Desk(folder, TODAY)
        self.site = Site(self.desk, Errands(folder), Deciding(), Drops())
        self.keys = Keys(port)
        self.app = create(self.site, self.keys)
        self.client = TestClient(self.app, base_url=f"http://127.0.0.1:{port}")
        self.client.get("/", params={"token": self.keys.token})

    def get(self, path):
        return self.client.get(path)

    def post(self, path, do, *, follow=False, headers=None, files=None, **form):
        data = {"key": self.keys.form, "do": do, **form}
        told = {"headers": headers, "files": files, "follow_redirects": follow}
        return self.client.post(path, data=data, **told)

    def wait(self):
        """Until no errand is under way."""
        for _ in range(600):
            if self.site.errands.under_way is None:
                return self.get("/working?then=/")
            time.sleep(0.02)
        raise AssertionError("an errand does not end")

    def id_of(self, name):
        return re.search(r"/people/(c\w+)", self.get(f"/search?q={name}").text)[1]

    def see(self, look):
        """What the book says to another process."""
        with nm.Book(self.folder) as book:
            return look(book)

    def hidden(self):
        return self.see(lambda book: book.hidden(TODAY))

    def events(self):
        return self.see(lambda book: len(book.log()))

    def close(self):
        if self.is_closed:
            return
        self.is_closed = True
        self.site.errands.finish(self.site.deciding.settle)
        self.site.drops.discard()
        self.desk.close()


@pytest.fixture
def browser(folder):
    opened = Browser(folder)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def reader(made):
    """A browser that changes nothing, for all tests of a module."""
    opened = Browser(made)
    yield opened
    opened.close()


def words(answer):
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))
