"""Many reports: what sources mean, what fails, what is kept, and that every engine gives one table."""

import gc
import inspect
import io
import multiprocessing
import os
import pickle
import subprocess
import sys
import textwrap
import typing
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import zjpolicy as zj
from zjpolicy.corpus import one_report
from zjpolicy.corpus import store as store_module
from zjpolicy.corpus.one_report import ERRORS, REPORTS
from zjpolicy.corpus.read_corpus import Corpus
from zjpolicy.corpus.sources import corpus_items
from zjpolicy.corpus.store import Store, code_hash, hash_of
from zjpolicy.registry.units import forget_units, units
from zjpolicy.tables.statements import COLUMNS, RELATED

TEXTS = {
    "b.txt": "We will add 200 parks and 30 libraries.",
    "a.txt": "GDP grew by 6.8% in 2019.",
    "deep/c.txt": "全省生产总值增长6.8%。",
    "none.txt": "",
    "notes.csv": "not,a,report,5",
    ".hidden.txt": "We built 7 bridges.",
    "image.pdf": "\x89PNG no report 8%\0",
}


@pytest.fixture
def folder(tmp_path):
    for name, text in TEXTS.items():
        path = tmp_path / "reports" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    return tmp_path / "reports"


def surfaces(table: pd.DataFrame) -> list[str]:
    return table["surface"].tolist()


def dtypes(table) -> dict[str, str]:
    return table.dtypes.astype(str).to_dict()


def read_with_failures(*arguments, **options):
    with pytest.warns(UserWarning, match="could not be read"):
        return zj.read_corpus(*arguments, **options)


def test_folder_gives_one_table_and_beside_it_reports_and_errors(folder):
    with pytest.warns(
        UserWarning, match=r"1 file passed over; .*notes\.csv: a table: give it to read_corpus by itself"
    ):
        figures = read_with_failures(folder)
    assert surfaces(figures) == ["6.8%", "200", "30", "6.8%"]
    assert [Path(source).name for source in figures.reports["source"]] == ["a.txt", "b.txt", "c.txt"]
    assert figures.reports["figures"].tolist() == [1, 2, 1]
    errors = [(Path(source).name, error) for source, error in figures.errors[["source", "error"]].values]
    assert errors == [(".hidden.txt", "PassedOver"), ("image.pdf", "SourceError"), ("none.txt", "SourceError"),
                      ("notes.csv", "PassedOver")]  # fmt: skip
    assert (dtypes(figures), dtypes(figures.reports), dtypes(figures.errors)) == (COLUMNS, REPORTS, ERRORS)


def test_the_table_is_that_of_the_reports():
    keys = ["zhejiang-2020-en", "zhejiang-2020-zh"]
    whole = pd.concat([zj.load(key).statements() for key in keys], ignore_index=True)
    assert_frame_equal(pd.DataFrame(zj.read_corpus(keys)), whole)


@pytest.mark.parametrize(
    ("sources", "found"),
    [
        ("{}/*.txt", ["6.8%", "200", "30"]),
        ("{}/**/c.txt", ["6.8%"]),
        ("{}/b.txt", ["200", "30"]),
        (Path("{}/b.txt"), ["200", "30"]),
        (["{}/b.txt", b"Prices rose by 2%."], ["200", "30", "2%"]),
        (b"Prices rose by 2%.", ["2%"]),
        ([], []),
    ],
)
def test_what_sources_mean(sources, found, folder):
    (folder / "none.txt").unlink()
    if isinstance(sources, str | Path):
        sources = type(sources)(str(sources).format(folder))
    elif isinstance(sources, list):
        sources = [source.format(folder) if isinstance(source, str) else source for source in sources]
    figures = zj.read_corpus(sources)
    assert surfaces(figures) == found
    assert dtypes(figures) == COLUMNS


@pytest.mark.processes
def test_open_files_and_reports_are_sources_with_processes_too():
    sources = [io.BytesIO(b"Prices rose by 2%."), zj.Report.from_text("We will add 200 parks."), io.StringIO("9 wells")]
    assert surfaces(zj.read_corpus([*sources, *[b"Exports rose by 8%."] * 6], workers=2)) == ["2%", "200", "9"] + 6 * [
        "8%"
    ]


def test_table_of_sources_says_what_is_known(folder):
    (folder / "none.txt").unlink()
    table = pd.DataFrame(
        {
            "source": [str(folder / "a.txt"), str(folder / "b.txt"), "zhejiang-2020"],
            "place": ["Anhui", None, None],
            "year": [2020, None, None],
            "language": [None, None, "zh"],
            "note": [1, 2, 3],
        }
    )
    figures = zj.read_corpus(table, place="Hubei", year=2021)
    assert figures.reports["place"].tolist() == ["Anhui", "Hubei", "Hubei"]
    assert figures.reports["year"].tolist() == [2020, 2021, 2021]
    assert figures.reports["language"].tolist() == ["en", "en", "zh"]


def test_part_of_a_piece_is_said_in_the_table(folder):
    (folder / "piece.txt").write_text("New parks: 40 parks.")
    table = pd.DataFrame({"source": [folder / "piece.txt"] * 2, "part": ["review", "plan"]})
    assert zj.read_corpus(table)["status"].tolist() == ["outcome", "target"]


def test_what_is_said_once_holds_for_all(folder):
    pieces = [b"New parks: 40 parks.", b"New wells: 3 wells."]
    assert set(zj.read_corpus(pieces, part="plan", year=2023)["status"]) == {"target"}
    with pytest.raises(TypeError, match="year is a whole number"):
        zj.read_corpus(pieces, year="2023")


def test_a_table_of_sources_names_reports(tmp_path):
    table = pd.DataFrame({"source": [b"9 wells", b"9 wells", b"8 parks"], "key": ["zixu-2023", "zixu-2023", None]})
    figures = zj.read_corpus(table)
    assert figures["report"].tolist()[:2] == ["zixu-2023", "zixu-2023~2"]
    assert figures["id"].is_unique and len(figures["report"].iloc[2]) == 12


@pytest.mark.parametrize("workers", [1, pytest.param(2, marks=pytest.mark.processes)])
def test_indicators_of_ones_own_are_known_in_every_report(tmp_path, workers):
    own = pd.DataFrame({"code": ["wells.new"], "name": ["wells"], "unit": ["count"], "kind": ["change"]})
    own.to_csv(tmp_path / "own.csv", index=False)
    texts = [f"We will add {number} wells.".encode() for number in range(2, 9)]
    found = [
        zj.read_corpus(texts, indicators=given, workers=workers)
        for given in (own, tmp_path / "own.csv", zj.indicators(own))
    ]
    assert [set(figures["indicator"]) for figures in found] == [{"wells.new"}] * 3
    assert zj.read_corpus(texts)["indicator"].isna().all()


@pytest.mark.parametrize("workers", [1, 2])
def test_targets_without_a_number_stand_behind_the_figures_where_asked(folder, tmp_path, workers):
    text = "Personal income will grow in step with economic growth. Exports will grow by 3%."
    sources = pd.DataFrame({"source": [text.encode(), folder / "a.txt"], "year": 2031, "part": "plan", "place": "Zixu"})
    options = {"relations": True, "workers": workers, "cache": tmp_path / "cache"}
    first, again = zj.read_corpus(sources, **options), zj.read_corpus(sources, **options)
    assert dtypes(first) == RELATED and first["id"].is_unique
    assert first["relation"].fillna("").tolist() == ["", "in step with gdp.growth", ""]
    assert first.reports["figures"].tolist() == [1, 1]
    assert_frame_equal(again, first)
    stored = zj.read_corpus(sources, output=tmp_path / "out", **options).to_table().to_pandas()
    assert_frame_equal(stored, pd.DataFrame(first))
    assert zj.panel(first, "income.growth")["target"].tolist() == ["in step with gdp.growth"]
    assert dtypes(zj.read_corpus(sources, cache=tmp_path / "cache")) == COLUMNS


@pytest.fixture
def own_unit():
    """A unit of one's own, forgotten behind the test."""
    zj.add_unit("quire", words_en=["quires", "quire"])
    yield "quire"
    units().pop("quire", None)
    forget_units()


@pytest.mark.parametrize("workers", [1, pytest.param(2, marks=pytest.mark.processes)])
def test_units_of_ones_own_are_known_in_every_report(own_unit, workers):
    figures = zj.read_corpus([f"We bought {count} quires of paper.".encode() for count in range(2, 9)], workers=workers)
    assert set(figures["unit"]) == {own_unit}


def test_the_cache_tells_units_apart(tmp_path, own_unit):
    def read():
        return zj.read_corpus([b"We bought 9 quires of paper."], cache=tmp_path)["unit"].item()

    assert read() == own_unit
    del units()[own_unit]
    forget_units()
    assert read() == "count"


def test_the_cache_tells_indicators_apart(tmp_path):
    own = pd.DataFrame({"code": ["wells.new"], "name": ["wells"], "unit": ["count"], "kind": ["change"]})
    read = [zj.read_corpus([b"We will add 9 wells."], indicators=given, cache=tmp_path) for given in (None, own, None)]
    assert [figures["indicator"].notna().item() for figures in read] == [False, True, False]


def test_indicators_that_cannot_be_used_are_told_before_anything_is_read():
    with pytest.raises(zj.TableError, match="no column 'unit'"):
        zj.read_corpus([b"9 wells"], indicators=pd.DataFrame({"code": ["wells.new"], "name": ["wells"]}))


@pytest.mark.parametrize(
    ("sources", "error", "message"),
    [
        ("{}/deep/none", zj.SourceError, None),
        ("{}/*.xyz", zj.SourceError, "no file fits this pattern"),
        ("{}/empty", zj.SourceError, "no reports in this folder"),
        (pd.DataFrame({"path": ["a"]}), zj.TableError, 'no column "source" and no column of texts: it has path'),
        (pd.DataFrame({"source": ["a", None]}), zj.TableError, 'row 1, column "source": empty'),
        (pd.DataFrame({"source": ["a"], "year": ["soon"]}), zj.TableError, "'soon' is no year"),
        (pd.DataFrame({"source": ["a"], "part": ["end"]}), zj.TableError, "neither"),
        (7, TypeError, "not int"),
    ],
)
def test_wrong_sources_are_told_before_anything_is_read(sources, error, message, folder):
    (folder / "empty").mkdir()
    if isinstance(sources, str):
        sources = sources.format(folder)
    if message is None:  # one file of a name that is not there is a document that fails
        assert len(read_with_failures(sources).errors) == 1
        return
    with pytest.raises(error, match=message):
        zj.read_corpus(sources)


@pytest.mark.parametrize("options", [{"workers": 0}, {"workers": "2"}, {"engine": "spark"}])
def test_wrong_options(options):
    with pytest.raises((TypeError, ValueError), match=next(iter(options))):
        zj.read_corpus([], **options)


def test_selections_are_plain_and_pickles_keep_the_tables():
    figures = read_with_failures([b"Prices rose by 2%.", b"\0"])
    assert type(figures[figures["value"] > 1]) is type(figures.copy()) is pd.DataFrame
    again = pickle.loads(pickle.dumps(figures))
    assert_frame_equal(again.errors, figures.errors)
    assert_frame_equal(again.reports, figures.reports)


@pytest.mark.parametrize("workers", [1, pytest.param(2, marks=pytest.mark.processes)])
def test_ids_are_unique_where_texts_repeat(workers, tmp_path):
    sources = [
        b"Prices rose by 2%.",
        b"\xef\xbb\xbfPrices rose by 2%.",
        "zhejiang-2020",
        "zhejiang-2020-en",
        b"8% more",
    ]
    figures = zj.read_corpus(sources, workers=workers, output=tmp_path if workers == 1 else None)
    figures = figures if workers == 2 else figures.to_table().to_pandas()
    assert figures["id"].is_unique
    keys = figures["report"].drop_duplicates().tolist()
    assert keys[1] == f"{keys[0]}~2"
    assert keys[2:4] == ["zhejiang-2020-en", "zhejiang-2020-en~2"]
    assert (figures["id"] == figures["report"] + ":" + figures["start"].astype(str)).all()
    assert dtypes(figures) == COLUMNS


@pytest.fixture
def read(monkeypatch):
    """The sources whose statements were read, and not found in a store."""
    names, honest = [], zj.Report.statements

    def statements(report, **options):
        names.append(Path(report.source or "bytes").name)
        return honest(report, **options)

    monkeypatch.setattr(zj.Report, "statements", statements)
    return names


def test_cache_reads_what_changed_only(folder, tmp_path, read):
    (folder / "none.txt").unlink()
    first = zj.read_corpus(f"{folder}/*.txt", cache=tmp_path / "cache")
    assert read == ["a.txt", "b.txt"]
    assert_frame_equal(zj.read_corpus(f"{folder}/*.txt", cache=tmp_path / "cache"), first)
    assert read == ["a.txt", "b.txt"]
    (folder / "a.txt").write_text("GDP grew by 7%.")
    (folder / "0.txt").write_text((folder / "b.txt").read_text())
    assert surfaces(zj.read_corpus(f"{folder}/*.txt", cache=tmp_path / "cache")) == ["200", "30", "7%", "200", "30"]
    assert read[2:] == ["0.txt", "a.txt"], "the same text under another name has another key"
    zj.read_corpus(f"{folder}/a.txt", cache=tmp_path / "cache", year=2031)
    assert read[4:] == ["a.txt"]


def test_cache_of_another_version_of_the_reading_is_not_used(tmp_path, read, monkeypatch):
    for version in ("one", "two", "two"):
        monkeypatch.setattr(one_report, "code_hash", lambda version=version: version)
        zj.read_corpus([b"8% more"], cache=tmp_path)
    assert len(read) == 2


def test_the_hash_of_the_reading_sees_code_and_data(tmp_path, monkeypatch):
    hashes = set()
    for name in ("data/units.csv", "reading/scanner.py", "cli.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
        monkeypatch.setattr(store_module, "ROOT", tmp_path)
        hashes.add(code_hash.__wrapped__())
    assert len(hashes) == 2  # the command line is no part of the reading


def test_broken_cache_file_is_read_anew(tmp_path):
    sources = ["zhejiang-2020"]
    first = zj.read_corpus(sources, cache=tmp_path)
    (stored,) = tmp_path.iterdir()
    stored.write_bytes(stored.read_bytes()[:2000])
    assert_frame_equal(zj.read_corpus(sources, cache=tmp_path), first)
    assert len(pd.read_parquet(stored)) == len(first), "what was broken is whole again"


def test_output_holds_these_sources_and_reads_back_with_the_same_dtypes(folder, tmp_path, read):
    output = tmp_path / "figures"
    (folder / "notes.csv").unlink()
    dataset = read_with_failures(folder, output=output)
    assert surfaces(dataset.to_table().to_pandas()) == ["6.8%", "200", "30", "6.8%"]
    assert dtypes(dataset.to_table().to_pandas()) == dtypes(pd.read_parquet(output)) == COLUMNS
    assert pd.read_csv(output / "_errors.csv")["error"].tolist() == ["PassedOver", "SourceError", "SourceError"]
    assert pd.read_csv(output / "_reports.csv")["figures"].tolist() == [1, 2, 1]
    (output / "mine.txt").write_text("stays")
    (folder / "new.txt").write_text("We built 5 dams.")
    for name in ("a.txt", "none.txt", "image.pdf"):
        (folder / name).unlink()
    assert surfaces(zj.read_corpus(folder, output=output).to_table().to_pandas()) == ["200", "30", "6.8%", "5"]
    assert read == ["a.txt", "b.txt", "c.txt", "new.txt"]
    assert len(pd.read_parquet(sorted(output.glob("*.parquet")))) == 4
    assert pd.read_csv(output / "_errors.csv")["error"].tolist() == ["PassedOver"]
    assert (output / "mine.txt").exists()


def test_interrupted_run_leaves_a_readable_result_and_goes_on(folder, tmp_path, monkeypatch, read):
    honest = zj.Report.statements

    def interrupted(report, **options):
        if "c.txt" in report.source:
            raise KeyboardInterrupt
        return honest(report, **options)

    monkeypatch.setattr(zj.Report, "statements", interrupted)
    with pytest.raises(KeyboardInterrupt):
        zj.read_corpus(f"{folder}/**/[abc].txt", output=tmp_path / "figures")
    assert sorted(surfaces(pd.read_parquet(tmp_path / "figures"))) == ["200", "30", "6.8%"]
    assert len(pd.read_csv(tmp_path / "figures" / "_reports.csv")) == 2
    monkeypatch.setattr(zj.Report, "statements", honest)
    assert zj.read_corpus(f"{folder}/**/[abc].txt", output=tmp_path / "figures").count_rows() == 4
    assert read == ["a.txt", "b.txt", "c.txt"]


SCRIPT = """
    import sys, zjpolicy as zj
    if __name__ == "__main__":
        zj.read_corpus(sys.argv[1], output=sys.argv[2], workers=2)
"""


@pytest.mark.processes
@pytest.mark.skipif(sys.platform == "win32", reason="no such signal on Windows")
def test_killed_run_leaves_a_readable_result_and_goes_on(tmp_path):
    text = zj.load("zhejiang-2020").text
    (tmp_path / "in").mkdir()
    for at in range(60):
        (tmp_path / "in" / f"{at:02}.txt").write_text(f"{text}\n\nWe will add {at + 300} parks.", encoding="utf-8")
    script, output = tmp_path / "run.py", tmp_path / "out"
    script.write_text(textwrap.dedent(SCRIPT))
    with subprocess.Popen([sys.executable, script, tmp_path / "in", output], start_new_session=True) as process:
        while process.poll() is None and len(list(output.glob("*.parquet")) if output.exists() else []) < 5:
            multiprocessing.connection.wait([], 0.05)
        os.killpg(process.pid, 9)
    done = len(list(output.glob("*.parquet")))
    assert 5 <= done < 60
    assert pd.read_parquet(sorted(output.glob("*.parquet")))["report"].nunique() == done
    reports = zj.read_corpus(tmp_path / "in", output=output).to_table(columns=["report"]).to_pandas()["report"]
    assert reports.nunique() == 60


class Deadly(os.PathLike):
    """A path that ends the process that opens it, but for the one that the tests run in."""

    def __fspath__(self):
        if multiprocessing.parent_process() is not None:
            os._exit(1)
        return "deadly.txt"


@pytest.mark.processes
def test_process_that_dies_costs_its_document_only():
    sources = [b"Prices rose by %d%%." % at for at in range(2, 30)]
    figures = read_with_failures([*sources[:9], Deadly(), *sources[9:]], workers=2)
    assert figures["value"].tolist() == list(range(2, 30))
    assert figures.errors[["source", "error"]].values.tolist() == [["deadly.txt", "BrokenProcessPool"]]
    assert "died" in figures.errors.loc[0, "message"]


def test_whatever_goes_wrong_in_one_document_stops_nothing(monkeypatch):
    def broken(report, **options):
        raise ZeroDivisionError("seven")

    monkeypatch.setattr(zj.Report, "statements", broken)
    figures = read_with_failures([b"Prices rose by 2%."])
    assert figures.errors.values.tolist() == [["item 1", "ZeroDivisionError", "ZeroDivisionError: seven"]]


@pytest.mark.processes
def test_script_without_a_main_guard_is_told_what_to_do(tmp_path):
    script = tmp_path / "run.py"
    script.write_text("import zjpolicy as zj\nzj.read_corpus([b'2% more'] * 9, workers=2)\n")
    ran = subprocess.run([sys.executable, script], capture_output=True, encoding="utf-8", timeout=600, check=False)
    assert ran.returncode == 1
    assert "under if __name__ == '__main__'" in ran.stderr.splitlines()[-1]


def test_without_pyarrow_the_table_is_there_and_the_cache_says_what_to_install():
    code = """
        import sys
        class Without:
            def find_spec(self, name, path=None, target=None):
                if name.split(".")[0] == "pyarrow":
                    raise ImportError(name)
        sys.meta_path.insert(0, Without())
        import zjpolicy as zj
        assert zj.read_corpus([b"GDP grew by 2%."])["surface"].tolist() == ["2%"]
        try:
            zj.read_corpus([b"GDP grew by 2%."], cache=True)
        except zj.ExportError as error:
            print(error)
    """
    ran = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == 'stored statements are Parquet: pip install "zjpolicy[parquet]"'


def test_cache_true_is_the_users_cache_folder(tmp_path, monkeypatch):
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name: tmp_path / name)
    zj.read_corpus([b"2% more"], cache=True)
    assert len(list((tmp_path / "zjpolicy" / "corpus").glob("*.parquet"))) == 1


def test_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(zj.ExportError, match="no folder can be made"):
        zj.read_corpus([b"2% more"], output=tmp_path / "file")


@pytest.mark.parametrize(("progress", "shown"), [(None, False), (True, True), (False, False)])
def test_bar_is_quiet_where_nobody_looks_unless_asked_for(progress, shown, capsys):
    zj.read_corpus([b"2% more"], progress=progress)
    assert ("1/1" in capsys.readouterr().err) == shown


@pytest.mark.slow
def test_output_holds_no_table_in_memory(tmp_path):

    (tmp_path / "in").mkdir()
    text = zj.load("zhejiang-2020").text
    for at in range(6):
        (tmp_path / "in" / f"{at}.txt").write_text(f"{text}\n\nCopy {'ABCDEF'[at]} ends.", encoding="utf-8")
    gc.collect()
    before = sum(isinstance(thing, pd.DataFrame) for thing in gc.get_objects())
    most, put = [0], Store.put

    def counting(self, digest, table, about):
        gc.collect()
        most.append(sum(isinstance(thing, pd.DataFrame) for thing in gc.get_objects()) - before)
        put(self, digest, table, about)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Store, "put", counting)
        zj.read_corpus(tmp_path / "in", output=tmp_path / "out")
    assert most[-1] <= most[1], "more tables at the end than at the start"


def test_documents_differ_by_ending_and_options(tmp_path):
    for name in ("a.txt", "a.html"):
        (tmp_path / name).write_text("2% more")
    table = pd.DataFrame({"source": [str(tmp_path / name) for name in ("a.txt", "a.html", "a.txt")]})
    table["part"] = ["review", "review", "plan"]
    assert len({document.fingerprint()[0] for document in corpus_items(table)}) == 3
    assert hash_of(1) != hash_of("1")


def test_type_checkers_know_what_is_returned():
    local, other = typing.get_overloads(zj.read_corpus)
    assert (local.__annotations__["return"], other.__annotations__["return"]) == (Corpus, typing.Any)
    assert inspect.signature(local).parameters.keys() == inspect.signature(zj.read_corpus).parameters.keys()
    assert inspect.signature(other).parameters.keys() == inspect.signature(zj.read_corpus).parameters.keys()
