"""Splits an English sentence into words and says what each is: verb, noun, preposition ..."""

from collections.abc import Callable, Sequence
from itertools import accumulate, compress

from zjpolicy.languages import compiled
from zjpolicy.reading.english.lexicon import Lexicon, Word
from zjpolicy.reading.model import Quantity

WORD = r"([{letters}][{letters}\d&]*+(?:[-‐’'./+][{letters}\d&]++)*+[’']?|\d++(?:[.,]\d++)*+|[^\w\s])"
LATIN = "A-Za-zÀ-ÖØ-öø-ž"
# `re` finds words in half the time, but knows no letters beside those written out: most sentences have no others.
MOSTLY, PLAIN_WORD = compiled(rf"[\t\n\r -~{LATIN}‐-‧]*+"), compiled(WORD.replace("{letters}", LATIN))
ANY_WORD = compiled(WORD.replace("{letters}", r"\p{L}"))
ROUNDED = compiled(r"[-‐](?:odd|plus)\b|:1\b")  # behind a figure: "20-odd", "2.05:1"
PLURAL = compiled(r"(?<!['’s])s$")
STOPS, PASSED = frozenset(".!?:"), frozenset(("ADV", "PUNCT"))
LEADS = frozenset(("by", "to", "from"))  # what a figure stands behind that something moves by
BOUNDS = frozenset(("above", "below", "over", "under"))
PARTICLES = frozenset(("up", "aside", "out", "off"))
LEADING = frozenset(("Q", "DET", "PREP", "TO", "END", "SEMI", "PRON", "AUX", "SUB"))
# Classes of words in one letter each; the noun, or verb, that an auxiliary or a modal leads to.
CLASSES = {"N": "n", "DET": "d", "ADV": "a", "PUNCT": ".", "V": "v", "AUX": "x", "MOD": "m", "TO": "t", "PREP": "p"}
CLASSES |= {"CC": "&", "COMMA": ",", "SEMI": ";", "SUB": "s", "PRON": "e", "YEAR": "y", "COMP": "c", "Q": "q"}
LED = compiled("[xm][a.]*+(?=n)")
OUTSIDE = ("", "", "", "")  # just outside of a sentence there are no words


class Tokens:
    """The words, marks and quantities of a sentence in columns, told by their places.

    ``lows`` has them in lower case, ``tags`` their classes; ``lemmas`` and ``forms`` (base, s, past, ing) tell what
    verb each can be. All four end in empty words. ``figures`` has the number of the quantity at a place.
    """

    def __init__(self, text: str, start: int, end: int, quantities: Sequence[Quantity], words: Lexicon) -> None:
        self.text, self.words = text, words
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.figures: dict[int, int] = {}
        told: list[Word] = []
        at, pattern = start, PLAIN_WORD if MOSTLY.fullmatch(text, start, end) else ANY_WORD
        for number, quantity in enumerate(quantities):
            told += map(words.word, self._split(pattern.split(text[at : quantity.start]), at))
            self.figures[len(told)] = number
            told.append((quantity.surface.lower(), "Q", "", ""))
            self.starts.append(quantity.start)
            self.ends.append(quantity.end)
            rounded = ROUNDED.match(text, quantity.end, end)
            at = rounded.end() if rounded else min(end, words.behind(text, quantity.end)[1])
        told += map(words.word, self._split(pattern.split(text[at:end]), at))
        told += [OUTSIDE] * 6
        self.lows, self.tags, self.lemmas, self.forms = map(list, zip(*told, strict=True))
        self.place, self.before, self.after = 0, 0, 0  # a word that may be a verb, and those beside it
        self._tag()

    def _split(self, pieces: list[str], at: int) -> list[str]:
        """The words among what a text was split into, every second piece; write down where they stand."""
        edges = list(accumulate(map(len, pieces), initial=at))
        self.starts += edges[1:-1:2]
        self.ends += edges[2::2]
        return pieces[1::2]

    def classes(self) -> str:
        """The classes of the words in a row, a letter each."""
        return "".join(map(CLASSES.__getitem__, self.tags[: len(self.starts)]))

    def _tag(self) -> None:
        """Tell the classes that the words beside a word tell, verbs from nouns first."""
        again = list(compress(range(len(self.lows)), map(self.words.again.__contains__, self.lows)))
        for place in again:
            self._tag_beside(place)
        self._tag_verbs()
        for place in again:
            if self.lows[place] in LEADS and self._figure_in(place + 1):
                self._tag_mover(place)
        for place in again:
            if self.lows[place] in self.words.comparatives and self._compares(place):
                self.tags[place] = "COMP"
            elif self.tags[place] == "TO" and self.tags[self.beside(place, 1)] in ("N", "DET"):
                self.tags[place] = "PREP"
        for place in again:
            if phrases := self.words.phrases.get(self.lows[place]):
                self._tag_phrase(place, phrases)

    def _tag_verbs(self) -> None:
        """Tell verbs from nouns, and what verb a word can be where an auxiliary or a modal stands before it."""
        for found in LED.finditer(classes := self.classes()):
            place = found.end()
            if classes[found.start()] == "x":
                self.lemmas[place], self.forms[place] = self.words.verb_behind(self.lows[place])
            elif not self.forms[place]:
                self.lemmas[place], self.forms[place] = self.lows[place], "base"  # whatever follows "will" is a verb
        for place in compress(range(len(self.forms)), self.forms):
            self.place, self.before, self.after = place, self.beside(place, -1), self.beside(place, 1)
            if self._is_verb(self.lemmas[place], self.forms[place]):
                self.tags[place] = "V"

    def _tag_phrase(self, place: int, phrases: Sequence[str]) -> None:
        """Make an adverb of a phrase that only tells how it is told: "on the whole"."""
        ahead = " ".join(self.lows[place : place + self.words.longest]) + " "
        for phrase in filter(ahead.startswith, phrases):
            end = place + phrase.count(" ")
            if phrase[:3] != "in " or self.tags[end] != "N":
                self.tags[place:end] = ["ADV"] * (end - place)

    def beside(self, place: int, step: int) -> int:
        """The place before or behind another, adverbs and quotation marks passed over."""
        place += step
        while self.tags[place] in PASSED:
            place += step
        return place

    def _tag_beside(self, place: int) -> None:
        """Tell the class of a word that the words beside it tell."""
        low, before, after = self.lows[place], self.lows[place - 1], self.lows[place + 1]
        if (before, low) == ("value", "added") or (low, after) == ("per", "capita"):
            self.tags[place], self.lemmas[place], self.forms[place] = "N", "", ""
        elif low == "that" and self.tags[place - 1] == "PREP" and before != "than":
            self.tags[place] = "DET"  # "in that year"
        elif low in BOUNDS and self.tags[place - 1] == "CC" and self.tags[place + 1] != "Q":
            self.tags[place] = "N"  # "Grade III and above"

    def _is_verb(self, lemma: str, form: str) -> bool:
        if lemma in self.words.comparing and self.lows[self.after] in ("with", "to"):
            return True
        capital = self.text[self.starts[self.place]].isupper()
        if capital and self.place > 0 and self.lows[self.place - 1] not in STOPS:
            return False  # part of a name
        before, after = self.tags[self.before] or "START", self.tags[self.after] or "END"
        for rule in self.words.rules_between(form, before, after):
            for name, wanted in rule.holds:
                if HOLDS[name](self) is not wanted:
                    break
            else:
                return rule.verb
        return False

    def remark(self) -> bool:
        """Whether a word stands behind a remark between commas: "the mill, which cost 3 million yuan, employs"."""
        places = range(self.place - 1, max(0, self.place - 24), -1)
        commas = [at for at in places if self.tags[at] == "COMMA"][:2]
        return len(commas) == 2 and self.tags[commas[1] + 1] == "SUB"

    def governed(self) -> bool:
        """Whether a word stands in the object of a verb: "will extend forest contracts by"."""
        for at in range(self.place - 1, -1, -1):
            if self.tags[at] in ("COMMA", "SEMI", "CC", "SUB", "Q"):
                return False
            if self.tags[at] == "V":
                return self.forms[at] in ("base", "ing")
        return False

    def meets(self) -> bool:
        """Whether only words such as "about" and "more than" stand between a word and a figure."""
        at = self.place + 1
        while self.lows[at] in self.words.light or self.tags[at] in PASSED:
            at += 1
        return at > self.place + 1 and self.tags[at] == "Q"

    def moves(self, place: int | None = None) -> bool:
        """Whether "by" or "to" and a figure stand behind a word: "falls by 20%"."""
        at = self.place if place is None else place
        return self.lows[self.beside(at, 1)] in ("by", "to") and self._figure_in(at + 2)

    def _compares(self, place: int) -> bool:
        """Whether a figure beside a comparative tells by how much: "8 percent lower", "8 percent, or 3 yuan, lower"."""
        if self.tags[place - 1] == "Q" or self.moves(place):
            return True
        twice = self.tags[place - 1] == "COMMA" and self.lows[place - 3] == "or" and place > 4
        return twice and self.tags[place - 2] == self.tags[place - 5] == "Q"

    def _figure_in(self, at: int) -> bool:
        """Whether a figure is one of four words."""
        return "Q" in self.tags[at : at + 4]

    def _tag_mover(self, place: int) -> None:
        """An opening "cut" or "increase" that "by" and a figure follow is a verb: "and cut expenditure by 6.9%"."""
        for at in range(place - 1, max(-1, place - 12), -1):
            before = self.tags[at - 1]
            if self.tags[at] in ("V", "Q", "AUX", "SEMI"):
                return
            opens = (before in ("CC", "COMMA") and self.forms[at] == "base") or at == 0
            opens = opens or (at == 1 and before in ("PUNCT", "SEMI"))  # behind the mark of a list
            # "the city cut costs by", "the city raised pensions by"
            told = before == "N" and (self.forms[at] == "past" or self.lows[at] in self.words.unchanged)
            if (opens or told) and at + 1 < place and self.lemmas[at] in self.words.moved:
                self.tags[at] = "V"
                return


# What else may hold of a word that a rule asks for, by its name in the language's data.
HOLDS: dict[str, Callable[[Tokens], bool]] = {
    "weak": lambda at: at.lemmas[at.place] in at.words.weak,
    "known": lambda at: at.lows[at.place] in at.words.forms,
    "mover": lambda at: at.lemmas[at.place] in at.words.moved,
    "reaches": lambda at: at.lemmas[at.place] in at.words.reached,
    "finite": lambda at: at.lows[at.place] in at.words.finite or at.lemmas[at.place] in at.words.light_subject,
    "stays": lambda at: at.lows[at.place] in ("include", "comprise", "exceed", "remain"),
    "toby": lambda at: at.lows[at.after] in ("by", "to", "about"),
    "of": lambda at: at.lows[at.after] == "of",
    "each": lambda at: at.lows[at.before] == "each",
    "who": lambda at: at.lows[at.before] in ("which", "who"),
    "not": lambda at: at.lows[at.before] in ("do", "does", "did", "not"),
    "by": lambda at: at.lows[at.before] in ("by", "through", "after", "without"),
    "plural": lambda at: at.lows[at.before] == "people" or PLURAL.search(at.lows[at.before]) is not None,
    "particle": lambda at: at.lows[at.place] in at.words.unchanged and at.lows[at.place + 1] in PARTICLES,
    "doubled": lambda at: "past" in (at.forms[at.before], at.forms[at.after]),
    "alone": lambda at: (at.tags[at.beside(at.place + 1, 1)] or "END") in ("COMMA", "SEMI", "END"),
    "alike": lambda at: ("V", at.forms[at.place]) in zip(at.tags[: at.place], at.forms, strict=False),
    "governed": Tokens.governed,
    "remark": Tokens.remark,
    "leads": lambda at: (at.tags[at.after] or "END") in LEADING or at.lows[at.after] in at.words.light,
    "meets": Tokens.meets,
    "moves": Tokens.moves,
}
