"""How alike two measures are, by the words that matter in them."""

from functools import cache

import regex

from zjpolicy.languages import get_language, known_languages

WORD = regex.compile(r"[\p{Latin}\d][\p{Latin}\d.]*|\p{Han}")


@cache
def _light() -> dict[str, regex.Pattern[str]]:
    patterns = {}
    for code in known_languages():
        words, spaced = get_language(code).table("matching.light"), get_language(code).spaced
        whole = rf"(?<![\p{{L}}\d])(?:{words})(?![\p{{L}}\d])" if spaced else f"(?:{words})"
        patterns[code] = regex.compile(f"(?i){whole}")
    return patterns


@cache
def words(measure: str) -> frozenset[str]:
    """Return the words of a measure that tell it from others, in the singular.

    Examples
    --------
    >>> sorted(words("the number of bus stops"))
    ['bus', 'stop']
    >>> sorted(words("全省粮食总产量"))
    ['产', '粮', '量', '食']
    """
    text = measure.replace("’", "'").lower()
    for light in _light().values():
        text = light.sub(" ", text)
    return frozenset(_singular(word) for word in WORD.findall(text))


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us")):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") else word[:-1]


def likeness(first: str | None, second: str | None) -> float:
    """Return how much two measures share of their words, from 0 to 1.

    Examples
    --------
    >>> likeness("the number of bus stops", "bus stops"), likeness("bus stops", "GDP")
    (1.0, 0.0)
    """
    ours, theirs = words(first or ""), words(second or "")
    return len(ours & theirs) / len(ours | theirs) if ours | theirs else 0.0
