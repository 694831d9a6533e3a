"""One target against one outcome, as intervals: the verdict."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from math import inf, isfinite
from typing import Literal, get_args

from zjpolicy.reading.model import Interval

PERCENT = ("%", "pp")
Better = Literal["more", "less", "near", "ceiling"]
BETTER = get_args(Better)


@dataclass(frozen=True)
class Tolerance:
    """How wide "about x" is: a number of percent or percentage points, and a part of x for every other unit."""

    points: float = 0.5
    part: float = 0.05

    def of(self, amount: "Amount") -> float | None:
        """Return how far an "about" reaches to either side, None for an amount that says no such thing.

        Examples
        --------
        >>> Tolerance().of(Amount(6, None, None, "~", "%")), Tolerance().of(Amount(6, None, None, "=", "%"))
        (0.5, None)
        """
        if amount.comparator != "~" or amount.value is None:
            return None
        return self.around(amount.value, amount.unit)

    def around(self, value: float, unit: str) -> float:
        """Return the tolerance for a figure.

        Examples
        --------
        >>> Tolerance().around(6, "%"), Tolerance().around(200, "count")
        (0.5, 10.0)
        """
        return self.points if unit in PERCENT else abs(value) * self.part


@dataclass(frozen=True)
class Amount:
    """A figure as compared: signed, so that "down 3%" is -3."""

    value: float | None
    low: float | None
    high: float | None
    comparator: str
    unit: str

    def interval(self, tolerance: Tolerance) -> Interval:
        """Return the interval the amount speaks of; of ``~x`` it is [x - t, x + t].

        Examples
        --------
        >>> Amount(6, None, None, "~", "%").interval(Tolerance())
        Interval(lower=5.5, upper=6.5, lower_included=True, upper_included=True)
        """
        if self.value is None:
            return Interval(
                -inf if self.low is None else self.low,
                inf if self.high is None else self.high,
                self.low is not None,
                self.high is not None,
            )
        if self.comparator in (">", ">="):
            return Interval(self.value, inf, self.comparator == ">=", False)
        if self.comparator in ("<", "<="):
            return Interval(-inf, self.value, False, self.comparator == "<=")
        wide = tolerance.of(self) or 0
        return Interval(rounded(self.value - wide), rounded(self.value + wide), True, True)


def rounded(value: float) -> float:
    """Return a result of arithmetic without the dust of binary fractions.

    Examples
    --------
    >>> 5.6 - 0.5, rounded(5.6 - 0.5)
    (5.1, 5.1)
    """
    return float(f"{value:.12g}")


def verdict_at(target: Interval, value: float, better: str | None, slack: float) -> str | None:
    """Return what an outcome of exactly ``value`` makes of a target; None where the better side is not known.

    Parameters
    ----------
    target : Interval
        With the tolerance of "about".
    value : float
        The outcome.
    better : {"more", "less", "near", "ceiling"} or None
        Which side is better.
    slack : float
        How far beyond a one-sided bound still counts as just meeting it.

    Examples
    --------
    >>> at_least_six = Interval(6, inf, True, False)
    >>> [verdict_at(at_least_six, value, "more", 0.5) for value in (5.9, 6.4, 7)]
    ['missed', 'met', 'exceeded']
    """
    above = value > target.upper or (value == target.upper and not target.upper_included)
    below = value < target.lower or (value == target.lower and not target.lower_included)
    if better == "ceiling":
        # A lower bound alone, "at least 2%", is no ceiling: it binds from below as it says.
        return ("missed" if below else "met") if not isfinite(target.upper) else "missed" if above else "met"
    if not above and not below:
        over = not isfinite(target.upper) and better in ("more", None) and value - target.lower > slack
        under = not isfinite(target.lower) and better in ("less", None) and target.upper - value > slack
        return "exceeded" if over or under else "met"
    if better == "near" or not isfinite(target.upper) or not isfinite(target.lower):
        return "missed"
    if better is None:
        return None
    return "exceeded" if above == (better == "more") else "missed"


def verdicts(target: Interval, outcome: Interval, better: str | None, slack: float) -> set[str | None]:
    """Return every verdict that an outcome known as an interval may have.

    Examples
    --------
    >>> sorted(verdicts(Interval(6, 6.5, True, True), Interval(6.2, inf, False, False), "more", 0.5))
    ['exceeded', 'met']
    """
    edges = (target.lower, target.upper, target.lower + slack, target.upper - slack)
    return {verdict_at(target, value, better, slack) for value in _samples(outcome, edges)}


def _samples(outcome: Interval, edges: tuple[float, ...]) -> Iterator[float]:
    """Values between which the verdict cannot change, and those at which it can."""
    inner = sorted({edge for edge in edges if isfinite(edge) and outcome.lower < edge < outcome.upper})
    yield from inner
    for end, included in ((outcome.lower, outcome.lower_included), (outcome.upper, outcome.upper_included)):
        if included:
            yield end
    stops = [outcome.lower, *inner, outcome.upper]
    for first, last in itertools.pairwise(stops):
        if first == last:
            continue
        if isfinite(first) and isfinite(last):
            yield (first + last) / 2
        else:
            yield last - abs(last) - 1 if isfinite(last) else first + abs(first) + 1 if isfinite(first) else 0.0


def beyond(target: Interval, stated: float | None, outcome: float) -> float:
    """Return how far an outcome lies from the figure stated: above it is positive, inside a range 0."""
    if stated is not None:
        return rounded(outcome - stated)
    if outcome > target.upper:
        return rounded(outcome - target.upper)
    return rounded(min(0.0, outcome - target.lower))
