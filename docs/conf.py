"""Settings of the documentation; what its pages take from the project is made here, before they are read."""

import csv
from importlib.metadata import version as installed_version
from pathlib import Path

import zjpolicy as zj

project = "zjpolicy"
author = "The zjpolicy authors"
copyright = "2026, The zjpolicy authors"
release = version = installed_version("zjpolicy")

extensions = ["myst_nb", "numpydoc", "sphinx.ext.autodoc", "sphinx.ext.autosummary", "sphinx_copybutton"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_static_path = ["static"]
html_css_files = ["style.css"]
html_title = f"zjpolicy {release}"
myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3

# Notebooks are shown as committed; the tests run them.
nb_execution_mode = "off"

autosummary_generate = False
numpydoc_show_class_members = False

# A copied example loses its prompts and its output.
copybutton_prompt_text = ">>> |\\.\\.\\. |\\$ "
copybutton_prompt_is_regexp = True

HERE = Path(__file__).parent
MADE = HERE / "_build" / "made"


def make_tables():
    """Tables of pages: the registry of indicators, the units, and the columns of every bundled table."""
    MADE.mkdir(parents=True, exist_ok=True)
    indicators = zj.indicators()[["code", "name", "name_zh", "unit", "kind", "better"]]
    indicators.to_csv(MADE / "indicators.csv", index=False)
    zj.indicators()[["code", "definition"]].to_csv(MADE / "definitions.csv", index=False)
    units = zj.dataset("units").fillna("")
    for column in ("words_en", "symbols", "words_zh"):  # a bar would begin a substitution
        units[column] = units[column].str.replace("|", ", ")
    units.to_csv(MADE / "units.csv", index=False)
    for name in zj.datasets()["name"]:
        table = zj.dataset(name)
        with open(MADE / f"columns-{name}.csv", "w", encoding="utf-8", newline="") as stream:
            rows = csv.writer(stream)
            rows.writerow(["column", "dtype", "meaning"])
            rows.writerows((f"``{column}``", table[column].dtype, table.attrs["fields"][column]) for column in table)


def copy_notebooks():
    """The notebooks stand beside the docs; a page is made of a copy whose links lead to the pages here."""
    for path in (HERE.parent / "notebooks").glob("*.ipynb"):
        text = path.read_text(encoding="utf-8").replace("](../docs/", "](../")
        (HERE / "notebooks" / path.name).write_text(text, encoding="utf-8", newline="\n")


make_tables()
copy_notebooks()
