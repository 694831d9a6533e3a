"""Which wordings stand in a sentence: each is looked for in the whole of it once, as most stand nowhere in it."""

from collections.abc import Iterable, Mapping
from typing import Any

from regex import Pattern

from zjpolicy.languages import Rare, compiled, rare


class Said(dict[str, bool]):
    """Whether the wordings of a language stand in a sentence: ``said["average"]`` looks when it is asked first.

    Parameters
    ----------
    words : mapping of str to Pattern or Rare
        The wordings by name.
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

    def __init__(self, words: "Mapping[str, Pattern[str] | Rare]", text: str, start: int, end: int) -> None:
        super().__init__()
        self.words, self.text, self.start, self.end = words, text, start, end

    def __missing__(self, name: str) -> bool:
        found = self.words[name].search(self.text, self.start, self.end) is not None
        self[name] = found
        return found

    def within(self, name: str, low: int, high: int) -> bool:
        """Whether a wording stands in a part of the sentence; it does not where it stands nowhere in the whole."""
        return self[name] and self.words[name].search(self.text, low, high) is not None


def wordings(table: Mapping[str, Any], names: Iterable[str]) -> "dict[str, Pattern[str] | Rare]":
    """Return wordings of a language's data by name, each with what it needs where the data tells that."""
    return {name: rare(table, name) if f"{name}_needs" in table else compiled(table[name]) for name in names}
