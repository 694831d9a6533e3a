"""Quantities: a table of phrases, and properties that hold for any text."""

import csv
import itertools
import math
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import zjpolicy as zj

CASES = Path(__file__).parent / "cases" / "quantities-en.csv"
FIELDS = ("value", "low", "high")


def cases():
    with CASES.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            marks = [pytest.mark.xfail(reason=row["known"], strict=True)] if row["known"] else []
            yield pytest.param(row, id=row["text"], marks=marks)


@pytest.mark.parametrize("row", list(cases()))
def test_a_phrase_is_read(row):
    found = zj.find_quantities(row["text"], "en")
    if not row["surface"]:
        assert found == []
        return
    assert [q.surface for q in found] == [row["surface"]]
    (q,) = found
    assert (q.comparator, q.unit) == (row["comparator"], row["unit"])
    for name in FIELDS:
        got, expected = getattr(q, name), row[name]
        if expected == "":
            assert got is None
        else:
            assert math.isclose(got, float(expected), rel_tol=1e-6)


WORDS = st.sampled_from(
    "about more than 5 5% and to or the 12,000 3.5 million yuan RMB $ per year 2020 first from between km ( ) , . ; : "
    "respectively half one third dozen no less up 6%-6.5% \n \u00a0 “ ” grew 亿 万 -".split(" ")
)
TEXTS = st.one_of(
    st.text(max_size=80), st.lists(WORDS, max_size=30).map(" ".join), st.lists(WORDS, max_size=30).map("".join)
)


@given(TEXTS)
@example("0RMB0")  # one sign between two numbers
@example("We paid 5 RMB 3 times")
def test_offsets_are_exact_ordered_and_disjoint(text):
    found = zj.find_quantities(text, "en")
    assert [text[q.start : q.end] for q in found] == [q.surface for q in found]
    assert all(left.end <= right.start for left, right in itertools.pairwise(found))
    for q in found:
        assert (q.value is None) == (q.comparator == "range")
        if q.value is None:
            assert q.low < q.high


@given(st.integers(min_value=0, max_value=10**14), st.sampled_from(["yuan", "kilometers", "mu", "percentage points"]))
def test_a_formatted_amount_is_read_back(value, unit):
    assert zj.parse_quantity(f"{value:,} {unit}").value == value


@given(
    st.decimals(min_value=0, max_value=9999, places=2),
    st.sampled_from([("million", 6), ("billion", 9), ("trillion", 12)]),
)
def test_scales_multiply_exactly(number, scale):
    word, power = scale
    expected = number.scaleb(power)
    got = zj.parse_quantity(f"{number} {word} yuan").value
    assert got == (int(expected) if expected == int(expected) else float(expected))


@given(TEXTS, TEXTS)
def test_paragraphs_do_not_touch_each_other(first, second):
    joined = f"{first}.\n\nThen {second}"
    shift = len(first) + 8
    apart = [(q.start, q.value) for q in zj.find_quantities(f"{first}.", "en")]
    apart += [(q.start + shift - 5, q.value) for q in zj.find_quantities(f"Then {second}", "en")]
    assert [(q.start, q.value) for q in zj.find_quantities(joined, "en")] == apart


def test_one_quantity_is_asked_for():
    with pytest.raises(ValueError, match="no quantity in 'plenty'"):
        zj.parse_quantity("plenty")
    with pytest.raises(zj.ReadingError, match="2 quantities in '5% and 6%'"):
        zj.parse_quantity("5% and 6%")


@pytest.mark.parametrize(
    ("phrase", "interval"),
    [
        ("5%", (5, 5, True, True)),
        ("about 5%", (5, 5, True, True)),
        ("more than 5%", (5, math.inf, False, False)),
        ("no less than 5%", (5, math.inf, True, False)),
        ("under 5%", (-math.inf, 5, False, False)),
        ("at most 5%", (-math.inf, 5, False, True)),
        ("5%-6%", (5, 6, True, True)),
    ],
)
def test_a_comparator_is_an_interval(phrase, interval):
    assert tuple(zj.parse_quantity(phrase).interval) == interval


@pytest.mark.parametrize("dash", ["- ", "– ", "  - "])
def test_a_dash_that_begins_a_line_makes_no_range(dash):
    found = zj.find_quantities(f"growth of 6%\n{dash}20 new parks")
    assert [(quantity.surface, quantity.comparator) for quantity in found] == [("6%", "="), ("20", "=")]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("sales rose by more than 5% and 6%, respectively", [(">", 5), (">", 6)]),
        ("sales rose by 5%, 6% and 7% or more, respectively", [(">=", 5), (">=", 6), (">=", 7)]),
        ("more than 30 million users of one and 1.2 million of another", [(">", 30_000_000), ("=", 1_200_000)]),
    ],
)
def test_a_comparator_spreads_only_where_respectively_says_so(phrase, expected):
    assert [(q.comparator, q.value) for q in zj.find_quantities(phrase)] == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("10.6, 3.8 and 3.3 million mu of land", [(10_600_000, "mu"), (3_800_000, "mu"), (3_300_000, "mu")]),
        ("by 4, 5 and 6 percent", [(4, "%"), (5, "%"), (6, "%")]),
        ("per-mu average tax reached 200,000 yuan", [(200_000, "CNY/mu")]),
        ("GDP per capita rose 4 percent to 98,000 yuan", [(4, "%"), (98_000, "CNY/person")]),
        ("an annual capacity of 5 million tons", [(5_000_000, "t/year")]),
        ("raise daily treatment capacity by 3,000 tons", [(3_000, "t/day")]),
        ("pensions rise by 30 yuan and 5 yuan per person", [(30, "CNY/person"), (5, "CNY/person")]),
        ("per capita income was 9 yuan and that of farmers 4 yuan", [(9, "CNY/person"), (4, "CNY/person")]),
        ("per capita GDP rose from 9 yuan in 2015 to over 12 yuan", [(9, "CNY/person"), (12, "CNY/person")]),
        ("per-mu value rose by 9.4% to 1.2 million yuan", [(9.4, "%"), (1_200_000, "CNY/mu")]),
        ("per capita GDP hit 88,000 yuan, or about US$14,000", [(88_000, "CNY/person"), (14_000, "USD/person")]),
    ],
)
def test_units_said_once_or_apart(phrase, expected):
    assert [(q.value, q.unit) for q in zj.find_quantities(phrase)] == expected


@pytest.mark.parametrize("text", ["We built 30,000 5G base stat" + "7" * 40 + '0"', "3" * 60 + "-" + "3" * 40 + "%"])
def test_numbers_longer_than_any_arithmetic(text):
    for found in zj.find_quantities(text):
        assert text[found.start : found.end] == found.surface
