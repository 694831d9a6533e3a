"""The documentation as a site, built beforehand: ZJPOLICY_SITE names its folder."""

import functools
import http.server
import os
import threading
from pathlib import Path
from urllib.parse import quote

import pytest

# What reaches over the right edge of the window though nothing around it scrolls.
CUT = """
const edge = document.documentElement.clientWidth + 1;
const moves = (e) => /auto|scroll/.test(getComputedStyle(e).overflowX);
const scrolls = (e) => e && e !== document.body && (moves(e) || scrolls(e.parentElement));
return [...document.querySelectorAll("article *")]
  .filter((e) => e.getBoundingClientRect().width && e.getBoundingClientRect().right > edge && !scrolls(e.parentElement))
  .map((e) => e.outerHTML.slice(0, 80));
"""
LONG = (
    "return [...document.querySelectorAll('pre')].filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.innerText)"
)


@pytest.fixture(scope="module")
def site():
    if "ZJPOLICY_SITE" not in os.environ:
        pytest.skip("no site: sphinx-build -b html docs FOLDER, and ZJPOLICY_SITE=FOLDER")
    return Path(os.environ["ZJPOLICY_SITE"])


@pytest.fixture(scope="module")
def address(site):
    """Where a server on this machine serves the site: a browser searches no files."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=site)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def sized(browser, width):
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)


@pytest.mark.parametrize(
    ("words", "title"), [("十件实事", "Glossary"), ("承诺力度", "Glossary"), ("growth targets", "Make a panel")]
)
def test_search_finds_words_of_both_languages(browser, address, words, title):
    from selenium.webdriver.support.ui import WebDriverWait

    browser.get(f"{address}/search.html?q={quote(words)}")
    found = "return [...document.querySelectorAll('#search-results li a')].map(a => a.textContent)"
    WebDriverWait(browser, 20).until(lambda _: title in browser.execute_script(found))


@pytest.mark.parametrize(("home", "unit"), [("index.html", "figures"), ("zh/index.html", "个数字")])
def test_home_shows_a_live_page(browser, site, home, unit):
    sized(browser, 1440)
    browser.get((site / home).as_uri())
    frame = browser.find_element("css selector", "iframe.live")
    browser.execute_script("arguments[0].scrollIntoView()", frame)
    browser.switch_to.frame(frame)
    assert unit in browser.find_element("name", "count").text
    assert len(browser.find_elements("css selector", "article .mark")) > 200
    browser.switch_to.default_content()


@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_is_cut_off_at_the_right(browser, site, width):
    sized(browser, width)
    cut = {}
    for path in sorted(site.rglob("*.html")):
        if path.parent.name in ("live", "_static"):
            continue
        browser.get(path.as_uri())
        cut[path.name] = browser.execute_script(CUT) + (browser.execute_script(LONG) if width > 1000 else [])
    assert len(cut) > 40
    assert {name: found for name, found in cut.items() if found} == {}
