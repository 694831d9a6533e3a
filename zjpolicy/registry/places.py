"""Administrative units of China by their English and Chinese names."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from zjpolicy.data import rows
from zjpolicy.languages import Language, compiled

NATION, NATION_CODE = "China", "000000"
HAN_NAME = compiled(r"\p{Han}{2}")
# How many characters tell most words from the beginning of a name.
LATIN_KEY, HAN_KEY = 3, 2
CAPITALISED = compiled(r"(?<![\p{L}])\p{Lu}[\p{L}’']++")


@dataclass(frozen=True)
class Place:
    """One row of ``data/places.csv``; regions have no code."""

    code: str
    level: str
    name: str
    name_zh: str
    parent: str


class FoundPlace(NamedTuple):
    """A place name in a text; several places may bear the name."""

    candidates: tuple[Place, ...]
    start: int
    end: int

    def choose(self, home: Place | None) -> Place:
        """The candidate that lies in the home place, else the one of the highest level."""
        if home is not None:
            for place in self.candidates:
                if place is home or place.code[:2] == home.code[:2] != "":
                    return place
        return self.candidates[0]


@cache
def places() -> dict[str, list[tuple[str, tuple[Place, ...]]]]:
    """Return names by their first word (English) or first two characters (Chinese), longest first."""
    named: dict[str, list[Place]] = {}
    for place, aliases in _rows():
        for name in aliases:
            named.setdefault(name, []).append(place)
    table: dict[str, list[tuple[str, tuple[Place, ...]]]] = {}
    for name, bearers in named.items():
        word = CAPITALISED.match(name)
        table.setdefault(word[0] if word else name[:2], []).append((name, tuple(bearers)))
    for names in table.values():
        names.sort(key=lambda entry: -len(entry[0]))
    return table


@cache
def _rows() -> list[tuple[Place, tuple[str, ...]]]:
    levels = ("country", "region", "province", "prefecture", "county")
    ordered = sorted(rows("places.csv"), key=lambda row: levels.index(row["level"]))
    return [
        (
            Place(row["code"], row["level"], row["name"], row["name_zh"], row["parent"]),
            tuple(
                dict.fromkeys(
                    filter(
                        None,
                        [
                            row["name"],
                            *row["aliases_en"].split("|"),
                            row["name_zh"],
                            *row["aliases_zh"].split("|"),
                        ],
                    )
                )
            ),
        )
        for row in ordered
    ]


@cache
def place_named(name: str) -> Place | None:
    """Return the place of a name in either language, the one of the highest level where several bear it."""
    return next((place for place, aliases in _rows() if name in aliases), None)


@cache
def names_of(name: str) -> tuple[str, ...]:
    """Return all that a place is called in either language; a place that is not known has one name."""
    place = place_named(name)
    return next((aliases for one, aliases in _rows() if one is place), (name,))


@cache
def place_coded(code: str) -> Place | None:
    """Return the place with a GB/T 2260 code."""
    return next((place for place, _ in _rows() if place.code == code and code), None)


@cache
def congress_of_2018(name: str | None) -> int | None:
    """Return the number of a place's people's congress that first met in 2018; None where it is not known.

    Examples
    --------
    >>> congress_of_2018("Zhejiang"), congress_of_2018("Shanghai"), congress_of_2018("Anji")
    (13, 15, None)
    """
    found = next((row["congress_2018"] for row in rows("places.csv") if row["name"] == name), "")
    return int(found) if found else None


def unit_of(home: Place | None, level: str, ending: str) -> Place | None:
    """Return the unit of a level that a place is, by how its Chinese name ends, or lies in; None where it is above.

    Examples
    --------
    >>> unit_of(place_named("Anji"), "province", "[省区]").name
    'Zhejiang'
    >>> unit_of(place_named("Beijing"), "prefecture", "市").name
    'Beijing'
    """
    if home is None:
        return place_coded(NATION_CODE) if level == "country" else None
    if any(regex.search(f"{ending}$", name) for name in names_of(home.name)):
        return home
    place: Place | None = home
    while place is not None and place.level != level:
        place = place_coded(place.parent)
    return place


class Starts(NamedTuple):
    """Where names may start: the first character of one before a second of one, and what whole beginnings there are."""

    pattern: regex.Pattern[str]
    beginnings: frozenset[str]
    length: int


@cache
def _starts(spaced: bool) -> Starts:
    """Where a name may start in a language with spaces between words, or without."""
    pattern, length = (CAPITALISED, LATIN_KEY) if spaced else (HAN_NAME, HAN_KEY)
    names = [name for entries in places().values() for name, _ in entries if pattern.match(name)]
    firsts, seconds = (sorted(set(characters)) for characters in zip(*(name[:2] for name in names), strict=True))
    sets = ("".join(map(regex.escape, characters)) for characters in (firsts, seconds))
    return Starts(compiled("[{}](?=[{}])".format(*sets)), frozenset(name[:length] for name in names), length)


def place_starts(text: str, start: int, end: int, language: Language) -> list[int]:
    """Return where in a stretch of text a place's name may start, whatever stands around it; none starts elsewhere.

    Examples
    --------
    >>> from zjpolicy.languages import get_language
    >>> place_starts("The city of Hangzhou", 0, 20, get_language("en"))
    [12]
    """
    pattern, beginnings, length = _starts(language.spaced)
    found = pattern.finditer(text, start, end)
    return [at for each in found if text[(at := each.start()) : at + length] in beginnings]


@lru_cache(maxsize=500)
def find_places(text: str, language: Language) -> tuple[FoundPlace, ...]:
    """Find the place names of a text, longest names first at each position."""
    found: list[FoundPlace] = []
    known = places()
    for word in (CAPITALISED if language.spaced else _starts(False).pattern).finditer(text):
        start = word.start()
        key = word[0].removesuffix("’s").removesuffix("'s") if language.spaced else text[start : start + 2]
        if found and start < found[-1].end:
            continue
        for name, bearers in known.get(key, ()):
            end = start + len(name)
            if text.startswith(name, start) and not _goes_on(text, start, end, language):
                found.append(FoundPlace(bearers, start, end))
                break
    return tuple(found)


def _goes_on(text: str, start: int, end: int, language: Language) -> bool:
    """Whether a name is only part of a word, or shares some characters with one that goes on beyond it."""
    if language.spaced:
        return text[end : end + 1].isalpha()
    low = max(0, start - 1)
    crossed = compiled(language.table("places.crossed"))
    words = ((word.start() + low, word.end() + low) for word in crossed.finditer(text[low : end + 1]))
    return any(first < start < last or first < end < last for first, last in words)
