"""A view of a report without the line breaks that a page's width put inside of words, its figures folded."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from zjpolicy.documents.document import Document
from zjpolicy.documents.folding import Folded, fold, one_figure
from zjpolicy.documents.outline import Structure, relocated
from zjpolicy.languages import compiled, get_language

BLANKS = " \t\u00a0\u3000\r"  # a carriage return stands before the line feed
# A line that ends in a hyphen, which few texts have: told in a fraction of the time that its words take.
HYPHENED = compiled("\n(?:(?<=[-\u00ad\u2010]\n)|(?<=[-\u00ad\u2010]\r\n))")
HYPHEN = compiled(r"(?<=(?P<head>\p{Ll}{1,20}))[-\u00ad\u2010](?:\r\n?|\n)[ \t]*+(?=(?P<tail>\p{Ll}{1,20}))")
WORD = compiled(r"\p{Ll}++(?:-\p{Ll}++)*+")


@dataclass(frozen=True)
class View:
    """A report as read: its text folded and without some characters, and where the others stand in the original."""

    report: Document
    folded: Folded

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a span of the view starts and ends in the original."""
        return self.folded.span(start, end)


def unwrapped(report: Document) -> View | None:
    r"""Return the view of a report without line breaks inside of words, its figures folded; None where it is the same.

    Chinese is written without spaces, so that a line may end anywhere; in English a hyphen at the end of a line goes
    with it, unless the text has the word with its hyphen elsewhere.

    Examples
    --------
    >>> view = unwrapped(Document("全省生产总\n值增长6.\n8%，居民收入增长。"))
    >>> view.report.text
    '全省生产总值增长6.8%，居民收入增长。'
    """
    language = get_language(report.language)
    folded = fold(report.text, language, _hyphens if language.spaced else partial(_breaks, report.structure))
    if not folded.shifted and folded.text == report.text:
        return None
    return View(report.reworded(folded.text, relocated(report.structure, folded.place, folded.place)), folded)


def _breaks(structure: Structure, text: str) -> Iterator[tuple[int, int]]:
    """Line breaks inside of paragraphs, with the blanks beside them, but for those behind a heading."""
    headings = {heading.line_end for heading in structure.headings}
    for paragraph in structure.paragraphs:
        last, start = paragraph.start, text.find("\n", paragraph.start, paragraph.end)
        while start >= 0:
            end = start + 1
            while end < paragraph.end and text[end] in BLANKS:
                end += 1
            while start > last and text[start - 1] in BLANKS:
                start -= 1
            digits = text[start - 1].isdecimal() and text[end : end + 1].isdecimal()
            if start not in headings and (not digits or one_figure(text, start, end)):
                yield start, end
            last, start = end, text.find("\n", end, paragraph.end)


def _hyphens(text: str) -> Iterator[tuple[int, int]]:
    """Hyphens with the line break behind them; the break alone where the hyphen belongs to the word."""
    broken = list(HYPHEN.finditer(text)) if HYPHENED.search(text) else []
    words = set(WORD.findall(text)) if broken else set()
    for found in broken:
        hyphened = f"{found['head']}-{found['tail']}"
        belongs = hyphened in words and hyphened.replace("-", "") not in words
        yield (found.start() + 1, found.end()) if belongs else found.span()
