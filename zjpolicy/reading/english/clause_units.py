"""What the clause of a number tells of its unit: a denominator, points, years of age."""

import re
from dataclasses import replace
from functools import cache, lru_cache

from zjpolicy.languages import AHEAD, COMPARATOR_REACH, GAP, Language, compiled
from zjpolicy.reading.model import Mention
from zjpolicy.reading.unit_words import unit_reader
from zjpolicy.registry.units import made_of_units, units

# More points than these are those of an index.
MOST_POINTS = 100
# How far left of its amount a compound ("per capita") may stand.
COMPOUND_REACH = 160
# How far behind it the words of its denominator may end.
FARTHEST = 80
NOUN_NEXT_PLURAL = compiled(r" (?!who|years|was|has|is)\p{Ll}+s\b")
PERIODS = frozenset(("year", "month", "day", "hour"))  # over which things are counted
CLAUSE_END = compiled(r"(?r)[.;:!?。；：！？](?!\d)")


class ClauseReader:
    """Reads what clauses of one language tell of units."""

    def __init__(self, language: Language) -> None:
        self.units = unit_reader(language)
        table = language.table("units")
        self.per_capita = compiled(table["per_capita_before"], re.I)
        self.per_before = compiled(table["per_before"], re.I)
        self.monthly = compiled(table["monthly"], re.I)
        self.capacity_noun = compiled(table["capacity_noun"], re.I)
        self.capacity = [(compiled(rf"\b(?:{words})\b", re.I), unit) for words, unit in table["capacity"].items()]
        self.age = compiled(table["age_before"], re.I)
        self.points = compiled(rf"{GAP}(?:{table['points']})", re.I)
        self.points_scored = compiled(table["points_scored"])
        self.per_signs: list[str] = table["per_signs"]
        self.signs_in = lru_cache(1)(self._signs_in)  # all numbers of a paragraph are read after each other
        self.per_behind = compiled(table["per_behind"], re.I)
        self.per_ahead = compiled(table["per_ahead"])
        self.per_capita_behind = compiled(table["per_capita_behind"])
        self.points_of = compiled(table["points_of"], re.I)

    def name_points(self, text: str, mentions: list[Mention]) -> None:
        """Points of a rate are percentage points ("unemployment fell 0.3 points to 5.1%"), of an index its own."""
        for place, mention in enumerate(mentions):
            if mention.unit not in (None, "1"):
                continue
            points = self.points.match(text, mention.end, mention.end + AHEAD)
            if points is None:
                continue
            clause, behind = self._clause(text, mention, 0)
            if self.points_scored.search(clause):
                mentions[place] = replace(mention, end=points.end(), unit="1")
            elif mention.number.value <= MOST_POINTS and self.points_of.search(f"{clause} {behind}"):
                mentions[place] = replace(mention, end=points.end(), unit="pp")

    def name_ages(self, text: str, mentions: list[Mention]) -> None:
        """A bare number behind "aged", or behind people and a comparator, is one of years: "residents over 65"."""
        for place, mention in enumerate(mentions):
            bare = mention.unit is None and mention.number.scale == 1 and mention.number.value <= 120
            if bare and not NOUN_NEXT_PLURAL.match(text, mention.end, mention.end + AHEAD):
                low = max(0, mention.start - COMPARATOR_REACH)
                if self.age.match(text, low, mention.start):
                    mentions[place] = replace(mention, unit="year")

    def denominator(self, text: str, mention: Mention, previous: int) -> str:
        """The denominator that a mention's clause tells; the words of the clause begin at ``previous``."""
        signs = self.signs_in(text)  # mostly none, and most numbers have no denominator: this tells at once
        if not signs:
            return ""
        near = _written_apart(text[max(previous, mention.start - COMPOUND_REACH) : mention.end + FARTHEST])
        if not any(sign in near for sign in signs):
            return ""
        clause, behind = self._clause(text, mention, previous)
        behind_it = self.per_capita_behind.match(text, mention.end, mention.end + FARTHEST) if mention.unit else None
        if self.per_capita.search(clause) or behind_it:
            return "person"
        if mention.unit in ("CNY", "USD") and self.monthly.search(f"{clause} {behind}"):
            return "month"
        if found := self.per_before.search(clause):
            return self.units.denominators[found["per"].lower()]
        if takes(mention.unit, "year"):
            found = self.per_behind.match(text, mention.end, mention.end + FARTHEST) or self.per_ahead.search(clause)
            if found:
                return self.units.denominators[(found["per"] or "year").lower()]
        around = clause[-60:] + " " + behind
        if self.capacity_noun.search(around):
            return next((unit for pattern, unit in self.capacity if pattern.search(around)), "")
        return ""

    def _signs_in(self, text: str) -> tuple[str, ...]:
        """The signs of a denominator that a paragraph holds; one may open what is looked through."""
        words = _written_apart(text)
        return tuple(sign for sign in self.per_signs if sign.lstrip() in words)

    def _clause(self, text: str, mention: Mention, previous: int) -> tuple[str, str]:
        """The words of a mention's clause, before and behind it."""
        low = max(previous, mention.start - COMPOUND_REACH)
        cut = CLAUSE_END.search(text, low, mention.start)
        rest = text[mention.end : mention.end + 60]
        stop = min((at for mark in ".;:," if (at := rest.find(mark)) >= 0), default=len(rest))
        return text[cut.end() if cut else low : mention.start], rest[:stop]


def _written_apart(text: str) -> str:
    """A text as words are looked for in it."""
    return f" {text.lower()}".replace("\n", " ")


def takes(unit: str | None, below: str) -> bool:
    """Whether a unit can be spread over a denominator: money and amounts, no ratios or ranks; things over time."""
    if unit in (None, "count"):
        return below in PERIODS
    known = units().get(unit)
    if known is None or (below == "month" and known.dimension == unit):
        return known is not None  # money a month
    amount = known.dimension in ("mass", "volume", "area", "length", "energy") or known.dimension == unit
    return (
        amount and unit not in ("count", "rank")
        if below in ("person", "mu", "ha", "household", "km2")
        else known.dimension
        in (
            "mass",
            "volume",
            "energy",
            "containers",
            "length",
            "area",
        )
    )


@made_of_units
@cache
def clause_reader(language: Language) -> ClauseReader:
    """Return the reader of clauses of a language, made once."""
    return ClauseReader(language)
