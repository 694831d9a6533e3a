"""Chinese: quantities, structure, statements, and the gold sets where the real reports are at hand."""

import csv
import importlib.util
import json
import os
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import zjpolicy
from zjpolicy.languages import get_language
from zjpolicy.reading.chinese.numbers import HanNumberReader
from zjpolicy.reading.numbers import parse_number
from zjpolicy.reading.quantities import find_quantities
from zjpolicy.report import Report

HERE = Path(__file__).parent
ROOT = Path(zjpolicy.__file__).parent.parent
CORPUS = Path(os.environ.get("ZJPOLICY_CORPUS", ROOT.parent / "shared" / "corpus"))
FIGURES = "零一二三四五六七八九"


def cases():
    with (HERE / "cases" / "quantities-zh.csv").open(encoding="utf-8", newline="") as stream:
        return [pytest.param(row, id=f"{row['text']}-{row['surface']}") for row in csv.DictReader(stream)]


@pytest.mark.parametrize("row", cases())
def test_quantities(row):
    found = find_quantities(row["text"], "zh")
    if not row["surface"]:
        assert found == []
        return
    [quantity] = [one for one in found if one.surface == row["surface"]]
    for name in ("value", "low", "high"):
        expected = float(row[name]) if row[name] else None
        assert getattr(quantity, name) == (None if expected is None else pytest.approx(expected, rel=1e-12))
    assert (quantity.comparator, quantity.unit) == (row["comparator"], row["unit"])


def written(number: int) -> str:
    """A number below a hundred million in Chinese characters."""
    high, low = divmod(number, 10_000)
    if high:
        return written(high) + "万" + (("零" if low < 1000 else "") + written(low) if low else "")
    words, pending = "", False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        figure = number // scale % 10
        if figure:
            words += ("零" if pending and words else "") + FIGURES[figure] + name
        pending = not figure
    return words or "零"


@given(st.integers(min_value=1, max_value=99_999_999))
def test_characters_read_back(number):
    assert HanNumberReader(get_language("zh")).numeral(written(number)) == Decimal(number)


@given(
    st.text(alphabet="一二两三百千万亿半成分之多余约近以上左右元亩%年第个、，。0123456789.—“”增长达到比从", max_size=60)
)
def test_any_text_gives_exact_offsets(text):
    last = 0
    for quantity in find_quantities(text, "zh"):
        assert text[quantity.start : quantity.end] == quantity.surface
        assert last <= quantity.start < quantity.end
        last = quantity.end


@given(st.integers(min_value=1, max_value=99_999), st.sampled_from(["公里", "亩", "吨", "元"]))
def test_written_amounts_are_found(number, unit):
    surface = f"{number}万{unit}"
    [quantity] = find_quantities(f"总数为{surface}。", "zh")
    assert (quantity.surface, quantity.value) == (surface, number * 10_000)


@pytest.mark.parametrize(
    ("text", "number"), [("1.4亿", 140_000_000), ("三千五百万", 35_000_000), ("两万零八", 20_008), ("１２", 12)]
)
def test_parse_number(text, number):
    assert parse_number(text, "zh") == number


TEXT = """关闭
打印
2031年甘肃省政府工作报告
2031年1月9日在甘肃省第十五届人民代表大会第二次会议上
各位代表：
一、2030年工作回顾
（一）农业
果园面积扩大到12万亩，茶叶出口
增长4.5%。
（二）工业
1.机械
机床产量下降3%。
二、2031年工作安排
主要预期目标是：果园面积达到15万亩以上，茶叶出口增长5%左右。
确保机床产量回升到80万台，力争出口7万台。
责任编辑：某某
"""


def test_structure():
    report = Report.from_text(TEXT)
    assert (report.language, report.place, report.year) == ("zh", "Gansu", 2031)
    assert str(report.delivered) == "2031-01-09"
    outline = report.outline()
    assert outline["number"].tolist() == ["I", "1", "2", "1", "II"]
    assert outline["part"].tolist() == ["review"] * 4 + ["plan"]
    table = report.statements()
    assert table["section"].tolist() == ["I.1", "I.1", "I.2.1", "II", "II", "II", "II"]
    assert table["status"].tolist() == ["outcome"] * 3 + ["target"] * 4
    assert table["commitment"].tolist()[3:] == ["plan", "plan", "ensure", "strive"]
    assert table["period"].tolist() == ["2030"] * 3 + ["2031"] * 4


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("茶叶出口增长4.5%。", [("茶叶出口", "growth", "up", "outcome")]),
        ("运费下降7%。", [("运费", "growth", "down", "outcome")]),
        ("新增果园面积3万亩。", [("果园面积", "change", "up", "outcome")]),
        ("关闭小煤窑15处。", [("小煤窑", "change", "down", "outcome")]),
        ("复垦率达到91%。", [("复垦率", "share", None, "outcome")]),
        (
            "入学率从81%提高到93%。",
            [("入学率", "share", None, "baseline"), ("入学率", "share", None, "outcome")],
        ),
        (
            "茶叶、丝绸出口分别增长3%、8%。",
            [("茶叶出口", "growth", "up", "outcome"), ("丝绸出口", "growth", "up", "outcome")],
        ),
        (
            "水果产量52万吨、增长6%。",
            [("水果产量", "level", None, "outcome"), ("水果产量", "growth", "up", "outcome")],
        ),
        ("改造12个老旧码头。", [("老旧码头", "level", None, "outcome")]),
        ("入学率提高2.5个百分点。", [("入学率", "change", "up", "outcome")]),
    ],
)
def test_statements(text, rows):
    table = Report.from_text(text, language="zh", year=2031, part="review").statements()
    names = ["measure", "kind", "direction", "status"]
    found = table[names].astype(object).where(table[names].notna(), None)
    assert [tuple(row) for row in found.values.tolist()] == rows


@pytest.mark.parametrize(
    ("text", "place"),
    [("温州出口增长9%。", "Wenzhou"), ("全省出口增长9%。", "Zhejiang"), ("隆重庆祝活动举办9场。", "Zhejiang")],
)
def test_places(text, place):
    report = Report.from_text(text, language="zh", place="Zhejiang", year=2031, part="review")
    assert report.statements()["place"].tolist() == [place]


@pytest.mark.parametrize(
    ("spoken", "place"),
    [
        ("在子虚县第十七届人民代表大会第二次会议上", "子虚县"),
        ("在湖北省子虚县第十七届人民代表大会第二次会议上", "子虚县"),
        ("在湖北省武汉市第十七届人民代表大会第二次会议上", "Wuhan"),
        ("在湖北省第十七届人民代表大会第二次会议上", "Hubei"),
        ("在第十七届全国人民代表大会第二次会议上，我代表国务院作报告", "China"),
    ],
)
def test_the_place_is_whose_congress_is_addressed(spoken, place):
    assert Report.from_text(f"政府工作报告\n2031年1月9日{spoken}\n各位代表：\n", language="zh").place == place


LEAST = {
    "kind": 0.98,
    "direction": 0.98,
    "status": 0.96,
    "period": 0.94,
    "commitment": 0.96,
    "measure": 0.9,
    "all": 0.94,
}


@pytest.mark.parametrize("key", ["china-2019-zh", "zhejiang-2026-zh"])
def test_gold(key):
    gold = CORPUS.parent / "gold" / f"{key}.dev.jsonl"
    source = next(CORPUS.rglob(f"{key}.txt"), None) if CORPUS.is_dir() else None
    scorer = gold.with_name("score.py")
    if source is None or not gold.is_file() or not scorer.is_file():
        pytest.skip(f"the corpus with {key} and its gold set is not at hand")
    spec = importlib.util.spec_from_file_location("gold_score", scorer)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    text = source.read_bytes().decode("utf-8")
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line]
    scores, _ = module.score(rows, [asdict(statement) for statement in Report.from_text(text)._statements])
    assert scores["span"]["f1"] >= 0.95
    assert scores["quantity"]["f1"] >= 0.95
    assert {name: scores[name] for name in LEAST if scores[name] < LEAST[name]} == {}


def test_a_sentence_without_end_is_cut_behind_a_comma_and_never_fails_inside_of_a_figure():
    commas = Report.from_text("茶叶产量1920万吨，" * 400, language="zh", year=2020, part="review")
    assert commas.sentences()["text"].str.endswith("，").all()
    for ahead in range(8):
        whole = Report.from_text("丘" * ahead + "第20日2019年发布" * 600, language="zh", year=2020, part="review")
        assert whole.statements()["surface"].notna().all()


@pytest.mark.parametrize(
    ("text", "measure", "kind", "indicator"),
    [
        ("全省生产总值要力保增长7%。", "生产总值", "growth", "gdp.growth"),
        ("初步安排国内生产总值增长7%。", "国内生产总值", "growth", "gdp.growth"),
        ("今年全省经济增长的预期目标是7%。", "经济", "growth", "gdp.growth"),
        ("国内生产总值增长预期指标为7%。", "国内生产总值", "growth", "gdp.growth"),
        ("预计全省生产总值能够实现7%的预期目标。", "生产总值", "growth", "gdp.growth"),
        ("生产总值增速保持在合理区间，全年增长7%。", "生产总值", "growth", "gdp.growth"),
        ("（一）经济实现较快增长全省生产总值完成3亿元，比上年增长7%。", "生产总值", "growth", "gdp.growth"),
        ("山南5市生产总值增长7%。", "市生产总值", "growth", None),
        ("山区5县固定资产投资达到3亿元，生产总值增长7%。", "生产总值", "growth", None),
        ("中心城市生产总值平均增长7%，高出全省平均水平1个百分点。", "中心城市生产总值", "growth", None),
    ],
)
def test_growth_is_found_however_it_is_said_and_of_the_whole_only(text, measure, kind, indicator):
    rows = Report.from_text(text, language="zh", place="Yunnan", year=2020, part="plan").statements()
    row = rows[rows["surface"] == "7%"].iloc[0]
    assert (row["measure"], row["kind"], row["indicator"] if pd.notna(row["indicator"]) else None) == (
        measure,
        kind,
        indicator,
    )


def test_a_mean_holds_for_the_whole_list():
    text = "五年来，梨和桃产量年均分别增长13%、9%，茶叶产量年均增长8%、力争达到9%。"
    rows = Report.from_text(text, language="zh", year=2021, part="review").statements()
    assert rows["aggregate"].tolist() == ["average"] * 4
    assert rows["period"].unique().tolist() == ["2016-2020"]


def test_a_growth_within_a_span_spoken_of_before_is_doubted():
    text = "五年来，我省建成储备粮仓36座。梨产量增长7%。桃产量年均增长5%。杏产量累计增长50%。"
    rows = Report.from_text(text, language="zh", year=2021, part="review").statements()
    assert rows["doubt"].notna().tolist() == [False, True, False, False]


@pytest.mark.parametrize(
    ("text", "year", "period", "doubted"),
    [
        ("梨产量年均增长7%。", 2018, "2013-2017", True),
        ("梨产量年均增长7%。", 2021, "2016-2020", True),
        ("梨产量年均增长7%。", 2020, None, True),
        ("2013年到2017年，梨产量年均增长7%。", 2018, "2013-2017", False),
        ("“十二五”年均增长7%的梨产量目标得到落实。", 2018, "2011-2015", False),
    ],
)
def test_a_mean_without_its_years_is_of_a_whole_term_or_of_none_and_doubted(text, year, period, doubted):
    row = Report.from_text(text, language="zh", year=year, part="review").statements().iloc[0]
    assert row["aggregate"] == "average"
    assert (row["period"] if pd.notna(row["period"]) else None) == period
    assert ("of which years" in str(row["doubt"])) == doubted


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("中山东路改造投资3亿元。", "Zhejiang"),
        ("南京西路商店销售3亿元。", "Zhejiang"),
        ("台湾美食街接待游客31万人次。", "Zhejiang"),
        ("南京公路投资3亿元。", "Nanjing"),
        ("宁波等5个市财政收入增长7%。", "Zhejiang"),
        ("宁波石化等项目投资3亿元。", "Ningbo"),
    ],
)
def test_a_street_is_not_the_place_whose_name_it_has(text, place):
    rows = Report.from_text(text, language="zh", place="Zhejiang", year=2020, part="review").statements()
    assert rows["place"].iloc[-1] == place


@pytest.mark.parametrize("opening", ["2022年，", "特别是刚刚过去的2022年，", "特别要指出的是，刚刚过去的2022年，"])
def test_a_paragraph_on_the_last_year_of_a_term_tells_of_that_year(opening):
    ahead = "一、过去五年工作回顾\n五年来，梨产量累计增长50%。\n"
    text = f"{ahead}{opening}各项工作有新进展。桃产量增长7%。\n二、今后五年的目标\n"
    rows = Report.from_text(text, language="zh", year=2023).statements()
    assert rows["period"].tolist() == ["2018-2022", "2022"]
