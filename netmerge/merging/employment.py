"""Members → company, title and department, and earlier ones as history."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from netmerge.clean.companies import (
    company_keys,
    title_keys,
)
from netmerge.columns.chunks import NO_TEXT
from netmerge.columns.codes import numbered, unique_map
from netmerge.columns.joining import joined
from netmerge.columns.types import Flags, Ints
from netmerge.merging.choices import Fields, as_union
from netmerge.merging.members import Members
from netmerge.merging.values import (
    Holding,
    Keys,
    Values,
    distinct,
    distinct_codes,
    join,
    name_keys,
)

_NONE = -1


@dataclass(frozen=True)
class Employment:
    """The fields, and for each member whether it speaks of another
    employer than the contact's present one.
    """

    fields: Fields
    elsewhere: Flags


@dataclass(frozen=True)
class _Positions:
    """Positions held (a company, a title or both), in the order of
    the members; equal codes mean the same one.
    """

    row: Ints
    company: pa.Array
    title: pa.Array
    company_code: Ints
    title_code: Ints

    def at(self, places: Ints) -> _Positions:
        picked = pa.array(places)
        codes = self.company_code[places], self.title_code[places]
        return _Positions(
            self.row[places], self.company.take(picked), self.title.take(picked), *codes
        )


def employment(members: Members) -> Employment:
    """company, title, department and history.

    The freshest record that names a company gives company and title
    together. Where it has no title, the freshest record of the same
    company, or of no company, gives it. Every other position is
    history, latest first, unless a fuller one says the same.
    """
    held = _positions(members)
    main = held.at(np.arange(len(members.row)))
    has_company, has_title = main.company_code != _NONE, main.title_code != _NONE
    in_company = _first(members, has_company)
    present = np.where(in_company < 0, _first(members, has_title), in_company)
    company = _code_at(main.company_code, present)
    beside = company[members.contact]  # (members,) the present company of each one's contact
    named = has_company & (beside != _NONE)
    elsewhere = named & (main.company_code != beside)
    title_row = _own_or_first(members, present, has_title, ~elsewhere)
    title = _code_at(main.title_code, title_row)
    companies = _taken(main.company, present)
    titles = _taken(main.title, title_row)
    fields = (
        _held("company", held.row, held.company_code, company, companies, members)
        | _held("title", held.row, held.title_code, title, titles, members)
        | _department(members, present, elsewhere)
        | _history(members, held, company, title)
    )
    return Employment(fields, elsewhere)


def _positions(members: Members) -> _Positions:
    """Each member's own position (null where it has none), then its
    further companies and titles.
    """
    companies = members.list_values(members.clean("other_companies"))
    titles = members.list_values(members.clean("other_titles"))
    row = np.concatenate([np.arange(len(members.row)), companies.row, titles.row])
    no_company = pa.repeat(NO_TEXT, len(titles))
    no_title = pa.repeat(NO_TEXT, len(companies))
    company = pa.concat_arrays([members.clean("company"), companies.text, no_company])
    title = pa.concat_arrays([members.clean("title"), no_title, titles.text])
    further = company_keys(company.slice(len(members.row)))
    keys = pa.concat_arrays([members.clean("company_key"), further])
    company_code = numbered(pc.coalesce(keys, company))
    return _Positions(row, company, title, company_code, _codes(title, _title_keys))


def _title_keys(texts: pa.Array) -> pa.Array:
    """Founder & CEO and CEO and Founder are one title."""
    keys = pc.coalesce(title_keys(texts), texts)
    return unique_map(keys, lambda key: " ".join(sorted(key.split())))


def _codes(texts: pa.Array, keys_of: Keys) -> Ints:
    return numbered(pc.coalesce(keys_of(texts), texts))


def _first(members: Members, where: Flags) -> Ints:
    """The first member of each contact for which something holds,
    -1 where there is none.
    """
    places = np.flatnonzero(where)[::-1]
    first = np.full(members.contacts, _NONE, dtype=np.int64)
    first[members.contact[places]] = places
    return first


def _own_or_first(
    members: Members,
    present: Ints,
    has: Flags,
    fits: Flags,
) -> Ints:
    """The member of the present position if it has a value, else
    the first fitting one that has.
    """
    own = (present >= 0) & np.append(has, False)[present]
    return np.where(own, present, _first(members, has & fits))


def _code_at(codes: Ints, rows: Ints) -> Ints:
    return np.where(rows >= 0, np.append(codes, _NONE)[rows], _NONE)


def _taken(column: pa.Array, rows: Ints) -> pa.Array:
    return column.take(pa.array(rows, mask=rows < 0))


def _held(
    name: str, row: Ints, codes: Ints, chosen: Ints, column: pa.Array, members: Members
) -> Fields:
    """A chosen column with all who hold its value."""
    contact = members.contact[row]
    same = (codes != _NONE) & (codes == chosen[contact])
    return Fields({name: column}, [Holding(name, row[same], contact[same], column)])


def _department(
    members: Members,
    present: Ints,
    elsewhere: Flags,
) -> Fields:
    departments = members.clean("department")
    codes = _codes(departments, name_keys)
    row = _own_or_first(members, present, codes != _NONE, ~elsewhere)
    chosen = _code_at(codes, row)
    column = _taken(departments, row)
    fields = _held("department", np.arange(len(codes)), codes, chosen, column, members)
    lost = (codes != _NONE) & (codes != chosen[members.contact])
    others = np.flatnonzero(lost)
    left = Values(members.contact[others], others, departments.take(others))
    return fields | Fields(leftovers={"department": distinct(left, name_keys).best})


def _history(
    members: Members,
    held: _Positions,
    company: Ints,
    title: Ints,
) -> Fields:
    """Every position that is neither the present one nor said more
    fully by another.
    """
    held = held.at(np.argsort(held.row, kind="stable"))
    contact = members.contact[held.row]
    no_company = held.company_code == _NONE
    no_title = held.title_code == _NONE
    whole = ~no_company & ~no_title
    in_company = no_company | (held.company_code == company[contact])
    with_title = no_title | (held.title_code == title[contact])
    told = in_company & with_title
    told |= no_title & _among(contact, held.company_code, whole)
    told |= no_company & _among(contact, held.title_code, whole)
    kept = np.flatnonzero(~told)
    held, contact = held.at(kept), contact[kept]
    width = int(title.max(initial=0)) + int(held.title_code.max(initial=0)) + 2
    pairs = held.company_code * width + held.title_code
    codes = np.unique(pairs, return_inverse=True)[1] if len(pairs) else pairs
    dates = members.dates.take(held.row)
    lines = Values(contact, held.row, _lines(held, dates))
    told_as_such = members.list_values(members.raw("history"))
    lines, codes = _with_told(lines, codes, told_as_such)
    return as_union("history", distinct_codes(lines, codes), members.contacts)


def _with_told(
    lines: Values,
    codes: Ints,
    told: Values,
) -> tuple[Values, Ints]:
    """The lines and, behind them, those that sources tell as such;
    of one text, one code.
    """
    if not len(told):
        return lines, codes
    text = numbered(pa.concat_arrays([lines.text, told.text]))
    new = int(codes.max(initial=-1)) + 1
    code_of_text = new + np.arange(int(text.max()) + 1)  # (texts,)
    code_of_text[text[: len(lines)]] = codes
    contact = np.concatenate([lines.contact, told.contact])
    order = np.argsort(contact, kind="stable")
    codes = np.concatenate([codes, code_of_text[text[len(lines) :]]])
    return join(lines, told), codes[order]


def _among(contact: Ints, codes: Ints, some: Flags) -> Flags:
    """Whether the contact has the same code among some positions."""
    combined = contact * (int(codes.max(initial=0)) + 2) + codes
    return np.asarray(pd.Index(combined).isin(combined[some]))


def _lines(held: _Positions, dates: pa.Array) -> pa.Array:
    """`Title, Company (2021-06-30)`, each part only where it is
    known.
    """
    position = joined([held.title, held.company], ", ", len(held.title))
    dated = pc.binary_join_element_wise(position, " (", dates, ")", "")
    return pc.coalesce(dated, position)
