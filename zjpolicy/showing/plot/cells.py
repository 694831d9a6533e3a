"""What a chart of one indicator draws of each place and time: the rows of a panel as intervals of one size."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf
from typing import Any

import pandas as pd

from zjpolicy.comparing.judging import TURNED
from zjpolicy.errors import counted
from zjpolicy.showing.plot import extents
from zjpolicy.showing.plot.extents import Interval
from zjpolicy.tables.rows import plain_rows


@dataclass(frozen=True)
class Cell:
    """What a panel tells of one place and time, as it is drawn; ``about`` is the number of a target that says so."""

    row: dict[str, Any]
    target: Interval | None
    outcome: Interval | None
    stretch: Interval | None
    about: float | None

    def intervals(self) -> list[Interval]:
        """The intervals that an axis must have room for."""
        number = None if self.about is None else (self.about, self.about)
        return [interval for interval in (self.target, self.outcome, self.stretch, number) if interval]


def cells_of(panel: pd.DataFrame, unit: str) -> tuple[list[Cell], str]:
    """The rows of a panel that have something to draw, in the size of their axis, and what that is called."""
    rows = plain_rows(panel)
    parts = [[_ends(row, name) for row in rows] for name in ("target", "outcome", "stretch")]
    abouts = [(row["target_value"],) * 2 if row["target_comparator"] == "~" else None for row in rows]
    drawn, measured = extents.scaled([*parts[0], *parts[1], *parts[2], *abouts], unit)
    columns = [drawn[at : at + len(rows)] for at in range(0, len(drawn), max(1, len(rows)))]
    cells = [
        Cell(row, aim, came, more, number and number[0])
        for row, aim, came, more, number in zip(rows, *columns, strict=True)
    ]
    return [cell for cell in cells if cell.intervals()], measured


def _ends(row: dict[str, Any], name: str) -> Interval | None:
    """The interval of a target, an outcome or a stretch."""
    value, low, high = (row[f"{name}_{end}"] for end in ("value", "low", "high"))
    if name == "target":
        known = [end for end in (low, high) if end is not None and abs(end) != inf]
        return (low, high) if known else None
    comparator = row.get(f"{name}_comparator")
    if value is not None and value < 0:  # what goes down by at least 3% is at most -3%
        comparator = TURNED.get(str(comparator), comparator)
    return extents.ends({"value": value, "low": low, "high": high, "comparator": comparator})


def height_of(cell: Cell) -> float:
    """What places are ordered by: the outcome, or the number aimed at."""
    if cell.outcome:
        return extents.middle(cell.outcome)
    return cell.about if cell.about is not None else extents.middle(cell.target or cell.stretch or (0, 0))


def doubled(cells: Iterable[Cell]) -> str:
    """Return a note of the rows that gave way to another of the same place and time."""
    more = sum(max(0, cell.row[name] - 1) for cell in cells for name in ("targets", "outcomes"))
    return f"{counted(more, 'further row')} of the same places and years not shown." if more else ""


def told(cell: Cell, measured: str) -> str:
    """The figure of a place in words, the outcome where there is one."""
    unit = {"percent": "%", "number": ""}.get(measured, f" {measured}")
    if cell.outcome:
        return extents.in_words(cell.outcome, unit)
    if cell.about is not None:
        return f"about {extents.number(cell.about)}{unit}"
    return extents.in_words(cell.target or cell.stretch or (0, 0), unit)
