"""The terms of dictionaries in a document, each with the words around it."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import Any

from zjpolicy.attention.matching import Match, finder, fits
from zjpolicy.attention.pieces import Counted, Piece, counted_paragraphs, pieces
from zjpolicy.documents.document import Document, cell
from zjpolicy.documents.outline import Paragraph
from zjpolicy.registry.dictionaries import Dictionary
from zjpolicy.tables.frames import dtypes

COLUMNS = dtypes("""
    report place: str
    year: Int64
    part section dictionary term left match right: str
    paragraph start end: int64
""")


def contexts(
    document: Document, dictionaries: Iterable[Dictionary], parts: Iterable[Counted], window: int
) -> list[dict[str, Any]]:
    """Return one row for each match, in text order: its place, and so many characters before and behind it.

    Examples
    --------
    >>> document = Document("Last year the air was clean.", year=2020)
    >>> row = contexts(document, [Dictionary("air", None, ("air",))], ["whole"], 8)[0]
    >>> row["left"], row["match"], row["right"], row["start"]
    ('the', 'air', 'was', 14)
    """
    about = {"report": document.key, "place": document.place, "year": document.year}
    chosen = [dictionary for dictionary in dictionaries if fits(dictionary, document)]
    rows: dict[tuple[Any, ...], dict[str, Any]] = {}
    for part in parts:
        paragraphs = list(counted_paragraphs(document, part))
        for piece in pieces(document, part):
            for dictionary in chosen:
                for match in finder(dictionary, document.language)(piece):
                    start, end = piece.folded.span(match.start, match.end)
                    found = {"dictionary": dictionary.name, "term": match.term, "start": start, "end": end}
                    around = _around(piece, match, window)
                    rows[dictionary.name, start] = about | _where(paragraphs, start) | found | around
    return sorted(rows.values(), key=lambda row: (row["start"], row["end"]))


def _where(paragraphs: list[Paragraph], start: int) -> dict[str, Any]:
    at = paragraphs[bisect_right(paragraphs, start, key=lambda paragraph: paragraph.start) - 1]
    return {"part": at.part, "section": at.section or None, "paragraph": at.paragraph}


def _around(piece: Piece, match: Match, window: int) -> dict[str, str]:
    """What stands around a match; where words stand apart no word is cut."""
    text, first, last = piece.folded.shown, max(0, match.start - window), match.end + window
    left, right = text[first : match.start], text[match.end : last]
    if piece.language.spaced:
        left = left if first == 0 or text[first - 1] == " " else left.partition(" ")[2]
        right = right if text[last : last + 1] in ("", " ") else right.rpartition(" ")[0]
    shown = {"left": left.strip(), "match": text[match.start : match.end], "right": right.strip()}
    return {name: str(cell(words)) for name, words in shown.items()}
