"""Years as texts write them: in digits of any width or in Chinese characters, and the years of the five-year plans."""

import regex

from zjpolicy.documents.folding import narrow
from zjpolicy.languages import compiled

SMALL = {word: place for place, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}
SMALL |= {
    word: place
    for place, word in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1)
}
SMALL |= {
    word: place
    for place, word in enumerate(
        "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split(), 11
    )
}
SMALL |= {
    word: place for place, word in enumerate("eleventh twelfth thirteenth fourteenth fifteenth sixteenth".split(), 11)
}
HAN = {word: place for place, word in enumerate("一二三四五六七八九", 1)}
SMALL |= {
    f"{tens}{ten}{ones}": HAN.get(tens, 1) * 10 * bool(ten) + HAN.get(ones, 0)
    for tens, ten in (("", ""), ("", "十"), ("二", "十"))
    for ones in ("", *HAN)
    if ten or ones
}
SMALL["两"] = 2
DIGITS = {"〇": "0", "○": "0", "零": "0", "Ｏ": "0", "O": "0", "０": "0"} | {word: str(at) for word, at in HAN.items()}
ZERO = "[〇○零ＯO０]"
# 一九五七 and 二〇二五, in whatever way their zeros are written; a longer row of digits is no year.
IN_CHARACTERS = compiled(
    rf"(?<![{''.join(HAN)}〇○零])(?:一[八九][{''.join(HAN)}〇○零]{{2}}|二{ZERO}(?:[{''.join(HAN)}]|{ZERO}){{2}})"
    rf"(?![{''.join(HAN)}〇○零十百千万亿])"
)
# First and last years of the five-year plans before the sixth; from then on they follow each other.
EARLY_PLANS = {1: (1953, 1957), 2: (1958, 1962), 3: (1966, 1970), 4: (1971, 1975), 5: (1976, 1980)}
SIXTH_PLAN = 1981


def plain_years(text: str) -> str:
    """Return a text with its years in plain digits, each character in its place.

    Examples
    --------
    >>> plain_years("一九九七年至２００２年，二○二五年")
    '1997年至2002年，2025年'
    """
    return IN_CHARACTERS.sub(lambda year: "".join(DIGITS[digit] for digit in year[0]), narrow(text))


def small_number(word: str) -> int:
    """Return a number up to nineteen, or in digits: a count of years or an ordinal.

    Raises
    ------
    ValueError
        If the word is none.

    Examples
    --------
    >>> small_number("fourteenth"), small_number("十四"), small_number("11th"), small_number("两")
    (14, 14, 11, 2)
    """
    plain = narrow(word).lower()
    return SMALL.get(plain) or int(regex.sub(r"(?:st|nd|rd|th)$", "", plain))


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
