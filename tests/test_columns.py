"""Every column of every table that a public call returns is named in the docstring of that call."""

import inspect
import re

import pytest

import zjpolicy as zj
from zjpolicy.comparing.scoring import Score
from zjpolicy.corpus.read_corpus import Corpus

TEXT = "I. Review of 2019\n\nGDP grew by 6.8%.\n\nII. Plan for 2020\n\n200 parks will be added."


@pytest.fixture(scope="module")
def report():
    return zj.load("zhejiang-2020")


@pytest.fixture(scope="module")
def headline():
    return zj.dataset("headline")


@pytest.fixture(scope="module")
def figures():
    return zj.read_corpus([TEXT.encode(), b"\xff\xd8\xff image"], progress=False)


TABLES = {
    "outline": (zj.Report.outline, lambda at: at("report").outline()),
    "paragraphs": (zj.Report.paragraphs, lambda at: at("report").paragraphs()),
    "sentences": (zj.Report.sentences, lambda at: at("report").sentences()),
    "statements": (zj.Report.statements, lambda at: at("report").statements()),
    "catalog": (zj.catalog, lambda at: zj.catalog()),
    "indicators": (zj.indicators, lambda at: zj.indicators()),
    "datasets": (zj.datasets, lambda at: zj.datasets()),
    "compare": (zj.compare, lambda at: zj.compare(at("report").statements(), at("headline"))),
    "change": (zj.change, lambda at: zj.change(at("headline"))),
    "rank": (zj.rank, lambda at: zj.rank(zj.dataset("provinces-2026"), "gdp.growth", 2026)),
    "match": (zj.match, lambda at: zj.match(at("report"))),
    "align": (zj.align, lambda at: zj.align(at("report"), zj.load("zhejiang-2020-zh"))),
    "check": (zj.check, lambda at: zj.check(at("report"))),
    "reports": (Corpus, lambda at: at("figures").reports),
    "errors": (Corpus, lambda at: at("figures").errors),
    "score": (Score.table, lambda at: zj.score([], at("report").statements()).table()),
    "scorecard": (zj.analyses.scorecard, lambda at: zj.analyses.scorecard()),
    "amplification": (zj.analyses.amplification, lambda at: zj.analyses.amplification()),
    "amplification by nation": (zj.analyses.amplification, lambda at: zj.analyses.amplification(by="nation")),
    "firmness": (zj.analyses.firmness, lambda at: zj.analyses.firmness()),
    "fulfilment": (zj.analyses.fulfilment, lambda at: zj.analyses.fulfilment()),
    "after_miss": (zj.analyses.after_miss, lambda at: zj.analyses.after_miss()),
    "panel": (zj.panel, lambda at: zj.panel(at("headline"), "gdp.growth")),
    "panel, wide": (
        zj.panel,
        lambda at: zj.panel(zj.dataset("provinces-2026"), "gdp.growth", wide="target")[["place"]],
    ),
    "tracking": (zj.analyses.tracking, lambda at: zj.analyses.tracking()),
}


@pytest.mark.filterwarnings("ignore:.*could not be read")
@pytest.mark.parametrize("name", TABLES)
def test_columns_are_in_the_docstring(name, request):
    described, make = TABLES[name]
    told = set(re.findall(r"``([\w.]+)``", inspect.getdoc(described)))
    assert [column for column in make(request.getfixturevalue).columns if column not in told] == []


@pytest.mark.parametrize("name", zj.datasets()["name"])
def test_columns_of_reference_tables_have_a_meaning(name):
    table = zj.dataset(name)
    assert [column for column in table.columns if not table.attrs["fields"][column].strip()] == []
