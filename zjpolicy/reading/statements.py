"""A quantity in its sentence and section to a `Statement`: what it says."""

import warnings
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from zjpolicy.documents.document import WHOLE, Document
from zjpolicy.documents.outline import Paragraph
from zjpolicy.documents.unwrap import View, unwrapped
from zjpolicy.documents.years import plain_years
from zjpolicy.errors import SourceWarning, calls_within, counted
from zjpolicy.languages import compiled, get_language
from zjpolicy.reading.chinese import grammar as chinese
from zjpolicy.reading.commitments import NONE, Header, commitments
from zjpolicy.reading.dating import Dating, Sentence
from zjpolicy.reading.english import grammar as english
from zjpolicy.reading.indicating import match_figures
from zjpolicy.reading.model import DOUBT, Quantity, Reading, Statement
from zjpolicy.reading.periods import Period
from zjpolicy.reading.placing import PlaceReader
from zjpolicy.reading.quantities import find_quantities, size_and_direction
from zjpolicy.reading.said import Said
from zjpolicy.reading.statuses import Clause, Setting, status_words
from zjpolicy.reading.tables_in_text import with_tables
from zjpolicy.reading.wording import wording
from zjpolicy.registry.indicators import Figure, Registry, registry

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd


# What reads the sentences of a language, by the name in its data.
GRAMMARS = {"chinese": chinese, "english": english}
# Why a reading is unsure, beside a measure that was not found.
FOLLOWING = 40  # characters behind a figure that may tell a later one of the same thing
BARE = 2  # characters that make one word where no spaces do


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

    Warns
    -----
    SourceWarning
        A whole report has no part with plans, or outcomes of its own year.
    """
    view = unwrapped(report)
    known = registry(indicators)
    reader = StatementReader(view.report if view else report, known)
    statements = [statement for group in reader.sentences() for statement in reader.read(*group)]
    read = [restored(statement, report, view) for statement in statements] if view else statements
    if read and len(report.text) >= WHOLE:
        _warn(report, read)
    found = with_tables(read, report, known)
    if not report.extractor:  # pages end in their own lines; in a text such an end is worth a word
        _warn_of_foot(report, reader, found)
    return found


def _warn_of_foot(report: Document, reader: "StatementReader", found: Sequence[Statement]) -> None:
    """Say which figures stand in what was taken for the foot of a page, so that none is lost in silence."""
    paragraphs = reader.report.structure.paragraphs
    own = max((place for place, paragraph in enumerate(paragraphs) if not paragraph.boilerplate), default=-1) + 1
    if own == len(paragraphs) or any(
        statement.paragraph > own for statement in found
    ):  # rows of a table are read apart
        return
    lost = [quantity.surface for quantity in reader.quantities if quantity.start >= paragraphs[own].start]
    if lost:
        told = f"{counted(len(lost), 'figure')} behind paragraph {own}, {lost[0]!r} first, taken for the foot of a page"
        remedy = "where they are the report's, end their paragraph with a full stop"
        warnings.warn(SourceWarning(f"{report.key}: {told}: {remedy}"), stacklevel=calls_within())


def _warn(report: Document, statements: Sequence[Statement]) -> None:
    """Say what tells that the parts of a whole report, or its year, may have been read wrongly."""
    name = f"{report.key}: "
    if all(paragraph.part != "plan" for paragraph in report.structure.paragraphs):
        told = "no part with plans was found, so that its targets are told by wording alone: see outline()"
        warnings.warn(SourceWarning(name + told), stacklevel=calls_within())
    own = [one for one in statements if one.status == "outcome" and one.period == str(report.year)]
    if own:
        told = f"{counted(len(own), 'outcome')} of the report's own year, {report.year}, the first at {own[0].start}"
        warnings.warn(
            SourceWarning(f"{name}{told}: give part=... or year=... if they are not"), stacklevel=calls_within()
        )


def restored(statement: Statement, report: Document, view: View) -> Statement:
    """Make a statement of a view one of its report."""
    start, end = view.span(statement.start, statement.end)
    statement.start, statement.end, statement.surface = start, end, report.text[start:end]
    statement.id = f"{report.key}:{start}"
    return statement


def _masked(text: str, quantities: list[Quantity]) -> str:
    """A text with its quantities blotted out, so that none is taken for a year."""
    pieces, end = [], 0
    for quantity in quantities:
        if quantity.unit == "year":  # "the past five years" is a time, however it is read
            continue
        pieces += [text[end : quantity.start], "#" * len(quantity.surface)]
        end = quantity.end
    return "".join(pieces) + text[end:]


class StatementReader:
    """Reads the sentences of one report."""

    def __init__(self, report: Document, indicators: Registry) -> None:
        self.report = report
        self.indicators = indicators
        self.language = get_language(report.language)
        self.grammar = GRAMMARS[self.language.table("grammar")]
        self.address = compiled(self.language.table("structure.address"))
        self.status = status_words(self.language)
        self.commitments = commitments(self.language)
        self.places = PlaceReader(report)
        self.wording = wording(report.language)
        self.quantities = find_quantities(report.text, report.language)
        self.starts = [quantity.start for quantity in self.quantities]
        self.dating = Dating(report, _masked(plain_years(report.text), self.quantities))
        self.header = Header()
        self.recapped = -1  # the paragraph that tells what was done, in whatever section

    def sentences(self) -> Iterator[tuple[Paragraph, int, int, list[Quantity]]]:
        """Yield each sentence that holds quantities."""
        for paragraph, start, end in self.report.spans():
            inside = self.quantities[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
            if paragraph.paragraph != self.header.paragraph:
                self.header = self.commitments.heads(self.header, self.report.text, paragraph.paragraph, start, end)
            address = self.address.match(self.report.text, start, end)
            self.dating.eras.hear(paragraph, start, address.end() if address else start, end)
            if inside and not paragraph.heading:
                yield paragraph, start, end, inside
            self.header = self.commitments.hear(self.header, self.report.text, start, end)

    def read(self, paragraph: Paragraph, start: int, end: int, quantities: Sequence[Quantity]) -> list[Statement]:
        """Read the statements of one sentence."""
        readings: list[Reading] = self.grammar.read_sentence(self.report.text, start, end, quantities, self.language)
        said = Said(self.status.words, self.report.text, start, end)
        header = "here" if said["header"] else "before" if self.header.words else ""
        sentence = self.dating.sentence(start, end, quantities, header)
        statements: list[Statement] = []
        for written, reading in zip(quantities, readings, strict=True):
            quantity, reading.direction = size_and_direction(written, reading, self.report.text, self.language)
            scope = self.dating.scope(sentence, quantity, reading)
            status, told = self._status(quantity, reading, paragraph, sentence, scope, said)
            if not told:
                reading.doubt = reading.doubt or DOUBT["status"]
            period, aggregate = self.dating.period(sentence, quantity, reading, status, scope)
            reading.doubt = reading.doubt or self.dating.doubt(sentence, quantity, reading, (period, aggregate))
            sentence.settle(quantity, status, (period, aggregate))
            statement = self._statement(quantity, reading, paragraph, sentence, status, said)
            statement.aggregate = aggregate
            if period:
                statement.period, statement.period_start, statement.period_end = str(period), period.first, period.last
            base = statements[-1] if statements else None
            if base and self.commitments.aims_higher(self.report.text, base, statement):
                statement.aims_higher, statement.status = True, "target"
                statement.measure, statement.kind, statement.direction = base.measure, base.kind, base.direction
            statements.append(statement)
        self._indicate(statements, start, self.report.text[start:end])
        self._doubt(statements)
        for statement in statements:
            statement.figure = self.wording.told(statement)
        return statements

    def _statement(
        self, quantity: Quantity, reading: Reading, paragraph: Paragraph, sentence: Sentence, status: str, said: Said
    ) -> Statement:
        """The statement of a figure, but for its years and its indicator."""
        text, binding = self.report.text[sentence.start : sentence.end], NONE
        if status == "target":
            binding = self.commitments.read(said, quantity, self.header.words, reading.commitment)
        return Statement(
            measure=reading.measure or None,
            figure="",
            status=status,
            period=None,
            place=self.places.place(reading, sentence.start, sentence.end),
            indicator=None,
            value=quantity.value,
            low=quantity.low,
            high=quantity.high,
            comparator=quantity.comparator,
            unit=reading.unit or quantity.unit,
            kind=reading.kind,
            direction=reading.direction,
            aggregate=None,
            commitment=binding.commitment,
            hedge=binding.hedge,
            cue=binding.cue,
            aims_higher=False,
            basis=self.status.basis_of(status, said),
            doubt=reading.doubt or None,
            section=paragraph.section or None,
            paragraph=paragraph.paragraph,
            surface=quantity.surface,
            start=quantity.start,
            end=quantity.end,
            period_start=None,
            period_end=None,
            indicator_match=None,
            also=None,
            sentence=text,
            report=self.report.key,
            id=f"{self.report.key}:{quantity.start}",
        )

    def _status(
        self,
        quantity: Quantity,
        reading: Reading,
        paragraph: Paragraph,
        sentence: Sentence,
        scope: Period | None,
        said: Said,
    ) -> tuple[str, bool]:
        """The status of a figure, and whether anything tells it."""
        start, end = quantity.start, quantity.end
        low, high = max(sentence.start, reading.clause[0]), min(sentence.end, reading.clause[1])
        clause = Clause(low, start, end, high)
        headed = bool(self.header.words) or said.within("header", sentence.start, start)
        if self.status.recaps(self.report.text[sentence.start : start]):
            self.recapped = paragraph.paragraph
        part = "review" if self.recapped == paragraph.paragraph else paragraph.part
        following = self.dating.masked[end : min(sentence.end, end + FOLLOWING)] if scope else ""
        era, year = self.dating.eras.spoken, self.dating.today
        setting = Setting(part, headed, era, scope, year, following, sentence.promised)
        status, told = self.status.read(reading, said, clause, setting)
        sentence.promised = status == "target" and (sentence.promised or self.status.promises(said, clause))
        return status, told

    def _doubt(self, statements: Sequence[Statement]) -> None:
        """Mark measures of one word: most are wrong, but names of indicators and nouns behind a count."""
        for statement in statements:
            measure = statement.measure or ""
            bare = " " not in measure if self.language.spaced else len(measure) <= BARE
            behind = self.report.text[statement.end : statement.end + len(measure) + 3]
            counted = statement.unit == "count" and measure in behind
            known = statement.indicator is not None or self.indicators.names(measure, statement.kind)
            if bare and not counted and not known:
                statement.doubt = statement.doubt or DOUBT["word"]

    def _indicate(self, statements: Sequence[Statement], start: int, sentence: str) -> None:
        """Set what the registry knows of the figures of a sentence that begins at ``start``."""
        figures = [
            Figure(one.measure or "", one.kind, one.unit, one.start - start, one.end - start, one.place)
            for one in statements
        ]
        matches = match_figures(figures, sentence, self.language, self.indicators)
        for statement, match in zip(statements, matches, strict=True):
            if match:
                statement.indicator, statement.indicator_match = match.code, match.how
                statement.also = "|".join(match.also) or None
                self.places.scope(statement, start)
