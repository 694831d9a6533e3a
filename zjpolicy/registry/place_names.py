"""Names of places as people give them: case, a word such as "Province" behind them, slips."""

import warnings
from functools import cache

from zjpolicy.data import rows
from zjpolicy.errors import SourceWarning, calls_within
from zjpolicy.languages import compiled, entries_of_all, get_language
from zjpolicy.registry.places import Place, find_places, place_named
from zjpolicy.registry.suggestions import NEAR, close_to, did_you_mean

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
HAN = compiled(r"\p{Han}")
INITIALS = compiled(r"\p{Lu}{2,6}")
LEVEL = compiled(rf"(?P<name>.+?)[ -](?P<level>{'|'.join(LEVELS)})")
# The provinces that are cities, as their codes begin.
MUNICIPALITIES = ("11", "12", "31", "50")


@cache
def place_meant(name: str) -> Place | None:
    """Return the place of a name, its case and a word such as "Province" behind it set aside.

    Examples
    --------
    >>> [place.name for place in map(place_meant, ["zhejiang", "Zhejiang Province", "Anji County"]) if place]
    ['Zhejiang', 'Zhejiang', 'Anji']
    >>> [place.name for place in map(place_meant, ["全国", "内蒙", "浙江省杭州市"]) if place]
    ['China', 'Inner Mongolia', 'Hangzhou']
    """
    if known := place_named(name):
        return known
    folded = " ".join(name.casefold().split())
    if usual := entries_of_all("sheets.places").get(folded):
        return place_named(usual)
    if HAN.search(name):
        return _chain(name)
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


def place_initials(name: str) -> str | None:
    """Return the place whose initials a word may be; None where it is no such word, or nothing fits.

    Examples
    --------
    >>> place_initials("IMAR"), place_initials("ZJ")
    ('Inner Mongolia', None)
    """
    if not INITIALS.fullmatch(name):
        return None
    for row in rows("places.csv"):
        for known in (row["name"], *row["aliases_en"].split("|")):
            if "".join(word[0] for word in known.split()) == name:
                return row["name"]
    return None


def own_place(name: str) -> str:
    """Return a place by its English name, one that is unknown as it is; a warning where that looks like a slip."""
    if known := place_meant(name):
        return known.name
    if near := place_initials(name) or place_near(name):
        message = f"place {name!r} is unknown{did_you_mean(near)}"
        warnings.warn(SourceWarning(message), stacklevel=calls_within())
    return name


def _chain(name: str) -> Place | None:
    """The last of the units that a name consists of, one behind the other."""
    place, end = None, 0
    for found in find_places(name, get_language("zh")):
        if found.start != end:
            return None
        place, end = found.choose(place), found.end
    return place if end == len(name) else None


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
