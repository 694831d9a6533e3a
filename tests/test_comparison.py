"""Targets against outcomes: verdicts, pairing, relations, spans of years, and tables that will not do."""

import csv
import warnings
from math import inf
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import zjpolicy as zj
from zjpolicy.comparing.targets import COLUMNS
from zjpolicy.comparing.verdicts import verdict_at, verdicts
from zjpolicy.reading.model import Interval

CASES = list(csv.DictReader((Path(__file__).parent / "cases" / "comparisons.csv").read_text("utf-8").splitlines()))
KEY = {"place": "Zhejiang", "indicator": "gdp.growth", "period": "2020", "kind": "growth", "unit": "%"}


def figure(text: str, **fields: object) -> dict[str, object]:
    """A row of a table from a figure in words."""
    quantity = zj.parse_quantity(text)
    row = {name: getattr(quantity, name) for name in ("value", "low", "high", "comparator", "unit")}
    return {**KEY, **row, **fields}


def compared(targets: list[dict[str, object]], outcomes: list[dict[str, object]], **options: object) -> pd.DataFrame:
    return zj.compare(pd.DataFrame(targets), pd.DataFrame(outcomes), **options)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['indicator']}: {case['target']}, {case['outcome']}")
def test_verdicts(case: dict[str, str]) -> None:
    labels = {name: case[name] or None for name in ("indicator", "kind", "direction")}
    row = compared([figure(case["target"], **labels)], [figure(case["outcome"], **labels)]).iloc[0]
    assert row["verdict"] == case["verdict"], row["reason"]
    if case["margin"]:
        assert row["margin"] == pytest.approx(float(case["margin"]))
    else:
        assert pd.isna(row["margin"])
    assert row["reason"]


def test_columns_and_dtypes_never_vary() -> None:
    full = compared([figure("6%")], [figure("6.1%")])
    with pytest.warns(UserWarning, match="no target meets an outcome: targets are of Anhui, outcomes of Zhejiang"):
        bare = compared([figure("6%", place="Anhui")], [figure("6.1%")])
    expected = {**dict.fromkeys(["place", "indicator", "period"], "str"), **COLUMNS}
    for table in (full, bare):
        assert {name: str(dtype) for name, dtype in table.dtypes.items()} == expected


def test_tolerance_is_adjustable() -> None:
    target, outcome = figure("about 6%"), figure("5.2%")
    assert compared([target], [outcome])["verdict"].tolist() == ["missed"]
    assert compared([target], [outcome], tolerance=1)["verdict"].tolist() == ["met"]
    pools = {"indicator": "pools.new", "kind": "change", "direction": "up"}
    target, outcome = figure("about 200", **pools), figure("185", **pools)
    assert compared([target], [outcome])["verdict"].tolist() == ["missed"]
    assert compared([target], [outcome], relative_tolerance=0.1)["verdict"].tolist() == ["met"]


def test_what_stands_alone_is_kept_and_named() -> None:
    table = compared([figure("6%"), figure("7%", place="Anhui")], [figure("6%"), figure("5%", place="Fujian")])
    assert table[["place", "verdict"]].values.tolist() == [
        ["Zhejiang", "met"],
        ["Anhui", "no outcome"],
        ["Fujian", "no target"],
    ]


def test_final_outcomes_come_first_and_all_are_kept() -> None:
    outcomes = [figure("6.8%", basis="expected"), figure("5.9%", basis="final"), figure("6.6%", basis="preliminary")]
    table = compared([figure("6%-6.5%")], outcomes)
    assert table["basis"].tolist() == ["final", "preliminary", "expected"]
    assert table["preferred"].tolist() == [True, False, False]
    assert table["outcome_row"].tolist() == [1, 2, 0]


def test_the_better_source_is_preferred() -> None:
    outcomes = [
        figure("6.8%", source_rank="3", source_title="copy"),
        figure("6.7%", source_rank="1", source_title="page"),
    ]
    table = compared([figure("6%-6.5%")], outcomes)
    assert table.loc[table["preferred"], "outcome_source"].tolist() == ["page"]


@pytest.mark.parametrize("whole", ["2020-12-31", "2020", "2018-2020", None])
def test_a_count_of_the_whole_period_is_preferred_to_an_early_one(whole: str | None) -> None:
    outcomes = [
        figure("5%", as_of="2020-07-31", source_rank="1"),
        figure("6.2%", as_of=whole, source_rank="3", source_title="copy"),
    ]
    table = compared([figure("6%-6.5%")], outcomes)
    assert table.loc[table["preferred"], "verdict"].tolist() == ["met"]


def test_no_pledge_is_judged_by_an_early_count_where_a_later_one_is_known() -> None:
    pledges = zj.dataset("pledges-2020")
    table = zj.compare(pledges, pledges, on=("measure", "period"), better="more")
    assert table.loc[table["preferred"], "verdict"].value_counts().get("missed", 0) == 0


@pytest.mark.parametrize(
    ("target", "outcome", "reason"),
    [
        ({"indicator": "income.real_growth"}, {"indicator": "income.growth"}, "real growth against nominal growth"),
        ({"indicator": "income.growth"}, {"indicator": "income.real_growth"}, "nominal growth against real growth"),
        ({}, {"indicator": "gdp.level", "kind": "level", "unit": "CNY"}, "growth against level"),
        ({}, {"kind": "share"}, "growth against share"),
        ({"unit": "pp", "kind": "change"}, {"kind": "change"}, "percentage points against percent"),
        ({"unit": "CNY", "kind": "level"}, {"unit": "mu", "kind": "level"}, "unit mismatch: cannot convert mu to CNY"),
    ],
)
def test_what_is_not_comparable_says_why(target: dict[str, str], outcome: dict[str, str], reason: str) -> None:
    row = compared([figure("6%") | target], [figure("6%") | outcome]).iloc[0]
    assert row["verdict"] == "not comparable"
    assert row["reason"].startswith(reason)


def test_level_and_change_of_one_count_are_comparable() -> None:
    count = {"indicator": "employment.new_urban"}
    target = figure("800,000", kind="change", direction="up", **count)
    outcome = figure("1.257 million", kind="level", direction=None, **count)
    assert compared([target], [outcome])["verdict"].tolist() == ["exceeded"]
    cut = {"indicator": "rural_poor.new"}
    target = figure("no less than 10 million", kind="change", direction="down", **cut)
    outcome = figure("11.09 million", kind="level", direction=None, **cut)
    assert compared([target], [outcome])["verdict"].tolist() == ["exceeded"]


def test_the_better_side_is_asked_for_and_not_guessed() -> None:
    roads = {"indicator": "roads.level", "kind": "level", "direction": None}
    target, outcome = figure("200 kilometers", **roads), figure("290 kilometers", **roads)
    row = compared([target], [outcome]).iloc[0]
    assert (row["verdict"], row["margin"]) == ("not comparable", 90)
    assert "better=" in row["reason"]
    assert compared([target], [outcome], better="more")["verdict"].tolist() == ["exceeded"]
    assert compared([target], [outcome], better={"roads.level": "less"})["verdict"].tolist() == ["missed"]
    assert compared([target | {"better": "near"}], [outcome])["verdict"].tolist() == ["missed"]


@pytest.mark.parametrize(
    ("relation", "others", "outcome", "verdict"),
    [
        ("in step with gdp.growth", [figure("5.5%")], "5.2%", "met"),
        ("in step with gdp.growth", [figure("5.5%")], "4.9%", "missed"),
        ("in step with gdp.growth", [figure("5.5%")], "6.1%", "exceeded"),
        ("in step with gdp.growth", [], "5.2%", "not comparable"),
        ("in step with gdp.growth", [figure("more than 5%")], "5.2%", "not comparable"),
        ("above gdp.growth", [figure("5.5%")], "5.5%", "missed"),
        ("above gdp.growth", [figure("5.5%")], "5.6%", "met"),
        ("not below last year", [figure("5%", indicator="income.growth", period="2019")], "5%", "met"),
        ("not below last year", [figure("5%", indicator="income.growth", period="2019")], "4.9%", "missed"),
        ("above gdp.growth; above national average", [figure("5%")], "5.2%", "not comparable"),
        (
            "above gdp.growth; above national average",
            [figure("5%"), figure("5.3%", indicator="income.growth", place="China")],
            "5.2%",
            "missed",
        ),
        ("as good as can be", [figure("5%")], "5.2%", "not comparable"),
    ],
)
def test_targets_by_relation(relation: str, others: list[dict[str, object]], outcome: str, verdict: str) -> None:
    known = {"indicator": "income.growth"}
    target = figure("5%", **known) | {"value": None, "relation": relation}
    table = compared([target], [figure(outcome, **known), *others])
    row = table[table["target_row"].notna()].iloc[0]
    assert row["verdict"] == verdict, row["reason"]


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        ("4.9%", '4.9% misses the target "in step with gdp.growth (5.5)" by 0.1 percentage points'),
        ("5.2%", '5.2% meets the target "in step with gdp.growth (5.5)"'),
        (
            "more than 5.2%",
            'known as more than 5.2% only, against "in step with gdp.growth (5.5)": exceeded or met',
        ),
    ],
)
def test_a_reason_quotes_a_relation(outcome: str, reason: str) -> None:
    target = figure("5%", indicator="income.growth") | {"value": None, "relation": "in step with gdp.growth"}
    table = compared([target], [figure(outcome, indicator="income.growth"), figure("5.5%")])
    assert table["reason"].iloc[0] == reason


# From 2.5% in 2020 to 3.5% in 2025 the straight line is at 2.9% in 2022 and at 3.1% in 2023.
@pytest.mark.parametrize(
    ("year", "reached", "verdict"),
    [
        ("2022", "2.9%", "on track"),
        ("2022", "3%", "on track"),
        ("2022", "2.8%", "not comparable"),
        ("2023", "3%", "not comparable"),
        ("2023", "more than 3.2%", "on track"),
        ("2023", "more than 3%", "not comparable"),
        ("2025", "3.5%", "met"),
    ],
)
def test_on_track_is_on_or_beyond_the_straight_line(year: str, reached: str, verdict: str) -> None:
    share = {"indicator": "rd.share", "kind": "share"}
    target = figure("3.5%", **share, period="2021-2025")
    outcomes = [figure("2.5%", **share, period="2020"), figure(reached, **share, period=year)]
    table = compared([target], outcomes)
    row = table[table["target_row"].notna()].iloc[0]
    assert row["verdict"] == verdict, row["reason"]


def test_on_track_needs_a_baseline() -> None:
    share = {"indicator": "rd.share", "kind": "share"}
    target, outcome = figure("3.5%", **share, period="2021-2025"), figure("3.4%", **share, period="2023")
    row = compared([target], [outcome]).iloc[0]
    assert (row["verdict"], row["reason"]) == (
        "not comparable",
        "2021-2025 is not over, and no figure for 2020 is known",
    )
    baseline = figure("2.5%", **share, period="2020", status="baseline")
    row = compared([target], [outcome | {"status": "outcome"}, baseline]).iloc[0]
    assert row["verdict"] == "on track"


def test_increments_that_add_up_start_from_nothing() -> None:
    jobs = {"indicator": "employment.new_urban", "kind": "change", "direction": "up"}
    target = figure("50 million", **jobs, period="2021-2025")
    first, second = figure("31 million", **jobs, period="2021-2023"), figure("12 million", **jobs, period="2023")
    table = compared([target], [first, second])
    found = dict(zip(table["outcome_period"], table["verdict"], strict=True))
    assert found["2021-2023"] == "on track"
    assert found["2023"] == "not comparable"


def test_a_figure_said_of_two_things_counts_for_both() -> None:
    target = figure("4%", indicator="retail_sales.growth", also="fixed_investment.growth")
    outcome = figure("5%", indicator="fixed_investment.growth")
    table = compared([target], [outcome])
    assert table[["indicator", "verdict"]].values.tolist() == [
        ["retail_sales.growth", "no outcome"],
        ["fixed_investment.growth", "exceeded"],
    ]


def test_a_figure_said_of_two_things_counts_once_where_rows_are_found_by_their_words() -> None:
    known = {"indicator": "retail_sales.growth", "also": "fixed_investment.growth", "measure": "sales and investment"}
    assert len(compared([figure("4%", **known)], [figure("5%", **known)], on=("measure", "period"))) == 1


def test_rows_without_a_key_are_counted() -> None:
    table = compared([figure("6%"), figure("7%", indicator=None)], [figure("6%")])
    assert table.attrs["left_out"] == {"targets": 1, "outcomes": 0}


def test_periods_may_be_numbers() -> None:
    assert compared([figure("6%", period=2020)], [figure("6%")])["verdict"].tolist() == ["met"]


@pytest.mark.parametrize(
    ("targets", "message"),
    [
        (pd.DataFrame(), "targets: column 'place' is missing"),
        (pd.DataFrame([figure("6%")]).iloc[:0], "targets: the table has no rows"),
        (pd.DataFrame([figure("6%")]).drop(columns="unit"), "targets: column 'unit' is missing: add it"),
        (pd.DataFrame([figure("6%") | {"value": "6%"}]), "targets: column 'value' holds '6%' in row 0"),
        (pd.DataFrame([figure("6%") | {"unit": "yuan"}]), "targets: column 'unit' holds 'yuan' in row 0"),
        (pd.DataFrame([figure("6%") | {"comparator": "≥"}]), "targets: column 'comparator' holds '≥' in row 0"),
        (pd.DataFrame([figure("6%", status="outcome")]), "targets: column 'status' has no 'target'"),
        (pd.DataFrame([figure("6%"), figure("7%")]), "targets: rows 0 and 1 have the same key"),
        (pd.DataFrame([figure("6%")] * 2), "targets: rows 0 and 1 have the same key"),
        (pd.DataFrame([[1, 2]], columns=["place", "place"]), "targets: column 'place' is there twice"),
        ([figure("6%")], "targets: a DataFrame is needed, not list"),
    ],
)
def test_tables_that_will_not_do(targets: pd.DataFrame, message: str) -> None:
    outcomes = pd.DataFrame([figure("6%")])
    with pytest.raises(zj.TableError) as caught:
        zj.compare(targets, outcomes)
    assert str(caught.value).startswith(message)


def test_a_side_that_is_none() -> None:
    with pytest.raises(zj.TableError, match="'higher' is no side"):
        compared([figure("6%")], [figure("6%")], better="higher")


numbers = st.floats(-1e6, 1e6).map(lambda value: round(value, 3))


@given(
    bounds=st.tuples(numbers, numbers).map(sorted),
    ends=st.tuples(numbers, numbers).map(sorted),
    point=st.floats(0, 1),
    better=st.sampled_from(["more", "less", "near", "ceiling", None]),
    open_end=st.sampled_from(["lower", "upper", None]),
)
def test_a_verdict_on_an_interval_holds_for_every_point_of_it(
    bounds: list[float], ends: list[float], point: float, better: str | None, open_end: str | None
) -> None:
    lower, upper = (-inf if open_end == "lower" else bounds[0]), (inf if open_end == "upper" else bounds[1])
    target = Interval(lower, upper, open_end != "lower", open_end != "upper")
    outcome = Interval(ends[0], ends[1], True, True)
    inside = min(max(ends[0] + point * (ends[1] - ends[0]), ends[0]), ends[1])
    assert verdict_at(target, inside, better, 0.5) in verdicts(target, outcome, better, 0.5)


@pytest.mark.parametrize(
    ("text", "fields", "tolerance"),
    [
        ("about 6%", {}, 0.5),
        ("6%", {}, None),
        ("6-7%", {}, None),
        ("no less than 6%", {}, None),
        ("about 200", {"indicator": "pools.new", "kind": "change", "direction": "up"}, 10),
    ],
)
def test_the_tolerance_of_about_is_told(text, fields, tolerance):
    found = compared([figure(text, **fields)], [figure(text, **fields)])["tolerance"].item()
    assert (None if pd.isna(found) else found) == tolerance


@pytest.mark.parametrize(
    ("text", "high"), [("about 3%", 3.5), ("3%", 3), ("no more than 3%", 3), ("2-3%", 3), ("no less than 3%", inf)]
)
def test_a_target_for_prices_is_a_ceiling_however_it_is_worded(text, high):
    prices = {"indicator": "cpi.growth", "direction": "up"}
    for came in ([figure("0.2%", **prices)], [figure("0.2%", indicator="gdp.growth")]):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            row = compared([figure(text, **prices)], came).iloc[0]
        assert row["target_high"] == high
        assert row["target_low"] == (3 if high == inf else -inf)


def test_a_stretch_is_told_and_never_preferred_beside_its_base_target():
    rows = [figure("8%", aims_higher=True), figure("7%", aims_higher=False)]
    found = compared(rows, [figure("7.3%")])
    assert found[["aims_higher", "preferred", "target_value"]].values.tolist() == [[True, False, 8], [False, True, 7]]


@pytest.mark.parametrize(
    ("target", "outcome"),
    [
        ({"period": "2016-2020"}, {"period": "2016-2020", "aggregate": "cumulative"}),
        ({"period": "2016-2020", "aggregate": "average"}, {"period": "2016-2020", "aggregate": "cumulative"}),
        ({}, {"aggregate": "average"}),
        ({"aggregate": "average"}, {}),
    ],
)
def test_a_growth_over_several_years_never_meets_a_yearly_target(target, outcome):
    found = compared([figure("6%", **target)], [figure("40%", **outcome)])
    assert found["verdict"].tolist() == ["not comparable"]
    assert " against " in found["reason"].item()


def test_a_relation_is_not_held_against_the_average_of_several_years():
    target = figure("6%", indicator="income.growth", value=None, relation="in step with gdp.growth")
    outcomes = [figure("6%", indicator="income.growth"), figure("9%", aggregate="average"), figure("6.2%")]
    assert compared([target], outcomes)["verdict"].tolist()[0] == "met"
    assert "not among the outcomes" in compared([target], outcomes[:2])["reason"].tolist()[0]
