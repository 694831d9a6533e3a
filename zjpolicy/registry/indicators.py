"""A statement's measure to a canonical indicator, where the registry is sure."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import regex

from zjpolicy.data import rows
from zjpolicy.errors import TableError, check_types
from zjpolicy.languages import Language, compiled, get_language, known_languages
from zjpolicy.registry.places import names_of
from zjpolicy.registry.suggestions import code_meant
from zjpolicy.registry.units import known_unit, units
from zjpolicy.registry.user_csv import read_csv

COLUMNS = (
    "code",
    "name",
    "name_zh",
    "aliases",
    "aliases_zh",
    "needs",
    "exclude",
    "unit",
    "kind",
    "better",
    "nominal",
    "topic",
    "definition",
    "definition_source",
)
REQUIRED = ("code", "name", "unit", "kind")
# What a figure or an indicator is, with what legends call it.
KINDS = {
    "growth": "change in percent",
    "change": "amount added or taken away",
    "share": "part of a whole",
    "rank": "place in an order",
    "level": "size",
}
ALLOWED = {
    "kind": tuple(KINDS),
    "better": ("more", "less", "near", "ceiling"),
    "nominal": ("nominal", "real"),
}
CODE = compiled(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+")
# Units that measure the same, so that one indicator may be stated in any of them.
ALIKE = (frozenset(("CNY", "USD")), frozenset(("t", "jin", "kg", "g")), frozenset(("mu", "ha", "acre", "m2", "km2")))

LONGEST = 300


class Match(NamedTuple):
    """An indicator code, how it was found, and further codes the number is said of."""

    code: str
    how: str
    also: tuple[str, ...] = ()


class Figure(NamedTuple):
    """What is known of a figure when its indicator is looked for; the span is counted in its sentence."""

    measure: str
    kind: str
    unit: str
    start: int
    end: int
    place: str | None = None


class Named(NamedTuple):
    """An indicator that a measure names, sure or not, and how it was found."""

    code: str
    how: str


class Around(NamedTuple):
    """The words around a figure that tell for or against an indicator."""

    beside: str
    sentence: str
    real: bool = False


def indicators(own: str | Path | pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the indicator registry.

    Parameters
    ----------
    own : str, Path or DataFrame, optional
        A CSV file, or a table, of your own indicators, which are added to the bundled ones. ``code``, ``name``,
        ``unit`` and ``kind`` are required; the other columns may be left out.

    Returns
    -------
    DataFrame
        One row an indicator, all columns ``str``: ``code``; ``name``, ``name_zh``, ``aliases``, ``aliases_zh`` (what a
        measure must be called, whole; parted by ``|``); ``needs`` (one of these words must stand in the sentence) and
        ``exclude`` (none of these may stand beside the figure); ``unit``, ``kind``, ``better``, ``nominal``
        (``nominal``, ``real``, or missing where reports state either or it makes no sense), ``topic``, ``definition``,
        ``definition_source``.

    Raises
    ------
    TableError
        If the file or table cannot be used; the message names the column, the line and the remedy.

    Notes
    -----
    ``better`` tells which outcomes beat a target: ``more`` (above it), ``less`` (below it), ``near`` (the target is a
    point aimed at; either side misses it), ``ceiling`` (at or below it is met). It speaks of the signed value: a growth
    of 3 with ``direction`` "down" is -3, so that of an indicator with ``less``, such as energy use per unit of GDP, a
    larger fall is the better one.

    Examples
    --------
    >>> table = indicators()
    >>> table.loc[table["code"] == "gdp.growth", ["unit", "kind", "better"]].values.tolist()
    [['%', 'growth', 'more']]
    """
    check_types(indicators, locals())
    return registry(own).table()


def own_indicators(own: str | Path | pd.DataFrame) -> pd.DataFrame:
    """Return a user's own indicators alone, checked."""
    table = indicators(own)
    return table[~table["code"].isin(_bundled().rows)].reset_index(drop=True)


def registry(extra: str | Path | pd.DataFrame | None = None) -> "Registry":
    """Return the bundled indicators, with a user's own added if a file or table of them is given."""
    if extra is None:
        return _bundled()
    if not isinstance(extra, str | PathLike | pd.DataFrame):
        raise TypeError(f"indicators are the path of a CSV file or a DataFrame, not {type(extra).__name__}")
    if not isinstance(extra, pd.DataFrame):
        return Registry([*rows("indicators.csv"), *_checked(_read(Path(extra)), Path(extra).name)])
    cells = extra.astype("object").where(extra.notna(), "")
    own = [{str(name): str(cell) for name, cell in row.items()} for row in cells.to_dict("records")]
    known = rows("indicators.csv")
    added = [(f"row {number}", row) for number, row in enumerate(own) if row not in known]
    return Registry([*known, *_checked(added, "the table")])


@cache
def _bundled() -> "Registry":
    return Registry(rows("indicators.csv"))


class Registry:
    """Indicators by what they are called."""

    def __init__(self, indicators: Sequence[Mapping[str, str]]) -> None:
        self.rows = {row["code"]: {name: row.get(name, "") for name in COLUMNS} for row in indicators}
        self.by_name: dict[tuple[str, str], str] = {}
        for row in self.rows.values():
            for name in names(row):
                self.by_name.setdefault((fold(name), row["kind"]), row["code"])

    def table(self) -> pd.DataFrame:
        """Return the indicators as a table."""
        table = pd.DataFrame(list(self.rows.values()), columns=list(COLUMNS)).astype("str")
        return table.mask(table == "")

    def names(self, measure: str, kind: str) -> bool:
        """Whether an indicator of a kind is called by a measure, be it sure or not."""
        return (fold(measure), kind) in self.by_name

    def named(self, measure: str, figure: Figure) -> Named | None:
        """Return the indicator that a measure names, whole; None where it is none of the figure's kind and unit.

        "Added value of the marine economy" contains a known name and is another thing, so only whole names count.
        """
        folded = fold(_without_place(measure, figure.place) if figure.place else measure)
        code, how = self.by_name.get((folded, figure.kind)), "alias"
        if code is None and figure.kind == "level":
            # "1.2 million were newly employed" states the same flow as "1.2 million jobs were added".
            code, how = self.by_name.get((folded, "change")), "alias, other kind"
        return None if code is None or not _agrees(figure.unit, self.rows[code]["unit"]) else Named(code, how)

    def sure(self, named: Named, around: Around) -> Match | None:
        """Return an indicator that a measure names if the words around the figure do not tell against it."""
        row = self.rows[named.code]
        if (row["needs"] and not _has(row["needs"], around.sentence)) or _has(row["exclude"], around.beside):
            return None
        real = named.code.removesuffix(".growth") + ".real_growth"
        return Match(real, "alias, real terms") if around.real and real in self.rows else Match(*named)


def names(row: Mapping[str, str]) -> list[str]:
    """Return everything a row of the registry is called."""
    cells = [row["name"], row.get("name_zh", "")]
    cells += [*row.get("aliases", "").split("|"), *row.get("aliases_zh", "").split("|")]
    return [name.strip() for name in cells if name.strip()]


@lru_cache(maxsize=10_000)
def fold(measure: str) -> str:
    """Spelling that does not tell measures apart: case, apostrophes, articles, words for "of the province".

    Examples
    --------
    >>> fold("The province’s GDP"), fold("全省PM_2.5平均浓度")
    ('gdp', 'pm2.5平均浓度')
    """
    plain = compiled(r"[［\[]\d+[］\]]|_|(?<!\s)\s*+[（(][A-Z]{2,6}\d?[）)]").sub("", measure)
    plain = plain.replace("’", "'").replace("-", " ")
    folded = " ".join(plain.split()).lower()
    # Nothing is called by so many words: an endless measure is not trimmed word by word.
    while len(folded) < LONGEST and (shorter := _edges().sub("", folded)) != folded and shorter:
        folded = shorter
    for spelling, pattern in _alike():
        folded = pattern.sub(spelling, folded)
    return folded


@cache
def _edges() -> regex.Pattern[str]:
    """Words at a measure's edges that do not tell it from the same measure elsewhere or in another year."""
    return compiled("|".join(get_language(code).table("indicators.edges") for code in known_languages()), re.I)


@cache
def _alike() -> list[tuple[str, regex.Pattern[str]]]:
    """Spellings of one thing: 生产总值 and 地区生产总值 are GDP, whatever stands before and behind."""
    tables = (get_language(code).table("indicators").get("alike", {}) for code in known_languages())
    return [(spelling.lower(), compiled(pattern)) for table in tables for spelling, pattern in table.items()]


class Words:
    """A language's wordings for telling indicators."""

    def __init__(self, language: Language) -> None:
        table: Mapping[str, Any] = language.table("indicators")
        self.before, self.after = table["reach"]
        self.both: list[tuple[str, list[str]]] = [(both, each) for both, *each in table["both"]]
        self.joined_holds: list[str] = table["joined_holds"]
        self.joined, self.listed, self.real = (compiled(table[name], re.I) for name in ("joined", "listed", "real"))
        self.cut, self.clause = compiled(table["cut"], re.I), compiled(table["clause"], re.I)
        self.part_year, self.attributive = compiled(table["part_year"], re.I), compiled(table["attributive"], re.I)


@cache
def words(language: Language) -> Words:
    """Return a language's wordings, made once."""
    return Words(language)


def _without_place(measure: str, place: str) -> str:
    for name, written in _written(place):
        if name in measure:
            return written.sub("", measure)
    return measure


@cache
def _written(place: str) -> list[tuple[str, regex.Pattern[str]]]:
    """What a place is called, longest names first, and how a measure that is told of it holds the name."""
    written = []
    for name in sorted(names_of(place), key=len, reverse=True):
        plain = regex.escape(name)
        edge = rf"^{plain}(?=\p{{Han}}{{2}})" if compiled(r"\p{Han}+").fullmatch(name) else rf"^{plain}[’']s\s+"
        written.append((name, compiled(rf"{edge}|(?<!\s)\s++(?:of|in) {plain}$")))
    return written


def _has(cell: str, text: str) -> bool:
    folded = text.lower()
    return any(word.lower() in folded for word in cell.split("|") if word)


def _agrees(unit: str, expected: str) -> bool:
    """Whether a figure's unit is one of an indicator's; what is told of each person is no total."""
    one, other = unit.split("/")[0], expected.split("/")[0]
    alike = one == other or any(one in group and other in group for group in ALIKE)
    return alike and (not unit.endswith("/person") or expected.endswith("/person"))


# -- a user's own file ------------------------------------------------------------------------------------------------


def _read(path: Path) -> list[tuple[str, dict[str, str]]]:
    if path.suffix.lower() != ".csv" and not path.is_file() and (code := code_meant(str(path))):
        raise TableError(f"cannot read {path}; to look up a code: zj.indicators().query(\"code == '{code}'\")")
    return read_csv(path, "indicators")


def _checked(own: Sequence[tuple[str, Mapping[str, str]]], source: str) -> list[Mapping[str, str]]:
    """The rows of a user's table; TableError at the first that cannot be used."""
    checked = [row for _, row in own]
    if not checked:
        raise TableError(f"{source} holds no new indicator; it needs a header and one row an indicator")
    for name in REQUIRED:
        if name not in checked[0]:
            raise TableError(f"{source} has no column {name!r}; it needs {', '.join(REQUIRED)}")
    if unknown := [name for name in checked[0] if name not in COLUMNS]:
        raise TableError(f"{source} has an unknown column {unknown[0]!r}; the columns are {', '.join(COLUMNS)}")
    codes = {row["code"]: "the bundled registry" for row in rows("indicators.csv")}
    called = {(fold(name), row["kind"]): row["code"] for row in rows("indicators.csv") for name in names(row)}
    for where, row in own:
        at = f"{source}, {where}"
        _check_cells(row, at)
        if row["code"] in codes:
            raise TableError(
                f"{at}, column 'code': {row['code']!r} is taken by {codes[row['code']]}; choose another code"
            )
        codes[row["code"]] = at
        for name in names(row):
            taken = called.setdefault((fold(name), row["kind"]), row["code"])
            if taken != row["code"]:
                raise TableError(
                    f"{at}: a measure called {name!r} with kind {row['kind']!r} is already {taken!r}; "
                    "take the name or alias out, or another kind"
                )
    return checked


def _check_cells(row: Mapping[str, str], at: str) -> None:
    for name in REQUIRED:
        if not row[name]:
            raise TableError(f"{at}, column {name!r} is empty; fill it in")
    if not CODE.fullmatch(row["code"]):
        raise TableError(f"{at}, column 'code': {row['code']!r}; write it like tea_output.level, in small letters")
    if not known_unit(row["unit"]):
        wrong = next(part for part in row["unit"].split("/") if part not in units())
        raise TableError(f"{at}, column 'unit': unknown unit {wrong!r}; the codes are in zj.dataset('units')")
    for name, allowed in ALLOWED.items():
        if row.get(name) and row[name] not in allowed:
            raise TableError(f"{at}, column {name!r}: {row[name]!r} is none of {', '.join(allowed)}")
