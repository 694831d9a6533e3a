"""Checks of single figures and of figures within one sentence."""

import itertools
from collections.abc import Iterator
from typing import Any

from zjpolicy.comparing.checks.finding import Case, Finding, Row, exact, half_step
from zjpolicy.errors import UnitError
from zjpolicy.reading.wording import plain_value
from zjpolicy.registry.units import convert

AMOUNTS = {"level", "change"}
# How far behind the second of two figures the change between them may be told.
NEAR = 45


def mistranslated_unit(case: Case) -> Iterator[Finding]:
    """A unit that Chinese reports do not use: acre, where land is counted in mu.

    Silent where the text itself gives the amount in another measure beside it, or the other edition has the same unit.
    """
    confirmed = {pair["english_start"]: pair["chinese_unit"] for pair in case.aligned}
    for row in case.rows:
        if not case.patterns["mistranslated"].search(row["unit"]):
            continue
        meant, stated_unit = case.patterns["meant"].pattern, row["unit"].split("/")[0]
        other = confirmed.get(row["start"])
        beside = case.report.text[row["end"] : row["end"] + 40]
        if other == row["unit"] or (other is None and case.patterns["other_measure"].search(beside)):
            continue
        known = f"the other edition says {other}" if other else f"Chinese reports count land in {meant}"
        size = convert(1, stated_unit, meant)
        message = f"{row['surface']}: {known}; as {meant} the area is {size:.2f} times smaller"
        yield Finding(row["start"], row["end"], message, "error" if other else None)


def share_over_100(case: Case) -> Iterator[Finding]:
    """A share of more than 100%: rates of contribution and of enrolment may be, a part of a whole may not."""
    for row in case.rows:
        top = row["value"] if row["value"] is not None else row["high"]
        if row["kind"] == "share" and row["unit"] == "%" and top is not None and top > 100:
            yield Finding(row["start"], row["end"], f"{row['measure']}: a share of {plain_value(row)}")


def part_over_whole(case: Case) -> Iterator[Finding]:
    """A part larger than its whole: "47 companies, of which 80 were listed".

    Silent for rates, for other units, and where the whole is only known to be more than something.
    """
    for sentence in case.sentences:
        for whole, part in itertools.pairwise(sentence):
            if whole["kind"] not in AMOUNTS or whole["comparator"] not in ("=", "~", "<", "<="):
                continue
            cue = case.patterns["part_of_whole"].search(between := case.between(whole, part))
            if cue and len(between) - cue.end() < NEAR and _larger(part, whole):
                told = f"{part['measure']} ({plain_value(part)}) is told as part of {whole['measure']}"
                yield Finding(whole["start"], part["end"], f"{told} ({plain_value(whole)}), which is less")


def _larger(part: Row, whole: Row) -> bool:
    if part["kind"] not in AMOUNTS or part["comparator"] not in ("=", ">", ">="):
        return False
    if part["value"] is None or whole["value"] is None or part["status"] != whole["status"]:
        return False
    if part["unit"] == "%" or part["place"] != whole["place"]:
        return False
    try:
        return bool(convert(part["value"], part["unit"], whole["unit"]) > whole["value"])
    except UnitError:
        return False


def from_to_change(case: Case) -> Iterator[Finding]:
    """Two figures "from ... to ..." that contradict the change told beside them, or the verb.

    Silent within what rounding may hide, and for ranks.
    """
    for sentence in case.sentences:
        for place, (start, end) in enumerate(itertools.pairwise(sentence)):
            if start["status"] != "baseline" or not exact(start, end) or start["unit"] != end["unit"]:
                continue
            if end["kind"] in ("growth", "rank") or len(case.between(start, end)) > NEAR or case.says("ranking", start):
                continue
            wrong = _against_verb(case, sentence, place) or _against_change(case, sentence[place : place + 3])
            if wrong:
                yield Finding(start["start"], end["end"], wrong)


def _against_verb(case: Case, sentence: list[dict[str, Any]], place: int) -> str | None:
    start, end = sentence[place], sentence[place + 1]
    floor = sentence[place - 1]["end"] if place else 0
    before = case.report.text[max(floor, start["start"] - NEAR) : start["start"]]
    words = f"{before}|{case.between(start, end)}"
    up, down = (bool(case.patterns[way].search(words)) for way in ("up", "down"))
    moved = end["value"] - start["value"]
    if up != down and moved and up == (moved < 0):
        way = "to have gone up" if up else "to have gone down"
        return f"told {way}, but {plain_value(start)} to {plain_value(end)} goes {'down' if up else 'up'}"
    return None


def _against_change(case: Case, rows: list[dict[str, Any]]) -> str | None:
    if len(rows) < 3 or not exact(rows[2]):
        return None
    start, end, told = rows
    between = case.between(end, told)
    # "..., an average of 6.5% a year" is another thing than the change between the two.
    if len(between) > NEAR or case.patterns["yearly"].search(f"{between}{case.report.text[told['end'] :][:12]}"):
        return None
    if told["kind"] == "change" and told["unit"] == ("pp" if end["unit"] == "%" else end["unit"]):
        moved, slack = end["value"] - start["value"], half_step(start) + half_step(end)
    elif told["kind"] == "growth" and told["unit"] == "%" and end["unit"] != "%" and start["value"]:
        ratio = end["value"] / start["value"]
        moved = (ratio - 1) * 100
        slack = 100 * (half_step(end) + half_step(start) * ratio) / abs(start["value"])
    else:
        return None
    stated = -told["value"] if told["direction"] == "down" else told["value"]
    if abs(moved - stated) <= slack + half_step(told) + 1e-9:
        return None
    found = plain_value({"value": float(f"{moved:.4g}"), "unit": told["unit"], "comparator": "="})
    return f"{plain_value(start)} to {plain_value(end)} is a change of {found}, but the text says {plain_value(told)}"
