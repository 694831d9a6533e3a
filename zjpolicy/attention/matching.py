"""Where the terms of a dictionary stand in a folded text: the longest at the leftmost place, none over another."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from zjpolicy.attention.pieces import Piece
from zjpolicy.documents.document import Document
from zjpolicy.languages import Language, compiled, get_language
from zjpolicy.registry.dictionaries import Dictionary, folded_term


class Match(NamedTuple):
    """A term in the folded text of a piece."""

    start: int
    end: int
    term: str


class Finder:
    """Finds the terms of one dictionary in texts of one language.

    Where words stand apart a term is found as words, its last one also in the plural and the possessive. Chinese has
    no such words: a term is found wherever its characters stand. Its Latin letters are found as a word there too: "AI"
    is not in "maintain".
    """

    def __init__(self, dictionary: Dictionary, language: Language) -> None:
        self.language = language
        forms = {term: self._form(folded_term(term)) for term in dictionary.terms}
        longest = sorted(dictionary.terms, key=lambda term: -len(folded_term(term)))
        # The standard library's engine looks for the first letters of many literal words at once.
        self.pattern = re.compile("|".join(forms[term] for term in longest))
        self._forms = [(term, re.compile(forms[term])) for term in longest]
        self._terms: dict[str, str] = {}

    def __call__(self, piece: Piece) -> Iterator[Match]:
        """Yield the matches in text order."""
        for found in self.pattern.finditer(piece.folded.text):
            surface = found[0]
            if surface not in self._terms:
                self._terms[surface] = self._term(found)
            yield Match(found.start(), found.end(), self._terms[surface])

    def _term(self, found: re.Match[str]) -> str:
        """The term that a match is of: the first that ends where it does."""
        ends = ((term, form.match(found.string, found.start())) for term, form in self._forms)
        return next(term for term, end in ends if end and end.end() == found.end())

    def _form(self, folded: str) -> str:
        """A pattern for a term; it begins with a letter of the term, which is what makes the search quick."""
        inside, base, endings = ("\\w", *self._inflected(folded)) if self.language.spaced else ("[a-z]", folded, "")
        written = re.escape(base)
        before = f"(?<!{inside}{written})" if re.match(inside, folded) else ""
        after = f"(?!{inside})" if re.match(inside, folded[-1]) else ""
        return f"{written}{before}{endings}{after}"

    def _inflected(self, folded: str) -> tuple[str, str]:
        """What the forms of a term begin with, and how they go on."""
        for ending, forms in self.language.table("attention.inflections"):
            if found := compiled(ending).search(folded):
                return folded[: found.start()], f"{forms}{self.language.table('attention.possessive')}"
        return folded, ""


@lru_cache(maxsize=256)
def finder(dictionary: Dictionary, code: str) -> Finder:
    """Return what finds a dictionary in texts of a language, made once.

    Examples
    --------
    >>> from zjpolicy.attention.pieces import pieces
    >>> from zjpolicy.documents.document import Document
    >>> piece = next(pieces(Document("Climate policies; a policy bank, and policing.", language="en"), "whole"))
    >>> find = finder(Dictionary("policy", None, ("policy", "policy bank")), "en")
    >>> [(piece.folded.text[start:end], term) for start, end, term in find(piece)]
    [('policies', 'policy'), ('policy bank', 'policy bank')]
    """
    return Finder(dictionary, get_language(code))


def fits(dictionary: Dictionary, document: Document) -> bool:
    """Whether a dictionary is for texts in the language of a document."""
    return dictionary.language in (None, document.language)
