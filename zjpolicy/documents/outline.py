"""The structure of a report: headings, paragraphs, sentences, and the part each belongs to."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import regex

from zjpolicy.documents.extracted import Mark, markdown_marks
from zjpolicy.languages import Language

# A "sentence" beyond this is no sentence; it is cut at a space so that no row holds a whole file.
MAX_SENTENCE = 2_000
LINES = regex.compile(r"[^\r\n]+")
# A line of Chinese that ends inside of a decimal number: its sentences end with another sign.
DECIMAL = regex.compile(r"\p{Han}\P{Han}{0,20}\d\.$")
# A line so many times shorter than the next was not broken for its length: it is a title.
WRAPPED = 3
# A line of a page's own this short that ends in a colon is no sentence of the report.
LABEL = 20
SENTENCE = regex.compile(r"[.!?;。！？；][”\"’)）]?\s*$")
EDGES = " \t\u00a0\u3000\u200b\ufeff"
ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
HAN = {word: place for place, word in enumerate("一二三四五六七八九十", 1)}
NUMERALS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
WORDS = {word: place for place, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}


@dataclass(frozen=True)
class Heading:
    """A heading in place; ``end`` is where its section ends."""

    level: int
    number: str
    title: str
    part: str | None
    start: int
    end: int
    line_end: int
    path: str
    item: bool = False  # a numbered paragraph, no title of a section


@dataclass(frozen=True)
class Paragraph:
    """A paragraph in place, with the outline path and the part it belongs to."""

    paragraph: int
    section: str
    part: str | None
    start: int
    end: int
    boilerplate: bool
    heading: bool


@dataclass(frozen=True)
class Structure:
    """Everything `read_structure` finds."""

    headings: tuple[Heading, ...]
    paragraphs: tuple[Paragraph, ...]


class _Patterns:
    def __init__(self, language: Language) -> None:
        table = language.table("structure")
        self.headings = [(entry["level"], regex.compile(entry["pattern"])) for entry in table["headings"]]
        self.title_max: int = table["title_max"]
        self.terminal = regex.compile(table["terminal"])
        self.unnumbered = regex.compile(table["unnumbered"])
        self.continues = regex.compile(table["continues"])
        self.first: str | None = table.get("first")
        self.review = regex.compile(table["review"])
        self.plan = regex.compile(table["plan"])
        self.plan_opening = regex.compile(table["plan_opening"])
        self.review_opening = regex.compile(table["review_opening"])
        self.sentence_end = regex.compile(table["sentence_end"])
        self.abbreviations = regex.compile(table["abbreviations"])
        self.boilerplate = regex.compile(language.table("metadata.boilerplate"))
        self.report = regex.compile(language.table("metadata.title"))


@cache
def _patterns(language: Language) -> _Patterns:
    return _Patterns(language)


def read_structure(
    text: str, language: Language, year: int | None = None, part: str | None = None, marks: Sequence[Mark] = ()
) -> Structure:
    """Find headings and paragraphs of a text.

    Parameters
    ----------
    text : str
        The report's text.
    language : Language
        Its language.
    year : int, optional
        The report's year; a heading that names it speaks of plans, one that names the year before of results.
    part : str, optional
        Part of everything before the first heading that tells its own.
    marks : sequence of Mark, optional
        Headings that the source marks as such; those of Markdown are found in the text.
    """
    patterns = _patterns(language)
    marks = [mark for mark in marks or markdown_marks(text) if _is_title(text[mark.start : mark.end], patterns)]
    blocks = _blocks(text, patterns, marks)
    body = _body(text, blocks, patterns)
    marked = _marked(text, marks, blocks, patterns)
    if any(place > body.last and _part(heading.title, patterns, year) for place, heading in marked.items()):
        body = replace(body, last=_last(text, blocks, len(blocks) - 1, body.first, patterns))
    found = [
        _heading(text, start, end, patterns) if body.first <= place <= body.last else None
        for place, (start, end) in enumerate(blocks)
    ]
    _place_marked(found, marked, body)
    firsts = [heading for heading in found if heading and heading.level == 1]
    if len(firsts) < 2 and not any(heading.number for heading in firsts):
        for place in range(body.first + 1, body.last):
            found[place] = found[place] or _unnumbered(text, blocks, place, patterns)
    builder = _Builder(patterns, year, part)
    paragraphs = []
    for place, (start, end) in enumerate(blocks):
        heading = found[place]
        if heading is not None:
            builder.open(heading)
        else:
            builder.hear(text[start : min(end, start + 400)])
        outside = not body.first <= place <= body.last
        furniture = place < body.opening and patterns.boilerplate.match(text[start : min(end, start + 200)])
        is_heading = heading is not None and not heading.item and heading.line_end == end
        aside = outside or bool(furniture)
        paragraphs.append(Paragraph(place + 1, builder.path, builder.part, start, end, aside, is_heading))
    last = blocks[body.last][1] if body.last + 1 < len(blocks) else len(text)
    return Structure(_closed(builder.headings, last), tuple(paragraphs))


class _Builder:
    """Keeps where in the outline, and in which part, the paragraphs stand."""

    def __init__(self, patterns: _Patterns, year: int | None, part: str | None) -> None:
        self.patterns, self.year, self.part = patterns, year, part
        self.headings: list[Heading] = []
        self._given, self._told = part is not None, False
        self._numbers: dict[int, str] = {}
        self._counts: dict[str, int] = {}

    @property
    def path(self) -> str:
        """The outline path: "I.3"."""
        return ".".join(self._numbers[level] for level in sorted(self._numbers))

    def open(self, heading: Heading) -> None:
        """Begin a section."""
        level = heading.level if heading.level == 1 or 1 in self._numbers else 1
        self._numbers = {kept: number for kept, number in self._numbers.items() if kept < level}
        parent = self.path
        self._counts[parent] = self._counts.get(parent, 0) + 1
        self._numbers[level] = heading.number or str(self._counts[parent])
        if not heading.item and (level == 1 or self.part is None):
            part = _part(heading.title, self.patterns, self.year)
            if part is None and self.part is None and level == 1 and not self.headings:
                self.part = self.patterns.first
            self.part, self._told = (part, True) if part else (self.part, self._told)
        number = self._numbers[level]
        self.headings.append(replace(heading, level=level, number=number, part=self.part, path=self.path))

    def hear(self, opening: str) -> None:
        """Take the part from a paragraph's opening words, where no heading told any."""
        if not self._told and not self._given:
            self.part = _spoken_part(opening, self.patterns) or self.part


def _closed(headings: list[Heading], last: int) -> tuple[Heading, ...]:
    """Give each heading the end of its section: the next heading of its level or above."""
    ends = [last] * len(headings)
    open_ones: list[int] = []
    for at, heading in enumerate(headings):
        while open_ones and headings[open_ones[-1]].level >= heading.level:
            ends[open_ones.pop()] = heading.start
        open_ones.append(at)
    return tuple(replace(heading, end=end) for heading, end in zip(headings, ends, strict=True))


def _is_title(line: str, patterns: _Patterns) -> bool:
    """Whether what a source marks as a heading may be one: paragraphs are marked as well, for their size or weight."""
    return len(line) <= patterns.title_max and any(map(str.isalnum, line)) and not SENTENCE.search(line)


def _marked(
    text: str, marks: Sequence[Mark], blocks: Sequence[tuple[int, int]], patterns: _Patterns
) -> dict[int, Heading]:
    """Headings that the source marks, by the place of their paragraph; the report's own title is none."""
    starts = [start for start, _ in blocks]
    found: list[tuple[int, int, Heading]] = []
    for mark in marks:
        place = bisect_right(starts, mark.start) - 1
        start, end = blocks[place]
        numbered = _heading(text, mark.start, mark.end, patterns)
        title = numbered.title if numbered else " ".join(text[mark.start : mark.end].split())
        if numbered or not patterns.report.search(title):
            level, number = (numbered.level, numbered.number) if numbered else (0, "")
            found.append((place, mark.level, Heading(level, number, title, None, start, end, end, "")))
    while found and _titles(found, patterns):
        highest = min(level for _, level, _ in found)
        found = [entry for entry in found if entry[1] != highest]
    levels = _levels(found)
    return {place: replace(heading, level=levels[level]) for place, level, heading in found}


def _titles(found: Sequence[tuple[int, int, Heading]], patterns: _Patterns) -> bool:
    """Whether the highest level is of titles above all, or one alone: none is numbered, tells a part or comes later."""
    highest = min(level for _, level, _ in found)
    below = [level == highest for _, level, _ in found]
    if len(found) > 1 and (all(below) or any(below[below.index(False) :])):
        return False
    return not any(
        heading.number or _part(heading.title, patterns, None) for _, level, heading in found if level == highest
    )


def _levels(found: Sequence[tuple[int, int, Heading]]) -> dict[int, int]:
    """Levels of the outline for those of the source: as the numbers say, else one below the level above."""
    levels: dict[int, int] = {}
    last = 0
    for level in sorted({level for _, level, _ in found}):
        numbered = [heading.level for _, own, heading in found if own == level and heading.number]
        last = max(min(numbered, default=0), last + 1)
        levels[level] = last
    return levels


def _place_marked(found: list[Heading | None], marked: Mapping[int, Heading], body: "_Body") -> None:
    """Put the marked headings among those found by their numbers; the highest are of the first level."""
    inside = {place: heading for place, heading in marked.items() if body.first <= place <= body.last}
    others = [heading.level for place, heading in enumerate(found) if heading and place not in inside]
    above = min([heading.level for heading in inside.values()], default=1) - 1
    shift = 0 if any(level <= above for level in others) else above
    for place, heading in inside.items():
        found[place] = replace(heading, level=heading.level - shift)


def _blocks(text: str, patterns: _Patterns, marks: Sequence[Mark] = ()) -> list[tuple[int, int]]:
    """Spans of paragraphs: lines, joined where a line break stands inside a sentence; a marked heading stands alone."""
    blocks: list[tuple[int, int]] = []
    starts = [mark.start for mark in marks]
    last = None
    for line in LINES.finditer(text):
        start, end = _trim(text, line.start(), line.end())
        if start == end:
            continue
        at = bisect_left(starts, end) - 1
        mark = marks[at] if at >= 0 and marks[at].end > start else None
        if blocks and (mark == last if mark or last else _joins(text, blocks[-1], start, end, patterns)):
            blocks[-1] = (blocks[-1][0], end)
        else:
            blocks.append((start, end))
        last = mark
    return blocks


def _joins(text: str, last: tuple[int, int], start: int, end: int, patterns: _Patterns) -> bool:
    between = text[last[1] : start]
    if between.count("\n") > 1 or between.count("\r") > 1:
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
    return not any(pattern.fullmatch(line) for _, pattern in patterns.headings)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    return start, end


@dataclass(frozen=True)
class _Body:
    """First and last paragraph between a page's breadcrumb and its footer, and the first with a full sentence."""

    first: int
    last: int
    opening: int


def _body(text: str, blocks: list[tuple[int, int]], patterns: _Patterns) -> _Body:
    ends = [
        place
        for place, (start, end) in enumerate(blocks)
        if patterns.terminal.search(text[max(0, end - 3) : end])
        and not (end - start <= LABEL and patterns.boilerplate.match(text[start:end]))
    ]
    if len(blocks) < 4 or not ends:
        return _Body(0, len(blocks) - 1, 0)
    first, last = 0, max(ends[-1], 0)
    while first < ends[0] and patterns.boilerplate.match(text[slice(*blocks[first])][:200]):
        first += 1
    last = _last(text, blocks, last, first, patterns)
    tail = blocks[last + 1 :]
    if sum(end - start for start, end in tail) > max(600, len(text) // 10):
        last = len(blocks) - 1
    return _Body(first, last, ends[0])


def _last(text: str, blocks: list[tuple[int, int]], last: int, first: int, patterns: _Patterns) -> int:
    """The last paragraph that is no furniture."""
    while last > first and patterns.boilerplate.match(text[slice(*blocks[last])][:200]):
        last -= 1
    return last


def _heading(text: str, start: int, end: int, patterns: _Patterns) -> Heading | None:
    line_end = min(end, next((at for at in (text.find("\n", start, end), text.find("\r", start, end)) if at > 0), end))
    line = text[start : min(line_end, start + 600)]
    for level, pattern in patterns.headings:
        if not (found := pattern.fullmatch(line)):
            continue
        title = found["title"].strip(EDGES)
        item = len(title) > patterns.title_max or patterns.terminal.search(title) is not None
        if level == 1 and item:
            return None
        return Heading(
            level,
            _running(found["number"], level),
            _first_words(title) if item else title,
            None,
            start,
            end,
            line_end,
            "",
            item,
        )
    return None


def _running(number: str, level: int) -> str:
    """A heading's number in Roman (first level) or Arabic numerals where it is written in Chinese."""
    if number[:1] not in HAN:
        return number
    tens, ten, ones = number.rpartition("十")
    value = (HAN.get(tens, 1) * 10 if ten else 0) + HAN.get(ones, 0)
    return "X" * (value // 10) + NUMERALS[value % 10] if level == 1 else str(value)


def _first_words(title: str, limit: int = 80) -> str:
    """The opening of a numbered item that is a paragraph of its own."""
    if len(title) <= limit:
        return title
    cut = title.rfind(" ", 0, limit)
    return title[: cut if cut > 0 else limit].rstrip(" ,;") + " …"


def _unnumbered(text: str, blocks: list[tuple[int, int]], place: int, patterns: _Patterns) -> Heading | None:
    start, end = blocks[place]
    line = text[start : min(end, start + 200)]
    if not patterns.unnumbered.fullmatch(line) or patterns.terminal.search(line):
        return None
    following = blocks[place + 1]
    if following[1] - following[0] < 60:
        return None
    return Heading(1, "", line, None, start, end, end, "")


def _part(title: str, patterns: _Patterns, year: int | None) -> str | None:
    review, plan = patterns.review.search(title), patterns.plan.search(title)
    if review and plan:
        return "review" if review.start() < plan.start() else "plan"
    if review or plan:
        return "review" if review else "plan"
    if year is not None and (str(year) in title or str(year - 1) in title):
        return "plan" if str(year) in title else "review"
    return None


def _spoken_part(opening: str, patterns: _Patterns) -> str | None:
    if patterns.plan_opening.search(opening):
        return "plan"
    return "review" if patterns.review_opening.search(opening) else None


def split_sentences(text: str, start: int, end: int, language: Language) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences between two offsets."""
    patterns = _patterns(language)
    at = start
    for mark in patterns.sentence_end.finditer(text, start, end):
        if mark[0] == "\n" and not _breaks(text, mark.start(), end, patterns):
            continue
        if text[mark.start()] == "." and _is_abbreviation(text, mark, start, patterns):
            continue
        yield from _cut(text, at, mark.end())
        at = mark.end()
    yield from _cut(text, at, end)


def _breaks(text: str, pos: int, end: int, patterns: _Patterns) -> bool:
    """A line break inside a paragraph ends a sentence only before a new item."""
    line = text[pos + 1 : min(end, pos + 200)].split("\n", 1)[0].lstrip(EDGES)
    return any(pattern.fullmatch(line) for _, pattern in patterns.headings)


def _is_abbreviation(text: str, mark: regex.Match[str], start: int, patterns: _Patterns) -> bool:
    if patterns.abbreviations.search(text[max(start, mark.start() - 8) : mark.start()]):
        return True
    decimal = text[mark.start() - 1 : mark.start()].isdecimal() and text[mark.end() : mark.end() + 1].isdecimal()
    item = mark.start() - start <= 2 and text[start : mark.start()].isdecimal()
    return decimal or item


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    start, end = _trim_all(text, start, end)
    while end - start > MAX_SENTENCE:
        space = text.rfind(" ", start + MAX_SENTENCE // 2, start + MAX_SENTENCE)
        middle = space if space > 0 else start + MAX_SENTENCE
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
