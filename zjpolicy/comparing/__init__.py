"""Figures against figures: targets and outcomes, years, places, promises and results of one report, two editions."""

from zjpolicy.comparing.alignment import align
from zjpolicy.comparing.changes import change
from zjpolicy.comparing.matching import match
from zjpolicy.comparing.panel import panel
from zjpolicy.comparing.ranking import rank
from zjpolicy.comparing.targets import compare

__all__ = ["align", "change", "compare", "match", "panel", "rank"]
