"""Turn government work reports into tables: one row for every figure, traced to the characters it came from.

Examples
--------
>>> import zjpolicy as zj
>>> report = zj.Report.from_text("We will add about 200 parks.", place="Zhejiang", year=2020)
>>> report.statements().loc[0, ["comparator", "measure", "kind", "status", "period", "place"]].tolist()
['~', 'parks', 'change', 'target', '2020', 'Zhejiang']
"""

import sys
from importlib.metadata import PackageNotFoundError, version

from zjpolicy.comparing import align, analyses, change, compare, match, panel, rank
from zjpolicy.comparing.checks import check
from zjpolicy.comparing.coding import agreement, precision, sample
from zjpolicy.comparing.scoring import score
from zjpolicy.corpus.attention import attention, mentions, readability
from zjpolicy.corpus.read_corpus import read_corpus
from zjpolicy.corpus.similarity import similarity
from zjpolicy.documents.catalog import catalog
from zjpolicy.errors import ExportError, ReadingError, SourceError, SourceWarning, TableError, UnitError, ZjpolicyError
from zjpolicy.load import load
from zjpolicy.reading.model import Quantity
from zjpolicy.reading.numbers import parse_number
from zjpolicy.reading.quantities import find_quantities, parse_quantity
from zjpolicy.registry.dictionaries import dictionaries
from zjpolicy.registry.indicators import indicators
from zjpolicy.registry.units import add_unit, convert
from zjpolicy.report import Report
from zjpolicy.showing import plot
from zjpolicy.showing.citing import cite
from zjpolicy.tables import export as _exporting
from zjpolicy.tables.datasets import dataset, datasets
from zjpolicy.tables.export import export
from zjpolicy.tables.user_table import read_table

# Imported by these names too, `from zjpolicy.plot import targets`, wherever the files stand.
sys.modules |= {f"{__name__}.analyses": analyses, f"{__name__}.export": _exporting, f"{__name__}.plot": plot}

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
    "add_unit",
    "agreement",
    "align",
    "analyses",
    "attention",
    "catalog",
    "change",
    "check",
    "cite",
    "compare",
    "convert",
    "dataset",
    "datasets",
    "dictionaries",
    "export",
    "find_quantities",
    "indicators",
    "load",
    "match",
    "mentions",
    "panel",
    "parse_number",
    "parse_quantity",
    "plot",
    "precision",
    "rank",
    "read_corpus",
    "read_table",
    "readability",
    "sample",
    "score",
    "similarity",
]
