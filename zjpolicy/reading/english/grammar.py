"""Reads English sentences: what each quantity measures, and how it stands in its clause."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import regex

from zjpolicy.languages import Language, compiled
from zjpolicy.reading.constructions import Constructions, Found, constructions
from zjpolicy.reading.english.chunks import Chunks
from zjpolicy.reading.english.frames import Frames
from zjpolicy.reading.english.kinds import TIMES, set_kind, set_role
from zjpolicy.reading.english.lists import conjuncts
from zjpolicy.reading.model import Quantity, Reading
from zjpolicy.registry.places import find_places

NO_ROW = "no construction reads it"
NO_WORDS = "no words found for what is measured"
RATIOS = frozenset(("%", "1", "permille", "fold", "times"))
BOUNDS = frozenset(("<", "<=", ">", ">="))
VERBS = "VPRMALXH"
# A figure led by one of these tells where something moved, not how far: "fell below 1%".
CROSSING = frozenset(("below", "under", "above", "past", "beyond"))
# Between the figures of one list.
LISTED = frozenset(("", ",", "&", ",&", ",b", "&b", ",&b", ",t", "&t", ",&t", ",a", "&a", ",&a"))
# A figure for one part, and another behind it: "24 million for rice, 18 million for tea".
EACH_PART = regex.compile(r"qi[nG][,&]+q[io]")
IN_TERMS_OF = regex.compile(r"\bin terms of (?:the )?([^,.;]{3,60}?)(?= for | over |[,.;]|$)")
RESPECTIVELY = regex.compile(r",?\s*(?:or (?:more|above|less)|and above)?,?\s*(?:respectively|separately)")
IN_PLACE = regex.compile(
    r"\b(?:in|at|across) (?:the (?:city|county|district|province|cities|counties) of )?\p{Lu}.*", regex.S
)
CLOSES = regex.compile(r"\s*(?:[.;,]|$)")


@dataclass
class Figure:
    """A quantity among the chunks of its sentence; ``governor`` is the chunk of its clause's verb."""

    number: int
    at: int
    quantity: Quantity
    traits: frozenset[str] = frozenset()
    governor: int | None = None
    found: Found | None = None
    measure: tuple[int, int] | None = None  # the chunks of what is measured
    reading: Reading = field(default_factory=Reading)


def read_sentence(text: str, start: int, end: int, quantities: Sequence[Quantity], language: Language) -> list[Reading]:
    """Return a reading for each quantity of an English sentence.

    Parameters
    ----------
    text : str
        The report's text.
    start, end : int
        Span of the sentence.
    quantities : sequence of Quantity
        Those inside it, in text order.
    language : Language
        English.
    """
    sentence = Sentence(Chunks(text, start, end, quantities, language), constructions(language), language)
    for group in sentence.groups():
        sentence.read(group)
    sentence.share_places()
    return [figure.reading for figure in sentence.figures]


class Sentence:
    """The figures of one sentence and the readings made of them."""

    def __init__(self, chunks: Chunks, table: Constructions, language: Language) -> None:
        self.chunks, self.table, self.language = chunks, table, language
        self.frames = Frames(chunks)
        self.letters, self.text = chunks.letters, chunks.text
        self.figures = [
            Figure(chunk.figure, at, chunks.quantities[chunk.figure])
            for at, chunk in enumerate(chunks.list)
            if chunk.figure >= 0
        ]
        self.subject = compiled(f"(?r)({table.parts['SUBJ']}),?s?")
        self.last_phrase = compiled(f"(?r)({table.parts['SUBJ']})[,;&.]+s?")
        self.phrase = compiled(f"(?![z])(?:{table.parts['NP']})")
        for figure in self.figures:
            figure.traits = self._traits(figure)

    def _traits(self, figure: Figure) -> frozenset[str]:
        """What rows may ask of a figure."""
        unit, traits = figure.quantity.unit, set()
        if unit in ("rank", "pp"):
            traits.add(unit)
        elif unit == "bp":
            traits.add("pp")
        elif unit in RATIOS:
            traits.add("ratio")
        else:
            traits.add("count" if unit.startswith("count") else "amount")
        if figure.quantity.comparator in BOUNDS:
            traits |= {"bound"} | {f"bound-{name}" for name in traits}
        if unit in TIMES:
            traits.add("time")
        if self.chunks.low(self.chunks.list[figure.at].start) in CROSSING:
            traits.add("crossing")
        return frozenset(traits | ({"age"} if self.letters[figure.at] == "k" else set()))

    def groups(self) -> Iterator[list[Figure]]:
        """Yield the figures, those of one list together: "by 5% and 6%"."""
        group: list[Figure] = []
        for figure in self.figures:
            if group and not self._lists_on(group[-1], figure):
                yield group
                group = []
            group.append(figure)
        if group:
            yield group

    def _lists_on(self, earlier: Figure, figure: Figure) -> bool:
        between, behind = self.letters[earlier.at + 1 : figure.at], self.letters[figure.at + 1 : figure.at + 3]
        joined = between in LISTED and between != "" and behind[:1] not in ("c", "d") and behind != "os"
        joined = joined and not EACH_PART.match(self.letters, figure.at)
        own = figure.quantity.unit == "count" and not self._counts_together(figure)
        return joined and earlier.quantity.unit == figure.quantity.unit and not own

    def _counts_together(self, figure: Figure) -> bool:
        """Whether a counted noun behind the last of a list is not told of it alone: "20 and 10 schools"."""
        first = figure.number
        while first and self.letters[self.figures[first - 1].at + 1 : self.figures[first].at] in LISTED:
            first -= 1
        lead = self.letters[self.figures[first].at - 1 : self.figures[first].at]
        return lead in ("V", "A", "P", "L", "H", "M", "R", "b", "t")

    def previous(self, figure: Figure) -> Figure | None:
        """The figure before this one."""
        return self.figures[figure.number - 1] if figure.number else None

    def read(self, group: Sequence[Figure]) -> None:
        """Read the figures of a list as one, and deal out what is told of them."""
        first, last = group[0], group[-1]
        first.found = self.table.find(self.letters, first.at, last.at + 1, first.traits)
        for figure in group:
            figure.found, figure.governor = first.found, self._governor(first)
            self._set_measure(figure)
            set_kind(self, figure)
            set_role(self, figure)
            self._set_clause(figure)
        if len(group) > 1 and first.reading.role != "baseline":
            self._deal_places(group)
            self._deal(group)

    def _set_measure(self, figure: Figure) -> None:
        found, reading = figure.found, figure.reading
        if found is None:
            reading.doubt = NO_ROW
            return
        reading.construction = found.construction.name
        earlier = self.previous(figure)
        before = earlier.reading.measure if earlier else ""
        span, part = found.spans.get("measure"), found.spans.get("part")
        if part and before:
            self._set_part(figure, part, before)
            return
        if span is None or not set(self.letters[span[0] : span[1]]) - set("zoiafwt"):
            self._borrow(figure)
            self._add_predicate(figure)
            return
        figure.measure, reading.span = span, self.frames.offsets(span)
        reading.measure = self.frames.complete(found, span, before)
        if self.letters[span[0]] == "z" and earlier:
            self._resolve(figure, span, before)
        if figure.quantity.unit == "rank" and (
            terms := IN_TERMS_OF.search(self.text, figure.quantity.end, self.chunks.end)
        ):
            reading.measure = f"{terms[1]} of {reading.measure}"

    def _set_part(self, figure: Figure, part: tuple[int, int], before: str) -> None:
        """Read "spending on wells rose 21%, on schools 49%"; an amount "in bonds" is of them alone."""
        whole = self.chunks.low(self.chunks.list[part[0]].start) == "in" and "amount" in figure.traits
        figure.measure = (part[0] + 1, part[1]) if whole else part
        figure.reading.span = self.frames.offsets(figure.measure)
        figure.reading.measure = self.frames.said(figure.measure) if whole else self.frames.part(part, before)

    def _add_predicate(self, figure: Figure) -> None:
        """Read "of the farms, 12 were sealed"."""
        found, reading = figure.found, figure.reading
        if found is None or not {"tail", "verb"} & set(found.spans):
            return
        said = self.frames.predicate(found)
        if "verb" in found.spans:
            reading.measure = said or reading.measure
        elif figure.measure:
            reading.measure = f"{self.frames.said(figure.measure)} {said}".strip()

    def _resolve(self, figure: Figure, span: tuple[int, int], before: str) -> None:
        """Read "that of orchards" for the noun before."""
        if self.letters[span[0] + 1 : span[0] + 2] in tuple("iafwt"):
            figure.reading.measure = self.frames.part((span[0] + 1, span[1]), before)
            return
        rest = self.frames.said((span[0] + 2, span[1])) if span[1] > span[0] + 2 else ""
        named, of, _ = before.partition(" of ")
        named = named if of else named.partition(" ")[2] or named
        figure.reading.measure = f"{named} of {rest}" if rest else before

    def _borrow(self, figure: Figure) -> None:
        """A figure without words of its own speaks of what the figure before it measured."""
        reading = figure.reading
        for earlier in reversed(self.figures[: figure.number]):
            if earlier.reading.measure and earlier.reading.role != "context":
                reading.measure, reading.span = earlier.reading.measure, earlier.reading.span
                figure.measure = earlier.measure
                return
        subject = self._subject_of(figure.governor) if figure.governor is not None else None
        span = subject or self._first(figure)
        if span is None:
            reading.doubt = NO_WORDS
            return
        figure.measure = span
        reading.measure, reading.span = self.frames.said(span), self.frames.offsets(span)

    def _first(self, figure: Figure) -> tuple[int, int] | None:
        """What a figure speaks of where nothing was measured before: the clause before ends in it, or opens with it."""
        span = figure.found.spans.get("measure") if figure.found else None
        named = self.chunks.low(self.chunks.list[span[0]].head) if span else ""
        if span and named not in ("they", "it", "them"):
            found = self.last_phrase.match(self.letters, 0, span[0])
            if found:
                return found.span(1)
        found = self.phrase.search(self.letters)
        return found.span() if found else None

    def figure_start(self, figure: Figure) -> int:
        """Where the words of a figure begin, "minus" and the like included."""
        return self.chunks.tokens[self.chunks.list[figure.at].start].start

    def _subject_of(self, verb: int) -> tuple[int, int] | None:
        found = self.subject.match(self.letters, 0, verb)
        return found.span(1) if found and self.letters[found.start(1)] != "z" else None

    def _governor(self, figure: Figure) -> int | None:
        """The chunk of the verb of a figure's clause: the one before it, or behind it where the figure is its subject."""
        opens = max(self.letters.rfind(mark, 0, figure.at) for mark in ",;&s:")
        inside = [at for at in range(opens + 1, figure.at) if self.letters[at] in VERBS]
        if inside:
            return inside[-1]
        for at in range(figure.at + 1, len(self.letters)):
            if self.letters[at] in VERBS and self._is_finite(at):
                return at
            if self.letters[at] in ",;s:q":
                break
        return next((at for at in range(figure.at - 1, -1, -1) if self.letters[at] in VERBS + ";"), None)

    def _is_finite(self, at: int) -> bool:
        chunk = self.chunks.list[at]
        token = self.chunks.tokens[chunk.head]
        return (
            chunk.start < chunk.head
            or token.form in ("s", "base")
            or token.tag == "AUX"
            or token.low in self.chunks.words.finite
        )

    def _set_clause(self, figure: Figure) -> None:
        chunks, reading = self.chunks, figure.reading
        governor = figure.governor if figure.governor is not None and self.letters[figure.governor] != ";" else None
        place = chunks.list[figure.at].head
        begin = chunks.list[governor].head if governor is not None and governor < figure.at else place
        while begin > 0 and chunks.tag(begin - 1) not in ("COMMA", "SEMI"):
            begin -= 1
        end = place
        while end + 1 < len(chunks.tokens) and chunks.tag(end + 1) not in ("COMMA", "SEMI", "Q"):
            end += 1
        reading.clause = chunks.tokens[begin].start, chunks.tokens[end].end
        reading.tense = self._tense(chunks.list[governor].end - 1 if governor is not None else place)
        if governor is not None and (subject := self._subject_of(governor)):
            reading.subject = self.frames.offsets(subject)

    def _tense(self, at: int) -> str:
        """Past or future, as the finite verb of the figure's clause says; empty where none does."""
        tense = ""
        for back in range(at, max(-1, at - 30), -1):
            token = self.chunks.tokens[back]
            if token.tag == "SEMI":
                break
            if token.tag == "MOD" and token.low not in ("could", "can", "may", "might", "would"):
                return "future"
            finite = token.tag == "V" and token.form == "past" and self.chunks.tag(back - 1) in FINITE_AFTER
            if finite or token.low in ("was", "were", "has", "have", "had"):
                tense = "past"
        return tense

    def _deal(self, group: Sequence[Figure]) -> None:
        """Deal the parts of what is measured out: "A and B rose by 5% and 6%, respectively"."""
        first, count = group[0], len(group)
        told = first.found is not None and "measure" in first.found.spans and first.measure is not None
        earlier = self.figures[max(0, first.number - count) : first.number]
        if not told or (first.measure and self.letters[first.measure[0]] == "z"):
            if len(earlier) == count and len({figure.reading.measure for figure in earlier}) == count:
                for figure, amount in zip(group, earlier, strict=True):
                    figure.reading.measure, figure.reading.span = amount.reading.measure, amount.reading.span
                    figure.reading.subject, figure.reading.setting = amount.reading.subject, amount.reading.setting
            return
        assert first.measure is not None
        parts = self._parts(first.measure, count)
        subject = (
            self._subject_of(first.governor)
            if first.governor is not None and first.measure[0] > first.governor
            else None
        )
        actors = self._parts(subject, count) if subject else []
        for at, figure in enumerate(group):
            if parts:
                figure.reading.measure, figure.reading.span = parts[at]
            if actors:
                figure.reading.subject = actors[at][1]

    def _parts(self, span: tuple[int, int], count: int) -> list[tuple[str, tuple[int, int]]]:
        first, last = self.chunks.list[span[0]], self.chunks.list[span[1] - 1]
        return conjuncts(self.frames, (first.start, last.end), count)

    def _deal_places(self, group: Sequence[Figure]) -> None:
        """Deal as many places named before a list out to it: "in Hangzhou and Ningbo, by 4% and 5%, respectively"."""
        respectively = RESPECTIVELY.match(self.text[group[-1].quantity.end : self.chunks.end])
        if not respectively and group[0].measure and self._parts(group[0].measure, len(group)):
            return
        earlier = self.previous(group[0])
        low = earlier.quantity.end if earlier else self.chunks.start
        ahead = self.text[low : group[0].quantity.start]
        low += max(ahead.rfind(";"), ahead.rfind(":")) + 1
        named = find_places(self.text[low : group[0].quantity.start], self.language)
        if len(named) == len(group):
            for place, figure in zip(named, group, strict=True):
                figure.reading.setting = low + place.start, low + place.end

    def share_places(self) -> None:
        """Let a place at a clause's end hold for what "and" joins: "open 30 clinics and add 40 beds in Ningbo"."""
        for earlier, figure in reversed(list(zip(self.figures, self.figures[1:], strict=False))):
            between = self.letters[earlier.at + 1 : figure.at]
            reading = figure.reading
            ends = reading.setting[1] or reading.span[1]
            closes = CLOSES.match(self.text, ends, self.chunks.end)
            if "&" in between and "," not in between and ";" not in between and closes and ends > figure.quantity.end:
                inside = IN_PLACE.search(self.text, figure.quantity.end, ends)
                if reading.setting[1]:
                    earlier.reading.setting = reading.setting
                elif inside:
                    earlier.reading.setting = inside.span()


# Behind these a past form is a verb of its own, no participle.
FINITE_AFTER = frozenset(("N", "PRON", "ADV", "SUB", "COMMA", "CC"))
