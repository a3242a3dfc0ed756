"""Next month's exports of a network: what changed is told with both days, nothing
else is, and nobody loses their id.
"""

from tests.book.conftest import TODAY

HEAD = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
FIRST = ("Anouk", "Bertil", "Chiara", "Dragan", "Edda", "Farid", "Greta", "Hamid")
FAMILY = ("Abel", "Brink", "Castro", "Dahl", "Egger", "Fuchs")
PEOPLE = [(given, family) for given in FIRST for family in FAMILY]
MOVED, GONE = range(0, 48, 12), (5, 17)


def mail(number):
    return ".".join(PEOPLE[number]).lower() + "@post.example"


def connection(number, company, day="01 Mar 2021"):
    given, family = PEOPLE[number]
    page = f"https://www.linkedin.com/in/{given}-{family}-{number}".lower()
    return f"{given},{family},{page},{mail(number)},{company},Clerk,{day}\n"


def card(number, note=""):
    given, family = PEOPLE[number]
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"FN:{given} {family}", f"UID:phone-{number}"]
    lines += [f"EMAIL:{mail(number)}", *([f"NOTE:{note}"] if note else []), "END:VCARD"]
    return "\n".join([*lines, ""])


def test_next_month_s_exports_change_what_changed(book, write):
    old = "".join(connection(at, f"Works {at % 7}") for at in range(46))
    book.add(
        write("Basic_LinkedInDataExport_10-01-2026.csv", HEAD + old),
        write("iPhone.vcf", "".join(map(card, range(30)))),
        today=TODAY,
    )
    before = dict(zip(book.contacts["full_name"], book.contacts["contact_id"], strict=True))
    new = "".join(connection(at, "Works 9", "20 Oct 2026") for at in (46, 47))
    for at in range(46):
        company = "Mills and Sons" if at in MOVED else f"Works {at % 7}"
        new += "" if at in GONE else connection(at, company)
    book.add(
        write("Basic_LinkedInDataExport_11-01-2026.csv", HEAD + new),
        write("iPhone renamed.vcf", "".join(card(at, "met" * (at % 3 == 0)) for at in range(30))),
        today=TODAY,
    )
    after = dict(zip(book.contacts["full_name"], book.contacts["contact_id"], strict=True))
    assert {name: after.get(name) for name in before} == before
    told = book.changes()
    jobs = told[told["what"] == "employer"]
    assert set(jobs["full_name"]) == {" ".join(PEOPLE[at]) for at in MOVED}
    assert jobs["after"].eq("Mills and Sons").all()
    assert jobs["before_day"].notna().all()
    assert jobs["after_day"].notna().all()
    assert sorted(told.loc[told["what"] == "new", "full_name"]) == ["Hamid Egger", "Hamid Fuchs"]
    assert set(told["what"]) == {"employer", "new"}
