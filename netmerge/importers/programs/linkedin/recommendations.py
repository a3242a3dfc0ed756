"""Recommendations and endorsements, given and received, in; interactions out."""

from __future__ import annotations

import pyarrow as pa

from netmerge.importers.contract import Imported
from netmerge.importers.programs.linkedin.people import full_names, handles, singles
from netmerge.importers.programs.linkedin.sheet import Sheet, dated, interactions, says


def read_recommendations(sheet: Sheet) -> Imported:
    """Interactions of kind `recommendation` or `endorsement`: given ones are out, received ones in.

    The subject of an endorsement is the skill; the other side, the owner, is not named by the file.
    """
    sheet, moments, empty, rejects = dated(sheet, ("given_name", "family_name", "text", "date"))
    rows = len(sheet)
    given = sheet.kind.name.endswith("_given")
    names, urls = (
        full_names(sheet.text("given_name"), sheet.text("family_name")),
        handles(sheet.text("url")),
    )
    nobody = pa.nulls(rows, pa.string())
    columns = {
        "kind": nobody.fill_null(
            "endorsement" if sheet.kind.name.startswith("endorsements") else "recommendation"
        ),
        "date": moments,
        "channel": nobody.fill_null("linkedin"),
        "direction": nobody.fill_null("out" if given else "in"),
        "sender_name": nobody if given else names,
        "sender_handle": nobody if given else urls,
        "recipient_names": singles(
            names if given else nobody, where=(names, urls) if given else ()
        ),
        "recipient_handles": singles(urls if given else nobody, where=(urls,) if given else ()),
        "subject": sheet.text("subject"),
        "text": sheet.text("text"),
        "draft": says(sheet.text("status"), ["draft"]),
        "sponsored": pa.nulls(rows, pa.bool_()).fill_null(False),
    }
    return interactions(sheet, columns, empty, rejects)
