"""Published analyses of targets, worked out anew from the bundled tables, or from your own.

Examples
--------
>>> import zjpolicy as zj
>>> bool(zj.analyses.scorecard()["agreement"].eq("differs").any())
False
"""

from zjpolicy.comparing.analyses.growth import WORDINGS, after_miss, amplification, firmness, fulfilment
from zjpolicy.comparing.analyses.national import scorecard, tracking

__all__ = ["WORDINGS", "after_miss", "amplification", "firmness", "fulfilment", "scorecard", "tracking"]
