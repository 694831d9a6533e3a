"""The cells of a user's table file as plain values, each row with the number that the user sees beside it."""

import csv
import importlib
import io
import json
import os
from collections import Counter
from dataclasses import dataclass
from math import isnan
from pathlib import Path
from typing import Any

import pandas as pd

from zjpolicy.documents.document import SURROGATE
from zjpolicy.documents.files import file_bytes
from zjpolicy.documents.formats import MAX_BYTES, TABLES
from zjpolicy.documents.text import decode
from zjpolicy.errors import SourceError, TableError
from zjpolicy.tables.frames import plain_cells

# The most columns, which are those of a sheet in Excel, and cells.
MOST_COLUMNS, MOST_CELLS = 16_384, 20_000_000
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


def read_cells(source: str | os.PathLike[str] | pd.DataFrame, *, plain: bool = True) -> Cells:
    """Read a table without judging what its cells say.

    Texts lose white space around them where they are to be plain.

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
        except SourceError as error:
            raise TableError(str(error)) from error
        except ImportError as error:
            extra = {".xlsx": "excel"}.get(path.suffix.lower(), "parquet")
            raise TableError(f'{name}: a package is missing: pip install "zjpolicy[{extra}]"') from error
        except Exception as error:  # whatever a reader of a broken file raises
            raise TableError(f"{name}: cannot be read: {error}") from error
    else:
        raise TypeError(f"read_table takes a path or a DataFrame, not {type(source).__name__}")
    return _tidy(name, lines, plain)


Lines = list[tuple[str, list[Cell]]]


def _file(path: Path) -> Lines:
    data = file_bytes(os.fspath(path), MAX_BYTES)
    match path.suffix.lower():
        case ".csv":
            return _text(_decoded(data, path), ",")
        case ".tsv":
            return _text(_decoded(data, path), "\t")
        case ".xlsx":
            return _excel(data)
        case ".parquet":
            return _numbered(pd.read_parquet(io.BytesIO(data)))
        case ".dta":
            return _numbered(pd.read_stata(io.BytesIO(data)))
        case ".jsonl" | ".ndjson":
            return _json_lines(_decoded(data, path))
        case ending:
            shown = f"unknown ending {ending!r}" if ending else "the name has no ending"
            raise TableError(f"{shown}; known: {', '.join(TABLES)}")


def _decoded(data: bytes, path: Path) -> str:
    return decode(data, str(path)) if data.strip() else ""


def _text(text: str, delimiter: str) -> Lines:
    lines, line = [], 1
    limit = csv.field_size_limit(len(text) + 1)  # a cell may hold a whole report
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        for cells in reader:
            lines.append((str(line), list(cells)))
            line = reader.line_num + 1  # a quoted cell may go on over several lines: a row is called by its first
    finally:
        csv.field_size_limit(limit)
    return lines


def _excel(data: bytes) -> Lines:
    openpyxl = importlib.import_module("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, read_only=True)
    lines, cells = [], 0
    try:
        if book.worksheets:
            book.worksheets[0].reset_dimensions()  # what a sheet tells of its size may be far from it
            for number, row in enumerate(book.worksheets[0].iter_rows(), 1):
                held = [_excel_cell(cell) for cell in row]
                cells += len(held)
                if cells > MOST_CELLS:
                    raise TableError(f"a sheet of more than {MOST_CELLS:,} cells: split it")
                if any(cell is not None for cell in held):
                    lines.append((str(number), held))
    finally:
        book.close()
    return lines


def _excel_cell(cell: Any) -> Cell:
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in str(cell.number_format):
        return Percent(round(value * 100, 10))
    return value


def _frame(table: pd.DataFrame, labels: list[str]) -> Lines:
    return [("0", [str(name) for name in table.columns]), *zip(labels, plain_cells(table), strict=True)]


def _numbered(table: pd.DataFrame) -> Lines:
    return _frame(table, [str(row) for row in range(1, len(table) + 1)])


def _json_lines(text: str) -> Lines:
    objects: list[tuple[str, dict[str, Cell]]] = []
    # Only \n ends a line: U+2028 may stand in a cell.
    for number, line in enumerate(text.split("\n"), 1):
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


def _tidy(name: str, lines: Lines, plain: bool) -> Cells:
    """Blank cells become None, blank rows and nameless blank columns go; a row longer than the header is a fault."""
    tidied: Lines = [(label, [_plain(cell) for cell in cells]) for label, cells in lines[:1]]
    tidied += [(label, [_plain(cell) if plain else _missing(cell) for cell in cells]) for label, cells in lines[1:]]
    filled = ((label, cells) for label, cells in tidied if any(cell is not None for cell in cells))
    _, header = next(filled, ("1", []))
    names = ["" if cell is None else str(cell).strip() for cell in header]
    if not any(names):
        raise TableError(f"{name}: the table is empty: write a header with column names, and rows under it")
    if len(names) > MOST_COLUMNS:
        raise TableError(f"{name}: {len(names):,} columns, more than {MOST_COLUMNS:,}: write a row for each figure")
    counts = Counter(column for column in names if column)
    if repeated := sorted(column for column, number in counts.items() if number > 1):
        raise TableError(f"{name}: more than one column is called {repeated[0]!r}: rename or delete one")
    rows = []
    for label, cells in filled:
        beyond = [
            cell for place, cell in enumerate(cells) if cell is not None and (place >= len(names) or not names[place])
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
    return _missing(cell)


def _missing(cell: Cell) -> Cell:
    if isinstance(cell, str):
        return cell if cell.strip() else None
    cell = cell.item() if hasattr(cell, "item") else cell
    return None if isinstance(cell, float) and isnan(cell) else cell
