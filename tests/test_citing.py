"""References of figures, as text and BibTeX."""

import pandas as pd
import pytest

import zjpolicy as zj

ADDRESS = "https://www.zj.gov.cn/art/2020/7/9/art_1568591_50184955.html"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_restated_figure_is_cited_from_the_official_report(language: str) -> None:
    figures = zj.load("zhejiang-2020", language=language).statements()
    official = zj.dataset("zhejiang-2020").set_index("ref")
    row = figures[figures["indicator"] == "gdp.level"].iloc[0]
    cited = zj.cite(row)
    known = official[official["indicator"] == "gdp.level"].iloc[0]
    assert cited == (
        "Yuan Jiajun, Report on the Work of the Government 2020, Zhejiang, 12 January 2020, "
        f'section {known["section"]}, paragraph {known["paragraph"]}, "{known["surface"]}". {ADDRESS}'
    )


def test_every_figure_of_the_bundled_editions_can_be_cited() -> None:
    for language in ("en", "zh"):
        for _, row in zj.load("zhejiang-2020", language=language).statements().iterrows():
            assert zj.cite(row).endswith(ADDRESS)


def test_bibtex() -> None:
    row = zj.load("zhejiang-2020").statements().query("indicator == 'gdp.growth'").iloc[0]
    assert zj.cite(row, style="bibtex").splitlines() == [
        f"@misc{{zhejiang-2020-en-{row['start']},",
        "  author = {{Yuan Jiajun}},",
        "  title = {Report on the Work of the Government 2020},",
        "  year = {2020},",
        "  howpublished = {Zhejiang},",
        '  note = {Section I, paragraph 7, "6.8\\%"},',
        f"  url = {{{ADDRESS}}}",
        "}",
    ]


def test_a_report_of_ones_own() -> None:
    text = "Report on the Work of the Government\n\nI. Review of 2020\n\nThe town built 12 wells & 3 roads."
    report = zj.Report.from_text(text, place="Anji", year=2021)
    row = report.statements().iloc[0]
    assert zj.cite(row, report=report) == (
        'Report on the Work of the Government, Anji, 2021, section I, paragraph 3, "12".'
    )
    assert zj.cite(row).startswith("Report on the Work of the Government, Anji, ")
    assert report.key not in zj.cite(row), "a hash tells nobody anything"
    named = zj.Report.from_text("GDP grew by 6% in 2020.", key="zixu-2021")
    cited = zj.cite(named.statements().iloc[0], report=named)
    assert cited == 'Report on the Work of the Government (zixu-2021), paragraph 1, "6%".'


def test_a_row_of_a_reference_table_names_its_source() -> None:
    row = zj.dataset("headline").query("place == 'Zhejiang' and indicator == 'gdp.growth'").iloc[0]
    cited = zj.cite(row)
    assert cited.startswith(row["source_title"])
    assert cited.endswith(row["source_url"])
    assert f"浙江，{row['period']}年：地区生产总值增速" in cited


def test_a_report_in_chinese_is_cited_in_chinese() -> None:
    text = "政府工作报告\n\n一、2022年工作回顾\n\n全县生产总值达到215亿元。"
    row = zj.Report.from_text(text, year=2023).statements().iloc[0]
    county = zj.Report.from_text(text, place="子虚县", year=2023)
    assert zj.cite(row, report=county) == "政府工作报告，子虚县，2023年，第一部分，第3段，“215亿元”。"
    assert "  note = {第一部分，第3段，“215亿元”}" in zj.cite(row, report=county, style="bibtex")
    known = zj.Report.from_text(text, place="Zhejiang", year=2023)
    assert zj.cite(row, report=known).startswith("政府工作报告，浙江，2023")
    spoken = zj.cite({"report": "zhejiang-2011-zh", "section": "I", "paragraph": 4, "surface": "9%"})
    assert spoken.startswith("吕祖善，政府工作报告，浙江，2011年1月16日，第一部分，第4段，“9%”。 http://")


@pytest.mark.parametrize("name", ["zhejiang-2020", "headline", "provinces-2026", "scorecard-2019", "pledges-2020"])
def test_bibtex_of_reference_tables_has_a_key_for_each_figure(name: str) -> None:
    table = zj.dataset(name)
    cited = [zj.cite(row, style="bibtex") for _, row in table.iterrows()]
    keys = [entry.splitlines()[0] for entry in cited]
    assert len(set(keys)) == len(table) and all(key.isascii() for key in keys)
    assert all("  note = {" in entry for entry in cited)


@pytest.mark.parametrize(
    ("known", "year"),
    [
        ({"source_title": "a newspaper (2021-01-28; copy)", "announced_in": "2020 report"}, "2021"),
        ({"source_title": "政府工作报告", "delivered": "2026-01-26", "announced_in": "2025 report"}, "2026"),
        ({"source_title": "2015年政府工作报告", "announced_in": "2015 report"}, "2015"),
        ({"source_title": "GDP up 3.6 pct in 2020"}, None),
        ({"source_title": "a notice", "announced_in": "2018-2020 plan"}, None),
    ],
)
def test_the_year_is_that_of_the_source(known: dict[str, str], year: str | None) -> None:
    row = {"place": "Anji", "period": "2020", "measure": "wells", "value": 12.0, "unit": "count", "comparator": ">="}
    cited = zj.cite(row | known, style="bibtex")
    assert (f"year = {{{year}}}" in cited) if year else ("year" not in cited)
    chinese = any("政府" in str(told) for told in known.values())
    assert f"note = {{{'安吉，2020年：wells，不低于12' if chinese else 'Anji, 2020: wells, at least 12'}}}" in cited


@pytest.mark.parametrize(
    ("greeting", "language"),
    [("各位代表：", "zh"), ("同志们：", "zh"), ("Fellow deputies,", "en"), ("Fellow Deputies:", "en")],
)
def test_a_salutation_is_no_title(greeting, language):
    body = "全县生产总值增长6.8%。" if language == "zh" else "GDP of the county grew by 6.8%."
    report = zj.Report.from_text(f"{greeting}\n\n{body}", place="Anji", year=2021)
    for style in ("text", "bibtex"):
        assert greeting.rstrip("：:,") not in zj.cite(report.statements().iloc[0], report=report, style=style)


def test_rows_made_of_others_say_what_to_cite() -> None:
    text = "I. Review of 2019\n\nGDP grew by 6.8%.\n\nII. Plan for 2020\n\nGDP is to grow by 6%."
    report = zj.Report.from_text(text, place="Zhejiang", year=2020)
    figures, headline = report.statements(), zj.dataset("headline")
    made = {
        "a pair: cite targets.iloc": zj.compare(figures, headline),
        "a match: cite the statement": zj.match(report),
        "a pair: cite the statement": zj.align(report, report),
        "a finding: cite the statement": zj.check(zj.load("zhejiang-2020")),
        "made of others: cite table.iloc": zj.rank(zj.dataset("provinces-2026"), "gdp.growth", "2026", status="target"),
    }
    made["made of others"] = zj.change(headline)
    for what, table in made.items():
        with pytest.raises(zj.TableError, match=f"the row is {what}"):
            zj.cite(table.iloc[0])
    pair = made["a pair: cite targets.iloc"].query("target_row.notna()").iloc[0]
    assert zj.cite(figures.iloc[pair["target_row"]], report=report)


def test_what_cannot_be_cited() -> None:
    with pytest.raises(zj.TableError, match="neither 'report' nor 'source_title'"):
        zj.cite(pd.Series({"value": 6.8}))
    with pytest.raises(ValueError, match="style is"):
        zj.cite({"report": "x"}, style="apa")  # type: ignore[arg-type]


def test_what_tex_would_misread_is_escaped() -> None:
    row = {"source_title": "R&D_{50%} ~ $1 #2 ^ \\", "place": "Anji", "period": "2020", "measure": "wells"}
    assert r"title = {R\&D\_\{50\%\} \textasciitilde{} \$1 \#2 \textasciicircum{} \textbackslash{}}" in zj.cite(
        row, style="bibtex"
    )
