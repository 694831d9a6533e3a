"""Charts of one indicator: across places, and through the years."""

from math import isfinite, nan
from typing import TYPE_CHECKING

import pandas as pd

from zjpolicy.comparison.pairing import preference
from zjpolicy.errors import TableError
from zjpolicy.plot.frame import (
    INK,
    OUTCOME,
    axes,
    check_columns,
    draw_interval,
    ends,
    finish,
    indicator_name,
    limits,
    number,
    number_axis,
    one_unit,
    rows_on,
    scale,
    source_of,
    target_entry,
    wrap,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NEEDED = ("place", "indicator", "period", "status", "value", "unit")
NATION = "China"
Interval = tuple[float, float]


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
    check_columns(table, NEEDED, "places")
    chosen = table[(table["indicator"] == indicator) & (table["period"].astype("str") == str(period))]
    chosen = chosen[chosen["status"].isin(["outcome", "target"])]
    if chosen.empty:
        raise TableError(f"zj.plot.places: no target or outcome of {indicator} for {period}")
    chosen, unit, note = one_unit(chosen, unit, "places")
    found = {
        (str(row["place"]), str(row["status"])): interval
        for _, row in chosen.iterrows()
        if (interval := ends(row)) and pd.notna(row["place"])
    }
    if (more := len(chosen) - len(found)) > 0:
        note = f"{note} {more} further row{'' if more == 1 else 's'} of the same places not shown.".strip()
    measured = scale((end for interval in found.values() for end in interval), unit)
    found = {key: (low / measured.size, high / measured.size) for key, (low, high) in found.items()}
    names = sorted({place for place, _ in found if place != NATION}, key=lambda place: (-_height(found, place), place))
    if not names:
        raise TableError(f"zj.plot.places: {indicator} for {period} has a number for {NATION} only, or for none")
    edge = limits(found.values())
    labels = [wrap(name) for name in names]
    ax = axes(ax, labels, room=0.11)
    _national(ax, found, measured.label)
    for at, name in enumerate(names):
        if aim := found.get((name, "target")):
            draw_interval(ax, at, aim, edge)
        if result := found.get((name, "outcome")):
            _dots(ax, at, result, upright=False)
    statuses = [status for status in ("outcome", "target") if any((name, status) in found for name in names)]
    _explain(
        ax, statuses, [interval for (name, status), interval in found.items() if (name, status) != (NATION, "target")]
    )
    number_axis(ax, edge, measured.label)
    rows_on(ax, labels)
    told = f"{len(names)} place{'' if len(names) == 1 else 's'}"
    what = " and ".join(f"{status}s" for status in statuses)
    title = f"{indicator_name(table, indicator)}: {what} for {period} in {told}"
    return finish(ax, title, source_of(chosen, source), note=note)


def _height(found: dict[tuple[str, str], Interval], place: str) -> float:
    """What places are ordered by: the outcome, else the target."""
    return _middle(found.get((place, "outcome")) or found[place, "target"])


def _middle(interval: Interval) -> float:
    """The middle of what is known of an interval."""
    finite = [end for end in interval if isfinite(end)]
    return sum(finite) / len(finite)


def _national(ax: "Axes", found: dict[tuple[str, str], Interval], unit: str) -> None:
    for status, style in (("outcome", "-"), ("target", (0, (4, 2)))):
        if interval := found.get((NATION, status)):
            finite = sorted({end for end in interval if isfinite(end)})
            sign = "≥ " if interval[1] > finite[-1] else "≤ " if interval[0] < finite[0] else ""
            said = sign + "–".join(map(number, finite)) + ("%" if unit == "percent" else "")
            if len(finite) > 1:
                ax.axvspan(finite[0], finite[-1], color="#c9ced6", alpha=0.5, linewidth=0)
            for place, end in enumerate(finite):
                label = f"{NATION}, {status}: {said}" if place == 0 else None
                ax.axvline(end, color=INK, linestyle=style, linewidth=1.4, label=label, zorder=1.5)


def _dots(ax: "Axes", at: float, interval: Interval, *, upright: bool) -> None:
    """An outcome: a dot, two joined where the text gives a range, an arrowhead where it says more or less than."""
    finite = [end for end in interval if isfinite(end)]
    across = [at] * len(finite)
    marker = "o" if len(finite) > 1 else (">" if interval[1] > finite[0] else "<")
    marker = {">": "^", "<": "v"}.get(marker, marker) if upright else marker
    points = (across, finite) if upright else (finite, across)
    ax.plot(*points, marker=marker, color=OUTCOME, markersize=7, linewidth=1.6, zorder=3)


def _explain(ax: "Axes", statuses: list[str], intervals: list[Interval]) -> None:
    if "outcome" in statuses:
        ax.plot([], [], "o", color=OUTCOME, markersize=7, label="outcome")
    if "target" in statuses:
        target_entry(ax, "target", intervals)


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
        The place, by its English name.
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
    check_columns(table, NEEDED, "timeline")
    chosen = table[(table["indicator"] == indicator) & (table["place"] == place)]
    spans = chosen["period"].astype("str").str.extract(r"^(\d{4})(?:\D+(\d{4}))?$").astype("float64")
    chosen = chosen.assign(first=spans[0], last=spans[1].fillna(spans[0]))
    chosen = chosen[chosen["first"].notna() & chosen["status"].isin(["outcome", "target"])]
    if chosen.empty:
        raise TableError(f"zj.plot.timeline: no target or outcome of {indicator} in {place} with a year")
    chosen, unit, note = one_unit(chosen, unit, "timeline")
    found = [(row, interval) for _, row in chosen.sort_values("first").iterrows() if (interval := ends(row))]
    measured = scale((end for _, interval in found for end in interval), unit)
    drawn = [(row, (low / measured.size, high / measured.size)) for row, (low, high) in found]
    edge = limits(interval for _, interval in drawn)
    ax = axes(ax, [""] * 7)
    line: dict[float, float] = {}  # through the outcome that `compare` prefers, where a year has several
    for row, interval in sorted(drawn, key=lambda pair: preference({str(k): v for k, v in pair[0].dropna().items()})):
        if row["status"] == "outcome":
            line.setdefault(row["first"], _middle(interval))
    first, last = int(chosen["first"].min()), int(chosen["last"].max())
    years = range(first, last + 1)
    # A year without an outcome breaks the line.
    ax.plot(years, [line.get(year, nan) for year in years], color=OUTCOME, linewidth=1.2, alpha=0.6)
    for row, interval in drawn:
        middle, half = (row["first"] + row["last"]) / 2, (row["last"] - row["first"]) / 2 + 0.32
        if row["status"] == "target":
            draw_interval(ax, middle, interval, edge, upright=True, half=half)
        else:
            _dots(ax, middle, interval, upright=True)
    statuses = [status for status in ("outcome", "target") if any(row["status"] == status for row, _ in drawn)]
    _explain(ax, statuses, [interval for _, interval in drawn])
    ax.set(ylim=edge, xlim=(first - 0.6, last + 0.6), ylabel=measured.label)
    ax.locator_params(axis="x", integer=True, steps=[1, 2, 5, 10])
    ax.grid(axis="y", color="#e3e6ea")
    what = " and ".join(f"{status}s" for status in statuses)
    span = f"{first} to {last}" if last > first else str(first)
    title = f"{indicator_name(table, indicator)}, {place}: {what}, {span}"
    return finish(ax, title, source_of(chosen, source), note=note)
