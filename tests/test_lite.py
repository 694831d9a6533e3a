"""What the site of notebooks in a browser is made of: copies of the notebooks, and versions that a browser has."""

import re
import runpy
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest
from packaging.requirements import Requirement

import zjpolicy as zj
from zjpolicy.corpus import processes

ROOT = Path(__file__).parents[1]
make_lite = SimpleNamespace(**runpy.run_path(str(ROOT / "docs" / "make_lite.py")))
PINNED = dict(re.findall(r"^([\w-]+)==(.+)$", make_lite.CONSTRAINTS.read_text(encoding="utf-8"), re.M))


def test_versions_of_a_browser_fulfil_what_the_library_needs():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = map(Requirement, [*project["dependencies"], *project["optional-dependencies"]["parquet"]])
    unfulfilled = [str(at) for at in needed if not at.specifier.contains(PINNED[at.name])]
    assert unfulfilled == []


def test_copy_of_a_notebook_installs_the_library_first():
    notebook = {"cells": [{"source": "# Roads"}, {"source": "1 + 1"}], "metadata": {}}
    copy = make_lite.with_install(notebook)
    assert [cell["source"] for cell in copy["cells"]] == ["# Roads", make_lite.INSTALL, "1 + 1"]
    assert len(notebook["cells"]) == 2


def test_a_browser_starts_no_processes_and_says_so(monkeypatch):
    monkeypatch.setattr(processes.sys, "platform", "emscripten")
    reports = [f"GDP grew by {growth}%." for growth in range(1, 10)]
    with pytest.raises(zj.ZjpolicyError, match="in a browser starts no processes: leave workers at 1"):
        zj.read_corpus(reports, workers=2)
