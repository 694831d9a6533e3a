"""Numbers that name and do not measure: dates, ordinals, list numbers, codes, slogans."""

import re
from functools import cache

from zjpolicy.languages import Ending, Language, alternatives, any_of, compiled
from zjpolicy.reading.model import Number
from zjpolicy.reading.scanning import covered

WINDOW = 24
OPENING = "“‘\"'「《〈"
SPANS = frozenset(("year", "month", "week", "day"))
LENGTHS = frozenset(("mm", "cm", "km"))  # with a 2 or 3 behind, areas and volumes
QUOTED = compiled(r"(?r)[“‘「][\w ]*|(?<![^ \n(])\"[\w ]*")
LIST_NUMBER = compiled(r"(?r)(?:^|\n)[ \t\u00a0\u3000]*[(（]?")
SUBSECTION = compiled(r"(?<=\d\.\d{1,2})\.?[ \u00a0]+(?=\p{Lu})")
LIST_GOES_ON, LIST_ENDS = frozenset(" \u00a0."), frozenset(".．、)）]］")  # what a list's number has behind it
LIST_END = compiled(r"[.．、)）](?!\d)")
LETTERS_BEFORE = compiled(r"(?r)[\p{L}]+")
WORD_BEFORE = compiled(r"(?r)(?P<word>[\p{L}’']+)(?P<gap>[ \u00a0-]+)")
NEXT_WORDS = compiled(r"(?:[ \u00a0]+|(?<=[a-z])[ \u00a0]*)(?:[“\"‘]?)([A-Za-z][\w’'-]*)")


class LabelRules:
    """Tells labels from quantities in one language."""

    def __init__(self, language: Language) -> None:
        table = language.table("labels")
        names = any_of(table["before_names"], backwards=True)
        self.before = Ending(compiled(rf"(?r)(?:\b{names}s?[ \u00a0-]?|{alternatives(table['before'])})"))
        self.before_more = compiled(table["before_more"])
        self.after = compiled(alternatives(table["after"]))
        self.date_begins, self.dates = re.compile(table["date_begins"]), compiled(table["dates"])
        self.year_before = frozenset(table["year_before"])
        self.year_after = frozenset(table["year_after"])
        self.plurals = frozenset(table["plurals"])
        self.word_before = frozenset(table["word_before"])
        self.word_after = compiled(rf"(?:{alternatives(table['word_after'])})$")
        self.counts_after = compiled(table["counts_after"])
        self.span_before = compiled(table["span_before"])
        self.span_after = compiled(table["span_after"])
        self.verbs_after = frozenset(table["verbs_after"])
        self.duration_names = compiled(rf"[ -](?:{table['duration_names']})", re.I)
        self.quarters = compiled(table["quarters"])
        self.compounds = compiled(table["compounds"])

    def is_name(self, text: str, number: Number) -> bool:
        """Whether a number in digits is part of a name or a date, or a list's, whatever stands behind it."""
        if number.form != "digits":
            return False
        if self._glued_to_name(text, number.start):
            return True
        if self.before.match(text, max(0, number.start - WINDOW), number.start) or self._is_list_number(text, number):
            return True
        return text[number.start : number.end].isdecimal() and self._in_date(text, number)

    def is_label(self, text: str, number: Number, unit: str | None, end: int, compared: bool) -> bool:
        """Whether a number that is no name, read with its unit up to ``end``, is a label.

        ``compared`` says that a comparator stands before it, which labels seldom have.
        """
        if unit in SPANS and self.span_before.match(text, max(0, number.start - WINDOW), number.start):
            return True
        if unit in SPANS and self.span_after.match(text, end, end + WINDOW):
            return True
        if number.form == "digits":
            return self._digits(text, number, unit, compared)
        if number.form == "fraction":
            return self._fraction(text, number)
        if number.form == "words":
            return self._words(text, number, unit, end, compared)
        return bool(QUOTED.match(text, max(0, number.start - WINDOW), number.start))

    def _digits(self, text: str, number: Number, unit: str | None, compared: bool) -> bool:
        start = number.start
        written = text[start : number.end]
        if unit is None and (written.endswith(".0") or (written.startswith("0") and written[1:2].isdecimal())):
            return True
        if unit is None and number.scale == 1 and self.before_more.match(text, max(0, start - WINDOW), start):
            counts = text[start - 2 : start] == ", " and self.counted(text, number.end)  # "lines 3, 2 hospitals"
            return not counts
        if unit is None and self.after.match(text, number.end, number.end + WINDOW):
            return True
        counted = unit is None or unit.startswith("count/")
        if counted and written.isdecimal() and 1900 <= number.value <= 2100:
            return unit is not None or not self._counts_not_year(text, number, compared)
        if unit is None and self._follows_name(text, number):
            return True
        return unit is None and self._hyphenated(text, number)

    def _in_date(self, text: str, number: Number) -> bool:
        low = max(0, number.start - WINDOW)
        return covered(self.date_begins, self.dates, text[low : number.end + WINDOW], number.start - low)

    def _glued_to_name(self, text: str, start: int) -> bool:
        """Read "G60", "PM2.5", "COVID-19"; but "and41" and "reached7.35" are glued words."""
        previous = text[start - 1 : start]
        if previous in ("-", "–", "/", ".", "．", "_") and start >= 2:
            beyond = text[start - 2]
            return beyond.isascii() and beyond.isalnum() if previous != "." else beyond.isdecimal()
        if not (previous.isalpha() and previous.isascii()):
            return False
        letters = LETTERS_BEFORE.match(text, max(0, start - WINDOW), start)
        return letters is None or len(letters[0]) < 2 or not letters[0].islower() or letters[0] in LENGTHS

    def _is_list_number(self, text: str, number: Number) -> bool:
        following = text[number.end : number.end + 1]
        pointed = following in LIST_GOES_ON and "." in text[max(0, number.start - 2) : number.end]
        if pointed and number.scale == 1 and SUBSECTION.match(text, number.end):
            return LIST_NUMBER.match(text, max(0, number.start - 6), number.start) is not None
        if following not in LIST_ENDS or number.value > 99 or number.scale != 1:
            return False
        if number.value != number.value.to_integral_value():
            return False
        if text[number.start - 1 : number.start] in ("(", "[", "（", "［") and following in (")", "]", "）", "］"):
            return True
        return bool(
            LIST_END.match(text, number.end) and LIST_NUMBER.match(text, max(0, number.start - 6), number.start)
        )

    def _counts_not_year(self, text: str, number: Number, compared: bool) -> bool:
        """Whether four digits that could be a year count something: "create 2000 demonstration villages"."""
        before = WORD_BEFORE.match(text, max(0, number.start - WINDOW), number.start)
        after = NEXT_WORDS.match(text, number.end)
        if not after or not after[1][0].islower() or after[1].lower() in self.year_after:
            return False
        return compared or (before is not None and before["word"].islower() and before["word"] not in self.year_before)

    def _follows_name(self, text: str, number: Number) -> bool:
        """Read "Jingning 600", "Double 11": a capitalised word straight before, no counted noun behind."""
        before = WORD_BEFORE.match(text, max(0, number.start - WINDOW), number.start)
        written = text[number.start : number.end]
        if number.scale != 1 or "," in written or before is None or not before["word"][0].isupper():
            return False
        opens = before.start() == 0 or text[before.start() - 1] in "\n" or text[max(0, before.start() - 2)] in '.!?\n“"'
        following = text[number.end : number.end + 2]
        goes_on = following[:1] in (" ", "\u00a0") and following[1:].islower()
        return not opens and (not goes_on or self._named_alone(text, number))

    def _named_alone(self, text: str, number: Number) -> bool:
        """Whether a verb follows a name's number: "Shenzhou 19 was launched"."""
        after = NEXT_WORDS.match(text, number.end)
        return number.value < 100 and after is not None and after[1] in self.verbs_after

    def _hyphenated(self, text: str, number: Number) -> bool:
        """Read "3-in-1", "12-point": part of a compound word, which counts nothing as "800-bed" does."""
        following = text[number.end : number.end + 2]
        joined = following[:1] in ("-", "‐", "‑") and following[1:].isalpha()
        return joined and self.compounds.match(text, number.end + 1) is None

    def _fraction(self, text: str, number: Number) -> bool:
        after = text[number.end : number.end + 1]
        if after == "-" or (number.start and text[number.start - 1] in "-/"):
            return True
        if text[number.start].isdecimal():
            return self._glued_to_name(text, number.start)
        if self.quarters.match(text, max(0, number.start - 8), number.start):
            return True
        return compiled(r" (?:year|half|party|parties|time|day)\b").match(text[number.end : number.end + 9]) is not None

    def _words(self, text: str, number: Number, unit: str | None, end: int, compared: bool) -> bool:
        """Small number words are counts only before plural nouns that are not spoken of as a name."""
        previous = text[max(0, number.start - 1) : number.start]
        if previous and (previous in OPENING or previous in "-–‑"):
            return True
        if number.value < 100 and QUOTED.match(text, max(0, number.start - WINDOW), number.start):
            return True
        if unit is not None:
            return self._names_duration(text, number, unit, end)
        if number.scale > 12 or number.value >= 100:
            return text[number.end : number.end + 1] in ("-", "‑")
        behind = text[number.end : number.end + 1]
        if number.value < 2 or behind == "" or (behind in "-‑" and not compared):
            return True
        before = WORD_BEFORE.match(text, max(0, number.start - WINDOW), number.start)
        if before is not None and not compared and number.value <= 12 and before["word"].lower() in self.word_before:
            return True
        return not compared and not self._counts(text, number.end)

    def _names_duration(self, text: str, number: Number, unit: str, end: int) -> bool:
        if number.value == 1 and number.scale == 1 and unit not in ("day", "hour", "month", "year", "week", "minute"):
            return unit in ("times", "rank")
        return text[number.end : number.end + 1] in ("-", "‑", " ") and bool(
            self.duration_names.match(text, end, end + 2 * WINDOW)
        )

    def counted(self, text: str, pos: int) -> str:
        """Return the noun phrase that a number before it counts, up to a plural within six words; none of a name."""
        at = pos
        for place in range(6):
            found = NEXT_WORDS.match(text, at)
            if not found or (place == 0 and not found[1][0].islower()):
                break
            word, at = found[1], found.end()
            if (word.endswith("s") and not word.endswith(("ss", "us", "ous"))) or word in self.plurals:
                return text[pos:at].lstrip()
        return ""

    def _counts(self, text: str, pos: int) -> bool:
        """Whether a plural noun follows that is no part of the report itself."""
        if self.counts_after.match(text, pos):
            return True
        words = self.counted(text, pos).split()
        return bool(words) and not any(
            self.word_after.match(word) for word in words if word != "and" or word == words[0]
        )


@cache
def label_rules(language: Language) -> LabelRules:
    """Return the label rules of a language, made once."""
    return LabelRules(language)
