"""What the words of a command line name: reports, tables, standard input; and how many processes are worth it."""

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import Any

import pandas as pd

from zjpolicy.cli.telling import SCREEN
from zjpolicy.corpus.sources import corpus_items
from zjpolicy.documents.catalog import catalog
from zjpolicy.documents.formats import TABLES
from zjpolicy.errors import SourceError
from zjpolicy.load import load
from zjpolicy.report import Report
from zjpolicy.tables.datasets import dataset, datasets
from zjpolicy.tables.user_table import read_table

# A process takes about a second to start, in which another reads so many bytes of reports.
WORTH_A_PROCESS = 1_000_000


def known(arguments: Namespace) -> dict[str, Any]:
    """What the command line says of a source that its text may not tell."""
    return {name: getattr(arguments, name, None) for name in ("language", "place", "year")}


def report_of(source: str, **about: Any) -> Report:
    """Return the report that a word of the command line names; ``-`` is standard input."""
    if source == SCREEN:
        if sys.stdin.isatty():
            raise SourceError("-: standard input is the keyboard: pipe a report to it, or name a file")
        return load(sys.stdin.buffer, **about)
    return load(source, **about)


def is_one(source: str) -> bool:
    """Whether a word names one report, and no folder, pattern or table of reports."""
    return source == SCREEN or [item.source for item in corpus_items(source)] == [source]


def table_of(source: str, **about: Any) -> pd.DataFrame | Report:
    """Return what a word names: a bundled table by its name, a table in a file, or a report."""
    names = set(datasets()["name"])
    if source in names and not catalog()["key"].str.startswith(f"{source}-").any():
        return dataset(source)
    if source.lower().endswith(TABLES):
        return read_table(source)
    return report_of(source, **about)


def figures_of(source: str, **about: Any) -> pd.DataFrame:
    """Return the figures of a report, or a table as it is."""
    found = table_of(source, **about)
    return found.statements() if isinstance(found, Report) else found


def workers_worth(sources: Sequence[Any], asked: int) -> int:
    """Return how many processes are worth starting: no more than asked for, and one where there is little to read.

    Examples
    --------
    >>> workers_worth(["http://example.org/report.html"] * 3, 4), workers_worth([b"GDP grew by 6%."] * 9, 4)
    (3, 1)
    """
    if asked == 1:
        return 1
    return max(1, min(asked, sum(map(_size, sources)) // WORTH_A_PROCESS))


def _size(item: Any) -> int:
    """How much there is to read; what is to be downloaded is waited for."""
    source = getattr(item, "source", item)
    if not isinstance(source, str):
        return 0
    return os.path.getsize(source) if os.path.isfile(source) else WORTH_A_PROCESS
