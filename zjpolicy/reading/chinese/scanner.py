"""Reads the quantities of a Chinese text: number, unit, comparator, what is a label and what is not."""

from dataclasses import replace
from decimal import Decimal
from functools import cache

import regex

from zjpolicy.languages import AHEAD, GAP, Language, alternatives, compiled
from zjpolicy.reading.chinese.labels import ChineseLabels
from zjpolicy.reading.chinese.numbers import HanNumberReader
from zjpolicy.reading.model import Mention, Number
from zjpolicy.reading.scanning import Scanner, patterns
from zjpolicy.registry.units import units

CLAUSE = "，。；：！？\n"
CONNECTOR = regex.compile(r"\s*(?P<counted>个)?[、和与及]\s*")
DIGITS = regex.compile(r"\d++")
MONEY = frozenset(("CNY", "USD", "EUR", "HKD", "JPY", "GBP"))
RATIOS = frozenset(("%", "pp", "bp", "permille", "fold", "times", "1", "rank"))
TIMES = frozenset(("year", "month", "day", "hour", "minute", "second", "week"))
MOST_TURNS = 30


class ChineseScanner(Scanner):
    """Finds the quantities of Chinese texts."""

    decimal_forms = frozenset(("digits", "words"))

    def __init__(self, language: Language) -> None:
        self.language = language
        self.numbers = HanNumberReader(language)
        self.anchor = self.numbers.anchor
        self.passes = (self.share_units, self.name_indices, self.spread_comparators, self.name_denominators)
        self.labels = ChineseLabels(language)
        table = language.table("units")
        self.counted = regex.compile(table["counted"])
        told = ("times_done", "money_left_out", "speed", "monthly", "yearly", "daily", "same_of", "spread", "each_year")
        self.is_ = patterns({name: table[name] for name in (*told, "more_time", "per_person")})
        self.below: dict[str, str] = table["below"]
        self.denominators: dict[str, str] = table["per"]
        ranges = language.table("ranges")
        self.joiner = regex.compile(rf"{GAP}(?P<word>{ranges['joiner']}){GAP}")
        self.from_word = regex.compile(rf"(?r)(?:{ranges['from']})[^，。；：]{{0,24}}")
        self.to: str = ranges["to"]
        names = {
            name: unit.code
            for unit in units().values()
            for name in unit.words.get(language.code, ())
            if name not in table["unsafe"]
        }
        names |= {symbol: unit.code for unit in units().values() for symbol in unit.symbols}
        names |= table["safe"]
        self.names = names
        words = alternatives(regex.escape(name) for name in names)
        self.unit = regex.compile(rf"{GAP}(?P<unit>{words})(?![A-Za-z])")
        below = alternatives(regex.escape(name) for name in [*names, *self.denominators])
        self.per = regex.compile(rf"(?:/|／|每)(?P<unit>{below})|·(?P<unit>{below})")
        self.fen = regex.compile(r"(?P<word>分|角)(?:钱)?(?=/|／|每|钱)")
        self.each = regex.compile(rf"每(?P<unit>{below})[^，。；、每\d]{{0,8}}$")
        self.classifier = regex.compile(rf"(?:{alternatives(table['classifiers'].split('|'))})?(?:（[^）]{{1,4}}）)?")
        figures = self.numbers.ones + "".join([*self.numbers.small, *self.numbers.large])
        follows = {name[0] for name in [*names, *table["classifiers"].split("|")]} | set(figures + table["follows"])
        self.lone = regex.compile(rf"[{figures}](?![{regex.escape(''.join(sorted(follows)))}]|\s)")

    def read(self, text: str, pos: int, taken: int) -> tuple[Mention | None, int]:
        """Read what starts at an anchor."""
        if rank := self.labels.rank_at(text, pos):
            value, start, end = rank
            place = Number(Decimal(value), start, end, "rank")
            return Mention(place, start, end, "rank", "=", None, start, end), end
        if self.lone.match(text, pos):
            return None, pos + 1
        number = self.numbers.read(text, pos)
        if number is None:
            run = DIGITS.match(text, pos) or self.numbers.han.match(text, pos)
            return None, max(pos + 1, run.end() if run else pos + 1)
        mention = self._range(text, self._mention(text, number))
        if self.labels.is_label(
            text, number, mention.unit, mention.end, mention.comparator != "=" or mention.high is not None
        ):
            return None, max(number.end, pos + 1)
        return mention, mention.end

    def _mention(self, text: str, number: Number) -> Mention:
        unit, end = self._unit(text, number)
        if unit in ("fen", "jiao"):
            factor = Decimal("0.01") if unit == "fen" else Decimal("0.1")
            number, unit = replace(number, value=number.value * factor), "CNY"
            unit, end = self._below(text, unit, end)
        if unit == "fold" and number.value <= MOST_TURNS:
            number = replace(number, value=2**number.value)  # 翻 is to double: 翻两番 is four times as much
        start = number.start
        sign, opens = self.language.comparator_before(text, start)
        if (
            text[max(0, start - 1) : start] in ("-", "－", "−")
            and text[max(0, start - 2) : start - 1] in CLAUSE + "为在至到"
        ):
            number, start = replace(number, value=-number.value), start - 1
        if number.more:
            sign = ">"
        trillions = number.scale >= 10**12 and "兆" not in text[number.start : number.end]  # 千兆 is a gigabit
        if (
            unit is None
            and not self.is_["times_done"].match(text, end)
            and (trillions or (sign and number.form == "scale" and self.is_["money_left_out"].match(text, end - 1)))
        ):
            unit = "CNY"  # nothing else is counted in trillions, or in so round numbers with nothing behind
        behind, tail = self._behind(text, end)
        if text[number.start : number.end] == "过半":
            sign = ">"
        led = bool(sign and not behind)
        return Mention(number, start, end, unit, behind or sign or "=", None, min(opens, start), tail, led)

    def _unit(self, text: str, number: Number) -> tuple[str | None, int]:
        fixed = {"percent": "%", "tenths": "%", "fraction": "1"}.get(number.form)
        if fixed:
            return fixed, number.end
        if found := self.fen.match(text, number.end, number.end + AHEAD):
            return ("fen" if found["word"] == "分" else "jiao"), found.end()
        if (found := self.is_["speed"].match(text, number.end)) and number.form == "digits":
            return "Mbps", found.end()
        found = self.unit.match(text, number.end, number.end + AHEAD)
        if not found:
            more = self.is_["more_time"].match(text, number.end, number.end + AHEAD)
            return (None, number.end) if not more else ("hour" if more["hour"] else "month", more.end())
        code = self.names[found["unit"]]
        end = found.end()
        if (
            code in TIMES
            and text[end : end + 1] in ("多", "余")
            and text[end + 1 : end + 2] in ("来", "的", "，", "间")
        ):
            end += 1
        return (code, end) if code in RATIOS else self._below(text, code, end)

    def _below(self, text: str, code: str, end: int) -> tuple[str, int]:
        while found := self.per.match(text, end, end + AHEAD):
            code, end = f"{code}/{self.denominators.get(found['unit']) or self.names[found['unit']]}", found.end()
        return code, end

    def _behind(self, text: str, end: int) -> tuple[str, int]:
        """The comparator behind a number, its unit and its classifier."""
        found = self.classifier.match(text, end)
        for at in dict.fromkeys((end, found.end() if found else end)):
            sign, tail = self.language.comparator_after(text, at)
            if sign:
                return sign, tail
        return "", found.end() if found else end

    def _range(self, text: str, first: Mention) -> Mention:
        joint = self.joiner.match(text, first.end)
        if (
            not joint
            or joint.end() >= len(text)
            or first.unit == "rank"
            or not self.numbers.anchor.match(text, joint.end())
        ):
            return first
        number = self.numbers.read(text, joint.end())
        if number is None or number.form not in ("digits", "words", first.number.form):
            return first
        second = self._mention(text, number)
        low = first.number
        if low.scale == 1 and number.scale != 1 and low.value <= number.value / number.scale:
            low = low.scaled(number.scale)
        unlike = first.unit is not None and first.unit != second.unit
        arrow = joint["word"] in self.to and self.from_word.match(text, max(0, first.start - 26), first.start)
        if unlike or low.value >= number.value or (arrow and first.unit is not None):
            return first
        return replace(first, number=low, high=number, end=second.end, unit=second.unit, closes=second.closes)

    def shared(self, text: str, mentions: list[Mention], place: int) -> tuple[Mention, Mention]:
        """Return a mention and the next with the unit and scale they share: 10.6万、3.8万、3.3万平方公里."""
        left, right = mentions[place], mentions[place + 1]
        joint = CONNECTOR.fullmatch(text[left.end : right.start])
        if left.unit is not None or not joint or left.high is not None or (joint["counted"] and right.unit != "pp"):
            return left, right
        number = left.number
        if number.scale == 1 and right.number.scale != 1:
            number = number.scaled(right.number.scale)
        return replace(left, number=number, unit=None if right.unit == "rank" else right.unit), right

    def listed(self, text: str, left: Mention, right: Mention) -> bool:
        """Whether two mentions are neighbours in a list."""
        return compiled(r"[、和与及，]\s*").fullmatch(text[left.closes : right.start]) is not None

    def spread_sign(self, text: str, first: Mention, last: Mention) -> str:
        """Return the comparator of a list that 分别 opens, or 跨越 leads."""
        if not self.is_["spread"].search(text, max(0, first.start - 14), first.start):
            return "="
        return first.comparator if first.led else last.comparator if not last.led else "="

    def denominator(self, text: str, mentions: list[Mention], place: int, previous: int, inherited: str) -> str:
        """Return the denominator said before a mention: 人均, 亩均, 每年, 月, 日均; or of the one before and of it."""
        mention = mentions[place]
        unit = mention.unit or "count"
        clause = text[max(previous, mention.start - 40) : mention.start]
        clause = clause[max(clause.rfind(mark) for mark in CLAUSE) + 1 :]
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

    def _written_before(self, clause: str, unit: str) -> str:
        if unit in MONEY or unit in ("m2", "kWh", "kg", "t", "mu", "jin", "m3"):
            if self.is_["per_person"].search(clause):
                return "person/year" if self.is_["each_year"].search(clause) else "person"
            for words, below in self.below.items():
                if words in clause:
                    return below
        if unit in MONEY and (each := self.each.search(clause)):
            return self.denominators.get(each["unit"]) or self.names[each["unit"]]
        if unit in MONEY and self.is_["monthly"].search(clause):
            return "month"
        if self.is_["yearly"].search(clause):
            return "year"
        return "day" if self.is_["daily"].search(clause) else ""


@cache
def chinese_scanner(language: Language) -> ChineseScanner:
    """Return the scanner of Chinese, made once."""
    return ChineseScanner(language)
