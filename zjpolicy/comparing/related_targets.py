"""The interval that a target set by relation asks for."""

from collections.abc import Callable
from math import inf

from zjpolicy.comparing.verdicts import Amount, Tolerance
from zjpolicy.reading.model import Interval
from zjpolicy.tables.relation_cells import Other, Relation


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
