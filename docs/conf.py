from importlib.metadata import version as installed_version
from pathlib import Path

from zjpolicy import indicators

project = "zjpolicy"
author = "The zjpolicy authors"
copyright = "2026, The zjpolicy authors"
release = version = installed_version("zjpolicy")

extensions = ["myst_nb", "numpydoc", "sphinx.ext.autodoc", "sphinx.ext.autosummary", "sphinx_copybutton"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"zjpolicy {release}"

# Notebooks are shown as committed; the tests run them.
nb_execution_mode = "off"

autosummary_generate = False
numpydoc_show_class_members = False

# A copied example loses its prompts and its output.
copybutton_prompt_text = ">>> |\\.\\.\\. "
copybutton_prompt_is_regexp = True

# The table of indicators on its page is made from the registry.
shown = ["code", "name", "name_zh", "unit", "kind", "better"]
made = Path(__file__).parent / "_build" / "indicators.csv"
made.parent.mkdir(exist_ok=True)
indicators()[shown].to_csv(made, index=False)
