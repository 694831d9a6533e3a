"""Puts a measure into words: the phrase a construction found, with what makes it complete alone."""

from collections.abc import Sequence

from zjpolicy.languages import compiled
from zjpolicy.reading.constructions import Found
from zjpolicy.reading.english.chunks import Chunks
from zjpolicy.registry.units import units

Span = tuple[int, int]
HOW_MUCH = compiled("U?(?:wnq|.q)*$")  # what tells how much at a phrase's end, and a participle before it


class Frames:
    """The phrases of one sentence in words."""

    def __init__(self, chunks: Chunks) -> None:
        self.chunks, self.words, self.letters = chunks, chunks.words, chunks.letters

    def offsets(self, span: Span) -> Span:
        """Where a span of chunks stands in the text."""
        chunks, tokens = self.chunks, self.chunks.tokens
        return tokens.starts[chunks.starts[span[0]]], tokens.ends[chunks.ends[span[1] - 1] - 1]

    def tokens_of(self, span: Span) -> list[Span]:
        """The runs of tokens of a span of chunks; what was left out of the row lies between them."""
        starts, ends = self.chunks.starts, self.chunks.ends
        runs = [(starts[span[0]], ends[span[0]])] if span[0] < span[1] else []
        for at in range(span[0] + 1, span[1]):
            start, end = runs[-1]
            gap = starts[at] - end
            if not gap or (gap == 1 and self.chunks.tag(end) == "ADV" and self.chunks.low(end)[-2:] != "ly"):
                runs[-1] = start, ends[at]  # also "lifted out of poverty"
            else:
                runs.append((starts[at], ends[at]))
        return runs

    def text_of(self, runs: Sequence[Span]) -> str:
        """The characters of runs of tokens on one line, without articles."""
        text, starts, ends = self.chunks.text, self.chunks.tokens.starts, self.chunks.tokens.ends
        pieces = [text[starts[first] : ends[last - 1]] for first, last in runs if first < last]
        line = " ".join(" ".join(pieces).split()).strip(' ,;:“”"‘')
        if trailing := self.words.trailing.match(line):
            line = line[: trailing.start()]
        determiners = self.words.wordings["determiners"].match(line)
        return line[determiners.end() :] if determiners else line

    def wording(self, span: Span) -> str:
        """The words of a span of chunks; a figure at its end tells how much, not of what."""
        start, end = span
        if self.letters[end - 1] in "qU" and (found := HOW_MUCH.search(self.letters, start + 1, end)):
            end = found.start()
        return self.text_of(self.tokens_of((start, end)))

    def is_bare(self, span: Span, heads: frozenset[str]) -> bool:
        """Whether a span is one of some nouns with nothing that tells which."""
        if span[1] - span[0] != 1 or self.chunks.noun(span[0]) not in heads:
            return False
        return self.words.passed.issuperset(
            self.chunks.content(self.chunks.starts[span[0]], self.chunks.heads[span[0]])
        )

    def complete(self, found: Found, span: Span, before: str) -> str:
        """The words of a measure, with its owner, its whole, or what the clause says of it.

        ``before`` is what the figure before measures.
        """
        letters, spans, words, head = self.letters, found.spans, self.words, self.chunks.noun(span[0])
        if letters.startswith("o", span[0] + 1) and head in words.pieces and self._nouns((span[0], span[0] + 1)) == 1:
            span = (span[0] + 2, span[1])  # "person-times of farmers"
        # "62 billion yuan will be earmarked for schools"
        measure = self._tail(span).strip() if letters[span[0]] == "P" else self.wording(span)
        if found.gives("whole") and before:
            return f"{measure} in {before}"
        if "in" in spans and not self.is_bare(spans["in"], words.wholes | {"gdp"}):
            measure += " in " + self.wording(spans["in"])
        if before and any(self.chunks.first(at) == "such" for at in range(*span)):
            return before
        return self._told(found, span, measure) or self._owned(found, span, measure, before)

    def _told(self, found: Found, span: Span, measure: str) -> str:
        """A measure with what its clause says of it, where it is not complete without; empty elsewhere."""
        spans, letters, single = found.spans, self.letters, self._nouns(span) == 1
        done = "tail" in spans and letters[spans["tail"][0]] in "PUMA" and single
        counted = letters[span[0] + 1 : span[1]] == "iqn"  # "persons in 96 cases"
        general = self.is_bare((span[0], span[0] + 1) if counted else span, self.words.noun_general)
        if general or done or found.gives("always"):
            return measure + self.predicate(found, True)
        paid = not found.gives("sums") or self.chunks.noun(span[0]) in self.words.noun_sums
        return measure + self.predicate(found, False) if single and "verb" in spans and paid else ""

    def _owned(self, found: Found, span: Span, measure: str, before: str) -> str:
        """A measure with its owner, where it has one."""
        if whose := self._whose(span):
            return f"{measure} of {self.wording(whose)}"
        generic = self.is_bare(span, self.words.noun_generic)
        if self._leans(span, "w") and self._nouns(span) in (1, 2):  # "with a construction rate of"
            generic = self.chunks.noun(span[0]) in self.words.noun_generic
        owner = found.spans.get("of") or (found.spans.get("doer") if generic else None)
        if owner:
            return measure if self.letters[owner[0]] == "z" else f"{measure} of {self.wording(owner)}"
        return f"{measure} of {before}" if generic and before and self._leans(span, "w,&") else measure

    def _whose(self, span: Span) -> Span | None:
        """Whose it is that a clause tells of: "couriers, whose number has risen to"."""
        at = span[0] - 2 - (self.chunks.letter(span[0] - 2) == ",")
        told = at >= 0 and self.chunks.first(span[0] - 1) == "whose"
        return (at, at + 1) if told and self.letters[at] in "nG" else None

    def _nouns(self, span: Span) -> int:
        """How many nouns and adjectives a phrase of one chunk has; 0 of more chunks."""
        start, end = span
        return len(self.chunks.content(self.chunks.starts[start], self.chunks.ends[start])) if end - start == 1 else 0

    def grown(self, measure: str) -> str:
        """The growth of what grew: what is so many points above that of others."""
        head = measure.partition(" of ")[0]
        if self.words.change_of(head.rpartition(" ")[2]):
            return measure
        return f"{measure} growth" if head == measure else f"growth of {measure}"

    def kind_of(self, measure: str, before: str) -> str:
        """Read "rural ones" for the noun before: "rural highways"."""
        own = self.words.wordings["ones"].fullmatch(measure) if measure.endswith("ones") else None
        other = self.words.wordings["noun_last"].fullmatch(before) if own else None
        return f"{own[1] or other[1] or ''}{own[2]}{other[2]}" if own and other else measure

    def part(self, span: Span, before: str) -> str:
        """What a part of a list measures: "spending on wells" before, then "on schools"."""
        whole = before.rpartition(f" {self.chunks.first(span[0])} ")[0] or before
        return f"{whole} {self.wording(span)}"

    def _leans(self, span: Span, leads: str) -> bool:
        """Whether a phrase such as ", with a rate of" leans on what was told before."""
        return self.chunks.letter(span[0] - 1) in tuple(leads) or self.chunks.first(span[0]) in self.words.possessives

    def predicate(self, found: Found, general: bool) -> str:
        """What the clause says of a noun: "people" who "were moved to towns", whom "firms employ"."""
        if "tail" in found.spans:
            return self._tail(found.spans["tail"])
        if "verb" not in found.spans:
            return ""
        verb = found.spans["verb"][0]
        lemma = self.lemma(verb)
        if (
            self.letters[verb] in "RH"
            or lemma in self.words.empty
            or (lemma in self.words.moving and "goal" not in found.spans)
        ):
            return ""
        doer = found.spans.get("doer")
        told = f" by {self.wording(doer)}" if doer and general and self.letters[doer[0]] != "z" else ""
        goal = f" {self.wording(found.spans['goal'])}" if "goal" in found.spans else ""
        return f" {self.words.participle(lemma)}{goal or told}"

    def acts(self, verb: int) -> bool:
        """Whether the subject of a verb is who does something, where an amount is its object."""
        return self.letters[verb] == "V" or self.lemma(verb) in self.words.gathering

    def lemma(self, verb: int) -> str:
        """The verb of a chunk, as a dictionary has it."""
        return self.chunks.tokens.lemmas[self.chunks.heads[verb]] if verb >= 0 else ""

    def done(self, verb: int, unit: str) -> str:
        """What was done with an amount that no noun names: "money raised", "land freed"."""
        known, head = units().get(unit.split("/")[0]), self.chunks.heads[verb]
        dimension = known.dimension if known else ""
        thing = self.words.things.get("money" if known and dimension == known.code else dimension, "")
        particle = self.chunks.low(head + 1) if self.chunks.low(head + 1) in self.words.particles else ""
        return f"{thing} {self.words.participle(self.lemma(verb))} {particle}".strip()

    def _tail(self, span: Span) -> str:
        relative = self.letters[span[0]] == "s"
        verb, tokens, runs = span[0] + relative, self.chunks.tokens, self.tokens_of(span)
        start, head = self.chunks.starts[verb], self.chunks.heads[verb]
        if tokens.lemmas[head] in self.words.empty:
            return ""
        led = set(tokens.lows[start:head])
        bare = not led and self.letters[verb + 1 : span[1]][:1] != "n"  # but "87 firms sold shares"
        past = tokens.forms[head] == "past" and (bare or not led.isdisjoint(self.words.be))
        passive = self.letters[verb] in "PU" or past
        if passive:
            runs = [(head, runs[0][1]), *runs[1:]]
        return f" {'' if passive or relative else 'that '}{self.text_of(runs)}"
