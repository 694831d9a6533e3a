"""Headings of a web page: found again in the text that was extracted, and put back where the extractor lost them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from zjpolicy.documents.extracted import Mark
from zjpolicy.documents.extras import extra

LEVELS = {f"h{level}": level for level in range(1, 7)}
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd mark o:p q s samp small span strike strong sub "
    "sup tt u var wbr".split()
)
ASIDE = frozenset("aside button footer head nav noscript script select style template title".split())
# How many characters two lines share that are the same paragraph, where one is cut short, and that tell where to look.
OPENING, SHORT, FIRST = 40, 12, 4
# How far below a heading its paragraph is looked for: what stands between is an image's caption, a date, a button.
BELOW = 8


class Piece(NamedTuple):
    """A run of text between two block elements; the level is 0 where it is no heading."""

    level: int
    text: str

    @property
    def key(self) -> str:
        """What is compared."""
        return letters(self.text)


def letters(text: str) -> str:
    """Letters and digits alone: white space, bullets and the bars of tables differ between page and text.

    Examples
    --------
    >>> letters("- I. Review | 2019")
    'IReview2019'
    """
    return "".join(sign for sign in text if sign.isalnum())


def pieces(tree: Any) -> list[Piece]:
    """Return the text of a page in its order, without scripts, navigation, asides and footers."""
    etree = extra("lxml.etree", "html", "page")
    found: list[Piece] = []
    words: list[str] = []
    level = aside = 0

    def close() -> None:
        if (text := " ".join("".join(words).split())) and letters(text):
            found.append(Piece(level, text))
        words.clear()

    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        name = element.tag if isinstance(element.tag, str) else ""
        step = (event == "start") - (event == "end")
        if name in LEVELS or (name and name not in INLINE and not (level and name == "br")):
            close()
            level = LEVELS[name] if name in LEVELS and step > 0 else 0 if name in LEVELS else level
        elif name == "br":
            words.append(" ")
        aside += step if name in ASIDE else 0
        run = element.text if event == "start" else element.tail
        if run and not aside:
            words.append(run)
    close()
    return found


class _Lines:
    """The lines of an extracted text, to look paragraphs up in."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.keys = [letters(line) for line in lines]
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, key in enumerate(self.keys):
            if key:
                self._places[key[:FIRST]].append(place)

    def equal(self, key: str, start: int, end: int | None = None) -> int | None:
        """The first line from one place to another that says the same."""
        return next((at for at in self._from(key, start, end) if self.keys[at] == key), None)

    def opened(self, key: str, start: int) -> int | None:
        """The first line from a place on that opens like a paragraph of the page."""
        return next((at for at in self._from(key, start) if _alike(self.keys[at], key)), None)

    def _from(self, key: str, start: int, end: int | None = None) -> Iterator[int]:
        return (at for at in self._places.get(key[:FIRST], ()) if at >= start and (end is None or at < end))


def _alike(line: str, key: str) -> bool:
    if line[:OPENING] == key[:OPENING]:
        return True
    return (len(key) >= SHORT and line.startswith(key)) or (len(line) >= SHORT and key.startswith(line))


def with_headings(text: str, page: Sequence[Piece]) -> tuple[str, tuple[Mark, ...], int]:
    r"""Return a text with the headings of its page, where each stands, and how many were put back.

    A heading that is not in the text is put before the paragraph that follows it on the page, if that is in the text.

    Examples
    --------
    >>> page = [Piece(2, "Review"), Piece(0, "GDP grew by 6%."), Piece(3, "Share this page"), Piece(0, "Mail")]
    >>> with_headings("GDP grew by 6%.", page)
    ('Review\nGDP grew by 6%.', (Mark(start=0, end=6, level=2),), 1)
    """
    lines = text.split("\n")
    known, at = _Lines(lines), 0
    kept: dict[int, int] = {}
    lost: dict[int, list[Piece]] = defaultdict(list)
    for place, heading in enumerate(page):
        if not heading.level:
            continue
        below = _below(page, place, known, at)
        line = known.equal(heading.key, at, below)
        if line is not None:
            kept[line] = heading.level
            at = line + 1
        elif below is not None:
            lost[below].append(heading)
            at = below
    return *_joined(lines, kept, lost), sum(map(len, lost.values()))


def _below(page: Sequence[Piece], place: int, known: _Lines, at: int) -> int | None:
    """The line of the text with the first paragraph under a heading."""
    last, between = page[place].level, False
    for piece in page[place + 1 : place + 1 + BELOW]:
        if piece.level and (piece.level < last or (between and piece.level == last)):
            return None
        if piece.level:
            last = piece.level
        elif (line := known.opened(piece.key, at)) is not None:
            return line
        between = between or not piece.level
    return None


def _joined(lines: Sequence[str], kept: dict[int, int], lost: dict[int, list[Piece]]) -> tuple[str, tuple[Mark, ...]]:
    made: list[str] = []
    marks: list[Mark] = []
    size = 0

    def add(line: str, level: int) -> None:
        nonlocal size
        if level:
            start = size + len(line) - len(line.lstrip())
            marks.append(Mark(start, size + len(line.rstrip()), level))
        made.append(line)
        size += len(line) + 1

    for place, line in enumerate(lines):
        for piece in lost.get(place, ()):
            add(piece.text, piece.level)
        add(line, kept.get(place, 0))
    return "\n".join(made), tuple(marks)
