"""`summary`: what is said of a report, and lines that fit the screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import zjpolicy as zj
from zjpolicy.report import Report
from zjpolicy.showing.terminal import clean, columns, cut, pad, plain_value, summary

TEXT = """Report on the Work of the Government

I. A review of 2019

GDP exceeded 6 trillion yuan, an increase of 6.8%. Income of urban and rural residents rose by 8.3% and 9.4%.

II. Targets for 2020

We will add no less than 200 parks and build 30 to 40 kilometers of roads.
"""


def grid(text):
    return text.split("\n\n")[-1].splitlines()


def test_a_printed_report_is_its_summary():
    report = Report(TEXT, place="Zhejiang", year=2020)
    assert str(report) == summary(report) and repr(report).startswith("<Report ")


def test_help_names_what_there_is():
    for name in zj.__all__:
        told = name.startswith("__") or name.endswith(("Error", "Warning")) or name == "Quantity"
        assert told or f"`{name}`" in zj.__doc__, name


def test_summary_says_what_the_report_is():
    lines = summary(Report(TEXT, place="Zhejiang", year=2020)).splitlines()
    assert lines[:3] == [
        "Report on the Work of the Government",
        f"Zhejiang, 2020, language en, {len(TEXT)} characters",
        "6 figures",
    ]
    assert lines[3:7] == [
        "  by section I 4, II 2",
        "  by part    review 4, plan 2",
        "  by kind    growth 3, level 2, change 1",
        "  by status  outcome 4, target 2",
    ]


def test_what_is_not_known_is_said():
    lines = summary(Report("Nothing.", language="en")).splitlines()
    assert lines == ["(no title)", "place unknown (give --place), year unknown, language en, 8 characters", "0 figures"]


def test_restated_edition_is_marked_with_its_official_page():
    report = Report(TEXT, edition="restated", official_url="https://example.org/report")
    line = "edition: restated, not the official wording; official page: https://example.org/report"
    assert line in summary(report).splitlines()
    assert "edition: official\n" in summary(Report(TEXT, edition="official"))
    assert "edition" not in summary(Report(TEXT))


def test_first_statements_and_how_many_more():
    report = Report(TEXT, place="Zhejiang", year=2020)
    short = grid(summary(report, rows=2))
    assert len(short) == 4
    assert short[-1] == "… and 4 more"
    assert len(grid(summary(report, rows=None))) == 7
    assert "more" not in summary(report, rows=6).splitlines()[-1]


@pytest.mark.parametrize("width", [0, 40, 60, 100])
@pytest.mark.parametrize("measure", ["parks", "城市公园和绿地面积以及其他公共空间" * 3, "parks of every kind " * 9])
def test_table_fits_the_screen(width, measure):
    lines = summary(Report(f"We will add 200 {measure}.", language="en", year=2020, part="plan"), width=width)
    assert max(map(columns, grid(lines))) <= max(width, 40)


@pytest.mark.parametrize(
    ("cells", "value"),
    [
        ({"value": 6.8, "unit": "%", "direction": "up"}, "up 6.8%"),
        ({"value": 0.4, "unit": "pp", "direction": "down"}, "down 0.4 percentage points"),
        ({"value": 90.0, "unit": "day", "comparator": "<="}, "at most 90 days"),
        ({"low": 2.0, "high": 3.0, "unit": "count", "comparator": "range"}, "2 to 3"),
        ({"value": 7980.0, "unit": "CNY/person/year"}, "7,980 yuan per person per year"),
        ({"value": 31.0, "unit": "ug/m3", "comparator": "~"}, "about 31 micrograms per cubic meter"),
        ({"value": 305_000.0, "unit": "CNY/mu"}, "305,000 yuan per mu"),
        ({"value": 1_257_000.0, "unit": "count"}, "1.257 million"),
        ({"value": 999_999.0, "unit": "count"}, "999,999"),
        ({"value": -2.5e9, "unit": "USD"}, "-2.5 billion US dollars"),
        ({"value": 5.0, "unit": "widget"}, "5 widget"),
        ({"value": 1.0, "unit": "rank", "kind": "rank"}, "rank 1"),
    ],
)
def test_values_in_plain_words(cells, value):
    assert plain_value({"comparator": "=", **cells}) == value


@given(st.text(), st.integers(1, 30))
def test_cut_and_pad_fit(text, width):
    short = cut(text, width)
    assert columns(short) <= width
    assert columns(pad(short, width)) == width
    assert columns(text) > width or short == text


@given(st.text(st.characters()))
def test_clean_text_is_one_printable_line(text):
    assert clean(text).isprintable()


def test_wide_and_combining_characters():
    assert [columns(text) for text in ("a", "收", "，", "e\u0301", "😀", "\u200b")] == [1, 2, 2, 1, 2, 0]


@pytest.mark.filterwarnings("ignore:.*no part with plans:zjpolicy.SourceWarning")
def test_a_long_text_without_sections_is_told():
    sentence = "GDP grew by 5.1% over the year. "
    assert "  no sections found" in summary(Report(sentence * 200)).splitlines()
    assert "no sections" not in summary(Report(sentence))
    assert "no sections" not in summary(Report(TEXT + sentence * 200))
