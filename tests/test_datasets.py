"""Reference tables: columns, dtypes, sources, and what is said of a name that is none."""

import pytest

import zjpolicy as zj


def test_tables_are_listed_with_their_sources():
    table = zj.datasets()
    assert {"name", "title", "description", "source_title", "source_url", "source_rank", "licence", "rows"} <= set(
        table
    )
    assert not table[["title", "description", "source_title", "source_url", "licence"]].isna().any(axis=None)
    assert (table["rows"] > 0).all()


@pytest.mark.parametrize("name", zj.datasets()["name"])
def test_dtypes_are_those_of_a_statements_table(name):
    table = zj.dataset(name)
    for column in ("value", "low", "high"):
        assert table[column].dtype == "float64"
    for column in ("measure", "unit", "status", "source_url"):
        assert table[column].dtype == "str"
    assert table["optional"].dtype == "bool"


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
