"""Two drawings as web pages: a text and its rows, and one sentence on its way through the reading.

What they show is worked out by the library; `make_images.py` takes their pictures.
"""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

import zjpolicy as zj
from zjpolicy.languages import get_language
from zjpolicy.reading.english.chunks import Chunks
from zjpolicy.reading.english.grammar import read_sentence
from zjpolicy.showing.pieces import blocks, figures

TEXT = (
    "I. Review of 2019\n\n"
    "Exports of private enterprises grew by 12.4% to over 1.8 trillion yuan, and the share of services in GDP rose "
    "from 54.6% to 55.9%.\n\n"
    "II. Work for 2020\n\n"
    "We will make every effort to keep the surveyed urban unemployment rate below 5.5%, and add 200 nurseries in "
    "Ningbo."
)
REPORT = zj.Report.from_text(TEXT, place="Zhejiang", year=2020)
COLUMNS = "surface measure comparator value unit kind direction status commitment period place".split()
TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined
)


def text_to_rows() -> str:
    """A short text with its figures marked, and below it the table of them."""
    rows = figures(REPORT)
    for number, row in enumerate(rows, 1):
        row["number"] = number
    shown = [{name: "" if cell is None else cell for name, cell in row.items()} for row in rows]
    cells = [row | {"value": f"{row['value']:,.15g}"} for row in shown]
    return TEMPLATES.get_template("rows.html").render(blocks=blocks(REPORT, rows), rows=cells, columns=COLUMNS)


def reading() -> str:
    """The last sentence of the text, stage by stage, and what becomes of its first figure."""
    english = get_language("en")
    paragraph, start, end = list(REPORT.spans())[-1]
    quantities = [quantity for quantity in zj.find_quantities(TEXT) if start <= quantity.start < end]
    first = quantities[0]
    row = next(row for row in figures(REPORT) if row["start"] == first.start)
    heading = REPORT.outline().iloc[-1]
    grammar = read_sentence(TEXT, start, end, quantities, english)[0]
    words = Chunks(TEXT, start, end, quantities, english).tokens
    gaps = [*words.starts[1:], end]
    tokens = [
        {
            "text": TEXT[opens:closes],
            "gap": TEXT[closes:gap],
            "tag": tag,
            "measured": grammar.span[0] <= opens and closes <= grammar.span[1],
        }
        for opens, closes, tag, gap in zip(words.starts, words.ends, words.tags, gaps, strict=False)
    ]
    return TEMPLATES.get_template("reading.html").render(
        tokens=tokens,
        report={
            "section": f"{heading['number']}. {heading['title']}",
            "part": paragraph.part,
            "paragraph": paragraph.paragraph,
            "characters": f"{start} to {end}",
        },
        quantity={name: getattr(first, name) for name in ("value", "unit", "comparator", "start", "end")},
        grammar={name: getattr(grammar, name) for name in ("measure", "kind", "tense")},
        statement={name: row[name] for name in ("status", "commitment", "period", "place")},
        indicator={name: row[name] for name in ("indicator", "indicator_match")},
    )
