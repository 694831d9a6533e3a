"""Splits a list of nouns into parts that are each complete alone: "incomes of urban and rural households"."""

from zjpolicy.reading.english.frames import Frames

Span = tuple[int, int]


def conjuncts(frames: Frames, span: Span, count: int) -> list[tuple[str, Span]]:
    """Split a span of tokens into ``count`` parts with their words and offsets; empty where it does not divide so."""
    parts = _Parts(frames, span)
    best = sorted(sorted(parts.cuts(), key=lambda cut: -cut[2])[: count - 1])
    edges = [span[0], *(edge for cut in best for edge in cut[:2]), span[1]]
    pieces = [(edges[at], edges[at + 1]) for at in range(0, len(edges), 2)]
    if len(pieces) != count or any(start >= end for start, end in pieces):
        return []
    tokens = frames.chunks.tokens
    return [
        (parts.completed(pieces, at), (tokens[start].start, tokens[end - 1].end))
        for at, (start, end) in enumerate(pieces)
    ]


class _Parts:
    def __init__(self, frames: Frames, span: Span) -> None:
        self.frames, self.span, self.words = frames, span, frames.words
        self.tag, self.low = frames.chunks.tag, frames.chunks.low

    def cuts(self) -> list[tuple[int, int, int]]:
        """Places where the list can be split: end of the left part, start of the right, and how likely."""
        cuts, at = [], self.span[0] + 1
        while at < self.span[1] - 1:
            if self.tag(at) in ("COMMA", "CC"):
                end = at
                while self.tag(at + 1) in ("COMMA", "CC"):
                    at += 1
                weight = 3 * (self.tag(at + 1) == "DET") + 2 * (self.tag(end) == "COMMA") + (at > end)
                adjectives = self.words.is_adjective(self.low(end - 1)) and self.tag(end) == "CC"
                cuts.append((end, at + 1, weight - adjectives))
            at += 1
        return cuts

    def completed(self, pieces: list[Span], at: int) -> str:
        """A part with the words it shares with its neighbours: "urban" and "rural residents' income"."""
        own, first, last = pieces[at], pieces[0], pieces[-1]
        words = self.said(own)
        opening = self._opening(first) if at else None
        head = "" if opening is None else self.said((first[0], opening + 1)) + " "
        if at < len(pieces) - 1 and (tail := self._shared_behind(own, last)):
            return (head if self.words.is_adjective(self.low(own[1] - 1)) else "") + words + " " + tail
        if at and self.tag(own[0]) == "PREP":
            named = next((place for place in range(*first) if self.tag(place) == "PREP"), first[1])
            return self.said((first[0], named)) + " " + words
        if opening is not None and self.tag(own[0]) != "DET" and own[1] - own[0] <= first[1] - opening:
            return head + words
        return words

    def _shared_behind(self, own: Span, last: Span) -> str:
        """The end of the last part that holds for another: the noun of adjectives, "of A and B" of a noun."""
        if self.words.is_adjective(self.low(own[1] - 1)):
            noun = next((place for place in range(*last) if not self.words.is_adjective(self.low(place))), None)
            if noun is not None:
                return self.said((noun, last[1]))
        shared = next((place for place in range(last[0] + 1, last[1]) if self.tag(place) == "PREP"), None)
        alone = own[1] - own[0] <= 3 and not any(self.tag(place) == "PREP" for place in range(*own))
        return self.said((shared, last[1])) if shared is not None and alone else ""

    def _opening(self, first: Span) -> int | None:
        """The last preposition of a list's first part, whose words before it hold for all: "the output of"."""
        return next((place for place in range(first[1] - 1, first[0], -1) if self.tag(place) == "PREP"), None)

    def said(self, span: Span) -> str:
        return self.frames.text_of([span])
