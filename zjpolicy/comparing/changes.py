"""Figures year on year."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any, Literal

import pandas as pd

from zjpolicy.comparing.pairing import prepare
from zjpolicy.comparing.verdicts import rounded
from zjpolicy.errors import UnitError, check_types
from zjpolicy.reading.wording import plain_value
from zjpolicy.tables.frames import dtypes, table_of
from zjpolicy.tables.rows import amounts, preference, years

COLUMNS = dtypes("""
    period unit: str
    value: float64
    previous_period: str
    previous_value change: float64
    change_unit: str
    growth: float64
    reason: str
    row previous_row: Int64
""")


def change(
    table: pd.DataFrame, by: Sequence[str] = ("place", "indicator"), *, status: Literal["outcome", "target"] = "outcome"
) -> pd.DataFrame:
    """Return how figures moved from year to year.

    Parameters
    ----------
    table : DataFrame
        A statements table, a reference table, or a concatenation of several.
    by : sequence of str, optional
        The columns that say what is the same thing.
    status : {"outcome", "target"}, optional
        ``"outcome"``, or ``"target"`` to see how targets moved. Where a year has several figures the one that
        `zjpolicy.compare` prefers is taken; periods of several years are left out.

    Returns
    -------
    DataFrame
        One row a year of each thing, in the order of ``by`` and year. After the columns of ``by`` (str), which are
        ``place`` and ``indicator`` unless said otherwise:

        - ``period`` (str), ``unit`` (str): the figure's year and unit;
        - ``value`` (float64): the figure, negative where it is said to go down;
        - ``previous_period`` (str), ``previous_value`` (float64): the year before, and its figure in the same unit;
          the revised one where the table has it;
        - ``change`` (float64), ``change_unit`` (str): what was added; of percent, in percentage points;
        - ``growth`` (float64): the change in percent of the year before, of levels only, not adjusted for prices;
        - ``reason`` (str): why a change is missing;
        - ``row``, ``previous_row`` (Int64): positions of both figures in the table.

    Raises
    ------
    TableError
        As in `zjpolicy.compare`.

    Notes
    -----
    After a census or a change of definition the figures of earlier years are revised, and those that follow are
    counted in the new way. A year is therefore measured from the revised figure of the year before, though its own
    figure is the final one: the ``previous_value`` of a year may differ from the ``value`` of the row above.

    Examples
    --------
    >>> import zjpolicy as zj
    >>> common = {"place": "Zhejiang", "indicator": "gdp.level", "kind": "level", "unit": "CNY"}
    >>> table = pd.DataFrame([common | {"period": "2023", "value": 8e12}, common | {"period": "2024", "value": 9e12}])
    >>> zj.change(table)[["period", "change_unit", "growth"]].values.tolist()[1]
    ['2024', 'CNY', 12.5]
    """
    check_types(change, locals())
    by = [by] if isinstance(by, str) else list(by)
    rows, _ = prepare(table, "table", status, [*by, "period"])
    single = [row for row in rows if (span := years(row)) and span[0] == span[1] and not row.get("aggregate")]
    single.sort(key=lambda row: (*(str(row[name]) for name in by), str(row["period"]), preference(row)))
    records: list[dict[str, Any]] = []
    for key, group in groupby(single, key=lambda row: tuple(str(row[name]) for name in by)):
        before: dict[str, Any] | None = None
        for _, same_year in groupby(group, key=lambda row: str(row["period"])):
            figures = list(same_year)
            records.append({**dict(zip(by, key, strict=True)), **_moved(before, figures[0], status)})
            before = next((row for row in figures if row.get("basis") == "revised"), figures[0])
    return table_of(records, {**dict.fromkeys(by, "str"), **COLUMNS})


def _moved(before: dict[str, Any] | None, row: dict[str, Any], status: str) -> dict[str, Any]:
    number = _aimed_at if status == "target" else lambda row, unit: amounts(row, unit)[0]
    moved = {"period": row["period"], "unit": row["unit"], "value": number(row, None), "row": row["row"]}
    if before is None:
        return {**moved, "reason": "the first year in the table"}
    moved |= {"previous_period": before["period"], "previous_row": before["row"]}
    if int(before["period"]) != int(row["period"]) - 1:
        return {**moved, "reason": f"no figure for {int(row['period']) - 1}"}
    try:
        previous = number(before, row["unit"])
    except UnitError as error:
        return {**moved, "reason": f"unit mismatch: {error}"}
    moved["previous_value"] = previous
    for year in (before, row):
        if year["comparator"] != "=" and (status == "outcome" or number(year, None) is None):
            known = year.get("relation") or plain_value(year)
            return {**moved, "reason": f"{year['period']} is known as {known} only"}
    if before.get("kind") != row.get("kind"):
        return {**moved, "reason": f"{before.get('kind')} in {before['period']}, {row.get('kind')} in {row['period']}"}
    assert previous is not None
    difference = rounded(moved["value"] - previous)
    level = row.get("kind") == "level" and previous > 0
    return {
        **moved,
        "change": difference,
        "change_unit": "pp" if row["unit"] == "%" else row["unit"],
        "growth": rounded(difference / previous * 100) if level else None,
    }


def _aimed_at(row: dict[str, Any], unit: str | None) -> float | None:
    """The number of a target, of a range its middle: "about 8%" and "at least 8%" both aim at 8."""
    value, low, high = amounts(row, unit)
    return rounded((low + high) / 2) if value is None and low is not None and high is not None else value
