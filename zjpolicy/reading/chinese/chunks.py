"""A Chinese sentence as a row of chunks, one letter each: the longest word of the language's lists that fits."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import regex

from zjpolicy.languages import Language, alternatives, compiled, rare

# The letter that the words of a list become.
LETTERS = {
    "nouns": "n",
    "up": "u",
    "added_up": "U",
    "down": "d",
    "added_down": "D",
    "moved": "m",
    "growth": "g",
    "fall": "e",
    "goal": "j",
    "reach": "r",
    "makes_up": "c",
    "light": "l",
    "verbs": "v",
    "soft": "s",
    "adverbs": "a",
    "parts": "z",
    "shared": "b",
    "time": "t",
    "scopes": "p",
    "than_time": "x",
    "than_place": "y",
    "from": "f",
    "of": "o",
    "again": "i",
    "prepositions": "h",
    "joined": "A",
    "towards": "E",
}
NOUN, FIGURE, CLASSIFIER, BOUND = "n", "q", "k", "w"
BEFORE = regex.compile(r"\(\?<[=!](?P<inside>(?:\\.|\[(?:\\.|[^]\\])*]|[^][()\\]|\((?&inside)\))*)\)")  # a look behind
SIGNS = {"，": ",", "；": ";", "：": ":", "、": "、", "（": "(", "）": ")"}
WITHIN = "、（）"
CLAUSES_BEFORE = 2  # clauses before a figure's own that may name what it measures
QUOTES = "“”‘’"
NAMING = "vs"  # verbs that names of amounts are made with: 签约金额
UNNAMED = frozenset(("", NOUN, "z", "b", "t"))  # 其中, 分别 and times among them, of which no name is made
COMPARED = ("x", "y")
REOPENS = frozenset("atpxy")  # behind these a clause opens anew: 每年将安排
REACH = 24  # characters of the longest phrase
NOTHING = compiled("")  # what stands behind no figure


# A stretch of a sentence: its letter, where it starts and where it ends; plain, as named tuples take long to make.
Chunk = tuple[str, int, int]
# Where the words of a figure's comparator begin, where it does, where it ends; whether a classifier may follow.
Figure = tuple[int, int, int, bool]
# Phrases, each after the letter it becomes, in the order in which they are tried.
Phrases = tuple[tuple[str, "regex.Pattern[str]"], ...]


class Words:
    """Words by the letter they become, found by their first or their last two characters, the longest first."""

    def __init__(self, letters: Mapping[str, str], phrases: Iterable[str] = ()) -> None:
        self.letters = letters
        self.first, self.last = _lengths(letters, slice(2)), _lengths(letters, slice(-2, None))
        self.single = frozenset(word for word in letters if len(word) == 1)
        self.begins = self.single.union(phrases)  # what may begin where no two characters of a word do

    def at(self, text: str, start: int, end: int) -> tuple[str, int]:
        """The letter of the longest word that starts at ``start``, and its end; no letter where there is none."""
        for length in self.first.get(text[start : start + 2], ()):
            if start + length <= end and (letter := self.letters.get(text[start : start + length])):
                return letter, start + length
        return (self.letters[text[start]], start + 1) if text[start] in self.single else ("", start)

    def before(self, text: str, start: int, end: int) -> tuple[str, int]:
        """The letter of the longest word that ends at ``end``, and its start; no letter where there is none."""
        for length in self.last.get(text[max(0, end - 2) : end], ()):
            if end - length >= start and (letter := self.letters.get(text[end - length : end])):
                return letter, end - length
        return (self.letters[text[end - 1]], end - 1) if text[end - 1] in self.single else ("", end)


def _lengths(letters: Mapping[str, str], part: slice) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for word in letters:
        found.setdefault(word[part], set()).add(len(word))
    return {characters: tuple(sorted(lengths, reverse=True)) for characters, lengths in found.items()}


class Lexicon:
    """The words of a language by what they are, and the patterns of times and comparisons."""

    def __init__(self, language: Language) -> None:
        table = language.table("chunks")
        words = _by_letter(table["words"])
        moved = [verb + to for verb in table["moves"].split() for to in table["to"].split()]
        words |= dict.fromkeys(moved, LETTERS["moved"])
        words |= {table["newly"] + verb: LETTERS["verbs"] for verb in table["words"]["verbs"].split()}
        than = f"(?:{'|'.join(table['than'].split())})"
        self.than, self.manner = compiled(than), rare(table, "manner")
        phrases = _phrases(table, than)
        self.phrase, self.last_phrase = _by_character(phrases, False), _by_character(phrases, True)
        self.words = Words(words, self.phrase)
        self.opening = Words(words | _by_letter(table["opening"]), self.phrase)
        self.closing = Words(words | _by_letter(table["closing"]))
        self.marks = compiled(rf"{table['aside']}|[，。；：！？、（）\n]")
        self.endings: str = table["endings"]
        self.suffix = compiled(table["suffixes"])
        self.named = compiled(f"{table['suffixes']}|{table['named']}")
        classifier = rf"(?P<k>(?:亿|万)?(?:{_classifiers(language)})(?:（[^）]{{1,6}}）)?)?+"
        bound = rf"(?P<w>{table['bounds']})?+"
        self.bound, self.behind = compiled(bound), compiled(classifier + bound)

    def opens(self, words: Words, text: str, start: int, end: int) -> tuple[str, int]:
        """The letter of the phrase or the longest word at ``start``, and its end; no letter where there is none.

        A verb with a suffix that makes a noun of it is a noun.
        """
        for letter, phrase in self.phrase.get(text[start], ()):
            if found := phrase.match(text, start, end):
                return letter, found.end()
        letter, stop = words.at(text, start, end)
        if stop < start + 2 or letter in UNNAMED:
            return letter, stop
        suffix = self.named if letter in NAMING else self.suffix
        return NOUN if suffix.match(text, stop, end) else letter, stop

    def closes(self, text: str, start: int, end: int) -> tuple[str, int]:
        """The letter and the start of the phrase or longest word at ``end`` that may close a clause on a figure."""
        low = max(start, end - REACH)
        for letter, phrase in self.last_phrase.get(text[end - 1], ()):
            # A comparison begins with a word that is looked for faster.
            if letter in COMPARED and not self.than.search(text, low, end):
                continue
            if found := phrase.match(text, low, end):
                return letter, found.start()
        return self.closing.before(text, start, end)


def _by_character(phrases: Mapping[str, str], last: bool) -> dict[str, Phrases]:
    """The phrases that may begin, or end, with a character, by the character; whatever stands before."""
    way, found = "(?r)" if last else "", {}
    partly = {letter: regex.compile(way + BEFORE.sub("", phrase)) for letter, phrase in phrases.items()}
    for one in frozenset("".join(phrases.values())) | frozenset("0123456789"):
        fit = [letter for letter, pattern in partly.items() if pattern.match(one, partial=True)]
        if fit:
            found[one] = tuple((letter, compiled(way + phrases[letter])) for letter in fit)
    return found


def _classifiers(language: Language) -> str:
    """The classifiers that a noun may follow, none where the word goes on: 家 but not 家庭."""
    table = language.table("classifiers")
    words = sorted(f"{table['words']} {table['before_nouns']}".split(), key=len, reverse=True)
    return "|".join(f"{word}(?!{table['unless'][word]})" if word in table["unless"] else word for word in words)


def _joined(pattern: str) -> str:
    return "".join(pattern.split())


def _phrases(table: Mapping[str, Any], than: str) -> dict[str, str]:
    """Comparisons, times that are no plain words, and words that what stands beside them tells."""
    dates = _joined(table["time"])
    time = f"(?:{dates}|{alternatives(table['words']['time'].split())})"
    scope = alternatives(table["words"]["scopes"].split())
    rest = table["than_rest"]
    return {
        "x": f"{than}(?:{time}|{table['than_time']}){rest}",
        "y": f"{than}(?:{scope}|{table['than_place']}){rest}",
        "t": f"(?:{dates})",
        **{LETTERS[name]: f"(?:{words})(?={time}|{scope})" for name, words in table["before_time"].items()},
        **{LETTERS[name]: pattern for name, pattern in table["patterns"].items()},
    }


def _by_letter(lists: Mapping[str, str]) -> dict[str, str]:
    return {word: LETTERS[name] for name, words in lists.items() for word in words.split()}


@cache
def lexicon(language: Language) -> Lexicon:
    """Return the lexicon of a language, made once."""
    return Lexicon(language)


class Chunker:
    """Makes the row of chunks of one sentence."""

    def __init__(self, text: str, figures: Iterable[Figure], language: Language) -> None:
        self.text, self.lexicon = text, lexicon(language)
        manner = self.lexicon.manner
        found = manner.pattern.finditer(text) if manner.needs.search(text) else ()
        self.manners = {each.start(): each.end() for each in found}
        self.row: list[Chunk] = []
        low, behind = 0, NOTHING
        for opens, start, end, counts in figures:
            edge = max(low, opens if opens >= 0 else start)
            self._gap(low, edge, behind, True)
            self.row.append((FIGURE, edge, end))
            low, behind = end, self.lexicon.behind if counts else self.lexicon.bound
        self._gap(low, len(text), behind, False)

    def _gap(self, low: int, high: int, behind: "regex.Pattern[str]", ahead: bool) -> None:
        """Add the chunks between two figures: what stands ``behind`` one, and the words, ``ahead`` of another."""
        text, row = self.text, self.row
        if (told := behind.match(text, low, high)) and told.end() > low:
            row += [(letter, *span) for letter in told.re.groupindex if (span := told.span(letter))[0] < span[1]]
            low = told.end()
        found = self.lexicon.marks.finditer(text, low, high)
        marks = [mark.start() for mark in found if mark.end() == mark.start() + 1]  # an aside is a noun's
        first, last = self._far(marks, CLAUSES_BEFORE if ahead else 0)
        for place, mark in enumerate(marks):
            if low < mark and not first <= place < last:
                self._clause(low, mark, False)
            low = mark + 1
            row.append((SIGNS.get(text[mark], "."), mark, low))
        if low < high:
            self._clause(low, high, ahead)

    def _far(self, marks: Sequence[int], before: int) -> tuple[int, int]:
        """The marks before which nothing is near enough to a figure, or to the sentence's start, to be looked at."""
        if len(marks) <= 1 + before:
            return 0, 0
        ends = [place for place, mark in enumerate(marks) if self.text[mark] not in WITHIN]
        return (ends[0] + 1, ends[-1 - before] + 1) if len(ends) > 1 + before else (0, 0)

    def _clause(self, low: int, high: int, ahead: bool) -> None:
        """Add the chunks between two marks: what opens and closes it, then the words within."""
        high = self._back(low, high)
        last: list[Chunk] = []
        if ahead:
            high = self._closing(low, high, last)
        low = self._opening(low, high)
        if low < high:
            self._words(low, high)
        self.row += reversed(last)

    def _closing(self, low: int, high: int, last: list[Chunk]) -> int:
        """Add to ``last`` what closes a clause on a figure, backwards, and return where it begins."""
        while high > low:
            letter, start = self.lexicon.closes(self.text, low, high)
            if letter in ("", NOUN):
                break
            last.append((letter, start, high))
            high = self._back(low, start)
        return high

    def _opening(self, low: int, high: int) -> int:
        """Add what opens a clause, and return where it ends."""
        text, endings = self.text, self.lexicon.endings
        while low < high:
            if text[low].isspace():
                low += 1
                continue
            letter, stop = self._opens(self.lexicon.opening, low, high)
            if letter in ("", NOUN):
                break
            stop += stop < high and text[stop] in endings
            self.row.append((letter, low, stop))
            low = stop
        return low

    def _opens(self, words: Words, low: int, high: int) -> tuple[str, int]:
        """The letter of what begins at ``low``, and its end."""
        if low in self.manners and self.manners[low] < high:
            return LETTERS["adverbs"], self.manners[low]
        return self.lexicon.opens(words, self.text, low, high)

    def _back(self, low: int, high: int) -> int:
        while high > low and self.text[high - 1].isspace():
            high -= 1
        return high

    def _words(self, low: int, high: int) -> None:
        """Add the words inside a clause, and what stands between them as nouns."""
        text, plain, manners, at = self.text, self.lexicon.words, self.manners, low
        words, endings = plain, self.lexicon.endings
        while at < high:
            # Where no two characters begin a word, nothing is asked: most places of a text are such.
            if text[at : at + 2] not in words.first and text[at] not in words.begins and at not in manners:
                at, words = at + 1, plain
                continue
            letter, stop = self._opens(words, at, high)
            words = plain
            if letter in ("", NOUN):
                at = stop if letter else at + 1
                continue
            if low < at:
                self._noun(low, at)
            low = stop + (stop < high and text[stop] in endings)
            self.row.append((letter, at, low))
            if text.startswith("的", low, high):
                self.row.append((LETTERS["of"], low, low + 1))
                low += 1
            at = low
            words = self.lexicon.opening if letter in REOPENS else plain
        if low < high:
            self._noun(low, high)

    def _noun(self, low: int, high: int) -> None:
        """Add what stands between two words as a noun, unless it is nothing but a quotation mark."""
        if self.text[low:high].strip(QUOTES):
            self.row.append((NOUN, low, high))


def chunked(text: str, figures: Iterable[Figure], language: Language) -> list[Chunk]:
    """Return the chunks of a sentence.

    Parameters
    ----------
    text : str
        The sentence, with Chinese marks and plain figures.
    figures : iterable of (int, int, int, bool)
        Where its comparator's words, a figure itself and what follows it begin; whether that may be a classifier.
    language : Language
        The language whose words are looked for.

    Examples
    --------
    >>> from zjpolicy.languages import get_language
    >>> from zjpolicy.reading.quantities import find_quantities
    >>> text = "茶叶产量增长5%。"
    >>> figures = [(one.opens, one.start, one.end, False) for one in find_quantities(text, "zh")]
    >>> "".join(letter for letter, _, _ in chunked(text, figures, get_language("zh")))
    'nuq.'
    """
    return Chunker(text, figures, language).row
