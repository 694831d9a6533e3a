"""Which wordings stand in a sentence: each is looked for in the whole of it once, as most stand nowhere in it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from regex import Match

from zjpolicy.languages import compiled

# How wordings are looked for, by name: what one needs, where the data tells that, and the wording itself.
Wordings = Mapping[str, tuple[Callable[[str, int, int], "Match[str] | None"], ...]]


class Said(dict[str, bool]):
    """Whether the wordings of a language stand in a sentence: ``said["average"]`` looks when it is asked first.

    Parameters
    ----------
    words : Wordings
        What may be asked for.
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

    __slots__ = ("end", "start", "text", "words")

    def __init__(self, words: Wordings, text: str, start: int, end: int) -> None:
        self.words, self.text, self.start, self.end = words, text, start, end

    def __missing__(self, name: str) -> bool:
        for search in self.words[name]:
            if search(self.text, self.start, self.end) is None:
                self[name] = False
                return False
        self[name] = True
        return True

    def within(self, name: str, low: int, high: int) -> bool:
        """Whether a wording stands in a part of the sentence; it does not where it stands nowhere in the whole."""
        return self[name] and self.words[name][-1](self.text, low, high) is not None


def wordings(table: Mapping[str, Any], names: Iterable[str]) -> Wordings:
    """Return wordings of a language's data."""
    entries = {name: [entry for entry in (f"{name}_needs", name) if entry in table] for name in names}
    return {name: tuple(compiled(table[entry]).search for entry in each) for name, each in entries.items()}
