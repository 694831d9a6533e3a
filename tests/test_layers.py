"""Rooms stand in one order, the direction of flow: a room imports only from rooms before it, without circles inside."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import zjpolicy

ROOT = Path(zjpolicy.__file__).parent

FLOW = [
    "errors",
    "data",
    "languages",
    "registry",
    "documents",
    "reading",
    "tables",
    "comparing",
    "attention",
    "showing",
    "report",
    "load",
    "corpus",
    "__init__",
    "cli",
    "__main__",
]


def module_name(path: Path) -> str:
    """The name of a file as a module inside of zjpolicy: "cli", "reading.numbers", "registry"."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if len(parts) > 1 and parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in sorted(ROOT.rglob("*.py"))}


def module_of(name: str) -> str:
    """The module that a dotted name inside of zjpolicy is, or is in: "reading.numbers" of "reading.numbers.parse"."""
    parts = name.split(".")
    beginnings = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((beginning for beginning in beginnings if beginning in MODULES), "__init__")


def imported_names(node: ast.AST, package: list[str]) -> list[str]:
    """The dotted names that an import statement or ``import_module`` may load.

    ``package`` is where relative imports start.
    """
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        base = package[: len(package) + 1 - node.level] if node.level else []
        origin = ".".join([*base, *filter(None, [node.module])])
        return [f"{origin}.{alias.name}" for alias in node.names]
    if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
        return [ast.unparse(node.args[0]).strip("f'\"")]
    return []


def is_function(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)


def imports(source: str, package: list[str]) -> Iterator[tuple[str, bool]]:
    """The modules of ours that a source imports, and whether a function does."""
    tree = ast.parse(source)
    inside = {id(node) for block in ast.walk(tree) if is_function(block) for node in ast.walk(block)}
    for node in ast.walk(tree):
        for name in imported_names(node, package):
            if name.split(".")[0] == "zjpolicy":
                yield module_of(name.removeprefix("zjpolicy").lstrip(".")), id(node) in inside


def imports_of(module: str) -> list[tuple[str, bool]]:
    path = MODULES[module]
    package = ["zjpolicy", *path.relative_to(ROOT).parts[:-1]]
    return list(imports(path.read_text(encoding="utf-8"), package))


def room_of(module: str) -> str:
    return module.split(".")[0]


def test_every_room_has_its_place():
    assert sorted({room_of(module) for module in MODULES}) == sorted(FLOW)


def test_few_rooms():
    names = [path.name for path in ROOT.iterdir() if path.name != "__pycache__"]
    assert len(names) <= 17, "look at the whole house before another name is added at its top"


@pytest.mark.parametrize("module", MODULES)
def test_imports_only_earlier_rooms(module):
    later = FLOW[FLOW.index(room_of(module)) + 1 :]
    wrong = sorted({name for name, _ in imports_of(module) if room_of(name) in later})
    assert wrong == [], f"{room_of(module)} stands before them"


@pytest.mark.parametrize("module", MODULES)
def test_no_function_imports_a_module_of_ours(module):
    assert [name for name, deferred in imports_of(module) if deferred] == []


def test_no_circle():
    graph = {module: {name for name, _ in imports_of(module)} - {module} for module in MODULES}
    assert set(TopologicalSorter(graph).static_order()) == set(MODULES)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import zjpolicy.cli", [("cli", False)]),
        ("from zjpolicy.cli import main", [("cli", False)]),
        ("from zjpolicy import cli", [("cli", False)]),
        ("from zjpolicy import load", [("load", False)]),
        ("import zjpolicy as zj", [("__init__", False)]),
        ("from ... import cli", [("cli", False)]),
        ("from ...cli import main", [("cli", False)]),
        ("from . import tokens", [("reading.english.tokens", False)]),
        ("from ..numbers import parse_number", [("reading.numbers", False)]),
        ("from zjpolicy.reading.english.tokens import Token", [("reading.english.tokens", False)]),
        ("def f():\n    from zjpolicy.cli import main", [("cli", True)]),
        ("def f():\n    return import_module('zjpolicy.cli')", [("cli", True)]),
        ("def f():\n    return importlib.import_module(f'zjpolicy.reading.{name}')", [("reading", True)]),
        ("if TYPE_CHECKING:\n    from zjpolicy.cli import main", [("cli", False)]),
        ("import json, pandas", []),
    ],
)
def test_imports_are_seen(source, found):
    assert list(imports(source, ["zjpolicy", "reading", "english"])) == found
