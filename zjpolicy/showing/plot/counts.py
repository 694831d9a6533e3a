"""Charts of how many figures there are: what a report is about, and how firmly its targets are worded."""

from typing import TYPE_CHECKING, Literal

import pandas as pd

from zjpolicy.data import keyed
from zjpolicy.errors import TableError, check_types, counted
from zjpolicy.languages.numerals import value_of
from zjpolicy.reading.model import COMMITMENT, STATUS
from zjpolicy.showing.plot import frame
from zjpolicy.showing.plot.colours import INK

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Colour and hatch of each value, in the order of the vocabularies: the hatch alone tells.
DONE = [("#1f5f99", ""), ("#e0a458", "////"), ("#8a94a1", "...."), ("#b487cf", "xxxx")]
STATUSES = dict(zip(STATUS, DONE, strict=True))
FIRMNESS = [("#123f66", ""), ("#4d8cc4", "////"), ("#e0a458", "...."), ("#ecd3a8", "")]
COMMITMENTS = dict(zip(COMMITMENT, FIRMNESS, strict=True))


@frame.styled
def topics(
    table: pd.DataFrame,
    ax: "Axes | None" = None,
    *,
    by: Literal["section", "topic"] | None = None,
    outline: pd.DataFrame | None = None,
    source: str | None = None,
) -> "Axes":
    """Draw what a report is about: its figures by section or topic, and by status.

    Parameters
    ----------
    table : DataFrame
        `Report.statements`.
    ax : Axes, optional
        Where to draw; new axes as high as the rows need when not given.
    by : {"section", "topic"}
        The sections of the first level, or the topics of indicators; figures without an indicator have no topic. When
        not given, sections of one report, and topics of several, whose sections have nothing in common.
    outline : DataFrame, optional
        `Report.outline`, for the titles of sections.
    source : str, optional
        What the source line says; the keys of the reports when not given.

    Returns
    -------
    Axes

    Examples
    --------
    >>> import zjpolicy as zj
    >>> report = zj.load("zhejiang-2020")
    >>> topics(report.statements(), outline=report.outline()).get_title()
    'Section I has most, 160 of 281 figures'
    """
    check_types(topics, locals())
    if by not in ("section", "topic", None):
        raise ValueError(f'by is "section" or "topic", not {by!r}')
    reports = table["report"].nunique() if "report" in getattr(table, "columns", ()) else 1
    if by == "section" and reports > 1:
        raise TableError(
            'zj.plot.topics: sections of several reports have nothing in common: by="topic", or one report'
        )
    by = by or ("section" if reports < 2 else "topic")
    frame.check_columns(table, ("status", "section" if by == "section" else "indicator"), "topics")
    table = table.reset_index(drop=True)  # joined tables number rows twice: pandas before 3.1 counts none
    if by == "section":
        groups = table["section"].astype("str").str.replace(r"\..*", "", regex=True).fillna("before the first")
    else:
        groups = table["indicator"].map({code: row["topic"] for code, row in keyed("indicators.csv", "code").items()})
    counts = pd.crosstab(groups, table["status"])
    if counts.empty:
        raise TableError(f"zj.plot.topics: no figure has a {by}")
    totals = counts.sum(axis=1)
    order = sorted(counts.index, key=_running) if by == "section" else totals.sort_values(kind="stable").index[::-1]
    counts = counts.loc[list(order)]
    titles = _titles(outline)
    keys = list(map(str, counts.index))
    names = [f"{name} {titles.get(name, '')}".strip() for name in keys]
    most = keys[int(counts.sum(axis=1).to_numpy().argmax())]
    shown, left = frame.first_rows(names, "topics")
    ax = _stacked(counts.head(shown), STATUSES, [frame.wrap(name, 40) for name in names[:shown]], ax)
    without = int(groups.isna().sum())
    note = f"{without} of {len(table)} figures have no indicator, and so no topic." if without else ""
    lead = f"Section {most} has most," if by == "section" else f"The commonest topic is {most},"
    title = f"{lead} {totals.max()} of {totals.sum()} figures"
    subtitle = f"Number of figures by {by}: {_who(table)}{totals.sum()} figures"
    note = " ".join(filter(None, (note, left)))
    return frame.finish(ax, title, subtitle, frame.source_of(table, source), note=note)


@frame.styled
def firmness(
    table: pd.DataFrame, ax: "Axes | None" = None, *, by: str | None = None, source: str | None = None
) -> "Axes":
    """Draw how firmly targets are worded, from ``ensure`` to ``plan``.

    Parameters
    ----------
    table : DataFrame
        Statements of one or more reports, or a reference table with ``status`` and ``commitment``.
    ax : Axes, optional
        Where to draw; new axes as high as the rows need when not given.
    by : str, optional
        The column that makes the rows; ``"report"``, or ``"place"`` where there is none, when not given.
    source : str, optional
        What the source line says; that of the table when not given.

    Returns
    -------
    Axes

    Examples
    --------
    >>> import zjpolicy as zj
    >>> firmness(zj.load("zhejiang-2020").statements()).get_title()
    '6 of 118 targets ensured'
    """
    check_types(firmness, locals())
    by = by or ("report" if "report" in getattr(table, "columns", ()) else "place")
    frame.check_columns(table, ("status", "commitment", by), "firmness")
    aimed = table[(table["status"] == "target") & table["commitment"].notna()].reset_index(drop=True)
    if aimed.empty:
        raise TableError("zj.plot.firmness: the table has no target with a commitment")
    rows = aimed[by].fillna(f"no {by}")
    rows = rows.replace(frame.report_names(table)) if by == "report" else rows
    counts = pd.crosstab(rows, aimed["commitment"])
    shown, left = frame.first_rows(counts.index, "firmness")
    labels = [frame.wrap(str(name)) for name in counts.index[:shown]]
    ax = _stacked(counts.head(shown), COMMITMENTS, labels, ax)
    subtitle = f"Number of targets by how firmly they are worded: {_who(table)}{len(aimed)} targets"
    return frame.finish(ax, _ensured(counts), subtitle, frame.source_of(table, source), note=left)


def _ensured(counts: pd.DataFrame) -> str:
    """The finding: how many targets are ensured, and in which row most of them."""
    firmest = COMMITMENT[0]
    ensured = counts[firmest] if firmest in counts else 0 * counts.sum(axis=1)
    totals = counts.sum(axis=1)
    if not ensured.sum():
        return f"None of {counted(int(totals.sum()), 'target')} is ensured"
    told = f"{int(ensured.sum())} of {counted(int(totals.sum()), 'target')} ensured"
    if len(counts) == 1:
        return told
    shares = ensured / totals
    return f"{told}, most in {shares.idxmax()} ({100 * shares.max():.0f}%)"


def _stacked(counts: pd.DataFrame, looks: dict[str, tuple[str, str]], labels: list[str], ax: "Axes | None") -> "Axes":
    """Bars of counts in the order of ``looks``, pieces with their numbers where there is room, totals at the end."""
    ax = frame.axes(ax, labels)
    totals = counts.sum(axis=1)
    left = pd.Series(0.0, index=counts.index)
    box = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none"}
    for name, (color, hatch) in looks.items():
        if name not in counts:
            continue
        places, sizes = range(len(counts)), counts[name]
        bars = ax.barh(places, sizes, left=left, color=color, hatch=hatch, edgecolor="white", height=0.7, label=name)
        wide = (sizes >= totals.max() / 30) & (sizes < totals)
        shown = [str(size) if fits else "" for size, fits in zip(sizes, wide, strict=True)]
        for text in ax.bar_label(bars, shown, label_type="center", fontsize="x-small", color="black"):
            text.set_visible(bool(text.get_text()))
            text.set_bbox(box)
        left = left + sizes
    for place, total in enumerate(totals):
        ax.annotate(
            str(total), (total, place), (4, 0), "data", "offset points", va="center", fontsize="small", color=INK
        )
    ax.set_xlim(0, totals.max() * 1.08)
    frame.rows_on(ax, labels)
    ax.locator_params(axis="x", integer=True)
    return ax


def _running(number: str) -> tuple[int, str]:
    """Sort Roman and Arabic section numbers by what they count, what stands before the first section first."""
    return value_of(number), number


def _titles(outline: pd.DataFrame | None) -> dict[str, str]:
    if outline is None:
        return {}
    frame.check_columns(outline, ("level", "number", "title"), "topics")
    top = outline[outline["level"] == outline["level"].min()]
    return dict(zip(top["number"].astype(str), top["title"].astype(str), strict=True))


def _who(table: pd.DataFrame) -> str:
    """The place most rows are of, if it is nearly all of them; counts of reports otherwise."""
    for name in ("report", "place"):
        if name in table and table[name].nunique() > 1 and (name == "report" or "report" not in table):
            return f"{table[name].nunique()} {name}s, "
    often = table["place"].value_counts() if "place" in table else pd.Series(dtype=int)
    return f"{often.index[0]}, " if len(often) and often.iloc[0] > len(table) / 2 else ""
