"""Lines at the top and the bottom of a document's pages that are no part of its text: page numbers, running heads."""

from collections import defaultdict
from collections.abc import Sequence

import regex

DIGITS = regex.compile(r"\d+")
WORDS = regex.compile(r"\p{L}")
# How many lines at either end of a page are looked at, and how long one may be.
EDGE, LONGEST = 2, 160
# A line this near to the width of its page is one of a paragraph, unless it counts.
WIDTH = 0.85
# Share of the pages on which a line stands that counts them, as left and right pages have each, and one that does not.
COUNTING, SAME = 0.3, 0.5
# A line with fewer letters is a page number or nothing: it has to count the pages.
LETTERS = 4
TERMINAL = regex.compile(r"[.;。；！!？?,，、：:]$")
# What a browser prints: address and page of pages, and the day and the hour before the title.
ADDRESS = regex.compile(r"(?:https?|file|about):\S{1,2000}[ \t]+\d{1,4}/\d{1,4}")
PRINTED = regex.compile(
    r"(?:\d{1,4}[/.-]){2}\d{1,4},?[ \t]+\d{1,2}:\d{2}(?:[ \t\u202f]?[AP]M)?(?![\d:]).{0,200}", regex.I
)


def without_edges(pages: Sequence[str]) -> tuple[list[str], int]:
    r"""Return pages without their running heads, feet and numbers, and how many lines these were.

    A line is one where it stands at the same edge of many pages, the same but for numbers that count the pages; or
    where a browser printed it. Words alone stay on the first page: they may be the title.

    Examples
    --------
    >>> without_edges(["Work report 1\nGDP grew by", "Work report 2\n6% in the year."])
    (['GDP grew by', '6% in the year.'], 2)
    """
    lines = [page.splitlines() for page in pages]
    dropped = [_printed(page) for page in lines]
    # What stands outside is taken away first: under a page's number may stand the next line of the foot.
    for _ in range(EDGE):
        for last in (False, True):
            for place, at in _repeated(lines, dropped, last):
                dropped[place].add(at)
    kept = [
        "\n".join(line for at, line in enumerate(page) if at not in gone)
        for page, gone in zip(lines, dropped, strict=True)
    ]
    whole = [page if not gone else text for page, text, gone in zip(pages, kept, dropped, strict=True)]
    return whole, sum(map(len, dropped))


def _printed(page: Sequence[str]) -> set[int]:
    """The lines that a browser printed around a page."""
    full = [at for at, line in enumerate(page) if line.strip()]
    ends = {*full[:EDGE], *full[-EDGE:]}
    found = {at for at in ends if ADDRESS.fullmatch(page[at].strip())}
    return found | {at for at in ends if found and PRINTED.fullmatch(page[at].strip())}


def _repeated(pages: Sequence[Sequence[str]], dropped: Sequence[set[int]], last: bool) -> list[tuple[int, int]]:
    """Page and line of what stands at the same edge of many pages."""
    alike: dict[str, list[tuple[int, int, tuple[int, ...]]]] = defaultdict(list)
    for place, page in enumerate(pages):
        full = [at for at, line in enumerate(page) if line.strip() and at not in dropped[place]]
        if len(full) < 2:
            continue
        at = full[-1 if last else 0]
        line = " ".join(page[at].split())
        if len(line) <= LONGEST:
            numbers = tuple(int(number[:9]) for number in DIGITS.findall(line))
            alike[DIGITS.sub("#", line)].append((place, at, numbers))
    width = WIDTH * max((len(line) for page in pages for line in page), default=0)
    gone: list[tuple[int, int]] = []
    for key, found in alike.items():
        share, counts = len(found) / len(pages), _counts(found)
        if len(found) < 2 or counts is None:
            continue
        words = len(WORDS.findall(key)) >= LETTERS and not TERMINAL.search(key)
        if counts and share >= COUNTING:
            gone += [(place, at) for place, at, _ in found]
        elif not counts and share >= SAME and words and len(key) <= width:
            # The head of the first page may be the title of the report.
            gone += [(place, at) for place, at, _ in found if place or last]
    return gone


def _counts(found: Sequence[tuple[int, int, tuple[int, ...]]]) -> int | None:
    """How many numbers of a line count the pages, where the others are the same on all; None where they are not."""
    counts = 0
    for column in zip(*(numbers for *_, numbers in found), strict=True):
        if len(set(column)) == 1:
            continue
        if len({number - place for number, (place, *_) in zip(column, found, strict=True)}) > 1:
            return None
        counts += 1
    return counts
