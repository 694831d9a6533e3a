"""A Chinese sentence as a row of chunks, one letter each: the longest word that fits, from the lists of the language."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import regex

from zjpolicy.languages import Language, alternatives
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
MARKS = regex.compile(r"（(?![\d一二三四五六七八九十]{1,3}）)[^（），。；\n]{1,12}）|[，。；：！？、（）\n]")
SIGNS = {"，": ",", "；": ";", "：": ":", "、": "、", "（": "(", "）": ")"}
WITHIN = "、（）"
CLAUSES_BEFORE = 2  # clauses before a figure's own that may name what it measures
SUFFIXES = "了着"
NAMING = "vs"  # verbs that names of amounts are made with: 签约金额
REOPENS = frozenset("atpxy")  # behind these a clause opens anew: 每年将安排
REACH = 24  # characters of the longest phrase


@dataclass(frozen=True, slots=True)
class Chunk:
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
        self.words = Words(words)
        self.opening = Words(words | _by_letter(table["opening"]))
        self.closing = Words(words | _by_letter(table["closing"]))
        phrases = _phrases(table)
        self.phrase = regex.compile(phrases)
        self.last_phrase = regex.compile(f"(?r)(?:{phrases})")
        # Characters a phrase may hold, and those it may begin with: elsewhere none is looked for.
        self.held = frozenset(phrases) | frozenset("0123456789")
        self.starts = frozenset(one for one in self.held if self._may_begin(one))
        self.suffix = regex.compile(table["suffixes"])
        self.named = regex.compile(f"{table['suffixes']}|{table['named']}")
        self.behind = regex.compile(
            rf"(?P<k>(?:亿|万)?(?:{_joined(table['classifiers'])})(?:（[^）]{{1,6}}）)?)?+(?P<w>{table['bounds']})?+"
        )

    def _may_begin(self, character: str) -> bool:
        """Whether a phrase may begin with a character, at a text's start or behind another."""
        return any(self.phrase.match(ahead + character, len(ahead), partial=True) for ahead in ("", "国"))

    def opens(self, words: Words, text: str, start: int, end: int) -> Chunk | None:
        """The phrase or the longest word at ``start``; a verb with a suffix that makes a noun of it is a noun."""
        if text[start] in self.starts and (found := self.phrase.match(text, start, end)):
            return Chunk(str(found.lastgroup), start, found.end())
        stop = words.at(text, start, end)
        if stop == start:
            return None
        letter = words.letters[text[start:stop]]
        suffix = self.named if letter in NAMING else self.suffix
        named = stop > start + 1 and suffix.match(text, stop, end)
        return Chunk(NOUN if named else letter, start, stop)

    def closes(self, text: str, start: int, end: int) -> Chunk | None:
        """The phrase or the longest word at ``end`` that may close a clause on a figure."""
        if text[end - 1] in self.held and (found := self.last_phrase.match(text, max(start, end - REACH), end)):
            return Chunk(str(found.lastgroup), found.start(), end)
        low = self.closing.before(text, start, end)
        return Chunk(self.closing.letters[text[low:end]], low, end) if low < end else None


def _joined(pattern: str) -> str:
    return "".join(pattern.split())


def _phrases(table: Mapping[str, Any]) -> str:
    """Comparisons, times, and words that what stands beside them tells."""
    time = f"(?:{_joined(table['time'])}|{alternatives(table['words']['time'].split())})"
    scope = alternatives(table["words"]["scopes"].split())
    than, rest = f"(?:{'|'.join(table['than'].split())})", table["than_rest"]
    named = {
        "x": f"{than}(?:{time}|{table['than_time']}){rest}",
        "y": f"{than}(?:{scope}|{table['than_place']}){rest}",
        "t": time,
        **{LETTERS[name]: f"(?:{words})(?={time}|{scope})" for name, words in table["before_time"].items()},
        **{LETTERS[name]: pattern for name, pattern in table["patterns"].items()},
    }
    return "|".join(f"(?P<{letter}>{pattern})" for letter, pattern in named.items())


def _by_letter(lists: Mapping[str, str]) -> dict[str, str]:
    return {word: LETTERS[name] for name, words in lists.items() for word in words.split()}


@cache
def lexicon(language: Language) -> Lexicon:
    """Return the lexicon of a language, made once."""
    return Lexicon(language)


class Chunker:
    """Makes the row of chunks of one sentence."""

    def __init__(self, text: str, start: int, end: int, quantities: Sequence[Quantity], language: Language) -> None:
        self.text, self.start, self.end = text, start, end
        self.quantities, self.language, self.lexicon = quantities, language, lexicon(language)

    def chunks(self) -> Iterator[Chunk]:
        """Yield the chunks of the sentence, the figures among them."""
        low = self.start
        for quantity in self.quantities:
            _, edge = self.language.comparator_before(self.text, quantity.start)
            edge = max(low, min(edge, quantity.start))
            yield from self.gap(low, edge, low > self.start, True)
            yield Chunk(FIGURE, edge, quantity.end)
            low = quantity.end
        yield from self.gap(low, self.end, low > self.start, False)

    def gap(self, low: int, high: int, behind: bool, ahead: bool) -> Iterator[Chunk]:
        """Yield the chunks between two figures; ``behind`` one, ``ahead`` of another."""
        if behind:
            found = self.lexicon.behind.match(self.text, low, high)
            for letter in (CLASSIFIER, BOUND):
                if found and found[letter]:
                    yield Chunk(letter, *found.span(letter))
            low = found.end() if found else low
        marks = [mark for mark in MARKS.finditer(self.text, low, high) if len(mark[0]) == 1]  # an aside is a noun's
        first, last = self._near(marks, behind, ahead)
        for place, mark in enumerate(marks):
            if not first <= place < last:
                yield from self.clause(low, mark.start(), False)
            yield Chunk(SIGNS.get(mark[0], "."), mark.start(), mark.end())
            low = mark.end()
        yield from self.clause(low, high, ahead)

    def _near(self, marks: Sequence[regex.Match[str]], behind: bool, ahead: bool) -> tuple[int, int]:
        """Between which marks nothing is near enough to a figure, or to the sentence's start, to be looked at."""
        ends = [place for place, mark in enumerate(marks) if mark[0] not in WITHIN]
        before = CLAUSES_BEFORE if ahead else 0
        if len(ends) <= 1 + before:
            return 0, 0
        return ends[0] + 1, ends[-1 - before] + 1

    def clause(self, low: int, high: int, ahead: bool) -> Iterator[Chunk]:
        """Yield the chunks between two marks: what opens and closes it, then the words within."""
        last: list[Chunk] = []
        high = self._back(low, high)
        while ahead and high > low and (chunk := self.lexicon.closes(self.text, low, high)):
            if chunk.letter == NOUN:
                break
            last.append(chunk)
            high = self._back(low, chunk.start)
        opening = self.lexicon.opening
        while low < high:
            if self.text[low].isspace():
                low += 1
                continue
            chunk = self.lexicon.opens(opening, self.text, low, high)
            if chunk is None or chunk.letter == NOUN:
                break
            yield chunk
            low = chunk.end
        yield from self.words(low, high)
        yield from reversed(last)

    def _back(self, low: int, high: int) -> int:
        while high > low and self.text[high - 1].isspace():
            high -= 1
        return high

    def words(self, low: int, high: int) -> Iterator[Chunk]:
        """Yield the words inside a clause, and what stands between them as nouns."""
        text, lexicon, at = self.text, self.lexicon, low
        words = lexicon.words
        while at < high:
            chunk = lexicon.opens(words, text, at, high)
            words = lexicon.words
            if chunk is None or chunk.letter == NOUN:
                at = chunk.end if chunk else at + 1
                continue
            if chunk.start > low:
                yield Chunk(NOUN, low, chunk.start)
            low = chunk.end + (chunk.end < high and text[chunk.end] in SUFFIXES)
            yield Chunk(chunk.letter, chunk.start, low)
            if text.startswith("的", low, high):
                yield Chunk(LETTERS["of"], low, low + 1)
                low += 1
            at = low
            words = lexicon.opening if chunk.letter in REOPENS else words
        if low < high:
            yield Chunk(NOUN, low, high)


def chunked(text: str, start: int, end: int, quantities: Sequence[Quantity], language: Language) -> list[Chunk]:
    """Return the chunks of a sentence.

    Examples
    --------
    >>> from zjpolicy.languages import get_language
    >>> from zjpolicy.reading.quantities import find_quantities
    >>> text = "茶叶产量增长5%。"
    >>> "".join(one.letter for one in chunked(text, 0, len(text), find_quantities(text, "zh"), get_language("zh")))
    'nuq.'
    """
    return list(Chunker(text, start, end, quantities, language).chunks())
