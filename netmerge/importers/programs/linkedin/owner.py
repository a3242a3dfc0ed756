"""Profile, positions, schools, addresses and numbers of the archive's owner in; owner facts out."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns.joining import keep_where
from netmerge.importers.contract import Imported, source_row
from netmerge.importers.programs.linkedin.kinds import words
from netmerge.importers.programs.linkedin.people import full_names
from netmerge.importers.programs.linkedin.sheet import Sheet, says
from netmerge.schema import OWNER_FACTS
from netmerge.text.dates import parse_partial

_FACTS: Mapping[str, str] = {
    "profile": "name",
    "positions": "company",
    "education": "school",
    "email_addresses": "email",
    "phone_numbers": "phone",
}


def read_owner(sheet: Sheet) -> Imported:
    """One fact (name, company, school, email, phone) for each row that tells one, with its days
    where there are any.
    """
    values = {
        "profile": _names,
        "phone_numbers": _phones,
        "email_addresses": _emails,
    }.get(sheet.kind.name, _values)(sheet)
    dates = {
        name: parse_partial(sheet.text(name)).values for name in ("start", "end") if sheet.has(name)
    }
    told = values.is_valid()
    rows = int(pc.sum(told).as_py() or 0)
    facts = OWNER_FACTS.frame(
        {
            "file": [sheet.source.file] * rows,
            "member": [sheet.source.member] * rows,
            "fact": [_FACTS[sheet.kind.name]] * rows,
            "value": values.filter(told),
        }
        | {name: column.filter(told) for name, column in dates.items()}
    )
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


def _values(sheet: Sheet) -> pa.Array:
    return sheet.text("value")


def _names(sheet: Sheet) -> pa.Array:
    return full_names(sheet.text("given_name"), sheet.text("family_name"))


def _emails(sheet: Sheet) -> pa.Array:
    """Addresses, but not one that was never confirmed: it may be a misspelling, somebody else's
    address.
    """
    confirmed = says(sheet.text("confirmed"), words("yes")) | np.asarray(
        sheet.text("confirmed").is_null()
    )
    return keep_where(sheet.text("value"), confirmed)


def _phones(sheet: Sheet) -> pa.Array:
    extension = pc.binary_join_element_wise(" ext. ", sheet.text("extension"), "")
    return pc.binary_join_element_wise(sheet.text("value"), pc.fill_null(extension, ""), "")
