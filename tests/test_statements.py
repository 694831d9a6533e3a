"""Statements: one figure of a sentence and one field of its row, by phenomenon."""

import csv
from pathlib import Path

import pandas as pd
import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

import zjpolicy as zj
from zjpolicy.languages import get_language, known_languages
from zjpolicy.tables.statements import COLUMNS

CASES = Path(__file__).parent / "cases"


def cases(language):
    """The rows of a language's file; a line break in a text is written \\n."""
    with (CASES / f"statements-{language}.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            yield pytest.param(row, id=f"{row['phenomenon']}: {row['surface']} {row['field']}")


def read(row, language, year):
    """What a row's field is read as."""
    text = row["text"].replace("\\n", "\n")
    report = zj.Report.from_text(text, part=row["part"] or None, year=year, place="Hubei", language=language)
    table = report.statements()
    return table[table["surface"] == row["surface"]].iloc[-1][row["field"]]


@pytest.mark.parametrize("row", list(cases("zh")))
def test_a_chinese_figure_is_read(row):
    assert read(row, "zh", 2026) == row["expected"]


@pytest.mark.parametrize("row", list(cases("en")))
def test_a_figure_is_read(row):
    got = read(row, "en", 2019)
    assert (f"{got:g}" if isinstance(got, float) and row["field"] == "value" else got) == row["expected"]


def test_every_row_leads_back_to_its_characters():
    text = "I. A review of 2018\n\nSales rose by 3%.\u00a0We built 12 bridges.\n\n"
    text += "II. Targets for 2019\n\nWe will pave 80 roads."
    report = zj.Report.from_text(text, place="Hubei")
    table = report.statements()
    assert [text[row.start : row.end] for row in table.itertuples()] == table["surface"].tolist() == ["3%", "12", "80"]
    assert [text[text.index(s) :].startswith(s) for s in table["sentence"]] == [True] * 3
    assert table["section"].tolist() == ["I", "I", "II"]
    assert table["status"].tolist() == ["outcome", "outcome", "target"]
    assert table["period_start"].tolist() == [2018, 2018, 2019]
    assert table["id"].tolist() == [f"{report.key}:{start}" for start in table["start"]]


def test_columns_and_dtypes_never_vary():
    for text in ("", "We built 12 bridges.", "No figure at all."):
        assert zj.Report.from_text(text).statements().dtypes.astype(str).to_dict() == COLUMNS


def test_what_is_not_said_is_missing():
    row = zj.Report.from_text("Sales rose by 3%.").statements().iloc[0]
    assert all(pd.isna(row[name]) for name in ("period", "place", "commitment", "section", "low", "indicator"))


def test_the_table_is_computed_once_and_is_the_readers_own():
    report = zj.Report.from_text("We built 12 bridges.")
    first = report.statements()
    first["value"] = 0.0
    assert report.statements()["value"].tolist() == [12]


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("GDP grew by 6%.", "gdp.growth"),
        ("The GDP of Hubei exceeded 4 trillion yuan.", "gdp.level"),
        ("Total retail sales of consumer goods increased by 9%.", "retail_sales.growth"),
        ("The added value of the marine economy increased by 9%.", "marine_economy.growth"),
        ("The added value of the marble industry increased by 9%.", None),
        ("Exports of private enterprises increased by 9%.", None),
    ],
)
def test_an_indicator_is_named_only_where_the_whole_measure_is_one(text, indicator):
    got = zj.Report.from_text(text, part="review", year=2019, place="Hubei").statements().loc[0, "indicator"]
    assert (None if pd.isna(got) else got) == indicator


@pytest.mark.parametrize(
    ("text", "part", "doubt"),
    [
        ("We built 12 bridges.", "review", None),
        ("12 bridges.", "review", None),
        ("12 bridges.", None, "nothing tells whether it is done or promised"),
        ("We will build 12 bridges.", None, None),
        ("Exports grew by 3%.", "review", None),
        ("Output grew by 3%.", "review", "one word for what is measured"),
        ("Output of steel grew by 3%.", "review", None),
        ("建成12个渡口。", "review", None),
        ("12个渡口。", None, "nothing tells whether it is done or promised"),
        ("产出增长3%。", "review", "one word for what is measured"),
    ],
)
def test_a_reading_that_is_unsure_is_marked(text, part, doubt):
    language = "en" if text.isascii() else "zh"
    got = zj.Report.from_text(text, part=part, year=2020, place="Hubei", language=language).statements()
    assert (got.loc[0, "doubt"] if got["doubt"].notna().all() else None) == doubt


@pytest.mark.parametrize(
    ("text", "higher"),
    [
        ("茶叶产值增长5.5%左右，力争达到6%。", [False, True]),
        ("茶叶产值增长5.5%左右（在实际工作中争取6%）。", [False, True]),
        ("茶叶产值增长5.5%，在实际工作中争取更好结果。", [False]),
        ("茶叶产值增长5.5%，力争林农收入增长6%。", [False, False]),
        ("Sales of tea are to grow by about 5%, and we will strive for 6%.", [False, True]),
        ("Sales of tea are to grow by about 5%, and we will build 6 bridges.", [False, False]),
    ],
)
def test_a_figure_striven_for_beyond_a_target_is_told_apart(text, higher):
    table = zj.Report.from_text(text, part="plan", year=2026, place="Hubei").statements()
    assert table["aims_higher"].tolist() == higher


@pytest.mark.parametrize(
    ("text", "language", "figure"),
    [
        ("茶叶产值增长6%至6.5%。", "zh", "增长6%至6.5%"),
        ("茶叶产值达到7232亿元。", "zh", "7232亿元"),
        ("茶叶产值突破6万亿元。", "zh", "超过6万亿元"),
        ("Sales of tea grew by 6% to 6.5%.", "en", "up 6 to 6.5%"),
        ("Sales of tea exceeded 6 trillion yuan.", "en", "more than 6 trillion yuan"),
    ],
)
def test_a_figure_is_told_in_plain_words_of_its_language(text, language, figure):
    table = zj.Report.from_text(text, part="review", year=2026, language=language).statements()
    assert table["figure"].tolist() == [figure]


PADDING = "茶农说起山里的事，话就长了。" * 300


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("一、2025年工作回顾\n\n茶叶产值增长6%。\n\n", "no part with plans"),
        ("一、2026年工作安排\n\n今年已建成渡口12个。\n\n", "1 outcome of the report's own year, 2026"),
    ],
)
def test_what_a_whole_report_lacks_is_told(text, told):
    with pytest.warns(zj.SourceWarning, match=told):
        zj.Report.from_text(text + PADDING, year=2026, place="Hubei").statements()


@pytest.mark.parametrize(
    ("text", "hedges"),
    [
        ("We will spend $5 million or over 5 million tons of tea.", ["or over", None]),
        ("Over five years, dykes will rise by over 3 meters.", [None, "over"]),
    ],
)
def test_a_hedge_is_what_bounds_its_own_figure(text, hedges):
    table = zj.Report.from_text(text, part="plan", year=2026).statements()
    assert table["hedge"].astype(object).where(table["hedge"].notna(), None).tolist() == hedges


AROUND = regex.compile(r"\(\?<?[!=](?:[^()]|(?P<inner>\((?:[^()]|(?&inner))*\)))*\)")  # what only looks around
CUES = [
    pytest.param(code, path, name, id=f"{code} {path} {name}")
    for code in known_languages()
    for path in ("commitment", "status", "basis", "periods")
    for name in get_language(code).table(path).get("holds", {})
]


@pytest.mark.parametrize(("code", "path", "name"), CUES)
@given(data=st.data())
def test_every_cue_holds_what_is_looked_for_first(code, path, name, data):
    table = get_language(code).table(path)
    written = AROUND.sub("", table[name]).replace(r"\p{Han}", "[一-龥]").replace("++", "+")
    cue = data.draw(st.from_regex(written))
    assert any(held in cue.lower() for held in table["holds"][name])


@pytest.mark.parametrize("code", known_languages())
@given(data=st.data())
def test_what_joins_things_holds_what_is_looked_for_first(code, data):
    table = get_language(code).table("indicators")
    joint = data.draw(st.from_regex(AROUND.sub("", table["joined"]).replace("++", "+").replace("*+", "*")))
    assert any(held in joint for held in table["joined_holds"])
