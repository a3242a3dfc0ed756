"""Profile, positions, schools, addresses and numbers of the archive's owner →
owner facts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.joining import keep_where
from netmerge.importers.contract import Imported, source_row
from netmerge.importers.programs.linkedin.kinds import FILES
from netmerge.importers.programs.linkedin.people import full_names
from netmerge.importers.programs.linkedin.sheet import Sheet, says
from netmerge.schema import OWNER_FACTS, constant
from netmerge.text.dates import parse_partial

_FACTS: Mapping[str, str] = {
    "profile": "name",
    "positions": "company",
    "education": "school",
    "email_addresses": "email",
    "phone_numbers": "phone",
}


def read_owner(sheet: Sheet) -> Imported:
    """One fact (name, company, school, email, phone) for each row that tells one,
    and a second name for whoever was born with another.

    `start` and `end` are the days for which it held, where the file has them.
    """
    values = _VALUES.get(sheet.kind.name, _values)(sheet)
    told = values.is_valid()
    rows = pc.count(values).as_py()
    columns = {name: constant(value, rows) for name, value in _place(sheet).items()}
    columns["value"] = values.filter(told)
    for name in ("start", "end"):
        if sheet.has(name):
            days = parse_partial(sheet.text(name)).values
            columns[name] = days.filter(told)
    facts = OWNER_FACTS.frame(columns)
    former = _former_names(sheet)
    if len(former):
        same = {name: constant(value, len(former)) for name, value in _place(sheet).items()}
        facts = OWNER_FACTS.concat([facts, OWNER_FACTS.frame({**same, "value": former})])
    rejects = sheet.table.rejects
    row = source_row(
        sheet.source,
        sheet.kind.source,
        "owner",
        read=rows,
        empty=len(sheet) - rows,
        rejected=len(rejects),
        encoding=sheet.table.encoding,
    )
    return Imported(owner_facts=facts, rejects=rejects, sources=row)


def _place(sheet: Sheet) -> dict[str, str | None]:
    """What is the same of each fact of a file."""
    fact = _FACTS[sheet.kind.name]
    return {"file": sheet.source.file, "member": sheet.source.member, "fact": fact}


def _former_names(sheet: Sheet) -> pa.Array:
    """The owner's names with the family name that they were born with."""
    if not sheet.has("maiden_name"):
        return pa.array([], pa.string())
    maiden = sheet.text("maiden_name")
    told = full_names(sheet.text("given_name"), maiden)
    return told.filter(maiden.is_valid())


def _values(sheet: Sheet) -> pa.Array:
    return sheet.text("value")


def _names(sheet: Sheet) -> pa.Array:
    return full_names(sheet.text("given_name"), sheet.text("family_name"))


def _emails(sheet: Sheet) -> pa.Array:
    """Addresses, but none that was never confirmed: it may be misspelt, and
    somebody else's.
    """
    column = sheet.text("confirmed")
    is_silent = np.asarray(column.is_null())
    confirmed = is_silent | says(column, FILES.content.words.yes)
    return keep_where(sheet.text("value"), confirmed)


def _phones(sheet: Sheet) -> pa.Array:
    extension = pc.binary_join_element_wise(" ext. ", sheet.text("extension"), "")
    return pc.binary_join_element_wise(sheet.text("value"), pc.fill_null(extension, ""), "")


_VALUES: Mapping[str, Callable[[Sheet], pa.Array]] = {
    "profile": _names,
    "phone_numbers": _phones,
    "email_addresses": _emails,
}
"""Where a value is more than a column of the file."""
