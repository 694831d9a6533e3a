"""The example of docs/howto/publish-table.md makes the table it says it makes."""

from pathlib import Path

import pytest

PAGE = Path(__file__).parents[1] / "docs" / "howto" / "publish-table.md"


def test_example_runs_and_says_what_the_comparison_says():
    pytest.importorskip("great_tables", reason='no great_tables: pip install "zjpolicy[test]"')
    code = PAGE.read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
    first, again = {}, {}
    exec(code, first)
    exec(code, again)
    html = first["table"].as_raw_html()
    for cell in ("6 to 6.5%", "at least 6%", "about 5.5%", "▲ exceeded", "✕ missed", "○ no target", "not yet known"):
        assert cell in html
    assert html == again["table"].as_raw_html()
