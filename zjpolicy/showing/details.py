"""The figures of an annotated page as its table, its panel, its search and its download have them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import pandas as pd

from zjpolicy.comparing.alignment import aligned, checked_pairs
from zjpolicy.data import keyed
from zjpolicy.documents.document import cell
from zjpolicy.errors import TableError
from zjpolicy.languages import detect_language
from zjpolicy.reading.model import COMMITMENT, KIND, STATUS
from zjpolicy.showing.citing import cite
from zjpolicy.showing.labels import Labels
from zjpolicy.showing.pieces import figures
from zjpolicy.tables.export import csv_cell
from zjpolicy.tables.frames import plain_cells
from zjpolicy.tables.protocols import ReadDocument

# What a page can be filtered by, with the words there may be, in their order; None is whatever there is.
FILTERS = {
    "part": ("review", "plan"),
    "status": tuple(STATUS),
    "kind": tuple(KIND),
    "commitment": COMMITMENT,
    "indicator": None,
    "finding": ("any",),
    "editions": ("agree", "differ", "one"),
}
FINDINGS = ("rule", "severity", "start", "end", "message")
SEVERITIES = {"error": 0, "warning": 1}
PAIRED = ("other_start", "other_surface", "other_figure", "differs")


@dataclass
class Pair:
    """A row of the page's table: a figure of the report, what it is in the other edition, and what differs."""

    own: dict[str, Any] | None
    other: dict[str, Any] | None = None
    differs: str = ""

    @property
    def row(self) -> dict[str, Any]:
        """The figure that the row tells of."""
        return self.own or self.other or {}


def marked_figures(report: ReadDocument, letter: str, words: Labels) -> list[dict[str, Any]]:
    """Return the figures of a report that a page marks, each with the name of its place on it."""
    rows = [row for row in figures(report) if row["start"] < row["end"]]
    for row in rows:
        row["anchor"] = f"{letter}-{row['start']}"
        told = words.joined([words.value("status", row["status"]), words.value("kind", row["kind"])])
        row["title"] = words["colon"].format(told, row["label"])
    return rows


def pairs_of(
    report: ReadDocument, rows: list[dict[str, Any]], other: ReadDocument | None, others: list[dict[str, Any]]
) -> list[Pair]:
    """Return the figures in the order of the report, paired with those of another edition where there is one.

    Warns
    -----
    UserWarning
        Hardly a figure of one is found in the other.
    """
    if other is None:
        return [Pair(row) for row in rows]
    ours, theirs = ({row["start"]: row for row in side} for side in (rows, others))
    table = checked_pairs(aligned(report, other))
    made = []
    for start, second, differs in plain_cells(table[["english_start", "chinese_start", "differs"]]):
        pair = Pair(ours.get(start), theirs.get(second), differs or "")
        if pair.own and pair.other:
            pair.own["pair"], pair.other["pair"] = pair.other["anchor"], pair.own["anchor"]
        if pair.row:
            made.append(pair)
    return made


def table_row(pair: Pair, words: Labels, several: bool) -> dict[str, Any]:
    """A row of the table beside the text; what filters ask it, and what it is sorted by, beside its cells."""
    row, other = pair.row, pair.other
    vocabulary = {name: row.get(name) or "" for name in ("part", "status", "kind", "commitment")}
    value = row["low"] if row["value"] is None else row["value"]
    asked = {
        **vocabulary,
        "indicator": "|".join(_codes(row)),
        "finding": "any" if row.get("findings") else "",
        "editions": ("one" if not (pair.own and other) else "differ" if pair.differs else "agree") if several else "",
        "figure": row["anchor"],
        "other": other["anchor"] if other else "",
        "unit": row["unit"] or "",
        "value": "" if value is None else f"{-value if row['direction'] == 'down' else value:.15g}",
    }
    return {
        "id": f"{'r' if pair.own else 's'}-{row['start']}",
        "asked": asked,
        "foreign": pair.own is None,
        "measure": row["measure"] or row["surface"],
        "figure": (pair.own["figure"] or "") if pair.own else "",
        "status": words.value("status", row["status"]),
        "period": row["period"] or "",
        "other": (other["figure"] or "") if other else "",
        "differs": _differences(pair, words),
    }


def filters_of(table: Iterable[dict[str, Any]], words: Labels) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Yield what can be chosen: name, label and options; only what there is a choice of."""
    table = list(table)
    for name, known in FILTERS.items():
        present = {word for row in table for word in row["asked"][name].split("|")}
        if known is None:
            options = sorted((words.indicator(code), code) for code in present - {""})
            chosen = [(code, label) for label, code in options]
        else:
            chosen = [(word, words.value(name, word)) for word in known if word in present]
        if chosen and len(present) > 1:
            yield name, words.name(name), chosen


def findings_of(table: pd.DataFrame | None, rows: list[dict[str, Any]], words: Labels) -> list[dict[str, Any]]:
    """Return findings, errors first, and write into each row those that touch it.

    Raises
    ------
    TableError
        The table is none of findings.
    """
    if table is None:
        return []
    if missing := [name for name in FINDINGS if name not in table.columns]:
        raise TableError(f"findings lack the column {', '.join(missing)}: give what zj.check returns")
    starts = [row["start"] for row in rows]
    reach = list(accumulate((row["end"] for row in rows), max))
    records = [dict(zip(FINDINGS, values, strict=True)) for values in table[list(FINDINGS)].itertuples(index=False)]
    found = []
    for record in sorted(records, key=lambda record: SEVERITIES.get(record["severity"], len(SEVERITIES))):
        finding = {name: str(cell(record[name])) for name in ("rule", "severity", "message")}
        touched = []
        if pd.notna(record["start"]) and pd.notna(record["end"]):
            near = rows[bisect_right(reach, record["start"]) : bisect_left(starts, record["end"])]
            touched = [row for row in near if row["end"] > record["start"]]
        for row in touched:
            row.setdefault("findings", []).append(finding)
        target = touched[0]["anchor"] if touched else ""
        found.append({**finding, "severity_word": words.value("severity", finding["severity"]), "target": target})
    return found


def searched(row: dict[str, Any]) -> str:
    """What a search looks through beside the sentence: measure, amount, place, and the indicator in both languages."""
    known = [keyed("indicators.csv", "code").get(code, {}) for code in _codes(row)]
    names = [told.get(column, "") for told in known for column in ("name", "name_zh")]
    place = [row["place"] or "", Labels("zh").place(row["place"])]
    return str(cell(" ".join([row["label"], row["surface"], row["figure"] or "", *place, *_codes(row), *names])))


def facts(report: ReadDocument, pair: Pair, words: Labels) -> list[list[Any]]:
    """What the panel says of a report's figure: label, text, and the text's language where it may not be the page's."""
    row, other = pair.own or {}, pair.other
    status = words.bracketed(words.value("status", row["status"]), words.value("basis", row["basis"]))
    kind = words.joined([words.value("kind", row["kind"]), words.value("direction", row["direction"])])
    reference = cite(row, report=report)
    told = [
        (words.name("figure"), row["figure"], report.language),
        (words.name("surface"), row["surface"], report.language),
        (words.name("other"), _beside(other), ""),
        (words.name("differs"), _differences(pair, words), ""),
        (words.name("unit"), words.unit(row["unit"]), ""),
        (words.name("kind"), kind, ""),
        (words.name("status"), words["colon"].format(status, words.told(row["status"])), ""),
        (words.name("commitment"), words.value("commitment", row["commitment"]), ""),
        (words.name("period"), row["period"], ""),
        (words.name("place"), words.place(row["place"]), ""),
        (words.name("indicator"), words.indicator(row["indicator"]), ""),
        (words.name("section"), words.section(row["section"], row["paragraph"]), ""),
        (words.name("doubt"), words.doubts(row["doubt"]), ""),
        *((words.value("severity", at["severity"]), at["message"], "en") for at in row.get("findings", ())),
        (words.name("cite"), reference, detect_language(reference)),
    ]
    return [[cell(label), cell(text), *([lang] if lang else [])] for label, text, lang in told if text]


def download(table: pd.DataFrame, pairs: Iterable[Pair], several: bool) -> list[str]:
    """Return the lines of a CSV file: its head, and in the order of the page each row as `export` writes it."""
    names = list(map(str, table.columns))
    cells = dict(zip(table["start"].tolist(), plain_cells(table), strict=True))
    lines: list[list[Any]] = [[*names, *PAIRED] if several else names]
    for pair in pairs:
        own = cells[pair.own["start"]] if pair.own else [None] * len(names)
        beside = pair.other or {}
        more = [beside.get("start"), beside.get("surface"), beside.get("figure"), pair.differs or None]
        lines.append([*own, *more] if several else own)
    return [str(cell(",".join(map(csv_cell, line)))) for line in lines]


def _codes(row: dict[str, Any]) -> list[str]:
    """The indicators of a row: its own, and further ones where one number is said of several things."""
    return [code for code in [row["indicator"], *(row["also"] or "").split("|")] if code]


def _beside(other: dict[str, Any] | None) -> str:
    """What the other edition has."""
    return f"{other['figure'] or other['surface']}: {other['label']}" if other else ""


def _differences(pair: Pair, words: Labels) -> str:
    return words.joined([words.value("differs", name) for name in pair.differs.split(", ")])
