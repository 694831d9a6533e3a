"""Which wordings stand in a sentence: each is looked for in the whole of it once, as most stand nowhere in it."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from regex import Match, Pattern

from zjpolicy.languages import compiled


class Cue(NamedTuple):
    """Words that tell something, and what each of them holds one of: few sentences do, which is soon told."""

    holds: tuple[str, ...]
    pattern: "Pattern[str]"

    def may_stand(self, small: str) -> bool:
        """Whether a text in small letters holds what the words do."""
        return any(map(small.__contains__, self.holds))

    def finditer(self, small: str) -> "Iterable[Match[str]]":
        """Where the words stand in a text in small letters."""
        return self.pattern.finditer(small) if self.may_stand(small) else ()


class Said(dict[str, bool]):
    """Whether the wordings of a language stand in a sentence: ``said["average"]`` looks when it is asked first.

    Parameters
    ----------
    words : mapping of str to Cue
        What may be asked for, by name.
    text : str
        The text.
    start, end : int
        Where the sentence starts and ends in it.

    Examples
    --------
    >>> said = Said(wordings({"yearly": "a year"}, ["yearly"]), "up 5% a year, and wages by 3%", 0, 29)
    >>> said["yearly"], said.within("yearly", 0, 12), said.within("yearly", 13, 29)
    (True, True, False)
    """

    __slots__ = ("end", "small", "start", "text", "words")

    def __init__(self, words: Mapping[str, Cue], text: str, start: int, end: int) -> None:
        self.words, self.text, self.start, self.end = words, text, start, end
        self.small = ""  # the sentence in small letters, once it is asked for

    def __missing__(self, name: str) -> bool:
        holds, pattern = self.words[name]
        if holds and not self.small:
            self.small = self.text[self.start : self.end].lower()
        found = False
        if not holds or any(map(self.small.__contains__, holds)):
            found = pattern.search(self.text, self.start, self.end) is not None
        self[name] = found
        return found

    def within(self, name: str, low: int, high: int) -> bool:
        """Whether a wording stands in a part of the sentence; it does not where it stands nowhere in the whole."""
        return self[name] and self.words[name].pattern.search(self.text, low, high) is not None


def wordings(table: Mapping[str, Any], names: Iterable[str]) -> dict[str, Cue]:
    """Return wordings of a language's data by name, with what they hold where the data tells that."""
    holds = table.get("holds", {})
    return {name: Cue(tuple(holds.get(name, ())), compiled(table[name])) for name in names}
