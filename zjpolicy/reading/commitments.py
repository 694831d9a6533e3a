"""How firmly a target binds: its commitment, the words that set it, its hedge, and whether it is striven for beyond."""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import regex

from zjpolicy.languages import Language, compiled, rare
from zjpolicy.reading.model import COMMITMENT, Quantity, Statement
from zjpolicy.reading.said import Cue, Said

# How far behind a figure its clause may go on.
BEHIND = 80
FIGURE, CLAUSE, CLAUSE_END = compiled(r"[#\d]"), compiled(r"[,;:]\s"), compiled("[;.:；。]")


class Binding(NamedTuple):
    """What a target's own words say of how it binds."""

    commitment: str | None = None
    cue: str | None = None
    hedge: str | None = None


# What is said of a figure that is no target.
NONE = Binding()


@dataclass(slots=True)
class Header:
    """The words that head the goals of a paragraph, and those below where it ends in a colon."""

    paragraph: int = -1
    words: str = ""
    goes_on: bool = False


class Commitments:
    """The wordings of commitment of one language."""

    def __init__(self, language: Language) -> None:
        table = language.table("commitment")
        self.language = language
        self.header = rare(table, "header")
        self.heading = compiled(table["heading"])
        self.listed = compiled(table["listed"])
        self.plan_behind = Cue(tuple(table["holds"]["plan_behind"]), compiled(table["plan_behind"]))
        self.subject = compiled(table["subject"])
        self.narrow, self.clause_end = compiled(table["narrow"]), compiled(table["clause_end"])
        self.headed: str = table["headed"]
        self.cues = {name: Cue(tuple(table["holds"][name]), compiled(table[name])) for name in sorted(COMMITMENT)}
        self.striven = compiled(table["striven"])
        self.better = rare(table, "better")

    def heads(self, header: Header, text: str, paragraph: int, start: int, end: int) -> Header:
        """Return the header that stands over a sentence: none, or one that its paragraph goes on with."""
        if paragraph == header.paragraph:
            return header
        listed = self.listed.match(text, start, end) is not None
        below = header.goes_on and (listed or paragraph == header.paragraph + 1)
        return Header(paragraph, header.words, listed) if below else Header(paragraph)

    def hear(self, header: Header, text: str, start: int, end: int) -> Header:
        """Return the header that stands over what follows a sentence."""
        found = self.header.search(text, start, end)
        if not found:
            return header
        return Header(header.paragraph, found[0], text[end - 1 : end] in ":：")

    def read(self, said: Said, quantity: Quantity, header: str, told: str) -> Binding:
        """How a target binds.

        Parameters
        ----------
        said : Said
            The figure's sentence, and whether a header of goals stands in it.
        quantity : Quantity
            The figure.
        header : str
            The header of goals that stands over the sentence, if one does.
        told : str
            The commitment, where the grammar tells it.
        """
        text, start = said.text, said.start
        found = self.header.search(text, start, quantity.start) if said["header"] else None
        words = found[0] if found else header
        commitment, cue = self._cue(text, start, quantity, bool(words))
        if told:
            commitment, cue = told, self._nearest(text, start, quantity, told)
        if commitment in ("plan", "will") and words:
            named = self.heading.search(words)
            commitment, cue = "plan", named[0] if named else words
        if better := self.better_behind(text, quantity.end):
            cue = " … ".join(filter(None, (cue, better[0].strip())))
        return Binding(commitment, cue or None, self._hedge(text, quantity))

    def better_behind(self, text: str, end: int) -> "regex.Match[str] | None":
        """The words behind a figure, and no other between, that strive for more without a number."""
        found = self.better.search(text, end, end + BEHIND)
        return None if found and FIGURE.search(text, end, found.start()) else found

    def _nearest(self, text: str, start: int, quantity: Quantity, name: str) -> str:
        """The words that set a commitment which the grammar tells."""
        ahead = text[start : quantity.start]
        found = [ahead[slice(*cue.span())] for cue in self.cues[name].finditer(_small(ahead))]
        return found[-1] if found else self._proposed_behind(text, quantity)

    def _cue(self, text: str, start: int, quantity: Quantity, headed: bool) -> tuple[str, str]:
        """The cue nearest before the figure whose reach includes it."""
        ahead = text[start : quantity.start]
        if headed:
            ahead = self.headed + ahead
        small = _small(ahead)
        best, first, at = "will", 0, -1
        for name, cues in self.cues.items():
            for cue in cues.finditer(small):
                if cue.end() > at and self._reaches(cue[0], ahead[cue.end() :]):
                    best, (first, at) = name, cue.span()
        if own := self._own_behind(text, quantity, ahead[max(at, 0) :], at >= 0):
            return own
        words = ahead[first : max(at, 0)]
        if best == "will" and (behind := self._proposed_behind(text, quantity)):
            return "plan", words or behind
        return best, words

    def _own_behind(self, text: str, quantity: Quantity, since: str, led: bool) -> tuple[str, str] | None:
        """The cue behind a figure in the subject of a clause that no other cue stands in: "..., and 20 must open"."""
        found = self.subject.match(text, quantity.end, quantity.end + BEHIND)
        if found is None or (led and not CLAUSE.search(since)):
            return None
        small = _small(found["cue"])
        return next((name, found["cue"]) for name, cue in self.cues.items() if cue.pattern.search(small))

    def _proposed_behind(self, text: str, quantity: Quantity) -> str:
        """The cue a clause ends in: "growth of about 5.5% is suggested"."""
        behind = text[quantity.end : quantity.end + BEHIND]
        if not self.plan_behind.may_stand(_small(behind)):
            return ""
        found = self.plan_behind.pattern.search(CLAUSE_END.split(behind, maxsplit=1)[0])
        return found[0].strip() if found else ""

    def _reaches(self, cue: str, between: str) -> bool:
        """Whether a cue governs what stands behind ``between``: new clauses end its reach."""
        return not self.narrow.search(cue) or (between.count(",") <= 1 and not self.clause_end.search(between))

    def _hedge(self, text: str, quantity: Quantity) -> str | None:
        """The words that bound a figure or make it vague, as its quantity knows them.

        What opens a range, and a classifier behind a figure, are none.
        """
        low, high = quantity.start, quantity.end
        if quantity.comparator == "range":
            _, low = self.language.comparator_before(text, low)
        elif 0 <= quantity.opens < low:
            low = quantity.opens
        if quantity.closes > high:
            _, high = self.language.comparator_after(text, high)
        words = (text[low : quantity.start].strip(), text[quantity.end : high].strip())
        return " … ".join(filter(None, words)) or None

    def aims_higher(self, text: str, base: Statement | None, statement: Statement) -> bool:
        """Whether a target is one striven for beyond another before it: "about 5.5%, with 6% striven for"."""
        if base is None or base.status != "target" or base.unit != statement.unit:
            return False
        return self.striven.fullmatch(text, base.end, statement.start) is not None


def _small(words: str) -> str:
    """Words in small letters, as cues are looked for, each where it was: patterns that heed case match much faster."""
    return words.replace("İ", "I").lower()


@cache
def commitments(language: Language) -> Commitments:
    """Return the wordings of a language, made once."""
    return Commitments(language)
