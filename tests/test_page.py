"""The annotated page: what is in it, and, in a real browser, how it behaves."""

import json
import re
import stat
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

import zjpolicy as zj
from zjpolicy.cli import main
from zjpolicy.languages import get_language
from zjpolicy.reading.model import DOUBT, KIND, STATUS
from zjpolicy.showing.details import findings_of, marked_figures
from zjpolicy.showing.labels import Labels
from zjpolicy.showing.page import page
from zjpolicy.showing.pieces import blocks, figures

TEMPLATES = Path(zj.__file__).parent / "showing" / "templates"
TEXT = """Report on the Work of the Government

I. A review of 2019

GDP exceeded 6 trillion yuan, an increase of 6.8%. Income of rural residents rose by 9.4%.

1. Housing

Some 20,000 flats were built.

II. Targets for 2020

We will add no less than 200 parks and build 30 to 40 kilometers of roads.
"""
HOSTILE = (
    "Prices <script>document.title='broken'</script> rose by 3% </p></main>"
    "<img src=x onerror=\"document.title='broken'\">"
    "\u2028 &lt; &amp;\x00 <!-- exports of [[x]]</script><script>alert(1)</script> grew by 5% \r\n "
    "and <b>imports</b> by 7%."
)
FINDINGS = pd.DataFrame(
    [
        ["growth-range", "warning", TEXT.index("6.8%"), TEXT.index("6.8%") + 4, "is <b>this</b> so </script>?"],
        ["title", "note", 0, 6, "speaks of no figure"],
        ["unit", "error", TEXT.index("20,000"), TEXT.index("20,000") + 20, "flats are counted"],
    ],
    columns=["rule", "severity", "start", "end", "message"],
)


def data_of(html):
    """What the page's script knows."""
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.S)[1])


@pytest.fixture
def report():
    return zj.Report(TEXT, place="Zhejiang", year=2020, official_url="https://example.org/report")


@pytest.fixture(params=["zhejiang-2020-en", "zhejiang-2020-zh"])
def edition(request):
    return zj.load(request.param)


def test_the_same_report_gives_the_same_page(edition):
    assert edition.to_html() == zj.load(edition.key).to_html()


def test_pieces_are_the_text_and_its_figures_exactly(edition):
    table = edition.statements()
    shown = list(blocks(edition, figures(edition)))
    assert ["".join(text for text, _ in block.pieces) for block in shown] == edition.paragraphs()["text"].tolist()
    marked = [(row["start"], text) for block in shown for text, row in block.pieces if row]
    assert marked == list(zip(table["start"], table["surface"], strict=True))


@pytest.fixture(scope="module")
def editions():
    return zj.load("zhejiang-2020-en"), zj.load("zhejiang-2020-zh")


PIECES = [
    "5%",
    " grew by ",
    "6.5 million",
    "\n",
    "\n\n",
    "\r\n",
    "yuan",
    "一、",
    "增长",
    "3万亿元",
    "I. Plan",
    "200 to ",
    "300",
    " ",
    "\x00",
    "—",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_pieces_are_the_text_of_any_text(text):
    report = zj.Report(text, year=2020)
    shown = list(blocks(report, figures(report)))
    assert ["".join(piece for piece, _ in block.pieces) for block in shown] == [
        text[at.start : at.end] for at in report.structure.paragraphs
    ]
    marked = [row["start"] for block in shown for _, row in block.pieces if row]
    assert marked == report.statements()["start"].tolist()


def test_page_loads_nothing_and_names_its_script_by_hash(report):
    html = report.to_html()
    loads = re.findall(r"""(?:src|href)=["']?([^"'> ]+)""", html)
    assert {link for link in loads if not link.startswith("#")} == {"https://example.org/report"}
    assert "@import" not in html and "url(" not in html
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)[1]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_details_are_json_that_cannot_leave_its_element():
    html = page(zj.Report(HOSTILE, place="</script>", year=2020, part="review"))
    block = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.S)[1]
    assert len(data_of(html)["figures"]) == 3
    assert not set("<>&\u2028") & set(block)
    assert html.count("<script") == 2


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "ftp://example.org"])
def test_only_web_addresses_become_links(url):
    assert f'href="{url}' not in page(zj.Report(TEXT, official_url=url))


def test_a_path_of_the_reader_is_not_told(tmp_path):
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    assert str(tmp_path) not in zj.load(tmp_path / "report.txt").to_html()


@pytest.mark.parametrize("text", ["", " ", "No figure here.", "\ud800 grew by 5%", "5%", "a\rb\r\nc 3%" * 3])
def test_any_text_makes_a_page(text, tmp_path):
    zj.Report(text).to_html(tmp_path / "page.html")
    assert (tmp_path / "page.html").read_bytes().decode().endswith("</html>")


def test_write_is_whole_or_not_at_all(report, tmp_path):
    path = tmp_path / "page.html"
    path.write_text("old")
    path.chmod(0o640)
    assert report.to_html(path) is None
    assert path.read_bytes().decode() == report.to_html()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    with pytest.raises(zj.ExportError, match="cannot be written"):
        report.to_html(tmp_path / "none" / "page.html")
    assert [file.name for file in tmp_path.iterdir()] == ["page.html"]


def test_findings_need_their_columns(report):
    with pytest.raises(zj.TableError, match="lack the column severity"):
        report.to_html(findings=FINDINGS.drop(columns="severity"))
    assert 'class="list findings"' not in report.to_html(findings=FINDINGS.head(0))


def test_view_writes_the_page(tmp_path, capsys):
    source, path = tmp_path / "report.txt", tmp_path / "page.html"
    source.write_text(TEXT, encoding="utf-8")
    assert main(["view", str(source), "-o", str(path), "--place", "Zhejiang"]) == 0
    assert "Zhejiang, 2020" in path.read_text(encoding="utf-8")
    assert capsys.readouterr().out == f"6 figures on {path}: open it in a browser\n"
    assert main(["view", str(tmp_path / "none.txt"), "-o", str(path)]) == 1
    assert main(["view", str(source), "-o", str(tmp_path)]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_template_and_script_are_small():
    lines = [
        len((TEMPLATES / name).read_text(encoding="utf-8").splitlines())
        for name in ("page.html", "page.css", "page.js")
    ]
    assert sum(lines) < 800


def test_every_doubt_has_chinese_words():
    words = Labels("zh")
    for told in DOUBT.values():
        assert not words.doubts(told).isascii()
    assert words.doubts("; ".join([DOUBT["table"], "dan worked out as 50 kg"])) == "来自表格，dan worked out as 50 kg"
    assert words.doubts(None) == "" and Labels("en").doubts(DOUBT["row"]) == DOUBT["row"]


def test_page_of_a_chinese_report_is_chinese():
    report = zj.Report.from_text("工业投资达到7232亿元，增长5%以上。", place="浙江", year=2020, part="plan")
    html = report.to_html()
    assert '<html lang="zh-Hans">' in html
    first = data_of(html)["figures"]["f-6"]
    told = {label: text for label, text, *_ in first["facts"]}
    assert [told[name] for name in ("数字", "单位", "类别", "状态", "地区")] == [
        "7232亿元", "元（CNY）", "水平值", "目标：报告说要做到的", "浙江",
    ]  # fmt: skip
    body = re.sub(r"<script.*?</script>|<style.*?</style>", "", html, flags=re.S)
    shown = re.sub(r"<[^>]*>", " ", body).replace(report.text_sha256[:12], "")
    assert set(re.findall(r"[A-Za-z][\w.]+", shown)) == {"CSV", "industrial_investment.growth"}
    assert not re.findall(r'(?:title|aria-label|placeholder)="[^"]*[a-z]{3}[^"]*"', body)


def test_languages_have_the_same_labels():
    def paths(table, at=""):
        for name, entry in table.items():
            yield at + name
            if isinstance(entry, dict) and at + name not in ("values", "told"):
                yield from paths(entry, f"{at}{name}.")

    tables = [get_language(code).table("page") for code in ("en", "zh")]
    assert [*paths(tables[0])] == [*paths(tables[1])]
    for vocabulary in (STATUS, KIND):
        assert set(vocabulary) <= set(tables[1]["told"])


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("I. Plan\n\n1. We value roads. We will build 30 kilometers of them.", "1. We value roads."),
        ("I. Plan\n\n1. We will build 30 kilometers of roads. Then we rest.", ""),
        ("一、计划\n\n（一）着力改善民生。新建公园20个。", "（一）着力改善民生。"),
    ],
)
def test_a_run_in_heading_ends_at_its_first_full_stop(text, lead):
    html = zj.Report.from_text(text, place="Zhejiang", year=2020).to_html()
    assert re.findall('<p id="p-2"[^>]*>(?:<strong>(.*?)</strong>)?', html) == [lead]


def test_other_is_a_report(report):
    with pytest.raises(TypeError, match="other is a Report, as"):
        report.to_html(other="zhejiang-2020-zh")


def test_each_of_many_findings_finds_its_figure():
    report = zj.Report.from_text("We will add 200 parks. " * 500, place="Zhejiang", year=2020, part="plan")
    starts = report.statements()["start"].tolist()
    words = Labels("en")
    rows = marked_figures(report, "f", words)
    table = pd.DataFrame([["r", "note", start, start + 1, "m"] for start in starts], columns=list(FINDINGS.columns))
    assert [finding["target"] for finding in findings_of(table, rows, words)] == [f"f-{start}" for start in starts]
    assert all(len(row["findings"]) == 1 for row in rows)


# --- in a browser ---------------------------------------------------------------------------------------------------


@pytest.fixture
def view(browser, tmp_path):
    """Open the page of a report, at a place in it if one is named."""

    def opened(report, place="", width=1400, dark=False, **shown):
        browser.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": 850, "deviceScaleFactor": 1, "mobile": width < 500},
        )
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme})
        report.to_html(tmp_path / "page.html", **shown)
        browser.get("about:blank")
        browser.get((tmp_path / "page.html").as_uri() + place)
        return browser

    yield opened
    complaints = [entry for entry in browser.get_log("browser") if "favicon" not in entry["message"]]
    assert complaints == []


def js(browser, code, *arguments):
    return browser.execute_script(f"return {code}", *arguments)


def every(browser, selector, told="textContent"):
    """A property of every element that a selector names."""
    return js(browser, "[...document.querySelectorAll(arguments[0])].map(e => e[arguments[1]])", selector, told)


def box(browser, selector):
    """Top and bottom of an element on the screen."""
    place = "document.querySelector(arguments[0]).getBoundingClientRect()"
    return js(browser, f"(r => [r.top, r.bottom])({place})", selector)


def keys(browser, *pressed):
    from selenium.webdriver.common.action_chains import ActionChains

    ActionChains(browser).send_keys(*pressed).perform()


def wait(browser, condition):
    from selenium.webdriver.support.ui import WebDriverWait

    return WebDriverWait(browser, 10).until(lambda _: condition())


def choose(browser, name, told):
    """Choose an option of a filter by its label."""
    from selenium.webdriver.support.ui import Select

    Select(browser.find_element("name", name)).select_by_visible_text(told)


def facts(browser):
    labels, told = (
        js(browser, f"[...document.querySelectorAll('#facts {tag}')].map(e => e.textContent)") for tag in ("dt", "dd")
    )
    return dict(zip(labels, told, strict=True))


def seen(browser):
    """The figures that the table shows, as the text has them."""
    shown = "[...document.querySelectorAll('tbody tr')].filter(r => r.offsetParent)"
    return js(browser, f"{shown}.map(r => document.getElementById(r.dataset.figure).textContent)")


def at(text):
    return TEXT.index(text)


def test_text_on_the_page_is_the_text(view, edition):
    browser = view(edition)
    shown = every(browser, "article > *")
    assert shown == edition.paragraphs()["text"].tolist()
    marked = js(browser, "[...document.querySelectorAll('article .mark')].map(e => [e.id, e.textContent])")
    table = edition.statements()
    assert marked == [[f"f-{start}", surface] for start, surface in zip(table["start"], table["surface"], strict=True)]
    assert js(browser, "document.querySelector('article').lang") == {"en": "en", "zh": "zh-Hans"}[edition.language]


def test_untrusted_text_stays_text(view):
    report = zj.Report(HOSTILE, place="<i>x</i>", year=2020, part="review")
    browser = view(report, f"#f-{report.statements()['start'][1]}")
    shown = js(browser, "[...document.querySelectorAll('article > *')].map(e => e.textContent).join('')")
    assert shown == "".join(report.paragraphs()["text"]).replace("\x00", "\ufffd")
    assert js(browser, "document.querySelectorAll('article img, article script, article b, #facts i').length") == 0
    assert "broken" not in browser.title
    assert facts(browser)["Place"] == "<i>x</i>"


def test_policy_stops_a_script_that_got_in(browser, report, tmp_path):
    html = report.to_html().replace("</header>", "</header><script>document.title = 'broken'</script>")
    (tmp_path / "page.html").write_text(html, encoding="utf-8")
    browser.get((tmp_path / "page.html").as_uri())
    assert "broken" not in browser.title
    assert "Content Security Policy" in browser.get_log("browser")[0]["message"]


def test_click_on_a_figure_opens_its_row(view, report):
    browser = view(report, findings=FINDINGS)
    assert js(browser, "document.getElementById('panel').hidden")
    browser.find_element("id", f"f-{at('6.8%')}").click()
    told = facts(browser)
    assert told["Figure"] == "up 6.8%"
    assert told["Indicator"] == "GDP, real growth (gdp.growth)" or "(gdp.growth)" in told["Indicator"]
    assert [told[name] for name in ("Period", "Place", "Warning")] == [
        "2019",
        "Zhejiang",
        "is <b>this</b> so </script>?",
    ]
    assert told["Cite as"].endswith('paragraph 3, "6.8%". https://example.org/report')
    assert browser.current_url.endswith(f"#f-{at('6.8%')}")
    assert js(browser, "document.querySelector('tr.current').id") == f"r-{at('6.8%')}"


def test_findings_lead_to_their_figures(view, report):
    browser = view(report, findings=FINDINGS)
    listed = every(browser, ".findings li", "innerText")
    assert [line.split()[0] for line in listed] == ["Error", "Warning", "Note"]
    browser.find_element("css selector", ".findings a").click()
    assert facts(browser)["Error"] == "flats are counted"
    assert js(browser, "document.querySelectorAll('.findings a').length") == 2


def test_link_to_a_figure_opens_it(view, report):
    browser = view(report, f"#f-{at('200')}")
    assert facts(browser)["Figure"] == "up at least 200"
    assert js(browser, "document.activeElement.id") == f"f-{at('200')}"
    top, bottom = box(browser, ":focus")
    assert 100 < top < bottom < 750
    browser.get(browser.current_url.split("#")[0] + f"#r-{at('9.4%')}")
    assert facts(browser)["Figure"] == "up 9.4%"


def test_row_of_the_table_leads_to_its_figure(view, report):
    browser = view(report)
    browser.find_element("css selector", f"#r-{at('9.4%')} a").click()
    assert facts(browser)["Figure"] == "up 9.4%"
    assert js(browser, "document.activeElement.id") == f"f-{at('9.4%')}"
    browser.find_element("css selector", f"#r-{at('200')} td:nth-child(2)").click()
    assert facts(browser)["Figure"] == "up at least 200"
    browser.back()
    assert facts(browser)["Figure"] == "up 9.4%"


def test_keyboard_alone_is_enough(view, report):
    from selenium.webdriver.common.keys import Keys

    browser = view(report)
    keys(browser, Keys.TAB)
    assert js(browser, "document.activeElement.textContent") == "Skip to the text"
    keys(browser, Keys.ENTER, Keys.TAB)
    assert js(browser, "document.activeElement.id") == f"f-{at('6 trillion')}"
    assert facts(browser)["Figure"] == "more than 6 trillion yuan"
    keys(browser, Keys.TAB)
    assert facts(browser)["Figure"] == "up 6.8%"
    keys(browser, Keys.ENTER)
    assert js(browser, "document.activeElement.id") == "panel"
    keys(browser, Keys.TAB, Keys.TAB, Keys.ENTER)
    assert facts(browser)["Figure"] == "up 9.4%"
    keys(browser, Keys.ESCAPE)
    assert js(browser, "[document.activeElement.id, document.getElementById('panel').hidden]") == [
        f"f-{at('9.4%')}",
        True,
    ]


@pytest.mark.parametrize(
    ("chosen", "words", "expected"),
    [
        ({}, "", ["6 trillion yuan", "6.8%", "9.4%", "20,000", "200", "30 to 40 kilometers"]),
        ({"part": "plan"}, "", ["200", "30 to 40 kilometers"]),
        ({"status": "outcome", "kind": "growth"}, "", ["6.8%", "9.4%"]),
        ({"finding": "any"}, "", ["6.8%", "20,000"]),
        ({"commitment": "will"}, "", ["200", "30 to 40 kilometers"]),
        ({"indicator": "GDP growth (gdp.growth)"}, "", ["6.8%"]),
        ({}, "RURAL income", ["9.4%"]),
        ({}, "gdp.growth", ["6.8%"]),
        ({}, "农村居民", ["9.4%"]),
        ({}, "some built", ["20,000"]),
        ({"part": "plan"}, "rural", []),
    ],
)
def test_filters_and_search(view, report, chosen, words, expected):
    browser = view(report, findings=FINDINGS)
    for name, value in chosen.items():
        choose(browser, name, value)
    browser.find_element("name", "search").send_keys(words)
    assert seen(browser) == expected
    marked = every(browser, "article .mark:not(.off)")
    assert marked == expected
    count = f"{len(expected)} of 6 figures" if len(expected) < 6 else "6 figures"
    assert browser.find_element("name", "count").text == count
    browser.find_element("css selector", "button[type=reset]").click()
    assert len(seen(browser)) == 6


@pytest.mark.parametrize("width", [1400, 1100])
def test_filters_bring_the_first_figure_into_sight_and_stay_there(view, edition, width):
    browser = view(edition, width=width)
    last = edition.statements().iloc[-1]
    browser.find_element("name", "search").send_keys(str(last["measure"]))
    left = js(browser, "[...document.querySelectorAll('tbody tr:not([hidden])')].map(e => e.id.slice(2))")
    assert 0 < len(left) < 10
    top, bottom = box(browser, f"#f-{left[0]}")
    assert box(browser, "#filters")[1] <= top < bottom <= 850
    assert box(browser, "#filters")[0] == 0
    assert js(browser, "document.activeElement.name") == "search"


def test_a_panel_whose_figure_was_chosen_away_closes(view, report):
    browser = view(report, f"#f-{at('6.8%')}")
    assert not js(browser, "document.getElementById('panel').hidden")
    search = browser.find_element("name", "search")
    search.send_keys("GDP")
    assert not js(browser, "document.getElementById('panel').hidden")
    search.send_keys(" parks")
    assert js(browser, "[document.getElementById('panel').hidden, document.activeElement.name]") == [True, "search"]
    assert browser.find_elements("css selector", ".current") == []


def test_no_figure_left_is_said(view, report):
    browser = view(report)
    notice = browser.find_element("id", "nothing")
    assert not notice.is_displayed()
    browser.find_element("name", "search").send_keys("no such thing")
    assert notice.text == "No figure fits. “Show all” brings them back."
    browser.find_element("css selector", "button[type=reset]").click()
    assert not notice.is_displayed()


def violations(browser):
    """What axe-core objects to on the page that is open."""
    axe = pytest.importorskip("selenium_axe_python", reason='no axe-core: pip install "zjpolicy[test]"')
    checker = axe.Axe(browser)
    checker.inject()
    found = checker.run(options={"resultTypes": ["violations"]})
    assert len(found["passes"]) > 30
    return [(broken["id"], broken["nodes"][0]["html"]) for broken in found["violations"]]


def test_marks_differ_without_colour(view, edition):
    browser = view(edition)
    lines = js(
        browser, "[...document.querySelectorAll('.legend dd .mark')].map(e => getComputedStyle(e).textDecorationStyle)"
    )
    assert len(set(lines[:4])) == 4
    letters = js(browser, "[...document.querySelectorAll('.legend dd .mark.none')].map(e => e.dataset.letter)")
    assert len(set(letters)) == len(letters) == 7


@pytest.mark.parametrize(("width", "dark"), [(390, True), (1000, False)])
def test_axe_finds_no_violation(view, edition, width, dark):
    start = int(edition.statements()["start"][3])
    findings = FINDINGS.assign(start=[start, 0, 1], end=[start + 1, 1, 2])
    browser = view(edition, f"#f-{start}", width, dark, findings=findings)
    assert violations(browser) == []


@pytest.mark.parametrize(("width", "dark"), [(390, False), (1400, True)])
def test_axe_finds_no_violation_in_two_editions_with_mentions(view, editions, width, dark):
    english, chinese = editions
    terms = zj.mentions(chinese, {"计划": ["建设", "改革"]})
    start = int(chinese.statements()["start"][3])
    browser = view(chinese, f"#f-{start}", width, dark, other=english, mentions=terms)
    assert js(browser, "document.documentElement.scrollWidth") <= width
    assert violations(browser) == []


def test_phone_shows_the_figure_above_its_panel(view, edition):
    start = int(edition.statements()["start"][30])
    browser = view(edition, f"#f-{start}", width=390)
    assert js(browser, "document.documentElement.scrollWidth") == 390
    places = [*box(browser, f"#f-{start}"), *box(browser, "#panel")]
    assert places == sorted(places)
    assert places[0] >= 0 and places[-1] <= 851
    assert not js(browser, "document.querySelector('.outline details').open")


def test_print_has_text_and_table_and_nothing_else(view, report):
    browser = view(report, f"#f-{at('200')}")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    hidden = js(browser, "['.outline', 'form', '#panel'].map(s => getComputedStyle(document.querySelector(s)).display)")
    assert hidden == ["none"] * 3
    assert len(seen(browser)) == 6
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_outline_leads_to_sections_one_level_at_a_time(view, edition):
    browser = view(edition)
    links = js(
        browser, "[...document.querySelectorAll('.outline a')].map(a => document.querySelector(a.hash).textContent)"
    )
    outline = edition.outline()
    for title, linked in zip(outline["title"], links, strict=True):
        assert title.rstrip(" …") in linked
    levels = js(browser, "[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(e => +e.tagName[1])")
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_whole_report_opens_at_once(view, corpus):
    browser = view(zj.load(corpus / "zhejiang-2020-en.txt"))
    ready, elements = js(
        browser, "[performance.getEntriesByType('navigation')[0].loadEventEnd, document.querySelectorAll('*').length]"
    )
    assert elements < 4_000
    assert ready < 3_000  # about 250 ms on two cores
    assert js(browser, "document.querySelectorAll('article .mark').length") > 200


def test_exact_is_markup_once():
    from zjpolicy.showing.pieces import exact

    assert exact(Markup("<b>")) == exact("<b>") == Markup("&lt;b&gt;")


def test_skip_links_lead_to_text_search_and_table(view, report):
    browser = view(report)
    assert every(browser, ".skip") == ["Skip to the text", "Skip to the search", "Skip to the table"]
    for hash_ in every(browser, ".skip", "hash"):
        js(browser, f"document.querySelector('.skip[href=\"{hash_}\"]').click()")
        assert js(browser, f"document.querySelector('{hash_}').matches(':target')")


def test_words_of_the_search_are_highlighted_in_the_text(view, report):
    browser = view(report)
    browser.find_element("name", "search").send_keys("income")
    assert js(browser, "CSS.highlights.get('searched').size") == 1
    browser.find_element("css selector", "button[type=reset]").click()
    assert js(browser, "CSS.highlights.get('searched').size") == 0


@pytest.mark.parametrize("width", [1400, 390])
def test_enter_in_the_search_goes_from_hit_to_hit(view, edition, width):
    from selenium.webdriver.common.keys import Keys

    browser = view(edition, width=width)
    hits = edition.statements().query("indicator == 'gdp.growth'")["start"].tolist()
    assert len(hits) > 1
    browser.find_element("name", "search").send_keys("gdp.growth")
    for start in hits:
        keys(browser, Keys.ENTER)
        assert js(browser, "document.querySelector('article .current').id") == f"f-{start}"
        top, bottom = box(browser, f"#f-{start}")
        assert 0 <= top < bottom <= 850
    assert js(browser, "document.activeElement.name") == "search"


def test_citation_is_copied(view, report):
    from selenium.webdriver.common.keys import Keys

    browser = view(report, f"#f-{at('6.8%')}")
    browser.find_element("css selector", "[data-copy]").click()
    notice = browser.find_element("id", "copied")
    assert wait(browser, lambda: notice.text) == "copied"
    search = browser.find_element("name", "search")
    search.send_keys(Keys.CONTROL, "v")
    assert search.get_attribute("value") == facts(browser)["Cite as"]


def test_csv_is_what_export_writes_of_the_figures_left(view, report, tmp_path):
    browser = view(report)
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    browser.find_element("name", "search").send_keys("rose")
    browser.find_element("css selector", "[data-csv]").click()
    path = tmp_path / f"{report.key}.csv"
    wait(browser, lambda: path.exists() and path.stat().st_size)
    zj.export(report.statements().query("surface == '9.4%'"), tmp_path / "own.csv")
    assert path.read_bytes().decode("utf-8-sig") == (tmp_path / "own.csv").read_bytes().decode()


def test_columns_sort_and_go_back_to_the_text_order(view, report):
    browser = view(report)
    text_order = seen(browser)
    head = browser.find_element("css selector", "th [data-sort=value]")
    head.click()
    assert seen(browser) == ["6.8%", "9.4%", "6 trillion yuan", "200", "20,000", "30 to 40 kilometers"]
    assert js(browser, "document.querySelector('th:nth-child(2)').getAttribute('aria-sort')") == "ascending"
    head.click()
    assert seen(browser)[-1] == "6.8%"
    head.click()
    assert seen(browser) == text_order
    browser.find_element("css selector", "th [data-sort=status]").click()
    assert every(browser, "tbody td:nth-child(3)") == ["outcome"] * 4 + ["target"] * 2


def test_table_follows_the_text(view, edition):
    browser = view(edition)
    row = edition.statements().iloc[200]
    js(browser, f"document.getElementById('f-{row['start']}').scrollIntoView({{block: 'start'}})")
    wait(browser, lambda: js(browser, "document.getElementById('table').scrollTop") > 2_000)
    top, bottom = box(browser, f"#r-{row['start']}")
    low, high = box(browser, "#table")
    assert low < top < bottom < high


def test_mentions_are_listed_in_context_and_lead_to_the_text(view, report):
    browser = view(report, mentions=zj.mentions(report, {"building": ["built", "build", "roads"]}))
    assert every(browser, ".mentions li", "innerText")[0].split("\n") == ["Some 20,000 flats were ", "built", "."]
    assert every(browser, "article mark") == ["built", "build", "roads"]
    browser.find_element("css selector", ".mentions a").click()
    assert js(browser, "document.querySelector('mark:target').textContent") == "built"
    browser.find_element("name", "search").send_keys("roads")
    assert every(browser, ".mentions li:not([hidden]) a") == ["roads"]


def test_two_editions_stand_side_by_side(view, editions):
    english, chinese = editions
    pairs = zj.align(english, chinese)
    pair = pairs[pairs["found"].eq("both") & pairs["differs"].notna()].iloc[0]
    browser = view(english, f"#f-{pair['english_start']}", other=chinese)
    marked = js(browser, "[...document.querySelectorAll('article .current')].map(e => [e.id, e.textContent])")
    assert marked == [
        [f"f-{pair['english_start']}", pair["english_surface"]],
        [f"o-{pair['chinese_start']}", pair["chinese_surface"]],
    ]
    assert facts(browser)["Differs"] == pair["differs"]
    for edge in (f"#f-{pair['english_start']}", f"#o-{pair['chinese_start']}"):
        assert 0 < box(browser, edge)[0] < 850
    counts = {
        "agree": (pairs["found"].eq("both") & pairs["differs"].isna()).sum(),
        "differ": pairs["differs"].notna().sum(),
        "in one only": pairs["found"].ne("both").sum(),
    }
    for told, count in counts.items():
        choose(browser, "editions", told)
        assert len(seen(browser)) == count


def test_a_figure_of_the_other_edition_opens_its_pair(view, editions):
    english, chinese = editions
    both = zj.align(english, chinese).query("found == 'both'").iloc[120]
    browser = view(chinese, other=english)
    browser.find_element("id", f"o-{both['english_start']}").click()
    assert js(browser, "document.querySelector('#text .current').id") == f"f-{both['chinese_start']}"
    assert facts(browser)["另一文本"].endswith(both["english_measure"])
    assert 0 < box(browser, "#text .current")[0] < 850


def test_a_figure_of_one_edition_only_is_told(view):
    ours = zj.Report.from_text("We will add 200 parks.", place="Zhejiang", year=2020, part="plan")
    theirs = zj.Report.from_text("新增公园200个，新增学校30所。", place="Zhejiang", year=2020, part="plan")
    data = data_of(ours.to_html(other=theirs))
    assert list(data["figures"]) == ["f-12", "o-13"]
    assert [line.split(",")[-4:] for line in data["csv"][1:]] == [
        ["4", "200", "增加200", ""],
        ["13", "30", "增加30", ""],
    ]
    browser = view(ours, "#o-13", other=theirs)
    assert js(browser, "document.querySelector('tr.current').id") == "s-13"
    assert "学校" in js(browser, "document.getElementById('panel-title').textContent")
