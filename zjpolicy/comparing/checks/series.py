"""Checks of figures for one indicator: against each other, last year's, and another edition's."""

from collections.abc import Iterator
from itertools import combinations
from math import log10
from typing import Any

from zjpolicy.comparing.checks.finding import Case, Finding, Row, exact, half_step
from zjpolicy.data import keyed
from zjpolicy.errors import UnitError
from zjpolicy.languages import get_language
from zjpolicy.reading.dating import DURATIONS
from zjpolicy.reading.wording import plain_value
from zjpolicy.registry.units import convert
from zjpolicy.tables.rows import converts, preference, years

# No level of a registered indicator grows so much in a year: more is a slip of a zero or of 万 and 亿.
SLIP = 0.9
# Words, or characters where no spaces stand, of a measure that is no indicator: of "added value" there are many.
WORDS, CHARACTERS = 3, 5
# What a claim says of what it measures.
SAID = tuple("place period status aggregate kind direction value low high comparator unit aims_higher".split())
# What prices of goods, late data and exchange rates move beside rounding, in percentage points.
SLACK = 0.5


def indicator_twice(case: Case) -> Iterator[Finding]:
    """One indicator with two figures for the same place, period and status.

    Silent where one may be the other rounded, where either is "more than", "about" or an average of years, within
    one sentence, and where one is preliminary or expected and the other final.
    """
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in case.rows:
        if not row["indicator"] or row["status"] not in ("outcome", "target") or row.get("aggregate"):
            continue
        if exact(row):
            key = tuple(row[name] for name in ("indicator", "place", "period", "status", "kind", "basis"))
            groups.setdefault(key, []).append(row)
    for rows in groups.values():
        for first, second in combinations(rows, 2):
            if first["sentence"] != second["sentence"] and _apart(first, second):
                message = (
                    f"{second['indicator']} for {second['place']} {second['period']} is {plain_value(second)} here, "
                    f"but {plain_value(first)} at {first['start']}"
                )
                yield Finding(second["start"], second["end"], message)
                break


def said_again(case: Case) -> Iterator[Finding]:
    """One claim made twice: the same amount of the same thing for the same place and years, in another sentence.

    Silent where the reading of either is in doubt, for earlier values, thresholds, and spans of time.
    """
    first: dict[tuple[Any, ...], dict[str, Any]] = {}
    spaced = get_language(case.report.language).spaced
    whole = WORDS if spaced else CHARACTERS
    for row in case.rows:
        if row["status"] not in ("outcome", "target") or row["doubt"] or row["unit"] in DURATIONS:
            continue
        measure = row["measure"] or ""
        if not row["indicator"] and len(measure.split() if spaced else measure) < whole:
            continue
        earlier = first.setdefault((row["indicator"] or row["measure"], *(row[name] for name in SAID)), row)
        if earlier["sentence"] != row["sentence"] or row["start"] - earlier["start"] >= len(row["sentence"]):
            yield Finding(row["start"], row["end"], f"said before at {earlier['start']}: one claim, to be counted once")


def _apart(first: Row, second: Row) -> bool:
    try:
        value = convert(first["value"], first["unit"], second["unit"])
    except UnitError:
        return False
    if first["direction"] != second["direction"] and "down" in (first["direction"], second["direction"]):
        return bool(value or second["value"])
    # The coarser of the two decides: 6.8% and 7% may be one figure.
    return bool(abs(value - second["value"]) > max(half_step(first), half_step(second)) + 1e-9)


def growth_against_level(case: Case) -> Iterator[Finding]:
    """A growth rate that this year's and last year's levels contradict.

    Only for indicators in current prices, where last year's level is in the report or the reference table. Silent
    across a revision: where last year's level is revised or its sources disagree.
    """
    levels = {(row["place"], row["indicator"], row["period"]): row for row in case.rows if _is_level(row)}
    for row in case.rows:
        code, span = row["indicator"] or "", years(row)
        if not code.endswith(".growth") or row["status"] != "outcome" or not exact(row) or not span:
            continue
        if (
            row["kind"] != "growth"
            or row.get("aggregate")
            or span[0] != span[1]
            or keyed("indicators.csv", "code").get(code, {}).get("nominal") != "nominal"
        ):
            continue
        stem = code.removesuffix(".growth")
        level = levels.get((row["place"], f"{stem}.level", row["period"]))
        before = _last_year(case, row["place"], f"{stem}.level", span[0] - 1)
        if not level or not before or level["basis"] == "revised" or level["unit"] != before["unit"]:
            continue
        ratio = level["value"] / before["value"]
        grown = (ratio - 1) * 100
        stated = -row["value"] if row["direction"] == "down" else row["value"]
        step = half_step({"surface": before.get("surface") or plain_value(before), "value": before["value"]})
        slack = 100 * (half_step(level) + step * ratio) / before["value"] + half_step(row) + SLACK
        if abs(grown - stated) > slack:
            message = (
                f"{plain_value(row)} does not fit {plain_value(level)} after {plain_value(before)} in {span[0] - 1}: "
                f"that is {grown:+.1f}%"
            )
            yield Finding(row["start"], row["end"], message)


def _is_level(row: Row) -> bool:
    return bool(row["indicator"]) and row["kind"] == "level" and row["status"] == "outcome" and exact(row)


def _last_year(case: Case, place: str, indicator: str, year: int) -> dict[str, Any] | None:
    """Last year's level, unless there are several that differ or it was revised."""
    wanted = {"place": place, "indicator": indicator, "period": str(year)}
    known = [
        row
        for row in [*case.reference, *case.rows]
        if all(row.get(name) == value for name, value in wanted.items())
        and row.get("kind", "level") == "level"
        and row.get("status", "outcome") in ("outcome", "baseline")
    ]
    if not known or any(row.get("basis") == "revised" for row in known):
        return None
    known = [row for row in known if exact(row)]
    if not known or len({row["unit"] for row in known}) > 1:
        return None
    least, most = (pick(row["value"] for row in known) for pick in (min, max))
    return min(known, key=preference) if most - least <= 0.005 * most else None


def scale_slip(case: Case) -> Iterator[Finding]:
    """An amount ten, a thousand or ten thousand times another edition's, or ten times last year's and more.

    Slips of 万 and 亿, of million and billion. Silent for growth rates and shares.
    """
    for pair in case.aligned:
        ours, theirs = pair["english_value"], pair["chinese_value"]
        if "value" in (pair["differs"] or "") and ours and theirs and ours * theirs > 0:
            power = log10(ours / theirs)
            if round(power) and abs(power - round(power)) < 1e-6:
                message = f"{pair['english_surface']} here, {pair['chinese_surface']} in the other edition: "
                yield Finding(
                    pair["english_start"],
                    pair["english_start"] + len(pair["english_surface"]),
                    message
                    + (f"{10 ** round(power):,} times" if power > 0 else f"1/{10 ** -round(power):,}")
                    + " as much",
                )
    for row in case.rows:
        if before := _neighbour(case, row):
            power = log10(row["value"] / convert(before["value"], before["unit"], row["unit"]))
            if abs(power) >= SLIP:
                message = f"{row['indicator']}: {plain_value(row)}, but {plain_value(before)} in {before['period']}"
                yield Finding(row["start"], row["end"], f"{message}: a slip of scale?")


def _neighbour(case: Case, row: Row) -> dict[str, Any] | None:
    """A figure of the reference table for the same indicator and place, at most a year away."""
    span = years(row)
    if row["kind"] not in ("level", "change") or not row["indicator"] or not row["value"] or not span:
        return None
    near = [
        other
        for other in case.reference
        if (other.get("place"), other.get("indicator")) == (row["place"], row["indicator"])
        and (at := years(other))
        and at[0] == at[1]
        and span[0] == span[1]
        and abs(at[0] - span[0]) <= 1
        and (other["value"] or 0) > 0
        and converts(other, row["unit"])
    ]
    return min(near, key=preference) if near else None
