"""The pages and the report in a real browser: keys, drops, no script at all, screen readers,
phones, and a stranger's whole path.

Where there is no Chromium they are skipped; with NETMERGE_BROWSER=required, or CI=true, its
absence is an error.
"""

import contextlib
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import netmerge as nm
from tests.web.conftest import Browser

ROOT = Path(__file__).parents[2]
REQUIRED = os.environ.get("NETMERGE_BROWSER") == "required" or os.environ.get("CI") == "true"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
MISSING = [
    name for name in ("playwright", "axe_playwright_python") if not importlib.util.find_spec(name)
]
if CHROMIUM is None:
    MISSING.append("chromium (apt-get install chromium)")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(bool(MISSING) and not REQUIRED, reason=f"not here: {', '.join(MISSING)}"),
]

QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"),
    *("--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"),
)
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
HOSTILE = "<script>alert(1)</script><img src=https://evil.example/x onerror=alert(1)>"


@pytest.fixture(scope="module")
def network(tmp_path_factory):
    """The folder of the made-up network's run."""
    folder = tmp_path_factory.mktemp("browser") / "network"
    inputs = sorted(path for path in (ROOT / "fixtures" / "network").iterdir() if path.is_file())
    with nm.Book(folder) as book:
        book.merge(*inputs, today="2026-11-01")
    return folder


@pytest.fixture(scope="module")
def chromium():
    assert not MISSING, f"not here: {', '.join(MISSING)}"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


@contextlib.contextmanager
def opened(folder):
    """`netmerge open` in a process of its own, ended as Ctrl-C does; its address."""
    command = [sys.executable, "-m", "netmerge", "open", str(folder), "--no-browser"]
    with subprocess.Popen(
        [*command, "--today", "2026-11-01"], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield re.search(r"http://\S+", process.stdout.readline())[0]
            process.send_signal(signal.SIGINT)
            assert process.wait(30) == 0
        finally:
            process.kill()


@pytest.fixture(scope="module")
def address(network):
    """A server in this process, for all tests that need none of their own."""
    import uvicorn

    from netmerge.web.server import _listening

    folder = shutil.copytree(network, network.parent / "served")
    with _listening(0) as listening:
        owner = Browser(folder, port=listening.getsockname()[1])
        config = uvicorn.Config(owner.app, lifespan="off", log_level="warning")
        server = uvicorn.Server(config)
        running = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        running.start()
        yield owner.keys.address
        server.should_exit = True
        running.join()
        owner.close()


@pytest.fixture
def visit(chromium):
    """visit(address, …): a page at an address, on which nothing goes wrong unseen."""
    contexts, wrong = [], []

    def open_page(address, **how):
        context = chromium.new_context(viewport=WIDE, **how)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        home = address.partition("/?")[0] if address.startswith("http") else "file:"
        page.on("request", lambda one: one.url.startswith((home, "file:")) or wrong.append(one.url))
        # what a page no longer wanted, as it was left, is no failure
        page.on(
            "requestfailed", lambda one: "ABORTED" in (one.failure or "") or wrong.append(one.url)
        )
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text))
        page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


def check(page):
    """Nothing is cut off, and axe has nothing to say."""
    from axe_playwright_python.sync_playwright import Axe

    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0, page.url
    found = Axe().run(page).response["violations"]
    assert [(page.url, one["id"], one["nodes"][0]["html"][:200]) for one in found] == []


def follow(page, path, *, then=""):
    home = re.match(r"http://[^/]+", page.url)[0]
    page.goto(home + path)
    if then:
        page.wait_for_selector(then)


def press(page, key):
    """Press a key on a question, and wait until the next one is there."""
    before = page.locator("#answer [name=number]").get_attribute("value")
    page.keyboard.press(key)
    page.wait_for_selector(f"input[name=number]:not([value='{before}'])", state="attached")
    page.wait_for_load_state()


def begin(page):
    follow(page, "/review")
    first = page.get_by_text("Show the first question")
    if first.count():
        first.click()
    page.wait_for_selector("#answer")
    page.wait_for_load_state()


def test_a_stranger_decides_by_keys_and_finds_it_all_again(network, visit, tmp_path):
    folder = shutil.copytree(network, tmp_path / "network")
    with opened(folder) as address:
        page = visit(address)
        assert "token" not in page.url
        who = page.locator("article h3").first.inner_text()
        page.locator("article [name=text]").first.fill(f"Sent the maps. {HOSTILE}")
        page.get_by_text("I wrote").first.click()
        page.wait_for_selector("text=Noted")
        begin(page)
        press(page, "k")
        press(page, "u")
        for key in "sds":
            press(page, key)
        press(page, "u")
        press(page, "d")
        assert "3 decisions" in page.inner_text("main")
    door = tmp_path / "door.html"
    with opened(folder) as address:
        door.write_text(f'<meta http-equiv="refresh" content="0; url={address}">', "utf-8")
        page = visit(address)
        page.context.clear_cookies()
        page.goto(door.as_uri())
        page.wait_for_selector("text=This week")
        assert "token" not in page.url
        follow(page, "/log")
        log = page.inner_text("main")
        assert log.count("one person") == 2  # one of them undone
        assert log.count("two people") == 2
        page.get_by_role("link", name=who).first.click()
        assert "Sent the maps. <script>" in page.inner_text("main")


def test_pages_are_readable_by_everybody(address, visit):
    page = visit(address)
    person = page.locator("article h3 a").first.get_attribute("href")
    paths = ("/", "/due", person, "/search?q=an", "/import", "/log", "/due?section=not+known")
    for path in paths:
        for size, scheme in ((WIDE, "light"), (PHONE, "dark")):
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=scheme)
            follow(page, path)
            check(page)
    page.set_viewport_size({"width": 720, "height": 1000})
    page.emulate_media(media="print")
    for path in ("/", person):
        follow(page, path)
        assert page.locator("input, button, select, nav").locator("visible=true").count() == 0


def test_questions_and_files_are_readable_by_everybody(address, visit):
    page = visit(address)
    begin(page)
    check(page)
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="dark")
    check(page)
    follow(page, "/import")
    page.evaluate(
        """([name, text]) => {
            const sent = new DataTransfer();
            sent.items.add(new File([text], name));
            const event = new DragEvent("drop", {dataTransfer: sent, cancelable: true});
            document.getElementById("drop").dispatchEvent(event);
        }""",
        [f"{HOSTILE}.vcf", "BEGIN:VCARD\nVERSION:3.0\nFN:Tove Holm\nEND:VCARD\n"],
    )
    page.wait_for_selector("text=Nothing is kept yet")
    check(page)
    page.get_by_text("Put them into the book").click()
    page.wait_for_selector("text=What changed")
    check(page)
    follow(page, "/search")
    page.locator("#q").press_sequentially("tove")
    page.wait_for_selector("#found >> text=Tove Holm")


def test_without_javascript_all_goes_by_buttons(address, visit):
    page = visit(address, java_script_enabled=False)
    follow(page, "/search")
    page.fill("#q", "bergqvist")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Anna Bergqvist").click()
    page.get_by_role("button", name="Never").click()
    page.wait_for_selector("text=On no list any more")
    page.get_by_role("button", name=re.compile("^Undo")).first.click()
    page.wait_for_selector("text=(undone)")
    begin(page)
    page.get_by_role("button", name="Same person").click()
    page.wait_for_selector("text=1 decision")


def test_the_report_needs_no_network(network, visit, tmp_path):
    with nm.Book(network) as book:
        path = tmp_path / "report.html"
        book.network("2026-11-01").report(path)
    page = visit(path.as_uri(), offline=True)
    check(page)
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="dark")
    check(page)
