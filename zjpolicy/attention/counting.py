"""How often a document says the terms of dictionaries, and how much of it they take."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

from zjpolicy.attention.matching import Match, finder, fits
from zjpolicy.attention.pieces import Counted, Piece, characters, pieces
from zjpolicy.documents.document import Document, cell
from zjpolicy.registry.dictionaries import Dictionary
from zjpolicy.tables.frames import dtypes

By = Literal["term", "section"]
PER = 10_000
COLUMNS = dtypes("""
    report place: str
    year: Int64
    part section title dictionary term: str
    count chars sentences: int64
    per_10k_chars char_share: float64
    sentence_hits: int64
    sentence_share: float64
""")


def columns(by: By | None) -> dict[str, str]:
    """Return the columns of a table of counts with their dtypes.

    Examples
    --------
    >>> list(columns("term"))[3:6]
    ['part', 'dictionary', 'term']
    """
    own = {"section": ("section", "title"), "term": ("term",)}
    left_out = {name for asked, names in own.items() for name in names if asked != by}
    return {name: dtype for name, dtype in COLUMNS.items() if name not in left_out}


def counts(
    document: Document, dictionaries: Iterable[Dictionary], parts: Iterable[Counted], by: By | None = None
) -> list[dict[str, Any]]:
    """Return one row for each part and dictionary, and for each section or term where asked.

    Examples
    --------
    >>> document = Document("The air is cleaner. Growth was 6%.", year=2020)
    >>> counts(document, [Dictionary("air", None, ("air", "haze"))], ["whole"], "term")[0]["sentence_share"]
    0.5
    """
    about = {"report": document.key, "place": document.place, "year": document.year}
    chosen = [dictionary for dictionary in dictionaries if fits(dictionary, document)]
    titles = {heading.path: cell(heading.title) for heading in document.structure.headings} if by == "section" else {}
    found = []
    for part in parts:
        for piece in pieces(document, part, by == "section"):
            where = about | {"part": part, "section": piece.section, "title": titles.get(piece.section or "")}
            for dictionary in chosen:
                found += [where | row for row in _rows(piece, dictionary, by == "term")]
    return found


def _rows(piece: Piece, dictionary: Dictionary, by_term: bool) -> Iterator[dict[str, Any]]:
    matches = list(finder(dictionary, piece.language.code)(piece))
    if not by_term:
        yield {"dictionary": dictionary.name} | _measured(piece, matches)
        return
    terms: dict[str, list[Match]] = {term: [] for term in dictionary.terms}
    for match in matches:
        terms[match.term].append(match)
    for term, own in terms.items():
        yield {"dictionary": dictionary.name, "term": term} | _measured(piece, own)


def _measured(piece: Piece, matches: Sequence[Match]) -> dict[str, Any]:
    """What is counted of some matches; shares of a text without characters are missing."""
    starts = [start for start, _ in piece.sentences]
    hits = len({bisect_right(starts, match.start) for match in matches})
    taken = sum(characters(piece.folded.text[match.start : match.end]) for match in matches)
    return {
        "count": len(matches),
        "chars": piece.chars,
        "sentences": len(starts),
        "per_10k_chars": PER * len(matches) / piece.chars if piece.chars else None,
        "char_share": taken / piece.chars if piece.chars else None,
        "sentence_hits": hits,
        "sentence_share": hits / len(starts) if starts else None,
    }
