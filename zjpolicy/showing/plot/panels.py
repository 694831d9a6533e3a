"""Charts of panels: places over years, and how many targets were missed year by year."""

from math import isfinite, nan
from typing import TYPE_CHECKING, Any

import pandas as pd

from zjpolicy.errors import TableError, check_types, counted
from zjpolicy.showing.plot import frame
from zjpolicy.showing.plot.colours import BELOW, FILL, GRID, INK

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# From below the target to above it; no colour says "on the number". Both ends differ in darkness from the middle.
COLOURS = "PuOr"
NO_GAP = GRID
MISSED, NONE_MISSED = "missed", "No target was missed"
ROUGH = "not comparable"
ENOUGH = 10  # targets judged in a year, to say something of it
HARD, SOFT = INK, FILL


@frame.styled
def gaps(panel: pd.DataFrame, ax: "Axes | None" = None, *, source: str | None = None) -> "Axes":
    """Draw places over years: how far each outcome lies above or below its target.

    A cell with a cross was missed; one with a ring was not judged, since its outcome is told too roughly. A grey cell
    has a target or an outcome only; where nothing is known it is empty.

    Parameters
    ----------
    panel : DataFrame
        What `zjpolicy.panel` returns, of one indicator: ``place``, ``indicator``, ``period``, ``unit``, ``gap``,
        ``verdict``. Only rows of single years are drawn.
    ax : Axes, optional
        Where to draw; new axes as large as the cells need when not given.
    source : str, optional
        What the source line says; the sources of the panel when not given.

    Returns
    -------
    Axes

    Examples
    --------
    >>> rows = [("Anhui", "2020", 8.0, 6.5, "missed"), ("Hunan", "2020", 7.0, 7.0, "met")]
    >>> table = pd.DataFrame(rows, columns=["place", "period", "target_value", "outcome_value", "verdict"])
    >>> table["gap"] = table["outcome_value"] - table["target_value"]
    >>> gaps(table.assign(indicator="gdp.growth", unit="%")).get_title()
    '1 of 2 targets missed'
    """
    check_types(gaps, locals())
    frame.check_columns(panel, ("place", "indicator", "period", "unit", "gap", "verdict"), "gaps")
    single = panel[panel["period"].astype("str").str.fullmatch(r"\d{4}")]
    if "aggregate" in single:
        single = single[single["aggregate"].isna()]
    table, unit, note = frame.one_unit(single, None, "gaps")
    table = table.assign(year=table["period"].astype("int64"))
    if (codes := table["indicator"].unique()).size > 1:
        raise TableError(f"zj.plot.gaps: a panel of one indicator is drawn, not of {', '.join(sorted(codes))}")
    if table["gap"].isna().all():
        raise TableError("zj.plot.gaps: no row has both a target and an outcome")
    years = range(int(table["year"].min()), int(table["year"].max()) + 1)
    cells = table.pivot(index="place", columns="year", values="gap").reindex(columns=list(years))
    there = table.pivot(index="place", columns="year", values="verdict").reindex(columns=list(years))
    shown, left = frame.first_rows(cells.index, "gaps")
    cells, there = cells.head(shown), there.head(shown)
    ax = _grid(ax, len(cells), len(years))
    _cells(ax, cells, there)
    frame.rows_on(ax, list(cells.index))
    _part(ax, years, len(cells))
    ax.set_ylim(len(cells) - 0.5, -0.5)
    span = f"{years[0]} to {years[-1]}" if len(years) > 1 else str(years[0])
    points = "percentage points" if unit == "%" else unit
    name = frame.indicator_name(table, str(codes[0]))
    subtitle = f"{name} less its target, {points}: {counted(len(cells), 'place')}, {span}"
    note = " ".join(filter(None, (note, left)))
    return frame.finish(ax, _missed(table), subtitle, frame.source_of(table, source), note=note)


def _missed(table: pd.DataFrame) -> str:
    """The finding: how many targets were missed, and when most of them."""
    judged = table[table["verdict"].isin([MISSED, "met", "exceeded"])]
    missed = judged[judged["verdict"] == MISSED]
    if judged.empty:
        return "No target could be judged"
    told = f"{len(missed) or 'None'} of {len(judged)} targets missed"
    by_year = missed["year"].value_counts()
    if judged["year"].nunique() == 1 or by_year.empty:
        return told
    worst = by_year.index[0]
    return f"{told}, most in {worst} ({by_year.iloc[0]} of {int((judged['year'] == worst).sum())})"


def _grid(ax: "Axes | None", rows: int, columns: int) -> "Axes":
    """The axes given, or new ones with room for every cell."""
    if ax is None:
        import matplotlib.pyplot as plt

        size = (max(6.0, 2.6 + 0.3 * columns), 1.9 + 0.235 * rows)
        _, ax = plt.subplots(figsize=size, layout="constrained")
    ax.spines[:].set_visible(False)
    return ax


def _cells(ax: "Axes", gap: pd.DataFrame, verdict: pd.DataFrame) -> None:
    """Colour the cells, cross those missed, and explain the colours beside them."""
    from matplotlib.colors import ListedColormap
    from matplotlib.patheffects import withStroke

    known = [abs(cell) for cell in gap.to_numpy().ravel() if isfinite(cell)]
    # A few great gaps should not leave all others pale.
    most = float(pd.Series(known).quantile(0.95)) or max(known) or 1.0
    ax.imshow(verdict.notna().astype("float64").replace(0, nan), cmap=ListedColormap([NO_GAP]), aspect="auto")
    image = ax.imshow(gap.astype("float64"), cmap=COLOURS, vmin=-most, vmax=most, aspect="auto")
    told = verdict.where(gap.notna()).to_numpy()
    halo = [withStroke(linewidth=2.4, foreground="white")]  # seen on the darkest cells
    for of, marker, label in ((MISSED, "x", "missed"), (ROUGH, "o", "not judged, the outcome told too roughly")):
        marked = [(x, y) for y, row in enumerate(told) for x, cell in enumerate(row) if cell == of]
        if marked:
            (line,) = ax.plot(*zip(*marked, strict=True), marker, color=INK, label=label, path_effects=halo)
            line.set(markersize=4.5, markeredgewidth=1, markerfacecolor="none")
    if gap.isna().to_numpy().any():
        ax.bar([0], [0], color=NO_GAP, label="no gap known")
    figure = ax.get_figure(root=True)
    assert figure is not None
    bar = figure.colorbar(image, ax=ax, extend="both", shrink=0.6, pad=0.02)
    _name_outliers(ax, gap, most)
    bar.outline.set_visible(False)


def _name_outliers(ax: "Axes", gap: pd.DataFrame, most: float) -> None:
    """Write the numbers of gaps that go far beyond the scale of colours."""
    for y, row in enumerate(gap.to_numpy()):
        for x, cell in enumerate(row):
            if isfinite(cell) and abs(cell) > 1.5 * most:
                style: dict[str, Any] = {
                    "ha": "center",
                    "va": "center",
                    "fontsize": 6,
                    "color": "white",
                    "weight": "bold",
                }
                ax.annotate(f"{cell:+.0f}", (x, y), **style)


def _part(ax: "Axes", years: range, rows: int) -> None:
    """Part the cells, and label every year where they fit, else every second or fifth."""
    step = next(step for step in (1, 2, 5, 10) if len(years) / step <= 16 or step == 10)
    shown = [(at, year) for at, year in enumerate(years) if year % step == 0]
    ax.set_xticks([at for at, _ in shown], [str(year) for _, year in shown])
    ax.tick_params(length=0)
    ax.set_xticks([at - 0.5 for at in range(len(years) + 1)], minor=True)
    ax.set_yticks([at - 0.5 for at in range(rows + 1)], minor=True)
    ax.grid(which="minor", color="white", linewidth=1.2)
    ax.tick_params(which="minor", length=0)


@frame.styled
def misses(table: pd.DataFrame, ax: "Axes | None" = None, *, source: str | None = None) -> "Axes":
    """Draw the share of targets missed year by year, with how they were worded.

    Bars are targets missed as a share of those judged; a line is those with an outcome below the number stated, which
    "about" lets pass. Two more lines are the shares of targets worded to bind from below, and to leave room, in years
    for which the table tells the words of at least half of the targets.

    Parameters
    ----------
    table : DataFrame
        What `zjpolicy.analyses.fulfilment` returns: ``period``, ``targets``, ``judged``, ``missed_share``,
        ``below_share``, ``worded``, ``hard``, ``soft``.
    ax : Axes, optional
        Where to draw; new axes when not given.
    source : str, optional
        What the source line says.

    Returns
    -------
    Axes

    Examples
    --------
    >>> import zjpolicy as zj
    >>> misses(zj.analyses.fulfilment()).get_title()
    'Most targets were missed in 2020 and 2022: 100%'
    """
    check_types(misses, locals())
    frame.check_columns(table, ("period", "targets", "judged", "missed_share", "below_share"), "misses")
    frame.check_columns(table, ("worded", "hard", "soft"), "misses")
    if table.empty:
        raise TableError("zj.plot.misses: the table has no year")
    rows = table.assign(year=table["period"].astype("int64")).sort_values("year")
    years = range(int(rows["year"].iloc[0]), int(rows["year"].iloc[-1]) + 1)
    rows = rows.set_index("year").reindex(years)
    ax = frame.axes(ax, [""] * 8)
    ax.bar(years, 100 * rows["missed_share"], 0.8, color=BELOW, alpha=0.35, label="missed, of those judged")
    ax.plot(years, 100 * rows["below_share"], "x", color=BELOW, markeredgewidth=1.6, label="below the number stated")
    worded = rows["worded"].where((rows["worded"] > 0) & (rows["worded"] >= rows["targets"] / 2))
    for name, words, colour, style in (
        ("hard", "worded to bind from below", HARD, "-"),
        ("soft", "worded to leave room", SOFT, "--"),
    ):
        ax.plot(years, 100 * rows[name] / worded, style, color=colour, linewidth=1.8, label=words)
    ax.set(ylim=(0, 104), xlim=(years[0] - 0.6, years[-1] + 0.6))
    ax.locator_params(axis="x", integer=True, steps=[1, 2, 5, 10])
    ax.grid(axis="y", color=GRID)
    span = f"{years[0]} to {years[-1]}" if len(years) > 1 else str(years[0])
    few = rows.index[rows["judged"].fillna(0) < ENOUGH]
    note = f"Fewer than ten targets could be judged in {_listed(few)}." if len(few) else ""
    subtitle = f"Percent of targets missed, and how targets were worded, {span}"
    return frame.finish(ax, _worst(rows), subtitle, frame.source_of(rows.reset_index(), source), note=note)


def _worst(rows: pd.DataFrame) -> str:
    """The finding: the year in which most targets were missed, of those with enough of them."""
    enough = rows[rows["judged"].fillna(0) >= ENOUGH]
    enough = rows[rows["judged"].fillna(0) > 0] if enough.empty else enough
    if enough.empty:
        return "No target could be judged"
    shares = enough["missed_share"].astype("float64")
    worst = shares.index[shares == shares.max()]
    return f"Most targets were missed in {_listed(worst)}: {100 * shares.max():.0f}%" if shares.max() else NONE_MISSED


def _listed(years: "pd.Index[int]") -> str:
    """Years in words."""
    words = list(map(str, years))
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
