"""What every chart has: axes of the right height, a title, a unit, a source, and targets drawn as intervals."""

import warnings
from collections.abc import Iterable, Sequence
from math import ceil, inf, isfinite, isnan, nan
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from zjpolicy.data import rows as data_rows
from zjpolicy.display import columns
from zjpolicy.errors import TableError
from zjpolicy.plot.fonts import HAN, use_chinese_font
from zjpolicy.wording import unit_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK, QUIET, TARGET, OUTCOME = "#1c2330", "#5b6675", "#e0a458", "#1f5f99"
SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
# Columns that tell a source, the best first; a statement's id is its report's key and where it begins.
SOURCES = (("source_title",), ("report",), ("target_source", "outcome_source"), ("outcome_id", "target_id"))
LABEL_WIDTH = 34  # columns of a label before it is broken


class Scale(NamedTuple):
    """What values are divided by, and how the axis calls them then."""

    size: float
    label: str


def check_columns(table: pd.DataFrame, names: Iterable[str], what: str) -> None:
    """Raise an error that names the columns a chart needs and a table lacks."""
    if not isinstance(table, pd.DataFrame):
        raise TypeError(f"{what} takes a DataFrame, not {type(table).__name__}")
    if missing := [name for name in names if name not in table.columns]:
        raise TableError(f"zj.plot.{what} needs the column {', '.join(missing)}")


def one_unit(table: pd.DataFrame, unit: str | None, what: str) -> tuple[pd.DataFrame, str, str]:
    """Return the rows of one unit, the unit, and a note of what was left out; the commonest unit if none is named."""
    often = table["unit"].dropna().value_counts(sort=True)
    if unit is None:
        if often.empty:
            raise TableError(f"zj.plot.{what}: no row to show has a unit")
        unit = str(often.index[0])
    kept = table[table["unit"] == unit]
    if kept.empty:
        raise TableError(f"zj.plot.{what}: no row in {unit!r}; there are: {', '.join(map(str, often.index)) or 'none'}")
    left = len(table) - len(kept)
    return kept, unit, f"{left} row{'' if left == 1 else 's'} in other units not shown." if left else ""


def axes(ax: "Axes | None", labels: Sequence[str], *, room: float = 0.19) -> "Axes":
    """Return the axes to draw on: new ones are as high as their rows need, each with room around its label."""
    if ax is None:
        import matplotlib.pyplot as plt

        lines = max(label.count("\n") + 1 for label in labels)
        _, ax = plt.subplots(figsize=(8.0, 1.9 + len(labels) * (room + 0.165 * lines)), layout="constrained")
    ax.spines[["top", "right"]].set_visible(False)
    ax.set_axisbelow(True)
    return ax


def finish(ax: "Axes", title: str, source: str, *, note: str = "") -> "Axes":
    """Set title, legend and source, so that none covers another, and fonts at last."""
    use_chinese_font(ax)
    width = _width(ax)
    handles, labels = ax.get_legend_handles_labels()
    pad = 8.0
    if handles:
        across = _across([columns(label) * 0.075 + 0.55 for label in labels], width)
        ax.legend(
            handles, labels, ncols=across, loc="lower center", bbox_to_anchor=(0.5, 1.0), borderaxespad=0.2,
            frameon=False, fontsize="small", handletextpad=0.5,
        )  # fmt: skip
        pad += 15.5 * ceil(len(labels) / across)
    ax.set_title(_even(title, max(30, int(width * 11.3))), pad=pad, fontsize="large", color=INK)
    told = wrap(" ".join(filter(None, [source, note])), max(40, int(width * 15)))
    below: Any = ("axes fraction", ax.xaxis.label)
    if not ax.get_xlabel():
        ax.set_xlabel(" ")
    ax.annotate(told, (0, 0), (0, -6), below, "offset points", va="top", ha="left", fontsize="x-small", color=QUIET)
    use_chinese_font(ax)
    return ax


def _across(widths: Sequence[float], room: float) -> int:
    """How many columns of a legend fit; matplotlib fills it column by column."""
    for across in range(len(widths), 1, -1):
        deep = ceil(len(widths) / across)
        if sum(max(widths[at : at + deep]) for at in range(0, len(widths), deep)) <= room:
            return across
    return 1


def _even(text: str, width: int) -> str:
    """Break a text into as few lines as fit, none of them much shorter than the others."""
    lines = wrap(text, width).count("\n") + 1
    return wrap(text, min(width, ceil(columns(text) / lines) + 6))


def _width(ax: "Axes") -> float:
    """How wide the axes are, in inches, once their labels have room."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")  # said once, with advice, by use_chinese_font
        figure.draw_without_rendering()
    return float(ax.get_window_extent().width / figure.dpi)


def wrap(text: str, width: int = LABEL_WIDTH) -> str:
    r"""Break a text into lines of a width in columns: at spaces, and between any two Chinese characters.

    Examples
    --------
    >>> wrap("income of rural residents", 12)
    'income of\nrural\nresidents'
    >>> wrap("农村居民人均可支配收入", 12)
    '农村居民人均\n可支配收入'
    """
    lines = [""]
    for word in _words(text):
        if lines[-1] and columns(lines[-1] + word.rstrip()) > width:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += word
    return "\n".join(lines).rstrip()


def _words(text: str) -> list[str]:
    """Pieces of a text that may each begin a line."""
    pieces = [""]
    for character in text:
        if HAN.match(character) or pieces[-1].endswith(" ") or (pieces[-1] and HAN.match(pieces[-1][-1])):
            pieces.append("")
        pieces[-1] += character
    return [piece for piece in pieces if piece]


def source_of(table: pd.DataFrame, source: str | None) -> str:
    """What stands below a chart: the source given, else that of the table."""
    if source is not None:
        return f"Source: {source}"
    for names in SOURCES:
        cells = pd.concat(
            [table[name].dropna().astype("str") for name in names if name in table] or [pd.Series(dtype="str")]
        )
        if len(found := list(cells.str.replace(r":\d+$", "", regex=True).unique())):
            more = f" and {len(found) - 3} more" if len(found) > 3 else ""
            return f"Source: {'; '.join(found[:3])}{more}."
    return "Source: not said by the table."


def indicator_name(table: pd.DataFrame, code: str) -> str:
    """The name of an indicator: the table's, else the registry's, else its code."""
    if "indicator_name" in table and len(found := table.loc[table["indicator"] == code, "indicator_name"].dropna()):
        return str(found.iloc[0])
    return next((entry["name"] for entry in data_rows("indicators.csv") if entry["code"] == code), code)


def scale(values: Iterable[float], unit: str) -> Scale:
    """Choose what to divide an axis by, so that its numbers are short."""
    largest = max((abs(value) for value in values if isfinite(value)), default=0.0)
    size, word = next(((size, word) for size, word in SCALES if largest >= size), (1.0, ""))
    said = unit_words(unit) or {"1": "", "rank": "rank"}.get(unit, "number")
    return Scale(size, "percent" if said == "%" else f"{word} {said}".strip() if said != "number" else word or said)


def number(value: float) -> str:
    """A number as a label: short, with thousands set apart."""
    return f"{value:,.4g}" if abs(value) < 10_000 else f"{value:,.0f}"


def ends(row: Any, prefix: str = "") -> tuple[float, float] | None:
    """The interval a row speaks of, open ends infinite and what goes down below zero; None where it has no number."""
    low, high, value = (float(row.get(f"{prefix}{name}", nan)) for name in ("low", "high", "value"))
    comparator = row.get(f"{prefix}comparator")
    if isnan(low) and isnan(high):
        if isnan(value):
            return None
        low, high = (-inf if comparator in ("<", "<=") else value), (inf if comparator in (">", ">=") else value)
    low, high = (-inf if isnan(low) else low), (inf if isnan(high) else high)
    falls = row.get("direction") == "down" and row.get("kind") in ("growth", "change") and not prefix
    return (-high, -low) if falls else (low, high)


def limits(intervals: Iterable[tuple[float, float] | None], *, zero: bool = False) -> tuple[float, float]:
    """Ends of an axis that leave room for the arrows of open intervals."""
    finite = [end for interval in intervals if interval for end in interval if isfinite(end)] + [0.0] * zero
    if not finite:
        return 0.0, 1.0
    low, high = min(finite), max(finite)
    room = 0.12 * ((high - low) or abs(high) or 1.0)
    return (low if zero and low == 0 else low - room), high + room


def target_entry(ax: "Axes", label: str, intervals: Iterable[tuple[float, float] | None]) -> None:
    """Put targets into the legend, and what their arrows mean where there are any."""
    arrows = any(interval and not all(map(isfinite, interval)) for interval in intervals)
    said = f"{label} (arrow: or beyond)" if arrows else label
    ax.bar([nan], [nan], color=TARGET, alpha=0.55, edgecolor="#8a4b08", label=said)


def rows_on(ax: "Axes", labels: Sequence[str]) -> None:
    """Put rows from top to bottom, each with its label."""
    ax.set(ylim=(len(labels) - 0.4, -0.6), yticks=range(len(labels)))
    ax.set_yticklabels(labels)
    ax.tick_params(axis="y", length=0)


def number_axis(ax: "Axes", edge: tuple[float, float], label: str, *, log: bool = False) -> None:
    """Set ends, ticks and label of the axis of values."""
    from matplotlib.ticker import FuncFormatter

    if log:
        ax.set_xscale("log")
    ax.set(xlim=edge, xlabel=f"{label} (each step ten times the one before)" if log else label)
    if log or edge[1] >= 10_000:
        ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))
    ax.grid(axis="x", color="#e3e6ea")


def draw_interval(
    ax: "Axes", at: float, interval: tuple[float, float], edge: Sequence[float], *, upright: bool = False,
    half: float = 0.3, log: bool = False,
) -> None:  # fmt: skip
    """Draw what was aimed at: a bar between two ends, a line across for one value, an arrow where an end is open."""
    low, high = (min(max(end, edge[0]), edge[1]) for end in interval)
    span = edge[1] - edge[0]
    bar = ax.bar if upright else ax.barh
    across = {"width": 2 * half} if upright else {"height": 2 * half}
    size = {"height": high - low, "bottom": low} if upright else {"width": high - low, "left": low}
    if high - low > span / 500:
        bar([at], **size, **across, color=TARGET, alpha=0.55, linewidth=0)  # type: ignore[arg-type]
    for end, toward in zip(interval, ("v" if upright else "<", "^" if upright else ">"), strict=True):
        if isfinite(end):
            lines = ax.hlines if upright else ax.vlines
            lines([end], at - half, at + half, colors="#8a4b08", linewidth=2.4)
        else:
            inward = 1 if toward in "v<" else -1
            tip = (
                edge[0 if inward == 1 else 1] * 1.12**inward
                if log
                else edge[0 if inward == 1 else 1] + inward * span / 80
            )
            point = ([at], [tip]) if upright else ([tip], [at])
            ax.plot(*point, marker=toward, color="#8a4b08", markersize=8, linestyle="")
