"""The pieces of a document that are counted: all of it, one part, or a section, folded and measured."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, cast, get_args

import regex

from zjpolicy.documents.document import Document
from zjpolicy.documents.outline import Paragraph
from zjpolicy.documents.sentences import split_sentences
from zjpolicy.languages import Language, get_language
from zjpolicy.languages.searchable import Searchable, searchable

Counted = Literal["whole", "review", "plan", "raw"]
# Letters, marks and numbers; what stands between them is no part of a text's length.
CHARACTER = regex.compile(r"[\p{L}\p{M}\p{N}]")
BETWEEN = regex.compile(r"[^\p{L}\p{M}\p{N}]++")


@dataclass(frozen=True)
class Piece:
    """A stretch of a document, folded; ``part`` is what was asked for."""

    part: str
    section: str | None
    folded: Searchable
    language: Language

    @cached_property
    def chars(self) -> int:
        """How many counted characters there are."""
        return characters(self.folded.text)

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Spans of the sentences that have a counted character."""
        shown = self.folded.shown
        found = split_sentences(shown, 0, len(shown), self.language)
        return [span for span in found if CHARACTER.search(shown, *span)]


def characters(text: str) -> int:
    """Return how many counted characters a text has: letters, marks and numbers.

    Examples
    --------
    >>> characters("治理PM2.5，成效显著。"), characters("Clean air, for all.")
    (10, 14)
    """
    return len(BETWEEN.sub("", text))


def parts_of(part: str | Iterable[str]) -> tuple[Counted, ...]:
    """Return the parts that an argument names.

    Examples
    --------
    >>> parts_of("whole"), parts_of(["review", "plan"])
    (('whole',), ('review', 'plan'))
    """
    named = (part,) if isinstance(part, str) else tuple(part)
    for name in named:
        if name not in get_args(Counted):
            raise ValueError(f'part is "whole", "review", "plan" or "raw", or several of them, not {name!r}')
    return tuple(dict.fromkeys(cast("tuple[Counted, ...]", named)))


def pieces(document: Document, part: Counted, by_section: bool = False) -> Iterator[Piece]:
    r"""Yield a part of a document as it is counted, in one piece or section by section.

    Parameters
    ----------
    document : Document
        The document.
    part : {"whole", "review", "plan", "raw"}
        The document's own paragraphs, those of one part, or the text as it stands, furniture of its page included.
    by_section : bool, optional
        A piece for each section, with the paragraphs that stand in it and in none below it.

    Examples
    --------
    >>> document = Document(
    ...     "I. Results\n\nThe air is cleaner.\n\nII. Tasks for 2020\n\nWe will plant trees.", year=2020
    ... )
    >>> [(piece.section, piece.folded.text) for piece in pieces(document, "whole", by_section=True)]
    [('I', 'i. results the air is cleaner.'), ('II', 'ii. tasks for 2020 we will plant trees.')]
    """
    language = get_language(document.language)
    if part == "raw" and not by_section:
        yield Piece(part, None, searchable(document.text, language.spaced), language)
        return
    sections: dict[str | None, list[tuple[int, int]]] = {}
    for at in counted_paragraphs(document, part):
        sections.setdefault(at.section or None if by_section else None, []).append((at.start, at.end))
    if not by_section:
        sections.setdefault(None, [])
    for section, spans in sections.items():
        yield Piece(part, section, searchable(document.text, language.spaced, spans), language)


def counted_paragraphs(document: Document, part: Counted) -> Iterator[Paragraph]:
    """Yield the paragraphs of a part."""
    for at in document.structure.paragraphs:
        if part == "raw" or (not at.boilerplate and part in ("whole", at.part)):
            yield at
