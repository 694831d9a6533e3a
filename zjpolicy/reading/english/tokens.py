"""Splits an English sentence into words and says what each is: verb, noun, preposition ..."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from zjpolicy.languages import compiled
from zjpolicy.reading.english.lexicon import Lexicon
from zjpolicy.reading.model import Quantity

WORD = compiled(r"\p{L}[\p{L}\d&]*+(?:[-‐’'./+][\p{L}\d&]++)*+[’']?|\d++(?:[.,]\d++)*+|[^\w\s]")
ROUNDED = compiled(r"[-‐](?:odd|plus)\b|:1\b")  # behind a figure: "20-odd", "2.05:1"
YEAR = compiled(r"(?:19|20)\d\d")
PLURAL = compiled(r"(?<!['’s])s$")
STOPS = frozenset(".!?:")
PASSED = frozenset(("ADV", "PUNCT"))
LEADS = frozenset(("by", "to", "from"))  # what a figure stands behind that something moves by
# words whose class the words beside them tell
BESIDE = frozenset(("added", "per", "that", "above", "below", "over", "under"))
LEADING = frozenset(("Q", "DET", "PREP", "TO", "END", "SEMI", "PRON", "AUX", "SUB"))


@dataclass(slots=True)
class Token:
    """A word, a punctuation mark or a quantity of a sentence."""

    low: str
    start: int
    end: int
    tag: str = "N"
    lemma: str = ""
    form: str = ""  # base, s, past, ing
    quantity: int = -1
    named: bool = False  # capitalised inside the sentence: part of a name, no verb


OUTSIDE = Token("", 0, 0, "")


def tokenise(text: str, start: int, end: int, quantities: Sequence[Quantity], words: Lexicon) -> list[Token]:
    """Split the sentence from ``start`` to ``end`` into tagged tokens; each quantity of it is one token."""
    tokens: list[Token] = []
    at = start
    for place, quantity in enumerate(quantities):
        tokens += _words(text, at, quantity.start)
        tokens.append(Token(quantity.surface.lower(), quantity.start, quantity.end, "Q", quantity=place))
        rounded = ROUNDED.match(text, quantity.end, end)
        at = rounded.end() if rounded else min(end, words.behind(text, quantity.end)[1])
    tokens += _words(text, at, end)
    _Tagger(tokens, words).tag(text)
    return tokens


def _words(text: str, start: int, end: int) -> list[Token]:
    return [Token(found[0].lower(), found.start(), found.end()) for found in WORD.finditer(text, start, end)]


class _Tagger:
    """Tells the class of each word; ``before`` and ``after`` are the words beside it, adverbs passed over."""

    def __init__(self, tokens: list[Token], words: Lexicon) -> None:
        self.tokens, self.words = tokens, words
        self.at: Callable[[int], Token] = [*tokens, *[OUTSIDE] * 6].__getitem__
        self.place, self.token, self.before, self.after = 0, OUTSIDE, OUTSIDE, OUTSIDE

    def tag(self, text: str) -> None:
        self._tag_classes(text)
        before = OUTSIDE
        for place, token in enumerate(self.tokens):
            if token.tag == "N" and (token.form or before.tag == "MOD"):
                self.place, self.token, self.before, self.after = place, token, before, self.beside(place, 1)
                if self._is_verb():
                    token.tag = "V"
            if token.tag not in PASSED:
                before = token
        marked = [place for place, token in enumerate(self.tokens) if token.low in self.words.marked]
        for place in marked:
            if self.at(place).low in LEADS and self._figure_in(place + 1):
                self._tag_mover(place)
        for place in marked:
            token = self.at(place)
            if token.low in self.words.comparatives and self._compares(place):
                token.tag = "COMP"
            elif token.tag == "TO" and self.beside(place, 1).tag in ("N", "DET"):
                token.tag = "PREP"
        for place in marked:
            for phrase in self.words.phrases.get(self.at(place).low, ()):
                self._tag_phrase(place, phrase)

    def _tag_phrase(self, place: int, phrase: Sequence[str]) -> None:
        """Make an adverb of a phrase that only tells how it is told: "on the whole"."""
        inside = self.tokens[place : place + len(phrase)]
        governs = phrase[0] == "in" and self.at(place + len(phrase)).tag == "N"
        if not governs and [word.low for word in inside] == phrase:
            for word in inside:
                word.tag = "ADV"

    def beside(self, place: int, step: int) -> Token:
        """The word before or behind a place, adverbs and quotation marks passed over."""
        place += step
        while (token := self.at(place)).tag in PASSED:
            place += step
        return token

    def _tag_classes(self, text: str) -> None:
        """Tell the class each word has before verbs are told from nouns, and what verb it can be."""
        before, stop = OUTSIDE, True
        for place, token in enumerate(self.tokens):
            low = token.low
            if token.tag != "Q":
                token.named = not stop and text[token.start].isupper()
                known = self.words.classes.get(low) or self._known(low)
                told = self._told_beside(low, self.at(place - 1), self.at(place + 1)) if low in BESIDE else ""
                token.tag, auxiliary = told or known[0], before.tag == "AUX"
                if token.tag == "N" and not told and (verb := known[1][auxiliary]):
                    token.lemma, token.form = verb
                    if auxiliary and low in self.words.unchanged:
                        token.form = "past"  # "were cut by"
            stop = low in STOPS
            if token.tag not in PASSED:
                before = token

    def _known(self, low: str) -> tuple[str, list[tuple[str, str] | None]]:
        """The class of a word by itself, and the verb it can be, without and with an auxiliary before it; kept."""
        told = self.words.closed.get(low, "")
        if YEAR.fullmatch(low):
            told = "YEAR"
        elif not told and not low[0].isalnum():
            told = "PUNCT"
        elif not told and low.endswith("ly") and len(low) > 4 and low not in self.words.nouns_ly:
            told = "ADV"
        known = told or "N", [self.words.verb(low, auxiliary) for auxiliary in (False, True)]
        self.words.classes[low] = known
        return known

    def _told_beside(self, low: str, before: Token, after: Token) -> str:
        """The class of a word that the words beside it tell."""
        if (before.low, low) == ("value", "added") or (low, after.low) == ("per", "capita"):
            return "N"
        if low == "that" and before.tag == "PREP" and before.low != "than":
            return "DET"  # "in that year"
        bound = low in ("above", "below", "over", "under")
        return "N" if bound and before.tag == "CC" and after.tag != "Q" else ""  # "Grade III and above"

    def _is_verb(self) -> bool:
        token = self.token
        if not token.form and self.before.tag == "MOD":
            token.lemma, token.form = token.low, "base"  # whatever follows "will" is a verb
        if token.lemma in self.words.comparing and self.after.low in ("with", "to"):
            return True
        if not token.form or token.named:
            return False
        rules = self.words.rules_between(token.form, self.before.tag or "START", self.after.tag or "END")
        for rule in rules:
            for name, wanted in rule.holds:
                if HOLDS[name](self) is not wanted:
                    break
            else:
                return rule.verb
        return False

    def remark(self) -> bool:
        """Whether a word stands behind a remark between commas: "the mill, which cost 3 million yuan, employs"."""
        commas = [at for at in range(self.place - 1, max(0, self.place - 24), -1) if self.tokens[at].tag == "COMMA"][:2]
        return len(commas) == 2 and self.at(commas[1] + 1).tag == "SUB"

    def governed(self) -> bool:
        """Whether a word stands in the object of a verb: "will extend forest contracts by"."""
        for token in reversed(self.tokens[: self.place]):
            if token.tag in ("COMMA", "SEMI", "CC", "SUB", "Q"):
                return False
            if token.tag == "V":
                return token.form in ("base", "ing")
        return False

    def meets(self) -> bool:
        """Whether only words such as "about" and "more than" stand between a word and a figure."""
        at = self.place + 1
        while self.at(at).low in self.words.light or self.at(at).tag in PASSED:
            at += 1
        return at > self.place + 1 and self.at(at).tag == "Q"

    def moves(self, place: int | None = None) -> bool:
        """Whether "by" or "to" and a figure stand behind a word: "falls by 20%"."""
        at = self.place if place is None else place
        return self.beside(at, 1).low in ("by", "to") and self._figure_in(at + 2)

    def _compares(self, place: int) -> bool:
        """Whether a figure beside a comparative tells by how much: "8 percent lower", "8 percent, or 3 yuan, lower"."""
        if self.at(place - 1).tag == "Q" or self.moves(place):
            return True
        twice = self.at(place - 1).tag == "COMMA" and self.at(place - 3).low == "or" and place > 4
        return twice and self.at(place - 2).tag == self.at(place - 5).tag == "Q"

    def _figure_in(self, at: int) -> bool:
        """Whether a figure is one of four words."""
        return any(token.tag == "Q" for token in self.tokens[at : at + 4])

    def _tag_mover(self, place: int) -> None:
        """An opening "cut" or "increase" that "by" and a figure follow is a verb: "and cut expenditure by 6.9%"."""
        for at in range(place - 1, max(-1, place - 12), -1):
            earlier, before = self.tokens[at], self.at(at - 1)
            if earlier.tag in ("V", "Q", "AUX", "SEMI"):
                return
            opens = (before.tag in ("CC", "COMMA") and earlier.form == "base") or at == 0
            opens = opens or (at == 1 and before.tag in ("PUNCT", "SEMI"))  # behind the mark of a list
            # "the city cut costs by", "the city raised pensions by"
            told = before.tag == "N" and (earlier.form == "past" or earlier.low in self.words.unchanged)
            if (opens or told) and at + 1 < place and earlier.lemma in self.words.moved:
                earlier.tag = "V"
                return


# What else may hold of a word that a rule asks for, by its name in the language's data.
HOLDS: dict[str, Callable[[_Tagger], bool]] = {
    "weak": lambda at: at.token.lemma in at.words.weak,
    "known": lambda at: at.token.low in at.words.forms,
    "mover": lambda at: at.token.lemma in at.words.moved,
    "reaches": lambda at: at.token.lemma in at.words.reached,
    "finite": lambda at: at.token.low in at.words.finite or at.token.lemma in at.words.light_subject,
    "stays": lambda at: at.token.low in ("include", "comprise", "exceed", "remain"),
    "toby": lambda at: at.after.low in ("by", "to", "about"),
    "of": lambda at: at.after.low == "of",
    "each": lambda at: at.before.low == "each",
    "who": lambda at: at.before.low in ("which", "who"),
    "not": lambda at: at.before.low in ("do", "does", "did", "not"),
    "by": lambda at: at.before.low in ("by", "through", "after", "without"),
    "plural": lambda at: at.before.low == "people" or PLURAL.search(at.before.low) is not None,
    "particle": lambda at: (
        at.token.low in at.words.unchanged and at.at(at.place + 1).low in ("up", "aside", "out", "off")
    ),
    "doubled": lambda at: "past" in (at.before.form, at.after.form),
    "alone": lambda at: (at.beside(at.place + 1, 1).tag or "END") in ("COMMA", "SEMI", "END"),
    "alike": lambda at: any(token.tag == "V" and token.form == at.token.form for token in at.tokens[: at.place]),
    "governed": _Tagger.governed,
    "remark": _Tagger.remark,
    "leads": lambda at: (at.after.tag or "END") in LEADING or at.after.low in at.words.light,
    "meets": _Tagger.meets,
    "moves": _Tagger.moves,
}
