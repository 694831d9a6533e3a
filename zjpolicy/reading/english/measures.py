"""Finds the words that say what a figure of an English sentence measures."""

import regex

from zjpolicy.reading.english.phrases import Span
from zjpolicy.reading.english.sentence import Figure, Sentence

SHARES = frozenset(("account", "represent", "constitute", "make", "take"))
# Heads of "grew at a rate of": they say how fast, not what.
PACES = frozenset(("rate", "pace", "speed", "average", "level"))
# Words before "increase" that do not say what increased.
CHANGE_ADJECTIVES = frozenset(
    "year-on-year annual average yearly real nominal net total slight steady rapid sharp significant year further"
    " cumulative monthly".split()
)
COMPARED = frozenset(("higher", "lower", "more", "less", "faster", "slower"))
WHOLES = frozenset("total figure average sum level aggregate".split())
# Counted words that do not say what is counted: "output doubled to 1.2 million units".
PIECES = frozenset("units sets pieces head copies".split())
POINTING = frozenset("the a an per capita figure average latter annual rate pace".split())
STANDS_FOR = regex.compile(r"(?:that|those) of (?:the )?")
TOTALS = frozenset("total combined annual average overall".split())
IN_TERMS_OF = regex.compile(r"\bin terms of (?:the )?([^,.;]{3,60}?)(?= for | over |[,.;]|$)")


def set_measure(sentence: Sentence, figure: Figure) -> None:
    """Write the measure and its span into the figure's reading."""
    finder = _MeasureFinder(sentence, figure)
    span = finder.find()
    if span is None or finder.points_back(span):
        finder.borrow()
    else:
        finder.write(span)
        finder.complete(span)


class _MeasureFinder:
    def __init__(self, sentence: Sentence, figure: Figure) -> None:
        self.sentence, self.figure = sentence, figure
        self.phrases, self.words = sentence.phrases, sentence.words
        self.low, self.tag, self.lemma = sentence.low, sentence.tag, sentence.lemma
        self.place, self.before, self.governor = figure.place, figure.before, figure.governor
        self.reading = figure.reading

    def find(self) -> Span | None:
        """The phrase that is measured; None where the figure has no words of its own."""
        unit, low, tag = self.figure.quantity.unit, self.low(self.before), self.tag(self.before)
        behind = self.sentence.is_change_noun(self.place + 1) and self.low(self.place + 2) in ("in", "of", "for")
        if behind and self.figure.quantity.unit in ("%", "pp", "1") and (of := self.phrases.after(self.place + 2)):
            return of  # "strive for a 9% increase in sales"
        if low == "at" and self.tag(self.before - 1) == "COMMA":
            return self.phrases.before(self.before - 2)  # "services, at 70% of output, ..."
        if self.phrases.is_age(self.place) and (meant := self.phrases.before(self.before)):
            return self._last_part(meant)  # "families with children under 3 years of age"
        if unit == "rank":
            return self._subject(self.governor)
        if tag == "COMMA" and (unit == "times" or (unit in ("%", "pp", "bp") and self.low(self.place + 1) in COMPARED)):
            return None
        if gap := self.sentence.gapped(self.figure):
            return gap
        counted = self.phrases.after(self.place) if unit.startswith("count") else None
        if counted and self.low(counted[0]) in PIECES and counted[1] - counted[0] == 1 and low in ("to", "at"):
            return self._moved(low) if self.governor is not None else None
        if self.low(self.place + 1) in ("times", "time"):
            return self._subject(self.governor) or counted  # "ran 1,000 times": what ran is measured
        if low == "of" and (counted is None or self.sentence.is_change_noun(self.before - 1)):
            return self._of_noun()
        if self.low(self.place + 1) == "of":
            return self._part_of()
        if [self.low(self.place + at) for at in (1, 2)] == ["worth", "of"]:
            return self.phrases.after(self.place + 2)
        return counted or self._governed(low, tag)

    def points_back(self, span: Span) -> bool:
        """Whether a phrase only stands for what was measured before: "the per capita figure", "with an average of"."""
        words = {token.low for token in self.sentence.tokens[span[0] : span[1]]}
        return self.sentence.previous(self.figure) is not None and words <= POINTING

    def _last_part(self, span: Span) -> Span:
        """What stands behind the last preposition of a phrase."""
        parts = [at + 1 for at in range(*span) if self.tag(at) == "PREP"]
        return (parts[-1] if parts else span[0], span[1])

    def _governed(self, low: str, tag: str) -> Span | None:
        """The phrase that the word before the figure points to."""
        if low in ("to", "by") and self.low(self.before - 1) in ("up", "down") and self.tag(self.before - 2) == "N":
            return self.phrases.before(self.before - 2)
        if low in ("by", "to", "from", "at", "between") and self.governor is not None:
            return self._moved(low)
        if tag in ("V", "AUX"):
            return self._of_verb(self.before)
        if low in ("up", "down") or tag in ("COMMA", "CC", "SEMI", "SUB") or self.before < 0:
            return self._loose()
        if tag == "N":
            return self._beside_noun()
        if self.governor is not None:
            return self.phrases.object(self.governor, self.before) or self._subject(self.governor)
        return self.phrases.after(self.place)

    def _beside_noun(self) -> Span | None:
        """Read "output growth about 5%"; a bare "growth" says nothing of what grew."""
        span = self.phrases.before(self.before)
        if span is None or not self.sentence.is_change_noun(self.before):
            return span
        told = any(self.low(at) not in CHANGE_ADJECTIVES for at in range(span[0], self.before))
        return span if told else self._loose()

    def _subject(self, verb: int | None) -> Span | None:
        return None if verb is None else self.phrases.subject(verb)

    def _part_of(self) -> Span | None:
        """Read "91% of villages", "12,000 kilometers of roads"; "accounting for 30% of new buildings"."""
        whole, lemma = self.phrases.after(self.place + 1), self.lemma(self.governor)
        earlier = self.sentence.previous(self.figure)
        if whole and self.sentence.is_change_noun(whole[0]):
            return self._subject(self.governor)
        if whole and whole[1] - whole[0] <= 3 and self.low(whole[1] - 1) in WHOLES and earlier:
            return None  # "16 million, one seventh of the national total"
        if (
            whole
            and earlier
            and self.tag(self.before) == "COMMA"
            and "total" in (self.low(whole[0] - 1), self.low(whole[0]))
        ):
            return None  # "300 million, a fifth of the total population"
        moves = lemma in self.words.up | self.words.down and self.low(self.before) in ("to", "from")
        takes_up = lemma == "take" and self.low(self.before + 1) == "up"
        if self.governor is not None and (moves or takes_up or lemma in self.words.reach):
            to = self.low(self.before) in ("to", "from", "at")
            subject = self._moved(self.low(self.before)) if to else self._subject(self.governor)
            borrows = lemma in SHARES and self.before - self.governor <= 1
            return subject if subject or borrows else whole
        if self.low(self.before) == "to" and self.low(self.before - 1) in ("equal", "equivalent"):
            return self.phrases.before(self.before - 2)
        return whole

    def _moved(self, low: str) -> Span | None:
        """Read "X rose from A to B", "keep X at A", "reduce X by A"."""
        assert self.governor is not None
        end = self.before
        if low != "by":
            points = ("to", "from", "at", "between")
            end = next((at for at in range(self.governor + 1, self.before + 1) if self.low(at) in points), end)
        transitive = self.phrases.object(self.governor, end) if self.tag(self.governor) == "V" else None
        return transitive or self._subject(self.governor)

    def _of_noun(self) -> Span | None:
        """Read "an increase of A", "a construction rate of A"."""
        head = self._back(self.before - 1, ("ADV", "PUNCT"))
        span = self.phrases.before(head)
        if span is None:
            return None
        if self.low(head) in PACES:
            if self.sentence.is_change_noun(head - 1) and self.low(self.place + 1) in ("in", "for"):
                return self.phrases.after(self.place + 1)  # "a growth rate of 6% in sales"
            if (paced := self._paced(head)) is not None:
                return paced
        if self.low(head) == "range" and self._leads(head) == "in":
            return self.phrases.before(self._back(head - 1, ("DET", "ADV")) - 1)  # "growth in the range of 4 to 5%"
        if not self.sentence.is_change_noun(head):
            return span
        content = (at for at in range(span[0], head) if self.tag(at) == "N" and self.low(at) not in CHANGE_ADJECTIVES)
        if any(True for _ in content):
            return (span[0], head + (self.low(head) == "growth"))
        if self.low(self.place + 1) in ("in", "for") and self.tag(self.place + 2) != "YEAR":
            return self.phrases.after(self.place + 1)
        verb = self._back(span[0] - 1, ("DET", "ADV", "PUNCT"))
        light = self.lemma(verb) in self.words.light_subject | {"represent", "mark"}
        return self._subject(verb) if light and self.tag(verb) == "V" else None

    def _paced(self, head: int) -> Span | None:
        """Read "grew at a rate of 5%", "cut prices by an average of 5%"."""
        lead = self._back(head - 1, ("DET", "ADV", "N"))
        if self.governor is None or self.low(lead) not in ("at", "to", "by"):
            return None
        moved = self.phrases.object(self.governor, lead) if self.governor < lead else None
        subject = self._subject(self.governor)
        return moved or subject if self.low(lead) == "by" else subject or moved

    def _back(self, place: int, passed: tuple[str, ...]) -> int:
        while place > 0 and self.tag(place) in passed:
            place -= 1
        return place

    def _leads(self, place: int) -> str:
        """The word before the phrase at a place, articles passed over; "," for a comma."""
        return self.low(self._back(place - 1, ("DET", "ADV"))) if place else ""

    def _of_verb(self, verb: int) -> Span | None:
        """Read "X reached A", "invested A in X", "grew A"."""
        subject = self.phrases.subject(verb)
        moves = self.lemma(verb) in self.words.reach | self.words.up | self.words.down
        about = self.low(self.place + 1) in ("in", "of", "for")
        if subject and about and subject[1] - subject[0] == 1 and self.sentence.is_change_noun(subject[0]):
            return self.phrases.after(self.place + 1)  # "growth reached 8.6% in retail sales"
        if subject and (moves or self.tag(verb) == "AUX"):
            return subject
        if self.tag(verb) != "AUX" and self.low(self.place + 1) in ("in", "for", "on", "to", "from"):
            return self.phrases.after(self.place + 1) or self.phrases.after(self.place) or subject
        if self.sentence.is_change_noun(self.place + 1):
            return subject  # "representing 6% growth"
        return self.phrases.after(self.place) or subject

    def _loose(self) -> Span | None:
        """A figure at a clause's start: "80% were ...", "6.8% growth in exports", ", up 5.2%"."""
        if self.low(self.before) in ("up", "down"):
            if self.tag(self.before - 1) in ("AUX", "V"):
                return self._subject(self.before)
            span = self.phrases.before(self.before - 1)  # "with interest rates down 0.6%"
            return span if span and self._leads(span[0]) == "with" else None
        if self.sentence.is_change_noun(self.place + 1):
            if self.low(self.place + 2) in ("in", "of", "for"):
                return self.phrases.after(self.place + 2)
            return self._subject(self.governor)
        if self.low(self.place + 1) in ("in", "for") and (self.before < 0 or self.tag(self.before) in ("COMMA", "CC")):
            return self.phrases.after(self.place + 1)
        return self.phrases.after(self.place)

    def borrow(self) -> None:
        """A figure without words of its own speaks of what the figure before it measured."""
        for earlier in reversed(self.sentence.figures):
            if earlier.reading.measure and earlier.reading.role != "context":
                self.reading.measure, self.reading.span = earlier.reading.measure, earlier.reading.span
                return
        span = self._subject(self.governor) or self.phrases.first()
        if span:
            self.write(span)

    def write(self, span: Span) -> None:
        """Take a phrase as the measure."""
        self.reading.measure, self.reading.span = self.phrases.words_of(span), self.phrases.offsets(span)
        earlier = self.sentence.previous(self.figure)
        if earlier is not None and (stands := STANDS_FOR.match(self.reading.measure)):
            named, of, _ = earlier.reading.measure.partition(" of ")  # "and that of orchards by 5%"
            named = named if of else named.partition(" ")[2] or named
            self.reading.measure = f"{named} of {self.reading.measure[stands.end() :]}"

    def complete(self, span: Span) -> None:
        """Add what makes a measure complete alone: the owner of a "rate", the participle of "were built"."""
        behind = span[0] > self.place
        if self.phrases.is_age(self.place):
            return
        if behind and (tail := self.phrases.passive(span[1])):
            self.reading.measure += " " + tail
        elif behind and self.low(self.place + 1) == "in":
            self._add_maker(span)
        elif not behind and self.low(self.place + 1) == "of":
            whole = self.phrases.after(self.place + 1)
            if whole and self.low(whole[1] - 1) not in WHOLES | {"gdp"}:  # a share of GDP says what it is of
                self.reading.measure += " in " + self.phrases.words_of(whole)
        elif not behind:
            self._add_owner(span)
        if self.figure.quantity.unit == "rank":
            terms = IN_TERMS_OF.search(self.sentence.text, self.figure.quantity.end, self.sentence.end)
            self.reading.measure = f"{terms[1]} of {self.reading.measure}" if terms else self.reading.measure

    def _add_maker(self, span: Span) -> None:
        """Read "the ports earned 3 million yuan in revenue": whose revenue."""
        bare = span[1] - span[0] <= 2 and self.low(span[1] - 1) in self.words.generic
        if bare and (maker := self._subject(self.governor)):
            self.reading.measure += " of " + self.phrases.words_of(maker)

    def _add_owner(self, span: Span) -> None:
        """Read ", with a construction rate of 68.4%": whose rate the figure before tells."""
        earlier = self.sentence.previous(self.figure)
        generic = self.low(span[1] - 1) in self.words.generic and span[1] - span[0] <= 3
        has = self._back(span[0] - 1, ("DET", "ADV"))
        if generic and self.low(has) in ("has", "have", "had") and (owner := self._subject(has)):
            self.reading.measure += " of " + self.phrases.words_of(owner)
            return
        if earlier is None or not earlier.reading.measure or not generic:
            return
        lead = self._leads(span[0])
        alone = all(self.low(at) in self.words.generic | TOTALS or self.tag(at) == "DET" for at in range(*span))
        owned = {self.low(at) for at in (span[0] - 1, span[0])} & {"their", "its"}
        if lead in ("with", "at", "involving") or (lead in ("and", ",") and (alone or owned)):
            self.reading.measure += " of " + earlier.reading.measure
