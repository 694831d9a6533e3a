"""Each row of the tables of constructions reads its own example, and no row hides another."""

import pytest

import zjpolicy as zj
from zjpolicy.languages import get_language, known_languages
from zjpolicy.reading.constructions import Constructions, constructions
from zjpolicy.reading.statements import GRAMMARS

LANGUAGES = [code for code in known_languages() if "rows" in get_language(code).data.get("constructions", {})]
ROWS = [(code, row) for code in LANGUAGES for row in constructions(get_language(code)).rows]


def readings(code, text):
    """What the grammar of a language reads in a sentence, by the characters of each figure."""
    language = get_language(code)
    quantities = zj.find_quantities(text, language=code)
    grammar = GRAMMARS[language.table("grammar")]
    read = grammar.read_sentence(text, 0, len(text), quantities, language)
    return {quantity.surface: reading for quantity, reading in zip(quantities, read, strict=True)}


@pytest.mark.parametrize(("code", "row"), ROWS, ids=[f"{code} {row.name}" for code, row in ROWS])
def test_a_construction_reads_its_example(code, row):
    reading = readings(code, row.example)[row.figure]
    assert reading.construction == row.name
    assert {name: getattr(reading, name) for name in row.expect} == dict(row.expect)


def test_each_row_is_named_once_and_says_what_it_expects():
    names = [(code, row.name) for code, row in ROWS]
    assert len(set(names)) == len(names)
    assert all(row.expect for _, row in ROWS)


def test_a_figure_no_row_reads_is_doubted():
    reading = readings("en", "He told it when 5 yuan.")["5 yuan"]
    assert reading.doubt
    assert not reading.measure


def test_parts_are_filled_in_and_spans_are_chunks():
    table = Constructions(
        {
            "parts": {"NP": "n(?:on)*+"},
            "rows": [
                {"name": "first", "figures": "rank", "left": "(?<measure>{NP})M"},
                {"name": "second", "left": "(?<measure>{NP})M", "right": "i(?<place>n)", "role": "told"},
            ],
        }
    )
    found = table.find("nonMqin", 4, 5, frozenset({"ratio"}))
    assert found.construction.name == "second"
    assert found.spans == {"measure": (0, 3), "place": (6, 7)}
    assert found.gives("role") == "told"
    assert table.find("nonMq", 4, 5, frozenset({"ratio"})) is None
