"""Student and teacher copies of the notebooks: one source, handed out in several ways.

    python notebooks/copies.py FOLDER               FOLDER/student to work in, FOLDER/teacher to teach from
    python notebooks/copies.py FOLDER --nbgrader    and FOLDER/nbgrader, a course for nbgrader
    python notebooks/copies.py --renew              run the notebooks in place, after the library or a text has changed

What a notebook asks, needs and takes stands in its metadata, under ``zjpolicy``, and nowhere else: its first cell, the
gallery of the documentation and the teacher's guide are made of that. It needs nbformat and nbclient, which come with
the extra ``notebooks``.
"""

import argparse
import json
import re
from copy import deepcopy
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

HERE = Path(__file__).parent

# Where students can open their copies without installing anything, such as
# "https://colab.research.google.com/github/NAME/PROJECT/blob/BRANCH/student/{name}". The project has no public address
# yet, so there is none, and no notebook shows a link that leads nowhere.
OPEN_IN = {"Colab": "", "Binder": "", "JupyterLite": ""}

BETWEEN = "### BEGIN SOLUTION\n{}\n### END SOLUTION"
NBGRADER = """\
c = get_config()
c.CourseDirectory.course_id = "zjpolicy"
c.ClearSolutions.code_stub = {"python": "# Your work goes here; then put your answer in place of the dots above."}
c.ClearSolutions.text_stub = "Your answer goes here."
"""

LABELS = {
    "en": {
        "question": "Question",
        "minutes": "Minutes",
        "level": "Level",
        "needs": "You need",
        "learns": "You learn to",
        "reviewed": "Reviewed on",
        "open": "Open your copy in",
    },
    "zh": {
        "question": "问题",
        "minutes": "用时（分钟）",
        "level": "程度",
        "needs": "需要",
        "learns": "学会",
        "reviewed": "审阅日期",
        "open": "打开学生用本",
    },
}


LEVELS = {"zh": {"beginner": "入门", "intermediate": "进阶", "advanced": "高级"}}


def notebooks() -> list[Path]:
    """The notebooks of the course, in order."""
    return sorted(HERE.glob("[0-9][0-9]_*.ipynb"))


def facts(notebook: NotebookNode) -> dict:
    """What a notebook says of itself: number, title, question, minutes, level, needs, learns, language, reviewed."""
    return dict(notebook.metadata["zjpolicy"])


def card(notebook: NotebookNode, name: str) -> str:
    """The first cell of a notebook: its title, and a table of what it says of itself."""
    about = facts(notebook)
    labels = LABELS[about["language"]]
    about["level"] = LEVELS.get(about["language"], {}).get(about["level"], about["level"])
    rows = {
        label: "; ".join(about[key]) if isinstance(about[key], list) else str(about[key])
        for key, label in labels.items()
        if key != "open"
    }
    links = [f"[{place}]({address.format(name=name)})" for place, address in OPEN_IN.items() if address]
    if links:
        rows[labels["open"]] = ", ".join(links)
    (first, question), *others = rows.items()
    table = [f"| {first} | {question} |", "| --- | --- |", *(f"| {label} | {cell} |" for label, cell in others)]
    return f"# {about['title']}\n\n" + "\n".join(table)


def tags(cell: NotebookNode) -> list[str]:
    """What marks a cell."""
    return list(cell.metadata.get("tags", []))


def student(notebook: NotebookNode) -> NotebookNode:
    """The notebook to work in: nothing was run yet, and the solutions are not in it."""
    notebook.cells = [cell for cell in notebook.cells if "solution" not in tags(cell)]
    for cell in notebook.cells:
        cell.metadata.get("jupyter", {}).pop("outputs_hidden", None)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def teacher(notebook: NotebookNode) -> NotebookNode:
    """The notebook to teach from: outputs as stored, solutions and checks unfolded."""
    for cell in notebook.cells:
        cell.metadata.pop("jupyter", None)
        cell.metadata["tags"] = [tag for tag in tags(cell) if not re.match("hide-|remove-", tag)]
    return notebook


def graded(notebook: NotebookNode) -> NotebookNode:
    """The notebook as the source of an nbgrader assignment.

    A checked exercise gives one point, the open one four that a person gives; checks cannot be edited. `nbgrader
    generate_assignment` takes out what stands between its marks.
    """
    cells: list[NotebookNode] = []
    level, number = "", ""
    for cell in notebook.cells:
        marks = tags(cell)
        if "exercise" in marks:
            level = next(tag for tag in marks if tag.startswith("level"))
        if "answer" in marks:
            number = re.match(r"answer_(\d+)", cell.source)[1]
        if "answer" in marks and level == "level-2":
            _rule(cell, f"answer-{number}", solution=True)
        elif "answer" in marks and level == "level-3":
            continue  # the teacher's part follows, in whose place the student writes
        elif "check" in marks:
            cell.source += f"\nassert is_right({number}, answer_{number})"
            _rule(cell, f"check-{number}", grade=True, locked=True, points=1)
        elif {"check-code", "hints"} & set(marks):
            _rule(cell, next(tag for tag in marks if not tag.startswith("remove")), locked=True)
        elif "solution" in marks and cell.cell_type == "markdown":
            cell.source = BETWEEN.format(cell.source)
            _rule(cell, f"answer-{number}", grade=True, solution=True, points=4)
        elif "solution" in marks:
            code = re.sub(r"^(# Solution|assert is_right.*)\n?", "", cell.source, flags=re.M).strip()
            answer = next(each for each in cells if each.source == f"answer_{number} = ...")
            answer.source += "\n" + BETWEEN.format(f"{code}\nanswer_{number} = solution_{number}")
            continue
        cells.append(cell)
    notebook.cells = cells
    return student(notebook)


def _rule(cell: NotebookNode, name: str, *, points: int = 0, **is_so: bool) -> None:
    """What nbgrader is to do with a cell."""
    rule = {"grade": False, "solution": False, "locked": False, "task": False} | is_so
    cell.metadata["nbgrader"] = rule | {"grade_id": name, "schema_version": 3} | ({"points": points} if points else {})
    cell.metadata["tags"] = [tag for tag in tags(cell) if tag != "solution"]


def run(notebook: NotebookNode, cells: list[NotebookNode]) -> None:
    """Run some cells of a notebook in order; outputs are kept in them."""
    part = NotebookNode({**notebook, "cells": cells})
    NotebookClient(part, timeout=120, resources={"metadata": {"path": HERE}}).execute()


def seal(notebook: NotebookNode) -> None:
    """Seal what the solutions give now: checks compare fingerprints, so that no answer can be read in a notebook."""
    cells = [deepcopy(cell) for cell in notebook.cells if cell.cell_type == "code"]
    cells = [cell for cell in cells if not {"nbval-skip", "check"} & set(tags(cell))]
    numbers = set()
    for cell in cells:
        numbers |= set(map(int, re.findall(r"^assert is_right\((\d+)", cell.source, re.M)))
        cell.source = re.sub(r"^assert is_right\(.*", "", cell.source, flags=re.M)
    pairs = ", ".join(f"{number}: seal({number}, solution_{number})" for number in sorted(numbers))
    cells.append(nbformat.v4.new_code_cell(f"import json\n\nprint(json.dumps({{{pairs}}}))"))
    run(notebook, cells)
    keys = ", ".join(f'{number}: "{key}"' for number, key in json.loads(cells[-1].outputs[-1].text).items())
    for cell in notebook.cells:
        if "hints" in tags(cell):
            cell.source = re.sub(r"^KEYS = .*", f"KEYS = {{{keys}}}", cell.source, flags=re.M)


def renew(path: Path) -> None:
    """Write a notebook's first cell anew, seal its answers and run it in place."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[0].source = card(notebook, path.name)
    seal(notebook)
    run(notebook, [cell for cell in notebook.cells if "nbval-skip" not in tags(cell)])
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # when it ran, which differs each time
    nbformat.write(notebook, path)


def hand_out(folder: Path, with_nbgrader: bool) -> None:
    """Write the copies of every notebook."""
    for path in notebooks():
        copies = {"student": (student, path.name), "teacher": (teacher, path.name)}
        if with_nbgrader:
            copies["nbgrader/source"] = (graded, f"{path.stem}/{path.name}")
        for kind, (made, name) in copies.items():
            copy = folder / kind / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            nbformat.write(made(nbformat.read(path, as_version=4)), copy)
    if with_nbgrader:
        (folder / "nbgrader" / "nbgrader_config.py").write_text(NBGRADER, encoding="utf-8")


def main(arguments: list[str] | None = None) -> None:
    """Write copies of every notebook beside this file, or run them all in place."""
    parser = argparse.ArgumentParser(description="Write student and teacher copies of the notebooks.")
    parser.add_argument("folder", type=Path, metavar="FOLDER", nargs="?")
    parser.add_argument("--nbgrader", action="store_true", help="a course for nbgrader too")
    parser.add_argument("--renew", action="store_true", help="run the notebooks in place")
    asked = parser.parse_args(arguments)
    if asked.renew:
        for path in notebooks():
            renew(path)
    if asked.folder is not None:
        hand_out(asked.folder, asked.nbgrader)


if __name__ == "__main__":
    main()
