"""Rows of a table in a text to statements: a figure has a row head, a column head and a unit around it."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from zjpolicy.documents.document import Document
from zjpolicy.documents.outline import Paragraph
from zjpolicy.documents.tables import Cell, TextTable, find_tables
from zjpolicy.languages import Language, compiled, get_language
from zjpolicy.reading.indicating import match_figures
from zjpolicy.reading.model import DOUBT, Quantity, Statement, plain
from zjpolicy.reading.periods import Period, time_words
from zjpolicy.reading.quantities import find_quantities
from zjpolicy.reading.wording import wording
from zjpolicy.registry.indicators import Figure, Registry
from zjpolicy.registry.place_names import place_meant

NUMBER = compiled(r"[-+−–]?(?:\d{1,3}(?:,\d{3})++|\d++)(?:\.\d++)?")
PERCENT = compiled(r"[%％]")
YEAR = compiled(r"(?:19|20)\d\d(?:[-–—](?:19|20)?\d\d)?\s?年?")
BARE_YEAR = compiled(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# A cell with more characters holds words.
LONGEST = 30


@dataclass(frozen=True)
class Unit:
    """A unit code, and how many of it one of the table's unit is: 亿元 is 100 million CNY."""

    code: str
    times: Decimal


PERCENTAGE = Unit("%", Decimal(1))


def with_tables(statements: list[Statement], report: Document, known: Registry) -> list[Statement]:
    """Return the statements of a text with those of its tables: a row is no sentence.

    Parameters
    ----------
    statements : list of Statement
        What was read sentence by sentence.
    report : Document
        The report.
    known : Registry
        The indicators.
    """
    for table in find_tables(report.text):
        reader = TableReader(report, known, table)
        if made := list(reader.statements()):
            start = table.caption.start if reader.captioned else table.start
            kept = [each for each in statements if not start <= each.start < table.end]
            statements = sorted([*kept, *made], key=lambda each: each.start)
    return statements


class TableReader:
    """Reads one table: which rows and columns are heads, and what each figure is."""

    def __init__(self, report: Document, known: Registry, table: TextTable) -> None:
        self.report, self.known, self.table = report, known, table
        self.language: Language = get_language(report.language)
        self.words = self.language.table("tables")
        self.times = time_words(self.language)
        self.width = len(table.rows[0])
        self.captioned = compiled(self.words["caption_unit"]).search(table.caption.text) is not None
        self.heads = self._heads()
        self.body = table.rows[self.heads :]
        self.columns = [self._column_head(column) for column in range(self.width)]
        self.labels = self._labels()
        self.starts = [paragraph.start for paragraph in report.structure.paragraphs]

    def statements(self) -> Iterator[Statement]:
        """Yield the figures of the table; none where nothing tells what they are."""
        common = self._common_unit()
        for row in self._filled():
            label, unit = self._row_head(row)
            for column, cell in enumerate(row):
                head = self.columns[column]
                if column in self.labels or not cell.text or self._is("skip", head) or self._is("unit_head", head):
                    continue
                told = self._bracketed(head)[1] or (PERCENTAGE if self._grows(head) else unit) or common
                if label and (self.heads or told) and (figure := self._figure(cell, told)):
                    yield self._statement(row, label, column, *figure)

    def _is(self, what: str, words: str) -> bool:
        return compiled(self.words[what]).fullmatch(words) is not None

    def _heads(self) -> int:
        """How many rows are heads: those above the first with a figure that is no year."""
        for at, row in enumerate(self.table.rows):
            if any(_numeric(YEAR.sub("", cell.text)) for cell in row[1:]):
                return at
        return len(self.table.rows)

    def _column_head(self, column: int) -> str:
        """The words over a column; a cell over several columns is said of each."""
        words: list[str] = []
        for at, row in enumerate(self.table.rows[: self.heads]):
            place = column
            below = any(each[column].text for each in self.table.rows[at + 1 : self.heads])
            while place and not row[place].text and (below or not at):
                place -= 1
            if row[place].text and row[place].text not in words and (place == column or below):
                words.append(row[place].text)
        return " ".join(words) if self.language.spaced else "".join(words)

    def _labels(self) -> list[int]:
        """The columns that tell what a row is of: those of words before the first of figures."""
        labels = []
        for column in range(self.width):
            cells = [row[column].text for row in self.body if row[column].text]
            figures = sum(map(_numeric, cells))
            if cells and figures > len(cells) / 2 and not self._is("skip", self.columns[column]):
                break
            if not self._is("unit_head", self.columns[column]) and not self._is("skip", self.columns[column]):
                labels.append(column)
        return labels or [0]

    def _filled(self) -> Iterator[tuple[Cell, ...]]:
        """The rows; an empty first cell, as of a merged one, says what the row above says."""
        above: dict[int, Cell] = {}
        for row in self.body:
            cells = list(row)
            for column in self.labels[:-1]:
                cells[column] = cells[column] if cells[column].text else above.get(column, cells[column])
                above[column] = cells[column]
            yield tuple(cells)

    def _row_head(self, row: Sequence[Cell]) -> tuple[str, Unit | None]:
        words, unit = [], None
        for column in self.labels:
            label, bracketed = self._bracketed(row[column].text)
            unit = bracketed or unit
            bare = compiled(self.words["numbering"]).sub("", label, count=1) if label else ""
            if bare and bare not in words:
                words.append(bare)
        for column, head in enumerate(self.columns):
            if self._is("unit_head", head):
                unit = self._unit(row[column].text) or unit or (Unit("count", Decimal(1)) if row[column].text else None)
        return (", " if self.language.spaced else "").join(words), unit

    def _bracketed(self, words: str) -> tuple[str, Unit | None]:
        """Words without the unit that stands in brackets behind them, and the unit."""
        for found in compiled(self.words["bracket"]).finditer(words):
            if unit := self._unit(found["unit"]):
                return f"{words[: found.start()]}{words[found.end() :]}".strip(), unit
        return words, None

    def _common_unit(self) -> Unit | None:
        """The unit of the whole table, told above it or in its heads."""
        told = [self.table.caption.text, *(cell.text for row in self.table.rows[: self.heads] for cell in row)]
        found = (compiled(self.words["caption_unit"]).search(words) for words in told)
        return next((unit for each in found if each and (unit := self._unit(each["unit"]))), None)

    def _unit(self, words: str) -> Unit | None:
        """What a unit written alone stands for: 万人, "100 million yuan"."""
        words = words.strip()
        if not words or len(words) > LONGEST:
            return None
        tried = [words] if words[0].isdecimal() else [f"1{words}", f"1 {words}"]
        for text in tried:
            found = find_quantities(text, self.language.code)
            # What is counted is no part of a quantity: 万人 is ten thousand.
            whole = len(found) == 1 and (found[0].unit == "count" or found[0].end >= len(text.rstrip(". ")))
            if whole and found[0].value and not found[0].start:
                return Unit(found[0].unit, Decimal(str(found[0].value)))
        return None

    def _grows(self, words: str) -> bool:
        return compiled(self.words["growth"]).search(words) is not None

    def _figure(self, cell: Cell, unit: Unit | None) -> tuple[Quantity, str | None, str | None] | None:
        """The quantity of a cell, its direction where it has a sign, and what is unsure of it."""
        text = cell.text
        found = NUMBER.match(text)
        if found and (found.end() == len(text) or PERCENT.fullmatch(text[found.end() :].strip())):
            number = Decimal(found[0].replace(",", "").lstrip("-+−–"))
            if found.end() != len(text):
                unit = PERCENTAGE
            sign = "down" if text[0] in "-−–" else "up" if text[0] == "+" else None
            code, times = (unit.code, unit.times) if unit else ("count", Decimal(1))
            quantity = Quantity(
                cell.start, cell.end, text, plain(number * times), None, None, "=", code
            )  # fmt: skip
            return quantity, sign, None if unit else DOUBT["unit"]
        if len(text) > LONGEST or not any(sign.isdecimal() for sign in text):
            return None
        quantities = find_quantities(text, self.language.code)
        if len(quantities) != 1:
            return None
        one = quantities[0]
        times, code = Decimal(1), one.unit
        if one.unit == "count" and unit is not None:
            times, code = unit.times, unit.code

        def scaled(value: int | float | None) -> int | float | None:
            return None if value is None else plain(Decimal(str(value)) * times)

        values = scaled(one.value), scaled(one.low), scaled(one.high)
        start = cell.start + one.start
        return Quantity(start, cell.start + one.end, one.surface, *values, one.comparator, code), None, None

    def _statement(
        self, row: Sequence[Cell], label: str, column: int, quantity: Quantity, sign: str | None, doubt: str | None
    ) -> Statement:
        paragraph, head = self._paragraph(quantity.start), self.columns[column]
        period = self._period(column, label)
        status, told = self._status(head, period, paragraph)
        if period is None and self.report.year is not None:
            year = self.report.year - (status == "outcome")
            period = Period(year, year)
        cell = next(cell.text for cell in row if cell.start <= quantity.start < cell.end)
        growth = quantity.unit in ("%", "pp") and self._grows(f"{label} {head} {cell}")
        kind = "growth" if growth and quantity.unit == "%" else "change" if growth or sign else "level"
        kind = "share" if kind == "level" and quantity.unit == "%" else kind
        place, measure = self._place_and_measure(label, self._bracketed(head)[0])
        sentence = self.report.text[row[0].start : row[-1].end].strip()
        doubts = [DOUBT["table"], doubt, None if told else DOUBT["status"]]
        statement = Statement(
            measure=measure, figure="", status=status, period=str(period) if period else None, place=place,
            indicator=None, value=quantity.value, low=quantity.low, high=quantity.high,
            comparator=quantity.comparator, unit=quantity.unit, kind=kind,
            direction=(sign or "up") if kind in ("growth", "change") else None, aggregate=None,
            commitment="plan" if status == "target" else None, hedge=None, cue=None, aims_higher=False, basis=None,
            doubt="; ".join(filter(None, doubts)), section=paragraph.section or None if paragraph else None,
            paragraph=paragraph.paragraph if paragraph else 1, surface=quantity.surface, start=quantity.start,
            end=quantity.end, period_start=period.first if period else None,
            period_end=period.last if period else None, indicator_match=None, also=None, sentence=sentence,
            report=self.report.key, id=f"{self.report.key}:{quantity.start}",
        )  # fmt: skip
        self._indicate(statement)
        statement.figure = wording(self.language.code).told(statement)
        return statement

    def _place_and_measure(self, label: str, head: str) -> tuple[str | None, str]:
        """Place and measure: a row of a place is of what the column names."""
        column = compiled(YEAR.pattern).sub("", head).strip(" ,，")
        column = "" if self._is("plain_head", column) else column
        if column and (place := place_meant(label)):
            return place.name, column
        joined = f"{label}, {column}" if self.language.spaced else f"{label}{column}"
        return self.report.place, joined if column and column not in label else label

    def _status(self, head: str, period: Period | None, paragraph: Paragraph | None) -> tuple[str, bool]:
        for status in ("outcome", "target"):
            if compiled(self.words[status]).search(head):
                return status, True
        if period is not None and self.report.year is not None:
            return ("target" if period.last >= self.report.year else "outcome"), True
        if paragraph is not None and paragraph.part in ("review", "plan"):
            return ("outcome" if paragraph.part == "review" else "target"), True
        return "outcome", False

    def _period(self, column: int, label: str) -> Period | None:
        """The year that the head of a column names; how much something grew is of the year before it."""
        head = self.columns[column]
        if found := self._year(head):
            return found
        if self._grows(head):
            before = (self._year(self.columns[place]) for place in range(column - 1, -1, -1))
            if found := next(filter(None, before), None):
                return found
        return self._year(self.table.caption.text) or self._year(label)

    def _year(self, words: str) -> Period | None:
        if found := self.times.find(words, 0, len(words), self.report.year):
            return found[0].period
        year = BARE_YEAR.search(words)
        return Period(int(year[0]), int(year[0])) if year else None

    def _paragraph(self, offset: int) -> Paragraph | None:
        at = bisect_right(self.starts, offset) - 1
        return self.report.structure.paragraphs[at] if at >= 0 else None

    def _indicate(self, statement: Statement) -> None:
        words = statement.measure or ""
        figure = Figure(words, statement.kind, statement.unit, len(words), len(words), statement.place)
        [match] = match_figures([figure], words, self.language, self.known)
        if match:
            statement.indicator, statement.indicator_match = match.code, match.how
            statement.also = "|".join(match.also) or None


def _numeric(text: str) -> bool:
    """Whether a cell holds a figure and not words."""
    digits = sum(sign.isdecimal() for sign in text)
    return digits > 0 and len(text) <= LONGEST and digits >= sum(sign.isalpha() for sign in text)
