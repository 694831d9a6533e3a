"""Targets set without a number: which comparisons are read, as what, and what stays silent."""

import pandas as pd
import pytest

import zjpolicy as zj

SAID = ("indicator", "relation", "commitment", "hedge")


def plan(text: str, year: int = 2031) -> zj.Report:
    return zj.Report.from_text(text, place="Zhejiang", year=year, part="plan")


# All sentences are made up.
READ = [
    ("全省居民收入增长与经济增长同步。", ("income.growth", "in step with gdp.growth", "will", None)),
    ("力争居民收入与经济增长基本同步。", ("income.growth", "in step with gdp.growth", "strive", "基本")),
    ("居民收入和经济同步增长。", ("income.growth", "in step with gdp.growth", "will", None)),
    ("主要预期目标是：居民人均可支配收入增速高于经济增速。", ("income.growth", "above gdp.growth", "plan", None)),
    ("确保固定资产投资增速高于全国平均水平。", ("fixed_investment.growth", "above national average", "ensure", None)),
    ("固定资产投资增长在全国平均水平以上。", ("fixed_investment.growth", "not below national average", "will", None)),
    ("居民消费价格涨幅不高于全国平均水平。", ("cpi.growth", "not above national average", "will", None)),
    ("地区生产总值增速不低于上年。", ("gdp.growth", "not below last year", "will", None)),
    (
        "农村居民人均可支配收入增速快于城镇居民、快于全国。",
        ("income_rural.growth", "above income_urban.growth; above national average", "will", None),
    ),
    ("We will keep personal income growing in step with economic growth.",
     ("income.growth", "in step with gdp.growth", "will", None)),
    ("Growth in personal income should keep pace with GDP growth.",
     ("income.growth", "in step with gdp.growth", "will", None)),
    ("Per capita disposable income is to grow broadly in line with the economy.",
     ("income.growth", "in step with gdp.growth", "plan", "broadly")),
    ("We will ensure that fixed-asset investment grows faster than the national average.",
     ("fixed_investment.growth", "above national average", "ensure", None)),
    ("Personal income should grow no slower than the economy.",
     ("income.growth", "not below gdp.growth", "will", None)),
    ("Personal income growth will exceed GDP growth.", ("income.growth", "above gdp.growth", "will", None)),
    ("Rural income will rise faster than that of urban residents and faster than the national average.",
     ("income_rural.growth", "above income_urban.growth; above national average", "will", None)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), READ, ids=[text[:24] for text, _ in READ])
def test_a_comparison_is_read_as_a_target(text, expected):
    report = plan(text)
    found = report.relations()
    assert [tuple(None if pd.isna(row[name]) else row[name] for name in SAID) for _, row in found.iterrows()] == [
        expected
    ]
    row = found.iloc[0]
    assert (
        row["period"] == "2031" and row["status"] == "target" and pd.isna(row["value"]) and pd.isna(row["comparator"])
    )
    assert report.text[row["start"] : row["end"]] == row["surface"] and row["figure"] == row["surface"]
    assert report.statements().empty  # no row of statements


SILENT = [
    "推动劳动报酬提高与劳动生产率提高同步。",  # no indicator of the registry
    "坚持新型城镇化与乡村振兴同步推进，与全国同步基本实现现代化。",
    "公共服务设施与住房同步规划、同步建设。",
    "城乡低保标准高于全国平均水平。",
    "居民收入增速高于全国0.7个百分点。",  # the figure tells how far
    "支持平台经济健康发展，社会大局保持平稳。",
    "We will advance reform in step with economic development.",
    "Personal income growth will exceed GDP growth by 1 percentage point.",
    "We will ensure that personal income grows 2 percentage points faster than the economy.",
    "Training will keep pace with the needs of industry.",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_sets_no_target_of_the_registry_is_silent(text):
    assert plan(text).relations().empty


@pytest.mark.parametrize(
    "text", ["居民收入增长与经济增长基本同步。", "Personal income grew in step with the economy last year."]
)
def test_what_was_reached_is_no_target(text):
    assert zj.Report.from_text(text, place="Zhejiang", year=2031, part="review").relations().empty


@pytest.mark.parametrize(
    ("text", "indicator", "comparator"),
    [
        ("进出口总额保持正增长。", "trade.growth", ">"),
        ("粮食产量不低于上年。", "grain.growth", ">="),
        ("粮食产量只增不减。", "grain.growth", ">="),
        ("Grain output will be no lower than last year.", "grain.growth", ">="),
        ("Imports and exports will see positive growth.", "trade.growth", ">"),
    ],
)
def test_a_size_no_less_than_last_years_is_a_growth_of_at_least_nothing(text, indicator, comparator):
    row = plan(text).relations().iloc[0]
    assert (row["indicator"], row["value"], row["comparator"], row["kind"]) == (indicator, 0, comparator, "growth")
    assert pd.isna(row["relation"]) and row["period"] == "2031"


def test_a_size_above_the_national_one_is_no_growth_above_it():
    assert plan("城镇居民可支配收入超过全国平均水平。").relations().empty


def test_a_list_of_targets_gives_its_words_and_figures_their_places():
    report = plan("主要预期目标是：生产总值增长6%左右，居民收入增长与经济增长同步，居民消费价格涨幅3%左右。")
    row = report.relations().iloc[0]
    assert (row["indicator"], row["commitment"], row["cue"]) == ("income.growth", "plan", "主要预期目标")
    assert report.statements()["indicator"].tolist() == ["gdp.growth", "cpi.growth"]


def test_what_is_striven_for_beyond_a_number_stands_beside_it():
    rows = plan("城镇居民人均可支配收入增长9%以上，力争与经济增长同步。").relations()
    assert rows[["indicator", "relation", "aims_higher"]].values.tolist() == [
        ["income_urban.growth", "in step with gdp.growth", True]
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("生产总值增长6%左右，在实际工作中争取更好结果。", "在实际工作中争取更好结果"),
        ("GDP is to grow by about 6%, and we will strive for better results.", "strive for better results"),
    ],
)
def test_a_better_result_is_striven_for_without_a_number(text, words):
    row = plan(text).relations().iloc[0]
    assert row[["indicator", "relation", "aims_higher", "commitment", "surface"]].tolist() == [
        "gdp.growth", "above base target", True, "strive", words
    ]  # fmt: skip
    panel = zj.panel(plan(text), "gdp.growth").iloc[0]
    assert panel[["target_value", "stretch", "targets"]].tolist() == [6, "above base target", 1]


def test_better_results_of_another_figure_are_not_of_this_one():
    text = "生产总值增长6%，城镇新增就业20万人，在实际工作中争取更好结果。"
    assert plan(text).relations()["indicator"].tolist() == ["employment.new_urban"]


def test_offsets_of_a_broken_text_are_those_of_the_text():
    report = plan("全省居民收入增长与经济\n增长同步。")
    row = report.relations().iloc[0]
    assert report.text[row["start"] : row["end"]] == row["surface"] == "与经济\n增长同步"


def test_a_panel_of_reports_judges_what_was_set_by_comparison():
    aims = plan("今年居民收入增长与经济增长同步。", 2030)
    came = zj.Report.from_text(
        "去年生产总值增长6%，居民收入增长5.8%。", place="Zhejiang", year=2031, part="review", key="later"
    )
    row = zj.panel([aims, came], "income.growth").iloc[0]
    assert row[["period", "relation", "target", "outcome", "verdict"]].tolist() == [
        "2030", "in step with gdp.growth", "in step with gdp.growth", "up 5.8%", "met"
    ]  # fmt: skip
    assert row["reason"] == '5.8% meets the target "in step with gdp.growth (6)"'
    alone = zj.panel(aims, "income.growth").iloc[0]
    assert (alone["relation"], alone["target_row"]) == ("in step with gdp.growth", 0)


def test_a_panel_of_statements_has_none():
    with pytest.raises(zj.TableError, match=r"no rows|no figure"):
        zj.panel(plan("今年居民收入增长与经济增长同步。").statements(), "income.growth")
