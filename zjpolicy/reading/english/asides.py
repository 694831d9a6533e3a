"""Chunks of a sentence, and what is left out of their row: brackets, times, remarks between commas."""

from collections.abc import Sequence
from dataclasses import dataclass

from zjpolicy.languages import compiled
from zjpolicy.reading.english.tokens import Token

LONGEST_ASIDE = 14
REMARK = compiled("(?<=[nGh]),(?:n|[UVoiaftwpbu][nGhoiaftwpbu])[nGhoiaftwpbu]{0,7}+,(?=[VPRMALXH])")


@dataclass
class Chunk:
    """A phrase of a sentence: its letter, its tokens, and what a pattern of letters cannot tell."""

    letter: str
    start: int
    end: int
    head: int  # the token that is its noun or its verb
    direction: str = ""  # up or down, of words that tell which way something moves
    figure: int = -1


def drop_remarks(chunks: list[Chunk], tokens: Sequence[Token]) -> None:
    """Leave out what stands between commas before a verb: "the jobless rate, based on surveys, was"."""
    letters = "".join(chunk.letter for chunk in chunks)
    for found in reversed(list(REMARK.finditer(letters))):
        opens = chunks[found.start() + 1]
        if opens.letter != "V" or (opens.start == opens.head and tokens[opens.head].form == "past"):
            del chunks[found.start() : found.end()]


def without_asides(chunks: list[Chunk]) -> list[Chunk]:
    """Drop what stands in brackets and holds no figure: "fine particles (PM2.5)"."""
    kept: list[Chunk] = []
    at = 0
    while at < len(chunks):
        inside = chunks[at : at + LONGEST_ASIDE] if chunks[at].letter == "(" else []
        end = next((place for place, chunk in enumerate(inside) if chunk.letter == ")"), None)
        if end is not None and all(chunk.letter != "q" for chunk in inside[:end]):
            at += end + 1
        else:
            kept.append(chunks[at])
            at += 1
    return kept


def without_times(chunks: list[Chunk]) -> list[Chunk]:
    """Drop adverbs and what tells when: "by the end of 2019", "last year", ", year-on-year"."""
    kept: list[Chunk] = []
    at = 0
    while at < len(chunks):
        letter, following = chunks[at].letter, chunks[at + 1].letter if at + 1 < len(chunks) else ""
        if letter in "oiabftpwx" and following == "y":
            at += 2
            while at + 1 < len(chunks) and chunks[at].letter in "oi" and chunks[at + 1].letter == "y":
                at += 2
        elif letter in ".y" or (letter == "i" and following in ("a", "t")):  # "came in at"
            at += 1
        elif letter == "," and kept and kept[-1].letter == ",":
            kept.pop()  # an aside between commas
            at += 1
        else:
            kept.append(chunks[at])
            at += 1
    return kept


def verb_follows(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether a verb stands behind a chunk in its clause."""
    for chunk in chunks[at + 1 :]:
        if chunk.letter in ",;&sq":
            return False
        if chunk.letter in "VAMRLXPHv":
            return True
    return False
