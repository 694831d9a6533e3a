"""Coding sheets: what is drawn, how far coders agree, and how many rows are right."""

import pandas as pd
import pytest

import zjpolicy as zj
from zjpolicy.comparing.coding import cohens_kappa, wilson


@pytest.fixture
def table():
    return pd.DataFrame({"term": ["生态"] * 90 + ["低碳"] * 10, "match": range(100), "status": "target"})


def test_the_same_seed_draws_the_same_rows(table):
    one, again, other = (zj.sample(table, 20, seed=seed) for seed in (7, 7, 8))
    pd.testing.assert_frame_equal(one, again)
    assert one["row"].tolist() != other["row"].tolist() and one["row"].is_monotonic_increasing
    assert table["match"].iloc[one["row"]].tolist() == one["match"].tolist()


def test_groups_are_drawn_from_alike(table):
    assert zj.sample(table, 8, seed=1, by="term")["term"].value_counts().to_dict() == {"生态": 8, "低碳": 8}
    assert len(zj.sample(table, 50, seed=1, by="term")) == 60  # all ten of the rare one


def test_a_coder_does_not_see_what_was_read(table):
    sheet = zj.sample(table, 5, seed=1, code=["status"])
    assert sheet.columns.tolist() == ["row", "status", "term", "match", "remark"] and sheet["status"].isna().all()


def test_a_sheet_goes_to_excel_and_back(tmp_path, table):
    pytest.importorskip("openpyxl")
    path = tmp_path / "sheet.xlsx"
    zj.export(zj.sample(table, 4, seed=1).assign(correct=["yes", "no", None, "是"]), path)
    row = zj.precision(path).iloc[0]
    assert row[["coded", "correct", "uncoded"]].tolist() == [3, 2, 1]
    assert zj.agreement(path, path)["agreement"].tolist() == [1.0]


def test_agreement_and_what_one_coder_left_out():
    one = pd.DataFrame({"row": range(6), "correct": ["yes", "YES ", "no", "no", None, "yes"]})
    other = pd.DataFrame({"row": range(5, -1, -1), "correct": [None, "no", "no", "yes", "1", True]})
    found = zj.agreement(one, other).iloc[0]
    assert found[["coded", "only_first", "only_second", "categories"]].tolist() == [4, 1, 1, 2]
    assert found["agreement"] == 0.75 and found["kappa"] == pytest.approx(0.5)
    assert found["low"] < 0.75 < found["high"] and found["kappa_low"] < 0.5 < found["kappa_high"]


def test_kappa_and_its_error_are_those_of_the_literature():
    """Three categories; the error as statsmodels 0.14 works it out (``std_kappa``)."""
    counts = [[12, 3, 1], [2, 20, 4], [5, 1, 9]]
    pairs = [(one, other) for one in range(3) for other in range(3) for _ in range(counts[one][other])]
    assert cohens_kappa(pairs) == pytest.approx((0.5679772619611559, 0.08985288622945826), abs=1e-12)


def test_one_category_throughout_has_no_kappa():
    sheet = pd.DataFrame({"row": [1, 2], "correct": ["yes", "yes"]})
    found = zj.agreement(sheet, sheet).iloc[0]
    assert found["agreement"] == 1 and pd.isna(found[["kappa", "kappa_low", "kappa_high"]]).all()


def test_precision_by_term():
    sheet = pd.DataFrame({"term": ["生态", "生态", "空气"], "correct": ["no", "yes", None]})
    found = zj.precision(sheet, by="term").set_index("term")
    assert found.loc["生态", "precision"] == 0.5 and pd.isna(found.loc["空气", "precision"])
    assert (found.loc["空气", "low"], found.loc["空气", "high"]) == (0, 1)


def test_an_interval_holds_its_share():
    for trials in (1, 7, 100):
        for right in range(trials + 1):
            low, high = wilson(right, trials)
            assert 0 <= low <= right / trials <= high <= 1


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda t: zj.sample(t.head(0), 3, 1), zj.TableError, "a table with rows"),
        (lambda t: zj.sample(t, 0, 1), ValueError, "n is a whole number"),
        (lambda t: zj.sample(t, 3, 1, by="place"), zj.TableError, "no column 'place'"),
        (lambda t: zj.precision(t), zj.TableError, "no column 'correct'"),
        (lambda t: zj.precision(t.assign(correct="maybe")), zj.TableError, "'maybe': write yes or no"),
        (
            lambda t: zj.agreement(t.assign(row=1, correct=1), t.assign(row=2, correct=1)),
            zj.TableError,
            "has row 1 twice",
        ),
        (
            lambda t: zj.agreement(t.head(1).assign(row=1, correct=1), t.head(1).assign(row=2, correct=1)),
            zj.TableError,
            "no row was coded in both",
        ),
    ],
)
def test_wrong_calls(table, call, error, message):
    with pytest.raises(error, match=message):
        call(table)
