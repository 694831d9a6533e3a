"""Lines to paragraphs: where a page's width broke a line, and where a text has no lines at all."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from zjpolicy.documents.extracted import Mark
from zjpolicy.documents.patterns import Patterns
from zjpolicy.languages import compiled
from zjpolicy.languages.searchable import UNSEEN

Span = tuple[int, int]
# A line of Chinese that ends inside of a decimal number: its sentences end with another sign.
DECIMAL = compiled(r"\p{Han}\P{Han}{0,20}\d\.$")
# A line so many times shorter than the next was not broken for its length: it is a title.
WRAPPED = 3
# A line longer than this is a text without line breaks: headings stand inside of it.
LONG = 3_000
# How Chinese begins a paragraph.
INDENT = "\u3000\u3000"
EDGES = f" \t\u00a0\u2002\u2003\u3000{UNSEEN}"


def blocks(text: str, patterns: Patterns, marks: Sequence[Mark] = ()) -> list[Span]:
    """Spans of paragraphs: lines, joined where a line break stands inside a sentence; a marked heading stands alone."""
    found: list[Span] = []
    starts = [mark.start for mark in marks]
    last = None
    for start, end in _lines(text, patterns):
        at = bisect_left(starts, end) - 1
        mark = marks[at] if at >= 0 and marks[at].end > start else None
        if found and (mark == last if mark or last else _joins(text, found[-1], start, end, patterns)):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
        last = mark
    return found


def trim(text: str, start: int, end: int) -> Span:
    """Return a span without the blanks at its edges."""
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    return start, end


def _lines(text: str, patterns: Patterns) -> Iterator[Span]:
    """Lines that say something; what has none is parted before the headings inside of it."""
    even = text.replace("\r", "\n")
    at = 0
    while at < len(text):
        start, feed = at, even.find("\n", at)
        end = feed if feed >= 0 else len(text)
        at = end + 1
        if end - start > LONG:
            for mark in patterns.inline.finditer(text, start, end):
                span = trim(text, start, mark.start())
                if span[0] < span[1]:
                    yield span
                start = mark.start()
        span = trim(text, start, end)
        if span[0] < span[1]:
            yield span


def _joins(text: str, last: Span, start: int, end: int, patterns: Patterns) -> bool:
    between = text[last[1] : start]
    if between.count("\n") > 1 or between.count("\r") > 1 or not ("\n" in between or "\r" in between):
        return False
    if between.endswith(INDENT):
        return False
    tail, line = text[max(last[0], last[1] - 4) : last[1]], text[start : min(end, start + 200)]
    if line[:1].isdecimal() and DECIMAL.search(text[max(last[0], last[1] - 40) : last[1]]):
        return True
    if end - start > WRAPPED * (last[1] - last[0]) and patterns.unnumbered.fullmatch(text, last[0], last[1]):
        return False
    if patterns.terminal.search(tail) and tail.rstrip('”"’)）')[-1:] not in ",，、":
        return False
    if not patterns.continues.match(line):
        return False
    return not patterns.heading.fullmatch(line)
