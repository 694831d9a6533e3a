"""How firmly a target binds: its commitment, the words that set it, its hedge, and whether it is striven for beyond."""

from functools import cache
from typing import NamedTuple

import regex

from zjpolicy.languages import Language, compiled
from zjpolicy.reading.model import COMMITMENT, Quantity


class Binding(NamedTuple):
    """What a target's own words say of how it binds."""

    commitment: str | None = None
    cue: str | None = None
    hedge: str | None = None
    aims_higher: bool = False


# What is said of a figure that is no target.
NONE = Binding()


class Commitments:
    """The wordings of commitment of one language."""

    def __init__(self, language: Language) -> None:
        table = language.table("commitment")
        self.language = language
        self.header = regex.compile(table["header"])
        self.plan_behind = regex.compile(table["plan_behind"])
        self.narrow = regex.compile(table["narrow"])
        self.cues = {name: regex.compile(table[name]) for name in sorted(COMMITMENT)}

    def read(self, text: str, start: int, quantity: Quantity, headed: bool) -> Binding:
        """How a target of the sentence from ``start`` binds; ``headed`` where a header of goals stands over it."""
        commitment, cue = self._cue(text, start, quantity, headed)
        return Binding(commitment, cue or None, self._hedge(text, quantity))

    def _cue(self, text: str, start: int, quantity: Quantity, headed: bool) -> tuple[str, str]:
        """The cue nearest before the figure whose reach includes it."""
        ahead = text[start : quantity.start]
        if headed:
            ahead = " goals: " + ahead
        best, words, at = "will", "", -1
        for name, pattern in self.cues.items():
            for cue in pattern.finditer(ahead):
                if cue.end() > at and self._reaches(cue[0], ahead[cue.end() :]):
                    best, words, at = name, cue[0], cue.end()
        header = self.header.search(ahead)
        behind = self._proposed_behind(text, quantity)
        if best == "will" and (headed or header or behind):
            return "plan", words or (header[0] if header else behind)
        return best, words

    def _proposed_behind(self, text: str, quantity: Quantity) -> str:
        """The cue a clause ends in: "growth of about 5.5% is suggested"."""
        behind = compiled(r"[;.:；。]").split(text[quantity.end : quantity.end + 80])[0]
        found = self.plan_behind.search(behind)
        return found[0] if found else ""

    def _reaches(self, cue: str, between: str) -> bool:
        """Whether a cue governs what stands behind ``between``: new clauses end its reach."""
        if self.narrow.search(cue):
            if compiled(r"[;；，]|, (?:and )?(?:we|which|who|to) ").search(between):
                return False
            return len(compiled(r",").findall(between)) <= 1 and not compiled(
                r", (?:and )?(?!and\b)[a-z]+ (?:(?:a|the|its|our)\b|$)"
            ).search(between)
        return True

    def _hedge(self, text: str, quantity: Quantity) -> str | None:
        """The words that bound a figure or make it vague."""
        _, low = self.language.comparator_before(text, quantity.start)
        _, high = self.language.comparator_after(text, quantity.end)
        words = (text[low : quantity.start].strip(), text[quantity.end : high].strip())
        return " … ".join(filter(None, words)) or None


@cache
def commitments(language: Language) -> Commitments:
    """Return the wordings of a language, made once."""
    return Commitments(language)
