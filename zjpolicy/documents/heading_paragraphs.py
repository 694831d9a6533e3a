"""Which paragraphs are headings, by a number or for standing alone, and how deep they lie."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import regex

from zjpolicy.documents.blocks import EDGES, Span
from zjpolicy.documents.furniture import Body
from zjpolicy.documents.numbering import Number, depths
from zjpolicy.documents.parts import told_by
from zjpolicy.documents.patterns import Patterns
from zjpolicy.languages.numerals import value_of

# How much of a paragraph a heading may open.
OPENING = 600
# How much text must stand below an unnumbered line for it to be a heading.
BELOW = 60


class Title(NamedTuple):
    """A heading in place; rank 0 is of those without a number, and level 0 is not told yet."""

    rank: int
    number: str
    title: str
    start: int
    end: int
    line_end: int
    item: bool = False  # a numbered paragraph, no title of a section
    level: int = 0


Titles = list[Title | None]


def numbered_titles(text: str, blocks: Sequence[Span], body: Body, patterns: Patterns) -> Titles:
    """Return the numbered heading of each paragraph, None where it has none.

    A paragraph that opens with 五、 is one where a fourth came before: else it is a piece of a list.
    """
    found: Titles = [None] * len(blocks)
    last = 0
    for place in range(body.first, body.last + 1):
        title = numbered(text, *blocks[place], patterns)
        value = value_of(title.number) if title else 0
        if title and title.rank == 1 and title.item and value not in (1, last + 1):
            continue
        found[place] = title
        last = value if title and (title.rank == 1 or value == last + 1) else last
    bare = [title for title in found if title and not title.title]
    if [value_of(title.number) for title in bare][:2] != [1, 2]:  # a number alone may be anything
        found = [title if title and title.title else None for title in found]
    return found


def numbered(text: str, start: int, end: int, patterns: Patterns) -> Title | None:
    """Return the numbered heading that a paragraph is or begins with."""
    last = _line_end(text, start, end)
    line = text[start : min(last, start + OPENING)]
    for rank, pattern in patterns.headings if patterns.heading.fullmatch(line) else ():
        if not (found := pattern.fullmatch(line)):
            continue
        title = found["title"].strip(EDGES)
        item = len(title) > patterns.title_max or patterns.terminal.search(title) is not None
        opening = patterns.run_in.match(title) if item else None
        if item and rank == 1 and (opening is None or line[found.end("number")].isspace()):
            return None
        title = opening["title"].strip(EDGES) if opening else _first_words(title) if item else title
        return Title(rank, found["number"], title, start, end, last, item)
    return None


def _line_end(text: str, start: int, end: int) -> int:
    """Where the first line of a paragraph ends."""
    feed = text.find("\n", start, end)
    stop = feed if feed >= 0 else end
    back = text.find("\r", start, stop)
    return back if back >= 0 else stop


def standing_titles(text: str, blocks: Sequence[Span], body: Body, found: Titles, patterns: Patterns) -> None:
    """Add headings without numbers: lines that tell a part where no number comes before, any where none has a number.

    Where a number opens the outline, such a line is one of the many below its sections.
    """
    places = range(body.first, body.last)
    numbered_places = ((place, title) for place in places if (title := found[place]) and title.rank == 1)
    opened, first = next(numbered_places, (body.last, None))
    if first is None or value_of(first.number) != 1 or _told_above(text, blocks, opened, body, patterns):
        for place in places:
            found[place] = found[place] or _alone(text, blocks, place, patterns.standing, patterns)
    if sum(title is not None for title in found) < 2 and not any(title and title.number for title in found):
        for place in range(body.first + 1, body.last):
            found[place] = found[place] or _alone(text, blocks, place, patterns.unnumbered, patterns)


def levelled(found: Titles, patterns: Patterns) -> Titles:
    """Return the headings with their levels, by their numbers."""
    titles = [title for title in found if title]
    ranks = [title.rank for title in titles]
    holds = 0 if ranks.count(0) == 1 and 1 not in ranks[: ranks.index(0)] else 1
    numbers = [Number(title.rank, value_of(title.number) if title.rank else holds, title.rank) for title in titles]
    for place, (number, after) in enumerate(pairwise(numbers)):
        mistyped = number[:2] == (1, 1) and after[:2] == (2, 2)  # 一、 （二） 三、 where （一） is meant
        if mistyped and not told_by(titles[place].title, patterns, None):
            numbers[place] = number._replace(rank=2)
    levels = iter(depths(numbers))
    return [title._replace(level=next(levels)) if title else None for title in found]


def _told_above(text: str, blocks: Sequence[Span], opened: int, body: Body, patterns: Patterns) -> bool:
    """Whether a line that tells a part stands above the first section with a number."""
    return any(_alone(text, blocks, place, patterns.standing, patterns) for place in range(body.first, opened))


def _alone(
    text: str, blocks: Sequence[Span], place: int, pattern: regex.Pattern[str], patterns: Patterns
) -> Title | None:
    start, end = blocks[place]
    line = text[start : min(end, start + 200)]
    if not pattern.fullmatch(line) or patterns.terminal.search(line) or patterns.report.search(line):
        return None
    following = blocks[place + 1]
    if pattern is patterns.unnumbered and following[1] - following[0] < BELOW:
        return None
    return Title(0, "", line, start, end, end)


def _first_words(title: str, limit: int = 80) -> str:
    """The opening of a numbered item that is a paragraph of its own."""
    if len(title) <= limit:
        return title
    cut = title.rfind(" ", 0, limit)
    return title[: cut if cut > 0 else limit].rstrip(" ,;") + " …"
