"""Web pages, PDF and Word files: the article's text alone, and a clear error for every broken or hostile one."""

import io
import sys
import time
import tracemalloc
import zipfile
import zlib

import docx
import pytest
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import FURNITURE, STYLES, TABLE, headed

import zjpolicy as zj
from zjpolicy.corpus.one_report import CorpusItem
from zjpolicy.documents.extracted import Mark
from zjpolicy.documents.page_headings import Piece, with_headings

TITLE = {"en": "Report on the Work of the Government 2021", "zh": "2021年政府工作报告"}
ARTICLE = {
    "en": [
        "Fellow deputies, on behalf of the people's government of Zhejiang Province I now report on our work.",
        "I. Our work in 2020",
        "The harbour city kept its budget in balance. GDP grew by 6.8% to 6.235 trillion yuan, and 1.257 million "
        "people found work in towns. Three rivers were cleaned & the new ferry, with <12 cabins>, "
        "carried 45,000 passengers.",
        "Rural incomes reached 29,876 yuan, up 9.4%. No fewer than 300 village clinics were opened.",
        "II. Tasks for 2021",
        "We will build 200 parks, keep growth of GDP at around 6%, and add 800,000 urban jobs over the year.",
    ],
    "zh": [
        "各位代表：我代表浙江省人民政府向大会报告工作。",
        "一、2020年工作回顾",
        "港城收支保持平衡，全省生产总值增长6.8%，达到6.235万亿元，城镇新增就业125.7万人。",
        "三条河流得到治理，新渡轮运送旅客4.5万人次。",
        "农村居民人均收入29876元，增长9.4%，新建村卫生室不少于300个。",
        "二、2021年工作安排",
        "我们将建设200个公园，生产总值增长6%左右，城镇新增就业80万人。",
    ],
}


def error_of(data, **known):
    with pytest.raises(zj.SourceError) as error:
        zj.load(data, **known)
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 400
    return str(error.value)


def squeezed(text):
    """Without white space, and without the private characters that a font of symbols leaves behind."""
    return "".join(sign for sign in text if not sign.isspace() and not "\ue000" <= sign <= "\uf8ff")


def surfaces(report):
    return [squeezed(surface) for surface in report.statements()["surface"]]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("style", STYLES)
def test_a_page_gives_its_article_and_nothing_around_it(style, language):
    report = zj.load(STYLES[style](TITLE[language], ARTICLE[language], language).encode())
    for paragraph in ARTICLE[language]:
        assert squeezed(paragraph) in squeezed(report.text)
    assert [line for line in FURNITURE[language] if line in report.text] == []
    for row in TABLE:
        assert all(cell in report.text for cell in row)
    assert (report.place, report.year, report.language) == ("Zhejiang", 2021, language)
    assert report.extractor.startswith("trafilatura ")
    plain = zj.Report.from_text("\n\n".join(ARTICLE[language]), place="Zhejiang", year=2021)
    assert [each for each in surfaces(report) if each in surfaces(plain)] == surfaces(plain)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    "name", ["zhejiang-2020-en", "china-2019-zh", "provinces-2026/hainan-2026-zh", "provinces-2026/tibet-2026-zh"]
)
def test_pages_of_real_reports_lose_no_figure(name, style, corpus):
    plain = zj.load(corpus / f"{name}.txt")
    paragraphs = [line.strip() for line in plain.text.splitlines() if line.strip()]
    page = STYLES[style](plain.title or "Report", paragraphs, plain.language)
    report = zj.load(page.encode(), place=plain.place, year=plain.year)
    lost = [line for line in paragraphs if len(line) > 60 and squeezed(line) not in squeezed(report.text)]
    assert lost == []
    before, after = surfaces(plain), surfaces(report)
    assert len(after) >= len(before)
    assert [line for line in FURNITURE[plain.language] if line in report.text] == []


@pytest.mark.parametrize(
    ("declared", "encoding"), [("gb2312", "gb18030"), ("GBK", "gbk"), ("gb18030", "gb18030"), ("utf-8", "utf-8")]
)
def test_the_charset_a_page_declares_is_believed(declared, encoding):
    page = STYLES["divided"](TITLE["zh"], ARTICLE["zh"], "zh").replace("charset=utf-8", f"charset={declared}")
    assert squeezed(ARTICLE["zh"][2]) in squeezed(zj.load(page.encode(encoding)).text)


@pytest.mark.parametrize("declared", ["utf-8", "x-unknown", "ascii"])
def test_a_charset_declared_wrongly_is_found_out_and_told(declared):
    page = STYLES["divided"](TITLE["zh"], ARTICLE["zh"], "zh").replace("charset=utf-8", f"charset={declared}")
    with pytest.warns(zj.SourceWarning, match="not UTF-8; read as GB18030, a guess"):
        assert squeezed(ARTICLE["zh"][2]) in squeezed(zj.load(page.encode("gb18030")).text)


def test_markdown_is_text():
    assert zj.load(b"# Work of 2020\n\n* GDP grew by **6.8%**\n").statements()["surface"].tolist() == ["6.8%"]


# Headings that a source marks

SECTIONS = [
    (1, "Report on the Work of the Government"),
    (0, "Fellow deputies, on behalf of the People's Government of Zixu County I report to you on our work."),
    (2, "Review of 2023"),
    (0, "GDP of the county grew by 5.1% over the year, and 12 kindergartens were opened in the villages."),
    (2, "Targets for 2024"),
    (3, "Growth"),
    (0, "GDP growth of about 5%; exports to grow by at least 4%; retail sales up by 6% in the whole county."),
    (3, "Villages"),
    (0, "20 kindergartens; 3,000 new urban jobs; 45 kilometers of country roads in the hills of the county."),
]
NUMBERS = {"Review of 2023": "I. ", "Targets for 2024": "II. ", "Growth": "1. ", "Villages": "2. "}
AROUND = ["{}", "<div>{}</div>", "<div class=WordSection1>{}</div>", '<div class="content">{}</div>', "<main>{}</main>",
          "<article>{}</article>", "<form><table><tr><td>{}</td></tr></table></form>"]  # fmt: skip


def outlined(report):
    table = report.outline()
    titles = [report.text[row.start : row.end].lstrip("# ").startswith(row.title) for row in table.itertuples()]
    assert all(titles) or any(table["number"].isin(["I", "II"]))
    return list(zip(table["level"], table["title"], table["part"], strict=True))


EXPECTED = [
    (1, "Review of 2023", "review"), (1, "Targets for 2024", "plan"), (2, "Growth", "plan"), (2, "Villages", "plan")
]  # fmt: skip
STATUS = ["outcome"] * 2 + ["target"] * 6
# What makes a page long enough to be told from its furniture.
FILLER = "The towns and villages of the county kept at their work, and roads were mended as they had asked for. " * 3


def filled(sections):
    lines = [each for section in sections for each in ([section] if section[0] else [section, (0, FILLER.strip())])]
    lines += [(0, FILLER.strip())] * 10
    return [
        (level, f"{text} Note {chr(65 + at)}." if text in FILLER else text) for at, (level, text) in enumerate(lines)
    ]


@pytest.mark.parametrize("numbered", [False, True])
@pytest.mark.parametrize("long", [False, True])
@pytest.mark.parametrize("deeper", [0, 1])
@pytest.mark.parametrize("around", AROUND)
def test_headings_of_a_page_are_kept_where_they_stand(around, deeper, long, numbered):
    sections = [(level and level + deeper, NUMBERS.get(text, "") * numbered + text) for level, text in SECTIONS]
    sections = filled(sections) if long else sections
    report = zj.load(headed("Zixu: work report", sections, around).encode(), place="Zixu", year=2024)
    assert outlined(report) == EXPECTED
    assert report.statements()["status"].tolist() == STATUS
    lines = [line for line in report.text.splitlines() if line != "Zixu: work report"]
    assert lines == [text for _, text in sections]
    assert [report.text[mark.start : mark.end] for mark in report.marks] == [text for level, text in sections if level]


@pytest.mark.parametrize("around", ["<div>{}</div>", "<article>{}</article>", "<table><tr><td>{}</td></tr></table>"])
@pytest.mark.parametrize("name", ["zhejiang-2020-en", "china-2019-zh", "provinces-2026/anhui-2026-zh"])
def test_pages_of_real_reports_keep_their_outline(name, around, corpus):
    plain = zj.load(corpus / f"{name}.txt")
    levels = {heading.start: heading.level + 1 for heading in plain.structure.headings}
    sections = [
        (levels.get(at.start, 0) if at.heading else 0, " ".join(plain.text[at.start : at.end].split()))
        for at in plain.structure.paragraphs
    ]
    known = {"place": plain.place, "year": plain.year}
    bare = zj.Report.from_text("\n".join(text for _, text in sections), **known)
    report = zj.load(headed(plain.title or "Report", sections, around).encode(), **known)
    assert report.outline()["title"].tolist() == bare.outline()["title"].tolist()
    assert report.statements()["status"].tolist() == bare.statements()["status"].tolist()


def test_what_was_put_back_into_a_page_is_said():
    lost = [(level, text) for level, text in filled(SECTIONS) if level != 1]
    extractor = zj.load(headed("Report", lost).encode(), place="Zixu", year=2024).extractor
    assert extractor.startswith("trafilatura ")
    assert extractor.endswith("; 4 headings put back")
    assert "put back" not in zj.load(STYLES["modern"](TITLE["en"], ARTICLE["en"], "en").encode()).extractor


def test_headings_of_a_chinese_page_are_kept():
    sections = [(2 if line[1] == "、" else 0, line) for line in ARTICLE["zh"]]
    report = zj.load(headed(TITLE["zh"], sections).encode())
    assert report.outline()[["number", "part"]].values.tolist() == [["I", "review"], ["II", "plan"]]
    assert set(ARTICLE["zh"]) <= set(report.text.splitlines())


def test_a_heading_without_its_paragraph_stays_away():
    page = [Piece(2, "Most read"), Piece(0, "A flood"), Piece(2, "Review"), Piece(3, "Towns"), Piece(0, "Jobs grew.")]
    text, marks, restored = with_headings("A title\nJobs grew.\nA flood of visitors", page)
    assert text == "A title\nReview\nTowns\nJobs grew.\nA flood of visitors"
    assert ([text[mark.start : mark.end] for mark in marks], restored) == (["Review", "Towns"], 2)


def test_headings_of_markdown_are_headings_and_the_text_stays():
    marked = [f"{'#' * level} {text}" if level else text for level, text in SECTIONS]
    for text in ("\n\n".join(marked), "\r\n".join(marked), "\n".join(marked)):
        report = zj.load(text.encode(), place="Zixu", year=2024)
        assert report.text == text
        assert outlined(report) == EXPECTED
        assert report.statements()["status"].tolist() == STATUS
    numbered = zj.load(
        b"# I. Review of Work in 2023\nGDP grew by 5%.\n# II. Targets\n* GDP growth of 6%\n* 20 new parks\n"
    )
    assert numbered.outline()[["number", "title"]].values.tolist() == [
        ["I", "Review of Work in 2023"],
        ["II", "Targets"],
    ]
    assert numbered.statements()["status"].tolist() == ["outcome", "target", "target"]


def test_a_hash_without_a_space_and_a_sentence_are_no_headings():
    assert zj.Report.from_text("#1 in exports\n\n# We opened 12 parks.\n\nGDP grew by 5%.").outline().empty


def styled(sections):
    """A Word file whose headings have the styles of Word, one based on such a style, or a level of their own."""
    made = docx.Document()
    own = made.styles.add_style("Zixu heading", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    own.base_style = made.styles["Heading 2"]
    for level, text in sections:
        if text == "Growth":
            made.add_paragraph(text, style="Zixu heading")
        elif text == "Villages":
            paragraph = made.add_paragraph(text)
            told = docx.oxml.OxmlElement("w:outlineLvl")
            told.set(docx.oxml.ns.qn("w:val"), "1")
            paragraph._p.get_or_add_pPr().append(told)
        elif level:
            made.add_heading(text, level - 1)
        else:
            made.add_paragraph(text)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def test_styles_of_a_word_file_are_headings():
    report = zj.load(styled(SECTIONS), place="Zixu", year=2024)
    assert report.text == "\n".join(text for _, text in SECTIONS)
    assert outlined(report) == EXPECTED
    assert report.statements()["status"].tolist() == STATUS


def test_headings_that_are_marked_belong_to_what_is_stored():
    bare, marked = (zj.Report("Review\nGDP grew.", marks=marks) for marks in ((), [Mark(0, 6, 1)]))
    assert bare.key == marked.key
    assert CorpusItem(bare).fingerprint()[0] != CorpusItem(marked).fingerprint()[0]


# Pages that do harm


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("<html><script>document.write('GDP grew by 6.8%')</script></html>", "no text in this page"),
        ("<!doctype html><html><head><title></title></head><body></body></html>", "no text in this page"),
        ("<html>" + "<div>" * 20 + "</html>", "no text in this page"),
    ],
)
def test_pages_without_text(page, message):
    assert message in error_of(page.encode())


@pytest.mark.parametrize("depth", [200, 3_000, 100_000])
def test_deeply_nested_pages_are_read_or_refused(depth):
    page = f"<html><body>{'<div>' * depth}<p>GDP grew by 6.8%.</p>{'</div>' * depth}</body></html>".encode()
    try:
        assert "6.8%" in zj.load(page).text
    except zj.SourceError as error:
        assert "page" in str(error)


def test_entities_of_xml_are_not_followed(tmp_path):
    (tmp_path / "secret.txt").write_text("the secret 77%")
    page = (
        f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY secret SYSTEM "{(tmp_path / "secret.txt").as_uri()}">'
        f'<!ENTITY a "{"lol " * 10}"><!ENTITY b "{"&a;" * 10}"><!ENTITY c "{"&b;" * 10}"><!ENTITY d "{"&c;" * 100}">]>'
        "<html><body><p>GDP grew by 6.8% that year, as told. &secret; &d;</p></body></html>"
    )
    text = zj.load(page.encode()).text
    assert "6.8%" in text
    assert "77%" not in text
    assert len(text) < 1_000


def test_scripts_and_handlers_are_not_text():
    page = """<html><body><article><h1 onclick="steal(99%)">Work of 2020</h1><script>var share = '98%'</script>
    <p>GDP grew by 6.8% over the year, faster than planned.</p><noscript>Enable 97%</noscript>
    <style>p { width: 96% }</style><img src=x onerror="alert('95%')"></article></body></html>"""
    assert zj.load(page.encode()).statements()["surface"].tolist() == ["6.8%"]


def test_nul_characters_in_a_page_are_dropped():
    assert "6.8%" in zj.load(b"<html><body><p>GDP grew by 6\0.8%.</p></body></html>").text


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<div", ">", "<!--", "-->", "<table><td>", "&", "&#0;", "\ud7ff", "6%", "<"])
    )
)
@pytest.mark.filterwarnings("ignore::zjpolicy.SourceWarning")
def test_any_markup_gives_a_report_or_our_own_error(parts):
    try:
        assert zj.load(f"<html><body>{''.join(parts)}".encode()).text.strip()
    except zj.SourceError as error:
        assert "bytes: " in str(error)


# PDF


def pdf(paragraphs, width=0, pages=1, **options):
    made = FPDF()
    made.set_font("helvetica", size=11)
    for _ in range(pages):
        made.add_page()
        for paragraph in paragraphs:
            made.multi_cell(width, 6, paragraph, new_x="LMARGIN", new_y="NEXT")
            made.ln(4)
    if options.get("password"):
        made.set_encryption(owner_password="owner", user_password=options["password"])
    return bytes(made.output())


@pytest.mark.parametrize("width", [60, 110, 0])
def test_a_pdf_gives_the_figures_of_its_text(width):
    report = zj.load(pdf([TITLE["en"], *ARTICLE["en"]], width))
    plain = zj.Report.from_text("\n\n".join(ARTICLE["en"]), place="Zhejiang", year=2021)
    columns = ["value", "unit", "comparator", "kind", "status", "period"]
    assert report.statements()[columns].equals(plain.statements()[columns])
    assert surfaces(report) == surfaces(plain)
    assert (report.place, report.year) == ("Zhejiang", 2021)
    assert report.extractor.startswith("pypdfium2 ")


def test_words_and_figures_broken_over_lines_of_a_pdf_are_read():
    lines = ["Added value of the sec-", "ondary industry grew by 6.8", "% to 6.235 tril-", "lion yuan in the year."]
    report = zj.load(pdf(["\n".join(lines)]), place="Zhejiang", year=2020)
    table = report.statements()
    assert table[["value", "unit"]].values.tolist() == [[6.8, "%"], [6.235e12, "CNY"]]
    assert [report.text[row.start : row.end] for row in table.itertuples()] == table["surface"].tolist()


def sheets(*pages):
    """A PDF with these lines on its pages."""
    made = FPDF()
    made.set_font("helvetica", size=11)
    for lines in pages:
        made.add_page()
        for line in lines:
            made.cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
    return bytes(made.output())


BODY = [
    ["I. Review of 2023", "GDP of the county grew by 5.1% over the year, and we opened in the"],
    ["villages 12 kindergartens, more than in any year before. Exports grew by"],
    ["3.4%, and retail sales, which had been weak in the year before, by 6.2%.", "All this took much work."],
]


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ([], ["{0}"]),
        ([], ["- {0} -"]),
        (["Work report 2024"], ["Page {0} of 3"]),
        (["Zixu County    {0}", "Work report 2024"], []),
        ([], ["11/27/26, 5:01 PM Work report", "file:///home/me/report.html {0}/3"]),
        (["2026/11/27 17:01 Work report"], ["https://www.example.org/report?id=5 {0}/3"]),
    ],
)
@pytest.mark.parametrize("count", [2, 3])
def test_heads_and_feet_of_pages_are_no_text(head, foot, count):
    pages = [
        [*(line.format(at) for line in head), *body, *(line.format(at) for line in foot)]
        for at, body in enumerate(BODY[:count], 1)
    ]
    report = zj.load(sheets(*pages), place="Zixu", year=2024)
    first = head[-1:] if head[-1:] == ["Work report 2024"] else []  # it may be the title
    assert report.text.splitlines() == [*first, *(line for body in BODY[:count] for line in body)]
    assert surfaces(report) == ["5.1%", "12", "3.4%", "6.2%"][: 2 if count == 2 else 4]
    lines = count * len(head + foot) - len(first)
    assert report.extractor.endswith(f"; {lines} lines at page edges left out")


def test_left_and_right_pages_have_heads_of_their_own():
    lines = ["Roads were", "mended, and", "wells were dug", "in all towns", "of the county"]
    heads = [f"{at}  Work report" if at % 2 else f"Zixu County  {at}" for at in range(2, 7)]
    pages = [[head, line, f"as {line[::-1]} says"] for head, line in zip(heads, lines, strict=True)]
    report = zj.load(sheets(["Zixu County", "Work report"], *pages), place="Zixu", year=2024)
    assert report.text.splitlines() == ["Zixu County", "Work report", *(each for page in pages for each in page[1:])]


def test_what_a_browser_prints_around_a_single_page_is_no_text():
    lines = [*BODY[0], "11/27/26, 5:01 PM Work report", "file:///home/me/report.html 1/1"]
    assert zj.load(sheets(lines), place="Zixu", year=2024).text.splitlines() == BODY[0]


@pytest.mark.parametrize(
    "pages",
    [
        [["Grain output: 5 tonnes", "We ask you to approve."], ["Grain output: 9 tonnes", "We ask you to look."]],
        [["The county grew by", "5.1%"], ["and its exports by", "3.4%"]],
        [["GDP grew by", "12"], ["GDP fell by", "17"], ["GDP rose by", "15"]],
        [["We opened parks.", "Exports grew."], ["We opened parks.", "Imports grew."]],
        [["On 11/27/26, 5:01 PM is late", "for a report."]],
    ],
)
def test_lines_of_a_text_at_the_edges_of_pages_stay(pages):
    report = zj.load(sheets(*pages), place="Zixu", year=2024)
    assert report.text.splitlines() == [line for page in pages for line in page]
    assert "left out" not in report.extractor


def test_letters_drawn_as_one_are_two(monkeypatch):
    text = "Fixed space in oﬃces and ﬁxed-asset investment grew by 5%."
    monkeypatch.setattr("zjpolicy.documents.pdf.page_text", lambda runs, rules: text)
    report = zj.load(pdf(["x"]), place="Zixu", year=2024)
    assert report.text == "Fixed space in offices and fixed-asset investment grew by 5%."


def scanned(pages, captions=0):
    import PIL.Image

    made = FPDF()
    made.set_font("helvetica", size=11)
    for number in range(pages):
        made.add_page()
        made.image(PIL.Image.new("L", (40, 60), color=230), w=150)
        if number < captions:
            made.multi_cell(0, 6, "A page whose caption says that exports increased by 8.5 percent over the year.")
    return bytes(made.output())


def test_a_scanned_pdf_is_said_to_need_ocr():
    assert error_of(scanned(3)) == "bytes: 3 of 3 pages are pictures: the PDF needs OCR first"
    assert error_of(scanned(5, captions=1)) == "bytes: 4 of 5 pages are pictures: the PDF needs OCR first"


def test_pictures_among_the_pages_of_a_pdf_are_named():
    missing = r"their figures are missing; the PDF needs OCR first$"
    with pytest.warns(zj.SourceWarning, match=rf"^bytes: pictures instead of text on 1 of 3 pages \(3\): {missing}"):
        assert "8.5 percent" in zj.load(scanned(3, captions=2)).text
    many = r"12 of 24 pages \(13, 14, 15, 16, 17, 18, 19, 20, 21, 22, and 2 more\)"
    with pytest.warns(zj.SourceWarning, match=rf"on {many}: {missing}"):
        zj.load(scanned(24, captions=12))


def test_a_pdf_without_text_and_a_locked_one():
    assert error_of(pdf([])) == "bytes: the PDF holds no text"
    assert error_of(pdf(["6%"], password="x")) == "bytes: the PDF is locked with a password: save it without one"


def test_a_truncated_pdf_is_read_or_refused(capsys):
    whole = pdf([TITLE["en"], *ARTICLE["en"]])
    for part in (0.1, 0.5, 0.9, 0.99):
        try:
            assert "GDP" in zj.load(whole[: int(len(whole) * part)]).text
        except zj.SourceError as error:
            assert "PDF" in str(error)
    assert capsys.readouterr().err == ""


@pytest.mark.slow
def test_a_bomb_in_a_pdf_is_refused():
    stream = zlib.compress(b"0 " * 200_000_000, 9)
    body = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Filter/FlateDecode/Length "
        + str(len(stream)).encode()
        + b">>stream\n"
        + stream
        + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )
    del stream
    tracemalloc.start()
    assert "PDF" in error_of(body)
    assert tracemalloc.get_traced_memory()[1] < 250_000_000
    tracemalloc.stop()


def test_text_of_a_pdf_beyond_the_limit_is_refused():
    long = pdf([" ".join(ARTICLE["en"])], pages=20)
    assert "raise max_bytes= if that is right" in error_of(long, max_bytes=len(long) - 1)
    assert zj.load(long, max_bytes=len(long) * 10, year=2020, part="review").text.count("45,000 passengers") == 20


# Word files


def word(paragraphs, rows=()):
    made = docx.Document()
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    if rows:
        table = made.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
        made.add_paragraph("After the table 12 bridges were opened.")
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_word_file_gives_paragraphs_and_tables_in_order(language):
    report = zj.load(word([TITLE[language], *ARTICLE[language]], TABLE))
    expected = [TITLE[language], *ARTICLE[language], *("\t".join(row) for row in TABLE)]
    assert report.text == "\n".join([*expected, "After the table 12 bridges were opened."])
    assert (report.place, report.year, report.language) == ("Zhejiang", 2021, language)
    assert report.extractor.startswith("lxml ")


def test_a_word_file_without_text():
    assert error_of(word([])) == "bytes: the Word file holds no text"


def zipped(**entries):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return stream.getvalue()


def replaced(data, name, content):
    """A Word file with another part in it."""
    source, made = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in source.infolist():
            archive.writestr(entry, content if entry.filename == name else source.read(entry))
    return made.getvalue()


def test_archives_that_are_no_word_file():
    assert error_of(zipped(sheet_xml="<x/>")).endswith(
        "a ZIP archive, and no Word file, not text: save it as text first"
    )
    assert "a broken Word file" in error_of(zipped(word__document_xml="<x/>"))
    assert "a broken Word file" in error_of(word(["6%"])[:400])


def test_a_bomb_in_a_word_file_is_refused_unopened():
    bomb = replaced(word(["6%"]), "word/document.xml", b"<a>" + b" " * 300_000_000)
    assert len(bomb) < 1_000_000
    began = time.process_time()
    assert error_of(bomb).endswith("bytes when unpacked: raise max_bytes= if that is right")
    assert time.process_time() - began < 5


def test_a_word_file_that_lies_about_its_size_is_refused():
    bomb = bytearray(replaced(word(["6%"]), "word/document.xml", b"<a>" + b" " * 50_000_000))
    size = (50_000_003).to_bytes(4, "little")
    while (at := bomb.find(size)) >= 0:
        bomb[at : at + 4] = (1_000).to_bytes(4, "little")
    assert "a broken Word file" in error_of(bytes(bomb))


def test_entities_in_a_word_file_are_not_followed(tmp_path):
    (tmp_path / "secret.txt").write_text("the secret 77%")
    for entity in (f'SYSTEM "{(tmp_path / "secret.txt").as_uri()}"', '"77%"'):
        source = zipfile.ZipFile(io.BytesIO(word(["GDP grew by 6.8% MARK."]))).read("word/document.xml").decode()
        head, rest = source.split("?>", 1)
        hostile = f"{head}?><!DOCTYPE a [<!ENTITY e {entity}>]>{rest.replace('MARK', '&e;')}"
        try:
            text = zj.load(replaced(word(["x"]), "word/document.xml", hostile.encode())).text
        except zj.SourceError as error:
            assert "a broken Word file" in str(error)
        else:
            assert "77%" not in text


# What holds for all


@pytest.mark.parametrize(
    ("data", "module", "named"),
    [
        (b"<html><p>6%</p></html>", "trafilatura", "html"),
        (pdf(["6%"]), "pypdfium2", "pdf"),
        (word(["6%"]), "lxml.etree", "docx"),
    ],
    ids=["html", "pdf", "docx"],
)
def test_a_missing_package_is_named_with_its_extra(data, module, named, monkeypatch):
    monkeypatch.setitem(sys.modules, module, None)
    assert error_of(data) == f'bytes: needs the package {module.partition(".")[0]}: pip install "zjpolicy[{named}]"'


def test_the_content_decides_and_not_the_name(tmp_path):
    for name, data in (("a.txt", pdf(["GDP grew by 6%."])), ("a.pdf", word(["GDP grew by 6%."])), ("a.docx", b"up 6%")):
        (tmp_path / name).write_bytes(data)
        assert "6%" in zj.load(tmp_path / name).text


def test_a_page_without_a_head_is_known_by_its_name(tmp_path):
    (tmp_path / "part.HTM").write_text("<div><p>GDP grew by <b>6.8</b>% in that year, as planned.</p></div>")
    assert zj.load(tmp_path / "part.HTM").statements()["value"].tolist() == [6.8]


def test_files_above_the_limit_are_refused():
    assert error_of(b"6% " * 10, max_bytes=29) == "bytes: 30 bytes, more than 29: raise max_bytes= if that is right"
    assert zj.load(b"6% " * 10, max_bytes=30).text


@pytest.mark.parametrize("name", ["a\nb.txt", "a\x1b[31mb.txt", "a\u202etxt.b.txt", "\u200b.txt"])
def test_file_names_with_control_characters(name, tmp_path):
    path = tmp_path / name
    message = error_of(path)
    assert message.endswith("no such file")
    assert message.isprintable()
    try:
        path.write_text("We will add 200 parks.")
    except OSError:
        pytest.skip("this file system has no such names")
    assert zj.load(path).statements()["value"].tolist() == [200]


def test_right_to_left_marks_and_lone_surrogates_keep_offsets():
    text = "GDP \u202egrew\u202c by \u200f6.8%\u200e to 6.2\u200b trillion yuan \ud800 and 3% more."
    table = zj.Report.from_text(text).statements()
    assert [text[row.start : row.end] for row in table.itertuples()] == table["surface"].tolist()
    assert {6.8, 3.0} <= set(table["value"])
