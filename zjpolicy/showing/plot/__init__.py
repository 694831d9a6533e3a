"""Charts of tables: each function takes a table and, if wished, an ``ax``, and returns the ``Axes``.

Every chart says in its title what is shown, has its unit on the axis and its source below, and can be read without
colour. Chinese labels are drawn with a font that has them.

Examples
--------
>>> import zjpolicy as zj
>>> report = zj.Report.from_text("We will build 30 schools and strive for growth of 5%.", place="Zhejiang", year=2020)
>>> ax = zj.plot.firmness(report.statements())
>>> ax.get_title()
'How firmly targets are worded: Zhejiang, 2 targets'
"""

from zjpolicy.showing.plot.attention import attention
from zjpolicy.showing.plot.comparisons import promises, targets
from zjpolicy.showing.plot.counts import firmness, topics
from zjpolicy.showing.plot.panels import gaps, misses
from zjpolicy.showing.plot.values import places, timeline

__all__ = ["attention", "firmness", "gaps", "misses", "places", "promises", "targets", "timeline", "topics"]
