"""One English sentence with its figures: what governs each, and which go on a list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from zjpolicy.languages import Language
from zjpolicy.reading.english.phrases import Phrases, Span
from zjpolicy.reading.english.tokens import Lexicon, Token, lexicon, tokenise
from zjpolicy.reading.model import Quantity, Reading

# Classes of the words of a noun phrase.
NOMINAL = frozenset(("N", "DET", "PREP", "CC", "PUNCT"))
# Classes of the words that tell when: "last year", "from the previous year", "at the end of 2019".
ADVERBIAL = frozenset(("N", "DET", "PREP", "YEAR", "ADV"))
LONGEST_ADVERBIAL = 8
# Words between a figure and the word that governs it that say nothing of the relation.
SKIPPED = frozenset("a an the another additional further new newly total of some mere whole".split())
MOVING = frozenset(("go", "move", "come", "push", "bring", "edge", "drive", "be"))


@dataclass
class Figure:
    """A quantity as a token of its sentence.

    ``before`` is the index of the word that governs it, comparators passed over (-1 at the start);
    ``governor`` the index of the verb of its clause.
    """

    number: int
    place: int
    quantity: Quantity
    before: int = -1
    governor: int | None = None
    reading: Reading = field(default_factory=Reading)


class Sentence:
    """Tokens, phrases and figures of one sentence."""

    def __init__(self, text: str, start: int, end: int, quantities: Sequence[Quantity], language: Language) -> None:
        self.text, self.start, self.end = text, start, end
        self.language = language
        self.words: Lexicon = lexicon(language)
        self.tokens: list[Token] = tokenise(text, start, end, quantities, self.words)
        self.phrases = Phrases(text, self.tokens, self.words)
        places = [place for place, token in enumerate(self.tokens) if token.tag == "Q"]
        self._waiting = [Figure(number, place, quantities[number]) for number, place in enumerate(places)]
        self.figures: list[Figure] = []

    def read(self) -> Iterator[Figure]:
        """Yield the figures in order, each with its governor; earlier ones are in `figures` by then."""
        for figure in self._waiting:
            figure.before = self._before(figure)
            figure.governor = self._governor(figure)
            yield figure
            self.figures.append(figure)

    def low(self, place: int) -> str:
        """The word at a place in lower case; empty outside of the sentence."""
        return self.tokens[place].low if 0 <= place < len(self.tokens) else ""

    def tag(self, place: int) -> str:
        """The class of the word at a place; empty outside of the sentence."""
        return self.tokens[place].tag if 0 <= place < len(self.tokens) else ""

    def lemma(self, place: int | None) -> str:
        """The base form of the verb at a place; empty where there is none."""
        return "" if place is None or not 0 <= place < len(self.tokens) else self.tokens[place].lemma

    def tags(self, start: int, end: int) -> list[str]:
        """The classes of the words between two places."""
        return [token.tag for token in self.tokens[start:end]]

    def previous(self, figure: Figure) -> Figure | None:
        """The figure before this one."""
        return self.figures[figure.number - 1] if figure.number else None

    def between(self, figure: Figure) -> str:
        """The text between the figure before and this one; the sentence's opening before the first."""
        earlier = self.previous(figure)
        return self.text[earlier.quantity.end if earlier else self.start : figure.quantity.start]

    def is_change_noun(self, place: int) -> bool:
        """Whether the word at a place is "increase", "drop" or the like."""
        known = self.words.noun_up | self.words.noun_down
        return self.low(place).removesuffix("s") in known and self.tag(place) in ("N", "ADV")

    def is_listed(self, figure: Figure) -> bool:
        """Whether a figure goes on a list that an earlier one began: "add 50 fields, 100 pools"."""
        earlier = self.previous(figure)
        return earlier is not None and self.tag(figure.before) in ("COMMA", "CC") and earlier.place < figure.before

    def gapped(self, figure: Figure) -> Span | None:
        """The subject of a clause whose verb is left out: "taxes fell by 5%, logistics costs by 3%"."""
        earlier = self.previous(figure)
        last = figure.before - 1 if self.low(figure.before) in ("by", "to", "at") else figure.before
        if earlier is None or self.tag(last) != "N":
            return None
        first = joint = self._clause_ends(earlier)
        while self.tag(first) in ("COMMA", "CC"):
            first += 1
        stands = self.low(first) in ("that", "those") and self.low(first + 1) == "of"  # "and that of orchards by 5%"
        verbless = all(self.tag(at) in NOMINAL and self.low(at) != "with" for at in range(first + stands, last + 1))
        if self.is_change_noun(last) and not self._names_growth(first, last, figure):
            return None
        if first in (joint, last + 1) or not verbless or self.low(first) in ("at", "by", "of"):
            return None
        to_or_by = self.low(figure.before) in ("by", "to")
        moved = to_or_by and self.lemma(earlier.governor) in self.words.up | self.words.down
        again = to_or_by and self.low(figure.before) == self.low(earlier.before)  # "sales came to A and rents to B"
        told = moved or again or earlier.reading.kind in ("growth", "change", "share")
        return (first, last + 1) if told else None

    def _names_growth(self, first: int, last: int, figure: Figure) -> bool:
        """Whether "growth at" tells of what: "keep prices at 3% and credit growth at 8%"."""
        return self.low(figure.before) == "at" and last > first and self.tag(last - 1) == "N"

    def _clause_ends(self, earlier: Figure) -> int:
        """Where a clause can end behind its figure: past what is counted, or when and beside what it is told."""
        first = at = earlier.place + 1
        if self.tag(first) == "N":
            first += 1
        if self.tag(first) in ("COMMA", "CC"):
            return first
        while self.tag(at) in ADVERBIAL and self.low(at) != "with" and at - first <= LONGEST_ADVERBIAL:
            at += 1
        timed = any(
            self.low(word) in self.words.times or self.tag(word) in ("YEAR", "ADV") for word in range(first - 1, at)
        )
        return at if timed and self.tag(at) in ("COMMA", "CC") else first

    def _before(self, figure: Figure) -> int:
        _, edge = self.language.comparator_before(self.text, figure.quantity.start)
        before = figure.place - 1
        while before >= 0 and not self._governs(before, edge):
            before -= 1
        particle = self.low(before) in ("up", "down") and self.tag(before - 1) == "V"
        return before - 1 if particle and self.lemma(before - 1) not in self._moving() else before

    def _moving(self) -> frozenset[str]:
        """Verbs whose "up" tells a direction: "go up 5%"; in "set up 5 centers" it belongs to the verb."""
        return self.words.up | self.words.down | MOVING

    def _governs(self, place: int, edge: int) -> bool:
        """Whether the word at a place governs a figure whose comparator begins at ``edge``."""
        token = self.tokens[place]
        if token.tag == "V" and token.lemma in self.words.reach | self.words.up:
            return True
        if token.start >= edge:
            return False
        if token.low in ("up", "down"):
            return True
        if token.low == "of":
            total = self.low(place - 1) == "total" and self.tag(place - 2) in ("DET", "")
            return not total
        return token.tag not in ("ADV", "PUNCT") and token.low not in SKIPPED

    def _governor(self, figure: Figure) -> int | None:
        earlier = self.previous(figure)
        if self.tag(figure.before) in ("COMMA", "CC") and self._opens_clause(figure.place):
            return None
        if earlier is not None and self.is_listed(figure):
            return earlier.governor
        if self.low(figure.before) == "by" and (mover := self._mover(figure)) is not None:
            return mover
        for at in range(figure.before, -1, -1):
            token = self.tokens[at]
            if token.tag == "V" and token.lemma != "compare":
                return at
            if token.low in self.words.be and self.tag(at - 1) in ("N", "SUB", "YEAR"):
                return at
            if token.tag == "SEMI":
                return None
        return None

    def _mover(self, figure: Figure) -> int | None:
        """The verb that "by" belongs to, relative clauses in between passed over: "cut what is spent by 5%"."""
        earlier = self.previous(figure)
        low = earlier.place if earlier else 0
        moving = self._moving()
        places = range(figure.before, low, -1) if earlier else range(figure.before, -1, -1)
        for at in places:
            if self.tag(at) == "SEMI":
                return None
            if self.tag(at) == "V" and self.lemma(at) in moving:
                return at
        return None

    def _opens_clause(self, place: int) -> bool:
        """Whether a listed quantity is the subject of a clause: "and 30 parks were upgraded"."""
        span = self.phrases.after(place)
        at = span[1] if span else place + 1
        active = self.tag(at) == "V" and self.tokens[at].form == "past" and self.tag(at + 1) in ("N", "DET", "Q")
        return active or self.tag(at) in ("AUX", "MOD")

    def clause(self, figure: Figure) -> tuple[int, int]:
        """Where the figure's clause begins and ends in the text."""
        governor, place = figure.governor, figure.place
        begin = governor if governor is not None and governor < place else place
        while begin > 0 and self.tag(begin - 1) not in ("COMMA", "SEMI"):
            begin -= 1
        end = place
        while end + 1 < len(self.tokens) and self.tag(end + 1) not in ("COMMA", "SEMI", "Q"):
            end += 1
        return self.tokens[begin].start, self.tokens[end].end

    def tense(self, figure: Figure) -> str:
        """Past or future, as the finite verb of the figure's clause says; empty where none does."""
        at = figure.governor if figure.governor is not None else figure.place
        tense = ""
        for back in range(at, max(-1, at - 30), -1):
            token = self.tokens[back]
            if token.tag == "SEMI":
                break
            if token.tag == "MOD" and token.low not in ("could", "can", "may", "might", "would"):
                return "future"
            finite = token.tag == "V" and token.form == "past" and self.tag(back - 1) in FINITE_AFTER
            if finite or token.low in ("was", "were", "has", "have", "had"):
                tense = "past"
        return tense


# Behind these a past form is a verb of its own, no participle.
FINITE_AFTER = frozenset(("N", "PRON", "ADV", "SUB", "COMMA", "CC"))
