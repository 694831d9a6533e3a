"""Reads ranks: "ranked third in the country", "top 500", "second place"."""

from decimal import Decimal
from functools import cache

import regex

from zjpolicy.languages import Language
from zjpolicy.reading.model import Number

REACH = 36


class RankReader:
    """Reads ordinals and top-N in one language, where a rank is spoken of."""

    def __init__(self, language: Language) -> None:
        table = language.table("labels")
        self.ordinals: dict[str, int] = language.table("numbers.ordinals")
        self.small = {word: value for value, word in enumerate(language.table("numbers.small"))}
        self.ordinal = regex.compile(r"(?P<digits>\d{1,3}+)(?:st|nd|rd|th)\b|(?P<word>[A-Za-z]++)")
        self.cardinal = regex.compile(r"\d{1,4}+(?![\d.,]*\d)|[A-Za-z]++")
        ranked = table["ranked"]
        listed = rf"(?:(?:\d{{1,3}}(?:st|nd|rd|th)|{'|'.join(self.ordinals)}),? and )?"  # "ranked 1st and 3rd"
        self.ranked = regex.compile(rf"(?ri)\b{ranked}(?: [a-z]+)?(?: (?:at|in|as|among|to))?(?: the| its)? {listed}")
        self.number_sign = regex.compile(
            rf"(?ri)\b{ranked}(?: [a-z]+)?(?: (?:at|in|as|to))?(?: the)? (?:no\.|number) ?"
        )
        self.after = regex.compile(
            rf"[ -](?:{table['rank_nouns']}|(?:\w+ )?{table['rank_superlatives']}|{table['rank_scope']})",
            regex.I,
        )
        self.top = regex.compile(rf"(?r)\b{table['top']}[ -]")

    def read(self, text: str, pos: int) -> Number | None:
        """Read the rank whose number starts at ``pos``, or return None."""
        low = max(0, pos - REACH)
        if self.top.match(text, low, pos):
            found = self.cardinal.match(text, pos)
            value = None if not found else int(found[0]) if found[0].isdecimal() else self.small.get(found[0].lower())
            return _rank(value, pos, found.end()) if found and value else None
        if text[pos].isdecimal() and (numbered := self.number_sign.match(text, low, pos)):
            found = self.cardinal.match(text, pos)
            return _rank(int(found[0]), pos, found.end()) if found and numbered else None
        found = self.ordinal.match(text, pos)
        if not found:
            return None
        value = int(found["digits"]) if found["digits"] else self.ordinals.get(found["word"].lower())
        if not value:
            return None
        ranked = self.ranked.match(text, low, pos) is not None
        scoped = self.after.match(text, found.end(), found.end() + 2 * REACH)
        if ranked and (scoped or "rank" in text[low:pos].lower()):
            return _rank(value, pos, found.end())
        if scoped and value > 1 and not _scope_only(scoped[0]):
            return _rank(value, pos, found.end())
        return None


def _scope_only(after: str) -> bool:
    return after.lstrip().startswith(("in ", "among ", "of ", "across ", "on "))


def _rank(value: int | None, start: int, end: int) -> Number | None:
    return Number(Decimal(value), start, end, "rank") if value else None


@cache
def rank_reader(language: Language) -> RankReader:
    """Return the rank reader of a language, made once."""
    return RankReader(language)
