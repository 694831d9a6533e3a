"""A user's script, as a type checker sees it: CI runs mypy over it, strictly, against the installed package."""

from pathlib import Path
from typing import assert_type

import pandas as pd
from matplotlib.axes import Axes

import zjpolicy as zj
from zjpolicy import export
from zjpolicy.comparing.scoring import Score
from zjpolicy.corpus.read_corpus import Corpus

report = zj.load("zhejiang-2020")
assert_type(report, zj.Report)
assert_type(report.place, str | None)
assert_type(report.year, int | None)
assert_type(zj.Report.from_text("GDP grew by 6.8%.", year=2020, part="review"), zj.Report)
assert_type(report.outline(), pd.DataFrame)
assert_type(report.statements(), pd.DataFrame)
assert_type(report.to_html(), str)
assert_type(report.to_html("page.html"), None)

assert_type(zj.parse_number("11.4 million"), int | float)
assert_type(zj.convert(15, "mu", "ha"), int | float)
assert_type(zj.find_quantities("6.8%"), list[zj.Quantity])
quantity = zj.parse_quantity("no less than 10%")
assert_type(quantity.value, int | float | None)
assert_type(quantity.interval.lower, float)
assert_type(quantity.to("permille"), zj.Quantity)

headline = zj.dataset("headline")
assert_type(headline, pd.DataFrame)
assert_type(zj.compare(report.statements(), headline, better={"gdp.growth": "more"}), pd.DataFrame)
assert_type(zj.change(headline), pd.DataFrame)
assert_type(zj.rank(headline, "gdp.growth", 2020, status="target"), pd.DataFrame)
assert_type(zj.match(report), pd.DataFrame)
assert_type(zj.align(report, zj.load("zhejiang-2020", language="zh")), pd.DataFrame)
assert_type(zj.check(report, reference=headline), pd.DataFrame)
assert_type(zj.cite(headline.iloc[0], style="bibtex"), str)
assert_type(zj.read_table(Path("mine.csv")), pd.DataFrame)
assert_type(zj.catalog(), pd.DataFrame)
assert_type(zj.indicators(), pd.DataFrame)
assert_type(zj.datasets(), pd.DataFrame)
assert_type(zj.analyses.firmness(), pd.DataFrame)
assert_type(zj.score("gold.jsonl", report.statements()), Score)

figures = zj.read_corpus(["zhejiang-2020", b"GDP grew by 6.8%."], workers=2)
assert_type(figures, Corpus)
assert_type(figures.errors, pd.DataFrame)

assert_type(zj.plot.topics(report.statements(), outline=report.outline()), Axes)
export(figures, "figures.csv")

try:
    zj.load(Path("report.pdf"), place="Zhejiang", year=2020)
except zj.SourceError as error:
    print(error)
