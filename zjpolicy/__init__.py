"""Turn government work reports into tables: one row for every figure, traced to the characters it came from.

Examples
--------
>>> import zjpolicy as zj
>>> report = zj.Report.from_text("We will add about 200 parks.", place="Zhejiang", year=2020)
>>> report.statements().loc[0, ["comparator", "measure", "kind", "status", "period", "place"]].tolist()
['~', 'parks', 'change', 'target', '2020', 'Zhejiang']
"""

from importlib.metadata import PackageNotFoundError, version

from zjpolicy import analyses, plot
from zjpolicy.catalog import catalog
from zjpolicy.checks import check
from zjpolicy.citing import cite
from zjpolicy.comparison import align, change, compare, match, rank
from zjpolicy.corpus import read_corpus
from zjpolicy.datasets import dataset, datasets
from zjpolicy.errors import ExportError, ReadingError, SourceError, SourceWarning, TableError, UnitError, ZjpolicyError

# The function has the name of its module: imported here, once and for all, the function is what `zj.indicators` means.
from zjpolicy.indicators import indicators
from zjpolicy.numbers import parse_number
from zjpolicy.quantities import find_quantities, parse_quantity
from zjpolicy.quantity import Quantity
from zjpolicy.report import Report
from zjpolicy.scoring import score
from zjpolicy.sources import load
from zjpolicy.tables import read_table
from zjpolicy.units import convert

try:
    __version__ = version("zjpolicy")
except PackageNotFoundError:  # a source tree that was never installed
    __version__ = "0+unknown"

__all__ = [
    "ExportError",
    "Quantity",
    "ReadingError",
    "Report",
    "SourceError",
    "SourceWarning",
    "TableError",
    "UnitError",
    "ZjpolicyError",
    "__version__",
    "align",
    "analyses",
    "catalog",
    "change",
    "check",
    "cite",
    "compare",
    "convert",
    "dataset",
    "datasets",
    "find_quantities",
    "indicators",
    "load",
    "match",
    "parse_number",
    "parse_quantity",
    "plot",
    "rank",
    "read_corpus",
    "read_table",
    "score",
]
