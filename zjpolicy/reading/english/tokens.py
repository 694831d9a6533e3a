"""Splits an English sentence into words and says what each is: verb, noun, preposition ..."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex

from zjpolicy.languages import Language
from zjpolicy.reading.model import Quantity

WORD = regex.compile(r"\p{L}[\p{L}\d&]*+(?:[-‐’'./+][\p{L}\d&]++)*+[’']?|\d++(?:[.,]\d++)*+|[^\w\s]")
ROUNDED = regex.compile(r"[-‐](?:odd|plus)\b")
YEAR = regex.compile(r"(?:19|20)\d\d")
VOWELS = "aeiou"
ADJECTIVE = regex.compile(
    r".*(?:al|ary|ic|ive|an|ous)$|urban|rural|small|medium|micro|large|public|private|foreign|high|low|new|old|male|female|light|heavy|upper|lower|inbound|outbound|eastern|western|northern|southern"
)
# Lists of the language's data and the class their words belong to.
CLASSES = {
    "adverbs": "ADV",
    "determiners": "DET",
    "prepositions": "PREP",
    "conjunctions": "CC",
    "subordinators": "SUB",
    "pronouns": "PRON",
    "modals": "MOD",
}
MARKS = {"to": "TO"} | dict.fromkeys(",，、", "COMMA") | dict.fromkeys(";:；：—–", "SEMI")


@dataclass
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


class Lexicon:
    """The closed classes and verb forms of English."""

    def __init__(self, language: Language) -> None:
        words, verbs = language.table("words"), language.table("verbs")
        self.behind = language.comparator_after
        self.closed: dict[str, str] = {}
        for name, tag in CLASSES.items():
            self.closed.update(dict.fromkeys(words[name].split(), tag))
        for name in ("be", "have", "do"):
            self.closed.update(dict.fromkeys(words[name].split(), "AUX"))
        self.closed.update(MARKS)
        self.be = frozenset(words["be"].split())
        self.nouns = frozenset(f"{words['nouns_ing']} {words['nouns_ed']}".split())
        self.nouns_ly = frozenset(words["nouns_ly"].split())
        self.light = frozenset(words["light"].split())
        self.times = frozenset(words["times"].split())
        self.up, self.down = frozenset(verbs["up"].split()), frozenset(verbs["down"].split())
        self.reach, self.add = frozenset(verbs["reach"].split()), frozenset(verbs["add"].split())
        self.light_subject, self.raising = (
            frozenset(verbs["light_subject"].split()),
            frozenset(verbs["raising"].split()),
        )
        self.weak = frozenset(verbs["weak"].split())
        nouns = language.table("nouns")
        self.noun_up, self.noun_down = frozenset(nouns["up"].split()), frozenset(nouns["down"].split())
        self.generic = frozenset(nouns["generic"].split())
        self.general = frozenset(nouns["general"].split())
        self.empty = frozenset(verbs["empty"].split())
        chunks = language.table("chunks")
        self.letters = {word: letter for letter, said in chunks["prepositions"].items() for word in said.split()}
        self.have = frozenset(words["have"].split())
        self.leading, self.measuring = frozenset(chunks["leading"].split()), frozenset(chunks["measuring"].split())
        self.behind_figures, self.pieces = (
            frozenset(chunks["behind_figures"].split()),
            frozenset(chunks["pieces"].split()),
        )
        self.predicates, self.closing = frozenset(chunks["predicates"].split()), frozenset(chunks["closing"].split())
        self.change_adjectives, self.hours = (
            frozenset(chunks["change_adjectives"].split()),
            frozenset(chunks["hours"].split()),
        )
        self.timed = self.hours | frozenset(chunks["timed"].split())
        self.phrases = regex.compile(rf"(?i)\b(?:{chunks['phrases']})\b")
        self.adverbials = frozenset(chunks["adverbials"].split())
        self.standing, self.wholes = frozenset(chunks["standing"].split()), frozenset(chunks["wholes"].split())
        self.comparatives: dict[str, str] = chunks["comparatives"]
        self.takes_up = frozenset(verbs["takes_up"].split())
        self.outdo = frozenset(verbs["outdo"].split())
        self.moving = self.up | self.down | frozenset(chunks["moving"].split())
        self.forms: dict[str, tuple[str, str]] = {}
        irregular = verbs["irregular"]
        lemmas: set[str] = set().union(
            *(
                verbs[name].split()
                for name in ("up", "down", "reach", "add", "light_subject", "raising", "outdo", "other")
            )
        )
        lemmas |= frozenset(chunks["moving"].split())
        for lemma in sorted(lemmas):
            for form, spelt in _forms(lemma, irregular.get(lemma)):
                self.forms.setdefault(spelt, (lemma, form))
        for lemma in sorted(lemmas):
            self.forms[lemma] = (lemma, "base")
        self.participles = {
            lemma: irregular[lemma][-1]
            if lemma in irregular
            else [spelt for form, spelt in _forms(lemma, None) if form == "past"][-_is_short(lemma)]
            for lemma in lemmas
        }
        # past forms that are no participles: "began", "rose"
        self.finite = frozenset(forms[0] for forms in irregular.values() if forms[0] != forms[-1])
        self.unchanged = frozenset(lemma for lemma, forms in irregular.items() if forms[-1] == lemma)

    def participle(self, lemma: str) -> str:
        """The past participle of a verb: "built" of "build"."""
        return self.participles.get(lemma, lemma + "ed")

    def is_adjective(self, word: str) -> bool:
        """Whether a word is likely to stand before a noun."""
        return ADJECTIVE.fullmatch(word) is not None

    def change_of(self, word: str) -> str:
        """Which way a noun such as "increase" says that something moved; empty for other words."""
        singular = word.removesuffix("s")
        return "up" if singular in self.noun_up else "down" if singular in self.noun_down else ""

    def verb(self, word: str) -> tuple[str, str] | None:
        """Return lemma and form of a word that can be a verb."""
        known = self.forms.get(word)
        if word in self.nouns:
            return None
        if known or ("-" in word and not word.startswith(("re-", "co-", "over-"))):
            return known
        if len(word) > 4 and word.endswith("ed") and not word.endswith("eed"):
            return word[:-2], "past"
        if len(word) > 5 and word.endswith("ing"):
            return word[:-3], "ing"
        return None


def _is_short(lemma: str) -> int:
    """1 for a verb of one syllable, which doubles its last letter: "planned"; else 0, the regular form."""
    return int(sum(letter in VOWELS for letter in lemma) == 1)


def _forms(lemma: str, irregular: Sequence[str] | None) -> list[tuple[str, str]]:
    stem = lemma[:-1] if lemma.endswith("e") and not lemma.endswith(("ee", "ye")) else lemma
    if lemma.endswith("y") and lemma[-2] not in VOWELS:
        ending, third = lemma[:-1] + "ied", lemma[:-1] + "ies"
    else:
        ending, third = (
            stem + ("d" if stem.endswith("ee") else "ed"),
            lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else "s"),
        )
    spelt = [(third, "s"), (stem + "ing", "ing")]
    spelt += [(form, "past") for form in irregular or (ending,)]
    short = len(lemma) > 2 and lemma[-1] not in VOWELS + "wxy" and lemma[-2] in VOWELS and lemma[-3] not in VOWELS
    if short:
        spelt += [(lemma + lemma[-1] + "ing", "ing"), (lemma + lemma[-1] + "ed", "past")]
    return [(kind, form) for form, kind in spelt]


@cache
def lexicon(language: Language) -> Lexicon:
    """Return the lexicon of a language, made once."""
    return Lexicon(language)


def tokenise(text: str, start: int, end: int, quantities: Sequence[Quantity], words: Lexicon) -> list[Token]:
    """Split a sentence into tagged tokens; each quantity of it is one token.

    Parameters
    ----------
    text : str
        The report's text.
    start, end : int
        Span of the sentence.
    quantities : sequence of Quantity
        Those inside the sentence, in text order.
    words : Lexicon
        The lexicon of English.
    """
    tokens: list[Token] = []
    at = start
    for place, quantity in enumerate(quantities):
        tokens += _words(text, at, quantity.start)
        tokens.append(Token(quantity.surface.lower(), quantity.start, quantity.end, "Q", quantity=place))
        rounded = ROUNDED.match(text, quantity.end, end)
        at = rounded.end() if rounded else min(end, words.behind(text, quantity.end)[1])
    tokens += _words(text, at, end)
    set_phrases = {at for found in words.phrases.finditer(text, start, end) for at in range(*found.span())}
    for place, token in enumerate(tokens):
        token.named = place > 0 and text[token.start].isupper() and tokens[place - 1].low not in (".", "!", "?", ":")
    _tag(tokens, words)
    for token in tokens:
        if token.start in set_phrases and token.tag != "Q":
            token.tag = "ADV"
    return tokens


def _words(text: str, start: int, end: int) -> list[Token]:
    return [Token(found[0].lower(), found.start(), found.end()) for found in WORD.finditer(text, start, end)]


def _tag(tokens: list[Token], words: Lexicon) -> None:
    for place, token in enumerate(tokens):
        if token.tag == "Q":
            continue
        if token.low[0] in "12" and YEAR.fullmatch(token.low):
            token.tag = "YEAR"
            continue
        closed = words.closed.get(token.low)
        if closed:
            token.tag = closed
        if token.low == "that" and place and tokens[place - 1].tag == "PREP" and tokens[place - 1].low != "than":
            token.tag = "DET"  # "in that year"
        if (
            token.tag == "PREP"
            and place
            and tokens[place - 1].tag == "CC"
            and token.low in ("above", "below", "over", "under")
            and not (place + 1 < len(tokens) and tokens[place + 1].tag == "Q")
        ):
            token.tag = "N"
        elif token.low == "per" and place + 1 < len(tokens) and tokens[place + 1].low == "capita":
            token.tag = "N"  # one adjective in two words
        elif token.low == "added" and place and tokens[place - 1].low == "value":
            token.tag = "N"  # one noun in two words
        elif closed:
            continue
        elif not token.low[0].isalnum():
            token.tag = "PUNCT"
        elif token.low.endswith("ly") and len(token.low) > 4 and token.low not in words.nouns_ly:
            token.tag = "ADV"
        elif verb := words.verb(token.low):
            token.lemma, token.form = verb
            if token.low in words.unchanged and (before := _before(tokens, place)) and before.tag == "AUX":
                token.form = "past"  # "were cut by"
    for place, token in enumerate(tokens):
        if token.tag == "N" and not token.form and (before := _before(tokens, place)) and before.tag == "MOD":
            token.lemma, token.form = token.low, "base"  # whatever follows "will" is a verb
        if (token.low == "compared" and place + 1 < len(tokens) and tokens[place + 1].low in ("with", "to")) or (
            token.form and token.tag == "N" and not token.named and _is_verb(tokens, place, words)
        ):
            token.tag = "V"
    _tag_movers(tokens, words)
    for place, token in enumerate(tokens):
        behind = place > 0 and tokens[place - 1].tag == "Q"
        if token.low in words.comparatives and (behind or _moves_figure(tokens, place)):
            token.tag = "COMP"
    for place, token in enumerate(tokens):
        if token.tag == "TO" and (after := _after(tokens, place)) and after.tag in ("N", "DET"):
            token.tag = "PREP"


def _meets_figure(tokens: list[Token], place: int, words: Lexicon) -> bool:
    """Whether only words such as "about" and "more than" stand between a word and a figure."""
    at = place + 1
    while at < len(tokens) and (tokens[at].low in words.light or tokens[at].tag in ("ADV", "PUNCT")):
        at += 1
    return place + 1 < at < len(tokens) and tokens[at].tag == "Q"


def _moves_figure(tokens: list[Token], place: int) -> bool:
    """Whether "by" or "to" and a figure stand behind the word: "falls by 20%"."""
    after = next((at for at in range(place + 1, len(tokens)) if tokens[at].tag not in ("ADV", "PUNCT")), None)
    if after is None or tokens[after].low not in ("by", "to"):
        return False
    return any(token.tag == "Q" for token in tokens[after + 1 : after + 5])


def _tag_movers(tokens: list[Token], words: Lexicon) -> None:
    """An opening "cut" or "increase" that "by" and a figure follow is a verb: "and cut expenditure by 6.9%"."""
    for place, token in enumerate(tokens):
        if token.low not in ("by", "to", "from") or not any(
            later.tag == "Q" for later in tokens[place + 1 : place + 5]
        ):
            continue
        for at in range(place - 1, max(-1, place - 12), -1):
            earlier = tokens[at]
            if earlier.tag in ("V", "Q", "AUX", "SEMI"):
                break
            opens = at == 0 or tokens[at - 1].tag in ("CC", "COMMA")
            # "the city cut costs by", "the city raised pensions by"
            told = at > 0 and tokens[at - 1].tag == "N" and (earlier.form == "past" or earlier.low in words.unchanged)
            opens = opens and (earlier.form == "base" or at == 0)
            if (opens or told) and at + 1 < place and earlier.lemma in words.up | words.down:
                earlier.tag = "V"
                break


def _before(tokens: list[Token], place: int) -> Token | None:
    """The word before, adverbs and quotation marks passed over."""
    place -= 1
    while place >= 0 and tokens[place].tag in ("ADV", "PUNCT"):
        place -= 1
    return tokens[place] if place >= 0 else None


def _after(tokens: list[Token], place: int) -> Token | None:
    place += 1
    while place < len(tokens) and tokens[place].tag in ("ADV", "PUNCT"):
        place += 1
    return tokens[place] if place < len(tokens) else None


def _is_verb(tokens: list[Token], place: int, words: Lexicon) -> bool:
    token, before, after = tokens[place], _before(tokens, place), _after(tokens, place)
    previous = before.tag if before else "START"
    following = after.tag if after else "END"
    leads = following in ("Q", "DET", "PREP", "TO", "END", "SEMI", "PRON", "AUX", "SUB") or (
        after is not None and after.low in words.light
    )
    if before is not None and before.low == "each" and token.form != "ing":
        return True
    if token.form == "base":
        return _base_is_verb(tokens, place, before, after, leads, words)
    if token.form == "s":
        if previous == "N" and following in ("N", "DET") and token.lemma not in words.weak:
            return token.low in words.forms
        if previous not in ("N", "PRON", "SUB") or after is None or after.low == "of":
            return False
        if _governed(tokens, place):
            return False  # "extend leases and contracts by"
        moved = token.lemma not in words.weak or token.lemma in words.up | words.down | words.reach
        figures = following == "Q" or (following != "TO" and _meets_figure(tokens, place, words))
        figures = figures or (moved and _moves_figure(tokens, place))
        return figures or (token.lemma not in words.weak and following in ("DET", "PREP", "TO", "PRON", "SUB"))
    if token.form == "past":
        if previous == "START" and following == "N" and not leads:
            return False  # "Surveyed unemployment"
        if previous in ("AUX", "PRON", "SUB", "START", "COMMA", "SEMI"):
            return True
        if previous == "N":
            finite = token.lemma in words.light_subject or token.low in words.finite
            acts = before is not None and (before.low.endswith("s") or before.named)
            finite = finite or (acts and token.low in words.forms)
            return following != "N" or leads or finite
        if previous in ("DET", "PREP", "Q", "TO"):
            return previous == "Q" and (following not in ("N", "V") or token.low in words.finite)
        if previous == "CC" and following == "N":
            verbs = any(earlier.tag == "V" and earlier.form == "past" for earlier in tokens[:place])
            return verbs and token.low in words.forms
        return previous == "CC" or leads
    return _ing_is_verb(token, before, previous, following, leads)


def _governed(tokens: list[Token], place: int) -> bool:
    """Whether a word stands in the object of a verb: "will extend forest contracts by"."""
    for token in reversed(tokens[:place]):
        if token.tag in ("COMMA", "SEMI", "CC", "SUB", "Q"):
            return False
        if token.tag == "V":
            return token.form in ("base", "ing")
    return False


def _base_is_verb(
    tokens: list[Token], place: int, before: Token | None, after: Token | None, leads: bool, words: Lexicon
) -> bool:
    token, earlier_verbs = tokens[place], [token for token in tokens[:place] if token.tag == "V"]
    if token.low in words.unchanged and before is not None and before.tag in ("N", "PRON", "CC"):
        if place + 1 < len(tokens) and tokens[place + 1].low in ("up", "aside", "out", "off"):
            return True  # "investors set up"
    previous, following = before.tag if before else "START", after.tag if after else "END"
    relative = before is not None and before.low in ("which", "who") and following not in ("AUX", "MOD")
    if (
        relative
        or previous in ("TO", "MOD", "PRON")
        or (before is not None and before.low in ("do", "does", "did", "not"))
    ):
        return True
    if previous in ("START", "SEMI", "COMMA", "CC"):
        if token.lemma not in words.weak:
            return following not in ("PREP", "AUX", "COMMA", "CC", "END") or previous == "CC"
        return following in ("DET", "Q") or (leads and following != "PREP" and previous in ("START", "SEMI"))
    changes = token.lemma in words.up | words.down and (
        following == "Q" or (after is not None and after.low in ("by", "to", "about"))
    )
    # "people live in towns", "plants rely on coal"
    helped = any(earlier.lemma in ("help", "let", "make") for earlier in earlier_verbs)
    people = before is not None and (before.low == "people" or helped) and following in ("DET", "N", "Q")
    acts = (
        before is not None and (following == "PREP" or people) and (before.low == "people" or before.low.endswith("s"))
    )
    return previous == "N" and (
        changes
        or token.low in ("include", "comprise", "exceed", "remain")
        or (acts and token.lemma not in words.weak)
        or (following in ("Q", "DET") and token.lemma not in words.weak)
    )


def _ing_is_verb(token: Token, before: Token | None, previous: str, following: str, leads: bool) -> bool:
    if previous == "AUX":
        return True
    if (
        previous == "PREP"
        and before is not None
        and before.low in ("by", "through", "after", "before", "without", "while", "from", "for", "in", "of", "on")
    ):
        return following in ("DET", "Q", "N", "V", "PREP") and (
            before.low in ("by", "through", "after", "without") or following in ("DET", "Q")
        )
    if previous in ("COMMA", "CC", "START", "SEMI"):
        return (
            following in ("DET", "Q", "PREP", "TO", "ADV", "PRON")
            or leads
            or (previous in ("COMMA", "START") and following == "N")
        )
    if previous == "V":
        return following in ("DET", "Q") or leads
    if previous in ("N", "Q"):
        return (leads and following not in ("AUX", "END", "SEMI")) or following == "Q"
    return False
