"""Small numerals in whatever they are written: digits, words or characters of a language, Roman letters; and back."""

from functools import cache, lru_cache

import regex

from zjpolicy.languages import Language, get_language, known_languages

ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
ROMAN_STEPS = ((90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
# What is written in characters or in Roman letters is below it.
LIMIT = 100


@lru_cache(maxsize=1_024)
def value_of(numeral: str) -> int:
    """Return the value of a small numeral in any writing; 0 for what is none.

    Examples
    --------
    >>> [value_of(numeral) for numeral in ("3", "Two", "fourteenth", "11th", "十二", "两", "IV", "iii", "A")]
    [3, 2, 14, 11, 12, 2, 4, 3, 0]
    """
    if numeral.isdecimal():
        return int(numeral)
    plain = numeral.lower()
    return _words().get(plain) or _of_digits(plain) or _of_characters(plain) or _of_roman(plain.upper())


def below_twenty(language: Language) -> dict[str, int]:
    """Return the words of a language for zero to nineteen, with their values."""
    return {word: value for value, word in enumerate(language.table("numbers.small"))}


@cache
def one_to_ten() -> str:
    """Return the plain Chinese characters for one to ten.

    Examples
    --------
    >>> one_to_ten()
    '一二三四五六七八九十'
    """
    return "".join(map(in_characters, range(1, 11)))


def in_characters(value: int) -> str:
    """Return a number from 1 to 99 in Chinese characters.

    Examples
    --------
    >>> in_characters(3), in_characters(12), in_characters(40)
    ('三', '十二', '四十')
    """
    signs, ten = _signs(), _ten()
    tens, ones = divmod(value, 10)
    return (signs[tens] if tens > 1 else "") + ten * (tens > 0) + (signs[ones] if ones else "")


def in_roman(value: int) -> str:
    """Return a number from 1 to 99 in Roman letters.

    Examples
    --------
    >>> in_roman(3), in_roman(14), in_roman(40)
    ('III', 'XIV', 'XL')
    """
    written = ""
    for step, letters in ROMAN_STEPS:
        written += letters * (value // step)
        value %= step
    return written


@cache
def _words() -> dict[str, int]:
    """Cardinal and ordinal numbers of one word, in the languages that have such."""
    words: dict[str, int] = {}
    for language in map(get_language, known_languages()):
        table = language.table("numbers")
        if "small" in table:
            tens = {word: 10 * value for value, word in enumerate(table["tens"], start=2)}
            words |= below_twenty(language) | tens | table["ordinals"]
    return words


@cache
def _characters() -> dict[str, int]:
    return dict(get_language("zh").table("numbers.digits"))


@cache
def _signs() -> dict[int, str]:
    """The plain character of each digit, which stands before its others."""
    return {value: sign for sign, value in reversed(_characters().items())}


def _ten() -> str:
    return str(next(iter(get_language("zh").table("numbers.small_scales"))))


def _of_digits(numeral: str) -> int:
    """The value of an ordinal in digits: 11th."""
    found = regex.fullmatch(rf"(\d{{1,3}})(?:{get_language('en').table('numbers.ordinal_ends')})", numeral)
    return int(found[1]) if found else 0


def _of_characters(numeral: str) -> int:
    signs, (tens, ten, ones) = _characters(), numeral.rpartition(_ten())
    if not set(tens + ones) <= set(signs) or len(tens) > 1 or len(ones) > 1:
        return 0
    return (signs.get(tens, 1) * 10 if ten else 0) + signs.get(ones, 0)


def _of_roman(numeral: str) -> int:
    if not numeral or not set(numeral) <= set(ROMAN):
        return 0
    values = [ROMAN[letter] for letter in numeral]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-one if one < after else one for one, after in pairs)
