"""The words of English that the grammar knows: closed classes, verb forms, lists, and the rules that tell a verb."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from zjpolicy.languages import Language, compiled

VOWELS = "aeiou"
YEAR = compiled(r"(?:19|20)\d\d")
# wordings before a figure, read backwards from it, and behind it
ROLES = {
    "(?r)": ("aside_before", "context_is", "context_before", "context_led"),
    "": ("then", "aside_after", "context_after"),
}
KEPT = 1 << 16  # words of which what they are is remembered
# words that are looked at again when the words beside them are known
AGAIN = ("by", "to", "from", "added", "per", "that", "above", "below", "over", "under")
MARKS = {"to": "TO"} | dict.fromkeys(",，、", "COMMA") | dict.fromkeys(";:；：—–", "SEMI")
# letters of chunks of one word: brackets and colons, and others by their class
PLAIN = {"(": "(", ")": ")", ":": ":", "：": ":"}
LETTERS = {"COMMA": ",", "CC": "&", "SEMI": ";", "SUB": "s", "PRON": "e", "YEAR": "y", "TO": "t", "V": "V"}
Word = tuple[str, str, str, str]  # in lower case, its class by itself, and lemma and form of the verb it can be
VERB_LETTERS = {"X": "outdo", "R": "reach", "L": "light_subject", "M": "moved", "A": "add"}  # the last that has it
VERBS = ("up", "down", "reach", "add", "light_subject", "raising", "outdo", "moving", "other")


@dataclass(frozen=True)
class VerbRule:
    """What makes a word that can be a verb one, or none: its form, the classes beside it, and what else holds."""

    before: frozenset[str]
    behind: frozenset[str]
    excludes: bool  # whether the classes behind are those that may not stand there
    holds: tuple[tuple[str, bool], ...]
    verb: bool

    def fits(self, before: str, behind: str) -> bool:
        """Whether words of two classes may stand beside."""
        told = not self.behind or (behind in self.behind) is not self.excludes
        return told and (not self.before or before in self.before)


class Lexicon:
    """The closed classes, lists and verb forms of English; each list of the data is an attribute by its name."""

    def __init__(self, language: Language) -> None:
        tables = {name: language.table(name) for name in ("words", "verbs", "chunks", "nouns")}
        for table, lists in tables.items():
            prefix = "noun_" if table == "nouns" else ""
            sets = {prefix + name: frozenset(words.split()) for name, words in lists.items() if isinstance(words, str)}
            vars(self).update(sets)
        self.behind = language.comparator_after
        classes: dict[str, str] = tables["words"]["classes"]
        self.closed = {word: tag for name, tag in classes.items() for word in getattr(self, name)} | MARKS
        self.word, self.verb_behind = lru_cache(KEPT)(self._word), lru_cache(KEPT)(self._verb_behind)
        self.mark, self.is_plain = lru_cache(KEPT)(self._mark), lru_cache(KEPT)(self._is_plain)
        self.letters = {
            word: letter for letter, words in tables["chunks"]["prepositions"].items() for word in words.split()
        }
        self.comparatives: dict[str, str] = tables["chunks"]["comparatives"]
        self.phrases: dict[str, list[str]] = {}  # by their first words, each with a blank behind
        for phrase in tables["chunks"]["phrases"]:
            self.phrases.setdefault(phrase.split()[0], []).append(phrase + " ")
        self.longest = max(len(phrase.split()) for phrase in tables["chunks"]["phrases"])
        self.again = frozenset((*AGAIN, *self.comparatives, *self.phrases))
        adjective = compiled(tables["words"]["adjective"])  # what is likely to stand before a noun
        self.is_adjective = lru_cache(KEPT)(lambda word: adjective.fullmatch(word) is not None)
        self.wordings = {name: compiled(pattern) for name, pattern in language.table("wordings").items()}
        self.beyond: str = tables["chunks"]["beyond"]
        self.unsettled = self.standing | self.positions | {self.beyond.split()[0]}  # marks that words beside settle
        self.trailing = compiled("(?r)" + language.table("wordings.trailing"))
        status: dict[str, str] = language.table("status")
        self.roles = {name: compiled(flags + status[name]) for flags, names in ROLES.items() for name in names}
        self.kinds = {name: compiled(pattern) for name, pattern in language.table("kinds").items()}
        self.things: dict[str, str] = tables["nouns"]["things"]
        self.moved = self.up | self.down
        self.when, self.movers = self.hours | self.timed, self.moved | self.moving
        self.reached = self.moved | self.reach
        self.passed = self.change_adjectives | self.leading
        self.leads = self.passed | self.measuring | {"of"}
        self.verb_letters: dict[str, str] = {}
        for letter, name in VERB_LETTERS.items():
            self.verb_letters |= dict.fromkeys(getattr(self, name), letter)
        self.rules = _rules(tables["verbs"]["rules"])
        self.rules_between = cache(self._rules_between)
        self._set_forms(tables["verbs"]["irregular"])

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> frozenset[str]: ...

    def _set_forms(self, irregular: dict[str, list[str]]) -> None:
        lemmas = sorted(set().union(*(getattr(self, name) for name in VERBS)))
        self.forms: dict[str, tuple[str, str]] = {}
        for lemma in lemmas:
            for spelt, form in _forms(lemma, irregular.get(lemma)):
                self.forms.setdefault(spelt, (lemma, form))
        self.forms |= {lemma: (lemma, "base") for lemma in lemmas}
        regular = {lemma: _forms(lemma, None) for lemma in lemmas}
        # a verb of one syllable doubles its last letter: "planned"
        self.participles = {
            lemma: [spelt for spelt, form in forms if form == "past"][-(sum(letter in VOWELS for letter in lemma) == 1)]
            for lemma, forms in regular.items()
        } | {lemma: forms[-1] for lemma, forms in irregular.items()}
        # past forms that are no participles: "began", "rose"; and those that are like the verb itself: "cut"
        self.finite = frozenset(forms[0] for forms in irregular.values() if forms[0] != forms[-1])
        self.unchanged = frozenset(lemma for lemma, forms in irregular.items() if forms[-1] == lemma)

    def participle(self, lemma: str) -> str:
        """The past participle of a verb: "built" of "build"."""
        return self.participles.get(lemma, lemma + "ed")

    def _rules_between(self, form: str, before: str, behind: str) -> tuple[VerbRule, ...]:
        """The rules for a form of a verb between words of two classes."""
        return tuple(rule for rule in self.rules[form] if rule.fits(before, behind))

    def change_of(self, word: str) -> str:
        """Which way a noun such as "increase" says that something moved; empty for other words."""
        singular = word.removesuffix("s")
        return "up" if singular in self.noun_up else "down" if singular in self.noun_down else ""

    def _word(self, spelt: str) -> Word:
        low = spelt.lower()
        told = self.closed.get(low, "")
        if YEAR.fullmatch(low):
            told = "YEAR"
        elif not told and not low[0].isalnum():
            told = "PUNCT"
        elif not told and low.endswith("ly") and len(low) > 4 and low not in self.nouns_ly:
            told = "ADV"
        lemma, form = (not told and self.verb(low)) or ("", "")
        return low, told or "N", lemma, form

    def _verb_behind(self, low: str) -> tuple[str, str]:
        """Lemma and form of the verb a word can be behind an auxiliary."""
        lemma, form = self.verb(low, True) or ("", "")
        return lemma, "past" if form and low in self.unchanged else form  # "were cut by"

    def _is_plain(self, low: str) -> bool:
        """Whether a noun heads a phrase like most: it tells no change, time or whole, and stands for no other."""
        told = low in self.measuring | self.wholes | self.standing | self.hours
        return not (told or self.change_of(low) or low.endswith(("’", "'s")))

    def _mark(self, low: str, tag: str) -> tuple[str, str]:
        """The letter of a chunk of one word that is no noun, and which way it says that something moves."""
        if tag == "PREP" or low == "whose":
            return self.letters.get(low, "p"), ""
        if low in ("up", "down"):
            return "d", low
        if tag == "COMP":
            return "c", self.comparatives[low]
        return PLAIN.get(low) or LETTERS.get(tag, "."), ""

    def verb(self, word: str, auxiliary: bool = False) -> tuple[str, str] | None:
        """Return lemma and form of a word that can be a verb, as "advanced" only behind an ``auxiliary``."""
        known = self.forms.get(word)
        if word in self.nouns_ing or (word in self.nouns_ed and not (known and auxiliary)):
            return None
        if known or ("-" in word and not word.startswith(("re-", "co-", "over-"))):
            return known
        if len(word) > 4 and word.endswith("ed") and not word.endswith("eed"):
            return word[:-2], "past"
        return (word[:-3], "ing") if len(word) > 5 and word.endswith("ing") else None


def _rules(table: str) -> dict[str, list[VerbRule]]:
    """The rules for each form; a line has the form, the classes before and behind, what else holds, and yes or no."""
    rules: dict[str, list[VerbRule]] = {}
    for line in table.strip().splitlines():
        form, before, behind, holds, verb = line.split()
        told = tuple((name.removeprefix("!"), not name.startswith("!")) for name in holds.split("+") if name != "-")
        rules.setdefault(form, []).append(
            VerbRule(_classes(before), _classes(behind), behind.startswith("!"), told, verb == "yes")
        )
    return rules


def _classes(names: str) -> frozenset[str]:
    return frozenset() if names == "*" else frozenset(names.removeprefix("!").split(","))


def _forms(lemma: str, irregular: Sequence[str] | None) -> list[tuple[str, str]]:
    """The spellings of a verb with the form each is."""
    stem = lemma[:-1] if lemma.endswith("e") and not lemma.endswith(("ee", "ye")) else lemma
    past, third = stem + ("d" if stem.endswith("ee") else "ed"), lemma + "s"
    if lemma.endswith("y") and lemma[-2] not in VOWELS:
        past, third = lemma[:-1] + "ied", lemma[:-1] + "ies"
    elif lemma.endswith(("s", "sh", "ch", "x", "z", "o")):
        third = lemma + "es"
    spelt = [(third, "s"), (stem + "ing", "ing"), *((form, "past") for form in irregular or (past,))]
    short = len(lemma) > 2 and lemma[-1] not in VOWELS + "wxy" and lemma[-2] in VOWELS and lemma[-3] not in VOWELS
    return spelt + [(lemma + lemma[-1] + "ing", "ing"), (lemma + lemma[-1] + "ed", "past")] * short


@cache
def lexicon(language: Language) -> Lexicon:
    """Return the lexicon of a language, made once."""
    return Lexicon(language)
