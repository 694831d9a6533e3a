"""What every chart has: axes of the right height, a title, labels, a unit, and a source."""

import warnings
from collections.abc import Iterable, Sequence
from math import ceil
from typing import TYPE_CHECKING, Any

import pandas as pd
import regex

from zjpolicy.data import keyed
from zjpolicy.errors import TableError, counted
from zjpolicy.showing.plot.fonts import ADVICE, HAN, use_chinese_font
from zjpolicy.showing.terminal import columns
from zjpolicy.tables.frames import kind_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK, QUIET, OUTCOME = "#1c2330", "#5b6675", "#1f5f99"
# Columns that tell a source, the best first; a statement's id is its report's key and where it begins.
SOURCES = (("source_title",), ("report",), ("target_source", "outcome_source"), ("outcome_id", "target_id"))
# What makes the table that a chart takes.
GIVEN = {"targets": "zj.compare", "promises": "zj.match", "attention": "zj.attention"}
GIVEN |= {"gaps": "zj.panel", "misses": "zj.analyses.fulfilment"}
REPORT_YEAR = regex.compile(r"((?:19|20)\d\d)年.*政府工作报告")
LABEL_WIDTH = 34  # columns of a label before it is broken


def check_columns(table: pd.DataFrame, names: Iterable[str], what: str) -> None:
    """Raise an error that names the columns a chart needs and a table lacks."""
    if not isinstance(table, pd.DataFrame):
        raise TypeError(f"{what} takes a DataFrame, not {kind_of(table)}")
    if missing := [name for name in names if name not in table.columns]:
        remedy = f": give what {GIVEN[what]} returns" if what in GIVEN else ""
        raise TableError(f"zj.plot.{what} needs the column {', '.join(missing)}{remedy}")


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
    return kept, unit, f"{counted(left, 'row')} in other units not shown." if left else ""


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
    source = f"{source}." if note and not source.endswith((".", "。")) else source
    told = wrap(" ".join(filter(None, [source, note])), max(40, int(width * 15)))
    below: Any = ("axes fraction", ax.xaxis.label)
    if not ax.get_xlabel():
        ax.set_xlabel(" ")
    ax.annotate(told, (0, 0), (0, -6), below, "offset points", va="top", ha="left", fontsize="x-small", color=QUIET)
    if not use_chinese_font(ax):
        warnings.warn(ADVICE, stacklevel=4)
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
    """What stands below a chart: the source given, else that of the table, in English as the rest of the chart."""
    if source is not None:
        return f"Source: {source}"
    for names in SOURCES:
        sources = [_in_english(str(row[name]), row) for name in names if name in table for row in _told(table, name)]
        if found := list(dict.fromkeys(regex.sub(r":\d+$", "", cell) for cell in sources)):
            more = f" and {len(found) - 3} more" if len(found) > 3 else ""
            return f"Source: {'; '.join(found[:3])}{more}."
    return "Source: not said by the table."


def _told(table: pd.DataFrame, name: str) -> list[dict[str, Any]]:
    """The rows that tell a source, each source once, with what names it in English."""
    names = [name, *(other for other in ("place", "announced_in") if other in table)]
    rows: list[dict[str, Any]] = table[names].dropna(subset=name).drop_duplicates().to_dict("records")  # type: ignore[assignment]
    return rows


def _in_english(title: str, row: dict[str, Any]) -> str:
    """The title of a source; of a Chinese one, which report or release it is."""
    if not HAN.search(title):
        return title
    year = REPORT_YEAR.search(title)
    told = [row.get("place"), row.get("announced_in") or (f"{year[1]} report" if year else None)]
    return " ".join(str(cell) for cell in told if pd.notna(cell)) if pd.notna(told[1]) else "a source in Chinese"


def indicator_name(table: pd.DataFrame, code: str) -> str:
    """The name of an indicator: the table's, else the registry's, else its code."""
    if "indicator_name" in table and len(found := table.loc[table["indicator"] == code, "indicator_name"].dropna()):
        return str(found.iloc[0])
    return keyed("indicators.csv", "code").get(code, {}).get("name", code)


def rows_on(ax: "Axes", labels: Sequence[str]) -> None:
    """Put rows from top to bottom, each with its label."""
    ax.set(ylim=(len(labels) - 0.4, -0.6), yticks=range(len(labels)))
    ax.set_yticklabels(labels)
    ax.tick_params(axis="y", length=0)
