"""Web pages: the article's text, without breadcrumbs, buttons, sharing bars and footers."""

import warnings
from collections.abc import Sequence
from copy import deepcopy
from functools import cache
from typing import Any

import regex

from zjpolicy.documents.extracted import Extracted
from zjpolicy.documents.extras import extra, version_of
from zjpolicy.documents.folding import raised
from zjpolicy.documents.html_tables import CELL, straighten
from zjpolicy.documents.page_headings import Piece, letters, pieces, with_headings
from zjpolicy.documents.text import decode
from zjpolicy.errors import SourceError, SourceWarning, counted
from zjpolicy.languages import get_language, known_languages

# Elements of a page beyond which it is refused, and from which the extractor's slower second look is left out.
MOST, MANY = 400_000, 20_000
# A page this small says little of its own; of a longer one half the text should be found.
LITTLE, HALF = 1_000, 0.5
# A tag of thousands of attributes, and one that ends the page: what comes behind it is shown as well.
HUGE = regex.compile(r"<(\w{1,20})\b[^<>]{10000,}+>")
ENDS = regex.compile(r"</(?:body|html)\s*+>", regex.I)
# A line break of the markup between characters of Chinese, inside of elements or between them, is no space.
WIDE, TAGS = r"\p{Han}，。、；：？！“”‘’《》（）【】％", r"(?:</?(?:span|font|strong|b|a|em|i|u|o:p)\b[^<>]{0,1000}+>)"
WRAPPED = regex.compile(
    rf"(?:(?<=[{WIDE}])|(?<=[\d.%])(?=(?:{TAGS}|\s){{1,20}}+[{WIDE}]))"
    rf"(?P<before>{TAGS}{{0,10}}+)[ \t\r]*+\n\s*+(?P<behind>{TAGS}{{0,10}}+)\s*+(?=[{WIDE}\d])"
)
# Raised figures are signs of their own: 10 and a raised 5 are no 105. Lowered ones, and letters, are not.
RAISED = regex.compile(
    r"<sup\b[^<>]{0,200}+>(?:<\w{1,20}+\b[^<>]{0,200}+>)?+\s*+(\d{1,3}+)\s*+(?:</\w{1,20}+>){1,2}+", regex.I
)
INLINE = regex.compile(r"<r[tp]\b[^<>]{0,200}+>[^<>]{0,100}+</r[tp]>|</?(?:su[bp]|ruby)\b[^<>]{0,200}+>", regex.I)
CELLS = regex.compile(rf" ?{CELL} ?")
DECLARED = regex.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*(?P<name>[\w.:-]{2,40})""", regex.I)


def read_html(data: bytes, name: str, charset: str | None = None) -> Extracted:
    """Return the article of a page as text, what read it, and the headings of the page.

    Parameters
    ----------
    data : bytes
        The page.
    name : str
        What messages call it.
    charset : str, optional
        What its server declares.

    Raises
    ------
    SourceError
        The package for pages is missing, or there is no text in the page.
    """
    trafilatura = extra("trafilatura", "html", name)
    tree = _tree(_page(data, name, charset), name, trafilatura)
    try:
        article = trafilatura.bare_extraction(
            deepcopy(tree), include_comments=False, with_metadata=True, favor_recall=True, fast=len(tree) > MANY
        )
        page = pieces(tree) if tree is not None else []
        whole = trafilatura.html2txt(tree) if tree is not None else ""
    except (RecursionError, ValueError, MemoryError) as error:
        raise SourceError(
            f"{name}: the page cannot be taken apart ({type(error).__name__}): save it as text"
        ) from error
    found, title = (article.text or "", article.title or "") if article else ("", "")
    # An article that is a small part of the page was not the report.
    text = found if len(found) > 0.4 * len(whole or "") else whole or found
    if title and title not in text[:1_000]:
        text = f"{title}\n{text}"
    text = _furniture().sub("", text)
    if not text.strip():
        raise SourceError(f"{name}: no text in this page; perhaps a script shows it: save it from a browser")
    _tell_losses(text, page, name)
    headed = [piece for piece in page if not (piece.level and _furniture().fullmatch(piece.text))]
    text, marks, restored = with_headings(CELLS.sub("\t", text), headed)
    done = f"; {counted(restored, 'heading')} put back" if restored else ""
    return Extracted(text, f"trafilatura {version_of('trafilatura')}{done}", marks)


def _page(data: bytes, name: str, charset: str | None) -> str:
    """The markup of a page, without what ends it too early or breaks lines of Chinese."""
    declared = DECLARED.search(data[:4096])
    page = decode(data, name, charset or (declared["name"].decode() if declared else None), plain=False)
    page = INLINE.sub("", RAISED.sub(lambda found: raised(found[1]), page))
    page = WRAPPED.sub(r"\g<before>\g<behind>", ENDS.sub("", HUGE.sub(r"<\1>", page)))
    return page if "<html" in page[:10_000].lower() else f"<html><body>{page}</body></html>"


def _tree(page: str, name: str, trafilatura: Any) -> Any:
    """A page taken apart, its tables as paragraphs."""
    if (size := page.count("<")) > MOST:
        raise SourceError(f"{name}: a page of {size:,} elements, more than {MOST:,}: save it as text")
    try:
        tree = trafilatura.load_html(page)
        if tree is not None:
            for element in tree.xpath("//noscript"):
                element.drop_tree()
            straighten(tree)
    except (RecursionError, ValueError, MemoryError) as error:
        raise SourceError(
            f"{name}: the page cannot be taken apart ({type(error).__name__}): save it as text"
        ) from error
    return tree


def _tell_losses(text: str, page: Sequence[Piece], name: str) -> None:
    """Warn where much of a page's text was left out."""
    whole = sum(len(piece.key) for piece in page)
    share = len(letters(text)) / max(whole, 1)
    if whole > LITTLE and share < HALF:
        told = f"only {share:.0%} of the text of this page was kept: look at report.text, or save the page as text"
        warnings.warn(SourceWarning(f"{name}: {told}"), stacklevel=5)


@cache
def _furniture() -> regex.Pattern[str]:
    """What a page shows of itself and not of the report, each on a line of its own; a page may mix languages."""
    lines = "|".join(get_language(code).table("metadata")["furniture"] for code in known_languages())
    return regex.compile(rf"(?im)^(?:- )?[ \t]*+(?:{lines})[ \t]*+$\n?")
