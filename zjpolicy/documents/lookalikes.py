"""Characters that look like others: radicals, hyphens, blanks, quotation marks and line ends, each in its place."""

import re
import unicodedata
from itertools import chain

# Kangxi radicals and compatibility ideographs, which PDF files give for the characters themselves.
CODES = map(chr, chain(range(0x2F00, 0x2FD6), range(0xF900, 0xFB00)))
RADICALS = {sign: unicodedata.normalize("NFKC", sign) for sign in CODES} | {"\u2f3e": "户"}
# Radicals of the supplement, which Unicode does not normalize, and the characters that they are.
SUPPLEMENT = (
    "⺁厂⺄乙⺎兀⺐尢⺒巳⺓幺⺝月⺟母⺠民⺢水⺩王⺪疋⺫目⺬示⺮竹⺰纟⺶羊⺷羊⺻聿⺼肉⺽臼⻁虎⻄西⻅见⻆角⻇角⻈讠⻉贝⻋车"
    "⻌辶⻐钅⻑長⻒镸⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙⻳龟"
)
RADICALS |= zip(SUPPLEMENT[::2], SUPPLEMENT[1::2], strict=True)
HYPHENS = dict.fromkeys("\u2010\u2011", "-") | dict.fromkeys("\u223c\u223d\u301c", "~")
LINE_ENDS = dict.fromkeys("\x0b\x85\u2028\u2029", "\n")
BLANKS = dict.fromkeys(map(chr, (*range(0x2000, 0x200B), 0x202F, 0x205F)), " ")
# Corner brackets, and small and half-width forms of punctuation.
MARKS = dict(zip("「」『』﹁﹂﹃﹄｢｣＂﹐､﹑｡﹒﹔﹕﹖﹗﹙﹚", '“”‘’“”‘’“”"，、、。.；：？！（）', strict=True))


SAME = {
    True: HYPHENS | LINE_ENDS | BLANKS | {"\u2009": "\u00a0", "\u202f": "\u00a0"},
    False: RADICALS | HYPHENS | LINE_ENDS | BLANKS | {"\u2001": "\u3000", "\u2003": "\u3000"} | MARKS,
}
# Ranges are looked for faster than many characters; few texts have any.
MAY_BE = {
    True: re.compile("[\x0b\x0c\x85\u00a0\u2000-\u200a\u2010\u2011\u2028-\u2029\u202f\u205f\u223c\u223d\u301c]"),
    False: re.compile(
        '["\x0b\x0c\x85\u2000-\u200a\u2010\u2011\u2028-\u2029\u202f\u205f\u223c\u223d\u2e80-\u2fd5\u300c-\u300f\u301c'
        "\uf900-\ufaff\ufe41-\ufe5a\uff02\uff61-\uff64]"
    ),
}
NO_GROUPING = re.compile("\u00a0(?:(?<!\\d\u00a0)|(?!\\d))")
MISTYPED = re.compile(r"”\w{1,8}\Z")
FORM_FEED = re.compile("\x0c")
ASCII = bytes(range(0x80))
QUOTED = re.compile(r'"([^"“”\r\n]*+)"')


def beyond_ascii(text: str) -> str:
    """Return the characters of a text that are not of ASCII, in their order: in Latin letters few, and soon found.

    Examples
    --------
    >>> beyond_ascii("GDP of 6.2 trillion yuan – a “first”")
    '–“”'
    """
    if text.isascii():
        return ""
    return text.encode("utf-8", "surrogatepass").translate(None, ASCII).decode("utf-8", "surrogatepass")


def alike(text: str, *, spaced: bool) -> str:
    r"""Return a text with the characters that a page's reader sees, each in its place.

    Parameters
    ----------
    text : str
        Any text.
    spaced : bool
        Whether spaces stand between the words of its language: then all blanks are spaces, but those that part
        thousands; else radicals are characters, and quotation marks those of Chinese.

    Examples
    --------
    >>> alike("⼀、⼯作「回顾」", spaced=False), alike("a high‑tech\u00a0zone", spaced=True)
    ('一、工作“回顾”', 'a high-tech zone')
    """
    found = set(MAY_BE[spaced].findall(text))
    return with_same(text, found, spaced=spaced) if found else text


def with_same(text: str, found: set[str], *, spaced: bool) -> str:
    """Return a text as `alike` does, where it is known which characters stand in it that may look like others."""
    if "\x0c" in found:
        text = FORM_FEED.sub(_page_end, text)
    for sign in found & SAME[spaced].keys():  # they are few, and `str.replace` is fast
        text = text.replace(sign, SAME[spaced][sign])
    return NO_GROUPING.sub(" ", text) if spaced else QUOTED.sub(_curled, text)


def _curled(found: re.Match[str]) -> str:
    """A pair of straight quotation marks as Chinese has them, unless the first closes what a mistyped mark opens."""
    before = found.string[max(0, found.start() - 9) : found.start()]
    return found[0] if MISTYPED.search(before) else f"“{found[1]}”"


def _page_end(found: re.Match[str]) -> str:
    """A form feed ends a line, but beside a line's end."""
    beside = found.string[max(0, found.start() - 1) : found.start()] + found.string[found.end() : found.end() + 1]
    return " " if "\n" in beside or "\r" in beside else "\n"
