"""The place a figure is told of: one named with what is measured or at its clause's start, else the report's own."""

from collections.abc import Sequence
from functools import cache

from zjpolicy.documents.document import Document
from zjpolicy.languages import Language, compiled, get_language
from zjpolicy.reading.model import Reading, Statement
from zjpolicy.registry.places import FoundPlace, Place, find_places, place_coded, place_named, place_starts, unit_of

# How far behind a figure stands what it is held against.
BESIDE = 16
# How far from where a clause begins a place is looked for.
AHEAD = 60
CLAUSE, PARTED = compiled("[，；,;]"), compiled("[，。；：，,;:]")


class PlaceWords:
    """The wordings of one language around names of places."""

    def __init__(self, language: Language) -> None:
        table = language.table("places")
        self.not_place = compiled(table["not_for"])
        self.locative = compiled(table["locative"])
        self.listed = compiled(table["listed"])
        self.joined = compiled(table["joined"])
        self.scopes = {level: (compiled(words), ending) for level, (words, ending) in table["scopes"].items()}
        self.facility = compiled(table["facility"])
        self.streets = compiled(table["streets"])
        self.partial = compiled(table["partial"])
        self.beside_own = compiled(table["beside_own"])


@cache
def place_words(language: Language) -> PlaceWords:
    """Return the wordings of a language, made once."""
    return PlaceWords(language)


class PlaceReader:
    """Tells the places of one report's figures."""

    def __init__(self, report: Document) -> None:
        self.report = report
        self.language = get_language(report.language)
        self.words = place_words(self.language)
        self.home: Place | None = place_named(report.place) if report.place else None
        own = self.words.scopes.get(self.home.level) if self.home else None
        self.of_own = own[0] if own else None  # the words that speak of the report's own unit
        self.looked = (0, 0)
        self.starts: list[int] = []

    def place(self, reading: Reading, start: int, end: int) -> str | None:
        """The place named with what is measured, or at the clause's start; the report's own by default."""
        own = self.report.place
        text = self.report.text
        if not self._look(start, end):
            return own
        low, high = reading.span if reading.measure and reading.span[1] else reading.clause
        for first, last in dict.fromkeys(((low, high), reading.subject, reading.setting)):
            named = self._named(first, last)
            for at, found in enumerate(named):
                if at and self._one_name(text[first:last], named[at - 1], found):
                    continue
                place = self._meant(text, first + found.start, first + found.end, found.choose(self.home), first)
                if place is not None:
                    return own if self._lists(text[first:last], named[at:]) else place
        for first in dict.fromkeys((max(start, reading.clause[0]), start)):
            named = self._named(first, first + AHEAD)
            if named and self._of_own(text, first + named[0].end, reading.clause[1]):
                return own
            if named and self.words.locative.fullmatch(text[first : first + named[0].start]):
                if self._lists(text[first : first + AHEAD], named):
                    return own
                found = named[0]
                place = self._meant(text, first + found.start, first + found.end, found.choose(self.home), first)
                return place or own
        return own

    def _look(self, start: int, end: int) -> bool:
        """Look where in a sentence, and a little beyond, names of places may start, once; whether anywhere."""
        if self.looked != (start, end):
            self.looked = (start, end)
            self.starts = place_starts(self.report.text, start, end + AHEAD, self.language)
        return bool(self.starts)

    def _named(self, start: int, end: int) -> tuple[FoundPlace, ...]:
        """The places named in a stretch of the sentence looked at."""
        if not any(start <= at < end for at in self.starts):
            return ()
        return find_places(self.report.text[start:end], self.language)

    def _of_own(self, text: str, start: int, end: int) -> bool:
        """Whether a clause between a place named and a figure's end opens by speaking of the report's own unit."""
        words = self.of_own
        return words is not None and any(words.match(text, mark.end()) for mark in CLAUSE.finditer(text, start, end))

    def _one_name(self, text: str, earlier: FoundPlace, found: FoundPlace) -> bool:
        """Whether two places are one name: of "Ningbo-Zhoushan Port" and "Beijing-Shanghai Railway"."""
        between = text[earlier.end : found.start]
        beside = between == " " and self.words.facility.search(text[found.end : found.end + 12]) is not None
        return between in ("-", "–") or beside

    def _lists(self, text: str, named: Sequence[FoundPlace]) -> bool:
        """Whether a figure is said of several places together: "Hangzhou, Ningbo and Wenzhou"."""
        if len(named) < 2 or named[0].choose(self.home).name == named[1].choose(self.home).name:
            return False
        between = text[named[0].end : named[1].start]
        return self.words.listed.fullmatch(between) is not None

    def _meant(self, text: str, start: int, end: int, place: Place, edge: int) -> str | None:
        """The place's name if a figure of a phrase that begins at ``edge`` is said of it."""
        if (self.home is not None and place.name == self.home.name) or place.level == "country":
            return None
        before, after = text[max(edge, start - 24) : start], text[end : end + 40]
        beside = self.words.joined.match(after) or self.words.streets.match(after)
        if beside or self.words.not_place.search(before):
            return None
        if place.level == "county" and self.words.facility.search(after):
            parent = place_coded(place.parent)
            return parent.name if parent else place.name
        return place.name

    def _of_a_part(self, statement: Statement, start: int) -> bool:
        """Whether a figure is told of some units below the report's own, or held against the report's own."""
        before, own = self.report.text[start : statement.start], self.of_own
        part = next(reversed(list(self.words.partial.finditer(before))), None)
        if part is not None and not (own and own.search(before, part.end())):
            return True
        behind = self.report.text[statement.end : statement.end + BESIDE]
        found = own.search(behind) if own else None
        return found is not None and self.words.beside_own.fullmatch(behind, 0, found.start()) is not None

    def scope(self, statement: Statement, start: int) -> None:
        """Set the unit of another level that an indicator is told of: in a county's report, the GDP of the province.

        Of a level below the report's own nobody knows which unit is meant: the indicator goes.
        """
        if statement.place != self.report.place:
            return
        if self._of_a_part(statement, start):
            statement.indicator = statement.indicator_match = statement.also = None
            return
        ahead = compiled(r"[，。；：,;:]").split(self.report.text[start : statement.start])[-1].strip()
        for words in (ahead, statement.measure or ""):
            for level, (pattern, ending) in self.words.scopes.items():
                if pattern.match(words):
                    unit = unit_of(self.home, level, ending)
                    if unit is not None:
                        statement.place = unit.name
                    elif self.home is not None:
                        statement.indicator = statement.indicator_match = statement.also = None
                    return
