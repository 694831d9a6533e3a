"""Which outcome stands against which target: by key, and for years before the last of a span."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from zjpolicy.tables.frames import checked, one_status, refuse_doubles
from zjpolicy.tables.rows import Row, plain_rows, preference, years

Key = tuple[str, ...]
# The ways in which one thing is measured, as indicator codes end.
WAYS = {"growth", "real_growth", "level", "share", "new", "change"}


def prepare(table: pd.DataFrame, name: str, status: str, on: Sequence[str]) -> tuple[list[dict[str, Any]], int]:
    """Return the rows of one status that have a key, what is missing in them None, and how many have none.

    Where rows are found by indicator, a figure said of several things (column ``also``) gives a row for each.
    """
    needed = [*on, "value", "unit"]
    kept = one_status(checked(table, name, needed), name, status)
    refuse_doubles(kept, name, on)
    records = plain_rows(kept)
    named = [record for record in records if all(record[column] for column in on)]
    rows_of = _each_indicator if "indicator" in on else lambda record: [record]
    return [row for record in named for row in rows_of(record)], len(records) - len(named)


def _each_indicator(row: dict[str, Any]) -> list[dict[str, Any]]:
    codes = filter(None, (row.get("also") or "").split("|"))
    return [row, *({**row, "indicator": code} for code in codes)]


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
        """Return the outcomes with the target's key; for a state at the end of a span, those of its last year too.

        A mean a year stands against a mean, a total against a total, where there is one.
        """
        found = self.by_key.get(self.key(target), [])
        span = years(target)
        if not found and span and "period" in self.on and target.get("kind") in ("level", "share"):
            found = self.by_key.get(self.key({**target, "period": str(span[1])}), [])
        same = [row for row in found if (row.get("aggregate") or None) == (target.get("aggregate") or None)]
        self.used.update(row["row"] for row in found)
        return same or found

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
        """Return the preferred outcome of one year for the target's place and indicator, or for ``other`` ones.

        A mean or a total of several years is none of one year.
        """
        wanted = {**target, "period": str(year), **{name: value for name, value in other.items() if value}}
        return next((row for row in self.by_key.get(self.key(wanted), []) if not row.get("aggregate")), None)

    def relatives(self, target: Row) -> list[dict[str, Any]]:
        """Return outcomes of the same thing measured another way: "gdp.level" for "gdp.growth"."""
        if "indicator" not in self.on:
            return []
        stem, _, way = str(target["indicator"]).partition(".")
        rows = self.by_rest.get(("indicator", *self.key(target, "indicator")), [])
        codes = [(row, str(row["indicator"]).partition(".")) for row in rows]
        return [row for row, (known, _, other) in codes if known == stem and {way, other} <= WAYS]

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
