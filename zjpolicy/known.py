"""What a caller says of a report, checked before anything rests on it."""

import warnings
from functools import cache
from numbers import Integral
from typing import Literal, get_args

import regex

from zjpolicy.data import keyed, rows
from zjpolicy.errors import SourceWarning
from zjpolicy.hints import NEAR, close_to, did_you_mean
from zjpolicy.languages import get_language
from zjpolicy.places import Place, place_named

KEY = regex.compile(r"[\w.-]+")
Part = Literal["review", "plan"]
YEARS = range(1900, 2101)
# What may stand behind a place's name, and which levels it speaks of.
LEVELS = {
    "province": ("province",),
    "autonomous region": ("province",),
    "municipality": ("municipality", "prefecture"),
    "city": ("municipality", "prefecture", "county"),
    "prefecture": ("prefecture",),
    "county": ("county",),
    "district": ("county",),
}
LEVEL = regex.compile(rf"(?P<name>.+?)[ -](?P<level>{'|'.join(LEVELS)})")
# The provinces that are cities, as their codes begin.
MUNICIPALITIES = ("11", "12", "31", "50")


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
    for name, said in (("language", language), ("place", place), ("key", key)):
        if said is not None and not isinstance(said, str):
            raise TypeError(f"{name} is a str, not {said!r}")
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


@cache
def place_meant(name: str) -> Place | None:
    """Return the place of a name, its case and a word such as "Province" behind it set aside.

    Examples
    --------
    >>> [place.name for place in map(place_meant, ["zhejiang", "Zhejiang Province", "Anji County"]) if place]
    ['Zhejiang', 'Zhejiang', 'Anji']
    """
    if known := place_named(name):
        return known
    folded = " ".join(name.casefold().split())
    if known := _folded(folded):
        return known
    found = LEVEL.fullmatch(folded)
    bare = _folded(found["name"]) if found else None
    return bare if found and bare and _level(bare) in LEVELS[found["level"]] else None


@cache
def place_near(name: str) -> str | None:
    """Return the known place that an unknown name is probably a slip for.

    Examples
    --------
    >>> place_near("Zhejang"), place_near("Zixu")
    ('Zhejiang', None)
    """
    return close_to(name, (row["name"] for row in rows("places.csv")), NEAR)


def own_place(name: str) -> str:
    """Return a place by its English name, one that is unknown as it is; a warning where that looks like a slip."""
    if known := place_meant(name):
        return known.name
    if near := place_near(name):
        said = f"place {name!r} is unknown{did_you_mean(near)}"
        warnings.warn(SourceWarning(said), stacklevel=4)
    return name


def _level(place: Place) -> str:
    return "municipality" if place.level == "province" and place.code[:2] in MUNICIPALITIES else place.level


def _folded(name: str) -> Place | None:
    known = _names().get(name)
    return place_named(known) if known else None


@cache
def _names() -> dict[str, str]:
    """Names of places as written, by the same without case."""
    listed = (name for row in rows("places.csv") for name in (row["name"], *row["aliases_en"].split("|")) if name)
    return {name.casefold(): name for name in listed}
