"""A user's own table: what is filled in, and for each fault its row, its column and the remedy."""

import json
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import zjpolicy as zj
from zjpolicy.tables.export import export

GOOD = {"place": "Zhejiang", "indicator": "gdp.growth", "period": "2020", "status": "target", "value": 6, "unit": "%"}
NAMED = ("headline", "provinces-2026", "scorecard-2019", "pledges-2020")


def table_of(*rows: dict) -> pd.DataFrame:
    return pd.DataFrame([GOOD | row for row in rows], index=range(2, len(rows) + 2))


def fault_of(*rows: dict) -> str:
    with pytest.raises(zj.TableError) as raised:
        zj.read_table(table_of(*rows))
    return str(raised.value).removeprefix("the table: ")


@pytest.mark.parametrize(
    ("given", "column", "expected"),
    [
        ({}, "comparator", "="),
        ({}, "kind", "growth"),
        ({}, "direction", "up"),
        ({"value": None, "low": 5, "high": 6}, "comparator", "range"),
        ({"period": 2020}, "period", "2020"),
        ({"period": 2020.0}, "period", "2020"),
        ({"period": "2021–2025"}, "period", "2021-2025"),
        ({"period": "2021-2025"}, "period_end", 2025),
        ({"place": "浙江省"}, "place", "Zhejiang"),
        ({"place": "Nowhere County"}, "place", "Nowhere County"),
        ({"indicator": "harbours.level", "unit": "count"}, "kind", "level"),
        ({"indicator": "harbours.new", "unit": "count"}, "kind", "change"),
        ({"indicator": None, "measure": "harbours", "unit": "count"}, "kind", "level"),
        ({"value": "6.5"}, "value", 6.5),
        ({"source_rank": 1.0}, "source_rank", "1"),
        ({"unit": "CNY/person/year", "indicator": "aid.level"}, "unit", "CNY/person/year"),
        ({"value": None, "unit": None, "relation": "in step with gdp.growth"}, "relation", "in step with gdp.growth"),
        ({"weight": 2}, "weight", 2.0),
        ({"item": 3.0}, "item", 3),
    ],
)
def test_what_is_left_out_is_filled_in(given, column, expected):
    assert zj.read_table(table_of(given)).loc[0, column] == expected


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"unit": "yuan"}, "row 2, column 'unit': 'yuan' is no unit code; did you mean 'CNY'?"),
        (
            {"unit": "亿元"},
            "column 'unit': '亿元' is no unit code; did you mean 'CNY', with the value times 100,000,000?",
        ),
        ({"unit": "万人"}, "column 'unit': '万人' is no unit code; did you mean 'count', with the value times 10,000?"),
        ({"unit": "gidget"}, "column 'unit': 'gidget' is no unit code; the codes are in zj.dataset('units')"),
        ({"unit": None}, "column 'unit': is empty: write a unit code"),
        ({"value": "6%"}, "column 'value': '6%' is no number: write 6 here, '%' in 'unit'"),
        ({"value": "over 11 million"}, "write 11000000 here, '>' in 'comparator'"),
        ({"value": "over 11 million", "unit": None}, "write 11000000 here, 'count' in 'unit', '>' in 'comparator'"),
        ({"value": "21.5 billion", "unit": "CNY"}, "'21.5 billion' is no number: write 21500000000 here"),
        ({"value": "2 to 3", "unit": "CNY"}, "write 2 in 'low', 3 in 'high'"),
        ({"value": "6%-6.5%"}, "write 6 in 'low', 6.5 in 'high', '%' in 'unit'"),
        ({"value": "1,100"}, "column 'value': '1,100' is no number: write 1100"),
        ({"value": "nan"}, "column 'value': 'nan' is no number: write a plain number such as 6.5"),
        ({"value": True}, "column 'value': 'True' is no number"),
        ({"value": -2}, "column 'value': -2: write the size of a fall, 2, and 'down' in 'direction'"),
        ({"value": None}, "column 'value': is empty: a row needs a value, or low and high, or a relation"),
        ({"low": 5, "high": 6}, "column 'value': stands beside a range or a relation"),
        ({"value": None, "low": 5}, "column 'high': is empty: a range needs both ends"),
        ({"value": None, "low": 7, "high": 6}, "column 'low': 7 is more than 6 in 'high': exchange them"),
        ({"comparator": "range"}, "column 'comparator': 'range': a range needs 'low' and 'high'"),
        ({"value": None, "low": 5, "high": 6, "comparator": "~"}, "'comparator': '~': with low and high write 'range'"),
        ({"comparator": "≥"}, "column 'comparator': '≥' is none of =, ~, >, >=, <, <=, range; did you mean '>='?"),
        ({"status": "Targets"}, "did you mean 'target'?"),
        ({"status": None}, "column 'status': is empty: write one of outcome, target"),
        ({"place": None}, "column 'place': is empty"),
        ({"place": ["Zhejiang"]}, "column 'place': \"['Zhejiang']\" is no text"),
        ({"indicator": "GDP growth"}, "column 'indicator': 'GDP growth' is no code; did you mean 'gdp.growth'?"),
        ({"indicator": "gdp.grwoth"}, "column 'indicator': 'gdp.grwoth' is unknown; did you mean 'gdp.growth'?"),
        ({"indicator": None}, "column 'indicator': is empty, and so is 'measure'"),
        ({"indicator": "harbours.use"}, "column 'kind': is empty, and unit '%' does not say: write growth or share"),
        ({"indicator": "energy_intensity.growth"}, "column 'direction': is empty: energy_intensity.growth may rise or"),
        ({"indicator": "cpi.growth", "kind": "share", "direction": "up"}, "'direction': a share goes neither up nor"),
        ({"period": "2025-2021"}, "column 'period': '2025-2021' is no period: write a year ('2020') or a span"),
        ({"period": "FY2020"}, "column 'period': 'FY2020' is no period"),
        ({"period": pd.Timestamp("2020-01-01")}, "column 'period': '2020-01-01 00:00:00' is no text: write a year"),
        (
            {"value": None, "relation": "同步"},
            "'relation': '同步': write 'in step with', 'above', 'not below', 'below' or 'not above', then a code",
        ),
        ({"source_rank": 4}, "column 'source_rank': '4' is none of 1, 2, 3"),
    ],
)
def test_a_fault_is_told_with_row_column_and_remedy(given, message):
    assert message in fault_of(given)


def test_all_faults_are_listed_up_to_ten():
    assert fault_of({}, {"unit": "yuan"}, {"status": "targe"}).splitlines() == [
        "row 3, column 'unit': 'yuan' is no unit code; did you mean 'CNY'?",
        "1 more fault:",
        "row 4, column 'status': 'targe' is none of outcome, target, baseline, context; did you mean 'target'?",
    ]
    many = fault_of(*({"value": "x", "period": str(year)} for year in range(2000, 2020))).splitlines()
    assert many[1] == "19 more faults:" and len(many) == 12 and many[-1] == "..."


@pytest.mark.parametrize(
    ("second", "message"),
    [
        ({}, "row 3, column 'value': repeats row 2: delete one"),
        ({"value": 7}, "gives another figure for the same thing as row 2: keep one, or name their sources in 'source_"),
        ({"value": 7, "source_rank": 2}, None),
        ({"value": 7, "source_title": "a newspaper"}, None),
        ({"value": 7, "basis": "final", "status": "outcome"}, None),
        ({"period": "2021"}, None),
    ],
)
def test_one_figure_stands_once_for_each_source(second, message):
    if message is None:
        assert len(zj.read_table(table_of({}, second))) == 2
    else:
        assert message in fault_of({}, second)


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("place,indicator,period,status,unit", "no column 'value' or 'low' or 'relation': add it to the header"),
        (
            "Province,indicator,Year,status,value,unit",
            "no column 'place', no column 'period': rename 'Province' to 'place'",
        ),
        (
            "place,Indicator,period,status,value,unit",
            "no column 'indicator' or 'measure': rename 'Indicator' to 'indic",
        ),
        ("place;indicator;period;status", "the columns are parted by ';': save as .csv with commas, or .tsv with tabs"),
        ("place,place,period,status,value,unit", "more than one column is called 'place'"),
        ("place,indicator,period,status,value,unit", "the table is empty: write a row for each figure"),
        ("", "the table is empty: write a header"),
    ],
)
def test_headers_are_checked_first(tmp_path, header, message):
    path = tmp_path / "mine.csv"
    path.write_text(header + "\n", encoding="utf-8")
    with pytest.raises(zj.TableError) as raised:
        zj.read_table(path)
    assert str(raised.value).startswith(f"{path}: ") and message in str(raised.value)


def test_an_unknown_name_close_to_a_known_one_is_warned_of():
    with pytest.warns(UserWarning, match="row 2, column 'place': 'Zhejang' is unknown; did you mean 'Zhejiang'?"):
        zj.read_table(table_of({"place": "Zhejang"}))


@pytest.mark.parametrize("place", ["Yunqiao", "Zixu", "Jinshan"])
def test_a_name_of_its_own_is_not_taken_for_a_slip(place):
    assert zj.read_table(table_of({"place": place})).loc[0, "place"] == place


def test_rows_are_numbered_as_in_the_file(tmp_path):
    """A quoted cell over two lines and a blank line before the fault; it stands in line 6."""
    path = tmp_path / "mine.csv"
    path.write_text(
        "place,indicator,period,status,value,unit,source_title\n"
        'Zhejiang,gdp.growth,2019,target,6,%,"two\nlines"\n\nChina,gdp.growth,2019,target,6,%,\n'
        "Zhejiang,gdp.growth,2020,target,6,yuan,\n",
        encoding="utf-8-sig",
    )
    with pytest.raises(zj.TableError, match=r"mine\.csv: row 6, column 'unit': 'yuan'"):
        zj.read_table(path)


@pytest.mark.parametrize("ending", ["csv", "tsv", "xlsx", "parquet", "jsonl"])
def test_the_same_row_is_named_in_every_format(tmp_path, ending):
    path = tmp_path / f"mine.{ending}"
    table = table_of({}, {"unit": "yuan", "period": "2021"})
    table.to_csv(path, sep="\t", index=False) if ending == "tsv" else export(table, path)
    row = {"parquet": 2, "jsonl": 2}.get(ending, 3)
    with pytest.raises(zj.TableError, match=rf"mine\.{ending}: row {row}, column 'unit': 'yuan'"):
        zj.read_table(path)


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet", "jsonl"])
@pytest.mark.parametrize("name", NAMED)
def test_bundled_tables_pass_and_come_back_from_every_format(tmp_path, name, ending):
    table, path = zj.dataset(name), tmp_path / f"table.{ending}"
    export(table, path)
    for read in (zj.read_table(table), zj.read_table(path)):
        assert set(table.columns) <= set(read.columns)
        for column in table.columns:
            assert read[column].tolist() == table[column].tolist() or read[column].equals(
                table[column].astype(read[column].dtype)
            ), column


def test_a_percent_cell_of_a_spreadsheet_is_told(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(list(GOOD))
    book.active.append(list((GOOD | {"value": 0.065}).values()))
    book.active["E2"].number_format = "0.0%"
    book.save(tmp_path / "mine.xlsx")
    assert zj.read_table(tmp_path / "mine.xlsx").loc[0, ["value", "unit"]].tolist() == [6.5, "%"]
    book.active.cell(1, list(GOOD).index("unit") + 1)
    book.active.cell(2, list(GOOD).index("unit") + 1).value = "CNY"
    book.save(tmp_path / "mine.xlsx")
    with pytest.raises(zj.TableError, match=r"row 2, column 'value': the cell shows 6\.5% beside the unit 'CNY'"):
        zj.read_table(tmp_path / "mine.xlsx")


WIDE = "place,indicator,status,unit,2021,2022年,y2023\n全国,gdp.growth,target,%,6,5.5,\n内蒙,gdp.growth,target,%,,6,5\n"
LONG = [
    ["China", "2021", 6.0],
    ["China", "2022", 5.5],
    ["Inner Mongolia", "2022", 6.0],
    ["Inner Mongolia", "2023", 5.0],
]


@pytest.mark.filterwarnings("ignore:.*a guess")
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_table_with_a_column_for_each_year(tmp_path, encoding):
    path = tmp_path / "wide.csv"
    path.write_text(WIDE, encoding=encoding)
    table = zj.read_table(path, wide=True)
    assert table[["place", "period", "value"]].values.tolist() == LONG
    with pytest.raises(zj.TableError, match=r"no column 'period', .*give wide=True: years are columns"):
        zj.read_table(path)
    with pytest.raises(zj.TableError, match=r"row 2 \(2021\), column 'value'"):
        zj.read_table(pd.DataFrame({"place": ["China"], "indicator": "gdp.growth", "status": "target", "unit": "%",
                                    "2021": "soon"}, index=[2]), wide=True)  # fmt: skip


def test_a_table_of_stata(tmp_path):
    pd.DataFrame({name: [cell] for name, cell in GOOD.items()}).to_stata(tmp_path / "mine.dta", write_index=False)
    assert zj.read_table(tmp_path / "mine.dta")["place"].tolist() == [GOOD["place"]]


@pytest.mark.parametrize(
    ("place", "named"),
    [("全国", "China"), ("内蒙", "Inner Mongolia"), ("浙江省杭州市", "Hangzhou"), ("广西壮族自治区", "Guangxi")],
)
def test_usual_names_of_places(place, named):
    assert zj.read_table(pd.DataFrame([GOOD | {"place": place}]))["place"].tolist() == [named]


def test_initials_of_a_place_are_refused():
    with pytest.raises(zj.TableError, match="'IMAR' is no name; did you mean 'Inner Mongolia'"):
        zj.read_table(pd.DataFrame([GOOD | {"place": "IMAR"}]))


def test_one_far_cell_of_a_sheet_costs_no_more_than_itself(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(list(GOOD))
    book.active.append(list(GOOD.values()))
    book.active["XFD400"] = " "
    book.save(tmp_path / "far.xlsx")
    assert len(zj.read_table(tmp_path / "far.xlsx")) == 1


def test_a_table_of_too_many_columns_is_refused(tmp_path):
    (tmp_path / "wide.csv").write_text(",".join(f"c{number}" for number in range(50_000)) + "\n", encoding="utf-8")
    with pytest.raises(zj.TableError, match="50,000 columns, more than 16,384"):
        zj.read_table(tmp_path / "wide.csv")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("mine.doc", b"x", "unknown ending '.doc'; known: .csv"),
        ("mine", b"x", "the name has no ending"),
        ("mine.csv", b"place,\x81\x8d\x90\xff\n", "nor an encoding of Chinese or English"),
        ("mine.csv", b'place\n"Zhejiang', "cannot be read"),
        ("mine.csv", b"place,value\nZhejiang,1,100\n", "row 2: '100' stands in no column that has a name"),
        ("mine.xlsx", b"rubbish", "cannot be read"),
        ("mine.parquet", b"rubbish", "cannot be read"),
        ("mine.jsonl", b'{"place": "China"}\n\nrubbish', "row 3: no JSON"),
        ("mine.jsonl", b'{"place": "\\ud800"}', "row 1: '\\ud800' has half a surrogate pair"),
        ("mine.jsonl", b"[1]", "row 1: write one object a line"),
    ],
)
def test_a_file_that_is_no_table_is_told(tmp_path, name, content, message):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(zj.TableError) as raised:
        zj.read_table(path)
    assert str(raised.value).startswith(f"{path}: ") and message in str(raised.value)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"value": 10**400}, "column 'value': '1000"),
        ({"place": {"name": "Zhejiang"}}, "column 'place': \"{'name': 'Zhejiang'}\" is no text"),
        ({"period": [2020]}, "column 'period': '[2020]' is no text: write a year"),
        ({"as_of": [2020], "item": 10**400, "note": {"a": 1}}, None),
        ({"place": None}, "column 'place': is empty"),
    ],
)
def test_json_may_hold_anything(tmp_path, given, message):
    path = tmp_path / "mine.jsonl"
    path.write_text(json.dumps(GOOD | given), encoding="utf-8")
    if message is None:
        assert len(zj.read_table(path)) == 1
    else:
        with pytest.raises(zj.TableError) as raised:
            zj.read_table(path)
        assert message in str(raised.value)


def test_a_missing_file_and_a_thing_that_is_no_table(tmp_path):
    with pytest.raises(zj.TableError, match=r"gone\.csv: no such file"):
        zj.read_table(tmp_path / "gone.csv")
    with pytest.raises(TypeError, match="a path or a DataFrame, not list"):
        zj.read_table([])


def test_the_table_given_is_not_changed():
    table = table_of({}, {"period": "2021"})
    before = table.copy(deep=True)
    zj.read_table(table)
    pd.testing.assert_frame_equal(table, before)


CELL = st.one_of(st.none(), st.text(max_size=12), st.integers(), st.floats(), st.booleans(), st.sampled_from("~>=%"))


@settings(max_examples=60)
@given(st.lists(st.fixed_dictionaries(dict.fromkeys((*GOOD, "low", "comparator", "kind"), CELL)), max_size=4))
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_any_cells_give_a_checked_table_or_our_error(rows):
    try:
        table = zj.read_table(pd.DataFrame(rows, columns=[*GOOD, "low", "comparator", "kind"], dtype=object))
    except zj.TableError:
        return
    assert table["period_start"].notna().all() and table["kind"].notna().all()


@settings(max_examples=60)
@given(
    value=st.floats(0, 1e15, allow_nan=False),
    unit=st.sampled_from(["%", "pp", "CNY", "count", "t/day"]),
    year=st.integers(1949, 2099),
)
def test_numbers_are_read_as_they_are_written(tmp_path_factory, value, unit, year):
    path = Path(tmp_path_factory.mktemp("one"), "one.jsonl")
    row = GOOD | {"indicator": "own.level", "value": value, "unit": unit, "period": year}
    path.write_text(json.dumps(row), encoding="utf-8")
    assert zj.read_table(path).loc[0, ["value", "unit", "period"]].tolist() == [value, unit, str(year)]
