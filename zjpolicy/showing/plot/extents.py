"""Figures as intervals: their ends, the axis they need, and how a target is drawn."""

from collections.abc import Iterable, Mapping, Sequence
from math import inf, isfinite, nan
from typing import TYPE_CHECKING, Any, TypeVar

from zjpolicy.reading.wording import scale_of, unit_words
from zjpolicy.showing.plot.colours import EDGE, FILL, GRID, QUIET

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Interval = tuple[float, float]
Perhaps = TypeVar("Perhaps", Interval, Interval | None)
FIRM, ABOUT = 0.55, 0.25
ARROW = 0.045  # of the axis


def ends(row: Mapping[str, Any], prefix: str = "") -> Interval | None:
    """Return the interval a row speaks of, open ends infinite and what goes down below zero; None without a number.

    Examples
    --------
    >>> ends({"value": 5.0, "comparator": ">="}), ends({"value": 3.0, "kind": "growth", "direction": "down"})
    ((5.0, inf), (-3.0, -3.0))
    """
    low, high, value = (row.get(f"{prefix}{name}") for name in ("low", "high", "value"))
    comparator = row.get(f"{prefix}comparator")
    if low is None and high is None:
        if value is None:
            return None
        low, high = (None if comparator in ("<", "<=") else value), (None if comparator in (">", ">=") else value)
    low, high = (-inf if low is None else float(low)), (inf if high is None else float(high))
    falls = row.get("direction") == "down" and row.get("kind") in ("growth", "change") and not prefix
    return (-high, -low) if falls else (low, high)


def known(interval: Interval) -> list[float]:
    """Return the ends of an interval that are not open."""
    return [end for end in interval if isfinite(end)]


def middle(interval: Interval) -> float:
    """Return the middle of what is known of an interval."""
    finite = known(interval)
    return sum(finite) / len(finite)


def scaled(intervals: Iterable[Perhaps], unit: str, *, log: bool = False) -> tuple[list[Perhaps], str]:
    """Return intervals divided so that the numbers of an axis are short, and what they are called then.

    On an axis of ratios each number has its own size, and none is divided.

    Examples
    --------
    >>> scaled([(6.2e12, 6.2e12), None], "CNY")
    ([(6.2, 6.2), None], 'trillion yuan')
    """
    given = list(intervals)
    largest = max((abs(end) for interval in given if interval for end in known(interval)), default=0.0)
    size, word = (1.0, "") if log else scale_of(largest)
    word = word.strip()
    words = unit_words(unit) or {"1": "", "rank": "rank"}.get(unit, "number")
    label = "percent" if words == "%" else word if word and words == "number" else f"{word} {words}".strip()
    return [interval and (interval[0] / size, interval[1] / size) for interval in given], label


def far_apart(intervals: Iterable[Interval | None], unit: str) -> bool:
    """Whether only ratios can be seen of all sizes: ten parks beside 50,000 base stations.

    Examples
    --------
    >>> far_apart([(10, 10), (50_000, 50_000)], "count"), far_apart([(0.1, 0.1), (50, 50)], "%")
    (True, False)
    """
    sizes = [end for interval in intervals if interval for end in known(interval)]
    return bool(sizes) and unit not in ("%", "pp") and 0 < 100 * min(sizes) < max(sizes)


def size(interval: Interval) -> Interval:
    """Return the size of what is cut, and what goes up as it is.

    Examples
    --------
    >>> size((-inf, -1000.0)), size((5.0, inf))
    ((1000.0, inf), (5.0, inf))
    """
    low, high = interval
    return (-high, -low) if max(known(interval), default=0) < 0 else (low, high)


def number(value: float) -> str:
    """Return a number as a label: short, with thousands set apart, from a million on in words.

    Examples
    --------
    >>> number(6.25), number(50_000), number(1_500_000)
    ('6.25', '50,000', '1.5 million')
    """
    if abs(value) < 10_000:
        return f"{value:,.4g}"
    size, word = scale_of(value)
    return f"{value:,.0f}" if size < 1e6 else f"{value / size:,.4g}{word}"


def in_words(interval: Interval, unit: str = "") -> str:
    """Return an interval as a label.

    Examples
    --------
    >>> in_words((5, 5.5), "%"), in_words((5, inf)), in_words((-inf, 3))
    ('5–5.5%', 'at least 5', 'at most 3')
    """
    ends = list(dict.fromkeys(map(number, known(interval))))
    sign = "at least " if interval[1] == inf else "at most " if interval[0] == -inf else ""
    return f"{sign}{'–'.join(ends) if not any(end.startswith('-') for end in ends) else ' to '.join(ends)}{unit}"


def limits(intervals: Iterable[Interval | None], *, log: bool = False) -> Interval:
    """Return ends of an axis that leave room for the arrows of open intervals."""
    finite = [end for interval in intervals if interval for end in known(interval)]
    if not finite:
        return 0.0, 1.0
    low, high = min(finite), max(finite)
    if log:
        room = max((high / low) ** 0.08, 1.2)
        return low / room, high * room
    room = 0.12 * ((high - low) or abs(high) or 1.0)
    return low - room, high + room


def set_axis(ax: "Axes", edge: Interval, *, log: bool = False) -> None:
    """Set ends and ticks of the axis of values."""
    from matplotlib.ticker import FuncFormatter

    if log:
        ax.set_xscale("log")
        ax.set_xlabel("each step ten times the one before", color=QUIET, fontsize="small")
    ax.set_xlim(edge)
    if log or edge[1] >= 10_000:
        ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))
    ax.grid(axis="x", color=GRID)


def add_entry(ax: "Axes", label: str, intervals: Iterable[Interval | None], *, about: bool = False) -> None:
    """Put targets into the legend, what their arrows mean where there are any, and the tolerance of "about"."""
    arrows = any(interval and len(known(interval)) < 2 for interval in intervals)
    legend = f"{label} (arrow: or beyond)" if arrows else label
    ax.bar([nan], [nan], color=FILL, alpha=FIRM, edgecolor=EDGE, label=legend)
    if about:
        ax.bar([nan], [nan], color=FILL, alpha=ABOUT, label='tolerance of "about"')


def draw_target(
    ax: "Axes", at: float, interval: Interval, edge: Sequence[float], *, upright: bool = False, half: float = 0.3,
    log: bool = False, number: float | None = None, color: str = EDGE, fill: str = FILL,
) -> None:  # fmt: skip
    """Draw what was aimed at: a bar between two ends, a line across for one value, a short arrow where it goes beyond.

    Of an "about" the ``number`` said gets the line, and what its tolerance adds is a lighter bar without lines. An open
    end goes no further than its arrow, so that "at least 5%" does not look larger than 6%.
    """
    low, high = interval
    span = edge[1] - edge[0]
    if isfinite(low) and isfinite(high) and high - low > span / 500:
        bar: dict[str, Any] = {"color": fill, "alpha": ABOUT if number is not None else FIRM, "linewidth": 0}
        if upright:
            ax.bar([at], high - low, 2 * half, low, **bar)
        else:
            ax.barh([at], high - low, 2 * half, low, **bar)
    elif number is not None and isfinite(high):  # a ceiling with an "about": only what lies above its number
        bar = {"color": fill, "alpha": ABOUT, "linewidth": 0}
        (ax.bar if upright else ax.barh)([at], high - number, 2 * half, number, **bar)
    lines, along = (ax.hlines, ax.vlines) if upright else (ax.vlines, ax.hlines)
    ends = [number] if number is not None else known(interval)
    lines(ends, at - half, at + half, colors=color, linewidth=2.4)
    for side, end in enumerate(interval):
        if not isfinite(end) and ends:
            outward, root = 2 * side - 1, ends[-side]
            tip = root * (edge[1] / edge[0]) ** (outward * ARROW) if log else root + outward * span * ARROW
            along([at], min(root, tip), max(root, tip), colors=color, linewidth=1.4)
            point = ([at], [tip]) if upright else ([tip], [at])
            ax.plot(*point, marker=("v^" if upright else "<>")[side], color=color, markersize=5, linestyle="")
