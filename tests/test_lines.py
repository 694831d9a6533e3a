"""How a notebook shows tables of statements: one line a row, the columns a person reads first in sight."""

import sys
import types

import pandas as pd
import pytest
from lab import missing, notebook

import zjpolicy as zj
from zjpolicy.showing.lines import show_in_lines, table_html


@pytest.fixture(scope="module")
def statements():
    return zj.load("zhejiang-2020").statements()


def rows(html):
    return html.count("<tr>") - 1


def test_numbers_are_in_digits_and_missing_cells_empty(statements):
    html = table_html(statements)
    assert "6,000,000,000,000" in html and "e+12" not in html and ">nan<" not in html.lower()
    assert rows(html) == 31 and f"{len(statements)} rows × {statements.shape[1]} columns" in html
    assert rows(table_html(statements.head(60))) == 60
    assert "0 rows × " in table_html(statements.head(0))


def test_long_cells_are_cut_and_kept_beside(statements):
    sentence = " ".join(statements.loc[1, "sentence"].split())
    assert len(sentence) > 60
    html = table_html(statements.loc[[1], ["measure", "sentence"]])
    assert f">{sentence[:49]}…<" in html and f"title='{sentence}'" in html


def test_what_is_written_in_a_table_is_shown_and_not_run():
    html = table_html(pd.DataFrame({"measure": ["<b onclick='x'>&"], "<i>": [1.5]}))
    assert "<b" not in html and "<i>" not in html and "&lt;b onclick=&#x27;x&#x27;&gt;&amp;" in html


class Formatter(dict):
    def for_type(self, kind, function=None):
        before = self.get(kind)
        if function is not None:
            self[kind] = function
        return before


@pytest.fixture
def formatter(monkeypatch):
    formatter = Formatter()
    display = types.SimpleNamespace(formatters={"text/html": formatter})
    shell = types.SimpleNamespace(display_formatter=display)
    monkeypatch.setitem(sys.modules, "IPython", types.SimpleNamespace(get_ipython=lambda: shell))
    return formatter


def test_only_tables_of_statements_are_shown_so(formatter, statements):
    show_in_lines()
    shown = formatter[pd.DataFrame]
    some = statements[statements["status"] == "target"][["measure", "figure", "status"]].head(3)
    assert shown(some) == table_html(some)
    others = pd.DataFrame({"value": [6e12]})
    assert shown(others) == others._repr_html_()
    show_in_lines()
    assert formatter[pd.DataFrame] is shown


def test_what_shows_other_tables_goes_on_to_do_so(formatter):
    formatter[pd.DataFrame] = lambda table: "as before"
    show_in_lines()
    assert formatter[pd.DataFrame](pd.DataFrame({"value": [1]})) == "as before"


def test_nothing_is_done_where_no_notebook_runs(monkeypatch):
    monkeypatch.setitem(sys.modules, "IPython", types.SimpleNamespace(get_ipython=lambda: None))
    show_in_lines()
    monkeypatch.delitem(sys.modules, "IPython")
    show_in_lines()


SEEN = """
const pane = document.querySelector('.jp-WindowedPanel-outer') || document.querySelector('.jp-Notebook');
const box = pane.getBoundingClientRect();
const within = (part) => { const at = part.getBoundingClientRect();
  return at.top >= box.top && at.bottom <= box.bottom && at.left >= box.left && at.right <= box.right; };
return { rows: [...document.querySelectorAll('.jp-OutputArea tbody tr th')].filter(within).length,
         columns: [...document.querySelectorAll('.jp-OutputArea thead th')].filter(within).map((th) => th.innerText) };
"""


@pytest.mark.browser
@pytest.mark.parametrize("key", ["zhejiang-2020-en", "zhejiang-2020-zh"])
def test_a_screen_of_jupyterlab_shows_eighteen_rows_and_the_first_columns(tmp_path, key):
    if told := missing():
        pytest.skip(told)
    with notebook(tmp_path, f"import zjpolicy as zj\nzj.load({key!r}).statements()") as chrome:
        seen = chrome.execute_script(SEEN)
    assert seen["rows"] >= 18
    assert seen["columns"][1:7] == ["measure", "figure", "status", "period", "place", "indicator"]
