"""A table to a file: CSV, JSON Lines, Parquet, Excel or Stata, by the ending of its name."""

import json
import math
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import pandas as pd
import regex

from zjpolicy.documents.document import SURROGATE
from zjpolicy.errors import ExportError, check_types
from zjpolicy.tables.frames import kind_of, plain_cells

# A spreadsheet takes such text for a formula, full-width signs included. A sign alone, as in the comparator column, it
# does not. Apostrophes before it count too, so that what is put before a cell can be taken away again.
FORMULA = regex.compile(r"'*[=+\-@＝＋－＠\t\r\n].", regex.S)
# XML knows no such characters, and reads a carriage return as a line feed; Excel writes them as _x000D_.
NOT_IN_XML = regex.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
EXCEL_CELL = 32_767
# What Stata allows: its manual [U] 11.3 on names, [D] label on labels, [U] 12.2 on types.
STATA_NAME, STATA_LABEL = 32, 80
STATA_KEEPS = frozenset(
    "_all _b _coef _cons _n _N _pi _pred _rc _se _skip aggregate array boolean break byte case catch class "
    "colvector complex const continue default delegate delete do double else eltypedef end enum explicit export "
    "external float for friend function global goto if in inline int local long NULL pragma protected quad "
    "rowvector short strL typedef typename using virtual with".split()
)


def export(table: pd.DataFrame, path: str | os.PathLike[str]) -> None:
    r"""Write a table to a file.

    The file appears whole or not at all: what stood there before is replaced at the end.

    Parameters
    ----------
    table : DataFrame
        `Report.statements` or any other table; the index is left out.
    path : str or path
        The ending says the format: ``.csv``, ``.jsonl``, ``.parquet``, ``.xlsx``, ``.dta``.

    Raises
    ------
    ExportError
        The ending is unknown, a package is missing, or the file cannot be written.

    Notes
    -----
    CSV is UTF-8 with ``\n`` line ends, quoted as RFC 4180 says. Text that a spreadsheet would run as a
    formula gets an apostrophe before it, in CSV only; Excel files mark such cells as text. Missing cells
    are empty. Read it back with ``pd.read_csv(path, keep_default_na=False, na_values=[""])``.

    JSON has no infinity: an open end of an interval, as `zjpolicy.compare` gives, is the text ``"inf"`` or ``"-inf"``
    in JSON Lines, as it is in CSV. ``pd.read_json(path, lines=True)`` makes numbers of them again.

    Stata files are of version 118, which Stata 14 and later read. Stata has no infinity and no missing text: open ends
    of intervals are missing there, missing text is the empty string, and truth is 1 or 0. A name that it does not take
    is changed (``end`` to ``end_``, ``2019`` to ``_2019``), and the label of the variable tells the name given.

    Examples
    --------
    >>> import tempfile
    >>> table = pd.DataFrame({"comparator": ["=", ">"], "surface": ["6%", "=SUM(A1)"]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     export(table, Path(folder, "figures.csv"))
    ...     print(Path(folder, "figures.csv").read_text(encoding="utf-8"))
    comparator,surface
    =,6%
    >,'=SUM(A1)
    """
    check_types(export, locals())
    if not isinstance(table, pd.DataFrame):
        raise TypeError(f"export takes a DataFrame, not {kind_of(table)}")
    write = writer_for(path)
    _check(table, path)
    try:
        with replacing(path) as passing:
            write(table, passing)
    except ImportError as error:
        extra = EXTRAS[Path(path).suffix.lower()]
        raise ExportError(f'{path}: a package is missing: pip install "zjpolicy[{extra}]"') from error


@contextmanager
def replacing(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Give a file to write beside the one wanted, and put it in its place at the end; on failure nothing is left."""
    target = Path(os.path.realpath(path))
    if not target.parent.is_dir():
        raise ExportError(f"{path}: cannot be written: the folder {Path(path).parent} does not exist")
    # A name may be 255 bytes long, of which each Chinese character takes three.
    passing = target.with_name(f".{uuid4().hex}{target.suffix[:20]}")
    try:
        yield passing
        if target.exists():
            shutil.copymode(target, passing)
        os.replace(passing, target)
    except (OSError, ValueError, TypeError, OverflowError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise ExportError(f"{path}: cannot be written: {reason}") from error
    finally:
        with suppress(OSError):
            passing.unlink()


def writer_for(path: str | os.PathLike[str]) -> Callable[[pd.DataFrame, Path], None]:
    """Return what writes the format that a path's ending names.

    Examples
    --------
    >>> try:
    ...     writer_for("figures.doc")
    ... except ExportError as error:
    ...     print(error)
    figures.doc: unknown ending '.doc'; known: .csv, .jsonl, .parquet, .xlsx, .dta
    """
    ending = Path(path).suffix.lower()
    if ending not in WRITERS:
        reason = f"unknown ending {ending!r}" if ending else "the name has no ending"
        raise ExportError(f"{os.fspath(path)}: {reason}; known: {', '.join(WRITERS)}")
    return WRITERS[ending]


def _check(table: pd.DataFrame, path: str | os.PathLike[str]) -> None:
    """Find what no format can hold before anything is written."""
    if repeated := sorted({str(name) for name in table.columns[table.columns.duplicated()]}):
        raise ExportError(f"{path}: more than one column is called {', '.join(repeated)}")
    for name in table.select_dtypes(exclude=["number", "bool"]).columns:
        for row, cell in enumerate(table[name]):
            if isinstance(cell, str) and SURROGATE.search(cell):
                raise ExportError(f"{path}: row {row}, column {name}: half a surrogate pair, which UTF-8 cannot hold")


def csv_lines(table: pd.DataFrame) -> Iterator[str]:
    r"""Yield the lines of a table as CSV, its columns' names first.

    Examples
    --------
    >>> list(csv_lines(pd.DataFrame({"surface": ["6%", "=1+1"]})))
    ['surface\n', '6%\n', "'=1+1\n"]
    """
    for row in [list(table.columns), *plain_cells(table)]:
        # Readers skip an empty line: the one empty cell of a row is quoted.
        yield (",".join(map(csv_cell, row)) or '""') + "\n"


def _write_csv(table: pd.DataFrame, path: Path) -> None:
    with open(path, "x", encoding="utf-8", newline="") as stream:
        stream.writelines(csv_lines(table))


def csv_cell(cell: Any) -> str:
    """A cell as a CSV file has it: quoted where it must be, what a spreadsheet would run as a formula disarmed.

    Examples
    --------
    >>> csv_cell("=SUM(A1)"), csv_cell("a, b"), csv_cell(None)
    ("'=SUM(A1)", '"a, b"', '')
    """
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return str(cell)
    text = f"'{cell}" if FORMULA.match(cell) else cell
    # The csv module leaves a lone carriage return unquoted, and readers take it for the end of the row.
    if text == "" or text != text.strip() or any(mark in text for mark in ',"\r\n'):
        doubled = text.replace('"', '""')
        return f'"{doubled}"'
    return text


def _write_jsonl(table: pd.DataFrame, path: Path) -> None:
    names = [str(name) for name in table.columns]
    with open(path, "x", encoding="utf-8", newline="") as stream:
        for row in plain_cells(table):
            cells = dict(zip(names, map(_json_cell, row), strict=True))
            line = json.dumps(cells, ensure_ascii=False, allow_nan=False, default=str)
            stream.write(line + "\n")


def _json_cell(cell: Any) -> Any:
    return str(cell) if isinstance(cell, float) and math.isinf(cell) else cell


def _write_parquet(table: pd.DataFrame, path: Path) -> None:
    table.to_parquet(path, index=False)


def _write_excel(table: pd.DataFrame, path: Path) -> None:
    texts = table.select_dtypes(["object", "string", "category"]).columns
    escaped = table.assign(**{name: table[name].map(_excel_cell, na_action="ignore") for name in texts})
    with pd.ExcelWriter(path, engine="openpyxl") as book:
        escaped.to_excel(book, index=False, sheet_name="zjpolicy")
        for row in book.sheets["zjpolicy"].iter_rows():
            for cell in row:
                if cell.data_type in ("f", "e"):  # text that looks like a formula or like #N/A
                    cell.data_type = "s"


def _excel_cell(cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    text = NOT_IN_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", cell)
    if len(text) > EXCEL_CELL:
        raise ExportError(f"a cell of {len(text):,} characters is more than Excel takes ({EXCEL_CELL:,}): write .csv")
    return text


def _write_stata(table: pd.DataFrame, path: Path) -> None:
    if table.columns.empty:
        raise ExportError("Stata has no table without columns: write .csv")
    names = {name: _stata_name(str(name)) for name in table.columns}
    if len(set(names.values())) < len(names):
        raise ExportError("two columns have one name in Stata, which keeps 32 letters, digits and _: rename one")
    labels = {short: str(name)[:STATA_LABEL] for name, short in names.items() if short != name}
    table.apply(_stata_column).rename(columns=names).to_stata(
        path, write_index=False, version=118, variable_labels=labels
    )


def _stata_name(name: str) -> str:
    """A column's name as Stata takes it."""
    plain = regex.sub(r"[^A-Za-z0-9_]", "_", name) or "_"
    plain = f"_{plain}" if plain[0].isdigit() else f"{plain}_" if plain in STATA_KEEPS else plain
    return plain[:STATA_NAME]


def _stata_column(column: "pd.Series[Any]") -> "pd.Series[Any]":
    """A column without what Stata has not: missing text, infinite numbers, truth."""
    if pd.api.types.is_bool_dtype(column.dtype):
        return column.astype("Int8")
    if pd.api.types.is_numeric_dtype(column.dtype):
        return column.replace([math.inf, -math.inf], math.nan) if column.dtype.kind == "f" else column
    return column.map(str, na_action="ignore").astype("object").fillna("")


WRITERS: dict[str, Callable[[pd.DataFrame, Path], None]] = {
    ".csv": _write_csv,
    ".jsonl": _write_jsonl,
    ".parquet": _write_parquet,
    ".xlsx": _write_excel,
    ".dta": _write_stata,
}
EXTRAS = {".parquet": "parquet", ".xlsx": "excel"}
