"""Which of two exports of one address book is the newer one."""

from netmerge import Book
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
