"""Promises and results of one report, figures year on year, and places side by side."""

from pathlib import Path

import pandas as pd
import pytest

import zjpolicy as zj
from zjpolicy.comparing import changes, matching, ranking

TEXT = "I. Review of 2019\n\n{review}\n\nII. Targets for 2020\n\n{plan}"


def matched(review: str, plan: str) -> pd.DataFrame:
    return zj.match(zj.Report.from_text(TEXT.format(review=review, plan=plan), place="Zhejiang", year=2020))


@pytest.mark.parametrize(
    ("review", "plan", "how"),
    [
        ("GDP grew by 6.8%.", "GDP is to grow by 6%-6.5%.", "indicator"),
        ("We added 1.257 million urban jobs.", "We will add 800,000 urban jobs.", "indicator"),
        ("We built 204 rural libraries.", "We will build 200 rural libraries.", "words"),
        ("We built 204 new rural libraries.", "We will build 200 rural libraries.", "words"),
        ("We built 204 rural libraries.", "We will build 200 rural swimming pools.", None),
        ("We built 204 rural libraries.", "We will build 20 kilometers of rural roads.", None),
        ("Exports grew by 8.5%.", "Imports are to grow by 6%.", None),
        ("The GDP of Hangzhou grew by 6.8%.", "GDP is to grow by 6%.", None),
    ],
)
def test_what_speaks_of_the_same_thing(review: str, plan: str, how: str | None) -> None:
    assert matched(review, plan)["matched_by"].tolist() == [how] * (how is not None)


def test_a_matched_row_leads_back_to_the_text() -> None:
    report = zj.Report.from_text(TEXT.format(review="GDP grew by 6.8%.", plan="GDP is to grow by 6%."), year=2020)
    row = zj.match(report).iloc[0]
    assert report.text[row["outcome_start"] :].startswith("6.8%")
    assert report.text[row["target_start"] :].startswith("6%")
    assert row["difference"] == pytest.approx(-0.8)
    assert row["outcome_id"] == f"{report.key}:{row['outcome_start']}"


def test_nothing_to_match() -> None:
    assert {name: str(dtype) for name, dtype in matched("All is well.", "All will be.").dtypes.items()} == (
        matching.COLUMNS
    )
    with pytest.raises(zj.TableError, match="report: column 'place' is missing"):
        zj.match(pd.DataFrame())


@pytest.mark.parametrize(
    ("name", "least"), [("zhejiang-2020-en", 12), ("china-2019-zh", 7), ("provinces-2026/zhejiang-2026-zh", 25)]
)
def test_real_reports(corpus: Path, name: str, least: int) -> None:
    pairs = zj.match(zj.load(corpus / f"{name}.txt"))
    assert len(pairs) >= least
    assert {"gdp.growth", "employment.new_urban"} <= set(pairs["indicator"].dropna())
    assert pairs["target_id"].is_unique


def level(period: str, value: float | None, **fields: object) -> dict[str, object]:
    row = {"place": "Zhejiang", "indicator": "gdp.level", "period": period, "kind": "level", "unit": "CNY"}
    return {**row, "value": value, **fields}


def test_year_on_year() -> None:
    table = pd.DataFrame([level("2021", 7.5e12), level("2019", 6e12), level("2020", 6.6e12), level("2023", 8e12)])
    found = zj.change(table)
    assert {name: str(dtype) for name, dtype in found.dtypes.items()} == (
        {"place": "str", "indicator": "str"} | changes.COLUMNS
    )
    assert found["period"].tolist() == ["2019", "2020", "2021", "2023"]
    assert found["growth"].round(2).tolist()[1:3] == [10.0, 13.64]
    assert found["row"].tolist() == [1, 2, 0, 3]
    assert found["reason"].tolist()[::3] == ["the first year in the table", "no figure for 2022"]


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        (level("2020", 7e12, comparator=">"), "2020 is known as more than 7 trillion yuan only"),
        (level("2020", 7e12, unit="USD"), "unit mismatch: cannot convert CNY to USD"),
        (level("2020", 7.0, unit="CNY", kind="growth"), "level in 2019, growth in 2020"),
    ],
)
def test_a_change_that_is_not_known_says_why(second: dict[str, object], reason: str) -> None:
    row = zj.change(pd.DataFrame([level("2019", 6e12), second])).iloc[1]
    assert pd.isna(row["change"])
    assert row["reason"].startswith(reason)


def test_percent_changes_by_points_and_units_convert() -> None:
    fields = {"indicator": "gdp.growth", "kind": "growth", "unit": "%", "direction": "up"}
    table = pd.DataFrame([level("2019", 6.8, **fields), level("2020", 0.4, **fields | {"direction": "down"})])
    assert zj.change(table).loc[1, ["change", "change_unit"]].tolist() == [-7.2, "pp"]
    grain = {"indicator": "grain.level"}
    table = pd.DataFrame([level("2019", 100.0, unit="jin", **grain), level("2020", 60.0, unit="kg", **grain)])
    assert zj.change(table).loc[1, ["previous_value", "change", "growth"]].tolist() == [50.0, 10.0, 20.0]


def test_the_preferred_of_several_figures_is_taken() -> None:
    table = pd.DataFrame([level("2019", 6e12, basis="expected"), level("2019", 6.2e12, basis="final")])
    assert zj.change(table)["value"].tolist() == [6.2e12]


def test_growth_is_measured_from_the_revised_figure_of_the_year_before() -> None:
    table = pd.DataFrame(
        [
            level("2022", 7.5e12, basis="final"),
            level("2023", 8e12, basis="final"),
            level("2023", 8.4e12, basis="revised"),
            level("2024", 8.82e12, basis="final"),
        ]
    )
    found = zj.change(table)
    assert found["value"].tolist() == [7.5e12, 8e12, 8.82e12]
    assert found["previous_value"].tolist()[1:] == [7.5e12, 8.4e12]
    assert found["growth"].round(2).tolist()[1:] == [6.67, 5.0]
    assert found["previous_row"].tolist()[1:] == [0, 2]


def place(name: str, value: float | None, **fields: object) -> dict[str, object]:
    row = {"indicator": "gdp.growth", "period": "2026", "status": "target", "kind": "growth", "unit": "%"}
    return {**row, "place": name, "value": value, **fields}


def test_places_side_by_side() -> None:
    table = pd.DataFrame(
        [
            place("Anhui", None, low=5.0, high=5.5),
            place("Hainan", 6.0, comparator="~"),
            place("China", None, low=4.5, high=5.0),
            place("Hebei", 5.25),
            place("Beijing", None, relation="in step with last year"),
            place("Tianjin", 2.0, direction="down"),
        ]
    )
    found = zj.rank(table)
    assert {name: str(dtype) for name, dtype in found.dtypes.items()} == ranking.COLUMNS
    assert found["place"].tolist() == ["Hainan", "Anhui", "Hebei", "China", "Tianjin", "Beijing"]
    assert found["rank"].astype(object).where(found["rank"].notna(), None).tolist() == [1, 2, 2, None, 4, None]
    assert found["gap"].tolist()[:5] == [1.25, 0.5, 0.5, 0.0, -6.75]
    assert found["reason"].tolist()[-1] == "no number"


def test_less_is_better_where_the_registry_says_so() -> None:
    fields = {"indicator": "energy_intensity.growth", "direction": "down"}
    table = pd.DataFrame([place("Anhui", 3.0, **fields), place("Hebei", 5.0, **fields)])
    assert zj.rank(table)["place"].tolist() == ["Hebei", "Anhui"]
    assert zj.rank(table, largest_first=True)["place"].tolist() == ["Anhui", "Hebei"]


def test_groups_are_ranked_apart_and_can_be_chosen() -> None:
    rows = [place("Anhui", 5.0), place("Anhui", 4.0, period="2025", status="outcome"), place("Hebei", 6.0)]
    assert zj.rank(pd.DataFrame(rows))[["period", "rank"]].values.tolist() == [["2025", 1], ["2026", 1], ["2026", 2]]
    assert len(zj.rank(pd.DataFrame(rows), "gdp.growth", 2026)) == 2
    with pytest.raises(zj.TableError, match=r"no figure of cpi\.growth; there are: gdp\.growth"):
        zj.rank(pd.DataFrame(rows), "cpi.growth")
