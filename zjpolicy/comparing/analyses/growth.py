"""How growth targets are set and kept: over the hierarchy, by wording, by year, after a miss."""

from typing import Any, Literal

import pandas as pd

from zjpolicy.comparing.panel import panel
from zjpolicy.comparing.ranking import rank
from zjpolicy.comparing.targets import compare
from zjpolicy.errors import TableError, check_types
from zjpolicy.registry.places import NATION
from zjpolicy.tables.datasets import dataset
from zjpolicy.tables.frames import checked

GROWTH = "gdp.growth"
JUDGED = ("met", "exceeded", "missed")
# How a target's number is worded, from the loosest to the firmest.
WORDINGS = {
    "~": "about",
    "range": "range",
    "=": "plain",
    ">=": "at least",
    ">": "more than",
    "<=": "at most",
    "<": "less than",
}


# Words that bind from below, and words that leave room (Yu and Pan 2019).
HARD, SOFT = ("at least", "more than", "strive", "ensure"), ("about", "range")


def amplification(
    period: str | int = 2026, *, by: Literal["place", "nation"] = "place", table: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return how provincial growth targets stand to the national one.

    Li, Liu, Weng and Zhou (2019) found that growth targets rise from the centre down the hierarchy: each level
    asks for more than the one above it. Here the provinces' targets of one year are held against the national
    target, every province counting once, whatever its size. What lies below the provinces is not in our data.

    Parameters
    ----------
    period : str or int, optional
        The year; the bundled table has provinces from 1998 on, and of the nation no GDP target for 2000 to 2002 and
        2020.
    by : {"place", "nation"}, optional
        One row a province, or one for all.
    table : DataFrame, optional
        Targets of your own, the nation's (``place`` is ``China``) among them; ``dataset("growth-targets")`` when not
        given.

    Returns
    -------
    DataFrame
        By place, one row each:

        - ``place``, ``target`` (str): the target in plain words;
        - ``middle``, ``lower`` (float64): of a range, in percent; both the figure said where there is no range;
        - ``gap``, ``lower_gap`` (float64): how many percentage points they lie above the nation's;
        - ``side`` (str): ``above``, ``equal`` or ``below``, by the middle.

        For the nation, one row:

        - ``period``, ``target`` (str): the year, and the national target in plain words;
        - ``places``, ``above``, ``equal``, ``below`` (int64): how many there are, and on which side;
        - ``mean_gap``, ``median_gap``, ``mean_lower_gap`` (float64): of the columns above.

    Raises
    ------
    TableError
        The table has no target of the year for the nation, or none at all.

    References
    ----------
    Li, X., Liu, C., Weng, X. and Zhou, L.-A. (2019), "Target Setting in Tournaments: Theory and Evidence from
    China", The Economic Journal 129(623), 2888-2915, doi 10.1093/ej/uez018.

    Examples
    --------
    >>> amplification(by="nation")[["places", "above", "equal", "below"]].values.tolist()
    [[31, 24, 3, 4]]
    """
    check_types(amplification, locals())
    if by not in ("place", "nation"):
        raise ValueError(f'by is "place" or "nation", not {by!r}')
    figures = dataset("growth-targets") if table is None else table
    ranked = rank(figures, GROWTH, period, status="target")
    middle = ranked["national"] + ranked["gap"]
    lower = ranked["low"].fillna(ranked["value"])
    nation = ranked["place"] == NATION
    if ranked["national"].isna().all():
        raise TableError(f"amplification: the table has no number that the nation aimed at for {period}")
    found = pd.DataFrame({"place": ranked["place"], "target": ranked["figure"], "middle": middle, "lower": lower})
    found["gap"] = ranked["gap"]
    found["lower_gap"] = (lower - float(lower[nation].iloc[0])).round(12)
    found["side"] = found["gap"].map(_side).astype("str")
    places = found[~nation & found["gap"].notna()].reset_index(drop=True)
    if by == "place":
        return places
    counts = {side: int((places["side"] == side).sum()) for side in ("above", "equal", "below")}
    gaps = {
        "mean_gap": places["gap"].mean(),
        "median_gap": places["gap"].median(),
        "mean_lower_gap": places["lower_gap"].mean(),
    }
    target = found.loc[nation, "target"].iloc[0]
    return pd.DataFrame([{"period": str(period), "target": target, "places": len(places), **counts, **gaps}])


def _side(gap: float) -> str:
    return "above" if gap > 0 else "below" if gap < 0 else "equal"


def firmness(targets: pd.DataFrame | None = None, outcomes: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return how firmly growth targets are worded, and what came of each wording.

    Parameters
    ----------
    targets, outcomes : DataFrame, optional
        Tables with the columns of a statements table; ``dataset("growth-targets")`` where not given. Only base
        targets for ``gdp.growth`` count.

    Returns
    -------
    DataFrame
        One row a wording.

        - ``wording`` (str): ``about`` (左右), ``range``, ``plain``, ``at least`` (以上), ``more than``, and, where the
          table tells the commitment, ``strive`` (力争) and ``ensure`` (确保), which overlap with them;
        - ``targets``, ``with_outcome``, ``missed`` (int64): how many;
        - ``mean_margin`` (float64): outcome less target, in percentage points;
        - ``mean_miss`` (float64): how far below, over those missed.

    Notes
    -----
    Years differ more than wordings do, and who sets a soft target may know why: the table describes and proves nothing.

    References
    ----------
    Yu, Y. and Pan, Y. (2019; 余泳泽, 潘妍), "高速增长阶段经济增长目标约束性对服务业结构升级的影响",
    经济研究 2019(3), tell hard words (以上, 至少, 确保, 力争) from soft ones (左右, 约, a range).

    Examples
    --------
    >>> table = firmness().set_index("wording")
    >>> bool(table.loc["about", "targets"] > table.loc["at least", "targets"])
    True
    """
    check_types(firmness, locals())
    bundled = dataset("growth-targets")
    known = bundled if targets is None else targets
    known = checked(known, "targets", ("indicator", "status", "comparator"))
    known = known[(known["indicator"] == GROWTH) & (known["status"] == "target")].reset_index(drop=True)
    compared = compare(known, bundled if outcomes is None else outcomes)
    compared = compared[compared["preferred"] & compared["target_row"].notna()].reset_index(drop=True)
    rows = known.loc[compared["target_row"].astype("int64")].reset_index(drop=True)
    wording = rows["comparator"].map(WORDINGS)
    groups = {name: wording == name for name in WORDINGS.values()}
    for name in ("strive", "ensure"):
        groups[name] = rows.get("commitment", pd.Series(index=rows.index, dtype="str")) == name
    records = [{"wording": name, **_outcomes(compared[chosen])} for name, chosen in groups.items() if chosen.any()]
    return pd.DataFrame(records).astype({"wording": "str"})


def fulfilment(table: pd.DataFrame | None = None, indicator: str = GROWTH) -> pd.DataFrame:
    """Return, year by year, how many targets were met, exceeded and missed, and how they were worded.

    Parameters
    ----------
    table : DataFrame, optional
        Targets and outcomes; the provinces of ``dataset("growth-targets")`` when not given.
    indicator : str, optional
        An indicator code.

    Returns
    -------
    DataFrame
        One row a year.

        - ``period`` (str);
        - ``targets``, ``judged`` (int64): how many base targets there are, and for how many of them an outcome tells
          on which side it lies;
        - ``missed``, ``met``, ``exceeded`` (int64), ``missed_share`` (float64): of those judged;
        - ``below`` (int64), ``below_share`` (float64): of those judged, with an outcome lower than the number stated,
          or than the lower end of a range, whatever "about" allows;
        - ``worded`` (int64): for how many targets the table tells the words, by ``hedge``, ``cue``, ``commitment`` or a
          comparator other than ``=``;
        - ``hard``, ``soft``, ``ranges``, ``stretches`` (int64): how many are worded to bind from below (at least, more
          than, strive, ensure), to leave room (about, a range), as ranges, and have a stretch beside them;
        - ``mean_target``, ``mean_gap`` (float64): the mean number aimed at, of ranges the middle, and the mean gap.

    Notes
    -----
    Where a target says "about", an outcome half a percentage point lower still meets it, though it lies below the
    number: the more targets are worded so, the further ``missed`` and ``below`` part. Outcomes are those the next
    report tells, mostly first estimates, and in the first year of a term many reports tell none for the year.

    Examples
    --------
    >>> table = fulfilment().set_index("period")
    >>> bool(table.loc["2005", "missed_share"] < 0.1 < table.loc["2022", "missed_share"])
    True
    """
    check_types(fulfilment, locals())
    rows = _panel(table, indicator)
    judged = rows["verdict"].isin(JUDGED)
    rows = rows.assign(
        judged=judged,
        **{verdict: rows["verdict"] == verdict for verdict in JUDGED},
        worded=rows[["hedge", "cue", "commitment"]].notna().any(axis=1) | rows["target_comparator"].ne("="),
        hard=_worded(rows, HARD),
        soft=_worded(rows, SOFT) & ~_worded(rows, HARD),
        ranges=rows["target_comparator"] == "range",
        stretches=rows["stretch"].notna(),
        judged_gap=rows["gap"].where(judged),
        below=judged & rows["gap"].lt(0),
    )
    counts = ["judged", "missed", "met", "exceeded", "below", "worded", "hard", "soft", "ranges", "stretches"]
    years = rows.groupby("period")
    found = years[counts].sum().astype("int64")
    found.insert(0, "targets", years.size().astype("int64"))
    known = found["judged"].where(found["judged"] > 0)
    found.insert(3, "missed_share", found["missed"] / known)
    found.insert(7, "below_share", found["below"] / known)
    found["mean_target"], found["mean_gap"] = years["target_middle"].mean(), years["judged_gap"].mean()
    return found.reset_index()


def after_miss(table: pd.DataFrame | None = None, indicator: str = GROWTH) -> pd.DataFrame:
    """Return what became of the next target after one was missed, met or exceeded.

    Parameters
    ----------
    table, indicator : optional
        As in `fulfilment`.

    Returns
    -------
    DataFrame
        One row a verdict.

        - ``verdict`` (str): ``missed``, ``met``, ``exceeded``;
        - ``pairs`` (int64): years judged whose next year has a target with a number too;
        - ``lowered``, ``kept``, ``raised`` (int64), ``lowered_share`` (float64): how the next target stands to it, of
          ranges by their middle;
        - ``mean_change`` (float64): next target less this one.

    Examples
    --------
    >>> table = after_miss().set_index("verdict")
    >>> bool(table.loc["missed", "lowered_share"] > table.loc["exceeded", "lowered_share"])
    True
    """
    check_types(after_miss, locals())
    rows = _panel(table, indicator)
    following = rows[["place", "period_start", "target_middle"]].assign(period_start=rows["period_start"] - 1)
    pairs = rows.merge(following, on=["place", "period_start"], suffixes=("", "_next"))
    moved = (pairs["target_middle_next"] - pairs["target_middle"]).round(9)
    pairs = pairs.assign(moved=moved, lowered=moved < 0, kept=moved == 0, raised=moved > 0)
    pairs = pairs[pairs["verdict"].isin(JUDGED) & pairs["moved"].notna()]
    groups = pairs.groupby("verdict")
    found = groups[["lowered", "kept", "raised"]].sum().astype("int64")
    found.insert(0, "pairs", groups.size().astype("int64"))
    found["lowered_share"], found["mean_change"] = found["lowered"] / found["pairs"], groups["moved"].mean()
    return found.reindex([verdict for verdict in ("missed", "met", "exceeded") if verdict in found.index]).reset_index()


def _panel(table: pd.DataFrame | None, indicator: str) -> pd.DataFrame:
    """Rows of single years with a base target; of the bundled table those of provinces."""
    given = dataset("growth-targets").query("place != @NATION") if table is None else table
    rows = panel(given, indicator)
    single = rows["aggregate"].isna() & rows["period_start"].eq(rows["period_end"])
    return rows[single & rows["target"].notna()].reset_index(drop=True)


def _worded(rows: pd.DataFrame, words: tuple[str, ...]) -> "pd.Series[bool]":
    return rows["target_comparator"].map(WORDINGS).isin(words) | rows["commitment"].isin(words)


def _outcomes(pairs: pd.DataFrame) -> dict[str, Any]:
    judged = pairs[pairs["margin"].notna()]
    missed = judged[judged["verdict"] == "missed"]
    return {
        "targets": len(pairs),
        "with_outcome": len(judged),
        "missed": len(missed),
        "mean_margin": judged["margin"].mean(),
        "mean_miss": -missed["margin"].mean(),
    }
