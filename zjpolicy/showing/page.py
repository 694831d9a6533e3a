"""A report as one page that needs nothing else: its text, every figure marked, and the table beside it."""

import os
from base64 import b64encode
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Any

import pandas as pd
from markupsafe import Markup

from zjpolicy.data import keyed
from zjpolicy.documents.document import cell
from zjpolicy.documents.outline import Heading
from zjpolicy.errors import ExportError, TableError
from zjpolicy.reading.model import KIND, STATUS
from zjpolicy.showing.citing import cite
from zjpolicy.showing.pieces import LETTERS, Block, blocks, figures, marks, templates
from zjpolicy.tables.export import replacing
from zjpolicy.tables.protocols import ReadDocument

FINDINGS = ("rule", "severity", "start", "end", "message")
ENDINGS = (".html", ".htm")
WEB = ("https://", "http://")


def page(report: ReadDocument, findings: pd.DataFrame | None = None, mentions: pd.DataFrame | None = None) -> str:
    """Return a report as a self-contained HTML page.

    Parameters
    ----------
    report : Report
        The report.
    findings : DataFrame, optional
        Columns ``rule``, ``severity``, ``start``, ``end``, ``message``: what checks found, shown with the
        figures that the spans touch.
    mentions : DataFrame, optional
        What `zjpolicy.mentions` found, to be highlighted in the text.

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
    rows = [row for row in figures(report) if row["start"] < row["end"]]
    found = list(_findings(findings, rows))
    for row in rows:
        row["findings"] = [finding for finding in found if row["start"] in finding["figures"]]
        row["letter"] += "!" if row["findings"] else ""
    shown = list(blocks(report, marks(report, mentions, rows)))
    style, script = (_bundled(name) for name in ("page.css", "page.js"))
    return templates().get_template("page.html").render(
        **_about(report),
        style=Markup(style),
        script=Markup(script),
        style_hash=_hash(style),
        script_hash=_hash(script),
        statuses=list(STATUS.items()),
        kinds=[(kind, LETTERS[kind], told) for kind, told in KIND.items()],
        dictionaries=[] if mentions is None else list(dict.fromkeys(map(str, mentions["dictionary"]))),
        filters=_filters(rows),
        outline=list(_outline(report, rows)),
        blocks=list(_tagged(shown, report.structure.headings)),
        rows=[_row(row) for row in rows],
        findings=found,
        details={str(row["start"]): _detail(report, row) for row in rows},
    )  # fmt: skip


def write_page(
    report: ReadDocument,
    path: str | os.PathLike[str],
    findings: pd.DataFrame | None = None,
    mentions: pd.DataFrame | None = None,
) -> None:
    """Write a report as a page; the file appears whole or not at all."""
    if Path(path).suffix.lower() not in ENDINGS:
        raise ExportError(f"{os.fspath(path)}: cannot be written: a page is a file that ends in {' or '.join(ENDINGS)}")
    text = page(report, findings, mentions)
    with replacing(path) as passing:
        passing.write_text(text, encoding="utf-8", newline="\n")


def _bundled(name: str) -> str:
    return resources.files("zjpolicy.showing").joinpath("templates", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """What the page's policy calls a script or style by, so that no other runs."""
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def _about(report: ReadDocument) -> dict[str, Any]:
    told = [
        report.place or "place unknown",
        str(report.year or "year unknown"),
        f"language {report.language}",
        f"delivered {report.delivered}" if report.delivered else "",
        f"published {report.published}" if report.published else "",
        f"{report.edition} edition" if report.edition else "",
        f"text {report.text_sha256[:12]}",
    ]
    url = report.official_url or ""
    return {
        "heading": cell(report.title or f"Report of {told[0]}, {told[1]}"),
        "about": cell(", ".join(filter(None, told))),
        "lang": {"zh": "zh-Hans"}.get(report.language, report.language),
        "restated": report.edition == "restated",
        "official_url": url if url.startswith(WEB) else "",
    }


def _findings(table: pd.DataFrame | None, rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Findings with the figures they touch, errors first."""
    if table is None:
        return
    if missing := [name for name in FINDINGS if name not in table.columns]:
        raise TableError(f"findings lack the column {', '.join(missing)}: give what zj.check returns")
    order = {"error": 0, "warning": 1}
    records = [dict(zip(FINDINGS, values, strict=True)) for values in table[list(FINDINGS)].itertuples(index=False)]
    for finding in sorted(records, key=lambda record: order.get(record["severity"], 2)):
        placed = pd.notna(finding["start"]) and pd.notna(finding["end"])
        touched = [
            row["start"] for row in rows if placed and row["start"] < finding["end"] and finding["start"] < row["end"]
        ]
        cells = {name: str(cell(finding[name])) for name in ("rule", "severity", "message")}
        yield {**cells, "figures": touched, "target": f"f-{touched[0]}" if touched else ""}


def _filters(rows: list[dict[str, Any]]) -> list[tuple[str, list[str]]]:
    """What can be chosen from: only what there is."""
    known = {"part": ("review", "plan"), "status": STATUS, "kind": KIND}
    present = {name: {row[name] for row in rows} for name in known}
    chosen = [(name, [value for value in values if value in present[name]]) for name, values in known.items()]
    severities = [finding["severity"] for row in rows for finding in row["findings"]]
    return [*chosen, ("finding", ["any"])] if severities else chosen


def _outline(report: ReadDocument, rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    levels = sorted({heading.level for heading in report.structure.headings})
    paragraphs = {at.start: at.paragraph for at in report.structure.paragraphs}
    starts = sorted(row["start"] for row in rows)
    for heading in report.structure.headings:
        yield {
            "depth": min(levels.index(heading.level), 3),
            "paragraph": paragraphs[heading.start],
            "number": heading.number,
            "title": cell(heading.title),
            "count": bisect_left(starts, heading.end) - bisect_left(starts, heading.start),
        }


def _tagged(shown: Iterable[Block], headings: tuple[Heading, ...]) -> Iterator[dict[str, Any]]:
    """Blocks with their HTML element; a heading goes down one level at a time, whatever the text's numbering."""
    levels = sorted({heading.level for heading in headings})
    ranks = {heading.path: levels.index(heading.level) + 2 for heading in headings}
    last = 1
    for block in shown:
        tag = "p"
        if block.heading:
            last = min(ranks.get(block.section, 2), last + 1, 6)
            tag = f"h{last}"
        yield {"tag": tag, **block._asdict()}


def _row(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the table beside the text."""
    cells = {name: row[name] or "" for name in ("part", "status", "kind", "period", "measure")}
    finding = "any" if row["findings"] else ""
    return {**cells, "start": row["start"], "surface": row["surface"], "value": cell(row["plain"]), "finding": finding}


def _detail(report: ReadDocument, row: dict[str, Any]) -> dict[str, Any]:
    """What the panel says of a figure: facts as label, text, and language where it is the report's."""
    code = row["indicator"]
    known = keyed("indicators.csv", "code").get(code)
    status = f"{row['status']} ({row['basis']})" if row["basis"] else row["status"]
    facts = [
        ("Value", row["plain"]),
        ("In the text", row["surface"], report.language),
        ("Unit", row["unit"]),
        ("Kind", f"{row['kind']}, {row['direction']}" if row["direction"] else row["kind"]),
        ("Status", f"{status}: {STATUS.get(row['status'], '')}"),
        ("Commitment", row["commitment"]),
        ("Period", row["period"]),
        ("Place", row["place"]),
        ("Indicator", f"{known['name'] if known else code} ({code})" if code else "none: the measure is in no list"),
        ("Section", ", ".join(filter(None, [row["section"], f"paragraph {row['paragraph']}"]))),
        ("Doubt", row["doubt"]),
        *((finding["severity"].capitalize(), finding["message"]) for finding in row["findings"]),
        ("Cite as", cite(row, report=report)),
    ]
    return {"title": cell(row["label"]), "facts": [[cell(part) for part in fact] for fact in facts if fact[1]]}
