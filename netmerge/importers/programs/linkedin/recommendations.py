"""Recommendations and endorsements, given and received → interactions."""

from __future__ import annotations

from netmerge.importers.contract import Imported
from netmerge.importers.programs.linkedin.people import full_names, handles, singles
from netmerge.importers.programs.linkedin.sheet import Sheet, dated, says
from netmerge.schema import constant


def read_recommendations(sheet: Sheet) -> Imported:
    """Interactions of kind `recommendation` or `endorsement`: given ones are out,
    received ones in.

    The subject of an endorsement is the skill; the other side, the owner, is
    not named by the file.
    """
    rows = dated(sheet, ("given_name", "family_name", "text", "date"))
    sheet = rows.sheet
    names = full_names(sheet.text("given_name"), sheet.text("family_name"))
    urls = handles(sheet.text("url"))
    columns = {
        "subject": sheet.text("subject"),
        "text": sheet.text("text"),
        "draft": says(sheet.text("status"), ["draft"]),
    }
    if sheet.kind.name.endswith("_given"):
        columns |= {
            "direction": constant("out", len(sheet)),
            "recipient_names": singles(names, where=(names, urls)),
            "recipient_handles": singles(urls, where=(urls,)),
        }
    else:
        columns |= {
            "direction": constant("in", len(sheet)),
            "sender_name": names,
            "sender_handle": urls,
        }
    kind = "endorsement" if sheet.kind.name.startswith("endorsements") else "recommendation"
    return rows.interactions(kind, columns)
