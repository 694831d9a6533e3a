"""How long a document's sentences are, and how full of figures it is."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import Any

from zjpolicy.attention.pieces import CHARACTER, Counted, Piece, counted_paragraphs, pieces
from zjpolicy.documents.document import Document
from zjpolicy.languages import compiled
from zjpolicy.tables.frames import dtypes

COLUMNS = dtypes("""
    report place: str
    year: Int64
    part: str
    chars sentences clauses: int64
    chars_per_sentence chars_per_clause: float64
    figures: int64
    figures_per_1k_chars: float64
    target_sentences: int64
    target_sentence_share: float64
""")


def measures(document: Document, figures: Iterable[tuple[int, str]], parts: Iterable[Counted]) -> list[dict[str, Any]]:
    """Return one row for each part.

    Parameters
    ----------
    document : Document
        The document.
    figures : iterable of tuple
        Where each of its figures begins, and the figure's status.
    parts : iterable of str
        The parts.

    Examples
    --------
    >>> document = Document("Growth was 6%; prices rose. We will add 200 parks.", year=2020)
    >>> row = measures(document, [(11, "outcome"), (40, "target")], ["whole"])[0]
    >>> row["clauses"], row["figures"], row["target_sentence_share"]
    (3, 2, 0.5)
    """
    told, rows = list(figures), []
    for part in parts:
        inside = [(at.start, at.end) for at in counted_paragraphs(document, part)]
        own = [(place, status) for place, status in told if _within(inside, place)]
        for piece in pieces(document, part):
            about = {"report": document.key, "place": document.place, "year": document.year, "part": part}
            rows.append(about | _measured(piece, own))
    return rows


def _within(spans: list[tuple[int, int]], place: int) -> bool:
    at = bisect_right(spans, place, key=lambda span: span[0]) - 1
    return at >= 0 and place < spans[at][1]


def _measured(piece: Piece, figures: list[tuple[int, str]]) -> dict[str, Any]:
    sentences, clauses = len(piece.sentences), _clauses(piece)
    starts = [piece.folded.origin(start) for start, _ in piece.sentences]
    aimed = len({bisect_right(starts, place) for place, status in figures if status == "target"})
    return {
        "chars": piece.chars,
        "sentences": sentences,
        "clauses": clauses,
        "chars_per_sentence": piece.chars / sentences if sentences else None,
        "chars_per_clause": piece.chars / clauses if clauses else None,
        "figures": len(figures),
        "figures_per_1k_chars": 1000 * len(figures) / piece.chars if piece.chars else None,
        "target_sentences": aimed,
        "target_sentence_share": aimed / sentences if sentences else None,
    }


def _clauses(piece: Piece) -> int:
    end = compiled(piece.language.table("attention.clause_end"))
    sentences = (piece.folded.shown[start:stop] for start, stop in piece.sentences)
    return sum(bool(CHARACTER.search(clause)) for sentence in sentences for clause in end.split(sentence))
