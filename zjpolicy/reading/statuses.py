"""Whether a figure is reported or promised: its own clause's words, then the time it is told for, then its section."""

from dataclasses import dataclass
from functools import cache

from zjpolicy.languages import Language, compiled
from zjpolicy.reading.model import Reading
from zjpolicy.reading.periods import Period

# The wordings of a language that are looked for; its data tells what each is for.
WORDS = ("promised", "promised_behind", "recap", "reported", "done", "outgrown", "target", "outcome")
# How far behind a figure its verb may stand.
NEAR = 12


@dataclass(frozen=True)
class Setting:
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
        self.says = {name: compiled(words) for name, words in table.items() if name in WORDS}
        self.basis = {name: compiled(pattern) for name, pattern in language.table("basis").items()}

    def read(self, reading: Reading, clause: str, sentence: str, behind: str, setting: Setting) -> tuple[str, bool]:
        """The status, and whether anything tells it.

        Parameters
        ----------
        reading : Reading
            How the figure stands in its sentence.
        clause, sentence, behind : str
            The words of its clause and of its sentence before it, and those of its clause behind it.
        setting : Setting
            Where it stands.
        """
        if reading.role:
            return reading.role, True
        if setting.scope and reading.kind != "growth" and self.says["outgrown"].match(setting.following):
            return "baseline", True
        own = self._of_clause(reading, clause, behind, setting)
        if own:
            return own, True
        part = self._part(setting)
        if part == "review":
            return "target" if reading.tense == "future" else "outcome", True
        if part == "plan":
            return "outcome" if reading.tense == "past" and not self.says["target"].search(sentence) else "target", True
        if reading.tense == "past" or self.says["outcome"].search(clause):
            return "target" if reading.tense == "future" else "outcome", True
        promised = reading.tense == "future" or self.says["target"].search(sentence)
        return ("target", True) if promised else ("outcome", False)

    def _of_clause(self, reading: Reading, clause: str, behind: str, setting: Setting) -> str | None:
        """What a figure's own clause tells, against its section."""
        promised = self.promises(clause, behind)
        past = setting.scope and setting.year is not None and setting.scope.last < setting.year
        if promised or (setting.headed and not past):
            return "target"
        if setting.scope and setting.year is not None:
            if setting.scope.last < setting.year and reading.tense != "future":
                return "outcome"
            if setting.scope.first >= setting.year and not self._reports(reading, clause):
                return "target"
        told = any(self.says[name].search(clause) for name in ("outcome", "done"))
        if setting.carried and setting.scope is None and not told:
            return "target"
        done = not self.tensed and (self.says["done"].search(clause) or self.says["done"].search(behind[:NEAR]))
        return "outcome" if done or self.says["reported"].search(clause) else None

    def promises(self, clause: str, behind: str) -> bool:
        """Whether the words before and behind a figure in its clause promise it."""
        return bool(self.says["promised"].search(clause) or self.says["promised_behind"].match(behind))

    def _reports(self, reading: Reading, clause: str) -> bool:
        """Whether a clause tells what was done, by its tense where its language has one."""
        if self.tensed:
            return reading.tense == "past"
        return self.says["reported"].search(clause) is not None or self.says["done"].search(clause) is not None

    def _part(self, setting: Setting) -> str | None:
        """The part a figure stands in: the span of years that its paragraph speaks of tells more than its section."""
        if setting.era is None or setting.year is None:
            return setting.part
        if setting.era.last < setting.year:
            return "review"
        return "plan" if setting.era.first >= setting.year else setting.part

    def basis_of(self, status: str, sentence: str) -> str | None:
        """How settled an outcome is, by the words of its sentence."""
        if status != "outcome":
            return None
        return next((name for name, pattern in self.basis.items() if pattern.search(sentence)), None)


@cache
def status_words(language: Language) -> StatusWords:
    """Return the wordings of a language, made once."""
    return StatusWords(language)
