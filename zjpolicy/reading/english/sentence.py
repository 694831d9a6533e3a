"""One English sentence with its figures: what governs each, and which are read together."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import regex

from zjpolicy.languages import Language
from zjpolicy.reading.constructions import Constructions, Found
from zjpolicy.reading.english.chunks import Chunks
from zjpolicy.reading.english.frames import Frames
from zjpolicy.reading.model import Quantity, Reading
from zjpolicy.registry.places import find_places

Span = tuple[int, int]
RATIOS = frozenset(("%", "1", "permille", "fold", "times"))
TIMES = frozenset(("day", "hour", "minute", "month", "year", "week", "second"))
BOUNDS = frozenset(("<", "<=", ">", ">="))
VERBS = "VPRMALXHv"
ATTRIBUTIVE = regex.compile(r"\w[-‐]\p{L}+$")  # "a 15-km road"
# What may stand between the figures of one list.
LISTED = regex.compile("(?:,|&|,&)[bta]?")
# A figure for one part, and another behind it: "24 million for rice, 18 million for tea".
EACH_PART = regex.compile("qi[nG][,&]+q[io]")
# Letters behind which one item of a list of counts can stand without its noun: "opened 20 and 10 schools".
LEADING = frozenset("VAPLHbto")
# Behind these a past form is a verb of its own, no participle.
FINITE_AFTER = frozenset(("N", "PRON", "ADV", "SUB", "COMMA", "CC"))


@dataclass
class Figure:
    """A quantity among the chunks of its sentence; ``governor`` is the chunk of its clause's verb."""

    number: int
    at: int
    quantity: Quantity
    traits: frozenset[str] = frozenset()
    governor: int | None = None
    found: Found | None = None
    measure: Span | None = None  # the chunks of what is measured
    told: str = "{}"  # how they are told of: "money raised by {}"
    reading: Reading = field(default_factory=Reading)


@cache
def _phrases(table: Constructions) -> tuple["regex.Pattern[str]", ...]:
    """What matches a verb's subject, the last phrase of the clause before, a phrase, and one behind a figure."""
    subject = f"(?r)({table.parts['SUBJ']})"
    patterns = (
        subject + ",?s?",
        subject + "[,;&.]{1,3}s?",
        f"(?!z)(?:{table.parts['NP']})",
        "([iftbw])(n(?:o[nGgh]){0,4})(?!q)",
    )
    return tuple(map(regex.compile, patterns))


class Sentence:
    """The chunks and figures of one sentence."""

    def __init__(self, chunks: Chunks, table: Constructions, language: Language) -> None:
        self.chunks, self.table, self.language = chunks, table, language
        self.frames = Frames(chunks)
        self.letters, self.text = chunks.letters, chunks.text
        self.subject, self.last_phrase, self.phrase, self.behind = _phrases(table)
        self.figures = [
            Figure(chunk.figure, at, chunks.quantities[chunk.figure])
            for at, chunk in enumerate(chunks.list)
            if chunk.figure >= 0
        ]
        for figure in self.figures:
            figure.traits = self._traits(figure)

    def low(self, at: int) -> str:
        """The first word of a chunk."""
        return self.chunks.low(self.chunks.list[at].start)

    def _beside_plan(self, figure: Figure) -> bool:
        """Whether a figure is a plan's, or tells how far from it something is: "3 million less than planned"."""
        at = figure.at + 3 if self.letters[figure.at + 1 : figure.at + 3] == "cx" else len(self.letters)
        named = self.chunks.low(self.chunks.list[at].head) if at < len(self.letters) else self._of(figure)
        return named in self.chunks.words.noun_plans

    def _of(self, figure: Figure) -> str:
        """The noun that a figure stands behind with "of"."""
        at = figure.at
        return self.chunks.low(self.chunks.list[at - 2].head) if at > 1 and self.letters[at - 1] == "o" else ""

    def _traits(self, figure: Figure) -> frozenset[str]:
        """What rows may ask of a figure."""
        unit, chunk = figure.quantity.unit, self.chunks.list[figure.at]
        occasions = chunk.end > chunk.head + 1 and self.chunks.low(chunk.end - 1) in ("times", "occasions")
        if unit in ("rank", "pp"):
            sort = unit
        elif unit == "bp":
            sort = "pp"
        elif unit in RATIOS:
            sort = "ratio"
        else:
            sort = "count" if unit.startswith(("count", "1/")) and not occasions else "amount"
        told = {
            f"bound-{sort}": figure.quantity.comparator in BOUNDS,
            "time": unit in TIMES or occasions,
            "times": unit == "times",
            "attributive": sort == "amount" and unit not in TIMES and ATTRIBUTIVE.search(figure.quantity.surface),
            "crossing": self.low(figure.at) in self.chunks.words.crossing,
            "or": sort == "ratio" and self.low(figure.at - 1) == "or" if figure.at else False,
            "planned": self._beside_plan(figure),
            "floor": sort == "count" and figure.quantity.closes > figure.quantity.end,
            "age": chunk.letter == "k",
            "each": figure.quantity.comparator in BOUNDS and self._of_each(figure),
        }
        return frozenset({sort} | {name for name, holds in told.items() if holds})

    def _of_each(self, figure: Figure) -> bool:
        """Whether a bound behind "of" tells which things are meant: "projects of 100 million yuan and above"."""
        head = self._of(figure)
        if not head or figure.quantity.unit.startswith("count"):
            return False
        words, floor = self.chunks.words, figure.quantity.closes > figure.quantity.end
        return head in words.noun_general or (floor and head.endswith("s") and head not in words.noun_sums)

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

    def _listed(self, earlier: Figure, figure: Figure) -> bool:
        return LISTED.fullmatch(self.letters, earlier.at + 1, figure.at) is not None

    def _lists_on(self, earlier: Figure, figure: Figure) -> bool:
        behind = self.letters[figure.at + 1 : figure.at + 3]
        joined = self._listed(earlier, figure) and behind[:1] not in ("c", "d", "u") and behind not in ("os", "oz")
        if not joined or earlier.quantity.unit != figure.quantity.unit or EACH_PART.match(self.letters, figure.at):
            return False
        return figure.quantity.unit != "count" or self._counts_together(figure)

    def _counts_together(self, figure: Figure) -> bool:
        """Whether a counted noun behind the last of a list is not told of it alone: "20 and 10 schools"."""
        first = figure.number
        while first and self._listed(self.figures[first - 1], self.figures[first]):
            first -= 1
        clause = self.letters[figure.at - 2 : figure.at] == ",&" and figure.number == first + 1
        return not clause and self.letters[self.figures[first].at - 1 : self.figures[first].at] in LEADING

    def previous(self, figure: Figure) -> Figure | None:
        """The figure before this one."""
        return self.figures[figure.number - 1] if figure.number else None

    def begins(self, figure: Figure) -> int:
        """Where the words of a figure begin, "minus" and the like included."""
        return self.chunks.tokens[self.chunks.list[figure.at].start].start

    def subject_of(self, verb: int | None) -> Span | None:
        """The subject of the verb in a chunk; None for pronouns and where there is none."""
        found = self.subject.match(self.letters, 0, verb) if verb is not None else None
        return found.span(1) if found and self.letters[found.start(1)] != "z" else None

    def owner_of(self, span: Span) -> Span | None:
        """Whose "its exports" are, where the clause tells it: "the sector saw its sales and its exports rise"."""
        if not self._is_owned(span[0]):
            return None
        at = span[0]
        while at and self.letters[at] not in ",;" and not self._follows_verb(at):
            at -= 1
        owner = self.subject_of(at - 1) if at and self._follows_verb(at) else None
        return owner if owner and self.letters[owner[0]] == "n" and not self.is_place(owner) else None

    def _is_owned(self, at: int) -> bool:
        return self.low(at) in self.chunks.words.possessives

    def _follows_verb(self, at: int) -> bool:
        return self._is_owned(at) and self.letters[at - 1].isupper()

    def in_brackets(self, at: int) -> bool:
        """Whether a chunk stands in brackets."""
        return self.letters.rfind("(", 0, at) > self.letters.rfind(")", 0, at)

    def is_place(self, span: Span) -> bool:
        """Whether a phrase is the name of places, or "the city" and its like: nothing that is measured."""
        chunk, words = self.chunks.list[span[0]], self.chunks.words
        if self.chunks.low(chunk.head) in words.noun_places:
            return words.when.issuperset(self.chunks.content(chunk))
        said = self.frames.said(span)
        if not said[:1].isupper():
            return False
        for place in reversed(find_places(said, self.language)):
            said = said[: place.start] + said[place.end :]
        return not set(said.lower().replace(",", " ").split()) - {"and"}

    def acts(self, figure: Figure) -> bool:
        """Whether the subject of an amount is who did it or where it was, not what is measured."""
        span, governor = figure.measure, figure.governor
        if span is None or governor is None or governor >= figure.at or span[0] > governor or "count" in figure.traits:
            return False
        if figure.traits & {"rank"} or self.letters[span[0]] not in "nG":
            return False
        payer = self.chunks.low(self.chunks.list[span[0]].head) in self.chunks.words.noun_actors
        pays = payer and self.frames.acts(governor) and "amount" in figure.traits
        return pays or self.is_place(span)

    def is_subject(self, figure: Figure) -> bool:
        """Whether what a figure measures stands before its verb."""
        return figure.measure is not None and figure.governor is not None and figure.measure[0] < figure.governor

    def field(self, figure: Figure, leads: str, word: str = "", bare: bool = True) -> Span | None:
        """The phrase behind a figure, or behind the last of its list, that tells in what: "in GDP"."""
        at = figure.at + 1
        for later in self.figures[figure.number + 1 :]:
            if not self._listed(self.figures[later.number - 1], later):
                break
            at = later.at + 1
        while found := self.behind.match(self.letters, at):
            led = found[1] in leads and (not word or self.low(at) == word)
            if led and not self.is_place(found.span(2)):
                return found.span(2 if bare else 0)
            at = found.end()
        return None

    def topic(self, figure: Figure) -> Span | None:
        """What a figure speaks of where nothing was measured before: the clause before ends in it, or opens with it."""
        span = figure.found.spans.get("measure") if figure.found else None
        named = self.chunks.low(self.chunks.list[span[0]].head) if span else ""
        if span and named not in ("they", "it", "them"):
            before = self.last_phrase.match(self.letters, 0, span[0])
            if before:
                return before.span(1)
        found = self.phrase.search(self.letters)
        return found.span() if found else None

    def set_clause(self, figure: Figure) -> None:
        """Find the verb of a figure's clause; write where the clause stands, its subject and its tense."""
        chunks, reading, place = self.chunks, figure.reading, self.chunks.list[figure.at].head
        figure.governor = governor = self._governor(figure)
        begin = chunks.list[governor].head if governor is not None and governor < figure.at else place
        while begin > 0 and chunks.tag(begin - 1) not in ("COMMA", "SEMI"):
            begin -= 1
        end = place
        while end + 1 < len(chunks.tokens) and not self._closes(end + 1):
            end += 1
        reading.clause = chunks.tokens[begin].start, chunks.tokens[end].end
        reading.tense = self._tense(chunks.list[governor].end - 1 if governor is not None else place)
        if figure.found and figure.found.gives("stock"):
            reading.tense = "past"  # "of the 3 million poor people, 1 million will be helped"
        if subject := self.subject_of(governor):
            reading.subject = self.frames.offsets(subject)

    def _closes(self, at: int) -> bool:
        """Whether a token ends a clause: a mark, a figure, or "and by 2019" before another subject."""
        tags = [self.chunks.tag(place) for place in range(at, at + 4)]
        return tags[0] in ("COMMA", "SEMI", "Q") or (tags[:3] == ["CC", "PREP", "YEAR"] and tags[3] in ("N", "DET"))

    def _governor(self, figure: Figure) -> int | None:
        """The chunk of the clause's verb: before the figure, or behind it where the figure is its subject."""
        opens = max(self.letters.rfind(mark, 0, figure.at) for mark in ",;&s:")
        inside = [at for at in range(opens + 1, figure.at) if self.letters[at] in VERBS]
        if inside:
            return inside[-1]
        for at in range(figure.at + 1, len(self.letters)):
            if self.letters[at] in VERBS and self._is_finite(at):
                return at
            if self.letters[at] in ",;s:q":
                break
        last = next((at for at in range(figure.at - 1, -1, -1) if self.letters[at] in VERBS + ";"), None)
        return last if last is not None and self.letters[last] != ";" else None

    def _is_finite(self, at: int) -> bool:
        chunk = self.chunks.list[at]
        token = self.chunks.tokens[chunk.head]
        told = token.form in ("s", "base") or token.tag == "AUX" or token.low in self.chunks.words.finite
        return chunk.start < chunk.head or told

    def _acts(self, at: int) -> bool:
        """Whether a past form is a verb of its own, no participle as in "with the fund enlarged to", "5 beds added"."""
        if self.chunks.tag(at - 1) not in FINITE_AFTER:
            return False
        first = at
        while first and self.chunks.tag(first - 1) in ("N", "DET", "ADV"):
            first -= 1
        led = self.chunks.low(first - 1) if first else ""
        added = self.chunks.tag(first - 1) == "Q" and self.chunks.tokens[at].lemma in self.chunks.words.add
        return self.chunks.tokens[at].low in self.chunks.words.finite or not (led == "with" or added)

    def _tense(self, at: int) -> str:
        """Past or future, as the finite verb of the figure's clause says; empty where none does."""
        tense = ""
        for back in range(at, max(-1, at - 30), -1):
            token = self.chunks.tokens[back]
            if token.tag == "SEMI":
                break
            if token.tag == "MOD" and token.low not in ("could", "can", "may", "might", "would"):
                return "future"
            if (
                token.low in ("is", "are")
                and self.chunks.tag(back + 1) == "TO"
                and self.chunks.low(back + 2) not in ("have", "say")
            ):
                return "future"
            finite = token.tag == "V" and token.form == "past" and self._acts(back)
            if finite or token.low in ("was", "were", "has", "have", "had"):
                tense = "past"
        return tense
