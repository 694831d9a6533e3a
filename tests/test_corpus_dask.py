"""The Dask engine on a real cluster of two worker processes on this machine."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import zjpolicy as zj
from zjpolicy.corpus.one_report import ERRORS, REPORTS
from zjpolicy.registry.units import forget_units, units
from zjpolicy.tables.statements import COLUMNS, RELATED

dask = pytest.importorskip("dask")
distributed = pytest.importorskip("distributed")
# What a cluster leaves to the garbage collector is no fault of the reading.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def cluster():
    options = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    with distributed.LocalCluster(host="127.0.0.1", **options) as running, distributed.Client(running) as client:
        client.wait_for_workers(2)
        yield client


@pytest.fixture
def folder(tmp_path):
    for at in range(40):
        text = f"In 2019 GDP grew by {at}.5%. We will add about {at + 100} parks and create {at} jobs."
        (tmp_path / f"{at:02}.txt").write_text(text)
    (tmp_path / "17b.txt").write_text("")
    (tmp_path / "20b.txt").write_text((tmp_path / "20.txt").read_text())
    return tmp_path


def dtypes(table) -> dict[str, str]:
    return table.dtypes.astype(str).to_dict()


def test_same_rows_and_dtypes_as_the_local_engine(cluster, folder):
    with pytest.warns(UserWarning, match="1 of 42 documents"):
        local = zj.read_corpus(folder)
    lazy = zj.read_corpus(folder, engine="dask")
    assert type(lazy).__module__.startswith("dask.dataframe")
    assert lazy.npartitions > 2
    assert dtypes(lazy) == COLUMNS
    figures, reports, errors = dask.compute(lazy, lazy.reports, lazy.errors)
    assert_frame_equal(figures.reset_index(drop=True), pd.DataFrame(local))
    assert_frame_equal(reports.reset_index(drop=True), local.reports)
    assert_frame_equal(errors.reset_index(drop=True), local.errors)
    assert (dtypes(figures), dtypes(reports), dtypes(errors)) == (COLUMNS, REPORTS, ERRORS)
    assert figures["id"].is_unique


def test_both_workers_read(cluster, folder):
    lazy = zj.read_corpus(folder, engine="dask")
    where = lazy.map_partitions(_address, meta=pd.Series(dtype="str")).compute()
    assert where.nunique() == 2


def _address(table: pd.DataFrame) -> pd.Series:
    return pd.Series([distributed.get_worker().address], dtype="str")


def test_lazy_work_and_the_cache(cluster, folder, tmp_path_factory):
    cache = tmp_path_factory.mktemp("cache")
    lazy = zj.read_corpus(folder, engine="dask", cache=cache)
    assert list(cache.iterdir()) == [], "nothing is read before it is computed"
    total = lazy.groupby("unit")["value"].sum().compute()
    assert total["%"] == sum(at + 0.5 for at in [*range(40), 20])
    assert len(list(cache.glob("*.parquet"))) == 41


def test_keys_bytes_and_reports(cluster):
    sources = ["zhejiang-2020", "zhejiang-2020-en", b"8% more", zj.Report.from_text("8% more"), "no-such-key"]
    lazy = zj.read_corpus(sources, engine="dask")
    figures, errors = dask.compute(lazy, lazy.errors)
    assert figures["id"].is_unique
    keys = figures["report"].drop_duplicates().tolist()
    assert keys[:2] == ["zhejiang-2020-en", "zhejiang-2020-en~2"]
    assert keys[3] == f"{keys[2]}~2"
    assert errors["source"].tolist() == ["no-such-key"]


def test_units_of_ones_own_are_known_to_workers(cluster):
    try:
        zj.add_unit("quire", words_en=["quires", "quire"])
        figures = zj.read_corpus([f"We bought {count} quires of paper.".encode() for count in (2, 3)], engine="dask")
        assert figures.compute()["unit"].tolist() == ["quire", "quire"]
    finally:
        del units()["quire"]
        forget_units()


def test_targets_without_a_number_come_from_workers_too(cluster):
    sources = pd.DataFrame(
        {"source": [b"Income will grow in step with economic growth."], "year": 2031, "part": "plan"}
    )
    lazy = zj.read_corpus(sources, relations=True, engine="dask")
    assert dtypes(lazy) == RELATED
    assert lazy.compute()["relation"].tolist() == ["in step with gdp.growth"]


def test_nothing_to_read(cluster):
    assert dtypes(zj.read_corpus([], engine="dask").compute()) == COLUMNS


@pytest.mark.parametrize("options", [{"workers": 2}, {"output": "figures"}])
def test_what_the_cluster_does_itself(options):
    with pytest.raises(ValueError, match='engine="dask"'):
        zj.read_corpus([], engine="dask", **options)
