"""The cells of a user's table file as plain values, each row with the number that the user sees beside it."""

import csv
import importlib
import json
import os
from dataclasses import dataclass
from math import isnan
from pathlib import Path
from typing import Any

import pandas as pd

from zjpolicy.documents.document import SURROGATE
from zjpolicy.errors import TableError
from zjpolicy.tables.frames import plain_cells

ENDINGS = (".csv", ".tsv", ".xlsx", ".parquet", ".jsonl")
Cell = Any  # str, int, float, bool, a date, or None where the cell is empty


@dataclass(frozen=True)
class Percent:
    """A spreadsheet cell that shows 6% and holds 0.06."""

    shown: float


@dataclass(frozen=True)
class Cells:
    """A table as its file has it: what to call it, the header, and (row, cells) for every row that is not blank."""

    name: str
    columns: list[str]
    rows: list[tuple[str, dict[str, Cell]]]


def read_cells(source: str | os.PathLike[str] | pd.DataFrame) -> Cells:
    """Read a table without judging what its cells say.

    Rows are numbered as their file numbers them: lines of text files, rows of spreadsheets (the header is row 1),
    rows of Parquet files from 1; a DataFrame has its index.

    Examples
    --------
    >>> read_cells(pd.DataFrame({"place": ["Zhejiang"], "value": [6.0]}, index=[7])).rows
    [('7', {'place': 'Zhejiang', 'value': 6.0})]
    """
    if isinstance(source, pd.DataFrame):
        name, lines = "the table", _frame(source, [str(label) for label in source.index])
    elif isinstance(source, str | os.PathLike):
        name, path = os.fspath(source), Path(source)
        try:
            lines = _file(path)
        except FileNotFoundError as error:
            raise TableError(f"{name}: no such file") from error
        except TableError as error:
            raise TableError(f"{name}: {error}") from error
        except UnicodeDecodeError as error:
            raise TableError(f"{name}: not UTF-8 text: save it as CSV UTF-8") from error
        except ImportError as error:
            extra = {".xlsx": "excel", ".parquet": "parquet"}[path.suffix.lower()]
            raise TableError(f'{name}: a package is missing: pip install "zjpolicy[{extra}]"') from error
        except Exception as error:  # whatever a reader of a broken file raises
            raise TableError(f"{name}: cannot be read: {error}") from error
    else:
        raise TypeError(f"read_table takes a path or a DataFrame, not {type(source).__name__}")
    return _tidy(name, lines)


Lines = list[tuple[str, list[Cell]]]


def _file(path: Path) -> Lines:
    match path.suffix.lower():
        case ".csv":
            return _text(path, ",")
        case ".tsv":
            return _text(path, "\t")
        case ".xlsx":
            return _excel(path)
        case ".parquet":
            table = pd.read_parquet(path)
            return _frame(table, [str(row) for row in range(1, len(table) + 1)])
        case ".jsonl":
            return _json_lines(path)
        case ending:
            said = f"unknown ending {ending!r}" if ending else "the name has no ending"
            raise TableError(f"{said}; known: {', '.join(ENDINGS)}")


def _text(path: Path, delimiter: str) -> Lines:
    with open(path, encoding="utf-8-sig", newline="") as stream:
        reader, lines, line = csv.reader(stream, delimiter=delimiter, strict=True), [], 1
        for cells in reader:
            lines.append((str(line), list(cells)))
            line = reader.line_num + 1  # a quoted cell may go on over several lines: a row is called by its first
    return lines


def _excel(path: Path) -> Lines:
    book = importlib.import_module("openpyxl").load_workbook(path, data_only=True)
    try:
        rows = book.worksheets[0].iter_rows() if book.worksheets else ()
        return [(str(number), [_excel_cell(cell) for cell in row]) for number, row in enumerate(rows, 1)]
    finally:
        book.close()


def _excel_cell(cell: Any) -> Cell:
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in str(cell.number_format):
        return Percent(round(value * 100, 10))
    return value


def _frame(table: pd.DataFrame, labels: list[str]) -> Lines:
    return [("0", [str(name) for name in table.columns]), *zip(labels, plain_cells(table), strict=True)]


def _json_lines(path: Path) -> Lines:
    objects: list[tuple[str, dict[str, Cell]]] = []
    # Only \n ends a line: U+2028 may stand in a cell.
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise TableError(f"row {number}: no JSON: {error}") from error
        if not isinstance(row, dict):
            raise TableError(f'row {number}: write one object a line, such as {{"place": "Zhejiang"}}')
        objects.append((str(number), row))
    names = list(dict.fromkeys(name for _, row in objects for name in row))
    return [("0", [*names]), *((label, [row.get(name) for name in names]) for label, row in objects)]


def _tidy(name: str, lines: Lines) -> Cells:
    """Blank cells become None, blank rows and nameless blank columns go; a row longer than the header is a fault."""
    tidied: Lines = [(label, [_plain(cell) for cell in cells]) for label, cells in lines]
    filled = ((label, cells) for label, cells in tidied if any(cell is not None for cell in cells))
    _, header = next(filled, ("1", []))
    names = ["" if cell is None else str(cell).strip() for cell in header]
    if not any(names):
        raise TableError(f"{name}: the table is empty: write a header with column names, and rows under it")
    if repeated := sorted({column for column in names if column and names.count(column) > 1}):
        raise TableError(f"{name}: more than one column is called {repeated[0]!r}: rename or delete one")
    rows = []
    for label, cells in filled:
        beyond = [
            cell for place, cell in enumerate(cells) if cell is not None and not (names + [""] * len(cells))[place]
        ]
        if beyond:
            raise TableError(
                f"{name}: row {label}: {str(beyond[0])!r} stands in no column that has a name: "
                "name the column, or quote the cell that holds a comma"
            )
        if broken := [cell for cell in cells if isinstance(cell, str) and SURROGATE.search(cell)]:
            raise TableError(f"{name}: row {label}: {broken[0]!r} has half a surrogate pair: write the character anew")
        rows.append((label, {column: cell for column, cell in zip(names, cells, strict=False) if column}))
    return Cells(name, [column for column in names if column], rows)


def _plain(cell: Cell) -> Cell:
    if isinstance(cell, str):
        return cell.strip() or None
    cell = cell.item() if hasattr(cell, "item") else cell
    return None if isinstance(cell, float) and isnan(cell) else cell
