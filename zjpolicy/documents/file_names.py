"""What the name of a file says of the report in it: where the text says nothing, it is the last to ask."""

from pathlib import PurePath
from typing import NamedTuple

import regex

from zjpolicy.documents.arguments import YEARS
from zjpolicy.languages import detect_language, get_language
from zjpolicy.registry.place_names import place_meant
from zjpolicy.registry.places import find_places

YEAR = regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
WORD = regex.compile(r"\p{Latin}++")
# How many words a place's name has at most: "Inner Mongolia Autonomous Region".
LONGEST = 4


class NameSays(NamedTuple):
    """Place, by its English name, and year; None where the name says nothing, or more than one thing."""

    place: str | None
    year: int | None


def said_by_name(source: str | None) -> NameSays:
    """Read place and year from the name of a file.

    Parameters
    ----------
    source : str or None
        A path; the address of a page says nothing, for it tells when it was put there.

    Examples
    --------
    >>> said_by_name("reports/inner-mongolia-2026-zh.txt"), said_by_name("2019年浙江省政府工作报告.docx")
    (NameSays(place='Inner Mongolia', year=2026), NameSays(place='Zhejiang', year=2019))
    >>> said_by_name("download (3).txt"), said_by_name("https://example.org/zhejiang-2020.html")
    (NameSays(place=None, year=None), NameSays(place=None, year=None))
    """
    if source is None or "://" in source:
        return NameSays(None, None)
    stem = PurePath(source.replace("\\", "/")).stem
    years = {int(year) for year in YEAR.findall(stem)} & set(YEARS)
    return NameSays(_place(stem), years.pop() if len(years) == 1 else None)


def _place(stem: str) -> str | None:
    language = get_language("zh") if detect_language(stem) == "zh" else None
    if language:
        found = {name.choose(None).name for name in find_places(stem, language)}
        return found.pop() if len(found) == 1 else None
    words = WORD.findall(stem)
    for size in range(LONGEST, 0, -1):
        for start in range(len(words) - size + 1):
            if place := place_meant(" ".join(words[start : start + size])):
                return place.name
    return None
