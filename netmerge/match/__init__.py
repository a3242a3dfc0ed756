"""Records and their cleaned values in, links out: which records are one person, and why."""

from netmerge.match.explain import Explanation, explain
from netmerge.match.links import Links, match_records
from netmerge.match.model import Model

__all__ = ["Explanation", "Links", "Model", "explain", "match_records"]
