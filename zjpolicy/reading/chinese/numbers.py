"""Chinese numerals to numbers: digits with scales, characters plain and financial, fractions, tenths."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from math import prod

import regex

from zjpolicy.languages import AHEAD, Language, compiled
from zjpolicy.reading.model import MAX_DIGITS, Number

NUMERALS = 1024  # whose values are remembered


@dataclass
class _Sum:
    """A numeral summed up from left to right: what large scales closed, and the section that is open."""

    total: Decimal = Decimal(0)
    section: Decimal = Decimal(0)
    current: Decimal | None = None
    last: Decimal = Decimal(0)  # the scale read last; none right behind a zero
    large: Decimal = Decimal(0)  # the large scale read last

    def figure(self, value: Decimal) -> bool:
        """Take a figure; False where one stands already."""
        if self.current:
            return False
        self.current, self.last = value, (Decimal(0) if not value else self.last)
        return True

    def small(self, scale: Decimal) -> None:
        """Take ten, a hundred or a thousand."""
        if self.current is None and 0 < self.last < scale:  # behind a smaller one it multiplies: 十千
            self.section *= scale
        else:
            self.section += (self.current or Decimal(1)) * scale
        self.current, self.last = None, scale

    def large_scale(self, scale: Decimal) -> None:
        """Take 万 or 亿: behind a smaller one it is said of all before it (一万五千亿), else of its section."""
        amount = self.section + (self.current or 0)
        if not amount and not self.total:
            amount = Decimal(1)
        if not amount or (self.total and scale > self.large):
            self.total = (self.total + amount) * scale
        else:
            self.total += amount * scale
        self.section, self.current, self.last, self.large = Decimal(0), None, scale, scale

    def value(self) -> Decimal:
        """The sum; a figure right behind a hundred or more counts the scale below it: 三千六, 一万二."""
        end = self.current or Decimal(0)
        if end and end == int(end) and end < 10 and self.last >= 100:
            end *= self.last / 10
        return self.total + self.section + end


class HanNumberReader:
    """Reads the numbers of Chinese texts at given places."""

    def __init__(self, language: Language) -> None:
        table = language.table("numbers")
        self.unread: str = table["unread"]
        self.figures: dict[str, int] = table["digits"]
        self.small: dict[str, int] = table["small_scales"]
        self.large: dict[str, int] = table["large_scales"]
        self.foreign_scales: dict[str, int] = table["foreign_scales"]
        self.foreign = compiled(rf"[ \u00a0]?(?P<scale>{'|'.join(self.foreign_scales)})(?![A-Za-z])", re.I)
        self.unit_begins, no_unit = compiled(table["unit_begins"]), f"(?!{table['unit_next']})"
        ones, small = "".join(self.figures), "".join(self.small)
        scales = small + "".join(self.large)
        self.ones = ones
        self.tail, self.inner_more = compiled(table["more"]), compiled(table["inner_more"])
        any_scale = f"(?:[{scales.replace('兆', '')}]|兆(?={table['trillion_of']}))"
        self.digits = compiled(
            r"(?P<digits>\d{1,3}+(?:[,，]\d{3})++(?!\d)|\d++)(?P<decimals>[.．]\d++(?![.．]\d))?"
            rf"(?:/(?P<ratio>\d{{1,3}}+)(?!\d)|(?P<more>{table['inner_more']})?(?P<scale>{any_scale}{{1,4}}{no_unit})?)"
        )
        # What a mixed numeral goes on with behind a scale: 3万|4000, 2千|零30万, 1亿|2千多万.
        self.following = compiled(
            rf"零?(?P<digits>\d{{1,4}}+)(?![\d.,，．年])(?P<more>{table['inner_more']})?(?P<scale>{any_scale}{{1,3}}{no_unit})?"
        )
        scales = self.scales = scales.replace("兆", "")  # in words it is the megawatt's
        large = "".join(self.large).replace("兆", "")
        self.inner = compiled(rf"{table['inner_more']}(?P<scale>[{''.join(self.large)}])")
        self.han = compiled(rf"[{ones}{scales}]++(?:[点點][{ones}]++)?")
        self.numerals = compiled(
            rf"[{ones}{scales}]++(?:[点點][{ones}]++)?+(?:(?P<more>{table['inner_more']})?[{large}]++)?+"
        )
        self.paired = frozenset(f"{ones}十、")  # what may stand second in a pair
        self.pair = compiled(
            rf"(?P<tens>[{ones}]?十)?(?P<low>[{ones}])(?P<apart>、)?(?P<high>[{ones}])(?:(?P<scale>[{scales}]{{1,4}}{no_unit})|(?={table['counters']}))"
        )
        self.parts = compiled(
            rf"(?P<bottom>[百千万十{ones}]+?)分之(?P<top>\d++(?:\.\d++)?|[{ones}{scales}]++(?:[点點][{ones}]++)?)"
        )
        self.tenths = compiled(
            rf"(?P<count>[{ones}\d半])成(?P<half>[{ones}半])?(?={table['tenths_before']}|[ \u3000]*(?:[\r\n]|$)"
            rf"|(?<=[{table['tenths_after']}][{ones}\d]成)(?![{table['tenths_not_before']}]))"
        )
        self.half = compiled(table["half"])
        self.numeral = lru_cache(NUMERALS)(self._numeral)  # few numerals are in most texts, and again and again

    @cached_property
    def anchor(self) -> regex.Pattern[str]:
        """Pattern of the characters a number may start with."""
        return compiled(rf"[过对](?=半)|[\d{self.ones}半{''.join(self.small)}{''.join(self.large).replace('兆', '')}]")

    def read(self, text: str, pos: int) -> Number | None:
        """Read the number that starts at ``pos``, or return None."""
        if pos and text[pos - 1] in self.unread:
            return None
        if text[pos].isdecimal():
            return self._tenths(text, pos) or self._digits(text, pos)
        if found := self.half.match(text, pos, pos + AHEAD):
            return Number(Decimal("0.5"), pos, found.end(), "fraction" if len(found[0]) > 1 else "words")
        return self._part_of(text, pos) or self._han(text, pos)

    def _part_of(self, text: str, pos: int) -> Number | None:
        """Read 三分之一, 百分之五, 三成."""
        if text.find("分之", pos, pos + AHEAD) > 0 and (found := self.parts.match(text, pos, pos + AHEAD)):
            return self._parts(text, found)
        return self._tenths(text, pos)

    def _tenths(self, text: str, pos: int) -> Number | None:
        if text.startswith("成", pos + 1) and (found := self.tenths.match(text, pos, pos + AHEAD)):
            count = Decimal("0.5") if found["count"] == "半" else self._plain(found["count"])
            extra = {"半": Decimal(5), None: Decimal(0)}.get(found["half"])
            value = count * 10 + (self._plain(found["half"]) if extra is None else extra)
            return self._behind(text, Number(value, pos, found.end(), "tenths"))
        return None

    def _parts(self, text: str, found: regex.Match[str]) -> Number | None:
        bottom = {"百": Decimal(100), "千": Decimal(1000), "万": Decimal(10000)}.get(found["bottom"])
        bottom = bottom or self._plain(found["bottom"])
        top = self._plain(found["top"])
        if not bottom:
            return None
        if found["bottom"] == "百":
            return self._behind(text, Number(top, found.start(), found.end(), "percent"))
        return Number(top / bottom, found.start(), found.end(), "fraction")

    def _digits(self, text: str, pos: int) -> Number | None:
        found = self.digits.match(text, pos)
        if not found or len(found["digits"] + (found["decimals"] or "")) > MAX_DIGITS:
            return None
        if found["scale"] and text[found.end() : found.end() + 1] in self.large:
            return None  # a chain of scales, cut short: no amount at all
        whole, decimals = found["digits"], found["decimals"] or ""
        value = Decimal(whole.replace(",", "").replace("，", "") + decimals.replace("．", "."))
        if found["ratio"]:
            bottom = Decimal(int(found["ratio"]))
            return Number(value / bottom, pos, found.end("ratio"), "fraction") if 0 < value < bottom else None
        number = Number(value, pos, found.end(), "digits")
        if found["scale"]:
            number = self._sum(text, number, found)
        elif foreign := self.foreign.match(text, found.end(), found.end() + AHEAD):
            scale = Decimal(self.foreign_scales[foreign["scale"].lower()])
            return Number(value * scale, pos, foreign.end(), "digits", scale)
        elif found["more"]:
            number = replace(number, end=found.start("more"))
        return number if number.more else self._behind(text, number)

    def _sum(self, text: str, first: Number, found: regex.Match[str]) -> Number:
        """Read on behind a scale: 3万5千, 2亿3000万, 1万5000亿, 2千零30万."""
        numeral, more, end = _Sum(), bool(found["more"]), found.end()
        numeral.current = first.value
        self._take(numeral, found["scale"])
        scale = prod(Decimal(self.small.get(word) or self.large[word]) for word in found["scale"])
        while not more and (following := self.following.match(text, end)):
            amount, room = Decimal(int(following["digits"])), numeral.last
            filled = len(following["digits"]) in (3, 4) and room == 10_000
            if amount >= room or not (following["scale"] or filled or following[0][0] == "零"):
                break
            if following["more"] and not following["scale"]:
                break
            numeral.figure(amount)
            more, end = bool(following["more"]), following.end()
            if not following["scale"]:
                numeral.last = Decimal(0)
                break
            self._take(numeral, following["scale"])
        inner = self.inner.match(text, end) if numeral.section and not more else None
        if inner:  # 1亿2千|多万
            numeral.large_scale(Decimal(self.large[inner["scale"]]))
            more, end = True, inner.end()
        return Number(numeral.value(), first.start, end, "digits", Decimal(scale), more)

    def _take(self, numeral: _Sum, scales: str) -> None:
        for word in scales:
            if word in self.small:
                numeral.small(Decimal(self.small[word]))
            else:
                numeral.large_scale(Decimal(self.large[word]))

    def _behind(self, text: str, number: Number) -> Number:
        """Take in 多, 余 or 几 behind the number, and a scale behind it: 三十多万."""
        found = self.tail.match(text, number.end)
        if not found:
            return number
        end, scale, value = found.end(), number.scale, number.value
        if text[end : end + 1] in self.large and number.form in ("digits", "words"):
            factor = Decimal(self.large[text[end]])
            end, scale, value = end + 1, scale * factor, value * factor
        return Number(value, number.start, end, number.form, scale, True)

    def pair_at(self, text: str, pos: int) -> tuple[Number, Number] | None:
        """Return both ends of 五六百, 十五六 or 二、三百万, two figures that follow each other."""
        if text[pos + 1 : pos + 2] not in self.paired:
            return None
        found = self.pair.match(text, pos, pos + AHEAD)
        if not found or (
            found["apart"] and not (found["scale"] and text[max(0, pos - 4) : pos].rstrip(" \u3000")[-1:].strip())
        ):
            return None
        low, high = self.figures[found["low"]], self.figures[found["high"]]
        if not (low and (high == low + 1 or (low, high) == (3, 5))) or text[pos - 1 : pos] in self.figures:
            return None
        tens = self._plain(found["tens"]) if found["tens"] else Decimal(0)
        numeral = _Sum()
        numeral.current = Decimal(1)
        self._take(numeral, found["scale"] or "")
        scale, end = numeral.value(), found.end()
        return (
            Number((tens + low) * scale, pos, end, "words", scale),
            Number((tens + high) * scale, pos, end, "words", scale),
        )

    def _han(self, text: str, pos: int) -> Number | None:
        found = self.numerals.match(text, pos)
        if not found or len(found[0]) > MAX_DIGITS:
            return None
        word, end = found[0], found.end()
        if word[-1] in "千百" and self.unit_begins.match(text, end) and len(word) > 1:
            word, end = word[:-1], end - 1
        more = found["more"] is not None
        figures = self.inner_more.sub("", word) if more else word
        value = self.numeral(figures)
        if value is None:
            return None
        form = "scale" if word[0] not in self.figures and word[0] not in "十拾" else "words"
        scale = Decimal(max([self.large[char] for char in word if char in self.large], default=1))
        if form == "words" and "万亿" in word:
            scale = Decimal(10**12)
        return self._behind(text, Number(value, pos, end, form, scale, more))

    def _plain(self, word: str) -> Decimal:
        return Decimal(word) if word[0].isdecimal() else self.numeral(word) or Decimal(0)

    def _numeral(self, word: str) -> Decimal | None:
        """The value of a numeral in characters; None where it is no well-formed one."""
        if len(word) > 1 and all(char in self.figures for char in word):
            written = "".join(str(self.figures[char]) for char in word)
            return Decimal(written) if "〇" in word or "零" in word else None
        numeral = _Sum()
        places = Decimal(0)  # behind 点: of what power of ten the next figure is
        for char in word:
            if char in "点點":
                numeral.current = numeral.section + (numeral.current or 0)
                numeral.section, places = Decimal(0), Decimal("0.1")
            elif char in self.figures:
                if places:
                    numeral.current = (numeral.current or 0) + self.figures[char] * places
                    places /= 10
                elif not numeral.figure(Decimal(self.figures[char])):
                    return None
            else:
                self._take(numeral, char)
                places = Decimal(0)
        return numeral.value() if not places or numeral.last < 100 else numeral.total + (numeral.current or 0)
