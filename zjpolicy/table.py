"""Statements to a DataFrame whose columns and dtypes never vary."""

from collections.abc import Sequence
from dataclasses import fields

import pandas as pd
import regex

from zjpolicy.statements import Statement

FLOATS = ("value", "low", "high")
WHOLE = ("paragraph", "start", "end")
YEARS = ("period_start", "period_end")
SURROGATE = regex.compile(r"[\ud800-\udfff]")
# Column names and dtypes of every statements table, in order.
COLUMNS: dict[str, str] = {
    field.name: "float64"
    if field.name in FLOATS
    else "int64"
    if field.name in WHOLE
    else "Int64"
    if field.name in YEARS
    else "str"
    for field in fields(Statement)
}


def statements_table(statements: Sequence[Statement]) -> pd.DataFrame:
    """Return statements as a table with the columns and dtypes of `COLUMNS`.

    Examples
    --------
    >>> statements_table([]).dtypes.astype(str).to_dict() == COLUMNS
    True
    """
    data = {
        name: pd.Series([_cell(getattr(statement, name)) for statement in statements], dtype=dtype)
        for name, dtype in COLUMNS.items()
    }
    return pd.DataFrame(data)


def _cell(value: object) -> object:
    """A value as a table can hold it: half a surrogate pair, as broken text has it, is no character there."""
    return SURROGATE.sub("\ufffd", value) if isinstance(value, str) else value
