"""The library's tables as plain files, and one way to read them."""

import csv
import io
from functools import cache
from importlib import resources


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a bundled CSV file, every cell as text.

    Examples
    --------
    >>> rows("units.csv")[0]["code"]
    '%'
    """
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(io.StringIO(text, newline="")))


@cache
def keyed(name: str, column: str) -> dict[str, dict[str, str]]:
    """Return the rows of a bundled CSV file by what one column says.

    Examples
    --------
    >>> keyed("indicators.csv", "code")["gdp.growth"]["name"]
    'GDP growth'
    """
    return {row[column]: row for row in rows(name)}
