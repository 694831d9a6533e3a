"""How many of the provinces' growth targets and outcomes are read right, and stand alone: against a table read by hand.

    python -m benchmarks.growth TABLE CORPUS [--misses]

TABLE has the columns place, indicator, period, status, value, low, high, comparator, aims_higher and source_title, in
which the year of the report stands; CORPUS holds one folder a place, with files named PLACE-YEAR-zh.txt. A figure is
right and alone where the figures of its place, year and status that speak of one year are all one and the same.
"""

import argparse
import sys
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

import zjpolicy as zj
from zjpolicy.tables.frames import plain_cells

SAID = ["value", "low", "high", "comparator"]
ENDS = ("gdp.growth", "gdp.real_growth")


class Case(NamedTuple):
    """A row of the table against what the report's reading has for it."""

    report: str
    row: dict[str, Any]
    found: list[list[Any]]

    @property
    def outcome(self) -> str:
        """``right``, ``missing``, ``doubled`` (the right figure beside another) or ``wrong``."""
        wanted = [self.row[name] for name in SAID]
        others = [found for found in self.found if found != wanted]
        if len(others) < len(self.found):
            return "doubled" if others else "right"
        return "wrong" if others else "missing"


def rows_of(table: Path) -> Iterator[tuple[tuple[str, int], list[dict[str, Any]]]]:
    """The rows with a number of their own, by place and year of their report."""
    frame = pd.read_csv(table, dtype={"period": "str"})
    frame = frame[frame["aims_higher"].isna() & (frame["value"].notna() | frame["low"].notna())]
    frame["year"] = frame["source_title"].str.extract(r"((?:19|20)\d\d)年", expand=False).astype(int)
    for key, group in frame.groupby(["place", "year"]):
        cells = plain_cells(group)
        yield key, [dict(zip(group.columns, row, strict=True)) for row in cells]


def told(report: zj.Report, row: dict[str, Any]) -> list[list[Any]]:
    """What a report tells of the growth of a place in a year: every different figure once."""
    table = report.statements()
    same = (table["place"] == row["place"]) & (table["period"] == row["period"]) & (table["status"] == row["status"])
    same &= table["indicator"].isin(ENDS) & table["aggregate"].isna() & ~table["aims_higher"]
    return plain_cells(table.loc[same, SAID].drop_duplicates())


def cases(table: Path, corpus: Path) -> Iterator[Case]:
    """Every row of the table whose report is at hand."""
    paths = {path.stem.removesuffix("-zh"): path for path in sorted(corpus.rglob("*-zh.txt"))}
    for (place, year), rows in rows_of(table):
        name = f"{place.lower().replace(' ', '')}-{year}"
        if name in paths:
            report = zj.load(paths[name], place=place, year=year)
            yield from (Case(name, row, told(report, row)) for row in rows)


def main() -> None:
    """Print the shares, and with ``--misses`` each figure that is not right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--misses", action="store_true", help="list every figure that is missing, doubled or wrong")
    given = parser.parse_args()
    counts: dict[str, Counter[str]] = {"target": Counter(), "outcome": Counter()}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        for case in cases(given.table, given.corpus):
            counts[case.row["status"]][case.outcome] += 1
            if given.misses and case.outcome != "right":
                labels = [case.row[name] for name in ("status", "period", *SAID)]
                print(case.report, case.outcome, labels, "found", case.found, file=sys.stdout, flush=True)
    for status, count in counts.items():
        print(f"{status}: {count['right']} of {count.total()} right and alone, {dict(count)}")


if __name__ == "__main__":
    main()
