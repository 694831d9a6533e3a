"""Tables with a report in each row: a column of texts, and columns of place and year."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import regex

from zjpolicy.errors import TableError
from zjpolicy.languages import words_of_all
from zjpolicy.registry.suggestions import close_to, did_you_mean
from zjpolicy.tables.cells import Cells, read_cells

# What columns tell of a report; what they are commonly called is told by the languages.
TOLD = ("text", "place", "year", "language", "key")
YEAR = regex.compile(r"\D{0,4}(?P<year>(?:19|20)\d\d)(?:\.0)?(?!\d).{0,6}")
APART = regex.compile(r"[^\w.-]+")
WIDTH = 12


def text_items(source: str | pd.DataFrame, columns: Mapping[str, str] | None) -> Iterator[dict[str, Any]]:
    """Yield what each row of a table tells of its report; a row without text tells that it has none.

    Parameters
    ----------
    source : str or DataFrame
        A CSV, TSV, Excel, Parquet, JSON Lines or Stata file, or a table.
    columns : mapping, optional
        ``text``, ``place``, ``year``, ``language`` and ``key``, each with the column of the table; those not named are
        found by their common names in English and Chinese.

    Raises
    ------
    TableError
        There is no column of texts, or a year is none.

    Examples
    --------
    >>> table = pd.DataFrame({"省份": ["浙江"], "年份": [2019], "正文": ["生产总值增长6.8%。"]})
    >>> [row] = text_items(table, None)
    >>> row["source"], row["place"], row["year"], row["key"]
    ('生产总值增长6.8%。', '浙江', 2019, 'row-0')
    """
    table = read_cells(source, plain=False)
    chosen = _columns(table, columns)
    stem = "row" if isinstance(source, pd.DataFrame) else APART.sub("-", Path(os.fspath(source)).stem).strip("-")
    for label, row in table.rows:
        where = f"{table.name}, row {label}"
        text = row.get(chosen["text"][0])
        told = {what: _filled(row, names) for what, names in chosen.items() if what != "text"}
        if isinstance(told.get("year"), str | int | float):
            told["year"] = _year(told["year"], where)
        given = told.get("key")
        told["key"] = APART.sub("-", str(given)).strip("-") if given is not None else f"{stem}-{label}"
        for what in ("place", "language"):
            told[what] = None if told.get(what) is None else str(told[what]).strip()
        refused = None if isinstance(text, str) and text.strip() else f"no text in column {chosen['text'][0]!r}"
        filled = {what: value for what, value in told.items() if value is not None}
        yield {
            **filled,
            "source": text if refused is None else "",
            "label": where,
            "is_text": True,
            "refused": refused,
            "fault": "SourceError",
        }


def _columns(table: Cells, columns: Mapping[str, str] | None) -> dict[str, list[str]]:
    """The columns of the table for what is to be told of a report."""
    for what, name in (columns or {}).items():
        if what not in TOLD:
            raise ValueError(f"columns names {', '.join(TOLD)}, not {what!r}{did_you_mean(close_to(what, TOLD))}")
        if name not in table.columns:
            meant = did_you_mean(close_to(name, table.columns))
            raise TableError(f"{table.name}: no column {name!r}{meant}; it has: {_listed(table.columns)}")
    folded = {name.casefold().strip(): name for name in reversed(table.columns)}
    called = {what: words_of_all(f"sheets.columns.{what}") for what in TOLD}
    chosen = {
        what: [columns[what]] if columns and what in columns else [folded[name] for name in names if name in folded]
        for what, names in called.items()
    }
    if not chosen["text"]:
        raise TableError(
            f'{table.name}: no column "source" and no column of texts: it has {_listed(table.columns)}: '
            'name yours, as by columns={"text": "my column"}'
        )
    return chosen


def _listed(names: list[str]) -> str:
    return ", ".join(names[:WIDTH]) + ", ..." * (len(names) > WIDTH)


def _filled(row: dict[str, Any], names: list[str]) -> Any:
    return next((row[name] for name in names if row.get(name) is not None), None)


def _year(cell: object, where: str) -> int:
    found = YEAR.fullmatch(str(cell).strip())
    if found is None:
        raise TableError(f"{where}: {cell!r} is no year: write it as 2019")
    return int(found["year"])
