"""Every public name is there, is documented and has an example that runs; importing them all comes cheap."""

import doctest
import inspect
import subprocess
import sys
from importlib import metadata

import pytest

import zjpolicy

NAMES = [name for name in zjpolicy.__all__ if name != "__version__"]


def test_names_are_listed_once_and_exist():
    assert len(set(zjpolicy.__all__)) == len(zjpolicy.__all__)
    assert [name for name in zjpolicy.__all__ if not hasattr(zjpolicy, name)] == []


@pytest.mark.parametrize("name", NAMES)
def test_name_has_a_docstring_with_a_running_example(name):
    thing = getattr(zjpolicy, name)
    docstring = inspect.getdoc(thing) or ""
    examples = doctest.DocTestParser().get_examples(docstring)
    assert [example for example in examples if not example.options.get(doctest.SKIP)]
    # Docstring examples are run from the module that defines them.
    assert inspect.getmodule(thing).__name__.startswith("zjpolicy")


def test_import_loads_neither_pyplot_nor_pint():
    code = "import sys, zjpolicy; print(*sorted({'matplotlib.pyplot', 'pint'} & sys.modules.keys()))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []


# Each where nothing of the package was imported before; what it rests on is imported once.
SHORT_NAMES = """
import sys
for code in sys.argv[1:]:
    for name in [name for name in sys.modules if name.partition(".")[0] == "zjpolicy"]:
        del sys.modules[name]
    exec(code, {})
"""


def test_what_stands_in_a_room_is_imported_by_its_short_name_too():
    codes = {
        "from zjpolicy.plot import targets; print(targets.__name__)": "targets",
        "from zjpolicy.export import export; print(export.__name__)": "export",
        "from zjpolicy.analyses import amplification; print(amplification.__name__)": "amplification",
        "import zjpolicy as zj, zjpolicy.plot, zjpolicy.export; print(zj.export.__name__)": "export",
    }
    command = [sys.executable, "-W", "error", "-c", SHORT_NAMES, *codes]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert run.stdout.split() == list(codes.values())


def test_version_is_that_of_the_installed_package():
    try:
        assert zjpolicy.__version__ == metadata.version("zjpolicy")
    except metadata.PackageNotFoundError:
        assert zjpolicy.__version__ == "0+unknown"
