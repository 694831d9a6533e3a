"""A user's own table of targets and outcomes, checked cell by cell."""

import os
import re
import warnings
from collections.abc import Iterable
from typing import Any

import pandas as pd

from zjpolicy.errors import TableError, check_types, counted
from zjpolicy.registry.suggestions import close_to
from zjpolicy.tables.cells import Cells, read_cells
from zjpolicy.tables.datasets import add_years
from zjpolicy.tables.frames import NUMBERS
from zjpolicy.tables.user_rows import INFINITE, ORDER, Row, read_row

SHOWN = 10
YEAR = re.compile(r"(?:y|yr|year)?_?(?P<year>(?:19|20)\d\d)(?:年|\.0)?", re.IGNORECASE)
WHOLE = ("item", "ref", "start", "end", "paragraph")
# What users call these columns.
NAMES = {"province": "place", "region": "place", "year": "period", "code": "indicator", "name": "measure"}
# A figure that is striven for beyond a base target stands beside it.
SAME = ("place", "indicator", "measure", "period", "status", "kind", "basis", "aims_higher")
SOURCE = ("announced_in", "source_title", "source_url", "source_rank", "as_of")
FIGURE = ("value", "low", "high", "comparator", "unit", "direction", "relation")


def read_table(source: str | os.PathLike[str] | pd.DataFrame, *, wide: bool = False) -> pd.DataFrame:
    """Read a table of targets or outcomes of your own, and check it.

    Parameters
    ----------
    source : path or DataFrame
        A ``.csv``, ``.tsv``, ``.xlsx`` (first sheet), ``.parquet``, ``.jsonl`` or ``.dta`` file, or a table; text in
        UTF-8 or a Chinese encoding. One row is one figure. Needed are ``place``, ``indicator`` (a code) or ``measure``
        (words), ``period`` ("2020", "2021-2025"), ``status``, ``unit``, and ``value``, or ``low`` and ``high``, or
        ``relation``. Where they are not given,
        ``comparator`` is ``=`` (``range`` for low and high), ``kind`` is that of the indicator or unit, and
        ``direction`` of growth and change is ``up``. A cell that a spreadsheet shows as a percentage is one. Further
        columns are kept.
    wide : bool, optional
        Whether the columns whose names are years (``2020``, ``2020年``, ``y2020``) hold the values: each filled cell of
        theirs becomes a row with this year as its ``period``.

    Returns
    -------
    DataFrame
        The table, ready for comparison, missing where nothing was given or filled in:

        - ``place``, ``indicator``, ``measure``, ``period`` (str), ``period_start``, ``period_end`` (Int64);
        - ``status``, ``kind`` (str), ``value``, ``low``, ``high`` (float64), ``comparator``, ``unit``, ``direction``
          (str), ``relation`` (str);
        - ``basis``, ``commitment``, ``announced_in``, ``doubt``, ``source_title``, ``source_url``, ``source_rank``
          (str): as in `dataset`;
        - the columns of your own: numbers as float64 or Int64, true and false as bool, all else as str.

    Raises
    ------
    TableError
        The first fault with its row, column and remedy, and up to nine more. Rows are numbered as in the file.

    Warns
    -----
    UserWarning
        A place or indicator is unknown and close to a known one. Places and codes of your own are welcome.

    Examples
    --------
    >>> import pandas as pd
    >>> mine = {"place": ["浙江"], "indicator": ["gdp.growth"], "period": [2020], "status": ["target"]}
    >>> table = read_table(pd.DataFrame(mine | {"value": [6], "unit": ["%"]}))
    >>> table.loc[0, ["place", "period", "kind", "comparator", "direction"]].tolist()
    ['Zhejiang', '2020', 'growth', '=', 'up']
    >>> try:
    ...     read_table(pd.DataFrame(mine | {"value": ["about 6%"], "unit": ["percent"]}))
    ... except TableError as error:
    ...     print(error)
    the table: row 0, column 'value': 'about 6%' is no number: write 6 here, '%' in 'unit', '~' in 'comparator'
    1 more fault:
    row 0, column 'unit': 'percent' is no unit code; did you mean '%'?
    """
    check_types(read_table, locals())
    cells = read_cells(source)
    cells = _long(cells) if wide else cells
    _check_columns(cells)
    rows = [read_row(Row(label, cell)) for label, cell in cells.rows]
    faults = [fault for row in rows for fault in row.faults] or _doubled(rows)
    if faults:
        listed = [f"{cells.name}: {faults[0]}"]
        if {"surface", "sentence", "section"} <= set(cells.columns):
            listed[0] += "\nthese are statements: they go to zj.compare as they are"
        if len(faults) > 1:
            listed += [f"{counted(len(faults) - 1, 'more fault')}:", *faults[1:SHOWN]]
        raise TableError("\n".join(listed + ["..."] * (len(faults) > SHOWN)))
    if odd := list(dict.fromkeys(doubt for row in rows for doubt in row.doubts)):
        warnings.warn(f"{cells.name}: {'; '.join(odd[:SHOWN])}", UserWarning, stacklevel=2)
    return _typed(pd.DataFrame([row.read for row in rows], dtype=object), cells.columns)


def _years(cells: Cells) -> dict[str, str]:
    """The columns whose names are years."""
    found = ((column, YEAR.fullmatch(column)) for column in cells.columns)
    return {column: year["year"] for column, year in found if year}


def _long(cells: Cells) -> Cells:
    """A table with a column for each year as one with a row for each figure."""
    years = _years(cells)
    if not years:
        raise TableError(f"{cells.name}: wide=True, and no column is a year such as '2020': leave it out")
    if doubled := [name for name in ("period", "value") if name in cells.columns]:
        raise TableError(
            f"{cells.name}: column {doubled[0]!r} stands beside columns of years: drop it, or leave out wide="
        )
    rows = [
        (
            f"{label} ({year})",
            {name: cell for name, cell in row.items() if name not in years} | {"period": year, "value": row[column]},
        )
        for label, row in cells.rows
        for column, year in years.items()
        if row.get(column) is not None
    ]
    kept = [column for column in cells.columns if column not in years]
    return Cells(cells.name, [*kept, "period", "value"], rows)


def _check_columns(cells: Cells) -> None:
    """Missing columns and an empty table, before any row is read."""
    have = set(cells.columns)
    wanted = [("place",), ("indicator", "measure"), ("period",), ("status",), ("unit", "relation")]
    wanted.append(("value", "low", "relation"))
    missing = [names for names in wanted if not have & set(names)]
    if missing and len(cells.columns) == 1 and (sign := re.search("[;\t,|]", cells.columns[0])):
        raise TableError(
            f"{cells.name}: the columns are parted by {sign[0]!r}: save as .csv with commas, or .tsv with tabs"
        )
    if missing:
        absent = [" or ".join(repr(name) for name in names) for names in missing]
        remedies = []
        for names in missing:
            for column in cells.columns:
                called = NAMES.get(column.lower(), column.lower())
                if column not in ORDER and (called in names or close_to(called, names)):
                    remedies.append(f"rename {column!r} to {called if called in names else names[0]!r}")
                    break
        if _years(cells):
            remedies = ["give wide=True: years are columns"]
        remedy = "; ".join(remedies) or f"add {'it' if len(missing) == 1 else 'them'} to the header"
        raise TableError(f"{cells.name}: no column {', no column '.join(absent)}: {remedy}")
    if not cells.rows:
        raise TableError(f"{cells.name}: the table is empty: write a row for each figure under the header")


def _doubled(rows: Iterable[Row]) -> list[str]:
    """Rows that speak of the same figure from the same source."""
    first: dict[tuple[Any, ...], Row] = {}
    faults = []
    for row in rows:
        key = tuple(str(row.read.get(name)) for name in (*SAME, *SOURCE))
        seen = first.setdefault(key, row)
        if seen is not row:
            equal = all(row.read[name] == seen.read[name] for name in FIGURE)
            remedy = "delete one" if equal else "keep one, or name their sources in 'source_title'"
            fault = "repeats" if equal else "gives another figure for the same thing as"
            faults.append(f"row {row.label}, column 'value': {fault} row {seen.label}: {remedy}")
    return faults


def _typed(table: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """The columns in their order with their dtypes; the user's own behind them."""
    own = [name for name in columns if name not in ORDER and name not in ("period_start", "period_end")]
    table = table[[*ORDER, *own]]
    table = table.astype({name: "float64" if name in NUMBERS else "str" for name in ORDER})
    for name in own:
        table[name] = _column(table[name])
    return add_years(table)


def _column(column: pd.Series) -> pd.Series:
    """A column of the user's own: numbers and truth values stay what they are, all else is text."""
    filled = column.dropna()
    if filled.map(lambda cell: type(cell) in (int, float) and abs(cell) < INFINITE).all() and len(filled):
        whole = column.name in WHOLE and filled.map(lambda cell: float(cell).is_integer() and abs(cell) < 1e15).all()
        return column.astype("float64").astype("Int64" if whole else "float64")
    if column.name in WHOLE and filled.astype(str).str.fullmatch(r"\d{1,15}").all():
        return column.astype("float64").astype("Int64")
    if len(filled) == len(column) and filled.astype(str).str.lower().isin(["true", "false"]).all():
        return column.astype(str).str.lower().eq("true").astype("bool")
    return column.map(str, na_action="ignore").astype("str")
