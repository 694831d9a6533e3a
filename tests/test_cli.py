"""The command: what it prints and writes, and how it fails."""

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import zjpolicy as zj
from zjpolicy.cli import main

ROOT = Path(zj.__file__).parents[1]
TEXT = "I. A review of 2019\n\nExports increased by 8.5%.\n\nII. Targets for 2020\n\nWe will add 200 parks.\n"


@pytest.fixture
def report(tmp_path):
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    return str(tmp_path / "report.txt")


def run(*arguments, **options):
    command = [sys.executable, "-m", "zjpolicy", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=600, check=False, **options)


def test_extract_prints_a_summary_and_where_to_look_next(report, capsys):
    assert main(["extract", report, "--place", "Zhejiang", "--year", "2020"]) == 0
    printed, complaints = capsys.readouterr()
    assert "Zhejiang, 2020, language en" in printed
    assert "parks    up 200   target   2020    Zhejiang" in printed
    assert printed.splitlines()[-1].startswith("Next: ")
    assert complaints == ""


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
        [],
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
    ("arguments", "said"), [(["--version"], f"zjpolicy {zj.__version__}"), (["--help"], "examples:")]
)
def test_version_and_help(arguments, said):
    ran = run(*arguments)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert said in ran.stdout


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
    said = f"zjpolicy: {path}: place and year not found in the text: give --place and --year\n"
    assert capsys.readouterr().err.startswith(said)


def test_interrupt_ends_quietly(report, monkeypatch):
    def interrupt(_):
        raise KeyboardInterrupt

    monkeypatch.setattr("zjpolicy.cli.extract", interrupt)
    assert main(["extract", report]) == 130
