"""Student and teacher copies of the notebooks: one source, two ways of handing it out.

    python notebooks/copies.py FOLDER

writes every notebook to FOLDER/student without solutions and outputs, and to FOLDER/teacher with the solutions shown.
It needs nbformat, which comes with the extra ``notebooks``.
"""

import argparse
from pathlib import Path

import nbformat
from nbformat import NotebookNode

HERE = Path(__file__).parent


def student(notebook: NotebookNode) -> NotebookNode:
    """The notebook to work in: nothing was run yet, and the solutions are not in it."""
    notebook.cells = [cell for cell in notebook.cells if "solution" not in tags(cell)]
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def teacher(notebook: NotebookNode) -> NotebookNode:
    """The notebook to teach from: outputs as stored, solutions and checks unfolded."""
    for cell in notebook.cells:
        cell.metadata.get("jupyter", {}).pop("source_hidden", None)
        cell.metadata["tags"] = [tag for tag in tags(cell) if tag != "hide-input"]
    return notebook


def tags(cell: NotebookNode) -> list[str]:
    """What marks a cell."""
    return list(cell.metadata.get("tags", []))


def main(arguments: list[str] | None = None) -> None:
    """Write both copies of every notebook beside this file."""
    parser = argparse.ArgumentParser(description="Write student and teacher copies of the notebooks.")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    folder = parser.parse_args(arguments).folder
    for made in (student, teacher):
        (folder / made.__name__).mkdir(parents=True, exist_ok=True)
        for path in sorted(HERE.glob("*.ipynb")):
            copy = made(nbformat.read(path, as_version=4))
            nbformat.write(copy, folder / made.__name__ / path.name)


if __name__ == "__main__":
    main()
