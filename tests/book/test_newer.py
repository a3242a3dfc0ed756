"""Which of two exports of one address book is the newer one."""

from contextlib import closing

from netmerge import Book
from netmerge.book import imports
from netmerge.book.inputs import inputs
from netmerge.book.store import Store
from netmerge.importers.reading import read_all
from tests.book.conftest import TODAY

PEOPLE = ("Nadia Brandt", "Oskar Lind", "Pavla Horak", "Quirin Moser", "Rosa Abreu", "Sami Halla")
SEPTEMBER, OCTOBER = "2026-09-01T08:00:00Z", "2026-10-01T08:00:00Z"


def card(name, revised=SEPTEMBER, note=""):
    key = name.split()[0].lower()
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"FN:{name}", f"UID:{key}", f"REV:{revised}"]
    lines += [f"EMAIL:{key}@post.example", *([f"NOTE:{note}"] if note else []), "END:VCARD"]
    return "\n".join([*lines, ""])


def cards(*names, **told):
    return "".join(card(name, **told) for name in names)


def added(path, write, *texts):
    """The names in a book to which files with these texts were added in turn."""
    with Book(path) as book:
        for number, text in enumerate(texts):
            book.add(write(f"export {number}.vcf", text), today=TODAY)
        return sorted(book.contacts["full_name"])


def test_an_export_without_the_card_that_was_edited_last_is_the_newer_one(path, write):
    *others, gone = PEOPLE
    before = cards(*others) + card(gone, OCTOBER)
    assert added(path, write, before, cards(*others, note="met in Prague")) == others


def test_an_older_export_that_is_added_later_takes_nothing_away(path, write):
    before = cards(*PEOPLE, revised=OCTOBER)
    assert added(path, write, before, cards(*PEOPLE[1:])) == list(PEOPLE)


def test_an_older_export_to_which_cards_came_since_takes_nothing_away(path, write):
    before = cards(*PEOPLE[1:]) + card(PEOPLE[0], OCTOBER)
    assert added(path, write, before, cards(*PEOPLE[1:])) == list(PEOPLE)


def test_a_few_cards_of_an_address_book_make_nobody_gone(path, write):
    assert added(path, write, cards(*PEOPLE), cards(*PEOPLE[:2])) == list(PEOPLE)


def test_an_edited_export_of_cards_without_a_day_is_newer_by_coming_later(path, write):
    before = cards(*PEOPLE).replace(f"REV:{SEPTEMBER}\n", "")
    after = cards(*PEOPLE[1:], note="moved").replace(f"REV:{SEPTEMBER}\n", "")
    assert added(path, write, before, after) == list(PEOPLE[1:])


def test_two_address_books_given_side_by_side_stay_two(path, write):
    """Both hold the same people, and each of them somebody more."""
    both = [f"{name} {letter}" for letter in "abcd" for name in PEOPLE]
    frame = "BEGIN:VCARD\nVERSION:3.0\nFN:{0}\nEMAIL:{1}@x.example\nEND:VCARD\n"
    text = "".join(frame.format(name, name.replace(" ", ".")) for name in both)
    phone = write("my phone.vcf", text + card("Tilda Brun"))
    tablet = write("my tablet.vcf", text + card("Uwe Falk"))
    with Book(path) as book:
        book.add(phone, tablet, today=TODAY)
        assert {"Tilda Brun", "Uwe Falk"} <= set(book.contacts["full_name"])


def questions(store, folder, files):
    """How many questions the book is asked for a folder of cards, a file each."""
    folder.mkdir()
    for number in range(files):
        (folder / f"{number}.vcf").write_text(card(f"{folder.name} {number}"))
    asked = []
    store.connection.set_trace_callback(asked.append)
    imports.keep(store, inputs(read_all([folder])), 1)
    return sum(statement.startswith("SELECT") for statement in asked)


def test_each_of_many_files_asks_few_questions_of_the_book(path, tmp_path):
    with closing(Store.open(path, create=True)) as store:
        few = questions(store, tmp_path / "few", 3)
        many = questions(store, tmp_path / "many", 12)
    assert many - few <= 12


def test_each_of_many_files_takes_the_place_of_its_older_one(path, tmp_path):
    """Whatever they are called, and two of them joined in one."""
    for folder in ("before", "after"):
        (tmp_path / folder).mkdir()
    for number, name in enumerate(PEOPLE):
        (tmp_path / "before" / f"a{number}.vcf").write_text(card(name))
    renamed = [card(name, OCTOBER, "met again") for name in PEOPLE]
    for number, text in enumerate([*renamed[:4], renamed[4] + renamed[5]]):
        (tmp_path / "after" / f"{'bcdef'[number]}.vcf").write_text(text)
    with Book(path) as book:
        book.add(tmp_path / "before", today=TODAY)
        book.add(tmp_path / "after", today=TODAY)
        assert sorted(book.contacts["full_name"]) == sorted(PEOPLE)
        assert len(book.run().sources) == 5 + 1  # of the two that were joined one is left


def test_who_left_is_back_with_an_export_that_says_what_an_older_one_said(path, write):
    """A card was deleted by mistake, and restored."""
    with Book(path) as book:
        months = ((PEOPLE, SEPTEMBER), (PEOPLE[1:], OCTOBER), (PEOPLE, "2026-10-20T08:00:00Z"))
        seen = []
        for names, day in (*months, months[-1]):
            book.add(write("export.vcf", cards(*names, revised=day)), today=TODAY)
            seen.append(book.contacts["contact_id"].to_list())
        assert seen[2] == seen[3] == seen[0] != seen[1]
        assert len(book.log()) == 3
