"""The card that a notebook shows for a report."""

from html import escape

import pandas as pd

from zjpolicy.tables.protocols import ReadDocument


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
        f"{len(table)} figures" + (f": {told}" if told else ""),
    ]
    return f"<div>{'<br>'.join(lines)}{_sections(report, table)}</div>"


def _edition(report: ReadDocument) -> list[str]:
    if not report.edition:
        return []
    said = "restated, not the official wording" if report.edition == "restated" else escape(report.edition)
    url = escape(report.official_url or "", quote=True)
    return [f'<em>{said}</em>; <a href="{url}">official page</a>' if url else f"<em>{said}</em>"]


def _sections(report: ReadDocument, table: pd.DataFrame) -> str:
    outline = report.outline()
    top = outline[outline["level"] == 1]
    if top.empty:
        return ""
    counts = table["section"].str.split(".").str[0].value_counts()
    rows = "".join(
        f"<tr><td>{escape(str(number))}</td><td style='text-align:left'>{escape(str(title))}</td>"
        f"<td>{counts.get(number, 0)}</td></tr>"
        for number, title in zip(top["number"], top["title"], strict=True)
    )
    return f"<table><thead><tr><th></th><th>section</th><th>figures</th></tr></thead><tbody>{rows}</tbody></table>"
