"""Published analyses of targets, reproduced from the bundled reference tables.

Examples
--------
>>> import zjpolicy as zj
>>> bool(zj.analyses.scorecard()["agreement"].eq("differs").any())
False
"""

from typing import Any, Literal

import pandas as pd

from zjpolicy.comparing.ranking import rank
from zjpolicy.comparing.targets import compare
from zjpolicy.tables.datasets import dataset
from zjpolicy.tables.relations import NATION
from zjpolicy.tables.rows import years

REACHED = ("met", "exceeded", "on track")
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


def scorecard() -> pd.DataFrame:
    """Return the quantified targets of the national 2019 report: our verdicts beside the official ones.

    The State Council published in May 2020 what came of each target. The verdicts here are worked out from
    ``dataset("scorecard-2019")`` by `compare`, not copied; where the table has no outcome there is none.

    Returns
    -------
    DataFrame
        One row a target.

        - ``item`` (Int64): our numbering; missing for targets outside the list;
        - ``indicator``, ``measure`` (str);
        - ``target``, ``outcome`` (str): both in plain words;
        - ``verdict``, ``official_verdict`` (str): ours, and the list's;
        - ``agreement`` (str): ``same``; ``both reached``, where one says met and the other exceeded; ``differs``;
          ``not seen``, where no outcome is at hand or no verdict is possible; missing where the list says nothing;
        - ``reason`` (str): our verdict in words.

    Examples
    --------
    >>> table = scorecard()
    >>> table.loc[table["indicator"] == "employment.new_urban", ["verdict", "official_verdict"]].values.tolist()
    [['exceeded', 'exceeded']]
    """
    table = dataset("scorecard-2019")
    targets = table[table["status"] == "target"].reset_index(drop=True)
    # Spending, investment and construction targets are promises to do at least so much.
    compared = compare(targets, table, on=("indicator", "measure", "period"), better="more")
    compared = compared[compared["preferred"] & compared["target_row"].notna()]
    rows = targets.loc[compared["target_row"].astype("int64"), ["item", "measure", "official_verdict"]]
    found = compared.reset_index(drop=True).drop(columns="measure").join(rows.reset_index(drop=True))
    found["agreement"] = pd.Series(
        [_agreement(*pair) for pair in zip(found["verdict"], found["official_verdict"], strict=True)], dtype="str"
    )
    shown = ["item", "indicator", "measure", "target", "outcome", "verdict", "official_verdict", "agreement", "reason"]
    return found[shown]


def _agreement(ours: str, official: Any) -> str | None:
    if pd.isna(official):
        return None
    if ours not in (*REACHED, "missed"):
        return "not seen"
    if ours == official:
        return "same"
    return "both reached" if ours in REACHED and official in REACHED else "differs"


def amplification(period: str | int = 2026, *, by: Literal["place", "nation"] = "place") -> pd.DataFrame:
    """Return how provincial growth targets stand to the national one.

    Li, Liu, Weng and Zhou (2019) found that growth targets rise from the centre down the hierarchy: each level
    asks for more than the one above it. Here the provinces' targets of one year are held against the national
    target, every province counting once, whatever its size. What lies below the provinces is not in our data.

    Parameters
    ----------
    period : str or int, optional
        The year; provinces are in the table for 2026.
    by : {"place", "nation"}, optional
        One row a province, or one for all.

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

    References
    ----------
    Li, X., Liu, C., Weng, X. and Zhou, L.-A. (2019), "Target Setting in Tournaments: Theory and Evidence from
    China", The Economic Journal 129(623), 2888-2915, doi 10.1093/ej/uez018.

    Examples
    --------
    >>> amplification(by="nation")[["places", "above", "equal", "below"]].values.tolist()
    [[31, 24, 3, 4]]
    """
    if by not in ("place", "nation"):
        raise ValueError(f'by is "place" or "nation", not {by!r}')
    figures = pd.concat([dataset("provinces-2026"), dataset("headline").query("place == @NATION")])
    ranked = rank(figures, "gdp.growth", period, status="target")
    middle = ranked["national"] + ranked["gap"]
    lower = ranked["low"].fillna(ranked["value"])
    nation = ranked["place"] == NATION
    table = pd.DataFrame({"place": ranked["place"], "target": ranked["figure"], "middle": middle, "lower": lower})
    table["gap"] = ranked["gap"]
    table["lower_gap"] = (lower - float(lower[nation].iloc[0])).round(12)
    table["side"] = table["gap"].map(lambda gap: "above" if gap > 0 else "below" if gap < 0 else "equal").astype("str")
    places = table[~nation].reset_index(drop=True)
    if by == "place":
        return places
    counts = {side: int((places["side"] == side).sum()) for side in ("above", "equal", "below")}
    gaps = {
        "mean_gap": places["gap"].mean(),
        "median_gap": places["gap"].median(),
        "mean_lower_gap": places["lower_gap"].mean(),
    }
    target = table.loc[nation, "target"].iloc[0]
    return pd.DataFrame([{"period": str(period), "target": target, "places": len(places), **counts, **gaps}])


def firmness(targets: pd.DataFrame | None = None, outcomes: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return how firmly growth targets are worded, and what came of each wording.

    Parameters
    ----------
    targets, outcomes : DataFrame, optional
        Tables with the columns of a statements table; the bundled growth targets of the nation, Zhejiang and the
        31 provinces where not given. Only ``gdp.growth`` counts.

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
    Few targets have an outcome here, and years differ more than wordings do: the table describes and proves nothing.

    Examples
    --------
    >>> table = firmness().set_index("wording")
    >>> bool(table.loc["about", "targets"] > table.loc["at least", "targets"])
    True
    """
    headline = dataset("headline")
    known = pd.concat([headline, dataset("provinces-2026")]) if targets is None else targets
    known = known[(known["indicator"] == "gdp.growth") & (known["status"] == "target")].reset_index(drop=True)
    compared = compare(known, headline if outcomes is None else outcomes)
    compared = compared[compared["preferred"] & compared["target_row"].notna()].reset_index(drop=True)
    rows = known.loc[compared["target_row"].astype("int64")].reset_index(drop=True)
    wording = rows["comparator"].map(WORDINGS)
    groups = {name: wording == name for name in WORDINGS.values()}
    for name in ("strive", "ensure"):
        groups[name] = rows.get("commitment", pd.Series(index=rows.index, dtype="str")) == name
    records = [{"wording": name, **_outcomes(compared[chosen])} for name, chosen in groups.items() if chosen.any()]
    return pd.DataFrame(records).astype({"wording": "str"})


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


def tracking(place: str = "Zhejiang", indicator: str = "gdp.growth") -> pd.DataFrame:
    """Return how closely outcomes kept to targets, year by year, gaps named.

    Parameters
    ----------
    place, indicator : str, optional
        Whose, and of what, in ``dataset("headline")``.

    Returns
    -------
    DataFrame
        One row a year from the first to the last in the table.

        - ``period`` (str): the year;
        - ``target``, ``outcome`` (str): both in plain words;
        - ``verdict`` (str): as in `compare`;
        - ``margin`` (float64): outcome less target, in the unit of the target;
        - ``gap`` (str): ``no target``, ``no outcome`` or ``neither``, where the table has none.

    Raises
    ------
    TableError
        If the table holds no target or no outcome for the two.

    Examples
    --------
    >>> table = tracking().set_index("period")
    >>> table.loc["2020", ["target", "outcome", "verdict"]].tolist()
    ['up 6 to 6.5%', 'up 3.6%', 'missed']
    """
    table = dataset("headline")
    table = table[(table["place"] == place) & (table["indicator"] == indicator)]
    pairs = compare(table, table)
    pairs = pairs[pairs["preferred"]].set_index("period")
    spans = [span for period in pairs.index if (span := years({"period": period}))]
    records = []
    for year in range(min(first for first, _ in spans), max(last for _, last in spans) + 1):
        if str(year) in pairs.index:
            row = pairs.loc[str(year)]
            gap = row["verdict"] if row["verdict"] in ("no target", "no outcome") else None
            verdict = None if gap else row["verdict"]
            records.append([str(year), row["target"], row["outcome"], verdict, row["margin"], gap])
        else:
            records.append([str(year), None, None, None, None, "neither"])
    words = dict.fromkeys(("period", "target", "outcome", "verdict", "gap"), "str")
    names = ["period", "target", "outcome", "verdict", "margin", "gap"]
    return pd.DataFrame(records, columns=names).astype({**words, "margin": "float64"})
