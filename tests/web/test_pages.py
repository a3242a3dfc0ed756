"""Each page: what it shows, and what its forms do to the book."""

import datetime as dt
import time

import pytest

import netmerge as nm
from tests.web.conftest import TODAY, Browser, words


def test_the_week_suggests_people_with_what_to_know(reader):
    text = words(reader.get("/"))
    assert "Björn Åkesson" in text
    assert "the boat is in the water again" in text
    assert "You gave: a chart" in text
    assert "new, of 4" in text


@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [
        ("", "Åkesson", "nobody"),
        ("?section=worth+reviving", "Åkesson", "Kamau"),
        ("?company=FJORD", "Åkesson", "Ortiz"),
        ("?circle=family", "Nobody.", "Åkesson"),
        ("?by=silence", "Åkesson", "nobody"),
        ("?page=99999", "Åkesson", "nobody"),
        ("?page=%D9%A1", "Åkesson", "nobody"),
    ],
)
def test_the_due_list_is_filtered(reader, query, there, not_there):
    text = words(reader.get(f"/due{query}")).partition("Show")[2]
    assert there in text
    assert not_there not in text


@pytest.mark.parametrize("path", ["/due?section=soon", "/due?circle=foes", "/due?by=name"])
def test_bad_input_gives_what_the_command_line_gives(reader, path):
    answer = reader.get(path)
    assert answer.status_code == 400
    assert "There is no" in words(answer)


@pytest.mark.parametrize("path", ["/people/c00000000000", "/people/x", "/nowhere"])
def test_what_is_not_there_is_said(reader, path):
    assert reader.get(path).status_code == 404


def test_a_person_s_page_tells_which_source_says_what(reader):
    text = words(reader.get(f"/people/{reader.id_of('ortiz')}"))
    assert "mar@ortiz.example phone.vcf" in text
    assert "how was the crossing to Santander?" in text
    assert "logged by you" in text
    assert "What each source says" in text


def test_search_forgives_case_accents_and_a_slip(reader):
    for text in ("AKESSON", "akeson", "savanna"):
        assert "/people/" in reader.get(f"/search?q={text}").text
    part = reader.get("/search?q=kamau&part=1").text
    assert "/people/" in part
    assert "<html" not in part


def test_what_is_said_of_somebody_is_kept_and_undone(browser):
    who = browser.id_of("ortiz")
    page = f"/people/{who}"
    moved = browser.post(page, "note", text="postcard", on="2026-10-30", back="/due?circle=other")
    assert moved.headers["location"].startswith("/due?circle=other&done=")
    told = browser.get(moved.headers["location"])
    assert "Noted: María del Mar Ortiz" in words(told).replace(" ,", ",")
    assert "postcard" in words(browser.get(page))
    for form in (
        {"do": "snooze"},
        {"do": "circle", "circle": "friends"},
        {"do": "set", "field": "company", "value": "Harbour"},
        {"do": "never"},
    ):
        assert browser.post(page, **form).status_code == 303
    text = words(browser.get(page))
    assert "Harbour you said so" in text
    assert "On no list" in text
    assert browser.hidden() == {who}
    events = browser.events()
    browser.post("/log", "undo", event=events)
    assert browser.hidden() == {who}  # until the snooze ends
    assert browser.see(lambda book: book.log())["undone_by"].notna().sum() == 1


def test_one_click_logs_a_note_of_today(browser):
    who = browser.id_of("ortiz")
    browser.post(f"/people/{who}", "note")
    shown = browser.see(lambda book: book.show(who))
    assert shown["notes"][0][0] == TODAY.isoformat()


def test_what_cannot_be_said_is_refused_and_changes_nothing(browser):
    page, before = f"/people/{browser.id_of('ortiz')}", browser.events()
    for form in (
        {"do": "note", "text": "x", "on": "tomorrow"},
        {"do": "note", "text": "x", "on": "2999-01-01"},
        {"do": "snooze", "until": "soon"},
        {"do": "circle", "circle": "foes"},
        {"do": "set", "field": "contact_id", "value": "c1"},
        {"do": "sing"},
    ):
        assert browser.post(page, **form).status_code == 400, form
    assert browser.post("/log", "undo", event="x").status_code == 400
    assert browser.post("/log", "undo", event="99").status_code == 400
    assert browser.events() == before


def test_pairs_are_decided_undone_and_settled(browser):
    assert "Show the first question" in words(browser.get("/review"))
    browser.post("/review", "begin")
    browser.wait()
    shown = browser.site.deciding.shown
    page = browser.get("/review").text
    assert "speaks" in page
    assert all(f'data-key="{key}"' in page for key in "sdk")
    left = shown.left
    names = next(one for one in shown.choices if one.field == "full_name")
    other = next(value for value in names.values if value != names.first)
    browser.post("/review", "same", number=shown.number, **{"first-full_name": other})
    late = browser.post("/review", "same", number=shown.number)  # in another tab
    assert browser.site.deciding.shown.answered == 1
    assert "Nothing was decided" in words(browser.get(late.headers["location"]))
    assert "Nothing was decided" not in words(browser.get("/review"))
    browser.post("/review", "skip", number=browser.site.deciding.shown.number)
    browser.post("/review", "back")
    browser.post("/review", "different", number=browser.site.deciding.shown.number)
    assert (browser.site.deciding.shown.answered, browser.site.deciding.shown.left) == (2, left - 2)
    browser.post("/review", "settle")
    browser.wait()
    assert browser.see(lambda book: len(book.decisions)) >= 2
    assert "/people/" in browser.get(f"/search?q={other}").text
    assert other in browser.see(lambda book: book.contacts["full_name"].to_list())
    assert "you said so" in words(browser.get("/log"))


def test_decisions_are_kept_when_the_server_ends(browser):
    browser.post("/review", "begin")
    browser.wait()
    shown = browser.site.deciding.shown
    browser.post("/review", "same", number=shown.number)
    before = browser.see(lambda book: len(book.contacts))
    browser.close()
    after = browser.see(lambda book: len(book.contacts))
    assert after == before - (not shown.question.halves)


NEW = "BEGIN:VCARD\nVERSION:3.0\nFN:Tove Holm\nEMAIL:tove@holm.example\nEND:VCARD\n"


def test_files_are_looked_at_before_they_are_kept(browser):
    files = [("files", ("../new.vcf", NEW)), ("files", ("odd.bin", b"\0\1\2\3"))]
    assert browser.post("/import", "files", files=files).status_code == 303
    browser.wait()
    text = words(browser.get("/import"))
    assert "new.vcf vcard , contacts, 1 row" in text
    assert "odd.bin" in text
    assert "It is left out." in text
    assert str(browser.site.drops.folder) not in text
    assert "Tove" not in browser.see(lambda book: book.contacts["full_name"].str.cat())
    browser.post("/import", "keep")
    browser.wait()
    text = words(browser.get("/import"))
    assert "Tove Holm new" in text
    assert "/people/" in browser.get("/search?q=tove").text
    folder = browser.site.drops.folder
    assert folder is None


def test_files_that_are_not_wanted_are_forgotten(browser):
    browser.post("/import", "files", files=[("files", ("new.vcf", NEW))])
    browser.wait()
    folder = browser.site.drops.folder
    assert folder.stat().st_mode & 0o777 == 0o700
    browser.post("/import", "discard")
    assert not folder.exists()
    assert browser.post("/import", "keep").status_code == 400
    assert browser.post("/import", "files").status_code == 400


def test_undoing_an_import_is_done_beside_the_pages(browser):
    moved = browser.post("/log", "undo", event=1)
    assert moved.headers["location"] == "/working"
    browser.wait()
    assert "Nobody is here yet" in words(browser.get("/"))


CHAT = """12/05/2024, 10:01 - Robin: Hello, how was Tromsø?
12/05/2024, 10:05 - Amina Þór: Cold and bright!
13/05/2024, 09:00 - Robin: And the boat, Amina?
"""


def test_a_book_of_a_chat_alone_says_what_is_missing(tmp_path):
    (tmp_path / "WhatsApp Chat with Amina.txt").write_text(CHAT, "utf-8")
    with nm.Book(tmp_path / "book") as book:
        book.add(tmp_path / "WhatsApp Chat with Amina.txt", me="Robin", today=TODAY)
    browser = Browser(tmp_path / "book")
    try:
        text = words(browser.get("/"))
        assert "tells of 3 messages and meetings" in text
        browser.post("/review", "begin")
        browser.wait()
        assert "Nothing to ask" in words(browser.get("/review"))
    finally:
        browser.close()


def test_files_that_cannot_be_read_are_not_offered_to_be_kept(browser):
    browser.post("/import", "files", files=[("files", ("odd.bin", b"\0\1\2\3"))])
    browser.wait()
    page = browser.get("/import").text
    assert 'value="keep"' not in page
    assert 'value="discard"' in page
    files = [("files", (f"{number}.vcf", NEW)) for number in range(51)]
    assert "one zip" in words(browser.post("/import", "files", files=files))


def test_many_values_are_folded_and_a_day_without_year_is_read(browser):
    who = browser.id_of("kamau")
    with nm.Book(browser.folder) as book:
        book.set(who, "emails", " ; ".join(f"k{number}@third.example" for number in range(60)))
        book.set(who, "birthday", "--04-15")
    answer = browser.get(f"/people/{who}")
    assert "54 more" in words(answer)
    assert "15 April" in words(answer)
    assert answer.text.count("<dt>emails</dt>") == 3  # what is known, what two sources say


def test_the_log_tells_the_time_of_this_machine(browser, monkeypatch):
    at = browser.see(lambda book: book.log()["at"].iloc[0])
    with monkeypatch.context() as there:
        there.setenv("TZ", "XYZ-9")
        time.tzset()
        shown = dt.datetime.fromisoformat(at) + dt.timedelta(hours=9)
        assert f"{shown:%Y-%m-%d %H:%M}" in words(browser.get("/log"))
    time.tzset()
