"""Reads the quantities of a Chinese text: number, unit, comparator, what is a label and what is not."""

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache

from zjpolicy.languages import GAP, Language, compiled
from zjpolicy.reading.chinese.labels import ChineseLabels
from zjpolicy.reading.chinese.numbers import HanNumberReader
from zjpolicy.reading.chinese.units import MARKS, RATIOS, TIMES, ChineseUnits, classifiers
from zjpolicy.reading.model import Mention, Number
from zjpolicy.reading.scanning import Scanner, patterns
from zjpolicy.registry.units import made_of_units, units

CLAUSE_END = compiled(r"(?r)[，。；：！？\n]")
DIGITS = compiled(r"\d++")
LAND_AND_GOODS = frozenset(("m2", "kWh", "kg", "t", "mu", "jin", "m3"))
SHARES = ("%", "permille")


class ChineseScanner(Scanner):
    """Finds the quantities of Chinese texts."""

    decimal_forms = frozenset(("digits", "words"))

    def __init__(self, language: Language) -> None:
        self.language = language
        self.numbers = HanNumberReader(language)
        self.passes = (self.share_units, self.name_indices, self.spread_comparators, self.name_denominators)
        self.labels = ChineseLabels(language)
        self.units = ChineseUnits(language, self.numbers)
        self.money = frozenset(unit.code for unit in units().values() if unit.dimension == unit.code)
        table, ranges = language.table("units"), language.table("ranges")
        self.counted = compiled(table["counted"])
        told = "times_done money_left_out monthly yearly_or_daily_needs yearly daily hourly same_of spread each_year"
        self.is_ = patterns({name: table[name] for name in (*told.split(), "per_person", "per_person_last")})
        self.is_ |= patterns({name: ranges[name] for name in ("signed_after", "than", "ended", "connector", "listed")})
        self.minus = ("-", "−", ranges["negative"])
        self.below: dict[str, str] = table["below"]
        self.joiner = compiled(rf"{GAP}(?P<word>{ranges['joiner']}){GAP}")
        self.from_word = compiled(rf"(?r)(?:{ranges['from']})[^，。；：]{{0,24}}")
        self.to: str = ranges["to"]
        self.exceeds = frozenset(ranges["exceeds"])
        self.each = compiled(rf"每(?P<unit>{self.units.below})[^，。；、每\d]{{0,8}}$")
        figures = self.numbers.ones + "".join([*self.numbers.small, *self.numbers.large])
        behind = {name[0] for name in [*self.units.names, *classifiers(language)]} | set(figures + table["follows"])
        follows = re.escape("".join(sorted(behind)))
        self.lone = compiled(rf"[{figures}](?![{follows}]|\s)")
        # A numeral alone is one where a rank may end or a pair begin; else nothing is read there. The plain `re`
        # runs over every character faster.
        numeral = rf"(?<=[{figures}])(?:(?=[{follows}、]|\s)|(?<=[第前].))"
        self.anchor = re.compile(rf"[\d半过对{figures}](?:(?<=[\d半])|(?<=[过对])(?=半)|{numeral})")

    def read(self, text: str, pos: int, taken: int) -> tuple[Mention | None, int]:
        """Read what starts at an anchor."""
        if rank := self.labels.rank_at(text, pos):
            value, start, end = rank
            place = Number(Decimal(value), start, end, "rank")
            return Mention(place, start, end, "rank", "=", None, start, end), end
        if not text[pos].isdecimal():
            if pair := self.numbers.pair_at(text, pos):
                return self._pair(text, *pair)
            if self.lone.match(text, pos):
                return None, pos + 1
        number = self.numbers.read(text, pos)
        if number is None:
            run = DIGITS.match(text, pos) or self.numbers.han.match(text, pos)
            return None, max(pos + 1, run.end() if run else pos + 1)
        name = self.labels.is_name(text, number)
        if name and text[pos - 1 : pos] not in self.minus and not self.units.sign_before(text, pos):
            return None, max(number.end, pos + 1)
        mention = self._range(text, self._mention(text, number))
        compared = mention.comparator != "=" or mention.high is not None
        signed = mention.start < number.start and mention.unit in self.money
        if not signed and (name or self.labels.is_label(text, number, mention.unit, mention.end, compared)):
            return None, max(number.end, pos + 1)
        return mention, mention.end

    def _pair(self, text: str, low: Number, high: Number) -> tuple[Mention | None, int]:
        """Read 五六百家: between the two."""
        mention = self._mention(text, high)
        if text.startswith("成", high.end) and mention.unit is None:  # 七八成
            low, high = low.scaled(Decimal(10)), high.scaled(Decimal(10))
            return replace(mention, number=low, high=high, unit="%", end=mention.end + 1), mention.end + 1
        if self.labels.is_label(text, high, mention.unit, mention.end, True):
            return None, high.end
        return replace(mention, number=low, high=high), mention.end

    def _mention(self, text: str, number: Number) -> Mention:
        number, unit, end = self.units.read(text, number)
        written = text[number.start : number.end]
        unit, opened, end = self.units.read_sign(text, number, unit, end)
        number, start = self._signed(text, number, opened, unit)
        sign, opens = self.language.comparator_before(text, start)
        if (
            sign == ">"
            and text[opens:start].rstrip("了") in self.exceeds
            and self.is_["than"].match(text, max(0, opens - 20), opens)
        ):
            sign = ""  # 比上年超过12亿元: by so much
        if number.more:
            sign = "~" if "来" in written else ">"
        unit = unit or self._money_left_out(text, number, end, sign) or self.units.read_counted(text, number.end)
        behind, closes, counted = self._behind(text, end)
        if written == "过半":
            sign = ">"
        led = bool(sign and not behind)
        return Mention(number, start, end, unit, behind or sign or "=", None, min(opens, start), closes, led, counted)

    def _signed(self, text: str, number: Number, start: int, unit: str | None) -> tuple[Number, int]:
        """The number with the minus before it, and where that stands: -0.3%, 负3.2%."""
        if not start or text[start - 1] not in self.minus:
            return number, start
        broken = unit is not None or number.scale > 1 or number.value % 1
        if not (
            self.is_["signed_after"].match(text, max(0, start - 4), start)
            and (broken or text[start - 1] == self.minus[-1])
        ):
            return number, start
        return replace(number, value=-number.value), start - 1

    def _money_left_out(self, text: str, number: Number, end: int, sign: str) -> str | None:
        """Nothing but money is counted in trillions, or in so round numbers with nothing behind."""
        trillions = number.scale >= 10**12 and "兆" not in text[number.start : number.end]  # 千兆 is a gigabit
        alone = sign and number.form == "scale" and self.is_["money_left_out"].match(text, end - 1)
        return "CNY" if (trillions or alone) and not self.is_["times_done"].match(text, end) else None

    def _behind(self, text: str, end: int) -> tuple[str, int, str]:
        """The comparator behind a number, its unit and its classifier; where it ends; the classifier."""
        if text[end : end + 1] in MARKS:
            return "", end, ""
        found = self.units.classifier.match(text, end)
        counted, behind = (found["classifier"] or "", found.end()) if found else ("", end)
        for at in dict.fromkeys((end, behind)):
            sign, closes = self.language.comparator_after(text, at)
            if sign:
                return sign, closes, counted
        return "", behind, counted

    def _range(self, text: str, first: Mention) -> Mention:
        joint = self.joiner.match(text, first.end)
        if not joint or joint.end() >= len(text) or first.unit == "rank":
            return first
        number = self.numbers.read(text, joint.end()) if self.numbers.anchor.match(text, joint.end()) else None
        if number is None or number.form not in ("digits", "words", first.number.form):
            return first
        second = self._mention(text, number)
        if second.unit is None and self._shares(text, first, second):
            second = replace(second, unit=first.unit)  # 百分之二到三, 5%－6
        low = first.number
        if low.scale == 1 and number.scale != 1 and low.value <= number.mantissa:
            low = low.scaled(number.scale)
        unlike = first.unit is not None and first.unit != second.unit
        arrow = joint["word"] in self.to and self.from_word.match(text, max(0, first.start - 26), first.start)
        if unlike or low.value >= number.value or (arrow and first.unit is not None):
            return first
        return replace(first, number=low, high=number, end=second.end, unit=second.unit, closes=second.closes)

    def _shares(self, text: str, first: Mention, second: Mention) -> bool:
        """Whether the second number of a range takes the unit of the first: nothing is counted behind it."""
        if first.number.form == "percent":
            return True
        if first.unit not in SHARES or second.counted or second.number.form == "words" or second.number.scale > 1:
            return False
        return self.is_["ended"].match(text, second.closes) is not None

    def shared(self, text: str, mentions: list[Mention], place: int) -> tuple[Mention, Mention]:
        """Return a mention and the next with the unit and scale they share: 10.6万、3.8万、3.3万平方公里."""
        left, right = mentions[place], mentions[place + 1]
        joint = self.is_["connector"].fullmatch(text[left.end : right.start])
        if left.unit is not None or not joint or left.high is not None or (joint["counted"] and right.unit != "pp"):
            return left, right
        number = left.number
        if number.scale == 1 and right.number.scale != 1:
            number = number.scaled(right.number.scale)
        return replace(left, number=number, unit=None if right.unit == "rank" else right.unit), right

    def listed(self, text: str, left: Mention, right: Mention) -> bool:
        """Whether two mentions are neighbours in a list."""
        return self.is_["listed"].fullmatch(text[left.closes : right.start]) is not None

    def spread_sign(self, text: str, first: Mention, last: Mention) -> str:
        """Return the comparator of a list that 分别 opens, or 跨越 leads."""
        low = max(0, first.start - 14)
        low = max(low, text.rfind("\n\n", low, first.start))
        if not self.is_["spread"].search(text, low, first.start):
            return "="
        return first.comparator if first.led else last.comparator if not last.led else "="

    def denominator(self, text: str, mentions: list[Mention], place: int, previous: int, inherited: str) -> str:
        """Return the denominator said before a mention: 人均, 亩均, 每年, 月, 日均; or of the one before and of it."""
        mention = mentions[place]
        unit = mention.unit or "count"
        low = max(previous, mention.start - 40)
        ended = CLAUSE_END.search(text, low, mention.start) if low < mention.start else None
        clause = text[ended.end() if ended else low : mention.start]
        below = self._written_before(clause, unit)
        before = mentions[place - 1] if place else mention
        if not below and place and unit == (before.unit or "").split("/")[0]:
            near = self.is_["same_of"].fullmatch(text[before.closes : mention.start])
            below = (before.unit or "").partition("/")[2] if near else ""
        return below

    def takes(self, unit: str | None, below: str) -> bool:
        """Whether a unit can be spread over a denominator."""
        unit = unit or "count"
        return "/" not in unit and unit not in RATIOS and unit not in TIMES

    def _per_person(self, clause: str) -> str:
        """The denominator of a clause with 人均: none before the first of a list that tells it of its last alone."""
        if self.is_["per_person_last"].match(clause):
            return ""
        return "person/year" if self.is_["each_year"].search(clause) else "person"

    def _written_before(self, clause: str, unit: str) -> str:
        if unit in self.money or unit in LAND_AND_GOODS:
            if self.is_["per_person"].search(clause):
                return self._per_person(clause)
            for words, below in self.below.items():
                if words in clause:
                    return below
        if unit in self.money and (each := self.each.search(clause)):
            return self.units.denominators.get(each["unit"]) or self.units.names[each["unit"]]
        if unit == "km" and self.is_["hourly"].search(clause):
            return "hour"
        if unit in self.money and self.is_["monthly"].search(clause):
            return "month"
        if not self.is_["yearly_or_daily_needs"].search(clause):
            return ""
        if self.is_["yearly"].search(clause):
            return "year"
        return "day" if self.is_["daily"].search(clause) else ""


@made_of_units
@cache
def chinese_scanner(language: Language) -> ChineseScanner:
    """Return the scanner of Chinese, made once."""
    return ChineseScanner(language)
