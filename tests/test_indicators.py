"""The indicator registry, what measures it names, and a user's own indicators."""

import csv
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import zjpolicy as zj
from zjpolicy.languages import get_language
from zjpolicy.reading.indicating import split_measure
from zjpolicy.registry.indicators import ALLOWED, CODE, COLUMNS, fold, names
from zjpolicy.registry.units import units

CASES = Path(__file__).parent / "cases" / "indicators.csv"
REFERENCE_TABLES = ("headline", "growth-targets", "provinces-2025", "provinces-2026")
# Stated by fewer than three reports of the corpus, but in the reference tables of targets and outcomes.
IN_REFERENCE_TABLES = {
    "capital_construction_investment.growth",
    "capital_construction_investment.level",
    "central_deficit.level",
    "commodity_retail_sales.growth",
    "commodity_retail_sales.level",
    "commodity_retail_sales.real_growth",
    "digital_core.level",
    "employment.urban_placed",
    "exports.level",
    "fixed_investment.level",
    "fixed_investment.share",
    "fixed_investment_ex_real_estate.growth",
    "gnp.growth",
    "gnp.level",
    "grain.growth",
    "gross_agricultural_output.growth",
    "gross_agricultural_output.level",
    "gross_industrial_agricultural_output.growth",
    "gross_industrial_agricultural_output.level",
    "gross_industrial_output.growth",
    "gross_industrial_output.level",
    "gross_social_output.growth",
    "gross_social_output.level",
    "income_rural.level",
    "income_rural.real_growth",
    "income_rural_net.growth",
    "income_urban.level",
    "income_urban.real_growth",
    "income_urban_living.growth",
    "income_urban_living.real_growth",
    "industry.growth",
    "information_economy.growth",
    "living_cost_price.growth",
    "local_revenue.growth",
    "m2.growth",
    "manufacturing.growth",
    "marine_economy.level",
    "national_income.growth",
    "national_income.level",
    "productive_investment.growth",
    "rd.level",
    "retail_price.growth",
    "retail_sales.real_growth",
    "sugarcane_area.level",
    "unemployment.registered_urban",
    "unemployment.surveyed_urban_year_end",
}
# Stated by two.
TWICE = "services_trade.growth"
with CASES.open(encoding="utf-8", newline="") as stream:
    ROWS = list(csv.DictReader(stream))


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['phenomenon']}: {row['text']} {row['surface']}" for row in ROWS])
def test_a_figure_gets_its_indicator(row):
    table = zj.Report.from_text(row["text"], language=row["language"], year=2020, part="review").statements()
    figure = table[table["surface"] == row["surface"]].iloc[-1].fillna("")
    assert figure["indicator"] == row["indicator"]
    assert [figure[name] for name in ("indicator_match", "also", "aggregate")] == [
        row[name] for name in ("match", "also", "aggregate")
    ]


LEVELS = (
    "2025年，全省生产总值增长6.2%，全市增长5.8%。我县地区生产总值增长7.1%，全国城镇新增就业1200万人。",
    "The province's GDP grew by 6.2%, and the city's GDP by 5.8%. The county's GDP grew by 7.1%, and "
    "the nation's GDP by 5%.",
)


@pytest.mark.parametrize("text", LEVELS)
@pytest.mark.parametrize(
    ("home", "places"),
    [
        ("Anji", ["Zhejiang", "Huzhou", "Anji", "China"]),
        ("Huzhou", ["Zhejiang", "Huzhou", "", "China"]),
        ("Zhejiang", ["Zhejiang", "", "", "China"]),
        ("Yiwu", ["Zhejiang", "Yiwu", "Yiwu", "China"]),  # a city below a city
        ("Beijing", ["Beijing", "Beijing", "", "China"]),
        ("Zixu", ["Zixu", "Zixu", "Zixu", "China"]),  # nobody knows what it lies in
    ],
)
def test_an_indicator_is_told_of_the_level_that_its_words_name(text, home, places):
    table = zj.Report.from_text(text, place=home, year=2026, part="review").statements()
    told = table["place"].where(table["indicator"].notna(), "").tolist()
    assert told == places


def test_every_row_of_the_registry_is_whole():
    table = zj.indicators()
    assert table.columns.tolist() == list(COLUMNS)
    assert (table.dtypes == "str").all()
    assert table["code"].is_unique
    assert table["code"].is_monotonic_increasing
    needed = ["code", "name", "name_zh", "unit", "kind", "better", "topic", "definition", "definition_source"]
    assert table[needed].notna().all(axis=None)
    assert table["code"].map(lambda code: CODE.fullmatch(code) is not None).all()
    assert table["unit"].map(lambda unit: all(part in units() for part in unit.split("/"))).all()
    for column, allowed in ALLOWED.items():
        assert set(table[column].dropna()) <= set(allowed)


def test_no_two_indicators_share_a_name():
    taken: dict[tuple[str, str], str] = {}
    for row in zj.indicators().fillna("").to_dict("records"):
        for name in names(row):
            assert taken.setdefault((fold(name), row["kind"]), row["code"]) == row["code"], name


def test_what_is_counted_against_what_it_should_not_pass():
    better = zj.indicators().set_index("code")["better"]
    assert set(better[better == "ceiling"].index) == {
        "cpi.growth",
        "living_cost_price.growth",
        "retail_price.growth",
        "unemployment.registered_urban",
        "unemployment.surveyed_urban",
        "unemployment.surveyed_urban_year_end",
    }
    assert better["deficit.share"] == "near"
    assert better["energy_intensity.growth"] == better["carbon_intensity.growth"] == "less"


def test_three_reports_state_each_indicator(corpus):
    stated: dict[str, set[str]] = {}
    for path in sorted([*corpus.glob("*.txt"), *corpus.glob("provinces-2026/*.txt")]):
        table = zj.load(path).statements()
        for code in {*table["indicator"].dropna(), *"|".join(table["also"].dropna()).split("|")}:
            stated.setdefault(code, set()).add(path.stem)
    codes = zj.indicators()["code"]
    assert {code for code in codes if len(stated.get(code, ())) < 3} == IN_REFERENCE_TABLES | {TWICE}


def test_reference_tables_name_known_indicators():
    named = {code for name in REFERENCE_TABLES for code in zj.dataset(name)["indicator"]}
    assert IN_REFERENCE_TABLES <= named <= set(zj.indicators()["code"])


def test_provincial_figures_get_their_indicator(corpus):
    path = corpus.parent / "data" / "provincial-targets-2026.csv"
    if not path.is_file():
        pytest.skip(f"{path.name} is not beside the corpus")
    figures = pd.read_csv(path).query("start.notna() and value.notna() or low.notna() and start.notna()")
    right, wrong = 0, []
    for place, rows in figures.groupby("place"):
        text = corpus / "provinces-2026" / f"{place.lower().replace(' ', '-')}-2026-zh.txt"
        if text.is_file():
            found = zj.load(text).statements().set_index("start")["indicator"]
            for row in rows.itertuples():
                hit = found.get(int(row.start)) == row.indicator
                right += hit
                wrong += [] if hit else [(place, row.indicator, row.surface)]
    assert right >= 243, wrong


@given(st.text(max_size=60))
def test_any_measure_folds_to_something_that_stays(text):
    assert fold(fold(text)) == fold(text)


@given(st.lists(st.sampled_from(["工业投资", "民间投资", "出口", "和", "、", "城乡居民", "收入"]), max_size=8))
def test_parts_of_a_measure_are_never_empty(words):
    assert all(split_measure("".join(words), get_language("zh")))


@pytest.mark.filterwarnings("ignore:.*no part with plans:zjpolicy.SourceWarning")
def test_each_of_many_figures_in_one_sentence_is_matched():
    text = "、".join(["GDP增长5%"] * 2000) + "。"
    table = zj.Report.from_text(text, language="zh", year=2020, part="review").statements()
    assert table["indicator"].tolist() == ["gdp.growth"] * 2000


# -- a user's own file ------------------------------------------------------------------------------------------------

OWN = "code,name,unit,kind,aliases_zh\ntea_output.level,tea output,t,level,茶叶产量\n"


def test_own_indicators_are_known_beside_the_bundled(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text(OWN, encoding="utf-8")
    report = zj.Report.from_text("茶叶产量20万吨，粮食产量300万吨。", language="zh", year=2020, part="review")
    assert report.statements()["indicator"].fillna("").tolist() == ["", "grain.level"]
    assert report.statements(indicators=path)["indicator"].tolist() == ["tea_output.level", "grain.level"]
    assert report.statements(indicators=str(path))["indicator"].tolist() == ["tea_output.level", "grain.level"]
    table = zj.indicators(path)
    assert len(table) == len(zj.indicators()) + 1
    assert zj.indicators(pd.read_csv(path)).equals(table)
    assert report.statements(indicators=table)["indicator"].tolist() == ["tea_output.level", "grain.level"]
    assert report.statements()["indicator"].fillna("").tolist() == ["", "grain.level"]
    assert report.statements(indicators=path).dtypes.equals(report.statements().dtypes)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "holds no new indicator"),
        ("code,name,unit,kind\n", "holds no new indicator"),
        ("code,name,unit\na.level,tea,t\n", "no column 'kind'"),
        ("code,name,unit,kind,aliasez\na.level,tea,t,level,x\n", "unknown column 'aliasez'"),
        ("code,name,unit,kind\na.level,,t,level\n", "line 2, column 'name' is empty"),
        ("code,name,unit,kind\nTea,tea,t,level\n", "line 2, column 'code': 'Tea'"),
        ("code,name,unit,kind\na.level,tea,stone,level\n", "unknown unit 'stone'"),
        ("code,name,unit,kind\na.level,tea,stone,level\n", "unknown unit 'stone'"),
        ("code,name,unit,kind\na.level,tea,t,size\n", "column 'kind': 'size' is none of growth"),
        ("code,name,unit,kind,better\na.level,tea,t,level,most\n", "column 'better': 'most' is none of more"),
        ("code,name,unit,kind\ngdp.growth,tea,t,level\n", "'gdp.growth' is taken by the bundled registry"),
        (
            "code,name,unit,kind\na.level,tea,t,level\na.level,milk,t,level\n",
            "line 3, column 'code': 'a.level' is taken",
        ),
        (
            'code,name,unit,kind\n\na.level,"green\ntea",t,level\nb.level,tea, black,t,level\n',
            "line 5: 'level' stands behind the last column: quote the cell that holds a comma",
        ),
        ("code,name,unit,kind\na.level,The GDP,CNY,level\n", "'The GDP' with kind 'level' is already 'gdp.level'"),
        (
            "code,name,unit,kind\na.level,tea,t,level\nb.level,tea,t,level\n",
            "'tea' with kind 'level' is already 'a.level'",
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_said(tmp_path, text, message):
    path = tmp_path / "own.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(zj.TableError) as caught:
        zj.indicators(path)
    assert message in str(caught.value)
    assert "own.csv" in str(caught.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(zj.TableError, match=r"none\.csv"):
        zj.indicators(tmp_path / "none.csv")
    latin = tmp_path / "latin.csv"
    latin.write_bytes("code,name,unit,kind\na.level,thé,t,level\n".encode("latin-1"))
    with pytest.raises(zj.TableError, match="UTF-8"):
        zj.indicators(latin)


def test_a_rate_per_thousand_is_a_unit(tmp_path):
    (tmp_path / "own.csv").write_text("code,name,unit,kind\nbirths.share,births,1/1000,share\n", encoding="utf-8")
    assert "births.share" in set(zj.indicators(tmp_path / "own.csv")["code"])


def test_commas_at_the_end_of_a_line_hold_nothing(tmp_path):
    (tmp_path / "own.csv").write_text(OWN.replace("茶叶产量\n", "茶叶产量,,\n"), encoding="utf-8")
    assert "tea_output.level" in set(zj.indicators(tmp_path / "own.csv")["code"])


def test_what_is_no_file_and_no_table_of_indicators():
    with pytest.raises(TypeError, match="the path of a CSV file or a DataFrame, not list"):
        zj.indicators(["tea"])


def test_a_row_of_a_table_is_named():
    own = pd.DataFrame({"code": ["a.level"], "name": ["tea"], "unit": ["stone"], "kind": ["level"]})
    report = zj.Report.from_text("Tea output was 3 tons.")
    with pytest.raises(zj.TableError, match="row 0, column 'unit'"):
        report.statements(indicators=own)
