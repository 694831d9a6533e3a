"""The notebooks' outputs are checked by nbval; here, that the check can fail, and that no cell was left unrun."""

import json
import subprocess
import sys
from pathlib import Path
from runpy import run_path

import nbformat
import pytest

HERE = Path(__file__).parent
NOTEBOOKS = sorted((HERE.parent / "notebooks").glob("*.ipynb"))
EXERCISE = ("exercise", "answer", "check", "solution")
COPIES = run_path(str(HERE.parent / "notebooks" / "copies.py"))
FACTS = set("number language title question minutes level needs learns reviewed".split())
MUST_FAIL = HERE / "notebooks" / "must_fail.ipynb"


def code_cells(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code" and "".join(cell["source"]).strip()]


def unrun(path):
    """Cells that should have been run in order and were not."""
    cells = [cell for cell in code_cells(path) if "nbval-skip" not in cell["metadata"].get("tags", [])]
    return [cell["id"] for place, cell in enumerate(cells, start=1) if cell["execution_count"] != place]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_every_cell_was_run_in_order(path):
    assert unrun(path) == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_cells_that_need_real_reports_are_stored_without_output(path):
    for cell in code_cells(path):
        if "nbval-skip" in cell["metadata"].get("tags", []):
            assert (cell["outputs"], cell["execution_count"]) == ([], None)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_the_first_cell_is_made_of_the_metadata(path):
    notebook = nbformat.read(path, as_version=4)
    assert set(COPIES["facts"](notebook)) == FACTS
    assert notebook.cells[0].source == COPIES["card"](notebook, path.name)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_the_prose_is_short_enough_to_read(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    prose = " ".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    assert len(prose.split()) <= 1_500


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_exercises_are_stored_without_their_answers(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    tagged = {tag: [cell for cell in cells if tag in cell["metadata"].get("tags", [])] for tag in EXERCISE}
    assert len({len(found) for found in tagged.values()}) == 1, {tag: len(found) for tag, found in tagged.items()}
    assert all("".join(cell["source"]).strip().endswith("= ...") for cell in tagged["answer"])
    assert all(cell["metadata"]["jupyter"]["source_hidden"] for cell in tagged["solution"])
    # JupyterLab shows the first line of a folded cell.
    assert all(cell["source"][0] == "# Solution\n" for cell in tagged["solution"])


def test_an_unrun_cell_is_noticed():
    assert unrun(MUST_FAIL) == ["unrun"]


@pytest.mark.slow
def test_a_wrong_output_and_an_error_are_noticed():
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval",
        "--nbval-current-env",
        "-q",
        "-p",
        "no:cacheprovider",
        "-c",
        "/dev/null",
    ]
    run = subprocess.run([*command, str(MUST_FAIL)], capture_output=True, text=True, check=False)
    assert run.returncode == 1, run.stdout + run.stderr
    assert "2 failed, 2 passed" in run.stdout
    assert "must_fail.ipynb::Cell 1" in run.stdout and "must_fail.ipynb::Cell 2" in run.stdout


def test_copies_for_students_hold_no_solutions_and_run(tmp_path):
    COPIES["main"]([str(tmp_path)])
    for kind in ("student", "teacher"):
        assert [path.name for path in sorted((tmp_path / kind).glob("*"))] == [path.name for path in NOTEBOOKS]
    for path in NOTEBOOKS:
        plain = (tmp_path / "student" / path.name).read_text(encoding="utf-8")
        assert "solution_" not in plain
        assert all(cell["outputs"] == [] for cell in code_cells(tmp_path / "student" / path.name))
        shown = code_cells(tmp_path / "teacher" / path.name)
        solved = [cell for cell in shown if "solution" in cell["metadata"]["tags"]]
        assert len(solved) == 3
        assert not any(cell["metadata"].get("jupyter", {}).get("source_hidden") for cell in shown)
        assert [cell["outputs"] for cell in shown] == [cell["outputs"] for cell in code_cells(path)]
