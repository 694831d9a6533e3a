"""Tables in a report's text: lines whose cells are parted by tabs, as readers of files write them, or by bars."""

from collections.abc import Iterator
from typing import NamedTuple

from zjpolicy.languages import compiled

LINES = compiled(r"[^\r\n]+")
BARS = compiled(r"[ \t]*+\|.*\|[ \t]*+")
# The line of Markdown under a head.
RULE = compiled(r"[\s|:\-]++")
# More cells in a row are no table of a report.
MOST = 200


class Cell(NamedTuple):
    """A cell in place; an empty one starts where it ends."""

    start: int
    end: int
    text: str


class TextTable(NamedTuple):
    """A table in place: its rows, all of as many cells, and the line before it."""

    start: int
    end: int
    rows: tuple[tuple[Cell, ...], ...]
    caption: Cell


def find_tables(text: str) -> list[TextTable]:
    r"""Return the tables of a text: two lines or more, one behind the other, of two cells or more.

    Examples
    --------
    >>> [table] = find_tables("Output\nItem\t2023\nGrain (tonnes)\t12.5\nWe will add 200 parks.")
    >>> [[cell.text for cell in row] for row in table.rows], table.caption.text
    ([['Item', '2023'], ['Grain (tonnes)', '12.5']], 'Output')
    """
    if "\t" not in text and "|" not in text:
        return []
    tables: list[TextTable] = []
    rows: list[list[Cell]] = []
    before = caption = Cell(0, 0, "")
    for line in LINES.finditer(text):
        cells = list(_cells(text, line.start(), line.end()))
        if 2 <= len(cells) <= MOST:
            caption = caption if rows else before
            rows.append(cells)
        elif not (rows and RULE.fullmatch(line[0])):
            tables += _table(rows, caption)
            rows = []
        before = Cell(*line.span(), line[0].strip())
    return tables + list(_table(rows, caption))


def _cells(text: str, start: int, end: int) -> Iterator[Cell]:
    """The cells of a line; a tab before its first word is an indent where no other follows."""
    line = text[start:end]
    if BARS.fullmatch(line):
        if RULE.fullmatch(line):
            return
        start, end, sign = start + line.index("|") + 1, start + line.rindex("|"), "|"
    elif "\t" in line.strip(" \u3000").lstrip("\t"):
        sign = "\t"
    else:
        return
    for piece in text[start:end].split(sign):
        bare = piece.strip()
        at = start + piece.index(bare) if bare else start
        yield Cell(at, at + len(bare), bare)
        start += len(piece) + 1


def _table(rows: list[list[Cell]], caption: Cell) -> Iterator[TextTable]:
    if len(rows) < 2:
        return
    width = max(map(len, rows))
    even = tuple((*row, *[Cell(row[-1].end, row[-1].end, "")] * (width - len(row))) for row in rows)
    yield TextTable(rows[0][0].start, rows[-1][-1].end, even, caption)
