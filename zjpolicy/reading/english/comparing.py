"""The comparator of a number: its words before or behind it, and what a wider clause makes of them."""

from functools import cache

from zjpolicy.languages import AHEAD, Ending, Language, compiled
from zjpolicy.reading.english.labels import SPANS
from zjpolicy.reading.scanning import patterns

# How far before a comparator what denies it may begin.
DENIAL_REACH = 160
# How far before a number the words that lead to it may begin.
REACH = 40
DENIED = {">": "<=", ">=": "<", "<": ">=", "<=": ">"}


class ComparatorReader:
    """Reads comparators in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        ranges = language.table("ranges")
        self.bound_before, self.bound_behind = map(compiled, (ranges["bound_before"], ranges["bound_behind"]))
        self.bound_opens, self.course_behind = map(compiled, (ranges["bound_opens"], ranges["course_behind"]))
        self.context = patterns(language.table("comparators.context"))
        self.limited, self.passed = Ending(self.context["limited"]), Ending(self.context["passed"])

    def read(
        self, text: str, before: tuple[str, int], start: int, end: int, unit: str | None, taken: int
    ) -> tuple[str, int, int, bool]:
        """Return the comparator of a number, where its words open and close, and whether they stand before it.

        What the words ``before`` it say and where they open is known; what is left of ``taken`` is another number's.
        """
        sign, opens = before
        if opens < taken:
            sign, opens = "", start
        if sign == ">" and unit in SPANS and self._in_the_course(text, opens, start, end):
            sign, opens = "", start
        if sign:
            sign = self._in_clause(text, sign, opens, start)
        elif self._passed(text, start, end, unit):
            sign = ">"
        elif self.limited.match(text, max(0, start - 2 * REACH), start):
            sign = "<="
        after, closes = self.language.comparator_after(text, end)
        if not after and not sign:
            after, closes = self._behind_noun(text, end)
        return after or sign or "=", opens, closes, bool(sign and not after)

    def _in_the_course(self, text: str, opens: int, start: int, end: int) -> bool:
        """Whether "over" tells in how many years, and is no bound: "2 trillion yuan over five years"."""
        if text[opens:start].strip().lower() != "over" or self.bound_behind.match(text, end):
            return False
        low = max(0, opens - 16)
        if self.bound_opens.match(text, low, opens) and not self.course_behind.match(text, end):
            return False
        return not self.bound_before.match(text, low, opens)

    def _in_clause(self, text: str, sign: str, opens: int, start: int) -> str:
        """The comparator where its clause denies it, or tells a movement that ends there."""
        if sign in "><" and self.context["denied"].match(text, max(0, opens - DENIAL_REACH), opens):
            return DENIED[sign]
        if sign == "<=" and self.context["moved"].match(text, max(0, start - 2 * REACH), start):
            return "="
        return sign

    def _passed(self, text: str, start: int, end: int, unit: str | None) -> bool:
        """Whether an amount is passed, not things: "output passed 300 tons", not "passed 12 laws"."""
        if unit in SPANS or not self.passed.match(text, max(0, start - REACH), start):
            return False
        return unit is not None or not self.context["noun"].match(text, end, end + AHEAD)

    def _behind_noun(self, text: str, end: int) -> tuple[str, int]:
        """The comparator behind what is counted or measured: "500 workers or above"."""
        noun = self.context["then"].match(text, end, end + AHEAD)
        return self.language.comparator_after(text, noun.end()) if noun else ("", end)


@cache
def comparator_reader(language: Language) -> ComparatorReader:
    """Return the reader of comparators of a language, made once."""
    return ComparatorReader(language)
