"""The command: what it prints and writes, and how it fails."""

import io
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import zjpolicy as zj
from zjpolicy.cli import main
from zjpolicy.cli.sources import workers_worth

ROOT = Path(zj.__file__).parents[1]
TEXT = "I. A review of 2019\n\nExports increased by 8.5%.\n\nII. Targets for 2020\n\nWe will add 200 parks.\n"


@pytest.fixture
def report(tmp_path):
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    return str(tmp_path / "report.txt")


def run(*arguments, **options):
    command = [sys.executable, "-m", "zjpolicy", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=600, check=False, **options)


@pytest.fixture
def piped(monkeypatch):
    """Puts bytes on standard input."""

    def put(data):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    return put


def test_a_bare_command_gives_help(capsys):
    assert main([]) == 0
    printed, complaints = capsys.readouterr()
    assert "usage: zjpolicy" in printed
    assert "examples:" in printed
    assert complaints == ""


def test_extract_prints_a_summary(report, capsys):
    assert main(["extract", report, "--place", "Zhejiang", "--year", "2020"]) == 0
    printed, complaints = capsys.readouterr()
    assert "Zhejiang, 2020, language en" in printed
    assert "parks    up 200   target   2020    Zhejiang" in printed
    assert "Next: " not in printed
    assert complaints == ""


def test_where_to_look_next_is_told_once(report, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setattr("zjpolicy.cli.telling.cache_folder", lambda: tmp_path / "kept")
    main(["extract", report, "--place", "Zhejiang", "--year", "2020"])
    assert capsys.readouterr().out.splitlines()[-1].startswith("Next: ")
    main(["extract", report, "--place", "Zhejiang", "--year", "2020"])
    assert "Next: " not in capsys.readouterr().out


def test_extract_writes_every_figure(report, tmp_path, capsys):
    assert main(["extract", report, report, "-o", str(tmp_path / "figures.csv")]) == 0
    written = pd.read_csv(tmp_path / "figures.csv")
    assert written["surface"].tolist() == ["8.5%", "200", "8.5%", "200"]
    assert f"4 figures written to {tmp_path / 'figures.csv'}" in capsys.readouterr().out


def test_all_shows_every_figure(tmp_path, capsys):
    (tmp_path / "long.txt").write_text("We will add 200 parks. " * 12, encoding="utf-8")
    main(["extract", str(tmp_path / "long.txt")])
    assert "… and 2 more" in capsys.readouterr().out
    main(["extract", str(tmp_path / "long.txt"), "--all"])
    printed = capsys.readouterr().out
    assert printed.count("up 200") == 12
    assert "more" not in printed


def test_broken_source_is_told_in_one_line_and_the_others_go_through(report, tmp_path, capsys):
    (tmp_path / "empty.txt").write_text("")
    output = tmp_path / "figures.jsonl"
    missing, empty = str(tmp_path / "no\nne.txt"), str(tmp_path / "empty.txt")
    assert main(["extract", missing, report, empty, report, "-o", str(output)]) == 1
    printed, complaints = capsys.readouterr()
    assert [line.split(": ", 1)[0] for line in complaints.splitlines()] == ["zjpolicy", "zjpolicy"]
    assert complaints.splitlines()[1] == f"zjpolicy: {empty}: empty"
    assert printed.count("2 figures\n") == 2
    assert len(output.read_text(encoding="utf-8").splitlines()) == 4


@pytest.mark.processes
def test_folder_is_read_in_processes_and_errors_are_listed_in_the_end(report, tmp_path, capsys):
    folder, output = Path(report).parent / "in", tmp_path / "figures.parquet"
    folder.mkdir()
    for at in range(12):
        (folder / f"{at:02}.txt").write_text(f"We will add {at} parks." if at else "", encoding="utf-8")
    arguments = [str(folder), str(tmp_path / "*.none"), report, "--workers", "2", "--all", "-o", str(output)]
    assert main(["extract", *arguments]) == 1
    printed, complaints = capsys.readouterr()
    assert printed.count("== ") == 12
    assert "parks    up 11  target" in printed
    assert complaints.splitlines() == [
        f"zjpolicy: {tmp_path / '*.none'}: no file fits this pattern",
        f"zjpolicy: {folder / '00.txt'}: empty",
    ]
    assert pd.read_parquet(output)["value"].tolist() == [*range(1, 12), 8.5, 200]


def test_nothing_is_written_where_nothing_could_be_read(tmp_path, capsys):
    assert main(["extract", str(tmp_path / "none.txt"), "-o", str(tmp_path / "figures.csv")]) == 1
    assert list(tmp_path.iterdir()) == []
    assert capsys.readouterr().out == ""


def test_unknown_ending_is_told_before_anything_is_read(report, tmp_path, capsys):
    assert main(["extract", report, "-o", str(tmp_path / "figures.doc")]) == 1
    printed, complaints = capsys.readouterr()
    assert printed == ""
    assert "known: .csv, .jsonl, .parquet, .xlsx" in complaints


def test_file_that_cannot_be_written(report, tmp_path, capsys):
    assert main(["extract", report, "-o", str(tmp_path / "none" / "figures.csv")]) == 1
    assert "cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract"],
        ["extract", "a", "--year", "x"],
        ["extract", "a", "--language", "xx"],
        ["extract", "a", "--workers", "0"],
    ],
)
def test_wrong_use_exits_with_two(arguments, capsys):
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    assert "usage: zjpolicy" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "shown"), [(["--version"], f"zjpolicy {zj.__version__}"), (["--help"], "examples:")]
)
def test_version_and_help(arguments, shown):
    ran = run(*arguments)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert shown in ran.stdout


def test_help_of_extract_has_examples(capsys):
    with pytest.raises(SystemExit):
        main(["extract", "--help"])
    assert "zjpolicy extract zhejiang-2020 -o figures.csv" in capsys.readouterr().out


def test_module_runs_as_the_command(report):
    ran = run("extract", report)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "2 figures" in ran.stdout


def test_screen_without_the_characters_is_no_failure(tmp_path):
    (tmp_path / "report.txt").write_text("We will add 200 公园公园.\n" * 20, encoding="utf-8")
    ran = run("extract", str(tmp_path / "report.txt"), env={"PYTHONIOENCODING": "ascii", "PYTHONPATH": str(ROOT)})
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break otherwise on Windows")
def test_reader_that_leaves_early_stops_neither_writing_nor_quiet(report, tmp_path):
    output = tmp_path / "figures.csv"
    command = [sys.executable, "-m", "zjpolicy", "extract", *[report] * 3, "-o", str(output)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        complaints = process.stderr.read()
        process.wait(60)
    assert (process.returncode, complaints) == (0, b"")
    assert len(pd.read_csv(output)) == 6


def test_warnings_name_the_options_of_the_command(tmp_path, capsys):
    path = tmp_path / "long.txt"
    path.write_text("We will add 200 parks. " * 300, encoding="utf-8")
    assert main(["extract", str(path)]) == 0
    message = f"zjpolicy: {path}: place and year not found in the text: give --place and --year\n"
    assert capsys.readouterr().err.startswith(message)


def test_interrupt_ends_quietly(report, monkeypatch):
    def interrupt(_):
        raise KeyboardInterrupt

    monkeypatch.setattr("zjpolicy.cli.texts.extract", interrupt)
    assert main(["extract", report]) == 130


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (["check", "zhejiang-2020"], "mistranslated unit"),
        (["check", "zhejiang-2020", "--reference", "headline"], "3 findings"),
        (["compare", "zhejiang-2020", "headline"], "up 6 to 6.5%     up 3.6%  missed"),
        (["align", "zhejiang-2020", "zhejiang-2020-zh", "--differing"], "english only"),
        (["attention", "zhejiang-2020-zh", "--dictionary", "environment"], "environment.chen"),
        (["attention", "--list"], "epu_zh.huang_luk_2020.policy"),
        (["panel", "growth-targets", "--indicator", "gdp.growth"], "(--all shows them, -o FILE writes them)"),
        (["panel", "zhejiang-2020", "zhejiang-2020-zh", "--indicator", "gdp.growth"], "up 6 to 6.5%"),
        (
            ["panel", "growth-targets", "--indicator", "gdp.growth", "--wide", "gap"],
            "to 2026, as many as the screen takes",
        ),
        (["panel", "--list"], "gdp.growth"),
        (["completion", "bash"], "complete"),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, list) else "",
)
def test_each_verb_shows_what_the_library_gives(arguments, shown, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")  # whatever screen the tests run on
    if arguments[0] == "completion":
        pytest.importorskip("shtab")
    assert main(arguments) == 0
    printed, complaints = capsys.readouterr()
    assert shown in printed
    assert complaints == ""
    assert max(map(len, printed.splitlines())) <= 100 or arguments[0] == "completion"


@pytest.mark.parametrize(
    ("arguments", "made"),
    [
        (["check", "zhejiang-2020"], lambda: zj.check(zj.load("zhejiang-2020"))),
        (
            ["compare", "zhejiang-2020", "headline"],
            lambda: zj.compare(zj.load("zhejiang-2020").statements(), zj.dataset("headline")),
        ),
        (
            ["align", "zhejiang-2020", "zhejiang-2020-zh"],
            lambda: zj.align(zj.load("zhejiang-2020"), zj.load("zhejiang-2020-zh")),
        ),
        (
            ["panel", "growth-targets", "--indicator", "gdp.growth", "--wide", "gap"],
            lambda: zj.panel(zj.dataset("growth-targets"), "gdp.growth", wide="gap"),
        ),
        (
            ["attention", "zhejiang-2020-zh", "--dictionary", "environment", "--dictionary", "rural"],
            lambda: zj.attention("zhejiang-2020-zh", ["environment", "rural"]),
        ),
    ],
    ids=lambda given: given[0] if isinstance(given, list) else "",
)
def test_what_a_verb_writes_is_the_whole_table(arguments, made, tmp_path, capsys):
    assert main([*arguments, "-o", str(tmp_path / "table.jsonl")]) == 0
    zj.export(made(), tmp_path / "right.jsonl")
    assert (tmp_path / "table.jsonl").read_bytes() == (tmp_path / "right.jsonl").read_bytes()
    capsys.readouterr()
    assert main([*arguments, "-o", "-"]) == 0
    zj.export(made(), tmp_path / "right.csv")
    printed, complaints = capsys.readouterr()
    assert printed == (tmp_path / "right.csv").read_text(encoding="utf-8")
    assert complaints.endswith("written to standard output\n")


def test_a_table_in_a_file_is_compared(report, tmp_path, capsys):
    (tmp_path / "had.csv").write_text(
        "place,indicator,period,status,value,unit\nZhejiang,gdp.growth,2020,outcome,3.6,%\n", "utf-8"
    )
    assert main(["compare", "zhejiang-2020", str(tmp_path / "had.csv")]) == 0
    assert "missed" in capsys.readouterr().out


def test_standard_input_is_a_source(piped, capsys):
    piped(b"GDP grew by 6%.")
    assert main(["extract", "-", "-o", "-"]) == 0
    printed, complaints = capsys.readouterr()
    assert printed.splitlines()[1].startswith("GDP,up 6%,")
    assert complaints == "1 figure written to standard output\n"
    piped("全省生产总值增长6%。".encode())
    assert main(["view", "-", "-o", "-"]) == 0
    assert capsys.readouterr().out.startswith("<!DOCTYPE html>")


def test_a_keyboard_is_no_source(piped, monkeypatch, capsys):
    piped(b"")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    assert main(["extract", "-"]) == 1
    assert "standard input is the keyboard" in capsys.readouterr().err


def test_a_page_is_opened(report, tmp_path, monkeypatch, capsys):
    opened = []
    monkeypatch.setattr("webbrowser.open", lambda address: opened.append(address) or True)
    assert main(["view", report, "--open"]) == 0
    assert main(["view", report, "--open", "-o", str(tmp_path / "page.html")]) == 0
    assert [Path(address.removeprefix("file://")).name for address in opened] == ["page.html"] * 2
    assert "opened in the browser" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["view", "zhejiang-2020"], "give -o FILE.html, -o - or --open"),
        (["view", "zhejiang-2020", "-o", "-", "--open"], "give one of them"),
        (["panel", "headline"], "--indicator CODE"),
        (["panel", "headline", "zhejiang-2020", "--indicator", "gdp.growth"], "of tables or of reports, not of both"),
        (["attention", "zhejiang-2020-zh"], "--dictionary LIST"),
        (["attention", "zhejiang-2020-zh", "--dictionary", "none"], "(your own: a CSV file with the columns"),
        (["compare", "zhejiang-2020", "nowhere.csv"], "nowhere.csv: no such file"),
    ],
)
def test_what_is_wrong_is_told_in_words_of_the_command_line(arguments, message, capsys):
    assert main(arguments) == 1
    printed, complaints = capsys.readouterr()
    assert message in complaints
    assert "zj." not in complaints
    assert printed == ""


@pytest.mark.parametrize(
    "verb", [["extract"], ["check"], ["view"], ["compare", "headline"], ["align", "zhejiang-2020"]]
)
def test_an_output_path_is_tried_before_anything_is_read(verb, tmp_path, monkeypatch, capsys):
    def never(*_, **__):
        raise AssertionError("read before the path was tried")

    for name in ("report_of", "figures_of", "table_of"):
        for room in ("texts", "tables"):
            monkeypatch.setattr(f"zjpolicy.cli.{room}.{name}", never, raising=False)
    ending = ".html" if verb == ["view"] else ".csv"
    (tmp_path / f"folder{ending}").mkdir()
    for path in (tmp_path / "none" / f"out{ending}", tmp_path / f"folder{ending}", tmp_path / "out.doc"):
        assert main([*verb, "zhejiang-2020", "-o", str(path)]) == 1
        assert str(path.name) in capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_behind_standard_output_is_told_in_one_line(report):
    with open("/dev/full", "w") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "zjpolicy", "extract", report],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert ran.returncode == 1
    assert ran.stderr.decode().startswith("zjpolicy: standard output cannot be written: ")
    assert b"Traceback" not in ran.stderr


def test_processes_are_started_only_where_they_pay(tmp_path):
    small, large = tmp_path / "small.txt", tmp_path / "large.txt"
    small.write_text("We will add 200 parks.")
    large.write_text("We will add 200 parks.\n" * 100_000)
    assert workers_worth([str(small)] * 50, 4) == 1
    assert workers_worth([str(small), str(large)], 4) == 2
    assert workers_worth([str(large)] * 10, 4) == 4


@pytest.mark.processes
def test_processes_warn_of_nothing_that_is_told_anyway(tmp_path):
    for at in range(3):
        (tmp_path / f"{at}.txt").write_text("We will add 200 parks. " + "Roads go on. \n" * 80_000, encoding="utf-8")
    ran = run("extract", str(tmp_path), "--workers", "2", "-o", str(tmp_path / "figures.csv"))
    assert ran.returncode == 0
    assert "Warning" not in ran.stderr
