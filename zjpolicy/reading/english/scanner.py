"""Reads the quantities of a text: anchors first, then number, unit and comparator around each."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from zjpolicy.languages import AHEAD, GAP, Language, any_of, compiled
from zjpolicy.reading.english.carrying import unit_carrier
from zjpolicy.reading.english.clause_units import clause_reader, takes
from zjpolicy.reading.english.comparing import comparator_reader
from zjpolicy.reading.english.labels import WINDOW, label_rules
from zjpolicy.reading.english.numbers import HALF, HALF_AFTER, NumberReader
from zjpolicy.reading.english.pairs import pair_reader
from zjpolicy.reading.english.ranks import rank_reader
from zjpolicy.reading.model import Mention, Number, Quantity
from zjpolicy.reading.scanning import Scanner
from zjpolicy.reading.unit_words import unit_reader
from zjpolicy.registry.units import made_of_units

# Units of which "and a half" may be said behind them.
LENGTHS = frozenset(("year", "month", "week", "day", "hour", "minute", "km", "mi", "m"))
CONNECTOR = compiled(rf"{GAP}(?:,|、|，)?{GAP}(?:and|or|和|及)?{GAP}")
PARAGRAPH = compiled(r"\n(?:[ \t\r]*+\n)++")  # where one ends
# A dash that begins a line begins the next item of a list.
BULLET = compiled(r"[ \t]*+\r?\n[ \t]*+[-–—][ \t]++")
NOUN_NEXT = compiled(r"[ \u00a0-]*[a-z]{3,}|[ \u00a0]*\p{Han}")
ENDED = compiled(r"[,.;]?(?: and\b|\s*$|(?<=[,.;])\s)")
DASHES = ("-", "‐")
OR_RATHER = compiled(r"\s*,\s*or\s*", re.I)
SIGNS = ("-", "−", "–")
SIGN = compiled(r"(?r)(?<![\w)\]%])[-−–]")


class EnglishScanner(Scanner):
    """Finds the quantities of a language that is written with spaces."""

    counted = NOUN_NEXT
    decimal_forms = frozenset(("digits",))

    def __init__(self, language: Language) -> None:
        self.numbers = NumberReader(language)
        carrier = unit_carrier(language)
        self.clauses = clause_reader(language)
        self.passes = (
            self.share_units,
            carrier.take_heads,
            carrier.take_bases,
            carrier.carry,
            self.spread_comparators,
            self.name_denominators,
            self.name_indices,
            self.clauses.name_points,
            self.clauses.name_ages,
        )
        self.units = unit_reader(language)
        self.labels = label_rules(language)
        self.ranks = rank_reader(language)
        self.language = language
        ranges = language.table("ranges")
        self.joiner = compiled(rf"{GAP}(?P<word>{ranges['joiner']}){GAP}", re.I)
        self.between = compiled(rf"(?ri)\b{ranges['between']}{GAP}")
        self.between_joiner = compiled(rf"{GAP}{ranges['between_joiner']}{GAP}", re.I)
        self.pairs = pair_reader(language)
        self.one_and = compiled(ranges["one_and"])
        self.minus = compiled(ranges["minus"])
        self.comparators = comparator_reader(language)
        table = language.table("units")
        self.same_of = compiled(table["same_of"], re.I)
        self.vague = compiled(rf"{GAP}(?:of{GAP})?(?:{language.table('labels.vague')})\b", re.I)
        self.rate = compiled(table["rate"], re.I)
        self.rates: dict[str, int] = {key.replace(",", ""): size for key, size in table["rates"].items()}
        self.spread = compiled(table["respectively"], re.I)
        self.times = compiled(table["times_ratio"], re.I)
        self.times_grown = compiled(table["times_grown"])
        self.sign_at = compiled(rf"(?:{any_of(self.units.prefixes)}){GAP}")
        self.odd = compiled(table["odd"])

    def scan(self, text: str, shift: int = 0) -> list[Quantity]:
        """Return the quantities of a text, paragraph by paragraph: none tells anything of the figures of another."""
        found: list[Quantity] = []
        start = 0
        for gap in PARAGRAPH.finditer(text):
            found += super().scan(text[start : gap.end()], shift + start)
            start = gap.end()
        return found + super().scan(text[start:], shift + start)

    def anchors(self, text: str) -> Iterator[int]:
        """Return the places where numbers may start, in text order."""
        return self.numbers.anchors(text)

    def read(self, text: str, pos: int, taken: int) -> tuple[Mention | None, int]:
        """Read what starts at an anchor."""
        rank = self.ranks.read(text, pos)
        if rank is not None:
            return Mention(rank, rank.start, rank.end, "rank", self.ranks.comparator(text, pos)), rank.end
        number = self.numbers.read(text, pos)
        if number is None:
            return None, pos + 1 if not text[pos].isdecimal() else _digits_end(text, pos)
        name = self.labels.is_name(text, number)
        if name and self._signed(text, number, pos)[1] == pos and not self.units.read_prefix(text, pos)[0]:
            return None, number.end
        mention = self._range(text, self._mention(text, number, taken))
        if self._is_label(text, mention, name):
            return None, number.end
        return mention, mention.end

    def _is_label(self, text: str, mention: Mention, name: bool) -> bool:
        number = mention.number
        last = mention.high or number
        if mention.high is not None and number.form == "words":
            number = last  # the counted noun stands behind the second number
        if mention.start < mention.number.start and mention.unit is not None:
            return False  # a currency sign names money
        if name:
            return True
        compared = mention.comparator != "=" or mention.high is not None
        compared = compared or (number.form == "words" and self.pairs.is_half(text, mention))
        return self.labels.is_label(text, number, mention.unit, mention.end, compared) or bool(
            self.vague.match(text, last.end, last.end + AHEAD)
        )

    def _mention(self, text: str, number: Number, taken: int = 0) -> Mention:
        number, unit, end = self.units.read_of_number(text, number)
        if unit is None and text[number.end : number.end + 1] in DASHES and (odd := self.odd.match(text, number.end)):
            number, unit, end = self._with_more(text, number, odd.end())
        start = number.start
        if number.form == "fraction" and (unit is None or unit.startswith("count/")):
            number, start, unit, end = self._part_of_one(text, number, taken)
        if unit is None or unit == "m" or unit.startswith("count/"):
            currency, opened = self.units.read_prefix(text, start)
            if currency and opened >= taken:  # "5 RMB 3": the sign is the first number's
                start = opened
                number, unit, end = self._priced(text, number, currency)
        number, start = self._signed(text, number, start)
        sign, opens = self.language.comparator_before(text, start)
        number, unit, end = self._number_unit(text, number, unit, end, opens)
        unit = unit or self.units.read_counted(text, number.end)
        comparator, opens, closes, led = self.comparators.read(text, (sign, opens), start, end, unit, taken)
        if number.more and comparator == "=":
            comparator = ">"
        counted = "" if unit else self.labels.counted(text, number.end)
        return Mention(number, start, end, unit, comparator, None, opens, closes, led, counted)

    def _with_more(self, text: str, number: Number, at: int) -> tuple[Number, str | None, int]:
        """A number of which some are left out, with its unit behind that: "40-odd kilometers"."""
        unit, end = self.units.read(text, at)
        return (number, unit, number.end) if unit in (None, "times") else (replace(number, more=True), unit, end)

    def _part_of_one(self, text: str, number: Number, taken: int) -> tuple[Number, int, str | None, int]:
        """A fraction with the unit it is said of, where it starts and ends: "half an hour", "an hour and a half"."""
        unit, end = self.units.read_of(text, number.end)
        whole = self.one_and.match(text, max(taken, number.start - 24), number.start)
        if whole is None or unit:
            return number, number.start, unit, end
        unit = self.units.by_word[whole["unit"].lower()]
        return replace(number, value=number.value + 1), whole.start(), unit, number.end

    def _priced(self, text: str, number: Number, currency: str) -> tuple[Number, str, int]:
        """A number behind a currency's sign, with scale and denominator behind it: "$5m", "RMB 1,200 per month"."""
        number = self.numbers.priced(text, number)
        unit, end = self.units.read(text, number.end)
        if unit and unit.startswith("count/"):
            return number, currency + unit.removeprefix("count"), end
        below, end = self.units.read_below(text, currency, number.end)
        return number, below or currency, end

    def _signed(self, text: str, number: Number, start: int) -> tuple[Number, int]:
        """The number with the minus before it, and where that stands: -4.5%, "minus 2.3 percent"."""
        digits = text[number.start].isdecimal()
        if digits and text[start - 1 : start] in SIGNS and SIGN.match(text, max(0, start - 2), start):
            if text[start - 2 : start - 1] in ("", " ", "\n", "(", "（", "\u00a0"):
                return replace(number, value=-number.value), start - 1
        elif start == number.start and (minus := self.minus.match(text, max(0, start - 12), start)):
            return replace(number, value=-number.value), minus.start()
        return number, start

    def _number_unit(
        self, text: str, number: Number, unit: str | None, end: int, opens: int
    ) -> tuple[Number, str | None, int]:
        """Settle what number and unit say together: fractions, multiples, rates per 10,000, "two hours and a half"."""
        if number.form == "fraction" and unit is None:
            return number, "1", end
        if number.form == "multiple":
            twice = text[number.start : number.end].lower() == "twice"
            return number, "times" if twice else "fold", number.end
        if unit == "times" and number.value == int(number.value) and not self._multiplies(text, end, opens):
            return number, "count", number.end
        if unit is None and (rate := self.rate.match(text, number.end, number.end + AHEAD)):
            return number, f"1/{self.rates[rate['size'].lower().replace(',', '')]}", rate.end()
        if unit in LENGTHS and (half := HALF_AFTER.match(text, end, end + AHEAD)):
            return replace(number, value=number.value + HALF), unit, half.end()
        return number, unit, end

    def _multiplies(self, text: str, end: int, opens: int) -> bool:
        """Whether so many times are a ratio or an increase, not how often: "3 times that of", "grew by 3 times"."""
        if self.times.match(text, end, end + AHEAD):
            return True
        return self.times_grown.match(text, max(0, opens - 40), opens) is not None

    def _range(self, text: str, first: Mention) -> Mention:
        """Join "6%-6.5%", "2 to 3" and "between 5 and 6 percent" to one mention."""
        pattern = self.joiner
        opened = self.between.match(text, max(0, first.start - WINDOW), first.start)
        if opened:
            pattern = self.between_joiner
        joint = pattern.match(text, first.end, first.end + AHEAD)
        if joint and BULLET.fullmatch(joint[0]):
            return first
        if not joint or joint.end() >= len(text) or first.unit in ("rank", "fold"):
            return first
        second = self._second(text, first, joint.end())
        if second is None:
            return first
        number, unit, end = second
        if _like_year(first) and (unit is not None or number.scale != 1):
            return first
        low = self._shared_scale(first.number, number)
        if low.value >= number.value or self.pairs.is_pair(text, first, low, joint[0], (number, unit)):
            return first
        if joint[0].strip().lower() == "or" and first.unit is None and not _near(low, number):
            return first
        number, unit, end = self._number_unit(text, number, unit or first.unit, end, first.opens)
        opens = min(first.opens, opened.start()) if opened else first.opens
        return replace(first, number=low, high=number, end=end, unit=unit, opens=opens, closes=end)

    def _second(self, text: str, first: Mention, at: int) -> tuple[Number, str | None, int] | None:
        """The second number of a range, of the first's unit or of none; None if there is none at ``at``."""
        sign = self.sign_at.match(text, at)
        moved = sign.end() if sign else at
        number = None
        if moved < len(text) and self.numbers.anchor.match(text, moved):
            number = self.numbers.read(text, moved)
        if number is None or (sign and first.unit != self.units.prefixes[sign[0].strip()]):
            return None  # "by 12.1% to ¥3.2 billion"
        if sign or (first.unit and first.start < first.number.start):
            number = self.numbers.priced(text, number)  # "$2-3m"
        number, unit, end = self.units.read_of_number(text, number)
        if sign:
            unit, end = first.unit, number.end
        return None if first.unit is not None and unit is not None and first.unit != unit else (number, unit, end)

    def _shared_scale(self, first: Number, second: Number) -> Number:
        """In "3 to 4 million" the scale word is said of both."""
        if first.scale == 1 and second.scale != 1 and first.value <= second.mantissa:
            return first.scaled(second.scale)
        return first

    def shared(self, text: str, mentions: list[Mention], place: int) -> tuple[Mention, Mention]:
        """Return a mention and the next with the unit and scale they share."""
        left, right = mentions[place], mentions[place + 1]
        between = text[left.end : right.start]
        to = between.strip().lower() in ("to", "down to")
        taking = right
        if to and left.unit and right.unit is None and ENDED.match(text, right.end) and self.pairs.opening(text, left):
            taking = replace(right, unit=left.unit)  # "from 30 days to 10, ..."
        listed = place + 2 < len(mentions) and _is_connector(text[right.end : mentions[place + 2].start])
        joined = to or (_is_connector(between) and (listed or between.strip() != ","))
        if joined and left.unit and right.unit and right.unit.startswith(f"{left.unit}/") and left.unit != "count":
            left = replace(left, unit=right.unit)  # "by 30 yuan and 5 yuan per person"
        if left.unit is not None or left.high is not None or not joined:
            return left, taking
        if right.unit == "%" and OR_RATHER.fullmatch(between) and not self._continues(text, mentions, place):
            return left, taking  # "480, or 3.9 percent": the same told twice
        if right.unit in (None, "rank", "times", "fold") and right.number.scale == 1:
            return left, taking
        number = left.number
        if number.scale == 1 and number.value < 1000:
            number = number.scaled(right.number.scale)
        return replace(left, number=number, unit=right.unit), taking

    def _continues(self, text: str, mentions: list[Mention], place: int) -> bool:
        """Whether a mention goes on with a list."""
        return place > 0 and _is_connector(text[mentions[place - 1].end : mentions[place].start])

    def listed(self, text: str, left: Mention, right: Mention) -> bool:
        """Whether two mentions are neighbours in a list."""
        return _is_connector(text[left.end : right.start])

    def spread_sign(self, text: str, first: Mention, last: Mention) -> str:
        """Return the comparator of a list that "respectively" ties together."""
        if not self.spread.match(text, last.end, last.end + AHEAD):
            return "="
        signs = {first.comparator, last.comparator} - {"=", "range"}
        return signs.pop() if len(signs) == 1 else "="

    def denominator(self, text: str, mentions: list[Mention], place: int, previous: int, inherited: str) -> str:
        """Return the denominator said before a mention, or of the one before and of it."""
        mention = mentions[place]
        if inherited:
            between = text[previous : mention.start]
            if (len(between) <= 40 and _is_connector(between)) or self.same_of.match(between):
                return inherited
        return self.clauses.denominator(text, mention, previous)

    def takes(self, unit: str | None, below: str) -> bool:
        """Whether a unit can be spread over a denominator."""
        return "/" not in (unit or "") and takes(unit, below)

    def heard(self, mention: Mention, previous: int) -> int:
        """Return where the next mention's words begin: behind an amount, "rose 10 percent to 726 million" has one's."""
        return previous if mention.unit == "%" else mention.end


def _near(low: Number, high: Number) -> bool:
    """Whether two numbers joined by "or" are one vague number: 2 or 3, twenty or thirty."""
    step = low.scale
    while low.value % (step * 10) == 0 and high.value % (step * 10) == 0:
        step *= 10
    return high.value - low.value <= step


def _like_year(mention: Mention) -> bool:
    return mention.unit is None and mention.number.scale == 1 and 1900 <= mention.number.value <= 2100


def _is_connector(between: str) -> bool:
    return len(between) <= 12 and bool(between) and CONNECTOR.fullmatch(between) is not None


def _digits_end(text: str, pos: int) -> int:
    found = compiled(r"[\d,.]++").match(text, pos)
    return found.end() if found else pos + 1


@made_of_units
@cache
def english_scanner(language: Language) -> EnglishScanner:
    """Return the scanner of a language, made once."""
    return EnglishScanner(language)
