"""What several tests share: the folder of real reports, where it is at hand."""

import os
from pathlib import Path

import pytest

collect_ignore = ["fuzz.py", "types"]  # a script with a package of its own; what type checkers read
BESIDE = Path(__file__).resolve().parents[1] / ".." / "shared" / "corpus"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real reports; without it the test is skipped."""
    folder = Path(os.environ.get("ZJPOLICY_CORPUS") or BESIDE)
    if not folder.is_dir():
        pytest.skip("real reports are not part of the project: set ZJPOLICY_CORPUS to their folder")
    return folder
