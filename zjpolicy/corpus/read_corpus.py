"""Many reports at once: one table of statements, whatever fails beside it, on one machine or on a Dask cluster."""

import os
import warnings
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Literal, overload

import pandas as pd

from zjpolicy.corpus.map_reports import Read, run
from zjpolicy.corpus.on_dask import read_on_dask
from zjpolicy.corpus.one_report import ERRORS, REPORTS, CorpusItem, Outcome, read_item, renamed
from zjpolicy.corpus.processes import checked_workers
from zjpolicy.corpus.sources import Sources, corpus_items, hidden
from zjpolicy.corpus.store import Store, open_store, user_cache
from zjpolicy.documents.arguments import Part
from zjpolicy.errors import check_types, counted
from zjpolicy.registry.indicators import own_indicators
from zjpolicy.registry.units import added_units
from zjpolicy.tables.export import export
from zjpolicy.tables.frames import table_of
from zjpolicy.tables.statements import COLUMNS, RELATED


class Corpus(pd.DataFrame):
    """The statements of many reports: a DataFrame that knows its reports and its errors.

    Whatever is made from it, a selection or a copy, is a plain DataFrame.

    Attributes
    ----------
    reports : DataFrame
        One row for every report that was read: ``source`` (str, as given), ``report`` (str, the key that its
        statements have), ``place`` (str), ``year`` (Int64), ``language``, ``edition``, ``title``, ``text_sha256``
        (str), ``from_name`` (str: which of place and year only the file's name tells), ``figures`` (int64, how many
        statements).
    errors : DataFrame
        One row for every document that was not: ``source``, ``error`` (the error's type), ``message`` (str).

    Examples
    --------
    >>> import zjpolicy as zj
    >>> figures = zj.read_corpus([b"GDP grew by 6.8%."])
    >>> figures.reports["figures"].tolist(), len(figures.errors), type(figures.head()).__name__
    ([1], 0, 'DataFrame')
    """

    # pandas keeps these through pickling.
    _metadata = ["errors", "reports"]  # noqa: RUF012
    reports: pd.DataFrame
    errors: pd.DataFrame


@overload
def read_corpus(
    sources: Sources, *, language: str | None = ..., place: str | None = ..., year: int | None = ...,
    part: Part | None = ..., columns: Mapping[str, str] | None = ...,
    indicators: str | Path | pd.DataFrame | None = ..., relations: bool = ...,
    engine: Literal["local"] = ..., workers: int = ..., cache: bool | str | os.PathLike[str] = ...,
    output: None = ..., progress: bool | None = ...,
) -> Corpus: ...  # fmt: skip


@overload
def read_corpus(
    sources: Sources, *, language: str | None = ..., place: str | None = ..., year: int | None = ...,
    part: Part | None = ..., columns: Mapping[str, str] | None = ...,
    indicators: str | Path | pd.DataFrame | None = ..., relations: bool = ...,
    engine: Literal["local", "dask"] = ..., workers: int = ..., cache: bool | str | os.PathLike[str] = ...,
    output: str | os.PathLike[str] | None = ..., progress: bool | None = ...,
) -> Any: ...  # fmt: skip


def read_corpus(
    sources: Sources,
    *,
    language: str | None = None,
    place: str | None = None,
    year: int | None = None,
    part: Part | None = None,
    columns: Mapping[str, str] | None = None,
    indicators: str | Path | pd.DataFrame | None = None,
    relations: bool = False,
    engine: Literal["local", "dask"] = "local",
    workers: int = 1,
    cache: bool | str | os.PathLike[str] = False,
    output: str | os.PathLike[str] | None = None,
    progress: bool | None = None,
) -> Any:
    r"""Read many reports to one table of statements.

    A document that cannot be read stops nothing: it becomes a row of ``errors``, and a warning says how
    many there are.

    Parameters
    ----------
    sources : folder, glob, list, table or DataFrame
        A folder stands for its text, HTML, PDF and Word files at any depth, a pattern such as
        ``"reports/*.txt"`` for what fits it, both in the order of names; a list holds anything that
        `load` takes, texts, and reports. A CSV, TSV, Excel, Parquet, JSON Lines or Stata file, or a DataFrame, has a
        report in each row: a column of texts, and columns of places and years, found by their common names in English
        or Chinese (``text``, ``正文``; ``province``, ``省份``; ``year``, ``年份``). A DataFrame may have a column
        ``source`` instead and, where they are known, ``place``, ``year``, ``language``, ``edition``, ``part`` and
        ``key``.
    language, place, year, part : optional
        As in `load`, for all documents that a table says nothing else of; found in each text when not given.
    columns : mapping, optional
        What columns of a table of texts are called: any of ``text``, ``place``, ``year``, ``language`` and ``key``,
        as in ``{"text": "body"}``.
    indicators : str, Path or DataFrame, optional
        A CSV file, or a table, of your own indicators, as in `Report.statements`.
    relations : bool, optional
        Whether targets set without a number, as `Report.relations` lists them, stand behind the statements of each
        report, with their column ``relation``: `zjpolicy.panel` judges them too.
    engine : {"local", "dask"}, optional
        This machine, or the Dask cluster whose client is at hand.
    workers : int, optional
        Processes on this machine, at most four for each processor.
    cache : bool or folder, optional
        Where the statements of each document are kept as Parquet; True for the user's cache folder.
        What was read before from the same content, with the same options and the same version of the
        reading, is not read again. Off by default.
    output : folder, optional
        Write the statements to this folder as Parquet, one file for each document, and keep none in
        memory. What an interrupted run wrote can be read, and the next run goes on from it. In the end
        the folder holds the statements of these sources only, beside them ``_reports.csv`` and
        ``_errors.csv``.
    progress : bool, optional
        Whether to show a bar; by default in a notebook or a terminal only.

    Returns
    -------
    Corpus, pyarrow Dataset or Dask DataFrame
        A DataFrame with the columns of `Report.statements`, ``relation`` among them where asked, and two more tables.
        ``reports`` has a row for each document that was read: ``source``, ``report``, ``place`` (str), ``year``
        (Int64), ``language``, ``edition``, ``title``, ``text_sha256``, ``from_name`` (str), ``figures`` (int64, how
        many statements); ``errors`` one for each that was not, files of a folder that are passed over included:
        ``source``, ``error``, ``message`` (str).
        With ``output`` the Dataset of the files. With ``engine="dask"`` a Dask DataFrame of the same columns and
        dtypes, read when computed, whose ``reports`` and ``errors`` are Dask DataFrames too.

    Raises
    ------
    SourceError
        A folder or pattern holds nothing.
    TableError
        A table of sources or of indicators lacks a column, or a cell is wrong.
    ExportError
        A folder cannot be written, another run writes to it, or a package is missing.

    Notes
    -----
    A file's report has the file's name as its key, a row of a table the table's name and the row's number. Where two
    documents have the same key, as files of two folders, the second is called ``KEY~2``:
    ``id`` is unique in the whole table. In a script, processes need the caller to stand under
    ``if __name__ == "__main__":``.

    Examples
    --------
    >>> figures = read_corpus(["zhejiang-2020-en", "zhejiang-2020-zh", b"Exports rose by 8%."])
    >>> figures.reports[["report", "language"]].head(2)
                 report language
    0  zhejiang-2020-en       en
    1  zhejiang-2020-zh       zh
    >>> figures["id"].is_unique, figures["surface"].iloc[-1]
    (True, '8%')
    """
    check_types(read_corpus, locals())
    check_engine(engine, workers)
    found = corpus_items(sources, language=language, place=place, year=year, part=part, columns=columns)
    own = None if indicators is None else own_indicators(indicators)
    names = RELATED if relations else COLUMNS
    kept = (open_store(user_cache() if cache is True else cache, names),) if cache else ()
    read = partial(read_item, indicators=own, units=added_units(), relations=relations)
    if output is not None:
        if engine == "dask":
            raise ValueError('engine="dask" writes by .to_parquet(folder), not to output')
        store = open_store(output, names)
        with store.locked():
            return _stream(found, (store, *kept), read, workers, progress)
    return gather(found, partial(read, stores=kept), names, engine=engine, workers=workers, progress=progress, level=4)


def check_engine(engine: str, workers: int) -> None:
    """Raise where it cannot be told what is to read."""
    if engine not in ("local", "dask"):
        raise ValueError(f'engine is "local" or "dask", not {engine!r}')
    checked_workers(workers)
    if engine == "dask" and workers != 1:
        raise ValueError('engine="dask" has the workers of its cluster: leave workers at 1')


def gather(
    found: Sequence[CorpusItem], read: Read, columns: dict[str, str], *, reports: dict[str, str] = REPORTS,
    engine: str = "local", workers: int = 1, progress: bool | None = None, level: int = 3,
) -> Any:  # fmt: skip
    """Return what is read from many documents as one table, in their order.

    Parameters
    ----------
    found : sequence of CorpusItem
        The documents.
    read : callable
        Makes an `Outcome` of one of them, whose table has these columns.
    columns, reports : dict
        Names and dtypes, and those of the table that tells of the documents.
    engine, workers, progress : optional
        As in `read_corpus`.
    level : int, optional
        How many calls up the one stands who is told what could not be read.

    Returns
    -------
    Corpus or Dask DataFrame
        With ``reports`` and ``errors`` beside it.
    """
    if engine == "dask":
        return read_on_dask(found, read, columns, reports)
    collector = Collector(reports)
    tables = [collector.add(outcome) for outcome in run(found, read, workers, progress)]
    filled = [table for table in tables if table is not None and len(table)]
    gathered = Corpus(pd.concat(filled, ignore_index=True) if filled else table_of([], columns))
    gathered.reports, gathered.errors = collector.reports(), collector.errors()
    collector.warn(level)
    return gathered


class Collector:
    """What is told of the documents one after the other: report rows, error rows, and keys that repeat."""

    def __init__(self, columns: dict[str, str] = REPORTS) -> None:
        self.columns = columns
        self.keys: Counter[str] = Counter()
        self.found: list[dict[str, Any]] = []
        self.failed: list[dict[str, str]] = []
        self.unkept: list[str] = []

    def add(self, outcome: Outcome) -> pd.DataFrame | None:
        """Note an outcome; return its table, if it has one, under a key of its own."""
        if outcome.report is None:
            self.failed.append(outcome.error or {})
            return None
        if outcome.unkept:
            self.unkept.append(outcome.unkept)
        key = self._key(outcome.report["report"])
        self.found.append(outcome.report | {"report": key})
        renaming = outcome.table is not None and key != outcome.report["report"]
        return renamed(outcome.table, key) if renaming and outcome.table is not None else outcome.table

    def _key(self, key: str) -> str:
        self.keys[key] += 1
        return key if self.keys[key] == 1 else self._key(f"{key}~{self.keys[key]}")

    def reports(self) -> pd.DataFrame:
        """Return one row for each report."""
        return table_of(self.found, self.columns)

    def errors(self) -> pd.DataFrame:
        """Return one row for each document that was not read."""
        return table_of(self.failed, ERRORS)

    def warn(self, level: int = 3) -> None:
        """Say that documents failed, or were passed over or not kept: nothing is dropped silently."""
        failed = [row for row in self.failed if row["error"] != "PassedOver"]
        passed = [row for row in self.failed if row["error"] == "PassedOver" and not hidden(row["source"])]
        if failed:
            many = f"{len(failed):,} of {len(failed) + len(self.found):,} documents"
            told = f"{many} could not be read; they are in the table `errors`; the first: {failed[0]['message']}"
            warnings.warn(told, stacklevel=level)
        if passed:
            told = f"{counted(len(passed), 'file')} passed over; they are in the table `errors`; the first: "
            warnings.warn(f"{told}{passed[0]['source']}: {passed[0]['message']}", stacklevel=level)
        if self.unkept:
            told = f"{counted(len(self.unkept), 'table')} could not be kept in the cache; the first: {self.unkept[0]}"
            warnings.warn(told, stacklevel=level)


def _stream(
    found: list[CorpusItem],
    stores: tuple[Store, ...],
    read: Callable[..., Outcome],
    workers: int,
    progress: bool | None,
) -> Any:
    """Read to Parquet files; no table stays in memory."""
    store, collector, written = stores[0], Collector(), []
    try:
        for outcome in run(found, partial(read, stores=stores, keep=False), workers, progress):
            collector.add(outcome)
            if outcome.report is not None:
                written.append(_own(store, outcome, collector.found[-1]))
    finally:
        folder = Path(store.folder)
        export(collector.reports(), folder / "_reports.csv")
        export(collector.errors(), folder / "_errors.csv")
    store.prune(written)
    collector.warn(4)
    return store.dataset(written)


def _own(store: Store, outcome: Outcome, about: dict[str, Any]) -> str:
    """The file of a document; one whose key had to change has another file beside the first's."""
    key = str(about["report"])
    if outcome.report is None or key == outcome.report["report"]:
        return outcome.digest
    digest = f"{outcome.digest}-{key.rpartition('~')[2]}"
    if (same := store.get(outcome.digest)) is not None:
        store.put(digest, renamed(same[0], key), about)
    return digest
