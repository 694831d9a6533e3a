"""The charts: compared with stored images that were looked at, and what they say and refuse.

To store new images: ``python -m pytest tests/test_plot.py --mpl-generate-path=tests/baseline``, then look at them.
"""

import subprocess
import sys
from itertools import combinations
from math import inf, nan

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.text import Text

import zjpolicy as zj
from zjpolicy.showing.plot import fonts
from zjpolicy.showing.plot.frame import columns, wrap

NATION = "work reports of the State Council, 2011 to 2026"
# Targets and outcomes of the national GDP growth, as its reports give them.
YEARS = [
    (2014, 7.5, 7.5, 7.4, "met"),
    (2016, 6.5, 7.0, 6.7, "met"),
    (2017, 6.5, 6.5, 6.9, "exceeded"),
    (2019, 6.0, 6.5, 6.1, "met"),
    (2020, nan, nan, 2.3, "no target"),
    (2021, 6.0, inf, 8.1, "exceeded"),
    (2022, 5.5, 5.5, 3.0, "missed"),
    (2025, 5.0, 5.0, 5.0, "met"),
    (2026, 4.5, 5.0, nan, "no outcome"),
]
ENERGY = "energy use per unit of GDP, in tonnes of standard coal per 10,000 yuan"
RURAL = "disposable income of the people who live in the countryside of the whole province"
CORPS = "Xinjiang Production and Construction Corps"
NAMES = ("period", "target_low", "target_high", "outcome_value", "verdict")
# Made up, to have every kind of target; so are the tables with long names below.
GROWTH_2026 = {
    "Anhui": (5.0, 5.0, "~"),
    "Fujian": (4.5, 5.0, "range"),
    "Hainan": (5.5, 5.5, "~"),
    "Henan": (5.0, 5.0, "~"),
    "Inner Mongolia": (5.0, 5.0, ">="),
    "Liaoning": (4.5, 4.5, "~"),
    "Tibet": (7.0, 7.0, ">"),
    "Zhejiang": (5.0, 5.5, "range"),
}


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


@pytest.fixture
def comparison():
    table = pd.DataFrame(YEARS, columns=NAMES)
    common = {"place": "China", "indicator": "gdp.growth", "unit": "%", "source_title": NATION}
    return table.assign(outcome_low=nan, outcome_high=nan, outcome_comparator="=", **common)


@pytest.fixture
def abouts():
    """An "about", a ceiling with one, a figure and a range, as `compare` gives them."""
    common = {"place": "Zixu", "period": "2020", "unit": "%", "kind": "growth", "direction": "up"}
    rows = [
        ("gdp.growth", {"value": 6.0, "comparator": "~"}, 5.6),
        ("cpi.growth", {"value": 3.0, "comparator": "~"}, 0.4),
        ("retail_sales.growth", {"value": 7.0, "comparator": "="}, 6.8),
        ("budget_revenue.growth", {"low": 4.0, "high": 5.0, "comparator": "range"}, 5.4),
    ]
    targets = pd.DataFrame([{**common, "indicator": code, "value": None, **figure} for code, figure, _ in rows])
    outcomes = pd.DataFrame([{**common, "indicator": code, "value": came} for code, _, came in rows])
    return zj.compare(targets, outcomes).assign(source_title="numbers made up for a test")


@pytest.fixture
def panel():
    """Three places with a missing year, a miss, a target alone, an average, and a gap far beyond the others."""
    common = {"indicator": "gdp.growth", "unit": "%", "kind": "growth", "direction": "up"}
    aims = {("Aoxi", 2018): 8, ("Aoxi", 2019): 8, ("Benzhou", 2018): 7, ("Benzhou", 2021): 6, ("Cishan", 2020): 6}
    came = {("Aoxi", 2018): 8.6, ("Aoxi", 2019): 6.5, ("Benzhou", 2018): 7, ("Benzhou", 2019): 6.4, ("Cishan", 2020): 1}
    rows = [
        {**common, "place": place, "period": str(year), "status": status, "value": float(value)}
        for status, figures in (("target", aims), ("outcome", came))
        for (place, year), value in figures.items()
    ]
    rows.append({**rows[0], "period": "2016-2020", "aggregate": "average"})
    return zj.panel(pd.DataFrame(rows).assign(source_title="numbers made up for a test"), "gdp.growth")


@pytest.fixture
def years_of_targets():
    rows = [("2018", 12, 12, 3, 5, 12, 6, 3), ("2019", 12, 12, 6, 6, 12, 4, 8), ("2020", 12, 8, 8, 8, 1, 0, 1),
            ("2021", 12, 12, 0, 1, 12, 9, 2), ("2022", 12, 0, 0, 0, 12, 2, 9)]  # fmt: skip
    names = ["period", "targets", "judged", "missed", "below", "worded", "hard", "soft"]
    table = pd.DataFrame(rows, columns=names)
    known = table["judged"].where(table["judged"] > 0)
    return table.assign(missed_share=table["missed"] / known, below_share=table["below"] / known)


@pytest.fixture
def mixed():
    """Long names, all verdicts, open ends on both sides."""
    rows = [
        ("Zhejiang", ENERGY, 2020, -inf, 3.0, 3.4, "missed"),
        ("Inner Mongolia", "general public budget revenue", 2020, 4.5, inf, 5.2, "on track"),
        ("Zhejiang", "surveyed urban unemployment rate, average of the year", 2020, -inf, 5.5, 4.6, "exceeded"),
        (CORPS, "per capita disposable income of rural residents", 2020, 6, 6.5, 6.4, "met"),
        ("Tibet", "retail sales of consumer goods", 2020, 4, 4, 7.1, "not comparable"),
        ("Hainan", "retail sales of consumer goods", 2021, nan, nan, 6.1, "no target"),
        ("Hainan", "retail sales of consumer goods", 2022, 8, 8, nan, "no outcome"),
    ]  # fmt: skip
    names = ("place", "indicator_name", "period", "target_low", "target_high", "outcome_value", "verdict")
    table = pd.DataFrame(rows, columns=names).assign(unit="%", outcome_low=nan, outcome_high=nan)
    table["source_title"] = "numbers made up for a test"
    table["indicator"] = table["indicator_name"].str.split().str[0]
    table["outcome_comparator"] = ["=", ">", "=", "~", "=", "<=", "="]
    return table


@pytest.fixture
def matches():
    rows = [
        ("GDP", "%", 6.8, 6.0, 6.5, "range"),
        ("general public budget revenue", "%", 6.8, 4.0, 4.0, "~"),
        (RURAL, "%", 9.4, 6.0, 6.5, "range"),
        ("added value of the digital economy's core industries", "%", 14.5, 12.0, inf, ">="),
        ("households' consumer prices", "%", 2.9, -inf, 3.5, "<="),
        ("new urban jobs", "count", 1_257_000, 800_000, inf, ">="),
    ]  # fmt: skip
    names = ("measure", "unit", "outcome_value", "target_low", "target_high", "target_comparator")
    table = pd.DataFrame(rows, columns=names)
    return table.assign(outcome_period="2019", target_period="2020", indicator=None, report="made-up")


@pytest.fixture
def provinces():
    rows = [
        {"place": place, "status": "target", "period": "2026", "value": low if low == high else nan,
         "low": nan if low == high else low, "high": nan if low == high else high, "comparator": comparator}
        for place, (low, high, comparator) in GROWTH_2026.items()
    ]  # fmt: skip
    rows += [
        {"place": "Zhejiang", "status": "outcome", "period": "2026", "value": 5.5, "comparator": "="},
        {"place": "Fujian", "status": "outcome", "period": "2026", "value": 5.0, "comparator": ">"},
        {"place": "China", "status": "target", "period": "2026", "low": 4.5, "high": 5.0, "comparator": "range"},
        {"place": "China", "status": "outcome", "period": "2026", "value": 5.2, "comparator": "="},
    ]
    table = pd.DataFrame(rows)
    common = {"indicator": "gdp.growth", "unit": "%", "kind": "growth", "direction": "up"}
    return table.assign(**common, source_title="numbers made up for a test")


@pytest.fixture
def history():
    rows = [
        {"period": str(year), "status": "target", "low": low, "high": None if high == inf else high,
         "comparator": ">=" if high == inf else "range"}
        for year, low, high, _, _ in YEARS
        if low == low
    ]  # fmt: skip
    rows += [{"period": str(year), "status": "outcome", "value": value} for year, _, _, value, _ in YEARS]
    table = pd.DataFrame(rows).astype({"low": float, "high": float})
    common = {"place": "China", "indicator": "gdp.growth", "unit": "%", "source_title": NATION}
    return table.assign(**common)


@pytest.fixture(scope="module")
def english():
    return zj.load("zhejiang-2020-en")


@pytest.fixture(scope="module")
def chinese():
    if fonts.chinese_font() != "Noto Sans CJK SC":
        pytest.skip("stored images of Chinese labels are drawn with Noto Sans CJK: apt-get install fonts-noto-cjk")
    return zj.load("zhejiang-2020-zh")


def subtitle(ax):
    """What is shown and in which unit, on one line."""
    return ax.texts[-2].get_text().replace("\n", " ")


def firmness_table(english):
    other = english.statements().assign(report="another report with a long name of its own", commitment="plan")
    return pd.concat([english.statements(), other.head(180)], ignore_index=True)


CHARTS = {
    "targets": lambda get: zj.plot.targets(get("comparison")),
    "targets_mixed": lambda get: zj.plot.targets(get("mixed")),
    "promises": lambda get: zj.plot.promises(get("matches")),
    "promises_count": lambda get: zj.plot.promises(get("matches"), unit="count"),
    "targets_about": lambda get: zj.plot.targets(get("abouts")),
    "gaps": lambda get: zj.plot.gaps(get("panel")),
    "misses": lambda get: zj.plot.misses(get("years_of_targets"), source="numbers made up for a test"),
    "places": lambda get: zj.plot.places(get("provinces"), "gdp.growth", 2026),
    "timeline": lambda get: zj.plot.timeline(get("history"), "gdp.growth", "China"),
    "topics": lambda get: zj.plot.topics(get("english").statements(), outline=get("english").outline()),
    "topics_by_topic": lambda get: zj.plot.topics(get("english").statements(), by="topic"),
    "firmness": lambda get: zj.plot.firmness(firmness_table(get("english"))),
}
SAME = {"style": "default", "savefig_kwargs": {"dpi": 80}, "tolerance": 1}


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.mpl_image_compare(**SAME)
def test_chart(name, request):
    return CHARTS[name](request.getfixturevalue).figure


@pytest.mark.mpl_image_compare(**SAME)
def test_chinese_topics(chinese):
    return zj.plot.topics(chinese.statements(), outline=chinese.outline()).figure


@pytest.mark.mpl_image_compare(**SAME)
def test_chinese_promises(chinese, matches):
    names = [
        "生产总值",
        "一般公共预算收入",
        "全省农村常住居民人均可支配收入以及其他各项收入之和的增长",
        "数字经济核心产业增加值",
        "居民消费价格",
        "新增就业",
    ]
    return zj.plot.promises(matches.assign(measure=names, report="浙江省政府工作报告")).figure


@pytest.mark.mpl_image_compare(**SAME)
def test_sizes_far_apart():
    """As `zj.match` gives them: ten parks beside 50,000 base stations."""
    rows = [("island parks", 10, 10, "="), ("5G base stations", 15_770, 50_000, ">="), ("centers", 387, 350, "<=")]
    table = pd.DataFrame(rows, columns=["measure", "outcome_value", "target_value", "target_comparator"])
    table = table.assign(unit="count", target_low=nan, target_high=nan, target_id="made-up:12", outcome_id="made-up:5")
    return zj.plot.promises(table).figure


@pytest.mark.mpl_image_compare(**SAME)
def test_two_charts_on_axes_given(comparison, history):
    figure, both = plt.subplots(1, 2, figsize=(12, 5), layout="constrained")
    zj.plot.targets(comparison, both[0])
    assert zj.plot.timeline(history, "gdp.growth", "China", ax=both[1]) is both[1]
    return figure


@pytest.mark.parametrize("name", CHARTS)
def test_chart_says_what_how_much_and_from_where(name, request):
    ax = CHARTS[name](request.getfixturevalue)
    assert len(ax.get_title()) > 10 and len(subtitle(ax)) > 10
    assert any(text.get_text().startswith("Source: ") for text in ax.texts)


@pytest.mark.parametrize("name", CHARTS)
def test_no_text_covers_another(name, request):
    ax = CHARTS[name](request.getfixturevalue)
    figure = ax.figure
    figure.canvas.draw()
    inside = figure.bbox
    texts = [ax.title, ax.xaxis.label, *ax.get_yticklabels(), *ax.texts, *ax.get_legend().get_texts()]
    texts = [text for text in texts if isinstance(text, Text) and text.get_text().strip() and text.get_visible()]
    boxes = [(text.get_text(), text.get_window_extent()) for text in texts]
    assert [
        text for text, box in boxes if box.x0 < -1 or box.y0 < -1 or box.x1 > inside.x1 + 1 or box.y1 > inside.y1 + 1
    ] == []
    covered = [
        (one, two) for (one, a), (two, b) in combinations(boxes, 2) if a.shrunk(0.9, 0.9).overlaps(b.shrunk(0.9, 0.9))
    ]
    assert covered == []


def test_height_grows_with_rows(comparison):
    low, high = (
        zj.plot.targets(table).figure.get_size_inches()[1] for table in (comparison, pd.concat([comparison] * 4))
    )
    assert high > low + 7


def test_verdicts_have_shapes_of_their_own(mixed):
    zj.plot.targets(mixed)
    handles, labels = plt.gca().get_legend_handles_labels()
    marks = [
        (line.get_marker(), line.get_markerfacecolor() == "white") for line in handles if hasattr(line, "get_marker")
    ]
    assert len(marks) == 6 == len(set(marks))
    assert set(labels) == {
        "target (arrow: or beyond)",
        "exceeded",
        "met",
        "on track",
        "missed",
        "not comparable",
        "no target",
    }


def test_an_outcome_that_is_another_thing_is_not_drawn():
    common = {"place": "Zhejiang", "indicator": None, "measure": "R&D spending", "period": "2020", "unit": "%"}
    target = common | {"kind": "growth", "direction": "up", "value": 14.0, "comparator": "="}
    others = [common | {"kind": "share", "value": 2.6, "comparator": "="}]
    others += [common | {"kind": "level", "value": 3e9, "comparator": "=", "unit": "CNY"}]
    for other in others:
        pairs = zj.compare(pd.DataFrame([target]), pd.DataFrame([other]), on=("place", "measure", "period"))
        assert pairs["verdict"].tolist() == ["not comparable"] and pairs["outcome"].notna().all()
        assert pairs[["outcome_value", "outcome_low", "outcome_high"]].isna().all(axis=None)
        assert pairs[["target_low", "target_high"]].values.tolist() == [[14, 14]]
        ax = zj.plot.targets(pairs)
        assert [text.get_text() for text in ax.texts if text.get_text() in ("not comparable", "no outcome")] == [
            "not comparable"
        ]
        assert [text.get_text() for text in ax.get_legend().get_texts()] == ["target"]
        assert ax.get_xlim()[0] > 3 and ax.get_xlim()[1] < 20


def test_what_falls_is_drawn_below_zero():
    row = {
        "place": "Zhejiang",
        "indicator": "energy_intensity.growth",
        "unit": "%",
        "kind": "growth",
        "direction": "down",
    }
    table = pd.DataFrame([{**row, "period": "2020", "status": "target", "value": 3.0, "comparator": ">="},
                          {**row, "period": "2020", "status": "outcome", "value": 3.4, "comparator": "="}])  # fmt: skip
    ax = zj.plot.timeline(table, "energy_intensity.growth", "Zhejiang")
    assert ax.get_ylim()[0] < -3.4 and ax.get_ylim()[1] < 0


def test_a_comparison_joined_on_measures_is_labelled_with_them():
    pledges = zj.dataset("pledges-2020")
    table = zj.compare(pledges, pledges, on=("measure", "period"), better="more").query("outcome_value > 0")
    labels = [label.get_text().replace("\n", " ") for label in zj.plot.targets(table, unit="t/day").get_yticklabels()]
    assert labels == ["2020"]  # one row: the measure stands in the title
    assert subtitle(zj.plot.targets(table, unit="t/day")).startswith("daily urban waste treatment capacity added, ")
    labels = [label.get_text().replace("\n", " ") for label in zj.plot.targets(table, unit="count").get_yticklabels()]
    assert "reassuring consumption units, 2020" in labels


def test_the_line_goes_through_the_preferred_outcome():
    row = {"place": "Zhejiang", "indicator": "gdp.growth", "period": "2021", "status": "outcome", "unit": "%"}
    table = pd.DataFrame([{**row, "value": 8.5, "basis": "final"}, {**row, "value": 8.1, "basis": None}])
    for rows in (table, table.iloc[::-1]):
        ax = zj.plot.timeline(rows, "gdp.growth", "Zhejiang")
        assert [list(line.get_ydata()) for line in ax.lines] == [[8.5], [8.5], []]  # a mark, the line, and the legend's
        assert "1 further row of the same places and years not shown" in ax.texts[-1].get_text()


def test_the_preferred_of_several_figures_of_a_place_is_drawn():
    row = {"place": "Zhejiang", "indicator": "gdp.growth", "period": "2021", "status": "outcome", "unit": "%"}
    table = pd.DataFrame([{**row, "value": 8.5, "basis": "final"}, {**row, "value": 8.1, "basis": "expected"}])
    for rows in (table, table.iloc[::-1]):
        ax = zj.plot.places(rows, "gdp.growth", 2021)
        assert set(ax.lines[0].get_xdata()) == {8.5}
        assert "1 further row of the same places and years not shown" in ax.texts[-1].get_text()


def test_large_numbers_are_scaled_and_the_axis_says_so(matches):
    assert subtitle(zj.plot.promises(matches, unit="count")).endswith("promised next, million")
    row = {
        "place": "Zhejiang",
        "indicator": "gdp.level",
        "status": "outcome",
        "unit": "CNY",
        "value": 6.2e12,
        "period": "2019",
    }
    assert subtitle(zj.plot.timeline(pd.DataFrame([row]), "gdp.level", "Zhejiang")).startswith("GDP, trillion yuan: ")


def test_rows_that_are_not_preferred_are_left_out(comparison):
    twice = pd.concat([comparison.assign(preferred=True), comparison.assign(preferred=False)], ignore_index=True)
    assert len(zj.plot.targets(twice).get_yticklabels()) == len(comparison)


@pytest.mark.parametrize(
    ("told", "source"),
    [
        ({"source_title": "communiqué", "report": "china-2020"}, "Source: communiqué."),
        ({"target_source": "china-2019:12", "outcome_source": "china-2020:7"}, "Source: china-2019; china-2020."),
        ({}, "Source: not said by the table."),
    ],
)
def test_source_is_the_best_that_the_table_tells(comparison, told, source):
    ax = zj.plot.targets(comparison.drop(columns="source_title").assign(**told))
    assert source in [text.get_text() for text in ax.texts]


def test_what_is_left_out_is_said(matches):
    ax = zj.plot.promises(matches)
    assert ax.texts[-1].get_text().replace("\n", " ").endswith("1 row in other units not shown.")


def test_an_about_is_drawn_lighter_with_a_line_at_its_number(abouts):
    ax = zj.plot.targets(abouts)
    alphas = sorted({round(bar.get_alpha(), 2) for bar in ax.patches})
    assert alphas == [0.25, 0.55]
    segments = [line for drawn in ax.collections for line in drawn.get_segments()]
    lines = sorted({float(line[0][0]) for line in segments if line[0][0] == line[1][0]})
    assert lines == [3, 4, 5, 6, 7]  # no end of a tolerance among them
    assert 'tolerance of "about"' in [text.get_text() for text in ax.get_legend().get_texts()]


def test_a_comparison_without_tolerances_has_no_about(comparison):
    ax = zj.plot.targets(comparison)
    assert [text.get_text() for text in ax.get_legend().get_texts() if "about" in text.get_text()] == []


@pytest.mark.parametrize("chart", ["places", "timeline"])
def test_an_about_is_the_same_in_every_chart(chart):
    common = {"place": "Zixu", "indicator": "gdp.growth", "unit": "%", "status": "target", "comparator": "~"}
    table = pd.DataFrame([common | {"period": "2020", "value": 6.0}])
    ax = (
        zj.plot.places(table, "gdp.growth", 2020)
        if chart == "places"
        else zj.plot.timeline(table, "gdp.growth", "Zixu")
    )
    (bar,) = [patch for patch in ax.patches if patch.get_width() and patch.get_height() == patch.get_height()]
    ends = (bar.get_x(), bar.get_width()) if chart == "places" else (bar.get_y(), bar.get_height())
    assert ends == (5.5, 1) and bar.get_alpha() == 0.25
    assert [text.get_text() for text in ax.get_legend().get_texts()][-1] == 'tolerance of "about"'


def test_an_open_end_goes_no_further_than_its_arrow():
    common = {"indicator": "gdp.growth", "unit": "%", "period": "2020", "status": "target"}
    rows = [("Aoxi", 5.0, ">="), ("Benzhou", 8.0, "=")]
    table = pd.DataFrame([common | {"place": name, "value": value, "comparator": sign} for name, value, sign in rows])
    ax = zj.plot.places(table, "gdp.growth", 2020)
    (arrow,) = [line for line in ax.lines if line.get_marker() == ">" and len(line.get_xdata())]
    assert 5 < arrow.get_xdata()[0] < 5.5
    assert not [patch for patch in ax.patches if patch.get_width() > 0]
    assert ax.get_title() == "Highest in Benzhou (8%), lowest in Aoxi (at least 5%)"


def test_the_place_in_question_stands_out(provinces):
    ax = zj.plot.places(provinces, "gdp.growth", 2026, highlight="浙江")
    assert ax.get_title() == "Zhejiang: 5.5%, number 2 of 8 (shared)"
    colours = {line.get_color() for line in ax.lines if line.get_marker() in ("o", ">") and line.get_zorder() == 3}
    assert colours == {"#1f5f99", "#b9c0c9"}
    with pytest.raises(zj.TableError, match="no place to highlight is called 'Mars'"):
        zj.plot.places(provinces, "gdp.growth", 2026, highlight="Mars")


def test_a_chart_of_many_rows_has_an_end_and_says_so(comparison):
    many = pd.concat([comparison.assign(place=f"place {at:02}") for at in range(20)])
    with pytest.warns(UserWarning, match="zj.plot.targets: The first 60 of 180 rows are shown") as told:
        ax = zj.plot.targets(many)
    assert told[0].filename == __file__
    assert len(ax.get_yticklabels()) == 60 and ax.figure.get_size_inches()[1] < 30
    assert "The first 60 of 180 rows are shown." in ax.texts[-1].get_text().replace("\n", " ")


def test_several_reports_are_drawn_by_topic(english):
    other = english.statements().assign(report="other", section="1")
    ax = zj.plot.topics(pd.concat([english.statements(), other]))
    assert "economy" in [label.get_text() for label in ax.get_yticklabels()]
    with pytest.raises(zj.TableError, match="sections of several reports have nothing in common"):
        zj.plot.topics(pd.concat([english.statements(), other]), by="section")


def test_a_report_without_a_name_goes_by_place_and_year():
    texts = ("We will build 30 schools and strive for growth of 5%.", "We will build 40 schools.")
    tables = [zj.Report.from_text(text, place="Zhejiang", year=2031).statements() for text in texts]
    ax = zj.plot.firmness(pd.concat(tables))
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Zhejiang 2031", "Zhejiang 2031 (2)"]
    assert ax.texts[-1].get_text() == "Source: Zhejiang 2031; Zhejiang 2031 (2)."


def test_many_sources_are_told_together(comparison):
    titles = [f"Anhui {2000 + at} report" for at in range(len(comparison) - 1)] + ["a yearbook"]
    ax = zj.plot.targets(comparison.assign(source_title=titles))
    assert ax.texts[-1].get_text() == "Source: 8 reports of Anhui, 2000 to 2007; a yearbook."


def test_pledges_of_every_size_can_be_told_apart():
    pledges = zj.dataset("pledges-2020")
    ax = zj.plot.targets(zj.compare(pledges, pledges, on=("measure", "period"), better="more"), unit="count")
    assert ax.get_xscale() == "log" and ax.get_title() == "None of 4 targets missed, 25 without an outcome"


def test_a_title_of_ones_own_stands_where_the_finding_stood(comparison):
    ax = zj.plot.targets(comparison)
    ax.figure.canvas.draw()
    before = ax.title.get_window_extent()
    ax.title.set_text("Growth")
    ax.figure.canvas.draw()
    box = ax.title.get_window_extent()
    assert ax.get_title() == "Growth"
    assert (box.x0, box.y0) == pytest.approx((before.x0, before.y0), abs=1.5) and box.x0 >= ax.figure.bbox.x0 - 1


def test_the_style_of_charts_is_there_for_others():
    with plt.style.context(zj.plot.STYLE):
        ax = pd.Series([1, 2]).plot.bar()
    assert not ax.spines["top"].get_visible() and matplotlib.colors.to_hex(ax.patches[0].get_facecolor()) == "#1f5f99"


def test_gaps_have_a_cell_for_each_place_and_year(panel):
    ax = zj.plot.gaps(panel)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Aoxi", "Benzhou", "Cishan"]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["2018", "2019", "2020", "2021"]
    behind, drawn = (image.get_array() for image in ax.images)
    assert drawn.filled(-99).tolist() == [
        pytest.approx([0.6, -1.5, -99, -99]), [0, -99, -99, -99], [-99, -99, -5, -99]
    ]  # fmt: skip
    assert behind.filled(0).tolist() == [[1, 1, 0, 0], [1, 1, 0, 1], [0, 0, 1, 0]]
    (missed,) = [line for line in ax.lines if line.get_label() == "missed"]
    assert list(zip(missed.get_xdata(), missed.get_ydata(), strict=True)) == [(1, 0), (2, 2)]


def test_a_gap_that_was_not_judged_has_a_ring(panel):
    verdicts = panel["verdict"].where(panel["verdict"] != "missed", "not comparable")
    ax = zj.plot.gaps(panel.assign(verdict=verdicts))
    (rough,) = ax.lines
    assert rough.get_label() == "not judged, the outcome told too roughly"
    assert list(zip(rough.get_xdata(), rough.get_ydata(), strict=True)) == [(1, 0), (2, 2)]


def test_misses_leave_out_what_is_not_known(years_of_targets):
    ax = zj.plot.misses(years_of_targets)
    lines = {line.get_label(): list(line.get_ydata()) for line in ax.lines}
    assert lines["worded to bind from below"] == pytest.approx([50, 100 / 3, nan, 75, 50 / 3], nan_ok=True)
    assert lines["worded to leave room"] == pytest.approx([25, 200 / 3, nan, 50 / 3, 75], nan_ok=True)
    assert lines["below the number stated"] == pytest.approx([500 / 12, 50, 100, 100 / 12, nan], nan_ok=True)
    assert ax.texts[-1].get_text().endswith("Fewer than ten targets could be judged in 2020 and 2022.")


NOT_DRAWN = {
    "needs the column place, period": lambda get: zj.plot.targets(get("matches")),
    "no row in 'CNY'; there are: %": lambda get: zj.plot.targets(get("comparison"), unit="CNY"),
    "both a result and a promise": lambda get: zj.plot.promises(get("matches").assign(target_low=nan, target_high=nan)),
    "no target or outcome of gdp.growth for 1999": lambda get: zj.plot.places(get("provinces"), "gdp.growth", 1999),
    "for China only": lambda get: zj.plot.places(get("provinces").query("place == 'China'"), "gdp.growth", 2026),
    "no target or outcome of gdp.growth in Mars": lambda get: zj.plot.timeline(get("history"), "gdp.growth", "Mars"),
    "gaps needs the column verdict: give what zj.panel returns": lambda get: zj.plot.gaps(
        get("panel").drop(columns="verdict")
    ),
    "a panel of one indicator is drawn, not of cpi.growth, gdp.growth": lambda get: zj.plot.gaps(
        pd.concat([get("panel"), get("panel").assign(indicator="cpi.growth")])
    ),
    "no row has both a target and an outcome": lambda get: zj.plot.gaps(get("panel").assign(gap=nan)),
    "misses needs the column worded": lambda get: zj.plot.misses(get("years_of_targets").drop(columns="worded")),
    "the table has no year": lambda get: zj.plot.misses(get("years_of_targets").head(0)),
    "no figure has a section": lambda get: zj.plot.topics(get("english").statements().head(0)),
    "no target with a commitment": lambda get: zj.plot.firmness(get("history").assign(commitment=None)),
}


@pytest.mark.parametrize("message", NOT_DRAWN)
def test_what_cannot_be_drawn_is_told(message, request):
    with pytest.raises(zj.TableError, match=message):
        NOT_DRAWN[message](request.getfixturevalue)
    assert plt.get_fignums() == []


def test_without_a_chinese_font_one_is_told_once_which_to_install_and_the_chart_is_drawn(monkeypatch, matches):
    monkeypatch.setattr(fonts, "chinese_font", lambda: None)
    with pytest.warns(UserWarning) as warned:
        ax = zj.plot.promises(matches.assign(measure="生产总值"), source="某省的报告")
        ax.figure.draw_without_rendering()
    told = [str(warning.message) for warning in warned]
    assert [message for message in told if "missing from" not in message] == [fonts.ADVICE]  # matplotlib before 3.11
    assert "apt-get install fonts-noto-cjk" in fonts.ADVICE


@pytest.mark.parametrize(
    ("fields", "source"),
    [
        ({"source_title": "2031年甲省政府工作报告"}, "Anhui 2031 report"),
        (
            {"source_title": "2031年统计公报", "announced_in": "2032 statistical communique"},
            "Anhui 2032 statistical communique",
        ),
        ({"source_title": "某报", "announced_in": None}, "a source in Chinese"),
        ({"source_title": "A yearbook"}, "A yearbook"),
    ],
)
def test_a_source_with_a_chinese_title_is_named_in_english(history, fields, source):
    ax = zj.plot.timeline(history.assign(place="Anhui", **fields), "gdp.growth", "Anhui")
    assert ax.texts[-1].get_text() == f"Source: {source}."


def test_fonts_of_the_session_stay_as_they_are(chinese):
    before = dict(matplotlib.rcParams)
    zj.plot.topics(chinese.statements(), outline=chinese.outline())
    assert dict(matplotlib.rcParams) == before


@pytest.mark.parametrize(
    "text", ["", "a", "income of rural residents " * 5, "农村居民人均可支配收入" * 5, "GDP生产总值 growth" * 4]
)
def test_wrapped_text_is_the_text(text):
    lines = wrap(text, 20).split("\n")
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert max(map(columns, lines)) <= 20


def test_pyplot_is_loaded_when_a_chart_is_drawn_and_not_before():
    code = "import sys, zjpolicy as zj; zj.plot.targets; print('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


@pytest.fixture
def counted():
    table = zj.dataset("attention-china")
    return table[table["dictionary"] == "environment.chen_chen_2018"]


def test_attention_draws_a_line_that_breaks_where_there_is_no_report(counted):
    ax = zj.plot.attention(counted)
    (line,) = ax.get_lines()
    drawn = dict(zip(line.get_xdata(), line.get_ydata(), strict=True))
    assert drawn[2007] == pytest.approx(32.896511) and drawn[1990] != drawn[1990]
    assert subtitle(ax).startswith("Matches per 10,000 characters: ")
    assert "rows of single terms not shown" in " ".join(text.get_text() for text in ax.texts)


def test_attention_ranks_places_where_there_is_one_year():
    rows = [("Anhui", "plan", 0.02), ("Gansu", "plan", 0.05), ("Anhui", "review", 0.01), ("Gansu", "review", 0.03)]
    table = pd.DataFrame(rows, columns=["place", "part", "char_share"]).assign(year=2026, dictionary="air")
    ax = zj.plot.attention(table, measure="char_share")
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Gansu", "Anhui"]
    assert ax.get_title() == "plan is highest in Gansu: 5"
    assert subtitle(ax) == "Share of characters, %: air in the reports of 2 places, 2026"
    assert {line.get_label(): list(line.get_xdata()) for line in ax.get_lines()} == {"plan": [5, 2], "review": [3, 1]}


def test_attention_calls_no_report_by_a_hash():
    reports = [zj.Report.from_text("Clean air for all of us. " * times, year=2031, language="en") for times in (1, 2)]
    ax = zj.plot.attention(zj.attention(reports, {"air": ["air"]}))
    assert sorted(label.get_text() for label in ax.get_yticklabels()) == ["2031", "2031 (2)"]


def test_attention_highlights_one_of_many():
    years = range(2001, 2004)
    rows = [(f"place {at}", year, at + year - 2000) for at in range(12) for year in years]
    table = pd.DataFrame(rows, columns=["place", "year", "count"]).assign(dictionary="air")
    with pytest.raises(zj.TableError, match="12 series cannot be told apart"):
        zj.plot.attention(table, measure="count")
    ax = zj.plot.attention(table, measure="count", highlight="place 3")
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["others"]
    assert "place 3" in [text.get_text() for text in ax.texts]  # at the end of its line
    with pytest.raises(zj.TableError, match="nothing to highlight is called 'place 30'"):
        zj.plot.attention(table, measure="count", highlight="place 30")


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        (lambda t: t.drop(columns="dictionary"), zj.TableError, "needs the column dictionary: give what zj.attention"),
        (lambda t: t.assign(per_10k_chars=nan), zj.TableError, "no row has a year and a number"),
    ],
)
def test_attention_says_what_it_lacks(counted, change, error, message):
    with pytest.raises(error, match=message):
        zj.plot.attention(change(counted))
