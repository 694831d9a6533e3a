"""Years and five-year plans that a heading or a title names."""

from collections.abc import Iterator
from functools import cache

import regex

from zjpolicy.documents.years import plain_years, plan_years
from zjpolicy.languages import Language, compiled, get_language, known_languages
from zjpolicy.languages.numerals import value_of

YEAR = compiled(r"(?<!\d)(?:1 ?9|2 ?0) ?\d ?\d(?!\d)")


def with_plans(pattern: str, language: Language) -> str:
    """Return a pattern with the ways to call a five-year plan filled in where it names them: {named}."""
    ways = dict(language.table("periods.plans"))
    numbers = language.table("numbers")
    ordinals = ways.pop("ordinals", "") or rf"\d{{1,2}}(?:{numbers['ordinal_ends']})|{'|'.join(numbers['ordinals'])}"
    for way, words in ways.items():
        pattern = pattern.replace(f"{{{way}}}", f"(?:{words})")
    return pattern.replace("{ordinals}", ordinals)


@cache
def _plan() -> "regex.Pattern[str]":
    """What a five-year plan is called in any language, where it is said to be one."""
    called = []
    for language in map(get_language, known_languages()):
        plans = language.table("periods.plans")
        called += [with_plans(plans[way], language) for way in ("named", "numbered") if way in plans]
    return compiled("|".join(called))


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
