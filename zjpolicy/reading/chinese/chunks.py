"""A Chinese sentence as a row of chunks, one letter each: the longest word of the language's lists that fits."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import regex

from zjpolicy.languages import Language, alternatives, compiled
from zjpolicy.reading.model import Quantity

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
MARKS = compiled(r"（(?:(?<=小（)|(?![\d一二三四五六七八九十]{1,3}）))[^（），。；\n]{1,12}）|[，。；：！？、（）\n]")
BEFORE = regex.compile(r"\(\?<[=!](?P<inside>(?:\\.|\[(?:\\.|[^]\\])*]|[^][()\\]|\((?&inside)\))*)\)")  # a look behind
SIGNS = {"，": ",", "；": ";", "：": ":", "、": "、", "（": "(", "）": ")"}
WITHIN = "、（）"
CLAUSES_BEFORE = 2  # clauses before a figure's own that may name what it measures
SUFFIXES, QUOTES = "了着", "“”‘’"
NAMING = "vs"  # verbs that names of amounts are made with: 签约金额
DEALT = "zb"  # 其中 and 分别, of which no name is made
REOPENS = frozenset("atpxy")  # behind these a clause opens anew: 每年将安排
REACH = 24  # characters of the longest phrase


class Chunk(NamedTuple):
    """A stretch of a sentence and what it is."""

    letter: str
    start: int
    end: int


class Words:
    """Words by the letter they become, found by their first or their last character, the longest first."""

    def __init__(self, letters: Mapping[str, str]) -> None:
        self.letters = letters
        self.first, self.last = _lengths(letters, 0), _lengths(letters, -1)

    def at(self, text: str, start: int, end: int) -> int:
        """Where the longest word ends that starts at ``start``; ``start`` itself where there is none."""
        for length in self.first.get(text[start], ()):
            if start + length <= end and text[start : start + length] in self.letters:
                return start + length
        return start

    def before(self, text: str, start: int, end: int) -> int:
        """Where the longest word starts that ends at ``end``; ``end`` itself where there is none."""
        for length in self.last.get(text[end - 1], ()):
            if end - length >= start and text[end - length : end] in self.letters:
                return end - length
        return end


def _lengths(letters: Mapping[str, str], at: int) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for word in letters:
        found.setdefault(word[at], set()).add(len(word))
    return {character: tuple(sorted(lengths, reverse=True)) for character, lengths in found.items()}


class Lexicon:
    """The words of a language by what they are, and the patterns of times and comparisons."""

    def __init__(self, language: Language) -> None:
        table = language.table("chunks")
        words = _by_letter(table["words"])
        moved = [verb + to for verb in table["moves"].split() for to in table["to"].split()]
        words |= dict.fromkeys(moved, LETTERS["moved"])
        words |= {table["newly"] + verb: LETTERS["verbs"] for verb in table["words"]["verbs"].split()}
        self.words = Words(words)
        self.opening = Words(words | _by_letter(table["opening"]))
        self.closing = Words(words | _by_letter(table["closing"]))
        phrases = _phrases(table)
        self.phrase, self.last_phrase = _by_character(phrases, False), _by_character(phrases, True)
        self.suffix = compiled(table["suffixes"])
        self.named = compiled(f"{table['suffixes']}|{table['named']}")
        self.behind = compiled(
            rf"(?P<k>(?:亿|万)?(?:{_classifiers(language)})(?:（[^）]{{1,6}}）)?)?+(?P<w>{table['bounds']})?+"
        )

    def opens(self, words: Words, text: str, start: int, end: int) -> tuple[str, int]:
        """The letter of the phrase or the longest word at ``start``, and its end; no letter where there is none.

        A verb with a suffix that makes a noun of it is a noun.
        """
        first = text[start]
        if (phrase := self.phrase.get(first)) and (found := phrase.match(text, start, end)):
            return str(found.lastgroup), found.end()
        if first not in words.first or (stop := words.at(text, start, end)) == start:
            return "", start
        letter = words.letters[text[start:stop]]
        suffix = self.named if letter in NAMING else self.suffix
        named = letter not in DEALT and stop > start + 1 and suffix.match(text, stop, end)
        return NOUN if named else letter, stop

    def closes(self, text: str, start: int, end: int) -> tuple[str, int]:
        """The letter and the start of the phrase or longest word at ``end`` that may close a clause on a figure."""
        phrase = self.last_phrase.get(text[end - 1])
        if phrase and (found := phrase.match(text, max(start, end - REACH), end)):
            return str(found.lastgroup), found.start()
        low = self.closing.before(text, start, end)
        return self.closing.letters[text[low:end]] if low < end else "", low


def _by_character(phrases: Mapping[str, str], last: bool) -> "dict[str, regex.Pattern[str]]":
    """The phrases that may begin, or end, with a character, by the character; whatever stands before."""
    way, found = "(?r)" if last else "", {}
    partly = {letter: regex.compile(way + BEFORE.sub("", phrase)) for letter, phrase in phrases.items()}
    for one in frozenset("".join(phrases.values())) | frozenset("0123456789"):
        fit = [letter for letter, pattern in partly.items() if pattern.match(one, partial=True)]
        if fit:
            found[one] = compiled(f"{way}(?:{'|'.join(f'(?P<{letter}>{phrases[letter]})' for letter in fit)})")
    return found


def _classifiers(language: Language) -> str:
    """The classifiers that a noun may follow, none where the word goes on: 家 but not 家庭."""
    table = language.table("classifiers")
    words = sorted(f"{table['words']} {table['before_nouns']}".split(), key=len, reverse=True)
    return "|".join(f"{word}(?!{table['unless'][word]})" if word in table["unless"] else word for word in words)


def _joined(pattern: str) -> str:
    return "".join(pattern.split())


def _phrases(table: Mapping[str, Any]) -> dict[str, str]:
    """Comparisons, times, and words that what stands beside them tells."""
    time = f"(?:{_joined(table['time'])}|{alternatives(table['words']['time'].split())})"
    scope = alternatives(table["words"]["scopes"].split())
    than, rest = f"(?:{'|'.join(table['than'].split())})", table["than_rest"]
    return {
        "x": f"{than}(?:{time}|{table['than_time']}){rest}",
        "y": f"{than}(?:{scope}|{table['than_place']}){rest}",
        "t": time,
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

    def __init__(self, text: str, quantities: Sequence[Quantity], language: Language) -> None:
        self.text, self.lexicon = text, lexicon(language)
        self.row: list[Chunk] = []
        low = 0
        for quantity in quantities:
            edge = max(low, quantity.opens if quantity.opens >= 0 else quantity.start)
            self._gap(low, edge, low > 0, True)
            self.row.append(Chunk(FIGURE, edge, quantity.end))
            low = quantity.end
        self._gap(low, len(text), low > 0, False)

    def _gap(self, low: int, high: int, behind: bool, ahead: bool) -> None:
        """Add the chunks between two figures: ``behind`` one, ``ahead`` of another."""
        if behind and (found := self.lexicon.behind.match(self.text, low, high)):
            self.row += [Chunk(letter, *found.span(letter)) for letter in (CLASSIFIER, BOUND) if found[letter]]
            low = found.end()
        marks = [mark for mark in MARKS.finditer(self.text, low, high) if len(mark[0]) == 1]  # an aside is a noun's
        first, last = self._far(marks, ahead)
        for place, mark in enumerate(marks):
            if not first <= place < last:
                self._clause(low, mark.start(), False)
            self.row.append(Chunk(SIGNS.get(mark[0], "."), mark.start(), mark.end()))
            low = mark.end()
        self._clause(low, high, ahead)

    def _far(self, marks: Sequence[regex.Match[str]], ahead: bool) -> tuple[int, int]:
        """The marks before which nothing is near enough to a figure, or to the sentence's start, to be looked at."""
        ends = [place for place, mark in enumerate(marks) if mark[0] not in WITHIN]
        before = CLAUSES_BEFORE if ahead else 0
        return (ends[0] + 1, ends[-1 - before] + 1) if len(ends) > 1 + before else (0, 0)

    def _clause(self, low: int, high: int, ahead: bool) -> None:
        """Add the chunks between two marks: what opens and closes it, then the words within."""
        last: list[Chunk] = []
        high = self._back(low, high)
        while ahead and high > low:
            letter, start = self.lexicon.closes(self.text, low, high)
            if letter in ("", NOUN):
                break
            last.append(Chunk(letter, start, high))
            high = self._back(low, start)
        while low < high:
            if self.text[low].isspace():
                low += 1
                continue
            letter, stop = self.lexicon.opens(self.lexicon.opening, self.text, low, high)
            if letter in ("", NOUN):
                break
            stop += stop < high and self.text[stop] in SUFFIXES
            self.row.append(Chunk(letter, low, stop))
            low = stop
        self._words(low, high)
        self.row += reversed(last)

    def _back(self, low: int, high: int) -> int:
        while high > low and self.text[high - 1].isspace():
            high -= 1
        return high

    def _words(self, low: int, high: int) -> None:
        """Add the words inside a clause, and what stands between them as nouns."""
        text, lexicon, at = self.text, self.lexicon, low
        words = lexicon.words
        while at < high:
            letter, stop = lexicon.opens(words, text, at, high)
            words = lexicon.words
            if letter in ("", NOUN):
                at = stop if letter else at + 1
                continue
            self._noun(low, at)
            low = stop + (stop < high and text[stop] in SUFFIXES)
            self.row.append(Chunk(letter, at, low))
            if text.startswith("的", low, high):
                self.row.append(Chunk(LETTERS["of"], low, low + 1))
                low += 1
            at = low
            words = lexicon.opening if letter in REOPENS else words
        self._noun(low, high)

    def _noun(self, low: int, high: int) -> None:
        """Add what stands between two words as a noun, unless it is nothing but a quotation mark."""
        if self.text[low:high].strip(QUOTES):
            self.row.append(Chunk(NOUN, low, high))


def chunked(text: str, quantities: Sequence[Quantity], language: Language) -> list[Chunk]:
    """Return the chunks of a sentence.

    Parameters
    ----------
    text : str
        The sentence, with Chinese marks and plain figures.
    quantities : sequence of Quantity
        Its figures; offsets count from its start.
    language : Language
        The language whose words are looked for.

    Examples
    --------
    >>> from zjpolicy.languages import get_language
    >>> from zjpolicy.reading.quantities import find_quantities
    >>> text = "茶叶产量增长5%。"
    >>> "".join(chunk.letter for chunk in chunked(text, find_quantities(text, "zh"), get_language("zh")))
    'nuq.'
    """
    return Chunker(text, quantities, language).row
