"""The text of a report in pieces, each figure a piece of its own: what the page and `Report.show` display."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import regex
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from zjpolicy.documents.document import cell
from zjpolicy.reading.model import KIND
from zjpolicy.reading.wording import plain_value
from zjpolicy.tables.protocols import ReadDocument
from zjpolicy.tables.rows import plain_rows

LETTERS = {kind: kind[0].upper() for kind in KIND}
BLANK = regex.compile(r"\s+")


class Block(NamedTuple):
    """A paragraph and its figures: pieces of text, each with its row or None."""

    paragraph: int
    section: str
    part: str | None
    boilerplate: bool
    heading: bool
    pieces: list[tuple[str, dict[str, Any] | None]]


def figures(report: ReadDocument) -> list[dict[str, Any]]:
    """Return the rows of a report's statements as mappings, None where a cell is missing, and what marks them."""
    rows = plain_rows(report.statements())
    parts = {at.paragraph: at.part for at in report.structure.paragraphs}
    for row in rows:
        row["part"] = parts.get(row["paragraph"])
        row["plain"] = plain_value(row)
        row["letter"] = LETTERS.get(row["kind"], "") + ("?" if row["doubt"] else "")
        row["label"] = BLANK.sub(" ", row["measure"] or row["surface"])
        row["title"] = f"{row['status']}, {row['kind']}: {row['label']}"
    return rows


def blocks(report: ReadDocument, rows: Iterable[dict[str, Any]]) -> Iterator[Block]:
    """Yield the paragraphs; the pieces of one, joined, are its text."""
    waiting = iter(sorted(rows, key=lambda row: (row["start"], row["end"])))
    row = next(waiting, None)
    for at in report.structure.paragraphs:
        pieces: list[tuple[str, dict[str, Any] | None]] = []
        done = at.start
        while row is not None and row["start"] < at.end:
            end = min(row["end"], at.end)  # a figure that runs on behind its paragraph is marked up to there
            if row["start"] >= done:
                pieces += [(report.text[done : row["start"]], None), (report.text[row["start"] : end], row)]
                done = end
            row = next(waiting, None)
        pieces.append((report.text[done : at.end], None))
        kept = [piece for piece in pieces if piece[0]]
        yield Block(at.paragraph, at.section, at.part, at.boilerplate, at.heading, kept)


def exact(text: str) -> Markup:
    r"""Escape a text so that a browser shows each of its characters, carriage returns too.

    Examples
    --------
    >>> exact("<b>\r\n")
    Markup('&lt;b&gt;&#13;\n')
    """
    return Markup(str(escape(str(cell(text)).replace("\0", "\ufffd"))).replace("\r", "&#13;"))


def templates() -> Environment:
    """Return the environment of the bundled templates: everything is escaped, and what is undefined is an error."""
    loader = PackageLoader("zjpolicy.showing", "templates")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    environment.filters["exact"] = exact
    return environment
