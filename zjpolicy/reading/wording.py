"""Figures in plain words: "up 6 to 6.5%", "more than 6 trillion yuan", 增长6%至6.5%."""

from typing import Any

import pandas as pd

from zjpolicy.languages import get_language
from zjpolicy.registry.units import units

ENDS = ("value", "low", "high")


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
    words = get_language(language).table("wording")
    value, low, high, unit = (None if cell is None or pd.isna(cell) else cell for cell in map(row.get, (*ENDS, "unit")))
    code = "" if unit is None else str(unit)
    ends = [end for end in ([low, high] if value is None else [value]) if end is not None]
    numbers = [_number(end, language) for end in ends]
    if words["unit_once"]:
        amount = _measured(words["range"].join(numbers), code, language)
    else:
        amount = words["range"].join(_measured(number, code, language) for number in numbers)
    amount = words["comparators"].get(row.get("comparator"), "{}").format(amount)
    direction = row.get("direction")
    for way in (code, f"{row.get('kind')} {direction}", direction):
        if way in words["ways"]:
            return str(words["ways"][way]).format(amount)
    return str(amount)


def _measured(number: str, code: str, language: str) -> str:
    words = get_language(language).table("wording")
    word = unit_words(code, language)
    if words["singular"] and number == "1":
        word = _singular(word)
    return number + (words["space"] if word and word not in words["glued"] else "") + word


def scale_of(value: float, language: str = "en") -> tuple[int, str]:
    """The size of the scale word that a number is told with, and the word, its space before it.

    Examples
    --------
    >>> scale_of(6e12), scale_of(7)
    ((1000000000000, ' trillion'), (1, ''))
    """
    scales = get_language(language).table("wording.scales")
    return next(((size, word) for size, word in scales if abs(value) >= size), (1, ""))


def _number(value: float, language: str) -> str:
    size, word = scale_of(value, language)
    return f"{value if size == 1 else value / size:{get_language(language).table('wording.digits')}}{word}"


def unit_words(code: str, language: str = "en") -> str:
    """The words for a unit code: "CNY/person/year" is "yuan per person per year"."""
    words = get_language(language).table("wording")
    if code in words["units"]:
        return str(words["units"][code])
    if code in units():
        known = units()[code].words.get(language)
        return known[0] if known else code
    above, *below = code.split("/")
    if not below:
        return code
    head = "" if above == code else unit_words(above, language)
    parts = [unit_words(part, language) for part in below]
    return str(words["per"]).join([head, *(map(_singular, parts) if words["singular"] else parts)]).strip()


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > 3 else word
