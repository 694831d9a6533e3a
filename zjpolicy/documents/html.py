"""Web pages: the article's text, without breadcrumbs, buttons, sharing bars and footers."""

from copy import deepcopy
from functools import cache
from typing import Any

import regex

from zjpolicy.documents.extracted import Extracted
from zjpolicy.documents.extras import extra, version_of
from zjpolicy.documents.headings import Piece, pieces, with_headings
from zjpolicy.documents.text import decode
from zjpolicy.errors import SourceError, counted
from zjpolicy.languages import get_language, known_languages

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
    declared = DECLARED.search(data[:4096])
    page = decode(data, name, charset or (declared["name"].decode() if declared else None), plain=False)
    if "<html" not in page[:10_000].lower():
        page = f"<html><body>{page}</body></html>"
    try:
        tree = trafilatura.load_html(page)
        if tree is not None:
            for element in tree.xpath("//noscript"):
                element.drop_tree()
            _unbox(tree)
        article = trafilatura.bare_extraction(
            deepcopy(tree), include_comments=False, with_metadata=True, favor_recall=True
        )
        headed = _headed(tree)
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
    text, marks, restored = with_headings(text, headed) if headed else (text, (), 0)
    done = f"; {counted(restored, 'heading')} put back" if restored else ""
    return Extracted(text, f"trafilatura {version_of('trafilatura')}{done}", marks)


def _unbox(tree: Any) -> None:
    """Make tables that only place a page's paragraphs into plain boxes: the extractor puts a cell on one line."""
    for cell in tree.xpath("//td[count(.//p | .//h1 | .//h2 | .//h3 | .//h4) > 3]"):
        boxes = [cell, *cell.itersiblings(), *cell.itersiblings(preceding=True)]
        for above in cell.iterancestors():
            boxes.append(above)
            if above.tag == "table":
                break
        for box in boxes:
            if box.tag in ("td", "th", "tr", "tbody", "table"):
                box.tag = "div"


def _headed(tree: Any) -> list[Piece]:
    """The text of a page that has headings, without those of its furniture."""
    if tree is None or not tree.xpath("boolean(//h1|//h2|//h3|//h4|//h5|//h6)"):
        return []
    return [piece for piece in pieces(tree) if not (piece.level and _furniture().fullmatch(piece.text))]


@cache
def _furniture() -> regex.Pattern[str]:
    """What a page shows of itself and not of the report, each on a line of its own; a page may mix languages."""
    said = "|".join(get_language(code).table("metadata")["furniture"] for code in known_languages())
    return regex.compile(rf"(?im)^(?:- )?[ \t]*+(?:{said})[ \t]*+$\n?")
