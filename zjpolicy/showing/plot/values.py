"""Charts of one indicator: across places, and through the years."""

from collections.abc import Sequence
from math import inf, nan
from typing import TYPE_CHECKING, Any

import pandas as pd

from zjpolicy.comparing.no_rows import place_among, why_none
from zjpolicy.comparing.panel import panel
from zjpolicy.errors import TableError, check_types, counted
from zjpolicy.registry.places import NATION
from zjpolicy.showing.plot import extents, frame
from zjpolicy.showing.plot.cells import Cell, cells_of, doubled, height_of, told
from zjpolicy.showing.plot.colours import EDGE, FILL, GREY, GRID, INK, OUTCOME, PALE, PALE_EDGE, QUIET
from zjpolicy.showing.plot.extents import Interval

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NEEDED = ("place", "indicator", "period", "status", "value", "unit")
STATUSES = ("outcome", "target")


@frame.styled
def places(
    table: pd.DataFrame,
    indicator: str,
    period: str | int,
    ax: "Axes | None" = None,
    *,
    unit: str | None = None,
    highlight: str | None = None,
    tolerance: float = 0.5,
    relative_tolerance: float = 0.05,
    source: str | None = None,
) -> "Axes":
    """Draw one indicator across places, the highest first, with a line for the nation.

    The tolerance of an "about" is drawn lighter, with a line at the number said.

    Parameters
    ----------
    table : DataFrame
        Statements of several reports, or a reference table: ``place``, ``indicator``, ``period``, ``status``,
        ``value``, ``unit``; ``low``, ``high`` and ``comparator`` where there are any. Rows of the place
        ``"China"`` make the line. Of several figures of one place the one that `zjpolicy.panel` prefers is drawn.
    indicator : str
        An indicator code; see `zjpolicy.indicators`.
    period : str or int
        The year or span.
    ax : Axes, optional
        Where to draw; new axes as high as the rows need when not given.
    unit : str, optional
        Which unit to show; the commonest when not given. What is left out is said below.
    highlight : str, optional
        The place in question, drawn in colour among all others in grey.
    tolerance, relative_tolerance : float, optional
        What "about" means, as in `zjpolicy.compare`.
    source : str, optional
        What the source line says; that of the table when not given.

    Returns
    -------
    Axes

    Examples
    --------
    >>> row = {"indicator": "gdp.growth", "period": "2026", "status": "target", "unit": "%"}
    >>> table = pd.DataFrame([{**row, "place": "Anhui", "value": 5.0}, {**row, "place": "Gansu", "value": 5.5}])
    >>> places(table, "gdp.growth", 2026).get_title()
    'Highest in Gansu (5.5%), lowest in Anhui (5%)'
    """
    check_types(places, locals())
    frame.check_columns(table, NEEDED, "places")
    asked = {"indicator": indicator, "period": str(period)}
    chosen, unit, note = _figures(table, asked, unit, "places")
    cells, measured = cells_of(
        panel(chosen, indicator, tolerance=tolerance, relative_tolerance=relative_tolerance), unit
    )
    ranked, nation = _places_and_nation(cells)
    if not ranked:
        raise TableError(f"zj.plot.places: {indicator} for {period} has a number for {NATION} only, or for none")
    shown, left = frame.first_rows(ranked, "places")
    note = " ".join(filter(None, (note, doubled([*ranked[:shown], *nation]), left)))
    asked_for = _highlighted(highlight, [cell.row["place"] for cell in ranked[:shown]])
    ax, what = _rows(ax, ranked[:shown], nation, measured, asked_for)
    name = frame.indicator_name(table, indicator)
    subtitle = f"{name}, {measured}: {what} for {period} in {counted(len(ranked), 'place')}"
    title = _ranked(ranked, asked_for, measured)
    return frame.finish(ax, title, subtitle, frame.source_of(chosen, source), note=note)


def _places_and_nation(cells: Sequence[Cell]) -> tuple[list[Cell], list[Cell]]:
    """The places, the highest first, and the nation where it is among them."""
    ranked = sorted(cells, key=lambda cell: (-height_of(cell), cell.row["place"]))
    nation = [cell for cell in ranked if cell.row["place"] == NATION]
    return [cell for cell in ranked if cell.row["place"] != NATION], nation


def _rows(
    ax: "Axes | None", cells: Sequence[Cell], nation: Sequence[Cell], measured: str, place: str | None
) -> tuple["Axes", str]:
    """Axes with a row for each place below each other, the one in question in colour, and what is drawn in them."""
    labels = [frame.wrap(cell.row["place"]) for cell in cells]
    ax = frame.axes(ax, labels, room=0.09)
    edge = extents.limits(interval for cell in [*cells, *nation] for interval in cell.intervals())
    for cell in nation:
        _national(ax, cell, measured)
    for at, cell in enumerate(cells):
        _place(ax, at, cell, edge, measured, quiet=place is not None and cell.row["place"] != place)
    what = _explain(ax, cells)
    extents.set_axis(ax, edge)
    frame.rows_on(ax, labels)
    return ax, what


def _highlighted(highlight: str | None, shown: list[str]) -> str | None:
    """The place in question, by the name it is shown under."""
    found = place_among(highlight, shown) if highlight else None
    if found and found not in shown:
        raise TableError(f"zj.plot.places: no place to highlight is called {highlight!r}")
    return found


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


def _ranked(cells: Sequence[Cell], place: str | None, measured: str) -> str:
    """The finding: where the place in question stands, else which are the highest and the lowest."""
    heights = [height_of(cell) for cell in cells]
    if place:
        own = next(cell for cell in cells if cell.row["place"] == place)
        rank = 1 + sum(height > height_of(own) for height in heights)
        tied = " (shared)" if heights.count(height_of(own)) > 1 else ""
        return f"{place}: {told(own, measured)}, number {rank} of {len(cells)}{tied}"
    ends = []
    for height in (heights[0], heights[-1]):
        names = [cell.row["place"] for cell in cells if height_of(cell) == height]
        whose = " and ".join(names) if len(names) < 3 else f"{len(names)} places"
        ends.append(f"{whose} ({told(cells[heights.index(height)], measured)})")
    return f"Highest in {ends[0]}, lowest in {ends[1]}" if heights[0] > heights[-1] else f"The same in {ends[0]}"


def _national(ax: "Axes", nation: Cell, measured: str) -> None:
    """Lines for the nation through all rows, named beside the legend."""
    unit = "%" if measured == "percent" else ""
    for status, interval, style in (("outcome", nation.outcome, "-"), ("target", nation.target, (0, (4, 2)))):
        if interval is None:
            continue
        about = nation.about if status == "target" else None
        finite = sorted(set(extents.known(interval)))
        if len(finite) > 1:
            ax.axvspan(finite[0], finite[-1], color="#c9ced6", alpha=0.5, linewidth=0)
        label = f"{NATION}, {status}: {extents.in_words(interval, unit) if about is None else f'about {about:g}{unit}'}"
        for end in finite if about is None else [about]:
            ax.axvline(end, color=INK, linestyle=style, linewidth=1.4, label=label, zorder=1.5)
            label = ""


def _place(ax: "Axes", at: float, cell: Cell, edge: Interval, measured: str, *, quiet: bool) -> None:
    """One row: what was aimed at, what came, and the figure in words at its end."""
    looks: dict[str, Any] = {"color": PALE_EDGE, "fill": PALE} if quiet else {"color": EDGE, "fill": FILL}
    if cell.target:
        extents.draw_target(ax, at, cell.target, edge, number=cell.about, **looks)
    if cell.stretch:
        _stretch(ax, at, cell.stretch, color=looks["color"])
    if cell.outcome:
        _dots(ax, at, cell.outcome, color=GREY if quiet else OUTCOME)
    style: dict[str, Any] = {"va": "center", "fontsize": "small", "color": QUIET if quiet else INK}
    words = told(cell, "percent" if measured == "percent" else "number")
    ax.annotate(words, (1.01, at), None, ("axes fraction", "data"), **style)


def _stretch(ax: "Axes", at: float, interval: Interval, *, color: str, upright: bool = False) -> None:
    """What is striven for beyond a target: a thin line at its number."""
    lines = ax.hlines if upright else ax.vlines
    lines(extents.known(interval), at - 0.3, at + 0.3, colors=color, linewidth=1.2, linestyle=(0, (2, 1.5)))


def _dots(ax: "Axes", at: float, interval: Interval, *, color: str = OUTCOME, upright: bool = False) -> None:
    """An outcome: a dot, two joined where the text gives a range, an arrowhead where it says more or less than."""
    finite = list(dict.fromkeys(extents.known(interval)))
    across = [at] * len(finite)
    marker = ">^"[upright] if interval[1] == inf else "<v"[upright] if interval[0] == -inf else "o"
    points = (across, finite) if upright else (finite, across)
    ax.plot(*points, marker=marker, color=color, markersize=6.5, linewidth=1.6, zorder=3)


def _explain(ax: "Axes", cells: Sequence[Cell], *, upright: bool = False) -> str:
    """Put what is drawn into the legend, and return its name for the subtitle."""
    outcomes = [cell.outcome for cell in cells if cell.outcome]
    targets = [cell.target for cell in cells if cell.target]
    if outcomes:
        ax.plot([], [], "o", color=OUTCOME, markersize=6.5, label="outcome")
    for side, words, marker in ((1, "at least", ">^"), (0, "at most", "<v")):
        if any(abs(outcome[side]) == inf for outcome in outcomes):
            ax.plot([], [], marker[upright], color=OUTCOME, markersize=6.5, label=f"outcome of {words} as much")
    if targets:
        extents.add_entry(ax, "target", targets, about=any(cell.about is not None for cell in cells))
    if any(cell.stretch for cell in cells):
        ax.plot([], [], color=EDGE, linewidth=1.2, linestyle=(0, (2, 1.5)), label="striven for beyond it")
    return " and ".join(name for name, there in (("outcomes", outcomes), ("targets", targets)) if there) or "stretches"


@frame.styled
def timeline(
    table: pd.DataFrame,
    indicator: str,
    place: str,
    ax: "Axes | None" = None,
    *,
    unit: str | None = None,
    tolerance: float = 0.5,
    relative_tolerance: float = 0.05,
    source: str | None = None,
) -> "Axes":
    """Draw targets and outcomes of one indicator in one place, year by year.

    The tolerance of an "about" is drawn lighter, with a line at the number said. A year has one target, what is striven
    for beyond it, and one outcome: those that `zjpolicy.panel` prefers.

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
    tolerance, relative_tolerance : float, optional
        What "about" means, as in `zjpolicy.compare`.
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
    'China: 6.6% in 2018, 6.1% in 2019'
    """
    check_types(timeline, locals())
    frame.check_columns(table, NEEDED, "timeline")
    place = place_among(place, list(table["place"]))
    dated = table[table["period"].astype("str").str.fullmatch(r"\d{4}(?:\D+\d{4})?")]
    chosen, unit, note = _figures(dated, {"indicator": indicator, "place": place}, unit, "timeline")
    cells, measured = cells_of(
        panel(chosen, indicator, tolerance=tolerance, relative_tolerance=relative_tolerance), unit
    )
    if not cells:
        raise TableError(f"zj.plot.timeline: {indicator} in {place} has no number to draw")
    edge = extents.limits(interval for cell in cells for interval in cell.intervals())
    ax = frame.axes(ax, [""] * 7)
    _years(ax, cells, edge)
    first, last = cells[0].row["period_start"], max(cell.row["period_end"] for cell in cells)
    _numbers(ax, cells, "%" if measured == "percent" else "")
    what = _explain(ax, cells, upright=True)
    ax.set(ylim=edge, xlim=(first - 0.6, last + 0.6))
    ax.locator_params(axis="x", integer=True, steps=[1, 2, 5, 10])
    ax.grid(axis="y", color=GRID)
    when = f"{first} to {last}" if last > first else str(first)
    subtitle = f"{frame.indicator_name(table, indicator)}, {measured}: {what}, {when}"
    note = " ".join(filter(None, (note, doubled(cells))))
    return frame.finish(ax, _met(cells, place, measured), subtitle, frame.source_of(chosen, source), note=note)


def _years(ax: "Axes", cells: Sequence[Cell], edge: Interval) -> None:
    """A line through the outcomes, which a year without one breaks, and what was aimed at in each year."""
    line: dict[int, float] = {}
    for cell in cells:
        first, last = cell.row["period_start"], cell.row["period_end"]
        at, half = (first + last) / 2, (last - first) / 2 + 0.32
        if cell.target:
            extents.draw_target(ax, at, cell.target, edge, upright=True, half=half, number=cell.about)
        if cell.stretch:
            _stretch(ax, at, cell.stretch, color=EDGE, upright=True)
        if cell.outcome:
            _dots(ax, at, cell.outcome, upright=True)
            if first == last:
                line[first] = extents.middle(cell.outcome)
    if line:
        span = range(min(line), max(line) + 1)
        ax.plot(span, [line.get(year, nan) for year in span], color=OUTCOME, linewidth=1.2, alpha=0.6)


def _numbers(ax: "Axes", cells: Sequence[Cell], unit: str) -> None:
    """The numbers of the highest, the lowest and the last outcome, beside their dots."""
    dots = [cell for cell in cells if cell.outcome]
    if not dots:
        return
    whole = [cell for cell in dots if cell.outcome and len(extents.known(cell.outcome)) == 2] or dots
    by_height = sorted(whole, key=height_of)
    style: dict[str, Any] = {"ha": "center", "fontsize": "small", "color": OUTCOME}
    written: list[tuple[float, bool]] = []
    for cell, above in ((by_height[-1], True), (by_height[0], False), (dots[-1], True)):
        at = (cell.row["period_start"] + cell.row["period_end"]) / 2
        if any(abs(at - other) < 2 and side == above for other, side in written):
            continue
        written.append((at, above))
        lifted = (0, 7) if above else (0, -7)
        text = extents.in_words(cell.outcome or (0, 0), unit)
        style["ha"] = "left" if cell is dots[0] else "center"
        ax.annotate(
            text, (at, height_of(cell)), lifted, "data", "offset points", va="bottom" if above else "top", **style
        )


def _met(cells: Sequence[Cell], place: str, measured: str) -> str:
    """The finding: how many targets were missed, else from where to where the outcomes led."""
    verdicts = [cell.row["verdict"] for cell in cells]
    missed, judged = verdicts.count("missed"), sum(verdicts.count(name) for name in ("missed", "met", "exceeded"))
    if judged > 1:
        how = f"missed {missed} of {judged} targets" if missed else f"met or exceeded all of {judged} targets"
        return f"{place} {how}"
    known = [cell for cell in cells if cell.outcome] or list(cells)
    ends = [known[0], known[-1]] if len(known) > 1 else known
    told_of = (f"{told(cell, measured)} in {cell.row['period']}" for cell in ends)
    return f"{place}: {', '.join(told_of)}"
