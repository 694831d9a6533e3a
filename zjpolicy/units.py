"""Unit names to unit codes, and conversion between units."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

import regex

from zjpolicy.data import rows
from zjpolicy.errors import UnitError
from zjpolicy.hints import close_to, did_you_mean
from zjpolicy.languages import AHEAD, GAP, Language, alternatives, compiled, get_language, known_languages
from zjpolicy.languages.chinese_numbers import HanNumberReader

SCALES = regex.compile("[十百千万亿]+")


@dataclass(frozen=True)
class Unit:
    """One row of ``data/units.csv``."""

    code: str
    dimension: str
    words: dict[str, tuple[str, ...]]
    symbols: tuple[str, ...]
    definition: str
    source: str


@cache
def units() -> dict[str, Unit]:
    """Return the bundled units by code."""
    return {
        row["code"]: Unit(
            row["code"],
            row["dimension"],
            {code: _split(row.get(f"words_{code}", "")) for code in known_languages()},
            _split(row["symbols"]),
            row["definition"],
            row["source"],
        )
        for row in rows("units.csv")
    }


def known_unit(code: str) -> bool:
    """Whether a code is a bundled unit, or one by others.

    Examples
    --------
    >>> known_unit("CNY/person/year"), known_unit("yuan")
    (True, False)
    """
    return code in units() or all(factor in units() for factor in code.split("/"))


@cache
def _names() -> dict[str, str]:
    names = {name.lower(): code for code, one in units().items() for name in (*one.words["en"], *one.words["zh"])}
    return names | {symbol: code for code, one in units().items() for symbol in one.symbols}


def unit_meant(word: str) -> str | None:
    """Return the code of a unit by one of its names or symbols; None where it has no such name.

    Examples
    --------
    >>> unit_meant("acres"), unit_meant("公顷"), unit_meant("plenty")
    ('acre', 'ha', None)
    """
    return _names().get(word.strip().lower())


def _split(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))


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
        self.prefixes: dict[str, str] = table["prefixes"]
        # A symbol needs no space before it; a word may stand glued, hyphenated or across a line break.
        # Without words of the language, one that cannot stand there: nothing would match everywhere.
        words, symbols = _spaced(self.by_word) or "(?!)", alternatives(map(regex.escape, self.by_symbol))
        adjectives = rf"(?:{table['adjectives']}{GAP})?"
        self.unit = regex.compile(
            rf"(?:{table['partitive']})?(?:{GAP}[-‐‑]?(?:(?P<symbol>{symbols})(?![A-Za-z])|{adjectives}(?i:(?P<word>{words}))(?![A-Za-z])))"
        )
        self.per = regex.compile(
            rf"{GAP}(?:(?:{table['per']}){GAP}(?i:(?P<word>{_spaced(self.denominators)}))(?![A-Za-z])"
            rf"|(?:{table['per_symbol']}){GAP}(?P<symbol>{symbols})(?![A-Za-z]))"
        )
        self.prefix = regex.compile(rf"(?r)(?<![A-Za-z])(?:{alternatives(map(regex.escape, self.prefixes))}){GAP}")

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
                break
            below = self.by_symbol[per["symbol"]] if per["symbol"] else self.denominators[_plain_spaces(per["word"])]
            code, end = f"{code or 'count'}/{below}", per.end()
        return code, end

    def read_prefix(self, text: str, pos: int) -> tuple[str | None, int]:
        """Return the currency whose sign ends at ``pos`` and where it starts."""
        found = self.prefix.match(text, max(0, pos - 8), pos)
        if not found:
            return None, pos
        return self.prefixes[found[0].strip()], found.start()


def _spaced(names: Iterable[str]) -> str:
    """Alternatives whose spaces may be any, one line break, or a hyphen."""
    return alternatives(map(regex.escape, names)).replace(r"\ ", r"(?:\s+|[-‐‑])")


def _plain_spaces(name: str) -> str:
    return " ".join(compiled(r"[-‐‑]").sub(" ", name.lower()).split())


@cache
def unit_reader(language: Language) -> UnitReader:
    """Return the unit reader of a language, made once."""
    return UnitReader(language)


@cache
def _registry() -> tuple[Any, dict[str, str]]:
    """Build pint's registry from the definitions of our units; only when a conversion first needs it.

    Our codes are no names in pint's grammar ("%", "m2") or mean another thing there ("mu"), so each
    is registered under a name of its own, in which the codes in definitions are replaced.
    """
    import pint

    registry: Any = pint.UnitRegistry(non_int_type=Decimal)
    names = {code: f"zj{place}" for place, code in enumerate(units())}
    base = {"meter", "kilogram", "watt", "volt", "J"}
    for unit in units().values():
        definition = regex.sub(
            r"[A-Za-z]\w*",
            lambda word: word[0] if word[0] in base else names.get(word[0], word[0]),
            unit.definition,
        )
        if definition.startswith("["):
            definition = f"[zj_{unit.definition[1:]}"
        registry.define(f"{names[unit.code]} = {definition}")
    return registry, names


def _pint_unit(code: str) -> Any:
    registry, names = _registry()
    factors = [code] if code in names else code.split("/")
    if unknown := [factor for factor in factors if factor not in names]:
        raise UnitError(f"unknown unit {unknown[0]!r}{_remedy(unknown[0])}")
    result = registry.Unit(names[factors[0]])
    for factor in factors[1:]:
        result = result / registry.Unit(names[factor])
    return result


def _remedy(unit: str) -> str:
    """What an unknown unit was probably meant for; the scale of 亿元 belongs to the amount."""
    scales = SCALES.match(unit)
    bare = unit[scales.end() :] if scales else unit
    if bare != unit and (code := bare if bare in units() else unit_meant(bare)):
        times = HanNumberReader(get_language("zh")).numeral(unit[: -len(bare)])
        return f"; did you mean {code!r}, with the amount times {times:,}?"
    return did_you_mean(unit_meant(unit) or close_to(unit, units())) or "; the codes are in zj.dataset('units')"


def convert(value: float, unit: str, to: str) -> int | float:
    """Convert an amount from one unit to another.

    Money converts between no two currencies, and percent never to percentage points: those are
    different things.

    Parameters
    ----------
    value : int or float
        The amount.
    unit, to : str
        Unit codes as in the ``unit`` column, compounds included (``"t/day"``).

    Returns
    -------
    int or float
        An int when the result is whole.

    Raises
    ------
    UnitError
        If a unit is unknown or not well defined, or the two measure different things.

    Notes
    -----
    The mu is 1/15 hectare and the jin 0.5 kg (State Council, 1984); the tonne of coal equivalent is
    29.3076 GJ (GB/T 2589-2020).

    Examples
    --------
    >>> convert(15, "mu", "ha")
    1
    >>> convert(500_000, "acre", "mu")
    3035142.3168
    >>> convert(20_000, "t/day", "t/year")
    7300000
    """
    from pint import PintError

    try:
        source, target = _pint_unit(unit), _pint_unit(to)
        if source.dimensionality != target.dimensionality:
            raise UnitError(f"cannot convert {unit} to {to}: they measure different things")
        if unit == to:
            return value
        amount = _registry()[0].Quantity(Decimal(str(value)), source).to(target).magnitude
    except PintError as error:  # a definition in units.csv that rests on something not there
        raise UnitError(f"cannot convert {unit} to {to}: the table of units is at fault: {error}") from error
    rounded = amount.quantize(Decimal(1)) if abs(amount - round(amount)) < abs(amount) * Decimal("1e-20") else amount
    return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)
