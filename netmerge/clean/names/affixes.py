"""One name column → its core, and what stands around it: titles, other names …"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from netmerge.clean.names import honorifics
from netmerge.clean.names.fullnames import is_east_asian
from netmerge.clean.names.nicknames import is_given_name
from netmerge.clean.names.order import are_particles
from netmerge.text.folding import squeeze, strip_decoration

_BRACKETS = re.compile(r"[(\[{<]([^()\[\]{}<>]{0,80})[)\]}>]")
_QUOTES = re.compile(
    r"""
    ["“”„«»‟] ([^"“”„«»‟]{1,40}) ["“”„«»‟]
    | (?<= \s ) ['‘] ([^'‘’]{1,40}) ['’] (?= \s | $ )  # no apostrophe within a word
    """,
    re.VERBOSE,
)
_STRAY = re.compile(r"[()\[\]{}<>\"“”„«»‟*_~・]")
_LONE_BRACKETS = re.compile(r"[()\[\]{}<>]")
_SPLIT = re.compile(r"\b(?:(Ph|M|B)\. (?=(?:D|Sc|Eng|Ed)\b)|(d)\. (?=[ÄJ]\.(?:,|$)))")
"""Between the parts of a degree (Ph. D.) and of the elder and the younger (d. Ä.)."""

_OF_TWO = re.compile(r"(?<=[^\W\d_]) +/ +(?=[^\W\d_A-Z]|[A-Z][^\W\d_A-Z])")
"""Between the names of two people on one card: Tom / Gina Ahlers."""

_SYMBOLS = re.compile("[\u2190-\u2bff\U0001f000-\U0001faff\ufe0f]{1,20}")
_TAIL = re.compile(r"\s?[|•·]\s?|\s[-–—]\s|\s#")
_SIGNS = frozenset("|•·#")
_COMMAS = re.compile(r"[,;،、，]")
_OF_SIM = re.compile(r"(?<=[^\W\d_])/[MHWOF1-5]$")
"""Which of several numbers an entry of a SIM card is for: Anna Roth/M."""
_EDGES = " ,;:*_~#/\\|-–—"
_LETTERS = "[^\\W_\u2190-\u2bff\U0001f000-\U0001faff]+"
_BARE_WORD = f"{_LETTERS}(?:['’-]{_LETTERS})*"
_BARE = re.compile(f"{_BARE_WORD}(?: {_BARE_WORD})*")


@dataclass
class Affixes:
    """What was taken off a name, in the order of finding; titles before the name
    and behind it.
    """

    prefix: list[str] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)
    suffix: list[str] = field(default_factory=list)
    credentials: list[str] = field(default_factory=list)
    nicknames: list[str] = field(default_factory=list)
    other_names: list[str] = field(default_factory=list)


def core_of_column(text: str, affixes: Affixes, column: str) -> str:
    """The core of a name column; what surrounds it goes to `affixes`."""
    if not text or _stands_alone(text):
        return text
    head, segments = _head(text, affixes, column)
    if segments and column == "family" and are_particles(segments[0]):  # Berg, van der
        head = f"{segments.pop(0)} {head}"
    for segment in segments:
        _take_segment(segment, affixes)
    return _core(head, affixes, column)


def core_of_whole(text: str, affixes: Affixes) -> tuple[str, str]:
    """The core of a whole name, and "" beside it.

    Where it was written as `Last, First`, the given names, and the family
    name beside them.
    """
    if _stands_alone(text):
        return text, ""
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
        if honorifics.are_titles_behind(segment.split()):
            affixes.behind += segment.split()
            continue
        for token in segment.split():
            is_credential = honorifics.is_credential(token)
            kind = affixes.credentials if is_credential else affixes.suffix
            kind.append(token)


def tokens_of(text: str) -> list[str]:
    """The words of a name, decoration and the punctuation around them gone."""
    if not text:
        return []
    bare = strip_decoration(text)
    if _BARE.fullmatch(bare):
        return bare.split()
    plain = _STRAY.sub(" ", bare)
    stripped = (token.strip(_EDGES) for token in plain.split())
    return [token for token in stripped if token.strip(".")]


def listed(text: str) -> list[str]:
    """The names in a nickname or maiden name column, which may hold several."""
    if not text:
        return []
    pieces = _COMMAS.split(strip_decoration(text))
    names = (squeeze(_STRAY.sub(" ", piece)).strip(_EDGES) for piece in pieces)
    return [name for name in names if name.strip(".")]


def _stands_alone(text: str) -> bool:
    """Whether a text is words of a name and nothing else, as most are: nothing has to
    be taken off.
    """
    if not _BARE.fullmatch(text) or strip_decoration(text) != text:
        return False
    return honorifics.words_around().isdisjoint(honorifics.plain(text).split())


def _head(text: str, affixes: Affixes, column: str) -> tuple[str, list[str]]:
    """A column without quotes, brackets and tails, parted at its commas."""
    text = _OF_SIM.sub("", strip_decoration(_bar_for_symbols(text, column)))
    text = _OF_TWO.sub("/", _SPLIT.sub(r"\1\2.", text))
    end = len(text.rstrip(_EDGES + "."))

    def bracketed(found: re.Match[str]) -> str:
        _take_bracketed(found, affixes, column, at_end=found.end() >= end)
        return " "

    def quoted(found: re.Match[str]) -> str:
        _take_quoted(found[1] or found[2], affixes)
        return " "

    text = _LONE_BRACKETS.sub(" ", _BRACKETS.sub(bracketed, text))
    text = _STRAY.sub(" ", _QUOTES.sub(quoted, text))
    text = _without_tail(text, affixes, column)
    segments = [segment.strip(_EDGES) for segment in _COMMAS.split(text)]
    head, *rest = [segment for segment in segments if segment] or [""]
    return head, rest


def _bar_for_symbols(text: str, column: str) -> str:
    """The text with a bar for pictures after the name: Ada Berg ➡️ Hiring!"""
    found = _SYMBOLS.search(text)
    before = text[: found.start()].split() if found else []
    is_after_name = len(before) >= (2 if column == "full" else 1)
    return _SYMBOLS.sub("|", text) if is_after_name else text


def _turned(head: str, segments: list[str], affixes: Affixes) -> str:
    """The given names of `Last, First`; "" where a comma parts something else."""
    while segments and _follows(segments[0].split()):
        _take_segment(segments.pop(0), affixes)
    if not segments:
        return ""
    first, words = segments[0], head.split()
    begins_with_given = len(words) > 1 and is_given_name(words[0])
    if begins_with_given and not is_given_name(first.split()[0]):
        return ""
    return first


def _take_segment(segment: str, affixes: Affixes) -> None:
    """Note what stands after a comma: word by word, or as one slogan."""
    tokens = segment.split()
    titles = honorifics.titles_behind(["", *tokens])
    if titles == len(tokens):
        affixes.behind += tokens
    elif honorifics.all_after(tokens):
        for token in tokens:
            is_generation = honorifics.is_generation(token)
            kind = affixes.suffix if is_generation else affixes.credentials
            kind.append(token.strip(_EDGES))
    elif segment and not honorifics.are_pronouns(segment):
        affixes.credentials.append(" ".join(tokens))


def _without_tail(text: str, affixes: Affixes, column: str) -> str:
    """Without what follows a bar or a dash; a dash joins two single surnames."""
    head, *tails = _TAIL.split(text)
    for tail in filter(None, (tail.strip(_EDGES) for tail in tails)):
        is_single = tail.isalpha() and _SIGNS.isdisjoint(text)
        may_be_surname = column == "family" and not honorifics.is_credential(tail)
        is_surname = is_single and may_be_surname
        if not head.strip(_EDGES):
            head = tail
        elif is_surname:
            head = f"{head.strip()}-{tail}"
        else:
            for segment in _COMMAS.split(tail):
                _take_segment(segment.strip(_EDGES), affixes)
    return head


def _core(text: str, affixes: Affixes, column: str) -> str:
    """Without titles in front, and without credentials and the like behind."""
    tokens = tokens_of(text)
    title: str | None = None
    while tokens and column != "family" and honorifics.is_title(tokens[0], title):
        title = tokens.pop(0)
        affixes.prefix.append(title)
        if len(tokens) > 2 and honorifics.are_two_titles(title, tokens[:2]):  # Mr. & Mrs.
            affixes.prefix += tokens[:2]
            del tokens[:2]
    if len(tokens) > 1 and honorifics.are_pronouns(tokens[-1]):
        tokens.pop()
    tokens = _without_former(tokens, affixes)
    least = 0 if column == "family" else 1
    before_doubtful = 2 if column == "full" else 1
    credentials: list[str] = []
    behind: list[str] = []
    while len(tokens) > least:
        titles = honorifics.titles_behind(tokens) if column != "middle" else 0
        if _is_after(tokens, credentials, affixes, before_doubtful):
            tokens.pop()
        elif titles:
            behind[:0] = tokens[-titles:]
            del tokens[-titles:]
        else:
            break
    affixes.credentials[:0] = credentials
    affixes.behind += behind
    return " ".join(tokens)


def _without_former(tokens: list[str], affixes: Affixes) -> list[str]:
    """Without a former name that a word announces: Mary Smith née Jones."""
    for place in range(1, len(tokens) - 1):
        if honorifics.is_former(tokens[place]):
            affixes.other_names.append(" ".join(tokens[place + 1 :]))
            return tokens[:place]
    return tokens


def _is_after(tokens: list[str], credentials: list[str], affixes: Affixes, words: int) -> bool:
    """Whether the last word only follows the name; if so, it is noted.

    A doubtful one needs so many words before it.
    """
    last = tokens[-1]
    is_shouted = all(token.isupper() for token in tokens[:-1])
    doubtful = len(tokens) > words and not is_shouted
    numeral = doubtful and len(last) > 1
    if len(tokens) > 1 and honorifics.is_generation(last, numeral):
        affixes.suffix.insert(0, last)
        return True
    if not honorifics.is_credential(last, doubtful):
        return False
    credentials.insert(0, last)
    return True


def _follows(tokens: list[str]) -> bool:
    """Whether all of the words only follow a name: degrees, titles, a generation."""
    return honorifics.all_after(tokens) or honorifics.are_titles_behind(tokens)


def _take_quoted(text: str, affixes: Affixes) -> None:
    """Note what stood in quotes: what the person is called."""
    content = squeeze(text).strip(_EDGES)
    if content.strip("."):
        affixes.nicknames.append(content)


def _take_bracketed(found: re.Match[str], affixes: Affixes, column: str, *, at_end: bool) -> None:
    """Note what stood in brackets, by what it is."""
    content = squeeze(_STRAY.sub(" ", found[1])).strip(_EDGES)
    tokens = content.split()
    if not tokens or honorifics.are_pronouns(content):
        return
    if honorifics.is_former(tokens[0]) and len(tokens) > 1:
        affixes.other_names.append(" ".join(tokens[1:]).strip(_EDGES))
    elif _follows(tokens) or len(tokens) > 4 or any(map(str.isdigit, content)):
        _take_segment(content, affixes)
    elif _is_other_name(content, found.string, column, at_end):
        affixes.other_names.append(content)
    else:
        affixes.nicknames.append(content)


def _is_other_name(content: str, text: str, column: str, at_end: bool) -> bool:
    """Whether brackets hold a former name or one in another script, no nickname."""
    outside = _BRACKETS.sub("", text)
    in_other_script = is_east_asian(content) != is_east_asian(outside)
    if column == "family" or in_other_script:
        return True
    first = content.split(maxsplit=1)[0]
    return column == "full" and at_end and not is_given_name(first)
