"""The bundled reference tables: figures with their sources."""

import pandas as pd

from zjpolicy.data import rows
from zjpolicy.errors import SourceError

WHOLE = ("ref", "paragraph", "start", "end")
FLOATS = ("value", "low", "high")
FLAGS = ("optional",)


def datasets() -> pd.DataFrame:
    """Return what reference tables there are.

    Returns
    -------
    DataFrame
        One row a table, all columns ``str`` but ``rows`` (int64): ``name``, ``title``, ``description``,
        ``text_sha256`` (of the text that offsets hold for), ``source_title``, ``source_url``, ``source_rank``
        (1 report, communiqué or government page; 2 state press; 3 copy), ``licence``.

    Examples
    --------
    >>> table = datasets()
    >>> table.loc[table["name"] == "zhejiang-2020", "source_rank"].tolist()
    ['1']
    """
    table = pd.DataFrame(rows("datasets.csv")).astype("str")
    table["rows"] = pd.Series([len(rows(f"{name}.csv")) for name in table["name"]], dtype="int64")
    return table.mask(table == "")


def dataset(name: str) -> pd.DataFrame:
    """Return a reference table.

    Parameters
    ----------
    name : str
        One of the names in `datasets`.

    Returns
    -------
    DataFrame
        The columns of a statements table where they apply, with the same dtypes, and ``source_title``,
        ``source_url``, ``source_rank``. The table of the 2020 report numbers its figures in the order of the
        official text (``ref``, int64); ``start`` and ``end`` hold for the text whose hash `datasets` gives, and
        ``optional`` (bool) marks figures of which two careful readers could say that they are none.

    Raises
    ------
    SourceError
        If there is no such table; the message names those there are.

    Examples
    --------
    >>> table = dataset("zhejiang-2020")
    >>> first = table[~table["optional"]].iloc[0]
    >>> first["surface"], first["measure"], first["unit"], first["comparator"]
    ('6 trillion yuan', 'GDP', 'CNY', '>')
    """
    known = {row["name"]: row for row in rows("datasets.csv")}
    if name not in known:
        raise SourceError(f"no reference table {name!r}; there are: {', '.join(known)}")
    table = pd.DataFrame(rows(f"{name}.csv"))
    for column in ("source_title", "source_url", "source_rank"):
        if column not in table:
            table[column] = known[name][column]
    return _typed(table)


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    table = table.astype("str")
    table = table.mask(table == "")
    for column in table.columns:
        if column in WHOLE:
            table[column] = table[column].astype("int64")
        elif column in FLOATS:
            table[column] = table[column].astype("float64")
        elif column in FLAGS:
            table[column] = table[column].eq("true")
    return table
