"""Reads the quantities of a Chinese text: number, unit, comparator, what is a label and what is not."""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

import regex

from zjpolicy.languages import AHEAD, GAP, Language, alternatives, compiled
from zjpolicy.reading.chinese.labels import is_label, rank_at
from zjpolicy.reading.chinese.numbers import HanNumber, HanNumberReader
from zjpolicy.reading.model import Quantity
from zjpolicy.registry.units import units

# Words that name units elsewhere but too often something else straight behind a number.
UNSAFE = frozenset(("人", "户", "日", "周", "方", "兆", "升", "米", "家"))
CLAUSE = "，。；：！？\n"
CONNECTOR = regex.compile(r"\s*(?P<counted>个)?[、和与及]\s*")
# What goes on with a numeral of one character besides units and classifiers; most such numerals are parts of words.
FOLLOWS = "点分角成半多余几数个家名人户亩座项条套辆台件场所艘架只头棵公至到/／每·-－—–―~～〇零"
# Behind a broken number: something counted, unless the words only go on with the sentence.
COUNTED = regex.compile(r"(?![降提缩升扩上下增]|分(?!点)|左右|以[上下内])[多余]?\p{Han}")
JOINER = regex.compile(rf"{GAP}(?:-{{1,2}}|－|—{{1,2}}|–|―|~|～|至|到){GAP}")
TIMES_DONE = regex.compile("次|人|件|条|个")
MONEY_LEFT_OUT = regex.compile("亿(?=[，。；、])")
FROM = regex.compile(r"(?r)(?:从|由|自)[^，。；：]{0,24}")
DIGITS = regex.compile(r"\d++")
SPEED = regex.compile("兆(?=(?:及?以上)?的?(?:宽带|带宽|光纤|光网|网络|网速|接入|速率|用户))")
PER = {
    "人": "person",
    "户": "household",
    "年": "year",
    "月": "month",
    "日": "day",
    "天": "day",
    "亩": "mu",
    "小时": "hour",
}
# Denominators told before the number, the longer first.
BELOW = {
    "每人每年": "person/year",
    "每人每月": "person/month",
    "每人": "person",
    "亩均": "mu",
    "每亩": "mu",
    "户均": "household",
    "每户": "household",
}
MONTHLY = regex.compile(r"每月|月均|月(?:最低)?(?:工资|收入|销售额|标准|养老金)?$|月销售额")
YEARLY, DAILY = regex.compile("年均|每年|年产|年处理|年发电|年供"), regex.compile("日均|每天|每日|日处理|日产")
MONEY = frozenset(("CNY", "USD", "EUR", "HKD", "JPY", "GBP"))
RATIOS = frozenset(("%", "pp", "bp", "permille", "fold", "times", "1", "rank"))
TIMES = frozenset(("year", "month", "day", "hour", "minute", "second", "week"))
MOST_TURNS = 30


@dataclass(frozen=True)
class Mention:
    """A number with unit and comparator before lists are settled."""

    number: HanNumber
    start: int
    end: int
    unit: str | None
    comparator: str
    high: Decimal | None = None
    tail: int = 0  # where classifier and comparator behind it end
    before: bool = False  # whether its comparator stands before it

    def quantity(self, text: str) -> Quantity:
        """Return the mention as a `Quantity` of the text."""
        value = _plain(self.number.value)
        surface, unit = text[self.start : self.end], self.unit or "count"
        if self.high is not None:
            return Quantity(self.start, self.end, surface, None, value, _plain(self.high), "range", unit)
        return Quantity(self.start, self.end, surface, value, None, None, self.comparator, unit)


class HanScanner:
    """Finds the quantities of Chinese texts."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.numbers = HanNumberReader(language)
        table = language.table("units")
        names = {
            name: unit.code
            for unit in units().values()
            for name in unit.words.get(language.code, ())
            if name not in UNSAFE
        }
        names |= {symbol: unit.code for unit in units().values() for symbol in unit.symbols}
        names |= {"TEU": "TEU", "米": "m", "升": "L", "周岁": "year", "岁": "year", "年": "year"}
        self.names = names
        words = alternatives(regex.escape(name) for name in names)
        self.unit = regex.compile(rf"{GAP}(?P<unit>{words})(?![A-Za-z])")
        below = alternatives(regex.escape(name) for name in [*names, *PER])
        self.per = regex.compile(rf"(?:/|／|每)(?P<unit>{below})|·(?P<unit>{below})")
        self.fen = regex.compile(r"(?P<word>分|角)(?:钱)?(?=/|／|每|钱)")
        self.each = regex.compile(rf"每(?P<unit>{below})[^，。；、每\d]{{0,8}}$")
        self.classifier = regex.compile(rf"(?:{alternatives(table['classifiers'].split('|'))})?(?:（[^）]{{1,4}}）)?")
        self.per_person = regex.compile(table["per_person"])
        figures = self.numbers.ones + "".join([*self.numbers.small, *self.numbers.large])
        follows = {name[0] for name in [*names, *table["classifiers"].split("|")]} | set(figures + FOLLOWS)
        self.lone = regex.compile(rf"[{figures}](?![{regex.escape(''.join(sorted(follows)))}]|\s)")

    def scan(self, text: str) -> list[Quantity]:
        """Return the quantities of a text in text order."""
        mentions: list[Mention] = []
        pos = 0
        for anchor in self.numbers.anchor.finditer(text):
            if anchor.start() < pos:
                continue
            mention, pos = self._read(text, anchor.start())
            if mention is not None:
                mentions.append(mention)
        self._share(text, mentions)
        self._name_indices(text, mentions)
        self._spread(text, mentions)
        self._compound(text, mentions)
        return [mention.quantity(text) for mention in mentions]

    def _read(self, text: str, pos: int) -> tuple[Mention | None, int]:
        if rank := rank_at(text, pos):
            value, start, end = rank
            return Mention(HanNumber(Decimal(value), start, end, "han"), start, end, "rank", "=", tail=end), end
        if self.lone.match(text, pos):
            return None, pos + 1
        number = self.numbers.read(text, pos)
        if number is None:
            run = DIGITS.match(text, pos) or self.numbers.han.match(text, pos)
            return None, max(pos + 1, run.end() if run else pos + 1)
        mention = self._range(text, self._mention(text, number))
        if is_label(text, number, mention.unit, mention.end, mention.comparator != "=" or mention.high is not None):
            return None, max(number.end, pos + 1)
        return mention, mention.end

    def _mention(self, text: str, number: HanNumber) -> Mention:
        unit, end = self._unit(text, number)
        if unit in ("fen", "jiao"):
            factor = Decimal("0.01") if unit == "fen" else Decimal("0.1")
            number, unit = replace(number, value=number.value * factor), "CNY"
            unit, end = self._below(text, unit, end)
        if unit == "fold" and number.value <= MOST_TURNS:
            number = replace(number, value=2**number.value)  # 翻 is to double: 翻两番 is four times as much
        start = number.start
        sign, _ = self.language.comparator_before(text, start)
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
            and not TIMES_DONE.match(text, end)
            and (trillions or (sign and number.form == "scale" and MONEY_LEFT_OUT.match(text, end - 1)))
        ):
            unit = "CNY"  # nothing else is counted in trillions, or in so round numbers with nothing behind
        behind, tail = self._behind(text, end)
        if text[number.start : number.end] == "过半":
            sign = ">"
        return Mention(number, start, end, unit, behind or sign or "=", None, tail, bool(sign and not behind))

    def _unit(self, text: str, number: HanNumber) -> tuple[str | None, int]:
        fixed = {"percent": "%", "tenths": "%", "fraction": "1"}.get(number.form)
        if fixed:
            return fixed, number.end
        if found := self.fen.match(text, number.end, number.end + AHEAD):
            return ("fen" if found["word"] == "分" else "jiao"), found.end()
        if (found := SPEED.match(text, number.end)) and number.form == "digits":
            return "Mbps", found.end()
        found = self.unit.match(text, number.end, number.end + AHEAD)
        if not found:
            more = compiled(r"个[多余]月|个多(?P<u>小时)").match(text, number.end, number.end + AHEAD)
            return (None, number.end) if not more else ("hour" if more["u"] else "month", more.end())
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
            code, end = f"{code}/{PER.get(found['unit']) or self.names[found['unit']]}", found.end()
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
        joint = JOINER.match(text, first.end)
        if (
            not joint
            or joint.end() >= len(text)
            or first.unit == "rank"
            or not self.numbers.anchor.match(text, joint.end())
        ):
            return first
        number = self.numbers.read(text, joint.end())
        if number is None or number.form not in ("digits", "han", first.number.form):
            return first
        second = self._mention(text, number)
        low = first.number
        if low.scale == 1 and number.scale != 1 and low.value <= number.value / number.scale:
            low = replace(low, value=low.value * number.scale, scale=number.scale)
        unlike = first.unit is not None and first.unit != second.unit
        arrow = joint[0].strip() in ("到", "至") and FROM.match(text, max(0, first.start - 26), first.start)
        if unlike or low.value >= number.value or (arrow and first.unit is not None):
            return first
        return replace(first, number=low, high=number.value, end=second.end, unit=second.unit, tail=second.tail)

    def _share(self, text: str, mentions: list[Mention]) -> None:
        """Give unit and scale at a list's end to its items: 10.6万、3.8万、3.3万平方公里."""
        for place in range(len(mentions) - 2, -1, -1):
            left, right = mentions[place], mentions[place + 1]
            joint = CONNECTOR.fullmatch(text[left.end : right.start])
            if left.unit is not None or not joint or left.high is not None or (joint["counted"] and right.unit != "pp"):
                continue
            number = left.number
            if number.scale == 1 and right.number.scale != 1:
                number = replace(number, value=number.value * right.number.scale, scale=right.number.scale)
            unit = None if right.unit == "rank" else right.unit
            mentions[place] = replace(left, number=number, unit=unit)

    def _name_indices(self, text: str, mentions: list[Mention]) -> None:
        """No count is broken: a bare 0.462 with nothing counted behind it is an index or a ratio."""
        for place, mention in enumerate(mentions):
            value = mention.number.value if mention.high is None else mention.high
            bare = mention.unit is None and mention.number.scale == 1 and value % 1
            if bare and not COUNTED.match(text, mention.end):
                mentions[place] = replace(mention, unit="1")

    def _spread(self, text: str, mentions: list[Mention]) -> None:
        """Let a comparator hold for every item of a list that 分别 opens, or 跨越 leads."""
        place = 0
        while place < len(mentions):
            last = place
            while last + 1 < len(mentions) and compiled(r"[、和与及，]\s*").fullmatch(
                text[mentions[last].tail : mentions[last + 1].start]
            ):
                last += 1
            ahead = text[max(0, mentions[place].start - 14) : mentions[place].start]
            if last > place and compiled(r"分别|先后|跨越|连续突破|接连|相继").search(ahead):
                first, final = mentions[place], mentions[last]
                sign = first.comparator if first.before else final.comparator if not final.before else "="
                for at in range(place, last + 1):
                    if mentions[at].comparator == "=" and not mentions[at].number.more:
                        mentions[at] = replace(mentions[at], comparator=sign)
            place = last + 1

    def _compound(self, text: str, mentions: list[Mention]) -> None:
        """Add the denominators that stand before the number: 人均, 亩均, 每年, 月, 日均."""
        previous = 0
        for place, mention in enumerate(mentions):
            unit = mention.unit or "count"
            low = max(previous, mention.start - 40)
            clause = text[low : mention.start]
            clause = clause[max(clause.rfind(mark) for mark in CLAUSE) + 1 :]
            below = self._written_before(clause, unit)
            before = mentions[place - 1] if place else mention
            if not below and place and unit == (before.unit or "").split("/")[0]:
                near = compiled(
                    r"(?:[、和与]|[^，。；、]{0,3}(?:提高|降|增加|调整|上调|提升|增|升)[^，。；、]{0,2}[到至](?:\d{4}年的?|目前的)?)"
                ).fullmatch(
                    text[before.tail : mention.start],
                )
                below = (before.unit or "").partition("/")[2] if near else ""
            if below and "/" not in unit and unit not in RATIOS and unit not in TIMES:
                mentions[place] = replace(mention, unit=f"{unit}/{below}")
            previous = mention.end

    def _written_before(self, clause: str, unit: str) -> str:
        if unit in MONEY or unit in ("m2", "kWh", "kg", "t", "mu", "jin", "m3"):
            if self.per_person.search(clause):
                return "person/year" if compiled(r"每人每年|每年").search(clause) else "person"
            for words, below in BELOW.items():
                if words in clause:
                    return below
        if unit in MONEY and (each := self.each.search(clause)):
            return PER.get(each["unit"]) or self.names[each["unit"]]
        if unit in MONEY and MONTHLY.search(clause):
            return "month"
        if YEARLY.search(clause):
            return "year"
        return "day" if DAILY.search(clause) else ""


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


@cache
def han_scanner(language: Language) -> HanScanner:
    """Return the scanner of Chinese, made once."""
    return HanScanner(language)
