"""Targets set without a number, "in step with economic growth": read as if the comparison were the figure."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from zjpolicy.documents.document import Document
from zjpolicy.documents.unwrap import unwrapped
from zjpolicy.languages import Language, alternatives, compiled
from zjpolicy.reading.model import RELATIONS, Quantity, Statement
from zjpolicy.reading.statements import StatementReader, restored
from zjpolicy.registry.indicators import Registry, registry

# How far before a comparison its hedge and the name of a rate may stand.
HEDGE_REACH, REACH = 12, 40

# A size compared with last year's is a growth compared with nothing: "not below last year" is at least 0%.
LAST_YEAR = "last year"
BEYOND = "above base target"
# Of which it stays open whether sizes or rates are compared.
OF_THE_NATION = frozenset(f"{how} national average" for how in RELATIONS)


@dataclass(frozen=True)
class Compared:
    """A target set by comparison: what reads like a statement, and the comparison in the words of tables.

    Where the comparison comes to a growth above, near or below 0 there is no relation: the statement has the number.
    """

    statement: Statement
    relation: str | None


class Relations:
    """The comparisons of one language."""

    def __init__(self, language: Language) -> None:
        table = language.table("relations")
        gap = r"\s+" if language.spaced else ""
        edge = r"\b" if language.spaced else ""
        self.what = {name: compiled(f"(?i){words}") for name, words in table["what"].items()}
        named = "|".join(f"(?:{words})" for words in table["what"].values())
        self.ways = {
            how: compiled(f"(?i){edge}(?:{alternatives(words)})".replace("{what}", f"{gap}(?P<what>{named})"))
            for how, words in table["ways"].items()
        }
        self.alone = {sign: compiled(f"(?i){words}") for sign, words in table["alone"].items()}
        self.joined = compiled(f"(?i){table['joined']}")
        self.measured = [compiled(f"(?i){words}") for words in table["measured"]]
        self.growth = compiled(f"(?i){table['growth']}")
        self.fast = compiled(f"(?i){table['fast']}")
        self.rate = compiled(f"(?i){table['rate']}")
        self.hedge = compiled(f"(?ri){table['hedge']}")
        self.inside = compiled(f"(?i){table['hedge']}")

    def find(self, text: str, start: int, end: int) -> list[tuple[int, int, str]]:
        """Return the comparisons of a sentence, one that goes on with another as one: where, and what they say."""
        parts: list[tuple[int, int, str]] = []
        for how, pattern in self.ways.items():
            for found in pattern.finditer(text, start, end):
                what = next(name for name, words in self.what.items() if words.fullmatch(found["what"]))
                of_size = what == LAST_YEAR and not self.rate.search(
                    text, max(start, found.start() - REACH), found.start()
                )
                first = found.end() - len(found[0].lstrip())
                parts.append((first, found.end(), RELATIONS[how] if of_size else f"{how} {what}"))
        for sign, pattern in self.alone.items():
            parts += [(*found.span(), sign) for found in pattern.finditer(text, start, end)]
        whole: list[tuple[int, int, str]] = []
        for first, last, relation in sorted(parts):
            if whole and first < whole[-1][1]:  # "not below" holds "below"
                continue
            both = {relation, whole[-1][2]} if whole else set()
            if both and not both & set(RELATIONS.values()) and self.joined.fullmatch(text, whole[-1][1], first):
                whole[-1] = (whole[-1][0], last, f"{whole[-1][2]}; {relation}")
            else:
                whole.append((first, last, relation))
        return whole

    def hedged(self, text: str, start: int, end: int) -> str | None:
        """The words that make a comparison vague, before it or in it."""
        found = self.hedge.match(text, max(0, start - HEDGE_REACH), start) or self.inside.search(text, start, end)
        return found[0].strip() if found else None


@cache
def relations(language: Language) -> Relations:
    """Return the comparisons of a language, made once."""
    return Relations(language)


class ComparedReader(StatementReader):
    """Reads the sentences of one report in which something is compared and no figure tells how far."""

    def __init__(self, report: Document, indicators: Registry) -> None:
        super().__init__(report, indicators)
        self.known = relations(self.language)
        self.relations: dict[int, str] = {}
        for _, start, end in report.spans():
            for first, last, relation in self.known.find(report.text, start, end):
                place = bisect_left(self.starts, first)
                if not self._measured(place, first, last):
                    self.relations[first] = relation
                    self._stand_in(place, first, last)

    def _measured(self, place: int, start: int, end: int) -> bool:
        """Whether a figure stands in a comparison or tells how far it goes, and is what the sentence states."""
        ahead, behind = self.known.measured
        text, before = self.report.text, self.quantities[place - 1].end if place else -1
        if before > start or (place and ahead.fullmatch(text, before, start)):
            return True
        after = self.starts[place] if place < len(self.starts) else len(text) + 1
        return after < end or (after <= len(text) and behind.fullmatch(text, end, after) is not None)

    def _stand_in(self, place: int, start: int, end: int) -> None:
        """Put a comparison among the figures, where it says what a rate would."""
        surface = self.report.text[start:end]
        figure = Quantity(start, end, surface, 0, None, None, "=", "%", start, end)
        self.quantities.insert(place, figure)
        self.starts.insert(place, start)

    def compared(self) -> list[Compared]:
        """Read the targets set by comparison whose indicator the registry is sure of."""
        found = []
        for paragraph, start, end, inside in self.sentences():
            told = any(quantity.start in self.relations for quantity in inside)
            if not told and not self.commitments.better.search(self.report.text, start, end):
                continue
            targets = (one for one in self.read(paragraph, start, end, inside) if one.status == "target")
            for statement in targets:
                if statement.indicator and statement.start in self.relations:
                    found.append(self._compared(statement))
                if statement.indicator and (beyond := self._beyond(statement)):
                    found.append(beyond)
        return found

    def _indicate(self, statements: Sequence[Statement], start: int, sentence: str) -> None:
        """Set what the registry knows: what is in step with a growth is one itself, whatever its verb.

        A size above the national average is that of a year, unless its own words speak of growth.
        """
        for statement in statements:
            if relation := self.relations.get(statement.start):
                measure = statement.measure or ""
                statement.measure = self.known.growth.sub("", measure) or None
                of_rate = self.known.rate.search(measure) or self.known.fast.search(statement.surface)
                if of_rate or relation not in OF_THE_NATION:
                    statement.kind = "growth"
                if statement.kind == "growth":
                    statement.direction = statement.direction or "up"
        super()._indicate(statements, start, sentence)

    def _compared(self, statement: Statement) -> Compared:
        hedge = self.known.hedged(self.report.text, statement.start, statement.end)
        relation = self.relations[statement.start]
        told = replace(statement, value=None, figure=" ".join(statement.surface.split()), hedge=hedge)
        if relation in RELATIONS.values():
            return Compared(replace(told, value=0, comparator=relation), None)
        return Compared(told, relation)

    def _beyond(self, base: Statement) -> Compared | None:
        """What is striven for beyond a target, where the words behind it give no number."""
        better = self.commitments.better_behind(self.report.text, base.end)
        if better is None or base.aims_higher:
            return None
        first, last = better.span()
        first += len(better[0]) - len(better[0].lstrip())
        words = " ".join(better[0].split())
        beyond = replace(
            base, value=None, low=None, high=None, comparator="=", figure=words, aims_higher=True, commitment="strive",
            cue=words, hedge=None, surface=self.report.text[first:last], start=first, end=last,
            id=f"{self.report.key}:{first}",
        )  # fmt: skip
        return Compared(beyond, BEYOND)


def read_relations(report: Document) -> list[Compared]:
    """Read the targets of a report that are set without a number, for indicators of the registry.

    Parameters
    ----------
    report : Document
        The report.

    Returns
    -------
    list of Compared
        In text order.

    Examples
    --------
    >>> text = "We will keep the growth of personal income in step with economic growth."
    >>> [(one.statement.indicator, one.relation) for one in read_relations(Document(text, year=2031))]
    [('income.growth', 'in step with gdp.growth')]
    """
    view = unwrapped(report)
    found = ComparedReader(view.report if view else report, registry()).compared()
    return [replace(one, statement=restored(one.statement, report, view)) for one in found] if view else found
