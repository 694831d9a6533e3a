"""Figures as intervals: their ends, the axis they need, and how a target is drawn."""

from collections.abc import Iterable, Mapping, Sequence
from math import inf, isfinite, nan
from typing import TYPE_CHECKING, Any, TypeVar

from zjpolicy.reading.wording import scale_of, unit_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Interval = tuple[float, float]
Perhaps = TypeVar("Perhaps", Interval, Interval | None)
FILL, EDGE = "#e0a458", "#8a4b08"
FIRM, ABOUT = 0.55, 0.25


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


def scaled(intervals: Iterable[Perhaps], unit: str) -> tuple[list[Perhaps], str]:
    """Return intervals divided so that the numbers of an axis are short, and what the axis is called then.

    Examples
    --------
    >>> scaled([(6.2e12, 6.2e12), None], "CNY")
    ([(6.2, 6.2), None], 'trillion yuan')
    """
    given = list(intervals)
    largest = max((abs(end) for interval in given if interval for end in known(interval)), default=0.0)
    size, word = scale_of(largest)
    word = word.strip()
    words = unit_words(unit) or {"1": "", "rank": "rank"}.get(unit, "number")
    label = "percent" if words == "%" else word if word and words == "number" else f"{word} {words}".strip()
    return [interval and (interval[0] / size, interval[1] / size) for interval in given], label


def number(value: float) -> str:
    """Return a number as a label: short, with thousands set apart."""
    return f"{value:,.4g}" if abs(value) < 10_000 else f"{value:,.0f}"


def limits(intervals: Iterable[Interval | None]) -> Interval:
    """Return ends of an axis that leave room for the arrows of open intervals."""
    finite = [end for interval in intervals if interval for end in known(interval)]
    if not finite:
        return 0.0, 1.0
    low, high = min(finite), max(finite)
    room = 0.12 * ((high - low) or abs(high) or 1.0)
    return low - room, high + room


def set_axis(ax: "Axes", edge: Interval, label: str, *, log: bool = False) -> None:
    """Set ends, ticks and label of the axis of values."""
    from matplotlib.ticker import FuncFormatter

    if log:
        ax.set_xscale("log")
    ax.set(xlim=edge, xlabel=f"{label} (each step ten times the one before)" if log else label)
    if log or edge[1] >= 10_000:
        ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))
    ax.grid(axis="x", color="#e3e6ea")


def add_entry(ax: "Axes", label: str, intervals: Iterable[Interval | None]) -> None:
    """Put targets into the legend, and what their arrows mean where there are any."""
    arrows = any(interval and len(known(interval)) < 2 for interval in intervals)
    legend = f"{label} (arrow: or beyond)" if arrows else label
    ax.bar([nan], [nan], color=FILL, alpha=FIRM, edgecolor=EDGE, label=legend)


def add_about(ax: "Axes") -> None:
    """Put the tolerance of "about" into the legend."""
    ax.bar([nan], [nan], color=FILL, alpha=ABOUT, label='tolerance of "about"')


def draw_target(
    ax: "Axes", at: float, interval: Interval, edge: Sequence[float], *, upright: bool = False, half: float = 0.3,
    log: bool = False, number: float | None = None,
) -> None:  # fmt: skip
    """Draw what was aimed at: a bar between two ends, a line across for one value, an arrow where an end is open.

    Of an "about" the ``number`` said gets the line, and what its tolerance adds is a lighter bar without lines.
    """
    low, high = (min(max(end, edge[0]), edge[1]) for end in interval)
    span = edge[1] - edge[0]
    if high - low > span / 500:
        bar: dict[str, Any] = {"color": FILL, "alpha": ABOUT if number is not None else FIRM, "linewidth": 0}
        if upright:
            ax.bar([at], high - low, 2 * half, low, **bar)
        else:
            ax.barh([at], high - low, 2 * half, low, **bar)
    lines = ax.hlines if upright else ax.vlines
    if number is not None:
        lines([number], at - half, at + half, colors=EDGE, linewidth=2.4)
    for side, end in enumerate(interval):
        if isfinite(end):
            if number is None:
                lines([end], at - half, at + half, colors=EDGE, linewidth=2.4)
        else:
            inward = 1 - 2 * side
            tip = edge[side] * 1.12**inward if log else edge[side] + inward * span / 80
            point = ([at], [tip]) if upright else ([tip], [at])
            ax.plot(*point, marker=("v^" if upright else "<>")[side], color=EDGE, markersize=8, linestyle="")
