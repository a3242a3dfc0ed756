"""Whatever stands in a cell of whatever column, the run goes on and the value is kept."""

import csv
import itertools
import unicodedata

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import netmerge as nm

COLUMNS = (
    *(
        "First Name",
        "Middle Name",
        "Last Name",
        "Suffix",
        "Nickname",
        "Email",
        "Mobile Phone",
        "Company",
        "Department",
    ),
    *(
        "Job Title",
        "Street",
        "City",
        "Postal Code",
        "Country",
        "Birthday",
        "Website",
        "Notes",
        "LinkedIn",
        "Categories",
    ),
)
SIGNS = st.text(st.sampled_from("&+.-–*/()@#%!?:_~^☃∞"), min_size=1, max_size=4)
UNSEEN = st.text(
    st.sampled_from("\u200b\u200c\u200d\u2060\ufeff\u00ad\u202e"), min_size=1, max_size=3
)
MARKS = st.text(st.sampled_from("\u0301\u0308\u0327\u05b0\u064b\u0e34"), min_size=1, max_size=3)
LEGAL_FORMS = st.sampled_from(
    ["GmbH", "Ltd.", "& Co. KG", "Inc", "S.A.", "Sp. z o.o.", "AG & Co.", "LLC"]
)
ODD = st.one_of(SIGNS, UNSEEN, MARKS, LEGAL_FORMS)
ORDINARY = {
    "First Name": "Ana",
    "Last Name": "Silvestre",
    "Company": "Acme Looms",
    "Email": "ana@looms.example",
}


def texts_of(row):
    """Every text that stands in a row of a table, lists and extra included; marks in their
    canonical order.
    """
    cells = (cell if isinstance(cell, list | tuple | np.ndarray) else [cell] for cell in row)
    return unicodedata.normalize(
        "NFC", " ".join(str(value) for value in itertools.chain.from_iterable(cells))
    )


def network(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("cells") / "book.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return nm.reconcile(path, today="2026-11-01")


@settings(max_examples=12, deadline=None)
@given(cell=ODD)
@example(cell="*")  # what Google writes for no label
@example(cell="---")
def test_an_odd_cell_in_any_column_ends_no_run_and_is_kept(tmp_path_factory, cell):
    people = [
        {"First Name": f"Cy{k}", "Last Name": "Mair", column: cell}
        for k, column in enumerate(COLUMNS)
    ]
    net = network(tmp_path_factory, [ORDINARY, *people])
    assert len(net.records) == 1 + len(COLUMNS)
    for place, column in enumerate(COLUMNS, start=1):
        kept = texts_of(net.records.drop(columns=["file"]).iloc[place])
        assert all(part in kept for part in unicodedata.normalize("NFC", cell).split()), column


@settings(max_examples=15, deadline=None)
@given(cells=st.lists(ODD, min_size=len(COLUMNS), max_size=len(COLUMNS)))
def test_rows_of_nothing_but_odd_cells_end_no_run(tmp_path_factory, cells):
    odd = dict(zip(COLUMNS, cells, strict=True))
    net = network(tmp_path_factory, [ORDINARY, odd, odd, dict.fromkeys(COLUMNS, cells[0])])
    assert len(net.records) + len(net.rejects) == 4


@pytest.mark.parametrize("cell", ["&", "+", "&."])
def test_a_company_of_signs_only_is_kept(tmp_path_factory, cell):
    net = network(
        tmp_path_factory, [ORDINARY, {"First Name": "Bo", "Last Name": "Lund", "Company": cell}]
    )
    contact = net.contacts[net.contacts["full_name"] == "Bo Lund"].iloc[0]
    assert contact["company"] == cell
