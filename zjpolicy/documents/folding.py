"""A text as its figures are read: narrow digits and signs, no blanks inside of figures, each character's place kept."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from zjpolicy.documents.lookalikes import MAY_BE, beyond_ascii, with_same
from zjpolicy.languages import Language, compiled
from zjpolicy.languages.searchable import UNSEEN

# Full-width digits, letters and signs of figures, one for one.
WIDE = {0xFF10 + place: chr(0x30 + place) for place in range(10)}
WIDE |= {wide + place: chr(plain + place) for wide, plain in ((0xFF21, 0x41), (0xFF41, 0x61)) for place in range(26)}
WIDE |= dict(zip(map(ord, "．％﹪／－﹣＋～＄"), ".%%/--+~$", strict=True))
# `re` runs to a set that opens a pattern, or to a character, several times as fast as to anything else.
ANY_WIDE = re.compile(f"[{''.join(map(chr, WIDE))}]")
# Punctuation that belongs to Chinese words is full-width, whatever the keyboard gave.
MARKS = dict(zip(",;:!?", "，；：！？", strict=True))
HALF_MARK = compiled(r"[,;:!?](?:(?<=\p{Han}.)|(?=\p{Han}))")
INVISIBLE = re.compile(f"[{UNSEEN}]")
KEY = "\u20e3"
# Every character that is made another or left out, by whether its language is spaced: one pass tells which there are.
TELLING = {
    spaced: re.compile(f"{may_be.pattern[:-1]}{''.join(map(chr, WIDE))}{UNSEEN}{KEY}]")
    for spaced, may_be in MAY_BE.items()
}
FULL_WIDTH, HIDDEN = frozenset(map(chr, WIDE)), frozenset(UNSEEN + KEY)
BLANK = "[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]"
PLAIN_BLANKS = " \t\u00a0\u3000"  # what `alike` leaves of them in Chinese
BLANKS = re.compile(f"{BLANK}(?<=[^\\s，。；：、！？].){BLANK}*")  # those behind something that a figure may hold
KEYCAP = re.compile(f"\\d[\ufe0e\ufe0f]?{KEY}")  # a picture of a key, which numbers an item
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
MORE_BLANKS = re.compile("  +")
COUNTED = r"[\p{Han}%‰℃]"  # what stands behind the digits of a figure
IN_LIST = rf"(?<!(?:^|[\r\n]){BLANK}{{0,8}}\d{{1,2}})(?!$)"  # not behind a number that opens its line
# Chinese is written without spaces: where one of these matches at a blank, it is the typesetter's.
BESIDE = compiled(
    rf"(?<=\p{{Han}}){BLANK}{{1,2}}+(?=\d)"
    rf"|(?<=[\d%‰])(?:{IN_LIST}|(?={BLANK}{{1,2}}[万亿千百多余年月日个元亩吨公倍位%]))"
    rf"{BLANK}{{1,2}}+(?={COUNTED})"
    rf"|(?<=\d{BLANK}?[多余]?[十百千万亿]{{1,2}}[多余]?){BLANK}{{1,2}}+(?=\p{{Han}})"
    rf"|(?<=\d{BLANK}?[多余]){BLANK}{{1,2}}+(?=[万亿个])"
    rf"|(?<=\d{BLANK}?个){BLANK}{{1,2}}+(?=百分点|多?月|小时|工作日)"
)
# 7 4 7 7 2 亿元, 1 5 . 3 %: digits set apart one by one, with what they count behind them.
APART = compiled(
    rf"(?<=(?<![\d.,“\"‘A-Za-z+\]]{BLANK}?)\d)(?:{BLANK}\d)++(?:{BLANK}?\.{BLANK}?\d(?:{BLANK}\d)*+)?"
    rf"(?![\d.,])(?={BLANK}?{COUNTED})"
)
# 1 200亿元: thousands set apart.
GROUPED = compiled(
    rf"(?<=(?<![\d.,“\"‘A-Za-z+\]]{BLANK}?)[1-9]\d{{0,2}})(?:{BLANK}\d{{3}})++(?:\.\d++)?(?![\d.,])(?={BLANK}?{COUNTED})"
)
# 6. 8%, 2 . 4万, and years: 19 98年.
WITHIN = compiled(
    rf"(?<=(?:\p{{Han}}|\d{BLANK}){BLANK}?\d{{1,4}}){BLANK}(?=\.{BLANK}?\d{{1,4}}{BLANK}?{COUNTED})"
    rf"|(?<=(?:\p{{Han}}|\d{BLANK}){BLANK}?\d{{1,4}}{BLANK}?\.){BLANK}(?=\d{{1,4}}{BLANK}?{COUNTED})(?!.(?:19|20)\d\d年)"
    rf"|(?<=(?<!\d)1){BLANK}(?=9\d\d{BLANK}?年)|(?<=(?<!\d)2){BLANK}(?=0\d\d{BLANK}?年)"
    rf"|(?<=(?<!\d)(?:19|20)){BLANK}(?=\d\d{BLANK}?年)|(?<=(?<!\d)(?:19|20)\d){BLANK}(?=\d{BLANK}?年)"
)
LONE_RETURN = re.compile(r"\r(?!\n)")
BREAK = compiled(rf"(?r)(?<=[\d.]){BLANK}*+")  # what stands before a line's end, and behind it
BROKEN = re.compile(rf"\n{BLANK}*(?=[\d.万亿%])")
# Numbers of lines one below the other stay two: the first must go on from words, the second be counted.
BEFORE_BREAK = compiled(
    r"(?r)(?<=\p{Han}[约近超达至到为]?)(?P<whole>\d{1,4}+)(?P<point>\.)?(?P<decimals>(?<=\.)\d{1,2})?"
)
AFTER_BREAK = compiled(
    rf"(?P<point>\.)?(?P<digits>\d{{1,4}}+)(?:(?P<unit>[%‰万亿元个倍亩吨])|(?={COUNTED}|\.\d))(?!(?<=(?:19|20)\d\d)年)"
)


@dataclass(frozen=True)
class Folded:
    """A text folded, and the stretches that were kept of it: where each starts in it, and in the original."""

    text: str
    starts: tuple[int, ...] = (0,)
    origins: tuple[int, ...] = (0,)

    @property
    def shifted(self) -> bool:
        """Whether characters have another place than in the original."""
        return self.origins != (0,)

    def at(self, place: int) -> int:
        """Return where a character of the folded text stands in the original."""
        stretch = bisect_right(self.starts, place) - 1
        return self.origins[stretch] + place - self.starts[stretch]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a span of the folded text starts and ends in the original."""
        return (self.at(start), self.at(end - 1) + 1) if self.shifted and start < end else (start, end)

    def end(self, place: int) -> int:
        """Return where what ends at a place of the folded text ends in the original."""
        return self.at(place - 1) + 1 if place else 0

    def place(self, offset: int) -> int:
        """Return where a character of the original stands in the folded text, or would stand."""
        behind = bisect_right(self.origins, offset)
        if not behind:
            return 0
        last = self.starts[behind] if behind < len(self.starts) else len(self.text)
        return min(self.starts[behind - 1] + offset - self.origins[behind - 1], last)


def narrow(text: str) -> str:
    """Return a text with narrow digits, letters and signs, each in its place.

    Examples
    --------
    >>> narrow("１９８７年增长７．３％")
    '1987年增长7.3%'
    """
    return ANY_WIDE.sub(lambda wide: WIDE[ord(wide[0])], text)


def line_ends(text: str) -> str:
    r"""Return a text whose lines end with a line feed, each in its place: a carriage return alone is one too.

    Examples
    --------
    >>> line_ends("a\rb\r\nc")
    'a\nb\r\nc'
    """
    return LONE_RETURN.sub("\n", text) if "\r" in text else text


def fold(text: str, language: Language, cuts: Callable[[str], Iterable[tuple[int, int]]] | None = None) -> Folded:
    r"""Return a text with narrow digits, without what stands inside of figures and is no part of them.

    Parameters
    ----------
    text : str
        Any text.
    language : Language
        Its language: where words are written without spaces, blanks and breaks inside of figures are left out, and
        marks beside its characters are made theirs.
    cuts : callable, optional
        What gives spans that are left out as well, of the text with narrow digits, each in its place.

    Returns
    -------
    Folded

    Examples
    --------
    >>> from zjpolicy.languages import get_language
    >>> folded = fold("１ ９ ９ 7 年达到 8765 亿元,增长6. 8%", get_language("zh"))
    >>> folded.text
    '1997年达到8765亿元，增长6.8%'
    >>> folded.span(7, 13)
    (12, 19)
    """
    told = _telling(text, language.spaced)
    plain = _alike(text, told, language)
    for wide in told & FULL_WIDTH:
        plain = plain.replace(wide, WIDE[ord(wide)])
    plain = line_ends(plain)
    left_out = list(cuts(plain)) if cuts else []
    if not language.spaced and any(mark in plain for mark in MARKS):
        plain = HALF_MARK.sub(lambda mark: MARKS[mark[0]], plain)
    left_out += _unseen(plain, told)
    left_out += _more_blanks(plain) if language.spaced else _inside_figures(plain)
    return _without(plain, _merged(left_out))


def seen(text: str, language: Language) -> Folded:
    """Return a text as its lines are read: with characters that look alike made one, without those that nobody sees."""
    told = _telling(text, language.spaced)
    plain = _alike(text, told, language)
    return _without(plain, _merged([*_unseen(plain, told), *(_more_blanks(plain) if language.spaced else ())]))


def _telling(text: str, spaced: bool) -> set[str]:
    """The characters of a text that are made another or left out; most texts have none."""
    if not spaced:
        return set(TELLING[spaced].findall(text))
    return {*TELLING[spaced].findall(beyond_ascii(text)), *(sign for sign in "\x0b\x0c" if sign in text)}


def _alike(text: str, told: set[str], language: Language) -> str:
    found = told - FULL_WIDTH - HIDDEN
    return with_same(text, found, spaced=language.spaced) if found else text


def _without(text: str, left_out: list[tuple[int, int]]) -> Folded:
    if not left_out:
        return Folded(text)
    ends = [start for start, _ in left_out] + [len(text)]
    kept = [(start, end) for start, end in zip([0, *(end for _, end in left_out)], ends, strict=True) if start < end]
    starts = accumulate((end - start for start, end in kept[:-1]), initial=0)
    return Folded(
        "".join(text[start:end] for start, end in kept), tuple(starts), tuple(start for start, _ in kept) or (0,)
    )


def one_figure(text: str, start: int, end: int) -> bool:
    r"""Whether a line break between digits stands inside of one figure; else two numbers stand one below the other.

    Examples
    --------
    >>> one_figure("改造6\n000户", 3, 4), one_figure("116\n100", 3, 4), one_figure("企业3500\n2025年末", 6, 7)
    (True, False, False)
    """
    left = BEFORE_BREAK.match(text, max(0, start - 12), start)
    if left and text[end] in "万亿%":
        return True
    right = AFTER_BREAK.match(text, end)
    if not left or not right:
        return False
    if left["point"] or right["point"]:
        decimals = len(left["decimals"] or "") + len(right["digits"])
        return bool(right["unit"]) and not (left["point"] and right["point"]) and decimals <= 3
    return len(left["whole"]) + len(right["digits"]) <= 5


def _inside_figures(text: str) -> Iterator[tuple[int, int]]:
    """Blanks and breaks inside of figures, in a text without spaces."""
    for place in _places(text, PLAIN_BLANKS):
        if not (blank := BLANKS.match(text, place)):
            continue
        if BESIDE.match(text, place) or WITHIN.match(text, place):
            yield blank.span()
        elif apart := APART.match(text, place) or GROUPED.match(text, place):
            yield from (inner.span() for inner in BLANKS.finditer(text, *apart.span()))
    for line in BROKEN.finditer(text):
        end = line.start() - text.startswith("\r", max(0, line.start() - 1))
        if (before := BREAK.match(text, 0, end)) and one_figure(text, before.start(), line.end()):
            yield before.start(), line.end()


def _places(text: str, signs: str) -> Iterator[int]:
    """Where some characters stand, of which a text has few: `str.find` passes over the others faster than a pattern."""
    for sign in signs:
        place = text.find(sign)
        while place >= 0:
            yield place
            place = text.find(sign, place + 1)


def _unseen(text: str, told: set[str]) -> Iterator[tuple[int, int]]:
    """What nobody sees, and what is no writing."""
    if told & HIDDEN:
        for found in INVISIBLE.finditer(text):
            yield found.span()
    if KEY in told:
        for found in KEYCAP.finditer(text):
            yield found.span()


def raised(digits: str) -> str:
    """Return digits as signs above the line.

    Examples
    --------
    >>> "km" + raised("2")
    'km²'
    """
    return digits.translate(RAISED)


def _more_blanks(text: str) -> Iterator[tuple[int, int]]:
    """Blanks behind another one inside of a line; numbers far apart may be columns."""
    for blanks in MORE_BLANKS.finditer(text) if "  " in text else ():
        start, end = blanks.span()
        beside = text[max(0, start - 1) : start], text[end : end + 1]
        if all(sign.strip() for sign in beside) and not all(sign.isdecimal() for sign in beside):
            yield start + 1, end


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that touch made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
