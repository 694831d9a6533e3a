"""Statements to a DataFrame whose columns and dtypes never vary."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any

import pandas as pd
from pandas.api.types import pandas_dtype

from zjpolicy.documents.document import cell
from zjpolicy.reading.model import Statement
from zjpolicy.reading.relations import Compared
from zjpolicy.tables.protocols import HasRelations

# What holds no text.
DTYPES = dict.fromkeys(("value", "low", "high"), "float64") | dict.fromkeys(("paragraph", "start", "end"), "int64")
DTYPES |= dict.fromkeys(("period_start", "period_end"), "Int64") | {"aims_higher": "boolean"}
# Column names and dtypes of every statements table, in order.
COLUMNS: dict[str, str] = {field.name: DTYPES.get(field.name, "str") for field in fields(Statement)}
# To look up a dtype by its name, column by column, costs as much as the columns.
KNOWN: dict[str, Any] = {dtype: pandas_dtype(dtype) for dtype in DTYPES.values()}
# Where targets set without a number tell by what they are set: behind the figure.
_AT = list(COLUMNS).index("figure") + 1
RELATED: dict[str, str] = dict([*list(COLUMNS.items())[:_AT], ("relation", "str"), *list(COLUMNS.items())[_AT:]])


def statements_table(statements: Sequence[Statement]) -> pd.DataFrame:
    """Return statements as a table with the columns and dtypes of `COLUMNS`.

    Examples
    --------
    >>> statements_table([]).dtypes.astype(str).to_dict() == COLUMNS
    True
    """
    columns = list(zip(*map(attrgetter(*COLUMNS), statements), strict=True)) or [()] * len(COLUMNS)
    known = KNOWN | {"str": pandas_dtype("str")}  # what holds text is an option of pandas
    typed: Iterable[Any] = zip(COLUMNS.items(), columns, strict=True)
    # Columns made by themselves take a third of the time of so many Series.
    made = {name: pd.array(cells(values, dtype), dtype=known[dtype]) for (name, dtype), values in typed}
    return pd.DataFrame(made, copy=False)


def cells(values: Sequence[Any], dtype: str) -> list[object]:
    """The values of a column as a table can hold them."""
    if dtype == "str":
        try:
            "".join(filter(None, values)).encode()
        except UnicodeEncodeError:  # half a surrogate pair
            return list(map(cell, values))
    return list(values)


def relations_table(compared: Sequence[Compared]) -> pd.DataFrame:
    """Return targets set without a number as a table like one of statements, with a column ``relation``.

    Examples
    --------
    >>> relations_table([]).dtypes.astype(str).to_dict() == RELATED, list(RELATED)[:3]
    (True, ['measure', 'figure', 'relation'])
    """
    table = statements_table([one.statement for one in compared])
    relations = pd.Series([cell(one.relation) for one in compared], dtype="str", index=table.index)
    table["comparator"] = table["comparator"].mask(relations.notna())
    table.insert(_AT, "relation", relations)
    return table


def with_relations(figures: pd.DataFrame, report: HasRelations) -> pd.DataFrame:
    """Return the statements of a report and, behind them, its targets set without a number: the columns of `RELATED`.

    Examples
    --------
    >>> from zjpolicy import Report
    >>> text = "Exports will grow by 3%. Personal income will grow in step with economic growth."
    >>> report = Report.from_text(text, year=2031, part="plan")
    >>> table = with_relations(report.statements(), report)
    >>> table[["measure", "value", "relation"]].values.tolist()
    [['Exports', 3.0, nan], ['Personal income', nan, 'in step with gdp.growth']]
    >>> table.dtypes.astype(str).to_dict() == RELATED
    True
    """
    figures, related = figures.copy(), report.relations()
    figures.insert(_AT, "relation", pd.Series(None, dtype="str", index=figures.index))
    return figures if related.empty else pd.concat([figures, related], ignore_index=True)
