"""A text as terms are looked for in it: width, case and white space folded, with the way back to its characters."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from zjpolicy.languages import compiled

# Full-width letters, digits and the full stop of "ＰＭ２．５".
WIDE = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF0E)
}
# Turkish capital I with a dot is the one letter whose small form is longer.
WIDE[0x130] = ord("i")
WIDTH = compiled("[０-９Ａ-Ｚａ-ｚ．\u0130]")
# White space as `str.isspace` has it, and characters that nobody sees.
SPANS = ((0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0xFE00, 0xFE0F), (0xFFF9, 0xFFFB))
UNSEEN = "\u00ad\u034f\u061c\u180e\ufeff" + "".join(chr(code) for low, high in SPANS for code in range(low, high + 1))
BLANK = rf"[\s\x1c-\x1f{UNSEEN}]"
# Chinese is broken anywhere, so that no space says anything but one between two Latin words.
BLANKS = {
    True: compiled(rf"{BLANK}{{2,}}|[^\S ]|[\x1c-\x1f{UNSEEN}]"),
    False: compiled(rf"{BLANK}++"),
}
SPACE = compiled(r"[\s\x1c-\x1f]")


@dataclass(frozen=True)
class Searchable:
    """A folded text; ``shown`` differs from it in case only.

    Attributes
    ----------
    text, shown : str
        In small letters, and as written.
    """

    text: str
    shown: str
    places: list[int]
    origins: list[int]

    def origin(self, place: int) -> int:
        """Return where a character of the folded text stands in the text it was made from."""
        at = bisect_right(self.places, place) - 1
        return self.origins[at] + place - self.places[at]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the original of a span of the folded text that is not empty."""
        return self.origin(start), self.origin(end - 1) + 1


def searchable(text: str, spaced: bool, spans: Iterable[tuple[int, int]] | None = None) -> Searchable:
    r"""Return a text as terms are looked for in it: folded.

    Parameters
    ----------
    text : str
        The text.
    spaced : bool
        Whether spaces stand between the words of its language: then any white space is one space; else it is
        dropped, but between two Latin letters.
    spans : iterable of tuple, optional
        The stretches of the text that are meant, in order and with white space between them; all when not given.

    Examples
    --------
    >>> folded = searchable("治理ＰＭ\n2.5，Public\n domain", False)
    >>> folded.text, folded.span(2, 7)
    ('治理pm2.5，public domain', (2, 8))
    """
    pieces, places, origins, length = [], [], [], 0

    def keep(start: int, end: int) -> None:
        nonlocal length
        if end > start:
            pieces.append(text[start:end])
            places.append(length)
            origins.append(start)
            length += end - start

    at, last = 0, 0
    for start, end in spans if spans is not None else [(0, len(text))]:
        if last and start > last and _parted(text, last - 1, start, spaced):
            pieces.append(" ")
            places.append(length)
            origins.append(last)
            length += 1
        at = start
        for blank in BLANKS[spaced].finditer(text, start, end):
            keep(at, blank.start())
            at = blank.end()
            if SPACE.search(blank[0]) and _parted(text, blank.start() - 1, at, spaced):
                pieces.append(" ")
                places.append(length)
                origins.append(blank.start())
                length += 1
        keep(at, end)
        last = end
    shown = WIDTH.sub(lambda wide: wide[0].translate(WIDE), "".join(pieces))
    return Searchable(shown.lower(), shown, places, origins)


def _parted(text: str, before: int, after: int, spaced: bool) -> bool:
    """Whether a space stays between two characters."""
    return spaced or (before >= 0 and _latin(text[before]) and _latin(text[after : after + 1]))


def _latin(character: str) -> bool:
    return character.isascii() and character.isalpha()
