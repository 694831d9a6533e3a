"""Which span of years a passage speaks of: its heading's, one that a sentence opens with, or a plan in passing."""

from zjpolicy.documents.document import Document
from zjpolicy.documents.outline import Paragraph
from zjpolicy.documents.years import plan_years
from zjpolicy.languages.numerals import value_of
from zjpolicy.reading.periods import Period, TimeWords


class Eras:
    """Hears the sentences of one report in turn, and tells what span of years is spoken of."""

    def __init__(self, report: Document, masked: str, words: TimeWords, today: int | None) -> None:
        self.masked, self.words, self.today = masked, words, today
        self.levels = {heading.start: heading.level for heading in report.structure.headings if not heading.item}
        self.paragraph, self.until = -1, 0  # the paragraph heard last, and where it ends in a review
        self.single = -1  # the paragraph that speaks of one year, inside of a section that speaks of several
        self.of_one = False  # whether those that follow it do, as it has no figures and opens a passage
        self.headed: Period | None = None  # the span of years that a heading sets
        self.opened: Period | None = None  # the one that a sentence sets by its opening
        self.of_heading = False  # whether the heading of the first level names one year and no more
        self.passing: Period | None = None  # a plan that a sentence names in passing, up to its paragraph's end

    @property
    def current(self) -> Period | None:
        """The span of years that is spoken of, unless a clause names another."""
        return self.spoken or (None if self.of_one or self.single == self.paragraph else self.headed)

    @property
    def spoken(self) -> Period | None:
        """The span of years that the opening of a sentence set, and no heading."""
        return self.passing or self.opened

    def hear(self, paragraph: Paragraph, start: int, opening: int, end: int) -> None:
        """Hear what span of years a heading or the opening of a sentence sets for what follows."""
        if opening >= end:  # only an address
            return
        first, level = paragraph.paragraph != self.paragraph, None
        if first:
            self.paragraph, self.until = paragraph.paragraph, paragraph.end if paragraph.part == "review" else 0
            self.passing, level = None, self.levels.get(start)
        if level == 1:
            self.opened, self.of_one, self.headed = None, False, self._of_heading(opening, end)
        else:
            high = end if level else min(end, opening + self.words.opening)
            if self.words.needs.search(self.masked, opening, high):
                lasts = first or self.masked.find("#", opening, end) < 0
                lasts = lasts and not (self.of_heading and paragraph.part == "plan")
                self._of_opening(opening, high, first and not level, lasts)

    def _of_heading(self, start: int, end: int) -> Period | None:
        """The span of years that a heading of the first level names, and no year beside it."""
        self.of_heading = self.words.single.search(self.masked, start, end) is not None
        if self.of_heading:
            return None
        if plan := self.words.headed.search(self.masked, start, end):
            return Period(*plan_years(value_of(plan["ordinal"])))
        named = self.words.find(self.masked, start, end, self.today)
        return next((time.period for time in named if time.period.several), None)

    def _of_opening(self, start: int, end: int, first: bool, lasts: bool) -> None:
        era = self.words.era.search(self.masked, start, end)
        single = self.words.single.search(self.masked, start, end)
        if era and (single is None or era.start() <= single.start()):
            self._set(*era.span(), lasts and (first or era.start() == start))
        elif single and single.start() - start <= self.words.lead:
            self.passing = None
            if first:
                self.single, self.opened = self.paragraph, None
                self.of_one = self.until > 0 and "#" not in self.masked[start : self.until]

    def _set(self, start: int, end: int, lasts: bool) -> None:
        """Set the span of years that an opening names; a plan named in passing holds for its paragraph alone."""
        named = self.words.find(self.masked, start, end, self.today)
        period = next((time.period for time in named if time.period.several), None)
        if period and not lasts and self.words.headed.search(self.masked, start, end):
            self.passing = period
        else:
            self.passing, self.opened, self.of_one = None, period or self.opened, False
