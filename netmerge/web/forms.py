"""The body of a request → the values and files of its form, if it is one of ours."""

from __future__ import annotations

import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from netmerge.web.drops import MOST_FILES
from netmerge.web.page import Asked, Sent
from netmerge.web.security import MOST_BYTES, Keys

MOST_FIELDS = 100
KEY = "key"
"""The field that every form of ours brings."""


@asynccontextmanager
async def asked(request: Request, keys: Keys, *, files: bool = False) -> AsyncIterator[Asked]:
    """What a form asks for; its files are there until the block ends.

    Raises HTTPException 403 for a form that is none of ours, and 400 for one that
    cannot be taken.
    """
    most = MOST_FILES if files else 0
    limits = {"max_files": most, "max_fields": MOST_FIELDS, "max_part_size": MOST_BYTES}
    async with request.form(**limits) as form:
        values = {name: text for name, text in form.multi_items() if isinstance(text, str)}
        if not hmac.compare_digest(values.get(KEY, "").encode(), keys.form.encode()):
            words = "This form is none of netmerge's, or of an earlier start. Open the page anew."
            raise HTTPException(403, words)
        sent = [one for _, one in form.multi_items() if isinstance(one, UploadFile)]
        yield Asked(
            query=dict(request.query_params),
            form=values,
            who=request.path_params.get("who", ""),
            files=tuple(Sent(one.filename or "", one.file) for one in sent),
        )
