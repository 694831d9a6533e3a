"""How alike texts are: against the formulas written down once more, and against published levels."""

import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import zjpolicy as zj
from zjpolicy.attention.ngrams import Space, ngrams

TEXTS = {
    ("Anhui", 2019): "坚持绿色发展，改善生态环境。",
    ("Anhui", 2020): "坚持创新发展，改善生态环境。",
    ("Gansu", 2020): "办好民生实事，新建学校。",
}


@pytest.fixture
def reports():
    return [
        zj.Report.from_text(text, place=place, year=year, key=f"{place}-{year}")
        for (place, year), text in TEXTS.items()
    ]


def cosine(one, other):
    dot = sum(weight * other.get(gram, 0) for gram, weight in one.items())
    return dot / math.sqrt(sum(w * w for w in one.values()) * sum(w * w for w in other.values()))


counters = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 5), min_size=1).map(Counter)


@given(st.lists(counters, min_size=2, max_size=4))
def test_the_formulas(texts):
    space, size = Space(texts), len(texts)
    idf = {
        gram: math.log((1 + size) / (1 + sum(gram in text for text in texts))) + 1 for text in texts for gram in text
    }
    one, other = texts[0], texts[1]
    weighted = [{gram: count * idf[gram] for gram, count in text.items()} for text in (one, other)]
    both = len(one.keys() & other.keys())
    assert space.similarity(0, 1, "count") == pytest.approx(cosine(one, other))
    assert space.similarity(0, 1, "tfidf") == pytest.approx(cosine(*weighted))
    assert space.similarity(0, 1, "jaccard") == pytest.approx(both / len(one.keys() | other.keys()))
    assert space.similarity(0, 1, "containment") == pytest.approx(both / len(one))
    assert space.similarity(1, 0, "containment") == pytest.approx(both / len(other))


def test_no_ngram_reaches_over_punctuation():
    assert set(ngrams(zj.Report.from_text("绿色，发展\n好", language="zh"), 2)) == {"绿色", "发展", "展好"}
    assert set(ngrams(zj.Report.from_text("Green growth, clean\nair.", language="en"), 2)) == {
        "green growth",
        "clean air",
    }


def test_each_with_each(reports):
    table = zj.similarity(reports, method="count")
    assert len(table) == 6
    pairs = table.set_index(["report", "to"])["similarity"]
    assert pairs["Anhui-2019", "Anhui-2020"] == pairs["Anhui-2020", "Anhui-2019"] > pairs["Anhui-2019", "Gansu-2020"]


def test_to_one_by_key_by_report_and_to_the_one_before(reports):
    by_key = zj.similarity(reports, to="Gansu-2020")
    assert by_key["report"].tolist() == ["Anhui-2019", "Anhui-2020"] and set(by_key["to_place"]) == {"Gansu"}
    by_report = zj.similarity(reports[:2], to=reports[2])
    assert by_report["similarity"].tolist() == by_key["similarity"].tolist()
    assert by_report.attrs["recipe"]["documents"] == 3
    before = zj.similarity(reports, to="previous")
    assert before[["report", "to", "to_year"]].values.tolist() == [["Anhui-2020", "Anhui-2019", 2019]]


def test_an_empty_text_is_like_none(reports):
    table = zj.similarity([reports[0], zj.Report.from_text("。", language="zh", key="empty")])
    assert table["similarity"].isna().all()


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda given: zj.similarity(given, n=0), ValueError, "n is a whole number"),
        (lambda given: zj.similarity(given, method="doc2vec"), ValueError, "method is one of tfidf"),
        (lambda given: zj.similarity(given[:1]), zj.TableError, "two reports or more; 1 could be read"),
        (lambda given: zj.similarity([*given, "zhejiang-2020-en"]), zj.TableError, "in en and zh"),
        (lambda given: zj.similarity(given, to="Gansu-1999"), zj.TableError, "no report 'Gansu-1999'"),
    ],
)
def test_wrong_calls(reports, call, error, message):
    with pytest.raises(error, match=message):
        call(reports)


def test_published_levels(corpus):
    """24 reports: the nation's of 2022 and 23 provinces' of 2026."""
    provinces = sorted((corpus / "provinces-2026").glob("*.txt"))
    nation = zj.load(corpus / "china-2022-zh.txt", place="China", year=2022)
    base = zj.similarity(provinces, to=nation)
    assert len(base) == 23 and base["similarity"].between(0.395, 0.565).all()
    plain = zj.similarity(provinces, to=nation, method="count")
    assert plain["similarity"].between(0.67, 0.785).all()
    assert base["similarity"].rank().corr(plain["similarity"].rank()) > 0.8
