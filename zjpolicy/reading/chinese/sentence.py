"""A Chinese sentence before it is read: its text with one style of marks, its figures, its row of chunks."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

import regex

from zjpolicy.documents.folding import narrow
from zjpolicy.languages import Language, Rare, compiled
from zjpolicy.reading.chinese.chunks import FIGURE, Chunk, chunked
from zjpolicy.reading.constructions import WINDOW, Constructions
from zjpolicy.reading.model import Quantity

# Marks of one style for another, each in its place; a comma inside a figure stays.
MARKS = str.maketrans(";:!?()", "；：！？（）")
COMMA = compiled(r",(?!\d{3}(?!\d))|(?<!\d),")
CLAUSE = compiled("(?r)[^,;:.q]*+")
CLAUSE_ENDS = compiled(r"[，。；：！？\n]")
AGE, AMOUNT, SIZE = frozenset(("span", "age")), frozenset(("amount",)), frozenset(("amount", "size"))
COUNT, PEOPLE = frozenset(("count",)), frozenset(("count", "people"))
TRAITS = {unit: frozenset(("span",)) for unit in ("year", "day", "month", "hour", "minute")} | {
    "%": frozenset(("ratio", "percent")),
    "permille": frozenset(("ratio", "percent")),
    "1": frozenset(("ratio",)),
    "fold": frozenset(("times", "fold")),
    "times": frozenset(("times",)),
    "rank": frozenset(("rank",)),
    "pp": frozenset(("pp",)),
}
SIZES = frozenset(("t", "kW", "MW", "m2", "m3", "mu", "km", "ha"))  # units of what works are named by


class Sentence:
    """One sentence; every offset counts from its start."""

    def __init__(self, text: str, start: int, end: int, quantities: Sequence[Quantity], language: Language) -> None:
        self.text = COMMA.sub("，", narrow(text[start:end]).translate(MARKS))
        self._header: int | None = None
        self.quantities = [_shifted(quantity, start) for quantity in quantities]
        self.chunks: list[Chunk] = chunked(self.text, self.quantities, language)
        self.letters = "".join([letter for letter, _, _ in self.chunks])
        self.traits = [traits(quantity, self.text) for quantity in self.quantities]
        self.places = [place for place, letter in enumerate(self.letters) if letter == FIGURE]

    @cached_property
    def ends(self) -> list[int]:
        """Where the marks stand that end clauses."""
        return [found.start() for found in CLAUSE_ENDS.finditer(self.text)]

    @cached_property
    def starts(self) -> list[int]:
        """Where the figures begin."""
        return [quantity.start for quantity in self.quantities]

    def headed(self, header: Rare) -> int:
        """Where what heads a list of goals ends; behind the sentence where nothing does."""
        if self._header is None:
            found = header.search(self.text)
            self._header = found.end() if found else len(self.text) + 1
        return self._header

    @cached_property
    def clauses(self) -> list[tuple[int, int]]:
        """Where the clause of each figure begins and ends; a sentence that was cut may end inside of its last one."""
        whole = len(self.text)
        edges = [-1, *self.ends, whole]
        return [
            (edges[bisect_left(edges, one.start, 1) - 1] + 1, edges[bisect_left(edges, min(one.end, whole), 1)])
            for one in self.quantities
        ]

    def words(self, first: int, last: int) -> str:
        """The text of some chunks."""
        return self.text[self.chunks[first][1] : self.chunks[last - 1][2]] if first < last else ""

    def clause_start(self, place: int, clause: regex.Pattern[str] = CLAUSE) -> int:
        """The first chunk of the clause that ends at ``place``, behind a mark or the figure before."""
        found = clause.match(self.letters, max(0, place - WINDOW), place)
        return found.start() if found else place

    def between(self, number: int) -> str:
        """The letters between the figure before and this one."""
        return self.letters[self.places[number - 1] + 1 : self.places[number]]


def _shifted(one: Quantity, by: int) -> Quantity:
    """A quantity whose offsets count from the start of its sentence; written out, as `dataclasses.replace` is slow."""
    amount = one.value, one.low, one.high, one.comparator, one.unit
    words = one.counted, one.led_by
    return Quantity(one.start - by, one.end - by, one.surface, *amount, one.opens - by, one.closes - by, *words)


def traits(quantity: Quantity, text: str) -> frozenset[str]:
    """What kind of figure a quantity of a text is, as the rows of constructions ask for it."""
    if quantity.surface.endswith("岁"):
        return AGE
    base = quantity.unit.split("/")[0]
    if base == "count":
        return PEOPLE if text.startswith("人", quantity.end) else COUNT
    if base in SIZES and quantity.comparator == "=" and not text.startswith("（", quantity.end):
        return SIZE
    return TRAITS.get(base, AMOUNT)


def constructions_of(language: Language, name: str) -> Constructions:
    """Return one of the tables of constructions of a language: kinds, measures or roles."""
    tables = language.table("constructions")
    return Constructions({"parts": tables["parts"], "rows": tables[name]})
