"""One English sentence with its figures: what governs each, and which are read together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import compress

import regex

from zjpolicy.languages import Language, compiled
from zjpolicy.reading.constructions import Constructions, Found
from zjpolicy.reading.english.chunks import Chunks
from zjpolicy.reading.english.frames import Frames
from zjpolicy.reading.model import Quantity, Reading
from zjpolicy.registry.places import find_places

Span = tuple[int, int]
# Sorts of figures by their units; others are counts and amounts.
SORTS = {"rank": "rank", "pp": "pp", "bp": "pp"} | dict.fromkeys(("%", "1", "permille", "fold", "times"), "ratio")
OCCASIONS, BOUNDS = frozenset(("times", "occasions")), frozenset(("<", "<=", ">", ">="))
TIMES = frozenset(("day", "hour", "minute", "month", "year", "week", "second"))
VERBS = "VPRMALXHv"
ATTRIBUTIVE = compiled(r"(?r)\w[-‐]\p{L}+")  # "a 15-km road"
FIGURE = compiled("[qk]")
LISTED = compiled("(?:,|&|,&)[bta]?")  # what may stand between the figures of one list
EACH_PART = compiled("qi[nG][,&]+q[io]")  # a figure for one part, and another behind it: "24 for rice, 18 for tea"
LEADING = frozenset("VAPLHbto")  # behind these an item of a list can stand without its noun: "opened 20 and 10 schools"
CLOSES = compiled("[,;q]|&py[nd]")  # what a clause closes before: a mark, a figure, "and by 2019" with another subject
# Classes of what can tell a tense; modals that tell none; forms that tell one.
TELLING, MAYBE = frozenset("mvxa"), frozenset(("could", "can", "may", "might", "would"))
PAST = frozenset(("was", "were", "has", "have", "had"))
FINITE_AFTER = frozenset(("N", "PRON", "ADV", "SUB", "COMMA", "CC"))  # behind these a past form is no participle
# The last verb of a figure's clause, and the last one before it in whatever clause.
GOVERNS = compiled(f"(?r)[{VERBS}][^,;&s:{VERBS}]*+")
GOVERNS_BEFORE = compiled(f"(?r)[{VERBS}][^;{VERBS}]*+")


@dataclass(slots=True)
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
    subject, phrase = f"(?r)({table.parts['SUBJ']})", f"(?!z)(?:{table.parts['NP']})"
    patterns = subject + ",?s?", subject + "[,;&.]{1,3}s?", phrase, "([iftbw])(n(?:o[nGgh]){0,4})(?!q)"
    return tuple(map(compiled, patterns))


class Sentence:
    """The chunks and figures of one sentence."""

    def __init__(self, chunks: Chunks, table: Constructions, language: Language) -> None:
        self.chunks, self.table, self.language, self.words = chunks, table, language, chunks.words
        self.letters, self.text, self.start, self.end = chunks.letters, chunks.text, chunks.start, chunks.end
        self.letter, self.first, self.noun = chunks.letter, chunks.first, chunks.noun
        self.frames = Frames(chunks)
        self._subjects: dict[int, Span | None] = {}
        self.subject, self.last_phrase, self.phrase, self.behind = _phrases(table)
        places = [found.start() for found in FIGURE.finditer(self.letters)]
        numbers, heads = chunks.tokens.figures, chunks.heads
        self.figures = [Figure(number := numbers[heads[at]], at, chunks.quantities[number]) for at in places]
        for figure in self.figures:
            figure.traits = self._traits(figure)

    def _beside_plan(self, figure: Figure) -> bool:
        """Whether a figure is a plan's, or tells how far from it something is: "3 million less than planned"."""
        compared = self.letters.startswith("cx", figure.at + 1)
        return (self.noun(figure.at + 3) if compared else self._of(figure)) in self.words.noun_plans

    def _of(self, figure: Figure) -> str:
        """The noun that a figure stands behind with "of"."""
        return self.noun(figure.at - 2) if self.letter(figure.at - 1) == "o" else ""

    def _traits(self, figure: Figure) -> frozenset[str]:
        """What rows may ask of a figure."""
        quantity, unit, at = figure.quantity, figure.quantity.unit, figure.at
        timed, bound = self.chunks.low(self.chunks.ends[at] - 1) in OCCASIONS, quantity.comparator in BOUNDS
        sort = SORTS.get(unit) or ("count" if unit.startswith(("count", "1/")) and not timed else "amount")
        floor, of = quantity.closes > quantity.end, self._of(figure)
        # a bound behind "of" tells which things are meant: "projects of 100 million yuan and above"
        general = of in self.words.noun_general or (floor and of.endswith("s") and of not in self.words.noun_sums)
        told = {
            f"bound-{sort}": bound,
            "time": timed or unit in TIMES,
            "times": unit == "times",
            "attributive": sort == "amount" and unit not in TIMES and ATTRIBUTIVE.match(quantity.surface),
            "crossing": self.first(at) in self.words.crossing,
            "or": sort == "ratio" and self.first(at - 1) == "or",
            "planned": self._beside_plan(figure),
            "floor": sort == "count" and floor,
            "age": self.letters[at] == "k",
            "each": bound and sort != "count" and general,
        }
        return frozenset((sort, *compress(told, told.values())))

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
        if verb not in self._subjects:
            found = self.subject.match(self.letters, 0, verb) if verb > 0 else None
            self._subjects[verb] = found.span(1) if found and self.letters[found.start(1)] != "z" else None
        return self._subjects[verb]

    def owner_of(self, span: Span) -> Span | None:
        """Whose "its exports" are, where the clause tells it: "the sector saw its sales and its exports rise"."""
        if self.first(span[0]) not in self.words.possessives:
            return None
        owned = (at for at in range(span[0], 0, -1) if self.first(at) in self.words.possessives)
        owner = self.subject_of(next((at for at in owned if self.letters[at - 1].isupper()), 0) - 1)
        return owner if owner and self.letters[owner[0]] == "n" and not self.is_place(owner) else None

    def in_brackets(self, at: int) -> bool:
        """Whether a chunk stands in brackets."""
        return "(" in self.letters and self.letters.rfind("(", 0, at) > self.letters.rfind(")", 0, at)

    def is_place(self, span: Span) -> bool:
        """Whether a phrase is the name of places, or "the city" and its like: nothing that is measured."""
        if self.noun(span[0]) in self.words.noun_places:
            first, head = self.chunks.starts[span[0]], self.chunks.heads[span[0]]
            return self.words.when.issuperset(self.chunks.content(first, head))
        start, end = self.frames.offsets(span)
        if self.text[start:end].islower() or not (rest := self.frames.wording(span))[:1].isupper():
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
        chunks, reading, place = self.chunks, figure.reading, self.chunks.heads[figure.at]
        figure.governor = governor = self._governor(figure)
        begin = chunks.heads[governor] if 0 <= governor < figure.at else place
        classes = chunks.classes
        begin = max(classes.rfind(",", 0, begin), classes.rfind(";", 0, begin)) + 1
        closes = CLOSES.search(classes, place + 1)
        end = closes.start() if closes else len(classes)
        reading.clause = chunks.tokens.starts[begin], chunks.tokens.ends[end - 1]
        reading.tense = self._tense(chunks.ends[governor] - 1 if governor >= 0 else place)
        if figure.gives("stock"):
            reading.tense = "past"  # "of the 3 million poor people, 1 million will be helped"
        if subject := self.subject_of(governor):
            reading.subject = self.frames.offsets(subject)

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
        head, tokens = self.chunks.heads[at], self.chunks.tokens
        told = (
            tokens.forms[head] in ("s", "base") or tokens.tags[head] == "AUX" or tokens.lows[head] in self.words.finite
        )
        return self.chunks.starts[at] < head or told

    def _acts(self, at: int) -> bool:
        """Whether a past form is a verb of its own, no participle as in "with the fund enlarged to", "5 beds added"."""
        tag, low, first = self.chunks.tag, self.chunks.low, at
        if tag(at - 1) not in FINITE_AFTER:
            return False
        while tag(first - 1) in ("N", "DET", "ADV"):
            first -= 1
        added = tag(first - 1) == "Q" and self.chunks.tokens.lemmas[at] in self.words.add
        return low(at) in self.words.finite or not (low(first - 1) == "with" or added)

    def _tense(self, at: int) -> str:
        """Past or future, as the finite verb of the figure's clause says; empty where none does."""
        tense, low, classes = "", self.chunks.low, self.chunks.classes
        first = max(0, at - 29, classes.rfind(";", 0, at + 1) + 1)
        telling = compress(range(first, at + 1), map(TELLING.__contains__, classes[first : at + 1]))
        for back in reversed(list(telling)):
            kind = classes[back]
            if kind == "m" and low(back) not in MAYBE:
                return "future"
            if (
                low(back) in ("is", "are")
                and self.chunks.tag(back + 1) == "TO"
                and low(back + 2) not in ("have", "say")
            ):
                return "future"
            finite = kind == "v" and self.chunks.tokens.forms[back] == "past" and self._acts(back)
            if finite or low(back) in PAST:
                tense = "past"
        return tense
