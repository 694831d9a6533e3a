"""Targets against outcomes: one row a pair, with a verdict and its reason."""

import warnings
from collections.abc import Iterable, Mapping, Sequence
from numbers import Real

import pandas as pd

from zjpolicy.comparing.judging import Judge, Pair, sides_of
from zjpolicy.comparing.pairing import Outcomes, baselines, prepare
from zjpolicy.comparing.verdicts import Better, Tolerance
from zjpolicy.data import keyed
from zjpolicy.errors import check_types
from zjpolicy.reading.wording import plain_value
from zjpolicy.tables.frames import dtypes, table_of
from zjpolicy.tables.rows import Row, preference, source_of

# Columns behind those that tables are joined on, with their dtypes.
COLUMNS = dtypes("""
    indicator_name kind unit target: str
    target_value target_low target_high: float64
    target_comparator: str
    tolerance: float64
    aims_higher: bool
    commitment outcome: str
    outcome_value outcome_low outcome_high: float64
    outcome_comparator outcome_period basis verdict: str
    margin: float64
    reason: str
    preferred: bool
    target_row outcome_row: Int64
    target_source outcome_source: str
""")


def compare(
    targets: pd.DataFrame,
    outcomes: pd.DataFrame,
    on: Sequence[str] = ("place", "indicator", "period"),
    *,
    tolerance: float = 0.5,
    relative_tolerance: float = 0.05,
    better: Better | Mapping[str, Better] | None = None,
) -> pd.DataFrame:
    """Compare targets with outcomes.

    Parameters
    ----------
    targets, outcomes : DataFrame
        Statements tables, reference tables, or a table of your own from `zjpolicy.read_table`. Where there is a
        column ``status``, only targets are taken from the first and only outcomes (and baselines) from the
        second, so one table that holds both can be given twice. Rows that lack a cell of ``on`` are left out;
        ``result.attrs["left_out"]`` counts them, ``result.attrs["met"]`` how many pairs have both sides.
    on : sequence of str, optional
        The columns that say what is the same thing.
    tolerance : float, optional
        What "about" means for % and percentage points: about 6% is 5.5% to 6.5%.
    relative_tolerance : float, optional
        What "about" means in every other unit, as a part of the figure: about 200 is 190 to 210.
    better : str or mapping, optional
        Which side is better, ``"more"``, ``"less"``, ``"near"`` (a point aimed at) or ``"ceiling"``: by indicator
        code, or one for all that neither the targets' own column ``better`` nor the registry knows.

    Returns
    -------
    DataFrame
        One row a pair of target and outcome, targets in their order, then outcomes without a target. After the
        columns of ``on`` (str), which are ``place``, ``indicator`` and ``period`` unless said otherwise:

        - ``indicator_name``, ``kind``, ``unit`` (str): the target's;
        - ``target``, ``outcome`` (str): both in plain words;
        - ``target_value``, ``target_low``, ``target_high`` (float64): the number said, and the interval it stands
          for (infinite where open, and below a ceiling, such as one for prices; with the tolerance of "about"); a
          figure that is to go down is negative;
        - ``target_comparator`` (str): as in the targets;
        - ``tolerance`` (float64): how far an "about" reaches to either side of its number, in the target's unit;
          missing where the target does not say so;
        - ``aims_higher`` (bool): whether the target is a stretch beyond a base target, never ``preferred`` beside that;
        - ``commitment`` (str): as in the targets;
        - ``outcome_value``, ``outcome_low``, ``outcome_high`` (float64), ``outcome_comparator``,
          ``outcome_period``, ``basis`` (str): the outcome in the target's unit; the numbers are missing where it is
          another thing, such as a share beside a growth;
        - ``verdict`` (str): ``met``, ``exceeded``, ``missed``, ``on track``, ``no target``, ``no outcome``, or
          ``not comparable``;
        - ``margin`` (float64): outcome less the figure said, in the target's unit; for a range, how far outside;
        - ``reason`` (str): the verdict in words;
        - ``preferred`` (bool): the pair to look at where sources give several: final before expected, then the
          one counted longest (``as_of``), then the lowest ``source_rank``;
        - ``target_row``, ``outcome_row`` (Int64): the rows' positions in the tables given;
        - ``target_source``, ``outcome_source`` (str): where they come from, as far as the tables say.

    Raises
    ------
    TableError
        A table lacks a column, is empty, holds no targets or outcomes, a cell that is no number, an unknown unit,
        or two rows that nothing tells apart; the message names column, row and remedy.
    TypeError
        A tolerance is no number.

    Warns
    -----
    UserWarning
        No target meets an outcome, and the two tables speak of other places, years or things throughout.

    Examples
    --------
    >>> import zjpolicy as zj
    >>> common = {"place": "Zhejiang", "period": "2020", "kind": "growth", "unit": "%", "indicator": "gdp.growth"}
    >>> targets = pd.DataFrame([{**common, "value": None, "low": 6, "high": 6.5, "comparator": "range"}])
    >>> outcomes = pd.DataFrame([{**common, "value": 3.6}])
    >>> zj.compare(targets, outcomes)[["verdict", "margin", "reason"]].values.tolist()[0]
    ['missed', -2.4, '3.6% misses the target of 6 to 6.5% by 2.4 percentage points']
    """
    check_types(compare, locals())
    on = [on] if isinstance(on, str) else list(on)
    for name, given in (("tolerance", tolerance), ("relative_tolerance", relative_tolerance)):
        _check_number(name, given)
    wanted, without = prepare(targets, "targets", "target", on)
    had, keyless = prepare(outcomes, "outcomes", "outcome", on)
    reached = Outcomes(had, on)
    known = baselines([targets, outcomes], on)
    width = Tolerance(tolerance, relative_tolerance)
    judge = Judge(reached, known, width, sides_of(better))
    pairs = [pair for target in wanted for pair in judge.pairs(target)]
    pairs += [Pair(None, row, "no target", "the targets hold none for this") for row in reached.left()]
    records = [_record(pair, on, width) for pair in pairs]
    for record, first in zip(records, _preferred(pairs, on), strict=True):
        record["preferred"] = first
    table = table_of(records, {**dict.fromkeys(on, "str"), **COLUMNS})
    met = sum(pair.target is not None and pair.outcome is not None for pair in pairs)
    table.attrs |= {"left_out": {"targets": without, "outcomes": keyless}, "met": met}
    if not met and (apart := _apart(wanted, had, on)):
        warnings.warn(f"no target meets an outcome: {apart}", UserWarning, stacklevel=2)
    return table


def _check_number(name: str, given: object) -> None:
    if isinstance(given, bool) or not isinstance(given, Real):
        raise TypeError(f"{name} is a number such as 0.5, not {given!r}")


def _apart(wanted: Sequence[Row], had: Sequence[Row], on: Sequence[str]) -> str:
    """What all targets are of and no outcome is, and the other way round; "" where each cell is met by some."""
    sides: tuple[list[str], list[str]] = ([], [])
    for column in on:
        cells = [sorted({str(row[column]) for row in rows}) for rows in (wanted, had)]
        if all(cells) and not set(cells[0]) & set(cells[1]):
            for side, kinds in zip(sides, cells, strict=True):
                side.append(", ".join(kinds[:3]) + (f" and {len(kinds) - 3} more" if len(kinds) > 3 else ""))
    return f"targets are of {' '.join(sides[0])}, outcomes of {' '.join(sides[1])}" if sides[0] else ""


def _preferred(pairs: Iterable[Pair], on: Sequence[str]) -> list[bool]:
    """Whether each pair is the first choice for its key: by its target's source, then by its outcome."""
    best: dict[tuple[str, ...], tuple[tuple[float, ...], int]] = {}
    keys = []
    for place, pair in enumerate(pairs):
        row = pair.target or pair.outcome or {}
        keys.append(tuple(str(row[column]) for column in on))
        order = (*preference(pair.target or {}), *preference(pair.outcome or {}))
        best[keys[-1]] = min(best.get(keys[-1], (order, place)), (order, place))
    return [best[key][1] == place for place, key in enumerate(keys)]


def _record(pair: Pair, on: Sequence[str], width: Tolerance) -> dict[str, object]:
    target, outcome = pair.target or {}, pair.outcome or {}
    row = pair.target or pair.outcome or {}
    interval, stated, reached = pair.interval, pair.stated, pair.reached
    # Without a target there is no other unit that the outcome could be in.
    value, low, high = (reached.value, reached.low, reached.high) if reached else (None, None, None)
    if pair.target is None:
        value, low, high = outcome.get("value"), outcome.get("low"), outcome.get("high")
    known = keyed("indicators.csv", "code").get(str(row.get("indicator")), {})
    return {
        **{column: row[column] for column in on},
        "indicator_name": known.get("name") or row.get("indicator_name"),
        "kind": row.get("kind"),
        "unit": row["unit"],
        "target": (target.get("relation") or plain_value(target)) if target else None,
        "target_value": stated.value if stated else None,
        "target_low": interval.lower if interval else None,
        "target_high": interval.upper if interval else None,
        "target_comparator": target.get("comparator") if stated else None,
        "tolerance": width.of(stated) if stated else None,
        "aims_higher": bool(target.get("aims_higher")),
        "commitment": target.get("commitment"),
        "outcome": plain_value(outcome) if outcome else None,
        "outcome_value": value,
        "outcome_low": low,
        "outcome_high": high,
        "outcome_comparator": outcome.get("comparator"),
        "outcome_period": outcome.get("period"),
        "basis": outcome.get("basis"),
        "verdict": pair.verdict,
        "margin": pair.margin,
        "reason": pair.reason,
        "target_row": target.get("row"),
        "outcome_row": outcome.get("row"),
        "target_source": source_of(target),
        "outcome_source": source_of(outcome),
    }
