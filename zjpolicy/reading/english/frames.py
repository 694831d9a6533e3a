"""Puts a measure into words: the phrase a construction found, with what makes it complete alone."""

from collections.abc import Sequence

from zjpolicy.reading.constructions import Found
from zjpolicy.reading.english.chunks import Chunks
from zjpolicy.registry.units import units

Span = tuple[int, int]


class Frames:
    """The phrases of one sentence in words."""

    def __init__(self, chunks: Chunks) -> None:
        self.chunks, self.words = chunks, chunks.words

    def offsets(self, span: Span) -> Span:
        """Where a span of chunks stands in the text."""
        tokens, inside = self.chunks.tokens, self.chunks.list[span[0] : span[1]]
        return tokens[inside[0].start].start, tokens[inside[-1].end - 1].end

    def tokens_of(self, span: Span) -> list[Span]:
        """The runs of tokens of a span of chunks; what was left out of the row lies between them."""
        runs: list[Span] = []
        for chunk in self.chunks.list[span[0] : span[1]]:
            if runs and (runs[-1][1] == chunk.start or self._is_particle(runs[-1][1], chunk.start)):
                runs[-1] = (runs[-1][0], chunk.end)
            else:
                runs.append((chunk.start, chunk.end))
        return runs

    def _is_particle(self, first: int, last: int) -> bool:
        """Whether only a word such as "out" was left out between two chunks: "lifted out of poverty"."""
        return last == first + 1 and self.chunks.tag(first) == "ADV" and not self.chunks.low(first).endswith("ly")

    def text_of(self, runs: Sequence[Span]) -> str:
        """The characters of runs of tokens on one line, without articles."""
        tokens = self.chunks.tokens
        pieces = [self.chunks.text[tokens[first].start : tokens[last - 1].end] for first, last in runs if first < last]
        line = " ".join(" ".join(pieces).split()).strip(' ,;:“”"‘')
        return self.words.wordings["determiners"].sub("", self.words.wordings["trailing"].sub("", line))

    def wording(self, span: Span) -> str:
        """The words of a span of chunks; a figure at its end tells how much, not of what."""
        first, last = span
        while last - first > 2 and self.chunks.letters[last - 1] == "q":
            last -= 3 if self.chunks.letters[last - 3] == "w" else 2
        if last - first > 1 and self.chunks.letters[last - 1] == "U":
            last -= 1
        return self.text_of(self.tokens_of((first, last)))

    def is_bare(self, span: Span, heads: frozenset[str]) -> bool:
        """Whether a span is one of some nouns with nothing that tells which."""
        chunk = self.chunks.list[span[0]]
        if span[1] - span[0] != 1 or self.chunks.low(chunk.head) not in heads:
            return False
        return self.words.passed.issuperset(self.chunks.content(chunk.start, chunk.head))

    def complete(self, found: Found, span: Span, before: str) -> str:
        """The words of a measure, with its owner, its whole, or what the clause says of it.

        ``before`` is what the figure before measures.
        """
        if self.chunks.letters[span[0] + 1 : span[0] + 2] == "o" and self._is_piece(span[0]):
            span = (span[0] + 2, span[1])  # "person-times of farmers"
        passive = self.chunks.letters[span[0]] == "P"  # "62 billion yuan will be earmarked for schools"
        measure, spans = self._tail(span).strip() if passive else self.wording(span), found.spans
        if found.gives("whole") and before:
            return f"{measure} in {before}"
        if "in" in spans and not self.is_bare(spans["in"], self.words.wholes | {"gdp"}):
            measure += " in " + self.wording(spans["in"])
        done = "tail" in spans and self.chunks.letters[spans["tail"][0]] in "PUMA" and self._is_one_word(span)
        if before and any(self.chunks.low(chunk.start) == "such" for chunk in self.chunks.list[span[0] : span[1]]):
            return before
        counted = self.chunks.letters[span[0] + 1 : span[1]] == "iqn"  # "persons in 96 cases"
        if (
            self.is_bare((span[0], span[0] + 1) if counted else span, self.words.noun_general)
            or found.gives("always")
            or done
        ):
            return measure + self._predicate(found, True)
        paid = not found.gives("sums") or self.chunks.low(self.chunks.list[span[0]].head) in self.words.noun_sums
        if self._is_one_word(span) and "verb" in spans and "tail" not in spans and paid:
            return measure + self._predicate(found, False)
        if before_whose := self._whose(span):
            return f"{measure} of {self.wording(before_whose)}"
        generic = self.is_bare(span, self.words.noun_generic) or (self._leans(span, "w") and self._is_generic(span))
        if owner := next((spans[name] for name in ("of", "doer") if name in spans), None):
            told = self.chunks.letters[owner[0]] != "z"
            return f"{measure} of {self.wording(owner)}" if told and (generic or "of" in spans) else measure
        return f"{measure} of {before}" if generic and before and self._leans(span, "w,&") else measure

    def _whose(self, span: Span) -> Span | None:
        """Whose it is that a clause tells of: "couriers, whose number has risen to"."""
        if span[0] < 2 or self.chunks.low(self.chunks.list[span[0] - 1].start) != "whose":
            return None
        at = span[0] - 2 - (self.chunks.letters[span[0] - 2] == "," and span[0] > 2)
        return (at, at + 1) if self.chunks.letters[at] in "nG" else None

    def _is_generic(self, span: Span) -> bool:
        """Whether a phrase is "a construction rate" and its like: of what, was told before."""
        chunk, one = self.chunks.list[span[0]], span[1] - span[0] == 1
        return one and chunk.end - chunk.start <= 3 and self.chunks.low(chunk.head) in self.words.noun_generic

    def _is_piece(self, at: int) -> bool:
        chunk = self.chunks.list[at]
        return chunk.end == chunk.start + 1 and self.chunks.low(chunk.head) in self.words.pieces

    def _is_one_word(self, span: Span) -> bool:
        chunk = self.chunks.list[span[0]]
        return span[1] - span[0] == 1 and sum(self.chunks.tag(at) == "N" for at in range(chunk.start, chunk.end)) == 1

    def grown(self, measure: str) -> str:
        """The growth of what grew: what is so many points above that of others."""
        head = measure.partition(" of ")[0]
        if self.words.change_of(head.rpartition(" ")[2]):
            return measure
        return f"{measure} growth" if head == measure else f"growth of {measure}"

    def kind_of(self, measure: str, before: str) -> str:
        """Read "rural ones" for the noun before: "rural highways"."""
        own = self.words.wordings["ones"].fullmatch(measure)
        other = self.words.wordings["noun_last"].fullmatch(before) if own else None
        return f"{own[1] or other[1] or ''}{own[2]}{other[2]}" if own and other else measure

    def part(self, span: Span, before: str) -> str:
        """What a part of a list measures: "spending on wells" before, then "on schools"."""
        words = self.wording(span)
        lead = self.chunks.low(self.chunks.list[span[0]].start)
        whole = before.rpartition(f" {lead} ")[0] or before
        return f"{whole} {words}"

    def _leans(self, span: Span, leads: str) -> bool:
        """Whether a phrase such as ", with a rate of" leans on what was told before."""
        led = span[0] > 0 and self.chunks.letters[span[0] - 1] in leads
        return led or self.chunks.low(self.chunks.list[span[0]].start) in self.words.possessives

    def _predicate(self, found: Found, general: bool) -> str:
        """What the clause says of a noun: "people" who "were moved to towns", whom "firms employ"."""
        if "tail" in found.spans:
            return self._tail(found.spans["tail"])
        if "verb" not in found.spans:
            return ""
        verb = self.chunks.list[found.spans["verb"][0]]
        lemma = self.chunks.tokens[verb.head].lemma
        if verb.letter in "RH" or not lemma or lemma in self.words.empty:
            return ""
        if lemma in self.words.moving and "goal" not in found.spans:
            return ""
        doer = found.spans.get("doer")
        told = f" by {self.wording(doer)}" if doer and general and self.chunks.letters[doer[0]] != "z" else ""
        goal = f" {self.wording(found.spans['goal'])}" if "goal" in found.spans else ""
        return f" {self.words.participle(lemma)}{goal or told}"

    def acts(self, verb: int) -> bool:
        """Whether the subject of a verb is who does something, where an amount is its object."""
        lemma = self.chunks.tokens[self.chunks.list[verb].head].lemma
        return self.chunks.letters[verb] == "V" or lemma in self.words.gathering

    def done(self, verb: int, unit: str) -> str:
        """What was done with an amount that no noun names: "money raised", "land freed"."""
        known = units().get(unit.split("/")[0])
        dimension = known.dimension if known else ""
        thing = self.words.things.get("money" if known and dimension == known.code else dimension, "")
        head = self.chunks.list[verb].head
        particle = self.chunks.low(head + 1) if self.chunks.low(head + 1) in self.words.particles else ""
        return f"{thing} {self.words.participle(self.chunks.tokens[head].lemma)} {particle}".strip()

    def predicate(self, found: Found) -> str:
        """What the clause says of something told before, or of nothing: "employed by foreign banks"."""
        return self._predicate(found, True).strip()

    def _tail(self, span: Span) -> str:
        relative = self.chunks.letters[span[0]] == "s"
        verb = self.chunks.list[span[0] + relative]
        if self.chunks.tokens[verb.head].lemma in self.words.empty:
            return ""
        runs = self.tokens_of(span)
        past = self.chunks.tokens[verb.head].form == "past"
        led = {self.chunks.low(place) for place in range(verb.start, verb.head)}
        passive = verb.letter in "PU" or (past and (not led or not led.isdisjoint(self.words.be)))
        if passive:
            runs = [(verb.head, runs[0][1]), *runs[1:]]
        return f" {'' if passive or relative else 'that '}{self.text_of(runs)}"
