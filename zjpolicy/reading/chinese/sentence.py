"""A Chinese sentence before it is read: its text with one style of marks, its figures, its row of chunks."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

import regex

from zjpolicy.languages import Language
from zjpolicy.reading.chinese.chunks import FIGURE, Chunk, chunked
from zjpolicy.reading.chinese.folding import folded
from zjpolicy.reading.constructions import Constructions
from zjpolicy.reading.model import Quantity

CLAUSE_ENDS = regex.compile(r"[，。；：！？\n]")
RATIOS = frozenset(("%", "1", "permille"))
SPANS = frozenset(("year", "day", "month", "hour", "minute"))


class Sentence:
    """One sentence; every offset counts from its start."""

    def __init__(self, text: str, start: int, end: int, quantities: Sequence[Quantity], language: Language) -> None:
        self.text = folded(text[start:end])
        self._header: int | None = None
        self.quantities = [
            replace(q, start=q.start - start, end=q.end - start, opens=q.opens - start)
            for q in quantities
        ]
        self.chunks: list[Chunk] = chunked(self.text, self.quantities, language)
        self.letters = "".join(chunk.letter for chunk in self.chunks)
        self.places = [place for place, letter in enumerate(self.letters) if letter == FIGURE]

    @cached_property
    def ends(self) -> list[int]:
        """Where the marks stand that end clauses."""
        return [found.start() for found in CLAUSE_ENDS.finditer(self.text)]

    @cached_property
    def starts(self) -> list[int]:
        """Where the figures begin."""
        return [quantity.start for quantity in self.quantities]

    def headed(self, header: regex.Pattern[str]) -> int:
        """Where what heads a list of goals ends; behind the sentence where nothing does."""
        if self._header is None:
            found = header.search(self.text)
            self._header = found.end() if found else len(self.text) + 1
        return self._header

    def clause(self, number: int) -> tuple[int, int]:
        """Where the clause of a figure begins and ends."""
        quantity = self.quantities[number]
        before, behind = bisect_left(self.ends, quantity.start), bisect_left(self.ends, quantity.end)
        return (
            self.ends[before - 1] + 1 if before else 0,
            self.ends[behind] if behind < len(self.ends) else len(self.text),
        )

    def words(self, first: int, last: int) -> str:
        """The text of some chunks."""
        return self.text[self.chunks[first].start : self.chunks[last - 1].end] if first < last else ""

    def between(self, number: int) -> str:
        """The letters between the figure before and this one."""
        return self.letters[self.places[number - 1] + 1 : self.places[number]]

    def traits(self, number: int) -> frozenset[str]:
        """What kind of figure this is, as the rows of constructions ask for it."""
        quantity = self.quantities[number]
        unit, base = quantity.unit, quantity.unit.split("/")[0]
        if quantity.surface.endswith("岁"):
            return frozenset(("span", "age"))
        if unit in ("%", "permille"):
            return frozenset(("ratio", "percent"))
        if unit in RATIOS:
            return frozenset(("ratio",))
        if unit == "fold":
            return frozenset(("times", "fold"))
        if unit in ("rank", "pp", "times"):
            return frozenset((unit,))
        if base == "count":
            return frozenset(("count", "people") if self.text.startswith("人", quantity.end) else ("count",))
        return frozenset(("span",) if unit in SPANS else ("amount",))


def constructions_of(language: Language, name: str) -> Constructions:
    """Return one of the tables of constructions of a language: kinds, measures or roles."""
    tables = language.table("constructions")
    return Constructions({"parts": tables["parts"], "rows": tables[name]})
