"""How a notebook shows tables of statements: one line a row, amounts in digits, every column within reach."""

import sys
from html import escape
from typing import Any

import pandas as pd

# What tells such a table, whatever was chosen of it.
TELLING = {"measure", "figure", "status"}
# So many rows are shown whole, and of more so many at either end.
MOST, ENDS = 60, 15
WIDEST = 50  # characters of a cell
# Notebooks keep styles of elements, not style sheets.
CELL, NUMBER = "white-space:nowrap;text-align:left", "white-space:nowrap;text-align:right"


def table_html(table: pd.DataFrame) -> str:
    """Return a table as HTML with one line a row: numbers in digits, missing cells empty, long ones cut.

    Examples
    --------
    >>> html = table_html(pd.DataFrame({"measure": ["GDP"], "value": [6e12], "low": [None]}))
    >>> "6,000,000,000,000" in html, "1 row × 3 columns" in html
    (True, True)
    """
    whole = len(table) <= MOST
    parts = [table] if whole else [table.head(ENDS), table.tail(ENDS)]
    styles = [NUMBER if pd.api.types.is_numeric_dtype(table.dtypes.iloc[at]) else CELL for at in range(table.shape[1])]
    gap = "<tr>" + f"<td style='{CELL}'>…</td>" * (table.shape[1] + 1) + "</tr>"
    rows = gap.join("".join(_row(index, cells, styles) for index, *cells in _cells(part)) for part in parts)
    heads = zip(table.columns, styles, strict=True)
    named = "".join(f"<th style='{style}'>{escape(str(name))}</th>" for name, style in heads)
    lines, wide = len(table), table.shape[1]
    size = f"{lines:,} row{'' if lines == 1 else 's'} × {wide} column{'' if wide == 1 else 's'}"
    return (
        f"<div style='overflow-x:auto'><table class='dataframe'><thead><tr><th></th>{named}</tr></thead>"
        f"<tbody>{rows}</tbody></table><p>{size}</p></div>"
    )


def _cells(table: pd.DataFrame) -> list[tuple[Any, ...]]:
    return list(table.astype(object).where(table.notna(), None).itertuples(name=None))


def _row(index: Any, cells: list[Any], styles: list[str]) -> str:
    told = "".join(f"<td style='{style}'>{_shown(cell)}</td>" for cell, style in zip(cells, styles, strict=True))
    return f"<tr><th style='{CELL}'>{_shown(index)}</th>{told}</tr>"


def _shown(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:,.15g}"
    text = " ".join(str(cell).split())
    if len(text) <= WIDEST:
        return escape(text)
    return f"<span title='{escape(text)}'>{escape(text[: WIDEST - 1])}…</span>"


def show_in_lines() -> None:
    """Have a running IPython show tables of statements by `table_html`, and all others as before.

    It is done where zjpolicy is imported in a notebook. To have all tables as pandas shows them:
    ``get_ipython().display_formatter.formatters["text/html"].pop(pandas.DataFrame)``.
    """
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if shell is None or shell.display_formatter is None:
        return
    formatter = shell.display_formatter.formatters["text/html"]
    before = formatter.for_type(pd.DataFrame)
    if getattr(before, "__module__", None) == __name__:
        return

    def shown(table: pd.DataFrame) -> str | None:
        if table.columns.nlevels == 1 and set(table.columns) >= TELLING:
            return table_html(table)
        html: str | None = before(table) if before else table._repr_html_()  # type: ignore[operator]
        return html

    formatter.for_type(pd.DataFrame, shown)
