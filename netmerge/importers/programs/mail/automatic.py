"""The header and body of an e-mail → whether a machine answered: out of office,
receipts, answers to invitations, reports of delivery.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from netmerge.data import TomlFile
from netmerge.importers.programs.mail.headers import Fields, plain

_LOOKED_AT = 1 << 16
"""Bytes of a body in which the head of a calendar's part stands."""
_REPLY = re.compile(rb"(?i)\bmethod\s{0,5}[=:]\s{0,5}\"?(?:reply|counter|declinecounter)\b")
_CALENDAR = re.compile(rb"(?i)text/calendar")
_AFTER = re.compile(r"\s{0,5}(?:[:：;(\[–—|]|-\s|\Z)")
"""What follows the opening of a subject that a machine wrote."""
_COLON = re.compile(r"\s{0,5}[:：]")
_LONGEST_SUBJECT = 1000


@dataclass(frozen=True)
class Automatic:
    """How machines answer, as data/automatic.toml tells it."""

    fields: tuple[str, ...]
    precedences: tuple[str, ...]
    senders: tuple[str, ...]
    subjects: tuple[str, ...]
    answers: tuple[str, ...]


AUTOMATIC = TomlFile("importers/programs/mail/data/automatic.toml", Automatic)


def is_automatic(fields: Fields, body: bytes, sender: str | None) -> bool:
    """Whether nobody wrote the message; `sender` is the handle of whom it is from."""
    known = AUTOMATIC.content
    submitted = _first(fields, "auto-submitted").partition(";")[0].strip()
    kind = _first(fields, "content-type")
    mailbox = (sender or "").removeprefix("mailto:").partition("@")[0]
    return (
        any(name in fields for name in known.fields)
        or submitted not in ("", "no")
        or _first(fields, "precedence").strip() in known.precedences
        or kind.startswith(("multipart/report", "message/disposition-notification"))
        or mailbox in known.senders
        or _answers_an_invitation(kind, body)
        or _is_opening(plain(fields.get("subject", [""])[0][:_LONGEST_SUBJECT]))
    )


def _answers_an_invitation(kind: str, body: bytes) -> bool:
    if kind.startswith("text/calendar"):
        return "method=reply" in kind.replace('"', "") or bool(_REPLY.search(body, 0, _LOOKED_AT))
    if not kind.startswith("multipart/"):
        return False
    start = _CALENDAR.search(body, 0, _LOOKED_AT)
    return bool(start and _REPLY.search(body, start.end(), start.end() + _LOOKED_AT))


def _is_opening(subject: str) -> bool:
    """Whether a subject begins as machines write it. An answer to such a letter
    (Re: …) is somebody's own.
    """
    folded = subject.strip().casefold()
    known = AUTOMATIC.content
    found = _openings(known.subjects).match(folded)
    if found and _AFTER.match(folded, found.end()):
        return True
    answered = _openings(known.answers).match(folded)
    title, at, when = folded[answered.end() :].partition(" @ ") if answered else ("", "", "")
    return bool(at) and bool(_COLON.match(title)) and any(map(str.isdigit, when))


@cache
def _openings(texts: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(texts, key=lambda text: (-len(text), text))
    return re.compile("|".join(re.escape(text.casefold()) for text in longest_first))


def _first(fields: Fields, name: str) -> str:
    return fields.get(name, [""])[0].lower()
