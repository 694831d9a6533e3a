"""A chart of counted words: lines over the years, or places from the most to the least."""

from collections.abc import Sequence
from math import inf
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from zjpolicy.errors import TableError, check_types, counted
from zjpolicy.showing.plot import frame
from zjpolicy.showing.plot.colours import GREY, GRID

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Measure = Literal["per_10k_chars", "char_share", "sentence_share", "count"]
# What the axis says, and what values are multiplied with.
MEASURES = {
    "per_10k_chars": ("matches per 10,000 characters", 1),
    "char_share": ("share of characters, %", 100),
    "sentence_share": ("sentences with a match, %", 100),
    "count": ("matches", 1),
}
# Columns that tell one series from another.
SERIES = ("place", "part", "dictionary", "term")
# Colour, marker and line of each: the last two alone tell.
LOOKS = (
    ("#1f5f99", "o", "-"),
    ("#c2661a", "s", "--"),
    ("#3d7f4e", "^", "-."),
    ("#8c5aa8", "D", ":"),
    ("#555b66", "v", (0, (5, 1))),
    ("#a33c4a", "P", (0, (1, 1))),
    ("#2a8c8c", "X", (0, (3, 1, 1, 1))),
    ("#8a7a1d", "*", (0, (6, 2, 1, 2))),
)


@frame.styled
def attention(
    table: pd.DataFrame,
    ax: "Axes | None" = None,
    *,
    measure: Measure = "per_10k_chars",
    highlight: str | None = None,
    source: str | None = None,
) -> "Axes":
    """Draw how much reports talk about something: as lines where there are several years, else place by place.

    Parameters
    ----------
    table : DataFrame
        What `zjpolicy.attention` returns, or ``dataset("attention-china")``, or rows of either. Rows of single terms
        are left out where the table has rows of whole lists too.
    ax : Axes, optional
        Where to draw; new axes when not given.
    measure : {"per_10k_chars", "char_share", "sentence_share", "count"}, optional
        Which column to draw.
    highlight : str, optional
        The place, part, list or term to draw in colour, among all others in grey.
    source : str, optional
        What the source line says; the reports of the table when not given.

    Returns
    -------
    Axes

    Raises
    ------
    TableError
        A column is missing, there is nothing to draw, or more lines than can be told apart and none to highlight.

    Examples
    --------
    >>> import zjpolicy as zj
    >>> table = zj.dataset("attention-china").query("dictionary == 'environment.chen_chen_2018'")
    >>> attention(table).get_title()
    'Highest in 2007: 32.9'
    """
    check_types(attention, locals())
    frame.check_columns(table, ("place", "year", "dictionary", measure), "attention")
    if measure not in MEASURES:
        raise ValueError(f"measure is one of {', '.join(MEASURES)}, not {measure!r}")
    shown, note = _whole_lists(table)
    shown = shown.dropna(subset=["year", measure])
    if shown.empty:
        raise TableError(f"zj.plot.attention: no row has a year and a number in {measure!r}")
    over_years = shown["year"].nunique() > 1
    names = [name for name in SERIES if name in shown and shown[name].nunique() > 1]
    if not over_years:
        names = [name for name in names if name != "place"]
    keys = shown[names].astype("str").agg(", ".join, axis=1) if names else pd.Series("", index=shown.index)
    looks = _looks(list(dict.fromkeys(keys)), highlight)
    values = shown.assign(series=keys, shown=shown[measure] * MEASURES[measure][1])
    ax = _lines(values, looks, ax) if over_years else _places(values, looks, ax)
    measured = MEASURES[measure][0]
    subtitle = f"{measured[0].upper()}{measured[1:]}: {_subject(shown)}"
    told = f"{frame.source_of(shown, source).rstrip('.')}."
    return frame.finish(ax, _highest(values, over_years), subtitle, told, note=note)


def _whole_lists(table: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """The rows of whole lists where there are any; those of single terms else."""
    if "term" not in table or table["term"].isna().all() or table["term"].notna().all():
        return table, ""
    whole = table[table["term"].isna()]
    return whole, f"{counted(len(table) - len(whole), 'row')} of single terms not shown."


def _looks(names: Sequence[str], highlight: str | None) -> dict[str, tuple[str, str, object]]:
    if highlight is None:
        if len(names) > len(LOOKS):
            problem = f"{len(names)} series cannot be told apart: choose up to {len(LOOKS)}, or highlight one"
            raise TableError(f"zj.plot.attention: {problem}")
        return dict(zip(names, LOOKS, strict=False))
    meant = [name for name in names if highlight in name.split(", ")]
    if not meant:
        raise TableError(
            f"zj.plot.attention: nothing to highlight is called {highlight!r}; there are: {'; '.join(names)}"
        )
    coloured = iter(LOOKS)
    return {name: next(coloured, LOOKS[0]) if name in meant else (GREY, "", "-") for name in names}


def _lines(values: pd.DataFrame, looks: dict[str, tuple[str, str, object]], ax: "Axes | None") -> "Axes":
    """A line for each series; a year without a report breaks it."""
    ax = frame.axes(ax, [""] * 8)
    first, last = int(values["year"].min()), int(values["year"].max())
    for name, (color, marker, style) in looks.items():
        own = values[values["series"] == name].groupby("year")["shown"].mean()
        line = own.reindex(range(first, last + 1))
        quiet = color == GREY
        ax.plot(
            line.index, line, color=color, marker=marker or None, linestyle=style, linewidth=0.8 if quiet else 1.6,
            markersize=3.5, zorder=2 if quiet else 3,
        )  # fmt: skip
    ax.set_ylim(bottom=0)
    ax.set_xlim(first - 0.6, last + 0.6)
    _name_lines(ax, values, looks)
    ax.locator_params(axis="x", integer=True, steps=[1, 2, 5, 10])
    ax.grid(axis="y", color=GRID)
    return ax


def _name_lines(ax: "Axes", values: pd.DataFrame, looks: dict[str, tuple[str, str, object]]) -> None:
    """Write the names of lines at their ends, none over another."""
    last = values.sort_values("year").groupby("series").last()["shown"]
    named = [name for name in last.sort_values().index if name and looks[name][0] != GREY]
    if any(color == GREY for color, _, _ in looks.values()):
        ax.plot([], [], color=GREY, label="others")
    apart = (ax.get_ylim()[1] - ax.get_ylim()[0]) / 18
    at = -inf
    for name in named:
        at = max(float(last[name]), at + apart * frame.wrap(name, 24).count("\n") + apart)
        style: dict[str, Any] = {"va": "center", "fontsize": "small", "color": looks[name][0]}
        ax.annotate(frame.wrap(name, 24), (1.01, at), None, ("axes fraction", "data"), **style)


def _places(values: pd.DataFrame, looks: dict[str, tuple[str, str, object]], ax: "Axes | None") -> "Axes":
    """A row for each place, the highest first, with a mark for each series."""
    reports = values["report"].replace(frame.report_names(values)) if "report" in values else "unknown place"
    named = values.assign(place=values["place"].fillna(reports))
    table = named.groupby(["place", "series"])["shown"].mean().unstack()
    order = table.mean(axis=1).sort_values(ascending=False, kind="stable").index
    table = table.loc[order]
    labels = [frame.wrap(str(place)) for place in order]
    ax = frame.axes(ax, labels, room=0.11)
    rows = range(len(labels))
    ax.hlines(rows, 0 if len(looks) == 1 else table.min(axis=1), table.max(axis=1), color=GREY, linewidth=1.2, zorder=1)
    for name, (color, marker, _) in looks.items():
        ax.plot(table[name], rows, linestyle="", marker=marker or "o", color=color, markersize=6, label=name or None)
    ax.set_xlim(left=0)
    frame.rows_on(ax, labels)
    return ax


def _subject(shown: pd.DataFrame) -> str:
    lists = list(dict.fromkeys(shown["dictionary"].astype("str")))
    what = lists[0] if len(lists) == 1 else counted(len(lists), "dictionary").replace("dictionarys", "dictionaries")
    places = shown["place"].dropna().unique()
    who = f"the reports of {places[0]}" if len(places) == 1 else f"the reports of {len(places)} places"
    years = sorted({int(year) for year in shown["year"]})
    when = f"{years[0]} to {years[-1]}" if len(years) > 1 else str(years[0])
    return f"{what} in {who}, {when}"


def _highest(values: pd.DataFrame, over_years: bool) -> str:
    """The finding: when or where, and of what, there is most."""
    top = values.iloc[int(values["shown"].to_numpy().argmax())]
    what = f"{top['series']} is highest" if top["series"] and values["series"].nunique() > 1 else "Highest"
    where = f"in {int(top['year'])}" if over_years else f"in {top['place'] if pd.notna(top['place']) else 'one report'}"
    return f"{what} {where}: {top['shown']:.3g}"
