"""Members → the name of each contact, its parts, and the other forms."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.columns import runs
from netmerge.columns.flags import flags
from netmerge.columns.joining import joined
from netmerge.columns.ragged import scatter
from netmerge.columns.types import Flags, Ints
from netmerge.merging.choices import (
    Fields,
    as_union,
    chosen_holding,
)
from netmerge.merging.members import Members
from netmerge.merging.misnomers import (
    turned_round,
    with_company,
)
from netmerge.merging.misread import as_written, with_mended_names
from netmerge.merging.unread import UNREAD
from netmerge.merging.values import (
    Distinct,
    Holding,
    Values,
    distinct,
    join,
    name_key,
    name_keys,
    without,
)
from netmerge.text.garbled import garbled

PARTS = ("given_name", "middle_name", "family_name")
_WORD = r"\p{L}[\p{L}\p{M}'’-]+"
_SCRIPT_WITHOUT_BLANKS = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}]{2}"
_ACCENTED = r"[\x{00C0}-\x{024F}\x{1E00}-\x{1EFF}]"


def names(members: Members) -> Fields:
    """full_name with its parts, and other_names.

    Of the forms of a name (spellings without regard to case and
    accents) a garbled one comes last (愛?, 5usan), a complete one
    before one with initials or a single word, one with a family name before one with a company in
    its place, human case before capitals, given name first before
    family name first, typed before scanned, fresher before older.
    Of the spellings of a form: human case, then more accents, then
    typed, then fresher. The parts are those of a record that holds
    the form, told apart by its source if there is one.
    """
    members = with_mended_names(members)
    forms = _best_spelling(members, distinct(_forms(members), name_keys))
    scanned = forms.all(members.scanned[forms.occurrences.row])
    forms = forms.ranked(
        flags(garbled(forms.best.text)),
        _incompleteness(forms.best.text),
        with_company(forms, members),
        _shouted(forms.best.text),
        turned_round(forms, members),
        scanned,
    )
    first = runs.begins(forms.best.contact)
    chosen = forms.occurrences.where(first[forms.group])
    others = _other_names(members, forms, first)
    full_name = forms.firsts(members.contacts)
    fields = Fields({"full_name": full_name}, chosen_holding("full_name", forms))
    fields |= _parts(members, chosen, full_name)
    fields |= as_union("other_names", others, members.contacts)
    written = as_written(members, full_name, fields.columns["other_names"])
    return fields | Fields(leftovers={UNREAD["name"]: written})


def _forms(members: Members) -> Values:
    """The whole name of each member; also its parts put together,
    where they say more than the whole name.
    """
    written = members.clean("full_name")
    composed = joined([members.clean(part) for part in PARTS], " ", len(members.row))
    differs = pc.fill_null(pc.not_equal(composed, written), composed.is_valid())
    rows = np.flatnonzero(flags(differs))
    whole = written.take(rows).to_pylist()
    parts = composed.take(rows).to_pylist()
    more = [_says_more(*pair) for pair in zip(whole, parts, strict=True)]
    rows = rows[np.array(more, dtype=bool)]
    put_together = Values(members.contact[rows], rows, composed.take(rows))
    return join(members.values(written), put_together).sorted()


def _says_more(written: str | None, composed: str) -> bool:
    known = name_key(written or "")
    return not all(word in known for word in name_key(composed).split())


def _best_spelling(members: Members, forms: Distinct) -> Distinct:
    text = forms.occurrences.text
    accents = np.asarray(pc.count_substring_regex(text, _ACCENTED))
    scanned = members.scanned[forms.occurrences.row]
    order = np.lexsort((scanned, -accents, _shouted(text), forms.group))
    best = order[runs.starts(forms.group[order])]
    return Distinct(forms.occurrences, forms.group, forms.occurrences.take(best))


def _incompleteness(text: pa.Array) -> Ints:
    """0 for a name of two whole words (or in a script without
    blanks), 1 with initials, 2 for a single word.
    """
    words = np.asarray(pc.count_substring_regex(text, _WORD))
    unspaced = flags(pc.match_substring_regex(text, _SCRIPT_WITHOUT_BLANKS))
    several = flags(pc.match_substring(text, " "))
    return np.select([(words >= 2) | unspaced, several], [0, 1], 2)


def _shouted(text: pa.Array) -> Ints:
    """1 for a name all in capitals or all in small letters, 0 for
    human case and for scripts without case.
    """
    shouted = pc.or_(pc.utf8_is_upper(text), pc.utf8_is_lower(text))
    return flags(shouted).astype(np.int64)


def _other_names(
    members: Members,
    forms: Distinct,
    first: Flags,
) -> Distinct:
    """All forms but the first, best first, then maiden and former
    names.
    """
    by_rank = np.argsort(forms.group, kind="stable")
    by_rank = by_rank[~first[forms.group[by_rank]]]
    spelled = forms.best.text.take(forms.group[by_rank])
    held = forms.occurrences
    other_forms = Values(held.contact[by_rank], held.row[by_rank], spelled)
    told = [members.clean("other_names"), members.raw("other_names")]
    listed = join(*map(members.list_values, told))
    further = without(listed, forms.best.where(first), name_keys)
    return distinct(join(other_forms, further), name_keys)


def _parts(
    members: Members,
    chosen: Values,
    full_name: pa.Array,
) -> Fields:
    """The parts of the name, as one of the records that hold the
    chosen form has them, in the chosen spelling.
    """
    columns = {part: members.clean(part).take(chosen.row) for part in PARTS}
    given = [flags(column.is_valid()) for column in columns.values()]
    known = np.sum(given, axis=0)  # (occurrences,) parts of the name, 0 to 3
    written = [flags(members.raw(part).is_valid()) for part in ("given_name", "family_name")]
    by_source = (written[0] & written[1])[chosen.row]
    same = flags(pc.equal(chosen.text, full_name.take(chosen.contact)))
    order = np.lexsort((~same, ~by_source, -np.minimum(known, 2), chosen.contact))
    best = order[runs.starts(chosen.contact[order])]
    of_best = {part: column.take(best) for part, column in columns.items()}
    spelled = _respelled(of_best, full_name, same[best])
    parts = Fields()
    for part, column in columns.items():
        merged = scatter(spelled[part], chosen.contact[best], members.contacts)
        here = merged.take(chosen.contact)
        equal = np.array(flags(pc.equal(column, here)))
        equal[best] = flags(here.take(best).is_valid())
        row, contact = chosen.row[equal], chosen.contact[equal]
        parts |= Fields({part: merged}, [Holding(part, row, contact, merged)])
    return parts


def _respelled(
    parts: dict[str, pa.Array],
    full_name: pa.Array,
    same: Flags,
) -> dict[str, pa.Array]:
    """The parts with the letters of the whole name, where a record
    splits it that spells it otherwise.
    """
    columns = {part: column.to_pylist() for part, column in parts.items()}
    named = full_name.drop_null().to_pylist()
    for place in np.flatnonzero(~same).tolist():
        words = named[place].split()
        written = [(part, word) for part in PARTS for word in (columns[part][place] or "").split()]
        if [name_key(word) for _, word in written] != [
            name_key(word) for word in words[: len(written)]
        ]:
            continue
        for part in PARTS:
            taken = [word for (of, _), word in zip(written, words, strict=False) if of == part]
            columns[part][place] = " ".join(taken) or None
    return {part: pa.array(column, pa.string()) for part, column in columns.items()}
