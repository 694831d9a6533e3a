"""Make a site in which the notebooks run in the browser: ``python docs/make_lite.py FOLDER``.

It is JupyterLite with Pyodide: students' copies of the notebooks, wheels of zjpolicy and of what Pyodide lacks. Needs
the extra ``lite`` and a registry of packages; where the site is opened, Pyodide itself comes from its own servers.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
NOTEBOOKS = HERE.parent / "notebooks"
CONSTRAINTS = HERE / "lite-constraints.txt"
# What is not in Pyodide's own list; Pyodide 314 has Python 3.14.
ADDED = ("flexcache", "flexparser", "pint", "pooch")
PYTHON = "3.14"
INSTALL = "# In a browser the library is installed anew in every session.\n%pip install -q zjpolicy[parquet]"


def pip(*arguments):
    subprocess.run([sys.executable, "-m", "pip", "--quiet", *map(str, arguments)], check=True)


def wheels(folder):
    """Wheels of the project as it stands and of the packages added, in a folder."""
    pip("wheel", "--no-deps", "--wheel-dir", folder, HERE.parent)
    pinned = dict(re.findall(r"^([\w-]+)==(.+)$", CONSTRAINTS.read_text(encoding="utf-8"), re.M))
    named = [f"{name}=={pinned[name]}" for name in ADDED]
    pip("download", "--no-deps", "--only-binary=:all:", "--python-version", PYTHON, "--dest", folder, *named)
    return sorted(folder.glob("*.whl"))


def with_install(notebook):
    """A notebook that installs the library in its first code cell."""
    install = {"cell_type": "code", "id": "install", "metadata": {}, "source": INSTALL}
    title, *cells = notebook["cells"]
    return {**notebook, "cells": [title, install | {"execution_count": None, "outputs": []}, *cells]}


def make(folder):
    """Build the site in a folder."""
    with tempfile.TemporaryDirectory() as name:
        contents = Path(name, "contents")
        contents.mkdir()
        subprocess.run([sys.executable, NOTEBOOKS / "copies.py", name], check=True)
        for path in Path(name, "student").glob("*.ipynb"):
            notebook = with_install(json.loads(path.read_text(encoding="utf-8")))
            (contents / path.name).write_text(json.dumps(notebook, ensure_ascii=False, indent=1), encoding="utf-8")
        built = wheels(Path(name, "wheels"))
        offered = [part for wheel in built for part in ("--piplite-wheels", str(wheel))]
        options = [
            "--contents",
            str(contents),
            "--output-dir",
            str(Path(folder).resolve()),
            "--no-sourcemaps",
            *offered,
        ]
        # In a folder of its own: the command keeps notes of what it has done, and takes up what lies about.
        command = [sys.executable, "-m", "jupyterlite_core", "build", *options]
        subprocess.run([*command, "--apps", "lab", "--apps", "notebooks", "--apps", "tree"], check=True, cwd=name)


if __name__ == "__main__":
    make(sys.argv[1])
