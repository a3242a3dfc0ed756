"""Lists of addresses with names: each is a record, and nothing else is such a list."""

import pytest

from netmerge.importers import read_all


@pytest.fixture
def read(tmp_path):
    def read(text, name="list.txt"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read_all([path])

    return read


def people(found):
    names = found.records["full_name"].fillna("").to_list()
    return list(zip(names, (one[0] for one in found.records["emails"]), strict=True))


@pytest.mark.parametrize(
    "text",
    [
        'Alma Brandt <alma@b.example>, "Okafor, Ngozi" <ngozi@l.example>, cy@m.example\n',
        "To: Alma Brandt <alma@b.example>; Okafor, Ngozi <ngozi@l.example>; cy@m.example",
        "Alma Brandt <alma@b.example>\nOkafor, Ngozi <mailto:ngozi@l.example>\ncy@m.example\n",
        '"Alma Brandt <alma@b.example>, ""Okafor, Ngozi"" <ngozi@l.example>"\ncy@m.example\n',
        "Members\n'Alma Brandt' <alma@b.example>, Okafor, Ngozi <ngozi@l.example>\n<cy@m.example>",
    ],
)
def test_each_address_is_a_record(read, text):
    found = read(text)
    assert found.sources["source"].to_list() == ["address-list"]
    assert people(found) == [
        ("Alma Brandt", "alma@b.example"),
        ("Okafor, Ngozi", "ngozi@l.example"),
        ("", "cy@m.example"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Email\nAlma Brandt <alma@b.example>\nBo Ray <bo@r.example>\n",
        "Alma Brandt <alma@b.example>,+44 20 7946 0018\nBo Ray <bo@r.example>,+44 20 7946 0021\n",
        "Name,Email\nAlma Brandt,<alma@b.example>\nBo Ray,bo@r.example\n",
    ],
)
def test_a_table_stays_a_table(read, text):
    assert "address-list" not in read(text, "book.csv").sources["source"].to_list()


def test_a_line_that_is_no_list_is_rejected(read):
    lines = [f"Alma Brandt <alma{number}@b.example>" for number in range(30)]
    found = read("\n".join([*lines, "Bo Ray, call him"]))
    assert len(found.records) == 30
    assert found.rejects[["line", "raw"]].iloc[0].to_list() == [31, "Bo Ray, call him"]
