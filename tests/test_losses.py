"""Files as people have them: what each once lost, made by the tests themselves."""

import base64
import io
import os
import quopri
import stat
import sys
import threading
import zipfile
from pathlib import Path

import docx
import pandas as pd
import pytest
from fpdf import FPDF

import zjpolicy as zj
from zjpolicy.documents import office, pdf_layout
from zjpolicy.documents.file_names import named_by

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def word(body, main="word/document.xml", **parts):
    """A Word file of this body, and of other parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(main, f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {NAMESPACES}>{content}</w:{name}>")
    return made.getvalue()


def run(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inside):
    return f"<w:p>{''.join(run(each) if not each.startswith('<') else each for each in inside)}</w:p>"


def cells(*texts, properties=None):
    properties = properties or [""] * len(texts)
    made = (
        f"<w:tc><w:tcPr>{own}</w:tcPr>{text if text.startswith('<') else paragraph(text)}</w:tc>"
        for text, own in zip(texts, properties, strict=True)
    )
    return f"<w:tr>{''.join(made)}</w:tr>"


BOX = f"<w:txbxContent>{paragraph('We opened 5 halls.')}</w:txbxContent>"
NOTE = f'<w:footnote w:type="separator" w:id="0">{paragraph("-")}</w:footnote>'
NOTE += f'<w:footnote w:id="2">{paragraph("Of them 3 are schools.")}</w:footnote>'
ENDNOTE = f'<w:endnote w:id="7">{paragraph("As of 5 May.")}</w:endnote>'


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (paragraph("We built ", f"<w:ins>{run('12 ')}</w:ins>", "wells."), "We built 12 wells."),
        (paragraph("We built 12 ", "<w:del><w:r><w:delText>old </w:delText></w:r></w:del>", "wells."),
         "We built 12 wells."),
        (paragraph("A", f"<w:moveFrom>{run('B')}</w:moveFrom>", f"<w:moveTo>{run('C')}</w:moveTo>"), "AC"),
        (paragraph("新建", f"<w:smartTag><w:smartTagPr/>{run('120公里')}</w:smartTag>", "公路。"), "新建120公里公路。"),
        (paragraph("By ", f"<w:sdt><w:sdtPr/><w:sdtContent>{run('6.8%')}</w:sdtContent></w:sdt>", "."), "By 6.8%."),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('A block.')}</w:sdtContent></w:sdt>", "A block."),
        (f"<w:ins>{paragraph('An inserted one.')}</w:ins>", "An inserted one."),
        (paragraph("See ", f'<w:hyperlink r:id="rId404">{run("here")}</w:hyperlink>'), "See here"),
        (paragraph("Halls.", f"<w:r><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></w:r>",
                   " And on."),
         "Halls. And on.\nWe opened 5 halls."),
        (paragraph("Halls.", f"<w:r><mc:AlternateContent><mc:Choice><wps:txbx>{BOX}</wps:txbx></mc:Choice>"
                             f"<mc:Fallback><v:textbox>{BOX}</v:textbox></mc:Fallback></mc:AlternateContent></w:r>"),
         "Halls.\nWe opened 5 halls."),
        (paragraph("Up 10", "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>5</w:t></w:r>", " tons"),
         "Up 10⁵ tons"),
        (paragraph("CO", "<w:r><w:rPr><w:vertAlign w:val='subscript'/></w:rPr><w:t>2</w:t></w:r>"), "CO2"),
        (paragraph("x", "<m:oMath><m:r><m:t>=2</m:t></m:r></m:oMath>"), "x=2"),
        (paragraph("GDP", "<w:r><w:tab/></w:r>", "6%", "<w:r><w:noBreakHyphen/><w:br/></w:r>", "end"), "GDP\t6%-\nend"),
        (paragraph("12 built.", '<w:r><w:footnoteReference w:id="2"/></w:r>', " More.") + paragraph("Next."),
         "12 built. More.\nOf them 3 are schools.\nNext."),
        (paragraph("12 built.", '<w:r><w:endnoteReference w:id="7"/></w:r>'), "12 built.\nAs of 5 May."),
        (paragraph("12 built.", '<w:r><w:footnoteReference w:id="99"/></w:r>'), "12 built."),
        (f"<w:tbl>{cells('GDP', '6%')}{cells('Grain', '5%')}</w:tbl>", "GDP\t6%\nGrain\t5%"),
        ("<w:tbl>" + cells("Yearly", "2023", properties=['<w:gridSpan w:val="2"/>', ""]) + cells("a", "b", "3")
         + "</w:tbl>", "Yearly\t\t2023\na\tb\t3"),
        ("<w:tbl>" + cells("GDP", "1", properties=['<w:vMerge w:val="restart"/>', ""])
         + cells("GDP", "2", properties=["<w:vMerge/>", ""]) + "</w:tbl>", "GDP\t1\n\t2"),
        ("<w:tbl>" + cells("GDP", "1", properties=['<w:gridSpan w:val="1000000000"/>', ""]) + "</w:tbl>", "GDP\t1"),
        ("<w:tbl>" + cells("Towns", "<w:tbl>" + cells("Anji", "7") + "</w:tbl><w:p/>") + "</w:tbl>",
         "Towns\t\nAnji\t7"),
        (f"<w:tbl>{cells(paragraph('One.') + paragraph('Two.'))}</w:tbl>", "One.\nTwo."),
        (f"<w:tbl>{cells('GDP', '6%')}<w:tr><w:trPr><w:del/></w:trPr></w:tr></w:tbl>", "GDP\t6%"),
    ],
)  # fmt: skip
def test_what_a_word_file_shows_is_read_in_its_place(body, text):
    assert zj.load(word(body, footnotes=NOTE, endnotes=ENDNOTE)).text == text


def test_merged_cells_without_end_cost_no_more_than_one():
    wide = cells("a", "6%", properties=['<w:gridSpan w:val="63"/>', ""])
    tall = [cells("a", str(at), properties=["<w:vMerge/>", ""]) for at in range(4_000)]
    text = zj.load(word(f"<w:tbl>{wide}{''.join(tall)}</w:tbl>"), place="Zixu", year=2020, part="review").text
    assert len(text) < 30_000 and text.count("a") == 1


def test_numbers_that_word_itself_writes_are_read():
    levels = (
        '<w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="4"/></w:num>'
    )
    listed = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    body = "".join(
        f"<w:p>{listed}{run(head)}</w:p>{paragraph(text)}"
        for head, text in (("2020年工作回顾", "生产总值增长6%。"), ("2021年工作安排", "建设公园20个。"))
    )
    report = zj.load(word(body, numbering=levels), place="Zhejiang", year=2021)
    assert report.outline()[["number", "part"]].values.tolist() == [["I", "review"], ["II", "plan"]]


def test_word_files_with_macros_and_with_pictures_that_are_gone_open(tmp_path):
    (tmp_path / "report.docm").write_bytes(word(paragraph("We built 12 wells.")))
    assert zj.load(tmp_path / "report.docm").text == "We built 12 wells."
    made = docx.Document()
    made.add_paragraph("We built 12 wells.")
    made.part.relate_to("NULL", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image", True)
    stream = io.BytesIO()
    made.save(stream)
    assert zj.load(stream.getvalue()).text == "We built 12 wells."


def test_text_of_a_word_file_beyond_its_share_of_the_limit_is_refused():
    data = word(paragraph("a" * 50_000))
    with pytest.raises(zj.SourceError, match="bytes of text and styles when unpacked, more than 20,000"):
        zj.load(data, max_bytes=100_000)


# Pages

TITLE = "2021年临江县政府工作报告"
REPORT = [
    "各位代表：我代表临江县人民政府向大会报告工作，请予审议。",
    "一、2020年工作回顾",
    "全县生产总值增长6.8%，达到235.6亿元，城镇新增就业1.57万人，三条河流得到治理。",
    "二、2021年工作安排",
    "我们将建设20个公园，生产总值增长6%左右，城镇新增就业8万人，办好民生实事。",
]
ARTICLE = "".join(f"<p>{line}</p>" for line in REPORT)


@pytest.mark.parametrize(
    "page",
    [
        f"<html><head><title>{TITLE}</title></head><body><div>导航</div></body></html>{ARTICLE}",
        f"<html><head><title>{TITLE}</title></head><body><i>x</i></body><div>{ARTICLE}</div></html>",
        f"<html><body><h1>{TITLE}</h1></body></html><html><body>{ARTICLE}</body></html>",
    ],
)
def test_an_article_behind_the_end_of_its_page_is_read(page):
    text = zj.load(page.encode(), place="Zhejiang", year=2021).text
    assert [line for line in REPORT if line not in text] == []


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_a_page_that_a_browser_saved_as_one_file(encoding, charset, tmp_path):
    page = f"<html><head><title>{TITLE}</title></head><body>{ARTICLE}</body></html>".encode(charset)
    coded = quopri.encodestring(page) if encoding == "quoted-printable" else base64.encodebytes(page)
    head = (
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: http://www.example.org/r.html\r\nSubject: r\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="b1"\r\n\r\n'
        f"--b1\r\nContent-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    )
    image = "\r\n--b1\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0K\r\n--b1--\r\n"
    (tmp_path / "r.mhtml").write_bytes(head.encode() + coded + image.encode())
    text = zj.load(tmp_path / "r.mhtml", place="Zhejiang", year=2021).text
    assert [line for line in REPORT if line not in text] == []
    with pytest.raises(zj.SourceError, match="no page in this web archive"):
        zj.load(head.encode() + b"\r\n--b1--\r\n")


def test_a_page_of_server_side_includes_is_a_page(tmp_path):
    (tmp_path / "r.shtml").write_text(f"<!--#include virtual='top'--><div>{ARTICLE}</div>", encoding="utf-8")
    assert REPORT[2] in zj.load(tmp_path / "r.shtml", place="Zhejiang", year=2021).text
    assert len(zj.read_corpus(tmp_path, place="Zhejiang", year=2021).reports) == 1


@pytest.mark.parametrize(
    "buttons",
    ["下载 打印 全屏 收藏", "【字号：大 中 小】", "【 字体：大 中 小 】", "扫一扫在手机打开当前页",
     "[打印] [收藏] [关闭]",
     "分享到 | 打印本页 | 关闭窗口", "Download Print Full screen"],
)  # fmt: skip
def test_buttons_of_a_site_are_no_text(buttons):
    page = f"<html><body><h1>{TITLE}</h1><div>{buttons}</div>{ARTICLE}<div>{buttons}</div></body></html>"
    report = zj.load(page.encode(), place="Zhejiang", year=2021)
    assert report.text.splitlines() == [TITLE, *REPORT]


def test_pieces_of_a_sentence_in_elements_of_their_own_are_one_sentence():
    broken = REPORT[2].replace("增", "</span>\n  <span lang=EN-US>增").replace("亿", "</span>\n<span>\n亿")
    report = zj.load(f"<html><body><p><span>{broken}</span></p>{ARTICLE}</body></html>".encode(), place="Zhejiang")
    assert report.text.splitlines()[0] == REPORT[2]
    english = "<html><body><p>In <b>2020</b>\n<span>30</span> parks were opened in <i>all</i>\ntowns.</p></body></html>"
    assert zj.load(english.encode()).text == "In 2020 30 parks were opened in all towns."


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("建成住房5万m<sup>2</sup>，供水3亿m<SUP><span>3</span></SUP>。", "建成住房5万m²，供水3亿m³。"),
        ("PM<sub>2.5</sub>平均浓度下降3%。", "PM2.5平均浓度下降3%。"),
        ("Output was 10<sup>5</sup> tons under the 5<sup>th</sup> plan.", "Output was 10⁵ tons under the 5th plan."),
        ("<ruby>衢<rp>(</rp><rt>qu</rt><rp>)</rp></ruby>州修路7公里。", "衢州修路7公里。"),
    ],
)
def test_raised_and_lowered_figures_stay_where_they_are(markup, text):
    assert zj.load(f"<html><body><p>{markup}</p></body></html>".encode()).text == text


def test_a_page_of_which_little_is_kept_is_told():
    hidden = "".join(
        f"<blockquote class=comment>第{number}条留言很长，有很多字，没有数。</blockquote>" for number in range(100)
    )
    page = f"<html><body><article>{ARTICLE * 12}</article><div id=comments class=comments>{hidden}</div></body></html>"
    with pytest.warns(zj.SourceWarning, match=r"only \d+% of the text of this page was kept"):
        zj.load(page.encode(), place="Zhejiang", year=2021, part="review")


@pytest.mark.parametrize("charset", ["undefined", "punycode", "idna", "zip_codec", "utf-7", "\ud800"])
def test_encodings_that_the_web_does_not_know_are_not_tried(charset):
    page = f"<html><head><meta charset={charset}></head><body>{ARTICLE}</body></html>".encode("utf-8", "replace")
    assert REPORT[2] in zj.load(page, place="Zhejiang", year=2021).text


@pytest.mark.parametrize(
    "page",
    [
        "<p " + " ".join(f"a{number}=1" for number in range(40_000)) + ">" + ARTICLE,
        "<table>" + "<tr><td>" + "</td></tr><tr><td>".join(f"<p>{number}</p><p>x</p>" * 3 for number in range(2_000)),
        "".join(f"<h2>Head {number}</h2><p>Village {number} built {number} wells in the year.</p>"
                for number in range(8_000)),
    ],
    ids=["attributes", "cells", "headings"],
)  # fmt: skip
@pytest.mark.filterwarnings("ignore::zjpolicy.SourceWarning")
@pytest.mark.slow
def test_pages_made_to_take_long_are_read(page):
    assert zj.load(f"<html><body>{page}</body></html>".encode(), place="Zhejiang", year=2021, part="review").text


def test_a_page_of_too_many_elements_is_refused():
    with pytest.raises(zj.SourceError, match=r"a page of 400,00. elements, more than 400,000: save it as text"):
        zj.load(b"<html><body>" + b"<b>" * 400_000)


# PDF

ROWS = [("Item", "Unit", "2022", "2023"), ("GDP", "million yuan", "510.5", "535.2"), ("Grain", "tonnes", "12.5", ""),
        ("People at work in the towns of the county, of whom women", "count", "315", "329")]  # fmt: skip


def paged(draw):
    made = FPDF()
    made.set_font("helvetica", size=10)
    made.add_page()
    made.multi_cell(0, 6, "Zixu: report on the work of the government 2024", new_x="LMARGIN", new_y="NEXT")
    draw(made)
    made.multi_cell(0, 6, "We will add 200 parks in all the towns of the county.", new_x="LMARGIN", new_y="NEXT")
    return bytes(made.output())


@pytest.mark.parametrize("borders", ["ALL", "INTERNAL", "MINIMAL", "SINGLE_TOP_LINE", "HORIZONTAL_LINES", "NONE"])
def test_tables_of_a_pdf_keep_their_columns(borders):
    rows = ROWS if borders in ("ALL", "INTERNAL") else ROWS[:3]  # without rules nothing tells where a cell ends

    def draw(made):
        with made.table(borders_layout=borders) as table:
            for cells in rows:
                row = table.row()
                for cell in cells:
                    row.cell(cell)

    report = zj.load(paged(draw), place="Zixu", year=2024)
    assert report.text.splitlines()[1:-1] == ["\t".join(row) for row in rows]
    read = report.statements().set_index("surface")
    assert read.loc["535.2", ["measure", "unit", "value", "period", "status"]].tolist() == [
        "GDP", "CNY", 535.2e6, "2023", "outcome"
    ]  # fmt: skip
    assert read.loc["12.5", ["measure", "unit", "period"]].tolist() == ["Grain", "t", "2022"]
    assert read.loc["200", "doubt"] != read.loc["535.2", "doubt"] == "from a table"


@pytest.mark.parametrize("columns", [2, 3])
def test_columns_of_a_pdf_are_read_one_after_the_other(columns):
    told = [f"Sentence {number} says that wells of kind {number} grew by {number}%." for number in range(90)]

    def draw(made):
        with made.text_columns(ncols=columns, gutter=8) as text:
            text.write(" ".join(told))

    lines = zj.load(paged(draw), place="Zixu", year=2024, part="review").text.splitlines()
    assert " ".join(" ".join(lines[1:-1]).split()) == " ".join(told)


def test_no_spaces_come_between_digits_and_chinese_characters():
    runs = [(10, 10, 40, 20, "增长"), (41, 10, 60, 20, "6.8%"), (62, 10, 80, 20, "以上")]
    assert pdf_layout.page_text(runs, []) == "增长6.8%以上"
    from zjpolicy.documents.pdf_pages import _spaced

    assert [_spaced(*pair) for pair in ("增6", "6亿", "a6", "，6")] == [False, False, True, False]


def test_lists_of_objects_that_lead_to_each_other_are_bounded(monkeypatch):
    """Ten forms in each form, eight deep, draw the same line a hundred million times."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
               "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</X 6 0 R>>>>>>",
               stream("/X Do " * 10), "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]  # fmt: skip
    for at in range(8):
        deeper = "BT /F 12 Tf 10 10 Td (GDP grew by 6 percent) Tj ET" if at == 7 else "/X Do " * 10
        inside = f"/Font<</F 5 0 R>>/XObject<</X {7 + at} 0 R>>" if at < 7 else "/Font<</F 5 0 R>>"
        objects.append(stream(deeper, f"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<<{inside}>>"))
    made, places = "%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{each}\nendobj\n"
    table = "0000000000 65535 f \n" + "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    made += f"xref\n0 {size}\n{table}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{len(made)}\n%%EOF"
    monkeypatch.setattr("zjpolicy.documents.pdf.SECONDS", 3)
    with pytest.raises(zj.SourceError, match=r"the limits are 3 seconds and"):
        zj.load(made.encode())


def stream(content, properties=""):
    return f"<<{properties}/Length {len(content)}>>stream\n{content}\nendstream"


def test_a_pdf_of_more_characters_than_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr("zjpolicy.documents.pdf.MOST", 100)
    with pytest.raises(zj.SourceError, match="a PDF of more than 100 characters: split it"):
        zj.load(paged(lambda made: None))


# Tables in a text


@pytest.mark.parametrize("form", ["tabs", "bars", "word", "page"])
def test_rows_of_a_table_are_figures_in_every_format(form):
    rows = [("指标", "单位", "2019年", "2020年", "比上年增长（%）", "2021年目标"),
            ("生产总值", "亿元", "220.5", "235.6", "6.8", "250左右"), ("常住人口", "万人", "45.2", "45.9", "1.5", ""),
            ("出口额", "亿元", "12.5", "11.9", "-4.8", "12")]  # fmt: skip
    made = {
        "tabs": lambda: "\n".join([*REPORT, *("\t".join(row) for row in rows)]).encode(),
        "bars": lambda: "\n".join([*REPORT, *(f"| {' | '.join(row)} |" for row in rows)]).encode(),
        "word": lambda: word(
            "".join(map(paragraph, REPORT)) + f"<w:tbl>{''.join(cells(*row) for row in rows)}</w:tbl>"
        ),
        "page": lambda: (
            f"<html><body><h1>{TITLE}</h1>{ARTICLE}<table border=1>".encode()
            + "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows).encode()
            + b"</table></body></html>"
        ),
    }[form]()
    report = zj.load(made, place="Zhejiang", year=2021)
    table = report.statements()
    table = table[table["doubt"].fillna("").str.startswith("from a table")]
    found = table[["measure", "value", "comparator", "unit", "kind", "direction", "status", "period"]]
    assert found.astype(object).where(found.notna(), None).values.tolist() == [
        ["生产总值", 220.5e8, "=", "CNY", "level", None, "outcome", "2019"],
        ["生产总值", 235.6e8, "=", "CNY", "level", None, "outcome", "2020"],
        ["生产总值", 6.8, "=", "%", "growth", "up", "outcome", "2020"],
        ["生产总值", 250e8, "~", "CNY", "level", None, "target", "2021"],
        ["常住人口", 452_000, "=", "count", "level", None, "outcome", "2019"],
        ["常住人口", 459_000, "=", "count", "level", None, "outcome", "2020"],
        ["常住人口", 1.5, "=", "%", "growth", "up", "outcome", "2020"],
        ["出口额", 12.5e8, "=", "CNY", "level", None, "outcome", "2019"],
        ["出口额", 11.9e8, "=", "CNY", "level", None, "outcome", "2020"],
        ["出口额", 4.8, "=", "%", "growth", "down", "outcome", "2020"],
        ["出口额", 12e8, "=", "CNY", "level", None, "target", "2021"],
    ]
    assert [report.text[row.start : row.end] for row in table.itertuples()] == table["surface"].tolist()


def test_heads_over_several_columns_units_of_a_caption_and_rows_of_places():
    text = (
        "主要指标（单位：亿元）\n地区\t生产总值\t\t出口额\n\t2019年\t2020年\t2020年\n杭州市\t1\t2\t3\n宁波市\t4\t5\t6"
    )
    table = zj.Report.from_text(text, place="Zhejiang", year=2021).statements()
    assert table[["place", "measure", "period", "value", "unit"]].values.tolist() == [
        ["Hangzhou", "生产总值", "2019", 1e8, "CNY"], ["Hangzhou", "生产总值", "2020", 2e8, "CNY"],
        ["Hangzhou", "出口额", "2020", 3e8, "CNY"], ["Ningbo", "生产总值", "2019", 4e8, "CNY"],
        ["Ningbo", "生产总值", "2020", 5e8, "CNY"], ["Ningbo", "出口额", "2020", 6e8, "CNY"],
    ]  # fmt: skip


def test_a_list_of_contents_and_single_tabs_are_no_table():
    assert (
        zj.Report.from_text("目录\n一、工作回顾\t3\n二、工作安排\t17", place="Zhejiang", year=2021).statements().empty
    )
    plain = zj.Report.from_text("\tGDP grew by 6%.\n\tExports grew by 5%.", place="Zhejiang", year=2021).statements()
    assert plain["surface"].tolist() == ["6%", "5%"] and plain["doubt"].isna().all()


# Old formats


@pytest.mark.parametrize("data", [b"{\\rtf1 GDP grew by 6%}", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_old_files_without_libreoffice_are_told_what_to_do(data, monkeypatch):
    monkeypatch.setattr(office.shutil, "which", lambda name: None)
    with pytest.raises(zj.SourceError, match=r"save it as DOCX, or install LibreOffice, which then converts it$"):
        zj.load(data)


@pytest.fixture
def soffice(tmp_path, monkeypatch):
    """A program in the place of LibreOffice, which does what a line of Python says."""

    def install(line):
        program = tmp_path / "bin" / "soffice"
        program.parent.mkdir()
        source = "import os, sys, time\nfolder = sys.argv[sys.argv.index('--outdir') + 1]\nos.makedirs(folder)\n"
        program.write_text(f"#!{sys.executable}\n{source}{line}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")

    return install


@pytest.mark.skipif(os.name == "nt", reason="programs of Windows are no scripts")
def test_old_files_go_through_libreoffice(soffice, tmp_path):
    (tmp_path / "made.docx").write_bytes(word(paragraph("We built 12 wells.")))
    soffice(
        f"open(os.path.join(folder, 'document.docx'), 'wb').write(open({str(tmp_path / 'made.docx')!r}, 'rb').read())"
    )
    (tmp_path / "report.wps").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    report = zj.load(tmp_path / "report.wps")
    assert (report.text, report.extractor.split()[0]) == ("We built 12 wells.", "LibreOffice,")


@pytest.mark.skipif(os.name == "nt", reason="programs of Windows are no scripts")
@pytest.mark.parametrize(
    ("line", "told"), [("time.sleep(20)", "LibreOffice took more than 1 seconds"), ("pass", "makes no Word file")]
)
def test_a_conversion_that_fails_or_takes_too_long_is_told(line, told, soffice, monkeypatch):
    soffice(line)
    monkeypatch.setattr(office, "SECONDS", 1)
    with pytest.raises(zj.SourceError, match=told):
        zj.load(b"{\\rtf1 GDP grew by 6%}")


@pytest.mark.skipif(not office.shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.slow
def test_libreoffice_itself_makes_a_report_of_an_old_file():
    assert "6.8%" in zj.load(b"{\\rtf1\\ansi GDP grew by 6.8% in the year.\\par}").text


# Names


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("china-1992.txt", ("China", 1992)),
        ("浙江省2012年政府工作报告.txt", ("Zhejiang", 2012)),
        ("杭州 2026(正式).TXT", ("Hangzhou", 2026)),
        ("2019内蒙古自治区.docx", ("Inner Mongolia", 2019)),
        ("浙江省_杭州市_2020.txt", ("Hangzhou", 2020)),
        ("inner_mongolia_2010.pdf", ("Inner Mongolia", 2010)),
        ("Report of Shanghai (2015).html", ("Shanghai", 2015)),
        ("20150123.txt", (None, None)),
        ("2012-2013.txt", (None, None)),
        ("report.txt", (None, None)),
    ],
)
def test_the_name_of_a_file_tells_place_and_year(name, named):
    assert named_by(f"/somewhere/2001/{name}") == named


def test_a_name_tells_what_the_text_does_not(tmp_path):
    path = tmp_path / "浙江省2012年政府工作报告.txt"
    path.write_text("生产总值增长6%。", encoding="utf-8")
    report = zj.load(path)
    assert (report.place, report.year, report.from_name) == ("Zhejiang", 2012, ("place", "year"))
    assert zj.load(path, place="Anhui").from_name == ("year",)
    assert zj.load(path, place="Anhui", year=2013).place == "Anhui"
    figures = zj.read_corpus(tmp_path)
    assert figures.reports[["report", "from_name"]].values.tolist() == [[path.stem, "place, year"]]


def test_a_name_that_contradicts_the_text_is_told(tmp_path):
    path = tmp_path / "anhui-2012.txt"
    path.write_text("2013年浙江省人民政府工作报告\n\n生产总值增长6%。", encoding="utf-8")
    with pytest.warns(zj.SourceWarning) as told:
        report = zj.load(path)
    assert (report.place, report.year, report.from_name) == ("Zhejiang", 2013, ())
    assert [str(each.message).rpartition(": the file")[2] for each in told] == [
        "'s name tells place 'Anhui', its text 'Zhejiang', which is taken: give place=... to decide",
        "'s name tells year 2012, its text 2013, which is taken: give year=... to decide",
    ]


def test_keys_are_names_of_files(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "zixu 2020(1).txt").write_text("GDP grew by 6%.")
    (tmp_path / "zhejiang-2020-en.txt").write_text("GDP grew by 6%.")
    figures = zj.read_corpus(tmp_path, place="Zixu", year=2020)
    assert figures["report"].tolist() == ["zixu-2020-1", "zixu-2020-1~2", "zhejiang-2020-en.txt"]


# Corpora

TEXTS = [("浙江", 2019, "生产总值增长6%。"), ("安徽", 2020, "  生产总值增长7%。\n\n出口增长8%。")]


@pytest.mark.parametrize(
    "columns", [("省份", "年份", "正文"), ("Province", "Year", "Text"), ("area", "年度", "content")]
)
@pytest.mark.parametrize("ending", [".csv", ".gbk.csv", ".tsv", ".xlsx", ".parquet", ".jsonl", ".dta"])
@pytest.mark.filterwarnings("ignore:.*a guess")
def test_a_table_of_texts_is_many_reports(tmp_path, columns, ending):
    table = pd.DataFrame(TEXTS, columns=list(columns))
    path = tmp_path / f"reports{ending}"
    if ending == ".dta":
        table = table.set_axis(["province", "year", "text"], axis=1)  # names of Stata's columns
        table.to_stata(path, write_index=False, version=118)
    else:
        write = {".xlsx": table.to_excel, ".parquet": table.to_parquet, ".tsv": table.to_csv}.get(
            path.suffix, table.to_csv
        )
        options = {"sep": "\t"} if ending == ".tsv" else {"encoding": "gb18030"} if "gbk" in ending else {}
        if ending == ".jsonl":
            table.to_json(path, orient="records", lines=True, force_ascii=False)
        else:
            write(path, index=False, **options)
    figures = zj.read_corpus(path)
    assert figures[["value", "place", "period"]].values.tolist() == [
        [6.0, "Zhejiang", "2018"], [7.0, "Anhui", "2019"], [8.0, "Anhui", "2019"]
    ]  # fmt: skip
    assert figures.reports["report"].str.match(rf"{path.stem}-\d$").all()
    assert figures.reports["source"].str.contains(f"reports{ending}, row ", regex=False).all()


def test_columns_of_a_table_of_texts_can_be_named(tmp_path):
    table = pd.DataFrame({"a": ["GDP grew by 6%.", None], "b": ["Zixu", "Anji"], "c": [2019, 2020], "d": ["x 1", "y"]})
    with pytest.raises(zj.TableError, match="no column of texts: it has a, b, c, d: name yours"):
        zj.read_corpus(table)
    with pytest.raises(zj.TableError, match="no column 'text'; it has"):
        zj.read_corpus(table, columns={"text": "text"})
    with pytest.raises(ValueError, match="not 'txt'; did you mean 'text'"):
        zj.read_corpus(table, columns={"txt": "a"})
    with pytest.warns(UserWarning, match=r"1 of 2 documents could not be read; .*no text in column 'a'"):
        figures = zj.read_corpus(table, columns={"text": "a", "place": "b", "year": "c", "key": "d"})
    assert figures.reports[["report", "place", "year"]].values.tolist() == [["x-1", "Zixu", 2019]]
    assert figures.errors["source"].tolist() == ["the table, row 1"]


def test_a_list_of_strings_is_many_texts():
    figures = zj.read_corpus(["GDP grew by 6%.", "生产总值增长7%。", "zhejiang-2020-en"])
    assert figures["value"].tolist()[:2] == [6.0, 7.0]
    assert figures.reports["source"].tolist() == ["item 1", "item 2", "zhejiang-2020-en"]


@pytest.mark.parametrize("name", ["reports.jsonl", "reports.csv", "reports.xlsx"])
def test_a_table_is_never_one_report(name, tmp_path):
    (tmp_path / name).write_text('{"text": "GDP grew by 6%."}\n' * 3)
    with pytest.raises(zj.SourceError, match=r"a table: zj.read_corpus reads a report from each of its rows"):
        zj.load(tmp_path / name)


def test_files_that_are_passed_over_are_told(tmp_path):
    for name in ("a.txt", "notes.odt", "~$a.docx", ".DS_Store", "reports.jsonl", ".git/config"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("GDP grew by 6%.")
    with pytest.warns(
        UserWarning, match=r"2 files passed over; they are in the table `errors`; the first: .*notes.odt"
    ):
        errors = zj.read_corpus(tmp_path, place="Zixu", year=2020).errors
    assert [Path(source).name for source in errors["source"]] == [
        ".DS_Store", ".git", "notes.odt", "reports.jsonl", "~$a.docx"
    ]  # fmt: skip
    assert set(errors["error"]) == {"PassedOver"} and errors["message"].str.len().min() > 10


# Sizes


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_pipes_and_devices_are_refused_unopened(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    for path in (tmp_path / "pipe.txt", "/dev/zero"):
        for read in (zj.load, zj.read_table if str(path).endswith("csv") else zj.load):
            with pytest.raises(zj.SourceError, match="a pipe or a device, not a file"):
                read(path)


def test_the_size_of_a_file_is_known_before_it_is_read(tmp_path):
    with open(tmp_path / "sparse.txt", "wb") as stream:
        stream.truncate(20_000_000_000)
    with pytest.raises(zj.SourceError, match="20,000,000,000 bytes, more than 200,000,000: raise max_bytes="):
        zj.load(tmp_path / "sparse.txt")
    with pytest.raises(zj.SourceError, match="open file: more than 10 characters"):
        zj.load(io.StringIO("6% " * 10), max_bytes=10)
    with pytest.raises(ValueError, match="max_bytes is a whole number from 1, not 0"):
        zj.load(b"6%", max_bytes=0)


def test_threads_may_read_pdf_files_together():
    data, texts = paged(lambda made: None), []
    threads = [threading.Thread(target=lambda: texts.append(zj.load(data, place="Zixu").text)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(texts) == 4 and len(set(texts)) == 1
