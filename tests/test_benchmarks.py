"""The reports that benchmarks make, and the words that the probe of patterns takes from them."""

import sys
from pathlib import Path

import pytest

import zjpolicy as zj

ROOT = Path(zj.__file__).parents[1]
if not (ROOT / "benchmarks").is_dir():
    pytest.skip("the benchmarks are not beside the package", allow_module_level=True)
sys.path.insert(0, str(ROOT))
from benchmarks.generate import KEYS, NUMBER, make  # noqa: E402
from benchmarks.linear import own_words  # noqa: E402


def test_made_reports_are_real_work():
    texts = [make(seed) for seed in range(4)]
    assert len(set(texts)) == 4
    assert make(2) == texts[2]
    for seed, text in enumerate(texts):
        assert 80_000 <= len(text.encode()) < 84_000
        report = zj.Report.from_text(text)
        assert report.language == zj.load(KEYS[seed % 2]).language
        assert len(report.statements()) > 250
    assert NUMBER.sub("#", "6.8% of 1,200 in 2019, G60, 5G, PM2.5, 8-year") == "#% of # in 2019, G60, 5G, PM2.5, 8-year"


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("(?:达到|达|到)+$", ["达到", "达", "到"]),
        (r"(?P<up>rose|grew) to \d{1,3}(?<!of)", ["rose", "grew", "to", "of"]),
        (r"[\p{Han}a-z]*", []),
    ],
)
def test_a_pattern_tells_its_own_words(pattern, words):
    assert [word.strip() for word in own_words(pattern)] == [word.strip() for word in words]
