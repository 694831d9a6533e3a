"""Folding: full-width digits, blanks and line breaks inside of figures, in a view whose offsets lead back."""

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import zjpolicy as zj
from zjpolicy.documents.folding import WIDE, fold, narrow
from zjpolicy.documents.lookalikes import SAME, alike
from zjpolicy.languages import get_language
from zjpolicy.languages.searchable import UNSEEN

CHINESE = get_language("zh")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("全年产值达到 8765 亿元", "全年产值达到8765亿元"),
        ("全年产值 300 亿 元", "全年产值300亿元"),
        ("新增岗位116\u200b万个", "新增岗位116万个"),
        ("面积增加 3.5\u2009万亩", "面积增加3.5万亩"),
        ("投入 50 多 亿元", "投入50多亿元"),
        ("提高0.5个 百分点", "提高0.5个百分点"),
        ("截至 2031 年 12 月 31 日", "截至2031年12月31日"),
        ("位居第 3 位", "位居第3位"),
        ("增长6. 8%，", "增长6.8%，"),
        ("增长6 ．8 ％，", "增长6.8%，"),
        ("产量达到5 1 3 7 2 万吨", "产量达到51372万吨"),
        ("增长1 2 ．4 ％", "增长12.4%"),
        ("比1 9 8 6 年", "比1986年"),
        ("由1 986年", "由1986年"),
        ("到２０３１年增长７．３％", "到2031年增长7.3%"),
        ("出栏4.2万头,产值9亿元;出口", "出栏4.2万头，产值9亿元；出口"),
        ("改造堤防6\n000米", "改造堤防6000米"),
        ("增长6\n.5%", "增长6.5%"),
        ("增长6.\n5%", "增长6.5%"),
        ("修渠10\n万米", "修渠10万米"),
        # what stays as it is
        ("1 工业\n2 农业", "1 工业\n2 农业"),
        ("合计   35 个", "合计   35个"),
        ("116\n100", "116\n100"),
        ("渔船3500\n2031年末", "渔船3500\n2031年末"),
        ("渔船300\n2", "渔船300\n2"),
        ("一季度\n5.5\n5\n二季度\n6.1", "一季度\n5.5\n5\n二季度\n6.1"),
        ("构建“6 1”格局", "构建“6 1”格局"),
        ("共1,200家", "共1,200家"),
        ("GDP,CPI", "GDP,CPI"),
        ("1. 2031年要点", "1. 2031年要点"),
    ],
)
def test_chinese_is_folded(text, folded):
    got = fold(text, CHINESE)
    assert got.text == folded
    assert fold(got.text, CHINESE).text == folded


def test_english_keeps_its_blanks():
    text = "grew by 6. 8 new parks\nand 5 300 posts"
    assert fold(text, get_language("en")).text == text
    assert fold("6.8\u200b percent", get_language("en")).text == "6.8 percent"


@given(
    st.text(alphabet="12 9.０％\n\u200b\u3000万亿元年个%家，,\t\u2009⾼\u2010「", max_size=60),
    st.sampled_from(["zh", "en"]),
)
def test_offsets_lead_back(text, code):
    folded = fold(text, get_language(code))
    assert len(narrow(text)) == len(alike(text, spaced=code == "en")) == len(text)
    for place in range(len(folded.text)):
        start, end = folded.span(place, place + 1)
        assert folded.place(start) == place
        assert end == start + 1
        mark = narrow(alike(text, spaced=code == "en"))[start]
        assert folded.text[place] in (mark, "，") if mark == "," else folded.text[place] == mark


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        ("新增岗位 116 万 个", "116 万", 1_160_000),
        ("产量 ６ 万 吨", "６ 万 吨", 60_000),
        ("增长6 ．8 ％", "6 ．8 ％", 6.8),
    ],
)
def test_a_figure_is_found_as_it_is_written(text, surface, value):
    quantity = zj.parse_quantity(text, "zh")
    assert (quantity.surface, quantity.value, text[quantity.start : quantity.end]) == (surface, value, surface)


def test_a_report_set_apart_is_read():
    text = "各位代表：\n１ ９ ９ ７ 年，水果产量达到4 9 2 万吨，增长1 5 ．3 ％。"
    table = zj.Report.from_text(text, language="zh", year=1998, part="review").statements()
    assert table["value"].tolist() == [4_920_000, 15.3]
    assert table["surface"].tolist() == ["4 9 2 万吨", "1 5 ．3 ％"]
    assert table["period"].tolist() == ["1997", "1997"]


@pytest.mark.parametrize("key", ["zhejiang-2020-en", "zhejiang-2020-zh"])
def test_a_carriage_return_alone_ends_a_line(key):
    edition = zj.load(key)
    about = {"language": edition.language, "year": edition.year, "place": edition.place}
    fed, returned = (
        zj.Report.from_text(edition.text.replace("\n", end), **about).statements().drop(columns=["report", "id"])
        for end in ("\n", "\r")
    )

    for column in fed.columns[fed.dtypes == "str"]:
        returned[column] = returned[column].str.replace("\r", "\n")
    pd.testing.assert_frame_equal(fed, returned)


@pytest.mark.parametrize(
    "text", ["We built 300\n2 parks.\nInvestment of 1.2\nbillion yuan", "新增就业5\n万人。\n投资1\n200亿元"]
)
def test_figures_stand_where_they_did_whatever_ends_a_line(text):
    fed, returned = (zj.find_quantities(text.replace("\n", end)) for end in ("\n", "\r"))
    assert [(q.start, q.end, q.value, q.unit) for q in fed] == [(q.start, q.end, q.value, q.unit) for q in returned]
    assert [q.surface for q in fed] == [q.surface.replace("\r", "\n") for q in returned]


@pytest.mark.parametrize("spaced", [True, False])
def test_what_looks_alike_keeps_its_place(spaced):
    text = "".join(SAME[spaced]) + '甲\n\x0c"a"\x0cb\u00a01\u2009000\n'
    even = alike(text, spaced=spaced)
    assert len(even) == len(text)
    assert alike(even, spaced=spaced) == even


@pytest.mark.parametrize("code", ["en", "zh"])
def test_every_sign_that_is_folded_is_told(code):
    language = get_language(code)
    for sign in (*SAME[language.spaced], *map(chr, WIDE), *UNSEEN):
        text = f"a{sign}b"
        assert fold(text, language).text == ("ab" if sign in UNSEEN else narrow(alike(text, spaced=language.spaced)))


@pytest.mark.parametrize(
    ("text", "code"), [("Output grew by 6.8% – a “first”.\n", "en"), ("产值增长6.8%，“首次”超过1万亿元。\n", "zh")]
)
def test_a_text_with_nothing_to_fold_is_not_written_anew(text, code):
    assert fold(text, get_language(code)).text is text


@pytest.mark.parametrize(
    ("text", "even"),
    [
        ('“甲”、"乙"、"丙"', "“甲”、“乙”、“丙”"),
        ('在”333"行动中，"十五"期间', '在”333"行动中，"十五"期间'),
        ('屏幕55"', '屏幕55"'),
        ('"甲\n乙"', '"甲\n乙"'),
    ],
)
def test_straight_quotation_marks_come_in_pairs(text, even):
    assert alike(text, spaced=False) == even


CHANGES = {
    "soft hyphens": ("en zh", lambda text: sprinkled(text, "\u00ad")),
    "marks of direction": ("en zh", lambda text: sprinkled(text, "\u200e")),
    "no-break spaces": ("en", lambda text: text.replace(" ", "\u00a0")),
    "thin spaces": ("en", lambda text: text.replace(" ", "\u2009")),
    "two spaces": ("en", lambda text: text.replace(" ", "  ")),
    "no-break hyphens": ("en zh", lambda text: text.replace("-", "\u2011")),
    "hyphens": ("en zh", lambda text: text.replace("-", "\u2010")),
    "line separators": ("en zh", lambda text: text.replace("\n", "\u2028")),
    "two blank lines": ("en zh", lambda text: text.replace("\n\n", "\n\n\n")),
    "form feeds": ("en zh", lambda text: text.replace("\n\n", "\n\x0c\n")),
    "corner brackets": ("zh", lambda text: text.translate(str.maketrans("“”‘’", "「」『』"))),
    "straight quotation marks": ("zh", lambda text: text.replace("“", '"').replace("”", '"')),
    "radicals": ("zh", lambda text: text.translate(str.maketrans("一人工年高金面户长车民", "⼀⼈⼯年⾼⾦⾯⼾⻓⻋⺠"))),
    "em spaces before paragraphs": ("zh", lambda text: text.replace("\n\n", "\n\n\u2003\u2003")),
}


def sprinkled(text, mark):
    """A text with a mark that nobody sees inside of its words, figures and headings."""
    return "".join(sign + mark * (sign in "0%e、增") for sign in text)


@pytest.mark.parametrize(
    ("what", "key"),
    [(what, f"zhejiang-2020-{code}") for what, (codes, _) in CHANGES.items() for code in codes.split()],
)
def test_what_nobody_sees_changes_nothing(what, key):
    edition = zj.load(key)
    about = {"language": edition.language, "year": edition.year, "place": edition.place}
    columns = ["value", "low", "high", "unit", "kind", "status", "period", "indicator", "section", "commitment"]
    told, changed = (
        zj.Report.from_text(text, **about).statements()[columns]
        for text in (edition.text, CHANGES[what][1](edition.text))
    )
    pd.testing.assert_frame_equal(told, changed)


@pytest.mark.parametrize("blank", [" ", "  ", "\u00a0 ", "\u2009"])
def test_a_paragraph_that_heads_goals_does_so_whatever_its_blanks(blank):
    text = "The main expected goals for 2031 are these: tea output is to grow by 3%.\n\n40 mills.\n\nRents by 2%."
    text = re.sub(r"(?<=[^\d\s]) (?=[^\d\s])", blank, text)
    report = zj.Report.from_text(text, language="en", year=2031, place="Zixu")
    assert report.paragraphs()["part"].tolist() == ["plan"] * 3
    table = report.statements()
    assert table["status"].tolist() == ["target"] * 3
    assert [text[start:end] for start, end in zip(table["start"], table["end"], strict=True)] == ["3%", "40", "2%"]
