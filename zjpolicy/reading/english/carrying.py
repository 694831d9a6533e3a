"""Units said once and meant of more numbers: in brackets at the head of a list, or of a figure before."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

import regex

from zjpolicy.languages import AHEAD, Language, alternatives, compiled
from zjpolicy.reading.model import Mention
from zjpolicy.reading.scanning import patterns
from zjpolicy.reading.unit_words import unit_reader
from zjpolicy.registry.units import made_of_units, units

# How far a unit told for all that follows holds, and how far one is carried within a sentence.
TABLE_REACH, REACH = 4000, 120
RATIOS = frozenset(("%", "pp", "1", "permille", "fold", "times", "rank"))
LENGTHS = frozenset(("time", "length"))
SENTENCE_END = compiled(r"[.;:!?](?=\s)|\n\s*\n")


class UnitCarrier:
    """Carries units to bare numbers in one language."""

    def __init__(self, language: Language) -> None:
        self.units = unit_reader(language)
        self.scales: dict[str, int] = language.table("numbers.scales") | {"ten": 10}
        self.lengths = {code for code, unit in units().items() if unit.dimension in LENGTHS}
        self.amounts = set(units()) - RATIOS
        self.wholes = {code for code in self.amounts if units()[code].dimension != "time"}  # "92 billion of it"
        table = language.table("units.carried")
        scales = alternatives(self.scales)
        self.head = compiled(
            rf"\((?:(?P<mark>{table['mark']})|in\s)?(?P<many>10{{2,5}}|\d{{1,3}},000)?\s?(?P<scales>(?:(?:{scales})\s){{0,3}})"
            rf"(?=[^()\n]{{1,40}}\))",
            regex.I,
        )
        self.cues = patterns({name: words for name, words in table.items() if name != "mark"})

    def take_heads(self, text: str, mentions: list[Mention]) -> None:
        """Give the unit in brackets to the numbers behind it: "Grain (thousand tons): 872.4, 850.1"."""
        for head in self.head.finditer(text):
            scale = Decimal((head["many"] or "1").replace(",", ""))
            for word in head["scales"].lower().split():
                scale *= self.scales[word]
            unit, end = self._unit(text, head.end(), scale)
            if unit is None or text[end : end + 1] != ")":
                continue
            places = list(self._under(text, mentions, end + 1, head["mark"] is not None))
            for place in places:
                mentions[place] = _scaled(mentions[place], unit, scale)
            if places or head["mark"]:
                mentions[:] = [one for one in mentions if not head.start() <= one.start < end]

    def _unit(self, text: str, pos: int, scale: Decimal) -> tuple[str | None, int]:
        """The unit in brackets, that of things counted where a scale stands before them: "(10,000 persons)"."""
        if scale > 1 and (counted := self.cues["counted"].match(text, pos)):
            return "count", counted.end()
        unit, end = self.units.read(text, pos)
        return (None, pos) if unit in self.units.small_money else (unit, end)

    def _under(self, text: str, mentions: list[Mention], start: int, marked: bool) -> Iterator[int]:
        """The places of the bare numbers that a unit in brackets is told for."""
        last = start
        stop = min(start + TABLE_REACH, len(text))
        for place, one in enumerate(mentions):
            if one.start < start:
                continue
            between = text[last : one.start]
            listed = self.cues["listed"].fullmatch(between) is not None
            if one.start >= stop or not (listed or (marked and "\n\n" not in between and "(Unit" not in between)):
                return
            last = one.end
            if _bare(one) and not self.cues["noun"].match(text, one.end, one.end + AHEAD):
                yield place

    def take_bases(self, text: str, mentions: list[Mention]) -> None:
        """Count per hundred what is told of every hundred: "every 100 households owned 46.8 cars"."""
        for base in self.cues["every"].finditer(text):
            stop = SENTENCE_END.search(text, base.end())
            edge = min(stop.start() if stop else len(text), base.end() + 2 * REACH)
            size = base["size"].replace(",", "")
            for place, one in enumerate(mentions):
                if base.end() <= one.start < edge and _bare(one):
                    mentions[place] = replace(one, unit=f"1/{size}")
            mentions[:] = [one for one in mentions if not base.start() <= one.start < base.end()]

    def carry(self, text: str, mentions: list[Mention]) -> None:
        """Give a bare number the unit of a figure that it is held against, adds to or is part of."""
        for place in range(1, len(mentions)):
            before, one = mentions[place - 1], mentions[place]
            if before.unit is None and one.unit not in (None, "count", "rank"):
                mentions[place - 1] = self._shared(text, before, one, one.unit)
            if one.unit is None or (one.unit == "count" and self.cues["times"].match(text, one.end)):
                giver = self._giver(text, mentions, place)
                if giver is not None:
                    mentions[place] = self._given(text, one, giver)

    def _shared(self, text: str, left: Mention, right: Mention, unit: str) -> Mention:
        """A bare number with the unit of the next: "to 5.4 from 2.7 km", "3.2 doctors and 3.6 nurses per 1,000"."""
        between = text[left.end : right.start]
        if self.cues["moved"].fullmatch(between):
            return _scaled(left, unit, right.number.scale if left.number.scale == 1 else Decimal(1))
        rate = unit.startswith("1/") and self.cues["beside"].fullmatch(between)
        return replace(left, unit=unit) if rate else left

    def _giver(self, text: str, mentions: list[Mention], place: int) -> Mention | None:
        """The figure whose unit a bare number takes; None if nothing says that it takes one."""
        one = mentions[place]
        if self.cues["noun"].match(text, one.end, one.end + AHEAD) and not self.cues["behind"].match(text, one.end):
            return self._last(text, mentions, place, {"times"}) if self.cues["times"].match(text, one.end) else None
        low = max(0, one.start - 40)
        if self.cues["length"].match(text, low, one.start):
            return self._last(
                text, mentions, place, {code for code, unit in units().items() if unit.dimension in LENGTHS}
            )
        if self.cues["against"].match(text, low, one.opens if one.opens >= 0 else one.start):
            giver = mentions[place - 1]
            fits = giver.unit not in (None, "count", "rank") and (giver.unit != "%" or one.number.value <= 100)
            return giver if fits and _near(text, giver, one) else None
        if self.cues["behind"].match(text, one.end):
            part = text.startswith(" of", one.end)
            return self._last(text, mentions, place, self.wholes if part else self.amounts)
        return None

    def _last(self, text: str, mentions: list[Mention], place: int, known: set[str]) -> Mention | None:
        """The last figure of the sentence with one of these units; nothing behind which things are counted."""
        for giver in reversed(mentions[max(0, place - 4) : place]):
            if not _near(text, giver, mentions[place]):
                return None
            if giver.unit in known:
                return giver
            if giver.unit is None and "times" not in known:
                return None
        return None

    def _given(self, text: str, one: Mention, giver: Mention) -> Mention:
        """A number with the unit of another, and its scale where that is left out too."""
        if found := self.cues["times"].match(text, one.end):
            return replace(one, unit="times", end=found.end(), closes=found.end())
        shared = one.number.scale == 1 and giver.number.scale > 1 and one.number.value < 10 * giver.last.mantissa
        return _scaled(one, giver.unit, giver.last.scale if shared else Decimal(1))


def _bare(one: Mention) -> bool:
    """Whether a number stands without unit and scale word."""
    return one.unit in (None, "1") and one.number.scale == 1 and one.number.form == "digits"


def _near(text: str, left: Mention, right: Mention) -> bool:
    """Whether two figures stand in one sentence, not far from each other."""
    return right.start - left.end <= REACH and SENTENCE_END.search(text, left.end, right.start) is None


def _scaled(one: Mention, unit: str | None, scale: Decimal) -> Mention:
    """A mention with a unit and a scale said elsewhere."""
    if scale == 1:
        return replace(one, unit=unit)
    high = one.high and one.high.scaled(scale)
    return replace(one, unit=unit, number=one.number.scaled(scale), high=high)


@made_of_units
@cache
def unit_carrier(language: Language) -> UnitCarrier:
    """Return the carrier of units of a language, made once."""
    return UnitCarrier(language)
