"""Make the pictures of these pages: ``python docs/make_images.py`` (all of them) or with names of some.

Needs chromium and chromium-driver, the extras ``test`` and ``docs``, and, for Chinese labels, Noto Sans CJK.
"""

import shutil
import sys
import tempfile
from pathlib import Path

import drawings
import pandas as pd
from PIL import Image

import zjpolicy as zj

IMAGES = Path(__file__).parent / "images"
NATION = "national work reports and communiqués, 2016 to 2026"


def nation():
    """Targets and outcomes of China's GDP growth since 2016, and how they compare."""
    growth = zj.dataset("headline").query("place == 'China' and indicator == 'gdp.growth' and period >= '2016'")
    comparison = zj.compare(growth, growth).query("preferred").sort_values("period", ignore_index=True)
    return growth, comparison.assign(source_title=NATION)


def charts():
    report, chinese = zj.load("zhejiang-2020"), zj.load("zhejiang-2020-zh")
    growth, comparison = nation()
    provinces = pd.concat([zj.dataset("provinces-2026"), growth])
    return {
        "targets": lambda: zj.plot.targets(comparison),
        "timeline": lambda: zj.plot.timeline(growth, "gdp.growth", "China", source=NATION),
        "places": lambda: zj.plot.places(
            provinces, "gdp.growth", 2026, source="work reports of the provinces and of the nation, 2026"
        ),
        "promises": lambda: zj.plot.promises(zj.match(report)),
        "gaps": lambda: zj.plot.gaps(
            zj.panel(zj.dataset("growth-targets"), "gdp.growth"),
            source="work reports and communiqués of the provinces; dataset growth-targets",
        ),
        "misses": lambda: zj.plot.misses(
            zj.analyses.fulfilment(), source="work reports and communiqués of the provinces; dataset growth-targets"
        ),
        "topics": lambda: zj.plot.topics(report.statements(), outline=report.outline()),
        "topics-zh": lambda: zj.plot.topics(chinese.statements(), outline=chinese.outline()),
        "firmness": lambda: zj.plot.firmness(report.statements()),
        "attention": lambda: zj.plot.attention(
            zj.dataset("attention-china"), source="national work reports, 1978 to 2025; dataset attention-china"
        ),
    }


def browser(width, height, scale):
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for argument in ("--headless=new", "--no-sandbox", "--hide-scrollbars"):
        options.add_argument(argument)
    chrome = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    size = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": width < 500}
    chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    return chrome


def picture(html, name, width, height, place="", scale=1):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page.html")
        path.write_text(html, encoding="utf-8", newline="\n")
        chrome = browser(width, height, scale)
        try:
            chrome.get(path.as_uri() + place)
            chrome.save_screenshot(str(IMAGES / f"{name}.png"))
        finally:
            chrome.quit()
    reduce(name)


def notebook(code, name):
    """What JupyterLab shows of a cell."""
    sys.path.append(str(Path(__file__).parents[1] / "tests"))
    from lab import notebook as lab

    with tempfile.TemporaryDirectory() as folder, lab(folder, code) as chrome:
        chrome.execute_script("document.querySelectorAll('.jp-toastContainer').forEach((note) => note.remove())")
        chrome.save_screenshot(str(IMAGES / f"{name}.png"))
    reduce(name)


def reduce(name):
    """A screen has few colours: a palette makes the file a third as large."""
    with Image.open(IMAGES / f"{name}.png") as taken:
        small = taken.convert("RGB").quantize(128, dither=Image.Dither.NONE)
    small.save(IMAGES / f"{name}.png", optimize=True)


def pages():
    report = zj.load("zhejiang-2020")
    chinese = zj.load("zhejiang-2020-zh")
    start, start_zh = (int(text.statements()["start"][21]) for text in (report, chinese))
    return {
        "page": lambda: picture(report.to_html(), "page", 1280, 800, f"#f-{start}"),
        "page-zh": lambda: picture(chinese.to_html(), "page-zh", 1280, 800, f"#f-{start_zh}"),
        "page-both": lambda: picture(report.to_html(other=chinese), "page-both", 1280, 800, f"#f-{start}"),
        "page-phone": lambda: picture(report.to_html(), "page-phone", 390, 780, f"#f-{start}"),
        "table": lambda: picture(published().as_raw_html(), "table", 640, 560),
        "text-to-rows": lambda: picture(drawings.text_to_rows(), "text-to-rows", 1100, 540, scale=1.5),
        "notebook": lambda: notebook('import zjpolicy as zj\nzj.load("zhejiang-2020").statements()', "notebook"),
        "reading": lambda: picture(drawings.reading(), "reading", 1100, 600, scale=1.5),
    }


def published():
    """The table that howto/publish-table.md makes."""
    text = (Path(__file__).parent / "howto" / "publish-table.md").read_text(encoding="utf-8")
    names = {}
    exec(text.split("```python\n")[1].split("```")[0], names)
    return names["table"]


def main(names):
    import matplotlib.pyplot as plt

    for name, draw in charts().items():
        if not names or name in names:
            draw().figure.savefig(IMAGES / f"plot-{name}.png", dpi=110)
    plt.close("all")
    for name, take in pages().items():
        if not names or name in names:
            take()


if __name__ == "__main__":
    main(sys.argv[1:])
