"""Tables as they come and go: what one handed in must have, and columns and dtypes that never vary for one made."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from zjpolicy.errors import TableError
from zjpolicy.reading.model import COMPARATOR
from zjpolicy.registry.units import known_unit
from zjpolicy.tables.protocols import HasStatements

NUMBERS = ("value", "low", "high")
# What tells two figures for the same thing apart: where they come from and how final they are.
SOURCE = ("id", "report", "start", "ref", "item", "announced_in", "source_title", "source_url", "basis", "as_of")


def checked(table: pd.DataFrame, name: str, needed: Iterable[str], *, empty: bool = False) -> pd.DataFrame:
    """Return a copy of a table whose columns and cells can be worked with, row labels from 0 kept as ``row``.

    Parameters
    ----------
    table : DataFrame
        A statements table, a reference table, or one like them.
    name : str
        What messages call it.
    needed : iterable of str
        Columns that must be there.
    empty : bool, optional
        Whether a table without rows will do.

    Raises
    ------
    TableError
        A column is missing or twice there, a number is none, a unit or comparator is unknown, or there is no row.

    Examples
    --------
    >>> table = pd.DataFrame({"place": ["Zhejiang"], "value": ["6%"], "unit": ["%"]})
    >>> try:
    ...     checked(table, "targets", ["place", "value"])
    ... except TableError as error:
    ...     print(error)
    targets: column 'value' holds '6%' in row 0, which is no number: write 6, and % in column 'unit'
    """
    if not isinstance(table, pd.DataFrame):
        raise TableError(f"{name}: a DataFrame is needed, not {kind_of(table)}")
    if doubled := table.columns[table.columns.duplicated()].tolist():
        raise TableError(f"{name}: column {doubled[0]!r} is there twice: rename or drop one")
    if missing := [column for column in needed if column not in table]:
        has = ", ".join(map(str, table.columns[:12])) or "none"
        raise TableError(
            f"{name}: column {missing[0]!r} is missing: add it, or rename the one meant (there are: {has})"
        )
    if table.empty and not empty:
        raise TableError(f"{name}: the table has no rows: check how it was loaded or filtered")
    kept = table.copy()
    kept["row"] = pd.Series(range(len(kept)), index=kept.index, dtype="int64")
    kept = kept.reset_index(drop=True)
    for column in NUMBERS:
        kept[column] = _numbers(kept, name, column)
    _known(kept, name, "comparator", lambda value: value in COMPARATOR, f"use one of {' '.join(COMPARATOR)}")
    _known(kept, name, "unit", known_unit, "the codes are in zj.dataset('units')")
    return kept


def kind_of(given: object) -> str:
    """Return what messages call a thing that is no table, with the remedy where it is a report.

    Examples
    --------
    >>> kind_of("zhejiang-2020")
    'str'
    """
    return "Report: give report.statements()" if isinstance(given, HasStatements) else type(given).__name__


def _numbers(table: pd.DataFrame, name: str, column: str) -> "pd.Series[float]":
    if column not in table:
        return pd.Series(float("nan"), index=table.index)
    given = table[column]
    numbers = pd.to_numeric(given, errors="coerce").astype("float64")
    wrong = numbers.isna() & given.notna()
    if wrong.any():
        row = int(wrong.to_numpy().argmax())
        cell = str(given[row])
        remedy = "write 6, and % in column 'unit'" if "%" in cell else "write plain digits, an empty cell for none"
        raise TableError(f"{name}: column {column!r} holds {cell!r} in row {row}, which is no number: {remedy}")
    return numbers


def _known(table: pd.DataFrame, name: str, column: str, right: Callable[[str], bool], remedy: str) -> None:
    if column not in table:
        return
    for row, value in table[column].dropna().items():
        if not (isinstance(value, str) and right(value)):
            raise TableError(f"{name}: column {column!r} holds {value!r} in row {row}, which is no {column}: {remedy}")


def dtypes(listed: str) -> dict[str, str]:
    r"""Return columns with their dtypes from lines of names, each with the dtype behind them.

    Examples
    --------
    >>> dtypes("place period: str\nvalue: float64")
    {'place': 'str', 'period': 'str', 'value': 'float64'}
    """
    lines = (line.split(":") for line in listed.strip().splitlines())
    return {name: dtype.strip() for names, dtype in lines for name in names.split()}


def table_of(records: Sequence[Mapping[str, Any]], columns: Mapping[str, Any]) -> pd.DataFrame:
    """Return records as a table of these columns, missing where a record lacks them.

    Examples
    --------
    >>> table_of([{"place": "Zhejiang"}, {"row": 3}], {"place": "str", "row": "Int64"}).values.tolist()
    [['Zhejiang', <NA>], [nan, 3]]
    """
    cells = {name: pd.array([record.get(name) for record in records], dtype=dtype) for name, dtype in columns.items()}
    return pd.DataFrame(cells, index=pd.RangeIndex(len(records)))


def plain_cells(table: pd.DataFrame) -> list[list[Any]]:
    """Return the rows of a table as plain Python values, None where a cell is missing.

    Examples
    --------
    >>> plain_cells(pd.DataFrame({"place": ["Zhejiang", None], "value": [6.5, float("nan")]}))
    [['Zhejiang', 6.5], [None, None]]
    """
    return table.astype(object).where(table.notna(), None).values.tolist()


def one_status(table: pd.DataFrame, name: str, status: str) -> pd.DataFrame:
    """Return the rows of one status; all of them where the table has no such column.

    Raises
    ------
    TableError
        If none is left.
    """
    if "status" not in table:
        return table
    rows = table[table["status"] == status]
    if rows.empty:
        there = ", ".join(sorted(table["status"].dropna().unique())) or "no status at all"
        raise TableError(
            f"{name}: column 'status' has no {status!r} (there is: {there}): give a table that holds {status}s"
        )
    return rows


def refuse_doubles(table: pd.DataFrame, name: str, on: Sequence[str]) -> None:
    """Raise where two rows have the same key and nothing that tells them apart.

    Raises
    ------
    TableError
        Names the two rows and what would tell them apart.
    """
    telling = ("status", "kind", "unit", "relation", "aims_higher", "aggregate", "place", *SOURCE)
    apart = [column for column in telling if column in table]
    keys = list(dict.fromkeys([*on, *apart]))
    named = table[table[list(on)].notna().all(axis=1)]
    if not (again := named.duplicated(keys)).any():
        return
    second = named[again].iloc[0]
    same = (named[keys].eq(second[keys]) | (named[keys].isna() & second[keys].isna())).all(axis=1)
    first = named[same].iloc[0]
    key = ", ".join(f"{column} {second[column]}" for column in on)
    raise TableError(
        f"{name}: rows {first['row']} and {second['row']} have the same key ({key}): "
        "drop one, or tell them apart in a column 'basis' or 'source_title'"
    )
