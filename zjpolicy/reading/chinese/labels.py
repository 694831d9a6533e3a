"""Chinese numbers that name and do not measure, and those that rank."""

import re

import regex

from zjpolicy.languages import Language
from zjpolicy.languages.numerals import one_to_ten, value_of
from zjpolicy.reading.model import Number
from zjpolicy.reading.scanning import covered, patterns

DIGIT = re.compile(r"\d")
QUOTES = '"“‘「『《'
OPENING, CLOSING = ("（", "(", "[", "［"), ("）", ")", "]", "］")
# Patterns that are read backwards from a number, with how many characters before it they may begin.
BACKWARDS = {"guard": 5, "ratio_before": 4, "so_many": 4, "last_mile": 3, "code_before": 6}
# What the classes of characters in them stand for.
SIMPLE = frozenset(one for one in map(chr, range(0x3001)) if one.isascii() or one.isspace())
DURATIONS = frozenset(("year", "month", "day", "hour", "minute", "week", "second"))


class ChineseLabels:
    """Tells labels and ranks from quantities in Chinese."""

    def __init__(self, language: Language) -> None:
        table = language.table("labels")
        self.is_ = patterns(table)
        self.plain = frozenset(one_to_ten() + "两")  # 陆 and 伍 are in names
        # What may stand straight before a number where a pattern ends that is read backwards: mostly something else.
        self.ends = {name: _ends(table[name]) for name in BACKWARDS}

    def rank_at(self, text: str, pos: int) -> tuple[int, int, int] | None:
        """Return value, start and end of the rank whose number starts at ``pos``: 第3位, 第三大, 500强."""
        if text[pos].isdecimal() and (rank := self._digit_rank(text, pos)):
            return rank
        if pos and text[pos - 1] == "第" and (found := self.is_["rank"].match(text, pos - 1)):
            value = value_of(found["value"])
            if found["value"] == "一" or (
                not found["tail"] and not self.is_["ranked"].match(text, max(0, pos - 14), pos - 1)
            ):
                return None
            return value, pos - 1, found.end("value")
        if pos and text[pos - 1] == "前" and (found := self.is_["front"].match(text, pos)):
            value = value_of(found["value"])
            return value, pos, found.end("value")
        return None

    def _digit_rank(self, text: str, pos: int) -> tuple[int, int, int] | None:
        """The rank in digits without 第: 500强, and 保7争6 where ranks are spoken of."""
        if (found := self.is_["strong"].match(text, pos)) and text[pos - 1 : pos] not in ("“", "."):
            return int(found["value"]), pos, found.end("value")
        if (found := self._guarded(text, pos)) and self.is_["ranking"].search(text, max(0, pos - 30), pos):
            return int(found[0]), pos, found.end()
        return None

    def _guarded(self, text: str, pos: int) -> regex.Match[str] | None:
        """The number at ``pos`` if it is one of 保7争6: what is to be kept and what is aimed at, unit left out."""
        return self.is_["guarded"].match(text, pos) if self._before("guard", text, pos) else None

    def _before(self, name: str, text: str, pos: int) -> bool:
        """Whether a pattern that is read backwards ends at ``pos``."""
        may = text[pos - 1 : pos] in self.ends[name]
        return may and self.is_[name].match(text, max(0, pos - BACKWARDS[name]), pos) is not None

    def is_name(self, text: str, number: Number) -> bool:
        """Whether a number in digits is part of a date, a code or a ratio, whatever stands behind it."""
        if number.form != "digits":
            return False
        start = number.start
        if self._dated(text, start) or self._coded(text, number):
            return True
        if self.is_["ratio"].match(text, number.end):
            return True
        return self._before("ratio_before", text, start)

    def is_label(self, text: str, number: Number, unit: str | None, end: int, compared: bool) -> bool:
        """Whether a number that is no name, read with its unit up to ``end``, names and does not measure."""
        if self._denominates(text, number, unit, end, compared) or self._programme(text, number, unit, end):
            return True
        if number.form in ("percent", "tenths"):
            return False
        if number.form == "fraction":
            digits = text[number.start].isdecimal()
            return digits and (self._coded(text, number) or self._dated(text, number.start))
        if unit == "year" and self._names_years(text, number, end):
            return True
        if unit in DURATIONS and number.value <= 100 and number.form != "digits" and self._spans(text, number, end):
            return True
        if number.form == "digits":
            return unit is None and number.scale == 1 and self._names(text, number)
        return self._characters(text, number, unit, end, compared)

    def _denominates(self, text: str, number: Number, unit: str | None, end: int, compared: bool) -> bool:
        """Whether a number is a denominator or a class: 每百户, 万元GDP能耗, 千亿级产业, 20万千瓦级."""
        previous = text[number.start - 1 : number.start]
        if (previous == "每" and number.form != "fraction") or (previous in ("/", "／") and number.form == "scale"):
            return True
        scaled = number.form == "scale" or unit is not None or number.scale >= 10_000
        if scaled and self.is_["class"].match(text, end):
            return True
        if number.form == "scale" and previous == "个" and self.is_["step"].match(text, end):
            return True  # steps by such an amount: 3个千亿元台阶
        if number.form == "scale" and unit == "CNY" and not compared and self.is_["per_output"].match(text, end):
            return True
        return unit is None and number.form == "digits" and self._guarded(text, number.start) is not None

    def _programme(self, text: str, number: Number, unit: str | None, end: int) -> bool:
        """Whether so many of an amount make a programme's name: 三个70%, 3个200万; and the last mile, 最后一公里."""
        if self._before("so_many", text, number.start):
            return number.form == "scale" or (unit in (None, "%") and (unit == "%" or number.scale > 1))
        if unit is None and number.value < 20 and self.is_["of_amounts"].match(text, number.end):
            return True
        return number.value == 1 and unit is not None and self._before("last_mile", text, number.start)

    def _names_years(self, text: str, number: Number, end: int) -> bool:
        """Whether years are an anniversary, a calendar's, a decade's or a name's: 20周年, 90年代, 九年义务教育."""
        if text[end - 2 : end] == "周年" or text[end : end + 1] == "代" or _like_year(number):
            return True
        if self.is_["of_years"].match(text, end):
            return True
        return number.value == 1 and text[number.start] == "一" and text[end - 1] == "年"

    def _coded(self, text: str, number: Number) -> bool:
        return self._before("code_before", text, number.start)

    def _spans(self, text: str, number: Number, end: int) -> bool:
        """Whether a duration in characters only tells which years are meant: 过去五年, 三年行动."""
        if self.is_["span_before"].match(text, max(0, number.start - 4), number.start) or self.is_["name_after"].match(
            text, end
        ):
            return True
        return text[number.start - 1 : number.start] in (*QUOTES, "十", "攻", "坚")

    def _names(self, text: str, number: Number) -> bool:
        """Whether bare digits are a code, a version, an item's number, a note's or a year."""
        start, written = number.start, text[number.start : number.end]
        ahead, behind = text[start - 1 : start], text[number.end : number.end + 1]
        if (written[0] == "0" and written[1:2].isdecimal()) or written[-2:] == ".0":
            return True
        if self.is_["code_after"].match(text, number.end) or self._points(text, number):
            return True
        if behind in ("”", "’") or (ahead and ahead in QUOTES and behind in ('"', "强")):
            return True
        if (ahead in OPENING and behind in CLOSING) or self.is_["event"].match(text, number.end):
            return True
        opens = not text[max(0, start - 8) : start].strip(" \t\u3000\u00a0（(").rpartition("\n")[2]
        if opens and self.is_["list_number"].match(text, start):
            return True
        if number.more or not _like_year(number):
            return False
        counted = self.is_["counted"].match(text, number.end)
        return not behind.strip("，。、；年—-－ \n") or (len(written) == 4 and not counted)

    def _points(self, text: str, number: Number) -> bool:
        """Whether the points of a policy are counted in its name: 民营经济32条."""
        point = text[number.end : number.end + 1] == "条" and self.is_["point_ends"].match(text, number.end + 1)
        return bool(point) and self.is_["of_points"].match(text, max(0, number.start - 6), number.start) is not None

    def _dated(self, text: str, start: int) -> bool:
        low = max(0, start - 8)
        return covered(DIGIT, self.is_["date"], text[low : start + 14], start - low)

    def _characters(self, text: str, number: Number, unit: str | None, end: int, compared: bool) -> bool:
        """Numerals in characters measure only with a unit, a comparator, or a large scale before a counted noun."""
        start = number.start
        if self.is_["name_before"].match(text, max(0, start - 2), start):
            return True
        if unit is not None:
            return self._measured(text, number, unit, compared)
        if number.form == "scale":
            return not (compared and number.value >= 100 and self.is_["compared"].match(text, number.end))
        return not self._counts(text, number, compared)

    def _measured(self, text: str, number: Number, unit: str, compared: bool) -> bool:
        """Whether a numeral with a unit is a label all the same: 百倍努力, 千年文化."""
        if number.form == "scale":
            multiple = unit == "times" and not self.is_["multiplied"].match(
                text, max(0, number.start - 4), number.start
            )
            return (unit in DURATIONS or multiple) and not compared
        return unit in ("g", "L", "m")

    def _counts(self, text: str, number: Number, compared: bool) -> bool:
        """Whether a numeral in characters counts what stands behind it."""
        start, end = number.start, number.end
        classified = self.is_["classified"].match(text, end)
        if number.value > 10 and end - start > 1 and (classified or self.is_["hundreds"].match(text, end)):
            return True
        if number.scale >= 10_000 and end - start > 1 and self.is_["people"].match(text, end):
            return True
        if number.more and (number.scale >= 10_000 or self.is_["hundreds"].match(text, end)):
            return True
        if number.value >= 2 and text[start] in self.plain and self._thing(text, start, end):
            return True
        return bool(classified) and number.value >= 2 and (compared or number.value > 10)

    def _thing(self, text: str, start: int, end: int) -> bool:
        """Whether things that stand or are used are counted, or parts of what is being built."""
        made = self.is_["making"].match(text, max(0, start - 4), start) and self.is_["pieces"].match(text, end)
        return bool(made or self.is_["things"].match(text, end))


def _ends(pattern: str) -> frozenset[str]:
    """The characters with which what a pattern is read backwards from may end."""
    backwards = regex.compile(pattern)
    return frozenset(one for one in SIMPLE.union(pattern) if backwards.match(one, partial=True))


def _like_year(number: Number) -> bool:
    return 1900 <= number.value <= 2100
