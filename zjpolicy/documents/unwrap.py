"""A view of a report without the line breaks that a page's width put inside of words, its figures folded."""

from collections.abc import Iterable
from dataclasses import dataclass

from zjpolicy.documents.document import Document
from zjpolicy.documents.folding import Folded, fold, line_ends, narrow, one_figure
from zjpolicy.documents.lookalikes import alike
from zjpolicy.documents.outline import relocated
from zjpolicy.languages import compiled, get_language

SPACE = r"[ \t\u00a0\u3000]"
BREAK = compiled(rf"(?<!{SPACE}){SPACE}*+(?:\r\n?|\n){SPACE}*+")
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
    folded = fold(
        report.text,
        language,
        _hyphens(alike(line_ends(report.text), spaced=True)) if language.spaced else _chinese(report),
    )
    if not folded.shifted and folded.text == report.text:
        return None
    return View(report.reworded(folded.text, relocated(report.structure, folded.place, folded.place)), folded)


def _chinese(report: Document) -> Iterable[tuple[int, int]]:
    """Line breaks inside of paragraphs, but for those behind a heading."""
    headings = {heading.line_end for heading in report.structure.headings}
    text = line_ends(narrow(alike(report.text, spaced=False)))
    for paragraph in report.structure.paragraphs:
        for found in BREAK.finditer(text, paragraph.start, paragraph.end):
            digits = text[found.start() - 1].isdecimal() and text[found.end() : found.end() + 1].isdecimal()
            if found.start() not in headings and (not digits or one_figure(text, *found.span())):
                yield found.span()


def _hyphens(text: str) -> Iterable[tuple[int, int]]:
    """Hyphens with the line break behind them; the break alone where the hyphen belongs to the word."""
    broken = list(HYPHEN.finditer(text))
    words = set(WORD.findall(text)) if broken else set()
    for found in broken:
        hyphened = f"{found['head']}-{found['tail']}"
        belongs = hyphened in words and hyphened.replace("-", "") not in words
        yield (found.start() + 1, found.end()) if belongs else found.span()
