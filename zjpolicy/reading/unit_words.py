"""Units as they stand behind numbers in a text."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from functools import cache

import regex

from zjpolicy.languages import AHEAD, BLANK, GAP, Ending, Language, any_of, compiled
from zjpolicy.reading.model import Number
from zjpolicy.registry.units import is_denominator, made_of_units, units


@made_of_units
@cache
def currency_signs() -> dict[str, str]:
    """Return what stands before amounts of money, with the currency's code."""
    return {sign: unit.code for unit in units().values() for sign in unit.signs}


@made_of_units
@cache
def currency_before() -> regex.Pattern[str]:
    """Return the pattern of a currency's sign that ends at a number; one that is not known is money all the same."""
    known = any_of(currency_signs(), backwards=True)
    return compiled(rf"(?r)(?:(?<![A-Za-z$])(?:{known})|(?P<other>(?<![A-Za-z])[A-Z]{{1,3}}\$|\p{{Sc}})){GAP}")


def read_currency(pattern: Ending | regex.Pattern[str], text: str, pos: int) -> tuple[str | None, int]:
    """Return the currency whose sign ends at ``pos`` and where it starts."""
    found = pattern.match(text, max(0, pos - 8), pos)
    if not found:
        return None, pos
    return "money" if found["other"] else currency_signs()[found[0].strip()], found.start()


class UnitReader:
    """Reads the unit behind a number in one language."""

    def __init__(self, language: Language) -> None:
        table = language.table("units")
        self.by_word: dict[str, str] = {}
        self.by_symbol: dict[str, str] = {}
        self.denominators: dict[str, str] = {"annum": "year", "second": "second"}
        for unit in units().values():
            names = {_plain_spaces(name): unit.code for name in unit.words.get(language.code, ())}
            self.denominators.update(names)
            if unit.dimension != "count":
                self.by_word.update(names)
                self.by_symbol.update(dict.fromkeys(unit.symbols, unit.code))
        self.small_money = {
            name.lower(): (code, Decimal(parts)) for name, (code, parts) in table["small_money"].items()
        }
        self.by_word.update({name: name for name in self.small_money})
        self.prefixes = currency_signs()
        self.of_one = compiled(rf"{GAP}(?:of{GAP})?(?:{table['one']})(?={GAP}[a-z])")
        # A symbol needs no space before it; a word may stand glued, hyphenated or across a line break.
        # Without words of the language, one that cannot stand there: nothing would match everywhere.
        words, symbols = _spaced(self.by_word) or "(?!)", any_of(self.by_symbol)
        adjectives = rf"(?:{table['adjectives']}{GAP})?"
        self.unit = compiled(
            rf"(?:{table['partitive']})?(?:{GAP}[-‐‑]?(?:(?P<symbol>{symbols})(?![A-Za-z])|{adjectives}(?i:(?P<word>{words}))(?![A-Za-z])))"
        )
        self.below_symbols = self.by_symbol | table["letters"]
        below = any_of(self.below_symbols)
        self.many: dict[str, int] = {key.replace(",", ""): size for key, size in table["rates"].items()}
        many = rf"(?:(?P<many>{table['many']}){GAP})?"
        self.per = compiled(
            rf"{GAP}(?:(?:{table['per']}){GAP}{many}(?i:(?P<word>{_spaced(self.denominators)}))(?![A-Za-z])"
            rf"|(?:{table['per_symbol']}){GAP}(?P<symbol>{below})(?![A-Za-z]))"
        )
        self.per_noun = compiled(rf"{GAP}per{GAP}(?P<noun>[a-z]{{3,}}+)(?={table['per_noun_ends']})")
        self.counted_rate = compiled(
            rf"(?:{GAP}[A-Za-z-]++){{1,4}}? (?:per|for (?:every|each)(?= \d[\d,]{{2}})) (?P<size>\d[\d,]*+) [A-Za-z]"
        )
        area = [name for code in ("km2", "ha", "m2", "km", "mu") for name in units()[code].words.get(language.code, ())]
        apart = rf"(?:/|{GAP}per{GAP})(?i:(?P<word>{_spaced(area) or '(?!)'}))"
        self.counted_per = compiled(rf"{GAP}[a-z]++(?:/(?P<symbol>{below})|{apart})(?![A-Za-z])")
        self.prefix = Ending(currency_before())

    def read(self, text: str, pos: int) -> tuple[str | None, int]:
        """Return the unit code that starts at ``pos`` and where it ends; (None, pos) if there is none."""
        found = self.unit.match(text, pos, pos + AHEAD)
        code: str | None = None
        end = pos
        if found:
            code = self.by_symbol[found["symbol"]] if found["symbol"] else self.by_word[_plain_spaces(found["word"])]
            end = found.end()
        if code in ("%", "pp", "bp", "permille", "fold", "times"):
            return code, end
        for _ in range(3):
            per = self.per.match(text, end, end + AHEAD)
            if not per:
                return self.read_below(text, code, end)
            many = self.many[_plain_spaces(per["many"]).replace(",", "")] if per["many"] else ""
            if many and code is None:
                break  # 50 per 10,000 people is a rate
            code, end = f"{code or 'count'}/{many}{self._denominator(per)}", per.end()
        return code, end

    def read_of_number(self, text: str, number: Number) -> tuple[Number, str | None, int]:
        """Return a number with the unit behind it and where that ends; cents are hundredths of a currency."""
        unit, end = self.read(text, number.end)
        head, stroke, below = (unit or "").partition("/")
        if head not in self.small_money:
            return number, unit, end
        code, parts = self.small_money[head]
        number = replace(number, value=number.value / parts, scale=number.scale / parts)
        return number, f"{code}{stroke}{below}", end

    def read_below(self, text: str, code: str | None, end: int) -> tuple[str | None, int]:
        """A unit with the noun behind it that is no unit: "1,800 yuan per trip"."""
        found = self.per_noun.match(text, end, end + AHEAD) if code else None
        if found is None or not is_denominator(found["noun"]):
            return code, end
        return f"{code}/{found['noun']}", found.end()

    def _denominator(self, per: regex.Match[str]) -> str:
        return self.below_symbols[per["symbol"]] if per["symbol"] else self.denominators[_plain_spaces(per["word"])]

    def read_counted(self, text: str, pos: int) -> str | None:
        """Return the unit of things counted over a denominator, which is no part of the span: "620 persons/km2"."""
        ahead = text[pos : pos + AHEAD]
        if not ("/" in ahead or "per" in ahead or "for" in ahead):
            return None
        if rate := self.counted_rate.match(text, pos, pos + AHEAD):
            return f"1/{rate['size'].replace(',', '')}"
        found = self.counted_per.match(text, pos, pos + AHEAD)
        return f"count/{self._denominator(found)}" if found else None

    def read_of(self, text: str, pos: int) -> tuple[str | None, int]:
        """Return the unit that a fraction is said of: "half an hour", "a quarter of a mile"."""
        found = self.of_one.match(text, pos, pos + AHEAD)
        unit, end = self.read(text, found.end()) if found else (None, pos)
        return (None, pos) if unit is None or unit.startswith("count") else (unit, end)

    def read_prefix(self, text: str, pos: int) -> tuple[str | None, int]:
        """Return the currency whose sign ends at ``pos`` and where it starts."""
        return read_currency(self.prefix, text, pos)


def _spaced(names: Iterable[str]) -> str:
    """Alternatives whose spaces may be any, one line break, or a hyphen."""
    return any_of(names, space=rf"(?:{BLANK}|[-‐‑])")


def _plain_spaces(name: str) -> str:
    return " ".join(compiled(r"[-‐‑]").sub(" ", name.lower()).split())


@made_of_units
@cache
def unit_reader(language: Language) -> UnitReader:
    """Return the unit reader of a language, made once."""
    return UnitReader(language)
