"""Promises and results of one report that speak of the same thing."""

from typing import Any

import pandas as pd

from zjpolicy.comparing.verdicts import rounded
from zjpolicy.comparing.wordsets import likeness, words
from zjpolicy.errors import check_types
from zjpolicy.tables.frames import NUMBERS, dtypes, table_of
from zjpolicy.tables.protocols import HasStatements
from zjpolicy.tables.rows import amounts, converts, statement_rows, years

# Measures are taken to be the same where they share so much of their words; below it pairs were wrong as often as
# right in the reports this was tried on.
ALIKE = 0.75
KINDS = ({"level", "change"}, {"level", "share"})
COLUMNS = dtypes("""
    report place indicator measure kind unit: str
    outcome_value outcome_low outcome_high: float64
    outcome_comparator outcome_period: str
    target_value target_low target_high: float64
    target_comparator target_period commitment: str
    difference: float64
    matched_by outcome_measure: str
    outcome_start target_start: Int64
    outcome_id target_id: str
""")


def match(report: HasStatements | pd.DataFrame) -> pd.DataFrame:
    r"""Return which promises and results of one report speak of the same thing.

    Parameters
    ----------
    report : Report or DataFrame
        A report, or its statements.

    Returns
    -------
    DataFrame
        One row a target for which the report tells an outcome, in text order; none where nothing matches.

        - ``report``, ``place``, ``indicator``, ``measure``, ``kind``, ``unit`` (str): the target's;
        - ``outcome_value``, ``outcome_low``, ``outcome_high`` (float64), ``outcome_comparator``,
          ``outcome_period`` (str): the outcome in the target's unit, negative where it is said to go down;
        - ``target_value``, ``target_low``, ``target_high`` (float64), ``target_comparator``, ``target_period``
          (str): the target likewise;
        - ``commitment`` (str): how firmly the target binds;
        - ``difference`` (float64): target less outcome, where both are one number;
        - ``matched_by`` (str): ``indicator``, or ``words`` where both measures consist of nearly the same words;
        - ``outcome_measure`` (str): the outcome's own words;
        - ``outcome_start``, ``target_start`` (Int64), ``outcome_id``, ``target_id`` (str): where they stand.

    Raises
    ------
    TableError
        If a table is given that lacks a column.

    Examples
    --------
    >>> import zjpolicy as zj
    >>> text = "I. Review of 2019\n\nGDP grew by 6.8%.\n\nII. Targets for 2020\n\nGDP is to grow by 6%-6.5%."
    >>> pairs = match(zj.Report.from_text(text, place="Zhejiang", year=2020))
    >>> pairs.loc[0, ["indicator", "outcome_value", "target_low", "target_high"]].astype(str).tolist()
    ['gdp.growth', '6.8', '6.0', '6.5']
    """
    check_types(match, locals())
    rows = statement_rows(report, "report", ("place", "measure", "value", "unit", "kind", "status", "period"))
    outcomes = [row for row in rows if row["status"] == "outcome"]
    pairs = [(row, _best(row, outcomes)) for row in rows if row["status"] == "target"]
    return table_of([_record(target, *found) for target, found in pairs if found], COLUMNS)


def _best(target: dict[str, Any], outcomes: list[dict[str, Any]]) -> tuple[dict[str, Any], str] | None:
    """The outcome that speaks of what a target does, and how that is known: the surest, then the latest one."""
    found: list[tuple[bool, int, float, int, dict[str, Any], str]] = []
    for outcome in outcomes:
        if how := _same(target, outcome):
            alike = likeness(target["measure"], outcome["measure"])
            last = (years(outcome) or (0, 0))[1]
            found.append((how == "indicator", last, alike, -len(found), outcome, how))
    if not found:
        return None
    *_, outcome, how = max(found, key=lambda choice: choice[:4])
    return outcome, how


def _same(target: dict[str, Any], outcome: dict[str, Any]) -> str | None:
    if target["place"] != outcome["place"]:
        return None
    kinds = {target["kind"], outcome["kind"]}
    if len(kinds) > 1 and kinds not in KINDS:
        return None
    if target.get("aggregate") != outcome.get("aggregate") or not converts(outcome, target["unit"]):
        return None
    ours, theirs = target.get("indicator"), outcome.get("indicator")
    if ours or theirs:
        return "indicator" if ours == theirs else None
    named = words(target["measure"] or "")
    # One word, "enterprises" or 企业, does not say which.
    telling = len(named) > (1 if max(map(len, named), default=0) > 1 else 2)
    same = telling and likeness(target["measure"], outcome["measure"]) >= ALIKE
    return "words" if same and (len(kinds) == 1 or target["unit"] == "count") else None


def _record(target: dict[str, Any], outcome: dict[str, Any], how: str) -> dict[str, Any]:
    shared = ("report", "place", "indicator", "measure", "kind", "unit", "commitment")
    record = {name: target.get(name) for name in shared} | {"matched_by": how, "outcome_measure": outcome["measure"]}
    for side, row in (("outcome", outcome), ("target", target)):
        record |= {f"{side}_{name}": row.get(name) for name in ("comparator", "period", "start", "id")}
        ends = zip(NUMBERS, amounts(row, target["unit"]), strict=True)
        record |= {f"{side}_{name}": end for name, end in ends}
    if record["target_value"] is not None and record["outcome_value"] is not None:
        record["difference"] = rounded(record["target_value"] - record["outcome_value"])
    return record
