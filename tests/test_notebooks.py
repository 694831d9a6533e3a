"""Outputs of the notebooks are checked by nbval; here, that this can fail, and that the course keeps its promises."""

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from runpy import run_path

import nbformat
import pytest

HERE = Path(__file__).parent
COPIES = run_path(str(HERE.parent / "notebooks" / "copies.py"))
NOTEBOOKS = sorted((HERE.parent / "notebooks").glob("*.ipynb"))
ENGLISH = [path for path in NOTEBOOKS if not path.stem.endswith(".zh")]
CHINESE = [path for path in NOTEBOOKS if path.stem.endswith(".zh")]
FACTS = set("number language title question minutes level needs learns reviewed".split())
MUST_FAIL = HERE / "notebooks" / "must_fail.ipynb"
UNANSWERED = {"en": "Not answered yet", "zh": "还没有作答"}

# Hidden on the site (remove-cell) and folded in JupyterLab (source_hidden).
HIDDEN = {"check-code", "hints", "solution"}
# What belongs to an exercise, not to the text between two of them.
PARTS = HIDDEN | {"card", "exercise", "answer", "check"}

# Calls that a beginner meets for the first time in this course, and how each looks in code.
CALLS = {
    "crosstab": r"\bcrosstab\(",
    "query": r"\.query\(",
    "lambda": r"\blambda\b",
    "assert": r"^assert\b",
    "value_counts": r"\.value_counts\(",
    "groupby": r"\.groupby\(",
    "merge": r"\bmerge\(",
    "pivot_table": r"\.pivot_table\(",
    "pd.concat": r"\bpd\.concat\(",
    "str.contains": r"\.str\.contains\(",
    "def": r"^def ",
    "sample": r"\bsample\(",
    "diff": r"\.diff\(",
    "where": r"\.where\(",
}

every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)


def cells_of(path):
    return nbformat.read(path, as_version=4).cells


def tags(cell):
    return set(cell["metadata"].get("tags", []))


def code_cells(path):
    return [cell for cell in cells_of(path) if cell["cell_type"] == "code" and cell["source"].strip()]


def unrun(path):
    """Cells that should have been run in order and were not."""
    cells = [cell for cell in code_cells(path) if "nbval-skip" not in tags(cell)]
    return [cell["id"] for place, cell in enumerate(cells, start=1) if cell["execution_count"] != place]


@every_notebook
def test_every_cell_was_run_in_order(path):
    assert unrun(path) == []


@every_notebook
def test_cells_that_need_real_reports_are_stored_without_output(path):
    for cell in code_cells(path):
        if "nbval-skip" in tags(cell):
            assert (cell["outputs"], cell["execution_count"]) == ([], None)


@every_notebook
def test_the_first_cell_is_made_of_the_metadata(path):
    notebook = nbformat.read(path, as_version=4)
    assert set(COPIES["facts"](notebook)) == FACTS
    assert notebook.cells[0].source == COPIES["card"](notebook, path.name)


def words_of(path):
    """Words of English, or characters of Chinese at nine for five words, as translators count."""
    prose = " ".join(cell["source"] for cell in cells_of(path) if cell["cell_type"] == "markdown")
    han = re.findall(r"[\u4e00-\u9fff]", prose) if path in CHINESE else []
    return len(re.sub(r"[\u4e00-\u9fff]", " ", prose).split()) + len(han) * 5 / 9 if han else len(prose.split())


@every_notebook
def test_the_prose_is_short_enough_to_read(path):
    assert words_of(path) <= 1_500


@every_notebook
def test_an_exercise_comes_at_least_every_seven_cells(path):
    between = [0]
    for cell in cells_of(path):
        if "exercise" in tags(cell):
            between.append(0)
        elif not tags(cell) & PARTS:
            between[-1] += 1
    assert len(between) > 4 and max(between) <= 7, between


@every_notebook
def test_exercises_have_three_levels_and_the_last_is_open(path):
    levels = [next(tag for tag in tags(cell) if "level" in tag) for cell in cells_of(path) if "exercise" in tags(cell)]
    assert set(levels) == {"level-1", "level-2", "level-3"}
    assert levels.count("level-3") == 1 and levels[-1] == "level-3"


@every_notebook
def test_each_exercise_has_its_parts_in_order(path):
    cells = cells_of(path)
    for place, cell in enumerate(cells):
        following = [tags(each) for each in cells[place + 1 : place + 6]]
        if "level-1" in tags(cell):
            assert "answer" in following[0] and "reveal" in following[1]
        if "level-2" in tags(cell):
            assert ["answer" in following[0], "check" in following[1], "solution" in following[2]] == [True] * 3
        if "level-3" in tags(cell):
            assert "own" in following[0] and any("solution" in each for each in following)
        if "answer" in tags(cell):
            assert re.fullmatch(r"answer_\d = \.\.\.", cell["source"])


@every_notebook
def test_nothing_is_spoilt(path):
    language = nbformat.read(path, as_version=4).metadata["zjpolicy"]["language"]
    for cell in cells_of(path):
        if tags(cell) & HIDDEN:
            assert "remove-cell" in tags(cell) and cell["metadata"]["jupyter"]["source_hidden"]
            assert not cell.get("outputs")
        if "reveal" in tags(cell):
            assert "hide-output" in tags(cell) and cell["metadata"]["jupyter"]["outputs_hidden"]
        if "check" in tags(cell):
            assert "remove-cell" in tags(cell)
            assert cell["outputs"][0]["text"].startswith(UNANSWERED[language])
        if "hints" in tags(cell):
            # JupyterLab shows the first line of a folded cell.
            assert cell["source"].startswith("# ") and re.search(
                r"^KEYS = \{\d: \"[0-9a-f]{10}\"", cell["source"], re.M
            )


def test_the_checks_are_the_same_in_every_notebook():
    found = {cell["source"] for path in NOTEBOOKS for cell in cells_of(path) if "check-code" in tags(cell)}
    assert len(found) == 1


def checks(path):
    """What the hidden cells of a notebook define."""
    space = {}
    for cell in cells_of(path):
        if tags(cell) & {"check-code", "hints"}:
            exec(cell["source"], space)
    return space


@every_notebook
def test_every_checked_exercise_has_hints_in_steps(path):
    space = checks(path)
    cells = [cell for cell in cells_of(path) if "check" in tags(cell)]
    numbers = [int(re.match(r"check\((\d)", cell["source"])[1]) for cell in cells]
    assert list(space["KEYS"]) == list(space["HINTS"]) == list(space["NOTES"]) == numbers
    assert all(len(hints) >= 2 for hints in space["HINTS"].values()) and set(space["MISTAKES"]) <= set(numbers)


def test_a_check_gives_the_next_hint_after_a_new_try_only(capsys):
    space = checks(NOTEBOOKS[0])
    space["KEYS"], space["NOTES"] = {2: space["seal"](2, (3, "Up"))}, {2: "Well read."}
    space["HINTS"], space["MISTAKES"] = {2: ["First.", "Second."]}, {2: {"(up, 3)": "The other way round."}}

    def reply(answer):
        space["check"](2, answer)
        return capsys.readouterr().out.strip()

    assert reply(...).startswith("Not answered yet") and "First" not in reply(...)
    assert [reply(1), reply(1), reply("1"), reply([2]), reply([2.0]), reply({5})] == [
        f"Not yet. {hint}" for hint in ("First.", "First.", "First.", "Second.", "Second.", "Second.")
    ]
    assert reply(("up", 3)) == "Not yet. The other way round."
    space["TRIES"].clear()
    assert [reply(("up", 3)), reply(7)] == ["Not yet. The other way round.", "Not yet. First."]
    assert reply((3, "up ")) == reply((3.0, "UP")) == "Right. Well read."


def visible(path):
    """The cells that a student reads, calls of the first cell aside."""
    return [cell for cell in cells_of(path) if not tags(cell) & (HIDDEN | {"check", "card"})]


@pytest.mark.parametrize("call", CALLS)
def test_a_call_is_explained_where_it_first_appears(call):
    for path in ENGLISH:
        cells = visible(path)
        used = [
            n
            for n, cell in enumerate(cells)
            if cell["cell_type"] == "code" and re.search(CALLS[call], cell["source"], re.M)
        ]
        if used:
            near = [cell["source"] for cell in cells[: used[0] + 3] if cell["cell_type"] == "markdown"]
            assert any(re.search(rf"`[^`]*\b{re.escape(call)}\b", text) for text in near), (path.name, used[0])
            return
    pytest.fail(f"{call} is used nowhere")


def figures(text):
    """The numbers in a text: not those of examples in quotes, up to ten, of years, and "of 100", said of anything."""
    text = re.sub(
        r"\"[^\"]*\"|`[^`]*`|\]\([^)]*\)|https?://\S+|<sup>.*?</sup>|[\w./-]*[A-Za-z][\w./-]*\d[\w./-]*", " ", text
    )
    found = {number.replace(",", "").rstrip(".") for number in re.findall(r"\d[\d,]*(?:\.\d+)?", text)}
    return {number for number in found if float(number) > 10 and not re.fullmatch(r"(?:19|20)\d\d|10+", number)}


@every_notebook
def test_every_figure_in_prose_is_computed(path):
    """Each stands in an output, or in code that a wrong one would stop."""
    cells = cells_of(path)
    outputs = json.dumps([cell.get("outputs", []) for cell in cells if cell["cell_type"] == "code"], ensure_ascii=False)
    code = "\n".join(cell["source"] for cell in cells if cell["cell_type"] == "code")
    known = set(re.findall(r"\d+(?:\.\d+)?", (outputs + code).replace(",", "").replace("_", "")))
    percent = {f"{round(100 * float(number), 6):g}" for number in known if 0 < float(number) < 1}
    for cell in cells[1:]:
        if cell["cell_type"] == "markdown" and not tags(cell) & {"exercise", "solution"}:
            prose = re.split(r"^## (?:References|参考文献)", cell["source"], flags=re.M)[0]
            assert figures(prose) <= known | percent, cell["source"]


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


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """All copies, once for this file."""
    folder = tmp_path_factory.mktemp("course")
    COPIES["main"]([str(folder)])
    return folder


def test_copies_for_students_hold_no_solutions(course):
    for kind in ("student", "teacher"):
        assert [path.name for path in sorted((course / kind).glob("*"))] == [path.name for path in NOTEBOOKS]
    for path in NOTEBOOKS:
        plain = (course / "student" / path.name).read_text(encoding="utf-8")
        assert "solution_" not in plain and "For the teacher" not in plain and "教师用" not in plain
        assert all(cell["outputs"] == [] for cell in code_cells(course / "student" / path.name))
        shown = code_cells(course / "teacher" / path.name)
        assert sum("check" in tags(cell) for cell in shown) == sum("solution" in tags(cell) for cell in shown) > 1
        assert not any(cell["metadata"].get("jupyter") for cell in shown)
        assert [cell["outputs"] for cell in shown] == [cell["outputs"] for cell in code_cells(path)]


@pytest.mark.slow
@every_notebook
def test_a_copy_for_students_runs_without_the_solutions(path, course):
    notebook = nbformat.read(course / "student" / path.name, as_version=4)
    cells = [cell for cell in notebook.cells if "nbval-skip" not in tags(cell)]
    COPIES["run"](notebook, cells)
    checked = [cell for cell in cells if "check" in tags(cell)]
    assert all(cell.outputs[0].text.startswith(tuple(UNANSWERED.values())) for cell in checked)


def test_links_are_shown_where_there_is_an_address_only(monkeypatch):
    notebook = nbformat.read(NOTEBOOKS[0], as_version=4)
    assert "http" not in COPIES["card"](notebook, "a.ipynb")
    monkeypatch.setitem(COPIES["OPEN_IN"], "Binder", "https://binder.example/lab/{name}")
    assert "[Binder](https://binder.example/lab/a.ipynb)" in COPIES["card"](notebook, "a.ipynb")


def nbgrader(folder, *words):
    """Run nbgrader as a teacher does, in the folder of the course; it looks for alembic beside python."""
    command = [sys.executable, "-m", "nbgrader", *words]
    here = {**os.environ, "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])}
    run = subprocess.run(command, cwd=folder, env=here, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.slow
@pytest.mark.parametrize("name", ["01_read_a_report", "02_numbers_and_units"])
def test_nbgrader_releases_and_grades(name, tmp_path):
    api = pytest.importorskip("nbgrader.api", reason="nbgrader comes with the extra 'grading'")
    COPIES["main"]([str(tmp_path), "--nbgrader"])
    folder = tmp_path / "nbgrader"
    nbgrader(folder, "generate_assignment", name)
    released = folder / "release" / name / f"{name}.ipynb"
    text = released.read_text(encoding="utf-8")
    assert "solution_" not in text and "For the teacher" not in text and "Your answer goes here." in text
    # One student answers the first checked exercise rightly, the second wrongly, and writes on the open one.
    notebook = nbformat.read(released, as_version=4)
    numbers = list(checks(released)["KEYS"])
    solved = {
        cell["source"] for cell in cells_of(HERE.parent / "notebooks" / f"{name}.ipynb") if "solution" in tags(cell)
    }
    code = next(source for source in solved if f"solution_{numbers[0]} = " in source)
    for cell in notebook.cells:
        if cell.source.startswith(f"answer_{numbers[0]} = ..."):
            cell.source = re.sub(r"^assert.*", "", code, flags=re.M) + f"\nanswer_{numbers[0]} = solution_{numbers[0]}"
        if cell.source.startswith(f"answer_{numbers[1]} = ..."):
            cell.source = f"answer_{numbers[1]} = 'a guess'"
        if cell.source == "Your answer goes here.":
            cell.source = "A promise, and where one would look."
    handed_in = folder / "submitted" / "ada" / name / f"{name}.ipynb"
    handed_in.parent.mkdir(parents=True)
    nbformat.write(notebook, handed_in)
    nbgrader(folder, "autograde", name)
    with api.Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        submission = gradebook.find_submission(name, "ada")
        assert (submission.score, submission.max_score) == (1, len(numbers) + 4)
        assert submission.needs_manual_grade


@pytest.mark.parametrize("path", CHINESE, ids=lambda path: path.name)
def test_the_chinese_edition_keeps_in_step(path):
    """The same code, comments and what a check says aside; every exercise with the same sealed answer."""
    english = path.with_name(path.name.replace(".zh", ""))
    ours, theirs = ([cell for cell in cells_of(each) if cell["cell_type"] == "code"] for each in (path, english))
    assert [tags(cell) for cell in ours] == [tags(cell) for cell in theirs]
    for one, other in zip(ours, theirs, strict=True):
        if "hints" not in tags(one):
            assert ast.dump(ast.parse(one["source"])) == ast.dump(ast.parse(other["source"])), one["source"]
    assert checks(path)["KEYS"] == checks(english)["KEYS"]
    assert [cell["cell_type"] for cell in cells_of(path)] == [cell["cell_type"] for cell in cells_of(english)]


def test_two_notebooks_have_a_chinese_edition():
    assert [path.name[:2] for path in CHINESE] == ["01", "05"]
