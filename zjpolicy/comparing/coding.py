"""Judging by hand: rows drawn for a coding sheet, how far two coders agree, and how many rows are right."""

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import isnan, nan, sqrt
from typing import Any

import pandas as pd

from zjpolicy.errors import TableError, check_types
from zjpolicy.languages import words_of_all
from zjpolicy.tables.cells import read_cells
from zjpolicy.tables.frames import dtypes, table_of

# The two-sided 95% point of the normal distribution.
Z = 1.959963984540054
Table = pd.DataFrame | str | os.PathLike[str]
AGREEMENT = dtypes("""
    column: str
    coded: int64
    agreement low high kappa kappa_low kappa_high: float64
    categories only_first only_second: int64
""")
PRECISION = dtypes("""
    coded correct uncoded: int64
    precision low high: float64
""")


def sample(
    table: pd.DataFrame, n: int, seed: int, *, code: Sequence[str] = ("correct",), by: str | None = None
) -> pd.DataFrame:
    """Draw rows of a table for coding by hand.

    Parameters
    ----------
    table : DataFrame
        Statements, mentions, or any other table.
    n : int
        How many rows; of each group where ``by`` is given. All of them where there are fewer.
    seed : int
        The same table, seed and version of pandas give the same rows.
    code : sequence of str, optional
        Columns to fill in by hand. One that the table has is emptied, so that a coder does not see what was read.
    by : str, optional
        A column whose values are drawn from alike, rare ones as often as common ones.

    Returns
    -------
    DataFrame
        The rows in the table's order: ``row`` (int64), their number in the table from 0, to join them to it again; the
        columns to code, empty (str); the other columns of the table; ``remark`` (str), empty. To hand it out:
        ``zj.export(sheet, "sheet.xlsx")``.

    Raises
    ------
    TableError
        There is no such column, or the table is empty.

    Examples
    --------
    >>> import zjpolicy as zj
    >>> mentions = zj.mentions("zhejiang-2020-zh", "environment")
    >>> sheet = zj.sample(mentions, 5, seed=1)
    >>> len(sheet), sheet.columns[:2].tolist(), sheet["correct"].count().item()
    (5, ['row', 'correct'], 0)
    """
    check_types(sample, locals())
    if not isinstance(table, pd.DataFrame) or table.empty:
        raise TableError("sample takes a table with rows")
    if not isinstance(n, int) or isinstance(n, bool) or n < 1:
        raise ValueError(f"n is a whole number from 1, not {n!r}")
    if by is not None and by not in table:
        raise TableError(f"sample: no column {by!r}; there are: {', '.join(map(str, table.columns))}")
    rows = pd.DataFrame(table).reset_index(drop=True)
    groups = [rows] if by is None else [group for _, group in rows.groupby(by, dropna=False)]
    drawn = pd.concat([group.sample(min(n, len(group)), random_state=seed) for group in groups]).sort_index()
    asked = list(dict.fromkeys([*code, "remark"]))
    told = drawn.drop(columns=[name for name in [*asked, "row"] if name in drawn])
    empty = {name: pd.Series(None, index=drawn.index, dtype="str") for name in asked}
    numbers = pd.Series(drawn.index, index=drawn.index, dtype="int64")
    parts = {"row": numbers} | {name: empty[name] for name in code}
    return pd.concat([pd.DataFrame(parts), told, empty["remark"].rename("remark")], axis=1).reset_index(drop=True)


def agreement(first: Table, second: Table, columns: Sequence[str] = ("correct",), *, on: str = "row") -> pd.DataFrame:
    """Measure how far two coders agree.

    Parameters
    ----------
    first, second : DataFrame or path
        The two sheets filled in, as tables or as the files that `read_table` knows.
    columns : sequence of str, optional
        What was coded.
    on : str, optional
        The column that tells which rows are the same.

    Returns
    -------
    DataFrame
        One row a column.

        - ``column`` (str), ``coded`` (int64): how many rows both coded;
        - ``agreement``, ``low``, ``high`` (float64): the share coded alike, with Wilson's 95% interval;
        - ``kappa``, ``kappa_low``, ``kappa_high`` (float64): Cohen's, with the 95% interval of its large-sample
          standard error; missing where both coders used one and the same category throughout;
        - ``categories``, ``only_first``, ``only_second`` (int64): different codes in use, and rows that one coder left
          empty.

    Raises
    ------
    TableError
        A column is missing, a row is there twice, or no row was coded by both.

    Notes
    -----
    Codes are compared without regard to case and white space; yes, y, true, 1 and 是 are the same code, and so are
    no, n, false, 0 and 否.

    References
    ----------
    Cohen, J. (1960), Educational and Psychological Measurement 20(1), 37-46. Fleiss, J. L., Cohen, J. and Everitt,
    B. S. (1969), Psychological Bulletin 72(5), 323-327: the standard error. Wilson, E. B. (1927), Journal of the
    American Statistical Association 22, 209-212.

    Examples
    --------
    >>> one = pd.DataFrame({"row": range(6), "correct": ["yes", "yes", "no", "yes", "no", "no"]})
    >>> other = pd.DataFrame({"row": range(6), "correct": ["yes", "yes", "no", "no", "no", "no"]})
    >>> table = agreement(one, other)
    >>> table[["coded", "agreement", "kappa"]].round(3).values.tolist()
    [[6.0, 0.833, 0.667]]
    """
    check_types(agreement, locals())
    one, other = (_sheet(table, name, [on, *columns]) for table, name in ((first, "first"), (second, "second")))
    for table, name in ((one, "first"), (other, "second")):
        if (again := table[on].duplicated()).any():
            raise TableError(f"the {name} sheet has {on} {table.loc[again, on].iloc[0]} twice: drop one")
    both = one[[on, *columns]].merge(other[[on, *columns]], on=on, suffixes=("_first", "_second"))
    return table_of([_agreement(both, column) for column in columns], AGREEMENT)


def _agreement(both: pd.DataFrame, column: str) -> dict[str, Any]:
    codes = [[_code(cell) for cell in both[f"{column}_{side}"]] for side in ("first", "second")]
    pairs = [pair for pair in zip(*codes, strict=True) if None not in pair]
    if not pairs:
        raise TableError(f"column {column!r}: no row was coded in both sheets; are they of the same sample?")
    same = sum(one == other for one, other in pairs)
    low, high = wilson(same, len(pairs))
    kappa, error = cohens_kappa(pairs)
    return {
        "column": column,
        "coded": len(pairs),
        "agreement": same / len(pairs),
        "low": low,
        "high": high,
        "kappa": kappa,
        "kappa_low": _clipped(kappa - Z * error, -1),
        "kappa_high": _clipped(kappa + Z * error, -1),
        "categories": len({code for pair in pairs for code in pair}),
        "only_first": sum(one is not None and other is None for one, other in zip(*codes, strict=True)),
        "only_second": sum(one is None and other is not None for one, other in zip(*codes, strict=True)),
    }


def precision(sheet: Table, *, by: str | None = None, column: str = "correct") -> pd.DataFrame:
    """Work out how many of the rows judged are right, of all or of each group.

    Parameters
    ----------
    sheet : DataFrame or path
        A sheet filled in with yes or no.
    by : str, optional
        A column whose values make the groups, such as ``"term"``.
    column : str, optional
        Where the judgement stands.

    Returns
    -------
    DataFrame
        One row, or one for each group: ``by`` (str), ``coded``, ``correct``, ``uncoded`` (int64), ``precision``
        (float64, missing where nothing was judged), ``low``, ``high`` (float64): Wilson's 95% interval.

    Raises
    ------
    TableError
        A column is missing, or a cell is neither yes nor no.

    Examples
    --------
    >>> sheet = pd.DataFrame({"term": ["生态", "生态", "空气"], "correct": ["yes", "no", "yes"]})
    >>> precision(sheet)[["coded", "correct", "precision", "low", "high"]].round(2).values.tolist()
    [[3.0, 2.0, 0.67, 0.21, 0.94]]
    """
    check_types(precision, locals())
    table = _sheet(sheet, "coding", [column, *([by] if by else [])])
    codes = table[column].map(_code).astype("object")
    if (odd := codes.notna() & ~codes.isin(["yes", "no"])).any():
        raise TableError(f"column {column!r} holds {table.loc[odd, column].iloc[0]!r}: write yes or no")
    groups = codes.groupby(table[by].astype("str")) if by else [("", codes)]
    rows = []
    for name, group in groups:
        judged = Counter(group.dropna())
        coded, right = judged.total(), judged["yes"]
        low, high = wilson(right, coded)
        share = right / coded if coded else nan
        counts = {"coded": coded, "correct": right, "uncoded": len(group) - coded}
        rows.append({by or "": name, **counts, "precision": share, "low": low, "high": high})
    return table_of(rows, ({by: "str"} if by else {}) | PRECISION)


def _sheet(table: Table, name: str, needed: Iterable[str]) -> pd.DataFrame:
    """A sheet as a table that has the columns needed."""
    cells = read_cells(table)
    for column in needed:
        if column not in cells.columns:
            raise TableError(f"the {name} sheet has no column {column!r}; there are: {', '.join(cells.columns)}")
    return pd.DataFrame([row for _, row in cells.rows], columns=cells.columns, dtype=object)


def _code(cell: Any) -> str | None:
    """What a coder meant by a cell, None where it is empty."""
    if cell is None or cell != cell:
        return None
    code = " ".join(str(cell).split()).lower()
    return (
        "yes" if code in words_of_all("sheets.yes") else "no" if code in words_of_all("sheets.no") else code
    ) or None


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """Return Wilson's 95% interval of a share; all of 0 to 1 where nothing was tried.

    Examples
    --------
    >>> [round(end, 4) for end in wilson(8, 10)]
    [0.4902, 0.9433]
    """
    if not trials:
        return 0.0, 1.0
    share = successes / trials
    middle = share + Z * Z / (2 * trials)
    reach = Z * sqrt(share * (1 - share) / trials + Z * Z / (4 * trials * trials))
    whole = 1 + Z * Z / trials
    return min(share, _clipped((middle - reach) / whole)), max(share, _clipped((middle + reach) / whole))


def _clipped(number: float, low: float = 0.0) -> float:
    """A number between its bounds, NaN as it is."""
    return number if isnan(number) else max(low, min(1.0, number))


def cohens_kappa(pairs: Sequence[tuple[Any, Any]]) -> tuple[float, float]:
    """Return Cohen's kappa of pairs of codes, and its large-sample standard error.

    Examples
    --------
    >>> pairs = [("a", "a")] * 20 + [("a", "b")] * 5 + [("b", "a")] * 10 + [("b", "b")] * 15
    >>> [round(number, 4) for number in cohens_kappa(pairs)]
    [0.4, 0.127]
    """
    size = len(pairs)
    cells = {pair: count / size for pair, count in Counter(pairs).items()}
    rows: defaultdict[Any, float] = defaultdict(float)
    columns: defaultdict[Any, float] = defaultdict(float)
    for (one, other), share in cells.items():
        rows[one] += share
        columns[other] += share
    agreed = sum(share for (one, other), share in cells.items() if one == other)
    chance = sum(share * columns[code] for code, share in rows.items())
    if chance >= 1:
        return nan, nan
    spread = -((agreed * chance - 2 * chance + agreed) ** 2)
    for (one, other), share in cells.items():
        if one == other:
            spread += share * ((1 - chance) - (rows[one] + columns[one]) * (1 - agreed)) ** 2
        else:
            spread += share * (1 - agreed) ** 2 * (columns[one] + rows[other]) ** 2
    return (agreed - chance) / (1 - chance), sqrt(max(0.0, spread) / size) / (1 - chance) ** 2
