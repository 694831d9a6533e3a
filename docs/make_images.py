"""Make the pictures of these pages: ``python docs/make_images.py`` (all of them) or with names of some.

Needs chromium and chromium-driver, the extras ``test`` and ``docs``, and, for Chinese labels, Noto Sans CJK.
"""

import shutil
import sys
import tempfile
from pathlib import Path

import pandas as pd
from PIL import Image

import zjpolicy as zj

IMAGES = Path(__file__).parent / "images"
INF = float("inf")
# GDP growth of China: what the work report of the year aimed at, and what the next one reported.
NATION = [
    ("2016", 6.5, 7.0, 6.7, "met"),
    ("2017", 6.5, 6.5, 6.9, "exceeded"),
    ("2018", 6.5, 6.5, 6.6, "met"),
    ("2019", 6.0, 6.5, 6.1, "met"),
    ("2020", None, None, 2.3, "no target"),
    ("2021", 6.0, INF, 8.1, "exceeded"),
    ("2022", 5.5, 5.5, 3.0, "missed"),
    ("2023", 5.0, 5.0, 5.2, "met"),
    ("2024", 5.0, 5.0, 5.0, "met"),
    ("2025", 5.0, 5.0, 5.0, "met"),
    ("2026", 4.5, 5.0, None, "no outcome"),
]
# GDP growth that the provinces' work reports of 2026 aim at: from, to, comparator.
PROVINCES = {
    (4.5, 4.5, "="): "Tianjin",
    (4.5, 4.5, "~"): "Liaoning, Qinghai, Yunnan",
    (4.5, 5, "range"): "Guangdong, Heilongjiang, Shanxi",
    (5, 5, "="): "Jiangsu",
    (5, 5, ">="): "Chongqing, Hebei, Shandong",
    (5, 5, "~"): "Beijing, Fujian, Guangxi, Guizhou, Henan, Hunan, Inner Mongolia, Jilin, Ningxia, Shaanxi, Shanghai",
    (5, 5.5, "range"): "Anhui, Jiangxi, Zhejiang",
    (5.5, 5.5, "~"): "Gansu, Hubei, Sichuan",
    (5.5, 6, "range"): "Xinjiang",
    (6, 6, "~"): "Hainan",
    (7, 7, ">="): "Tibet",
}


def nation() -> pd.DataFrame:
    """A comparison, as `zj.compare` returns it."""
    names = ["period", "target_low", "target_high", "outcome_value", "verdict"]
    table = pd.DataFrame(NATION, columns=names)
    return table.assign(
        place="China", indicator="gdp.growth", unit="%", source_title="national work reports, 2016 to 2026"
    )


def history() -> pd.DataFrame:
    """The same, one row for each target and outcome."""
    table = nation()
    target = table.rename(columns={"target_low": "low", "target_high": "high"}).assign(status="target", value=None)
    target = target.assign(high=target["high"].mask(target["high"] == INF))
    outcome = table.rename(columns={"outcome_value": "value"}).assign(status="outcome", low=None, high=None)
    columns = ["place", "indicator", "period", "status", "value", "low", "high", "unit", "source_title"]
    return pd.concat(
        [part[columns].astype({"value": float, "low": float, "high": float}) for part in (target, outcome)]
    )


def promised() -> pd.DataFrame:
    """Results and promises of the bundled report that are of one indicator, as `zj.match` finds them."""
    table = zj.load("zhejiang-2020").statements()
    table = table[table["indicator"].notna()].assign(
        target_low=table["low"].fillna(table["value"]), target_high=table["high"].fillna(table["value"])
    )
    done, aim = (table[table["status"] == status] for status in ("outcome", "target"))
    both = done.merge(aim, on=["indicator", "unit", "place"], suffixes=("", "_aim"))
    both = both.drop(columns=["target_low", "target_high"])
    names = {"value": "outcome_value", "period": "outcome_period", "period_aim": "target_period",
             "target_low_aim": "target_low", "target_high_aim": "target_high"}  # fmt: skip
    return both.rename(columns=names).drop(columns=["low", "high"])


def provinces() -> pd.DataFrame:
    said = {"indicator": "gdp.growth", "period": "2026", "status": "target", "unit": "%"}
    rows = [
        {**said, "place": place, "value": low if low == high else None, "low": low if low < high else None,
         "high": high if low < high else None, "comparator": comparator}
        for (low, high, comparator), places in PROVINCES.items()
        for place in places.split(", ")
    ]  # fmt: skip
    nation = {**said, "place": "China", "low": 4.5, "high": 5.0, "comparator": "range"}
    table = pd.DataFrame([*rows, nation]).astype({"value": float, "low": float, "high": float})
    return table.assign(source_title="work reports of the provinces and of the nation, 2026")


def charts():
    report = zj.load("zhejiang-2020")
    chinese = zj.load("zhejiang-2020-zh")
    return {
        "targets": lambda: zj.plot.targets(nation()),
        "timeline": lambda: zj.plot.timeline(history(), "gdp.growth", "China"),
        "places": lambda: zj.plot.places(provinces(), "gdp.growth", 2026),
        "promises": lambda: zj.plot.promises(promised()),
        "topics": lambda: zj.plot.topics(report.statements(), outline=report.outline()),
        "topics-zh": lambda: zj.plot.topics(chinese.statements(), outline=chinese.outline()),
        "firmness": lambda: zj.plot.firmness(report.statements()),
    }


def browser(width, height, scale=1):
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
    # A screen has few colours: a palette makes the file a third as large.
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
        "page-phone": lambda: picture(report.to_html(), "page-phone", 390, 780, f"#f-{start}"),
        "table": lambda: picture(published().as_raw_html(), "table", 640, 560),
    }


def published():
    """The table that tables.md makes."""
    text = (Path(__file__).parent / "tables.md").read_text(encoding="utf-8")
    names = {"comparison": nation()}
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
