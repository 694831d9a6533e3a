"""How alike the texts of reports are: each with each, with one of them, or with the one before."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import permutations
from typing import Any

import pandas as pd

from zjpolicy.attention.ngrams import Method, Space, check_recipe, ngrams, recipe
from zjpolicy.attention.pieces import Counted, parts_of
from zjpolicy.corpus.attention import READ
from zjpolicy.corpus.map_reports import run
from zjpolicy.corpus.one_report import Outcome, read_rows
from zjpolicy.corpus.read_corpus import Collector
from zjpolicy.corpus.sources import Sources, corpus_items
from zjpolicy.errors import TableError, check_types
from zjpolicy.languages import get_language
from zjpolicy.report import Report
from zjpolicy.tables.frames import dtypes, table_of

GRAMS = {"gram": "str", "count": "int64"}
COLUMNS = dtypes("""
    report place: str
    year: Int64
    to to_place: str
    to_year: Int64
    similarity: float64
""")
PREVIOUS = "previous"


def similarity(
    reports: Sources,
    to: Report | str | None = None,
    *,
    n: int = 2,
    method: Method = "tfidf",
    part: Counted = "whole",
    progress: bool | None = None,
) -> pd.DataFrame:
    """Measure how alike the texts of reports are, by the n-grams they share.

    Parameters
    ----------
    reports : list, folder, glob or DataFrame
        What `read_corpus` takes.
    to : Report, str or None, optional
        What each report is held against: one report, or the key of one of them; ``"previous"`` for the latest earlier
        one of the same place; every other one when not given.
    n : int, optional
        How many characters (Chinese) or words (English) an n-gram has; none reaches over a punctuation mark.
    method : {"tfidf", "count", "jaccard", "containment"}, optional
        Cosine of counts weighted by how few of the texts have an n-gram, (ln((1 + N) / (1 + df)) + 1), or of plain
        counts; the share of n-grams in both of those in either; the share of the report's n-grams that stand in the
        other too, which differs by direction and, with n of 8, finds what was taken over.
    part : {"whole", "review", "plan", "raw"}, optional
        As in `attention`.
    progress : bool, optional
        As in `read_corpus`.

    Returns
    -------
    DataFrame
        One row a pair: ``report``, ``place`` (str), ``year`` (Int64), ``to``, ``to_place`` (str), ``to_year`` (Int64),
        ``similarity`` (float64, 0 to 1; missing where a text is empty). ``.attrs["recipe"]`` tells method, n, whether
        characters or words, the formula, and how many documents the weights rest on.

    Raises
    ------
    TableError
        Fewer than two reports could be read, they are in different languages, or there is none that ``to`` names.

    Notes
    -----
    A level says nothing without its recipe: on the same reports TF-IDF of two characters gives 0.40 to 0.56, plain
    counts 0.68 to 0.78, and weights worked out from more or other texts give other levels again. What can be compared
    is the order of reports, or one place over years, within one table. Longer reports are more alike by a cosine.

    Examples
    --------
    >>> import zjpolicy as zj
    >>> texts = {2019: "We will plant trees and clean the air.", 2020: "We will plant trees and build schools."}
    >>> reports = [zj.Report.from_text(text, place="Anhui", year=year, key=str(year)) for year, text in texts.items()]
    >>> table = zj.similarity(reports, to="previous", method="count")
    >>> table[["report", "to", "similarity"]].round(3).values.tolist()
    [['2020', '2019', 0.617]]
    >>> table.attrs["recipe"]["unit"]
    'words'
    """
    check_types(similarity, locals())
    check_recipe(n, method)
    (counted,) = parts_of(part)
    read = partial(read_rows, rows=partial(_grams, n=n, part=counted))
    texts = _Texts()
    texts.read(run(corpus_items(reports), read, 1, progress))
    if to is not None and to != PREVIOUS and texts.place_of(to) is None:
        texts.read_other(map(read, corpus_items(to)), to)
    texts.collector.warn()
    unit = texts.unit()
    space = Space(texts.grams)
    rows = [
        {**texts.about(one), **texts.about(other, "to"), "similarity": space.similarity(one, other, method)}
        for one, other in texts.pairs(to)
    ]
    table = table_of(rows, COLUMNS)
    table.attrs["recipe"] = recipe(n, method, unit, len(texts.grams))
    return table


def _grams(report: Report, n: int, part: Counted) -> pd.DataFrame:
    found = ngrams(report, n, part)
    return table_of([{"gram": gram, "count": count} for gram, count in found.items()], GRAMS)


class _Texts:
    """The n-grams of reports, and what is known of them."""

    def __init__(self) -> None:
        self.collector = Collector(READ)
        self.grams: list[Counter[str]] = []

    def read(self, outcomes: Iterable[Outcome]) -> None:
        """Take what was read; what failed is noted."""
        for outcome in outcomes:
            if (table := self.collector.add(outcome)) is not None:
                self.grams.append(Counter(dict(zip(table["gram"], table["count"], strict=True))))

    def read_other(self, outcomes: Iterable[Outcome], to: Report | str) -> None:
        """Take the one report that the others are held against."""
        before = len(self.collector.failed)
        self.read(outcomes)
        if failed := self.collector.failed[before:]:
            raise TableError(f"no report {to!r} is among those given, nor can it be read: {failed[0]['message']}")

    def about(self, at: int, prefix: str = "") -> dict[str, Any]:
        """What a row says of one side of a pair."""
        known = self.collector.found[at]
        names = {"report": prefix or "report"} | {name: f"{prefix}_{name}".strip("_") for name in ("place", "year")}
        return {column: known[name] for name, column in names.items()}

    def unit(self) -> str:
        """What the n-grams are made of."""
        languages = sorted({str(known["language"]) for known in self.collector.found})
        if len(languages) > 1:
            raise TableError(f"the reports are in {' and '.join(languages)}: give those of one language")
        if len(self.grams) < 2:
            raise TableError(f"similarity needs two reports or more; {len(self.grams)} could be read")
        return "words" if get_language(languages[0]).spaced else "characters"

    def place_of(self, to: Report | str) -> int | None:
        """Where the report that is meant stands among those read."""
        key = to.key if isinstance(to, Report) else to
        return next((at for at, known in enumerate(self.collector.found) if known["report"] == key), None)

    def pairs(self, to: Report | str | None) -> Iterator[tuple[int, int]]:
        """Yield which report is held against which."""
        everyone = range(len(self.grams))
        if to is None:
            yield from permutations(everyone, 2)
        elif to == PREVIOUS:
            yield from ((at, before) for at in everyone if (before := self._previous(at)) is not None)
        else:
            one = self.place_of(to)
            one = len(self.grams) - 1 if one is None else one  # what was read last, under another key
            yield from ((at, one) for at in everyone if at != one)

    def _previous(self, at: int) -> int | None:
        """The latest earlier report of the same place."""
        known = self.collector.found
        place, year = known[at]["place"], known[at]["year"]
        if place is None or year is None:
            return None
        same = (other for other in range(len(known)) if known[other]["place"] == place)
        earlier = [other for other in same if (known[other]["year"] or year) < year]
        return max(earlier, default=None, key=lambda other: int(known[other]["year"]))
