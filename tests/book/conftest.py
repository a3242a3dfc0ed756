import pytest

import netmerge as nm

TODAY = "2026-11-01"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "network" / "netmerge.db"


@pytest.fixture
def book(path):
    with nm.Book(path) as book:
        yield book


@pytest.fixture
def write(tmp_path):
    """Write a file of contacts; the path."""

    def written(name, text):
        file = tmp_path / name
        file.write_text(text, "utf-8")
        return file

    return written


HEAD = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"


def connections(*rows):
    """A LinkedIn list of connections: given name, family name, e-mail, company, title."""
    page = "https://www.linkedin.com/in"
    lines = [
        f"{given},{family},{page}/{given.lower()}-{family.lower()},{email},{company},{title},"
        "01 Mar 2021\n"
        for given, family, email, company, title in rows
    ]
    return HEAD + "".join(lines)


ADA = ("Ada", "Byron", "ada@byron.example", "Engines Ltd", "Analyst")
GRACE = ("Grace", "Amazing", "grace@navy.example", "Navy", "Admiral")
ALAN = ("Alan", "Mathison", "alan@park.example", "Park", "Reader")
"""People who never were."""
