"""Quantities: a table of phrases, and properties that hold for any text."""

import csv
import itertools
import math
from decimal import ROUND_UP, Context, localcontext
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import zjpolicy as zj
from zjpolicy import languages
from zjpolicy.languages import get_language
from zjpolicy.reading.english.scanner import english_scanner
from zjpolicy.reading.model import Reading
from zjpolicy.reading.quantities import size_and_direction
from zjpolicy.registry.units import units

CASES = Path(__file__).parent / "cases" / "quantities-en.csv"
FIELDS = ("value", "low", "high")


def cases():
    with CASES.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            marks = [pytest.mark.xfail(reason=row["known"], strict=True)] if row["known"] else []
            yield pytest.param(row, id=row["text"], marks=marks)


WORDS = "no not more than less over the of a to up at least top risen past exceed ed ing by ≥ (".split()


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", " ", " ", "  ", "\n", "-", ""]))))
def test_words_that_may_end_no_comparator_are_before_none(pieces):
    text = "".join(itertools.chain.from_iterable(pieces))
    for pattern in (get_language("en").comparator, *dict(get_language("en").comparators)):
        assert isinstance(pattern, languages.Ending)
        found, known = pattern.match(text, 0, len(text)), pattern.pattern.match(text, 0, len(text))
        assert (found and found.span()) == (known and known.span())


@given(st.lists(st.sampled_from(["5", "12", "½", " ", "two", "Two", "twofold", "a", " half", "x", "-", "٣", "\n"])))
def test_a_number_may_start_at_digits_and_at_its_words(pieces):
    reader, text = english_scanner(get_language("en")).numbers, "".join(pieces)
    assert list(reader.anchors(text)) == [found.start() for found in reader.anchor.finditer(text)]


@pytest.mark.parametrize("row", list(cases()))
def test_a_phrase_is_read(row):
    found = zj.find_quantities(row["text"], "en")
    if not row["surface"]:
        assert found == []
        return
    expected = {name: row[name].split("|") for name in ("surface", "comparator", "unit")}
    for name, values in expected.items():
        assert [getattr(q, name) for q in found] == values
    for name in FIELDS:
        for q, value in itertools.zip_longest(found, row[name].split("|"), fillvalue=""):
            got = getattr(q, name)
            assert got is None if value == "" else math.isclose(got, float(value), rel_tol=1e-6)


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


@pytest.mark.parametrize("first", ["我们监测了PM", "增速为负", "增速为−"])
def test_no_chinese_paragraph_ends_in_what_the_next_begins_with(first):
    assert [found.value for found in zj.find_quantities(f"{first}\n\n2.5%是去年的增速", "zh")] == [2.5]


@pytest.mark.parametrize("before", ["", "(", "Dykes rose. ", "Dykes rose.\n", "Dykes rose.\n\n", "Dykes rose.\n\n\n"])
def test_a_quotation_opens_alike_wherever_it_stands(before):
    assert zj.find_quantities(f'{before}"Over three years" was praised.', "en") == []


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


@pytest.mark.parametrize("context", [Context(prec=3), Context(prec=60, rounding=ROUND_UP)])
def test_the_callers_decimal_context_changes_nothing(context):
    with localcontext(context):
        assert zj.parse_number("12,345.678") == 12_345.678
        assert zj.parse_number("9" * 30) == int("9" * 30)
        assert zj.parse_quantity("产值1234567.8万元").value == 12_345_678_000
    with pytest.raises(zj.ReadingError, match="not a number"):
        zj.parse_number("9" * 31)


def test_a_chain_of_scale_words_ends():
    with pytest.raises(zj.ReadingError, match="not a number"):
        zj.parse_number("1 " + "million " * 200)
    assert zj.find_quantities("five thousand, " * 2_000)


@pytest.mark.parametrize("text", ["{}", "\r{}\r", "({})", "“{}”", "{}.", "\u200b{}"])
@pytest.mark.parametrize("figure", ["6.5%", "3 km", "$5 million", "minus 2 percent", "half an hour"])
def test_a_figure_at_the_edge_is_read_as_inside(text, figure):
    assert [q.surface for q in zj.find_quantities(text.format(figure), "en")] == [figure]


@pytest.mark.parametrize(
    ("text", "kind", "told", "size", "direction"),
    [
        ("exports -4.5%", "growth", "up", 4.5, "down"),
        ("a fall of -4.5%", "growth", "down", 4.5, "down"),
        ("growth of 4.5%", "growth", "up", 4.5, "up"),
        ("negative growth of 3.1%", "growth", "up", 3.1, "down"),
        ("a balance of -3 million yuan", "level", None, -3_000_000, None),
        ("出口负增长2.1%", "growth", "up", 2.1, "down"),
    ],
)
def test_a_change_has_a_size_and_a_direction(text, kind, told, size, direction):
    quantity = zj.parse_quantity(text)
    language = get_language("zh" if "出口" in text else "en")
    got = size_and_direction(quantity, Reading(kind=kind, direction=told), text, language)
    assert (got[0].value, got[1], got[0].surface) == (size, direction, quantity.surface)


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("新增商户500户", "户"),
        ("接待120万人次", "人次"),
        ("修路30公里", ""),
        ("1,200 new village schools", "new village schools"),
        ("5 km of roads", ""),
    ],
)
def test_what_is_counted_is_kept(text, counted):
    assert zj.parse_quantity(text).counted == counted


@pytest.mark.parametrize(
    ("text", "opens", "closes"),
    [
        ("更多：不低于6%。", "不低于", ""),
        ("共6个左右。", "", "个左右"),
        ("no less than 6% here", "no less than ", ""),
        # behind what is left out of a text as it is read
        ("A\u200b town of 6 mills", "", ""),
        ("A\u200b town ranked third", "", ""),
        ("A  town of over 6 mills or so", "over ", ""),
        ("达到\u200b约 6. 8%左右", "约 ", "左右"),
    ],
)
def test_the_words_of_a_comparator_are_kept(text, opens, closes):
    quantity = zj.parse_quantity(text)
    assert text[quantity.opens : quantity.start] == opens
    assert text[quantity.end : quantity.closes] == closes


def test_a_unit_of_ones_own_is_read(own_units):
    zj.add_unit("quire", words_en=["quires", "quire"], words_zh=["刀纸"])
    zj.add_unit("QQD", words_en=["quilla dollars"], signs=["Q$"])
    assert [(q.surface, q.unit) for q in zj.find_quantities("3 quires for Q$5 million")] == [
        ("3 quires", "quire"),
        ("Q$5 million", "QQD"),
    ]
    assert zj.parse_quantity("宣纸200刀纸").unit == "quire"
    zj.add_unit("ream", "20 quire", words_en=["reams"])
    assert zj.parse_quantity("2 reams").to("quire").value == 40


@pytest.mark.parametrize(("code", "definition"), [("mu", ""), ("a/b", ""), ("", ""), ("ell", "3 plenty")])
def test_a_unit_that_cannot_be_is_refused(own_units, code, definition):
    with pytest.raises(zj.UnitError):
        zj.add_unit(code, definition)
    assert code == "mu" or code not in units()


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (r"(?<digits>\d++)\p{Han}", "增长12元", "12元"),
        (r"[^\p{Han}]+", "约 5km内", " 5km"),
        (r"(?r)\d+", "3 and 45", "45"),
        (r"a\\p{Han}", r"a\p{Han}", r"a\p{Han}"),
    ],
)
@pytest.mark.parametrize("quick", [True, False])
def test_a_pattern_matches_the_same_whatever_makes_it_ready(pattern, text, found, quick, monkeypatch):
    monkeypatch.setattr(languages, "QUICK", quick)
    made = languages.compiled.__wrapped__(pattern)
    match = made.search(text)
    assert (match and match[0]) == found
    assert quick or type(made).__module__ != "re"
