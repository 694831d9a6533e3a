"""A report and its figures as plain text."""

import unicodedata
from collections.abc import Iterable, Sequence

import pandas as pd

from zjpolicy.documents.document import WHOLE
from zjpolicy.errors import counted
from zjpolicy.reading.wording import plain_value
from zjpolicy.tables.protocols import ReadDocument

COLUMNS = ("measure", "value", "status", "period", "place")
GAP = "  "
NARROWEST = 40


def summary(report: ReadDocument, *, width: int = 100, rows: int | None = 10) -> str:
    """Return what a report is and what was found in it, as plain text.

    Parameters
    ----------
    report : Report
        The report.
    width : int, optional
        Columns of the screen, 40 or more; a wide character such as a Chinese one takes two.
    rows : int, optional
        How many statements to show; None for all.

    Returns
    -------
    str
        Lines without a line end after the last.

    Examples
    --------
    >>> import zjpolicy as zj
    >>> report = zj.Report.from_text("We will add 200 parks.", place="Zhejiang", year=2020, part="plan")
    >>> print(summary(report))
    (no title)
    Zhejiang, 2020, language en, 22 characters
    1 figure
      by part    plan 1
      by kind    change 1
      by status  target 1
    <BLANKLINE>
    measure  value   status  period  place
    parks    up 200  target  2020    Zhejiang
    """
    width, table = max(width, NARROWEST), report.statements()
    lines = [*_about(report), counted(len(table), "figure"), *_counts(report, table)]
    fitted = [line for text in lines for line in _wrap(text, width)]
    if table.empty:
        return "\n".join(fitted)
    shown = table if rows is None else table.head(rows)
    more = [f"… and {len(table) - len(shown):,} more"] if len(shown) < len(table) else []
    return "\n".join([*fitted, "", *grid(shown, width), *more])


def _about(report: ReadDocument) -> Iterable[str]:
    yield clean(report.title) if report.title else "(no title)"
    yield ", ".join(
        [
            clean(report.place) if report.place else "place unknown (give --place)",
            str(report.year or "year unknown"),
            f"language {report.language}",
            f"{len(report.text):,} characters",
        ]
    )
    if report.edition:
        aside = ", not the official wording" if report.edition == "restated" else ""
        page = f"; official page: {report.official_url}" if report.official_url else ""
        yield clean(f"edition: {report.edition}{aside}{page}")


def _counts(report: ReadDocument, table: pd.DataFrame) -> Iterable[str]:
    if len(report.text) >= WHOLE and not report.structure.headings:
        yield "  no sections found"
    parts = table["paragraph"].map({at.paragraph: at.part for at in report.structure.paragraphs})
    for name, column in (
        ("section", table["section"]),
        ("part", parts),
        ("kind", table["kind"]),
        ("status", table["status"]),
    ):
        often = column[column.notna() & column.ne("")].value_counts(sort=name != "section")
        if len(often):
            yield f"  by {name:<7} " + ", ".join(f"{clean(label)}\u00a0{count}" for label, count in often.items())


def grid(table: pd.DataFrame, width: int, names: Sequence[str] = COLUMNS) -> list[str]:
    """Rows under their headings, cut so that every line fits; of statements the amount in plain words."""
    cells: list[tuple[str, ...]] = [tuple(names)]
    for row in table.to_dict("records"):
        values = {**row, "value": plain_value(row)} if "value" in names else row
        cells.append(tuple("" if pd.isna(values[name]) else _cell(values[name]) for name in names))
    widths = _share_out([max(map(columns, column)) for column in zip(*cells, strict=True)], width)
    return [
        GAP.join(pad(cut(cell, room), room) for cell, room in zip(row, widths, strict=True)).rstrip() for row in cells
    ]


def _cell(value: object) -> str:
    return f"{value:,.4g}" if isinstance(value, float) else clean(value)


def _share_out(wanted: Sequence[int], width: int) -> list[int]:
    """Make columns narrower, the widest first, until a line fits."""
    widths = list(wanted)
    while sum(widths) + len(GAP) * (len(widths) - 1) > width:
        widths[widths.index(max(widths))] -= 1
    return widths


def _wrap(text: str, width: int) -> Iterable[str]:
    """Break a line at spaces, no-break ones left whole; what follows is indented as the line's list is."""
    indent = " " * 13 if text.startswith("  by ") else ""
    line, *words = text.split(" ")
    for word in words:
        if columns(line) + 1 + columns(word) > width and line.strip():
            yield line.replace("\u00a0", " ")
            line = indent + word
        else:
            line = f"{line} {word}"
    yield line.replace("\u00a0", " ")


def columns(text: str) -> int:
    """Return how many columns of a screen a text takes.

    Examples
    --------
    >>> import zjpolicy as zj
    >>> columns("GDP"), columns("生产总值")
    (3, 8)
    """
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    if character.isascii():
        return 1
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def cut(text: str, width: int) -> str:
    """Return a text that takes no more columns than said, an ellipsis at its end where it was longer.

    Examples
    --------
    >>> import zjpolicy as zj
    >>> cut("income of rural residents", 10), cut("农村居民收入", 7)
    ('income of…', '农村居…')
    """
    if columns(text) <= width:
        return text
    room = width - 1
    for place, character in enumerate(text):
        room -= _columns(character)
        if room < 0:
            return text[:place].rstrip() + "…"
    return text


def pad(text: str, width: int) -> str:
    """Return a text with spaces after it up to a width in columns.

    Examples
    --------
    >>> import zjpolicy as zj
    >>> pad("收入", 6) + "|"
    '收入  |'
    """
    return text + " " * (width - columns(text))


def clean(text: object) -> str:
    r"""Return a text on one line, without what a terminal would take for a command.

    Examples
    --------
    >>> import zjpolicy as zj
    >>> clean("net\u00a0income\n\x1b[31mred")
    'net income �[31mred'
    """
    line = " ".join(str(text).split())
    return "".join(character if character.isprintable() else "\ufffd" for character in line)
