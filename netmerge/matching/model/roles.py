"""Nothing → the names of what a level may tell the model beyond its weight."""

from __future__ import annotations

from enum import Enum


class Role(Enum):
    """What two records have in common, or not, where a comparison
    of theirs stands at a level.

    Each comparison says which of its levels have which role.
    """

    NAME_SAME = "one part of the whole name is the same"
    NAME_SPELLED_ALIKE = "one part of the whole name is the same, or is its initial"
    WHOLE_NAME = "the whole name is the same, spelt in an address"
    CALLED_ALIKE = "the name that tells relatives apart is the same, or a form of it"
    TWO_SPELLINGS = "that name is spelt in two ways, which may be two relatives'"
    SISTER_NAMES = "that name is one of two forms, which brothers or sisters bear, too"
    HARDLY_A_SLIP = "a name is spelt in two ways, of which the one is hardly a slip"
    TWO_MIDDLE_NAMES = "the middle name differs"
    TWO_NAMES = "that name differs, and the two are no forms of one"
    RENAMED = "the name that people change, in marrying for one, differs"
    OWN = "something is the same that only one person has"
    TWO_PEOPLE = "something differs that a person has but one of"
    BORN_ALIKE = "the day of birth is the same, as twins' is"
    BORN_APART = "the days of birth have nothing in common"
    ONE_YEAR = "of the days of birth only the year is the same, as in a class"
    BIRTHS_AGREE = "the days of birth do not contradict each other"
    NUMBERS_APART = "official numbers that people keep for life differ"
    ONE_HOME = "the home is the same"
    OWN_ADDRESSES = "each has an address of one firm or family that spells its own name"
    TWO_ENTRIES = "one book has an entry for each"
    REACHED_ALIKE = "a mobile or a mailbox is the same, which couples share"
    HOME_OR_FIRM = "something is the same that a home or a firm shares"
    ONE_FIRM = "the employer is the same"
