"""Records and their cleaned values → links: which records are one person, and
why.
"""

from netmerge.matching.charts import weights_chart
from netmerge.matching.cluster.held import Held
from netmerge.matching.comparisons import Comparison
from netmerge.matching.evaluate import Evaluation, evaluate
from netmerge.matching.explain import Explanation, explain, in_short
from netmerge.matching.links import Links
from netmerge.matching.match import match_records
from netmerge.matching.model.model import Model
from netmerge.matching.unlinkable import Unlinkable, unlinkable
from netmerge.matching.weights import Priors, priors

__all__ = [
    "Comparison",
    "Evaluation",
    "Explanation",
    "Held",
    "Links",
    "Model",
    "Priors",
    "Unlinkable",
    "evaluate",
    "explain",
    "in_short",
    "match_records",
    "priors",
    "unlinkable",
    "weights_chart",
]
