"""What pages of the documentation take from the project: made before they are read, or after they are written."""

import base64
import csv
import io
import json
import re
import shutil
from pathlib import Path
from runpy import run_path
from tempfile import TemporaryDirectory

from PIL import Image

import zjpolicy as zj

HERE = Path(__file__).parent
MADE = HERE / "_build" / "made"
NOTEBOOKS = HERE.parent / "notebooks"
NUMBER = re.compile(r"\s*(?:[-−+]?[\d,]*\.?\d+(?:[eE][-+]?\d+)?%?|NaN|&lt;NA&gt;|None|)\s*")
CELL = re.compile(r"<(t[hd])(\b[^>]*)>(.*?)</\1>", re.S)
ROW = re.compile(r"<tr\b.*?</tr>", re.S)
FRAME = re.compile(r'<table border="1" class="dataframe">.*?</table>', re.S)
LABELS = {"en": "{minutes} minutes, {level}", "zh": "{minutes}分钟，{level}"}
LEVELS = {"zh": {"beginner": "入门", "intermediate": "进阶", "advanced": "高级"}}


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


def numbers_aligned(html):
    """A data frame's table whose columns of numbers are marked as such.

    >>> table = '<table border="1" class="dataframe"><tr><th></th><th>a</th></tr><tr><th>0</th><td>5</td></tr></table>'
    >>> numbers_aligned(table).count('class="number"')
    4
    """
    rows = [CELL.findall(row) for row in ROW.findall(html)]
    body = [row for row in rows if any(tag == "td" for tag, _, _ in row)]
    width = max(map(len, body), default=0)
    if any("span=" in attributes for row in rows for _, attributes, _ in row):  # cells of several columns or rows
        return html
    numeric = {at for at in range(width) if all(len(row) == width and NUMBER.fullmatch(row[at][2]) for row in body)}

    def marked(row):
        places = iter(range(width))
        name = r'<\1 class="number"\2>\3</\1>'
        return CELL.sub(lambda cell: cell.expand(name) if next(places, None) in numeric else cell[0], row[0])

    return ROW.sub(marked, html)


def copy_notebooks():
    """The notebooks stand beside the docs; a page is made of a copy whose links lead to the pages here."""
    for path in NOTEBOOKS.glob("*.ipynb"):
        notebook = json.loads(path.read_text(encoding="utf-8").replace("](../docs/", "](../"))
        for _, data in outputs(notebook):
            if "text/html" in data:
                html = "".join(data["text/html"])
                data["text/html"] = FRAME.sub(lambda found: numbers_aligned(found[0]), html)
        text = json.dumps(notebook, ensure_ascii=False, indent=1)
        (HERE / "notebooks" / path.name).write_text(text + "\n", encoding="utf-8", newline="\n")


def zip_student_copies():
    """What students open, in one file to load down: no solutions, nothing run."""
    copies = run_path(str(NOTEBOOKS / "copies.py"))
    with TemporaryDirectory() as folder:
        copies["hand_out"](Path(folder), False)
        shutil.make_archive(str(MADE / "student"), "zip", Path(folder, "student"))


def outputs(notebook):
    """The outputs of code cells that show something: cell and data by type."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            if "data" in output:
                yield cell, output["data"]


def picture_of(notebook, name):
    """The notebook's first chart as a small picture; the way from a text to rows where it draws none."""
    charts = (data["image/png"] for _, data in outputs(notebook) if "image/png" in data)
    taken = next(charts, None)
    source = io.BytesIO(base64.b64decode("".join(taken))) if taken else HERE / "images" / "text-to-rows.png"
    with Image.open(source) as chart:
        small = chart.convert("RGB")
        small.thumbnail((640, 640))
        small.save(MADE / f"{name}.png", optimize=True)


def card(name, told, here):
    """A card of a notebook: picture, title, question, minutes and level."""
    language = told["language"]
    level = LEVELS.get(language, {}).get(told["level"], told["level"])
    label = LABELS[language].format(minutes=told["minutes"], level=level)
    picture = f"[![](../_build/made/{name}.png)]({here}{name}.ipynb)"
    return f"- {picture}\n\n  **[{told['title']}]({here}{name}.ipynb)**\n\n  {told['question']}\n\n  *{label}*\n"


def make_gallery():
    """Cards of the notebooks, a file for each language, for pages beside the notebooks and for the home in Chinese."""
    read = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(NOTEBOOKS.glob("*.ipynb"))}
    for name, notebook in read.items():
        picture_of(notebook, name)
    facts = {name: notebook["metadata"]["zjpolicy"] for name, notebook in read.items()}
    for language in LABELS:
        for place, here in (("notebooks", ""), ("zh", "../notebooks/")):
            cards = [card(name, told, here) for name, told in facts.items() if told["language"] == language]
            (MADE / f"gallery-{language}-{place}.md").write_text("\n".join(cards), encoding="utf-8", newline="\n")


def write_live_pages(folder):
    """The annotated pages that the site shows: the bundled editions, alone and side by side."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    english, chinese = zj.load("zhejiang-2020-en"), zj.load("zhejiang-2020-zh")
    english.to_html(folder / "zhejiang-2020-en.html")
    chinese.to_html(folder / "zhejiang-2020-zh.html")
    english.to_html(folder / "zhejiang-2020-both.html", other=chinese)
