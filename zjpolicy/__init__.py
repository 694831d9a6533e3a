"""Turn government work reports into tables: one row for every figure, traced to the characters it came from.

Begin with ``report = zj.load("zhejiang-2020")``, a path, an address or bytes, or with ``zj.Report.from_text(text)``.
Then ``report.statements()`` is the table, and `Report.statements` tells what its columns mean. What to ask for next:

Reading
    `load`, `Report`, `read_corpus` (many reports, one table), `catalog`; `parse_number`, `parse_quantity`,
    `find_quantities` (numbers of any text), `convert` (units), `add_unit` (one of your own)
Looking
    ``report.show()``, ``report.to_html(path)``, `plot` (charts), `cite` (the reference of a figure)
Comparing
    `compare` (targets with outcomes), `panel` (places by years), `change` (year on year), `rank`, `match` (promises and
    results of one report), `align` (two languages), `analyses` (published ones)
Checking
    `check` (figures that contradict each other), `score` (against a gold set), `sample`, `precision`, `agreement`
Counting words
    `attention`, `mentions`, `similarity`, `readability`, `dictionaries`
Tables
    `datasets`, `dataset`, `indicators`, `read_table` (your own), `export` (CSV, Excel, Parquet, Stata, JSON Lines)

``help(zj.panel)`` and the like tell what each takes and gives, with an example. An error is a `ZjpolicyError`, or a
TypeError where an argument is of the wrong kind, and names the remedy.

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
from zjpolicy.showing.lines import show_in_lines as _show_in_lines
from zjpolicy.tables import export as _exporting
from zjpolicy.tables.datasets import dataset, datasets
from zjpolicy.tables.export import export
from zjpolicy.tables.user_table import read_table

# Imported by these names too, `from zjpolicy.plot import targets`, wherever the files stand.
sys.modules |= {f"{__name__}.analyses": analyses, f"{__name__}.export": _exporting, f"{__name__}.plot": plot}

_show_in_lines()

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
