"""The structure of a report: headings, paragraphs, and the part each belongs to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from zjpolicy.documents.blocks import Span, blocks
from zjpolicy.documents.extracted import Mark, markdown_marks
from zjpolicy.documents.furniture import Body, body_of, last_of
from zjpolicy.documents.heading_paragraphs import Title, Titles, levelled, numbered_titles, standing_titles
from zjpolicy.documents.marked_headings import Marked, marked_titles, title_marks, with_marked
from zjpolicy.documents.numbering import written
from zjpolicy.documents.parts import looks_back, spoken_part, told_by
from zjpolicy.documents.patterns import Patterns, patterns_of
from zjpolicy.languages import Language

# How much of a paragraph is its opening.
OPENING = 400


class Heading(NamedTuple):
    """A heading in place; ``end`` is where its section ends, ``path`` the key of the section."""

    level: int
    number: str
    title: str
    part: str | None
    start: int
    end: int
    line_end: int
    path: str
    item: bool = False  # a numbered paragraph, no title of a section


class Paragraph(NamedTuple):
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
    """Headings and paragraphs of a report."""

    headings: tuple[Heading, ...]
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Layout:
    """What stands where, before anything is said of parts: paragraphs, the heading of each, and the report's own."""

    text: str
    language: Language
    blocks: tuple[Span, ...]
    titles: tuple[Title | None, ...]
    body: Body


def read_layout(text: str, language: Language, marks: Sequence[Mark] = ()) -> Layout:
    """Find the paragraphs and headings of a text.

    Parameters
    ----------
    text : str
        The report's text.
    language : Language
        Its language.
    marks : sequence of Mark, optional
        Headings that the source marks as such; those of Markdown are found in the text.
    """
    patterns = patterns_of(language)
    marks = title_marks(text, marks or markdown_marks(text), patterns)
    spans = blocks(text, patterns, marks)
    body = body_of(text, spans, patterns)
    marked = marked_titles(text, marks, spans, patterns)
    if any(place > body.last and told_by(mark.title.title, patterns, None) for place, mark in marked.items()):
        body = replace(body, last=last_of(text, spans, len(spans) - 1, body.first, patterns))
    return Layout(text, language, tuple(spans), tuple(_titles(text, spans, body, marked, patterns)), body)


def relocated(structure: Structure, start: Callable[[int], int], end: Callable[[int], int]) -> Structure:
    """Return the same headings and paragraphs, where their starts and ends stand in another view of the text."""
    headings = (
        heading._replace(start=start(heading.start), end=end(heading.end), line_end=end(heading.line_end))
        for heading in structure.headings
    )
    paragraphs = (  # written out, as `_replace` is slow
        Paragraph(at.paragraph, at.section, at.part, start(at.start), end(at.end), at.boilerplate, at.heading)
        for at in structure.paragraphs
    )
    return Structure(tuple(headings), tuple(paragraphs))


def _titles(text: str, spans: Sequence[Span], body: Body, marked: dict[int, Marked], patterns: Patterns) -> Titles:
    found = numbered_titles(text, spans, body, patterns)
    if not any(body.first <= place <= body.last for place in marked):
        standing_titles(text, spans, body, found, patterns)
        return levelled(found, patterns)
    for place, (title, _) in marked.items():
        found[place] = title if title.rank and body.first <= place <= body.last else found[place]
    return with_marked(levelled(found, patterns), marked, body)


def read_structure(layout: Layout, year: int | None = None, part: str | None = None) -> Structure:
    """Tell the part of each heading and paragraph, and the path of each section.

    Parameters
    ----------
    layout : Layout
        What stands where.
    year : int, optional
        The report's year; a heading that names it speaks of plans, one that names the year before of results.
    part : str, optional
        Part of everything before the first heading that tells its own.
    """
    patterns = patterns_of(layout.language)
    told = [told_by(title.title, patterns, year) if title else () for title in layout.titles]
    planned = any(
        "plan" in parts and title and not title.item for parts, title in zip(told, layout.titles, strict=True)
    )
    reader = _Reader(patterns, part, planned=planned)
    paragraphs = []
    for place, (start, end) in enumerate(layout.blocks):
        title = layout.titles[place]
        if title is not None:
            reader.open(title, told[place])
        spoken = reader.part if title else reader.hear(layout.text[start : min(end, start + OPENING)])
        outside = not layout.body.first <= place <= layout.body.last
        furniture = place < layout.body.opening and patterns.boilerplate.match(
            layout.text[start : min(end, start + 200)]
        )
        is_heading = title is not None and not title.item and title.line_end == end
        paragraphs.append(Paragraph(place + 1, reader.path, spoken, start, end, outside or bool(furniture), is_heading))
    last = layout.body.last
    end = layout.blocks[last][1] if last + 1 < len(layout.blocks) else len(layout.text)
    return Structure(_closed(reader.headings, end), tuple(paragraphs))


class _Reader:
    """Keeps where in the outline, and in which part, the paragraphs stand."""

    def __init__(self, patterns: Patterns, part: str | None, *, planned: bool) -> None:
        self.patterns, self.part = patterns, part
        self.planned = planned  # whether any heading tells of plans
        self.headings: list[Heading] = []
        self._given = part is not None
        self._begun = False  # whether a first-level section was opened
        self._told = False  # whether a heading told a part
        self._open = False  # whether the section at hand is of both parts, or of none
        self._latest: str | None = part  # the part that a heading told last
        self._numbers: dict[int, str] = {}
        self._counts: dict[str, int] = {}
        self._keys: dict[tuple[str, str], int] = {}
        self.path = ""  # the outline path: "I.3"

    def open(self, title: Title, told: tuple[str, ...]) -> None:
        """Begin a section."""
        level = title.level
        self._numbers = {kept: number for kept, number in self._numbers.items() if kept < level}
        parent = self._joined()
        self._counts[parent] = self._counts.get(parent, 0) + 1
        number = written(title.number, level) or str(self._counts[parent])
        self._numbers[level] = self._key(parent, number)
        self.path = self._joined()
        if level == 1:
            self._turn(title, told)
            self._begun = True
        elif told and not title.item and (self._open or self.part is None):
            self._set(told)
        self.headings.append(
            Heading(
                level, number, title.title, self.part, title.start, title.end, title.line_end, self.path, title.item
            )
        )

    def _joined(self) -> str:
        return ".".join(self._numbers[level] for level in sorted(self._numbers))

    def _key(self, parent: str, number: str) -> str:
        """A number that no other section beside it has."""
        count = self._keys[parent, number] = self._keys.get((parent, number), 0) + 1
        return number if count == 1 else f"{number}-{count}"

    def _turn(self, title: Title, told: tuple[str, ...]) -> None:
        """Set the part of a first-level section: a heading that tells nothing goes on with plans, not with a review."""
        if told:
            self._set(told)
        elif self.part is None and not self._begun:
            self.part = self._latest = self.patterns.first
        elif self._given and not self._told:
            return
        elif self._latest == "review":
            urged = self.patterns.urge.search(title.title) is not None
            self.part, self._open = ("plan", False) if urged else (None, True)
            self._latest = "plan" if urged else "review"
        else:
            self.part, self._open = self._latest, False

    def _set(self, told: tuple[str, ...]) -> None:
        self.part, self._latest = told[0], told[-1]
        self._told, self._open = True, len(told) > 1

    def hear(self, opening: str) -> str | None:
        """The part of a paragraph, by its opening words where they tell one."""
        if self._given and not self._told:
            return self.part
        if self.part == "plan" and not self.patterns.review_opening.match(opening):
            return self.part
        spoken = spoken_part(opening, self.patterns)
        if spoken is None or spoken == self.part:
            return self.part
        if not self._told or self._open or (spoken == "plan" and not self.planned):
            self.part = spoken
            return spoken
        if self.part == "plan":
            return "review" if looks_back(opening, self.patterns) else "plan"
        return spoken


def _closed(headings: list[Heading], last: int) -> tuple[Heading, ...]:
    """Give each heading the end of its section: the next heading of its level or above."""
    ends = [last] * len(headings)
    open_ones: list[int] = []
    for at, heading in enumerate(headings):
        while open_ones and headings[open_ones[-1]].level >= heading.level:
            ends[open_ones.pop()] = heading.start
        open_ones.append(at)
    return tuple(heading._replace(end=end) for heading, end in zip(headings, ends, strict=True))
