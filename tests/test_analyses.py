"""Published analyses, worked out anew from the bundled tables."""

import math

import pandas as pd
import pytest

import zjpolicy as zj
from zjpolicy import analyses


def test_the_state_council_scorecard() -> None:
    table = analyses.scorecard()
    targets = zj.dataset("scorecard-2019").query("status == 'target'")
    assert len(table) == len(targets)
    assert set(table["agreement"].dropna()) <= {"same", "both reached", "differs", "not seen"}
    counts = table["agreement"].value_counts().to_dict()
    # The official list calls every target met or exceeded; where an outcome is at hand, so do we.
    assert "differs" not in counts
    assert counts["same"] + counts["both reached"] >= 20
    unseen = table[table["agreement"] == "not seen"]
    assert set(unseen["verdict"]) == {"no outcome", "not comparable"}
    by_code = table.set_index("indicator")
    assert by_code.loc["gdp.growth", ["target", "outcome", "verdict"]].tolist() == ["up 6 to 6.5%", "up 6.1%", "met"]
    assert by_code.loc["rural_poverty.reduction", "verdict"] == "exceeded"


def test_amplification_counts_every_province_once() -> None:
    table = analyses.amplification()
    assert len(table) == table["place"].nunique() == 31
    nation = analyses.amplification(by="nation").iloc[0]
    assert nation["above"] + nation["equal"] + nation["below"] == nation["places"] == 31
    assert nation["mean_gap"] == pytest.approx(table["gap"].mean())
    assert (table["gap"] > 0).sum() == nation["above"] > 20
    row = table.set_index("place").loc["Zhejiang"]
    assert row[["target", "middle", "lower", "gap", "side"]].tolist() == ["up 5 to 5.5%", 5.25, 5.0, 0.5, "above"]


def test_firmness_groups_add_up() -> None:
    table = analyses.firmness().set_index("wording")
    words = table.loc[table.index.isin(analyses.WORDINGS.values())]
    targets = zj.dataset("growth-targets").query("indicator == 'gdp.growth' and status == 'target'")
    # A relation sets no number, and is worded in no way.
    keys = targets[targets["relation"].isna() & ~targets["aims_higher"]].drop_duplicates(["place", "period"])
    assert words["targets"].sum() == len(keys)
    assert (table["missed"] <= table["with_outcome"]).all()
    assert (table["with_outcome"] <= table["targets"]).all()


def test_firmness_of_ones_own_targets() -> None:
    common = {"indicator": "gdp.growth", "unit": "%", "kind": "growth", "direction": "up", "place": "Anhui"}
    targets = pd.DataFrame(
        [
            {**common, "period": "2020", "value": 6.0, "comparator": "~", "status": "target", "commitment": "strive"},
            {**common, "period": "2021", "value": 6.0, "comparator": ">=", "status": "target", "commitment": "ensure"},
        ]
    )
    outcomes = pd.DataFrame(
        [{**common, "period": "2020", "value": 4.0, "status": "outcome"}, {**common, "period": "2021", "value": 7.0}]
    ).fillna({"status": "outcome"})
    table = analyses.firmness(targets, outcomes).set_index("wording")
    assert table["missed"].to_dict() == {"about": 1, "at least": 0, "strive": 1, "ensure": 0}
    assert table.loc["about", "mean_miss"] == 2.0


def test_tracking_names_every_gap() -> None:
    table = analyses.tracking()
    years = table["period"].astype(int).tolist()
    assert years == list(range(years[0], years[-1] + 1))
    assert (table["verdict"].isna() == table["gap"].notna()).all()
    assert {"no target", "no outcome"} <= set(table["gap"].dropna())
    with pytest.raises(zj.TableError):
        analyses.tracking("Zhejiang", "nonsense.growth")


def test_amplification_refuses_what_it_does_not_know():
    with pytest.raises(ValueError, match='by is "place" or "nation"'):
        analyses.amplification(by="county")


GDP = {"indicator": "gdp.growth", "unit": "%", "kind": "growth", "direction": "up"}


def target(place, year, value, comparator="=", **other):
    row = {"status": "target", "value": value, "comparator": comparator, "commitment": "plan"}
    return {**GDP, "place": place, "period": str(year), **row, **other}


def outcome(place, year, value):
    return {**GDP, "place": place, "period": str(year), "status": "outcome", "value": value, "comparator": "="}


def ranged(place, year, low, high):
    return target(place, year, None, "range", low=low, high=high)


@pytest.fixture
def own():
    """Three places and four years, with every kind of wording and of verdict."""
    rows = [
        *(target("Aoxi", 2020, 8.0), outcome("Aoxi", 2020, 7.0)),  # missed, then lowered
        *(target("Aoxi", 2021, 7.0, "~"), outcome("Aoxi", 2021, 6.7)),  # below, met all the same, then kept
        *(target("Aoxi", 2022, 7.0, ">="), outcome("Aoxi", 2022, 9.0)),  # exceeded, then raised
        target("Aoxi", 2023, 7.5),
        *(target("Benzhou", 2020, 6.0, commitment="ensure"), outcome("Benzhou", 2020, 6.0)),
        target("Benzhou", 2020, 6.5, aims_higher=True, commitment="strive"),
        *(ranged("Benzhou", 2021, 5.0, 6.0), outcome("Benzhou", 2021, 4.0)),  # missed; the next is its middle
        *(target("Benzhou", 2022, 5.5), outcome("Benzhou", 2022, 5.5)),
        target("Cishan", 2020, 6.0),  # no outcome, and no target the year after
        target("Cishan", 2022, None, relation="above national average"),
    ]
    return pd.DataFrame(rows)


def test_fulfilment_counts_verdicts_and_wordings_year_by_year(own):
    table = analyses.fulfilment(own).set_index("period")
    counted = [
        "targets",
        "judged",
        "missed",
        "met",
        "exceeded",
        "below",
        "worded",
        "hard",
        "soft",
        "ranges",
        "stretches",
    ]
    assert {year: table.loc[year, counted].astype(int).tolist() for year in table.index} == {
        "2020": [3, 2, 1, 1, 0, 1, 3, 1, 0, 0, 1],
        "2021": [2, 2, 1, 1, 0, 2, 2, 0, 2, 1, 0],
        "2022": [3, 2, 0, 1, 1, 0, 3, 1, 0, 0, 0],
        "2023": [1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0],
    }
    assert table["missed_share"].fillna(-1).tolist() == [0.5, 0.5, 0, -1]
    assert table["below_share"].fillna(-1).tolist() == [0.5, 1, 0, -1]
    assert table["mean_target"].tolist() == pytest.approx([20 / 3, 6.25, 6.25, 7.5])
    assert table["mean_gap"].tolist() == pytest.approx([-0.5, -0.65, 1.0, math.nan], nan_ok=True)


def test_fulfilment_of_the_provinces():
    table = analyses.fulfilment()
    years = table["period"].astype(int).tolist()
    assert years == list(range(1998, 2027))
    assert (table["missed"] + table["met"] + table["exceeded"] == table["judged"]).all()
    assert (table["hard"] + table["soft"] <= table["targets"]).all()
    assert (table["below"] >= table["missed"]).all()
    by_year = table.set_index("period")
    # Over-fulfilment and its end; in 2025 outcomes of 16 of 31 provinces lay below the number stated.
    before, since = by_year.loc[:"2011"], by_year.loc["2012":"2025"]
    assert before["below"].sum() / before["judged"].sum() < 0.1 < 0.5 < since["below"].sum() / since["judged"].sum()
    assert by_year.loc["2025", ["judged", "below"]].tolist() == [31, 16]
    # The words of 2024 are known of one province alone.
    assert by_year["worded"].lt(by_year["targets"]).pipe(lambda few: few[few].index.tolist()) == ["2024"]
    assert by_year.loc["2019", "ranges"] == by_year["ranges"].max()


def test_after_a_miss_the_next_target(own):
    table = analyses.after_miss(own).set_index("verdict")
    counted = ["pairs", "lowered", "kept", "raised"]
    assert {verdict: table.loc[verdict, counted].astype(int).tolist() for verdict in table.index} == {
        "missed": [2, 1, 1, 0],
        "met": [2, 1, 1, 0],
        "exceeded": [1, 0, 0, 1],
    }
    assert table["mean_change"].tolist() == pytest.approx([-0.5, -0.25, 0.5])


def test_after_a_miss_the_provinces_lower_their_target():
    table = analyses.after_miss().set_index("verdict")
    assert table.index.tolist() == ["missed", "met", "exceeded"]
    assert (table["lowered"] + table["kept"] + table["raised"] == table["pairs"]).all()
    assert table["lowered_share"].is_monotonic_decreasing
    assert table["mean_change"].is_monotonic_increasing


def test_amplification_of_ones_own_table(own):
    nation = pd.DataFrame([target("China", 2020, 6.0, "~"), target("China", 2021, 6.0, ">=")])
    table = analyses.amplification(2020, table=pd.concat([own, nation], ignore_index=True))
    assert table.set_index("place")["side"].to_dict() == {"Aoxi": "above", "Benzhou": "equal", "Cishan": "equal"}
    table = analyses.amplification(2021, table=pd.concat([own, nation], ignore_index=True), by="nation")
    assert table[["places", "above", "equal", "below"]].values.tolist() == [[2, 1, 0, 1]]
    assert table["mean_gap"].item() == pytest.approx((1.0 - 0.5) / 2)


@pytest.mark.parametrize("year", range(1998, 2027))
def test_amplification_in_every_year_that_has_a_national_target(year):
    if year in (2000, 2001, 2002, 2020):
        with pytest.raises(zj.TableError, match="no number that the nation aimed at"):
            analyses.amplification(year, by="nation")
        return
    row = analyses.amplification(year, by="nation").iloc[0]
    assert row["above"] + row["equal"] + row["below"] == row["places"]
    assert row["above"] > row["below"]
