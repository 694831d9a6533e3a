"""The bundled reference tables: figures with their sources.

``data/datapackage.json`` says what there is: each table, its columns and their types, and where it is from.
"""

import json
from functools import cache
from importlib import resources
from typing import Any

import pandas as pd

from zjpolicy import data
from zjpolicy.errors import SourceError, check_types

# Columns that a table of one source need not repeat in every row, and where the package says them.
SOURCE = {"source_title": "title", "source_url": "path", "source_rank": "rank"}
DERIVED = {
    "period_start": "first year of the period",
    "period_end": "last year of the period",
    "source_title": "where the figure was read",
    "source_url": "address of the source",
    "source_rank": "1 report, communiqué or government page; 2 state press; 3 copy",
}
# Rows that agree in these speak of the same figure.
SAME = ("place", "indicator", "period", "status", "kind", "basis")


@cache
def _package() -> dict[str, Any]:
    text = resources.files(data.__package__).joinpath("datapackage.json").read_text(encoding="utf-8")
    return {resource["name"]: resource for resource in json.loads(text)["resources"]}


def datasets() -> pd.DataFrame:
    """Return what reference tables there are.

    Returns
    -------
    DataFrame
        One row a table.

        - ``name``, ``title``, ``description`` (str): what `dataset` takes, and what the table holds;
        - ``text_sha256`` (str): hash of the text that offsets hold for;
        - ``source_title``, ``source_url``, ``source_rank`` (str): as in `dataset`; tables of many sources name them
          row by row, and address and rank are missing here;
        - ``licence`` (str): under which terms the table may be used;
        - ``rows`` (int64): how many rows it has.

    Notes
    -----
    The tables are a Frictionless Data Package, described in ``zjpolicy/data/datapackage.json``.

    Examples
    --------
    >>> table = datasets()
    >>> table.loc[table["name"] == "zhejiang-2020", "source_rank"].tolist()
    ['1']
    """
    listed = []
    for name, about in _package().items():
        source = about["sources"][0]
        line = {key: about.get(key) for key in ("name", "title", "description", "text_sha256")}
        line |= {"source_title": source["title"], "source_url": source.get("path"), "source_rank": source.get("rank")}
        listed.append(line | {"licence": about["licenses"][0]["title"], "rows": len(data.rows(f"{name}.csv"))})
    table = pd.DataFrame(listed)
    return table.astype({name: "int64" if name == "rows" else "str" for name in table.columns})


def dataset(name: str) -> pd.DataFrame:
    """Return a reference table.

    Parameters
    ----------
    name : str
        One of the names in `datasets`.

    Returns
    -------
    DataFrame
        ``.attrs["fields"]``, a dict, tells what each column of the table means. Tables of figures have those of the
        following that apply, with the same dtypes as a statements table:

        - ``place``, ``indicator``, ``measure``, ``period`` (str), ``period_start``, ``period_end`` (Int64): what the
          figure is of, and for which years;
        - ``status``, ``kind`` (str), ``value``, ``low``, ``high`` (float64), ``comparator``, ``unit``, ``direction``
          (str): the figure; a fall of 3% is 3 and ``down``;
        - ``relation`` (str): a target set without a number, such as ``in step with gdp.growth``;
        - ``basis``, ``commitment`` (str): how settled an outcome is, and how firmly a target binds;
        - ``hedge``, ``cue`` (str), ``aims_higher`` (bool): the words that bound the figure and say how firmly it is
          meant, and whether the text adds that more will be tried for;
        - ``as_of`` (str): the day, year or span an outcome was counted to;
        - ``official_verdict``, ``verdict_source``, ``verdict_url`` (str): what an official list says came of a target;
        - ``ref``, ``item`` (int64, or Int64 where some rows have none): the figure's number in the order of the
          report, and in a list of targets or pledges;
        - ``section`` (str), ``paragraph``, ``end`` (int64), ``start`` (int64, or Int64 likewise), ``surface`` (str):
          where the figure stands in the text whose hash `datasets` or the column ``text_sha256`` (str) gives;
        - ``optional`` (bool): careful readers may differ on whether it is a figure;
        - ``announced_in``, ``delivered`` (str): the report or notice that gave the figure, and its day;
        - ``doubt`` (str): why the figure is doubtful;
        - ``source_title``, ``source_url``, ``source_rank`` (str): where it was read; 1 is a report, communiqué or
          government page, 2 state press, 3 a copy.

        The tables ``places`` and ``units`` say what codes and names there are, all in columns of str: ``code``,
        ``level``, ``name``, ``aliases_en``, ``name_zh``, ``aliases_zh``, ``parent``, ``congress_2018``; ``code``,
        ``dimension``, ``words_en``, ``symbols``, ``signs``, ``words_zh``, ``definition``, ``source``.

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

    Sources that disagree are all kept:

    >>> table = dataset("headline")
    >>> table.attrs["fields"]["source_rank"]
    '1 report, communiqué or government page; 2 state press; 3 copy'
    >>> core = table.query("place == 'Zhejiang' and indicator == 'digital_core.growth' and period == '2019'")
    >>> core.loc[core["status"] == "outcome", ["value", "basis", "source_rank"]].values.tolist()
    [[15.0, 'preliminary', '1'], [14.5, 'final', '3']]
    """
    check_types(dataset, locals())
    package = _package()
    if name not in package:
        raise SourceError(f"no reference table {name!r}; there are: {', '.join(package)}")
    about = package[name]
    fields = {field["name"]: field for field in about["schema"]["fields"]}
    table = pd.DataFrame(data.rows(f"{name}.csv")).astype("str")
    table = table.mask(table == "")
    for column, field in fields.items():
        table[column] = _typed(table[column], field)
    if "status" in fields:
        table = add_years(table)
        for column, key in SOURCE.items():
            if column not in table:
                table[column] = pd.Series(about["sources"][0].get(key), index=table.index, dtype="str")
    described = DERIVED | {column: field["description"] for column, field in fields.items()}
    table.attrs["fields"] = {column: described[column] for column in table.columns}
    return table


def _typed(column: pd.Series, field: dict[str, Any]) -> pd.Series:
    """A column of text with the dtype that its field says."""
    required = field.get("constraints", {}).get("required", False)
    match field["type"]:
        case "integer":
            return column.astype("int64") if required else column.astype("float64").astype("Int64")
        case "number":
            return column.astype("float64")
        case "boolean":
            return column.eq("true").astype("bool")
        case _:
            return column


def add_years(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table with ``period_start`` and ``period_end`` behind ``period``.

    Examples
    --------
    >>> add_years(pd.DataFrame({"period": ["2020", "2021-2025"]}))["period_end"].tolist()
    [2020, 2025]
    """
    years = table["period"].str.extract(r"^(\d{4})(?:-(\d{4}))?$")
    table = table.drop(columns=["period_start", "period_end"], errors="ignore")
    place = list(table.columns).index("period") + 1
    table.insert(place, "period_start", years[0].astype("float64").astype("Int64"))
    table.insert(place + 1, "period_end", years[1].fillna(years[0]).astype("float64").astype("Int64"))
    return table


def preferred(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table with one row a figure where sources disagree: that of the lowest ``source_rank``.

    Rows speak of the same figure when place, indicator, period, status, kind and basis agree. Of equal ranks a
    plain figure goes before a bound ("over 100 trillion"), then the earlier row. Rows without an indicator are all
    kept, and so is a table that names no ranks.

    Examples
    --------
    >>> table = dataset("headline")
    >>> gdp = table.query("place == 'China' and indicator == 'gdp.level' and period == '2020'")
    >>> gdp["value"].tolist(), preferred(gdp)["value"].tolist()
    ([100000000000000.0, 101600000000000.0, 101598600000000.0], [101600000000000.0])
    """
    if "source_rank" not in table or "indicator" not in table:
        return table
    order = pd.DataFrame({"rank": table["source_rank"].fillna("9"), "bound": table["comparator"].ne("=")})
    best = table.loc[order.sort_values(["rank", "bound"], kind="stable").index]
    same = [column for column in SAME if column in table]
    keep = ~best.duplicated(same) | best["indicator"].isna()
    return table[keep.reindex(table.index)]
