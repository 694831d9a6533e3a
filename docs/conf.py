"""Settings of the documentation; what its pages take from the project is made here, before they are read."""

import re
import sys
from importlib.metadata import version as installed_version
from pathlib import Path

from sphinx.search.en import SearchEnglish

sys.path.insert(0, str(Path(__file__).parent))

import made

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
html_search_language = "en-zh"
myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3

# Notebooks are shown as committed; the tests run them.
nb_execution_mode = "off"

autosummary_generate = False
numpydoc_show_class_members = False

# A copied example loses its prompts and its output.
copybutton_prompt_text = ">>> |\\.\\.\\. |\\$ "
copybutton_prompt_is_regexp = True


class SearchBoth(SearchEnglish):
    """Search in English and Chinese: Chinese, which has no blanks between words, is found by pairs of characters."""

    lang = "en-zh"
    js_splitter_code = """
var splitQuery = (query) => {
  const words = query.match(/\\p{Script=Han}+|(?:(?!\\p{Script=Han})[\\p{Letter}\\p{Number}_])+/gu) || [];
  const cut = (signs) => signs.slice(1).map((sign, at) => signs[at] + sign);
  const pairs = (word) => (/^\\p{Script=Han}{2,}$/u.test(word) ? cut([...word]) : [word]);
  return words.flatMap(pairs).filter((word) => word);
};
"""
    han = re.compile(r"[\u3400-\u9fff]+")

    def split(self, input):
        runs = self.han.findall(input)
        pairs = [run[at : at + 2] for run in runs for at in range(max(1, len(run) - 1))]
        return pairs + super().split(self.han.sub(" ", input))


def write_live_pages(app, exception):
    if exception is None and app.builder.name == "html":
        made.write_live_pages(Path(app.outdir, "live"))


def setup(app):
    app.add_search_language(SearchBoth)
    app.connect("build-finished", write_live_pages)


made.make_tables()
made.copy_notebooks()
made.zip_student_copies()
made.make_gallery()
