"""Whether a figure is reported or promised: its own clause's words, then the time it is told for, then its section."""

from functools import cache
from typing import NamedTuple

from zjpolicy.languages import Language, compiled
from zjpolicy.reading.model import BASIS, Reading
from zjpolicy.reading.periods import Period
from zjpolicy.reading.said import Said, wordings

# The wordings of a language that are looked for; its data tells what each is for.
WORDS = ("promised", "reported", "done", "target", "outcome")
# How far behind a figure its verb may stand.
NEAR = 12


class Clause(NamedTuple):
    """A figure in its clause."""

    low: int  # where the clause begins
    start: int  # where the figure does
    end: int
    high: int  # where the clause ends


class Setting(NamedTuple):
    """Where a figure stands: the part of its section, the span of years spoken of, the years its clause names."""

    part: str | None
    headed: bool  # whether a heading of goals stands over it
    era: Period | None  # set by the opening of a sentence
    scope: Period | None
    year: int | None
    following: str  # the words behind the figure, beyond its clause
    carried: bool = False  # whether the words of an earlier clause of the sentence promise


class StatusWords:
    """The wordings of one language that tell a status."""

    def __init__(self, language: Language) -> None:
        table = language.table("status")
        self.tensed: bool = table["tensed"]
        self.words = wordings(table, WORDS) | wordings(language.table("basis"), BASIS)
        self.words |= wordings(language.table("commitment"), ["header"])  # which makes targets of what it stands over
        self.promised_behind = compiled(table["promised_behind"])
        self.outgrown, self.recap = compiled(table["outgrown"]), compiled(table["recap"])

    def read(self, reading: Reading, said: Said, clause: Clause, setting: Setting) -> tuple[str, bool]:
        """The status, and whether anything tells it.

        Parameters
        ----------
        reading : Reading
            How the figure stands in its sentence.
        said : Said
            Its sentence, asked for the ``words`` of this object.
        clause : Clause
            Where the figure and its clause are in it.
        setting : Setting
            Where it stands.
        """
        if reading.role:
            return reading.role, True
        if setting.scope and reading.kind != "growth" and self.outgrown.match(setting.following):
            return "baseline", True
        own = self._of_clause(reading, said, clause, setting)
        if own:
            return own, True
        part = self._part(setting)
        if part == "review" and reading.tense != "future":
            return "outcome", True
        if self._done(said, clause) or said.within("reported", clause.low, clause.start):
            return "outcome", True
        if part == "review":
            return "target", True
        if part == "plan":
            reported = reading.tense == "past" and not said.within("target", said.start, clause.start)
            return "outcome" if reported else "target", True
        if reading.tense == "past" or said.within("outcome", clause.low, clause.start):
            return "target" if reading.tense == "future" else "outcome", True
        promised = reading.tense == "future" or said.within("target", said.start, clause.start)
        return ("target", True) if promised else ("outcome", False)

    def _of_clause(self, reading: Reading, said: Said, clause: Clause, setting: Setting) -> str | None:
        """What the words that promise in a figure's own clause, or the years it names, tell against its section."""
        low, start, _, _ = clause
        scope, year = setting.scope, setting.year
        past = scope and year is not None and scope.last < year
        if self.promises(said, clause) or (setting.headed and not past):
            return "target"
        if scope and year is not None:
            if past and reading.tense != "future":
                return "outcome"
            if scope.first >= year and not self._reports(reading, said, clause):
                return "target"
        if setting.carried and scope is None and not any(said.within(name, low, start) for name in ("outcome", "done")):
            return "target"
        return None

    def promises(self, said: Said, clause: Clause) -> bool:
        """Whether the words before and behind a figure in its clause promise it."""
        low, start, end, high = clause
        return said.within("promised", low, start) or self.promised_behind.match(said.text, end, high) is not None

    def _done(self, said: Said, clause: Clause) -> bool:
        """Whether the words before a figure in its clause, or just behind it, tell that something was done."""
        if self.tensed or not said["done"]:
            return False
        low, start, end, high = clause
        return said.within("done", low, start) or said.within("done", end, min(high, end + NEAR))

    def _reports(self, reading: Reading, said: Said, clause: Clause) -> bool:
        """Whether a clause tells what was done, by its tense where its language has one."""
        if self.tensed:
            return reading.tense == "past"
        return any(said.within(name, clause.low, clause.start) for name in ("reported", "done"))

    def _part(self, setting: Setting) -> str | None:
        """The part a figure stands in: the span of years that its paragraph speaks of tells more than its section."""
        if setting.era is None or setting.year is None:
            return setting.part
        if setting.era.last < setting.year:
            return "review"
        return "plan" if setting.era.first >= setting.year else setting.part

    def basis_of(self, status: str, said: Said) -> str | None:
        """How settled an outcome is, by the words of its sentence."""
        if status == "outcome":
            for name in BASIS:
                if said[name]:
                    return name
        return None

    def recaps(self, words: str) -> bool:
        """Whether the words that a sentence opens with tell of what was done, in whatever section."""
        return self.recap.match(words) is not None


@cache
def status_words(language: Language) -> StatusWords:
    """Return the wordings of a language, made once."""
    return StatusWords(language)
