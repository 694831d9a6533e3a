"""A font that has Chinese characters, for the texts that hold some."""

from functools import cache
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HAN = regex.compile(r"[\p{Han}\u3000-\u303f\uff00-\uffef]")
FONTS = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Hiragino Sans GB",
    "Heiti SC",
    "Microsoft YaHei",
    "SimHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Noto Sans CJK JP",  # the name that some systems give to all of Noto Sans CJK
    "Droid Sans Fallback",
    "Arial Unicode MS",
)
FILES = regex.compile(r"(?i)notosans(cjk|sc)|sourcehansans|wqy|simhei|msyh|droidsansfallback")
# matplotlib brings it from 3.11 on; named, it draws boxes without a warning for each.
BOXES = "Last Resort High-Efficiency"
ADVICE = (
    "no font with Chinese characters was found, and they are drawn as boxes: install one, such as Noto Sans CJK "
    "(Debian and Ubuntu: apt-get install fonts-noto-cjk; Fedora: dnf install google-noto-sans-cjk-fonts)"
)


@cache
def chinese_font() -> str | None:
    """Return the name of an installed font with Chinese characters, or None."""
    from matplotlib import font_manager

    def known() -> str | None:
        names = {entry.name for entry in font_manager.fontManager.ttflist}
        return next((name for name in FONTS if name in names), None)

    if known() is None:
        # matplotlib keeps a list of fonts, and does not look again for those installed since.
        for path in font_manager.findSystemFonts():
            if FILES.search(path):
                font_manager.fontManager.addfont(path)
    return known()


def use_chinese_font(ax: "Axes") -> bool:
    """Give texts with Chinese characters such a font behind their own, or boxes; False where a font is wanting."""
    from matplotlib import font_manager, rcParams
    from matplotlib.text import Text

    texts = [text for text in ax.findobj(Text) if isinstance(text, Text) and HAN.search(text.get_text())]
    if not texts:
        return True
    font = chinese_font()
    boxes = [entry.name for entry in font_manager.fontManager.ttflist if entry.name == BOXES]
    for text in texts:
        text.set_fontfamily([*rcParams["font.family"], *([font] if font else boxes)])
    return font is not None
