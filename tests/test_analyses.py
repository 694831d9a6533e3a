"""Published analyses, worked out anew from the bundled tables."""

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
    said = {"indicator": "gdp.growth", "unit": "%", "kind": "growth", "direction": "up", "place": "Anhui"}
    targets = pd.DataFrame(
        [
            {**said, "period": "2020", "value": 6.0, "comparator": "~", "status": "target", "commitment": "strive"},
            {**said, "period": "2021", "value": 6.0, "comparator": ">=", "status": "target", "commitment": "ensure"},
        ]
    )
    outcomes = pd.DataFrame(
        [{**said, "period": "2020", "value": 4.0, "status": "outcome"}, {**said, "period": "2021", "value": 7.0}]
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
