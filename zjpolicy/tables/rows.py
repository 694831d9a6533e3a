"""Rows of tables as mappings: their amounts and years, and which of several for one thing is preferred."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import regex

from zjpolicy.errors import UnitError
from zjpolicy.reading.model import AGGREGATE
from zjpolicy.registry.units import convert
from zjpolicy.tables.frames import NUMBERS, checked, kind_of, plain_cells
from zjpolicy.tables.protocols import HasStatements

Row = Mapping[str, Any]
# Which of several outcomes of one thing is preferred, first to last; None is one whose text does not say.
BASIS = ("final", "revised", "preliminary", None, "expected")
# The day, year or span that an outcome was counted to.
COUNTED = regex.compile(r"(?:[12]\d{3}\s*[-–—]\s*)?(?P<year>[12]\d{3})(?:-(?P<month>\d\d)-(?P<day>\d\d))?")
YEARS = regex.compile(r"(?P<first>[12]\d{3})(?:\s*[-–—]\s*(?P<last>[12]\d{3}))?")


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


def statement_rows(report: HasStatements | pd.DataFrame, name: str, needed: Sequence[str]) -> list[dict[str, Any]]:
    """Return the rows of a report's statements, or of a table of them that has what is needed."""
    if not isinstance(report, HasStatements | pd.DataFrame):
        raise TypeError(f"{name}: a Report, as zj.load(...) gives, or its statements, not {kind_of(report)}")
    table = report.statements() if isinstance(report, HasStatements) else report
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


def alike(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows that speak of their years alike: each by itself if any does, else means a year, else totals.

    Examples
    --------
    >>> [row["value"] for row in alike([{"value": 6.0, "aggregate": "average"}, {"value": 5.0}])]
    [5.0]
    """
    ways = {row.get("aggregate") or None for row in rows}
    way = next((way for way in (None, *AGGREGATE) if way in ways), None)
    return [row for row in rows if (row.get("aggregate") or None) == way]


def years(row: Row) -> tuple[int, int] | None:
    """Return the first and last year of a row's period.

    Examples
    --------
    >>> years({"period": "2021-2025"}), years({"period": "2020"}), years({"period": None})
    ((2021, 2025), (2020, 2020), None)
    """
    found = YEARS.fullmatch(str(row.get("period") or "").strip())
    return (int(found["first"]), int(found["last"] or found["first"])) if found else None


def preference(row: Row) -> tuple[bool, int, int, float, bool]:
    """Return what figures of one thing are sorted by: how final, counted how long, how good a source, how exact.

    What is striven for beyond a target comes last.

    Examples
    --------
    >>> preference({"basis": "final", "comparator": "="}) < preference({"basis": "expected", "comparator": "="})
    True
    """
    basis = row.get("basis")
    rank = row.get("source_rank")
    return (
        bool(row.get("aims_higher")),
        BASIS.index(basis) if basis in BASIS else BASIS.index(None),
        -_counted_to(row),
        float(rank) if rank else 9.0,
        row.get("comparator") != "=",
    )


def source_of(row: Row) -> Any:
    """Return where a row was read, as far as it says."""
    return row.get("source_title") or row.get("report") or row.get("announced_in")


def _counted_to(row: Row) -> int:
    """The last day counted (column ``as_of``), as a number; a row that says nothing counts the whole period."""
    found = COUNTED.fullmatch(str(row.get("as_of") or ""))
    return int(f"{found['year']}{found['month'] or 12}{found['day'] or 31}") if found else 99991231
