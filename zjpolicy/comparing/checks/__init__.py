"""Figures that look wrong, and why."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd

from zjpolicy.comparing.checks.amounts import from_to_change, mistranslated_unit, part_over_whole, share_over_100
from zjpolicy.comparing.checks.finding import Case, Finding
from zjpolicy.comparing.checks.series import growth_against_level, indicator_twice, said_again, scale_slip
from zjpolicy.comparing.checks.wording import glued_token, list_count, task_count
from zjpolicy.documents.document import Document
from zjpolicy.errors import check_types
from zjpolicy.tables.frames import checked, dtypes, kind_of, table_of
from zjpolicy.tables.protocols import HasStatements, ReadDocument
from zjpolicy.tables.rows import plain_rows

COLUMNS = dtypes("""
    rule severity: str
    start end: int64
    section surface message: str
""")


@dataclass(frozen=True)
class Rule:
    """A check: its name, how grave what it finds is, and the function that finds it."""

    name: str
    severity: str
    find: Callable[[Case], Iterator[Finding]]


RULES = (
    Rule("mistranslated unit", "warning", mistranslated_unit),
    Rule("share over 100%", "note", share_over_100),
    Rule("part over whole", "error", part_over_whole),
    Rule("from-to against change", "error", from_to_change),
    Rule("indicator twice", "warning", indicator_twice),
    Rule("said again", "note", said_again),
    Rule("growth against level", "warning", growth_against_level),
    Rule("slip of scale", "error", scale_slip),
    Rule("count of tasks", "warning", task_count),
    Rule("count of list", "warning", list_count),
    Rule("glued token", "note", glued_token),
)


def check(
    report: ReadDocument, *, reference: pd.DataFrame | None = None, other: HasStatements | pd.DataFrame | None = None
) -> pd.DataFrame:
    """Find figures that cannot be right, or look as if they were not.

    Parameters
    ----------
    report : Report
        The report.
    reference : DataFrame, optional
        Figures of other years: a reference table such as ``zj.dataset("headline")``, or another report's
        statements. Growth and level, and slips of scale between years, are checked against it.
    other : Report or DataFrame, optional
        Another edition of the report, or its statements: units and scales are checked against it.

    Returns
    -------
    DataFrame
        One row a finding, in text order; none where nothing was found, which does not say that all is right.

        - ``rule`` (str): the check that found it;
        - ``severity`` (str): ``error``, two figures contradict each other; ``warning``, probably wrong; ``note``,
          worth a look;
        - ``start``, ``end`` (int64): where in ``report.text``;
        - ``section`` (str), ``surface`` (str): the outline path of the section, and the words found fault with;
        - ``message`` (str): what is wrong.

    Raises
    ------
    TableError
        If the reference table lacks a column.
    TypeError
        If what is to be checked is no report.

    Examples
    --------
    >>> import zjpolicy as zj
    >>> report = zj.Report.from_text("47 companies were listed, of which 80 companies went abroad.", year=2020)
    >>> zj.check(report)[["rule", "severity"]].values.tolist()
    [['part over whole', 'error']]
    """
    check_types(check, locals())
    if not (isinstance(report, Document) and isinstance(report, HasStatements)):
        raise TypeError(f"check takes a Report, as zj.load(...) gives, not {type(report).__name__}")
    if other is not None and not isinstance(other, HasStatements | pd.DataFrame):
        raise TypeError(f"check: other is a Report, as zj.load(...) gives, or its statements, not {kind_of(other)}")
    known = []
    if reference is not None:
        needed = ("place", "indicator", "period", "value", "unit")
        known = plain_rows(checked(reference, "reference", needed, empty=True))
    case = Case(report, known, other)
    paragraphs = report.structure.paragraphs
    starts = [paragraph.start for paragraph in paragraphs]
    records = [
        {
            "rule": rule.name,
            "severity": finding.severity or rule.severity,
            "start": finding.start,
            "end": finding.end,
            "section": paragraphs[bisect_right(starts, finding.start) - 1].section,
            "surface": report.text[finding.start : finding.end],
            "message": finding.message,
        }
        for rule in RULES
        for finding in rule.find(case)
    ]
    records.sort(key=lambda record: (record["start"], record["end"], record["rule"]))
    return table_of(records, COLUMNS)
