"""Tables of a web page: those that only place its paragraphs become boxes, the others a paragraph for each row."""

from typing import Any

# What parts the cells of a row until the text is taken out; an extractor drops what cannot be printed.
CELL = "⇥"
# Elements of a cell that make it a box around paragraphs.
BLOCKS, BOX = frozenset("p h1 h2 h3 h4 h5 h6 div table ul ol section article br".split()), 3
# The most columns that a merged cell may go over, and rows.
COLUMNS, ROWS = 63, 2_000
INSIDE = frozenset("tbody thead tfoot tr".split())


def straighten(tree: Any) -> None:
    """Take the tables of a page apart, the innermost first."""
    for element in tree.iter():
        for holder in ("text", "tail"):
            if CELL in (run := getattr(element, holder) or ""):
                setattr(element, holder, run.replace(CELL, " "))
    for table in reversed(list(tree.iter("table"))):
        rows = [row for row in _inside(table) if row.tag == "tr"]
        cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]
        if max(map(len, cells), default=0) < 2 or any(_boxed(cell) for row in cells for cell in row):
            _unbox(table, cells)
        else:
            _flatten(table, cells)


def _inside(table: Any) -> list[Any]:
    """The parts and rows of a table, without those of tables in its cells."""
    found: list[Any] = []
    waiting = [table]
    while waiting:
        children = [child for child in waiting.pop() if child.tag in INSIDE]
        found += children
        waiting += reversed([child for child in children if child.tag != "tr"])
    return found


def _boxed(cell: Any) -> bool:
    """Whether a cell holds paragraphs and not a word or a number."""
    number = 0
    for element in cell.iterdescendants():
        number += element.tag in BLOCKS
        if number > BOX or (element.tag == "p" and element.get("class") == CELL):
            return True
    return False


def _unbox(table: Any, cells: list[list[Any]]) -> None:
    for box in [table, *_inside(table), *(cell for row in cells for cell in row)]:
        box.tag = "div"


def _flatten(table: Any, cells: list[list[Any]]) -> None:
    """Put a paragraph for each row in place of a table; a merged cell is said once, at its first place."""
    above: dict[int, int] = {}  # columns that a cell of an earlier row goes down into, and for how many rows more
    lines = []
    for row in cells:
        words: list[str] = []
        for cell in row:
            _pass(words, above)
            down, wide = _span(cell, "rowspan", ROWS), _span(cell, "colspan", COLUMNS)
            for column in range(len(words), len(words) + wide):
                if down > 1:
                    above[column] = down
            words += [" ".join("".join(cell.itertext()).split()), *[""] * (wide - 1)]
        _pass(words, above)
        lines.append(f" {CELL} ".join(words) if any(words) else "")
        above = {column: left - 1 for column, left in above.items() if left > 1}
    captions = [" ".join("".join(child.itertext()).split()) for child in table if child.tag == "caption"]
    tail = table.tail
    table.clear()
    table.tag, table.tail = "div", tail
    for line in [*captions, *lines]:
        if line:
            paragraph = table.makeelement("p")
            paragraph.set("class", CELL)
            paragraph.text = line
            table.append(paragraph)


def _pass(words: list[str], above: dict[int, int]) -> None:
    """Go on to the next column that no cell of an earlier row takes."""
    while len(words) in above and len(words) <= COLUMNS:
        words.append("")


def _span(cell: Any, name: str, most: int) -> int:
    span = (cell.get(name) or "").strip()
    return int(span) if span.isdecimal() and len(span) < 6 and 0 < int(span) <= most else 1
