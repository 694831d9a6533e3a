"""Modules stand in one order, the direction of flow, and import only modules that come before them."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import zjpolicy
from zjpolicy.store import AFTER

ROOT = Path(zjpolicy.__file__).parent

# A package is one stage, but for those of its modules that are named here themselves.
FLOW = [
    "errors",
    "data",
    "hints",
    "languages",
    "languages.chinese_numbers",
    "numbers",
    "units",
    "wording",
    "places",
    "quantity",
    "reading",
    "languages.english_tokens",
    "languages.english_phrases",
    "languages.english_sentence",
    "languages.english_measures",
    "languages.english_kinds",
    "languages.english",
    "languages.chinese_phrases",
    "languages.chinese_kinds",
    "languages.chinese",
    "languages.chinese_labels",
    "languages.chinese_scanner",
    "labels",
    "ranks",
    "scanner",
    "quantities",
    "periods",
    "marks",
    "outline",
    "metadata",
    "known",
    "report",
    "unwrap",
    "catalog",
    "sources",
    "indicators",
    "naming",
    "statements",
    "table",
    "datasets",
    "comparison",
    "checks",
    "analyses",
    "citing",
    "tables",
    "scoring",
    "export",
    "store",
    "documents",
    "processes",
    "corpus",
    "display",
    "card",
    "annotated",
    "page",
    "excerpt",
    "plot",
    "__init__",
    "cli",
    "__main__",
]

# Methods that hand over to a later stage, as report.statements() does, import it when called.
SHORTCUTS = {
    "report": {"card", "checks", "excerpt", "page", "statements", "table"},
}


def module_name(path: Path) -> str:
    """The name of a file as a module inside of zjpolicy: "cli", "languages.english", "languages"."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if len(parts) > 1 and parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in sorted(ROOT.rglob("*.py"))}


def stage_of(name: str) -> str:
    """The stage of a dotted name inside of zjpolicy: its longest listed beginning, else its module."""
    parts = name.split(".")
    beginnings = [".".join(parts[:length]) for length in range(len(parts), 0, -1)]
    listed = (beginning for beginning in beginnings if beginning in FLOW)
    return next(listed, parts[0] if parts[0] in MODULES else "__init__")


def imported_names(node: ast.AST, package: list[str]) -> list[str]:
    """The dotted names that an import statement may load; ``package`` is where relative imports start."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        base = package[: len(package) + 1 - node.level] if node.level else []
        origin = ".".join([*base, *filter(None, [node.module])])
        return [f"{origin}.{alias.name}" for alias in node.names]
    return []


def is_deferred(node: ast.AST) -> bool:
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def imports(source: str, package: list[str]) -> Iterator[tuple[str, bool]]:
    """The stages that a module imports, and whether it does so when called or for types only."""
    tree = ast.parse(source)
    deferred = {id(node) for block in ast.walk(tree) if is_deferred(block) for node in ast.walk(block)}
    for node in ast.walk(tree):
        for name in imported_names(node, package):
            if name.split(".")[0] == "zjpolicy":
                yield stage_of(name.removeprefix("zjpolicy").lstrip(".")), id(node) in deferred


def imports_of(module: str) -> list[tuple[str, bool]]:
    path = MODULES[module]
    package = ["zjpolicy", *path.relative_to(ROOT).parts[:-1]]
    return list(imports(path.read_text(encoding="utf-8"), package))


def test_every_module_has_its_place():
    stages = {stage_of(module) for module in MODULES}
    assert sorted(stages - set(FLOW)) == [], "not in FLOW: say where it stands in the flow"
    assert sorted(set(FLOW) - stages) == [], "in FLOW, but there is no such module"


@pytest.mark.parametrize("module", MODULES)
def test_imports_only_earlier_stages(module):
    stage = stage_of(module)
    later = FLOW[FLOW.index(stage) + 1 :] if stage in FLOW else FLOW
    allowed = SHORTCUTS.get(stage, set())
    backward = [(name, deferred) for name, deferred in imports_of(module) if name in later]
    wrong = [name for name, deferred in backward if not (deferred and name in allowed)]
    assert wrong == [], f"{stage} stands before {wrong}"


def test_stored_statements_stay_where_what_comes_after_them_changes():
    assert [name for name in AFTER if FLOW.index(name) <= FLOW.index("table")] == []


def test_every_shortcut_is_taken():
    taken = {(stage_of(module), name) for module in MODULES for name, _ in imports_of(module)}
    listed = {(stage, name) for stage, names in SHORTCUTS.items() for name in names}
    assert sorted(listed - taken) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import zjpolicy.cli", [("cli", False)]),
        ("from zjpolicy.cli import main", [("cli", False)]),
        ("from zjpolicy import cli", [("cli", False)]),
        ("from zjpolicy import load", [("__init__", False)]),
        ("import zjpolicy as zj", [("__init__", False)]),
        ("from .. import cli", [("cli", False)]),
        ("from ..cli import main", [("cli", False)]),
        ("from . import get_language", [("languages", False)]),
        ("from . import english", [("languages.english", False)]),
        ("from zjpolicy.languages.english import read", [("languages.english", False)]),
        ("def f():\n    from zjpolicy.cli import main", [("cli", True)]),
        ("if TYPE_CHECKING:\n    from zjpolicy.cli import main", [("cli", True)]),
        ("import json, pandas", []),
    ],
)
def test_imports_are_seen(source, found):
    assert list(imports(source, ["zjpolicy", "languages"])) == found
