"""A target and what became of it: which outcomes it is held against, and the verdict with its reason."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import inf, isfinite
from typing import Any

from zjpolicy.comparing.pairing import Key, Outcomes
from zjpolicy.comparing.related_targets import relation_interval
from zjpolicy.comparing.verdicts import BETTER, Amount, Better, Tolerance, beyond, verdicts
from zjpolicy.data import keyed
from zjpolicy.errors import TableError, UnitError
from zjpolicy.reading.model import Interval
from zjpolicy.reading.wording import plain_value
from zjpolicy.tables.relation_cells import Other, read_relation
from zjpolicy.tables.rows import Row, amounts, years

COUNTED = {"level", "change"}
TURNED = {">": "<", ">=": "<=", "<": ">", "<=": ">="}
INCOMPARABLE = "not comparable"


@dataclass(frozen=True)
class Sides:
    """Which side of a target is better, by indicator: the registry's, and the caller's ("" for the rest)."""

    registry: Mapping[str, str]
    given: Mapping[str, str]

    def of(self, target: Row) -> str | None:
        """Return the better side of a target, None where nobody says."""
        code = str(target.get("indicator"))
        own = target.get("better") if isinstance(target.get("better"), str) else None
        # A pledge to add or to cut an amount says itself which way is better; a rate may be a ceiling all the same.
        toward = {"up": "more", "down": "less"}.get(str(target.get("direction")))
        known = (
            (toward, self.registry.get(code)) if target.get("kind") in COUNTED else (self.registry.get(code), toward)
        )
        return next(filter(None, (self.given.get(code), own, *known, self.given.get(""))), None)


def sides_of(better: Better | Mapping[str, Better] | None) -> Sides:
    """Return the better sides that the registry knows, and those that a caller gives, by indicator or for all."""
    given: dict[str, str] = {"": better} if isinstance(better, str) else dict(better or {})
    for wanted in given.values():
        if wanted not in BETTER:
            raise TableError(f"better: {wanted!r} is no side; use one of {', '.join(BETTER)}")
    return Sides({code: row["better"] for code, row in keyed("indicators.csv", "code").items()}, given)


@dataclass(frozen=True)
class Pair:
    """A target, an outcome, and the verdict; one of the two may be missing."""

    target: dict[str, Any] | None
    outcome: dict[str, Any] | None
    verdict: str
    reason: str
    margin: float | None = None
    stated: Amount | None = None
    interval: Interval | None = None
    reached: Amount | None = None


@dataclass(frozen=True)
class Judge:
    """Holds targets against outcomes."""

    outcomes: Outcomes
    baselines: Mapping[Key, dict[str, Any]]
    tolerance: Tolerance
    sides: Sides

    def pairs(self, target: dict[str, Any]) -> Iterator[Pair]:
        """Yield a pair for every outcome that speaks of the same; one that says why where there is none."""
        if found := self.outcomes.of(target):
            yield from (self._pair(target, outcome) for outcome in found)
            return
        if early := self.outcomes.on_the_way(target):
            yield from (self._on_the_way(target, outcome) for outcome in early)
            return
        pair = Pair(target, None, "no outcome", "the outcomes hold none for this")
        stated = _amount(target)
        if stated is not None:
            pair = replace(pair, stated=stated, interval=self._aim(target, stated))
        for outcome in self.outcomes.relatives(target):
            if reason := _difference(target, outcome):
                pair = replace(pair, outcome=outcome, verdict=INCOMPARABLE, reason=reason)
                self.outcomes.used.add(outcome["row"])
                break
        yield pair

    def _pair(self, target: dict[str, Any], outcome: dict[str, Any]) -> Pair:
        target, outcome = _one_direction(target, outcome)
        stated = _amount(target)
        aim = self._aim(target, stated) if stated else None
        pair = Pair(target, outcome, INCOMPARABLE, "", stated=stated, interval=aim)
        if reason := _difference(target, outcome):
            return replace(pair, reason=reason)
        reached, reason = _reached(target, outcome)
        if reached is None:
            return replace(pair, reason=reason)
        interval, rests_on = self._interval(target, pair.stated)
        if interval is None:
            return replace(pair, reached=reached, reason=rests_on)
        pair = replace(pair, reached=reached, interval=interval)
        return self._judged(pair, interval, reached, rests_on)

    def _aim(self, target: Row, stated: Amount) -> Interval:
        """The interval that a number stands for: a ceiling, whatever is said of it, has nothing below it."""
        aim = stated.interval(self.tolerance)
        ceiling = self.sides.of(target) == "ceiling" and isfinite(aim.upper)
        return aim._replace(lower=-inf, lower_included=False) if ceiling else aim

    def _interval(self, target: Row, stated: Amount | None) -> tuple[Interval | None, str]:
        if stated is not None:
            return self._aim(target, stated), ""
        relation = target.get("relation")
        parts = read_relation(relation) if relation else None
        if parts is None:
            how = f"set as {relation!r}, which is not understood" if relation else "set without a number"
            return None, f"the target is {how}"
        interval, words = relation_interval(parts, lambda other: self._other(target, other), self.tolerance)
        return interval, words if interval else f"the target is {words}"

    def _other(self, target: Row, other: Other) -> Amount | None:
        span = years(target)
        if span is None:
            return None
        row = self.outcomes.in_year(target, span[1] - other.years_back, indicator=other.indicator, place=other.place)
        return None if row is None else _reached(target, row)[0]

    def _judged(self, pair: Pair, interval: Interval, reached: Amount, rests_on: str) -> Pair:
        target, outcome = pair.target or {}, pair.outcome or {}
        better = self.sides.of(target)
        edge = interval.lower if isfinite(interval.lower) else interval.upper
        slack = self.tolerance.around(edge, str(target["unit"]))
        found = verdicts(interval, reached.interval(self.tolerance), better, slack)
        stated = pair.stated.value if pair.stated else None
        margin = None if reached.value is None else beyond(interval, stated, reached.value)
        result, goal = plain_value(_spoken(outcome)), f'"{rests_on}"' if rests_on else plain_value(_spoken(target))
        aim = f"the target {goal}" if rests_on else f"the target of {goal}"
        if len(found) > 1:
            may = " or ".join(sorted(str(verdict or "beyond it") for verdict in found))
            return replace(pair, margin=margin, reason=f"known as {result} only, against {goal}: {may}")
        verdict = found.pop()
        if verdict is None:
            reason = f"{result} lies outside {goal}, and which side is better is not known: say so with better="
            return replace(pair, margin=margin, reason=reason)
        by = f" by {_distance(target, margin)}" if margin and outcome["comparator"] == "=" else ""
        words = {
            "met": f"{result} meets {aim}",
            "exceeded": f"{result} exceeds {aim}{by}",
            "missed": f"{result} misses {aim}{by}",
        }[verdict]
        return replace(pair, verdict=verdict, margin=margin, reason=words)

    def _on_the_way(self, target: dict[str, Any], outcome: dict[str, Any]) -> Pair:
        """Hold an outcome of an earlier year against the straight line from the baseline to the target."""
        target, outcome = _one_direction(target, outcome)
        pair = Pair(target, outcome, INCOMPARABLE, "", stated=_amount(target))
        reached, reason = _reached(target, outcome)
        if reason := _difference(target, outcome) or reason:
            return replace(pair, reason=reason)
        (first, last), (_, now) = years(target) or (0, 0), years(outcome) or (0, 0)
        stated, start = pair.stated, self._baseline(target, outcome, first)
        if target.get("kind") == "growth":
            return replace(pair, reached=reached, reason="a rate over several years has no straight line to it")
        if start is None or stated is None or reached is None:
            return replace(
                pair, reached=reached, reason=f"{first}-{last} is not over, and no figure for {first - 1} is known"
            )
        share = (now - first + 1) / (last - first + 1)
        aim = self._aim(target, stated)
        low, high = (None if abs(end) == float("inf") else start + (end - start) * share for end in aim[:2])
        line = Amount(None, low, high, "range", stated.unit).interval(self.tolerance)
        found = verdicts(line, reached.interval(self.tolerance), self.sides.of(target), 0.0)
        goal = stated.value if stated.value is not None else aim.lower if isfinite(aim.lower) else aim.upper
        due = plain_value({"value": start + (goal - start) * share, "unit": target["unit"]})
        result = plain_value(_spoken(outcome))
        pair = replace(pair, reached=reached, interval=aim)
        if found <= {"met", "exceeded"}:
            return replace(pair, verdict="on track", reason=f"{result} by {now}, where the straight line gives {due}")
        return replace(
            pair, reason=f"{result} by {now} is behind the straight line ({due}), but {first}-{last} is not over"
        )

    def _baseline(self, target: Row, outcome: Row, first: int) -> float | None:
        """What a span of years starts from: 0 for increments that add up, else the figure of the year before."""
        span = years(outcome)
        if target.get("kind") == "change":
            return 0.0 if span and span[0] == first else None
        key = self.outcomes.key(target, "period")
        starts = (row for row in self.baselines.values() if years(row) in ((first - 1, first - 1), None))
        same = (row for row in starts if self.outcomes.key(row, "period") == key)
        known = self.outcomes.in_year(target, first - 1) or next(same, None)
        reached = _reached(target, known)[0] if known else None
        return reached.value if reached else None


def _one_direction(target: dict[str, Any], outcome: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give both amounts the direction that one of them tells: "10.9 million fewer", "to cut by 10 million"."""
    if {target.get("kind"), outcome.get("kind")} <= COUNTED and "down" in (
        target.get("direction"),
        outcome.get("direction"),
    ):
        return {**target, "direction": "down"}, {**outcome, "direction": "down"}
    return target, outcome


def _amount(row: Row, unit: str | None = None) -> Amount | None:
    """A row's figure, signed: "at least 3% down" is "at most -3%"; None where it has no number."""
    ends = amounts(row, unit)
    comparator = row["comparator"]
    if row.get("direction") == "down":
        comparator = TURNED.get(comparator, comparator)
    return None if ends == (None, None, None) else Amount(*ends, comparator, unit or str(row["unit"]))


def _reached(target: Row, outcome: Row) -> tuple[Amount | None, str]:
    """Return an outcome in the target's unit and sign, or why there is none."""
    try:
        amount = _amount(outcome, str(target["unit"]))
    except UnitError as error:
        return None, f"unit mismatch: {error}"
    return amount, "" if amount else "the outcome has no number"


def _difference(target: Row, outcome: Row) -> str | None:
    """Why a target and an outcome do not speak of the same, None if they do."""
    units = {str(target["unit"]), str(outcome["unit"])}
    if units == {"%", "pp"}:
        return f"{_percent(target)} against {_percent(outcome)}"
    ours, theirs = str(target.get("indicator") or ""), str(outcome.get("indicator") or "")
    if {ours.partition(".")[2], theirs.partition(".")[2]} == {"growth", "real_growth"}:
        return f"{_real(ours)} growth against {_real(theirs)} growth"
    ours, theirs = (row.get("aggregate") or "one year" for row in (target, outcome))
    if ours != theirs and "growth" in (target.get("kind"), outcome.get("kind")):
        return f"{ours} against {theirs}"
    kinds = [row.get("kind") for row in (target, outcome)]
    if all(kinds) and kinds[0] != kinds[1]:
        one_count = set(kinds) == COUNTED and (ours == theirs != "" or units == {"count"})
        if not one_count and ("growth" in kinds or "rank" in kinds or "change" in kinds):
            return f"{kinds[0]} against {kinds[1]}"
    if ours and theirs and ours != theirs:
        return f"{ours} against {theirs}"
    return None


def _percent(row: Row) -> str:
    return "percentage points" if row["unit"] == "pp" else "percent"


def _real(code: str) -> str:
    return "real" if code.endswith("real_growth") else "nominal"


def _distance(target: Row, margin: float) -> str:
    unit = "pp" if target["unit"] == "%" else target["unit"]
    return plain_value({"value": abs(margin), "comparator": "=", "unit": unit})


def _spoken(row: Row) -> dict[str, Any]:
    """A row for words: growth upward goes without saying."""
    return {**row, "direction": "down" if row.get("direction") == "down" else None}
