"""Headings that a source marks as such, by an element, a style or ``#``, and what a source hands over."""

from typing import NamedTuple

import regex

HASHES = regex.compile(r"(?<![^\r\n]) {0,3}(?P<hashes>#{1,6})[ \t]++(?P<title>[^\s#][^\r\n]*+)")
CLOSING = regex.compile(r"[ \t]++#++$")


class Mark(NamedTuple):
    """A heading in place, without its marks; 1 is the highest level."""

    start: int
    end: int
    level: int


class Extracted(NamedTuple):
    """The text of a source, what read it (None for plain text), and the headings that the source marks."""

    text: str
    extractor: str | None
    marks: tuple[Mark, ...] = ()


def markdown_marks(text: str) -> tuple[Mark, ...]:
    r"""Return the headings of Markdown: lines that begin with one to six ``#`` and a space.

    Examples
    --------
    >>> text = "# Review\n\nGDP grew by 6%.\n\n## **Towns** ##\n"
    >>> [(text[mark.start : mark.end], mark.level) for mark in markdown_marks(text)]
    [('Review', 1), ('Towns', 2)]
    """
    marks = []
    for found in HASHES.finditer(text) if "#" in text else ():
        title = CLOSING.sub("", found["title"].rstrip())
        bare = title.strip("*_ \t")
        if bare:
            start = found.start("title") + title.index(bare)
            marks.append(Mark(start, start + len(bare), len(found["hashes"])))
    return tuple(marks)
