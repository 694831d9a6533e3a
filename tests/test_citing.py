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
    assert zj.cite(row).startswith(f"report {report.key}, ")


def test_a_row_of_a_reference_table_names_its_source() -> None:
    row = zj.dataset("headline").query("place == 'Zhejiang' and indicator == 'gdp.growth'").iloc[0]
    cited = zj.cite(row)
    assert cited.startswith(row["source_title"])
    assert cited.endswith(row["source_url"])
    assert f"Zhejiang, {row['period']}: gdp.growth" in cited


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
