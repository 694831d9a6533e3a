"""Times and sizes of one run, side by side: tools are timed in turn, again and again; the median ratio counts."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

from benchmarks.peers import TOOLS

PEAK = """
import time
start = time.process_time()
{code}
seconds = time.process_time() - start
from benchmarks.many import peak
print(seconds, peak())
"""
IMPORTS = {"zjpolicy": "import zjpolicy", "quantulum3": "from quantulum3 import parser"}
IMPORTS["Recognizers-Text"] = "import recognizers_number, recognizers_number_with_unit"


def interleaved(tasks: Mapping[str, Callable[[], Any]], rounds: int) -> dict[str, list[float]]:
    """Processor seconds of each task, all of them once a round."""
    times: dict[str, list[float]] = {name: [] for name in tasks}
    for task in tasks.values():
        task()  # what is loaded once is not counted
    for _ in range(rounds):
        for name, task in tasks.items():
            start = time.process_time()
            task()
            times[name].append(time.process_time() - start)
    return times


def ratio(times: Mapping[str, list[float]], name: str, base: str) -> float:
    """How many times longer one task takes than another: the median over the rounds."""
    return statistics.median(one / other for one, other in zip(times[name], times[base], strict=True))


def loading(rounds: int = 3) -> list[dict[str, Any]]:
    """Processor time of the import and of the first result, and peak memory of each tool, in fresh processes."""
    rows = []
    for name, (_, first, _) in TOOLS.items():
        found: dict[str, Any] = {"tool": name}
        for what, code in (("import, s", IMPORTS[name]), ("import and first result, s", first)):
            command = [sys.executable, "-W", "ignore", "-c", PEAK.format(code=code)]
            runs = [subprocess.run(command, capture_output=True, text=True, check=False) for _ in range(rounds)]
            told = [tuple(map(float, run.stdout.split())) for run in runs if run.returncode == 0]
            if told:
                found[what] = round(statistics.median(seconds for seconds, _ in told), 2)
                found["peak memory, MB"] = round(statistics.median(size for _, size in told))
        if len(found) > 1:
            rows.append(found)
    return rows
