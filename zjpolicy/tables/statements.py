"""Statements to a DataFrame whose columns and dtypes never vary."""

from collections.abc import Sequence
from dataclasses import fields
from operator import attrgetter

import pandas as pd

from zjpolicy.documents.document import cell
from zjpolicy.reading.model import Statement
from zjpolicy.reading.relations import Compared

# What holds no text.
DTYPES = dict.fromkeys(("value", "low", "high"), "float64") | dict.fromkeys(("paragraph", "start", "end"), "int64")
DTYPES |= dict.fromkeys(("period_start", "period_end"), "Int64") | {"aims_higher": "boolean"}
# Column names and dtypes of every statements table, in order.
COLUMNS: dict[str, str] = {field.name: DTYPES.get(field.name, "str") for field in fields(Statement)}
# Where targets set without a number tell by what they are set.
BEHIND = "figure"


def statements_table(statements: Sequence[Statement]) -> pd.DataFrame:
    """Return statements as a table with the columns and dtypes of `COLUMNS`.

    Examples
    --------
    >>> statements_table([]).dtypes.astype(str).to_dict() == COLUMNS
    True
    """
    columns = list(zip(*map(attrgetter(*COLUMNS), statements), strict=True)) or [()] * len(COLUMNS)
    data = {}
    for (name, dtype), values in zip(COLUMNS.items(), columns, strict=True):
        data[name] = pd.Series(list(map(cell, values)) if dtype == "str" else list(values), dtype=dtype)
    return pd.DataFrame(data)


def relations_table(compared: Sequence[Compared]) -> pd.DataFrame:
    """Return targets set without a number as a table like one of statements, with a column ``relation``.

    Examples
    --------
    >>> list(relations_table([]))[:3], len(relations_table([]).columns) == len(COLUMNS) + 1
    (['measure', 'figure', 'relation'], True)
    """
    table = statements_table([one.statement for one in compared])
    relations = pd.Series([cell(one.relation) for one in compared], dtype="str", index=table.index)
    table["comparator"] = table["comparator"].mask(relations.notna())
    table.insert(list(COLUMNS).index(BEHIND) + 1, "relation", relations)
    return table
