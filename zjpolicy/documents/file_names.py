"""What a file's name says of the report in it: its key, and place and year where the text tells none."""

import os
import unicodedata
from typing import NamedTuple

import regex

from zjpolicy.data import keyed
from zjpolicy.languages import get_language
from zjpolicy.registry.place_names import place_meant
from zjpolicy.registry.places import find_places

YEAR = regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
HAN = regex.compile(r"\p{Han}")
APART = regex.compile(r"[^\w.-]+")
WORDS = regex.compile(r"[\p{L}'’]+")
# Levels of a place that one word among others may name: names of counties are short, and many.
PLAIN = ("country", "province", "prefecture")


class Named(NamedTuple):
    """Place, by its English name, and year; None where the name does not say."""

    place: str | None
    year: int | None


def file_key(path: str) -> str | None:
    """Return the key of a file's report: its stem, or its whole name where the stem is the key of a bundled edition.

    Examples
    --------
    >>> file_key("reports/杭州 2026(正式).TXT"), file_key("china-2017-zh.txt"), file_key("zhejiang-2020-zh.txt")
    ('杭州-2026-正式', 'china-2017-zh', 'zhejiang-2020-zh.txt')
    """
    name = unicodedata.normalize("NFC", os.path.basename(path.rstrip("/" + os.sep)))
    stem = _clean(os.path.splitext(name)[0])
    return (_clean(name) if stem in _taken() else stem) or None


def _clean(name: str) -> str:
    return APART.sub("-", name.encode("utf-8", "replace").decode()).strip("-")


def _taken() -> set[str]:
    """The keys of the bundled editions, and without their language, which name them too."""
    editions = keyed("editions.csv", "key")
    return {*editions, *(key.removesuffix(f"-{row['language']}") for key, row in editions.items())}


def named_by(path: str) -> Named:
    """Return the place and the year that a file's name tells.

    Examples
    --------
    >>> named_by("china-1992.txt"), named_by("浙江省2012年政府工作报告.txt"), named_by("２０２６ 杭州(正式).TXT")
    (Named(place='China', year=1992), Named(place='Zhejiang', year=2012), Named(place='Hangzhou', year=2026))
    >>> named_by("report 2012 to 2013.txt")
    Named(place=None, year=None)
    """
    stem = unicodedata.normalize("NFKC", os.path.splitext(os.path.basename(path))[0])
    years = set(YEAR.findall(stem))
    year = int(years.pop()) if len(years) == 1 else None
    return Named(_chinese_place(stem) if HAN.search(stem) else _english_place(stem), year)


def _chinese_place(stem: str) -> str | None:
    """The last of the units named one behind the other, as of 浙江省杭州市."""
    place, end = None, -1
    for found in find_places(stem, get_language("zh")):
        if place is not None and found.start > end + 1:
            break
        place, end = found.choose(place), found.end
    return place.name if place else None


def _english_place(stem: str) -> str | None:
    """The longest run of words that is a place's name."""
    words = WORDS.findall(stem.replace("_", " "))[:12]
    for size in range(len(words), 0, -1):
        for at in range(len(words) - size + 1):
            place = place_meant(" ".join(words[at : at + size]))
            if place and (place.level in PLAIN or size == len(words)):
                return place.name
    return None
