"""How quantities are found in any language: number after number, then what is said once of several of them."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

import regex

from zjpolicy.languages import AHEAD, compiled
from zjpolicy.reading.model import Mention, Quantity


def patterns(table: dict[str, str]) -> dict[str, regex.Pattern[str]]:
    """Return the patterns of a table of a language's data, compiled."""
    return {name: compiled(pattern) for name, pattern in table.items()}


def covered(begins: "re.Pattern[str]", pattern: regex.Pattern[str], text: str, place: int) -> bool:
    """Whether a match of a pattern covers a place of a text.

    Matches are looked for from left to right, where a character stands that one may begin with: a search would try
    every place, those behind it too.
    """
    at = 0
    for begin in begins.finditer(text, 0, place + 1):
        if begin.start() >= at and (found := pattern.match(text, begin.start())):
            at = found.end()
            if at > place:
                return True
    return False


Pass = Callable[[str, list[Mention]], None]


class Scanner:
    """Finds the quantities of one language's texts; what differs between languages is in the subclasses."""

    anchor: "re.Pattern[str] | regex.Pattern[str]"  # where numbers may start
    passes: tuple[Pass, ...]
    counted: regex.Pattern[str]  # behind a number: something that it counts
    decimal_forms: frozenset[str]  # how numbers with decimals are written

    def scan(self, text: str, shift: int = 0) -> list[Quantity]:
        """Return the quantities of a text in text order; ``shift`` is added to their offsets."""
        mentions: list[Mention] = []
        pos = 0
        for anchor in self.anchors(text):
            if anchor < pos:
                continue
            mention, pos = self.read(text, anchor, mentions[-1].closes if mentions else 0)
            if mention is not None:
                mentions.append(mention)
        for settle in self.passes if mentions else ():
            settle(text, mentions)
        return [mention.quantity(text, shift) for mention in mentions]

    def anchors(self, text: str) -> Iterable[int]:
        """Return the places where numbers may start, in text order."""
        return [found.start() for found in self.anchor.finditer(text)]

    def read(self, text: str, pos: int, taken: int) -> tuple[Mention | None, int]:
        """Read what starts at an anchor: the mention, if it is one, and where to go on; up to ``taken`` all is read."""
        raise NotImplementedError

    def share_units(self, text: str, mentions: list[Mention]) -> None:
        """Give unit and scale at the end of a list to the items before: "10.6, 3.8 and 3.3 million mu"."""
        for place in range(len(mentions) - 2, -1, -1):
            mentions[place : place + 2] = self.shared(text, mentions, place)

    def shared(self, text: str, mentions: list[Mention], place: int) -> tuple[Mention, Mention]:
        """Return a mention and the next with what they share."""
        raise NotImplementedError

    def name_indices(self, text: str, mentions: list[Mention]) -> None:
        """No count is broken: a bare 0.462 with nothing counted behind it is an index or a ratio."""
        for place, mention in enumerate(mentions):
            number = mention.last
            if mention.unit is not None or mention.number.scale != 1 or number.form not in self.decimal_forms:
                continue
            broken = number.value != number.value.to_integral_value()  # unlike % it takes any number of digits
            if broken and not self.counted.match(text, mention.end, mention.end + AHEAD):
                mentions[place] = replace(mention, unit="1")

    def spread_comparators(self, text: str, mentions: list[Mention]) -> None:
        """Spread a comparator over the list that it is said of."""
        first = 0
        while first < len(mentions):
            last = first
            while last + 1 < len(mentions) and self.listed(text, mentions[last], mentions[last + 1]):
                last += 1
            sign = self.spread_sign(text, mentions[first], mentions[last]) if last > first else "="
            for place in range(first, last + 1):
                if sign != "=" and mentions[place].comparator == "=" and not mentions[place].number.more:
                    mentions[place] = replace(mentions[place], comparator=sign)
            first = last + 1

    def listed(self, text: str, left: Mention, right: Mention) -> bool:
        """Whether two mentions are neighbours in a list."""
        raise NotImplementedError

    def spread_sign(self, text: str, first: Mention, last: Mention) -> str:
        """Return the comparator that holds for a whole list, ``=`` if there is none."""
        raise NotImplementedError

    def name_denominators(self, text: str, mentions: list[Mention]) -> None:
        """Add denominators that are written apart: "per-mu average tax revenue reaching 305,000 yuan"."""
        previous, below = 0, ""
        for place, mention in enumerate(mentions):
            below = self.denominator(text, mentions, place, previous, below)
            if below and self.takes(mention.unit, below):
                mentions[place] = replace(mention, unit=f"{mention.unit or 'count'}/{below}")
            previous = self.heard(mention, previous)

    def denominator(self, text: str, mentions: list[Mention], place: int, previous: int, inherited: str) -> str:
        """Return the denominator said apart from a mention; that before ends at ``previous`` and has ``inherited``."""
        raise NotImplementedError

    def takes(self, unit: str | None, below: str) -> bool:
        """Whether a unit can be spread over a denominator."""
        raise NotImplementedError

    def heard(self, mention: Mention, previous: int) -> int:
        """Return where the words of the next mention begin."""
        return mention.end
