"""Which paragraphs are the report's own: what a page puts around it is none of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from zjpolicy.documents.blocks import Span
from zjpolicy.documents.patterns import Patterns
from zjpolicy.languages import compiled

# A line of a page's own this short that ends in a colon is no sentence of the report.
LABEL = 20
CLAUSES, DIGIT, LABELLED = compiled(r"[,，、；;]\s*\p{L}"), compiled(r"\d"), compiled(r"[:：>＞|｜©]")


@dataclass(frozen=True)
class Body:
    """First and last paragraph between a page's breadcrumb and its footer, and the first with a full sentence."""

    first: int
    last: int
    opening: int


def body_of(text: str, blocks: Sequence[Span], patterns: Patterns) -> Body:
    """Find the paragraphs of a report between a page's own."""
    ends = [
        place
        for place, (start, end) in enumerate(blocks)
        if patterns.terminal.search(text[max(0, end - 3) : end])
        and not (end - start <= LABEL and patterns.boilerplate.match(text[start:end]))
    ]
    if len(blocks) < 4 or not ends:
        return Body(0, len(blocks) - 1, 0)
    first, last = 0, max(ends[-1], 0)
    while first < ends[0] and patterns.boilerplate.match(text[slice(*blocks[first])][:200]):
        first += 1
    while last + 1 < len(blocks) and _goes_on(text[slice(*blocks[last + 1])], patterns):
        last += 1
    last = last_of(text, blocks, last, first, patterns)
    tail = blocks[last + 1 :]
    if sum(end - start for start, end in tail) > max(600, len(text) // 10):
        last = len(blocks) - 1
    return Body(first, last, ends[0])


def _goes_on(line: str, patterns: Patterns) -> bool:
    """Whether a paragraph without a stop is the report's: an item of its last list, or clauses that tell a figure."""
    if patterns.listed.match(line[:200]):
        return True
    prose = CLAUSES.search(line) and DIGIT.search(line) and not LABELLED.search(line)
    return bool(prose) and not patterns.boilerplate.match(line[:200])


def last_of(text: str, blocks: Sequence[Span], last: int, first: int, patterns: Patterns) -> int:
    """The last paragraph that is no furniture."""
    while last > first and patterns.boilerplate.match(text[slice(*blocks[last])][:200]):
        last -= 1
    return last
