"""What every chart has: axes of the right height, a title, labels, a unit, and a source."""

import warnings
from collections.abc import Callable, Iterable, Sequence, Sized
from functools import wraps
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING, Any, ParamSpec

import pandas as pd
import regex

from zjpolicy.data import keyed
from zjpolicy.errors import TableError, calls_within, counted
from zjpolicy.showing.plot.colours import QUIET
from zjpolicy.showing.plot.fonts import ADVICE, HAN, use_chinese_font
from zjpolicy.showing.terminal import columns
from zjpolicy.tables.frames import kind_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Columns that tell a source, the best first; a statement's id is its report's key and where it begins.
SOURCES = (("source_title",), ("report",), ("target_source", "outcome_source"), ("outcome_id", "target_id"))
# What makes the table that a chart takes.
GIVEN = {"targets": "zj.compare", "promises": "zj.match", "attention": "zj.attention"}
GIVEN |= {"gaps": "zj.panel", "misses": "zj.analyses.fulfilment"}
REPORT_YEAR = regex.compile(r"((?:19|20)\d\d)年.*政府工作报告")
HASH = regex.compile(r"[0-9a-f]{12}")
REPORT = regex.compile(r"(?P<place>\D+) (?P<year>(?:19|20)\d\d) report")
STYLE = "zjpolicy.showing.plot.style"
P = ParamSpec("P")
MOST = 60  # rows of a chart
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


def styled(chart: Callable[P, "Axes"]) -> Callable[P, "Axes"]:
    """Return a chart that is drawn in `STYLE`, whatever the style of the session."""

    @wraps(chart)
    def drawn(*given: P.args, **named: P.kwargs) -> "Axes":
        from matplotlib import style

        with style.context(STYLE):
            return chart(*given, **named)

    return drawn


def first_rows(rows: Sized, what: str) -> tuple[int, str]:
    """Return how many rows a chart shows, and a note of those it leaves out, of which it warns."""
    left = len(rows) - MOST
    if left <= 0:
        return len(rows), ""
    told = f"The first {MOST} of {len(rows)} rows are shown."
    warnings.warn(f"zj.plot.{what}: {told} Choose fewer, such as one place or one topic", stacklevel=calls_within())
    return MOST, told


def axes(ax: "Axes | None", labels: Sequence[str], *, room: float = 0.12, width: float = 8.0) -> "Axes":
    """Return the axes to draw on: new ones are as high as their rows need, each with room around its label."""
    if ax is None:
        import matplotlib.pyplot as plt

        lines = max(label.count("\n") + 1 for label in labels)
        _, ax = plt.subplots(figsize=(width, 1.9 + len(labels) * (room + 0.165 * lines)), layout="constrained")
    ax.spines[["top", "right"]].set_visible(False)
    ax.set_axisbelow(True)
    return ax


def finish(ax: "Axes", title: str, subtitle: str, source: str, *, note: str = "") -> "Axes":
    """Set title, subtitle, legend and source, flush left with the labels of rows, and fonts at last.

    The title is the finding, the subtitle what is shown and in which unit.
    """
    from matplotlib.transforms import Affine2D, ScaledTranslation

    use_chinese_font(ax)
    width, left = _room(ax)
    figure = ax.get_figure(root=True)
    assert figure is not None
    shift = ScaledTranslation(-left, 0, figure.dpi_scale_trans)
    above = _legend(ax, width, shift)
    lines = wrap(subtitle, max(36, int(width * 13.5)))
    lifted: Any = {"xycoords": "axes fraction", "textcoords": "offset points"}
    ax.annotate(lines, (0, 1), (-72 * left, above), va="bottom", fontsize="medium", color=QUIET, **lifted)
    above += 14.0 * (lines.count("\n") + 1) + 3
    heading = ax.set_title(_even(title, max(28, int(width * 9.6))), pad=above, loc="center", ha="left")
    # Left by its transform: the title that ``get_title`` gives and ``title.set_text`` changes is the centred one.
    heading.set_transform(Affine2D().translate(-0.5, 0) + heading.get_transform() + shift)
    source = f"{source}." if note and not source.endswith((".", "。")) else source
    told = wrap(" ".join(filter(None, [source, note])), max(40, int(width * 14.5)))
    below: Any = ("axes fraction", ax.xaxis.label)
    if not ax.get_xlabel():
        ax.set_xlabel(" ")
    style: dict[str, Any] = {"va": "top", "ha": "left", "fontsize": "small", "color": QUIET}
    ax.annotate(told, (0, 0), (-72 * left, -4), below, "offset points", **style)
    if not use_chinese_font(ax):
        warnings.warn(ADVICE, stacklevel=calls_within())
    return ax


def _legend(ax: "Axes", width: float, shift: Any) -> float:
    """Put the legend flush left above the axes; return the points above them that it takes."""
    handles, labels = ax.get_legend_handles_labels()
    if not handles:
        return 8.0
    across = _across([columns(label) * 0.08 + 0.55 for label in labels], width)
    ax.legend(
        handles, labels, ncols=across, loc="lower left", bbox_to_anchor=(0, 1), bbox_transform=ax.transAxes + shift,
        borderaxespad=0.2, borderpad=0.2, handletextpad=0.5, fontsize="small", frameon=False,
    )  # fmt: skip
    return 8.0 + 15.5 * ceil(len(labels) / across)


def _across(widths: Sequence[float], room: float) -> int:
    """How many columns of a legend fit; matplotlib fills it column by column, the first ones deeper by one."""
    for across in range(len(widths), 1, -1):
        deep, deeper = divmod(len(widths), across)
        edges = [at * deep + min(at, deeper) for at in range(across + 1)]
        if sum(max(widths[low:high]) for low, high in pairwise(edges)) <= room:
            return across
    return 1


def _even(text: str, width: int) -> str:
    """Break a text into as few lines as fit, none of them much shorter than the others."""
    lines = wrap(text, width).count("\n") + 1
    return wrap(text, min(width, ceil(columns(text) / lines) + 6))


def _room(ax: "Axes") -> tuple[float, float]:
    """How wide the axes are with what stands beside them, and how wide that is at their left, in inches."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.draw_without_rendering()
    box = ax.get_window_extent()
    sides = [label.get_window_extent() for label in [ax.yaxis.label, *ax.get_yticklabels()] if label.get_text()]
    left = min([box.x0, *(side.x0 for side in sides)])
    right = max([box.x1, *(text.get_window_extent().x1 for text in ax.texts)])
    return float((right - left) / figure.dpi), float((box.x0 - left) / figure.dpi)


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
        called = report_names(table)
        if found := list(dict.fromkeys(called.get(cell := regex.sub(r":\d+$", "", told), cell) for told in sources)):
            return f"Source: {_together(found)}."
    return "Source: not said by the table."


def _together(sources: Sequence[str]) -> str:
    """Sources in few words: three by name, many reports as how many they are, of which places and years."""
    if len(sources) <= 3:
        return "; ".join(sources)
    reports = [found for source in sources if (found := REPORT.fullmatch(source))]
    named = [source for source in sources if not REPORT.fullmatch(source)]
    if len(reports) < 2:
        return f"{'; '.join(sources[:3])} and {len(sources) - 3} more"
    places, years = sorted({found["place"] for found in reports}), sorted({found["year"] for found in reports})
    of = f"of {places[0]}" if len(places) == 1 else f"of {len(places)} places"
    told = f"{len(reports)} reports {of}, {years[0]}{f' to {years[-1]}' if len(years) > 1 else ''}"
    more = f" and {len(named) - 2} more" if len(named) > 2 else ""
    return "; ".join([told, *named[:2]]) + more


def report_names(table: pd.DataFrame) -> dict[str, str]:
    """What reports are called whose key is only a hash: place and year, as far as their statements tell."""
    if "report" not in table:
        return {}
    names: dict[str, str] = {}
    for key in table["report"].dropna().unique():
        if HASH.fullmatch(str(key)):
            own = table[table["report"] == key]
            often = [own[name].mode() for name in ("place", "period" if "period" in own else "year") if name in own]
            known = [str(cell.iloc[0]) for cell in often if len(cell)]
            named = " ".join(known) or "report"
            again = sum(name.startswith(named) for name in names.values())
            names[str(key)] = f"{named} ({again + 1})" if again else named
    return names


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
