"""Texts of the corpus, bundled and real, against a golden list: what the reading gains or loses shows at once.

The list holds the hash of each text, how many figures were found, and the hash of their table, place for place. To
hold another text of the corpus, add a row that begins with its name.
Run with ``ZJPOLICY_UPDATE=1`` to accept today's reading; the difference then shows in the commit.
"""

import os
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pytest

import zjpolicy as zj

GOLDEN = Path(__file__).parent / "golden" / "corpus.csv"
COLUMNS = ["text", "sha256", "figures", "spans", "table"]
# Indicators have a registry, and tests, of their own.
ASIDE = ["id", "report", "indicator", "indicator_match", "also"]


def digest(table: pd.DataFrame) -> str:
    return sha256(table.to_csv(index=False, lineterminator="\n").encode()).hexdigest()[:16]


def reading(name: str, report: zj.Report) -> dict[str, str]:
    """The golden row of a text."""
    table = report.statements()
    numbers = ["start", "end", "value", "low", "high", "comparator", "unit"]
    hashes = {"spans": digest(table[numbers]), "table": digest(table.drop(columns=ASIDE))}
    return {"text": name, "sha256": report.text_sha256[:16], "figures": str(len(table)), **hashes}


def told(before: dict[str, str], after: dict[str, str]) -> str | None:
    """What changed for one text, None where nothing did."""
    if before == after:
        return None
    if before["sha256"] != after["sha256"]:
        return f"{after['text']}: the text itself is another"
    more = int(after["figures"]) - int(before["figures"])
    if more:
        way = "gained" if more > 0 else "lost"
        return f"{after['text']}: {before['figures']} -> {after['figures']} figures, {way} {abs(more)}"
    what = "numbers or units" if before["spans"] != after["spans"] else "what is said of the figures"
    return f"{after['text']}: as many figures, {what} changed"


def golden() -> dict[str, dict[str, str]]:
    rows = pd.read_csv(GOLDEN, dtype="str", keep_default_na=False) if GOLDEN.exists() else pd.DataFrame(columns=COLUMNS)
    return {row["text"]: row for row in rows.to_dict("records")}


def check(texts: dict[str, zj.Report]) -> None:
    today = {name: reading(name, report) for name, report in texts.items()}
    if os.environ.get("ZJPOLICY_UPDATE"):
        accepted = pd.DataFrame([row for _, row in sorted((golden() | today).items())], columns=COLUMNS)
        accepted.to_csv(GOLDEN, index=False, lineterminator="\n")
    known = golden()
    new = [f"{name}: not in the list" for name in today if name not in known]
    changed = [line for name, row in today.items() if name in known and (line := told(known[name], row))]
    hint = f"the reading changed (ZJPOLICY_UPDATE=1 accepts it; tests/test_reports.py shows rows): {GOLDEN.name}"
    assert not new + changed, "\n".join([hint, *new, *changed])


def test_bundled_editions():
    check({key: zj.load(key) for key in ("zhejiang-2020-en", "zhejiang-2020-zh")})


@pytest.mark.filterwarnings("ignore::zjpolicy.SourceWarning")  # not every text says whose report it is
def test_every_listed_report(corpus):
    paths = {f"{path.stem}-official": path for path in sorted(corpus.rglob("*.txt"))}
    listed = [name for name in golden() if name.endswith("-official")]
    check({name: zj.load(paths[name]) for name in listed if name in paths})
    if missing := [name for name in listed if name not in paths]:
        pytest.skip(f"not in this corpus: {', '.join(missing)}")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("We built 12 bridges. We paved 80 roads.", None),
        ("We built 12 bridges. We paved some roads.", "another"),
    ],
)
def test_changes_are_told(text, message):
    before = reading("a", zj.Report.from_text("We built 12 bridges. We paved 80 roads.", year=2020, part="review"))
    line = told(before, reading("a", zj.Report.from_text(text, year=2020, part="review")))
    assert line is None if message is None else message in line


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("figures", "3", "2 -> 3 figures, gained 1"),
        ("figures", "1", "2 -> 1 figures, lost 1"),
        ("spans", "x", "numbers or units changed"),
        ("table", "x", "what is said of the figures changed"),
    ],
)
def test_gains_losses_and_alterations_are_told_apart(field, value, message):
    row = reading("a", zj.Report.from_text("We built 12 bridges. We paved 80 roads."))
    assert message in told(row, row | {field: value})
