"""Two editions of one report: which statement is which, and where they disagree."""

import itertools
import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from zjpolicy.documents.document import Document
from zjpolicy.errors import UnitError, check_types
from zjpolicy.languages import detect_language
from zjpolicy.registry.units import convert
from zjpolicy.tables.frames import NUMBERS, dtypes, table_of
from zjpolicy.tables.protocols import HasStatements
from zjpolicy.tables.rows import statement_rows

Scores = npt.NDArray[np.float64]
Links = dict[int, tuple[int, str]]
# What speaks for two statements being one, in points; found by damaging the bundled pair and counting wrong links.
WEIGHTS = {"unit": 2.0, "kind": 1.0, "status": 1.0, "section": 2.0, "period": 0.5, "place": 1.0}
SAME_NUMBER, SAME_INDICATOR, FAR = 5.0, 3.0, 4.0
# What speaks against it; sections only where both editions number them alike.
OTHER_UNIT, OTHER_SECTION = 2.0, 3.0
# A pair with the same number needs so many points; one without it stands between two that have it, and needs as many.
ENOUGH, IN_PLACE = 7.5, 4.5
# Editions of one report share nearly all their numbers in order, two reports of the same kind up to a fifth; a piece of
# few figures tells nothing.
SHARED, PIECE = 0.3, 20
SIDE = dtypes("""
    start: Int64
    surface measure: str
    value low high: float64
    comparator unit indicator: str
""")


def align(english: HasStatements | pd.DataFrame, chinese: HasStatements | pd.DataFrame) -> pd.DataFrame:
    """Pair the statements of two editions of one report.

    Parameters
    ----------
    english, chinese : Report or DataFrame
        Reports, or their statements. Any two editions will do: languages, or an earlier and a later text. A Chinese
        edition given first and an English one second are exchanged.

    Returns
    -------
    DataFrame
        One row a pair or a statement that stands in one edition only, in the order of the first:

        - ``found`` (str): ``both``, ``english only`` or ``chinese only``;
        - ``section`` (str): the outline path in the first edition that has it;
        - ``english_start`` (Int64), ``english_surface``, ``english_measure`` (str), ``english_value``,
          ``english_low``, ``english_high`` (float64), ``english_comparator``, ``english_unit``,
          ``english_indicator`` (str): the statement of the first edition, as in `Report.statements`;
        - ``chinese_start`` (Int64), ``chinese_surface``, ``chinese_measure`` (str), ``chinese_value``,
          ``chinese_low``, ``chinese_high`` (float64), ``chinese_comparator``, ``chinese_unit``,
          ``chinese_indicator`` (str): that of the second;
        - ``differs`` (str): which of ``value``, ``unit``, ``comparator`` differ, parted by a comma; missing where
          they agree. An amount told in another unit is the same where one converts into the other;
        - ``linked_by`` (str): ``order and number``, ``number`` (it stands elsewhere in the other edition), or
          ``order`` (between two pairs, with another number).

    Raises
    ------
    TableError
        If a table is given that lacks a column.

    Warns
    -----
    UserWarning
        Hardly a figure of one is found in the other, as of two different reports.

    Examples
    --------
    >>> import zjpolicy as zj
    >>> english = zj.Report.from_text("We will add 500,000 acres of farmland.", year=2020, place="Zhejiang")
    >>> chinese = zj.Report.from_text("新增耕地50万亩。", year=2020, place="Zhejiang")
    >>> zj.align(english, chinese).loc[0, ["english_unit", "chinese_unit", "differs"]].tolist()
    ['acre', 'mu', 'unit']
    """
    check_types(align, locals())
    if _language(english) == "zh" and _language(chinese) == "en":
        english, chinese = chinese, english
    return checked_pairs(aligned(english, chinese))


def checked_pairs(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs, with a warning where they are so few that the two can hardly be editions of one report."""
    sizes = [int(pairs["found"].isin(["both", side]).sum()) for side in ("english only", "chinese only")]
    firm = int(pairs["linked_by"].eq("order and number").sum())
    if min(sizes) >= PIECE and firm < SHARED * min(sizes):
        message = f"only {firm} of {min(sizes)} figures are found in both, in order: are these editions of one report?"
        warnings.warn(message, UserWarning, stacklevel=3)
    return pairs


def _language(edition: HasStatements | pd.DataFrame) -> str | None:
    """The language of a report, or of what the statements of one measure."""
    if isinstance(edition, Document):
        return edition.language
    if not isinstance(edition, pd.DataFrame) or "measure" not in edition:
        return None
    return detect_language(" ".join(edition["measure"].dropna().astype("str")))


def aligned(english: HasStatements | pd.DataFrame, chinese: HasStatements | pd.DataFrame) -> pd.DataFrame:
    """Return what `align` does, for two editions in the order given and without a warning."""
    needed = (*NUMBERS, "unit", "comparator", "kind", "status", "section", "surface", "measure", "start")
    ours, theirs = statement_rows(english, "english", needed), statement_rows(chinese, "chinese", needed)
    same = _same_numbers(ours, theirs)
    scores = _scores(ours, theirs) + SAME_NUMBER * same
    links: Links = {}
    for first, second in _chain(np.where(same & (scores >= ENOUGH), scores, 0)):
        links[first] = (second, "order and number")
    _link_moved(links, np.where(same, scores, 0))
    _link_between(links, scores, len(theirs))
    return _frame(ours, theirs, links)


def _numbers(rows: Sequence[dict[str, Any]], factors: dict[str, float]) -> Scores:
    """Value, low and high of each row, in the first unit of its dimension."""
    ends = [[row[name] for name in NUMBERS] for row in rows]
    made = np.array([[np.nan if end is None else float(end) for end in three] for three in ends]).reshape(-1, 3)
    scaled: Scores = made * np.array([factors.get(row["unit"], 1.0) for row in rows]).reshape(-1, 1)
    return scaled


def _factors(units: set[str]) -> dict[str, float]:
    """What amounts in each unit are multiplied with to compare those of one dimension."""
    factors: dict[str, float] = {}
    for unit in sorted(units):
        for base in list(factors):
            try:
                factors[unit] = factors[base] * float(convert(1, unit, base))
                break
            except UnitError:
                continue
        factors.setdefault(unit, 1.0)
    return factors


def _same_numbers(ours: Sequence[dict[str, Any]], theirs: Sequence[dict[str, Any]]) -> npt.NDArray[np.bool_]:
    """Whether two rows tell the same number as written, or the same amount in units that convert."""
    factors = _factors({row["unit"] for row in [*ours, *theirs]})
    plain = _equal(_numbers(ours, {}), _numbers(theirs, {}))
    return plain | _equal(_numbers(ours, factors), _numbers(theirs, factors))


def _equal(ours: Scores, theirs: Scores) -> npt.NDArray[np.bool_]:
    near = np.isclose(ours[:, None, :], theirs[None, :, :], rtol=1e-9, atol=0, equal_nan=True)
    return np.asarray(near.all(axis=2), dtype=bool)


def _scores(ours: Sequence[dict[str, Any]], theirs: Sequence[dict[str, Any]]) -> Scores:
    """Points for everything but the number."""
    places = [np.linspace(0, 1, max(len(rows), 2))[: len(rows)] for rows in (ours, theirs)]
    scores = -FAR * np.abs(places[0][:, None] - places[1][None, :])
    for column, weight in WEIGHTS.items():
        scores += weight * _agree(ours, theirs, column)
    agree, differ = _agree(ours, theirs, "indicator"), _agree(ours, theirs, "indicator", unlike=True)
    scores += SAME_INDICATOR * (agree - differ) - OTHER_UNIT * _agree(ours, theirs, "unit", unlike=True)
    sections = [{row["section"] for row in rows if row["section"]} for rows in (ours, theirs)]
    if len(sections[0] & sections[1]) > 0.5 * max(map(len, sections)):
        scores -= OTHER_SECTION * _agree(ours, theirs, "section", unlike=True)
    return np.asarray(scores, dtype=np.float64)


def _agree(
    ours: Sequence[dict[str, Any]], theirs: Sequence[dict[str, Any]], column: str, unlike: bool = False
) -> npt.NDArray[np.bool_]:
    first, second = (np.array([str(row.get(column) or "") for row in rows], dtype=object) for rows in (ours, theirs))
    both = (first[:, None] != "") & (second[None, :] != "")
    equal = np.equal(first[:, None], second[None, :]).astype(bool)
    return np.asarray(both & (~equal if unlike else equal), dtype=bool).astype(float)


def _chain(scores: Scores) -> list[tuple[int, int]]:
    """Return the pairs, in order on both sides, whose scores sum to most; a score of 0 or less is no pair."""
    rows, columns = scores.shape
    best = np.zeros((rows + 1, columns + 1))
    for row in range(rows):
        taken = np.where(scores[row] > 0, best[row, :-1] + scores[row], 0)
        best[row + 1, 1:] = np.maximum.accumulate(np.maximum(best[row, 1:], taken))
    pairs, row, column = [], rows, columns
    while row and column:
        if best[row, column] == best[row - 1, column]:
            row -= 1
        elif best[row, column] == best[row, column - 1]:
            column -= 1
        else:
            row, column = row - 1, column - 1
            pairs.append((row, column))
    return pairs[::-1]


def _link_moved(links: Links, scores: Scores) -> None:
    """Link what has the same number but stands elsewhere: the best pairs first, each statement once."""
    taken = {second for second, _ in links.values()}
    rows, columns = np.nonzero(scores >= ENOUGH)
    for first, second in sorted(zip(rows.tolist(), columns.tolist(), strict=True), key=lambda at: -scores[at]):
        if first not in links and second not in taken:
            links[first] = (second, "number")
            taken.add(second)


def _link_between(links: Links, scores: Scores, columns: int) -> None:
    """Link what stands at the same place between two pairs, though its number differs."""
    fixed = sorted((first, second) for first, (second, how) in links.items() if how == "order and number")
    taken = {second for second, _ in links.values()}
    edges = [(-1, -1), *fixed, (scores.shape[0], columns)]
    for (first, second), (next_first, next_second) in itertools.pairwise(edges):
        ours = [row for row in range(first + 1, next_first) if row not in links]
        theirs = [column for column in range(second + 1, next_second) if column not in taken]
        if ours and theirs:
            inner = scores[np.ix_(ours, theirs)]
            for row, column in _chain(np.where(inner >= IN_PLACE, inner, 0)):
                links[ours[row]] = (theirs[column], "order")


def _differs(ours: dict[str, Any], theirs: dict[str, Any], same: bool) -> str | None:
    found = []
    if not same:
        found.append("value")
    if ours["unit"] != theirs["unit"] and not _converts(ours, theirs):
        found.append("unit")
    if ours["comparator"] != theirs["comparator"]:
        found.append("comparator")
    return ", ".join(found) or None


def _converts(ours: dict[str, Any], theirs: dict[str, Any]) -> bool:
    """Whether one amount is the other in its unit; the same number in two units is not."""
    end = "value" if ours["value"] is not None else "low"
    try:
        return bool(np.isclose(convert(ours[end], ours["unit"], theirs["unit"]), theirs[end], rtol=1e-9))
    except (UnitError, TypeError):
        return False


def _frame(ours: list[dict[str, Any]], theirs: list[dict[str, Any]], links: Links) -> pd.DataFrame:
    same = _same_numbers(ours, theirs)
    back = {second: first for first, (second, _) in links.items()}
    records: list[dict[str, Any]] = []
    waiting = [second for second in range(len(theirs)) if second not in back]
    for first, row in enumerate(ours):
        second, how = links.get(first, (None, None))
        if second is not None and how != "number":
            while waiting and waiting[0] < second:
                records.append(_record(None, theirs[waiting.pop(0)]))
        record = _record(row, None if second is None else theirs[second])
        if second is not None:
            record |= {"linked_by": how, "differs": _differs(row, theirs[second], bool(same[first, second]))}
        records.append(record)
    records += [_record(None, theirs[second]) for second in waiting]
    sides = {f"{side}_{name}": dtype for side in ("english", "chinese") for name, dtype in SIDE.items()}
    return table_of(records, {"found": "str", "section": "str", **sides, "differs": "str", "linked_by": "str"})


def _record(ours: dict[str, Any] | None, theirs: dict[str, Any] | None) -> dict[str, Any]:
    found = "both" if ours and theirs else "english only" if ours else "chinese only"
    record: dict[str, Any] = {"found": found, "section": (ours or theirs or {}).get("section")}
    for side, row in (("english", ours), ("chinese", theirs)):
        record |= {f"{side}_{name}": row.get(name) for name in SIDE} if row else {}
    return record
