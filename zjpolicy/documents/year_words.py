"""Years and five-year plans that a heading or a title names."""

from collections.abc import Iterator

import regex

from zjpolicy.documents.numbering import value_of

NARROW = str.maketrans("０１２３４５６７８９", "0123456789")
DIGITS = {sign: str(value) for value, signs in enumerate(("〇○零０0", *"一二三四五六七八九")) for sign in signs}
YEAR = regex.compile(
    r"(?<!\d)(?P<figures>(?:1 ?9|2 ?0) ?\d ?\d)(?!\d)|(?P<signs>[一二][〇○零九][〇○零一二三四五六七八九]{2})(?=年)"
)
PLAN = regex.compile(
    r"[“\"‘'](?P<short>十[一二三四五六七八九]?|[一二三四五六七八九])五[”\"’']"
    r"|第(?P<long>十?[一二三四五六七八九十])个五年(?:计划|规划)|(?P<figures>\d{1,2})(?:st|nd|rd|th) Five-Year Plan"
)
# First years of the plans that did not begin in a year that ends in 1 or 6: the third waited for three years.
FIRST_PLANS = {1: 1953, 2: 1958}
SIXTH = 1981


def years_in(text: str) -> Iterator[int]:
    """Yield the years that a text names, in figures or signs.

    Examples
    --------
    >>> [next(years_in(text), None) for text in ("２０１９年工作回顾", "一九九七年", "1 9 9 8 年", "十年")]
    [2019, 1997, 1998, None]
    """
    for found in YEAR.finditer(text.translate(NARROW)):
        if found["figures"]:
            yield int(found["figures"].replace(" ", ""))
        else:
            yield int("".join(DIGITS[sign] for sign in found["signs"]))


def plans_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield the first and last year of each five-year plan that a text names.

    Examples
    --------
    >>> list(plans_in("“九五”回顾和“十五五”目标")), list(plans_in("第一个五年计划"))
    ([(1996, 2000), (2026, 2030)], [(1953, 1957)])
    """
    for found in PLAN.finditer(text):
        ordinal = value_of(found["short"] or found["long"] or found["figures"])
        first = FIRST_PLANS.get(ordinal, SIXTH + 5 * (ordinal - 6))
        yield first, first + 4
