"""Which year or span of years a figure is for."""

from dataclasses import dataclass
from functools import cache

import regex

from zjpolicy.languages import Language

COUNTS = {word: place for place, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}
COUNTS |= {
    word: place for place, word in enumerate("一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六".split(), 1)
}
COUNTS["两"] = 2
# The sixth five-year plan and all later ones begin in years that end in 1 or 6: 1981-1985, 1986-1990 ...
SIXTH_PLAN = 1981


@dataclass(frozen=True)
class Period:
    """A year, or a span of years."""

    first: int
    last: int

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


class PeriodRules:
    """Patterns that name years in one language."""

    def __init__(self, language: Language) -> None:
        table = language.table("periods")
        names = (
            "year",
            "span",
            "plan_period",
            "last_year",
            "this_year",
            "next_year",
            "past_years",
            "next_years",
            "beginning",
            "not_for",
            "era",
            "single",
            "average",
            "cumulative",
        )
        self.patterns = {name: regex.compile(table[name]) for name in names}
        self.opening: int = table["opening"]
        self.behind: int = table["behind"]

    def find(self, clause: str, report_year: int | None) -> Period | None:
        """Return the period that a clause names for its figures, or None."""
        patterns = self.patterns
        if span := patterns["span"].search(clause):
            first, last = int(span["first"]), int(span["last"])
            if first < last:
                return Period(first, last)
        if plan := patterns["plan_period"].search(clause):
            first = SIXTH_PLAN + 5 * (_count(plan["ordinal"]) - 6)
            return Period(first, first + 4)
        years = [
            found
            for found in patterns["year"].finditer(clause)
            if not patterns["not_for"].search(clause[: found.start()])
        ]
        if years:
            return Period(int(years[-1]["year"]), int(years[-1]["year"]))
        return self._relative(clause, report_year) if report_year else None

    def era(self, opening: str, year: int | None, era: Period | None) -> Period | None:
        """The span of years that a heading or an opening sets for what follows; ``era`` where it sets none."""
        found, one = self.patterns["era"].search(opening), self.patterns["single"].search(opening)
        if found and year is not None and (one is None or found.start() < one.start()):
            return self.find(found[0], year)
        return None if one else era

    def aggregate(self, clause: str, unit: str) -> str | None:
        """Return whether a clause speaks of a mean a year or of several years together."""
        if self.patterns["average"].search(clause) or unit.endswith("/year"):
            return "average"
        return "cumulative" if self.patterns["cumulative"].search(clause) else None

    def _relative(self, clause: str, year: int) -> Period | None:
        patterns = self.patterns
        if found := patterns["past_years"].search(clause):
            return Period(year - _count(found["count"]), year - 1)
        if found := patterns["next_years"].search(clause):
            return Period(year, year + _count(found["count"]) - 1)
        for name, shift in (("last_year", -1), ("this_year", 0), ("next_year", 1)):
            found = patterns[name].search(clause)
            if found and not patterns["not_for"].search(clause[: found.start()]):
                return Period(year + shift, year + shift)
        return None

    def reference_year(self, clause: str) -> Period | None:
        """Return the year that a clause compares with: "from 52% in 2012"."""
        found = self.patterns["year"].search(clause)
        return Period(int(found["year"]), int(found["year"])) if found else None


def _count(word: str) -> int:
    return COUNTS.get(word.lower()) or int(word)


@cache
def period_rules(language: Language) -> PeriodRules:
    """Return the period rules of a language, made once."""
    return PeriodRules(language)
