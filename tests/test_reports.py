"""Whole reports against golden tables: what a change of the reading gains, loses and alters, row by row.

Run with ``ZJPOLICY_UPDATE=1`` to accept today's reading; the difference then shows in the commit.
"""

import os
from pathlib import Path

import pandas as pd
import pytest

import zjpolicy as zj

GOLDEN = Path(__file__).parent / "golden"
FIELDS = ["value", "low", "high", "comparator", "unit", "kind", "direction", "status", "commitment", "period", "place"]
COLUMNS = ["start", "end", "surface", *FIELDS, "measure", "indicator"]
# Golden tables hold figures and short phrases, never a report's sentences.
LONGEST = {"en": 48, "zh": 16}


def reading(report: zj.Report) -> pd.DataFrame:
    """A report's figures as a golden table holds them, all as text."""
    table = report.statements()[COLUMNS].copy()
    table["measure"] = table["measure"].str.slice(0, LONGEST[report.language])
    for name in ("value", "low", "high"):
        table[name] = [f"{cell:.15g}" if pd.notna(cell) else None for cell in table[name]]
    return table.astype("str").fillna("")


def changes(before: pd.DataFrame, after: pd.DataFrame) -> list[str]:
    """One line for each row gained, lost or altered."""
    before, after = (table.set_index(table["start"].astype(int)) for table in (before, after))
    lines = []
    for start in sorted({*before.index, *after.index}):
        if start not in after.index:
            lines.append(f"lost    {start} {before.loc[start, 'surface']!r} {before.loc[start, 'measure']}")
        elif start not in before.index:
            lines.append(f"gained  {start} {after.loc[start, 'surface']!r} {after.loc[start, 'measure']}")
        else:
            old, new = before.loc[start], after.loc[start]
            told = [f"{name}: {old[name]} -> {new[name]}" for name in COLUMNS if old[name] != new[name]]
            lines += [f"altered {start} {new['surface']!r} " + "; ".join(told)] if told else []
    return lines


def check(name: str, report: zj.Report) -> None:
    path, today = GOLDEN / f"{name}.csv", reading(report)
    if os.environ.get("ZJPOLICY_UPDATE"):
        today.to_csv(path, index=False, lineterminator="\n")
    accepted = pd.read_csv(path, dtype="str", keep_default_na=False)
    found = changes(accepted, today)
    assert not found, "\n".join(["the reading changed (ZJPOLICY_UPDATE=1 accepts it):", *found])


@pytest.mark.parametrize("key", ["zhejiang-2020-en", "zhejiang-2020-zh"])
def test_bundled_editions(key):
    check(key, zj.load(key))


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("zhejiang-2020-en-official", "zhejiang-2020-en.txt"),
        ("china-2019-zh-official", "china-2019-zh.txt"),
        ("zhejiang-2026-zh-official", "provinces-2026/zhejiang-2026-zh.txt"),
    ],
)
def test_real_reports(name, path, corpus):
    check(name, zj.load(corpus / path))


def test_gains_losses_and_alterations_are_listed():
    before = reading(zj.Report.from_text("We built 12 bridges. We paved 80 roads.", part="review", year=2019))
    after = reading(zj.Report.from_text("We will pave 80 roads. We dug 9 wells.", part="review", year=2019))
    after["start"], after["end"] = ["30", "50"], ["32", "51"]
    told = changes(before, after)
    assert [line.split()[0] for line in told] == ["lost", "altered", "gained"]
    assert "status: outcome -> target" in told[1]
