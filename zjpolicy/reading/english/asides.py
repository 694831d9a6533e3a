"""Chunks of a sentence, and what is left out of their row: brackets, times, remarks between commas."""

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from zjpolicy.languages import compiled

# Brackets that hold no figure: "fine particles (PM2.5)"; what tells when: "by the end of 2019"; "came in at".
ASIDE = compiled(r"\([^q)]{0,12}+\)")
WHEN = compiled(r"[oiabftpwx]y(?:[oi]y)*+|[.y]|i(?=[at])")
COMMAS = compiled(",,")  # an aside between commas
# A remark between commas before a verb: "the jobless rate, based on surveys, was".
REMARK = compiled("(?<=[nGh]),(?:n|[UVoiaftwpbu][nGhoiaftwpbu])[nGhoiaftwpbu]{0,7}+,(?=[VPRMALXH])")


@dataclass(slots=True)
class Chunk:
    """A phrase of a sentence: its letter, its tokens, and what a pattern of letters cannot tell."""

    letter: str
    start: int
    end: int
    head: int  # the token that is its noun or its verb
    direction: str = ""  # up or down, of words that tell which way something moves
    figure: int = -1


def letters_of(chunks: Sequence[Chunk]) -> str:
    """The letters of chunks, in a row."""
    return "".join([chunk.letter for chunk in chunks])


def without(chunks: Sequence[Chunk], pattern: "regex.Pattern[str]") -> list[Chunk]:
    """Leave out the chunks whose letters fit a pattern."""
    kept: list[Chunk] = []
    at = 0
    for found in pattern.finditer(letters_of(chunks)):
        kept += chunks[at : found.start()]
        at = found.end()
    return [*kept, *chunks[at:]]
