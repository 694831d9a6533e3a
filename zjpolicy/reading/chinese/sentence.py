"""A Chinese sentence before it is read: its text with one style of marks, its figures, its row of chunks."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

import regex

from zjpolicy.documents.folding import narrow
from zjpolicy.languages import Language, compiled
from zjpolicy.reading.chinese.chunks import FIGURE, chunked
from zjpolicy.reading.constructions import WINDOW, Constructions
from zjpolicy.reading.model import Quantity

# Marks of one style for another, each in its place; a comma inside a figure stays.
MARKS, NARROW_MARK = str.maketrans(";:!?()", "；：！？（）"), compiled("[,;:!?()]")
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
COUNTED = frozenset(("count", "rank", "count/year"))
SIZES = frozenset(("t", "kW", "MW", "m2", "m3", "mu", "km", "ha"))  # units of what works are named by


class Sentence:
    """One sentence; every offset counts from its start, but those that its quantities hold: these are the text's."""

    def __init__(self, text: str, start: int, end: int, quantities: Sequence[Quantity], language: Language) -> None:
        self.text = _plain(text[start:end])
        self.quantities = quantities
        # Where the figures begin and end, and where the words of their comparators do.
        self.starts = [quantity.start - start for quantity in quantities]
        self.stops = [quantity.end - start for quantity in quantities]
        opens = [quantity.opens - start for quantity in quantities]
        counts = [may_count(quantity) for quantity in quantities]
        self.chunks = chunked(self.text, list(zip(opens, self.starts, self.stops, counts, strict=True)), language)
        self.letters = "".join([letter for letter, _, _ in self.chunks])
        self.traits = [traits(one, self.text, stop) for one, stop in zip(quantities, self.stops, strict=True)]
        self.places = [place for place, letter in enumerate(self.letters) if letter == FIGURE]
        # The letters between the figure before and this one.
        self.between = [self.letters[low + 1 : high] for low, high in pairwise([-1, *self.places])]
        # Where the marks stand that end clauses.
        self.ends = [found.start() for found in CLAUSE_ENDS.finditer(self.text)]
        self.clauses = self._clauses()

    def _clauses(self) -> list[tuple[int, int]]:
        """Where the clause of each figure begins and ends; a sentence that was cut may end inside of its last one."""
        whole = len(self.text)
        edges = [-1, *self.ends, whole]
        return [
            (edges[bisect_left(edges, start, 1) - 1] + 1, edges[bisect_left(edges, min(stop, whole), 1)])
            for start, stop in zip(self.starts, self.stops, strict=True)
        ]

    def words(self, first: int, last: int) -> str:
        """The text of some chunks."""
        return self.text[self.chunks[first][1] : self.chunks[last - 1][2]] if first < last else ""

    def clause_start(self, place: int, clause: regex.Pattern[str] = CLAUSE) -> int:
        """The first chunk of the clause that ends at ``place``, behind a mark or the figure before."""
        found = clause.match(self.letters, max(0, place - WINDOW), place)
        return found.start() if found else place


def _plain(text: str) -> str:
    """A text with narrow figures and wide marks, each in its place."""
    text = narrow(text)
    return COMMA.sub("，", text).translate(MARKS) if NARROW_MARK.search(text) else text


def may_count(quantity: Quantity) -> bool:
    """Whether a classifier may stand behind a quantity: behind a unit it is part of a noun, 3万亩|大豆."""
    return quantity.unit in COUNTED or quantity.surface[-1].isnumeric()  # 5个、3个月


def traits(quantity: Quantity, text: str, end: int) -> frozenset[str]:
    """What kind of figure a quantity is that ends there in a text, as the rows of constructions ask for it."""
    if quantity.surface.endswith("岁"):
        return AGE
    base = quantity.unit.split("/")[0]
    if base == "count":
        return PEOPLE if text.startswith("人", end) else COUNT
    if base in SIZES and quantity.comparator == "=" and not text.startswith("（", end):
        return SIZE
    return TRAITS.get(base, AMOUNT)


def constructions_of(language: Language, name: str) -> Constructions:
    """Return one of the tables of constructions of a language: kinds, measures or roles."""
    tables = language.table("constructions")
    return Constructions({"parts": tables["parts"], "rows": tables[name]})
