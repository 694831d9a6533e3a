"""A table of constructions: which row of a language's data reads a figure in a row of chunks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple

import regex

from zjpolicy.languages import Language, compiled

partly = cache(regex.compile)  # `re` knows no match of a part
PART = compiled(r"\{(\p{Lu}[\p{Lu}_]*+)\}")
# What a row says beside what it gives.
FORM = frozenset(("name", "figures", "left", "right", "example", "figure", "expect"))
# Chunks on either side of a figure that a row may look at: a row reads a clause, not a page.
WINDOW = 60
# Letters on either side of a figure that tell at once of most rows that they do not hold.
AHEAD, BEHIND = 2, 1


@dataclass(frozen=True)
class Construction:
    """One row: how a figure may stand among chunks, and what that says of it.

    Parameters
    ----------
    name : str
        What the row is called.
    figures : frozenset of str
        Traits of which the figure must have one ("ratio", "count", "bound"); empty where any figure will do.
    left, right : str
        Patterns over the letters before the figure, up to it, and behind it. A named group is a span of chunks.
    gives : mapping
        Every other entry of the row, as it is written: kind, role, scope.
    example, figure : str
        An invented sentence, and the characters of the figure that the row reads in it.
    expect : mapping
        What reading gives for that figure.
    """

    name: str
    figures: frozenset[str]
    left: str
    right: str
    gives: Mapping[str, Any]
    example: str
    figure: str
    expect: Mapping[str, Any]

    @cached_property
    def before(self) -> "regex.Pattern[str]":
        """`left`, read backwards from the figure."""
        return compiled(f"(?r)(?:{self.left})")

    @cached_property
    def behind(self) -> "regex.Pattern[str]":
        """`right`, read onwards from the figure."""
        return compiled(f"(?:{self.right})")


class Found(NamedTuple):
    """A row that holds for a figure, and the chunks its groups stand for."""

    construction: Construction
    spans: Mapping[str, tuple[int, int]]

    def gives(self, name: str, default: str = "") -> str:
        """What the row gives under a name."""
        return str(self.construction.gives.get(name, default))


# A row, and what matches its two sides.
Match = Callable[[str, int, int], "regex.Match[str] | None"]
Candidate = tuple[Construction, Match, Match]


class Constructions:
    """The rows of one language, in the order in which they are tried, and the parts their patterns are made of."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._candidates: dict[tuple[str, str, frozenset[str]], tuple[Candidate, ...]] = {}
        self._beside: dict[tuple[str, str], frozenset[int]] = {}
        parts: dict[str, str] = {}
        for name, pattern in table.get("parts", {}).items():
            parts[name] = _filled(pattern, parts)
        self.parts = parts
        self.rows = tuple(_row(row, parts) for row in table["rows"])

    def find(self, letters: str, start: int, end: int, traits: frozenset[str]) -> Found | None:
        """Return the first row that reads a figure; None where no row does.

        Parameters
        ----------
        letters : str
            A sentence as a row of chunks, one letter each.
        start, end : int
            The chunks of the figure, or of a list of figures that are read as one.
        traits : frozenset of str
            What kind of figure it is.

        Examples
        --------
        >>> table = {"parts": {"NP": "n(?:on)*+"}, "rows": [{"name": "rose by", "left": "(?<measure>{NP})Mb"}]}
        >>> Constructions(table).find("nonMbq", 5, 6, frozenset()).spans
        {'measure': (0, 3)}
        """
        low, high = max(0, start - WINDOW), end + WINDOW
        key = letters[max(0, start - AHEAD) : start], letters[end : end + BEHIND], traits
        for row, match_before, match_behind in self._candidates.get(key) or self._rows_beside(*key):
            if (behind := match_behind(letters, end, high)) and (before := match_before(letters, low, start)):
                return Found(row, _spans(before) | _spans(behind))
        return None

    def _rows_beside(self, before: str, behind: str, traits: frozenset[str]) -> tuple[Candidate, ...]:
        """The rows that may hold for a figure between some letters."""
        beside = self._fitting("before", before, len(before) < AHEAD) & self._fitting("behind", behind, not behind)
        rows = (self.rows[at] for at in sorted(beside))
        self._candidates[before, behind, traits] = candidates = tuple(
            (row, row.before.match, row.behind.match)
            for row in rows
            if not (row.figures and row.figures.isdisjoint(traits))
        )
        return candidates

    def _fitting(self, side: str, letters: str, edge: bool) -> frozenset[int]:
        """Which rows some letters on one side do not rule out; with all those there are to the sentence's edge."""
        if (side, letters) not in self._beside:
            patterns = enumerate(partly(getattr(row, side).pattern) for row in self.rows)
            fits = (at for at, pattern in patterns if pattern.match(letters, partial=not edge))
            self._beside[side, letters] = frozenset(fits)
        return self._beside[side, letters]


def _filled(pattern: str, parts: Mapping[str, str]) -> str:
    """A pattern with the parts it names written out."""
    return PART.sub(lambda part: f"(?:{parts[part[1]]})", pattern)


def _row(row: Mapping[str, Any], parts: Mapping[str, str]) -> Construction:
    return Construction(
        name=row["name"],
        figures=frozenset(row.get("figures", "").split()),
        left=_filled(row.get("left", ""), parts),
        right=_filled(row.get("right", ""), parts),
        gives={name: entry for name, entry in row.items() if name not in FORM},
        example=row.get("example", ""),
        figure=row.get("figure", ""),
        expect=row.get("expect", {}),
    )


def _spans(found: "regex.Match[str]") -> dict[str, tuple[int, int]]:
    return {name: found.span(name) for name, letters in found.groupdict().items() if letters} if found.lastindex else {}


@cache
def constructions(language: Language) -> Constructions:
    """Return the constructions of a language, made once."""
    return Constructions(language.table("constructions"))
