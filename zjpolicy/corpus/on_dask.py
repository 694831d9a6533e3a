"""What is read from many reports as Dask DataFrames, read by the workers of a cluster."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from hashlib import sha256
from importlib import import_module
from typing import Any

import pandas as pd

from zjpolicy.corpus.map_reports import Read
from zjpolicy.corpus.one_report import ERRORS, CorpusItem, opened, renamed
from zjpolicy.documents.editions import choose_edition, editions_of
from zjpolicy.documents.file_names import file_key
from zjpolicy.errors import ZjpolicyError
from zjpolicy.report import Report
from zjpolicy.tables.frames import table_of

# The most documents of one partition, and how many partitions there are at least.
PARTITION, LEAST = 32, 16


def read_on_dask(found: Sequence[CorpusItem], read_one: Read, columns: dict[str, str], reports: dict[str, str]) -> Any:
    """Return what is read as a Dask DataFrame, whose ``reports`` and ``errors`` are Dask DataFrames too.

    The three of a partition come from one task: computed together, each document is read once.

    Raises
    ------
    ZjpolicyError
        Dask is not installed.
    """
    try:
        dask, dd = import_module("dask"), import_module("dask.dataframe")
    except ImportError as error:
        raise ZjpolicyError('engine="dask" needs a package: pip install "zjpolicy[dask]"') from error
    size = min(PARTITION, -(-len(found) // LEAST)) or 1
    work = list(zip(map(opened, found), _twins(found), strict=True))
    read = partial(_partition, read=read_one, columns=columns, reports=reports)
    later = dask.delayed(read, nout=3)
    parts = [later(work[at : at + size]) for at in range(0, len(work), size)] or [later([])]
    with dask.config.set({"dataframe.convert-string": False}):  # Dask's strings have another dtype than pandas' own
        tables = [
            dd.from_delayed([part[at] for part in parts], meta=meta, verify_meta=True)
            for at, meta in enumerate(read([]))
        ]
    gathered, gathered.reports, gathered.errors = tables[0], *tables[1:]
    return gathered


def _partition(
    work: Sequence[tuple[CorpusItem, str]], read: Read, columns: dict[str, str], reports: dict[str, str]
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Rows, reports and errors of some documents."""
    tables, told, errors = [table_of([], columns)], [], []
    for document, twin in work:
        outcome = read(document)
        if outcome.report is None or outcome.table is None:
            errors.append(outcome.error or {})
            continue
        key = outcome.report["report"] + twin
        tables.append(renamed(outcome.table, key) if twin else outcome.table)
        told.append(outcome.report | {"report": key})
    filled = [table for table in tables if len(table)] or tables[:1]
    return pd.concat(filled, ignore_index=True), table_of(told, reports), table_of(errors, ERRORS)


def _twins(found: Sequence[CorpusItem]) -> list[str]:
    """What keeps keys apart that no process sees together: "~2" behind the key of a second document."""
    seen: Counter[object] = Counter()
    twins = []
    for document in found:
        key = None if document.refused else _key(document)
        seen[key] += 1
        twins.append(f"~{seen[key]}" if key is not None and seen[key] > 1 else "")
    return twins


def _key(document: CorpusItem) -> str:
    """The key that a document will have, told without reading it."""
    if isinstance(document.source, Report):
        return document.source.key
    if document.key:
        return document.key
    if document.is_text or hasattr(document.source, "read"):
        return document.load().key
    if isinstance(document.source, bytes | bytearray | memoryview):
        return sha256(bytes(document.source).removeprefix(b"\xef\xbb\xbf")).hexdigest()[:12]
    if row := choose_edition(editions_of(document.name), document.name, document.language, document.edition):
        return row["key"]
    return file_key(document.name) or document.name
