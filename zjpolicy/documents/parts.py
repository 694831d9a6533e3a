"""Which part of a report a heading or an opening tells: what was done, or what is planned."""

from functools import lru_cache

from zjpolicy.documents.patterns import Patterns
from zjpolicy.documents.year_words import plans_in, years_in


def told_by(title: str, patterns: Patterns, year: int | None) -> tuple[str, ...]:
    """Return the parts that a heading tells, in its order: one, two, or none.

    Its words tell; where they do not, or tell only of aims of a year that is over, its years do.

    Examples
    --------
    >>> from zjpolicy.documents.patterns import patterns_of
    >>> from zjpolicy.languages import get_language
    >>> chinese = patterns_of(get_language("zh"))
    >>> told_by("2019年工作回顾和2020年目标", chinese, 2020), told_by("2019年的工作", chinese, 2020)
    (('review', 'plan'), ('review',))
    """
    parts = _by_words(title, patterns)
    if parts not in ((), ("plan",)):
        return parts
    by_year = _by_years(title, year)
    return parts if parts and by_year != ("review",) else by_year or parts


@lru_cache(maxsize=1_024)
def _by_words(title: str, patterns: Patterns) -> tuple[str, ...]:
    """What the words of a heading tell; each is asked several times."""
    words = [(found.start(), "review") for found in patterns.done.finditer(title)]
    rest = patterns.done.sub(lambda found: "\0" * len(found[0]), title) if words else title
    words += [(found.start(), "review") for found in patterns.review.finditer(rest)]
    words += [(found.start(), "plan") for found in patterns.plan.finditer(rest)]
    return tuple(dict.fromkeys(part for _, part in sorted(words)))


def _by_years(title: str, year: int | None) -> tuple[str, ...]:
    """What the years of a heading tell: those before the report's are reviewed, the others planned for."""
    if year is None:
        return ()
    spans = [*((year, year) for year in years_in(title)), *plans_in(title)]
    parts = ("review" if last < year else "plan" if first >= year else None for first, last in spans)
    return tuple(dict.fromkeys(filter(None, parts)))


def spoken_part(opening: str, patterns: Patterns) -> str | None:
    """Return the part that a paragraph's opening words tell."""
    if patterns.plan_opening.match(opening) or patterns.plan_named.search(opening):
        return "plan"
    return "review" if patterns.review_opening.match(opening) else None


def looks_back(opening: str, patterns: Patterns) -> bool:
    """Whether a paragraph of a plan only recalls what was done: it opens so, and says nothing of what is ahead."""
    return patterns.review_opening.match(opening) is not None and not patterns.ahead.search(opening)
