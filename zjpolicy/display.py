"""A report and its figures as plain text."""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from zjpolicy.report import Report
from zjpolicy.units import units

COMPARATORS = {"~": "about ", ">": "more than ", ">=": "at least ", "<": "less than ", "<=": "at most "}
SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
# Units that plain words leave out, glue to the number, or call otherwise than the table of units does.
UNIT_WORDS = {"": "", "1": "", "count": "", "rank": "", "%": "%", "permille": "‰", "CNY": "yuan", "times": "times"}
COLUMNS = ("measure", "value", "status", "period", "place")
GAP = "  "
NARROWEST = 40


def summary(report: Report, *, width: int = 100, rows: int | None = 10) -> str:
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
    >>> report = Report.from_text("We will add 200 parks.", place="Zhejiang", year=2020, part="plan")
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
    lines = [*_about(report), f"{len(table):,} figure{'' if len(table) == 1 else 's'}", *_counts(report, table)]
    fitted = [line for text in lines for line in _wrap(text, width)]
    if table.empty:
        return "\n".join(fitted)
    shown = table if rows is None else table.head(rows)
    more = [f"… and {len(table) - len(shown):,} more"] if len(shown) < len(table) else []
    return "\n".join([*fitted, "", *_grid(shown, width), *more])


def plain_value(row: Any) -> str:
    """Return the number of a statement in plain words.

    Parameters
    ----------
    row : Series or mapping
        With ``value``, ``low``, ``high``, ``comparator``, ``unit``, ``kind`` and ``direction``.

    Returns
    -------
    str

    Examples
    --------
    >>> row = {"value": 6e12, "comparator": ">", "unit": "CNY", "kind": "level", "direction": None}
    >>> plain_value(row)
    'more than 6 trillion yuan'
    >>> plain_value({"low": 6.0, "high": 6.5, "unit": "%", "comparator": "range", "direction": "up"})
    'up 6 to 6.5%'
    >>> plain_value({"value": 3.0, "unit": "rank", "comparator": "=", "kind": "rank"})
    'rank 3'
    """
    said = {name: None if pd.isna(cell := row.get(name)) else cell for name in ("value", "low", "high", "unit")}
    direction = row.get("direction")
    toward = f"{direction} " if direction in ("up", "down") else "rank " if said["unit"] == "rank" else ""
    ends = [said["low"], said["high"]] if said["value"] is None else [said["value"]]
    number = " to ".join(_number(end) for end in ends if end is not None)
    word = unit_words(str(said["unit"] or ""))
    space = " " if word and word not in ("%", "‰") else ""
    return f"{toward}{COMPARATORS.get(row.get('comparator'), '')}{number}{space}{word}"


def _number(value: float) -> str:
    for size, word in SCALES:
        if abs(value) >= size:
            return f"{value / size:,.10g} {word}"
    return f"{value:,.10g}"


def unit_words(code: str) -> str:
    """The words for a unit code: "CNY/person/year" is "yuan per person per year"."""
    if code in UNIT_WORDS:
        return UNIT_WORDS[code]
    if code in units():
        words = units()[code].words["en"]
        return words[0] if words else code
    above, *below = code.split("/")
    if not below:
        return code
    head = "" if above == code else unit_words(above)
    return " per ".join([head, *(_singular(unit_words(part)) for part in below)]).strip()


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


def _about(report: Report) -> Iterable[str]:
    yield clean(report.title) if report.title else "(no title)"
    yield ", ".join(
        [
            clean(report.place) if report.place else "place unknown",
            str(report.year or "year unknown"),
            f"language {report.language}",
            f"{len(report.text):,} characters",
        ]
    )
    if report.edition:
        aside = ", not the official wording" if report.edition == "restated" else ""
        page = f"; official page: {report.official_url}" if report.official_url else ""
        yield clean(f"edition: {report.edition}{aside}{page}")


def _counts(report: Report, table: pd.DataFrame) -> Iterable[str]:
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


def _grid(table: pd.DataFrame, width: int) -> list[str]:
    """Rows under their headings, cut so that every line fits."""
    cells: list[tuple[str, ...]] = [COLUMNS]
    for _, row in table.iterrows():
        values = {**row.to_dict(), "value": plain_value(row)}
        cells.append(tuple("" if pd.isna(values[name]) else clean(values[name]) for name in COLUMNS))
    widths = _share_out([max(map(columns, column)) for column in zip(*cells, strict=True)], width)
    return [
        GAP.join(pad(cut(cell, room), room) for cell, room in zip(row, widths, strict=True)).rstrip() for row in cells
    ]


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
    >>> pad("收入", 6) + "|"
    '收入  |'
    """
    return text + " " * (width - columns(text))


def clean(text: object) -> str:
    r"""Return a text on one line, without what a terminal would take for a command.

    Examples
    --------
    >>> clean("net\u00a0income\n\x1b[31mred")
    'net income �[31mred'
    """
    line = " ".join(str(text).split())
    return "".join(character if character.isprintable() else "\ufffd" for character in line)
