"""What users do wrong, and what they are told: one line a wrong call."""

import re
import warnings
from functools import cache

import pandas as pd
import pytest

import zjpolicy as zj
from zjpolicy.cli import main
from zjpolicy.tables.export import export

TEXT = "I. Review of 2019\n\nGDP grew by 6.8%.\n\nII. Targets for 2020\n\nGDP is to grow by 6%-6.5%."


@cache
def report(**known):
    return zj.Report.from_text(TEXT, **{"place": "Zhejiang", "year": 2020, **known})


@cache
def figures():
    return report().statements()


@cache
def headline():
    return zj.dataset("headline")


@cache
def lone():
    return pd.DataFrame([{"place": "Zhejiang", "indicator": "gdp.growth", "period": "2020", "value": 6, "unit": "%"}])


WRONG = [
    # What is asked for is not there.
    (
        lambda: zj.rank(headline(), "gdp_growth", 2020),
        zj.TableError,
        "no figure of 'gdp_growth'; did you mean 'gdp.growth'?",
    ),
    (lambda: zj.rank(headline(), "GDP growth", 2020), zj.TableError, "did you mean 'gdp.growth'?"),
    (
        lambda: zj.rank(headline(), "gdp.growth", 1990),
        zj.TableError,
        "no figure of gdp.growth for 1990; there are 1993 to 2026",
    ),
    (lambda: zj.rank(lone(), "cpi.growth"), zj.TableError, "no figure of cpi.growth; there are: gdp.growth"),
    (lambda: zj.plot.timeline(headline(), "gdp.grwth", "Zhejiang"), zj.TableError, "did you mean 'gdp.growth'?"),
    (
        lambda: zj.plot.timeline(headline(), "gdp.growth", "Zhejang"),
        zj.TableError,
        "'Zhejang'; did you mean 'Zhejiang'?",
    ),
    (lambda: zj.plot.places(headline(), "gdp_growth", 2020), zj.TableError, "did you mean 'gdp.growth'?"),
    (
        lambda: zj.panel(headline(), "gdp_growth"),
        zj.TableError,
        "no figure of 'gdp_growth'; did you mean 'gdp.growth'?",
    ),
    (lambda: zj.panel(headline(), "gdp.growth", wide="gaps"), zj.TableError, "wide='gaps' is no column of the panel"),
    (
        lambda: zj.panel("growth-targets", "gdp.growth"),
        zj.TableError,
        "panel: a table of figures, a Report or a list of them is needed, not str",
    ),
    (lambda: zj.indicators("gdp.growth"), zj.TableError, "to look up a code: zj.indicators().query"),
    (lambda: zj.convert(1, "acres", "hectares"), zj.UnitError, "unknown unit 'acres'; did you mean 'acre'?"),
    (lambda: zj.convert(1, "acre", "hectares"), zj.UnitError, "unknown unit 'hectares'; did you mean 'ha'?"),
    (lambda: zj.convert(1, "亿元", "CNY"), zj.UnitError, "did you mean 'CNY', with the amount times 100,000,000?"),
    (lambda: zj.convert(1, "plenty", "CNY"), zj.UnitError, "the codes are in zj.dataset('units')"),
    # A thing of another kind is given.
    (lambda: zj.check(figures()), TypeError, "check takes a Report, as zj.load(...) gives, not DataFrame"),
    (lambda: zj.check("zhejiang-2020"), TypeError, "check takes a Report, as zj.load(...) gives, not str"),
    (
        lambda: zj.match("zhejiang-2020"),
        TypeError,
        "report: a Report, as zj.load(...) gives, or its statements, not str",
    ),
    (lambda: zj.align("zhejiang-2020", report()), TypeError, "english: a Report, as zj.load(...) gives"),
    (lambda: zj.align(report(), "zhejiang-2020"), TypeError, "chinese: a Report, as zj.load(...) gives"),
    (lambda: zj.cite(figures()), TypeError, "give figures.loc[0]"),
    (lambda: zj.cite(report()), TypeError, "cite takes one row, not Report: give figures.loc[0]"),
    (
        lambda: zj.compare(report(), figures()),
        zj.TableError,
        "a DataFrame is needed, not Report: give report.statements()",
    ),
    (lambda: zj.rank(report()), zj.TableError, "not Report: give report.statements()"),
    (lambda: zj.change(report()), zj.TableError, "not Report: give report.statements()"),
    (lambda: zj.plot.topics(report()), TypeError, "not Report: give report.statements()"),
    (
        lambda: zj.compare(figures(), figures(), tolerance="1%"),
        TypeError,
        "tolerance is a number such as 0.5, not '1%'",
    ),
    (lambda: zj.plot.targets(figures()), zj.TableError, "give what zj.compare returns"),
    (lambda: zj.plot.promises(figures()), zj.TableError, "give what zj.match returns"),
    (lambda: zj.parse_number("5%"), zj.ReadingError, "not a number: '5%'; parse_quantity reads a number with its unit"),
    (
        lambda: zj.read_table(figures().assign(indicator="GDP growth")),
        zj.TableError,
        "they go to zj.compare as they are",
    ),
    (lambda: zj.load(b"GDP grew by 5%.", year=24), ValueError, "year is a year from 1900 to 2100, not 24"),
    # Files and folders.
    (lambda: zj.read_corpus("nosuchdir/"), zj.SourceError, "nosuchdir/: no such folder"),
    (
        lambda: report().to_html("page.pdf"),
        zj.ExportError,
        "page.pdf: cannot be written: a page is a file that ends in .html or .htm",
    ),
    (
        lambda: export(lone(), "nosuch/out.csv"),
        zj.ExportError,
        "nosuch/out.csv: cannot be written: the folder nosuch does not exist",
    ),
]


@pytest.mark.parametrize(("call", "error", "said"), WRONG, ids=[said[:40] for *_, said in WRONG])
def test_a_wrong_call_is_told_what_to_do(call, error, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(error, match=re.escape(said)):
        call()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("Zhejiang Province", "Zhejiang"),
        ("zhejiang", "Zhejiang"),
        ("Anji County", "Anji"),
        ("HANGZHOU CITY", "Hangzhou"),
        ("Beijing Municipality", "Beijing"),
        ("Tibet Autonomous Region", "Tibet"),
        ("Jilin City", "Jilin City"),
        ("浙江省", "Zhejiang"),
        ("Chaoyang District", "Chaoyang District"),  # a prefecture has the name too
        ("Zixu County", "Zixu County"),
    ],
)
def test_a_place_is_known_however_it_is_written(said, place):
    assert report(place=said).place == place
    assert zj.load(b"GDP grew by 5%.", place=said, year=2020).place == place


@pytest.mark.parametrize("make", [zj.load, zj.Report.from_text], ids=["load", "from_text"])
def test_a_slip_in_a_place_is_a_warning_once(make):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        text = "GDP grew by\n5%."
        said = make(text.encode() if make == zj.load else text, place="Zhejang", year=2020)
        assert said.statements()["place"].tolist() == ["Zhejang"]
    assert [(one.category, str(one.message)) for one in caught] == [
        (zj.SourceWarning, "place 'Zhejang' is unknown; did you mean 'Zhejiang'?")
    ]
    assert caught[0].filename == __file__


@pytest.mark.parametrize("place", ["浙江", "zhejiang", "Zhejiang Province"])
def test_a_chart_knows_a_place_however_it_is_written(place):
    title = zj.plot.timeline(headline(), "gdp.growth", place).get_title()
    assert title.startswith("Zhejiang missed ")


def test_editions_in_the_wrong_order_are_exchanged():
    english, chinese = zj.load("zhejiang-2020-en"), zj.load("zhejiang-2020-zh")
    right = zj.align(english, chinese)
    pd.testing.assert_frame_equal(zj.align(chinese, english), right)
    pd.testing.assert_frame_equal(zj.align(chinese.statements(), english), right)


def test_two_reports_that_are_no_editions_of_one_are_a_warning():
    one, other = (" ".join(f"We built {size * at} parks." for at in range(2, 40)) for size in (7, 11))
    reports = [zj.Report.from_text(text, year=2020, part="review") for text in (one, other)]
    with pytest.warns(
        UserWarning, match="of 38 figures are found in both, in order: are these editions of one report?"
    ):
        zj.align(*reports)


def test_targets_and_outcomes_that_never_meet_are_a_warning():
    targets = lone().assign(status="target", period="2022", place="China")
    with pytest.warns(UserWarning, match="meets an outcome: targets are of China 2022, outcomes of Zhejiang 2020"):
        pairs = zj.compare(targets, lone().assign(status="outcome"))
    assert pairs.attrs["met"] == 0
    assert pairs["verdict"].tolist() == ["no outcome", "no target"]


def test_where_one_target_meets_an_outcome_nothing_is_warned_of():
    targets = pd.concat([lone(), lone().assign(place="China")])
    assert zj.compare(targets, lone()).attrs["met"] == 1


def test_the_command_line_tells_what_was_meant(capsys):
    assert main(["fetch", "zhejang-2021"]) == 1
    assert "did you mean 'zhejiang-2021'?" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["view", "zhejiang-2020", "--year", "24", "-o", "page.html"])
    assert "'24' is no year from 1900 to 2100" in capsys.readouterr().err


def test_the_command_line_writes_no_page_under_another_ending(tmp_path, capsys):
    assert main(["view", "zhejiang-2020", "-o", str(tmp_path / "page.pdf")]) == 1
    assert "ends in .html or .htm" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
