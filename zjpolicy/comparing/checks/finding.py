"""What a check is given, and what it says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any

import pandas as pd
import regex

from zjpolicy.comparing.alignment import aligned
from zjpolicy.languages import get_language
from zjpolicy.tables.protocols import HasStatements, ReadDocument
from zjpolicy.tables.rows import plain_rows

Row = Mapping[str, Any]
STOP = regex.compile(r"[,;，；。、\n]")
DIGITS = regex.compile(r"\d[\d,]*(?:\.(?P<decimals>\d+))?")


@dataclass(frozen=True)
class Finding:
    """Something that may be wrong, in the text from ``start`` to ``end``."""

    start: int
    end: int
    message: str
    severity: str | None = None


@dataclass
class Case:
    """A report with what it may be checked against."""

    report: ReadDocument
    reference: Sequence[dict[str, Any]] = ()
    other: HasStatements | pd.DataFrame | None = None
    patterns: dict[str, regex.Pattern[str]] = field(init=False)

    def __post_init__(self) -> None:
        cues = get_language(self.report.language).table("checks")
        self.patterns = {name: regex.compile(pattern) for name, pattern in cues.items()}

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """The report's statements."""
        return plain_rows(self.report.statements())

    @cached_property
    def sentences(self) -> list[list[dict[str, Any]]]:
        """The statements, sentence by sentence."""
        paragraphs = groupby(self.rows, key=lambda row: (row["paragraph"], row["sentence"]))
        return [list(group) for _, group in paragraphs]

    @cached_property
    def aligned(self) -> list[dict[str, Any]]:
        """Pairs of statements here and in the other edition; none without one."""
        if self.other is None:
            return []
        return [pair for pair in plain_rows(aligned(self.report, self.other)) if pair["found"] == "both"]

    def says(self, cue: str, row: Row, reach: int = 45) -> bool:
        """Whether a cue stands in the text shortly before a statement, with no comma between."""
        before = self.report.text[max(0, row["start"] - reach) : row["start"]]
        return self.patterns[cue].search(STOP.split(before)[-1]) is not None

    def between(self, first: Row, second: Row) -> str:
        """Return the text between two statements."""
        return self.report.text[first["end"] : second["start"]]


def half_step(row: Row) -> float:
    """Return half a step of a figure's last digit: what rounding may have hidden; 0 for number words.

    Examples
    --------
    >>> half_step({"surface": "12.9%", "value": 12.9}), half_step({"surface": "3 trillion yuan", "value": 3e12})
    (0.05, 500000000000.0)
    """
    found = DIGITS.search(row["surface"])
    if not found or not row["value"]:
        return 0.0
    number = float(found[0].replace(",", ""))
    scale = abs(row["value"]) / number if number else 1.0
    return float(f"{0.5 * 10 ** -len(found['decimals'] or '') * scale:.12g}")


def exact(*rows: Row) -> bool:
    """Whether every figure is one number, said without "about" or "more than"."""
    return all(row["value"] is not None and row["comparator"] == "=" for row in rows)
