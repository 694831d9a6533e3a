"""Reads ranks: "ranked third in the country", "top 500", "second place"."""

import re
from decimal import Decimal
from functools import cache

from zjpolicy.languages import Language, compiled
from zjpolicy.languages.numerals import below_twenty
from zjpolicy.reading.model import Number

REACH = 36
NUMBERED = (".", "r", "R")  # what "No." and "number" end with


class RankReader:
    """Reads ordinals and top-N in one language, where a rank is spoken of."""

    def __init__(self, language: Language) -> None:
        table = language.table("labels")
        self.ordinals: dict[str, int] = language.table("numbers.ordinals")
        self.small = below_twenty(language)
        ends = language.table("numbers.ordinal_ends")
        ordinal = rf"(?:\d{{1,3}}(?:{ends})|{'|'.join(self.ordinals)})"
        self.ordinal = compiled(rf"(?P<digits>\d{{1,3}}+)(?:{ends})\b|(?P<word>[A-Za-z]++)")
        self.cardinal = compiled(r"\d{1,4}+(?![\d.,]*\d)|[A-Za-z]++")
        ranked = table["ranked"]
        listed = rf"(?:{ordinal},? and )?"  # "ranked 1st and 3rd"
        self.ranked = compiled(rf"(?ri)\b{ranked}(?: [a-z]+)?(?: (?:at|in|as|among|to))?(?: the| its)? {listed}")
        self.number_sign = compiled(rf"(?ri)\b{ranked}(?: [a-z]+)?(?: (?:at|in|as|to))?(?: the)? (?:no\.|number) ?")
        self.after = compiled(
            rf"[ -](?:{table['rank_nouns']}|(?:\w+ )?{table['rank_superlatives']}|{table['rank_scope']})",
            re.I,
        )
        self.top = compiled(rf"(?r)\b{table['top']}[ -]")
        scales = "|".join(language.table("numbers.scales"))
        self.amount = compiled(rf"\s?(?:%|(?:{scales}|{table['amount_units']})\b)")
        self.within_top = compiled(rf"(?ri){table['within_top']}[ -]")
        self.numbered = compiled(r"(?ri)\b(?:no\.|number) ?")
        self.moved_from = compiled(rf"(?ri)\b{table['rank_moved']}from (?:the )?(?:{ordinal} (?:place )?to (?:the )?)?")
        self.to_place = compiled(rf" (?:place )?to (?:the )?{ordinal}\b", re.I)
        self.list_before = compiled(rf"(?ri)\b{table['rank_verbs']}\b[^.;:]*(?:,|,? and|,? but) ")
        self.list_after = compiled(rf" (?:{table['rank_list_scope']})", re.I)

    def read(self, text: str, pos: int) -> Number | None:
        """Read the rank whose number starts at ``pos``, or return None."""
        low = max(0, pos - REACH)
        if self.top.match(text, low, pos):
            return self._top(text, pos)
        if text[pos].isdecimal() and text[low:pos].rstrip(" ")[-1:] in NUMBERED and self.numbered.match(text, low, pos):
            return self._numbered(text, pos, low)
        found = self.ordinal.match(text, pos)
        if not found:
            return None
        value = int(found["digits"]) if found["digits"] else self.ordinals.get(found["word"].lower())
        return _rank(value, pos, found.end()) if value and self._is_place(text, value, pos, found.end()) else None

    def comparator(self, text: str, pos: int) -> str:
        """Return the comparator of the rank at ``pos``: a place in the top ten is the tenth or a better one."""
        return "<=" if self.within_top.match(text, max(0, pos - REACH), pos) else "="

    def _top(self, text: str, pos: int) -> Number | None:
        """The rank behind "top"; none where that is the verb: "to top 280 billion yuan"."""
        found = self.cardinal.match(text, pos)
        value = None if not found else int(found[0]) if found[0].isdecimal() else self.small.get(found[0].lower())
        return _rank(value, pos, found.end()) if found and value and not self.amount.match(text, found.end()) else None

    def _numbered(self, text: str, pos: int, low: int) -> Number | None:
        """The rank behind "ranked No.", or between "No." and "place" or where."""
        found = self.cardinal.match(text, pos)
        if found is None:
            return None
        after = self.after.match(text, found.end(), found.end() + 2 * REACH)
        return _rank(int(found[0]), pos, found.end()) if after or self.number_sign.match(text, low, pos) else None

    def _is_place(self, text: str, value: int, pos: int, end: int) -> bool:
        """Whether an ordinal tells a place among others."""
        low = max(0, pos - REACH)
        ranked = self.ranked.match(text, low, pos) is not None
        scoped = self.after.match(text, end, end + 2 * REACH)
        if ranked and (scoped or "rank" in text[low:pos].lower()):
            return True
        if scoped and value > 1 and not _scope_only(scoped[0]):
            return True
        return self._moves(text, low, pos, end) or self._in_list(text, pos, end)

    def _moves(self, text: str, low: int, pos: int, end: int) -> bool:
        """Whether an ordinal is one of two places moved between: "up from eighth to fifth"."""
        found = self.moved_from.match(text, low, pos)
        return found is not None and (" to " in found[0] or self.to_place.match(text, end) is not None)

    def _in_list(self, text: str, pos: int, end: int) -> bool:
        """Whether an ordinal is one of several places: "fifth in roads, third in canals and first among ports"."""
        found = self.list_after.match(text, end, end + 2 * REACH)
        if found is None:
            return False
        if found["sure"]:
            return True
        return self.list_before.match(text, max(0, pos - 4 * REACH), pos) is not None


def _scope_only(after: str) -> bool:
    return after.lstrip().startswith(("in ", "among ", "of ", "across ", "on "))


def _rank(value: int | None, start: int, end: int) -> Number | None:
    return Number(Decimal(value), start, end, "rank") if value else None


@cache
def rank_reader(language: Language) -> RankReader:
    """Return the rank reader of a language, made once."""
    return RankReader(language)
