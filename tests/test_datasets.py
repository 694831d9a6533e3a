"""Reference tables: columns, dtypes, sources, and what is said of a name that is none."""

import csv
import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest

import zjpolicy
import zjpolicy as zj
from zjpolicy.tables.datasets import preferred

FIGURES = [
    "zhejiang-2020",
    "headline",
    "growth-targets",
    "provinces-2025",
    "provinces-2026",
    "scorecard-2019",
    "pledges-2020",
]
# What a report says in place of a number without comparing it with anything.
WITHOUT_COMPARISON = "as set by the state|as set in the five-year plan|qualitative"
PANELS = ["headline", "growth-targets", "provinces-2025", "provinces-2026"]
PACKAGE = Path(zjpolicy.__file__).parent / "data" / "datapackage.json"
RESOURCES = json.loads(PACKAGE.read_text(encoding="utf-8"))["resources"]


def test_tables_are_listed_with_their_sources():
    table = zj.datasets()
    assert table["name"].tolist() == [*FIGURES, "attention-china", "places", "units"]
    assert list(table.columns) == (
        "name title description text_sha256 source_title source_url source_rank licence rows".split()
    )
    assert not table[["title", "description", "source_title", "licence"]].isna().any(axis=None)
    assert (table["rows"] > 0).all() and table.drop(columns="rows").dtypes.eq("str").all()


@pytest.mark.parametrize("about", RESOURCES, ids=lambda about: about["name"])
def test_the_package_describes_every_column_of_every_file(about):
    with open(PACKAGE.parent / about["path"], encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    assert [field["name"] for field in about["schema"]["fields"]] == header
    table = zj.dataset(about["name"])
    assert list(table.attrs["fields"]) == list(table.columns) and all(table.attrs["fields"].values())
    assert len(table) == zj.datasets().set_index("name").loc[about["name"], "rows"]


def test_the_package_is_a_valid_frictionless_data_package():
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(PACKAGE))
    assert report.flatten(["name", "rowNumber", "fieldName", "message"]) == []


def test_a_damaged_table_is_not_valid(tmp_path):
    frictionless = pytest.importorskip("frictionless")
    for file in PACKAGE.parent.glob("*.*"):
        shutil.copy(file, tmp_path)
    damaged = tmp_path / "headline.csv"
    text = damaged.read_text(encoding="utf-8")
    damaged.write_text(text.replace("China,", "Chian,", 1).replace(",target,", ",tagret,", 1), encoding="utf-8")
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert {error for (error,) in report.flatten(["type"])} == {"constraint-error", "foreign-key"}


@pytest.mark.parametrize("name", FIGURES)
def test_dtypes_are_those_of_a_statements_table(name):
    table = zj.dataset(name)
    whole = {"period_start", "period_end", "start", "end", "item", "ref", "paragraph"}
    for column, dtype in table.dtypes.items():
        if column in whole:
            assert str(dtype).lower() == "int64", column
        else:
            expected = {"value": "float64", "low": "float64", "high": "float64", "optional": "bool"}
            assert dtype == expected.get(column, "bool" if column == "aims_higher" else "str"), column


def test_the_2020_table_is_numbered_in_the_official_order():
    table = zj.dataset("zhejiang-2020")
    assert table["ref"].tolist() == list(range(1, len(table) + 1))
    assert table["start"].is_monotonic_increasing
    assert (~table["optional"]).sum() > 250


@pytest.mark.parametrize(
    ("column", "allowed"),
    [
        ("kind", {"growth", "change", "share", "rank", "level"}),
        ("status", {"outcome", "target", "baseline", "context"}),
        ("comparator", {"=", "~", ">", ">=", "<", "<=", "range"}),
        ("commitment", {"ensure", "will", "strive", "plan"}),
        ("direction", {"up", "down"}),
    ],
)
def test_labels_are_those_of_the_glossary(column, allowed):
    assert set(zj.dataset("zhejiang-2020")[column].dropna()) <= allowed


def test_a_row_has_a_value_or_a_range():
    table = zj.dataset("zhejiang-2020")
    ranged = table["comparator"] == "range"
    assert (table["value"].isna() == ranged).all() and (table["low"].notna() == ranged).all()


def test_targets_alone_have_a_commitment():
    table = zj.dataset("zhejiang-2020")
    assert (table["commitment"].notna() == (table["status"] == "target")).all()


def test_an_unknown_table_is_named_with_those_there_are():
    with pytest.raises(zj.SourceError, match="no reference table 'zhejiang-1999'; there are: zhejiang-2020"):
        zj.dataset("zhejiang-1999")


def test_a_table_is_the_readers_own_to_change():
    mine = zj.dataset("zhejiang-2020")
    mine["value"] = 0.0
    assert (zj.dataset("zhejiang-2020")["value"].fillna(1) != 0).any()


@pytest.mark.parametrize("name", FIGURES)
def test_every_row_has_a_value_a_range_or_a_relation(name):
    table = zj.dataset(name)
    ranged = table["low"].notna() & table["high"].notna()
    related = table["relation"].notna() if "relation" in table else ranged & False
    assert (table["value"].notna().astype(int) + ranged + related == 1).all()
    assert (ranged == (table["comparator"] == "range")).all()
    assert (table["low"].dropna() <= table["high"].dropna()).all()
    assert (related == table["comparator"].isna()).all()


@pytest.mark.parametrize("name", FIGURES)
def test_ranks_alone_have_the_unit_of_ranks(name):
    table = zj.dataset(name)
    assert (table["kind"].eq("rank") == table["unit"].eq("rank")).all()


@pytest.mark.parametrize("name", FIGURES)
def test_growth_and_change_alone_have_a_direction(name):
    table = zj.dataset(name)
    assert (table["direction"].notna() == table["kind"].isin(["growth", "change"])).all()
    assert (table["value"].fillna(0) >= 0).all()


@pytest.mark.parametrize("name", FIGURES)
def test_units_and_years_are_known(name):
    table, known = zj.dataset(name), set(zj.dataset("units")["code"])
    for unit in table["unit"].dropna().unique():
        assert unit in known or set(unit.split("/")) <= known, unit
    years = table[["period_start", "period_end"]].dropna()
    assert years.stack().between(1977, 2026).all() and (years["period_start"] <= years["period_end"]).all()


@pytest.mark.parametrize("name", PANELS)
def test_indicators_are_registered_with_the_kind_and_dimension_of_the_registry(name):
    registry, dimension = zj.indicators().set_index("code"), zj.dataset("units").set_index("code")["dimension"]
    dimension["USD"] = dimension["CNY"]  # trade is told in either
    table = zj.dataset(name).drop_duplicates(["indicator", "kind", "unit"])
    assert set(table["indicator"]) <= set(registry.index)
    for row in table.itertuples():
        assert row.kind == registry.loc[row.indicator, "kind"], row.indicator
        if isinstance(row.unit, str):
            parts = zip(row.unit.split("/"), registry.loc[row.indicator, "unit"].split("/"), strict=True)
            assert all(dimension[one] == dimension[other] for one, other in parts), row.indicator


@pytest.mark.parametrize(("name", "shared"), [("provinces-2026", 10), ("scorecard-2019", 13), ("zhejiang-2020", 22)])
def test_tables_that_hold_the_same_figure_agree(name, shared):
    key = ["place", "indicator", "period", "status"]
    both = zj.dataset(name).merge(preferred(zj.dataset("headline")), on=key, suffixes=("", "_headline"))
    both = both[both["indicator"].notna()]
    assert len(both) >= shared
    for column in ("value", "low", "high", "comparator", "unit", "direction"):
        apart = both[both[column].ne(both[f"{column}_headline"]) & both[column].notna()]
        # Sources that disagree, both kept: the report says 15%, a later book 14.5%.
        apart = apart[~apart["indicator"].isin({"value": ["digital_core.growth"]}.get(column, []))]
        assert apart[[*key, column]].values.tolist() == [], column


@pytest.mark.parametrize("name", PANELS)
def test_relations_have_the_documented_grammar(name):
    relations = zj.dataset(name)["relation"].dropna().str.split("; ").explode()
    codes = "|".join(map(re.escape, zj.indicators()["code"]))
    others = f"last year|national average|base target|{codes}"
    known = relations.str.fullmatch(rf"(in step with|above|not below|below|not above) ({others})|{WITHOUT_COMPARISON}")
    assert relations[~known].tolist() == []


@pytest.mark.parametrize("name", PANELS)
def test_a_stretch_stands_in_a_row_of_its_own_behind_a_base_target(name):
    table = zj.dataset(name)
    key = ["place", "indicator", "period"]
    stretches, bases = (
        table[table["status"].eq("target") & table["aims_higher"].eq(higher)] for higher in (True, False)
    )
    assert len(stretches) >= 5 and table.loc[table["aims_higher"], "status"].eq("target").all()
    assert stretches.merge(bases.drop_duplicates(key), on=key).shape[0] == len(stretches)
    assert stretches["relation"].eq("above base target").equals(stretches["value"].isna())


@pytest.mark.parametrize("name", ["scorecard-2019", "pledges-2020"])
def test_a_target_and_its_outcome_share_unit_kind_and_place(name):
    table = zj.dataset(name)
    key = ["indicator"] if "indicator" in table else ["item", "measure", "period"]
    targets, outcomes = (table[table["status"] == status] for status in ("target", "outcome"))
    pairs = targets.merge(outcomes, on=key)
    assert len(pairs) >= 7 and not targets.duplicated(key).any()
    for column in ("unit", "kind", "place", "item") if "item" not in key else ("unit", "kind", "place"):
        assert pairs[f"{column}_x"].equals(pairs[f"{column}_y"].rename(f"{column}_x")), column


def test_pledges_agree_with_the_table_of_the_report():
    pledges, figures = zj.dataset("pledges-2020"), zj.dataset("zhejiang-2020").set_index("ref")
    promised = pledges[pledges["ref"].notna() & (pledges["status"] == "target")]
    assert len(promised) == 35 and promised["ref"].is_unique
    for column in ("start", "surface", "value", "comparator", "unit", "kind", "place", "commitment", "period"):
        assert promised[column].tolist() == figures.loc[promised["ref"], column].tolist(), column


def test_offsets_of_the_scorecard_hold_for_the_text_it_names(corpus):
    text = (corpus / "china-2019-zh.txt").read_bytes().decode("utf-8")
    table, about = zj.dataset("scorecard-2019"), zj.datasets().set_index("name").loc["scorecard-2019"]
    assert zj.Report.from_text(text).text_sha256 == about["text_sha256"]
    placed = table.dropna(subset=["start"])
    assert len(placed) > 30
    assert [text[row.start : row.start + len(row.surface)] for row in placed.itertuples()] == placed["surface"].tolist()


def test_offsets_of_the_provinces_hold_for_the_texts_they_name(corpus):
    table = zj.dataset("provinces-2026").dropna(subset=["text_sha256", "start"])
    assert table["place"].nunique() == 23
    for place, rows in table.groupby("place"):
        name = f"{place.lower().replace(' ', '-')}-2026-zh.txt"
        data = (corpus / "provinces-2026" / name).read_bytes()
        assert {hashlib.sha256(data).hexdigest()} == set(rows["text_sha256"]), place
        text = data.decode("utf-8")
        assert [text[row.start : row.start + len(row.surface)] for row in rows.itertuples()] == rows["surface"].tolist()


def test_the_preferred_row_is_of_the_lowest_rank_then_plain_then_first():
    table = zj.dataset("headline")
    best = preferred(table)
    key = ["place", "indicator", "period", "status", "kind", "basis"]
    assert not best.duplicated(key).any() and len(best) == len(table.drop_duplicates(key))
    both = table.fillna({"basis": "none"}).merge(best.fillna({"basis": "none"}), on=key)
    assert len(both) == len(table) and (both["source_rank_x"] >= both["source_rank_y"]).all()
    assert best.index.is_monotonic_increasing and best.attrs == table.attrs


def test_preferred_keeps_what_it_cannot_tell_apart():
    pledges = zj.dataset("pledges-2020")
    assert len(preferred(pledges)) == len(pledges)
    assert len(preferred(zj.dataset("headline").drop(columns="source_rank"))) == len(zj.dataset("headline"))
