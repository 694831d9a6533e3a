"""The example of docs/howto/publish-table.md makes the table it says it makes."""

from pathlib import Path

import pandas as pd
import pytest

PAGE = Path(__file__).parents[1] / "docs" / "howto" / "publish-table.md"


@pytest.fixture
def comparison():
    rows = [("2019", 6, 6.5, 6.1, "met"), ("2021", 6, float("inf"), 8.1, "exceeded"), ("2022", 5.5, 5.5, 3, "missed")]
    rows += [("2020", None, None, 2.3, "no target"), ("2026", 4.5, 5, None, "no outcome")]
    table = pd.DataFrame(rows, columns=["period", "target_low", "target_high", "outcome_value", "verdict"])
    return table.assign(source_title="national work reports")


def test_example_runs_and_says_what_the_comparison_says(comparison):
    pytest.importorskip("great_tables", reason='no great_tables: pip install "zjpolicy[test]"')
    code = PAGE.read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
    names, again = {"comparison": comparison}, {"comparison": comparison}
    exec(code, names)
    exec(code, again)
    html = names["table"].as_raw_html()
    for cell in ("6 to 6.5", "at least 6", "▲ exceeded", "✕ missed", "none", "not yet known", "national work reports"):
        assert cell in html
    assert html == again["table"].as_raw_html()
