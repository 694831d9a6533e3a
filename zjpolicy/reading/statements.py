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
from zjpolicy.languages import Language, compiled, get_language
from zjpolicy.reading.chinese import grammar as chinese
from zjpolicy.reading.english import grammar as english
from zjpolicy.reading.indicating import match_figures
from zjpolicy.reading.model import Quantity, Reading, Statement
from zjpolicy.reading.periods import Period, period_rules
from zjpolicy.reading.quantities import find_quantities
from zjpolicy.registry.indicators import Figure, Registry, registry
from zjpolicy.registry.places import FoundPlace, Place, find_places, place_coded, place_named, unit_of

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
    """The wordings of one language that tell status, commitment and basis."""

    def __init__(self, language: Language) -> None:
        self.status = {name: regex.compile(pattern) for name, pattern in language.table("status").items()}
        commitment = language.table("commitment")
        self.header = regex.compile(commitment["header"])
        self.plan_behind = regex.compile(commitment["plan_behind"])
        self.narrow = regex.compile(commitment["narrow"])
        self.commitment = {name: regex.compile(commitment[name]) for name in ("ensure", "strive", "plan", "will")}
        self.basis = {name: regex.compile(pattern) for name, pattern in language.table("basis").items()}
        self.address = regex.compile(language.table("structure.address"))
        self.not_place = regex.compile(language.table("places.not_for"))
        self.locative = regex.compile(language.table("places.locative"))
        self.listed = regex.compile(language.table("places.listed"))
        self.joined = regex.compile(language.table("places.joined"))
        scopes = language.table("places.scopes")
        self.scopes = {level: (regex.compile(words), ending) for level, (words, ending) in scopes.items()}
        self.facility = regex.compile(language.table("places.facility"))


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
    reader = StatementReader(view.report if view else report, registry(indicators))
    statements = [statement for group in reader.sentences() for statement in reader.read(*group)]
    return [_restored(statement, report, view) for statement in statements] if view else statements


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
        self.home: Place | None = place_named(report.place) if report.place else None
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
            if not inside and self.cues.header.search(self.report.text, start, end):
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
            place = self._place(quantity, reading, start, end)
            statements.append(
                Statement(
                    id=f"{self.report.key}:{quantity.start}",
                    report=self.report.key,
                    section=paragraph.section or None,
                    paragraph=paragraph.paragraph,
                    start=quantity.start,
                    end=quantity.end,
                    surface=quantity.surface,
                    value=quantity.value,
                    low=quantity.low,
                    high=quantity.high,
                    comparator=quantity.comparator,
                    unit=reading.unit or quantity.unit,
                    kind=reading.kind,
                    direction=reading.direction,
                    status=status,
                    basis=self._basis(status, sentence),
                    commitment=(reading.commitment or self._commitment(quantity, start))
                    if status == "target"
                    else None,
                    period=str(period) if period else None,
                    period_start=period.first if period else None,
                    period_end=period.last if period else None,
                    place=place,
                    measure=reading.measure or None,
                    indicator=None,
                    indicator_match=None,
                    also=None,
                    doubt=reading.doubt or None,
                    sentence=sentence,
                )
            )
        self._indicate(statements, start, sentence)
        self._doubt(statements)
        return statements

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
                self._scope(statement, start)

    def _scope(self, statement: Statement, start: int) -> None:
        """Set the unit of another level that an indicator is told of: in a county's report, the GDP of the province.

        Of a level below the report's own nobody knows which unit is meant: the indicator goes.
        """
        if statement.place != self.report.place:
            return
        ahead = compiled(r"[，。；：,;:]").split(self.report.text[start : statement.start])[-1].strip()
        for said in (ahead, statement.measure or ""):
            for level, (pattern, ending) in self.cues.scopes.items():
                if pattern.match(said):
                    unit = unit_of(self.home, level, ending)
                    if unit is not None:
                        statement.place = unit.name
                    elif self.home is not None:
                        statement.indicator = statement.indicator_match = statement.also = None
                    return

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

    def _commitment(self, quantity: Quantity, start: int) -> str:
        """The cue nearest before the figure whose reach includes it."""
        text = self.report.text
        ahead = text[start : quantity.start]
        if self.header[1]:
            ahead = " goals: " + ahead
        best, at = "will", -1
        for name, pattern in self.cues.commitment.items():
            for cue in pattern.finditer(ahead):
                if cue.end() > at and self._reaches(cue[0], ahead[cue.end() :]):
                    best, at = name, cue.end()
        if best == "will" and (self.header[1] or self.cues.header.search(ahead) or self._proposed_behind(quantity)):
            return "plan"
        return best

    def _proposed_behind(self, quantity: Quantity) -> bool:
        """Whether the clause ends in its cue: "growth of about 5.5% is suggested"."""
        behind = compiled(r"[;.:；。]").split(self.report.text[quantity.end : quantity.end + 80])[0]
        return self.cues.plan_behind.search(behind) is not None

    def _reaches(self, cue: str, between: str) -> bool:
        """Whether a cue governs what stands behind ``between``: new clauses end its reach."""
        if self.cues.narrow.search(cue):
            if compiled(r"[;；，]|, (?:and )?(?:we|which|who|to) ").search(between):
                return False
            return len(compiled(r",").findall(between)) <= 1 and not compiled(
                r", (?:and )?(?!and\b)[a-z]+ (?:(?:a|the|its|our)\b|$)"
            ).search(between)
        return True

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

    def _place(self, quantity: Quantity, reading: Reading, start: int, end: int) -> str | None:
        """The place named with what is measured, or at the clause's start; the report's own by default."""
        own = self.report.place
        text = self.report.text
        low, high = reading.span if reading.measure and reading.span[1] else reading.clause
        for first, last in dict.fromkeys(((low, high), reading.subject, reading.setting)):
            named = find_places(text[first:last], self.language)
            for at, found in enumerate(named):
                if at and self._one_name(text[first:last], named[at - 1], found):
                    continue
                place = self._said_of(text, first + found.start, first + found.end, found.choose(self.home), first)
                if place is not None:
                    return own if self._lists(text[first:last], named[at:]) else place
        for first in dict.fromkeys((max(start, reading.clause[0]), start)):
            named = find_places(text[first : first + 60], self.language)
            if named and self.cues.locative.fullmatch(text[first : first + named[0].start]):
                if self._lists(text[first : first + 60], named):
                    return own
                found = named[0]
                place = self._said_of(text, first + found.start, first + found.end, found.choose(self.home), first)
                return place or own
        return own

    def _one_name(self, text: str, earlier: FoundPlace, found: FoundPlace) -> bool:
        """Whether two places are one name: of "Ningbo-Zhoushan Port" and "Beijing-Shanghai Railway"."""
        between = text[earlier.end : found.start]
        beside = between == " " and self.cues.facility.search(text[found.end : found.end + 12]) is not None
        return between in ("-", "–") or beside

    def _lists(self, text: str, named: Sequence[FoundPlace]) -> bool:
        """Whether a figure is said of several places together: "Hangzhou, Ningbo and Wenzhou"."""
        if len(named) < 2 or named[0].choose(self.home).name == named[1].choose(self.home).name:
            return False
        between = text[named[0].end : named[1].start]
        return self.cues.listed.fullmatch(between) is not None

    def _said_of(self, text: str, start: int, end: int, place: Place, edge: int) -> str | None:
        """The place's name if a figure of a phrase that begins at ``edge`` is said of it."""
        if (self.home is not None and place.name == self.home.name) or place.level == "country":
            return None
        before, after = text[max(edge, start - 24) : start], text[end : end + 40]
        if self.cues.not_place.search(before) or self.cues.joined.match(after):
            return None
        if place.level == "county" and self.cues.facility.search(after):
            parent = place_coded(place.parent)
            return parent.name if parent else place.name
        return place.name
