"""Targets set without a number as cells of a table write them: "in step with gdp.growth", "not below last year"."""

from dataclasses import dataclass

import regex

from zjpolicy.reading.model import RELATIONS
from zjpolicy.registry.places import NATION

# "above gdp.growth; not below national average": each part is a comparison and what it is made with.
PART = regex.compile(
    rf"(?P<how>{'|'.join(RELATIONS)})\s+"
    r"(?P<what>last year|national average|base target|[a-z][a-z0-9_]*\.[a-z0-9_]+)"
)


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
