"""Number words and digits to numbers where spaces stand between words, worked out in decimal."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import regex

from zjpolicy.languages import AHEAD, GAP, Language, alternatives, any_of, compiled
from zjpolicy.languages.numerals import below_twenty
from zjpolicy.reading.model import MAX_DIGITS, Number

DIGITS = compiled(
    r"\d{1,3}+(?:,\d{3})++(?!\d)|\d{1,3}+(?:[\u00a0\u202f\u2009]\d{3})++(?!\d)"
    r"|(?<![\d.,] ?)[1-9]\d{0,2}+(?: \d{3})++(?![\d.,/-]|\d| \d)(?=[ \u00a0][a-z%])|\d++"
)
DECIMALS = compiled(r"[.．]\d++(?![.．]\d)")
NO_DIGIT = compiled(r"[^\d]")
BARE_POINT = compiled(r"(?r)(?<![^\s($¥€£])\.")  # ".5 percent" is half of one
RATIO = compiled(r"/(\d{1,3}+)(?![\d/.,]\d|\d)")
VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
MIXED = compiled(rf"[ \u00a0]?(?P<sign>[{VULGAR}])|[ \u00a0-](?P<top>\d)/(?P<bottom>\d{{1,2}}+)(?![\d/.,]\d|\d)")
HALF_AFTER = compiled(rf"{GAP}and a half\b(?!{GAP}(?:years? old))", re.I)
PART_AFTER = compiled(rf"{GAP}and (?=(?:an?|one|two|three)[ -](?:half|third|quarter|fifth)s?\b)", re.I)
POINT = compiled(rf"{GAP}point{GAP}(?=[a-z\d])", re.I)
HALF_A = compiled(r"[ -](an?)\b", re.I)
OF_A = compiled(r" of (?=an?\b)", re.I)
WORD = compiled(r"[A-Za-z]++")
JOINT = compiled(r"-|[ \u00a0]+(?:and[ \u00a0]+)?|\r?\n", re.I)
COMMA = compiled(rf",{GAP}")
# A chain of more scale words than this is no amount.
MOST_SCALES = 3
HALF = Decimal("0.5")
LONGEST = 20  # characters of a numeral and the word behind it


class NumberReader:
    """Reads numbers of one language at given places of a text."""

    def __init__(self, language: Language) -> None:
        table = language.table("numbers")
        self.small = below_twenty(language)
        self.tens = {word: 10 * value for value, word in enumerate(table["tens"], start=2)}
        self.ones = self.small | self.tens
        self.scales: dict[str, int] = table["scales"]
        self.fractions: dict[str, int] = table["fractions"]
        self.multiples: dict[str, int] = table["multiples"]
        self.late_multiples: dict[str, int] = table["multiples_after"]["words"]
        self.parts = {word: Decimal(str(value)) for word, value in table["parts"].items()}
        self.multiples_after = frozenset(table["multiples_after"]["before"])
        self.multiplied = compiled(table["multiples_after"]["behind"])
        self.ordinals: dict[str, int] = table["ordinals"]
        self.folds = {f"{word}fold": value for word, value in self.small.items() if 2 <= value <= 10}
        self.scale_after = compiled(rf"{GAP}-?(?P<word>{any_of(self.scales)})s?(?![a-z])", re.I)
        before = table["glued_before"]
        glued = alternatives(rf"{word}(?={before[word]})" if word in before else word for word in table["glued_scales"])
        self.glued_scale = compiled(rf"[ \u00a0]?(?P<word>{glued})(?![A-Za-z])")
        self.glued_scales: dict[str, int] = table["glued_scales"]
        self.translated_scales: dict[str, int] = table["translated_scales"]
        translated = alternatives(self.translated_scales)
        self.translated = compiled(rf"[ \u00a0](?P<word>{translated})(?=[ \u00a0][A-Za-z])", re.I)
        forms = ["and", *self.scales, *self.glued_scales, *self.translated_scales]
        self.behind_digits = {case(form[0]) for form in forms for case in (str, str.upper)} | {"-"}
        priced = alternatives(table["glued_before"])
        self.priced_scale = compiled(rf"[ \u00a0]?(?P<word>{priced})(?![A-Za-z])")
        self.one_in_words: tuple[str, ...] = tuple(table["one_in_words"])
        one_in = table["one_in"].replace("NUMERAL", rf"(?:\d{{1,3}}+|{any_of([*self.small, *self.tens])})")
        self.one_in = compiled(one_in, re.I)
        starts = [
            *self.small,
            *self.tens,
            *self.multiples,
            *self.late_multiples,
            *self.folds,
            *self.ordinals,
            *self.parts,
        ]
        starts += ["half", "twice"]
        cased = [form for word in starts for form in (word, word.capitalize(), word.upper())]
        articles = any_of([*self.scales, *self.fractions])
        word = rf"(?:{any_of(cased)}(?![a-z])|[Aa]n?(?= (?:{articles})(?![a-z])))"
        digit = rf"[\d{VULGAR}]"
        self.anchor = re.compile(rf"{digit}|(?<![A-Za-z]){word}")  # where a number may start
        # Over every character runs one that a set opens, which `re` runs to: what may stand before such a word.
        begins = "".join(sorted({form[0] for form in cased} | set("Aa")))
        self.anchored = re.compile(rf"[^A-Za-z](?:(?=[{begins}]){word}|(?<={digit}))")

    def anchors(self, text: str) -> Iterator[int]:
        """Yield the places where numbers may start."""
        if text[:1].isalpha() and self.anchor.match(text):
            yield 0
        for found in self.anchored.finditer(text):
            place, end = found.span()
            if end == place + 1 or self.anchor.match(text, place):
                yield place  # a digit
            if end > place + 1:
                yield place + 1

    def read(self, text: str, pos: int) -> Number | None:
        """Read the number that starts at ``pos``, or return None."""
        if text[pos] in VULGAR:
            return Number(_vulgar(text[pos]), pos, pos + 1, "fraction")
        number = (
            self._pointed(text, pos) or self._digits(text, pos) if text[pos].isdecimal() else self._words(text, pos)
        )
        if number and number.scale > 1 and self.scale_after.match(text, number.end, number.end + AHEAD):
            return None  # a chain of scale words, cut short: no amount at all
        return number

    def _pointed(self, text: str, pos: int) -> Number | None:
        """Read the digits behind a bare point: ".5 percent"."""
        if text[pos - 1 : pos] != "." or not BARE_POINT.match(text, max(0, pos - 2), pos):
            return None
        found = compiled(r"\d{1,20}+(?!\d|[.．,]\d)").match(text, pos)
        return found and self._scaled(text, pos - 1, found.end(), Decimal(f"0.{found[0]}"), Decimal(1), "digits")

    def _digits(self, text: str, pos: int) -> Number | None:
        found = DIGITS.match(text, pos)
        if not found or found.end() - pos > MAX_DIGITS:
            return None
        end = found.end()
        if text[end : end + LONGEST].lower().startswith(self.one_in_words) and (one_in := self._one_in(text, pos)):
            return one_in
        literal = found[0] if found[0].isdecimal() else NO_DIGIT.sub("", found[0])
        behind, next_but_one = text[end : end + 1], text[end + 1 : end + 2]
        decimals = DECIMALS.match(text, end) if behind and behind in ".．" else None
        if decimals:
            if len(decimals[0]) + len(literal) > MAX_DIGITS:
                return None
            literal, end = literal + "." + decimals[0][1:], decimals.end()
        elif behind == "/" and (ratio := RATIO.match(text, end)) and 0 < int(literal) < int(ratio[1]):
            return Number(Decimal(literal) / Decimal(ratio[1]), pos, ratio.end(), "fraction")
        value = Decimal(literal)
        parted = not decimals and (behind in VULGAR or next_but_one in VULGAR or next_but_one.isdecimal())
        if parted and (mixed := MIXED.match(text, end)) and (part := _part(mixed)) and value < 1000:
            return self._scaled(text, pos, mixed.end(), value + part, Decimal(1), "digits")
        return self._behind_digits(text, Number(value, pos, end, "digits"), broken=decimals is not None)

    def _behind_digits(self, text: str, number: Number, broken: bool) -> Number:
        """Take in what makes more of digits: "5.2bn", "2 and a half", "35.6 ten thousand tons"."""
        value, pos, end = number.value, number.start, number.end
        if not self._goes_on(text, end):
            return number
        if glued := self.glued_scale.match(text, end, end + AHEAD):
            return self._scaled(text, pos, glued.end(), value, Decimal(self.glued_scales[glued["word"]]), "digits")
        if half := HALF_AFTER.match(text, end, end + AHEAD):
            value, end = value + HALF, half.end()
        elif broken and (found := self.translated.match(text, end, end + AHEAD)):
            scale = Decimal(self.translated_scales[found["word"].lower()])
            return Number(value * scale, pos, found.end(), "digits", scale)
        return self._scaled(text, pos, end, value, Decimal(1), "digits")

    def _goes_on(self, text: str, end: int) -> bool:
        """Whether a scale or "and a half" may stand behind digits, by what begins there."""
        behind = text[end : end + 2].lstrip()
        return not behind or behind[0] in self.behind_digits

    def priced(self, text: str, number: Number) -> Number:
        """Take in a letter that is a scale behind money only: "$5m", "RMB 300 m"."""
        if number.scale != 1 or number.form != "digits":
            return number
        found = self.priced_scale.match(text, number.end, number.end + AHEAD)
        if not found:
            return number
        scale = Decimal(self.glued_scales[found["word"]])
        return Number(number.value * scale, number.start, found.end(), "digits", scale)

    def _scaled(self, text: str, pos: int, end: int, value: Decimal, scale: Decimal, form: str) -> Number:
        """Take in the scale words behind a number: "30 thousand", "5 hundred million"."""
        read = 0
        while found := self.scale_after.match(text, end, end + AHEAD):
            read += 1
            if read > MOST_SCALES:
                break
            scale, end = scale * self.scales[found["word"].lower()], found.end()
        if scale > 1 and (half := HALF_AFTER.match(text, end, end + AHEAD)):
            value, end = value + HALF, half.end()
        return Number(value * scale, pos, end, form, scale)

    def _words(self, text: str, pos: int) -> Number | None:
        first = WORD.match(text, pos)
        if not first:
            return None
        word = first[0].lower()
        if word in self.parts:
            return Number(self.parts[word], pos, first.end(), "fraction")
        if word in self.multiples or word in self.folds:
            return Number(Decimal(self.multiples.get(word) or self.folds[word]), pos, first.end(), "multiple")
        if word in self.late_multiples:
            before = compiled(r"(?<![a-z])([a-z]++)\s\Z").search(text[max(0, pos - 12) : pos])
            led = before is not None and before[1] in self.multiples_after and not text.startswith("-", first.end())
            follows = led or self.multiplied.match(text, first.end(), first.end() + AHEAD)
            return Number(Decimal(self.late_multiples[word]), pos, first.end(), "multiple") if follows else None
        if word == "twice":
            return Number(Decimal(2), pos, first.end(), "multiple")
        return self._fraction(text, pos) or self._one_in(text, pos) or self._cardinal(text, pos)

    def _fraction(self, text: str, pos: int) -> Number | None:
        """Read "one third", "two-thirds", "a quarter" and "half" (not "half a million")."""
        named = self._fraction_words(text, pos)
        if named is None:
            return None
        top, word, end = named
        after = HALF_A.match(text, end, end + AHEAD)
        if word == "half" and after and (part := self._cardinal(text, after.start(1))):
            return Number(part.value / 2, pos, part.end, "words", part.scale)
        bottom = self.fractions[word]
        if not 0 < top < bottom:
            return None
        value = Decimal(top) / Decimal(bottom)
        if scale := self.scale_after.match(text, end, end + AHEAD):
            return (
                self._scaled(text, pos, end, value, Decimal(1), "words") if scale["word"].lower() != "hundred" else None
            )
        if (of := OF_A.match(text, end, end + AHEAD)) and (whole := self._cardinal(text, of.end())):
            return Number(value * whole.value, pos, whole.end, "words", whole.scale)
        return Number(value, pos, end, "fraction")

    def _one_in(self, text: str, pos: int) -> Number | None:
        """Read "one in four households", "nine out of ten complaints"; not "two in three years"."""
        near = text[pos : pos + LONGEST]
        found = self.one_in.match(text, pos) if any(word in near for word in self.one_in_words) else None
        if not found:
            return None
        top, bottom = self._small(found["top"]), self._small(found["bottom"])
        return Number(Decimal(top) / Decimal(bottom), pos, found.end("bottom"), "fraction") if top < bottom else None

    def _small(self, word: str) -> int:
        """A numeral of one word or of digits."""
        return int(word) if word.isdecimal() else self.small.get(word.lower()) or self.tens[word.lower()]

    def _fraction_words(self, text: str, pos: int) -> tuple[int, str, int] | None:
        """Numerator, the denominator's name and where it ends: 2, "thirds"."""
        first = WORD.match(text, pos)
        if first is None:
            return None
        word = first[0].lower()
        if word in ("half", "quarter"):
            return 1, word, first.end()
        top = 1 if word in ("a", "an") else self.small.get(word, 0)
        joint = JOINT.match(text, first.end(), first.end() + AHEAD)
        if not top or joint is None or "and" in joint[0]:
            return None
        second = WORD.match(text, joint.end())
        if second is None or second[0].lower() not in self.fractions:
            return None
        return top, second[0].lower(), second.end()

    def _cardinal(self, text: str, pos: int, commas: int = 3) -> Number | None:
        """Read "one hundred and five", "ten thousand million", "six point five"; over so many commas at most."""
        read = _Words(self.ones, self.scales)
        end, at = pos, pos
        while found := WORD.match(text, at):
            if not read.take(found[0].lower()):
                break
            end = found.end()
            if half := HALF_AFTER.match(text, end, end + AHEAD):
                return self._scaled(text, pos, half.end(), read.and_a_half(), Decimal(1), "words")
            joint = JOINT.match(text, end, end + AHEAD)
            if read.scaled and (rest := self._behind_comma(text, end, read.scale, commas)):
                return Number(read.value + rest.value, pos, rest.end, "words", read.scale)
            word = found[0].lower()
            if joint is None or ("and" in joint[0].lower() and word not in self.scales):
                break
            at = joint.end()
        if end == pos or read.started is None or text[pos:end].lower() in ("a", "an"):
            return None
        return self._with_part(text, Number(read.value, pos, end, "words", read.scale))

    def _behind_comma(self, text: str, end: int, scale: Decimal, commas: int) -> Number | None:
        """The rest of "five thousand, six hundred": less than what the scale word before the comma counts."""
        comma = COMMA.match(text, end)
        rest = self._cardinal(text, comma.end(), commas - 1) if comma and commas and scale > 100 else None
        return rest if rest and 100 <= rest.value < scale and rest.value == int(rest.value) else None

    def _with_part(self, text: str, number: Number) -> Number:
        """Take in "point five" and "and one-half" behind a number in words, and scale words behind those."""
        if point := POINT.match(text, number.end, number.end + AHEAD):
            decimals, end, at = "", number.end, point.end()
            while (found := WORD.match(text, at)) and self.small.get(found[0].lower(), 10) < 10 and len(decimals) < 20:
                decimals, end = decimals + str(self.small[found[0].lower()]), found.end()
                joint = JOINT.match(text, end)
                if joint is None or "and" in joint[0].lower():
                    break
                at = joint.end()
            if decimals:
                value = number.value + Decimal(f"0.{decimals}")
                return self._scaled(text, number.start, end, value, Decimal(1), "words")
        if part := PART_AFTER.match(text, number.end, number.end + AHEAD):
            named = self._fraction_words(text, part.end())
            if named and number.value < 1000:
                top, word, end = named
                value = number.value + Decimal(top) / Decimal(self.fractions[word])
                return self._scaled(text, number.start, end, value, Decimal(1), "words")
        return number


@dataclass
class _Words:
    """A cardinal in words, summed up from left to right."""

    ones: dict[str, int]
    scales: dict[str, int]
    value_before: Decimal = Decimal(0)  # what scale words closed
    started: Decimal | None = None  # what is read since
    scale: Decimal = Decimal(1)  # the scale word read last, or several in a row
    scaled: bool = False  # whether the word read last is one
    chain: int = 0

    @property
    def value(self) -> Decimal:
        """The sum so far."""
        return self.value_before + (self.started or 0)

    def and_a_half(self) -> Decimal:
        """The sum with half of what the last word counts: "a million and a half", "two and a half"."""
        return self.value + HALF * (self.scale if self.scaled else 1)

    def take(self, word: str) -> bool:
        """Take the next word; False where the number ends before it."""
        small = self.ones.get(word)
        if small is not None and _continues(self.started, small):
            self.started = (self.started or Decimal(0)) + small
        elif word == "hundred" and self.started is not None and 0 < self.started < 100:
            self.started *= 100
        elif word in self.scales and self.started is not None and (not self.value_before or word != "dozen"):
            return self._scale(Decimal(self.scales[word]))
        elif word in ("a", "an") and self.started is None:
            self.started = Decimal(1)
        else:
            return False
        self.scaled = False
        return True

    def _scale(self, scale: Decimal) -> bool:
        """Take a scale word: behind a smaller one it counts all before it, behind a larger one what stands between."""
        if self.scaled:  # ten thousand million
            self.chain += 1
            if self.chain >= MOST_SCALES:
                return False
            self.value_before, self.scale = self.value_before * scale, self.scale * scale
            return True
        part = self.started or Decimal(0)
        if self.value_before and self.scale < scale:
            self.value_before = (self.value_before + part) * scale
        else:
            self.value_before += part * scale
        self.started, self.scale, self.scaled = Decimal(0), scale, True
        return True


def _vulgar(sign: str) -> Decimal:
    """The value of ½ and its like."""
    top, _, bottom = unicodedata.normalize("NFKC", sign).partition("\u2044")
    return Decimal(top) / Decimal(bottom)


def _part(mixed: regex.Match[str]) -> Decimal | None:
    """The fraction of 2½ or 2 1/2."""
    if mixed["sign"]:
        return _vulgar(mixed["sign"])
    top, bottom = int(mixed["top"]), int(mixed["bottom"])
    return Decimal(top) / Decimal(bottom) if 0 < top < bottom else None


def _continues(current: Decimal | None, small: int) -> bool:
    """Whether a word below a hundred can follow what was read: "twenty" + "five", "hundred" + "five"."""
    if current is None or current == 0:
        return True
    if current % 100 == 0:
        return True
    return current % 10 == 0 and current % 100 >= 20 and 0 < small < 10
