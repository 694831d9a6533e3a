"""Charts of one indicator: across places, and through the years."""

from math import nan
from typing import TYPE_CHECKING

import pandas as pd

from zjpolicy.comparing.no_rows import place_among, why_none
from zjpolicy.errors import TableError, check_types, counted
from zjpolicy.showing.plot import extents, frame
from zjpolicy.showing.plot.extents import Interval
from zjpolicy.tables.relations import NATION
from zjpolicy.tables.rows import plain_rows, preference

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NEEDED = ("place", "indicator", "period", "status", "value", "unit")
STATUSES = ("outcome", "target")


def places(
    table: pd.DataFrame,
    indicator: str,
    period: str | int,
    ax: "Axes | None" = None,
    *,
    unit: str | None = None,
    source: str | None = None,
) -> "Axes":
    """Draw one indicator across places, the highest first, with a line for the nation.

    Parameters
    ----------
    table : DataFrame
        Statements of several reports, or a reference table: ``place``, ``indicator``, ``period``, ``status``,
        ``value``, ``unit``; ``low``, ``high`` and ``comparator`` where there are any. Rows of the place
        ``"China"`` make the line.
    indicator : str
        An indicator code; see `zjpolicy.indicators`.
    period : str or int
        The year or span.
    ax : Axes, optional
        Where to draw; new axes as high as the rows need when not given.
    unit : str, optional
        Which unit to show; the commonest when not given. What is left out is said below.
    source : str, optional
        What the source line says; that of the table when not given.

    Returns
    -------
    Axes

    Examples
    --------
    >>> row = {"indicator": "gdp.growth", "period": "2026", "status": "target", "unit": "%"}
    >>> table = pd.DataFrame([{**row, "place": "Anhui", "value": 5.0}, {**row, "place": "China", "value": 4.5}])
    >>> places(table, "gdp.growth", 2026).get_title()
    'GDP growth: targets for 2026 in 1 place'
    """
    check_types(places, locals())
    frame.check_columns(table, NEEDED, "places")
    asked = {"indicator": indicator, "period": str(period)}
    chosen, unit, note = _figures(table, asked, unit, "places")
    found: dict[tuple[str, str], Interval] = {}
    for row in sorted(plain_rows(chosen), key=preference):  # of several figures of one place the preferred
        if row["place"] and (interval := extents.ends(row)):
            found.setdefault((row["place"], row["status"]), interval)
    if more := len(chosen) - len(found):
        note = f"{note} {counted(more, 'further row')} of the same places not shown.".strip()
    drawn, measured = extents.scaled(found.values(), unit)
    found = dict(zip(found, drawn, strict=True))
    heights = {place: extents.middle(found.get((place, "outcome")) or found[place, "target"]) for place, _ in found}
    heights.pop(NATION, None)
    if not heights:
        raise TableError(f"zj.plot.places: {indicator} for {period} has a number for {NATION} only, or for none")
    names = sorted(heights, key=lambda place: (-heights[place], place))
    labels = [frame.wrap(name) for name in names]
    ax = frame.axes(ax, labels, room=0.11)
    edge = extents.limits(drawn)
    _national(ax, found, measured)
    for at, name in enumerate(names):
        if aim := found.get((name, "target")):
            extents.draw_target(ax, at, aim, edge)
        if result := found.get((name, "outcome")):
            _dots(ax, at, result, upright=False)
    statuses = {status for place, status in found if place != NATION}
    what = _explain(ax, statuses, [interval for key, interval in found.items() if key != (NATION, "target")])
    extents.set_axis(ax, edge, measured)
    frame.rows_on(ax, labels)
    title = f"{frame.indicator_name(table, indicator)}: {what} for {period} in {counted(len(names), 'place')}"
    return frame.finish(ax, title, frame.source_of(chosen, source), note=note)


def _figures(table: pd.DataFrame, asked: dict[str, str], unit: str | None, what: str) -> tuple[pd.DataFrame, str, str]:
    """The targets and outcomes asked for in one unit; see `one_unit`."""
    chosen = there = table[table["status"].isin(STATUSES)]
    if "aggregate" in chosen:  # only what is told of a year by itself is drawn
        chosen = chosen[chosen["aggregate"].isna()]
    for column, value in asked.items():
        chosen = chosen[chosen[column].astype("str") == value]
    if chosen.empty:
        raise TableError(f"zj.plot.{what}: {why_none(there, asked, 'target or outcome')}")
    return frame.one_unit(chosen, unit, what)


def _national(ax: "Axes", found: dict[tuple[str, str], Interval], unit: str) -> None:
    for status, style in (("outcome", "-"), ("target", (0, (4, 2)))):
        if interval := found.get((NATION, status)):
            finite = sorted(set(extents.known(interval)))
            sign = "≥ " if interval[1] > finite[-1] else "≤ " if interval[0] < finite[0] else ""
            number = sign + "–".join(map(extents.number, finite)) + ("%" if unit == "percent" else "")
            if len(finite) > 1:
                ax.axvspan(finite[0], finite[-1], color="#c9ced6", alpha=0.5, linewidth=0)
            for place, end in enumerate(finite):
                label = f"{NATION}, {status}: {number}" if place == 0 else None
                ax.axvline(end, color=frame.INK, linestyle=style, linewidth=1.4, label=label, zorder=1.5)


def _dots(ax: "Axes", at: float, interval: Interval, *, upright: bool) -> None:
    """An outcome: a dot, two joined where the text gives a range, an arrowhead where it says more or less than."""
    finite = extents.known(interval)
    across = [at] * len(finite)
    marker = "o" if len(finite) > 1 else (">" if interval[1] > finite[0] else "<")
    marker = {">": "^", "<": "v"}.get(marker, marker) if upright else marker
    points = (across, finite) if upright else (finite, across)
    ax.plot(*points, marker=marker, color=frame.OUTCOME, markersize=7, linewidth=1.6, zorder=3)


def _explain(ax: "Axes", statuses: set[str], intervals: list[Interval]) -> str:
    """Put what is drawn into the legend, and return its name for the title."""
    if "outcome" in statuses:
        ax.plot([], [], "o", color=frame.OUTCOME, markersize=7, label="outcome")
    if "target" in statuses:
        extents.add_entry(ax, "target", intervals)
    return " and ".join(f"{status}s" for status in STATUSES if status in statuses)


def timeline(
    table: pd.DataFrame,
    indicator: str,
    place: str,
    ax: "Axes | None" = None,
    *,
    unit: str | None = None,
    source: str | None = None,
) -> "Axes":
    """Draw targets and outcomes of one indicator in one place, year by year.

    Parameters
    ----------
    table : DataFrame
        Statements of several reports, or a reference table; the columns that `places` needs.
    indicator : str
        An indicator code; see `zjpolicy.indicators`.
    place : str
        The place, in English or Chinese.
    ax : Axes, optional
        Where to draw; new axes when not given.
    unit : str, optional
        Which unit to show; the commonest when not given. What is left out is said below.
    source : str, optional
        What the source line says; that of the table when not given.

    Returns
    -------
    Axes

    Examples
    --------
    >>> row = {"place": "China", "indicator": "gdp.growth", "status": "outcome", "unit": "%"}
    >>> table = pd.DataFrame([{**row, "period": "2018", "value": 6.6}, {**row, "period": "2019", "value": 6.1}])
    >>> timeline(table, "gdp.growth", "China").get_title()
    'GDP growth, China: outcomes, 2018 to 2019'
    """
    check_types(timeline, locals())
    frame.check_columns(table, NEEDED, "timeline")
    place = place_among(place, list(table["place"]))
    years = table["period"].astype("str").str.extract(r"^(\d{4})(?:\D+(\d{4}))?$").astype("float64")
    dated = table.assign(first=years[0], last=years[1].fillna(years[0])).dropna(subset="first").sort_values("first")
    chosen, unit, note = _figures(dated, {"indicator": indicator, "place": place}, unit, "timeline")
    found = [(row, interval) for row in plain_rows(chosen) if (interval := extents.ends(row))]
    drawn, measured = extents.scaled([interval for _, interval in found], unit)
    rows = [row for row, _ in found]
    edge = extents.limits(drawn)
    ax = frame.axes(ax, [""] * 7)
    line: dict[float, float] = {}  # through the outcome that `compare` prefers, where a year has several
    for row, interval in sorted(zip(rows, drawn, strict=True), key=lambda pair: preference(pair[0])):
        if row["status"] == "outcome":
            line.setdefault(row["first"], extents.middle(interval))
    first, last = int(chosen["first"].min()), int(chosen["last"].max())
    span = range(first, last + 1)
    # A year without an outcome breaks the line.
    ax.plot(span, [line.get(year, nan) for year in span], color=frame.OUTCOME, linewidth=1.2, alpha=0.6)
    for row, interval in zip(rows, drawn, strict=True):
        at, half = (row["first"] + row["last"]) / 2, (row["last"] - row["first"]) / 2 + 0.32
        if row["status"] == "target":
            extents.draw_target(ax, at, interval, edge, upright=True, half=half)
        else:
            _dots(ax, at, interval, upright=True)
    what = _explain(ax, {row["status"] for row in rows}, drawn)
    ax.set(ylim=edge, xlim=(first - 0.6, last + 0.6), ylabel=measured)
    ax.locator_params(axis="x", integer=True, steps=[1, 2, 5, 10])
    ax.grid(axis="y", color="#e3e6ea")
    when = f"{first} to {last}" if last > first else str(first)
    title = f"{frame.indicator_name(table, indicator)}, {place}: {what}, {when}"
    return frame.finish(ax, title, frame.source_of(chosen, source), note=note)
