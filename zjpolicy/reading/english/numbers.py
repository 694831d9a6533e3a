"""Number words and digits to numbers where spaces stand between words, worked out in decimal."""

import re
from decimal import Decimal

import regex

from zjpolicy.languages import AHEAD, GAP, Language, alternatives, by_first_letter, compiled
from zjpolicy.reading.model import MAX_DIGITS, Number

DIGITS = regex.compile(r"\d{1,3}+(?:,\d{3})++(?!\d)|\d{1,3}+(?:[\u00a0\u202f\u2009]\d{3})++(?!\d)|\d++")
DECIMALS = regex.compile(r"[.．]\d++(?![.．]\d)")
RATIO = regex.compile(r"/(\d{1,3}+)(?![\d/.,]\d|\d)")
HALF_AFTER = regex.compile(rf"{GAP}and a half\b(?!{GAP}(?:years? old))", regex.I)
HALF_A = regex.compile(r"[ -](an?)\b")
OF_A = regex.compile(r" of (?=an?\b)")
WORD = regex.compile(r"[A-Za-z]++")
JOINT = regex.compile(r"-|[ \u00a0]+(?:and[ \u00a0]+)?|\r?\n")


class NumberReader:
    """Reads numbers of one language at given places of a text."""

    def __init__(self, language: Language) -> None:
        table = language.table("numbers")
        self.small = {word: value for value, word in enumerate(table["small"])}
        self.tens = {word: 10 * value for value, word in enumerate(table["tens"], start=2)}
        self.scales: dict[str, int] = table["scales"]
        self.fractions: dict[str, int] = table["fractions"]
        self.multiples: dict[str, int] = table["multiples"]
        self.late_multiples: dict[str, int] = table["multiples_after"]["words"]
        self.multiples_after = frozenset(table["multiples_after"]["before"])
        self.ordinals: dict[str, int] = table["ordinals"]
        self.folds = {f"{word}fold": value for word, value in self.small.items() if 2 <= value <= 10}
        self.scale_after = regex.compile(rf"{GAP}-?(?P<word>{alternatives(self.scales)})s?(?![a-z])", regex.I)
        before = table["glued_before"]
        glued = alternatives(rf"{word}(?={before[word]})" if word in before else word for word in table["glued_scales"])
        self.glued_scale = regex.compile(rf"[ \u00a0]?(?P<word>{glued})(?![A-Za-z])")
        self.glued_scales: dict[str, int] = table["glued_scales"]
        one_in = table["one_in"].replace("NUMERAL", rf"(?:\d{{1,3}}|{alternatives([*self.small, *self.tens])})")
        self.one_in = regex.compile(one_in, regex.I)
        starts = [*self.small, *self.tens, *self.multiples, *self.late_multiples, *self.folds, *self.ordinals]
        starts += ["half", "twice"]
        cased = [form for word in starts for form in (word, word.capitalize())]
        articles = alternatives([*self.scales, *self.fractions])
        # This one pattern runs over every character: the plain `re` does that several times faster than `regex`.
        self.anchor = re.compile(
            rf"\d|(?<![A-Za-z])(?:{by_first_letter(cased)}(?![a-z])|[Aa]n?(?= (?:{articles})(?![a-z])))"
        )

    def read(self, text: str, pos: int) -> Number | None:
        """Read the number that starts at ``pos``, or return None."""
        return self._digits(text, pos) if text[pos].isdecimal() else self._words(text, pos)

    def _digits(self, text: str, pos: int) -> Number | None:
        if (part := self._one_in(text, pos)) is not None:
            return part
        found = DIGITS.match(text, pos)
        if not found or found.end() - pos > MAX_DIGITS:
            return None
        end = found.end()
        literal = compiled(r"[^\d]").sub("", found[0])
        if decimals := DECIMALS.match(text, end):
            if len(decimals[0]) > MAX_DIGITS:
                return None
            literal, end = literal + "." + decimals[0][1:], decimals.end()
        elif (ratio := RATIO.match(text, end)) and 0 < int(literal) < int(ratio[1]):
            return Number(Decimal(literal) / Decimal(ratio[1]), pos, ratio.end(), "fraction")
        value, scale = Decimal(literal), Decimal(1)
        if glued := self.glued_scale.match(text, end, end + AHEAD):
            scale, end = Decimal(self.glued_scales[glued["word"]]), glued.end()
        elif half := HALF_AFTER.match(text, end, end + AHEAD):
            value, end = value + Decimal("0.5"), half.end()
        return self._scaled(text, pos, end, value, scale, "digits")

    def _scaled(self, text: str, pos: int, end: int, value: Decimal, scale: Decimal, form: str) -> Number:
        while found := self.scale_after.match(text, end, end + AHEAD):
            scale, end = scale * self.scales[found["word"].lower()], found.end()
        return Number(value * scale, pos, end, form, scale)

    def _words(self, text: str, pos: int) -> Number | None:
        first = WORD.match(text, pos)
        if not first:
            return None
        word = first[0].lower()
        if word in self.multiples or word in self.folds:
            return Number(Decimal(self.multiples.get(word) or self.folds[word]), pos, first.end(), "multiple")
        if word in self.late_multiples:
            before = compiled(r"([a-z]+)\s$").search(text[max(0, pos - 12) : pos])
            follows = (
                before is not None and before[1] in self.multiples_after and text[first.end() : first.end() + 1] != "-"
            )
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
        if (of := OF_A.match(text, end, end + AHEAD)) and (whole := self._cardinal(text, of.end())):
            return Number(value * whole.value, pos, whole.end, "words", whole.scale)
        return Number(value, pos, end, "fraction")

    def _one_in(self, text: str, pos: int) -> Number | None:
        """Read "one in four households", "nine out of ten complaints"; not "two in three years"."""
        found = self.one_in.match(text, pos)
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

    def _cardinal(self, text: str, pos: int) -> Number | None:
        """Read "one hundred and five", "two and a half million", "a dozen"."""
        total, current, scale, end, at = Decimal(0), None, Decimal(1), pos, pos
        while found := WORD.match(text, at):
            word = found[0].lower()
            small = self.small.get(word, self.tens.get(word))
            if small is not None and _continues(current, small):
                current = (current or Decimal(0)) + small
            elif word == "hundred" and current is not None and 0 < current < 100:
                current *= 100
            elif word in self.scales and current is not None and (not total or word != "dozen"):
                scale = Decimal(self.scales[word])
                total, current = (
                    (total + current) * scale if total < current * scale else total + current * scale,
                    Decimal(0),
                )
            elif word in ("a", "an") and current is None:
                current = Decimal(1)
            else:
                break
            end = found.end()
            if half := HALF_AFTER.match(text, end, end + AHEAD):
                return self._scaled(text, pos, half.end(), total + (current or 0) + Decimal("0.5"), Decimal(1), "words")
            joint = JOINT.match(text, end, end + AHEAD)
            if joint is None or ("and" in joint[0] and word not in self.scales):
                break
            at = joint.end()
        value = total + (current or Decimal(0))
        lone_article = text[pos:end].lower() in ("a", "an")
        return None if end == pos or current is None or lone_article else Number(value, pos, end, "words", scale)


def _continues(current: Decimal | None, small: int) -> bool:
    """Whether a word below a hundred can follow what was read: "twenty" + "five", "hundred" + "five"."""
    if current is None or current == 0:
        return True
    if current % 100 == 0:
        return True
    return current % 10 == 0 and current % 100 >= 20 and 0 < small < 10
