"""Many generated reports through `read_corpus` in a process of its own: time, and memory of each process."""

import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def measure(folder: Path, count: int, workers: int) -> dict[str, float]:
    """Read the first reports of a folder in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.many", str(folder), str(count), str(workers)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(ran.stdout)


def peak(who: int = resource.RUSAGE_SELF) -> float:
    """The most memory that this process had, in MB, or the largest of its children."""
    status = Path("/proc/self/status")
    if who == resource.RUSAGE_SELF and status.exists():  # where a process does not inherit its parent's peak
        found = re.search(r"VmHWM:\s*(\d+)", status.read_text())
        return int(found[1]) * 1024 / 1e6 if found else 0.0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(who).ru_maxrss * unit / 1e6


def main() -> None:
    """Read, and print what it took as JSON."""
    import pandas as pd

    import zjpolicy as zj

    folder, count, workers = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    sources = sorted(path for path in folder.rglob("*") if path.suffix in (".txt", ".docx"))[:count]
    size = sum(path.stat().st_size for path in sources)
    with tempfile.TemporaryDirectory() as output:
        start = time.perf_counter()
        zj.read_corpus(sources, output=output, workers=workers, progress=False)
        seconds = time.perf_counter() - start
        rows = int(pd.read_csv(Path(output, "_reports.csv"))["figures"].sum())
    own, largest = peak(), peak(resource.RUSAGE_CHILDREN)
    used = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = sum(each.ru_utime + each.ru_stime for each in used)
    found = {"reports": len(sources), "workers": workers, "bytes": size, "figures": rows, "seconds": seconds}
    print(json.dumps(found | {"cpu_seconds": cpu, "parent_mb": own, "worker_mb": largest}))


if __name__ == "__main__":
    main()
