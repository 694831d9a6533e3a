"""Pages of a PDF in reading order: columns one after the other, the cells of a table's row parted by tabs."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple

import regex

# A gap beside one of these is no space.
UNSPACED = regex.compile(r"[\p{Han}\u3000-\u303f\uff00-\uffef]")
# What a cell of figures holds.
NUMBER = regex.compile(r"[-+−–]?\d[\d,. ]*+(?:%|％)?")
# Rules this near to each other are one; more of them on a page draw a picture.
NEAR, MOST_RULES = 3.0, 600
# Columns of text: at least so many lines each, so much of it filled by half of them, so few lines across both.
LINES, FILLED, ACROSS = 5, 0.6, 0.34
# How many lines of a wrapped cell may stand alone between two rows of a table without rules.
WRAPPED = 2
# How many times a page is cut into columns, the steps in which a gutter is looked for, and where on the page.
CUTS, STEPS, MARGIN = 2, 120, 0.2


class Item(NamedTuple):
    """A run of characters or, where it has rows, a table; positions are from the upper left corner of the page."""

    left: float
    top: float
    right: float
    bottom: float
    text: str
    rows: tuple[str, ...] = ()


Rule = tuple[float, float, float]  # where it is, and from where to where it goes


def page_text(runs: Sequence[Sequence[float | str]], rules: Sequence[Sequence[float]]) -> str:
    r"""Return the text of a page.

    Parameters
    ----------
    runs : sequence
        Left, top, right, bottom and text of each run of characters that stand side by side.
    rules : sequence
        Left, top, right and bottom of lines, and of the edges of boxes.

    Examples
    --------
    >>> page_text([(300, 20, 320, 30, "6%"), (10, 20, 40, 30, "GDP"), (10, 5, 60, 15, "Growth")], [])
    'Growth\nGDP 6%'
    """
    items = [Item(*run) for run in runs]  # type: ignore[arg-type]
    tables = _tables(items, rules)
    inside = {id(item) for _, held in tables for item in held}
    free = [item for item in items if id(item) not in inside] + [table for table, _ in tables]
    return "\n".join(_ordered(free, CUTS))


def _ordered(items: Sequence[Item], cuts: int) -> Iterator[str]:
    """Lines in reading order: what goes over both columns parts the page into bands."""
    gutter = _gutter(items) if cuts else None
    if gutter is None:
        yield from _lines(items)
        return
    across = sorted((item for item in items if item.left < gutter < item.right), key=lambda item: item.top)
    edges = [-1e9, *((item.top + item.bottom) / 2 for item in across), 1e9]
    for at, (above, below) in enumerate(pairwise(edges)):
        band = [item for item in items if above <= (item.top + item.bottom) / 2 < below and item not in across]
        yield from _ordered([item for item in band if item.right <= gutter], cuts - 1)
        yield from _ordered([item for item in band if item.left >= gutter], cuts - 1)
        if at < len(across):
            yield from _lines([across[at]])


def _gutter(items: Sequence[Item]) -> float | None:
    """Where white space parts two columns of running text; None where nothing does."""
    if len(items) < 2 * LINES:
        return None
    left, right = min(item.left for item in items), max(item.right for item in items)
    width = right - left
    steps = [left + width * (MARGIN + (1 - 2 * MARGIN) * step / STEPS) for step in range(STEPS + 1)]
    crossing = [sum(item.left < x < item.right for item in items) for x in steps]
    least = min(crossing)
    if least > ACROSS * len(items):
        return None
    zones = (list(zone) for few, zone in groupby(range(len(steps)), lambda step: crossing[step] == least) if few)
    best = max(zones, key=len)
    x = steps[best[len(best) // 2]]
    before, behind = [item for item in items if item.right <= x], [item for item in items if item.left >= x]
    if len(before) < LINES or len(behind) < LINES or not _beside(before, behind):
        return None
    full = [
        median(item.right - item.left for item in side)
        > FILLED * (max(item.right for item in side) - min(item.left for item in side))
        and max(item.right for item in side) - min(item.left for item in side) > FILLED * room
        for side, room in ((before, x - left), (behind, right - x))
    ]
    return x if all(full) else None


def _beside(one: Sequence[Item], other: Sequence[Item]) -> bool:
    """Whether two columns stand at the same height for half of the lower one."""
    tops = [min(item.top for item in side) for side in (one, other)]
    ends = [max(item.bottom for item in side) for side in (one, other)]
    return min(ends) - max(tops) > 0.5 * min(end - top for top, end in zip(tops, ends, strict=True))


def _lines(items: Sequence[Item]) -> Iterator[str]:
    """Lines from top to bottom; rows of a table without rules are told by the white space between its columns."""
    group: list[list[Item]] = []
    levels = _levels(items)
    for at, line in enumerate(levels):
        rest = levels[at + 1 : at + 1 + WRAPPED]
        wrapped = group and not line[0].rows and any(len(next_one) > 1 for next_one in rest)
        if len(line) > 1 or (wrapped and line[0].right < max(item[-1].left for item in group)):
            group.append(line)
            continue
        yield from _grouped(group)
        group = []
        yield from line[0].rows or (line[0].text,)
    yield from _grouped(group)


def _levels(items: Sequence[Item]) -> list[list[Item]]:
    """Runs that stand at one height, from left to right; a table stands alone."""
    lines: list[list[Item]] = []
    level = -1e9
    for item in sorted(items, key=lambda item: (item.top + item.bottom) / 2):
        middle, size = (item.top + item.bottom) / 2, item.bottom - item.top
        if lines and not item.rows and not lines[-1][0].rows and middle - level < 0.5 * size:
            lines[-1].append(item)
        else:
            lines.append([item])
            level = middle
    return [sorted(line, key=lambda item: item.left) for line in lines]


def _grouped(lines: Sequence[Sequence[Item]]) -> Iterator[str]:
    """Lines of several runs: rows of a table where each run has a column of its own, else lines with spaces."""
    spans: list[list[float]] = []
    for item in sorted((item for line in lines for item in line), key=lambda item: item.left):
        if spans and item.left < spans[-1][1]:
            spans[-1][1] = max(spans[-1][1], item.right)
        else:
            spans.append([item.left, item.right])
    places = [[sum(item.left >= end for _, end in spans) for item in line] for line in lines]
    table = len(lines) > 1 and len(spans) > 1 and all(len(set(at)) == len(at) for at in places)
    for line, at in zip(lines, places, strict=True):
        if table and len(line) > 1:
            cells = dict(zip(at, line, strict=True))
            yield "\t".join(cells[place].text if place in cells else "" for place in range(len(spans)))
        else:
            yield _joined([item.text for item in line])


def _joined(words: Sequence[str]) -> str:
    """Words on one line, without a space beside a character of Chinese."""
    text = ""
    for word in words:
        apart = text and word and not UNSPACED.match(text[-1]) and not UNSPACED.match(word)
        text += f" {word}" if apart else word
    return text


def _tables(items: Sequence[Item], rules: Sequence[Sequence[float]]) -> list[tuple[Item, list[Item]]]:
    """Tables that rules are drawn around, with the runs in them."""
    flat = _merged([((top + bottom) / 2, left, right) for left, top, right, bottom in rules if right - left > NEAR])
    upright = _merged([((left + right) / 2, top, bottom) for left, top, right, bottom in rules if bottom - top > NEAR])
    if not flat or not upright or len(flat) + len(upright) > MOST_RULES:
        return []
    found = []
    for rows, columns in _grids(flat, upright):
        xs = _places([*(x for x, _, _ in columns), *(end for _, left, right in rows for end in (left, right))])
        ys = _places([*(y for y, _, _ in rows), *(end for _, top, bottom in columns for end in (top, bottom))])
        if len(xs) < 3 or len(ys) < 3:
            continue
        held = [
            item
            for item in items
            if xs[0] < (item.left + item.right) / 2 < xs[-1] and ys[0] < (item.top + item.bottom) / 2 < ys[-1]
        ]
        if held:
            lines = tuple(_rows(held, xs, ys))
            found.append((Item(xs[0], ys[0], xs[-1], ys[-1], "", lines), held))
    return found


def _rows(items: Sequence[Item], xs: Sequence[float], ys: Sequence[float]) -> Iterator[str]:
    cells: dict[int, dict[int, list[Item]]] = {}
    for item in items:
        row = sum(y < (item.top + item.bottom) / 2 for y in ys)
        column = sum(x < (item.left + item.right) / 2 for x in xs)
        cells.setdefault(row, {}).setdefault(column, []).append(item)
    for row in sorted(cells):
        for part in _parted(cells[row]):
            yield "\t".join(
                _joined([item.text for line in _levels(part.get(column, [])) for item in line])
                for column in range(1, len(xs))
            )


def _parted(row: dict[int, list[Item]]) -> list[dict[int, list[Item]]]:
    """Rows between which no rule is drawn: numbers under each other, as numbers are not wrapped."""
    levels: list[float] = []
    for held in row.values():
        if len(held) > len(levels) and len(held) > 1 and all(NUMBER.fullmatch(item.text) for item in held):
            levels = sorted((item.top + item.bottom) / 2 for item in held)
    if not levels:
        return [row]
    parts: list[dict[int, list[Item]]] = [{} for _ in levels]
    for column, held in row.items():
        for item in held:
            middle = (item.top + item.bottom) / 2
            nearest = min(range(len(levels)), key=lambda at: abs(levels[at] - middle))
            parts[nearest].setdefault(column, []).append(item)
    return parts


def _merged(rules: list[Rule]) -> list[Rule]:
    """Rules on one line that touch each other are one."""
    merged: list[Rule] = []
    levels = _places([at for at, _, _ in rules])
    for level in levels:
        here = sorted((start, end) for at, start, end in rules if abs(at - level) <= NEAR)
        for start, end in here:
            if merged and merged[-1][0] == level and start <= merged[-1][2] + NEAR:
                merged[-1] = (level, merged[-1][1], max(end, merged[-1][2]))
            else:
                merged.append((level, start, end))
    return merged


def _places(numbers: Sequence[float]) -> list[float]:
    """Numbers that differ, from the least; those near to each other are one."""
    places: list[float] = []
    for number in sorted(numbers):
        if not places or number - places[-1] > NEAR:
            places.append(number)
    return places


def _grids(flat: Sequence[Rule], upright: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Rules that meet, directly or by others."""
    rows, columns = set(range(len(flat))), set(range(len(upright)))
    while rows:
        open_ones, here, there = [rows.pop()], [], []
        while open_ones:
            row = open_ones.pop()
            here.append(flat[row])
            met = {column for column in columns if _meet(flat[row], upright[column])}
            columns -= met
            there += [upright[column] for column in met]
            more = {each for each in rows if any(_meet(flat[each], upright[column]) for column in met)}
            rows -= more
            open_ones += more
        if there:
            yield here, there


def _meet(flat: Rule, upright: Rule) -> bool:
    y, left, right = flat
    x, top, bottom = upright
    return left - NEAR <= x <= right + NEAR and top - NEAR <= y <= bottom + NEAR
