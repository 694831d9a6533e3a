"""The times that a text names: years, spans, five-year plans, and words that count from the report's year."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

import regex

from zjpolicy.documents.years import plan_years
from zjpolicy.languages import Language, compiled, rare
from zjpolicy.languages.numerals import value_of
from zjpolicy.reading.said import wordings

# The ways to name a time, the first that fits at a place.
WAYS = ("span", "plan", "past", "next", "before", "century", "earlier", "relative", "year")
# What names a part of a pattern. `re` knows no name that stands twice, and without names it is the faster one to look.
NAME = compiled(r"\(\?P?<(?=[a-z])[a-z]+>")
# The wordings that tell how a figure speaks of its years.
WORDS = ("average", "cumulative", "of_year", "yearly")


class Period(NamedTuple):
    """A year, or a span of years."""

    first: int
    last: int

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"

    @property
    def several(self) -> bool:
        """Whether it is of more than one year."""
        return self.first < self.last


class Time(NamedTuple):
    """A time named in a text, in place."""

    start: int
    end: int
    period: Period
    base: bool = False  # what is compared with or started from; nothing is told of it
    opens: bool = False  # whether it opens its clause, and holds for those that follow
    started: bool = False  # whether a span is told by its ends: "from 2017 to 2021"
    back: bool = False  # whether it counts back from the year of its clause, which no time before it tells


class TimeWords:
    """The ways of one language to name times."""

    def __init__(self, language: Language) -> None:
        table: dict[str, Any] = language.table("periods")
        self.needs = compiled(table["times_needs"])
        ways = "|".join(f"(?P<{way}>{table[way]})" for way in WAYS)
        self.pattern = compiled(ways)
        self.places = compiled(f"(?={table['times_begin']})(?:{NAME.sub('(?:', ways)})")
        self.shifts = [(compiled(words), *shift) for words, *shift in table["shifts"]]
        self.joined = compiled(table["joined"])
        self.dealt = compiled(table["dealt"])
        self.not_for = compiled(table["not_for"])
        self.record = compiled(table["record"])
        self.during = compiled(table["during"])
        self.started = compiled(table["started"])
        self.base_behind = compiled(table["base_behind"])
        self.clause = compiled(table["clause"])
        self.lead: int = table["lead"]
        self.opening: int = table["opening"]
        self.behind: bool = table["behind"]
        self.era = rare(table, "era")
        self.headed = compiled(table["headed"])
        self.single = rare(table, "single")
        self.beginning = compiled(table["beginning"])
        self.listed = compiled(table["listed"])
        self.part = compiled(table["part"])
        self.moved_to = compiled(table["moved_to"])
        self.bare = rare(table, "bare")
        self.average = compiled(table["average"])
        self.words = wordings(table, WORDS)

    def find(self, text: str, start: int, end: int, year: int | None) -> list[Time]:
        """Return the times named in a stretch of text, counted from a year where they count."""
        found: list[Time] = []
        if not self.needs.search(text, start, end):
            return found
        for named in self._named(text, start, end):
            anchor = self._anchor(text, named, end, found, year)
            period = self._period(named, year, anchor)
            low = max(start, named.start() - 40)
            if period is None or self.record.search(text, low, named.start()):
                continue
            base = self._is_base(text, named, low, end, period)
            marks = [mark.end() for mark in self.clause.finditer(text, low, named.start())]
            head = max(marks, default=low)
            opens = named.start() - head <= self.lead and "#" not in text[head : named.start()]
            started = period.several and self.started.search(text, low, named.start()) is not None
            back = named["earlier"] is not None and all(time.base for time in found)
            found.append(Time(named.start(), named.end(), period, base, opens, started, back))
        return found

    def _named(self, text: str, start: int, end: int) -> "Iterator[regex.Match[str]]":
        """The words in a stretch of text that name times."""
        for place in self.places.finditer(text, start, end):
            if named := self.pattern.match(text, place.start(), end):
                yield named

    def _anchor(
        self, text: str, named: "regex.Match[str]", end: int, found: Sequence[Time], year: int | None
    ) -> int | None:
        """The year that "the three years before" counts from: one told behind it, else one told before it."""
        if named["before"] is not None:
            following = next(self._named(text, named.end(), end), None)
            if following and following["year"] is not None:
                return int(following["digits"])
        return next((time.period.first for time in reversed(found) if not time.base), year)

    def _is_base(self, text: str, named: "regex.Match[str]", low: int, high: int, period: Period) -> bool:
        """Whether a time is one that is compared with or started from, by the words beside it."""
        if period.several and self.during.search(text, low, named.start()):
            return False
        if named["ago"]:
            return True
        ahead = [self.not_for] if period.several else [self.not_for, self.started]
        beside = any(words.search(text, low, named.start()) for words in ahead)
        return beside or self.base_behind.match(text, named.end(), high) is not None

    def _period(self, named: "regex.Match[str]", year: int | None, anchor: int | None) -> Period | None:
        way = next(way for way in WAYS if named[way] is not None)
        if way == "year":
            return Period(int(named["digits"]), int(named["digits"]))
        if way == "span":
            return self._span(named)
        if way == "plan":
            first, last = plan_years(value_of(named["ordinal"]))
            return Period(last, last) if named["end"] else Period(first, last)
        return self._counted(way, named, year, anchor) if year is not None and anchor is not None else None

    def _span(self, named: "regex.Match[str]") -> Period | None:
        first, last = int(named["first"]), int(named["last"])
        last += first // 100 * 100 if last < 100 else 0
        return Period(first, last) if first < last else None

    def _counted(self, way: str, named: "regex.Match[str]", year: int, anchor: int) -> Period | None:
        if way == "century":
            end = (year // 100 + (year % 100 > 0)) * 100
            return Period(end, end)
        if way == "earlier":
            return Period(anchor - 1, anchor - 1)
        if way == "relative":
            shift = next(shift for words, *shift in self.shifts if words.fullmatch(named[0]))
            return Period(year + shift[0], year + shift[1])
        count = value_of(named["count"])
        if way == "before":
            return Period(anchor - count, anchor - 1)
        return Period(year - count, year - 1) if way == "past" else Period(year, year + count - 1)

    def deal(self, text: str, times: Sequence[Time], figures: Sequence[tuple[int, int]]) -> dict[int, Period]:
        """Return which figure is for which of several years in a row: "in 2023 and 2024 by 5% and 6%, respectively".

        Without a word that deals them out, years in a row are one span.
        """
        dealt: dict[int, Period] = {}
        for run in self._runs(text, times) if len(times) > 1 else ():
            after = [at for at, (start, _) in enumerate(figures) if start >= run[-1].end][: len(run)]
            last = figures[after[-1]][1] + 20 if len(after) == len(run) else 0
            if last and self.dealt.search(text, run[0].start, last):
                dealt |= {at: time.period for at, time in zip(after, run, strict=True)}
        return dealt

    def _runs(self, text: str, times: Sequence[Time]) -> Iterator[list[Time]]:
        run: list[Time] = list(times[:1])
        for last, time in pairwise(times):
            if not self.joined.fullmatch(text, last.end, time.start) or last.base:
                yield from [run] if len(run) > 1 else []
                run = []
            run.append(time)
        yield from [run] if len(run) > 1 else []


@cache
def time_words(language: Language) -> TimeWords:
    """Return the ways of a language to name times, made once."""
    return TimeWords(language)
