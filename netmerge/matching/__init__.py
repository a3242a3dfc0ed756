"""Records and their cleaned values in, links out: which records are one person, and why."""

from netmerge.matching.explain import Explanation, explain
from netmerge.matching.links import Links, match_records
from netmerge.matching.model import Model

__all__ = ["Explanation", "Links", "Model", "explain", "match_records"]
