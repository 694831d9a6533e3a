"""Where sentences end."""

from collections.abc import Iterator

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


def split_sentences(text: str, start: int, end: int, language: Language) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences between two offsets."""
    patterns = patterns_of(language)
    at = start
    for mark in patterns.sentence_end.finditer(text, start, end):
        if mark[0][0] in "\r\n" and not _breaks(text, mark.end(), end, patterns):
            continue
        if text[mark.start()] == "." and _is_abbreviation(text, mark, at, patterns):
            continue
        yield from _cut(text, at, mark.end())
        at = mark.end()
    yield from _cut(text, at, end)


def _breaks(text: str, pos: int, end: int, patterns: Patterns) -> bool:
    """A line break inside a paragraph ends a sentence only before a new item."""
    line = text[pos : min(end, pos + 200)].splitlines()[0].lstrip(EDGES) if pos < end else ""
    return any(pattern.fullmatch(line) for _, pattern in patterns.headings)


def _is_abbreviation(text: str, mark: regex.Match[str], start: int, patterns: Patterns) -> bool:
    if patterns.abbreviations.search(text[max(start, mark.start() - 8) : mark.start()]):
        return True
    if text[mark.start() - 1 : mark.start()].isdecimal() and text[mark.end() : mark.end() + 1].isdecimal():
        return True
    if mark.start() - start > NUMBER + 2:
        return False
    item = text[start : mark.start()].strip()
    return (item.isdecimal() and len(item) <= 2) or (0 < len(item) <= NUMBER and set(item) <= set(ROMAN))


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    start, end = _trim_all(text, start, end)
    while end - start > MAX_SENTENCE:
        low, high = start + MAX_SENTENCE // 2, start + MAX_SENTENCE
        comma = COMMA.search(text, low, high)
        middle = max(text.rfind(" ", low, high), comma.end() if comma else -1)
        middle = middle if middle > 0 else high
        yield start, middle
        start = middle
    if start < end:
        yield start, end


def _trim_all(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
