"""Years and five-year plans that a heading or a title names."""

from collections.abc import Iterator
from functools import cache

import regex

from zjpolicy.documents.years import plain_years, plan_years
from zjpolicy.languages import compiled, get_language, known_languages
from zjpolicy.languages.numerals import value_of

YEAR = compiled(r"(?<!\d)(?:1 ?9|2 ?0) ?\d ?\d(?!\d)")


@cache
def _plan() -> "regex.Pattern[str]":
    """What a five-year plan is called in any language, where it is said to be one."""
    called = [get_language(code).table("periods.plans") for code in known_languages()]
    return compiled("|".join(plans[way] for plans in called for way in ("named", "numbered") if way in plans))


def years_in(text: str) -> Iterator[int]:
    """Yield the years that a text names, in figures, set apart or not, or in characters.

    Examples
    --------
    >>> [next(years_in(text), None) for text in ("２０１９年工作回顾", "一九九七年", "1 9 9 8 年", "十年")]
    [2019, 1997, 1998, None]
    """
    return (int(found.replace(" ", "")) for found in YEAR.findall(plain_years(text)))


def plans_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield the first and last year of each five-year plan that a text names.

    Examples
    --------
    >>> list(plans_in("“九五”回顾和“十五五”目标")), list(plans_in("第一个五年计划"))
    ([(1996, 2000), (2026, 2030)], [(1953, 1957)])
    """
    return (plan_years(value_of(found["ordinal"])) for found in _plan().finditer(text))
