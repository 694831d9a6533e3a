"""A quantity in its sentence and section to a `Statement`: what it says."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import regex

from zjpolicy.documents.document import Document
from zjpolicy.documents.outline import Paragraph
from zjpolicy.documents.unwrap import View, unwrapped
from zjpolicy.languages import Language, get_language
from zjpolicy.reading.chinese import grammar as chinese
from zjpolicy.reading.commitments import NONE, Binding, commitments
from zjpolicy.reading.english import grammar as english
from zjpolicy.reading.indicating import match_figures
from zjpolicy.reading.model import Quantity, Reading, Statement
from zjpolicy.reading.periods import Period, period_rules
from zjpolicy.reading.placing import PlaceReader
from zjpolicy.reading.quantities import find_quantities
from zjpolicy.reading.tables_in_text import with_tables
from zjpolicy.reading.wording import plain_value
from zjpolicy.registry.indicators import Figure, Registry, registry

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd


# What reads the sentences of a language, by the name in its data.
GRAMMARS = {"chinese": chinese, "english": english}
# Why a reading is unsure, beside a measure that was not found.
UNTOLD = "nothing tells whether it is done or promised"
ONE_WORD = "one word for what is measured"
BARE = 2  # characters that make one word where no spaces do


class Cues:
    """The wordings of one language that tell status and basis."""

    def __init__(self, language: Language) -> None:
        self.status = {name: regex.compile(pattern) for name, pattern in language.table("status").items()}
        self.basis = {name: regex.compile(pattern) for name, pattern in language.table("basis").items()}
        self.address = regex.compile(language.table("structure.address"))


@cache
def cues(language: Language) -> Cues:
    """Return the cues of a language, made once."""
    return Cues(language)


def read_statements(report: Document, indicators: "str | Path | pd.DataFrame | None" = None) -> list[Statement]:
    """Read every figure of a report.

    Parameters
    ----------
    report : Document
        The report; its boilerplate paragraphs hold no statements.
    indicators : str, Path or DataFrame, optional
        A user's own indicators, beside the bundled ones.

    Returns
    -------
    list of Statement
        In text order.
    """
    view = unwrapped(report)
    known = registry(indicators)
    reader = StatementReader(view.report if view else report, known)
    statements = [statement for group in reader.sentences() for statement in reader.read(*group)]
    read = [_restored(statement, report, view) for statement in statements] if view else statements
    return with_tables(read, report, known)


def _restored(statement: Statement, report: Document, view: View) -> Statement:
    start, end = view.span(statement.start, statement.end)
    surface = report.text[start:end]
    return replace(statement, id=f"{report.key}:{start}", start=start, end=end, surface=surface)


def _masked(text: str, quantities: list[Quantity]) -> str:
    """A text with its quantities blotted out, so that none is taken for a year."""
    pieces, end = [], 0
    for quantity in quantities:
        pieces += [text[end : quantity.start], "#" * len(quantity.surface)]
        end = quantity.end
    return "".join(pieces) + text[end:]


class StatementReader:
    """Reads the sentences of one report."""

    def __init__(self, report: Document, indicators: Registry) -> None:
        self.report = report
        self.indicators = indicators
        self.language = get_language(report.language)
        self.cues = cues(self.language)
        self.periods = period_rules(self.language)
        self.grammar = GRAMMARS[self.language.table("grammar")]
        self.places = PlaceReader(report)
        self.commitments = commitments(self.language)
        self.quantities = find_quantities(report.text, report.language)
        self.starts = [quantity.start for quantity in self.quantities]
        self.masked = _masked(report.text, self.quantities)
        self.header: tuple[int, bool] = (-1, False)
        self.opened = -1  # the paragraph whose opening was heard last
        self.era: Period | None = None

    def sentences(self) -> Iterator[tuple[Paragraph, int, int, list[Quantity]]]:
        """Yield each sentence that holds quantities."""
        for paragraph, start, end in self.report.spans():
            inside = self.quantities[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
            if paragraph.paragraph != self.header[0]:
                self.header = (paragraph.paragraph, False)
            if paragraph.paragraph != self.opened and (opening := self._opening(paragraph, start, end)):
                self.opened = paragraph.paragraph
                self.era = self.periods.era(opening, self.report.year, self.era)
            if inside and not paragraph.heading:
                yield paragraph, start, end, inside
            if not inside and self.commitments.header.search(self.report.text, start, end):
                self.header = (paragraph.paragraph, True)

    def _opening(self, paragraph: Paragraph, start: int, end: int) -> str:
        """The words a sentence opens with; none where it only addresses the audience."""
        address = self.cues.address.match(self.report.text, start, end)
        start = address.end() if address else start
        return self.report.text[start : min(end, start + self.periods.opening * (3 if paragraph.heading else 1))]

    def read(self, paragraph: Paragraph, start: int, end: int, quantities: Sequence[Quantity]) -> list[Statement]:
        """Read the statements of one sentence."""
        readings: list[Reading] = self.grammar.read_sentence(self.report.text, start, end, quantities, self.language)
        sentence = self.report.text[start:end]
        statements: list[Statement] = []
        for quantity, reading in zip(quantities, readings, strict=True):
            status, told = self._status(quantity, reading, paragraph, start)
            if not told:
                reading.doubt = reading.doubt or UNTOLD
            period = self._period(quantity, reading, status, start, end, statements)
            binding = self._binding(quantity, reading, start) if status == "target" else NONE
            statements.append(
                Statement(
                    measure=reading.measure or None,
                    figure="",
                    status=status,
                    period=str(period) if period else None,
                    place=self.places.place(reading, start, end),
                    indicator=None,
                    value=quantity.value,
                    low=quantity.low,
                    high=quantity.high,
                    comparator=quantity.comparator,
                    unit=quantity.unit,
                    kind=reading.kind,
                    direction=reading.direction,
                    aggregate=self._aggregate(quantity, reading, start, statements),
                    commitment=binding.commitment,
                    hedge=binding.hedge,
                    cue=binding.cue,
                    aims_higher=binding.aims_higher,
                    basis=self._basis(status, sentence),
                    doubt=reading.doubt or None,
                    section=paragraph.section or None,
                    paragraph=paragraph.paragraph,
                    surface=quantity.surface,
                    start=quantity.start,
                    end=quantity.end,
                    period_start=period.first if period else None,
                    period_end=period.last if period else None,
                    indicator_match=None,
                    also=None,
                    sentence=sentence,
                    report=self.report.key,
                    id=f"{self.report.key}:{quantity.start}",
                )
            )
        self._indicate(statements, start, sentence)
        self._doubt(statements)
        for statement in statements:
            statement.figure = plain_value(vars(statement), self.language.code)
        return statements

    def _binding(self, quantity: Quantity, reading: Reading, start: int) -> Binding:
        """How a target binds; where the grammar itself tells its commitment, no words set it."""
        binding = self.commitments.read(self.report.text, start, quantity, self.header[1])
        return binding._replace(commitment=reading.commitment, cue=None) if reading.commitment else binding

    def _aggregate(self, quantity: Quantity, reading: Reading, start: int, before: Sequence[Statement]) -> str | None:
        """Whether a figure is a mean a year, or of several years together."""
        low = max([start, reading.clause[0], *(said.end for said in before[-1:])])
        return self.periods.aggregate(self.report.text[low : quantity.end], quantity.unit)

    def _doubt(self, statements: Sequence[Statement]) -> None:
        """Mark measures of one word: most are wrong, but names of indicators and nouns behind a count."""
        for statement in statements:
            measure = statement.measure or ""
            bare = " " not in measure if self.language.spaced else len(measure) <= BARE
            behind = self.report.text[statement.end : statement.end + len(measure) + 3]
            counted = statement.unit == "count" and measure in behind
            known = statement.indicator is not None or self.indicators.names(measure, statement.kind)
            if bare and not counted and not known:
                statement.doubt = statement.doubt or ONE_WORD

    def _indicate(self, statements: Sequence[Statement], start: int, sentence: str) -> None:
        """Set what the registry knows of the figures of a sentence that begins at ``start``."""
        figures = [
            Figure(said.measure or "", said.kind, said.unit, said.start - start, said.end - start, said.place)
            for said in statements
        ]
        matches = match_figures(figures, sentence, self.language, self.indicators)
        for statement, match in zip(statements, matches, strict=True):
            if match:
                statement.indicator, statement.indicator_match = match.code, match.how
                statement.also = "|".join(match.also) or None
                self.places.scope(statement, start)

    def _status(self, quantity: Quantity, reading: Reading, paragraph: Paragraph, start: int) -> tuple[str, bool]:
        """The status, and whether anything tells it: a role, a part, a tense or a cue."""
        if reading.role:
            return reading.role, True
        ahead = self.report.text[max(start, reading.clause[0] - 60) : quantity.start]
        part = self._part(paragraph)
        if part == "review":
            return "target" if reading.tense == "future" else "outcome", True
        if part == "plan":
            reported = reading.tense == "past" and not self.cues.status["target"].search(
                self.report.text[start : quantity.start]
            )
            return "outcome" if reported else "target", True
        if reading.tense == "past" or self.cues.status["outcome"].search(ahead):
            return "target" if reading.tense == "future" else "outcome", True
        sentence = self.report.text[start : quantity.end]
        promised = reading.tense == "future" or self.cues.status["target"].search(sentence)
        return ("target", True) if promised else ("outcome", False)

    def _part(self, paragraph: Paragraph) -> str | None:
        """The part a paragraph belongs to: the span of years it speaks of tells more than its section."""
        if self.era is None or self.report.year is None:
            return paragraph.part
        return "review" if self.era.last < self.report.year else "plan"

    def _basis(self, status: str, sentence: str) -> str | None:
        if status != "outcome":
            return None
        return next((name for name, pattern in self.cues.basis.items() if pattern.search(sentence)), None)

    def _period(
        self, quantity: Quantity, reading: Reading, status: str, start: int, end: int, before: Sequence[Statement]
    ) -> Period | None:
        """The year the clause names, else the year before the report's for outcomes and its own for targets."""
        year = self.report.year
        text = self.report.text
        if status == "context":
            return None
        low, high = reading.clause
        opened = min([low, *(said.start for said in before if said.status == "baseline")])
        last = before[-1] if before else None
        if last is not None and last.status == "baseline":
            low = max(low, last.end + self.periods.behind)  # the year behind an earlier figure is that figure's own
        clause = self.masked[max(start, low) : min(end, high)]
        if status == "baseline":
            if self.era:
                said = self.periods.reference_year(text[max(start, quantity.start - 12) : quantity.start])
                return said or Period(self.era.first - 1, self.era.first - 1)
            if self.periods.patterns["beginning"].search(clause):
                return Period(year - 1, year - 1) if year else None
            return self.periods.reference_year(
                text[quantity.end : min(end, quantity.end + 40)]
            ) or self.periods.reference_year(text[max(start, quantity.start - 30) : quantity.start])
        opening = self.masked[start : min(opened, start + 80)].replace("，", ",").split(",")[0] if low > start else ""
        found = self.periods.find(clause, year) or self.periods.find(opening, year)
        if found:
            return Period(found.last, found.last) if reading.state else found
        if year is None:
            return None
        if self.era and (self.era.last < year) == (status == "outcome"):
            return Period(self.era.last, self.era.last) if reading.state else self.era
        return Period(year - 1, year - 1) if status == "outcome" else Period(year, year)
