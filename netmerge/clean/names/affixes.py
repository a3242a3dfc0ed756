"""One name column in; its core and all that stood around it (titles, credentials, nicknames,
former names) out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from netmerge.clean.names import honorifics
from netmerge.clean.names.fullnames import is_east_asian
from netmerge.clean.names.nicknames import is_given_name
from netmerge.text.folding import squeeze, strip_decoration

_BRACKETS = re.compile(r"[(\[{<]([^()\[\]{}<>]{0,80})[)\]}>]")
_QUOTES = re.compile(
    r"[\"“”„«»‟]([^\"“”„«»‟]{1,40})[\"“”„«»‟]|(?<=\s)['‘]([^'‘’]{1,40})['’](?=\s|$)"
)
_STRAY = re.compile(r"[()\[\]{}<>\"“”„«»‟*_~・]")
_LONE_BRACKETS = re.compile(r"[()\[\]{}<>]")
_SPLIT_DEGREES = re.compile(r"\b(Ph|M|B)\. (?=(?:D|Sc|Eng|Ed)\b)")
_SYMBOLS = re.compile("[\u2190-\u2bff\U0001f000-\U0001faff\ufe0f]{1,20}")
_TAIL = re.compile(r"\s?[|•·]\s?|\s[-–—]\s|\s#")
_SIGNS = frozenset("|•·#")
_COMMAS = re.compile(r"[,;،、，]")
_EDGES = " ,;:*_~#/\\|-–—"


@dataclass
class Affixes:
    """What was taken off a name while its core was laid bare, in the order of finding."""

    prefix: list[str] = field(default_factory=list)
    suffix: list[str] = field(default_factory=list)
    credentials: list[str] = field(default_factory=list)
    nicknames: list[str] = field(default_factory=list)
    other_names: list[str] = field(default_factory=list)


def core_of_column(text: str, affixes: Affixes, column: str) -> str:
    """The core of a given, middle or family name column; what surrounds it goes to `affixes`."""
    if not text:
        return ""
    head, segments = _head(text, affixes, column)
    for segment in segments:
        _take_segment(segment, affixes)
    return _core(head, affixes, column)


def core_of_whole(text: str, affixes: Affixes) -> tuple[str, str]:
    """The core of a whole name; with its family name beside it where it was written as `Last,
    First`, else "".
    """
    head, segments = _head(text, affixes, "full")
    given = _turned(head, segments, affixes)
    if given:
        segments = segments[1:]
    for segment in segments:
        _take_segment(segment, affixes)
    if given:
        return _core(given, affixes, "given"), _core(head, affixes, "family")
    return _core(head, affixes, "full"), ""


def take_suffix(suffix: str, affixes: Affixes) -> None:
    """Part what a suffix column holds into generations and credentials."""
    for segment in listed(suffix):
        for token in segment.split():
            (affixes.credentials if honorifics.is_credential(token) else affixes.suffix).append(
                token
            )


def tokens_of(text: str) -> list[str]:
    """The words of a name, decoration and the punctuation around them gone."""
    if not text:
        return []
    stripped = (token.strip(_EDGES) for token in _STRAY.sub(" ", strip_decoration(text)).split())
    return [token for token in stripped if token.strip(".")]


def listed(text: str) -> list[str]:
    """The names in a nickname or maiden name column, which may hold several."""
    if not text:
        return []
    pieces = (
        " ".join(_STRAY.sub(" ", piece).split()).strip(_EDGES)
        for piece in _COMMAS.split(strip_decoration(text))
    )
    return [piece for piece in pieces if piece.strip(".")]


def _head(text: str, affixes: Affixes, column: str) -> tuple[str, list[str]]:
    """A column without quotes, brackets and tails, parted at its commas."""
    text = _SPLIT_DEGREES.sub(r"\1.", strip_decoration(_bar_for_symbols(text, column)))
    end = len(text.rstrip(_EDGES + "."))
    text = _BRACKETS.sub(
        lambda found: _take_bracketed(found, affixes, column, found.end() >= end), text
    )
    text = _QUOTES.sub(lambda found: _take_quoted(found, affixes), _LONE_BRACKETS.sub(" ", text))
    text = _without_tail(_STRAY.sub(" ", text), affixes, column)
    segments = [segment.strip(_EDGES) for segment in _COMMAS.split(text)]
    head, *rest = [segment for segment in segments if segment] or [""]
    return head, rest


def _bar_for_symbols(text: str, column: str) -> str:
    """A bar for pictures after the name, behind which slogans stand (Smith ➡️ Hiring!); elsewhere
    they are nothing.
    """
    found = _SYMBOLS.search(text)
    if not found or len(text[: found.start()].split()) < (2 if column == "full" else 1):
        return text
    return _SYMBOLS.sub("|", text)


def _turned(head: str, segments: list[str], affixes: Affixes) -> str:
    """The given names of `Last, First`, or "" where the comma parts something else."""
    while segments and honorifics.all_after(segments[0].split()):
        _take_segment(segments.pop(0), affixes)
    if not segments:
        return ""
    first, words = segments[0], head.split()
    if len(words) > 1 and is_given_name(words[0]) and not is_given_name(first.split()[0]):
        return ""
    return first


def _take_segment(segment: str, affixes: Affixes) -> None:
    """What stands after a comma: generations and credentials word by word, anything else in one
    piece.
    """
    tokens = segment.split()
    if not honorifics.all_after(tokens):
        if segment and not honorifics.are_pronouns(segment):
            affixes.credentials.append(" ".join(tokens))
        return
    for token in tokens:
        (affixes.suffix if honorifics.is_generation(token) else affixes.credentials).append(
            token.strip(_EDGES)
        )


def _without_tail(text: str, affixes: Affixes, column: str) -> str:
    """Without what follows a bar or a dash in blanks; a dash between two single surnames joins
    them.
    """
    head, *tails = _TAIL.split(text)
    for tail in filter(None, (tail.strip(_EDGES) for tail in tails)):
        single = tail.isalpha() and _SIGNS.isdisjoint(text)
        if not head.strip(_EDGES):
            head = tail
        elif single and column == "family" and not honorifics.is_credential(tail):
            head = f"{head.strip()}-{tail}"
        else:
            for segment in _COMMAS.split(tail):
                _take_segment(segment.strip(_EDGES), affixes)
    return head


def _core(text: str, affixes: Affixes, column: str) -> str:
    """Without titles in front and without generations, credentials, pronouns and former names
    behind.
    """
    tokens = tokens_of(text)
    title: str | None = None
    while tokens and column != "family" and honorifics.is_title(tokens[0], title):
        title = tokens.pop(0)
        affixes.prefix.append(title)
    if len(tokens) > 1 and honorifics.are_pronouns(tokens[-1]):
        tokens.pop()
    tokens = _without_former(tokens, affixes)
    keep = 0 if column == "family" else 1
    credentials: list[str] = []
    while len(tokens) > keep and _is_after(
        tokens, credentials, affixes, 2 if column == "full" else 1
    ):
        tokens.pop()
    affixes.credentials[:0] = credentials
    return " ".join(tokens)


def _without_former(tokens: list[str], affixes: Affixes) -> list[str]:
    """Without a former name that a word announces: Mary Smith née Jones."""
    for place in range(1, len(tokens) - 1):
        if honorifics.is_former(tokens[place]):
            affixes.other_names.append(" ".join(tokens[place + 1 :]))
            return tokens[:place]
    return tokens


def _is_after(tokens: list[str], credentials: list[str], affixes: Affixes, words: int) -> bool:
    """Whether the last word only follows the name, if so it is noted; a doubtful one needs so
    many words before it.
    """
    last = tokens[-1]
    if len(tokens) > 1 and honorifics.is_generation(last):
        affixes.suffix.insert(0, last)
        return True
    doubtful = len(tokens) > words and not all(token.isupper() for token in tokens[:-1])
    if not honorifics.is_credential(last, doubtful):
        return False
    credentials.insert(0, last)
    return True


def _take_quoted(found: re.Match[str], affixes: Affixes) -> str:
    content = squeeze(found[1] or found[2]).strip(_EDGES)
    if content.strip("."):
        affixes.nicknames.append(content)
    return " "


def _take_bracketed(found: re.Match[str], affixes: Affixes, column: str, at_end: bool) -> str:
    content = squeeze(_STRAY.sub(" ", found[1])).strip(_EDGES)
    tokens = content.split()
    if not tokens or honorifics.are_pronouns(content):
        return " "
    if honorifics.is_former(tokens[0]) and len(tokens) > 1:
        affixes.other_names.append(" ".join(tokens[1:]).strip(_EDGES))
    elif honorifics.all_after(tokens) or len(tokens) > 4 or any(map(str.isdigit, content)):
        _take_segment(content, affixes)
    elif _is_other_name(content, found.string, column, at_end):
        affixes.other_names.append(content)
    else:
        affixes.nicknames.append(content)
    return " "


def _is_other_name(content: str, text: str, column: str, at_end: bool) -> bool:
    """Whether brackets hold a former name or one in another script, and not what the person is
    called.
    """
    if is_east_asian(content) != is_east_asian(_BRACKETS.sub("", text)):
        return True
    return column == "family" or (
        column == "full" and at_end and not is_given_name(content.split(maxsplit=1)[0])
    )
