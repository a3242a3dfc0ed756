"""The owner's own log: each row a personal note, what was given in the balance."""

import pytest

import netmerge as nm

CARDS = (
    "BEGIN:VCARD\nVERSION:3.0\nFN:Ines Hartog\nN:Hartog;Ines;;;\nEMAIL:ines@hartog.example\n"
    "TEL:+447700900341\nEND:VCARD\n"
    "BEGIN:VCARD\nVERSION:3.0\nFN:Tom Reed\nN:Reed;Tom;;;\nEMAIL:tom@reed.example\nEND:VCARD\n"
)


@pytest.fixture
def logged(tmp_path):
    """The network of two cards and a log."""

    def build(text, name="notes.csv", encoding="utf-8"):
        (tmp_path / "phone.vcf").write_text(CARDS, "utf-8")
        (tmp_path / name).write_text(text, encoding)
        paths = (tmp_path / "phone.vcf", tmp_path / name)
        return nm.reconcile(*paths, today="2026-11-01", me="robin@own.example")

    return build


@pytest.mark.parametrize(
    "text",
    [
        "date,who,channel,text,gave\n2026-10-01,Ines Hartog,coffee,Maps.,\n",
        "date;who;text\n2026-10-01;INES@hartog.example;Maps.\n",
        "Who\tDate\tText\n07700 900341\t1 Oct 2026\tMaps.\n",
        '"date","who","text","gave"\n2026-10-01,ines@hartog.example,,maps\n',
        "\ufeffdate,who,text\r\n2026-10-01,+44 7700 900341,Maps.\r\n",
    ],
)
def test_each_row_is_a_personal_note_to_who_is_named(logged, text):
    net = logged(text)
    [row] = net.interactions.to_dict("records")
    assert (row["grade"], row["reason"]) == ("personal", "logged by you")
    told = net.contacts.set_index("full_name")["last_personal_note"]
    assert str(told["Ines Hartog"]) == "2026-10-01"


def test_what_was_given_stands_in_the_balance(logged):
    net = logged("date,who,text,gave\n2026-10-01,Tom Reed,,a lift\n2026-12-01,Tom Reed,,a pie\n")
    [row] = net.balance().to_dict("records")
    assert (row["full_name"], list(row["given"])) == ("Tom Reed", ["a lift on 2026-10-01"])


def test_the_channel_is_that_of_the_row(logged):
    rows = "date,who,channel,text\n2026-10-01,Tom Reed,Letter,x\n2026-10-02,Tom Reed,,x\n"
    assert logged(rows).interactions["channel"].to_list() == ["letter", "log"]


def test_a_table_with_another_column_is_no_log(logged):
    net = logged("date,who,text,email\n2026-10-01,Tom Reed,x,tom@reed.example\n")
    assert net.interactions.empty


def test_a_log_without_a_row_to_read_is_an_error(logged):
    with pytest.raises(nm.ReadError, match="holds no row with a date"):
        logged("date,who,text\nsoon,Tom Reed,x\n")
