"""One English sentence with its figures: what governs each, and which are read together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

import regex

from zjpolicy.languages import Language, compiled
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
ATTRIBUTIVE = compiled(r"\w[-‐]\p{L}+$")  # "a 15-km road"
# What may stand between the figures of one list.
LISTED = compiled("(?:,|&|,&)[bta]?")
# A figure for one part, and another behind it: "24 million for rice, 18 million for tea".
EACH_PART = compiled("qi[nG][,&]+q[io]")
# Letters behind which one item of a list of counts can stand without its noun: "opened 20 and 10 schools".
LEADING = frozenset("VAPLHbto")
# Behind these a past form is a verb of its own, no participle.
FINITE_AFTER = frozenset(("N", "PRON", "ADV", "SUB", "COMMA", "CC"))
# The last verb of a figure's clause, and the last one before it in whatever clause.
GOVERNS = compiled(f"(?r)[{VERBS}][^,;&s:{VERBS}]*+")
GOVERNS_BEFORE = compiled(f"(?r)[{VERBS}][^;{VERBS}]*+")


@dataclass
class Figure:
    """A quantity among the chunks of its sentence; ``governor`` is the chunk of its clause's verb, if it has one."""

    number: int
    at: int
    quantity: Quantity
    traits: frozenset[str] = frozenset()
    governor: int = -1
    found: Found | None = None
    measure: Span | None = None  # the chunks of what is measured
    told: str = "{}"  # how they are told of: "money raised by {}"
    reading: Reading = field(default_factory=Reading)

    @property
    def spans(self) -> Mapping[str, Span]:
        """What the groups of its row stand for; empty where no row reads it."""
        return self.found.spans if self.found else {}

    def gives(self, name: str) -> str:
        """What its row gives under a name."""
        return self.found.gives(name) if self.found else ""


# Stands for the figure before the first.
NOTHING = Figure(-1, -1, Quantity(0, 0, "", None, None, None, "=", ""))


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
    return tuple(map(compiled, patterns))


class Sentence:
    """The chunks and figures of one sentence."""

    def __init__(self, chunks: Chunks, table: Constructions, language: Language) -> None:
        self.chunks, self.table, self.language, self.words = chunks, table, language, chunks.words
        self.letters, self.text, self.start, self.end = chunks.letters, chunks.text, chunks.start, chunks.end
        self.letter, self.first, self.noun = chunks.letter, chunks.first, chunks.noun
        self.frames = Frames(chunks)
        self.subject, self.last_phrase, self.phrase, self.behind = _phrases(table)
        self.figures = [
            Figure(chunk.figure, at, chunks.quantities[chunk.figure])
            for at, chunk in enumerate(chunks.list)
            if chunk.figure >= 0
        ]
        for figure in self.figures:
            figure.traits = self._traits(figure)

    def lemma(self, at: int) -> str:
        """The verb of a chunk, as a dictionary has it."""
        return self.chunks.tokens[self.chunks.list[at].head].lemma if at >= 0 else ""

    def _beside_plan(self, figure: Figure) -> bool:
        """Whether a figure is a plan's, or tells how far from it something is: "3 million less than planned"."""
        compared = self.letters.startswith("cx", figure.at + 1)
        return (self.noun(figure.at + 3) if compared else self._of(figure)) in self.words.noun_plans

    def _of(self, figure: Figure) -> str:
        """The noun that a figure stands behind with "of"."""
        return self.noun(figure.at - 2) if self.letter(figure.at - 1) == "o" else ""

    def _traits(self, figure: Figure) -> frozenset[str]:
        """What rows may ask of a figure."""
        unit, chunk, quantity = figure.quantity.unit, self.chunks.list[figure.at], figure.quantity
        occasions = self.chunks.low(chunk.end - 1) in ("times", "occasions")
        if unit in ("rank", "pp"):
            sort = unit
        elif unit == "bp":
            sort = "pp"
        elif unit in RATIOS:
            sort = "ratio"
        else:
            sort = "count" if unit.startswith(("count", "1/")) and not occasions else "amount"
        bound, floor = quantity.comparator in BOUNDS, quantity.closes > quantity.end
        told = {
            f"bound-{sort}": bound,
            "time": unit in TIMES or occasions,
            "times": unit == "times",
            "attributive": sort == "amount" and unit not in TIMES and ATTRIBUTIVE.search(quantity.surface),
            "crossing": self.first(figure.at) in self.words.crossing,
            "or": sort == "ratio" and self.first(figure.at - 1) == "or",
            "planned": self._beside_plan(figure),
            "floor": sort == "count" and floor,
            "age": chunk.letter == "k",
            "each": bound and sort != "count" and self._of_each(self._of(figure), floor),
        }
        return frozenset({sort} | {name for name, holds in told.items() if holds})

    def _of_each(self, head: str, floor: bool) -> bool:
        """Whether a bound behind "of" tells which things are meant: "projects of 100 million yuan and above"."""
        return head in self.words.noun_general or (floor and head.endswith("s") and head not in self.words.noun_sums)

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
        first = figure
        while first.number and self._listed(self.previous(first), first):
            first = self.previous(first)
        clause = self.letters.endswith(",&", 0, figure.at) and figure.number == first.number + 1
        return not clause and self.letter(first.at - 1) in LEADING

    def previous(self, figure: Figure) -> Figure:
        """The figure before this one, with empty words where there is none."""
        return self.figures[figure.number - 1] if figure.number > 0 else NOTHING

    def subject_of(self, verb: int) -> Span | None:
        """The subject of the verb in a chunk; None for pronouns and where there is none."""
        found = self.subject.match(self.letters, 0, verb) if verb > 0 else None
        return found.span(1) if found and self.letters[found.start(1)] != "z" else None

    def owner_of(self, span: Span) -> Span | None:
        """Whose "its exports" are, where the clause tells it: "the sector saw its sales and its exports rise"."""
        owned = [self.first(at) in self.words.possessives for at in range(span[0] + 1)]
        verbs = (at for at in range(span[0], 0, -1) if owned[at] and self.letters[at - 1].isupper())
        owner = self.subject_of(next(verbs, 0) - 1) if owned[-1] else None
        return owner if owner and self.letters[owner[0]] == "n" and not self.is_place(owner) else None

    def in_brackets(self, at: int) -> bool:
        """Whether a chunk stands in brackets."""
        return self.letters.rfind("(", 0, at) > self.letters.rfind(")", 0, at)

    def is_place(self, span: Span) -> bool:
        """Whether a phrase is the name of places, or "the city" and its like: nothing that is measured."""
        if self.noun(span[0]) in self.words.noun_places:
            chunk = self.chunks.list[span[0]]
            return self.words.when.issuperset(self.chunks.content(chunk.start, chunk.head))
        rest = self.frames.wording(span)
        if not rest[:1].isupper():
            return False
        for place in reversed(find_places(rest, self.language)):
            rest = rest[: place.start] + rest[place.end :]
        return not set(rest.lower().replace(",", " ").split()) - {"and"}

    def acts(self, figure: Figure) -> bool:
        """Whether the subject of an amount is who did it or where it was, not what is measured."""
        span = figure.measure
        if not span or not span[0] < figure.governor < figure.at or figure.traits & {"count", "rank"}:
            return False
        pays = self.noun(span[0]) in self.words.noun_actors and self.frames.acts(figure.governor)
        return (pays and "amount" in figure.traits) or (self.letters[span[0]] in "nG" and self.is_place(span))

    def field(self, figure: Figure, leads: str, word: str = "", bare: bool = True) -> Span | None:
        """The phrase behind a figure, or behind the last of its list, that tells in what: "in GDP"."""
        last = figure
        for later in self.figures[figure.number + 1 :]:
            if not self._listed(last, later):
                break
            last = later
        at = last.at + 1
        while found := self.behind.match(self.letters, at):
            led = found[1] in leads and (not word or self.first(at) == word)
            if led and not self.is_place(found.span(2)):
                return found.span(2 if bare else 0)
            at = found.end()
        return None

    def topic(self, figure: Figure) -> Span | None:
        """What a figure speaks of where nothing was measured before: the clause before ends in it, or opens with it."""
        before = self.last_phrase.match(self.letters, 0, figure.spans.get("measure", (0, 0))[0])
        if before:
            return before.span(1)
        found = self.phrase.search(self.letters)
        return found.span() if found else None

    def set_clause(self, figure: Figure) -> None:
        """Find the verb of a figure's clause; write where the clause stands, its subject and its tense."""
        chunks, reading, place = self.chunks, figure.reading, self.chunks.list[figure.at].head
        figure.governor = governor = self._governor(figure)
        begin = chunks.list[governor].head if 0 <= governor < figure.at else place
        while begin > 0 and chunks.tag(begin - 1) not in ("COMMA", "SEMI"):
            begin -= 1
        end = place + 1
        while end < len(chunks.tokens) and not self._closes(end):
            end += 1
        reading.clause = chunks.tokens[begin].start, chunks.tokens[end - 1].end
        reading.tense = self._tense(chunks.list[governor].end - 1 if governor >= 0 else place)
        if figure.gives("stock"):
            reading.tense = "past"  # "of the 3 million poor people, 1 million will be helped"
        if subject := self.subject_of(governor):
            reading.subject = self.frames.offsets(subject)

    def _closes(self, at: int) -> bool:
        """Whether a token ends a clause: a mark, a figure, or "and by 2019" before another subject."""
        tag = self.chunks.tag
        if tag(at) == "CC":
            return tag(at + 1) == "PREP" and tag(at + 2) == "YEAR" and tag(at + 3) in ("N", "DET")
        return tag(at) in ("COMMA", "SEMI", "Q")

    def _governor(self, figure: Figure) -> int:
        """The chunk of the clause's verb: before the figure, or behind it where the figure is its subject."""
        if found := GOVERNS.match(self.letters, 0, figure.at):
            return found.start()
        for at in range(figure.at + 1, len(self.letters)):
            if self.letters[at] in VERBS and self._is_finite(at):
                return at
            if self.letters[at] in ",;s:q":
                break
        found = GOVERNS_BEFORE.match(self.letters, 0, figure.at)
        return found.start() if found else -1

    def _is_finite(self, at: int) -> bool:
        chunk = self.chunks.list[at]
        token = self.chunks.tokens[chunk.head]
        told = token.form in ("s", "base") or token.tag == "AUX" or token.low in self.words.finite
        return chunk.start < chunk.head or told

    def _acts(self, at: int) -> bool:
        """Whether a past form is a verb of its own, no participle as in "with the fund enlarged to", "5 beds added"."""
        tag, token, first = self.chunks.tag, self.chunks.tokens[at], at
        if tag(at - 1) not in FINITE_AFTER:
            return False
        while tag(first - 1) in ("N", "DET", "ADV"):
            first -= 1
        added = tag(first - 1) == "Q" and token.lemma in self.words.add
        return token.low in self.words.finite or not (self.chunks.low(first - 1) == "with" or added)

    def _tense(self, at: int) -> str:
        """Past or future, as the finite verb of the figure's clause says; empty where none does."""
        tense, tag, low = "", self.chunks.tag, self.chunks.low
        for back in range(at, max(-1, at - 30), -1):
            token = self.chunks.tokens[back]
            if token.tag == "SEMI":
                break
            if token.tag == "MOD" and token.low not in ("could", "can", "may", "might", "would"):
                return "future"
            if token.low in ("is", "are") and tag(back + 1) == "TO" and low(back + 2) not in ("have", "say"):
                return "future"
            finite = token.tag == "V" and token.form == "past" and self._acts(back)
            if finite or token.low in ("was", "were", "has", "have", "had"):
                tense = "past"
        return tense
