"""`panel`: one row for each place and year, what it takes, and what it leaves to whom."""

import math
import re

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import zjpolicy as zj
from zjpolicy.comparing.panel import COLUMNS

SAID = {"place": "Zixu", "indicator": "gdp.growth", "period": "2020", "unit": "%", "kind": "growth", "direction": "up"}
REPORTS = (
    ("I. Review of 2019\n\nGDP grew by 6.1%.\n\nII. Targets for 2020\n\nGDP is to grow by 6%-6.5%.", 2020),
    ("I. Review of 2020\n\nGDP grew by 5.2%.\n\nII. Targets for 2021\n\nGDP is to grow by about 6%.", 2021),
)


def target(value=None, **other):
    return {**SAID, "status": "target", "value": value, **other}


def outcome(value=None, **other):
    return {**SAID, "status": "outcome", "value": value, **other}


def panel_of(*rows, **how):
    return zj.panel(pd.DataFrame(rows), "gdp.growth", **how)


@pytest.fixture(scope="module")
def growth():
    return zj.panel(zj.dataset("growth-targets"), "gdp.growth")


def test_one_row_for_each_place_and_year(growth):
    single = growth[growth["aggregate"].isna()]
    assert not single.duplicated(["place", "period"]).any()
    assert growth["place"].nunique() == 32
    assert growth[["place", "period_start"]].equals(
        growth[["place", "period_start"]].sort_values(["place", "period_start"])
    )


def test_every_figure_of_the_table_is_in_a_row_or_counted(growth):
    table = zj.dataset("growth-targets").query("indicator == 'gdp.growth'")
    base = table[(table["status"] == "target") & ~table["aims_higher"]]
    assert growth["targets"].sum() == len(base)
    assert growth["outcomes"].sum() == (table["status"] == "outcome").sum()
    assert (
        growth["stretch"].notna().sum()
        == table.loc[table["aims_higher"], ["place", "period"]].drop_duplicates().shape[0]
    )


def test_rows_point_to_the_table_given(growth):
    table = zj.dataset("growth-targets")
    for side, status in (("target", "target"), ("stretch", "target"), ("outcome", "outcome")):
        rows = growth[growth[f"{side}_row"].notna()]
        read = table.iloc[rows[f"{side}_row"].astype("int64")]
        assert read["place"].tolist() == rows["place"].tolist()
        assert read["period"].tolist() == rows["period"].tolist()
        assert set(read["status"]) == {status}
        assert read["value"].fillna(-1).tolist() == rows[f"{side}_value"].fillna(-1).tolist()


def test_columns_have_the_dtypes_told(growth):
    assert growth.dtypes.astype("str").to_dict() == COLUMNS
    assert panel_of(target(6)).dtypes.astype("str").to_dict() == COLUMNS


@pytest.mark.parametrize(
    ("fields", "low", "high", "middle", "came", "gap", "verdict"),
    [
        ({"value": 6.0}, 6, 6, 6, 6.8, 0.8, "exceeded"),
        ({"value": 6.0}, 6, 6, 6, 5.8, -0.2, "missed"),
        ({"value": 6.0, "comparator": "~"}, 5.5, 6.5, 6, 5.8, -0.2, "met"),
        ({"value": 6.0, "comparator": "~"}, 5.5, 6.5, 6, 5.4, -0.6, "missed"),
        ({"value": 6.0, "comparator": ">="}, 6, math.inf, 6, 6.3, 0.3, "met"),
        ({"value": 6.0, "comparator": ">="}, 6, math.inf, 6, 6.6, 0.6, "exceeded"),
        ({"value": None, "low": 6.0, "high": 7.0}, 6, 7, 6.5, 6.2, 0, "met"),
        ({"value": None, "low": 6.0, "high": 7.0}, 6, 7, 6.5, 5.0, -1, "missed"),
        ({"value": None, "low": 6.0, "high": 7.0}, 6, 7, 6.5, 7.4, 0.4, "exceeded"),
    ],
)
def test_target_outcome_gap_and_verdict(fields, low, high, middle, came, gap, verdict):
    (row,) = panel_of(target(**fields), outcome(came)).to_dict("records")
    assert (row["target_low"], row["target_high"], row["target_middle"]) == (low, high, middle)
    assert row["gap"] == pytest.approx(gap)
    assert row["verdict"] == verdict


def test_the_tolerance_of_about_can_be_said():
    rows = target(6, comparator="~"), outcome(5.6)
    assert [panel_of(*rows, tolerance=width)["verdict"].item() for width in (0.5, 0.3)] == ["met", "missed"]


def test_the_base_target_is_judged_and_the_stretch_stands_beside_it():
    stretch = target(8, aims_higher=True, comparator=">=", commitment="strive")
    (row,) = panel_of(stretch, target(7, aims_higher=False, commitment="plan"), outcome(7.3)).to_dict("records")
    assert (row["target_value"], row["commitment"], row["verdict"], row["targets"]) == (7, "plan", "exceeded", 1)
    assert (row["stretch"], row["stretch_value"], row["stretch_row"]) == ("up at least 8%", 8, 0)


def test_a_stretch_alone_is_no_target():
    (row,) = panel_of(target(8, aims_higher=True), outcome(7.3)).to_dict("records")
    assert (row["verdict"], row["targets"], row["stretch_value"]) == ("no target", 0, 8)
    assert pd.isna(row["target"]) and pd.isna(row["gap"])


def test_a_stretch_without_a_number_is_told():
    stretch = target(relation="above base target", aims_higher=True)
    (row,) = panel_of(target(7, aims_higher=False), stretch, outcome(7)).to_dict("records")
    assert row["stretch"] == "above base target" and math.isnan(row["stretch_value"])
    assert row["verdict"] == "met"


# Which of several counts, and how many there were.
SEVERAL = [
    ("the lowest rank", [target(6, source_rank="3"), target(7, source_rank="1")], "target_value", 7),
    ("of equal ranks the first", [target(6, source_rank="1"), target(7, source_rank="1")], "target_value", 6),
    (
        "a number before a relation",
        [target(relation="above national average", source_rank="1"), target(7, source_rank="2")],
        "target_value",
        7,
    ),
    ("the most final outcome", [outcome(6, basis="preliminary"), outcome(7, basis="final")], "outcome_value", 7),
    ("an estimate last", [outcome(6, basis="expected"), outcome(7, basis=None)], "outcome_value", 7),
    ("then the lowest rank", [outcome(6, source_rank="2"), outcome(7, source_rank="1")], "outcome_value", 7),
]


@pytest.mark.parametrize(("rows", "column", "value"), [case[1:] for case in SEVERAL], ids=[case[0] for case in SEVERAL])
def test_of_several_one_counts_and_all_are_counted(rows, column, value):
    (row,) = panel_of(*rows).to_dict("records")
    assert row[column] == value
    assert row[f"{rows[0]['status']}s"] == 2


def test_averages_and_totals_have_rows_of_their_own():
    rows = [
        outcome(7, period="2016-2020", aggregate="average"),
        outcome(40, period="2016-2020", aggregate="cumulative"),
        target(6.5, period="2016-2020", aggregate="average"),
        outcome(5),
        outcome(5.5, aggregate="average"),
    ]
    found = panel_of(*rows)
    assert found[["period", "aggregate", "outcome_value", "verdict"]].fillna("").values.tolist() == [
        ["2016-2020", "average", 7, "exceeded"],
        ["2016-2020", "cumulative", 40, "no target"],
        ["2020", "", 5, "no target"],
        ["2020", "average", 5.5, "no target"],
    ]


def test_a_growth_over_years_never_meets_a_yearly_target():
    span = target(6.5, period="2016-2020", aggregate="average"), outcome(40, period="2016-2020", aggregate="cumulative")
    year = target(6), outcome(7, aggregate="average")
    assert set(panel_of(*span)["verdict"]) == set(panel_of(*year)["verdict"]) == {"no outcome", "no target"}


def test_a_relation_is_the_target_and_is_judged_where_the_other_figure_is_at_hand():
    rows = [
        {**target(relation="in step with gdp.growth"), "indicator": "income.growth"},
        {**outcome(5.0), "indicator": "income.growth"},
        outcome(5.8),
    ]
    found = zj.panel(pd.DataFrame(rows), "income.growth")
    assert found[["target", "relation", "verdict"]].values.tolist() == [["in step with gdp.growth"] * 2 + ["missed"]]
    assert math.isnan(found["target_value"].item()) and pd.isna(found["target_comparator"].item())
    alone = zj.panel(pd.DataFrame(rows[:2]), "income.growth")
    assert alone["verdict"].tolist() == ["not comparable"]
    assert "not among the outcomes" in alone["reason"].item()


def test_a_figure_said_of_two_things_counts_for_both():
    row = outcome(9, indicator="income_urban.growth", also="income_rural.growth")
    assert zj.panel(pd.DataFrame([row]), "income_rural.growth")["outcome_value"].tolist() == [9]


def test_wide_has_a_column_for_each_year():
    rows = [
        target(6),
        target(7, period="2021"),
        target(8, place="Aoxi"),
        target(6.5, period="2016-2020", aggregate="average"),
    ]
    wide = panel_of(*rows, wide="target_value")
    assert wide.columns.tolist() == ["place", "2020", "2021"]
    assert wide.fillna(-1).values.tolist() == [["Aoxi", 8, -1], ["Zixu", 6, 7]]


def test_reports_and_their_statements_give_the_same():
    reports = [zj.Report.from_text(text, place="Zixu", year=year) for text, year in REPORTS]
    found = zj.panel(reports, "gdp.growth")
    shown = ["period", "target", "outcome", "verdict"]
    assert found[shown].fillna("").values.tolist() == [
        ["2019", "", "up 6.1%", "no target"],
        ["2020", "up 6 to 6.5%", "up 5.2%", "missed"],
        ["2021", "up about 6%", "", "no outcome"],
    ]
    assert found.loc[1, ["target_source", "outcome_source"]].str.len().min() > 0
    table = pd.concat([report.statements() for report in reports], ignore_index=True)
    assert_frame_equal(zj.panel(table, "gdp.growth"), found)
    assert_frame_equal(zj.panel(iter(reports), "gdp.growth"), found)
    assert zj.panel(reports[0], "gdp.growth")["period"].tolist() == ["2019", "2020"]


def test_a_corpus_makes_a_panel(tmp_path):
    for text, year in REPORTS:
        (tmp_path / f"anhui-{year}.txt").write_text(text, encoding="utf-8")
    figures = zj.read_corpus(tmp_path, progress=False)
    found = zj.panel(figures, "gdp.growth")
    assert found["place"].tolist() == ["Anhui"] * 3
    assert found["verdict"].tolist() == ["no target", "missed", "no outcome"]


@pytest.mark.parametrize("ending", [".parquet", ".xlsx", ".dta", ".csv", ".jsonl"])
@pytest.mark.parametrize("wide", [None, "target"])
def test_a_panel_can_be_written(growth, ending, wide, tmp_path):
    table = zj.panel(zj.dataset("growth-targets"), "gdp.growth", wide=wide) if wide else growth
    zj.export(table, tmp_path / f"panel{ending}")
    path = tmp_path / f"panel{ending}"
    back = {
        ".parquet": pd.read_parquet,
        ".xlsx": pd.read_excel,
        ".dta": pd.read_stata,
        ".csv": pd.read_csv,
        ".jsonl": lambda path: pd.read_json(path, lines=True),
    }[ending](path)
    assert len(back) == len(table)
    assert back["place"].tolist() == table["place"].tolist()
    if wide is None:
        assert back["outcome_value"].sum() == pytest.approx(table["outcome_value"].sum())
        assert back["verdict"].tolist() == table["verdict"].tolist()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: panel_of(target(6), wide="gaps"), "wide='gaps' is no column of the panel; use one of "),
        (lambda: zj.panel(pd.DataFrame([target(6)]), "gdp_growth"), "did you mean 'gdp.growth'?"),
        (lambda: zj.panel(pd.DataFrame([target(6)]), "cpi.growth"), "no figure of cpi.growth; there are: gdp.growth"),
        (lambda: zj.panel("zhejiang-2020", "gdp.growth"), "a Report or a list of them is needed, not str"),
        (lambda: zj.panel([], "gdp.growth"), "a Report or a list of them is needed, not list"),
        (lambda: zj.panel([1, 2], "gdp.growth"), "a Report or a list of them is needed, not list"),
        (lambda: zj.panel(pd.DataFrame([target(6)]).drop(columns="status"), "gdp.growth"), "status"),
    ],
)  # fmt: skip
def test_what_makes_no_panel_is_told(call, message):
    with pytest.raises(zj.TableError, match=re.escape(message)):
        call()
