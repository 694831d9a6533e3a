"""Judges whether a figure of a Chinese sentence is a growth, a change, a share or a level, and if it tells a state."""

from functools import cache
from typing import NamedTuple

from zjpolicy.languages import Language, compiled
from zjpolicy.reading.chinese.sentence import Sentence, constructions_of
from zjpolicy.reading.model import Quantity, Reading

BROKEN = compiled(r"\d+\.\d+")  # no part of a whole: 0.46 is an index
DIRECTIONS = frozenset(("last", "list"))  # those of the figure before: always, or in a list
TIMES = frozenset(("year", "day", "month", "hour"))
NOUNS = "nsge"
ITEM = compiled("(?r)[^,;:.、q]*+")  # what of an item of a list stands before its figure
# Units that a clause of its own tells something else in.
NOT_ADDED = frozenset(("%", "1", "pp", "rank", "year", "CNY", "USD"))
LISTED = compiled("[kw]?[、A]?")
AGAIN = compiled("[kw]*+[,、;]?[avlr]*+")
AIMED = compiled("w?oj")
SHARED_LIST = compiled("[kwo]*+(?:(?:n[nso]*+)?[、A][nospaA、]*+|,z?[pa]*+n[nospa、]*+)")


class Kind(NamedTuple):
    """Kind and direction of a figure, and the verb that tells them."""

    kind: str
    direction: str | None = None
    verb: str = ""


class KindReader:
    """Judges the figures of sentences of one language."""

    def __init__(self, language: Language) -> None:
        self.rows = constructions_of(language, "kinds")
        table = language.table("kinds")
        self.shared = frozenset(table["shared"].split())
        self.widening = frozenset(table["widening"].split())
        self.growths = compiled(table["growths"])
        self.rate_words = compiled(f"(?r)(?:{table['rate_words']})++")
        self.amounts = compiled(table["amounts"])
        self.stock = compiled(f"(?r)(?:{table['stock']})")
        self.flow = compiled(language.words("kinds.flows"))
        self.held = compiled(table["held"])
        self.passed = tuple(table["passed"].split())

    def kind(self, sentence: Sentence, number: int, readings: list[Reading], verbs: list[str]) -> Kind:
        """Judge a figure by its unit and the chunks around it, and by the figure it is listed with."""
        quantity, place = sentence.quantities[number], sentence.places[number]
        found = self.rows.find(sentence.letters, place, place + 1, sentence.traits[number])
        assert found is not None  # the last row takes any figure
        verb = sentence.words(*found.spans["verb"]) if "verb" in found.spans else ""
        # What has a subject of its own is no verb that a list shares.
        shared = "" if verb and sentence.letters[max(0, found.spans["verb"][0] - 1)] in NOUNS else verb
        kind, last = found.gives("kind"), readings[-1] if number else None
        if last is not None and self._listed(sentence, number):
            return Kind(last.kind, last.direction, shared)
        if last is not None and kind == "level" and not shared and self._shares(sentence, number, last, verbs[-1]):
            return Kind("change", last.direction, verbs[-1])
        if (
            kind == "change"
            and quantity.unit == "count"
            and verb in self.widening
            and not self._ranked(sentence, number)
        ):
            return Kind("level", None, shared)
        return Kind(kind, self._direction(found.gives("direction"), sentence, number, last), shared)

    def _direction(self, told: str, sentence: Sentence, number: int, last: Reading | None) -> str | None:
        """The direction a row gives: one of its own, or that of the figure before, always or in a list."""
        if told not in DIRECTIONS:
            return told or None
        joined = last is not None and (told == "last" or "、" in sentence.between[number])
        return (last.direction if last and joined else None) or "up"

    def _ranked(self, sentence: Sentence, number: int) -> bool:
        """Whether what is counted are places in a ranking: "提升4位"."""
        return sentence.text.startswith("位", sentence.stops[number])

    def _listed(self, sentence: Sentence, number: int) -> bool:
        """Whether a figure goes on with the one before: "3%、5%", "4%以上、力争达到5%"."""
        alike = sentence.quantities[number - 1].unit == sentence.quantities[number].unit
        return alike and (LISTED.fullmatch(sentence.between[number]) is not None or self._again(sentence, number))

    def _again(self, sentence: Sentence, number: int) -> bool:
        """Whether a figure is a second one for the same thing: "增长4%以上、力争达到5%"."""
        low, high = sentence.stops[number - 1], sentence.starts[number]
        again = AGAIN.fullmatch(sentence.between[number]) is not None
        return again and self.held.search(sentence.text, low, high) is not None

    def _shares(self, sentence: Sentence, number: int, last: Reading, verb: str) -> bool:
        """Whether the verb of the figure before holds for this one: "新增公园3个、绿道40公里"."""
        if last.kind != "change" or verb not in self.shared:
            return False
        between, unit = sentence.between[number], sentence.quantities[number].unit
        alike = unit == sentence.quantities[number - 1].unit
        if "," in between and "z" not in between and (alike or unit in NOT_ADDED):
            return False
        return SHARED_LIST.fullmatch(between) is not None

    def settle(self, sentence: Sentence, number: int, reading: Reading) -> None:
        """Settle what the measure tells: a share of prices or of speeds is a growth, what is called 率 a share."""
        quantity = sentence.quantities[number]
        if reading.kind == "share" and quantity.unit == "%" and self._grows(sentence, number, reading.measure):
            reading.kind, reading.direction = "growth", "down" if reading.measure.endswith("降幅") else "up"
        if reading.kind == "growth" and (found := self.rate_words.match(reading.measure)):
            reading.measure = reading.measure[: found.start()] or reading.measure
        if reading.kind == "share" and quantity.unit == "1" and BROKEN.fullmatch(quantity.surface):
            reading.kind = "level"
        stands = reading.kind == "level" and self._state(sentence, number, reading, quantity)
        reading.state = reading.kind in ("share", "rank") or stands

    def _grows(self, sentence: Sentence, number: int, measure: str) -> bool:
        """Whether a percentage is a growth for what it is of: a speed, or an amount of which a rate is aimed at."""
        if self.growths.search(measure):
            return True
        place = sentence.places[number]
        aimed = sentence.letters[max(0, place - 1) : place] == "l" and AIMED.match(sentence.letters, place + 1)
        return bool(aimed) and self.amounts.search(measure) is not None

    def _state(self, sentence: Sentence, number: int, reading: Reading, quantity: Quantity) -> bool:
        """Whether a level is how things stand, not what was done in the course of a span."""
        place = sentence.places[number]
        low = sentence.clause_start(place, ITEM)
        letters, words = sentence.letters[low:place], sentence.words(low, place)
        if letters.rstrip("apto").endswith("m"):
            return True
        passed = quantity.led_by.startswith(self.passed)
        if letters == "n" and words == reading.measure and not passed:
            return self.stock.match(words) is not None and quantity.unit not in TIMES
        reached = letters.rstrip("apto").endswith(("r", "c")) or passed
        return reached and not self.flow.search(words)


@cache
def kind_reader(language: Language) -> KindReader:
    """Return what judges kinds in a language, made once."""
    return KindReader(language)
