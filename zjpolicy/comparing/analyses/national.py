"""What came of the nation's targets: the scorecard of 2019, and how closely outcomes kept to targets."""

from typing import Any

import pandas as pd

from zjpolicy.comparing.targets import compare
from zjpolicy.errors import check_types
from zjpolicy.tables.datasets import dataset
from zjpolicy.tables.rows import years

REACHED = ("met", "exceeded", "on track")


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
    check_types(tracking, locals())
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
