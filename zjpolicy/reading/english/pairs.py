"""Two figures joined by "to": an earlier and a later amount, or a step and where it leads, are no range."""

import re
from functools import cache

import regex

from zjpolicy.languages import GAP, Language, compiled
from zjpolicy.reading.english.labels import WINDOW
from zjpolicy.reading.model import Mention, Number

# How many times as large as a step where it leads is, at least: of rates, of counts, and with a unit behind the second.
RATE, BARE, SHARED = 3, 3, 10


class PairReader:
    """Tells pairs from ranges in one language."""

    def __init__(self, language: Language) -> None:
        ranges = language.table("ranges")
        numeral = rf"(?:{'|'.join(language.table('numbers.small'))}|\d[\d,.]*)"
        self.from_word = compiled(rf"(?ri)\b{ranges['from']}{GAP}(?:(?:{ranges['from_fillers']}){GAP})?")
        self.to_number = compiled(rf"{GAP}to{GAP}{numeral}(?![A-Za-z-])", re.I)
        self.from_number = compiled(rf"(?ri)\b{ranges['from']}{GAP}{numeral}{GAP}to{GAP}")
        self.step_before = compiled(ranges["step_before"])
        self.change_before = compiled(ranges["change_before"], re.I)

    def opening(self, text: str, mention: Mention) -> regex.Match[str] | None:
        """The "from" before a mention and its comparator."""
        return self.from_word.match(text, max(0, mention.opens - WINDOW), mention.opens)

    def is_half(self, text: str, mention: Mention) -> bool:
        """Whether a number is one of "from six to three"."""
        if self.from_number.match(text, max(0, mention.start - WINDOW), mention.start):
            return True
        following = self.to_number.match(text, mention.end, mention.end + WINDOW)
        return following is not None and self.opening(text, mention) is not None

    def is_pair(self, text: str, first: Mention, low: Number, joint: str, second: tuple[Number, str | None]) -> bool:
        """Whether "A to B" are two amounts of a change: the first, read as ``low`` in a range, and the second."""
        start = self.opening(text, first)
        if start is None:
            return joint.strip().lower() == "to" and self._steps(text, first, low, *second)
        clause = text[max(0, start.start() - 120) : start.start()]
        cut = max(clause.rfind(mark) for mark in ".;:")
        return self.change_before.search(clause[cut + 1 :]) is not None

    def _steps(self, text: str, first: Mention, low: Number, number: Number, unit: str | None) -> bool:
        """Whether "by A to B" tells a step and where it leads: "by 1.1 years to 78.2 years", "by 20 to 461"."""
        if self.step_before.search(text, max(0, first.opens - 16), first.opens) is None:
            return False
        if first.unit not in (None, "%", "pp"):
            return True
        if first.unit:  # a scale word is none of a rate's: "8.9% to 9.4 million"
            return number.value >= RATE * first.number.value
        return number.value >= (SHARED if unit else BARE) * low.value


@cache
def pair_reader(language: Language) -> PairReader:
    """Return the reader of pairs of a language, made once."""
    return PairReader(language)
