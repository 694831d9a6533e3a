"""Units as they stand behind Chinese numbers, and currency signs before them."""

from dataclasses import replace
from decimal import Decimal

import regex

from zjpolicy.languages import AHEAD, GAP, Language, any_of, compiled
from zjpolicy.reading.chinese.numbers import HanNumberReader
from zjpolicy.reading.model import Number
from zjpolicy.reading.scanning import patterns
from zjpolicy.reading.unit_words import currency_before, read_currency
from zjpolicy.registry.units import units

RATIOS = frozenset(("%", "pp", "bp", "permille", "fold", "times", "1", "rank"))
TIMES = frozenset(("year", "month", "day", "hour", "minute", "second", "week"))
FIXED = {"percent": "%", "tenths": "%", "fraction": "1"}
SHORT = {"cubic": "m3", "power": "kWh"}
MARKS = frozenset("，。；：、！？")  # straight behind which nothing stands that belongs to a number
MOST_TURNS = 30
HALF = Decimal("0.5")


def classifiers(language: Language) -> list[str]:
    """Return what may stand straight behind a number and before what it counts."""
    table = language.table("classifiers")
    return [*table["words"].split(), *table["at_numbers"].split()]


class ChineseUnits:
    """Reads the unit of a number in Chinese, and settles what unit and number say together."""

    def __init__(self, language: Language, numbers: HanNumberReader) -> None:
        table = language.table("units")
        self.numbers = numbers
        names = {
            name: unit.code
            for unit in units().values()
            for name in unit.words.get(language.code, ())
            if name not in table["unsafe"]
        }
        names |= {symbol: unit.code for unit in units().values() for symbol in unit.symbols}
        self.names: dict[str, str] = names | table["safe"]
        self.denominators: dict[str, str] = table["per"]
        self.classifiers = any_of(classifiers(language))
        words = any_of(self.names)
        scales = "".join([*numbers.small, *numbers.large])
        self.below = any_of([*self.names, *self.denominators])
        self.unit = compiled(rf"{GAP}(?P<unit>{words})(?:(?<![A-Za-z])|(?![A-Za-z]))")  # 70万吨PTA
        many = rf"(?P<unit>{self.below})|(?P<many>[{scales}]{{1,3}})(?P<unit>{self.below})"
        per = rf"(?:{GAP}[/／]{GAP}|每)(?:{many})(?![A-Za-z])"
        self.per = compiled(rf"{per}|·(?P<unit>{self.below})")
        self.counted_per = compiled(rf"(?:{self.classifiers})?{per}")
        # What tells at once that neither of them stands there.
        self.per_needs = compiled(rf"{GAP}[/／]|[每·]")
        self.counted_per_needs = compiled(rf"(?:{self.classifiers})?(?:{GAP}[/／]|每)")
        self.symbols = {**dict(table["letters"])}
        self.letters = compiled(rf"[/／](?P<unit>{any_of(self.symbols)})(?![A-Za-z])")
        self.classifier = compiled(rf"(?P<classifier>{self.classifiers})?(?:（[^）]{{1,4}}）)?")
        told = "fen speed more_time more_behind half_time half_behind cents fen_behind yuan cubic power".split()
        self.is_ = patterns({name: table[name] for name in told})
        self.currency = currency_before()
        monies = (unit for unit in units().values() if unit.dimension == unit.code != "CNY")
        self.named = compiled(f"(?r){any_of((w for m in monies for w in m.words[language.code]), backwards=True)}")

    def read(self, text: str, number: Number) -> tuple[Number, str | None, int]:
        """Return the number as its unit makes it, the unit and where it ends."""
        if number.form in FIXED:
            return number, FIXED[number.form], number.end
        unit, end = self._unit(text, number)
        if unit in ("fen", "jiao"):
            return self._small_money(text, number, unit, end)
        if unit == "fold" and number.value <= MOST_TURNS:
            return replace(number, value=2**number.value), unit, end  # 翻 is to double: 翻两番 is four times as much
        if unit == "CNY" and (cents := self.is_["cents"].match(text, end)):
            return self._cents(number, cents)
        return self._and_more(text, *self._and_a_half(text, number, unit, end))

    def _small_money(self, text: str, number: Number, unit: str, end: int) -> tuple[Number, str, int]:
        """Read 5分/千瓦时, 3毛钱, 2毛5分."""
        value = number.value * Decimal("0.01" if unit == "fen" else "0.1")
        if unit == "jiao" and (fen := self.is_["fen_behind"].match(text, end)):
            value, end = value + Decimal("0.01") * self._figure(fen["fen"]), fen.end()
        unit, end = self._below(text, "CNY", end)
        return replace(number, value=value), unit, end

    def _figure(self, word: str) -> int:
        return int(word) if word.isdecimal() else self.numbers.figures[word]

    def _and_more(self, text: str, number: Number, unit: str | None, end: int) -> tuple[Number, str | None, int]:
        """Read 五年多, 两倍多: what is more may stand behind the unit, or within it: 六个多月."""
        if unit and (more := self.is_["more_behind"].match(text, end)):
            return replace(number, more=True), unit, more.end()
        return (replace(number, more=True) if "多" in text[number.end : end] else number), unit, end

    def _cents(self, number: Number, cents: regex.Match[str]) -> tuple[Number, str, int]:
        """Read 3元5角, 壹佰贰拾叁元肆角伍分."""
        value = number.value
        for name, factor in (("jiao", Decimal("0.1")), ("fen", Decimal("0.01"))):
            if word := cents[name]:
                value += factor * self._figure(word)
        return replace(number, value=value), "CNY", cents.end()

    def _and_a_half(self, text: str, number: Number, unit: str | None, end: int) -> tuple[Number, str | None, int]:
        """Read 三年半, 两个半小时, 三个半百分点."""
        if unit in TIMES and self.is_["half_behind"].match(text, end):
            return replace(number, value=number.value + HALF), unit, end + 1
        if unit is None and (half := self.is_["half_time"].match(text, number.end)):
            unit = self.names.get(half["unit"]) or self.names[f"个{half['unit']}"]
            return replace(number, value=number.value + HALF), unit, half.end()
        return number, unit, end

    def _unit(self, text: str, number: Number) -> tuple[str | None, int]:
        if text[number.end : number.end + 1] in MARKS:
            return None, number.end
        if found := self.is_["fen"].match(text, number.end, number.end + AHEAD):
            return ("fen" if found["word"] == "分" else "jiao"), found.end()
        if number.form == "digits" and (found := self.is_["speed"].match(text, number.end)):
            return "Mbps", found.end()
        found = self.unit.match(text, number.end, number.end + AHEAD)
        if not found and (yuan := self.is_["yuan"].match(text, number.end)):
            return "CNY", yuan.end()
        if not found and number.scale >= 10_000 and (short := self._short(text, number.end)):
            return self._below(text, short, number.end + 1)
        if not found:
            more = self.is_["more_time"].match(text, number.end, number.end + AHEAD)
            return (None, number.end) if not more else ("hour" if more["hour"] else "month", more.end())
        code, end = self.names[found["unit"]], found.end()
        if (
            code in TIMES
            and text[end : end + 1] in ("多", "余")
            and text[end + 1 : end + 2] in ("来", "的", "，", "间")
        ):
            end += 1
        return (code, end) if code in RATIOS else self._below(text, code, end)

    def _short(self, text: str, end: int) -> str:
        """The unit that one character stands for behind a large scale: 3亿方, 3亿度."""
        return next((unit for name, unit in SHORT.items() if self.is_[name].match(text, end)), "")

    def _below(self, text: str, code: str, end: int) -> tuple[str, int]:
        """Read denominators: 元/吨, 千米每小时, 吨标准煤/万元."""
        while True:
            if not self.per_needs.match(text, end, end + AHEAD):
                return code, end
            if letter := self.letters.match(text, end, end + AHEAD):
                return f"{code}/{self.symbols[letter['unit']]}", letter.end()
            found = self.per.match(text, end, end + AHEAD)
            if not found:
                return code, end
            code, end = f"{code}/{self._denominator(found)}", found.end()

    def _denominator(self, found: regex.Match[str]) -> str:
        below = self.denominators.get(found["unit"]) or self.names[found["unit"]]
        many = self.numbers.numeral(found["many"]) if found["many"] else None
        return f"{many}{below}" if many else below

    def read_counted(self, text: str, pos: int) -> str | None:
        """Return the unit of things counted over a denominator, which is no part of the span: 人/平方公里."""
        if not self.counted_per_needs.match(text, pos, pos + AHEAD):
            return None
        found = self.counted_per.match(text, pos, pos + AHEAD)
        return f"count/{self._denominator(found)}" if found and text[pos : found.end()].strip("/／") else None

    def sign_before(self, text: str, pos: int) -> bool:
        """Whether a currency's sign ends at ``pos``."""
        return read_currency(self.currency, text, pos)[0] is not None

    def read_sign(self, text: str, number: Number, unit: str | None, end: int) -> tuple[str | None, int, int]:
        """Return the unit with the currency whose sign or name stands before a number, where it starts and ends."""
        start = number.start
        if not start or number.form != "digits" or not (unit is None or unit.startswith("CNY")):
            return unit, start, end
        if unit and (named := self.named.match(text, max(0, start - 6), start)):
            return self.names[named[0]] + unit[3:], start, end  # 港币20亿元
        if text[start - 1].isalnum() and not text[start - 1].isascii():
            return unit, start, end
        currency, opened = read_currency(self.currency, text, start)
        if currency is None or (unit and currency != "CNY"):
            return unit, start, end
        if unit is None:
            unit, end = self._below(text, currency, end)
        return unit, opened, end
