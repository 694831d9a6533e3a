"""Years as texts write them: in digits of any width or in Chinese characters, and the years of the five-year plans."""

import re
from functools import cache

import regex

from zjpolicy.documents.folding import ANY_WIDE, WIDE
from zjpolicy.documents.lookalikes import beyond_ascii
from zjpolicy.languages import compiled
from zjpolicy.languages.numerals import one_to_ten, value_of

ZEROS = "〇○零ＯO"
# First and last years of the five-year plans before the sixth; from then on they follow each other.
EARLY_PLANS = {1: (1953, 1957), 2: (1958, 1962), 3: (1966, 1970), 4: (1971, 1975), 5: (1976, 1980)}
SIXTH_PLAN = 1981
# One of these opens whatever is not plain; in a Chinese text some stand soon.
TELLING, SOON = re.compile(f"{ANY_WIDE.pattern[:-1]}一二]"), 1_000


def plain_years(text: str) -> str:
    """Return a text with its years in plain digits, each character in its place.

    Examples
    --------
    >>> plain_years("一九九七年至２００２年，二○二五年")
    '1997年至2002年，2025年'
    """
    if not TELLING.search(text, 0, SOON) and not TELLING.search(beyond_ascii(text)):
        return text
    not_plain, digits = _not_plain()
    return not_plain.sub(lambda found: WIDE.get(ord(found[0][0])) or "".join(digits[digit] for digit in found[0]), text)


def plan_years(ordinal: int) -> tuple[int, int]:
    """Return the first and last year of a five-year plan.

    Examples
    --------
    >>> plan_years(1), plan_years(9), plan_years(15)
    ((1953, 1957), (1996, 2000), (2026, 2030))
    """
    if ordinal in EARLY_PLANS:
        return EARLY_PLANS[ordinal]
    first = SIXTH_PLAN + 5 * (ordinal - 6)
    return first, first + 4


@cache
def _not_plain() -> tuple["regex.Pattern[str]", dict[str, str]]:
    """A full-width sign, or a year: 一九五七 and 二〇二五, in whatever way their zeros are written; and their digits.

    A longer row is no year.
    """
    signs = one_to_ten()[:9]
    digits = dict.fromkeys(ZEROS, "0") | {sign: str(value_of(sign)) for sign in signs}
    years = rf"(?<=一)[八九][{signs}〇○零]{{2}}|(?<=二)[{ZEROS}][{signs}{ZEROS}]{{2}}"
    # `re` runs to a set that opens a pattern; what must not stand before is looked for behind it.
    year = rf"(?<![{signs}〇○零].)(?:{years})(?![{signs}〇○零十百千万亿])"
    return compiled(rf"{TELLING.pattern}(?:(?<![一二])|{year})"), digits
