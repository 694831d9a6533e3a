"""Two editions of one report: the bundled pair, and pairs damaged here on purpose."""

import random
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import zjpolicy as zj
from zjpolicy.data import rows


@pytest.fixture(scope="module")
def pair() -> tuple[pd.DataFrame, pd.DataFrame]:
    return tuple(zj.load(f"zhejiang-2020-{language}").statements() for language in ("en", "zh"))


def refs(language: str) -> dict[int, str]:
    return {int(row["start"]): row["ref"] for row in rows(f"editions/zhejiang-2020-{language}.refs.csv")}


def wrong_links(aligned: pd.DataFrame) -> int:
    """How many pairs link figures that are not the same one of the official report."""
    ours, theirs = refs("en"), refs("zh")
    both = aligned[aligned["found"] == "both"]
    return sum(ours.get(a) != theirs.get(b) for a, b in zip(both["english_start"], both["chinese_start"], strict=True))


def test_the_bundled_pair(pair: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    aligned = zj.align(*pair)
    assert wrong_links(aligned) == 0
    assert (aligned["found"] == "both").mean() > 0.95
    differing = {int(row["ref"]) for row in rows("editions/zhejiang-2020-zh.differs.csv")}
    found = aligned[aligned["differs"].notna()]
    assert {int(refs("en")[start]) for start in found["english_start"]} <= differing
    told = found[found["differs"].str.contains("unit")]
    assert set(zip(told["english_unit"], told["chinese_unit"], strict=True)) == {("acre", "mu"), ("count", "CNY")}
    signs = set(zip(found["english_comparator"], found["chinese_comparator"], strict=True))
    assert signs == {("=", "="), (">", ">="), ("<", "<="), (">", "=")}


SEEDS = range(8)


def damaged(chinese: pd.DataFrame, seed: int) -> tuple[pd.DataFrame, set[int]]:
    """A copy with a tenth dropped, one in twenty altered and two sections exchanged; and where the altered stand."""
    chance = random.Random(seed)
    kept = chinese[[chance.random() > 0.1 for _ in range(len(chinese))]].reset_index(drop=True)
    altered = [row for row in kept.index if chance.random() < 0.05 and pd.notna(kept.loc[row, "value"])]
    for row in altered:
        kept.loc[row, "value"] *= chance.choice([10, 10_000, 1.5])
    sections = kept["section"].fillna("").unique().tolist()
    place = chance.randrange(2, len(sections) - 4)
    sections[place], sections[place + 3] = sections[place + 3], sections[place]
    moved = pd.concat([kept[kept["section"].fillna("") == name] for name in sections], ignore_index=True)
    return moved, set(kept.loc[altered, "start"])


@pytest.fixture(scope="module")
def aligned_after_damage(pair: tuple[pd.DataFrame, pd.DataFrame]) -> list[tuple[pd.DataFrame, set[int], pd.DataFrame]]:
    """Of each seed: the damaged edition, where the altered stand, and how it is aligned."""
    english, chinese = pair
    return [(moved, starts, zj.align(english, moved)) for moved, starts in (damaged(chinese, seed) for seed in SEEDS)]


@pytest.mark.parametrize("seed", SEEDS)
def test_pairs_that_were_damaged(pair: tuple[pd.DataFrame, pd.DataFrame], aligned_after_damage, seed: int) -> None:
    english, _ = pair
    moved, _, aligned = aligned_after_damage[seed]
    both = aligned["found"] == "both"
    assert wrong_links(aligned) <= 0.03 * both.sum()
    assert both.sum() >= 0.93 * min(len(english), len(moved))


def test_what_was_altered_is_told(aligned_after_damage) -> None:
    told, altered = 0, 0
    for _, starts, aligned in aligned_after_damage:
        differs = aligned["differs"].fillna("").str.contains("value") | (aligned["found"] == "chinese only")
        told += len(starts & set(aligned.loc[differs, "chinese_start"]))
        altered += len(starts)
    # One that is not has by chance the number, unit, kind and status of another figure, and nothing tells them apart.
    assert altered > 90 and told >= 0.93 * altered


def test_the_two_real_texts_of_a_report(corpus: Path) -> None:
    paths = ("zhejiang-2020-en.txt", "provinces-1998-2023/zhejiang/zhejiang-2020-zh.txt")
    missing = [path for path in paths if not (corpus / path).is_file()]
    if missing:
        pytest.skip(f"not among the real reports: {', '.join(missing)}")
    english, chinese = (zj.load(corpus / path, place="Zhejiang", year=2020).statements() for path in paths)
    aligned = zj.align(english, chinese)
    pairs = aligned[aligned["found"] == "both"]
    assert len(pairs) >= 0.95 * min(len(english), len(chinese))
    assert (pairs["linked_by"] == "order and number").mean() >= 0.95
    differs = pairs["differs"].fillna("")
    assert (~differs.str.contains("value")).mean() >= 0.98
    assert (~differs.str.contains("unit")).mean() >= 0.95
    # The farmland of the English text is that of the Chinese one, counted in mu.
    told = pairs[differs == "unit"]
    assert ("acre", "mu") in set(zip(told["english_unit"], told["chinese_unit"], strict=True))


def test_every_statement_stands_once(pair: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    english, chinese = pair
    aligned = zj.align(english.sample(frac=0.7, random_state=1).sort_values("start"), chinese.iloc[20:])
    for side, count in (("english", round(len(english) * 0.7)), ("chinese", len(chinese) - 20)):
        starts = aligned[f"{side}_start"].dropna()
        assert starts.is_unique
        assert len(starts) == count


@pytest.mark.parametrize(
    ("english", "chinese", "differs"),
    [
        ("Grain output reached 6.5 million tons.", "粮食产量130亿斤。", None),
        ("Grain output reached 6 million tons.", "粮食产量130亿斤。", "value, unit"),
        ("GDP grew by about 6.8%.", "地区生产总值增长6.8%。", "comparator"),
        ("GDP grew by 6.8%.", "地区生产总值增长7.8%。", "value"),
        ("We have 500 acres of orchards.", "果园500亩。", "unit"),
        ("GDP is to grow by 6%-6.5%.", "地区生产总值增长6%-6.5%。", None),
        ("GDP is to grow by 6%-6.5%.", "地区生产总值增长6%-7%。", "value"),
    ],
)
def test_where_two_statements_differ(english: str, chinese: str, differs: str | None) -> None:
    about = {"place": "Zhejiang", "year": 2020, "part": "review"}
    table = zj.align(zj.Report.from_text(english, **about), zj.Report.from_text(chinese, **about))
    assert table["found"].tolist() == ["both"]
    assert (None if pd.isna(table.loc[0, "differs"]) else table.loc[0, "differs"]) == differs


def test_editions_without_figures() -> None:
    empty, full = zj.Report.from_text("All is well."), zj.Report.from_text("GDP grew by 6.8%.", year=2020)
    assert zj.align(empty, empty).empty
    assert zj.align(full, empty)["found"].tolist() == ["english only"]
    assert zj.align(empty, full)["found"].tolist() == ["chinese only"]
    assert zj.align(empty, full).dtypes.equals(zj.align(full, full).dtypes)


def test_a_table_that_lacks_a_column() -> None:
    with pytest.raises(zj.TableError, match="chinese: column 'value' is missing"):
        zj.align(zj.Report.from_text("GDP grew by 6.8%."), pd.DataFrame({"unit": ["%"]}))


@settings(max_examples=40)
@given(st.lists(st.sampled_from([2, 3, 5, 8, 13]), max_size=8), st.lists(st.sampled_from([2, 3, 5, 8, 13]), max_size=8))
def test_pairs_keep_every_statement_whatever_is_aligned(ours: list[int], theirs: list[int]) -> None:
    first, second = (
        zj.Report.from_text(" ".join(f"We built {count} parks." for count in counts), year=2020)
        for counts in (ours, theirs)
    )
    table = zj.align(first, second)
    assert table["english_start"].notna().sum() == len(ours)
    assert table["chinese_start"].notna().sum() == len(theirs)
