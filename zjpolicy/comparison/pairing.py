"""Which outcome stands against which target: keys, preference, and outcomes of years before the last."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import regex

from zjpolicy.comparison.frames import NUMBERS, checked, one_status, plain_cells, refuse_doubles
from zjpolicy.errors import UnitError
from zjpolicy.report import Report
from zjpolicy.units import convert

Row = Mapping[str, Any]
Key = tuple[str, ...]
# Which of several outcomes of one thing is preferred, first to last; None is one whose text does not say.
BASIS = ("final", "revised", "preliminary", None, "expected")
# The ways in which one thing is measured, as indicator codes end.
WAYS = {"growth", "real_growth", "level", "share", "new", "change"}
# The day, year or span that an outcome was counted to.
COUNTED = regex.compile(r"(?:[12]\d{3}\s*[-–—]\s*)?(?P<year>[12]\d{3})(?:-(?P<month>\d\d)-(?P<day>\d\d))?")
YEARS = regex.compile(r"(?P<first>[12]\d{3})(?:\s*[-–—]\s*(?P<last>[12]\d{3}))?")


def prepare(table: pd.DataFrame, name: str, status: str, on: Sequence[str]) -> tuple[list[dict[str, Any]], int]:
    """Return the rows of one status that have a key, what is missing in them None, and how many have none.

    A figure said of several things (column ``also``) gives a row for each.
    """
    needed = [*on, "value", "unit"]
    rows = one_status(checked(table, name, needed), name, status)
    refuse_doubles(rows, name, on)
    records = plain_rows(rows)
    named = [record for record in records if all(record[column] for column in on)]
    return [row for record in named for row in _each_indicator(record)], len(records) - len(named)


def plain_rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a checked table as dictionaries in which what is missing is None."""
    names = list(map(str, table.columns))
    rows = [dict(zip(names, cells, strict=True)) for cells in plain_cells(table)]
    for row in rows:
        if isinstance(period := row.get("period"), int | float):
            row["period"] = str(int(period))
        if "value" in row:
            row["comparator"] = row.get("comparator") or ("range" if row["value"] is None else "=")
    return rows


def statement_rows(report: Report | pd.DataFrame, name: str, needed: Sequence[str]) -> list[dict[str, Any]]:
    """Return the rows of a report's statements, or of a table of them that has what is needed."""
    table = report.statements() if isinstance(report, Report) else report
    return plain_rows(checked(table, name, needed, empty=True))


def amounts(row: Row, unit: str | None = None) -> tuple[float | None, float | None, float | None]:
    """Return value, low and high of a row, in another unit if one is named, negative where the figure goes down.

    Raises
    ------
    UnitError
        If there is no way from the row's unit to the other.

    Examples
    --------
    >>> amounts({"value": None, "low": 3.0, "high": 5.0, "unit": "kg", "direction": "down"}, "jin")
    (None, -10.0, -6.0)
    """
    value, low, high = (row.get(name) for name in NUMBERS)
    if row.get("direction") == "down":
        value, low, high = (None if end is None else -end for end in (value, high, low))
    if unit is not None:
        value, low, high = (
            None if end is None else float(convert(end, row["unit"], unit)) for end in (value, low, high)
        )
    return value, low, high


def converts(row: Row, unit: str) -> bool:
    """Whether a row's figure can be told in another unit.

    Examples
    --------
    >>> converts({"value": 3.0, "unit": "kg"}, "jin"), converts({"value": 3.0, "unit": "kg"}, "CNY")
    (True, False)
    """
    try:
        amounts(row, unit)
    except UnitError:
        return False
    return True


def _each_indicator(row: dict[str, Any]) -> Iterable[dict[str, Any]]:
    yield row
    for code in (row.get("also") or "").split("|"):
        if code:
            yield {**row, "indicator": code}


def mark(row: Row) -> str:
    """Return how a figure speaks of its years: "yearly average", "cumulative", or "" for each by itself.

    Examples
    --------
    >>> mark({"indicator_match": "alias, yearly average"})
    'yearly average'
    """
    how = str(row.get("indicator_match") or "").rpartition(", ")[2]
    return how if how in ("yearly average", "cumulative") else ""


def years(row: Row) -> tuple[int, int] | None:
    """Return the first and last year of a row's period.

    Examples
    --------
    >>> years({"period": "2021-2025"}), years({"period": "2020"}), years({"period": None})
    ((2021, 2025), (2020, 2020), None)
    """
    found = YEARS.fullmatch(str(row.get("period") or "").strip())
    return (int(found["first"]), int(found["last"] or found["first"])) if found else None


def preference(row: Row) -> tuple[int, int, float, bool]:
    """Return what outcomes of one thing are sorted by: how final, counted how long, how good a source, how exact.

    Examples
    --------
    >>> preference({"basis": "final", "comparator": "="}) < preference({"basis": "expected", "comparator": "="})
    True
    """
    basis = row.get("basis")
    rank = row.get("source_rank")
    return (
        BASIS.index(basis) if basis in BASIS else BASIS.index(None),
        -_counted_to(row),
        float(rank) if rank else 9.0,
        row.get("comparator") != "=",
    )


def _counted_to(row: Row) -> int:
    """The last day counted (column ``as_of``), as a number; a row that says nothing counts the whole period."""
    found = COUNTED.fullmatch(str(row.get("as_of") or ""))
    return int(f"{found['year']}{found['month'] or 12}{found['day'] or 31}") if found else 99991231


class Outcomes:
    """Outcomes by key, the preferred first."""

    def __init__(self, rows: Iterable[dict[str, Any]], on: Sequence[str]) -> None:
        self.on = tuple(on)
        self.by_key: dict[Key, list[dict[str, Any]]] = defaultdict(list)
        self.by_rest: dict[Key, list[dict[str, Any]]] = defaultdict(list)
        self.used: set[int] = set()
        for row in sorted(rows, key=preference):
            self.by_key[self.key(row)].append(row)
            for left_out in ("period", "indicator"):
                self.by_rest[(left_out, *self.key(row, left_out))].append(row)

    def key(self, row: Row, left_out: str = "") -> Key:
        """Return the cells a row is found by, one column perhaps left out."""
        return tuple(str(row[column]) for column in self.on if column != left_out)

    def of(self, target: Row) -> list[dict[str, Any]]:
        """Return the outcomes with the target's key; for a state at the end of a span, those of its last year too."""
        found = self.by_key.get(self.key(target), [])
        span = years(target)
        if not found and span and "period" in self.on and target.get("kind") in ("level", "share"):
            found = self.by_key.get(self.key({**target, "period": str(span[1])}), [])
        self.used.update(row["row"] for row in found)
        return found

    def on_the_way(self, target: Row) -> list[dict[str, Any]]:
        """Return outcomes that lie inside the target's span of years and before its end, the latest first."""
        span = years(target)
        if span is None or span[0] == span[1] or "period" not in self.on:
            return []
        rows = self.by_rest.get(("period", *self.key(target, "period")), [])
        inside = [row for row in rows if (at := years(row)) and span[0] <= at[0] and at[1] < span[1]]
        self.used.update(row["row"] for row in inside)
        return sorted(inside, key=lambda row: -(years(row) or (0, 0))[1])

    def in_year(self, target: Row, year: int, **other: str | None) -> dict[str, Any] | None:
        """Return the preferred outcome of one year for the target's place and indicator, or for ``other`` ones."""
        wanted = {**target, "period": str(year), **{name: said for name, said in other.items() if said}}
        return next(iter(self.by_key.get(self.key(wanted), [])), None)

    def relatives(self, target: Row) -> list[dict[str, Any]]:
        """Return outcomes of the same thing measured another way: "gdp.level" for "gdp.growth"."""
        if "indicator" not in self.on:
            return []
        stem, _, way = str(target["indicator"]).partition(".")
        rows = self.by_rest.get(("indicator", *self.key(target, "indicator")), [])
        codes = [(row, str(row["indicator"]).partition(".")) for row in rows]
        return [row for row, (said, _, other) in codes if said == stem and {way, other} <= WAYS]

    def left(self) -> list[dict[str, Any]]:
        """Return the outcomes that no target asked for, in the order of their table."""
        rows = (row for group in self.by_key.values() for row in group)
        return sorted((row for row in rows if row["row"] not in self.used), key=lambda row: row["row"])


def baselines(tables: Iterable[pd.DataFrame], on: Sequence[str]) -> dict[Key, dict[str, Any]]:
    """Return the figures that tables give as starting points, by key."""
    found: dict[Key, dict[str, Any]] = {}
    for table in tables:
        if "status" in table and (table["status"] == "baseline").any():
            for row in prepare(table, "baselines", "baseline", on)[0]:
                found.setdefault(tuple(str(row[column]) for column in on), row)
    return found
