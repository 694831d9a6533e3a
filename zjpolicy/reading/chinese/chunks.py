"""A Chinese sentence as a row of chunks, one letter each: the longest word that fits, from the lists of the language."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import regex

from zjpolicy.languages import Language, alternatives, by_first_letter, get_language
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
}
NOUN, FIGURE, CLASSIFIER, BOUND = "n", "q", "k", "w"
MARKS = regex.compile(r"（[^（），。；\n]{1,12}）|[，。；：！？、（）\n]")
SUFFIX = regex.compile("[了着]")
BLANK = regex.compile(r"\s++")
LONGEST = 12  # characters of the longest word
REACH = 24  # and of the longest phrase


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of a sentence and what it is."""

    letter: str
    start: int
    end: int


class Lexicon:
    """The words of a language by what they are, and the patterns of times and comparisons."""

    def __init__(self, language: Language) -> None:
        table = language.table("chunks")
        self.words = _by_letter(table["words"])
        moved = [verb + to for verb in table["moves"].split() for to in table["to"].split()]
        self.words |= dict.fromkeys(moved, LETTERS["moved"])
        self.opening = self.words | _by_letter(table["opening"])
        self.closing = self.words | _by_letter(table["closing"])
        phrases = _phrases(table)
        self.phrase = regex.compile(phrases)
        self.last_phrase = regex.compile(f"(?r)(?:{phrases})")
        self.token = regex.compile(f"{phrases}|(?P<word>{by_first_letter(self.words)})")
        self.suffix = regex.compile(table["suffixes"])
        self.behind = regex.compile(
            rf"(?P<k>(?:亿|万)?(?:{_joined(table['classifiers'])})(?:（[^）]{{1,6}}）)?)?+(?P<w>{table['bounds']})?+"
        )

    def opens(self, text: str, start: int, end: int) -> Chunk | None:
        """The longest word or phrase at ``start`` that may open a clause."""
        if found := self.phrase.match(text, start, end):
            return Chunk(str(found.lastgroup), start, found.end())
        for stop in range(min(end, start + LONGEST), start, -1):
            if letter := self.opening.get(text[start:stop]):
                if stop > start + 1 and self.suffix.match(text, stop, end):
                    letter = NOUN
                return Chunk(letter, start, stop)
        return None

    def closes(self, text: str, start: int, end: int) -> Chunk | None:
        """The longest word or phrase at ``end`` that may close a clause on a figure."""
        if found := self.last_phrase.match(text, max(start, end - REACH), end):
            return Chunk(str(found.lastgroup), found.start(), end)
        for low in range(max(start, end - LONGEST), end):
            if letter := self.closing.get(text[low:end]):
                return Chunk(letter, low, end)
        return None


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
        for mark in MARKS.finditer(self.text, low, high):
            if len(mark[0]) > 1:
                continue  # an aside is part of the noun: 县（市、区）
            yield from self.clause(low, mark.start(), False)
            yield Chunk("、" if mark[0] == "、" else _mark(mark[0]), mark.start(), mark.end())
            low = mark.end()
        yield from self.clause(low, high, ahead)

    def clause(self, low: int, high: int, ahead: bool) -> Iterator[Chunk]:
        """Yield the chunks between two marks: what opens and closes it, then the words within."""
        last: list[Chunk] = []
        high = self._back(low, high)
        while ahead and high > low and (chunk := self.lexicon.closes(self.text, low, high)):
            if chunk.letter == NOUN:
                break
            last.append(chunk)
            high = self._back(low, chunk.start)
        while low < high:
            if blank := BLANK.match(self.text, low, high):
                low = blank.end()
                continue
            chunk = self.lexicon.opens(self.text, low, high)
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
        for found in self.lexicon.token.finditer(self.text, low, high):
            letter = self.lexicon.words[found[0]] if found["word"] else str(found.lastgroup)
            if letter == NOUN or found.start() < low or (found["word"] and self.lexicon.suffix.match(self.text, found.end(), high)):
                continue
            if found.start() > low:
                yield Chunk(NOUN, low, found.start())
            ends = SUFFIX.match(self.text, found.end(), high)
            low = ends.end() if ends else found.end()
            yield Chunk(letter, found.start(), low)
            if self.text.startswith("的", low, high):
                yield Chunk(LETTERS["of"], low, low + 1)
                low += 1
        if low < high:
            yield Chunk(NOUN, low, high)


def _mark(mark: str) -> str:
    return {"，": ",", "；": ";", "：": ":", "（": "(", "）": ")"}.get(mark, ".")


def chunked(text: str, start: int, end: int, quantities: Sequence[Quantity], language: Language) -> list[Chunk]:
    """Return the chunks of a sentence.

    Examples
    --------
    >>> from zjpolicy.reading.quantities import find_quantities
    >>> text = "茶叶产量增长5%。"
    >>> "".join(one.letter for one in chunked(text, 0, len(text), find_quantities(text, "zh"), get_language("zh")))
    'nuq.'
    """
    return list(Chunker(text, start, end, quantities, language).chunks())
