"""The text of a report in pieces, each figure a piece of its own: what the page and `Report.show` display."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import pandas as pd
import regex
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from zjpolicy.documents.document import cell
from zjpolicy.documents.outline import Heading
from zjpolicy.errors import TableError
from zjpolicy.reading.model import KIND
from zjpolicy.tables.protocols import ReadDocument
from zjpolicy.tables.rows import plain_rows

LETTERS = {kind: kind[0].upper() for kind in KIND}
MENTION = ("report", "start", "end", "term", "dictionary")
STOPS = (".", "。", "！", "？")
BLANK = regex.compile(r"\s+")


Piece = tuple[str, dict[str, Any] | None]


class Block(NamedTuple):
    """A paragraph and its figures: pieces of text, each with its row or None; so many of them are a run-in heading."""

    paragraph: int
    section: str
    part: str | None
    boilerplate: bool
    heading: bool
    pieces: list[Piece]
    lead: int = 0


def marks(report: ReadDocument, mentions: pd.DataFrame | None, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what `blocks` marks: the rows of figures, and the mentions of terms among them, up to the next figure.

    Raises
    ------
    TableError
        The mentions are none, or of other reports.
    """
    shown = sorted(rows, key=lambda row: (row["start"], row["end"]))
    if mentions is None:
        return shown
    if missing := [name for name in MENTION if name not in mentions]:
        raise TableError(f"mentions lack the column {', '.join(missing)}: give what zj.mentions returns")
    own = mentions[mentions["report"] == report.key]
    if len(mentions) and own.empty:
        raise TableError(f"the mentions are of other reports than {report.key}")
    starts = [row["start"] for row in shown]
    for _, start, end, term, dictionary in own[list(MENTION)].itertuples(index=False):
        at = bisect_right(starts, start)
        inside = at > 0 and shown[at - 1]["end"] > start
        stop = min(end, starts[at]) if at < len(starts) else end
        if not inside and start < stop:
            told = {"start": start, "end": stop, "mention": f"{dictionary}: {term}", "anchor": f"m-{start}"}
            shown.insert(at, told)
            starts.insert(at, start)
    return shown


def figures(report: ReadDocument) -> list[dict[str, Any]]:
    """Return the rows of a report's statements as mappings, None where a cell is missing, and what marks them."""
    rows = plain_rows(report.statements())
    parts = {at.paragraph: at.part for at in report.structure.paragraphs}
    for row in rows:
        row["part"] = parts.get(row["paragraph"])
        row["letter"] = LETTERS.get(row["kind"], "") + ("?" if row["doubt"] else "")
        row["label"] = BLANK.sub(" ", row["measure"] or row["surface"])
        row["title"] = f"{row['status']}, {row['kind']}: {row['label']}"
    return rows


def blocks(report: ReadDocument, rows: Iterable[dict[str, Any]]) -> Iterator[Block]:
    """Yield the paragraphs; the pieces of one, joined, are its text."""
    waiting = iter(sorted(rows, key=lambda row: (row["start"], row["end"])))
    row = next(waiting, None)
    leads = {heading.start: _run_in(report.text, heading) for heading in report.structure.headings if heading.item}
    for at in report.structure.paragraphs:
        pieces: list[Piece] = []
        done = at.start
        while row is not None and row["start"] < at.end:
            end = min(row["end"], at.end)  # a figure that runs on behind its paragraph is marked up to there
            if row["start"] >= done:
                pieces += [(report.text[done : row["start"]], None), (report.text[row["start"] : end], row)]
                done = end
            row = next(waiting, None)
        pieces.append((report.text[done : at.end], None))
        kept, lead = _led([piece for piece in pieces if piece[0]], leads.get(at.start, 0))
        yield Block(at.paragraph, at.section, at.part, at.boilerplate, at.heading, kept, lead)


def _run_in(text: str, heading: Heading) -> int:
    """How many characters a numbered paragraph opens with that are a heading of it, up to its first full stop."""
    at = text.find(heading.title, heading.start, heading.line_end)
    end = at + len(heading.title)
    return 0 if at < 0 else end - heading.start + (text[end : end + 1] in STOPS)


def _led(pieces: list[Piece], length: int) -> tuple[list[Piece], int]:
    """Part the pieces behind a run-in heading, and count those of it; one that states a figure is a sentence."""
    for at, (text, row) in enumerate(pieces):
        if length <= 0:
            return pieces, at
        if row is not None and "mention" not in row:
            break
        if row is None and len(text) > length:
            return [*pieces[:at], (text[:length], None), (text[length:], None), *pieces[at + 1 :]], at + 1
        length -= len(text)
    else:
        return pieces, len(pieces) if length == 0 and pieces else 0
    return pieces, 0


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
