"""Figures against figures: targets and outcomes, years, places, promises and results of one report, two editions."""

from zjpolicy.comparison.alignment import align
from zjpolicy.comparison.changes import change
from zjpolicy.comparison.matching import match
from zjpolicy.comparison.ranking import rank
from zjpolicy.comparison.targets import compare

__all__ = ["align", "change", "compare", "match", "rank"]
