"""Chinese numbers that name and do not measure, and those that rank."""

import regex

from zjpolicy.languages import Language
from zjpolicy.reading.model import Number
from zjpolicy.reading.scanning import patterns

NUMERALS = {word: value for value, word in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
QUOTES = '"“‘「『《'
OPENING, CLOSING = ("（", "(", "[", "［"), ("）", ")", "]", "］")
DURATIONS = frozenset(("year", "month", "day", "hour", "minute", "week", "second"))


class ChineseLabels:
    """Tells labels and ranks from quantities in Chinese."""

    def __init__(self, language: Language) -> None:
        self.is_ = patterns(language.table("labels"))

    def rank_at(self, text: str, pos: int) -> tuple[int, int, int] | None:
        """Return value, start and end of the rank whose number starts at ``pos``: 第3位, 第三大, 500强."""
        if (
            text[pos].isdecimal()
            and (found := self.is_["strong"].match(text, pos))
            and text[pos - 1 : pos] not in ("“", ".")
        ):
            return int(found["value"]), pos, found.end("value")
        if (
            text[pos].isdecimal()
            and (found := self._guarded(text, pos))
            and self.is_["ranking"].search(text, max(0, pos - 30), pos)
        ):
            return int(found[0]), pos, found.end()
        if pos and text[pos - 1] == "第" and (found := self.is_["rank"].match(text, pos - 1)):
            value = int(found["value"]) if found["value"].isdecimal() else NUMERALS[found["value"]]
            if found["value"] == "一" or (
                not found["tail"] and not self.is_["ranked"].match(text, max(0, pos - 14), pos - 1)
            ):
                return None
            return value, pos - 1, found.end("value")
        if pos and text[pos - 1] == "前" and (found := self.is_["front"].match(text, pos)):
            value = int(found["value"]) if found["value"].isdecimal() else NUMERALS[found["value"]]
            return value, pos, found.end("value")
        return None

    def _guarded(self, text: str, pos: int) -> regex.Match[str] | None:
        """The number at ``pos`` if it is one of 保7争6: what is to be kept and what is aimed at, unit left out."""
        return self.is_["guarded"].match(text, pos) if self.is_["guard"].match(text, max(0, pos - 5), pos) else None

    def is_label(self, text: str, number: Number, unit: str | None, end: int, compared: bool) -> bool:
        """Whether a number, read with its unit up to ``end``, names and does not measure."""
        previous = text[number.start - 1 : number.start]
        if (previous == "每" and number.form != "fraction") or (previous in ("/", "／") and number.form == "scale"):
            return True  # a denominator: 每千瓦时, 每百户, 每10万人, 公里/百平方公里
        if number.form == "scale" and text[end : end + 1] == "级":
            return True  # a class: 千亿级产业, 百万千瓦级机组
        if number.form == "scale" and previous == "个" and self.is_["step"].match(text, end):
            return True  # steps by such an amount: 3个千亿元台阶
        if number.form == "scale" and unit == "CNY" and not compared and self.is_["per_output"].match(text, end):
            return True  # a denominator in a name: 万元GDP能耗
        if unit is None and number.form == "digits" and self._guarded(text, number.start):
            return True
        if number.form in ("percent", "tenths"):
            return False
        if number.form == "fraction":
            return text[number.start : number.start + 1].isdecimal() and self._coded(text, number)
        if unit == "year" and (text[end - 2 : end] == "周年" or text[end : end + 1] == "代" or _like_year(number)):
            return True
        if unit == "year" and number.value == 1 and text[number.start] == "一":
            return True
        if unit in DURATIONS and number.value <= 100 and number.form != "digits" and self._spans(text, number, end):
            return True
        if number.form == "digits":
            return self._digits(text, number, unit)
        return self._characters(text, number, unit, compared)

    def _coded(self, text: str, number: Number) -> bool:
        return self.is_["code_before"].match(text, max(0, number.start - 6), number.start) is not None

    def _spans(self, text: str, number: Number, end: int) -> bool:
        """Whether a duration in characters only tells which years are meant: 过去五年, 三年行动."""
        if self.is_["span_before"].match(text, max(0, number.start - 4), number.start) or self.is_["name_after"].match(
            text, end
        ):
            return True
        return text[number.start - 1 : number.start] in (*QUOTES, "十", "攻", "坚")

    def _digits(self, text: str, number: Number, unit: str | None) -> bool:
        start = number.start
        if self._dated(text, start) or self._coded(text, number):
            return True
        if self.is_["ratio"].match(text, number.end) or self.is_["ratio_before"].match(text, max(0, start - 2), start):
            return True
        return unit is None and number.scale == 1 and self._names(text, number)

    def _names(self, text: str, number: Number) -> bool:
        """Whether bare digits are a code, a version, an item's number, a note's or a year."""
        start, written = number.start, text[number.start : number.end]
        ahead, behind = text[start - 1 : start], text[number.end : number.end + 1]
        if (
            self.is_["code_after"].match(text, number.end)
            or (written[0] == "0" and written[1:2].isdecimal())
            or written[-2:] == ".0"
        ):
            return True
        if behind in ("”", "’") or (ahead in QUOTES and behind in ('"', "强", "")):
            return True
        if (ahead in OPENING and behind in CLOSING) or self.is_["event"].match(text, number.end):
            return True
        opens = not text[max(0, start - 8) : start].strip(" \t\u3000\u00a0（(").rpartition("\n")[2]
        if opens and self.is_["list_number"].match(text, start):
            return True
        if number.more or not _like_year(number):
            return False
        return not behind.strip("，。、；年—-－ \n") or (
            len(written) == 4 and not self.is_["counted"].match(text, number.end)
        )

    def _dated(self, text: str, start: int) -> bool:
        low = max(0, start - 8)
        near = text[low : start + 14]
        return any(found.start() <= start - low < found.end() for found in self.is_["date"].finditer(near))

    def _characters(self, text: str, number: Number, unit: str | None, compared: bool) -> bool:
        """Numerals in characters measure only with a unit, a comparator, or a large scale before a counted noun."""
        start, end = number.start, number.end
        before = text[max(0, start - 1) : start]
        if (
            before in (*QUOTES, "第", "·", "十")
            or before in ("数", "几")
            or (before == "成" and text[max(0, start - 2) : start] != "建成")
        ):
            return True
        if unit is not None:
            if number.form == "scale":
                return not (unit != "year" and unit not in DURATIONS) and not compared
            return unit in ("g", "L", "m") or (unit == "times" and number.value == 1)
        if number.form == "scale":
            return not (compared and number.value >= 100 and self.is_["compared"].match(text[end : end + 2]))
        if (
            number.value >= 100
            and number.scale >= 1
            and len(text[start:end]) > 1
            and self.is_["classified"].match(text, end)
        ):
            return False
        if (
            number.value >= 2
            and text[start] in NUMERALS
            and (
                self.is_["things"].match(text, end)
                or (self.is_["making"].match(text, max(0, start - 4), start) and self.is_["pieces"].match(text, end))
            )
        ):
            return False
        return not (self.is_["classified"].match(text, end) and (number.value >= 2) and (compared or number.value > 10))


def _like_year(number: Number) -> bool:
    return 1900 <= number.value <= 2100
