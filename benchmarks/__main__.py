"""Measure everything and write the tables of docs/benchmarks.md.

python -m benchmarks                        what can be measured here, on the bundled editions
python -m benchmarks --corpus C --gold G    on real reports too, with accuracy
python -m benchmarks --write docs/benchmarks.md
"""

import argparse
import datetime
import json
import os
import platform
import tempfile
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pandas as pd

import zjpolicy as zj
from benchmarks.bare import scan
from benchmarks.generate import make, write
from benchmarks.many import measure
from benchmarks.measure import interleaved, loading, ratio
from benchmarks.peers import readers

# Real reports, each in the corpus and, annotated, in the gold folder.
REAL = {"zhejiang-2020-en": "en", "china-2019-zh": "zh"}
PAGE = Path(__file__).with_name("page.md")
Table = list[dict[str, Any]]


def texts(corpus: Path | None) -> dict[str, tuple[str, str]]:
    """The texts to be fast on, with their language: real reports where they are at hand, else generated ones."""
    real = {name: corpus / f"{name}.txt" for name in REAL} if corpus else {}
    found = {name: path.read_text(encoding="utf-8") for name, path in real.items() if path.exists()}
    if not found:
        found = {"generated, English": make(0), "generated, Chinese": make(1)}
    return {name: (text, REAL.get(name, "en" if "English" in name else "zh")) for name, text in found.items()}


def speed(corpus: Path | None, rounds: int) -> Table:
    """Every tool on the same text in the same run, beside a bare scan for numbers."""
    rows: Table = []
    for name, (text, language) in texts(corpus).items():
        tasks: dict[str, Any] = {"bare scan": partial(scan, text, language)}
        tasks |= {f"{tool}, quantities": partial(read, text) for tool, read in readers(language).items()}
        whole = f"zjpolicy {version('zjpolicy')}, statements to DataFrame"
        tasks[whole] = partial(statements, text, language)
        times = interleaved(tasks, rounds)
        own = next(tool for tool in tasks if tool.startswith("zjpolicy"))
        for tool in tasks:
            row = {"text": name, "tool": tool, "times the bare scan": ratio(times, tool, "bare scan")}
            rows.append(row | {"times our quantities": ratio(times, tool, own)})
    return rows


def statements(text: str, language: str) -> pd.DataFrame:
    """Everything, from a text to a DataFrame."""
    return zj.Report.from_text(text, language=language).statements()


def accuracy(corpus: Path | None, gold: Path | None) -> Table:
    """Precision and recall of each tool on the annotated reports."""
    rows: Table = []
    for name, language in REAL.items() if corpus and gold else ():
        path, annotated = corpus / f"{name}.txt", gold / f"{name}.dev.jsonl"
        if not (path.exists() and annotated.exists()):
            continue
        text = path.read_text(encoding="utf-8")
        lines = [json.loads(line) for line in annotated.read_text(encoding="utf-8").splitlines() if line]
        plain = [line if "regions" in line else line | {"comparator": _sign(line)} for line in lines]
        for tool, read in readers(language).items():
            found = read(text)
            bare = zj.score(plain, [row | {"comparator": _sign(row)} for row in found])
            row = {"text": name, "tool": tool}
            for what, rates in (("number", bare.number), ("number and unit", bare.quantity)):
                row |= {f"{what}: precision": rates.precision, f"{what}: recall": rates.recall}
            rows.append(row | {"with comparator: recall": zj.score(lines, found).quantity.recall})
    return rows


def _sign(row: dict[str, Any]) -> str:
    return "range" if row.get("low") is not None else "="


def length(rounds: int) -> Table:
    """Time against the length of one document, in times of the shortest."""
    rows: Table = []
    for language, seed in (("en", 0), ("zh", 1)):
        made = {size: make(seed, size * 1000, dense=True) for size in (40, 80, 160, 320)}
        tasks: dict[str, Any] = {}
        for size, text in made.items():
            tasks[f"find {size}"] = partial(zj.find_quantities, text, language)
            tasks[f"read {size}"] = partial(statements, text, language)
        times = interleaved(tasks, rounds)
        for size, text in made.items():
            row = {"language": language, "KB": len(text.encode()) / 1000}
            for name, what in (("find_quantities", "find"), ("statements", "read")):
                row[f"{name}, times the shortest"] = ratio(times, f"{what} {size}", f"{what} 40")
            rows.append(row)
    return rows


def many(counts: list[int], folder: Path, rounds: int) -> Table:
    """Generated reports through `read_corpus`, with one process and with two."""
    write(folder, max(counts))
    runs = [measure(folder, count, workers) for count in counts for _ in range(rounds) for workers in (1, 2)]
    best: dict[tuple[float, float], dict[str, float]] = {}
    for run in runs:
        key = run["reports"], run["workers"]
        best[key] = min(run, best.get(key, run), key=lambda run: run["seconds"])
    return [one_run(run) for run in best.values()]


def one_run(run: dict[str, float]) -> dict[str, Any]:
    """A row of the table of runs."""
    row: dict[str, Any] = {"reports": f"{run['reports']:,}", "workers": run["workers"], "MB": run["bytes"] / 1e6}
    row |= {"figures": f"{run['figures']:,}", "seconds": run["seconds"]}
    row["processor ms per report"] = 1000 * run["cpu_seconds"] / run["reports"]
    row["memory of the parent, MB"] = run["parent_mb"]
    return row | {"of the largest worker, MB": run["worker_mb"] if run["workers"] > 1 else "–"}


def markdown(rows: Table) -> str:
    """A table as Markdown; numbers with three significant digits."""
    if not rows:
        return "Not measured in this run."
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [names, [("---:" if isinstance(rows[0].get(name), float | int) else "---") for name in names]]
    lines += [[_cell(row.get(name)) for name in names] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return "" if value is None else str(value)


def machine() -> str:
    """What the figures were measured on, without its name."""
    packages = ("zjpolicy", "pandas", "pyarrow", "regex", "quantulum3", "recognizers-text-number-with-unit")
    known = []
    for name in packages:
        try:
            known.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    system = f"{platform.system()} on {platform.machine()}, {os.cpu_count()} processors"
    return f"{datetime.date.today():%d %B %Y}, {system}, Python {platform.python_version()}; {', '.join(known)}"


def main() -> None:
    """Measure and print, or write the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.split("\n", 1)[0])
    parser.add_argument("--corpus", type=Path, help="folder of real reports")
    parser.add_argument("--gold", type=Path, help="folder of annotated figures of them")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is timed")
    parser.add_argument("--reports", type=int, nargs="*", default=[50, 100, 200], help="sizes of generated corpora")
    parser.add_argument("--made", type=Path, help="folder for generated reports; a temporary one by default")
    parser.add_argument("--also", type=Path, help="JSON lines of runs of benchmarks.many made before, to be listed")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the page there")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tables = {
            "machine": machine(),
            "speed": markdown(speed(arguments.corpus, arguments.rounds)),
            "loading": markdown(loading()),
            "accuracy": markdown(accuracy(arguments.corpus, arguments.gold)),
            "length": markdown(length(arguments.rounds)),
        }
        rows = many(arguments.reports, arguments.made or Path(folder), 2) if arguments.reports else []
    if arguments.also:
        rows += [one_run(json.loads(line)) for line in arguments.also.read_text().splitlines() if line.startswith("{")]
    tables["many"] = markdown(rows)
    page = PAGE.read_text(encoding="utf-8")
    for name, table in tables.items():
        page = page.replace(f"<!-- {name} -->", table)
    if arguments.write:
        arguments.write.write_text(page, encoding="utf-8")
    else:
        print(page)


if __name__ == "__main__":
    main()
