"""Targets set by relation ("in step with GDP growth", "not below last year") to intervals."""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf

import regex

from zjpolicy.comparison.verdicts import Amount, Tolerance
from zjpolicy.quantity import Interval

RELATIONS = ("in step with", "above", "not below", "below", "not above")
# "above gdp.growth; not below national average": each part is a comparison and what it is made with.
PART = regex.compile(
    rf"(?P<how>{'|'.join(RELATIONS)})\s+"
    r"(?P<what>last year|national average|[a-z][a-z0-9_]*\.[a-z0-9_]+)"
)
NATION = "China"


@dataclass(frozen=True)
class Other:
    """The figure that a relation looks at: an indicator (None: the same), years back, or the nation's."""

    indicator: str | None = None
    years_back: int = 0
    place: str | None = None


@dataclass(frozen=True)
class Relation:
    """One comparison of a target set without a number."""

    how: str
    what: str
    other: Other


def read_relation(text: str) -> list[Relation] | None:
    """Return the comparisons of a relation; None where it is not written as they are.

    Examples
    --------
    >>> [(part.how, part.other.indicator) for part in read_relation("in step with gdp.growth")]
    [('in step with', 'gdp.growth')]
    >>> read_relation("as good as can be") is None
    True
    """
    parts = [PART.fullmatch(part.strip()) for part in text.split(";")]
    if not all(parts):
        return None
    others = {"last year": Other(years_back=1), "national average": Other(place=NATION)}
    return [
        Relation(part["how"], part["what"], others.get(part["what"], Other(indicator=part["what"])))
        for part in parts
        if part
    ]


def relation_interval(
    parts: list[Relation], find: Callable[[Other], Amount | None], tolerance: Tolerance
) -> tuple[Interval | None, str]:
    """Return the interval that a relation asks for, and in words what it rests on or lacks.

    Parameters
    ----------
    parts : list of Relation
        All must hold.
    find : callable
        Returns the figure another indicator, year or place reached, None if it is not there.
    tolerance : Tolerance
        How near "in step" is.
    """
    lower, upper, lower_in, upper_in = -inf, inf, False, False
    found = []
    for part in parts:
        other = find(part.other)
        if other is None or other.value is None or other.comparator not in ("=", "~"):
            known = "is not known exactly" if other else "is not among the outcomes"
            return None, f"{part.how} {part.what}, which {known}"
        value = other.value
        found.append(f"{part.how} {part.what} ({value:,.10g})")
        near = tolerance.around(value, other.unit) if part.how == "in step with" else 0.0
        if part.how in ("in step with", "above", "not below") and value - near >= lower:
            lower, lower_in = value - near, part.how != "above"
        if part.how in ("in step with", "below", "not above") and value + near <= upper:
            upper, upper_in = value + near, part.how != "below"
    if lower > upper:
        return None, f"{'; '.join(found)}: no figure can be all of that"
    return Interval(lower, upper, lower_in, upper_in), "; ".join(found)
