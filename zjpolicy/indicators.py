"""A statement's measure to a canonical indicator, where the registry is sure."""

from dataclasses import dataclass
from functools import cache

import pandas as pd
import regex

from zjpolicy.data import rows

# Words at a measure's edges that do not tell it from the same measure elsewhere or in another year.
EDGES = regex.compile(
    r"^(?:the|its|our|total|annual|average|overall|province's|provincial|regional|city's|municipal|national"
    r"|country's|nation's)\s+|^(?:全省|全市|全国|全年|我省|年均|实现|年度)"
    r"|\s+(?:of|in) (?:the )?(?:province|whole province|city|country|year|nation)$",
    regex.I,
)


@dataclass(frozen=True)
class Match:
    """An indicator code and how it was found."""

    code: str
    how: str


def indicators() -> pd.DataFrame:
    """Return the indicator registry.

    Returns
    -------
    DataFrame
        One row an indicator, all columns ``str``: ``code``, ``name``, ``name_zh``, ``aliases``, ``aliases_zh`` and
        ``exclude`` (parted by ``|``), ``unit``, ``kind``, ``better`` (``more``, ``less``, ``near``, ``ceiling``),
        ``nominal`` (``nominal``, ``real`` or missing), ``topic``, ``definition``, ``definition_source``.

    Examples
    --------
    >>> table = indicators()
    >>> table.loc[table["code"] == "gdp.growth", ["unit", "kind", "better"]].values.tolist()
    [['%', 'growth', 'more']]
    """
    table = pd.DataFrame(rows("indicators.csv")).astype("str")
    return table.mask(table == "")


@cache
def _by_alias() -> dict[tuple[str, str], str]:
    table: dict[tuple[str, str], str] = {}
    for row in rows("indicators.csv"):
        names = [row["name"], row["name_zh"], *row["aliases"].split("|"), *row["aliases_zh"].split("|")]
        for name in filter(None, names):
            table.setdefault((_fold(name), row["kind"]), row["code"])
    return table


@cache
def _units() -> dict[str, str]:
    return {row["code"]: row["unit"] for row in rows("indicators.csv")}


def _fold(measure: str) -> str:
    """Spelling that does not tell measures apart: case, apostrophes, articles, words for "of the province"."""
    folded = regex.sub(r"\s+", " ", measure.replace("’", "'").replace("-", " ")).strip().lower()
    while (shorter := EDGES.sub("", folded)) != folded and shorter:
        folded = shorter
    return folded


def match_indicator(measure: str, kind: str, unit: str, place: str | None = None) -> Match | None:
    """Return the indicator that a measure names, whole; None where it is not surely one.

    Parameters
    ----------
    measure, kind, unit : str
        As in a statement. "Added value of the marine economy" contains a known name and is another thing,
        so only whole names count.
    place : str, optional
        The place the figure is for; its name in the measure does not tell the indicator.

    Examples
    --------
    >>> match_indicator("total retail sales of consumer goods", "growth", "%")
    Match(code='retail_sales.growth', how='alias')
    >>> match_indicator("GDP of Hangzhou's eastern counties", "growth", "%") is None
    True
    """
    if not measure:
        return None
    folded = _fold(_without_place(measure, place) if place else measure)
    for said in (kind, "change" if kind == "level" else "level" if kind == "change" else kind):
        code = _by_alias().get((folded, said))
        if code and _agrees(unit, _units()[code]):
            return Match(code, "alias" if said == kind else "alias, other kind")
    return None


def _without_place(measure: str, place: str) -> str:
    name = regex.escape(place)
    return regex.sub(rf"^{name}[’']s\s+|\s+(?:of|in) {name}$", "", measure)


def _agrees(unit: str, expected: str) -> bool:
    money = {"CNY", "USD"}
    mass = {"t", "jin", "kg"}
    return (
        unit == expected
        or {unit, expected} <= money
        or {unit, expected} <= mass
        or unit.split("/")[0] == expected.split("/")[0]
    )
