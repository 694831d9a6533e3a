"""Numbers of headings: how they are written, and how deep each lies by the runs that they form."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from zjpolicy.languages.numerals import in_roman, one_to_ten, value_of

# How many lists of one rank may lie in each other: more are no lists, but a number given again and again.
NESTED = 3


def written(number: str, level: int) -> str:
    """Return a heading's number as paths show it: Roman (first level) or Arabic where the text has it in Chinese.

    Examples
    --------
    >>> written("十二", 1), written("三", 2), written("2", 1)
    ('XII', '3', '2')
    """
    if number.isdecimal():
        return str(int(number))
    if number[:1] not in one_to_ten():
        return number
    return in_roman(value_of(number)) if level == 1 else str(value_of(number))


class Number(NamedTuple):
    """A heading's number: its rank, of 1 the outermost, its value, and the rank that it is written in.

    Rank 0 is of a heading that has none; its value is 1 where it may hold a list of rank 1, else 0.
    """

    rank: int
    value: int
    written: int


@dataclass
class _Run:
    """Headings that count on from each other; in the text of many a report some are mistyped in another rank."""

    rank: int
    last: int
    parent: "_Run | None"
    ranks: set[int] = field(default_factory=set)


def depths(numbers: Sequence[Number]) -> list[int]:
    """Return the level of each heading of a text by its number, 1 the outermost there is.

    Examples
    --------
    一、 （一） （二） 二、, and an inner list that is numbered like the outer one:

    >>> depths([Number(*one, one[0]) for one in [(1, 1), (2, 1), (2, 2), (1, 2)]])
    [1, 2, 2, 1]
    >>> depths([Number(1, value, 1) for value in (1, 2, 1, 2, 3, 3)])
    [1, 1, 2, 2, 2, 1]
    """
    swapped = _swapped(numbers)
    ranked = [Number(swapped.get(rank, rank), value, swapped.get(typed, typed)) for rank, value, typed in numbers]
    order = sorted({number.rank for number in ranked if number.rank})
    stack: list[_Run] = []
    runs = [_placed(stack, number, order[0] if order else 1) for number in ranked]
    return [_depth(run, order) for run in runs]


def _placed(stack: list[_Run], number: Number, outermost: int) -> _Run:
    """The run that a heading goes on, or the one it begins; what it closes leaves the stack."""
    run = _continued(stack, number)
    if run is None:
        own = [run for run in stack if run.rank == number.rank]
        anew = number.rank == outermost and number.value < max(own[-1].last, 2) if own else True
        if anew and len(own) < NESTED:
            return _begun(stack, number)
        run = own[-1]  # a number left out or given twice; a list that begins anew
    del stack[stack.index(run) + 1 :]
    run.last = number.value
    run.ranks |= {number.rank, number.written}
    return run


def _continued(stack: list[_Run], number: Number) -> _Run | None:
    """The innermost run whose next number this is, of its own rank before one mistyped in an outer rank."""
    for run in reversed(stack):
        if number.rank in run.ranks and run.last + 1 == number.value:
            return run
    inner = stack[-1] if stack else None
    if inner is not None and inner.rank > number.rank > 0 and number.value > 1 and inner.last + 1 == number.value:
        return inner
    return None


def _begun(stack: list[_Run], number: Number) -> _Run:
    """A new run: inside of its own rank where it counts from one, else inside of what is open above it."""
    rank, value, written_in = number
    own = next((run for run in reversed(stack) if run.rank == rank), None)
    if own is not None and value == 1:
        del stack[stack.index(own) + 1 :]
        run = _Run(rank, value, own, {rank, written_in})
    elif own is not None:  # what came before was an inner list whose outer heading is lost
        del stack[stack.index(own) :]
        run = _Run(rank, value, own.parent, {rank, written_in})
        own.parent = run
    else:
        while stack and (stack[-1].rank > rank or _is_beside(stack[-1], rank, value)):
            stack.pop()
        run = _Run(rank, value, stack[-1] if stack else None, {rank, written_in})
    stack.append(run)
    return run


def _is_beside(run: _Run, rank: int, value: int) -> bool:
    """Whether headings of the outermost rank stand beside those without a number, and not below them."""
    return run.rank == 0 and rank == 1 and not 0 < value <= run.last


def _depth(run: _Run, order: Sequence[int]) -> int:
    """1 below its parent's; without one, as its rank stands among those of the text."""
    depth = 0
    while run.parent is not None:
        depth += 1
        run = run.parent
    return depth + (order.index(run.rank) + 1 if run.rank else 1)


def _swapped(numbers: Sequence[Number]) -> dict[int, int]:
    """The two outermost ranks, changed about where （二） holds 一、 二、 and （三） goes on behind."""
    ranks = sorted({number.rank for number in numbers if number.rank})
    if len(ranks) < 2:
        return {}
    outer, inner = ranks[:2]
    held = next((at for at, number in enumerate(numbers) if number[:2] == (outer, 1)), 0)
    before = [number.value for number in numbers[:held] if number.rank == inner]
    behind = next((number.value for number in numbers[held:] if number.rank == inner), 0)
    counted = bool(before) and before == list(range(1, len(before) + 1)) and behind == len(before) + 1
    return {outer: inner, inner: outer} if counted else {}
