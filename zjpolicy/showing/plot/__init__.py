"""Charts of tables: each function takes a table and, if wished, an ``ax``, and returns the ``Axes``.

The title of a chart is its finding, the line below it says what is drawn and in which unit, the source stands at the
foot, and shapes and hatches say what colours say. Chinese labels are drawn with a font that has them.
``plt.style.use(zj.plot.STYLE)`` gives charts of your own the same look.

Examples
--------
>>> import zjpolicy as zj
>>> report = zj.Report.from_text("We will build 30 schools and strive for growth of 5%.", place="Zhejiang", year=2020)
>>> ax = zj.plot.firmness(report.statements())
>>> ax.get_title()
'None of 2 targets is ensured'
"""

from zjpolicy.showing.plot.attention import attention
from zjpolicy.showing.plot.comparisons import promises, targets
from zjpolicy.showing.plot.counts import firmness, topics
from zjpolicy.showing.plot.frame import STYLE
from zjpolicy.showing.plot.panels import gaps, misses
from zjpolicy.showing.plot.values import places, timeline

__all__ = ["STYLE", "attention", "firmness", "gaps", "misses", "places", "promises", "targets", "timeline", "topics"]
