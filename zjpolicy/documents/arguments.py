"""What a caller says of a report, checked before anything rests on it."""

from numbers import Integral
from typing import Literal, get_args

import regex

from zjpolicy.data import keyed
from zjpolicy.languages import get_language

KEY = regex.compile(r"[\w.-]+")
Part = Literal["review", "plan"]
YEARS = range(1900, 2101)


def check_known(
    *, language: object = None, place: object = None, year: object = None, part: object = None, key: object = None
) -> None:
    """Raise where something said of a report is of the wrong kind.

    Raises
    ------
    TypeError
        Something is no text, or the year no whole number.
    ValueError
        There is no such language or part, or the year is none from 1900 to 2100.

    Examples
    --------
    >>> try:
    ...     check_known(year="2023")
    ... except TypeError as error:
    ...     print(error)
    year is a whole number such as 2020, not '2023'
    """
    for name, given in (("language", language), ("place", place), ("key", key)):
        if given is not None and not isinstance(given, str):
            raise TypeError(f"{name} is a str, not {given!r}")
    if year is not None and (isinstance(year, bool) or not isinstance(year, Integral)):
        raise TypeError(f"year is a whole number such as 2020, not {year!r}")
    if year is not None and year not in YEARS:
        raise ValueError(f"year is a year from {YEARS[0]} to {YEARS[-1]}, not {year!r}")
    if part not in (None, *get_args(Part)):
        raise ValueError(f'part is "review", "plan" or None, not {part!r}')
    if isinstance(language, str) and language:
        get_language(language)


def own_key(key: str | None) -> str | None:
    """Return the key of a report that is none of the catalogue; ValueError where it can be none.

    Examples
    --------
    >>> own_key("zixu-2023")
    'zixu-2023'
    """
    check_known(key=key)
    if key is not None and not KEY.fullmatch(key):
        raise ValueError(f"key is made of letters, digits, '-', '_' and '.', not {key!r}")
    if key in keyed("editions.csv", "key"):
        raise ValueError(f"key {key!r} names a bundled edition: choose another")
    return key
