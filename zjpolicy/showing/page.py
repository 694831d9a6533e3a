"""A report as one page that needs nothing else: its text, every figure marked, and the table beside it."""

import json
import os
from base64 import b64encode
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Any

import pandas as pd
from markupsafe import Markup

from zjpolicy.documents.document import cell
from zjpolicy.documents.outline import Heading
from zjpolicy.errors import ExportError
from zjpolicy.reading.model import KIND, STATUS
from zjpolicy.showing.details import (
    Pair,
    download,
    facts,
    filters_of,
    findings_of,
    marked_figures,
    pairs_of,
    searched,
    table_row,
)
from zjpolicy.showing.labels import Labels
from zjpolicy.showing.pieces import LETTERS, Block, blocks, marks, templates
from zjpolicy.tables.export import replacing
from zjpolicy.tables.protocols import ReadDocument

ENDINGS = (".html", ".htm")
WEB = ("https://", "http://")
CODES = {"zh": "zh-Hans"}
# How much of the text stands around a mention in the list of them.
AROUND = 24


def page(
    report: ReadDocument,
    findings: pd.DataFrame | None = None,
    mentions: pd.DataFrame | None = None,
    other: ReadDocument | None = None,
) -> str:
    """Return a report as a self-contained HTML page.

    Parameters
    ----------
    report : Report
        The report.
    findings : DataFrame, optional
        Columns ``rule``, ``severity``, ``start``, ``end``, ``message``: what checks found, shown with the
        figures that the spans touch.
    mentions : DataFrame, optional
        What `zjpolicy.mentions` found, to be highlighted in the text and listed beside it.
    other : Report, optional
        Another edition of the report, to be shown beside it, figure by figure.

    Returns
    -------
    str
        The same report always gives the same page.

    Examples
    --------
    >>> import zjpolicy as zj
    >>> report = zj.Report.from_text("We will add 200 parks.", place="Zhejiang", year=2020)
    >>> 'id="f-12" href="#f-12"' in page(report)
    True
    """
    words = Labels(report.language)
    rows = marked_figures(report, "f", words)
    others = marked_figures(other, "o", words) if other is not None else []
    found = findings_of(findings, rows, words)
    for row in rows:
        row["letter"] += "!" if row.get("findings") else ""
    pairs = pairs_of(report, rows, other, others)
    shown = marks(report, mentions, rows)
    table = [table_row(pair, words, other is not None) for pair in pairs]
    style, script = (_bundled(name) for name in ("page.css", "page.js"))
    return templates().get_template("page.html").render(
        **_about(report, words),
        t=words.table,
        style=Markup(style),
        script=Markup(script),
        style_hash=_hash(style),
        script_hash=_hash(script),
        statuses=[(name, words.value("status", name), words.told(name)) for name in STATUS],
        kinds=[(LETTERS[name], words.value("kind", name), words.told(name)) for name in KIND],
        dictionaries=[] if mentions is None else list(dict.fromkeys(map(str, mentions["dictionary"]))),
        mentions=list(_mentioned(report, mentions, shown)),
        filters=list(filters_of(table, words)),
        outline=list(_outline(report, rows, words)),
        blocks=list(_tagged(blocks(report, shown), report.structure.headings)),
        other=_other(other, others, words),
        rows=table,
        findings=found,
        data=_inert(_data(report, other, pairs, words)),
    )  # fmt: skip


def write_page(
    report: ReadDocument,
    path: str | os.PathLike[str],
    findings: pd.DataFrame | None = None,
    mentions: pd.DataFrame | None = None,
    other: ReadDocument | None = None,
) -> None:
    """Write a report as a page; the file appears whole or not at all."""
    if Path(path).suffix.lower() not in ENDINGS:
        raise ExportError(f"{os.fspath(path)}: cannot be written: a page is a file that ends in {' or '.join(ENDINGS)}")
    text = page(report, findings, mentions, other)
    with replacing(path) as passing:
        passing.write_text(text, encoding="utf-8", newline="\n")


def _bundled(name: str) -> str:
    return resources.files("zjpolicy.showing").joinpath("templates", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """What the page's policy calls a script or style by, so that no other runs."""
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def _about(report: ReadDocument, words: Labels) -> dict[str, Any]:
    """Which report it is: its title, and what is known of it."""
    place = words.place(report.place) or words["place_unknown"]
    edition, language = words.value("edition", report.edition), words.value("language", report.language)
    known = [place, report.year, language, report.delivered, report.published, edition, report.text_sha256[:12]]
    told = [form.format(fact) if fact else "" for form, fact in zip(words["about"], known, strict=True)]
    told[1] = told[1] or words["year_unknown"]
    url = report.official_url or ""
    return {
        "heading": cell(report.title or words["untitled"].format(*told[:2])),
        "about": cell(words.joined(told)),
        "lang": CODES.get(report.language, report.language),
        "page_lang": CODES.get(words.language, words.language),
        "restated": report.edition == "restated",
        "official_url": url if url.startswith(WEB) else "",
    }


def _other(other: ReadDocument | None, rows: list[dict[str, Any]], words: Labels) -> dict[str, Any] | None:
    """What is shown of the other edition."""
    if other is None:
        return None
    return {**_about(other, words), "blocks": list(_tagged(blocks(other, rows), other.structure.headings, 2))}


def _mentioned(
    report: ReadDocument, mentions: pd.DataFrame | None, shown: list[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """The mentions of a report in their context, each with where the text marks it."""
    if mentions is None:
        return
    starts = [mark["start"] for mark in shown]
    own = mentions[mentions["report"] == report.key]
    for start, end, term, dictionary in own[["start", "end", "term", "dictionary"]].itertuples(index=False):
        mark = shown[bisect_right(starts, start) - 1] if shown else {"end": -1}
        yield {
            "target": mark["anchor"] if mark["end"] > start >= mark["start"] else "",
            "left": report.text[max(0, start - AROUND) : start].rpartition("\n")[2],
            "match": report.text[start:end],
            "right": report.text[end : end + AROUND].partition("\n")[0],
            "told": f"{dictionary}: {term}",
        }


def _outline(report: ReadDocument, rows: list[dict[str, Any]], words: Labels) -> Iterator[dict[str, Any]]:
    levels = sorted({heading.level for heading in report.structure.headings})
    paragraphs = {at.start: at.paragraph for at in report.structure.paragraphs}
    starts = sorted(row["start"] for row in rows)
    for heading in report.structure.headings:
        yield {
            "depth": min(levels.index(heading.level), 3),
            "paragraph": paragraphs[heading.start],
            "number": words.number(heading.path, heading.number),
            "title": cell(heading.title),
            "count": bisect_left(starts, heading.end) - bisect_left(starts, heading.start),
        }


def _tagged(shown: Iterable[Block], headings: tuple[Heading, ...], last: int = 1) -> Iterator[dict[str, Any]]:
    """Blocks with their HTML element; a heading goes down one level at a time, whatever the text's numbering."""
    levels = sorted({heading.level for heading in headings})
    above = last + 1
    ranks = {heading.path: levels.index(heading.level) + above for heading in headings}
    for block in shown:
        tag = "p"
        if block.heading:
            last = min(ranks.get(block.section, above), last + 1, 6)
            tag = f"h{last}"
        yield {"tag": tag, **block._asdict()}


def _data(report: ReadDocument, other: ReadDocument | None, pairs: Sequence[Pair], words: Labels) -> dict[str, Any]:
    """What the script knows: labels, the table as a file, of each figure what the panel says and a search reads."""
    figures: dict[str, Any] = {}
    sentences: dict[str, int] = {}
    for pair in pairs:
        of, told = (report, pair) if pair.own or other is None else (other, Pair(pair.other))
        sentence = str(cell(pair.row["sentence"] or ""))
        figures[pair.row["anchor"]] = {
            "title": cell(pair.row["label"]),
            "facts": facts(of, told, words),
            "words": " ".join(searched(row) for row in (pair.own, pair.other) if row),
            "sentence": sentences.setdefault(sentence, len(sentences)),
        }
    return {
        "labels": words["script"],
        "figures": figures,
        "sentences": list(sentences),
        "csv": download(report.statements(), pairs, other is not None),
        "file": f"{report.key}.csv",
    }


def _inert(data: Any) -> Markup:
    """Data as JSON that cannot leave its element, whatever texts are in it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate({ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&'\u2028\u2029"}))
