"""Deals what is told of a list out to its figures: "incomes of urban and rural households grew by 7% and 8%"."""

from collections.abc import Sequence

from zjpolicy.reading.english.frames import Frames
from zjpolicy.reading.english.sentence import Figure, Sentence, Span
from zjpolicy.registry.places import find_places


def deal(sentence: Sentence, group: Sequence[Figure]) -> None:
    """Give each figure of a list its part of what is measured, and its place."""
    first, count = group[0], len(group)
    told = first.spans.get("measure") or first.spans.get("part")
    span = first.measure if told and sentence.letters[told[0]] != "z" else None
    parts = _parts(sentence, span, count)
    if not parts or sentence.words.wordings["respectively"].match(sentence.text, group[-1].quantity.end, sentence.end):
        _deal_places(sentence, group)
    if span is None:
        _deal_earlier(sentence, group)
        return
    actors = _parts(sentence, sentence.subject_of(first.governor), count) if span[0] > first.governor else []
    for figure, part in zip(group, parts, strict=False):
        figure.reading.measure, figure.reading.span = figure.told.format(part[0]), part[1]
    for figure, actor in zip(group, actors, strict=False):
        figure.reading.subject = actor[1]


def _deal_earlier(sentence: Sentence, group: Sequence[Figure]) -> None:
    """Deal growths out to the amounts before them: "sales of 3 and rents of 5 million yuan, up 15% and 25%"."""
    earlier = sentence.figures[max(0, group[0].number - len(group)) : group[0].number]
    if len({figure.reading.measure for figure in earlier}) == len(group):
        for figure, amount in zip(group, earlier, strict=True):
            figure.reading.measure, figure.reading.span = amount.reading.measure, amount.reading.span
            figure.reading.subject, figure.reading.setting = amount.reading.subject, amount.reading.setting


def _deal_places(sentence: Sentence, group: Sequence[Figure]) -> None:
    """Deal as many places named before a list out to it: "in Hangzhou and Ningbo, by 4% and 5%, respectively"."""
    low = max(sentence.start, sentence.previous(group[0]).quantity.end)
    ahead = sentence.text[low : group[0].quantity.start]
    low += max(ahead.rfind(";"), ahead.rfind(":")) + 1
    named = find_places(sentence.text[low : group[0].quantity.start], sentence.language)
    if len(named) == len(group):
        for place, figure in zip(named, group, strict=True):
            figure.reading.setting = low + place.start, low + place.end


def share_places(sentence: Sentence) -> None:
    """Let a place at a clause's end hold for what "and" joins: "open 30 clinics and add 40 beds in Ningbo"."""
    for earlier, figure in reversed(list(zip(sentence.figures, sentence.figures[1:], strict=False))):
        between, reading, end = sentence.letters[earlier.at + 1 : figure.at], figure.reading, figure.quantity.end
        if "&" not in between or {",", ";"} & set(between):
            continue
        inside = sentence.words.wordings["in_place"].search(sentence.text, end, reading.span[1])
        if reading.setting[0] >= end:
            earlier.reading.setting = reading.setting
        elif inside:
            earlier.reading.setting = inside.span()


def _parts(sentence: Sentence, chunks: Span | None, count: int) -> list[tuple[str, Span]]:
    """Split a phrase into ``count`` parts with their words and offsets; empty where it does not divide so."""
    if chunks is None:
        return []
    span = sentence.chunks.starts[chunks[0]], sentence.chunks.ends[chunks[1] - 1]
    parts = _Parts(sentence.frames, span)
    best = sorted(sorted(parts.cuts(), key=lambda cut: -cut[2])[: count - 1])
    edges = [span[0], *(edge for cut in best for edge in cut[:2]), span[1]]
    pieces = [(edges[at], edges[at + 1]) for at in range(0, len(edges), 2)]
    if len(pieces) != count:
        return []
    tokens = sentence.chunks.tokens
    return [
        (parts.completed(pieces, at), (tokens.starts[start], tokens.ends[end - 1]))
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
        words, adjective = self.wording(own), self.words.is_adjective(self.low(own[1] - 1))
        opens = self._prepositions(first)
        head = self.wording((first[0], opens[-1] + 1)) + " " if opens and at else ""
        if own != last and (tail := self._shared_behind(own, last, adjective)):
            return (head if adjective else "") + words + " " + tail
        if at and self.tag(own[0]) == "PREP":
            return self.wording((first[0], opens[0] if opens else first[1])) + " " + words
        whole = self.tag(own[0]) == "DET" or (head and own[1] - own[0] > first[1] - opens[-1])
        return words if whole else head + words

    def _shared_behind(self, own: Span, last: Span, adjective: bool) -> str:
        """The end of the last part that holds for another: the noun of adjectives, "of A and B" of a noun."""
        nouns = [place for place in range(*last) if adjective and not self.words.is_adjective(self.low(place))]
        shared = nouns or ([] if self._prepositions(own) else self._prepositions(last))
        return self.wording((shared[0], last[1])) if shared else ""

    def _prepositions(self, span: Span) -> list[int]:
        return [place for place in range(span[0] + 1, span[1]) if self.tag(place) == "PREP"]

    def wording(self, span: Span) -> str:
        return self.frames.text_of([span])
