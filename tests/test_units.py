"""Units: what a code converts to, and what it never converts to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import zjpolicy as zj
from zjpolicy.data import rows
from zjpolicy.registry.units import Unit, _pint_unit, _registry, units

CODES = [row["code"] for row in rows("units.csv")]


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        (15, "mu", "ha", 1),  # a mu is a fifteenth of a hectare
        (1, "jin", "kg", 0.5),  # a jin is half a kilogram
        (1, "tce", "kWh", 8141),  # 29.3076 GJ
        (1, "ha", "m2", 10_000),
        (1, "km2", "ha", 100),
        (20_000, "t/day", "t/year", 7_300_000),  # a year of 365 days
        (1, "CNY/mu", "CNY/ha", 15),
        (5, "permille", "%", 0.5),
        (50.1, "1/10000", "%", 0.501),
        (25, "bp", "pp", 0.25),
        (1, "GWh", "kWh", 1_000_000),
    ],
)
def test_conversions(value, unit, to, expected):
    assert zj.convert(value, unit, to) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("unit", "to"),
    [
        ("CNY", "USD"),
        ("%", "pp"),
        ("mu", "CNY"),
        ("count", "TEU"),
        ("fold", "times"),
        ("t/year", "t"),
        ("rank", "count"),
    ],
)
def test_different_things_do_not_convert(unit, to):
    with pytest.raises(zj.UnitError, match="they measure different things"):
        zj.convert(1, unit, to)


@pytest.mark.parametrize("unit", ["parsec", "", "mu/parsecs"])
def test_an_unknown_unit_is_named(unit):
    with pytest.raises(zj.UnitError, match=r"unknown unit '.*'; the codes are in zj.dataset\('units'\)"):
        zj.convert(1, unit, "mu")


@pytest.mark.parametrize("code", CODES)
def test_every_unit_is_defined(code):
    assert zj.convert(7, code, code) == 7
    assert _pint_unit(code).dimensionality is not None


# Units that convert into nothing else, as [person]; all others of a dimension convert into each other.
APART = {
    "count": ["count", "person", "household"],
    "multiple": ["fold", "times"],
    "power": ["kVA"],
}


def test_units_of_one_dimension_convert_and_of_two_do_not():
    dimensions: dict[str, dict[str, list[str]]] = {}
    for row in rows("units.csv"):
        measured = str(_pint_unit(row["code"]).dimensionality)
        dimensions.setdefault(row["dimension"], {}).setdefault(measured, []).append(row["code"])
    kinds = [kind for of_one in dimensions.values() for kind in of_one]
    assert sorted(kinds) == sorted(set(kinds)), "units that convert stand under two dimensions"
    for dimension, of_one in dimensions.items():
        apart = [codes for codes in of_one.values() if not set(codes) <= set(APART.get(dimension, []))]
        assert len(apart) <= 1, f"units of {dimension} do not convert: {apart}"


def test_no_name_stands_for_two_units():
    for column in ("words_en", "symbols", "words_zh"):
        names = [name for row in rows("units.csv") for name in row[column].split("|") if name]
        assert sorted(names) == sorted(set(names)), column


@pytest.mark.parametrize("definition", ["50 qqq", "qqq"])
def test_a_definition_that_is_none_is_our_own_error(monkeypatch, definition):
    wrong = units.__wrapped__() | {"dan": Unit("dan", "mass", {"en": (), "zh": ()}, (), definition, "none")}
    monkeypatch.setattr("zjpolicy.registry.units.units", lambda: wrong)
    monkeypatch.setattr("zjpolicy.registry.units._registry", _registry.__wrapped__)
    for to in ("dan", "kg"):
        with pytest.raises(zj.UnitError, match=f"cannot convert dan to {to}: the table of units is at fault"):
            zj.convert(1, "dan", to)


@given(
    st.integers(min_value=1, max_value=10**9),
    st.sampled_from([("mu", "ha"), ("t", "jin"), ("kWh", "tce"), ("acre", "mu")]),
)
def test_there_and_back(value, pair):
    unit, to = pair
    assert zj.convert(zj.convert(value, unit, to), to, unit) == pytest.approx(value, rel=1e-12)


def test_a_quantity_converts_with_its_interval():
    there = zj.parse_quantity("30 to 45 mu").to("ha")
    assert (there.low, there.high, there.unit, there.surface) == (2, 3, "ha", "30 to 45 mu")
