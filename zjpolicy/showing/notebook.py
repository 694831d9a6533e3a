"""What a notebook shows: the card of a report, and a section of it with its figures marked."""

from html import escape
from typing import Any

import pandas as pd

from zjpolicy.errors import ReadingError, counted
from zjpolicy.reading.model import KIND, STATUS
from zjpolicy.showing.pieces import LETTERS, Block, blocks, exact, figures, marks
from zjpolicy.tables.protocols import ReadDocument

# Notebooks keep styles of elements, not style sheets. The lines tell status without colour, as on the page.
LINES = {"outcome": "solid", "target": "dashed", "baseline": "dotted", "context": "double"}
COLORS = {"outcome": "#2a6cc4", "target": "#c05a14", "baseline": "#7a8594", "context": "#9a5bb8"}
SIGNS = {"outcome": "", "target": "→", "baseline": "←", "context": "·"}


class Excerpt:
    r"""The annotated text of a section; what a notebook or a terminal shows of it never varies.

    Parameters
    ----------
    report : Report
        The report.
    section : str, optional
        An outline path such as ``"I.3"``, the sections below it included; everything when not given.
    mentions : DataFrame, optional
        What `zjpolicy.mentions` found, to be highlighted.

    Raises
    ------
    ReadingError
        If the report has no such section; the message names those there are.

    Examples
    --------
    >>> import zjpolicy as zj
    >>> report = zj.Report.from_text("I. Targets for 2020\n\nWe will add 200 parks.", place="Zhejiang", year=2020)
    >>> Excerpt(report, "I")
    I. Targets for 2020
    <BLANKLINE>
    We will add [200 →C] parks.
    <BLANKLINE>
    [figure] reported as done, [figure →] promised or aimed at, [figure ←] an earlier value,
    [figure ·] a threshold or definition; G growth, C change, S share, R rank, L level, ? doubt
    """

    def __init__(self, report: ReadDocument, section: str | None = None, mentions: pd.DataFrame | None = None) -> None:
        marked = marks(report, mentions, figures(report))
        shown = [block for block in blocks(report, marked) if not block.boilerplate]
        self.blocks = [block for block in shown if section is None or _within(block.section, section)]
        self.language = {"zh": "zh-Hans"}.get(report.language, report.language)
        if section is not None and not self.blocks:
            known = ", ".join(dict.fromkeys(block.section for block in shown if block.section)) or "none"
            raise ReadingError(f"no section {section!r}; there are: {known}")

    def __repr__(self) -> str:
        signs = ", ".join(f"[figure {SIGNS[status]}] {told}".replace(" ]", "]") for status, told in STATUS.items())
        before, after = signs.rsplit(", ", 1)
        letters = ", ".join(f"{LETTERS[kind]} {kind}" for kind in KIND)
        return "\n\n".join([*map(_plain, self.blocks), f"{before},\n{after}; {letters}, ? doubt"])

    def _repr_html_(self) -> str:
        legend = " ".join(f"<span style='{_style(status)}'>{status}</span>" for status in STATUS)
        letters = ", ".join(f"<sup>{LETTERS[kind]}</sup> {kind}" for kind in KIND)
        paragraphs = "".join(map(_html, self.blocks))
        return (
            f"<div><p style='font-size:85%'>{legend}; {letters}, <sup>?</sup> doubt</p>"
            f"<div lang='{escape(self.language)}' style='max-width:48em;line-height:1.6;text-align:left'>"
            f"{paragraphs}</div></div>"
        )


def _within(path: str, section: str) -> bool:
    return path == section or path.startswith(f"{section}.")


def _style(status: str) -> str:
    line, color = LINES.get(status, "solid"), COLORS.get(status, "#7a8594")
    return f"border-bottom:{3 if line == 'double' else 2}px {line} {color}"


def _plain(block: Block) -> str:
    return "".join(text if row is None else _plain_mark(text, row) for text, row in block.pieces)


def _plain_mark(text: str, row: dict[str, Any]) -> str:
    return f"*{text}*" if "mention" in row else f"[{text} {SIGNS.get(row['status'], '')}{row['letter']}]"


def _html(block: Block) -> str:
    inside = "".join(str(exact(text)) if row is None else _html_mark(text, row) for text, row in block.pieces)
    return f"<p><strong>{inside}</strong></p>" if block.heading else f"<p>{inside}</p>"


def _html_mark(text: str, row: dict[str, Any]) -> str:
    if "mention" in row:
        return f"<mark title='{exact(row['mention'])}'>{exact(text)}</mark>"
    return (
        f"<span style='{_style(row['status'])}' title='{exact(row['title'])}: {exact(row['figure'] or '')}'>"
        f"{exact(text)}</span><sup style='line-height:0'>{exact(row['letter'])}</sup>"
    )


def card(report: ReadDocument) -> str:
    r"""Return a report as a compact HTML card: what it is, how many figures it holds, its sections.

    The same report always gives the same card, so that notebook outputs can be compared.

    Examples
    --------
    >>> import zjpolicy as zj
    >>> report = zj.Report.from_text("I. Targets for 2020\n\nWe will add 200 parks.", place="Zhejiang", year=2020)
    >>> "<strong>Zhejiang 2020</strong>" in card(report)
    True
    """
    table = report.statements()
    counts = table["status"].value_counts()
    told = ", ".join(f"{count} {escape(str(status))}" for status, count in counts.items())
    lines = [
        f"<strong>{escape(report.place or 'place unknown')} {report.year or 'year unknown'}</strong>",
        escape(report.title or "(no title)"),
        *_edition(report),
        counted(len(table), "figure") + (f": {told}" if told else ""),
    ]
    return f"<div>{'<br>'.join(lines)}{_sections(report, table)}</div>"


def _edition(report: ReadDocument) -> list[str]:
    if not report.edition:
        return []
    edition = "restated, not the official wording" if report.edition == "restated" else escape(report.edition)
    url = escape(report.official_url or "", quote=True)
    return [f'<em>{edition}</em>; <a href="{url}">official page</a>' if url else f"<em>{edition}</em>"]


def _sections(report: ReadDocument, table: pd.DataFrame) -> str:
    outline = report.outline()
    top = outline[outline["level"] == 1]
    if top.empty:
        return ""
    counts = table["section"].str.replace(r"\..*", "", regex=True).value_counts()
    rows = "".join(
        f"<tr><td>{escape(str(number))}</td><td style='text-align:left'>{escape(str(title))}</td>"
        f"<td>{counts.get(number, 0)}</td></tr>"
        for number, title in zip(top["number"], top["title"], strict=True)
    )
    return f"<table><thead><tr><th></th><th>section</th><th>figures</th></tr></thead><tbody>{rows}</tbody></table>"
