"""What users do wrong, and what they are told: one line a wrong call."""

import inspect
import re
import traceback
import warnings
from functools import cache
from pathlib import Path

import matplotlib.pyplot as plt
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
        "compare: tolerance is a number, such as 0.5, not str '1%'",
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


@pytest.mark.parametrize(("call", "error", "message"), WRONG, ids=[message[:40] for *_, message in WRONG])
def test_a_wrong_call_is_told_what_to_do(call, error, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(error, match=re.escape(message)):
        call()
    assert list(tmp_path.iterdir()) == []


# Arguments with which each public function works, so that one at a time can be given of a wrong type.
@cache
def working():
    figures_, coded = figures(), zj.sample(headline(), 10, 1)
    targets = figures_[figures_["status"] == "target"]
    words = {"growth": ["GDP"]}
    return {
        zj.load: {"source": b"GDP grew by 5%."},
        zj.Report.from_text: {"text": TEXT},
        report().show: {},
        report().statements: {},
        report().to_html: {},
        zj.parse_number: {"text": "5"},
        zj.parse_quantity: {"text": "5%"},
        zj.find_quantities: {"text": "5%"},
        zj.convert: {"value": 1, "unit": "mu", "to": "ha"},
        zj.add_unit: {"code": "quire"},
        zj.compare: {"targets": targets, "outcomes": headline()},
        zj.change: {"table": headline()},
        zj.rank: {"table": headline(), "indicator": "gdp.growth", "period": 2019},
        zj.match: {"report": report()},
        zj.align: {"english": report(), "chinese": report()},
        zj.check: {"report": report()},
        zj.cite: {"row": figures_.iloc[0]},
        zj.indicators: {},
        zj.dataset: {"name": "headline"},
        zj.read_table: {"source": headline().head(3)},
        zj.read_corpus: {"sources": [b"GDP grew by 5%."], "progress": False},
        zj.panel: {"table": headline(), "indicator": "gdp.growth"},
        zj.dictionaries: {},
        zj.attention: {"reports": [report()], "dictionaries": words, "progress": False},
        zj.mentions: {"reports": [report()], "dictionaries": words},
        zj.readability: {"reports": [report()], "progress": False},
        zj.similarity: {"reports": [report(), report(year=2021)], "progress": False},
        zj.export: {"table": figures_, "path": "figures.csv"},
        zj.score: {"gold": figures_.to_dict("records"), "statements": figures_},
        zj.sample: {"table": headline(), "n": 5, "seed": 1},
        zj.agreement: {"first": coded.assign(correct="1"), "second": coded.assign(correct="1")},
        zj.precision: {"sheet": coded.assign(correct="1")},
        zj.analyses.after_miss: {},
        zj.analyses.amplification: {},
        zj.analyses.firmness: {},
        zj.analyses.fulfilment: {},
        zj.analyses.tracking: {},
        zj.plot.targets: {"comparison": zj.compare(targets, headline())},
        zj.plot.promises: {"matches": zj.match(zj.load("zhejiang-2020"))},
        zj.plot.topics: {"table": figures_},
        zj.plot.firmness: {"table": figures_},
        zj.plot.timeline: {"table": headline(), "indicator": "gdp.growth", "place": "Zhejiang"},
        zj.plot.places: {"table": headline(), "indicator": "gdp.growth", "period": 2019},
        zj.plot.gaps: {"panel": zj.panel(headline(), "gdp.growth")},
        zj.plot.misses: {"table": zj.analyses.fulfilment()},
        zj.plot.attention: {"table": zj.attention([report(), report(year=2021)], words, progress=False)},
    }


def every_public_function():
    rooms = [(zj, zj.__all__), (zj.plot, vars(zj.plot)), (zj.analyses, vars(zj.analyses))]
    held = [getattr(room, name) for room, names in rooms for name in names if not name.startswith("_")]
    made = [each for each in held if inspect.isfunction(each) and each.__module__.startswith("zjpolicy")]
    methods = [zj.Report.from_text, report().show, report().statements, report().to_html]
    return [each for each in (*made, *methods) if inspect.signature(each).parameters]


def _name(function):
    return f"{function.__module__}.{function.__qualname__}"


class Other:
    """Nothing that anything takes."""


OTHERS = [None, 5, float("nan"), "zzz", b"x", Other(), [1, 2], {"a": 1}, len, Path("nowhere")]
NAMES = [_name(each) for each in every_public_function()]


@pytest.mark.parametrize("called", NAMES)
def test_an_argument_of_any_type_works_or_is_told_clearly(called, tmp_path, monkeypatch, request):
    """Every public function with each argument of another type: never an error of pandas, numpy or Python's own."""
    monkeypatch.chdir(tmp_path)
    (function, right), *_ = [(each, given) for each, given in working().items() if _name(each) == called]
    if function is zj.add_unit:
        request.getfixturevalue("own_units")
    unclear = []
    for name in inspect.signature(function).parameters:
        for other in (*OTHERS, pd.DataFrame({"a": [1]}), pd.Series([1, 2]), report()):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                try:
                    function(**right | {name: other})
                except zj.ZjpolicyError:
                    pass
                except Exception as error:
                    last = traceback.extract_tb(error.__traceback__)[-1]
                    ours = Path(zj.__file__).parent in Path(last.filename).parents and "raise" in last.line
                    if not (ours and isinstance(error, TypeError | ValueError)):
                        unclear.append(f"{name}={other!r:.40}: {error!r:.90}")
    plt.close("all")
    assert unclear == []


@pytest.mark.parametrize(
    ("written", "place"),
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
def test_a_place_is_known_however_it_is_written(written, place):
    assert report(place=written).place == place
    assert zj.load(b"GDP grew by 5%.", place=written, year=2020).place == place


@pytest.mark.parametrize("make", [zj.load, zj.Report.from_text], ids=["load", "from_text"])
def test_a_slip_in_a_place_is_a_warning_once(make):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        text = "GDP grew by\n5%."
        made = make(text.encode() if make == zj.load else text, place="Zhejang", year=2020)
        assert made.statements()["place"].tolist() == ["Zhejang"]
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
