"""`export`: every format read back equal, nothing run as a formula, nothing half written."""

import builtins
import csv
import io
import json
import math
import os
import sys
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import zjpolicy as zj
from zjpolicy.tables import export as module
from zjpolicy.tables.export import export
from zjpolicy.tables.statements import COLUMNS

ENDINGS = [".csv", ".jsonl", ".parquet", ".xlsx"]
REPORT = (
    "GDP exceeded 6 trillion yuan, an increase of 6.8%. Growth will be 6%-6.5%. We will add no less than 200 parks."
)


@pytest.fixture
def table():
    return zj.Report.from_text(REPORT, year=2020, part="plan").statements()


def read(path, dtypes):
    """Read a file back as its docstring says, escapes taken away."""
    path, kept = Path(path), {"keep_default_na": False, "na_values": [""]}
    if path.suffix == ".parquet":
        return pd.read_parquet(path)
    if path.suffix == ".jsonl":
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]
        return pd.DataFrame(lines, columns=list(dtypes)).astype(dtypes)
    if path.suffix == ".csv":
        made = pd.read_csv(path, dtype=dtypes, **kept)
        escape = regex.compile(r"^'(?='*[=+\-@＝＋－＠\t\r\n].)", regex.S)
        return made.apply(lambda column: texts(column, lambda cell: escape.sub("", cell)))
    made = pd.read_excel(path, dtype=dtypes, **kept)
    return made.apply(lambda column: texts(column, unescape_excel))


def texts(column, change):
    return column.map(change, na_action="ignore").astype("str") if column.dtype == "str" else column


def unescape_excel(cell):
    return regex.sub(r"_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), cell)


def expected(table, ending):
    """A table as it can be read back: CSV and Excel know no difference between empty and missing text."""
    return table if ending in (".jsonl", ".parquet") else table.apply(lambda column: blank(column))


def blank(column):
    return column.mask(column == "") if column.dtype == "str" else column


@pytest.mark.parametrize("ending", ENDINGS)
def test_statements_come_back_equal(table, tmp_path, ending):
    assert len(table) == 4
    export(table, tmp_path / f"figures{ending}")
    assert_frame_equal(read(tmp_path / f"figures{ending}", COLUMNS), expected(table, ending))


@pytest.mark.parametrize("ending", ENDINGS)
def test_empty_table_keeps_its_columns(table, tmp_path, ending):
    export(table.head(0), tmp_path / f"figures{ending}")
    if ending != ".jsonl":
        assert list(read(tmp_path / f"figures{ending}", COLUMNS).columns) == list(COLUMNS)


# pandas before 3.1 reads a lone NUL in a CSV as an empty cell.
ANY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@pytest.mark.parametrize("ending", ENDINGS)
@settings(max_examples=60)
@given(cells=st.lists(st.none() | ANY, max_size=4))
def test_any_text_comes_back_equal(tmp_path_factory, ending, cells):
    path = tmp_path_factory.mktemp("any") / f"figures{ending}"
    frame = pd.DataFrame({"text": pd.Series(cells, dtype="str"), "start": pd.Series(range(len(cells)), dtype="int64")})
    export(frame, path)
    assert_frame_equal(read(path, {"text": "str", "start": "int64"}), expected(frame, ending))


TRICKY = [
    "=1+1",
    "+1",
    "-3.5%",
    "@SUM",
    "\t=1",
    "\r=1",
    "\n=1",
    "'=1",
    "''",
    "＝1",
    "=",
    "-",
    ">=",
    "NA",
    "#N/A",
    "nan",
]
TRICKY += ["null", "1e5", "007", 'say "6%"', "a,b", "a\rb", "a\r\nb", " a ", "_x0041_", "\x0c", "\ufffe", "TRUE"]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("cell", TRICKY)
def test_tricky_text_comes_back_equal(tmp_path, ending, cell):
    frame = pd.DataFrame({"text": pd.Series([cell, "end"], dtype="str")})
    export(frame, tmp_path / f"figures{ending}")
    assert_frame_equal(read(tmp_path / f"figures{ending}", {"text": "str"}), frame)


def csv_of(tmp_path, **columns):
    export(pd.DataFrame(columns), tmp_path / "figures.csv")
    return (tmp_path / "figures.csv").read_bytes().decode()


def test_csv_is_utf_8_with_line_feeds(tmp_path):
    written = csv_of(tmp_path, measure=["生产总值", 'a "b", c', None, ""], value=[6e12, 0.1, None, 1])
    assert written == 'measure,value\n生产总值,6000000000000.0\n"a ""b"", c",0.1\n,\n"",1.0\n'
    assert list(csv.reader(io.StringIO(written)))[2] == ['a "b", c', "0.1"]


def test_csv_lets_no_formula_through_but_leaves_signs_and_numbers(tmp_path):
    written = csv_of(tmp_path, comparator=["=", ">=", "-", "=1"], value=[-1, -2.5, 0, 1], text=["@a", "+b", "c=d", "-"])
    assert written.splitlines()[1:] == ["=,-1.0,'@a", ">=,-2.5,'+b", "-,0.0,c=d", "'=1,1.0,-"]


def test_csv_keeps_a_row_whose_only_cell_is_missing(tmp_path):
    assert csv_of(tmp_path, text=["a", None, "b"]) == 'text\na\n""\nb\n'


def test_excel_cells_are_text_not_formulas(tmp_path):
    export(pd.DataFrame({"text": ["=1+1", "#N/A", "="]}), tmp_path / "figures.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "figures.xlsx").active
    assert [(cell.value, cell.data_type) for cell in sheet["A"][1:3]] == [("=1+1", "s"), ("#N/A", "s")]


def test_excel_cuts_nothing(tmp_path):
    with pytest.raises(zj.ExportError, match=r"32,768 characters is more than Excel takes"):
        export(pd.DataFrame({"text": ["a" * 32_768]}), tmp_path / "figures.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_json_lines_keep_numbers_and_missing(table, tmp_path):
    export(table, tmp_path / "figures.jsonl")
    first = json.loads((tmp_path / "figures.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert (first["start"], first["value"], first["low"], first["period_start"]) == (13, 6e12, None, 2019)


@pytest.mark.parametrize(("name", "told"), [("a.doc", "'.doc'"), ("a", "no ending"), (".csv", "no ending")])
def test_unknown_ending_names_the_known_ones(table, tmp_path, name, told):
    with pytest.raises(zj.ExportError, match=rf"{told}.*; known: \.csv, \.jsonl, \.parquet, \.xlsx"):
        export(table, tmp_path / name)


def test_ending_in_capitals(table, tmp_path):
    export(table, str(tmp_path / "FIGURES.CSV"))
    assert (tmp_path / "FIGURES.CSV").read_text(encoding="utf-8").startswith("measure,figure,")


@pytest.mark.parametrize(
    ("ending", "package", "extra"), [(".parquet", "pyarrow", "parquet"), (".xlsx", "openpyxl", "excel")]
)
def test_missing_package_names_the_extra(table, tmp_path, monkeypatch, ending, package, extra):
    found = builtins.__import__

    def refuse(name, *others):
        if name.split(".")[0] == package:
            raise ImportError(f"No module named {name!r}", name=name)
        return found(name, *others)

    for name in [name for name in sys.modules if name.split(".")[0] == package]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", refuse)
    plain = pd.DataFrame({"value": [1.0]})
    with pytest.raises(zj.ExportError, match=rf'pip install "zjpolicy\[{extra}\]"'):
        export(plain, tmp_path / f"figures{ending}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), ValueError("no"), KeyboardInterrupt()])
def test_failure_leaves_what_was_there(table, tmp_path, monkeypatch, ending, failure):
    def fail(frame, path):
        path.write_bytes(b"half")
        raise failure

    target = tmp_path / f"figures{ending}"
    target.write_bytes(b"before")
    monkeypatch.setitem(module.WRITERS, ending, fail)
    with pytest.raises((zj.ExportError, KeyboardInterrupt)):
        export(table, target)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [(target.name, b"before")]


def test_file_is_replaced_and_keeps_its_permissions(table, tmp_path):
    target = tmp_path / "figures.csv"
    target.write_text("before")
    target.chmod(0o640)
    export(table, target)
    assert target.read_text(encoding="utf-8").startswith("measure,")
    assert os.name == "nt" or target.stat().st_mode & 0o777 == 0o640


def test_link_goes_on_pointing(table, tmp_path):
    (tmp_path / "link.csv").symlink_to(tmp_path / "figures.csv")
    export(table, tmp_path / "link.csv")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "figures.csv").is_file()


def test_missing_folder(table, tmp_path):
    with pytest.raises(zj.ExportError, match=r"cannot be written: the folder .* does not exist"):
        export(table, tmp_path / "none" / "figures.csv")


def test_folder_in_place_of_a_file(table, tmp_path):
    (tmp_path / "figures.csv").mkdir()
    with pytest.raises(zj.ExportError, match="cannot be written"):
        export(table, tmp_path / "figures.csv")


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_no_file_can_hold(tmp_path, ending):
    target = tmp_path / f"figures{ending}"
    with pytest.raises(zj.ExportError, match="row 1, column text: half a surrogate pair"):
        export(pd.DataFrame({"text": pd.Series(["a", "\ud800"], dtype=object)}), target)
    with pytest.raises(zj.ExportError, match="more than one column is called a"):
        export(pd.DataFrame([[1, 2]], columns=["a", "a"]), target)
    with pytest.raises(TypeError):
        export([{"a": 1}], target)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", ENDINGS)
def test_open_intervals_come_back(tmp_path, ending):
    ends = {"target_low": [6.0, float("-inf"), None], "target_high": [float("inf"), 3.0, 1.5]}
    frame = pd.DataFrame(ends).astype("float64")
    path = tmp_path / f"pairs{ending}"
    export(frame, path)
    assert_frame_equal(read(path, dict.fromkeys(ends, "float64")), frame)
    if ending == ".jsonl":
        lines = path.read_text(encoding="utf-8").splitlines()
        assert [json.loads(line, parse_constant=pytest.fail)["target_low"] for line in lines] == [6.0, "-inf", None]
        assert_frame_equal(pd.read_json(path, lines=True), frame)


def test_infinity_deep_in_a_cell_is_no_json(tmp_path):
    with pytest.raises(zj.ExportError, match="cannot be written"):
        export(pd.DataFrame({"value": [[float("inf")]]}), tmp_path / "figures.jsonl")
    assert list(tmp_path.iterdir()) == []


def test_stata_gets_names_and_cells_that_it_takes(tmp_path):
    table = pd.DataFrame(
        {
            "end": [3, 4],
            "2019": [6.5, math.inf],
            "share of GDP": pd.array([1, None], dtype="Int64"),
            "surface": ["增长6.5%", None],
            "late": [True, False],
        }
    )
    export(table, tmp_path / "mine.dta")
    with pd.read_stata(tmp_path / "mine.dta", iterator=True) as reader:
        labels, found = reader.variable_labels(), reader.read()
    assert found.columns.tolist() == ["end_", "_2019", "share_of_GDP", "surface", "late"]
    assert labels == {"end_": "end", "_2019": "2019", "share_of_GDP": "share of GDP", "surface": "", "late": ""}
    assert found.fillna(-1).values.tolist() == [[3, 6.5, 1, "增长6.5%", 1], [4, -1, -1, "", 0]]


def test_stata_takes_every_statement(table, tmp_path):
    export(table, tmp_path / "figures.dta")
    found = pd.read_stata(tmp_path / "figures.dta")
    assert found["surface"].tolist() == table["surface"].tolist()
    assert found["end_"].tolist() == table["end"].tolist()
    assert found["value"].equals(table["value"])


def test_two_columns_that_stata_could_not_tell_apart_are_refused(tmp_path):
    table = pd.DataFrame({"a b": [1], "a-b": [2]})
    with pytest.raises(zj.ExportError, match="two columns have one name in Stata"):
        export(table, tmp_path / "mine.dta")
    assert list(tmp_path.iterdir()) == []
