"""Why a choice of figures leaves none: what was asked for that is not there, and what there is instead."""

from collections.abc import Mapping, Sequence

import pandas as pd

from zjpolicy.data import keyed
from zjpolicy.registry.place_names import place_meant
from zjpolicy.registry.suggestions import NEAR, close_to, code_meant, did_you_mean

WORDS = {"indicator": "of", "place": "in", "period": "for", "status": "with the status"}
SHOWN = 6


def why_none(table: pd.DataFrame, asked: Mapping[str, str | None], thing: str = "figure") -> str:
    """Return what to say where no row fits: the first of the columns asked for that leaves none, and a remedy.

    Examples
    --------
    >>> table = pd.DataFrame({"indicator": ["gdp.growth"] * 2, "period": ["2019", "2020"]})
    >>> print(why_none(table, {"indicator": "gdp_growth", "period": "2020"}))
    no figure of 'gdp_growth'; did you mean 'gdp.growth'?
    >>> print(why_none(table, {"indicator": "gdp.growth", "period": "1990"}))
    no figure of gdp.growth for 1990; there are: 2019, 2020
    """
    message = f"no {thing}"
    for column, value in asked.items():
        if value is None:
            continue
        cells = table[column].astype("str") if column in table else pd.Series("", index=table.index)
        table = table[cells.eq(value).fillna(False)]
        if table.empty:
            there = sorted(set(cells.dropna()))
            remedy = _meant(column, value, there) or _listed(there)
            shown = value if not remedy or remedy.startswith("; there") else repr(value)
            return f"{message} {WORDS[column]} {shown}{remedy}"
        message += f" {WORDS[column]} {value}"
    return message


def place_among(name: str, there: Sequence[str]) -> str:
    """Return a place as a table calls it, whatever language and case it was named in.

    Examples
    --------
    >>> place_among("浙江", ["Zhejiang", "China"]), place_among("Zixu", ["Zhejiang"])
    ('Zhejiang', 'Zixu')
    """
    known = None if name in there else place_meant(name)
    return known.name if known else name


def _meant(column: str, value: str, there: Sequence[str]) -> str:
    """A slip for something that is there; what is known is no slip, though it is not there."""
    if column == "indicator" and value not in keyed("indicators.csv", "code"):
        return did_you_mean(code_meant(value, there))
    if column == "place" and place_meant(value) is None:
        return did_you_mean(close_to(value, there, NEAR))
    return ""


def _listed(there: Sequence[str]) -> str:
    """What there is: the first and last of many years, the first of many others."""
    if not there:
        return ""
    if len(there) > SHOWN and all(one[:4].isdecimal() for one in there):
        return f"; there are {there[0][:4]} to {max(one[-4:] for one in there)}"
    more = f" and {len(there) - SHOWN} more" if len(there) > SHOWN else ""
    return f"; there are: {', '.join(there[:SHOWN])}{more}"
