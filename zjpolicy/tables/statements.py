"""Statements to a DataFrame whose columns and dtypes never vary."""

from collections.abc import Sequence
from dataclasses import fields
from operator import attrgetter

import pandas as pd

from zjpolicy.documents.document import cell
from zjpolicy.reading.model import Statement

# What holds no text.
DTYPES = dict.fromkeys(("value", "low", "high"), "float64") | dict.fromkeys(("paragraph", "start", "end"), "int64")
DTYPES |= dict.fromkeys(("period_start", "period_end"), "Int64") | {"aims_higher": "boolean"}
# Column names and dtypes of every statements table, in order.
COLUMNS: dict[str, str] = {field.name: DTYPES.get(field.name, "str") for field in fields(Statement)}


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
