"""Where sentences end."""

from collections.abc import Iterator
from functools import lru_cache

import regex

from zjpolicy.documents.blocks import EDGES
from zjpolicy.documents.patterns import Patterns, patterns_of
from zjpolicy.languages import Language, compiled
from zjpolicy.languages.numerals import ROMAN

# A "sentence" beyond this is no sentence; it is cut at a space or behind a comma so that no row holds a whole file.
MAX_SENTENCE = 2_000
COMMA = compiled("(?r)[，、；]")
# How many characters before a full stop may be the number of an item: "12.", "VIII."
NUMBER = 5
# How many may be an abbreviation.
REACH = 8


def split_sentences(text: str, start: int, end: int, language: Language) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences between two offsets."""
    patterns = patterns_of(language)
    for mark in patterns.sentence_end.finditer(text, start, end):
        sign = text[mark.start()]
        if sign in "\r\n" and not _breaks(text, mark.end(), end, patterns):
            continue
        if sign == "." and _is_abbreviation(text, mark, start, patterns):
            continue
        yield from _cut(text, start, mark.end())
        start = mark.end()
    yield from _cut(text, start, end)


def _breaks(text: str, pos: int, end: int, patterns: Patterns) -> bool:
    """A line break inside a paragraph ends a sentence only before a new item."""
    line = text[pos : min(end, pos + 200)].splitlines()[0].lstrip(EDGES) if pos < end else ""
    return patterns.heading.fullmatch(line) is not None


def _is_abbreviation(text: str, mark: regex.Match[str], start: int, patterns: Patterns) -> bool:
    stop = mark.start()
    if _is_short_for(text[max(start, stop - REACH) : stop].rpartition(" ")[2], patterns):
        return True
    if text[stop - 1 : stop].isdecimal() and text[mark.end() : mark.end() + 1].isdecimal():
        return True
    if stop - start > NUMBER + 2:
        return False
    item = text[start:stop].strip()
    return (item.isdecimal() and len(item) <= 2) or (0 < len(item) <= NUMBER and set(item) <= set(ROMAN))


@lru_cache(maxsize=4_096)
def _is_short_for(word: str, patterns: Patterns) -> bool:
    """Whether the word before a full stop, or its end, is an abbreviation."""
    return patterns.abbreviations.search(word) is not None


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence without the blanks around it, in pieces where it is too long to be one."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    cuts = []
    while end - start > MAX_SENTENCE:
        low, high = start + MAX_SENTENCE // 2, start + MAX_SENTENCE
        comma = COMMA.search(text, low, high)
        middle = max(text.rfind(" ", low, high), comma.end() if comma else -1)
        middle = middle if middle > 0 else high
        cuts.append((start, middle))
        start = middle
    return [*cuts, (start, end)] if start < end else cuts
