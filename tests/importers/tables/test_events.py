"""Google's events and relations are days, and relatives as a vCard has them."""

import json

from netmerge.importers import read_all

HEADER = (
    "First Name,Last Name,E-mail 1 - Label,E-mail 1 - Value,Event 1 - Label,Event 1 - Value,"
    "Event 2 - Label,Event 2 - Value,Relation 1 - Label,Relation 1 - Value,"
    "Relation 2 - Label,Relation 2 - Value\n"
)


def read(tmp_path, *rows):
    path = tmp_path / "contacts.csv"
    path.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    return read_all([path]).records


def test_labels_say_what_events_and_relations_are(tmp_path):
    records = read(
        tmp_path,
        "Ida,Kern,,i@k.example,First met,2019-01-02,* Anniversary,2010-05-06,Spouse,Udo,,",
        "Jo,Ray,,j@r.example,Jahrestag,2011-06-18,,,Coach,Kim Lee,Coach,Wen Qiu",
        "Al,May,,a@m.example,,2012-01-01,,,Sister,,,",
    )
    assert records["anniversary"].fillna("").to_list() == ["2010-05-06", "2011-06-18", ""]
    first, second, third = (json.loads(text) for text in records["extra"])
    assert first == {
        "X-ABDATE;X-ABLABEL=First met": "2019-01-02",
        "X-ABRELATEDNAMES;X-ABLABEL=spouse": "Udo",
    }
    assert second == {
        "X-ABRELATEDNAMES;X-ABLABEL=Coach": "Kim Lee",
        "Relation 2 - Label": "Coach",
        "Relation 2 - Value": "Wen Qiu",
    }
    assert third == {"Event 1 - Value": "2012-01-01", "Relation 1 - Label": "Sister"}
