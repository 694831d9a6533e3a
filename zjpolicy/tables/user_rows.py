"""One row of a user's table: its cells judged one by one, each fault with its remedy."""

import re
from dataclasses import dataclass, field
from functools import cache
from math import isfinite
from typing import Any

from zjpolicy import data
from zjpolicy.languages import comparator_called
from zjpolicy.reading.model import BASIS, COMMITMENT, COMPARATOR, DIRECTION, KIND, RELATIONS, STATUS
from zjpolicy.reading.quantities import find_quantities
from zjpolicy.registry.place_names import place_initials, place_meant, place_near
from zjpolicy.registry.suggestions import NEAR, close_to, code_meant, did_you_mean
from zjpolicy.registry.units import known_unit, unit_meant, units
from zjpolicy.tables.cells import Cell, Percent
from zjpolicy.tables.frames import NUMBERS
from zjpolicy.tables.relation_cells import read_relation

# Units beside which a cell that shows 6% holds 6.
PERCENTS = (None, "%", "pp", "％")
# Whole numbers beyond it are no floats.
INFINITE = 1e308
TEXTS = (
    "place indicator measure period status kind comparator unit direction basis commitment relation announced_in doubt "
    "source_title source_url source_rank"
).split()
ORDER = [*TEXTS[:6], *NUMBERS, *TEXTS[6:]]
WORDS = {
    "status": tuple(STATUS),
    "kind": tuple(KIND),
    "comparator": COMPARATOR,
    "direction": DIRECTION,
    "basis": BASIS,
    "commitment": COMMITMENT,
    "source_rank": ("1", "2", "3"),
}
# Signs that no language's comparators have.
SIGNS = {"≧": ">=", "=>": ">=", "≦": "<=", "=<": "<=", "==": "="}
CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")
PERIOD = re.compile(r"(\d{4})(?:\s*[-–—~至]\s*(\d{4}))?(?:\.0)?")
PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
# The kind that the last part of a code names, where the registry has no such code.
KINDS = {"growth": "growth", "real_growth": "growth", "level": "level", "share": "share", "new": "change"}
KINDS |= {"change": "change", "rank": "rank"}


@dataclass
class Row:
    """A row on its way from cells to checked values."""

    label: str
    cells: dict[str, Cell]
    read: dict[str, Any] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    def fault(self, column: str, problem: str) -> None:
        """Note what is wrong with a cell, and the remedy."""
        self.faults.append(f"row {self.label}, column {column!r}: {problem}")

    def empty(self, column: str, remedy: str) -> None:
        """Note an empty cell that must not be; a cell of another fault is not empty."""
        if self.cells.get(column) is None:
            self.fault(column, f"is empty: {remedy}")

    def text(self, column: str, remedy: str = "write it as text") -> str | None:
        """The cell as text; a whole number loses the .0 that spreadsheets give it."""
        cell = self.cells.get(column)
        if isinstance(cell, float) and isfinite(cell) and cell == int(cell):
            cell = int(cell)
        if cell is None or isinstance(cell, str):
            return cell
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            return str(cell)
        self.fault(column, f"{_show(cell)} is no text: {remedy}")
        return None


def _show(cell: Cell) -> str:
    text = f"{cell.shown:g}%" if isinstance(cell, Percent) else str(cell)
    return repr(text if len(text) <= 40 else f"{text[:40]}...")


def read_row(row: Row) -> Row:
    """Judge the cells of a row and fill what they leave out; faults and doubts are noted in it."""
    related = row.text("relation")
    row.read = {name: cell for name, cell in row.cells.items() if name not in ORDER}
    row.read["place"] = _place(row)
    row.read["indicator"] = _indicator(row)
    row.read["period"] = _period(row)
    row.read["status"] = _word(row, "status", needed=True)
    row.read |= {column: _number(row, column) for column in NUMBERS}
    row.read["unit"] = _unit(row, needed=related is None)
    for column in ("basis", "commitment", "source_rank", "comparator", "kind", "direction"):
        row.read[column] = _word(row, column)
    for column in ("measure", "announced_in", "doubt", "source_title", "source_url", "relation"):
        row.read[column] = row.text(column)
    if row.read["indicator"] is None and row.read["measure"] is None and not row.faults:
        row.fault("indicator", "is empty, and so is 'measure': write a code, or words in 'measure'")
    if not row.faults:
        _check_figure(row)
    if not row.faults:
        _fill(row)
    return row


def _place(row: Row) -> str | None:
    name = row.text("place")
    if name is None:
        row.empty("place", "write the English name of a place")
        return None
    if known := place_meant(name):
        return known.name
    if close := place_initials(name):
        row.fault("place", f"{name!r} is no name; did you mean {close!r}?")
        return None
    if close := place_near(name):
        row.doubts.append(f"row {row.label}, column 'place': {name!r} is unknown; did you mean {close!r}?")
    return name


@cache
def _near_code(code: str) -> str | None:
    return close_to(code, _registry(), NEAR)


def _registry() -> dict[str, dict[str, str]]:
    return data.keyed("indicators.csv", "code")


def _indicator(row: Row) -> str | None:
    code = row.text("indicator")
    if code is None or code in _registry():
        return code
    if CODE.fullmatch(code):
        if close := _near_code(code):
            row.doubts.append(f"row {row.label}, column 'indicator': {code!r} is unknown; did you mean {close!r}?")
        return code
    close = code_meant(code)
    remedy = f"did you mean {close!r}?" if close else "write a code such as 'gdp.growth', and words in 'measure'"
    row.fault("indicator", f"{_show(code)} is no code; {remedy}")
    return None


def _period(row: Row) -> str | None:
    remedy = "write a year ('2020') or a span of years ('2021-2025')"
    cell = row.text("period", remedy)
    if cell is None:
        row.empty("period", remedy)
        return None
    found = PERIOD.fullmatch(cell)
    years = [int(year) for year in found.groups() if year] if found else []
    if not years or not all(1900 <= year <= 2100 for year in years) or years != sorted(set(years)):
        row.fault("period", f"{_show(cell)} is no period: {remedy}")
        return None
    return "-".join(map(str, years))


def _word(row: Row, column: str, needed: bool = False) -> str | None:
    word, known = row.text(column), WORDS[column]
    if word is None:
        if needed:
            row.empty(column, f"write one of {', '.join(known)}")
        return None
    if word not in known:
        close = SIGNS.get(word) or comparator_called(word) if column == "comparator" else close_to(word, known)
        row.fault(column, f"{_show(word)} is none of {', '.join(known)}{did_you_mean(close)}")
        return None
    return word


def _number(row: Row, column: str) -> float | None:
    cell = row.cells.get(column)
    if cell is None:
        return None
    if isinstance(cell, Percent):
        unit = row.cells.get("unit")
        if unit in PERCENTS:
            return cell.shown
        row.fault(column, f"the cell shows {cell.shown:g}% beside the unit {_show(unit)}: format it as a number")
        return None
    if isinstance(cell, str) and PLAIN.fullmatch(cell):
        cell = float(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) < INFINITE:
        return float(cell)
    row.fault(column, f"{_show(cell)} is no number: {_number_remedy(str(cell), row.cells.get('unit'))}")
    return None


def _number_remedy(text: str, given: Cell) -> str:
    if re.fullmatch(r"[+-]?\d{1,3}([,， ]\d{3})+(\.\d+)?", text):
        return f"write {re.sub('[,， ]', '', text)}"
    found = find_quantities(text[:100])
    if len(found) != 1:
        return "write a plain number such as 6.5"
    one = found[0]
    # A number without a unit is no count where the row says what it is.
    unit_given = one.unit == "count" and isinstance(given, str) and known_unit(given)
    unit = "" if unit_given else f", {one.unit!r} in 'unit'"
    if one.comparator == "range":
        return f"write {one.low} in 'low', {one.high} in 'high'{unit}"
    bound = f", {one.comparator!r} in 'comparator'" if one.comparator != "=" else ""
    return f"write {one.value} here{unit}{bound}"


def _unit(row: Row, needed: bool) -> str | None:
    unit = row.text("unit")
    if unit is None and any(isinstance(row.cells.get(column), Percent) for column in NUMBERS):
        return "%"
    if unit is None:
        if needed:
            row.empty("unit", "write a unit code such as '%', 'CNY' or 'count'")
        return None
    if known_unit(unit):
        return unit
    row.fault("unit", f"{_show(unit)} is no unit code; {_unit_remedy(unit)}")
    return None


def _unit_remedy(unit: str) -> str:
    if code := unit_meant(unit):
        return f"did you mean {code!r}?"
    found = find_quantities(f"1{unit[:60]}") or find_quantities(f"1 {unit[:60]}")
    whole = len(found) == 1 and found[0].end - found[0].start >= len(unit) and found[0].value
    if whole and (found[0].unit, found[0].value) != ("count", 1):
        times = f", with the value times {found[0].value:,}" if found[0].value != 1 else ""
        return f"did you mean {found[0].unit!r}{times}?"
    close = close_to(unit, units())
    return f"did you mean {close!r}?" if close else "the codes are in zj.dataset('units')"


def _check_figure(row: Row) -> None:
    """A row states one number, one range or one relation."""
    value, low, high, relation = (row.read[name] for name in (*NUMBERS, "relation"))
    comparator, kind = row.read["comparator"], row.read["kind"]
    if relation is not None and read_relation(relation) is None:
        *several, last = map(repr, RELATIONS)
        how = f"{', '.join(several)} or {last}"
        row.fault("relation", f"{_show(relation)}: write {how}, then a code, 'last year' or 'national average'")
    elif (value is not None) + (low is not None or high is not None) + (relation is not None) != 1:
        problem = "is empty" if value is None and relation is None else "stands beside a range or a relation"
        row.fault("value", f"{problem}: a row needs a value, or low and high, or a relation, and only one of them")
    elif (low is None) != (high is None):
        row.fault("low" if low is None else "high", "is empty: a range needs both ends; for one bound write a value")
    elif low is not None and low > high:
        row.fault("low", f"{low:g} is more than {high:g} in 'high': exchange them")
    elif comparator is not None and (comparator == "range") != (low is not None) and relation is None:
        remedy = "a range needs 'low' and 'high'" if comparator == "range" else "with low and high write 'range'"
        row.fault("comparator", f"{comparator!r}: {remedy}")
    elif kind in ("share", "rank", "level") and row.read["direction"]:
        row.fault("direction", f"a {kind} goes neither up nor down: leave it empty")


def _fill(row: Row) -> None:
    """What a row leaves out and its code or unit says."""
    read, code = row.read, row.read["indicator"] or ""
    if read["relation"] is None:
        read["comparator"] = read["comparator"] or ("range" if read["value"] is None else "=")
    known = _registry().get(code, {})
    read["kind"] = read["kind"] or known.get("kind") or KINDS.get(code.rpartition(".")[2]) or _kind_of(read["unit"])
    if read["kind"] is None:
        row.faults += row.doubts
        row.fault("kind", f"is empty, and unit {read['unit']!r} does not say: write growth or share")
    elif read["kind"] in ("growth", "change"):
        column = "value" if read["high"] is None else "high"
        figure = read[column] or 0.0
        if figure < 0:
            row.fault(column, f"{figure:g}: write the size of a fall, {-figure:g}, and 'down' in 'direction'")
        elif read["direction"] is None and known.get("better") == "less":
            row.fault("direction", f"is empty: {code} may rise or fall: write up or down")
        read["direction"] = read["direction"] or "up"


def _kind_of(unit: str | None) -> str | None:
    return {"%": None, "permille": None, "pp": "change", "bp": "change", "rank": "rank"}.get(unit or "", "level")
