"""What LinkedIn's files say, beyond the eras of fixtures/linkedin: languages, lists of people,
flags, odd dates.
"""

import csv
import io
import time
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmerge.errors import ReadError
from netmerge.importers import read_all
from netmerge.importers.programs.linkedin.people import split_names

MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,"
    "RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER"
)
CONNECTIONS = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
OWNER = {"FROM": "Robin Vale", "SENDER PROFILE URL": "https://www.linkedin.com/in/robinvale"}


def read(folder, name, header, *rows):
    """Write a CSV and read it; a row is a list of cells, or a dict by column."""
    columns = header.split(",")
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(
        [row.get(column, "") for column in columns] if isinstance(row, dict) else row
        for row in rows
    )
    (folder / name).write_text(buffer.getvalue(), "utf-8")
    return read_all([folder / name])


def message(**cells):
    return OWNER | {"DATE": "2024-05-06 07:08:09 UTC", "CONTENT": "Hello"} | cells


def urls(*slugs):
    return ",".join(f"https://www.linkedin.com/in/{slug}" for slug in slugs)


# connections


@pytest.mark.parametrize(
    "header",
    [
        "Vorname,Nachname,Profil-URL,E-Mail-Adresse,Unternehmen,Position,Verbunden am",
        "Prénom,Nom,URL du profil,Adresse e-mail,Entreprise,Poste,Connecté le",
        "Nombre,Apellidos,URL,Dirección de correo electrónico,Empresa,Cargo,Conectado el",
        "Nome,Sobrenome,URL,Endereço de e-mail,Empresa,Cargo,Conectado em",
        "Nome,Cognome,URL,Indirizzo email,Azienda,Posizione,Collegato il",
        "FIRST NAME,last name,url,Email address,COMPANY,position,connected on",
        "Connected On,Position,Company,Email Address,URL,Last Name,First Name",
    ],
)
def test_connections_are_read_in_any_language_and_order_of_columns(tmp_path, header):
    cells = ["Ann", "Lee", urls("annlee"), "ann@lee.example", "Acme", "Boss", "04 Apr 2021"]
    if header.startswith("Connected"):
        cells.reverse()
    imported = read(tmp_path, "export.csv", header, cells)
    record = imported.records.iloc[0]
    assert imported.sources["source"].tolist() == ["linkedin"]
    assert record[["given_name", "family_name", "company", "title"]].tolist() == [
        "Ann",
        "Lee",
        "Acme",
        "Boss",
    ]
    assert record["linkedin_url"] == urls("annlee")
    assert list(record["emails"]) == ["ann@lee.example"]
    assert str(record["connected_on"]) == "2021-04-04"


@pytest.mark.parametrize(
    ("dates", "days"),
    [
        (["04 Apr 2021"], ["2021-04-04"]),
        (["6/23/18, 9:12 AM", "1/2/18, 12:00 AM"], ["2018-06-23", "2018-01-02"]),
        (["23/6/18, 9:12", "1/2/18, 12:00"], ["2018-06-23", "2018-02-01"]),
        (["08/07/2019, 12:00 AM", "08/28/2019, 12:00 AM"], ["2019-08-07", "2019-08-28"]),
        (["4-Feb-26", "31-Dec-99"], ["2026-02-04", "1999-12-31"]),
        (["2026-02-04", "2026/02/04"], ["2026-02-04", "2026-02-04"]),
        (
            ["4. März 2021", "31 oct. 2020", "05 de fev. de 2020"],
            ["2021-03-04", "2020-10-31", "2020-02-05"],
        ),
    ],
)
def test_days_of_connecting_are_read_as_the_era_or_a_spreadsheet_writes_them(tmp_path, dates, days):
    rows = [["Ann", "Lee", "", "", "", "", date] for date in dates]
    records = read(tmp_path, "Connections.csv", CONNECTIONS, *rows).records
    assert records["connected_on"].astype(str).tolist() == days


def test_a_day_that_is_none_costs_no_contact_and_is_kept(tmp_path):
    records = read(
        tmp_path, "Connections.csv", CONNECTIONS, ["Ann", "Lee", "", "", "", "", "31 Feb 2024"]
    ).records
    assert records["status"].tolist() == ["read"]
    assert records["connected_on"].isna().all()
    assert records["extra"].tolist() == ['{"Connected On": "31 Feb 2024"}']


def test_a_hidden_member_is_empty_whatever_is_left_of_the_row(tmp_path):
    hidden = [
        ["", "", "", "", "", "", "01 Jan 2020"],
        ["", "", "https://www.linkedin.com/in/", "", "", "", ""],
    ]
    company = ["", "", "", "", "Acme", "Boss", "01 Jan 2020"]
    named = ["Ann", "", "", "", "", "", "01 Jan 2020"]
    records = read(tmp_path, "Connections.csv", CONNECTIONS, *hidden, company, named).records
    assert records["status"].tolist() == ["empty", "empty", "empty", "read"]
    assert records["linkedin_url"].isna().all()


def test_a_second_download_is_known_by_its_name_too(tmp_path):
    imported = read(
        tmp_path, "Connections (1).csv", CONNECTIONS, ["Ann", "Lee", "", "", "", "", "01 Jan 2020"]
    )
    assert imported.sources["source"].tolist() == ["linkedin"]


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        (
            "First Name,Last Name,Headline,Company,Email",
            [["Ann", "Lee", "Boss", "Acme", "ann@lee.example"]],
        ),
        (
            "Email Address,First Name,Last Name,Confirmed",
            [["ann@lee.example", "Ann", "Lee", "Yes"]],
        ),
        (
            "First Name,Last Name,Company,Title,Email,Start Date",
            [["Ann", "Lee", "Acme", "Boss", "a@b.example", "2020"]],
        ),
    ],
)
def test_other_programs_tables_are_not_taken_for_linkedin_s(tmp_path, header, rows):
    imported = read(tmp_path, "people.csv", header, *rows)
    assert "linkedin" not in imported.sources["source"].tolist()
    assert len(imported.records) == 1


# messages


@pytest.mark.parametrize(
    ("to", "slugs", "names"),
    [
        ("Ann Lee", ["ann"], ["Ann Lee"]),
        ("Ann Lee, PhD, MBA", ["ann"], ["Ann Lee, PhD, MBA"]),
        ("Ann Lee,Bob Li", ["ann", "bob"], ["Ann Lee", "Bob Li"]),
        ("Ann Lee, Bob Li", ["ann", "bob"], ["Ann Lee", "Bob Li"]),
        ("Ann Lee, PhD, Bob Li", ["ann", "bob"], ["Ann Lee, PhD", "Bob Li"]),
        (
            "Ann Lee,BOB LI, M.SC.,Cy Ho",
            ["ann", "bob", "cy"],
            ["Ann Lee", "BOB LI, M.SC.", "Cy Ho"],
        ),
        ("Ann Lee, Head of Sales, Bob Li", ["ann", "bob"], None),
        ("", ["ann", "bob"], [None, None]),
        ("Ann Lee", ["ann", "bob"], [None, None]),
    ],
)
def test_recipients_are_counted_by_their_addresses(tmp_path, to, slugs, names):
    row = message(TO=to, **{"RECIPIENT PROFILE URLS": urls(*slugs)})
    interaction = read(tmp_path, "messages.csv", MESSAGES, row).interactions.iloc[0]
    assert list(interaction["recipient_handles"]) == [f"linkedin:{slug}" for slug in slugs]
    assert len(interaction["recipient_names"]) == len(slugs)
    assert names is None or list(interaction["recipient_names"]) == names


def test_a_name_under_which_somebody_writes_is_known_where_the_list_is_unclear(tmp_path):
    theirs = message(FROM="Ann Lee, Head of Sales", TO="Robin Vale") | {
        "SENDER PROFILE URL": urls("ann")
    }
    ours = message(
        TO="Ann Lee, Head of Sales, Bob Li", **{"RECIPIENT PROFILE URLS": urls("ann", "bob")}
    )
    interactions = read(tmp_path, "messages.csv", MESSAGES, theirs, ours).interactions
    assert list(interactions["recipient_names"].iloc[1]) == ["Ann Lee, Head of Sales", "Bob Li"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ann Lee", ["Ann Lee"]),
        ("Ann Lee, Bob Li", ["Ann Lee", "Bob Li"]),
        ("Ann Lee, cpa, Bob Li, SHRM-CP", ["Ann Lee, cpa", "Bob Li, SHRM-CP"]),
        ("Ann Lee,Bob Li, Sales", ["Ann Lee", "Bob Li, Sales"]),
        ("Ann Lee,", ["Ann Lee"]),
        (",", []),
    ],
)
def test_without_addresses_the_names_tell_as_much_as_they_can(text, names):
    assert split_names(text) == names


@given(st.text(alphabet="aA., ", max_size=60))
def test_splitting_loses_no_letter(text):
    letters = [character for character in text if character.isalpha()]
    assert [
        character for name in split_names(text) for character in name if character.isalpha()
    ] == letters


@pytest.mark.parametrize(
    ("cells", "draft", "sponsored"),
    [
        ({}, False, False),
        ({"FOLDER": "DRAFT"}, True, False),
        ({"IS MESSAGE DRAFT": "Yes"}, True, False),
        ({"IS CONVERSATION DRAFT": "TRUE"}, True, False),
        ({"IS MESSAGE DRAFT": "No", "IS CONVERSATION DRAFT": "No"}, False, False),
        ({"CONVERSATION TITLE": "Sponsored Conversation"}, False, True),
        ({"CONTENT": "Hi %FIRSTNAME%!"}, False, True),
        ({"CONTENT": '<p class="spinmail-quill-editor__spin-break">x</p>'}, False, True),
        ({"FROM": "LinkedIn Member"}, False, True),
        ({"SENDER PROFILE URL": ""}, False, True),
    ],
)
def test_drafts_and_advertisements_are_kept_and_flagged(tmp_path, cells, draft, sponsored):
    header = f"{MESSAGES},IS MESSAGE DRAFT,IS CONVERSATION DRAFT"
    interaction = read(
        tmp_path, "messages.csv", header, message(TO="Ann Lee") | cells
    ).interactions.iloc[0]
    assert (interaction["draft"], interaction["sponsored"]) == (draft, sponsored)


@pytest.mark.parametrize(
    ("url", "handle"),
    [
        ("https://www.linkedin.com/in/Zo%C3%AB-M", "linkedin:zoë-m"),
        ("https://uk.linkedin.com/in/zoë-m/", "linkedin:zoë-m"),
        ("www.linkedin.com/in/zoe\u0308-m", "linkedin:zoë-m"),
        ("https://www.linkedin.com/company/acme", None),
        ("https://www.linkedin.com/in", None),
    ],
)
def test_a_handle_is_the_decoded_slug(tmp_path, url, handle):
    row = message(TO="Ann Lee") | {"SENDER PROFILE URL": url}
    found = read(tmp_path, "messages.csv", MESSAGES, row).interactions["sender_handle"].tolist()
    assert (found[0] if isinstance(found[0], str) else None) == handle


def test_a_message_without_a_real_date_is_rejected_with_its_place(tmp_path):
    imported = read(
        tmp_path,
        "messages.csv",
        MESSAGES,
        message(TO="Ann Lee"),
        message(TO="Ann Lee", DATE="soon"),
        [""] * 10,
    )
    assert imported.interactions["position"].tolist() == [1]
    (reject,) = imported.rejects.to_dict("records")
    assert (reject["position"], reject["line"], reject["reason"]) == (2, 3, '"soon" is not a date')
    assert "soon" in reject["raw"]
    row = imported.sources.iloc[0]
    assert (row["rows"], row["read"], row["empty"], row["rejected"]) == (3, 1, 1, 1)


def test_a_file_whose_dates_are_of_an_unknown_form_is_an_error(tmp_path):
    with pytest.raises(ReadError, match='no date in the column "DATE" can be read, such as "soon"'):
        read(tmp_path, "messages.csv", MESSAGES, message(TO="Ann Lee", DATE="soon"))


@pytest.mark.parametrize(
    ("word", "direction"),
    [
        ("OUTGOING", "out"),
        ("incoming", "in"),
        ("Ausgehend", "out"),
        ("Recibida", "in"),
        ("?", None),
    ],
)
def test_the_direction_of_an_invitation_is_what_the_file_says(tmp_path, word, direction):
    header = "From,To,Sent At,Message,Direction"
    imported = read(
        tmp_path, "Invitations.csv", header, ["Ann", "Bob", "1/2/20, 3:04 PM", "", word]
    )
    found = imported.interactions["direction"].tolist()[0]
    assert (found if isinstance(found, str) else None) == direction


def test_bots_and_follows_are_never_contacts_not_even_by_themselves(tmp_path):
    for name in ("guide_messages.csv", "LEARNING_COACH_MESSAGES.csv", "Member_Follows.csv"):
        with pytest.raises(ReadError, match="nothing in it could be read"):
            read(tmp_path, name, MESSAGES, message(TO="LinkedIn Assistant"))


CELLS = st.text(alphabet='ab"\n,; é\u200b', max_size=5)


@given(st.lists(st.lists(CELLS, min_size=10, max_size=10), max_size=8))
def test_every_row_of_messages_is_read_empty_or_rejected(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("any")
    imported = read(folder, "messages.csv", MESSAGES, message(TO="Ann Lee"), *rows)
    row = imported.sources.iloc[0]
    assert row["rows"] == row["read"] + row["empty"] + row["rejected"]
    assert row["read"] == len(imported.interactions)
    assert row["rejected"] == len(imported.rejects)
    blank = sum(not any(cell.strip() for cell in cells) for cells in rows)
    assert len(rows) + 1 - blank <= row["rows"] <= len(rows) + 1


def test_a_table_named_like_a_file_of_the_owner_s_is_read_by_its_header(tmp_path):
    imported = read(
        tmp_path, "Phone Numbers.csv", "Name,Phone,Number", ["Ann Lee", "+44 20 7946 0000", "7"]
    )
    assert imported.records["full_name"].tolist() == ["Ann Lee"]


@pytest.mark.parametrize("piece", ["A, ", "a,", "A.", ", ", "aA, PhD", "é "])
def test_a_list_of_recipients_of_any_length_takes_time_in_proportion(piece):
    text = piece * (100_000 // len(piece))
    started = time.perf_counter()
    split_names(text, {"x, y"})
    assert time.perf_counter() - started < 1


def test_the_speed_of_an_archive_of_a_heavy_user(tmp_path):
    """30,000 connections and 100,000 messages are to take 5 s at most; a tenth of them, on a busy
    machine, 2 s.
    """
    people = [f"person-{number}" for number in range(3_000)]
    header = CONNECTIONS.split(",")
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        rows = "\n".join(f"P,{who},{urls(who)},,Acme,Boss,01 Jan 2020" for who in people)
        archive.writestr("Connections.csv", f"{','.join(header)}\n{rows}\n")
        rows = "\n".join(
            f"{number},,Robin Vale,{urls('robinvale')},P {people[number % 3000]},"
            f"{urls(people[number % 3000])},"
            f'2024-01-01 00:00:{number % 60:02} UTC,,"{number} said\n""hello""",INBOX'
            for number in range(10_000)
        )
        archive.writestr("messages.csv", f"{MESSAGES}\n{rows}\n")
    started = time.perf_counter()
    imported = read_all([tmp_path / "a.zip"])
    assert time.perf_counter() - started < 2
    assert (len(imported.records), len(imported.interactions)) == (3_000, 10_000)


@pytest.mark.parametrize(
    ("maiden", "names"), [("Vale-Quist", ["Robin Hill", "Robin Vale-Quist"]), ("", ["Robin Hill"])]
)
def test_the_name_that_the_owner_was_born_with_is_theirs_too(tmp_path, maiden, names):
    (tmp_path / "Connections.csv").write_text(f"{CONNECTIONS}\nAnna,Berg,,,,,05 Jan 2019\n")
    header = "First Name,Last Name,Maiden Name,Headline,Industry,Geo Location"
    profile = f"{header}\nRobin,Hill,{maiden},x,,\n"
    (tmp_path / "Profile.csv").write_text(profile)
    facts = read_all([tmp_path]).owner_facts
    assert facts["fact"].tolist() == ["name"] * len(names)
    assert facts["value"].tolist() == names
