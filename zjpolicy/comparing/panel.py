"""`panel`: what was aimed at and what came of it, one row for each place and year."""

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from zjpolicy.comparing.judging import Judge, sides_of
from zjpolicy.comparing.no_rows import why_none
from zjpolicy.comparing.pairing import Outcomes
from zjpolicy.comparing.verdicts import Tolerance
from zjpolicy.errors import TableError, check_types
from zjpolicy.reading.wording import plain_value
from zjpolicy.tables.frames import checked, dtypes, kind_of, table_of
from zjpolicy.tables.protocols import HasRelations, HasStatements
from zjpolicy.tables.rows import amounts, plain_rows, preference, source_of, years
from zjpolicy.tables.statements import with_relations

COLUMNS = dtypes("""
    place indicator period: str
    period_start period_end: Int64
    aggregate unit target: str
    target_value target_low target_high target_middle: float64
    target_comparator relation hedge cue commitment stretch: str
    stretch_value stretch_low stretch_high: float64
    outcome: str
    outcome_value outcome_low outcome_high: float64
    outcome_comparator basis: str
    gap: float64
    verdict reason: str
    targets outcomes: int64
    target_row stretch_row outcome_row: Int64
    target_source outcome_source: str
""")
ON = ("place", "indicator", "period")
# What a wide panel may show.
WIDE = tuple(name for name, dtype in COLUMNS.items() if name not in (*ON, "period_start", "period_end", "aggregate"))
Tables = pd.DataFrame | HasStatements | Iterable[HasStatements]


def panel(
    table: Tables,
    indicator: str,
    *,
    wide: str | None = None,
    tolerance: float = 0.5,
    relative_tolerance: float = 0.05,
) -> pd.DataFrame:
    """Return targets and outcomes of one indicator by place and year.

    Parameters
    ----------
    table : DataFrame, Report or list of Report
        Reports, with what they tell by `Report.statements` and, behind it, by `Report.relations`; what
        `zjpolicy.read_corpus` gives, with targets set without a number where it was told ``relations=True``; or a
        reference table such as ``zj.dataset("growth-targets")``.
    indicator : str
        An indicator code.
    wide : str, optional
        One of the columns below: a row for each place, with ``place`` and a column for each year, of figures of
        single years only.
    tolerance, relative_tolerance : float, optional
        What "about" means, as in `zjpolicy.compare`.

    Returns
    -------
    DataFrame
        One row for each place, period and ``aggregate``, by place and year; what no row tells is missing. It is
        ready for `zjpolicy.export`.

        - ``place``, ``indicator``, ``period`` (str), ``period_start``, ``period_end`` (Int64);
        - ``aggregate`` (str): ``average`` (a year over several) and ``cumulative`` figures have rows of their own,
          missing for those of one year;
        - ``unit``, ``target`` (str): the base target in plain words, or its relation;
        - ``target_value`` (float64): its number; ``target_low``, ``target_high`` (float64): the interval that it
          stands for, infinite where open, with the tolerance of "about"; ``target_middle`` (float64): its number, of
          a range the middle;
        - ``target_comparator``, ``relation``, ``hedge``, ``cue``, ``commitment`` (str): its wording;
        - ``stretch`` (str), ``stretch_value``, ``stretch_low``, ``stretch_high`` (float64): what is striven for
          beyond it, in plain words, and the number where there is one;
        - ``outcome`` (str), ``outcome_value``, ``outcome_low``, ``outcome_high`` (float64), ``outcome_comparator``,
          ``basis`` (str): what came of it;
        - ``gap`` (float64): outcome less base target, of a range how far outside; in percentage points where the unit
          is ``%``;
        - ``verdict``, ``reason`` (str): as in `zjpolicy.compare`, of the base target;
        - ``targets``, ``outcomes`` (int64): how many rows told of the base target and of the outcome; where more than
          one did, that of the lowest ``source_rank`` counts, a number before a relation, the most final outcome,
          then the first;
        - ``target_row``, ``stretch_row``, ``outcome_row`` (Int64): positions in the table given;
        - ``target_source``, ``outcome_source`` (str): where each was read.

    Raises
    ------
    TableError
        The table lacks a column, or has no figure of the indicator; the message names what there is.

    Examples
    --------
    >>> import zjpolicy as zj
    >>> growth = zj.panel(zj.dataset("growth-targets"), "gdp.growth")
    >>> row = growth[growth["place"].eq("Zhejiang") & growth["period"].eq("2019")].iloc[0]
    >>> row["target"], row["commitment"], row["stretch"], row["outcome"], row["verdict"]
    ('up about 6.5%', 'plan', 'above base target', 'up 6.8%', 'met')
    """
    check_types(panel, locals())
    given = _table(table)
    kept = checked(given, "table", [*ON, "status", "value", "unit"])
    rows = [row for row in plain_rows(kept) if row["status"] in ("target", "outcome") and years(row)]
    chosen = [{**row, "indicator": indicator} for row in rows if _is_of(row, indicator)]
    if not chosen:
        raise TableError(f"panel: {why_none(given, {'indicator': indicator})}")
    others = [row for row in rows if row["status"] == "outcome" and not _is_of(row, indicator)]
    records: list[dict[str, Any]] = []
    for aggregate in (None, "average", "cumulative"):
        of_kind = [row for row in chosen if row.get("aggregate") == aggregate]
        records += _records(of_kind, others if aggregate is None else [], tolerance, relative_tolerance)
    records.sort(key=lambda row: (row["place"], row["period_start"], row["period_end"], row["aggregate"] or ""))
    found = table_of(records, COLUMNS)
    return found if wide is None else _wide(found, wide)


def _table(given: object) -> pd.DataFrame:
    if isinstance(given, pd.DataFrame):
        return given
    if isinstance(given, HasStatements):
        return _figures(given)
    reports = list(given) if isinstance(given, Iterable) and not isinstance(given, str | bytes) else []
    if not reports or not all(isinstance(report, HasStatements) for report in reports):
        raise TableError(f"panel: a table of figures, a Report or a list of them is needed, not {kind_of(given)}")
    table: pd.DataFrame = pd.concat([_figures(report) for report in reports], ignore_index=True)
    return table


def _figures(report: HasStatements) -> pd.DataFrame:
    return with_relations(report.statements(), report) if isinstance(report, HasRelations) else report.statements()


def _is_of(row: dict[str, Any], indicator: str) -> bool:
    return indicator == row["indicator"] or indicator in (row.get("also") or "").split("|")


def _records(
    rows: Sequence[dict[str, Any]], others: Sequence[dict[str, Any]], tolerance: float, relative_tolerance: float
) -> list[dict[str, Any]]:
    """One record for each place and period of the rows, which are all of one indicator and aggregate."""
    if not rows:
        return []
    cells: dict[tuple[str, str], dict[str, list[dict[str, Any]]]] = {}
    for row in rows:
        part = row["status"] if row["status"] == "outcome" else "stretch" if row.get("aims_higher") is True else "base"
        parts = cells.setdefault((row["place"], row["period"]), {"base": [], "stretch": [], "outcome": []})
        parts[part].append(row)
    for parts in cells.values():
        parts["base"].sort(key=_base_preference)
        parts["stretch"].sort(key=_base_preference)
        parts["outcome"].sort(key=preference)
    outcomes = [parts["outcome"][0] for parts in cells.values() if parts["outcome"]]
    judge = Judge(Outcomes([*outcomes, *others], ON), {}, Tolerance(tolerance, relative_tolerance), sides_of({}))
    return [_record(parts, judge) for parts in cells.values()]


def _base_preference(row: dict[str, Any]) -> tuple[bool, float, int]:
    return (row.get("value") is None and row.get("low") is None, float(row.get("source_rank") or 9), row["row"])


def _record(parts: dict[str, list[dict[str, Any]]], judge: Judge) -> dict[str, Any]:
    base, stretch, outcome = (next(iter(parts[name]), {}) for name in ("base", "stretch", "outcome"))
    pair = next(judge.pairs(base), None) if base else None
    row = base or stretch or outcome
    value, low, high = amounts(base) if base else (None, None, None)
    interval = pair.interval if pair else None
    ends = {
        f"{name}_{end}": number
        for name, of in (("stretch", stretch), ("outcome", outcome))
        for end, number in zip(("value", "low", "high"), amounts(of) if of else (), strict=False)
    }
    first, last = years(row) or (None, None)
    return {
        **{column: row[column] for column in ON},
        "period_start": first,
        "period_end": last,
        "aggregate": row.get("aggregate"),
        "unit": row["unit"],
        "target": _words(base),
        "target_value": value,
        "target_low": interval.lower if interval else low,
        "target_high": interval.upper if interval else high,
        "target_middle": value if low is None or high is None else (low + high) / 2,
        "target_comparator": base.get("comparator") if value is not None or low is not None else None,
        **{name: base.get(name) for name in ("relation", "hedge", "cue", "commitment")},
        "stretch": _words(stretch),
        **ends,
        "outcome": _words(outcome),
        "outcome_comparator": outcome.get("comparator"),
        "basis": outcome.get("basis"),
        "gap": pair.margin if pair else None,
        "verdict": pair.verdict if pair else "no target",
        "reason": pair.reason if pair else None,
        "targets": len(parts["base"]),
        "outcomes": len(parts["outcome"]),
        "target_row": base.get("row"),
        "stretch_row": stretch.get("row"),
        "outcome_row": outcome.get("row"),
        "target_source": source_of(base),
        "outcome_source": source_of(outcome),
    }


def _words(row: dict[str, Any]) -> str | None:
    return (row.get("relation") or plain_value(row)) if row else None


def _wide(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """One column of a long panel with a row for each place and a column for each year."""
    if name not in WIDE:
        raise TableError(f"panel: wide={name!r} is no column of the panel; use one of {', '.join(WIDE)}")
    single = table[table["aggregate"].isna() & table["period_start"].eq(table["period_end"])]
    # The place is a column, since a file that `export` writes has no index.
    return single.pivot(index="place", columns="period", values=name).rename_axis(columns=None).reset_index()
