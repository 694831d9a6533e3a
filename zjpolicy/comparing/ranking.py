"""Places side by side."""

from typing import Any, Literal

import pandas as pd

from zjpolicy.comparing.no_rows import why_none
from zjpolicy.comparing.verdicts import rounded
from zjpolicy.data import keyed
from zjpolicy.errors import TableError, UnitError, check_types
from zjpolicy.reading.wording import plain_value
from zjpolicy.registry.places import NATION
from zjpolicy.tables.frames import NUMBERS, checked, dtypes, table_of
from zjpolicy.tables.rows import alike, amounts, plain_rows, preference

GROUP = ("indicator", "period", "status")
COLUMNS = dtypes("""
    indicator period status: str
    rank: Int64
    place figure: str
    value low high: float64
    comparator unit: str
    national gap: float64
    reason: str
    row: Int64
""")


def rank(
    table: pd.DataFrame,
    indicator: str | None = None,
    period: str | int | None = None,
    *,
    status: Literal["outcome", "target"] | None = None,
    largest_first: bool | None = None,
) -> pd.DataFrame:
    """Return places side by side, ranked.

    Parameters
    ----------
    table : DataFrame
        A statements table, a reference table, or a concatenation of several.
    indicator, period, status : optional
        Which figures; every indicator, year and status apart where not given.
    largest_first : bool, optional
        Whether the largest figure ranks first; where not given it does, but for indicators of which less is
        better.

    Returns
    -------
    DataFrame
        One row a place in each group of the first three columns. A range ranks by its middle; "about" and "at
        least" rank by the figure said.

        - ``indicator``, ``period``, ``status`` (str): the group;
        - ``rank`` (Int64): equal figures share the better one; missing without a number, and for China, which is no
          place among its own;
        - ``place`` (str);
        - ``figure`` (str): the figure in plain words;
        - ``value``, ``low``, ``high`` (float64): the figure, negative where it is said to go down;
        - ``comparator``, ``unit`` (str): how it bounds, and its unit, which is China's or the first place's;
        - ``national`` (float64): China's figure in the table, of a range the middle;
        - ``gap`` (float64): the place's figure less China's;
        - ``reason`` (str): why a rank is missing;
        - ``row`` (Int64): the figure's position in the table.

    Raises
    ------
    TableError
        As in `zjpolicy.compare`; or no row is of the indicator, year and status asked for: the message says what there
        is instead.

    Examples
    --------
    >>> import zjpolicy as zj
    >>> common = {"indicator": "gdp.growth", "period": "2026", "status": "target", "kind": "growth", "unit": "%"}
    >>> figures = {"Hainan": 6.0, "Anhui": 5.0, "China": 4.5}
    >>> table = pd.DataFrame([{**common, "place": place, "value": value} for place, value in figures.items()])
    >>> zj.rank(table)[["rank", "place", "gap"]].values.tolist()
    [[1, 'Hainan', 1.5], [2, 'Anhui', 0.5], [<NA>, 'China', 0.0]]
    """
    check_types(rank, locals())
    rows = plain_rows(checked(table, "table", ["place", "indicator", "period", "value", "unit"]))
    asked = {"indicator": indicator, "period": None if period is None else str(period), "status": status}
    found: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in sorted(rows, key=preference):
        named = row["place"] and row["indicator"] and row["period"] and row.get("status") not in ("baseline", "context")
        if named and all(value is None or row.get(name) == value for name, value in asked.items()):
            found.setdefault(tuple(str(row.get(name) or "") for name in GROUP), []).append(row)
    groups = {key: {row["place"]: row for row in reversed(alike(same))} for key, same in found.items()}
    if rows and not groups and any(asked.values()):
        raise TableError(f"table: {why_none(table, asked)}")
    registry = keyed("indicators.csv", "code")
    records = []
    for key in sorted(groups):
        better = registry.get(key[0], {}).get("better")
        first = better not in ("less", "ceiling") if largest_first is None else largest_first
        records += [{**dict(zip(GROUP, key, strict=True)), **record} for record in _ranked(groups[key], first)]
    for record in records:
        record["status"] = record["status"] or None
    return table_of(records, COLUMNS)


def _ranked(places: dict[str, dict[str, Any]], largest_first: bool) -> list[dict[str, Any]]:
    nation = places.get(NATION)
    unit = str((nation or next(iter(places.values())))["unit"])
    records = [_record(row, unit) for row in places.values()]
    national = next((record["point"] for record in records if record["place"] == NATION), None)
    for record in records:
        record["national"] = national
        if record["point"] is not None and national is not None:
            record["gap"] = rounded(record["point"] - national)
    sign = -1 if largest_first else 1
    numbered = [record for record in records if record["point"] is not None]
    among = [record for record in numbered if record["place"] != NATION]
    for record in among:
        record["rank"] = 1 + sum(sign * other["point"] < sign * record["point"] for other in among)
    rest = [record for record in records if record["point"] is None]
    return [*sorted(numbered, key=lambda record: (sign * record["point"], record["place"])), *rest]


def _record(row: dict[str, Any], unit: str) -> dict[str, Any]:
    figure = plain_value(row) if any(row[name] is not None for name in NUMBERS) else row.get("relation")
    record = {"place": row["place"], "figure": figure, "comparator": row["comparator"], "unit": unit, "row": row["row"]}
    try:
        value, low, high = amounts(row, unit)
    except UnitError as error:
        return {**record, "unit": row["unit"], "point": None, "reason": f"unit mismatch: {error}"}
    known = [end for end in (low, high) if end is not None]
    point = value if value is not None else sum(known) / len(known) if known else None
    reason = None if point is not None else "no number"
    return {**record, "value": value, "low": low, "high": high, "point": point, "reason": reason}
