"""What reports talk about: dictionaries counted in them and shown in context, their style, and how alike they are."""

import warnings
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, Literal

import pandas as pd

from zjpolicy.attention.context import COLUMNS as CONTEXT
from zjpolicy.attention.context import contexts
from zjpolicy.attention.counting import By, columns, counts
from zjpolicy.attention.pieces import Counted, parts_of
from zjpolicy.attention.readability import COLUMNS as READABILITY
from zjpolicy.attention.readability import measures
from zjpolicy.corpus.one_report import REPORTS, read_rows
from zjpolicy.corpus.read_corpus import check_engine, gather
from zjpolicy.corpus.sources import Sources, corpus_items
from zjpolicy.errors import SourceWarning, check_types, counted
from zjpolicy.registry.dictionaries import Dictionary, Given, word_lists
from zjpolicy.report import Report
from zjpolicy.showing.concordance import Mentions
from zjpolicy.tables.frames import table_of

# What is told of a report whose statements were not read.
READ = {name: dtype for name, dtype in REPORTS.items() if name != "figures"}


def attention(
    reports: Sources,
    dictionaries: Given,
    *,
    part: Counted | Iterable[Counted] = "whole",
    by: By | None = None,
    engine: Literal["local", "dask"] = "local",
    workers: int = 1,
    progress: bool | None = None,
) -> Any:
    """Count how often reports say the terms of dictionaries, and how much of the text they take.

    Parameters
    ----------
    reports : Report, key, path, folder, glob, list or DataFrame
        What `read_corpus` takes.
    dictionaries : str, Path, dict, DataFrame or list of str
        Names of published lists, or lists of your own: what `zjpolicy.dictionaries` takes.
    part : {"whole", "review", "plan", "raw"} or several, optional
        What is counted: a report's own paragraphs, those that review or that plan, or the text as it stands, with the
        breadcrumb and footer of its page.
    by : {"term", "section"}, optional
        A row for each term of each list, or for each section. A paragraph counts for the section it stands in, not for
        those above it.
    engine, workers, progress : optional
        As in `read_corpus`.

    Returns
    -------
    Corpus or Dask DataFrame
        One row for each report, part and dictionary, and for each term or section where asked; ``reports`` and
        ``errors`` beside it as in `read_corpus`. A dictionary has no row for a report in another language.

        - ``report``, ``place`` (str), ``year`` (Int64), ``part``, ``dictionary`` (str), and ``term``, or ``section``
          and ``title`` (str);
        - ``count`` (int64): matches;
        - ``chars``, ``sentences`` (int64): how long what was counted is: letters, marks and numbers without white space
          and punctuation, and stretches up to 。！？ (in English: up to the end of a sentence) that have one of them;
        - ``per_10k_chars`` (float64): matches per 10,000 of those characters;
        - ``char_share`` (float64): the share of those characters that stand in matches, 0 to 1;
        - ``sentence_hits`` (int64), ``sentence_share`` (float64): sentences with a match, and their share, 0 to 1.

        Where there is nothing to count, as in the plan part of a report that has none, the last four but
        ``sentence_hits`` are missing, and a warning names the reports.

    Raises
    ------
    SourceError
        A folder or pattern holds nothing.
    TableError
        There is no such dictionary, or one of your own cannot be used.

    Warns
    -----
    SourceWarning
        A report has no such part, or no dictionary is for its language.

    Notes
    -----
    Of the terms of one list the longest at the leftmost place counts, and no character twice; lists do not know of
    each other, and one word may count for several. Case, full-width letters and line breaks are folded first. In
    English a term is found as words, the last of them in the plural and the possessive too; in Chinese wherever its
    characters stand, without cutting the text into words: segmenters differ, and adding a word to one changes where it
    cuts elsewhere.

    Examples
    --------
    >>> import zjpolicy as zj
    >>> table = zj.attention("zhejiang-2020-zh", "environment", part=["review", "plan"])
    >>> table[["part", "count", "sentence_hits"]]
         part  count  sentence_hits
    0  review      2              2
    1    plan      8              5
    """
    check_types(attention, locals())
    check_engine(engine, workers)
    if by not in (None, "term", "section"):
        raise ValueError(f'by is "term", "section" or None, not {by!r}')
    lists, parts, dtypes = word_lists(dictionaries), parts_of(part), columns(by)
    make = partial(_counted, lists=lists, parts=parts, by=by)
    read = partial(read_rows, rows=make)
    found = gather(
        corpus_items(reports), read, dtypes, reports=READ, engine=engine, workers=workers, progress=progress, level=4
    )
    if engine == "local":
        _warn_of_languages(found.reports, lists)
        _warn_of_parts(found)
    return found


def _counted(report: Report, lists: Sequence[Dictionary], parts: Sequence[Counted], by: By | None) -> pd.DataFrame:
    return table_of(counts(report, lists, parts, by), columns(by))


def mentions(
    reports: Sources, dictionaries: Given, window: int = 20, *, part: Counted | Iterable[Counted] = "whole"
) -> Mentions:
    """Show every match of dictionaries in its context: what a count is made of.

    Parameters
    ----------
    reports : Report, key, path, folder, glob, list or DataFrame
        What `read_corpus` takes.
    dictionaries : str, Path, dict, DataFrame or list of str
        What `zjpolicy.dictionaries` takes.
    window : int, optional
        How many characters to show before and behind a match; white space is folded, and in English no word is cut.
    part : {"whole", "review", "plan", "raw"} or several, optional
        As in `attention`, which counts the same matches.

    Returns
    -------
    Mentions
        A DataFrame that a notebook shows as aligned lines, one row a match, in text order:

        - ``report``, ``place`` (str), ``year`` (Int64);
        - ``part``, ``section`` (str): where it stands, missing where the report does not tell;
        - ``dictionary``, ``term`` (str): which list it counts for, and for which of its terms;
        - ``left``, ``match``, ``right`` (str): the context, folded but for its case;
        - ``paragraph``, ``start``, ``end`` (int64): the paragraph's number, and the span in `Report.text`.

        ``reports`` and ``errors`` are beside it as in `read_corpus`.

    Raises
    ------
    SourceError, TableError
        As in `attention`.

    Examples
    --------
    >>> import zjpolicy as zj
    >>> report = zj.Report.from_text("We will clean the air in 40 towns.", place="Zhejiang", year=2020, key="mine")
    >>> zj.mentions(report, {"air": ["air", "clean air"]}, 12)[["left", "match", "right", "start"]].values.tolist()
    [['clean the', 'air', 'in 40', 18]]
    """
    check_types(mentions, locals())
    if not isinstance(window, int) or isinstance(window, bool) or window < 0:
        raise ValueError(f"window is a number of characters from 0, not {window!r}")
    lists = word_lists(dictionaries)
    make = partial(_mentioned, lists=lists, parts=parts_of(part), window=window)
    found = gather(corpus_items(reports), partial(read_rows, rows=make), CONTEXT, reports=READ, level=4)
    _warn_of_languages(found.reports, lists)
    lines = Mentions(found)
    lines.reports, lines.errors = found.reports, found.errors
    return lines


def _mentioned(report: Report, lists: Sequence[Dictionary], parts: Sequence[Counted], window: int) -> pd.DataFrame:
    return table_of(contexts(report, lists, parts, window), CONTEXT)


def readability(
    reports: Sources,
    *,
    part: Counted | Iterable[Counted] = "whole",
    workers: int = 1,
    progress: bool | None = None,
) -> Any:
    """Measure how long the sentences of reports are, and how full of figures and of targets with a number they are.

    Parameters
    ----------
    reports : Report, key, path, folder, glob, list or DataFrame
        What `read_corpus` takes.
    part : {"whole", "review", "plan", "raw"} or several, optional
        As in `attention`.
    workers, progress : optional
        As in `read_corpus`.

    Returns
    -------
    Corpus
        One row for each report and part; ``reports`` and ``errors`` beside it as in `read_corpus`.

        - ``report``, ``place`` (str), ``year`` (Int64), ``part`` (str);
        - ``chars``, ``sentences`` (int64): as in `attention`; ``clauses`` (int64): sentences cut at semicolons;
        - ``chars_per_sentence``, ``chars_per_clause`` (float64);
        - ``figures`` (int64), ``figures_per_1k_chars`` (float64): the statements of the report;
        - ``target_sentences`` (int64), ``target_sentence_share`` (float64): sentences with a figure that is a target,
          and their share, 0 to 1. Ask it of the plan part: there a sentence promises, and a number can be checked.

    Notes
    -----
    Characters a clause are the measure R1 of 徐巍, 姚振晔 and 陈冬华 (2021), 会计研究 (3): 28-44, whose others need a
    segmenter. There is no score of tone: general lists put every work report near their ceiling, and none made for
    work reports was found.

    Examples
    --------
    >>> import zjpolicy as zj
    >>> report = zj.Report.from_text("Growth was 6%; prices rose. We will add 200 parks.", place="Zhejiang", year=2020)
    >>> zj.readability(report)[["sentences", "clauses", "figures", "target_sentences"]].values.tolist()
    [[2, 3, 2, 1]]
    """
    check_types(readability, locals())
    check_engine("local", workers)
    make = partial(_readable, parts=parts_of(part))
    read = partial(read_rows, rows=make)
    found = gather(corpus_items(reports), read, READABILITY, reports=READ, workers=workers, progress=progress, level=4)
    _warn_of_parts(found)
    return found


def _readable(report: Report, parts: Sequence[Counted]) -> pd.DataFrame:
    table = report.statements()
    return table_of(measures(report, zip(table["start"], table["status"], strict=True), parts), READABILITY)


def _warn_of_languages(read: pd.DataFrame, lists: Sequence[Dictionary]) -> None:
    """Say which reports no dictionary is for: they have no row, and nobody should take that for a zero."""
    languages = {dictionary.language for dictionary in lists}
    if None in languages or (left := read[~read["language"].isin(languages)]).empty:
        return
    left_out = (
        f"{counted(len(left), 'report')} in {', '.join(sorted(set(left['language'])))}, which none of the dictionaries"
    )
    warnings.warn(f"{left_out} is for, and without a row: {_some(left['report'])}", SourceWarning, stacklevel=3)


def _warn_of_parts(found: pd.DataFrame) -> None:
    if len(empty := found.loc[found["chars"] == 0, ["report", "part"]].drop_duplicates()):
        named = _some(f"{report} ({part})" for report, part in empty.values)
        warnings.warn(f"nothing to count in {named}: no such part was found", SourceWarning, stacklevel=3)


def _some(names: Iterable[str]) -> str:
    listed = list(names)
    return ", ".join(listed[:5]) + (f" and {len(listed) - 5} more" if len(listed) > 5 else "")
