"""The name columns of a record → the name, and all that stood around it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from netmerge.clean.names import honorifics
from netmerge.clean.names.affixes import (
    Affixes,
    core_of_column,
    core_of_whole,
    listed,
    take_suffix,
    tokens_of,
)
from netmerge.clean.names.fullnames import Parts, is_east_asian, join_parts, split_full_name
from netmerge.clean.names.nicknames import nickname_groups
from netmerge.clean.names.order import (
    are_particles,
    is_surname_alone,
    parted,
    particles_at_end,
    with_particles_first,
)
from netmerge.text.casing import human_case, is_uncased, unshouted
from netmerge.text.folding import LONGEST, fold, strip_decoration
from netmerge.words import PARTICLES

__all__ = ["Name", "Written", "clean_name", "name_key", "nickname_groups"]

_OTHER_SCRIPT = re.compile(r"[\u0370-\u1dff\u2e80-\ud7ff\uf900-\ufefc\U00010000-\U0003ffff]")
_INITIAL = re.compile(r"[^\W\d_]\.?")


class Written(NamedTuple):
    """The name columns of a record as they were written, "" where null."""

    kind: str = "person"
    full_name: str = ""
    prefix: str = ""
    given_name: str = ""
    middle_name: str = ""
    family_name: str = ""
    suffix: str = ""
    nickname: str = ""
    maiden_name: str = ""
    phonetic_name: str = ""


class Name(NamedTuple):
    """A cleaned name; parts are None where there are none."""

    full_name: str | None = None
    prefix: str | None = None
    given_name: str | None = None
    middle_name: str | None = None
    family_name: str | None = None
    suffix: str | None = None
    credentials: tuple[str, ...] = ()
    nicknames: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()


def clean_name(written: Written) -> Name:
    """Take a record's name columns apart and put them right.

    Titles, generations, credentials, nicknames and former names go to their
    own fields; decoration, pronouns and capitals go; Last, First is turned
    round; a name given only as a whole is split. No letter of a name is
    lost.
    """
    if written.kind in {"organisation", "group"} or not _is_name(written):
        return _left_alone(written)
    for column in ("prefix", "suffix"):  # what Dutch lists call Voorvoegsel
        if written.family_name and are_particles(particles := getattr(written, column)):
            family = f"{particles} {written.family_name}"
            written = written._replace(**{column: "", "family_name": family})
    affixes = Affixes(prefix=tokens_of(written.prefix))
    take_suffix(written.suffix, affixes)
    parts = _parts(written, affixes)
    affixes.nicknames += listed(written.nickname)
    affixes.other_names += [*listed(written.maiden_name), *listed(written.phonetic_name)]
    if not any(parts):  # what else the person is called must serve as the name
        others = (*affixes.nicknames, *affixes.other_names, "")
        parts = _parts_of_whole(others[0], affixes)
    bare = strip_decoration(written.full_name)
    return _finish(_cased(parts), affixes, bare)


def name_key(name: str) -> str:
    """The folded words of a name in order: equal for Wei Zhang and ZHANG, Wei."""
    words = fold(name).split()
    return " ".join(sorted(words))


def _is_name(written: Written) -> bool:
    """Whether the columns can be a person's name: no address, no paragraph."""
    return "@" not in "".join(written) and max(map(len, written)) <= LONGEST


def _left_alone(written: Written) -> Name:
    """The columns as they are, of what is no person's name."""
    columns = (written.given_name, written.middle_name, written.family_name)
    parts = " ".join(filter(None, columns))
    texts = (written.full_name, parts, written.maiden_name, written.phonetic_name)
    bare = filter(None, map(strip_decoration, texts))
    full_name, *others = list(dict.fromkeys(bare)) or [""]
    return Name(
        full_name=full_name or None,
        prefix=strip_decoration(written.prefix) or None,
        suffix=strip_decoration(written.suffix) or None,
        nicknames=tuple(listed(written.nickname)),
        other_names=tuple(others),
    )


def _parts(written: Written, affixes: Affixes) -> Parts:
    """The parts of a name out of the columns, whichever of them were filled."""
    columns = (written.given_name, written.middle_name, written.family_name)
    filled = [text for text in columns if tokens_of(text)]
    if not filled:
        return _parts_of_whole(written.full_name, affixes)
    if len(filled) == 1 and "," in filled[0]:  # Last, First in one column
        parts = _parts_of_whole(filled[0], affixes)
    else:
        parts = _parts_of_columns(written, affixes)
    return _with_whole(written.full_name, parts, affixes)


def _parts_of_columns(written: Written, affixes: Affixes) -> Parts:
    """The cores of the columns; the whole name may stand in the first."""
    given = core_of_column(written.given_name, affixes, "given")
    middle = core_of_column(written.middle_name, affixes, "middle")
    family = core_of_column(written.family_name, affixes, "family")
    is_whole = " " in given or is_east_asian(given)
    if is_whole and not middle and not family:
        return parted(given.split(), titles_behind=bool(affixes.behind))
    title = honorifics.east_asian_title(given)
    if title and family:
        affixes.behind.append(title)
        given = given.removesuffix(title).strip()
    return _with_initial(with_particles_first(Parts(given, middle, family)))


def _parts_of_whole(text: str, affixes: Affixes) -> Parts:
    """The parts of a whole name, in whatever order it was written."""
    core, family = core_of_whole(text, affixes)
    if not family:
        return _parts_of_core(core, affixes)
    words = core.split()
    if words and not family.islower() and PARTICLES.content.surname_starts.issuperset(words):
        *before, last = family.split()  # Anna Berg, van den
        if not before:
            return Parts("", "", f"{core} {last}")
        return split_full_name([*before, *words, last])
    count = particles_at_end(words) if len(words) > 1 else 0
    particles = words[len(words) - count :]
    given, *middle = words[: len(words) - count] or [""]
    family = " ".join([*particles, family])
    return with_particles_first(Parts(given, " ".join(middle), family))


def _parts_of_core(core: str, affixes: Affixes) -> Parts:
    """The parts of what is left of a whole name without a comma."""
    title = honorifics.east_asian_title(core) if is_east_asian(core) else ""
    if title:
        affixes.behind.append(title)
        core = core.removesuffix(title).strip()
        if is_surname_alone(core, title):
            return Parts("", "", core)
    return parted(core.split(), titles_behind=bool(affixes.behind))


def _with_initial(parts: Parts) -> Parts:
    """A letter at the end of the given name is a middle name: John M. | Smith."""
    if parts.middle or not parts.family:
        return parts
    *given, last = parts.given.split() or [""]
    if not given or not _INITIAL.fullmatch(last):
        return parts
    return parts._replace(given=" ".join(given), middle=last)


def _with_whole(full_name: str, parts: Parts, affixes: Affixes) -> Parts:
    """The parts with what only the whole name says: a middle name, a missing
    part.

    A whole name that is another one goes to `affixes`.
    """
    if not full_name:
        return parts
    joined = " ".join(filter(None, parts))
    with_suffix = join_parts(*parts, " ".join(affixes.suffix))
    if full_name in {joined, with_suffix}:
        return parts
    beside = Affixes()
    whole = _parts_of_whole(full_name, beside)
    _merge(affixes, beside, parts)
    in_other_script = _is_other_script(whole) != _is_other_script(parts)
    if any(parts) and in_other_script:
        affixes.other_names.append(join_parts(*_cased(whole), ""))
        return parts
    known = _words_of(parts) | _words_of(affixes.nicknames)
    known |= _words_of((*affixes.prefix, *affixes.behind, *affixes.suffix, *affixes.credentials))
    if all(fold(word) in known for word in " ".join(whole).split()):
        return parts
    same_given = fold(whole.given) == fold(parts.given)
    same_family = fold(whole.family) == fold(parts.family)
    if same_given and same_family and not parts.middle:
        return parts._replace(middle=whole.middle)
    if (same_given or same_family) and _words_of(parts) <= _words_of(whole):
        return whole
    affixes.other_names.append(join_parts(*_cased(whole), ""))
    return parts


def _merge(affixes: Affixes, beside: Affixes, parts: Parts) -> None:
    """Add what stood around the whole name and not around its parts."""
    for name, found in vars(beside).items():
        held = vars(affixes)[name]
        known = {fold(text) for text in (*held, *parts)} - {""}
        held += [text for text in found if fold(text) not in known]


def _words_of(texts: Iterable[str]) -> set[str]:
    """The folded words of texts, and the parts into which folding takes them."""
    folded = [fold(word) for text in texts for word in text.split()]
    return {part for whole in folded for part in (whole, *whole.split())}


def _is_other_script(parts: Parts) -> bool:
    """Whether a name is in another script than Latin."""
    return any(map(_OTHER_SCRIPT.search, parts))


def _cased(parts: Parts) -> Parts:
    """Human case where a part is all capitals or all lower case."""
    whole = " ".join(parts)
    turkish = not set("İŞĞ").isdisjoint(whole)
    given, middle, family = parts
    written_out = not is_uncased(whole) and bool(family)
    are_initials = written_out and given.isupper() and len(given) == 2  # AJ Smith
    if is_uncased(given) and not are_initials:
        given = human_case(given, initials=True, turkish=turkish)
    if is_uncased(middle):
        middle = human_case(middle, initials=True, turkish=turkish)
    is_cut_short = written_out and are_particles(family)  # Anna van der
    if is_uncased(family) and not is_cut_short:
        family = human_case(family, turkish=turkish)
    elif not is_cut_short:
        family = unshouted(family)
    return Parts(given, middle, family)


@lru_cache(maxsize=4096)
def _shown(text: str) -> str:
    return human_case(text) if is_uncased(text) and len(text) > 2 else text


def _finish(parts: Parts, affixes: Affixes, bare: str) -> Name:
    """The cleaned name; `bare` is shown where no name was found in it (Dr.)."""
    suffix = " ".join(_each_once(affixes.suffix))
    prefix = " ".join(_each_once([*affixes.prefix, *affixes.behind]))
    whole = join_parts(*parts, suffix) if any(parts) else bare
    if honorifics.of_a_couple(affixes.prefix):  # else the name would be one partner's
        whole = f"{prefix} {whole}"
    return Name(
        full_name=whole or None,
        prefix=prefix or None,
        given_name=parts.given or None,
        middle_name=parts.middle or None,
        family_name=parts.family or None,
        suffix=suffix or None,
        credentials=_each_once(affixes.credentials),
        nicknames=_each_once(map(_shown, affixes.nicknames)),
        other_names=_each_once(map(_shown, affixes.other_names)),
    )


def _each_once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
