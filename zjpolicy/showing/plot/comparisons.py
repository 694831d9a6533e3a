"""Charts of comparisons: targets against outcomes, promises beside results."""

from collections.abc import Sequence
from math import inf, nan
from typing import TYPE_CHECKING, Any

import pandas as pd

from zjpolicy.errors import TableError, check_types, counted
from zjpolicy.showing.plot import extents, frame
from zjpolicy.showing.plot.colours import ABOVE, BELOW, GREY, INK, OUTCOME, QUIET
from zjpolicy.showing.plot.extents import Interval
from zjpolicy.tables.rows import plain_rows

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Marker, filled or hollow, and colour of each verdict: the shape alone tells.
VERDICTS = {
    "exceeded": ("^", True, ABOVE),
    "met": ("o", True, OUTCOME),
    "on track": ("D", False, OUTCOME),
    "missed": ("X", True, BELOW),
    "not comparable": ("s", False, QUIET),
    "no target": ("o", False, QUIET),
}
SIGNS = {">": "> ", ">=": "≥ ", "<": "< ", "<=": "≤ ", "~": "about "}


@frame.styled
def targets(
    comparison: pd.DataFrame, ax: "Axes | None" = None, *, unit: str | None = None, source: str | None = None
) -> "Axes":
    """Draw targets against outcomes: the interval aimed at as a bar, the outcome as a mark whose shape is the verdict.

    The tolerance of an "about" is drawn lighter, with a line at the number said.

    A row without a number to draw says "no outcome" at its end, or "not comparable" where the outcome is another thing
    than the target.

    Parameters
    ----------
    comparison : DataFrame
        What `zjpolicy.compare` returns: ``place``, ``indicator``, ``period``, ``target_low``, ``target_high``,
        ``unit``, ``outcome_value``, ``verdict``; with ``measure``, where it was joined on that, ``place`` and
        ``indicator`` need not be there. Where it has a column ``preferred``, only those rows are drawn;
        ``target_value`` and ``tolerance`` tell where an "about" lies.
    ax : Axes, optional
        Where to draw; new axes as high as the rows need when not given.
    unit : str, optional
        Which unit to show; the commonest when not given. What is left out is said below.
    source : str, optional
        What the source line says; the table's ``source_title`` when not given.

    Returns
    -------
    Axes

    Examples
    --------
    >>> row = {"place": "China", "indicator": "gdp.growth", "period": "2019", "target_low": 6, "target_high": 6.5}
    >>> outcome = {"unit": "%", "outcome_value": 6.1, "verdict": "met"}
    >>> targets(pd.DataFrame([row | outcome])).get_title()
    'The target was met'
    """
    check_types(targets, locals())
    comparison = _named(comparison)
    frame.check_columns(comparison, ("place", "indicator", "period", "target_low", "target_high", "unit"), "targets")
    frame.check_columns(comparison, ("outcome_value", "verdict"), "targets")
    preferred = comparison[comparison["preferred"]] if "preferred" in comparison else comparison
    table, unit, note = frame.one_unit(preferred, unit, "targets")
    table, note = _numbered(table, note)
    table = table.sort_values(["indicator", "place", "period"], kind="stable").reset_index(drop=True)
    title = _fulfilled([str(verdict) for verdict in table["verdict"]])
    shown, left = frame.first_rows(table.index, "targets")
    table, note = table.head(shown), " ".join(filter(None, (note, left)))
    rows = plain_rows(table)
    sides = [[extents.ends(row, f"{side}_") for row in rows] for side in ("target", "outcome")]
    given = [*sides[0], *sides[1], *map(_about, rows)]
    log = extents.far_apart(given, unit)
    drawn, measured = extents.scaled(given, unit, log=log)
    aims, results, numbers = (drawn[at : at + len(rows)] for at in range(0, len(drawn), len(rows)))
    edge = extents.limits(drawn, log=log)
    labels, subject = _labels(table)
    ax = frame.axes(ax, labels)
    for at, (row, aim, result, number) in enumerate(zip(rows, aims, results, numbers, strict=True)):
        if aim and extents.known(aim):
            extents.draw_target(ax, at, aim, edge, number=number and number[0], log=log)
        if result:
            _mark(ax, at, result, str(row["verdict"]))
        _say(ax, at, row, result)
    if any(aims):
        extents.add_entry(ax, "target", aims, about=any(numbers))
    _explain(ax, {row["verdict"] for row, result in zip(rows, results, strict=True) if result})
    extents.set_axis(ax, edge, log=log)
    frame.rows_on(ax, labels)
    subtitle = f"{subject}, {measured}: targets and outcomes"
    return frame.finish(ax, title, subtitle, frame.source_of(comparison, source), note=note)


def _fulfilled(verdicts: Sequence[str]) -> str:
    """The finding: how many targets were met and missed."""
    met, missed = sum(verdict in ("met", "exceeded") for verdict in verdicts), verdicts.count("missed")
    judged = met + missed
    without = verdicts.count("no outcome")
    if not judged:
        return f"No outcome yet of {counted(without, 'target')}" if without else "No target could be judged"
    if judged == len(verdicts) == 1:
        return "The target was met" if met else "The target was missed"
    told = f"{missed or 'None'} of {counted(judged, 'target')} missed"
    return f"{told}, {without} without an outcome" if without > 1 else told


def _say(ax: "Axes", at: int, row: dict[str, Any], result: Interval | None) -> None:
    """Put the outcome of a row at its end in words, or why there is none."""
    style: dict[str, Any] = {"va": "center", "fontsize": "small", "color": INK if result else QUIET}
    if result:
        known = extents.known(result)
        text = f"{SIGNS.get(str(row.get('outcome_comparator')), '')}{extents.in_words((min(known), max(known)))}"
    else:
        text = "not comparable" if row["verdict"] == "not comparable" else "no outcome"
    ax.annotate(text, (1.01, at), None, ("axes fraction", "data"), **style)


def _numbered(table: pd.DataFrame, note: str) -> tuple[pd.DataFrame, str]:
    """The rows that have a number to draw, and a note of those that have none; all of them if none has."""
    numbers = table[["target_low", "target_high", "outcome_value"]].astype("float64").replace([inf, -inf], nan)
    there = numbers.notna().any(axis=1)
    if there.all() or not there.any():
        return table, note
    return table[there], f"{note} {counted(int((~there).sum()), 'row')} without a number not shown.".strip()


def _about(row: dict[str, Any]) -> Interval | None:
    """The number of a target that says "about", where the table tells its tolerance."""
    number = row.get("target_value") if row.get("tolerance") is not None else None
    return None if number is None else (number, number)


def _named(comparison: pd.DataFrame) -> pd.DataFrame:
    """A comparison joined on measures goes by them, and may be of one place that no column names."""
    if not isinstance(comparison, pd.DataFrame) or not {"measure", "verdict"} <= set(comparison.columns):
        return comparison
    place = comparison.get("place", "")
    return comparison.assign(indicator=comparison["measure"], indicator_name=None, place=place)


def _labels(table: pd.DataFrame) -> tuple[list[str], str]:
    """Labels of rows, and what all rows have in common, for the title."""
    names = table["indicator"].map(lambda code: frame.indicator_name(table, str(code)))
    columns = {"indicator": names.astype(str), "place": table["place"].fillna("").astype(str)}
    common = [column.iloc[0] for column in columns.values() if column.nunique() == 1 and column.iloc[0]]
    differ = [column for column in columns.values() if column.nunique() > 1]
    periods = table["period"].astype("str").fillna("")
    labels = [frame.wrap(", ".join(filter(None, parts))) for parts in zip(*differ, periods, strict=True)]
    rest = f"{columns['indicator'].nunique()} indicators" if columns["indicator"].nunique() > 1 else ""
    places = f"{columns['place'].nunique()} places" if columns["place"].nunique() > 1 else ""
    return labels, ", ".join(filter(None, [rest, *common, places]))


def _mark(ax: "Axes", at: float, interval: Interval, verdict: str) -> None:
    finite, point = extents.known(interval), extents.middle(interval)
    marker, filled, color = VERDICTS.get(verdict, ("P", False, QUIET))
    if len(set(finite)) > 1:
        ax.plot(finite, [at, at], color=color, linewidth=2)
    face = color if filled else "white"
    ax.plot([point], [at], marker, markersize=8.5, color=color, markerfacecolor=face, markeredgewidth=1.6, zorder=3)


def _explain(ax: "Axes", present: set[str]) -> None:
    """Verdicts in the legend, in one order whatever the order of rows."""
    for verdict, (marker, filled, color) in VERDICTS.items():
        if verdict in present:
            style: dict[str, Any] = {"color": color, "markerfacecolor": color if filled else "white"}
            ax.plot([], [], marker, **style, markersize=8, markeredgewidth=1.6, label=verdict)


@frame.styled
def promises(
    matches: pd.DataFrame, ax: "Axes | None" = None, *, unit: str | None = None, source: str | None = None
) -> "Axes":
    """Draw what one report reports and promises of the same thing, joined by a line.

    Parameters
    ----------
    matches : DataFrame
        What `zjpolicy.match` returns: ``measure``, ``unit``, ``outcome_value``, ``target_low``, ``target_high``;
        ``outcome_period`` and ``target_period`` where known.
    ax : Axes, optional
        Where to draw; new axes as high as the rows need when not given.
    unit : str, optional
        Which unit to show; the commonest when not given. What is left out is said below.
    source : str, optional
        What the source line says; the table's ``source_title`` when not given.

    Returns
    -------
    Axes

    Examples
    --------
    >>> row = {"measure": "GDP", "unit": "%", "outcome_value": 6.8, "target_low": 6, "target_high": 6.5}
    >>> promises(pd.DataFrame([row])).get_title()
    'Promised: less than was reached'
    """
    check_types(promises, locals())
    frame.check_columns(matches, ("measure", "unit", "outcome_value", "target_low", "target_high"), "promises")
    table, unit, note = frame.one_unit(matches, unit, "promises")
    rows = plain_rows(table)
    pairs = [(row, result, aim) for row in rows if (result := extents.ends(row, "outcome_"))
             and (aim := extents.ends(row, "target_")) and extents.known(aim)]  # fmt: skip
    if not pairs:
        raise TableError("zj.plot.promises: no row has both a result and a promise")
    title = _aimed(table, [(result, aim) for _, result, aim in pairs])
    shown, left = frame.first_rows(pairs, "promises")
    pairs, note = pairs[:shown], " ".join(filter(None, (note, left)))
    given = [*(result for _, result, _ in pairs), *(aim for *_, aim in pairs)]
    sizes = [extents.size(interval) for interval in given]
    log = extents.far_apart(sizes, unit)
    if log and sizes != given:
        given, note = sizes, f"{note} What is cut is drawn by its size.".strip()
    drawn, measured = extents.scaled(given, unit, log=log)
    results, aims = drawn[: len(pairs)], drawn[len(pairs) :]
    edge = extents.limits(drawn, log=log)
    labels = [frame.wrap(str(row["measure"])) for row, _, _ in pairs]
    ax = frame.axes(ax, labels)
    for at, (result, aim) in enumerate(zip(results, aims, strict=True)):
        here, there = extents.known(result)[0], extents.known(aim)[0]
        ax.plot([here, there], [at, at], color=GREY, linewidth=1.6, zorder=1)
        extents.draw_target(ax, at, aim, edge, half=0.22, log=log)
        ax.plot([here], [at], "o", color=OUTCOME, markersize=8.5, zorder=3)
        style: dict[str, Any] = {"va": "center", "fontsize": "small", "color": INK}
        told = f"{extents.in_words((here, here))} → {extents.in_words(aim)}"
        ax.annotate(told, (1.01, at), None, ("axes fraction", "data"), **style)
    done, aimed = (_year(table, name) for name in ("outcome_period", "target_period"))
    ax.plot([], [], "o", color=OUTCOME, markersize=8, label=f"result{done}")
    extents.add_entry(ax, f"promise{aimed}", aims)
    extents.set_axis(ax, edge, log=log)
    frame.rows_on(ax, labels)
    subtitle = f"What was reached and what is promised next, {measured}"
    return frame.finish(ax, title, subtitle, frame.source_of(matches, source), note=note)


def _aimed(table: pd.DataFrame, pairs: Sequence[tuple[Interval, Interval]]) -> str:
    """The finding: how often more is promised than was reached."""
    places = list(table["place"].dropna().unique()) if "place" in table else []
    who = f"{places[0]} promises" if len(places) == 1 else "Promised:"
    sizes = [(extents.size(result), extents.size(aim)) for result, aim in pairs]
    least = [(extents.known(aim)[0], extents.middle(result)) for result, aim in sizes]
    more, less = (sum(sign * (aim - came) > 0 for aim, came in least) for sign in (1, -1))
    if len(pairs) == 1:
        return f"{who} {'more' if more else 'less' if less else 'as much'} than was reached".replace(
            "much than", "much as"
        )
    return f"{who} more than was reached in {more} of {len(pairs)} cases, less in {less}"


def _year(table: pd.DataFrame, name: str) -> str:
    """The period that all rows share, else nothing."""
    found = list(table[name].dropna().unique()) if name in table else []
    return f" {found[0]}" if len(found) == 1 else ""
