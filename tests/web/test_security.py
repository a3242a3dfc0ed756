"""Who may ask, and what is refused: other users of the machine, other sites, and whatever is no
form of ours.
"""

import asyncio
import socket

import pytest

import netmerge as nm
from netmerge.errors import SettingsError
from netmerge.web.desk import Held
from netmerge.web.drops import safe_name
from netmerge.web.page import Asked
from netmerge.web.security import HEADERS, MOST_BYTES, Keys
from netmerge.web.server import LOOPBACK, _listening
from tests.web.conftest import PORT, TestClient, words

HERE = f"http://127.0.0.1:{PORT}"


@pytest.fixture
def stranger(reader):
    """Another user of the machine: the same server, no cookie."""
    return TestClient(reader.app, base_url=HERE, follow_redirects=False)


def test_the_token_is_given_once_and_leaves_the_address(reader, stranger):
    answer = stranger.get("/", params={"token": reader.keys.token})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert reader.keys.token not in cookie
    assert stranger.get("/").status_code == 200


@pytest.mark.parametrize(
    "query", ["", "?token=", "?token=other", "?token=é", f"?token={'x' * 999}"]
)
@pytest.mark.parametrize("path", ["/", "/due", "/people/c1", "/static/style.css", "/nowhere"])
def test_whoever_has_no_token_is_refused_in_words(stranger, path, query):
    answer = stranger.get(path + query)
    assert answer.status_code == 403
    assert "netmerge open" in answer.text


def test_the_cookie_of_an_earlier_start_is_of_no_use(reader, stranger):
    stranger.cookies.set(f"netmerge-{PORT}", Keys(PORT).cookie)
    assert stranger.get("/").status_code == 403
    stranger.cookies.clear()
    stranger.cookies.set("netmerge-1", reader.keys.cookie)
    assert stranger.get("/").status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": f"evil.example:{PORT}"},
        {"host": "127.0.0.1:1"},
        {"host": "127.0.0.1"},
        {"host": f"127.0.0.1:{PORT}, evil.example"},
        {"host": f"127.0.0.1.evil.example:{PORT}"},
        {"host": f"[::1]:{PORT}"},
        {"host": ""},
    ],
)
def test_another_name_is_refused(reader, headers):
    for path in ("/", f"/?token={reader.keys.token}"):
        assert reader.client.get(path, headers=headers, follow_redirects=False).status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site", "other"])
def test_another_site_gets_nothing(reader, stranger, site):
    headers = {"sec-fetch-site": site}
    for path in (
        "/",
        "/due",
        "/static/page.js",
        "/?token=other",
        f"/due?token={reader.keys.token}",
    ):
        assert reader.client.get(path, headers=headers).status_code == 403
    # with the token its owner comes from a file or a link, and our own page leads on
    answer = stranger.get("/", params={"token": reader.keys.token}, headers=headers)
    assert answer.status_code == 200
    assert 'content="0; url=/"' in answer.text
    assert 'href="data:,"' in answer.text  # else a browser asks for a picture that is not there
    assert "SameSite=Strict" in answer.headers["set-cookie"]


def test_it_may_be_called_localhost(reader):
    assert reader.client.get("/search", headers={"host": f"localhost:{PORT}"}).status_code == 200


def test_a_form_of_another_site_changes_nothing(browser):
    who, before = browser.id_of("kamau"), browser.events()
    for headers in (
        {"origin": "http://evil.example"},
        {"origin": f"http://evil.example:{PORT}"},
        {"origin": f"https://127.0.0.1:{PORT}"},
        {"origin": "http://127.0.0.1:1"},
        {"origin": "null"},
        {"origin": "null", "sec-fetch-site": "cross-site"},
        {"origin": HERE, "sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
    ):
        answer = browser.post(f"/people/{who}", "never", headers=headers)
        assert (answer.status_code, browser.events()) == (403, before), headers


def test_forms_of_ours_are_taken_as_browsers_send_them(browser):
    who = browser.id_of("kamau")
    for day, headers in enumerate(
        (
            {},
            {"origin": HERE},
            {"origin": HERE, "sec-fetch-site": "same-origin"},
            {"origin": "null", "sec-fetch-site": "same-origin"},
        ),
        1,
    ):
        until = f"2027-01-0{day}"
        answer = browser.post(f"/people/{who}", "snooze", headers=headers, until=until)
        assert answer.status_code == 303, headers
        assert until in browser.see(lambda book: book.log(limit=1)["cause"].iloc[0])


def test_a_form_without_our_key_changes_nothing(browser):
    who, before = browser.id_of("kamau"), browser.events()
    for key in ({}, {"key": ""}, {"key": "other"}, {"key": "é"}):
        data = {"do": "never", **key}
        for kind in (
            {"data": data},
            {"data": data, "files": {"files": ("a", b"")}},
            {"json": data},
        ):
            assert browser.client.post(f"/people/{who}", **kind).status_code in (400, 403)
    assert browser.events() == before


def test_what_is_only_looked_at_changes_nothing(browser):
    who, before = browser.id_of("kamau"), browser.events()
    asked = f"do=never&key={browser.keys.form}&event=1&text=hello&back=/"
    for path in ("/", "/due", f"/people/{who}", "/review", "/search", "/import", "/log"):
        assert browser.get(f"{path}?{asked}").status_code == 200
    assert (browser.events(), browser.hidden()) == (before, frozenset())
    assert browser.site.errands.last is None


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_nothing_else_is_understood(reader, method):
    assert reader.client.request(method, "/").status_code == 405


def test_every_answer_forbids_what_a_page_of_ours_never_does(reader, stranger):
    answers = [reader.get(path) for path in ("/", "/nowhere", "/static/page.js", "/due?circle=x")]
    answers += [stranger.get("/"), stranger.get("/", params={"token": reader.keys.token})]
    for answer in answers:
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
        assert "access-control-allow-origin" not in answer.headers
    policy = HEADERS["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_pages_have_no_script_or_style_of_their_own(reader):
    who = reader.id_of("kamau")
    for path in ("/", "/due", f"/people/{who}", "/review", "/search?q=a", "/import", "/log"):
        text = reader.get(path).text
        assert text.count("<script") == text.count('<script src="/static/page.js" defer></script>')
        assert "style=" not in text
        assert "<style" not in text
        assert " onclick" not in text


def test_the_script_is_short():
    from netmerge.data import TextFile

    assert len(TextFile("web/static/page.js").content.splitlines()) < 200


@pytest.mark.parametrize("path", ["/people/c1", "/review", "/log", "/nowhere"])
def test_what_is_too_long_is_refused(reader, path):
    answer = reader.post(path, "note", text="x" * (10 * MOST_BYTES))
    assert answer.status_code == 413
    assert "too long" in answer.text


def test_what_does_not_say_how_long_it_is_is_not_read_to_its_end(reader):
    def parts():
        for _ in range(100):
            read.append(1)
            yield b"x" * MOST_BYTES

    read = []
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert reader.client.post("/log", content=parts(), headers=kind).status_code == 413


def test_only_this_machine_is_listened_at():
    made = _listening(0)
    try:
        assert made.getsockname()[0] == LOOPBACK == "127.0.0.1"
        assert made.family == socket.AF_INET
        with pytest.raises(SettingsError, match="cannot be used"):
            _listening(made.getsockname()[1])
    finally:
        made.close()


def test_each_start_has_its_own_secrets():
    one, other = Keys(PORT), Keys(PORT)
    secrets = {one.token, one.cookie, one.form, other.token, other.cookie, other.form}
    assert len(secrets) == 6
    assert min(map(len, secrets)) >= 43


HOSTILE = "<script>alert(1)</script></script></title>\"'><img src=x onerror=alert(1)>{{7*7}}"


def test_whatever_is_typed_is_shown_as_text(browser):
    who = browser.id_of("kamau")
    fields = ("full_name", "company", "title", "department", "city", "notes", "nicknames", "urls")
    with nm.Book(browser.folder) as book:
        for field in fields:
            book.set(who, field, HOSTILE)
        book.set(who, "linkedin_url", "javascript:alert(1)")
    told = {"text": HOSTILE, "channel": HOSTILE, "gave": HOSTILE, "on": "2026-10-30"}
    browser.post(f"/people/{who}", "note", **told)
    pages = ("/", "/due", f"/people/{who}", f"/search?q={HOSTILE}", "/log?done=1", "/log")
    for path in pages:
        text = browser.get(path).text
        assert "<script>" not in text
        assert "</script></script>" not in text
        assert "<img" not in text
        assert 'href="javascript' not in text
    assert "&lt;script&gt;" in text


def test_a_name_of_ten_megabytes_is_cut(browser):
    who = browser.id_of("kamau")
    with nm.Book(browser.folder) as book:
        book.set(who, "full_name", "n" * 10_000_000)
    for path in ("/due", f"/people/{who}", "/log"):
        assert len(browser.get(path).text) < 60_000


def test_hostile_addresses_are_shown_as_text(reader):
    for query in (f"q={HOSTILE}", f"then={HOSTILE}", "then=javascript:alert(1)", "then=//evil.x"):
        for path in ("/search", "/working", "/due", "/log"):
            text = reader.get(f"{path}?{query}").text
            assert "<img" not in text
            assert "url=//evil" not in text
            assert "url=javascript" not in text


def test_a_form_leads_nowhere_else(browser):
    places = ("//evil.example", "https://evil.example", "javascript:1", "/\\evil.example", "")
    for back in (*places, "/a\r\nb", "/\t/evil.example", "evil.example", "/" + "a" * 3000):
        assert Asked(form={"back": back}).back("/log") == "/log", back
    assert Asked(form={"back": "/due?circle=friends&page=2"}).back("/log").startswith("/due?")
    who = browser.id_of("kamau")
    answer = browser.post(f"/people/{who}", "snooze", back="//evil.example")
    assert answer.headers["location"].startswith(f"/people/{who}?done=")


@pytest.mark.parametrize(
    "path",
    ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd"],
)
def test_files_beside_the_pages_are_not_given_away(reader, path):
    assert reader.get(path).status_code == 404


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\system.ini", "system.ini"),
        ("/etc/cron.d/x.vcf", "x.vcf"),
        ("..", "file"),
        ("", "file"),
        ("a\0b\n.csv", "a_b_.csv"),
        ("C:x.csv", "C_x.csv"),
        ("a\u202egpj.vcf", "a_gpj.vcf"),
        ("\ud800.csv", "csv"),
        ("Adressbuch Zoë.vcf", "Adressbuch Zoë.vcf"),
    ],
)
def test_a_file_lands_in_its_folder_under_a_plain_name(name, safe):
    assert safe_name(name) == safe


def test_a_long_name_of_a_file_keeps_its_ending():
    assert safe_name("n" * 10_000_000 + ".vcf").endswith("n.vcf")
    assert len(safe_name("ß" * 10_000).encode()) <= 240


def test_what_cannot_be_kept_any_more_is_no_longer_taken(browser):
    who = browser.id_of("kamau")
    (browser.folder / "netmerge.db").rename(browser.folder / "moved.db")
    for answer in (browser.get("/"), browser.post(f"/people/{who}", "note", text="lost")):
        assert answer.status_code == 400
        assert "no longer here" in words(answer)
    assert browser.post("/review", "begin").status_code == 400
    (browser.folder / "moved.db").rename(browser.folder / "netmerge.db")
    assert browser.post(f"/people/{who}", "note", text="kept").status_code == 303


def test_who_goes_away_while_sending_leaves_no_trace(reader):
    async def ask():
        answers = iter([{"type": "http.request", "body": b"--x", "more_body": True}])

        async def receive():
            return next(answers, {"type": "http.disconnect"})

        async def send(message):
            sent.append(message)

        cookie = f"{reader.keys.name_of_cookie}={reader.keys.cookie}"
        told = {"host": f"127.0.0.1:{PORT}", "cookie": cookie, "content-type": KIND}
        scope = {"type": "http", "method": "POST", "path": "/import", "query_string": b""}
        headers = [(name.encode(), value.encode()) for name, value in told.items()]
        await reader.app({**scope, "headers": headers}, receive, send)

    sent = []
    asyncio.run(ask())
    assert sent[0]["status"] == 400


KIND = "multipart/form-data; boundary=x"


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(Held, "patience", 0)


@pytest.mark.usefixtures("impatient")
def test_pages_are_shown_while_another_netmerge_writes(browser):
    who = browser.id_of("kamau")
    with nm.Book(browser.folder) as other, other._store.writing():
        answer = browser.post(f"/people/{who}", "note", text="later")
        assert answer.status_code == 400
        assert "Another netmerge writes" in words(answer)
        assert browser.get("/").status_code == 200
