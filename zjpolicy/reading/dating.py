"""Which years a figure is for, and whether it is a mean a year or of several years together."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from zjpolicy.documents.document import Document
from zjpolicy.languages import get_language
from zjpolicy.languages.numerals import value_of
from zjpolicy.reading.eras import Eras
from zjpolicy.reading.model import DOUBT, Quantity, Reading
from zjpolicy.reading.periods import Period, Time, time_words
from zjpolicy.reading.said import Said

# Units of how long something takes: such a figure adds up over no span.
DURATIONS = frozenset(("year", "month", "week", "day", "hour", "minute", "second"))
# A plan and a government's term last five years; reports of which years are the first of one.
TERM, FIRSTS = 5, (1, 3)
# The years of a figure, and how it speaks of them.
Told = tuple[Period | None, str | None]
# How far before a baseline its year may stand, and how far behind one.
NEAR, FAR = 30, 40


@dataclass(slots=True)
class Sentence:
    """A sentence and the times it names."""

    start: int
    end: int
    said: Said  # how it speaks of its years
    times: list[Time]
    dealt: dict[int, Period]
    number: int = 0  # of the figure that comes next
    # the figures before and their status, without spans of time: "five years" belongs to what follows
    before: list[tuple[Quantity, str]] = field(default_factory=list)
    last: tuple[Period | None, str | None] = (None, None)  # the years of the figure before, and its aggregate
    from_year: Period | None = None  # the year of the last figure that something moved from
    promised: bool = False  # whether the words of a clause before promise
    bare: tuple[int, int, int] = (-1, -1, 0)  # where a mere "five years" stands in it, and how many
    of_year: bool = False  # whether it lists goals for the report's own year, whatever span is spoken of around it

    def settle(self, quantity: Quantity, status: str, told: Told) -> None:
        """Note what was found of a figure, for those behind it."""
        self.number += 1
        self.last = told
        if quantity.unit != "year":
            self.before.append((quantity, status))

    def between(self, low: int, high: int, *, base: bool) -> list[Time]:
        """The times of a stretch: those that something is told of, or those it is compared with."""
        return [time for time in self.times if time.base == base and low <= time.start and time.end <= high]


class Dating:
    """Dates the figures of one report, whose text is given with its years in digits and its figures blotted out."""

    def __init__(self, report: Document, masked: str) -> None:
        self.report, self.masked = report, masked
        self.words = time_words(get_language(report.language))
        self.year = report.year
        # A report delivered before its year begins calls the year before "this year".
        early = report.delivered is not None and report.year is not None and report.delivered.year == report.year - 1
        self.today = self.year - 1 if early and self.year is not None else self.year
        self.eras = Eras(report, masked, self.words, self.today)
        self.goals_of_year = False  # whether the header of goals heard last is for the report's own year

    def sentence(self, start: int, end: int, quantities: Sequence[Quantity], header: str) -> Sentence:
        """The times that a sentence names; ``header`` tells whether goals are listed, ``here`` or from ``before``."""
        times = self.words.find(self.masked, start, end, self.today)
        ahead = any(time.period.several or time.period.last > (self.year or 0) for time in times)
        said = Said(self.words.words, self.masked, start, end)
        plain = bool(header) and not ahead and not said["average"]
        if header == "here":
            self.goals_of_year = plain
        of_year = self.goals_of_year and plain
        found = self.words.bare.search(self.masked, start, end)
        bound = found and any(found.start() <= one.start < found.end() and one.comparator != "=" for one in quantities)
        bare = (*found.span(), value_of(found["count"])) if found and not bound else (-1, -1, 0)
        spans = [(quantity.start, quantity.end) for quantity in quantities] if len(times) > 1 else []
        dealt = self.words.deal(self.masked, times, spans)
        return Sentence(start, end, said, times, dealt, bare=bare, of_year=of_year)

    def scope(self, sentence: Sentence, quantity: Quantity, reading: Reading) -> Period | None:
        """The time that a figure's own clause names, or one that opens a clause before; None where none does."""
        if sentence.number in sentence.dealt:
            return sentence.dealt[sentence.number]
        last, status = sentence.before[-1] if sentence.before else (None, "")
        if sentence.times:
            low, high = max(sentence.start, reading.clause[0]), min(sentence.end, reading.clause[1])
            if last is not None and status == "baseline":
                # The year behind an earlier figure is that figure's own.
                near = self.words.clause.search(self.masked, last.end, last.end + 16) if self.words.behind else None
                low = max(low, last.end + (16 if self.words.behind and not near else 0))
            own = sentence.between(low, high if self.words.behind else quantity.start, base=False)
            own = [time for time in own if not self._aside(quantity.end, time)]
            named = own or [time for time in sentence.between(sentence.start, low, base=False) if time.opens]
            if named:
                return named[-1].period
        if quantity.unit == "times" and reading.kind == "level" and status not in ("", "baseline"):
            return sentence.last[0]  # so many times something else, told of the figure before
        return None

    def _aside(self, end: int, time: Time) -> bool:
        """Whether a time stands in brackets behind a figure: it is that of what they hold."""
        return time.start > end and self.masked.find("(", end, time.start) >= 0 > self.masked.find(")", end, time.start)

    def period(
        self, sentence: Sentence, quantity: Quantity, reading: Reading, status: str, scope: Period | None
    ) -> Told:
        """The years of a figure, and how it speaks of them."""
        if status == "context":
            return None, None
        if status == "baseline":
            return self._baseline(sentence, quantity, reading), None
        mean = self._is_mean(sentence, quantity, reading)
        period = scope or self._of_part(sentence, quantity, reading) or self._usual(sentence, quantity, reading, status)
        if mean and (period is None or not period.several):
            return self._of_mean(sentence, quantity, reading, status, period)
        if period is None:
            return None, None
        ends = self._ends(sentence, quantity, reading)
        if reading.kind in ("growth", "change") or (quantity.unit == "times" and scope is None):
            if not ends and not (scope and period.several):
                period = self._since(sentence, quantity, reading, period, scope)
            period = self._of_ends(sentence, period)
        if not period.several:
            return self._of_one_year(sentence, quantity, reading, period)
        if self._of_total(sentence, quantity, reading, period):
            return period, None
        average = mean or self._comes_yearly(sentence, quantity, reading)
        if not average and (reading.state or ends):
            return Period(period.last, period.last), None
        adds_up = reading.kind in ("growth", "change") or (reading.kind == "level" and quantity.unit not in DURATIONS)
        return period, "average" if average else "cumulative" if adds_up else None

    def _of_one_year(self, sentence: Sentence, quantity: Quantity, reading: Reading, period: Period) -> Told:
        """The years of a figure that is told for one: what adds up to a year to come does so from the report's own."""
        if reading.state or not self._says("cumulative", sentence, quantity, reading):
            return period, None
        return Period(min(self.year or period.last, period.last), period.last), "cumulative"

    def _of_part(self, sentence: Sentence, quantity: Quantity, reading: Reading) -> Period | None:
        """The year of the figure before, of which a part is told: "revenue reached 5 in 2020, of which 3 local"."""
        year, aggregate = sentence.last
        if not sentence.before or year is None or year.several or aggregate:
            return None
        earlier, status = sentence.before[-1]
        if earlier.unit != quantity.unit or status != "outcome" or reading.kind != "level":
            return None
        clause = self.masked[max(sentence.start, reading.clause[0]) : quantity.start].strip()
        return year if self.words.part.match(clause) else None

    def _of_mean(
        self, sentence: Sentence, quantity: Quantity, reading: Reading, status: str, year: Period | None
    ) -> Told:
        """The span of a mean whose clause names one year or none."""
        span = self._span_before(sentence, quantity, year) or self._of_era(status)
        if span is None and reading.kind in ("level", "share"):  # a mean over places or days of one year
            return year, None
        return span or self._of_term(status), "average"

    def doubt(self, sentence: Sentence, quantity: Quantity, reading: Reading, told: Told) -> str:
        """Why the years told of a figure are a guess; nothing where they are none.

        Only the span spoken of before makes a growth one of several years: it may be the last year's.
        """
        period, aggregate = told
        if any(time.base or time.period.several for time in sentence.times):
            return ""
        if aggregate == "average" and self.eras.current is None and (period is None or period == self._of_term(period)):
            return DOUBT["years"]
        grown = aggregate == "cumulative" and reading.kind == "growth" and quantity.unit == "%"
        return DOUBT["span"] if grown and not self._says("cumulative", sentence, quantity, reading) else ""

    def _of_term(self, told: Period | str | None) -> Period | None:
        """The five years of a plan or of a government's term, in the first report of one: those behind or ahead."""
        if self.year is None or self.year % TERM not in FIRSTS:
            return None
        ahead = told == "target" or (isinstance(told, Period) and told.first == self.year)
        return Period(self.year, self.year + TERM - 1) if ahead else Period(self.year - TERM, self.year - 1)

    def _of_total(self, sentence: Sentence, quantity: Quantity, reading: Reading, period: Period) -> bool:
        """Whether a figure is a share of the total that stands before it."""
        if reading.kind != "share" or sentence.last != (period, "cumulative"):
            return False
        clause = self.masked[max(sentence.start, reading.clause[0]) : quantity.start].strip()
        return not clause or self.words.part.match(clause) is not None

    def _ends(self, sentence: Sentence, quantity: Quantity, reading: Reading) -> bool:
        """Whether a figure tells where something moved to: one of its unit stands before as what it moved from."""
        last, status = sentence.before[-1] if sentence.before else (None, "")
        if last is None or status != "baseline" or last.unit != quantity.unit:
            return False
        return reading.kind == "level" or self.words.moved_to.search(self.masked, last.end, quantity.start) is not None

    def _says(self, name: str, sentence: Sentence, quantity: Quantity, reading: Reading) -> bool:
        """Whether words stand in a figure's own clause, behind the figure before it."""
        if not sentence.said[name]:
            return False
        last = sentence.before[-1][0].end if sentence.before else 0
        low = max(reading.clause[0], sentence.start, last)
        high = min(sentence.end, reading.clause[1]) if self.words.behind else quantity.start
        return sentence.said.within(name, low, high)

    def _is_mean(self, sentence: Sentence, quantity: Quantity, reading: Reading) -> bool:
        """Whether a figure is told as a mean a year."""
        if self._says("average", sentence, quantity, reading) or self._led_by_mean(sentence, reading):
            return True
        return sentence.last[1] == "average" and self._goes_on(sentence, quantity)

    def _comes_yearly(self, sentence: Sentence, quantity: Quantity, reading: Reading) -> bool:
        """Whether a figure is told as what comes each year."""
        if reading.state or quantity.unit.count("/") > 1:
            return False
        return quantity.unit.endswith("/year") or self._says("yearly", sentence, quantity, reading)

    def _led_by_mean(self, sentence: Sentence, reading: Reading) -> bool:
        """Whether what opens a clause tells a mean, before a comma: "on average each year, wages rose"."""
        low = max(sentence.start, reading.clause[0] - FAR)
        opened = self.words.behind and sentence.said["average"]
        if not opened or not self.masked.endswith(", ", low, reading.clause[0]):
            return False
        found = self.words.average.search(self.masked, low, reading.clause[0])
        return found is not None and found.end() + 2 == reading.clause[0]

    def _goes_on(self, sentence: Sentence, quantity: Quantity) -> bool:
        """Whether a figure goes on with a list that the figure before is of: "on average by 5% and 7%"."""
        if not sentence.before:
            return False
        last = sentence.before[-1][0]
        return last.unit == quantity.unit and bool(self.words.listed.fullmatch(self.masked, last.end, quantity.start))

    def _usual(self, sentence: Sentence, quantity: Quantity, reading: Reading, status: str) -> Period | None:
        """The years of a figure where no clause names any."""
        if self.year is None:
            return None
        year = self.year - 1 if status == "outcome" else self.year
        if self._of_bare(sentence, quantity):
            span = sentence.bare[2] - 1
            return Period(year - span, year) if status == "outcome" else Period(year, year + span)
        if (era := self._of_era(status)) and not sentence.of_year:
            high = min(sentence.end, reading.clause[1]) if self.words.behind else quantity.start
            if not sentence.said.within("of_year", sentence.start, high):
                return era
        return Period(year, year)

    def _of_bare(self, sentence: Sentence, quantity: Quantity) -> bool:
        """Whether a figure is for so many years that are not named, before it or behind it in its clause."""
        first, last, _ = sentence.bare
        if last <= quantity.start:
            return first >= 0
        behind = self.words.behind and quantity.end <= first < quantity.end + FAR
        return behind and self.words.clause.search(self.masked, quantity.end, first) is None

    def _of_era(self, status: str) -> Period | None:
        era = self.eras.current
        if era is None or self.year is None:
            return None
        past = era.first < self.year if status == "outcome" else era.last >= self.year
        return self._bounded(era, status) if past else None

    def _bounded(self, period: Period | None, status: str) -> Period | None:
        """What was done in the course of a span that is not over was done up to the report's year."""
        if period is None or self.year is None or not period.several or status != "outcome":
            return period
        return Period(period.first, self.year - 1) if period.first < self.year <= period.last else period

    def _of_ends(self, sentence: Sentence, period: Period) -> Period:
        """What moved from one end of a span to the other moved in the years behind the first: "from 2017 to 2021"."""
        told = any(time.started and time.period == period for time in sentence.times)
        ends = told and any(status == "baseline" for _, status in sentence.before)
        return Period(period.first + 1, period.last) if ends else period

    def _since(
        self, sentence: Sentence, quantity: Quantity, reading: Reading, period: Period, scope: Period | None
    ) -> Period:
        """The years that a growth against a base year covers, where that is not the year before."""
        high = min(sentence.end, reading.clause[1]) if self.words.behind else quantity.start
        bases = sentence.between(sentence.start, high, base=True)
        if not bases or bases[-1].period.last >= period.last:
            return period
        told = [earlier.end for earlier, status in sentence.before if status != "baseline"]
        low = max([sentence.start, *told[-1:]])
        if sentence.before and sentence.before[-1][0].unit in ("fold", "times") and not bases[-1].opens:
            low = max(low, reading.clause[0])  # "triple those of 2012, and rents rose by 3%"
        opens = scope is None and bases[-1].start - sentence.start <= self.words.lead  # "compared with 2012, ..."
        if bases[-1].start < low and not opens:
            listed = sentence.last[1] == "cumulative" and self._goes_on(sentence, quantity)
            return sentence.last[0] or period if listed else period
        return Period(bases[-1].period.last + 1, period.last)

    def _span_before(self, sentence: Sentence, quantity: Quantity, period: Period | None) -> Period | None:
        """The years between the two that a sentence names before a mean: "from 5 in 2000 to 8 in 2005"."""
        named = {time.period.last for time in sentence.times if time.end <= quantity.start}
        first, last = min(named, default=0), max(named, default=0)
        if period is not None and len(named) == 1 and first < period.last:
            last = period.last
        return Period(first + 1, last) if first + 1 < last else None

    def _baseline(self, sentence: Sentence, quantity: Quantity, reading: Reading) -> Period | None:
        """The year that a figure to compare with is told for; a second one moved from the year of the first."""
        year = self._of_base(sentence, quantity, reading)
        if self.words.started.search(self.masked, max(sentence.start, quantity.start - NEAR), quantity.start):
            sentence.from_year = year
        return year

    def _of_base(self, sentence: Sentence, quantity: Quantity, reading: Reading) -> Period | None:
        low = max([quantity.start - NEAR, sentence.start, *(earlier.end for earlier, _ in sentence.before)])
        before = [time for time in sentence.times if low <= time.start and time.end <= quantity.start]
        behind = [time for time in sentence.times if quantity.end <= time.start < quantity.end + FAR]
        if self.words.behind and behind:
            return self._first_of(sentence, behind[0], reading)
        if before:
            year = before[-1].period.first if self.words.behind else before[-1].period.last
            return Period(year, year)
        high = max(quantity.start, reading.clause[1]) if self.words.behind else quantity.start
        if self.words.beginning.search(self.masked, reading.clause[0], high):
            return None if self.year is None else Period(self.year - 1, self.year - 1)
        return self._before_all(sentence, quantity)

    def _first_of(self, sentence: Sentence, time: Time, reading: Reading) -> Period:
        """The first year of a time; one that counts back does so from the year of the figure before."""
        year = time.period.first
        if time.back and self.year is not None:
            told = sentence.last[0] or Period(self.year - (reading.tense != "future"), self.year)
            year = told.first - 1
        return Period(year, year)

    def _before_all(self, sentence: Sentence, quantity: Quantity) -> Period | None:
        """The year at which what a sentence tells begins, where none is told beside a figure to compare with."""
        if told := next((time.period for time in sentence.times if time.started), None):
            return Period(told.first, told.first)
        if sentence.from_year:
            return sentence.from_year
        if self.eras.current:
            return Period(self.eras.current.first - 1, self.eras.current.first - 1)
        bases = sentence.between(sentence.start, quantity.start, base=True)
        return bases[-1].period if bases else None
