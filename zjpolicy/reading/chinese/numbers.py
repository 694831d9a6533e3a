"""Chinese numerals to numbers: digits with scales, characters plain and financial, fractions, tenths."""

import unicodedata
from decimal import Decimal
from functools import cached_property

import regex

from zjpolicy.languages import AHEAD, Language, alternatives, compiled
from zjpolicy.reading.model import Number

MAX_DIGITS = 30
MORE = "[多余]"


class HanNumberReader:
    """Reads the numbers of Chinese texts at given places."""

    def __init__(self, language: Language) -> None:
        table = language.table("numbers")
        self.figures: dict[str, int] = table["digits"]
        self.small: dict[str, int] = table["small_scales"]
        self.large: dict[str, int] = table["large_scales"]
        ones, scales = "".join(self.figures), "".join(self.small) + "".join(self.large)
        any_scale = "(?:[十百千万亿萬億佰仟拾]|兆(?=[元美日欧港]))"
        self.digits = regex.compile(
            r"(?P<digits>\d{1,3}+(?:[,，]\d{3})++(?!\d)|\d++)(?P<decimals>[.．]\d++(?![.．]\d))?"
            rf"(?:/(?P<ratio>\d{{1,3}}+)(?!\d))?(?P<more>{MORE})?(?P<scale>{any_scale}{{1,4}}(?![瓦米克伏帕赫兆]|分之|分点)|)"
        )
        self.han = regex.compile(rf"[{ones}{scales}]++(?:点[{ones}]++)?")
        self.parts = regex.compile(
            rf"(?P<bottom>[百千万十{ones}]+?)分之(?P<top>\d++(?:\.\d++)?|[{ones}{scales}]++(?:点[{ones}]++)?)"
        )
        self.tenths = regex.compile(
            rf"(?P<count>[{ones}\d半])成(?P<half>[{ones}半])?(?={MORE}|[，。、；以左上的在]|$|(?<=[近超过逾约达][{ones}\d]成)(?![为了立功员分本都就果长套品绩效型]))"
        )
        self.half = regex.compile(r"一半|过半|半数|对半|半(?=个?(?:年|月|小时|天)(?!来))")
        self.tail = regex.compile(MORE)
        self.ones = ones

    @cached_property
    def anchor(self) -> regex.Pattern[str]:
        """Pattern of the characters a number may start with."""
        return regex.compile(
            rf"[过对](?=半)|[\d{self.ones}半{''.join(self.small)}{alternatives(self.large).replace('|', '')}]"
        )

    def read(self, text: str, pos: int) -> Number | None:
        """Read the number that starts at ``pos``, or return None."""
        if found := self.parts.match(text, pos, pos + AHEAD):
            return self._parts(found)
        if found := self.tenths.match(text, pos, pos + AHEAD):
            count = Decimal("0.5") if found["count"] == "半" else self._plain(found["count"])
            extra = {"半": Decimal(5), None: Decimal(0)}.get(found["half"])
            value = count * 10 + (self._plain(found["half"]) if extra is None else extra)
            return self._behind(text, Number(value, pos, found.end(), "tenths"))
        if found := self.half.match(text, pos, pos + AHEAD):
            return Number(Decimal("0.5"), pos, found.end(), "fraction" if len(found[0]) > 1 else "words")
        return self._digits(text, pos) if text[pos].isdecimal() else self._han(text, pos)

    def _parts(self, found: regex.Match[str]) -> Number | None:
        bottom = {"百": Decimal(100), "千": Decimal(1000), "万": Decimal(10000)}.get(found["bottom"])
        bottom = bottom or self._plain(found["bottom"])
        top = self._plain(found["top"])
        if not bottom:
            return None
        if found["bottom"] == "百":
            return Number(top, found.start(), found.end(), "percent")
        return Number(top / bottom, found.start(), found.end(), "fraction")

    def _digits(self, text: str, pos: int) -> Number | None:
        found = self.digits.match(text, pos)
        if not found or len(found["digits"]) > MAX_DIGITS or len(found["decimals"] or "") > MAX_DIGITS:
            return None
        literal = unicodedata.normalize("NFKC", compiled("[,，]").sub("", found["digits"]) + (found["decimals"] or ""))
        value = Decimal(literal)
        if found["ratio"]:
            bottom = Decimal(int(found["ratio"]))
            return Number(value / bottom, pos, found.end("ratio"), "fraction") if 0 < value < bottom else None
        scale = Decimal(1)
        for word in found["scale"]:
            scale *= self.small.get(word) or self.large[word]
        end = found.end() if found["scale"] or not found["more"] else found.start("more")
        number = Number(value * scale, pos, end, "digits", scale, bool(found["more"] and found["scale"]))
        number = self._compound(text, number)
        return number if number.more else self._behind(text, number)

    def _compound(self, text: str, number: Number) -> Number:
        """Read on in 3万5千, 2亿3000万: a smaller scale behind a larger one."""
        following = self.digits.match(text, number.end) if number.scale > 1 else None
        if not following or following["decimals"] or following["ratio"] or len(following["digits"]) > 4:
            return number
        scale = Decimal(1)
        for word in following["scale"]:
            scale *= self.small.get(word) or self.large[word]
        amount = Decimal(int(following["digits"])) * scale
        if not 1 < scale < number.scale or amount >= number.scale:
            return number
        return Number(number.value + amount, number.start, following.end(), "digits", scale)

    def _behind(self, text: str, number: Number) -> Number:
        """Take in 多 or 余 behind the number."""
        if (self.tail.match(text, number.end) and text[number.end + 1 : number.end + 2] not in "种样元层方维") or (
            text[number.end : number.end + 2] in ("多元", "余元") and number.scale > 1
        ):
            end, scale, value = number.end + 1, number.scale, number.value
            if text[end : end + 1] in self.large:
                factor = self.large[text[end]]
                end, scale, value = end + 1, scale * factor, value * factor
            return Number(value, number.start, end, number.form, scale, True)
        return number

    def _han(self, text: str, pos: int) -> Number | None:
        found = self.han.match(text, pos)
        if not found or len(found[0]) > MAX_DIGITS:
            return None
        word = found[0]
        end = found.end()
        if word[-1] in "千百" and text[end : end + 1] in ("瓦", "米", "克", "伏") and len(word) > 1:
            word, end = word[:-1], end - 1
        value = self.numeral(word)
        if value is None:
            return None
        form = "scale" if word[0] not in self.figures and word[0] not in "十拾" else "words"
        scale = Decimal(max([1, *(self.large[char] for char in word if char in self.large)]))
        return self._behind(text, Number(value, pos, end, form, scale))

    def _plain(self, word: str) -> Decimal:
        if word[0].isdecimal():
            return Decimal(unicodedata.normalize("NFKC", word))
        return self.numeral(word) or Decimal(0)

    def numeral(self, word: str) -> Decimal | None:
        """Return the value of a numeral in characters; None where it is no well-formed one."""
        word, _, decimals = word.partition("点")
        if len(word) > 1 and all(char in self.figures for char in word):
            whole = Decimal("".join(str(self.figures[char]) for char in word)) if "〇" in word or "零" in word else None
        else:
            whole = self._sections(word)
        if whole is None or not decimals:
            return whole
        return whole + Decimal("0." + "".join(str(self.figures[char]) for char in decimals))

    def _sections(self, word: str) -> Decimal | None:
        total = section = current = 0
        pending = False
        for char in word:
            if char in self.figures:
                if pending and current:
                    return None
                current, pending = self.figures[char], True
            elif char in self.small:
                section += (current if pending and current else 1) * self.small[char]
                current, pending = 0, False
            else:
                amount = section + current
                if amount:
                    total += amount * self.large[char]
                else:
                    total = (total or 1) * self.large[char]
                section, current, pending = 0, 0, False
        return Decimal(total + section + current)
