"""Headings that a source marks as such: which of them are the report's, and their levels among those with numbers."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from zjpolicy.documents.blocks import Span
from zjpolicy.documents.extracted import Mark
from zjpolicy.documents.furniture import Body
from zjpolicy.documents.heading_paragraphs import Title, Titles, numbered
from zjpolicy.documents.parts import told_by
from zjpolicy.documents.patterns import Patterns
from zjpolicy.languages import compiled

SENTENCE = compiled(r"[.!?;。！？；][”\"’)）]?\s*$")


class Marked(NamedTuple):
    """A marked heading, and its level in the source."""

    title: Title
    level: int


def title_marks(text: str, marks: Sequence[Mark], patterns: Patterns) -> list[Mark]:
    """Return the marks that may be headings: sources mark paragraphs as well, for their size or weight."""
    return [mark for mark in marks if _is_title(text[mark.start : mark.end], patterns)]


def _is_title(line: str, patterns: Patterns) -> bool:
    return len(line) <= patterns.title_max and any(map(str.isalnum, line)) and not SENTENCE.search(line)


def marked_titles(text: str, marks: Sequence[Mark], blocks: Sequence[Span], patterns: Patterns) -> dict[int, Marked]:
    """Return the headings that the source marks, by the place of their paragraph; the report's own title is none."""
    starts = [start for start, _ in blocks]
    found: dict[int, Marked] = {}
    for mark in marks:
        place = bisect_right(starts, mark.start) - 1
        start, end = blocks[place]
        title = numbered(text, mark.start, mark.end, patterns)
        words = title.title if title else " ".join(text[mark.start : mark.end].split())
        if title or not patterns.report.search(words):
            rank, number = (title.rank, title.number) if title else (0, "")
            found.setdefault(place, Marked(Title(rank, number, words, start, end, end), mark.level))
    while found and _are_titles(list(found.values()), patterns):
        highest = min(level for _, level in found.values())
        found = {place: heading for place, heading in found.items() if heading.level != highest}
    return found


def _are_titles(found: Sequence[Marked], patterns: Patterns) -> bool:
    """Whether the highest level is of titles above all, or one alone: none is numbered, tells a part or comes later."""
    highest = min(level for _, level in found)
    below = [level == highest for _, level in found]
    if len(found) > 1 and (all(below) or any(below[below.index(False) :])):
        return False
    return not any(title.number or told_by(title.title, patterns, None) for title, level in found if level == highest)


def with_marked(found: Titles, marked: Mapping[int, Marked], body: Body) -> Titles:
    """Give the marked headings their levels among those found by their numbers; the highest are of the first level."""
    inside = {place: heading for place, heading in marked.items() if body.first <= place <= body.last}
    levels = _levels(inside, found)
    others = [title.level for place, title in enumerate(found) if title and place not in inside]
    above = min(levels.values(), default=1) - 1
    shift = 0 if any(level <= above for level in others) else above
    placed = list(found)
    for place, (title, level) in inside.items():
        placed[place] = title._replace(level=levels[level] - shift)
    return placed


def _levels(inside: Mapping[int, Marked], found: Titles) -> dict[int, int]:
    """Levels of the outline for those of the source: as the numbers say, else one below the level above."""
    levels: dict[int, int] = {}
    last = 0
    for level in sorted({level for _, level in inside.values()}):
        numbered = [
            title.level for place, (_, own) in inside.items() if own == level and (title := found[place]) and title.rank
        ]
        last = max(min(numbered, default=0), last + 1)
        levels[level] = last
    return levels
