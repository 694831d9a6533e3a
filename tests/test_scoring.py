"""`score`: cases made by hand, a slow and simple count, and the reference script where it is at hand."""

import importlib.util
import json
import os
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import zjpolicy as zj
from zjpolicy.comparing.scoring import Rates

ROOT = Path(__file__).parents[1]
CORPUS = Path(os.environ.get("ZJPOLICY_CORPUS", ROOT / "../shared/corpus"))
GOLD = CORPUS.parent / "gold"
# Other files there hold texts with their figures, one a line.
GOLD_FILES = [path for path in sorted(GOLD.glob("*.dev.jsonl")) if '"text": ' not in path.read_text(encoding="utf-8")]


def row(start=0, end=2, value=6, **other):
    made = {"start": start, "end": end, "surface": "6%", "value": value, "low": None, "high": None, "unit": "%"}
    made |= {"comparator": "=", "kind": "growth", "direction": "up", "status": "target", "period": "2020"}
    return (
        made
        | {"place": "Zhejiang", "measure": "GDP", "aggregate": None, "commitment": "plan", "optional": False}
        | other
    )


def figures(gold, got):
    return zj.score(gold, got).to_dict()


def test_equal_rows_score_one():
    scored = zj.score([row()], [row()])
    assert (scored.gold, scored.optional, scored.predicted) == (1, 0, 1)
    assert scored.span == scored.number == scored.quantity == (1.0, 1.0, 1.0)
    assert scored.all == scored.kind == scored.commitment == scored.measure == 1.0
    assert scored.place_elsewhere is None
    assert scored.misses.empty


def test_nothing_scores_nothing():
    scored = zj.score([], [])
    assert (scored.gold, scored.predicted, scored.all, scored.span.f1, scored.commitment) == (0, 0, 0.0, 0.0, None)
    assert scored.misses.dtypes.astype(str).to_dict()["start"] == "int64"


@pytest.mark.parametrize(
    ("change", "zero", "still"),
    [
        ({"end": 3}, ["span"], ["number"]),
        ({"value": 7}, ["number", "quantity"], ["span"]),
        ({"value": 6.0000001}, ["number"], ["span"]),
        ({"unit": "pp"}, ["quantity"], ["number"]),
        ({"comparator": "~"}, ["quantity"], ["number"]),
    ],
)
def test_each_layer_falls_alone(change, zero, still):
    scored = figures([row()], [row(**change)])
    assert [scored[name]["f1"] for name in zero] == [0.0] * len(zero)
    assert [scored[name]["f1"] for name in still] == [1.0] * len(still)


@pytest.mark.parametrize(
    "name", ["kind", "direction", "status", "period", "place", "aggregate", "commitment", "measure"]
)
def test_each_label_falls_alone(name):
    scored = figures([row()], [row(**{name: "x"})])
    assert scored[name] == 0.0
    assert scored["all"] == (0.0 if name in ("kind", "direction", "status") else 1.0)


def test_ratios_may_be_written_with_fewer_digits():
    third = row(value=1 / 3, unit="1")
    assert figures([third], [third | {"value": 0.333333}])["number"]["f1"] == 1.0
    assert figures([third | {"unit": "%"}], [third | {"value": 0.333333}])["number"]["f1"] == 0.0


def test_ranges_need_both_ends():
    wanted = row(value=None, low=6, high=6.5)
    assert figures([wanted], [wanted])["number"]["f1"] == 1.0
    assert figures([wanted], [wanted | {"high": 7}])["number"]["f1"] == 0.0
    assert figures([wanted], [row()])["number"]["f1"] == 0.0


def test_optional_figures_count_neither_way():
    scored = zj.score([row(), row(10, 12, optional=True)], [row(), row(10, 12)])
    assert (scored.optional, scored.predicted, scored.span.precision) == (1, 1, 1.0)
    assert zj.score([row(), row(10, 12, optional=True)], [row()]).span.recall == 1.0


def test_statements_outside_of_the_regions_are_not_counted():
    assert zj.score([{"regions": [[0, 5], [20, 30]]}, row()], [row(), row(5, 7), row(29, 31)]).predicted == 2


def test_right_number_wins_over_the_right_span():
    scored = figures([row(0, 10)], [row(0, 10, value=7), row(2, 4)])
    assert (scored["number"]["r"], scored["span"]["r"], scored["predicted"]) == (1.0, 0.0, 2)


def test_places_elsewhere_are_those_not_usual():
    gold = [row(), row(10, 12), row(20, 22, place="Ningbo")]
    assert figures(gold, [row(), row(10, 12), row(20, 22)])["place_elsewhere"] == 0.0


@pytest.mark.parametrize(
    ("wanted", "got", "same"),
    [
        ("income of rural residents", "rural residents' income", True),
        ("income of rural residents", "residents", True),
        ("income of rural residents", "farmers", False),
        ("the total number of", "anything", True),
        ("农村居民收入", "农村居民人均收入", True),
        ("农村居民收入", "财政支出", False),
        ("路", "路", True),
        ("GDP", None, False),
    ],
)
def test_measures_that_share_half_their_words(wanted, got, same):
    assert zj.score([row(measure=wanted)], [row(measure=got)]).measure == same


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA])
def test_everything_missing_is_the_same(missing):
    level = {"kind": "level", "direction": None, "low": None, "high": None}
    assert zj.score([row(**level)], [row(**level) | dict.fromkeys(("direction", "low", "high"), missing)]).all == 1.0


def test_table_and_rows_score_the_same():
    report = zj.Report.from_text("We will add 200 parks and plant 5 to 6 million trees.", year=2020, part="plan")
    table = report.statements()
    gold = table.to_dict("records")
    assert zj.score(gold, table) == zj.score(gold, gold)
    assert zj.score(gold, table).all == 1.0
    assert zj.score(gold, table.head(0)).all == 0.0


def test_misses_say_what_is_wrong():
    gold = [row(), row(10, 12, surface="7%", value=7), row(20, 22)]
    got = [row(40, 42, surface="9 t", value=9, unit="t"), row(status="outcome", measure="rice"), row(20, 23)]
    table = zj.score(gold, got).misses
    assert table[["what", "start", "field", "gold", "got"]].astype(object).fillna("-").values.tolist() == [
        ["wrong", 0, "status", "target", "outcome"],
        ["wrong", 0, "measure", "GDP", "rice"],
        ["missed", 10, "number", "7 %", "-"],
        ["wrong", 20, "span", "20:22 6%", "20:23 6%"],
        ["spurious", 40, "number", "-", "9 t"],
    ]


def test_table_lists_every_figure():
    table = zj.score([row()], [row()]).table()
    assert table.set_index("figure")["value"].to_dict() | {"place_elsewhere": None} == {
        **dict.fromkeys(["gold", "predicted"], 1.0),
        "optional": 0.0,
        **{f"{name} {rate}": 1.0 for name in ("span", "number", "quantity") for rate in Rates._fields},
        **dict.fromkeys(["kind", "direction", "status", "period", "place", "aggregate", "commitment"], 1.0),
        "place_elsewhere": None,
        **dict.fromkeys(["measure", "all"], 1.0),
    }


def test_gold_file(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text('{"regions": [[0, 9]]}\n\n' + json.dumps(row()) + "\n", encoding="utf-8")
    assert zj.score(path, [row()]).all == zj.score(str(path), [row()]).all == 1.0


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        ("{", zj.TableError, "line 1: not JSON"),
        ("[1]", zj.TableError, "line 1: a JSON object"),
        ('{"start": 1, "end": 2}', zj.TableError, "gold figure 1 has no value, low"),
        (None, zj.SourceError, "no such file"),
    ],
)
def test_bad_gold_files(tmp_path, text, error, message):
    path = tmp_path / "gold.jsonl"
    if text is not None:
        path.write_text(text)
    with pytest.raises(error, match=message):
        zj.score(path, [])


def test_statements_without_a_span():
    with pytest.raises(zj.TableError, match="statement 1 has no end"):
        zj.score([], [{"start": 1}])
    with pytest.raises(zj.TableError, match="statement 1: start or end is missing"):
        zj.score([], [{"start": 1, "end": None}])


ROWS = st.lists(
    st.builds(
        lambda start, length, **other: row(start, start + length, **other),
        start=st.integers(0, 12),
        length=st.integers(1, 4),
        value=st.sampled_from([6, 7, None]),
        low=st.sampled_from([None, 1]),
        unit=st.sampled_from(["%", "1"]),
        comparator=st.sampled_from(["=", "~"]),
        kind=st.sampled_from(["growth", "level"]),
        status=st.sampled_from(["target", "outcome"]),
        commitment=st.sampled_from(["plan", "will", None]),
        # One place is always the most frequent: which of two equally frequent ones is usual is not laid down.
        place=st.just("Zhejiang"),
        measure=st.sampled_from(["GDP", "total exports", "exports of rice", "", None, "农村收入"]),
        optional=st.booleans(),
    ),
    max_size=6,
)


@given(ROWS, ROWS)
def test_counts_agree_with_a_slow_and_simple_count(gold, got):
    counted = [one for one in gold if not one["optional"]]
    positions = {id(one): set(range(one["start"], one["end"])) for one in gold + got}
    free, pairs = list(got), []
    for one in counted:
        touching = [other for other in free if positions[id(one)] & positions[id(other)]]
        ranked = sorted(touching, key=lambda other: (right(one, other), positions[id(one)] == positions[id(other)]))
        best = next((other for other in touching if ranks_as(one, other, ranked[-1])), None)
        if best:
            free = [other for other in free if other is not best]
            pairs.append((one, best))
    maybe = set().union(*(positions[id(one)] for one in gold if one["optional"]))
    predicted = len(pairs) + sum(not positions[id(other)] & maybe for other in free)
    scored = zj.score(gold, got)
    assert (scored.gold, scored.optional, scored.predicted) == (len(counted), len(gold) - len(counted), predicted)
    correct = sum(right(one, other) for one, other in pairs)
    assert scored.number.recall == (correct / len(counted) if counted else 0)
    assert scored.number.precision == (correct / predicted if predicted else 0)
    complete = [one for one, other in pairs if right(one, other) and same(one, other)]
    assert scored.all == (len(complete) / len(counted) if counted else 0)


def right(one, other):
    return (one["value"], one["low"]) == (other["value"], other["low"])


def same(one, other):
    return all(one[name] == other[name] for name in ("unit", "comparator", "kind", "direction", "status"))


def ranks_as(one, other, best):
    spans = [(each["start"], each["end"]) == (one["start"], one["end"]) for each in (other, best)]
    return (right(one, other), spans[0]) == (right(one, best), spans[1])


@pytest.fixture(scope="module")
def reference():
    path = GOLD / "score.py"
    if not path.is_file():
        pytest.skip(f"no reference script at {path}")
    found = importlib.util.spec_from_file_location("reference_score", path)
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


@given(gold=ROWS, got=ROWS, regions=st.none() | st.just([[0, 5], [8, 10]]))
def test_every_figure_equals_the_reference(reference, gold, got, regions):
    gold = gold if regions is None else [{"regions": regions}, *gold]
    assert figures(gold, got) == reference.score(gold, got)[0]


@pytest.mark.slow
@pytest.mark.parametrize("path", GOLD_FILES, ids=lambda path: path.stem)
@settings(max_examples=2)
@given(data=st.data())
def test_every_figure_equals_the_reference_on_spoilt_gold(reference, path, data):
    gold = reference.rows(path)
    got = [dict(one) for one in gold if "start" in one]
    for one in data.draw(st.lists(st.sampled_from(got), max_size=30)):
        name = data.draw(
            st.sampled_from(["start", "end", "value", "unit", "kind", "status", "period", "place", "measure"])
        )
        one[name] = one["start"] + 3 if name == "end" else 5 if name in ("start", "value") else "rural income"
    assert figures(gold, got) == reference.score(gold, got)[0]


@pytest.mark.slow
@pytest.mark.parametrize("path", GOLD_FILES, ids=lambda path: path.stem)
def test_every_figure_equals_the_reference_on_real_reports(reference, path):
    key = path.stem.split(".")[0]
    source = next(CORPUS.rglob(f"{key}.txt"), None)
    if source is None:
        pytest.skip(f"no {key}.txt in {CORPUS}")
    text = source.read_bytes().decode("utf-8")
    place, year, language = key.split("-")
    table = zj.Report.from_text(text, place=place.title(), year=int(year), language=language).statements()
    records = table.astype(object).where(table.notna(), None).to_dict("records")
    scored = zj.score(path, table)
    assert scored.to_dict() == reference.score(reference.rows(path), records)[0]
    assert list(scored.to_dict()) == list(reference.score(reference.rows(path), records)[0])
