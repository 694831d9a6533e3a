"""Faults that load, odd settings and attack have shown, one test each."""

import decimal
import os

import pandas as pd
import pytest

import zjpolicy as zj

UNSECTIONED = "Exports grew by 5%.\n\nI. Plan\n\nNothing to say here."


@pytest.fixture(params=["few digits", "traps"])
def odd_decimals(request):
    """Settings of decimal numbers that a caller may have."""
    with decimal.localcontext() as context:
        if request.param == "few digits":
            context.prec = 3
        else:
            context.traps[decimal.Inexact] = context.traps[decimal.Rounded] = True
        yield


@pytest.mark.usefixtures("odd_decimals")
def test_the_callers_decimal_settings_change_nothing():
    assert zj.parse_number("12345") == 12345
    assert zj.parse_number("三百四十五万六千七百八十九") == 3456789
    assert zj.convert(123456, "mu", "ha") == 8230.4
    assert zj.convert(500_000, "acre", "mu") == 3035142.3168
    assert [each.value for each in zj.find_quantities("Up 6.7891% to 1.2345678 million yuan")] == [6.7891, 1234567.8]
    assert zj.Report.from_text("GDP reached 12345.678 yuan.").statements()["value"].tolist() == [12345.678]


def test_a_callers_decimal_settings_are_left_as_they_were():
    with decimal.localcontext() as context:
        context.prec = 7
        zj.parse_number("1.1 million"), zj.convert(1, "mu", "ha"), zj.find_quantities("GDP grew by 6%.")
        assert decimal.getcontext().prec == 7


@pytest.mark.parametrize("digits", ["1" * 30, "123456789012345678901234567890", "0." + "1" * 28])
def test_thirty_digits_are_exact(digits):
    assert zj.parse_number(digits) == (int(digits) if digits.isdecimal() else float(digits))


@pytest.mark.parametrize(
    "text",
    ["1" * 31, "9" * 5_000, "1" + " million" * 5, "1" + " million" * 900, "一" + "兆" * 26, "1" + "亿" * 40],
    ids=["31 digits", "5000 digits", "5 scales", "900 scales", "26 characters", "40 characters"],
)
def test_what_is_longer_is_refused(text):
    with pytest.raises(zj.ReadingError):
        zj.parse_number(text)
    chinese = not text.isascii()
    assert (
        zj.find_quantities(f"投资{text}元。" if chinese else f"We spent {text} yuan.", "zh" if chinese else "en") == []
    )


@pytest.mark.parametrize("text", ["TWO HUNDRED AND SIX", "Two Hundred And Six", "two hundred and six"])
def test_capitals_with_and_are_read(text):
    assert zj.parse_number(text) == 206
    assert [each.value for each in zj.find_quantities(f"WE BUILT {text} SCHOOLS", "en")] == [206]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("12345", "zh"), ("工业占比三成", "zh"), ("一律100元起", "zh"), ("增长8%强", "zh"), ("排名全国前十", "zh"),
        ("6%", "en"), ("-0.3%", "en"), ("12345", "en"), ("over three", "en"), ("rose by half", "en"), ("10+", "en"),
    ],
)  # fmt: skip
def test_at_the_edge_of_a_text_a_figure_is_read_as_inside(text, language):
    def read(whole):
        return [(each.surface, each.value, each.unit, each.comparator) for each in zj.find_quantities(whole, language)]

    other = {"en": "Thank you.", "zh": "谢谢大家。"}[language]
    assert (
        read(text) == read(f"{text}\n\n{other}") == read(f"{other}\n\n{text}") == read(f"{other}\n\n{text}\n\n{other}")
    )


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e308, 10**60])
def test_what_is_no_amount_is_not_converted(value):
    with pytest.raises(zj.UnitError, match="cannot convert"):
        zj.convert(value, "ha", "mu")


@pytest.mark.parametrize("text", [UNSECTIONED, "Exports grew by 5%."])
def test_a_report_without_figures_in_sections_is_shown(text):
    report = zj.Report.from_text(text, part="review")
    assert "1 figure:" in report._repr_html_()
    assert zj.plot.topics(report.statements()).patches


@pytest.mark.parametrize("name", ["浙" * 83 + ".csv", "浙" * 83 + ".html"], ids=[".csv", ".html"])
def test_a_long_chinese_name_is_written(name, tmp_path):
    if name.endswith(".csv"):
        zj.export(pd.DataFrame({"value": [1]}), tmp_path / name)
    else:
        zj.Report.from_text("GDP grew by 5%.", part="review").to_html(tmp_path / name)
    assert os.listdir(tmp_path) == [name]


def test_a_name_that_no_folder_takes_is_our_own_error(tmp_path):
    with pytest.raises(zj.ExportError, match="cannot be written: File name too long"):
        zj.export(pd.DataFrame({"value": [1]}), tmp_path / ("浙" * 90 + ".csv"))
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("language", ["../languages/zh", "../x", "/etc/passwd", "zh.toml", "fr"])
def test_a_language_is_one_of_those_known(language):
    for call in (zj.parse_number, zj.find_quantities, lambda _, of: zj.load(b"5", language=of)):
        with pytest.raises(ValueError, match=r"unknown language .*; known: en, zh"):
            call("5", language)


@pytest.mark.parametrize(
    "text",
    [
        "The index fell.\n\n40 points of the plan were met.",
        "Per capita income rose.\n\n500 yuan went to roads.",
        "In all 14\n\n300 yuan went to roads.",
        "We go on to\n\nDouble room for 5 buses.",
        "Output was 5 billion kilowatt\n\nhours of work were 300.",
        "Fees will fall from 40 to\n\n70 yuan per person was paid.",
        "Prices fell\n\nover five years, 3 bridges.",
        "The share of forests rose\n\nfrom 31% to 33%.",
        "They walk an\n\nhour and a half of rain fell.",
        "Plots fetch 300 yuan per square\n\nmeter by meter 5 walls rose.",
        "The city ranked high and\n\nfirst in roads and third in canals.",
        "Fees rose by more than 3% and 4%\n\nrespectively, 5 firms said.",
        "We will not allow prices to\n\nexceed 5% is the goal.",
        "We care for residents\n\nover 65 villages were linked.",
        "It took from 3\n\nto 5 million tons.",
        "产值增长6%.\n\n5%的企业搬迁。",
        "茶园为全国大产地\n\n第三，新建6处茶亭。",
        "价格分别上涨\n\n3.5%、2.8%左右。",
        "出口比去年\n\n超过12亿元。",
        "推进数字化改革App\n\n10个项目开工。",
    ],
)
def test_a_paragraph_says_nothing_of_the_next(text):
    def told(part):
        return [(each.surface, each.value, each.unit, each.comparator) for each in zj.find_quantities(part)]

    assert told(text) == [each for piece in text.split("\n\n") for each in told(piece)]
