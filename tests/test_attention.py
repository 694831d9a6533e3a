"""What a report talks about: matches, measures, context, against cases, a plain count, and published results."""

import csv
import re
import unicodedata
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import zjpolicy as zj
from zjpolicy.attention.counting import counts
from zjpolicy.attention.pieces import characters
from zjpolicy.languages.searchable import searchable
from zjpolicy.registry.dictionaries import word_lists

CASES = Path(__file__).parent / "cases" / "matches.csv"
ENVIRONMENT = "environment.chen_chen_2018"
COUNTED = "count chars sentences per_10k_chars char_share sentence_hits sentence_share".split()
ZH = """浙江省人民政府工作报告

各位代表：

一、二〇一九年工作回顾

过去一年，空气更清新。农民收入稳步增长！

（一）生态

污染减少，生态向好。

二、二〇二〇年工作安排

今年要节能减排。办好学校。
"""


def cases():
    with open(CASES, encoding="utf-8", newline="") as stream:
        return [pytest.param(row, id=row["note"]) for row in csv.DictReader(stream)]


def plain(cell):
    return cell.replace("\\n", "\n").replace("\\u200b", "\u200b")


@pytest.mark.parametrize("case", cases())
def test_a_case(case):
    report = zj.Report.from_text(plain(case["text"]), language=case["language"], place="China", year=2020)
    found = zj.mentions(report, {"own": case["terms"].split("|")}, part="raw")
    assert found["term"].tolist() == [term for term in case["matches"].split("|") if term]
    assert all(report.text[start:end] for start, end in zip(found["start"], found["end"], strict=True))


# -- an independent count ---------------------------------------------------------------------------------------------


def clean(text):
    """The definitions of the reference results, written down once more with the standard library alone."""
    text = re.sub("[\u200b-\u200d\u2060\ufeff\u00ad]", "", text)
    wide = {
        code: code - 0xFEE0 for code in (0xFF0E, *range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
    }
    return "".join(character for character in text.translate(wide).lower() if not character.isspace())


def is_counted(character):
    return unicodedata.category(character)[0] in "LMN"


def reference(text, terms):
    text, terms = clean(text), sorted(map(clean, terms), key=len, reverse=True)
    matches, at = [], 0
    while at < len(text):
        term = next((term for term in terms if text.startswith(term, at)), None)
        if term is None:
            at += 1
            continue
        matches.append((at, at + len(term)))
        at += len(term)
    chars = sum(map(is_counted, text))
    bounds, start = [], 0
    for end in [*(found.start() for found in re.finditer("[。！？]", text)), len(text)]:
        if any(map(is_counted, text[start:end])):
            bounds.append((start, end))
        start = end + 1
    hits = sum(any(start <= match < end for match, _ in matches) for start, end in bounds)
    return len(matches), chars, len(bounds), hits


TERMS = ["生态", "生态环境", "环境", "污染", "PM2.5", "PM10", "空气"]
PARTS = [*TERMS, "ＰＭ\n２．５", "。", "！", "，", "\n", "　", "\u200b", "改善", "（", "１０", "“", "”", "态", "é"]


@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join))
def test_counts_as_a_plain_count_does(text):
    report = zj.Report.from_text(text, language="zh")
    row = counts(report, word_lists({"own": TERMS}), ["raw"])[0]
    assert (row["count"], row["chars"], row["sentences"], row["sentence_hits"]) == reference(text, TERMS)


@given(st.text(max_size=60), st.booleans())
def test_folding_finds_the_way_back(text, spaced):
    folded = searchable(text, spaced)
    assert len(folded.text) == len(folded.shown)
    for place, character in enumerate(folded.shown):
        origin = text[folded.origin(place)]
        assert (
            character == origin
            or searchable(origin, spaced).shown == character
            or (character == " " and not origin.isalnum())
        )


@given(st.text(max_size=60))
def test_counted_characters_are_letters_marks_and_numbers(text):
    same = [character for character in text if unicodedata.category(character) != "Cn"]  # what Unicode may yet assign
    assert characters("".join(same)) == sum(map(is_counted, same))


# -- published results ------------------------------------------------------------------------------------------------


def body(text):
    """A national report without the furniture of its page, as the reference results were made."""
    end = text.find("本作品是中华人民共和国的")
    return text[text.find("各位代表") : end if end > 0 else None]


def test_reference_values_of_national_reports(corpus):
    table = zj.dataset("attention-china")
    lists = table["dictionary"].unique().tolist()
    whole = table[table["term"].isna()].set_index(["year", "dictionary"])
    terms = table[table["term"].notna()].set_index(["year", "dictionary", "term"])["count"]
    paths = [*corpus.glob("china-*-zh.txt"), *corpus.glob("china-1954-2017/china-*-zh.txt")]
    years = {int(path.stem.split("-")[1]): path for path in paths}
    at_hand = sorted(set(years) & set(table["year"]))
    assert len(at_hand) >= 25
    for year in at_hand:
        with open(years[year], encoding="utf-8", newline="") as stream:
            report = zj.Report.from_text(body(stream.read()), place="China", year=year, key=f"china-{year}")
        for row in counts(report, word_lists(lists), ["whole"]):
            expected = whole.loc[(year, row["dictionary"])]
            assert [row[name] for name in COUNTED] == pytest.approx(expected[COUNTED].tolist(), abs=1e-6), (year, row)
        for row in counts(report, word_lists(lists), ["whole"], "term"):
            assert row["count"] == terms.get((year, row["dictionary"], row["term"]), 0), (year, row)


def test_the_values_named_in_the_docs(corpus):
    with open(corpus / "china-1954-2017" / "china-2007-zh.txt", encoding="utf-8", newline="") as stream:
        report = zj.Report.from_text(body(stream.read()))
    row = zj.attention(report, ENVIRONMENT).iloc[0]
    assert (row["chars"], row["sentences"], row["count"], row["sentence_hits"]) == (18_543, 549, 61, 42)
    assert row["per_10k_chars"] == pytest.approx(32.896511, abs=1e-6)
    assert 100 * row["char_share"] == pytest.approx(0.738823, abs=1e-6)
    assert 100 * row["sentence_share"] == pytest.approx(7.650273, abs=1e-6)


# -- the table --------------------------------------------------------------------------------------------------------


@pytest.fixture
def report():
    return zj.Report.from_text(ZH, place="Zhejiang", year=2020, key="mine")


def test_parts_are_counted_apart(report):
    table = zj.attention(report, ENVIRONMENT, part=["whole", "review", "plan"]).set_index("part")
    assert table["count"].to_dict() == {"whole": 5, "review": 4, "plan": 1}
    assert table.loc["plan", "sentence_share"] == 0.5
    assert table["chars"].is_monotonic_decreasing and table.loc["whole", "place"] == "Zhejiang"


def test_sections_add_up_to_the_whole(report):
    whole = zj.attention(report, ENVIRONMENT).iloc[0]
    sections = zj.attention(report, ENVIRONMENT, by="section")
    assert sections[["section", "title", "count"]].values.tolist()[1:] == [
        ["I", "二〇一九年工作回顾", 1],
        ["I.1", "生态", 3],
        ["II", "二〇二〇年工作安排", 1],
    ]
    assert sections[["count", "chars"]].sum().tolist() == whole[["count", "chars"]].tolist()


def test_terms_add_up_to_the_list_and_none_is_left_out(report):
    terms = zj.attention(report, ENVIRONMENT, by="term")
    assert len(terms) == 15 and terms["count"].sum() == 5
    assert terms.set_index("term").loc[["生态", "污染", "低碳"], "count"].tolist() == [2, 1, 0]


def test_a_hit_may_count_for_several_lists(report):
    table = zj.attention(report, {"one": ["生态"], "other": ["生态", "空气"]})
    assert table["count"].tolist() == [2, 3]


def test_a_report_without_the_part_is_told(report):
    other = zj.Report.from_text("空气很好。", language="zh", place="Anhui", year=2020, part="review", key="other")
    with pytest.warns(zj.SourceWarning, match=r"nothing to count in other \(plan\)"):
        table = zj.attention([report, other], ENVIRONMENT, part="plan")
    assert table["count"].tolist() == [1, 0] and table["per_10k_chars"].isna().tolist() == [False, True]


def test_a_report_in_another_language_has_no_row_and_is_told(report):
    with pytest.warns(zj.SourceWarning, match="1 report in en, which none"):
        table = zj.attention([report, "zhejiang-2020-en"], ENVIRONMENT)
    assert table["report"].tolist() == ["mine"]


def test_what_cannot_be_read_stops_nothing(report):
    with pytest.warns(UserWarning, match="1 of 2 documents"):
        table = zj.attention([report, "no-such-file.txt"], ENVIRONMENT)
    assert len(table) == 1 and table.errors["source"].tolist() == ["no-such-file.txt"]
    assert table.reports["report"].tolist() == ["mine"] and "figures" not in table.reports


def test_the_same_text_twice_has_two_keys(report):
    assert zj.attention([report, report], ENVIRONMENT)["report"].tolist() == ["mine", "mine~2"]


def test_columns_never_vary(report):
    filled, empty = zj.attention(report, ENVIRONMENT), zj.attention([], ENVIRONMENT)
    assert filled.dtypes.to_dict() == empty.dtypes.to_dict()
    lines, none = zj.mentions(report, ENVIRONMENT), zj.mentions([], ENVIRONMENT)
    assert lines.dtypes.to_dict() == none.dtypes.to_dict()


@pytest.mark.processes
def test_processes_and_dask_give_the_same(tmp_path):
    for at in range(6):
        (tmp_path / f"{at}.txt").write_text(f"{ZH}\n第{at}次报告空气好。\n" * (at + 1), encoding="utf-8")
    one = zj.attention(tmp_path, [ENVIRONMENT, "rural"], part=["whole", "plan"])
    two = zj.attention(tmp_path, [ENVIRONMENT, "rural"], part=["whole", "plan"], workers=2)
    pd.testing.assert_frame_equal(one, two)
    pytest.importorskip("dask.dataframe")
    lazy = zj.attention(tmp_path, [ENVIRONMENT, "rural"], part=["whole", "plan"], engine="dask")
    pd.testing.assert_frame_equal(one, lazy.compute().reset_index(drop=True), check_frame_type=False)
    assert len(lazy.reports.compute()) == 6


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: zj.attention([], ENVIRONMENT, part="all"), ValueError, 'part is "whole"'),
        (lambda: zj.attention([], ENVIRONMENT, by="place"), ValueError, 'by is "term"'),
        (lambda: zj.attention([], "enviroment.chen_chen_2018"), zj.TableError, "did you mean"),
        (lambda: zj.mentions([], ENVIRONMENT, -1), ValueError, "window is a number"),
    ],
)
def test_wrong_calls(call, error, message):
    with pytest.raises(error, match=message):
        call()


def test_broken_text_is_counted_and_shown():
    text = "一、成就\ud800\n\n\ud800生态\x00污染\ud800。" + "很好。" * 30
    broken = zj.Report.from_text(text, language="zh", year=2020)
    assert zj.mentions(broken, ENVIRONMENT, 2)[["left", "match", "right"]].values.tolist() == [
        ["\ufffd\ufffd", "生态", "\x00污"],
        ["态\x00", "污染", "\ufffd。"],
    ]
    assert zj.attention(broken, ENVIRONMENT, by="section")["count"].sum() == 2


# -- dictionaries -----------------------------------------------------------------------------------------------------


def test_the_bundled_lists_can_be_used_and_say_where_they_are_from():
    table = zj.dictionaries()
    assert table.columns.tolist() == "dictionary language term source doi certainty note".split()
    assert not table[["dictionary", "language", "term", "source", "certainty"]].isna().any(axis=None)
    own = zj.dictionaries(table)  # checked as a user's own lists are: no empty and no doubled term
    pd.testing.assert_frame_equal(own, table)


@pytest.mark.parametrize(
    ("own", "message"),
    [
        ({"x": ["智慧", ""]}, "term 2 is empty: it would match everywhere"),
        ({"x": [" \u200b"]}, "term 1 is empty"),
        ({"x": ["PM2.5", "ＰＭ２．５"]}, "term 2: 'ＰＭ２．５' is the same as dictionary 'x', term 1"),
        ({"x": "环保"}, "its terms are a list"),
        ({"x": []}, "holds no term"),
        ({}, "there is no term in it"),
        ({"x": [2020]}, "is no text"),
        ({"": ["环保"]}, "has a name"),
        (pd.DataFrame({"word": ["环保"]}), "has no column 'dictionary'"),
        (pd.DataFrame({"dictionary": ["x"], "term": [None]}), "row 0 is empty"),
        (pd.DataFrame({"dictionary": ["x"], "term": ["环保"], "language": ["cn"]}), "'cn' is none of en, zh"),
    ],
)
def test_a_list_that_would_count_wrongly_is_refused(own, message):
    with pytest.raises(zj.TableError, match=re.escape(message)):
        zj.dictionaries(own)


def test_lists_of_ones_own_in_every_form(tmp_path, report):
    table = pd.DataFrame({"dictionary": ["air"] * 2, "term": ["空气", "污染"]})
    path = tmp_path / "own.csv"
    table.to_csv(path, index=False)
    for own in (table, path, str(path), {"air": ["空气", "污染"]}, zj.dictionaries(path)):
        assert zj.attention(report, own)["count"].tolist() == [2]
    with pytest.raises(zj.TableError, match=r"own\.csv, line 4 is empty"):
        path.write_text("dictionary,term\nair,空气\nair,污染\nair,\n", encoding="utf-8")
        zj.dictionaries(path)


def test_a_list_without_chinese_is_for_reports_of_any_language(report):
    english = zj.Report.from_text("AI in schools.", place="Anhui", year=2020, key="en")
    assert zj.attention([report, english], {"ai": ["AI"]})["count"].tolist() == [0, 1]


# -- mentions ---------------------------------------------------------------------------------------------------------


def test_mentions_stand_where_they_say(report):
    lines = zj.mentions(report, ENVIRONMENT, 4)
    assert len(lines) == zj.attention(report, ENVIRONMENT)["count"].iloc[0]
    assert [report.text[start:end] for start, end in zip(lines["start"], lines["end"], strict=True)] == (
        lines["match"].tolist()
    )
    assert lines[["part", "section", "left", "match", "right"]].values.tolist()[0] == [
        "review",
        "I",
        "去一年，",
        "空气",
        "更清新。",
    ]
    assert lines["part"].value_counts().to_dict() == {"review": 4, "plan": 1}


def test_mentions_are_shown_as_lines_and_nothing_is_run(report):
    text = "空气<script>好"
    hostile = zj.Report.from_text(text, language="zh", place="Anhui", year=2020, key="x")
    shown = zj.mentions([report, hostile], ENVIRONMENT)
    page = shown[shown["term"] == "空气"]._repr_html_()
    assert page.count("<tr>") == 2 and "<script>" not in page and "<b>空气</b>" in page
    assert "<tr>" in shown[["term", "start"]]._repr_html_()
    long = zj.mentions(zj.Report.from_text("空气。" * 70, language="zh"), ENVIRONMENT)
    assert long._repr_html_().endswith("<p>… and 10 more</p>")


# -- readability ------------------------------------------------------------------------------------------------------


def test_readability_counts_what_it_says(report):
    review = "一、2019年工作回顾\n\n生产总值增长6%；物价上涨2%。民生改善。"
    text = f"{review}\n\n二、2020年工作安排\n\n新增就业100万人。办好学校。"
    report = zj.Report.from_text(text, place="Zhejiang", year=2020)
    row = zj.readability(report, part="plan").iloc[0]
    assert (row["sentences"], row["clauses"], row["figures"], row["target_sentences"]) == (2, 2, 1, 1)
    whole = zj.readability(report).iloc[0]
    assert (whole["sentences"], whole["clauses"], whole["figures"]) == (4, 5, 3)
    assert whole["chars_per_sentence"] == whole["chars"] / 4 and whole["target_sentence_share"] == 0.25


# -- the annotated page -----------------------------------------------------------------------------------------------


@pytest.fixture
def both():
    """A report whose figure stands right behind a term, and one term inside of a figure."""
    report = zj.Report.from_text("今年空气优良天数达到300天<b>，污染减少5%。", place="Anhui", year=2020, key="both")
    return report, zj.mentions(report, {"own": ["空气", "污染", "00天<"]})


def test_mentions_are_marked_on_the_page_on_demand(both):
    report, lines = both
    page, bare = report.to_html(mentions=lines), report.to_html()
    assert re.findall("<mark id=.*?</mark>", page) == [
        '<mark id="m-2" title="own: 空气">空气</mark>',
        '<mark id="m-18" title="own: 污染">污染</mark>',
    ]
    assert "<mark" not in bare and "出自own</dd>" in page and "&lt;b&gt;" in page
    assert page.count('class="mark ') == bare.count('class="mark ')  # no figure is lost to a term


def test_mentions_are_marked_in_a_notebook_and_in_a_terminal(both):
    report, lines = both
    shown = report.show(mentions=lines)
    assert shown._repr_html_().count("<mark title='own: ") == 2
    assert "今年*空气*优良天数达到[300天" in repr(shown)
    assert "*" not in repr(report.show())


def test_mentions_of_another_report_are_refused(both, report):
    with pytest.raises(zj.TableError, match="of other reports than mine"):
        report.to_html(mentions=both[1])
    with pytest.raises(zj.TableError, match="lack the column report, start, end, dictionary"):
        report.show(mentions=both[1][["term"]])


def test_a_wikis_notice_of_licence_is_no_part_of_a_report():
    notice = "本作品是中华人民共和国的\n法律\n，属于公有领域，污染与环保不在其中。\n\n注：中文维基的说明，环保。"
    text = f"{ZH}\n各位代表，让我们共同努力！\n\n\n{notice}\n\nPublic domain\n"
    whole = zj.attention(zj.Report.from_text(text, place="Zhejiang", year=2020), ENVIRONMENT, part=["whole", "raw"])
    assert whole["count"].tolist() == [5, 8]


# -- corpora as people hold them --------------------------------------------------------------------------------------


def test_a_table_and_a_file_of_texts_are_counted(tmp_path):
    table = pd.DataFrame({"省份": ["浙江", "安徽"], "年份": [2020, 2021], "正文": ["空气好。生态好。", "污染少。"]})
    path = tmp_path / "texts.csv"
    table.to_csv(path, index=False)
    for reports in (table, path):
        counts_ = zj.attention(reports, ENVIRONMENT)
        assert counts_[["place", "year", "count"]].values.tolist() == [["Zhejiang", 2020, 2], ["Anhui", 2021, 1]]
    assert zj.mentions(table, ENVIRONMENT)["match"].tolist() == ["空气", "生态", "污染"]
    assert len(zj.similarity(table)) == 2
