"""Figures in plain words: "up 6 to 6.5%", "more than 6 trillion yuan"."""

from typing import Any

import pandas as pd

from zjpolicy.registry.units import units

COMPARATORS = {"~": "about ", ">": "more than ", ">=": "at least ", "<": "less than ", "<=": "at most "}
SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
# Units that plain words leave out, glue to the number, or call otherwise than the table of units does.
UNIT_WORDS = {"": "", "1": "", "count": "", "rank": "", "%": "%", "permille": "‰", "CNY": "yuan", "times": "times"}


def plain_value(row: Any) -> str:
    """Return the number of a statement in plain words.

    Parameters
    ----------
    row : Series or mapping
        With ``value``, ``low``, ``high``, ``comparator``, ``unit``, ``kind`` and ``direction``.

    Returns
    -------
    str

    Examples
    --------
    >>> row = {"value": 6e12, "comparator": ">", "unit": "CNY", "kind": "level", "direction": None}
    >>> plain_value(row)
    'more than 6 trillion yuan'
    >>> plain_value({"low": 6.0, "high": 6.5, "unit": "%", "comparator": "range", "direction": "up"})
    'up 6 to 6.5%'
    >>> plain_value({"value": 3.0, "unit": "rank", "comparator": "=", "kind": "rank"})
    'rank 3'
    """
    said = {name: None if pd.isna(cell := row.get(name)) else cell for name in ("value", "low", "high", "unit")}
    direction = row.get("direction")
    toward = f"{direction} " if direction in ("up", "down") else "rank " if said["unit"] == "rank" else ""
    ends = [said["low"], said["high"]] if said["value"] is None else [said["value"]]
    number = " to ".join(_number(end) for end in ends if end is not None)
    word = unit_words(str(said["unit"] or ""))
    word = _singular(word) if number == "1" else word
    space = " " if word and word not in ("%", "‰") else ""
    return f"{toward}{COMPARATORS.get(row.get('comparator'), '')}{number}{space}{word}"


def _number(value: float) -> str:
    for size, word in SCALES:
        if abs(value) >= size:
            return f"{value / size:,.10g} {word}"
    return f"{value:,.10g}"


def unit_words(code: str) -> str:
    """The words for a unit code: "CNY/person/year" is "yuan per person per year"."""
    if code in UNIT_WORDS:
        return UNIT_WORDS[code]
    if code in units():
        words = units()[code].words["en"]
        return words[0] if words else code
    above, *below = code.split("/")
    if not below:
        return code
    head = "" if above == code else unit_words(above)
    return " per ".join([head, *(_singular(unit_words(part)) for part in below)]).strip()


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > 3 else word
