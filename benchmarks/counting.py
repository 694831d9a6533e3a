"""Counting words beside cntext and beside the recipe that is passed around, on the same text, round by round.

cntext needs older versions of pandas and numpy than we do, and cannot stand in one environment with zjpolicy: it is
called in an interpreter of its own, ``--cntext PYTHON``, which reports the processor seconds of each call. Each tool is
timed once a round, so that what slows the machine slows all of them.

    python -m venv other && other/bin/python -m pip install cntext ipython
    python -m benchmarks.counting --cntext other/bin/python [--text FILE]
"""

import argparse
import contextlib
import io
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TextIO

LIST = "environment.chen_chen_2018"
Table = list[dict[str, Any]]


def serve(answers: TextIO) -> None:
    """In the interpreter that has cntext: time one call for each line that asks for it."""
    import cntext
    import jieba
    import pandas as pd

    given = json.loads(sys.stdin.readline())
    text, terms = given["text"], given["terms"]

    def recipe() -> int:
        return int(pd.Series([text]).str.count("|".join(terms))[0] / len(jieba.lcut(text)) > 0)

    calls: dict[str, Callable[[], Any]] = {
        "cntext, sentiment": lambda: cntext.sentiment(text, {"list": terms}),
        "pandas str.count and jieba": recipe,
    }
    counted = {name: call() for name, call in calls.items()}
    print(
        json.dumps({"matches": counted["cntext, sentiment"]["list_num"], "names": list(calls)}),
        file=answers,
        flush=True,
    )
    for line in sys.stdin:
        start = time.process_time()
        calls[line.strip()]()
        print(time.process_time() - start, file=answers, flush=True)


@contextlib.contextmanager
def peer(python: Path, text: str, terms: list[str]) -> Iterator[tuple[dict[str, Any], Callable[[str], float]]]:
    """What the other interpreter counts, and what times one call there."""
    command = [str(python), "-W", "ignore", __file__, "--serve"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8") as other:
        assert other.stdin and other.stdout

        def ask(line: str) -> str:
            assert other.stdin and other.stdout
            print(line, file=other.stdin, flush=True)
            return other.stdout.readline()

        told = json.loads(ask(json.dumps({"text": text, "terms": terms})))
        yield told, lambda name: float(ask(name))
        other.stdin.close()


def counting(python: Path | None, text: str, rounds: int = 5) -> Table:
    """Processor time of counting one list in one text; every tool once a round."""
    import re

    import zjpolicy as zj

    terms = zj.dictionaries(LIST)["term"].tolist()
    scan = re.compile("|".join(map(re.escape, terms)))
    tasks: dict[str, Callable[[], Any]] = {
        "bare scan for the terms": lambda: sum(1 for _ in scan.finditer(text)),
        "zjpolicy, attention": lambda: zj.attention(zj.Report.from_text(text), LIST, progress=False),
    }
    matches: dict[str, int] = {name: _matches(task()) for name, task in tasks.items()}
    times: dict[str, list[float]] = {}
    with contextlib.ExitStack() as stack:
        told, ask = stack.enter_context(peer(python, text, terms)) if python else ({"names": []}, None)
        for _ in range(rounds):
            for name, task in tasks.items():
                start = time.process_time()
                task()
                times.setdefault(name, []).append(time.process_time() - start)
            for name in told["names"]:
                assert ask is not None
                times.setdefault(name, []).append(ask(name))
    if told["names"]:
        matches["cntext, sentiment"] = told["matches"]
    own = times["zjpolicy, attention"]
    return [
        {
            "tool": name,
            "ms": 1000 * statistics.median(taken),
            "times ours": statistics.median(one / other for one, other in zip(taken, own, strict=True)),
            "matches": str(matches.get(name, "")),
        }
        for name, taken in times.items()
    ]


def _matches(result: Any) -> int:
    return result if isinstance(result, int) else int(result["count"].iloc[0])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.counting", description=__doc__.split("\n", 1)[0])
    parser.add_argument("--cntext", type=Path, metavar="PYTHON", help="an interpreter that has cntext")
    parser.add_argument("--text", type=Path, help="a Chinese report; a generated one by default")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is timed")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.serve:
        answers, sys.stdout = sys.stdout, io.StringIO()  # what the packages print is no answer
        serve(answers)
        return
    from benchmarks.__main__ import markdown
    from benchmarks.generate import make

    text = arguments.text.read_text(encoding="utf-8") if arguments.text else make(1)
    print(markdown(counting(arguments.cntext, text, arguments.rounds)))


if __name__ == "__main__":
    main()
