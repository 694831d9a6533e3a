"""Structure and metadata: headings, parts, paragraphs, sentences, and what a text says of itself."""

import csv
import datetime
from collections import defaultdict
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import zjpolicy as zj
from zjpolicy.documents import document, outline
from zjpolicy.documents.extracted import Mark
from zjpolicy.documents.file_names import named_by
from zjpolicy.documents.numbering import Number, depths, written
from zjpolicy.languages.numerals import in_characters, value_of

CASES = Path(__file__).parent / "cases"


def rows(name):
    """The rows of a table of cases."""
    with open(CASES / name, encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def by_case(name):
    """Rows of a table by their case and language."""
    found = defaultdict(list)
    for row in rows(name):
        found[f"{row['language']} {row['case']}"].append(row)
    return found


OUTLINES = by_case("outlines.csv")

PAGE = """> HOME > Documents
Report on the Work of the Government 2019
Date: 2019-02-03 10:00

Fellow deputies, on behalf of the People's Government of Hubei Province I report to you.

I. Review of the work in 2018

1. Farms

Grain output rose by 3%.Milk output reached 2 million tons.

2. Towns

Roads were paved
in 80 towns.

II. Tasks for 2019

1. We will dig 70 wells.

2. We will pave 80 roads, and light 90 streets.

print close
Produced by a web office
"""


@pytest.fixture(scope="module")
def page():
    return zj.Report.from_text(PAGE)


def test_a_page_says_what_it_is(page):
    assert (page.title, page.place, page.year) == ("Report on the Work of the Government 2019", "Hubei", 2019)
    assert (page.published, page.delivered, page.language) == (datetime.date(2019, 2, 3), None, "en")


def test_headings_and_items_make_an_outline(page):
    outline = page.outline()
    assert outline["number"].tolist() == ["I", "1", "2", "II", "1", "2"]
    assert outline["level"].tolist() == [1, 2, 2, 1, 2, 2]
    assert outline["part"].tolist() == ["review"] * 3 + ["plan"] * 3
    assert [PAGE[row.start : row.end].startswith(row.number) for row in outline.itertuples()] == [True] * 6
    assert PAGE[outline.loc[1, "start"] : outline.loc[1, "end"]].strip().endswith("2 million tons.")


def test_furniture_of_a_page_is_no_part_of_the_report(page):
    paragraphs = page.paragraphs()
    aside = paragraphs.loc[paragraphs["boilerplate"], "text"].tolist()
    assert aside == ["> HOME > Documents", "Date: 2019-02-03 10:00", "print close", "Produced by a web office"]
    assert paragraphs["paragraph"].tolist() == list(range(1, len(paragraphs) + 1))


def test_a_line_break_inside_a_sentence_does_not_end_it(page):
    assert "Roads were paved\nin 80 towns." in page.sentences()["text"].tolist()


def test_a_glued_sentence_end_is_one(page):
    assert {"Grain output rose by 3%.", "Milk output reached 2 million tons."} <= set(page.sentences()["text"])


def test_figures_stand_in_their_section(page):
    table = page.statements()
    assert table[["section", "surface"]].values.tolist() == [
        ["I.1", "3%"], ["I.1", "2 million tons"], ["I.2", "80"], ["II.1", "70"], ["II.2", "80"], ["II.2", "90"]
    ]  # fmt: skip


@pytest.mark.parametrize("name", OUTLINES)
@pytest.mark.parametrize("end", ["\n\n", "\r\n\r\n", "\r\r", "\n\u3000\u3000"])
def test_each_line_has_its_section_and_part(name, end):
    lines = OUTLINES[name]
    report = zj.Report.from_text(
        end.join(row["line"] for row in lines), year=int(lines[0]["year"]), language=lines[0]["language"]
    )
    table = report.paragraphs()
    told = table[["text", "section", "part"]].fillna("").values.tolist()
    assert told == [[row["line"], row["section"], row["part"]] for row in lines]


@pytest.mark.parametrize("name", OUTLINES)
def test_outline_and_sections_join(name):
    lines = OUTLINES[name]
    report = zj.Report.from_text("\n\n".join(row["line"] for row in lines), year=int(lines[0]["year"]))
    table = report.outline()
    assert table["section"].is_unique
    joined = report.paragraphs().merge(table, on="section", how="left", suffixes=("", "_of_heading"))
    assert len(joined) == len(lines)
    inside = joined["section"].notna()
    assert joined.loc[inside, "title"].notna().all()
    assert (joined.loc[inside, "start"] >= joined.loc[inside, "start_of_heading"]).all()
    assert (joined.loc[inside, "end"] <= joined.loc[inside, "end_of_heading"]).all()


def test_a_text_without_line_breaks_is_parted_at_its_headings():
    filler = "各乡各村道路通畅，渠道整修一新，树木成林。" * 80
    text = f"各位代表：一、2019年工作回顾 过去一年，{filler}二、2020年目标任务 {filler}"
    assert "\n" not in text
    outline = zj.Report.from_text(text, year=2020).outline()
    assert outline[["number", "title", "part"]].values.tolist() == [
        ["I", "2019年工作回顾", "review"], ["II", "2020年目标任务", "plan"]
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("This year's targets:\n\nWe will dig wells.\n\n-- GDP growth of 6%\n\n-- 20 schools\n\n-- 30 wells", 3),
        ("各位代表：\n\n今年要做好以下工作。\n\n——生产总值增长6%\n\n——新建学校20所", 2),
        (
            "Good work was done.\n\nWe dug 30 wells.\n\nThanks.\n\nNext year we will build 20 schools, and dig 9 wells",
            3,
        ),
        ("工作顺利。\n\n打井30口。\n\n谢谢大家。\n\n来年新建学校20所，新修公路30公里", 3),
    ],
)
def test_what_ends_a_report_without_a_stop_is_no_footer(text, rows):
    assert len(zj.Report.from_text(text, year=2020, place="Hubei").statements()) == rows


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "Good work was done.\n\nWe dug 30 wells.\n\nShare\n\n-- back to top\n\nHits: 20 today",
            "1 figure .*, '20",
        ),
        ("工作顺利。\n\n打井30口。\n\n谢谢大家。\n\n点击20次", "1 figure .*, '20"),
    ],
)
def test_figures_taken_for_the_foot_of_a_page_are_told(text, message):
    with pytest.warns(zj.SourceWarning, match=message):
        assert len(zj.Report.from_text(text, year=2020, place="Hubei").statements()) == 1


def test_the_structure_is_read_once(monkeypatch):
    read = []

    def counted(*given):
        read.append(given)
        return outline.read_layout(*given)

    monkeypatch.setattr(document, "read_layout", counted)
    report = zj.Report.from_text(PAGE)
    report.statements(), report.outline(), report.title, report.year, report.place
    assert len(read) == 1


@pytest.mark.parametrize("row", rows("metadata.csv"), ids=lambda row: row["text"][:30])
def test_what_a_text_says_of_itself(row):
    report = zj.Report.from_text(row["text"].replace("\\n", "\n"), language=row["language"])
    told = {name: str(getattr(report, name) or "") for name in ("title", "speaker", "place", "year", "delivered")}
    assert told == {name: row[name] for name in told}


@given(st.integers(1, 99))
def test_chinese_numbers_of_headings(value):
    assert value_of(in_characters(value)) == value
    assert written(in_characters(value), 2) == str(value)
    assert value_of(written(in_characters(value), 1)) == value


@pytest.mark.parametrize("numeral", ["", "十十", "一二三", "A", "十A", "second-hand", "st"])
def test_what_is_no_numeral_has_no_value(numeral):
    assert value_of(numeral) == 0


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 6))))
def test_levels_begin_at_one_and_none_is_skipped_below(numbers):
    levels = depths([Number(rank, value, rank) for rank, value in numbers])
    assert len(levels) == len(numbers)
    assert all(level >= 1 for level in levels)
    assert all(level <= len(numbers) for level in levels)


@given(
    st.lists(
        st.sampled_from(["一、", "二、", "（一）", "1.", "今年目标", "回顾", "。", "\n", "\r", "增长3%", " ", "I. "])
    )
)
def test_any_lines_are_kept_whole(pieces):
    text = "".join(pieces)
    paragraphs = zj.Report.from_text(text, language="zh", year=2020).paragraphs()
    kept = "".join(paragraphs["text"].str.replace(r"\s", "", regex=True))
    assert kept == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Part One A look back\n\nWe paved 8 roads.\n\nPart Two Goals for the year\n\nWe will pave 9.",
            ["review", "plan"],
        ),
        ("Over the past year, 8 roads were paved.\n\nThis year, we will pave 9 roads.", ["review", "plan"]),
        ("We paved 8 roads.\n\nWe will pave 9 roads.", [None, None]),
    ],
)
def test_parts_are_told_by_headings_or_opening_words(text, parts):
    told = zj.Report.from_text(text).sentences()
    told = told[told["text"].str.contains("8|9")]["part"]
    assert [part if isinstance(part, str) else None for part in told] == parts


def test_headings_without_numbers_are_numbered_through():
    body = "Many roads were paved in every county of the province during the year.\n\n"
    opening = "Opening words stand here and are long enough to be a paragraph.\n\n"
    text = f"{opening}Roads and Bridges\n\n{body}Wells and Ponds\n\n{body}"
    assert zj.Report.from_text(text).outline()["number"].tolist() == ["1", "2"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On behalf of the State Council I report.", "China"),
        ("On behalf of the Guangdong Provincial People's Government, I report.", "Guangdong"),
        ("On behalf of the Shanghai Municipal People's Government, I report.", "Shanghai"),
        ("I report to you today.", None),
    ],
)
def test_the_place_is_the_government_that_speaks(text, expected):
    assert zj.Report.from_text(text).place == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I. Review of 2018\n\nText.\n\nII. Plans for 2019\n\nText.", 2019),
        ("Report on the Work of the Government 2018\n\nII. Plans for 2019\n\nText.", 2019),
        ("Report on the Work of the Government 2018\n\nText.", 2018),
        ("No year at all.", None),
    ],
)
def test_the_year_is_the_one_planned_for(text, expected):
    assert zj.Report.from_text(text).year == expected


def test_what_is_given_is_not_looked_for():
    report = zj.Report.from_text(PAGE, place="Hunan", year=2001)
    assert (report.place, report.year) == ("Hunan", 2001)


def test_a_speech_names_its_day():
    text = "Report on the Work of the Government\n\nDelivered at the Third Session on January 16, 2019\n\nDeputies,"
    assert zj.Report.from_text(text).delivered == datetime.date(2019, 1, 16)


def test_no_sentence_holds_a_whole_file():
    text = "word " * 10_000 + "and 5 roads"
    lengths = zj.Report.from_text(text).sentences()["text"].str.len()
    assert lengths.max() <= 2_000


def test_buttons_above_a_chinese_report_are_furniture():
    lines = [
        "下载",
        "打印",
        "【字号：",
        "加大",
        "还原",
        "减小",
        "】",
        "各位代表：",
        "一、工作回顾",
        "粮食增长3%。",
        "你们好。",
    ]
    paragraphs = zj.Report.from_text("\n".join(lines)).paragraphs()
    aside = "\n".join(paragraphs.loc[paragraphs["boilerplate"], "text"])
    assert aside.split() == lines[:7]


def marked(text, *levels):
    """A report whose lines up to a colon are headings of these levels; 0 is none."""
    report, start = [], 0
    for line, level in zip(text.splitlines(keepends=True), levels, strict=True):
        report += [Mark(start, start + len(line.rstrip()), level)] if level else []
        start += len(line)
    return zj.Report(text, marks=report, year=2024)


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ((1, 2, 0, 2, 0), [1, 1]),  # a title above all
        ((3, 5, 0, 5, 0), [1, 1]),
        ((0, 2, 0, 1, 0), [2, 1]),
    ],
)
def test_levels_of_the_source_become_levels_of_the_outline(levels, expected):
    report = marked("Zixu County\nReview\nGDP grew by 5%.\nTargets\nGDP growth of 6%.\n", *levels)
    assert report.outline()["title"].tolist() == ["Review", "Targets"]
    if levels != (0, 2, 0, 1, 0):
        assert report.outline()["level"].tolist() == expected
    assert report.statements()["status"].tolist()[0] == "outcome"


@pytest.mark.parametrize(("title", "titles"), [("Zixu in 2024", []), ("Targets", ["Targets"]), ("I. Zixu", ["Zixu"])])
def test_one_heading_alone_is_a_title_unless_it_tells_a_part(title, titles):
    report = marked(f"{title}\nGDP grew by 5%.\n", 1, 0)
    assert report.outline()["title"].tolist() == titles
    assert report.statements()["status"].tolist() == ["outcome"]


def test_numbers_tell_the_level_where_the_source_marks_only_some():
    report = marked(
        "一、工作回顾\n（一）农业\n粮食增长3%。\n二、今年目标\n（一）工业\n新建2个公园。\n", 0, 3, 0, 0, 3, 0
    )
    assert report.outline()["level"].tolist() == [1, 2, 1, 2]
    assert report.outline()["part"].tolist() == ["review", "review", "plan", "plan"]


def test_a_marked_heading_joins_no_line():
    report = marked("We opened\nparks and\nTargets, and\n12 parks\n", 0, 0, 1, 0)
    assert report.paragraphs()["text"].tolist() == ["We opened\nparks and", "Targets, and", "12 parks"]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Sales, e.g. of No. 3 coal, rose. Prices fell.", 2),
        ("In Jan. 2019 sales rose by 3.5%. Prices fell.", 2),
        ("Sales rose respectively.335 wells were dug.", 2),
        ("One; two; three.", 1),
        ("II. Targets for 2020 are set", 1),
        ("Prices fell. VIII. Targets for 2020 are set", 2),
        ("12. Targets for 2020 are set", 1),
    ],
)
def test_sentence_ends(text, sentences):
    assert len(zj.Report.from_text(text).sentences()) == sentences


def test_the_official_report(corpus):
    report = zj.load(corpus / "zhejiang-2020-en.txt")
    assert (report.place, report.year, report.published) == ("Zhejiang", 2020, datetime.date(2020, 7, 9))
    assert report.delivered is None
    outline = report.outline()
    top, below = outline[outline["level"] == 1], outline[outline["level"] == 2]
    assert top["number"].tolist() == ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]
    assert top["part"].tolist() == ["review"] + ["plan"] * 9
    assert below["number"].tolist() == [*map(str, range(1, 11)), "1", *map(str, range(1, 11))]
    assert report.paragraphs()["boilerplate"].sum() == 4


# A few files hold another document; of these the text does not say whose report it is, or which year's.
OTHERS = {"henan-2000-zh", "guangxi-2001-zh", "yunnan-2010-zh"}


@pytest.fixture(scope="module")
def told(corpus):
    """What each real report says of itself, without a hint from its name, beside what its name says."""
    found = []
    for path in sorted([*corpus.rglob("*.txt"), *corpus.rglob("*.docx")]):
        report = zj.load(path.read_bytes()) if path.stem not in OTHERS else None
        if report is not None:
            named = named_by(str(path))
            parts = {at.part for at in report.structure.paragraphs if not at.boilerplate}
            sections = report.outline()["section"]
            found.append(
                {
                    "file": path.stem,
                    "place": report.place == named.place,
                    "year": report.year == named.year,
                    "both": {"review", "plan"} <= parts,
                    "keyed": sections.is_unique,
                    "title": report.title or "",
                    "speaker": report.speaker is not None,
                    "delivered": report.delivered is None or report.delivered.year == named.year,
                }
            )
    if len(found) < 100:
        pytest.skip("too few real reports to measure")
    return pd.DataFrame(found)


@pytest.mark.filterwarnings("ignore::zjpolicy.SourceWarning")
@pytest.mark.parametrize(
    ("what", "least"),
    [("place", 0.99), ("year", 0.99), ("both", 0.98), ("keyed", 1.0), ("speaker", 0.75), ("delivered", 0.995)],
)
def test_real_reports_say_whose_and_of_which_year_they_are(told, what, least):
    assert told[what].mean() >= least, told.loc[~told[what], "file"].tolist()


@pytest.mark.filterwarnings("ignore::zjpolicy.SourceWarning")
def test_no_title_is_a_salutation(told):
    assert told.loc[told["title"].str.contains("各位|我代表|请予"), "file"].tolist() == []
