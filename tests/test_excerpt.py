"""What a notebook shows of a report's section and of a quantity: exact, quiet and the same every time."""

import re
from html.parser import HTMLParser

import pytest

import zjpolicy as zj

TEXT = """I. A review of 2019

GDP exceeded 6 trillion yuan, up from 5 trillion yuan.

II. Targets for 2020

We will add 200 parks."""


class Text(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.pieces, self.quiet = [], 0
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        assert tag in {"div", "p", "span", "sup", "strong"}
        assert {name for name, _ in attributes} <= {"style", "title", "lang"}
        self.quiet += tag == "sup"

    def handle_endtag(self, tag):
        self.quiet -= tag == "sup"

    def handle_data(self, data):
        if not self.quiet:
            self.pieces.append(data)


@pytest.mark.parametrize("key", ["zhejiang-2020-en", "zhejiang-2020-zh"])
def test_every_section_is_shown_exactly_and_the_same_every_time(key):
    report, again = zj.load(key), zj.load(key)
    paragraphs = report.paragraphs()
    for section in [None, *paragraphs["section"].dropna().unique()]:
        shown = report.show(section)
        within = paragraphs["section"].eq(section) | paragraphs["section"].str.startswith(f"{section}.", na=False)
        text = paragraphs.loc[within | (section is None), "text"]
        html = shown._repr_html_()
        assert "".join(Text(html).pieces).endswith("".join(text))
        assert (html, repr(shown)) == (again.show(section)._repr_html_(), repr(again.show(section)))


def test_text_marks_status_and_kind():
    shown = repr(zj.Report.from_text(TEXT, place="Zhejiang", year=2020).show())
    assert "[6 trillion yuan" in shown
    assert "We will add [200 →C] parks." in shown
    assert "[200" not in repr(zj.Report.from_text(TEXT).show("I"))


def test_markup_in_the_text_stays_text():
    html = zj.Report.from_text("<script>x</script> grew by 5% <b>'", part="review").show()._repr_html_()
    assert "<script>x</script> grew by 5% <b>'" in "".join(Text(html).pieces)


def test_unknown_section_names_those_there_are():
    with pytest.raises(zj.ReadingError, match=r"no section 'III'; there are: I, II"):
        zj.Report.from_text(TEXT).show("III")
    with pytest.raises(zj.ReadingError, match="there are: none"):
        zj.Report.from_text("Nothing here.").show("I")


def test_an_empty_report_is_shown():
    assert re.search(r"<div lang='en'[^>]*></div></div>$", zj.Report.from_text("").show()._repr_html_())


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("no less than 10%", "<span><code>10%</code> &gt;= 10 %</span>"),
        ("11.4 million mu", "<span><code>11.4 million mu</code> 11,400,000 mu</span>"),
        ("6%-6.5%", "<span><code>6%-6.5%</code> 6 to 6.5 %</span>"),
    ],
)
def test_quantity_in_a_notebook(text, html):
    assert zj.parse_quantity(text)._repr_html_() == html
