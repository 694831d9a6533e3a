"""`score`: how well statements agree with a gold set."""

import json
import math
import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import regex
from pandas.api.types import is_scalar

from zjpolicy.errors import SourceError, TableError, check_types
from zjpolicy.languages import words_of_all
from zjpolicy.tables.frames import NUMBERS, kind_of, table_of

Row = dict[str, Any]
Pair = tuple[Row, Row | None]

LABELS = ("kind", "direction", "status", "period", "place")
GOLD_FIELDS = ("start", "end", *NUMBERS, "unit", "comparator", *LABELS, "measure")
MISSES = {"what": "str", "start": "int64", "surface": "str", "field": "str", "gold": "str", "got": "str"}
LATIN = regex.compile(r"[a-z0-9&-]+")
HAN = regex.compile(r"[\u4e00-\u9fff]")


class Rates(NamedTuple):
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True)
class Score:
    """How well statements agree with a gold set; made by `zjpolicy.score`.

    A gold figure and a statement whose spans overlap are a pair, each used once. Optional gold figures
    count neither for nor against.

    Attributes
    ----------
    gold, optional, predicted : int
        How many gold figures, optional ones, and statements within the regions were counted.
    span, number, quantity : Rates
        Precision, recall and F1 of spans that are equal; of pairs whose number is right; of those with
        unit and comparator right too.
    kind, direction, status, period, place : float
        Share right among the pairs whose number is right.
    aggregate : float or None
        The same among figures whose gold tells it; None where none does.
    commitment : float or None
        The same among targets with a commitment; None where there are none.
    place_elsewhere : float or None
        The same among figures for other places than the report's own; None where there are none.
    measure : float
        Share of those pairs whose measures share half of their content words or more.
    all : float
        Share of gold figures with number, unit, comparator, kind, direction and status right.
    misses : DataFrame
        Every disagreement, in text order: ``what`` (str: ``missed``, ``spurious``, ``wrong``), ``start`` (int64),
        ``surface`` (str), ``field`` (str: what differs), ``gold``, ``got`` (str: what either side says).

    Examples
    --------
    >>> import zjpolicy as zj
    >>> report = zj.Report.from_text("Exports increased by 8.5%.", year=2020, part="review")
    >>> gold = report.statements().assign(status="target").to_dict("records")
    >>> zj.score(gold, report.statements()).misses[["surface", "field", "gold", "got"]].values.tolist()
    [['8.5%', 'status', 'target', 'outcome']]
    """

    gold: int
    optional: int
    predicted: int
    span: Rates
    number: Rates
    quantity: Rates
    kind: float
    direction: float
    status: float
    period: float
    place: float
    aggregate: float | None
    commitment: float | None
    place_elsewhere: float | None
    measure: float
    all: float
    misses: pd.DataFrame = field(repr=False, compare=False)

    def to_dict(self) -> dict[str, float | dict[str, float] | None]:
        """Return the figures, rounded to four digits, as plain numbers and dicts.

        Examples
        --------
        >>> import zjpolicy as zj
        >>> zj.score([], []).to_dict()["span"]
        {'p': 0.0, 'r': 0.0, 'f1': 0.0}
        """
        return {each.name: _plain_figure(getattr(self, each.name)) for each in fields(self) if each.name != "misses"}

    def table(self) -> pd.DataFrame:
        """Return the figures as a table.

        Returns
        -------
        DataFrame
            ``figure`` (str), such as ``span precision``, and ``value`` (float64).

        Examples
        --------
        >>> import zjpolicy as zj
        >>> zj.score([], []).table()["figure"].head(5).tolist()
        ['gold', 'optional', 'predicted', 'span precision', 'span recall']
        """
        figures: dict[str, float | None] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, Rates):
                figures |= {f"{each.name} {name}": rate for name, rate in value._asdict().items()}
            elif each.name != "misses":
                figures[each.name] = value
        values = pd.Series(list(figures.values()), dtype="float64").round(4)
        return pd.DataFrame({"figure": pd.Series(list(figures), dtype="str"), "value": values})


def score(
    gold: str | os.PathLike[str] | Iterable[Mapping[str, Any]],
    statements: pd.DataFrame | Iterable[Mapping[str, Any]],
) -> Score:
    """Compare statements with a gold set.

    Parameters
    ----------
    gold : path or list of dict
        The gold figures, or a JSON Lines file of them. A first ``{"regions": [[low, high], ...]}`` says
        which spans of the text it covers; statements elsewhere are not counted.
    statements : DataFrame or list of dict
        ``report.statements()``, or rows with ``start``, ``end`` and what else is known. Missing cells
        (None, NaN, NA) all mean the same.

    Returns
    -------
    Score

    Raises
    ------
    SourceError
        The gold file cannot be read.
    TableError
        A row lacks what it needs; the message names row and field.

    Examples
    --------
    >>> import zjpolicy as zj
    >>> report = zj.Report.from_text("Exports increased by 8.5%.", year=2020, part="review")
    >>> gold = report.statements().to_dict("records")
    >>> zj.score(gold, report.statements()).all
    1.0
    """
    check_types(score, locals())
    annotated, regions = _read_gold(gold)
    found = _records(statements, "statement", ("start", "end"))
    if regions is not None:
        found = [row for row in found if any(low <= row["start"] < high for low, high in regions)]
    counted = [row for row in annotated if not row.get("optional")]
    optional = [row for row in annotated if row.get("optional")]
    pairs, left = _pair(counted, found)
    maybe = _overlapping(optional)
    spurious = [row for row in left if not maybe(row)]
    hits = [(true, got) for true, got in pairs if got is not None]
    usual = Counter(row["place"] for row in annotated).most_common(1)
    return _tally(
        hits,
        counts=(len(counted), len(optional), len(hits) + len(spurious)),
        home=usual[0][0] if usual else None,
        misses=_misses(pairs, spurious),
    )


def _read_gold(gold: str | os.PathLike[str] | Iterable[Mapping[str, Any]]) -> tuple[list[Row], list[Any] | None]:
    given = list(_json_lines(gold)) if isinstance(gold, str | os.PathLike) else _mappings(gold, "gold")
    regions = given.pop(0)["regions"] if given and "regions" in given[0] else None
    return _records(given, "gold figure", GOLD_FIELDS), regions


def _json_lines(path: str | os.PathLike[str]) -> list[Row]:
    try:
        with open(path, encoding="utf-8") as stream:
            lines = stream.readlines()
    except FileNotFoundError:
        raise SourceError(f"{path}: no such file") from None
    except (OSError, ValueError) as error:
        raise SourceError(f"{path}: cannot be read: {error}") from error
    made = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise TableError(f"{path}, line {number}: not JSON: {error}") from None
        if not isinstance(row, dict):
            raise TableError(f"{path}, line {number}: a JSON object is needed, one a line")
        made.append(row)
    return made


def _mappings(rows: pd.DataFrame | Iterable[Mapping[str, Any]], name: str) -> list[Mapping[str, Any]]:
    """Rows as mappings; TypeError where they are none."""
    records = rows.to_dict("records") if isinstance(rows, pd.DataFrame) else rows
    given: list[Any] = list(records) if isinstance(records, Iterable) else [rows]
    if wrong := [row for row in given if not isinstance(row, Mapping)]:
        raise TypeError(f"score: {name} is a table or a list of dicts, not {kind_of(wrong[0])}")
    return given


def _records(rows: pd.DataFrame | Iterable[Mapping[str, Any]], what: str, needed: Sequence[str]) -> list[Row]:
    """Rows as dicts in which everything missing is None, each with the fields it needs."""
    given = _mappings(rows, "statements")
    made = [
        {str(name): None if is_scalar(cell) and pd.isna(cell) else cell for name, cell in row.items()} for row in given
    ]
    for number, row in enumerate(made, 1):
        if absent := [name for name in needed if name not in row]:
            raise TableError(f"{what} {number} has no {', '.join(absent)}")
        if row["start"] is None or row["end"] is None:
            raise TableError(f"{what} {number}: start or end is missing")
    return made


def _overlapping(rows: Sequence[Row]) -> Callable[[Row], list[int]]:
    """What finds the places of the rows that share a character or more with a span."""
    starts, ends = (np.array([row[name] for row in rows], dtype="int64") for name in ("start", "end"))

    def find(span: Row) -> list[int]:
        shared = np.minimum(ends, span["end"]) - np.maximum(starts, span["start"])
        return np.flatnonzero(shared > 0).tolist()

    return find


def _pair(gold: Sequence[Row], found: Sequence[Row]) -> tuple[list[Pair], list[Row]]:
    """Give each gold figure the best overlapping row that is left; return the pairs and the rows unused."""
    overlapping, used, pairs = _overlapping(found), set(), []
    for true in gold:
        free = [place for place in overlapping(true) if place not in used]
        best = max(free, key=lambda place: _fit(true, found[place]), default=None)
        if best is not None:
            used.add(best)
        pairs.append((true, None if best is None else found[best]))
    return pairs, [row for place, row in enumerate(found) if place not in used]


def _fit(true: Row, got: Row) -> tuple[bool, bool]:
    return _same_number(true, got), _same_span(true, got)


def _same_span(true: Row, got: Row) -> bool:
    return bool(true["start"] == got["start"] and true["end"] == got["end"])


def _same_number(true: Row, got: Row) -> bool:
    # A third may be written 0.33333: bare ratios need not agree to the last digit.
    tolerance = 1e-5 if true["unit"] == "1" else 1e-9
    for name in NUMBERS:
        one, other = true[name], got.get(name)
        if one is None or other is None:
            if one is not other:
                return False
        elif not math.isclose(float(one), float(other), rel_tol=tolerance, abs_tol=1e-12):
            return False
    return True


def _same(true: Row, got: Row, *names: str) -> bool:
    # A period may be a number on one side and text on the other.
    return all(str(true[name]) == str(got.get(name)) for name in names)


def _same_measure(true: Row, got: Row) -> bool:
    """Whether two measures share half of their content words or more, as F1."""
    wanted, got_words = _content(true["measure"]), _content(got.get("measure"))
    common = len(wanted & got_words)
    return not wanted or (common > 0 and 4 * common >= len(wanted) + len(got_words))


def _content(measure: str | None) -> set[str]:
    """Latin words without plural endings, and pairs of neighbouring Chinese characters."""
    text = (measure or "").lower()
    characters = HAN.findall(text)
    pairs = {first + second for first, second in pairwise(characters)}
    light = words_of_all("matching.scored")
    return {word.rstrip("s") for word in LATIN.findall(text) if word not in light} | (pairs or set(characters))


def _rates(right: int, predicted: int, gold: int) -> Rates:
    precision = right / predicted if predicted else 0.0
    recall = right / gold if gold else 0.0
    both = precision + recall
    return Rates(precision, recall, 2 * precision * recall / both if both else 0.0)


def _share(pairs: Sequence[tuple[Row, Row]], name: str) -> float:
    return sum(_same(*pair, name) for pair in pairs) / len(pairs) if pairs else 0.0


def _tally(hits: list[tuple[Row, Row]], counts: tuple[int, int, int], home: str | None, misses: pd.DataFrame) -> Score:
    gold, optional, predicted = counts
    numbers = [pair for pair in hits if _same_number(*pair)]
    quantities = [pair for pair in numbers if _same(*pair, "unit", "comparator")]
    told = [pair for pair in numbers if "aggregate" in pair[0]]
    firm = [pair for pair in numbers if pair[0]["status"] == "target" and pair[0].get("commitment")]
    elsewhere = [pair for pair in numbers if pair[0]["place"] != home]
    complete = sum(_same(*pair, "kind", "direction", "status") for pair in quantities)
    return Score(
        gold=gold,
        optional=optional,
        predicted=predicted,
        span=_rates(sum(_same_span(*pair) for pair in hits), predicted, gold),
        number=_rates(len(numbers), predicted, gold),
        quantity=_rates(len(quantities), predicted, gold),
        **{name: _share(numbers, name) for name in LABELS},
        aggregate=_share(told, "aggregate") if told else None,
        commitment=_share(firm, "commitment") if firm else None,
        place_elsewhere=_share(elsewhere, "place") if elsewhere else None,
        measure=sum(_same_measure(*pair) for pair in numbers) / len(numbers) if numbers else 0.0,
        all=complete / gold if gold else 0.0,
        misses=misses,
    )


def _plain_figure(value: float | Rates | None) -> float | dict[str, float] | None:
    if isinstance(value, Rates):
        return {name: round(rate, 4) for name, rate in zip(("p", "r", "f1"), value, strict=True)}
    return round(value, 4) if isinstance(value, float) else value


def _misses(pairs: Sequence[Pair], spurious: Sequence[Row]) -> pd.DataFrame:
    """Every disagreement as a row, in text order."""
    found: list[tuple[Any, ...]] = []
    for true, got in pairs:
        told = [("number", _amount(true), None)] if got is None else _differences(true, got)
        what = "missed" if got is None else "wrong"
        found += [(what, true["start"], true.get("surface"), *difference) for difference in told]
    found += [("spurious", row["start"], row.get("surface"), "number", None, _amount(row)) for row in spurious]
    found.sort(key=lambda row: row[1])
    return table_of([dict(zip(MISSES, row, strict=True)) for row in found], MISSES)


def _differences(true: Row, got: Row) -> list[tuple[str, str | None, str | None]]:
    """Fields of a pair that differ, with what either side says."""
    differing: list[tuple[str, str | None, str | None]] = []
    if not _same_span(true, got):
        differing.append(("span", _span(true), _span(got)))
    if not _same_number(true, got):
        differing.append(("number", _amount(true), _amount(got)))
    labels = ["unit", "comparator", *LABELS]
    if true["status"] == "target" and true.get("commitment"):
        labels.append("commitment")
    for name in labels:
        if not _same(true, got, name):
            differing.append((name, _text(true[name]), _text(got.get(name))))
    if not _same_measure(true, got):
        differing.append(("measure", _text(true["measure"]), _text(got.get("measure"))))
    return differing


def _text(cell: object) -> str | None:
    return None if cell is None else str(cell)


def _span(row: Row) -> str:
    return f"{row['start']}:{row['end']} {row.get('surface') or ''}".rstrip()


def _amount(row: Row) -> str:
    """Number, comparator and unit of a row in one line."""
    value, low, high = (None if row.get(name) is None else format(float(row[name]), ".15g") for name in NUMBERS)
    number = value if low is None and high is None else f"{low}-{high}"
    sign = row.get("comparator")
    return " ".join(filter(None, [None if sign in ("=", "range") else sign, number or "no number", row.get("unit")]))
