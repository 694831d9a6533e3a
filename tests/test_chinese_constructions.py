"""The table of Chinese constructions: each row reads its own example, and no row stands before it that reads it too."""

from dataclasses import asdict

import pytest

import zjpolicy as zj
from zjpolicy.languages import get_language
from zjpolicy.reading.chinese.sentence import Sentence, constructions_of
from zjpolicy.reading.quantities import find_quantities

ZH = get_language("zh")
ROWS = [
    pytest.param(table, row, id=f"{table}: {row.name}")
    for table in ("kinds", "measures", "roles")
    for row in constructions_of(ZH, table).rows
]


@pytest.mark.parametrize(("table", "row"), ROWS)
def test_a_row_reads_its_example(table, row):
    text, quantities = row.example, find_quantities(row.example, "zh")
    sentence = Sentence(text, 0, len(text), quantities, ZH)
    [number] = [number for number, one in enumerate(quantities) if one.surface == row.figure]
    place = sentence.places[number]
    found = constructions_of(ZH, table).find(sentence.letters, place, place + 1, sentence.traits[number])
    assert found is not None
    assert found.construction.name == row.name
    report = zj.Report.from_text(text, language="zh", year=2026, part="review")
    got = asdict(report._statements[number])
    assert {name: got[name] for name in row.expect} == row.expect


def test_every_word_stands_once():
    lists = ZH.table("chunks.words")
    words = [word for words in lists.values() for word in words.split()]
    assert sorted(word for word in set(words) if words.count(word) > 1) == []
    assert [word for word in words if len(word) == 1] == []
