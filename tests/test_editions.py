"""The bundled edition states every figure of the reference table, each where its side file says."""

import csv
import json
from bisect import bisect
from difflib import SequenceMatcher
from importlib import resources
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest

import zjpolicy as zj
from zjpolicy.data import rows
from zjpolicy.reading.quantities import find_quantities

KEYS = [row["key"] for row in rows("editions.csv")]
SIGNS = ["value", "low", "high", "unit", "comparator"]


def side_file(key: str, what: str) -> pd.DataFrame:
    path = resources.files("zjpolicy.data").joinpath(f"editions/{key}.{what}.csv")
    if not path.is_file():
        return pd.DataFrame(columns=["ref", "value", "unit", "comparator"])
    with path.open("rb") as stream:
        return pd.read_csv(stream)


def refs(key: str) -> pd.DataFrame:
    return side_file(key, "refs")


@pytest.mark.parametrize("key", KEYS)
def test_every_ref_stands_in_the_edition_once(key):
    assert refs(key)["ref"].tolist() == zj.dataset("zhejiang-2020")["ref"].tolist()


@pytest.mark.parametrize("key", KEYS)
def test_every_ref_is_stated_with_the_same_number_unit_and_comparator(key):
    report, table = zj.load(key), zj.dataset("zhejiang-2020").set_index("ref")
    found = {q.start: q for q in find_quantities(report.text, report.language)}
    # Of a figure that is no figure in the Chinese report, the table's own row is optional.
    differs = side_file(key, "differs").set_index("ref")  # where the Chinese report says another thing than the English
    wrong = []
    for side in refs(key).itertuples():
        official = table.loc[side.ref]
        if official["optional"]:
            continue
        read = found.get(side.start)
        expected = [None if pd.isna(official[name]) else official[name] for name in SIGNS]
        if side.ref in differs.index:
            expected[0], *expected[3:] = differs.loc[side.ref, ["value", "unit", "comparator"]]
        got = None if read is None else [getattr(read, name) for name in SIGNS]
        if got != expected or read.end != side.end:
            wrong.append((side.ref, report.text[side.start : side.end], expected, got))
    assert wrong == []


@pytest.mark.parametrize("key", KEYS)
def test_an_edition_is_marked_as_restated_and_names_the_official_page(key):
    report = zj.load(key)
    assert (report.key, report.edition) == (key, "restated")
    assert report.official_url.startswith("https://www.zj.gov.cn/")
    assert "restated, not the official wording" in repr(report)
    assert "restated, not the official wording" in report._repr_html_()
    assert report.official_url in report._repr_html_()


def test_the_structure_is_that_of_the_official_report():
    outline = zj.load("zhejiang-2020").outline()
    top = outline[outline["level"] == 1]
    assert top["number"].tolist() == ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]
    assert top["part"].tolist() == ["review"] + ["plan"] * 9
    below = outline[outline["level"] == 2]
    assert len(below) == 10 + 1 + 10


def test_the_two_editions_tell_the_same_things_in_the_same_order():
    english, chinese = zj.load("zhejiang-2020"), zj.load("zhejiang-2020", language="zh")
    assert chinese.key == "zhejiang-2020-zh"
    assert chinese.place == english.place and chinese.year == english.year
    assert len(english.paragraphs()) == len(chinese.paragraphs())
    both = refs("zhejiang-2020-en").merge(refs("zhejiang-2020-zh"), on="ref", suffixes=("", "_zh"))
    tables = [report.statements().set_index("start") for report in (english, chinese)]
    both = both[both["start"].isin(tables[0].index) & both["start_zh"].isin(tables[1].index)]
    sections = tables[0].loc[both["start"], "section"].tolist(), tables[1].loc[both["start_zh"], "section"].tolist()
    assert sections[0] == sections[1]


def test_a_key_without_language_means_the_english_text():
    assert zj.load("zhejiang-2020").key == "zhejiang-2020-en"


def test_offsets_of_the_reference_table_hold_for_the_text_it_names(corpus):
    text = (corpus / "zhejiang-2020-en.txt").read_bytes().decode("utf-8")
    table, about = zj.dataset("zhejiang-2020"), zj.datasets().set_index("name").loc["zhejiang-2020"]
    assert zj.Report.from_text(text).text_sha256 == about["text_sha256"]
    assert [text[row.start : row.end] for row in table.itertuples()] == table["surface"].tolist()


# Cells of the table that were put right later: the unit of a rank is "rank".
CORRECTED = {(164, "unit")}


def test_the_reference_table_agrees_with_the_development_gold(corpus):
    gold = corpus.parent / "gold" / "zhejiang-2020-en.dev.jsonl"
    if not gold.exists():
        pytest.skip("no gold set beside the corpus")
    _, *mentions = map(json.loads, gold.read_text(encoding="utf-8").splitlines())
    table = zj.dataset("zhejiang-2020").set_index("start")
    for mention in mentions:
        row = table.loc[mention["start"]]
        for name in ("value", "low", "high", "comparator", "unit", "kind", "direction", "status", "period", "place"):
            value = None if pd.isna(row[name]) else row[name]
            if (row["ref"], name) not in CORRECTED:
                assert value == mention[name], (mention["surface"], name)


# Said in the Chinese report as a word or in another order: what stands there.
with (Path(__file__).parent / "cases" / "zhejiang-2020-zh.csv").open(encoding="utf-8", newline="") as stream:
    SAID = {int(row["ref"]): row["words"] for row in csv.DictReader(stream)}
# In a paragraph that the copy at hand has not.
LEFT_OUT = {172, 173}
NEAR = 400  # characters between figures that stand in another order


@pytest.fixture(scope="module")
def chinese_report(corpus) -> str:
    path = corpus / "provinces-1998-2023" / "zhejiang" / "zhejiang-2020-zh.txt"
    if not path.is_file():
        pytest.skip("the Chinese report of Zhejiang 2020 is not in this corpus")
    return path.read_text(encoding="utf-8")


def same_figures(ours: str, theirs: str) -> dict[int, int]:
    """Where the figures of one text stand in another that has most of them in the same order."""
    both = [find_quantities(text, "zh") for text in (ours, theirs)]
    figures = [[(q.value, q.low, q.high, q.unit, q.comparator) for q in each] for each in both]
    runs = SequenceMatcher(None, *figures, autojunk=False).get_matching_blocks()
    return {both[0][a + at].start: both[1][b + at].start for a, b, size in runs for at in range(size)}


def test_every_figure_of_the_chinese_edition_stands_in_the_chinese_report(chinese_report):
    report = zj.load("zhejiang-2020-zh")
    places = same_figures(report.text, chinese_report)
    edges = [0, *sorted(places.values()), len(chinese_report)]
    known, missing = sorted(places), []
    for side in refs("zhejiang-2020-zh").itertuples():
        if side.start in places or side.ref in LEFT_OUT:
            continue
        at = bisect(known, side.start)
        window = chinese_report[max(0, edges[at] - NEAR) : edges[at + 1] + NEAR]
        if SAID.get(side.ref, "\0") not in window:
            missing.append((side.ref, report.text[side.start : side.end], SAID.get(side.ref)))
    assert missing == []
    assert all(first < second for first, second in pairwise(edges))
    assert len(places) >= 255


def test_every_difference_is_seen_in_the_chinese_report(chinese_report):
    places = same_figures(zj.load("zhejiang-2020-zh").text, chinese_report)
    differs, sides = side_file("zhejiang-2020-zh", "differs"), refs("zhejiang-2020-zh").set_index("ref")["start"]
    assert differs["confirmed"].all()
    assert [ref for ref in differs["ref"] if sides[ref] not in places and ref not in SAID] == []
