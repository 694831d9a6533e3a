"""Unit names to unit codes, and conversion between units."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from functools import cache
from math import prod
from typing import Any, Protocol, TypeVar

import regex

from zjpolicy.data import rows
from zjpolicy.errors import UnitError, check_types
from zjpolicy.languages import compiled, get_language, known_languages
from zjpolicy.registry.suggestions import close_to, did_you_mean

SCALES = compiled("[十百千万亿]+")
MANY = compiled(r"(\d++)(\p{L}.*)?")
# Worked out in these digits whatever the caller's own are, up to amounts that leave enough of them.
CONTEXT, MOST = Context(prec=60), Decimal("1e35")
NOUN = compiled(r"[a-z]{2,}+(?<![^s]s)")


class Cached(Protocol):
    """A function with a cache."""

    def cache_clear(self) -> None:
        """Forget what was made."""


Made = TypeVar("Made", bound=Cached)


@dataclass(frozen=True)
class Unit:
    """One row of ``data/units.csv``."""

    code: str
    dimension: str
    words: dict[str, tuple[str, ...]]
    symbols: tuple[str, ...]
    definition: str
    source: str
    signs: tuple[str, ...] = ()  # what stands before an amount: US$


OWN = "one's own"  # the source of what a user added


@cache
def units() -> dict[str, Unit]:
    """Return the units by code: the bundled, and those that a user added."""
    return {
        row["code"]: Unit(
            row["code"],
            row["dimension"],
            {code: _split(row.get(f"words_{code}", "")) for code in known_languages()},
            _split(row["symbols"]),
            row["definition"],
            row["source"],
            _split(row["signs"]),
        )
        for row in rows("units.csv")
    }


_MADE_OF_UNITS: list[Callable[[], None]] = []


def made_of_units(made: Made) -> Made:
    """Have what a cached function made forgotten when a unit is added."""
    _MADE_OF_UNITS.append(made.cache_clear)
    return made


def add_unit(
    code: str,
    definition: str = "",
    *,
    words_en: Sequence[str] = (),
    words_zh: Sequence[str] = (),
    symbols: Sequence[str] = (),
    signs: Sequence[str] = (),
    dimension: str = "",
) -> None:
    """Have a unit or a currency of one's own read from now on, in worker processes of a corpus too.

    Parameters
    ----------
    code : str
        What the column ``unit`` is to hold.
    definition : str, optional
        The unit in terms of others (``"50 kg"``); without it, it converts into no other, as a currency does.
    words_en, words_zh : sequence of str, optional
        Its names behind a number, all forms of each.
    symbols : sequence of str, optional
        Its symbols behind a number.
    signs : sequence of str, optional
        What stands before an amount of a currency.
    dimension : str, optional
        What it measures; that of the unit it is defined by, else its own.

    Raises
    ------
    UnitError
        The code is taken or holds a stroke, or the definition rests on something not there.

    Examples
    --------
    >>> import zjpolicy as zj
    >>> zj.add_unit("bbl", "0.158987294928 m3", words_en=["barrels", "barrel"], words_zh=["桶"])
    >>> zj.parse_quantity("3 million barrels of oil").unit, zj.convert(2, "bbl", "m3")
    ('bbl', 0.317974589856)
    """
    check_types(add_unit, locals())
    of = next((name for name in regex.findall(r"\p{L}[\w*°]*", definition) if name in units()), "")
    dimension = dimension or (units()[of].dimension if of else code)
    words = {"en": tuple(words_en), "zh": tuple(words_zh)}
    made = Unit(code, dimension, words, tuple(symbols), definition or f"[{code}]", OWN, tuple(signs))
    if units().get(code) == made:
        return
    if not code or "/" in code or code in units():
        raise UnitError(f"unit {code!r} {'is there already' if code in units() else 'cannot be: no empty code, no /'}")
    units()[code] = made
    forget_units()
    try:
        convert(1, code, code)
    except UnitError:
        del units()[code]
        forget_units()
        raise


def added_units() -> tuple[Unit, ...]:
    """Return the units that a user added, for another process to know them."""
    return tuple(unit for unit in units().values() if unit.source == OWN)


def know_units(added: Sequence[Unit]) -> None:
    """Have units known that a user added in another process."""
    new = {unit.code: unit for unit in added if units().get(unit.code) != unit}
    if new:
        units().update(new)
        forget_units()


def forget_units() -> None:
    """Have all that was made of the units made anew."""
    for forget in (_names.cache_clear, _registry.cache_clear, *_MADE_OF_UNITS):
        forget()


def known_unit(code: str) -> bool:
    """Whether a code is a bundled unit, or one by others, of which there may be many, or by what a noun names.

    Examples
    --------
    >>> known_unit("CNY/person/year"), known_unit("tce/10000CNY"), known_unit("yuan")
    (True, True, False)
    >>> known_unit("CNY/trip"), known_unit("CNY/persn"), known_unit("1/500")
    (True, False, True)
    """
    head, *below = code.split("/")
    return code in units() or (
        head in units() and all(_of_many(factor)[1] in units() or is_denominator(factor) for factor in below)
    )


@made_of_units
@cache
def is_denominator(noun: str) -> bool:
    """Whether a noun in the singular may stand as denominator (yuan per trip): no unit's name, nor nearly its code.

    Examples
    --------
    >>> is_denominator("trip"), is_denominator("persn"), is_denominator("tons")
    (True, False, False)
    """
    return bool(NOUN.fullmatch(noun)) and unit_meant(noun) is None and close_to(noun, units()) is None


def _of_many(factor: str) -> tuple[int, str]:
    """How many of which unit a denominator is: "10000CNY", "km2", "500"."""
    found = MANY.match(factor)
    return (int(found[1]), found[2] or "1") if found else (1, factor)


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
    factors = [(1, code)] if code in names else [_of_many(factor) for factor in code.split("/")]
    for _, noun in factors[1:]:
        if noun not in names and is_denominator(noun):
            names[noun] = f"zj_{noun}"
            registry.define(f"zj_{noun} = [zj_per_{noun}]")
    if unknown := [factor for _, factor in factors if factor not in names]:
        raise UnitError(f"unknown unit {unknown[0]!r}{_remedy(unknown[0])}")
    result = registry.Unit(names[factors[0][1]])
    for _, factor in factors[1:]:
        result = result / registry.Unit(names[factor])
    return result


def _times(code: str) -> Decimal:
    """How many units without numbers one of a unit is: of "tce/10000CNY" a ten thousandth."""
    return 1 / Decimal(1 if code in units() else prod(_of_many(factor)[0] for factor in code.split("/")[1:]))


def _remedy(unit: str) -> str:
    """What an unknown unit was probably meant for; the scale of 亿元 belongs to the amount."""
    scales = SCALES.match(unit)
    bare = unit[scales.end() :] if scales else unit
    if scales and (code := bare if bare in units() else unit_meant(bare)):
        table = get_language("zh").table("numbers")
        values = table["small_scales"] | table["large_scales"]
        times = prod(values[character] for character in scales[0])
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
    check_types(convert, locals())
    from pint import PintError

    try:
        with localcontext(CONTEXT):
            source, target = _pint_unit(unit), _pint_unit(to)
            if source.dimensionality != target.dimensionality:
                raise UnitError(f"cannot convert {unit} to {to}: they measure different things")
            if unit == to:
                return value
            given = Decimal(str(value)) * _times(unit)
            amount = _registry()[0].Quantity(given, source).to(target).magnitude / _times(to)
            if not amount.is_finite() or abs(amount) > MOST:
                raise UnitError(f"cannot convert {value} {unit} to {to}: amounts up to {MOST:.0e} are converted")
            near = abs(amount - round(amount)) < abs(amount) * Decimal("1e-20")
            rounded = amount.quantize(Decimal(1)) if near else amount
    except PintError as error:  # a definition in units.csv that rests on something not there
        raise UnitError(f"cannot convert {unit} to {to}: the table of units is at fault: {error}") from error
    return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)
