"""Figures in plain words: "up 6 to 6.5%", "more than 6 trillion yuan", 增长6%至6.5%."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

import pandas as pd

from zjpolicy.languages import get_language
from zjpolicy.reading.model import Statement
from zjpolicy.registry.units import made_of_units, units

ENDS = ("value", "low", "high")


class Wording:
    """How one language tells a figure."""

    def __init__(self, code: str) -> None:
        table: Mapping[str, Any] = get_language(code).table("wording")
        self.code = code
        self.unit_once, self.singular = bool(table["unit_once"]), bool(table["singular"])
        self.space: str = table["space"]
        self.glued = frozenset(table["glued"])
        self.range, self.per = str(table["range"]), str(table["per"])
        self.digits: str = table["digits"]
        self.scales = [(int(size), str(word)) for size, word in table["scales"]]
        self.comparators: dict[str, str] = table["comparators"]
        self.ways: dict[str, str] = table["ways"]
        self.units: dict[str, str] = table["units"]

    def told(self, one: Statement) -> str:
        """The figure of a statement in plain words."""
        ends = [end for end in (one.low, one.high) if end is not None] if one.value is None else [one.value]
        return self.figure(ends, one.unit, one.comparator, one.kind, one.direction)

    def figure(self, ends: list[Any], unit: str, comparator: Any, kind: Any, direction: Any) -> str:
        """A number, or the ends of a range, with what is said of it."""
        numbers = list(map(self.number, ends))
        if len(numbers) == 1:
            amount = self._measured(numbers[0], unit)
        elif self.unit_once:
            amount = self._measured(self.range.join(numbers), unit)
        else:
            amount = self.range.join([self._measured(number, unit) for number in numbers])
        if comparator in self.comparators:
            amount = self.comparators[comparator].format(amount)
        for way in (unit, f"{kind} {direction}", direction):
            if way in self.ways:
                return self.ways[way].format(amount)
        return amount

    def number(self, value: float) -> str:
        """A number with its scale word."""
        size, word = self.scale(value)
        return f"{value if size == 1 else value / size:{self.digits}}{word}"

    def scale(self, value: float) -> tuple[int, str]:
        """The size of the scale word that a number is told with, and the word."""
        for scale in self.scales:
            if abs(value) >= scale[0]:
                return scale
        return 1, ""

    def _measured(self, number: str, unit: str) -> str:
        word = unit_words(unit, self.code)
        if self.singular and number == "1":
            word = _singular(word)
        return number + (self.space if word and word not in self.glued else "") + word


@cache
def wording(code: str) -> Wording:
    """Return how a language tells figures, made once."""
    return Wording(code)


def plain_value(row: Any, language: str = "en") -> str:
    """Return the number of a statement in plain words.

    Parameters
    ----------
    row : Series or mapping
        With ``value``, ``low``, ``high``, ``comparator``, ``unit``, ``kind`` and ``direction``.
    language : str, optional
        In which language.

    Returns
    -------
    str

    Examples
    --------
    >>> row = {"value": 6e12, "comparator": ">", "unit": "CNY", "kind": "level", "direction": None}
    >>> plain_value(row), plain_value(row, "zh")
    ('more than 6 trillion yuan', '超过6万亿元')
    >>> plain_value({"low": 6.0, "high": 6.5, "unit": "%", "comparator": "range", "direction": "up"})
    'up 6 to 6.5%'
    >>> plain_value({"value": 3.0, "unit": "rank", "comparator": "=", "kind": "rank"})
    'rank 3'
    """
    cells = (row.get(name) for name in (*ENDS, "unit"))
    value, low, high, unit = (None if cell is None or pd.isna(cell) else cell for cell in cells)
    ends = [end for end in ([low, high] if value is None else [value]) if end is not None]
    told = (row.get(name) for name in ("comparator", "kind", "direction"))
    return wording(language).figure(ends, "" if unit is None else str(unit), *told)


def scale_of(value: float, language: str = "en") -> tuple[int, str]:
    """The size of the scale word that a number is told with, and the word, its space before it.

    Examples
    --------
    >>> scale_of(6e12), scale_of(7)
    ((1000000000000, ' trillion'), (1, ''))
    """
    return wording(language).scale(value)


@made_of_units
@lru_cache(maxsize=1_000)
def unit_words(code: str, language: str = "en") -> str:
    """The words for a unit code: "CNY/person/year" is "yuan per person per year"."""
    words = wording(language)
    if code in words.units:
        return words.units[code]
    if code in units():
        known = units()[code].words.get(language)
        return known[0] if known else code
    above, *below = code.split("/")
    if not below:
        return code
    head = "" if above == code else unit_words(above, language)
    parts = [unit_words(part, language) for part in below]
    return words.per.join([head, *(map(_singular, parts) if words.singular else parts)]).strip()


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > 3 else word
