"""How alike texts are, by the n-grams they share."""

from collections import Counter
from collections.abc import Iterator, Sequence
from math import nan
from typing import Any, Literal, get_args

import numpy as np
import numpy.typing as npt
import regex

from zjpolicy.attention.pieces import BETWEEN, Counted, pieces
from zjpolicy.documents.document import Document

Method = Literal["tfidf", "count", "jaccard", "containment"]
FORMULAS = {
    "tfidf": "cosine of counts times (ln((1 + N) / (1 + df)) + 1)",
    "count": "cosine of counts",
    "jaccard": "n-grams in both, of those in either",
    "containment": "n-grams of the report that are in the other too, of all n-grams of the report",
}
# What parts the words of a run: white space; what ends a run: everything else that is no word.
WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*+")
RUN_END = regex.compile(r"[^\p{L}\p{M}\p{N}\s'’-]++")
Vector = npt.NDArray[np.float64]


def check_recipe(n: int, method: str) -> None:
    """Raise where there is no such recipe."""
    if not isinstance(n, int) or isinstance(n, bool) or n < 1:
        raise ValueError(f"n is a whole number from 1, not {n!r}")
    if method not in get_args(Method):
        raise ValueError(f"method is one of {', '.join(get_args(Method))}, not {method!r}")


def recipe(n: int, method: Method, unit: str, documents: int) -> dict[str, Any]:
    """Return what one has to tell with a similarity.

    Examples
    --------
    >>> recipe(2, "count", "characters", 24)["formula"]
    'cosine of counts'
    """
    return {"method": method, "n": n, "unit": unit, "formula": FORMULAS[method], "documents": documents}


def ngrams(document: Document, n: int, part: Counted = "whole") -> Counter[str]:
    """Count the n-grams of a document: of characters in Chinese, of words where words stand apart.

    None reaches over a punctuation mark.

    Examples
    --------
    >>> ngrams(Document("生态好，环境好。", language="zh"), 2)
    Counter({'生态': 1, '态好': 1, '环境': 1, '境好': 1})
    >>> list(ngrams(Document("Clean air, blue skies above.", language="en"), 2))
    ['clean air', 'blue skies', 'skies above']
    """
    found: Counter[str] = Counter()
    for piece in pieces(document, part):
        for run in _runs(piece.folded.text, piece.language.spaced):
            between = " " if piece.language.spaced else ""
            found.update(map(between.join, zip(*(run[at:] for at in range(n)), strict=False)))
    return found


def _runs(text: str, spaced: bool) -> Iterator[Sequence[str]]:
    if spaced:
        yield from (WORD.findall(run) for run in RUN_END.split(text))
    else:
        yield from BETWEEN.split(text.replace(" ", ""))


class Space:
    """Texts as vectors over the n-grams of all of them.

    Examples
    --------
    >>> space = Space([Counter("aab"), Counter("abc")])
    >>> round(space.similarity(0, 1, "count"), 4), round(space.similarity(0, 1, "jaccard"), 4)
    (0.7746, 0.6667)
    >>> space.similarity(0, 1, "containment"), round(space.similarity(1, 0, "containment"), 4)
    (1.0, 0.6667)
    """

    def __init__(self, texts: Sequence[Counter[str]]) -> None:
        vocabulary: dict[str, int] = {}
        self.ids = [np.array([vocabulary.setdefault(gram, len(vocabulary)) for gram in text], int) for text in texts]
        self.counts = [np.array(list(text.values()), float) for text in texts]
        held = np.zeros(len(vocabulary))
        for ids in self.ids:
            held[ids] += 1
        self.idf = np.log((1 + len(texts)) / (1 + held)) + 1
        self._dense = np.zeros(len(vocabulary))
        self._laid: tuple[int, str] | None = None

    def similarity(self, one: int, other: int, method: Method) -> float:
        """Return how alike two of the texts are; NaN where one is empty."""
        if not len(self.ids[one]) or not len(self.ids[other]):
            return nan
        self._lay(one, method)
        shared = float(self._dense[self.ids[other]] @ self._weights(other, method))
        if method == "jaccard":
            return shared / (len(self.ids[one]) + len(self.ids[other]) - shared)
        return shared / len(self.ids[one]) if method == "containment" else shared

    def _weights(self, text: int, method: Method) -> Vector:
        """The text's vector: of length 1 for a cosine, all ones for a set."""
        if method in ("jaccard", "containment"):
            return np.ones(len(self.ids[text]))
        weights = self.counts[text] * (self.idf[self.ids[text]] if method == "tfidf" else 1)
        return np.asarray(weights / np.sqrt(weights @ weights))

    def _lay(self, text: int, method: Method) -> None:
        """Spread one text over the whole vocabulary, where the others are then looked up."""
        if self._laid != (text, method):
            if self._laid is not None:
                self._dense[self.ids[self._laid[0]]] = 0
            self._dense[self.ids[text]] = self._weights(text, method)
            self._laid = (text, method)
