"""How fast and how lean the importers are: `python -m benchmarks.importers [NAME…]`.

Files are made from a seed, the same on every machine, in a folder that is removed afterwards.
Each reading has a process of its own, so that its peak of memory is its own. The ratio at the end
is to what a plain library takes in the same run: vobject.readComponents for vCards and calendars,
pandas.read_csv for tables, mailbox and email for mail, the bytes alone where memory is the point.
"""

from __future__ import annotations

import argparse
import base64
import multiprocessing
import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random

SEED = 20_240_229
GIVEN = (
    "Ada",
    "Bela",
    "Chloë",
    "Dmitri",
    "Esra",
    "Femi",
    "Grace",
    "Håkon",
    "Ines",
    "Jürgen",
    "Kaori",
    "Quim",
)
FAMILY = (
    "Abara",
    "Brandt",
    "Castillo",
    "Dvořák",
    "Eriksen",
    "Fontaine",
    "Goto",
    "Haddad",
    "Ivanov",
    "Lindqvist",
)
WORDS = (
    "north",
    "river",
    "signal",
    "harbor",
    "copper",
    "meadow",
    "atlas",
    "quartz",
    "willow",
    "summit",
    "delta",
)
TITLES = (
    "Engineer",
    "Head of Sales",
    "Account Manager",
    "Partner",
    "Researcher",
    "Buyer",
    "Founder",
    "Nurse",
)


OWNER = "robin@vale.example"


@dataclass(frozen=True)
class Person:
    """Somebody made up."""

    number: int
    given: str
    family: str
    company: str
    title: str

    @property
    def email(self) -> str:
        """An address that nobody else has."""
        return f"{self.given}.{self.family}.{self.number}@{self.company.split()[0].lower()}.example"

    @property
    def phone(self) -> str:
        """A number of those kept for fiction."""
        return f"+44 20 7946 {self.number % 10_000:04d}"

    @property
    def slug(self) -> str:
        """The end of a LinkedIn profile's address."""
        return f"{self.given.lower()}-{self.family.lower()}-{self.number}"


def people(count: int) -> Iterator[Person]:
    random = Random(SEED)  # noqa: S311
    for number in range(count):
        company = f"{random.choice(WORDS).title()} {random.choice(WORDS).title()} Ltd"
        yield Person(
            number, random.choice(GIVEN), random.choice(FAMILY), company, random.choice(TITLES)
        )


def plain_cards(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        for one in people(count):
            stream.write(
                "BEGIN:VCARD\r\nVERSION:3.0\r\n"
                f"N:{one.family};{one.given};;;\r\nFN:{one.given} {one.family}\r\n"
                f"ORG:{one.company}\r\nTITLE:{one.title}\r\nTEL;TYPE=CELL:{one.phone}\r\n"
                f"EMAIL;TYPE=WORK:{one.email}\r\n"
                f"ADR;TYPE=WORK:;;{one.number} Main Street;Leeds;;LS1 1AA;UK\r\n"
                f"NOTE:Met at the {one.company} stand\\, hall {one.number % 9}\r\n"
                "REV:20240229T120000Z\r\nEND:VCARD\r\n"
            )


def photo_cards(path: Path, count: int) -> None:
    random = Random(SEED)  # noqa: S311
    picture = base64.b64encode(random.randbytes(2 << 20)).decode("ascii")
    folded = "\r\n ".join(picture[place : place + 74] for place in range(0, len(picture), 74))
    with path.open("w", encoding="utf-8", newline="") as stream:
        for one in people(count):
            stream.write(
                "BEGIN:VCARD\r\nVERSION:3.0\r\n"
                f"FN:{one.given} {one.family}\r\nEMAIL:{one.email}\r\n"
                f"PHOTO;ENCODING=b;TYPE=JPEG:{folded}\r\nEND:VCARD\r\n"
            )


def connections(count: int) -> str:
    rows = []
    for one in people(count):
        email = one.email if one.number % 40 == 0 else ""
        day = f"{one.number % 28 + 1:02d} Mar {2012 + one.number % 12}"
        rows.append(
            f"{one.given},{one.family},https://www.linkedin.com/in/{one.slug},{email},"
            f'"{one.company}",{one.title},{day}'
        )
    header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
    return "\n".join(
        ['Notes:\n"When exporting your connection data, you may notice…"\n', header, *rows]
    )


def messages(count: int, correspondents: int) -> str:
    owner = "Robin Vale,https://www.linkedin.com/in/robin-vale"
    header = (
        "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,"
        "DATE,SUBJECT,CONTENT,FOLDER"
    )
    known = list(people(correspondents))
    rows = []
    for number in range(count):
        one = known[number * 7 % correspondents]
        other = f"{one.given} {one.family},https://www.linkedin.com/in/{one.slug}"
        ends = f"{owner},{other}" if number % 2 else f"{other},{owner}"
        day = f"{2015 + number % 9}-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
        moment = f"{day} {number % 24:02d}:00:00 UTC"
        text = f"Hello {one.given},\nthe {one.title} of {number}"
        rows.append(f'2-{number // 4},,{ends},{moment},,"{text}",INBOX')
    return "\n".join([header, *rows])


def archive(path: Path, count: int) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("Connections.csv", connections(count))
        packed.writestr("messages.csv", messages(count * 10 // 3, count))
        packed.writestr(
            "Profile.csv",
            "First Name,Last Name,Maiden Name,Address,Birth Date,Headline\nRobin,Vale,,,,\n",
        )


def table(path: Path, count: int, bad_every: int = 0) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write("First Name,Last Name,Email,Phone,Company,Job Title,City,Notes\n")
        for one in people(count):
            if bad_every and one.number % bad_every == bad_every // 2:
                stream.write('A "bad" row,one cell,too,many,of,them,in,all,of,it\n')
            stream.write(
                f"{one.given},{one.family},{one.email},{one.phone},"
                f'"{one.company}",{one.title},Leeds,"Hall {one.number}"\n'
            )


def table_with_bad_rows(path: Path, count: int) -> None:
    table(path, count, bad_every=count // 10)


def wide_table(path: Path, count: int) -> None:
    more = [f"Custom {number}" for number in range(40)]
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(
            ",".join(["First Name", "Last Name", "Email", "Phone", "Company", *more]) + "\n"
        )
        for one in people(count):
            values = [
                f"value {one.number + number}" if number % 2 else "" for number in range(len(more))
            ]
            stream.write(
                ",".join([one.given, one.family, one.email, one.phone, one.company, *values]) + "\n"
            )


def mails(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        for one in people(count):
            day, other = f"{one.number % 28 + 1:02d}", f"{one.given} {one.family} <{one.email}>"
            ends = (other, OWNER) if one.number % 2 else (OWNER, other)
            stream.write(
                f"From {one.number}@x Thu Jan {day} 12:00:00 2026\n"
                f"From: {ends[0]}\nTo: {ends[1]}\nSubject: The {one.title}\n"
                f"Date: Thu, {day} Jan 2026 12:00:00 +0000\nMessage-ID: <{one.number}@x.example>\n"
                "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
                f"Hello {one.given},\n\nit was good to see you at {one.company}.\n\n"
                "On Monday you wrote:\n> Shall we meet?\n\n"
            )


def calendar(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//made up//EN\r\n")
        for one in people(count):
            day = f"{2015 + one.number % 10}{one.number % 12 + 1:02d}{one.number % 28 + 1:02d}"
            stream.write(
                f"BEGIN:VEVENT\r\nUID:{one.number}@x.example\r\nDTSTAMP:{day}T080000Z\r\n"
                f"DTSTART:{day}T090000Z\r\nDTEND:{day}T100000Z\r\nSUMMARY:The {one.title}\r\n"
                f"ORGANIZER;CN=Robin Vale:mailto:{OWNER}\r\n"
                f"ATTENDEE;CN={one.given} {one.family}:mailto:{one.email}\r\nEND:VEVENT\r\n"
            )
        stream.write("END:VCALENDAR\r\n")


def with_netmerge(path: Path) -> int:
    from netmerge.importers import read_all

    imported = read_all([path])
    return len(imported.records) + len(imported.interactions) + len(imported.rejects)


def with_vobject(path: Path) -> int:
    import vobject

    with path.open(encoding="utf-8", newline="") as stream:
        return sum(1 for _ in vobject.readComponents(stream))


def with_mailbox(path: Path) -> int:
    import mailbox

    found = 0
    for message in mailbox.mbox(path):
        fields = [message[name] for name in ("From", "To", "Subject", "Date")]
        text = message.get_payload(decode=True)
        found += bool(fields and text)
    return found


def with_pandas(path: Path) -> int:
    import pandas as pd

    if path.suffix == ".csv":
        return len(pd.read_csv(path, on_bad_lines="skip"))
    with zipfile.ZipFile(path) as packed:
        skipped = {"Connections.csv": 3}
        return sum(
            len(pd.read_csv(packed.open(name), skiprows=skipped.get(name, 0)))
            for name in packed.namelist()
        )


def as_bytes(path: Path) -> int:
    return len(path.read_bytes())


@dataclass(frozen=True)
class Case:
    """A file to be made with so many rows, the seconds its reading may take, and what it is
    compared to.
    """

    make: Callable[[Path, int], None]
    suffix: str
    rows: int
    seconds: float | None
    compared: Callable[[Path], int]


CASES = {
    "cards": Case(plain_cards, ".vcf", 50_000, 10, with_vobject),
    "linkedin": Case(archive, ".zip", 30_000, 5, with_pandas),
    "csv": Case(table, ".csv", 1_000_000, 8, with_pandas),
    "csv-bad-rows": Case(table_with_bad_rows, ".csv", 1_000_000, None, with_pandas),
    "mail": Case(mails, ".mbox", 50_000, None, with_mailbox),
    "calendar": Case(calendar, ".ics", 20_000, None, with_vobject),
    "wide-200mb": Case(wide_table, ".csv", 560_000, None, with_pandas),
    "cards-200mb": Case(plain_cards, ".vcf", 640_000, None, as_bytes),
    "photos-200mb": Case(photo_cards, ".vcf", 70, None, as_bytes),
}
MAX_MEGABYTES = 1000
"""What reading any one file of 200 MB may take."""


@dataclass(frozen=True)
class Reading:
    """What one reading took: seconds by the clock and of both cores, megabytes at its peak and
    before; the rows.
    """

    seconds: float
    cpu_seconds: float
    megabytes: float
    before: float
    rows: int


def measured(read: Callable[[Path], int], path: Path) -> Reading:
    """One reading; to be called in a fresh process."""
    import netmerge.importers  # noqa: F401

    before, start, cpu = _peak(), time.perf_counter(), time.process_time()
    rows = read(path)
    return Reading(time.perf_counter() - start, time.process_time() - cpu, _peak(), before, rows)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def in_fresh_process(read: Callable[[Path], int], path: Path) -> Reading:
    """`measured` in a process of its own."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(measured, read, path).result()


def report(name: str, case: Case, folder: Path, share: float) -> bool:
    """Measure one case and print its line; whether it is within its bounds."""
    path = folder / f"{name}{case.suffix}"
    case.make(path, max(1, int(case.rows * share)))
    size = path.stat().st_size / 1e6
    mine, plain = in_fresh_process(with_netmerge, path), in_fresh_process(case.compared, path)
    path.unlink()
    slow = bool(case.seconds and share == 1 and mine.seconds > case.seconds)
    added = (mine.megabytes - mine.before) * 2**20
    large = mine.megabytes > MAX_MEGABYTES
    late, much = " TOO SLOW" if slow else "", " TOO MUCH" if large else ""
    compared, ratio = case.compared.__name__.replace("_", " "), mine.seconds / plain.seconds
    print(
        f"{name:13} {size:5.0f} MB {mine.rows:9,} rows {mine.seconds:6.2f} s{late} "
        f"({mine.cpu_seconds:.2f} s of both cores) "
        f"{mine.megabytes:5.0f} MB{much}, {added / mine.rows:.0f} B/row; "
        f"{compared} {plain.seconds:.2f} s ({plain.cpu_seconds:.2f} s), ratio {ratio:.2f}",
        flush=True,
    )
    return not (slow or large)


def main() -> int:
    """Run the cases named, all of them if none is; 1 if any is out of its bounds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(CASES))
    parser.add_argument(
        "--share", type=float, default=1.0, help="share of the rows, for a quick look"
    )
    options = parser.parse_args()
    names = options.names or list(CASES)
    if unknown := set(names) - set(CASES):
        parser.error(f"no such case: {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory() as folder:
        good = [report(name, CASES[name], Path(folder), options.share) for name in names]
    return not all(good)


if __name__ == "__main__":
    sys.exit(main())
